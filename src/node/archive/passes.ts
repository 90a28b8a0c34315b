import type { ReadOptions } from '../../options.js'
import type { Outcome } from './outcome.js'

/**
 * One way through an archive. Text layers come first, for all inputs; recognition of characters costs a hundred times as much and comes
 * after, for those that want it, with readers of its own number.
 */
export interface Pass {
  readonly pass: 'text' | 'ocr'
  readonly options: ReadOptions
  readonly jobs: number
}

/** The passes that can be made with what is installed. */
export function passesOf(options: ReadOptions, jobs: number): readonly Pass[] {
  const text: Pass = { pass: 'text', options: { ...options, ocr: 'off' }, jobs }
  return options.ocr === 'off' ? [text] : [text, { pass: 'ocr', options, jobs }]
}

/** True where no pass behind the first can make more of an input. */
export const isFinal = ({ wants }: Pick<Outcome, 'wants'>, passes: readonly Pass[]): boolean =>
  wants === null || !passes.some(({ pass }) => pass === wants)
