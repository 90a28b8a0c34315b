/** Options of reading an archive: those of a single reading, and how many at a time. */

import { NianbaoError } from '../../errors.js'
import { optionsSchema, type ReadOptions, resolveOptions } from '../../options.js'
import { didYouMean } from '../../text/nearest.js'
import { readersThatFit } from '../places.js'
import type { ArchiveEvent } from './events.js'

export interface Shard {
  /** Counted from 1. */
  readonly index: number
  readonly of: number
}

export interface ArchiveOptions extends Omit<ReadOptions, 'name' | 'onProgress'> {
  /**
   * Files read side by side, each in a process of its own. Defaults to as many as there are cores, and not more than memory holds when
   * every process takes all that `limits.megabytes` allows.
   */
  readonly jobs?: number
  /** Read one of N parts only, told apart by content: the same file belongs to the same part wherever it is found. */
  readonly shard?: Shard
  /** Hears of every step. */
  readonly onEvent?: (event: ArchiveEvent) => void
}

export interface ResolvedArchive {
  readonly read: ReadOptions
  readonly bytes: number
  readonly jobs: number
  readonly shard: Shard | null
  readonly signal: AbortSignal | undefined
  readonly onEvent: (event: ArchiveEvent) => void
}

const OWN = ['jobs', 'shard', 'onEvent']

/** Check the options and fill in the defaults. Throws `options-invalid`. */
export function resolveArchive(options: ArchiveOptions, more: readonly string[] = []): ResolvedArchive {
  const names = [
    ...Object.keys(optionsSchema.shape).filter((name) => !['name', 'onProgress'].includes(name)),
    ...OWN,
    ...more,
  ]
  if (typeof options !== 'object' || options === null)
    throw new NianbaoError('options-invalid', `options: expected an object, not ${String(options)}`)
  for (const key of Object.keys(options)) {
    if (!names.includes(key))
      throw new NianbaoError('options-invalid', `unknown option ${key}${didYouMean(key, names)}`)
  }
  const { jobs, shard, onEvent, ...rest } = options
  const read = Object.fromEntries(Object.entries(rest).filter(([key]) => !more.includes(key))) as ReadOptions
  const { limits, signal } = resolveOptions(read)
  const whole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1
  if (jobs !== undefined && !whole(jobs))
    throw new NianbaoError('options-invalid', `jobs: expected 1 or more, not ${jobs}`)
  if (shard !== undefined && !(whole(shard.index) && whole(shard.of) && shard.index <= shard.of))
    throw new NianbaoError(
      'options-invalid',
      `shard: expected I of N with I from 1 to N, not ${shard.index} of ${shard.of}`,
    )
  return {
    read,
    bytes: limits.bytes,
    jobs: jobs ?? readersThatFit(limits.megabytes),
    shard: shard ?? null,
    signal,
    onEvent: onEvent ?? (() => {}),
  }
}

/** Paths as they are given. Throws `options-invalid`: scripts without types have a variable that is not set. */
export function pathsOf(paths: string | readonly string[]): readonly string[] {
  const all = typeof paths === 'string' ? [paths] : paths
  const wrong = Array.isArray(all) ? all.find((one) => typeof one !== 'string' || one === '') : all
  if (!Array.isArray(all) || wrong !== undefined)
    throw new NianbaoError('options-invalid', `paths: expected a path or several, not ${shown(wrong)}`)
  return all
}

/** A folder as it is given. Throws `options-invalid`. */
export function folderOf(folder: string, name: string): string {
  if (typeof folder === 'string' && folder !== '') return folder
  throw new NianbaoError('options-invalid', `${name}: expected the path of a folder, not ${shown(folder)}`)
}

const shown = (value: unknown): string => (value === '' ? 'an empty text' : String(value))
