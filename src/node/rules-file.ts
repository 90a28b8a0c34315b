/** Rules of the user from a file, YAML or JSON, with the line and column of every mistake. */

import { NianbaoError } from '../errors.js'
import { type OwnRule, readOwnRules } from '../forms/own-rules.js'
import { readFileBytes } from './read-file.js'

/** A file of rules is written by hand. */
const MOST_BYTES = 1_000_000
/** Mistakes that are told at once. */
const MOST_MISTAKES = 10

/**
 * Read rules from YAML or JSON.
 *
 * @param name Stands before the line and column of a mistake.
 * @throws {NianbaoError} `rules-invalid`, with every mistake as `name:line:column: what is wrong`.
 */
export async function parseRules(text: string, name = 'rules'): Promise<OwnRule[]> {
  const { LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${Math.max(1, line)}:${Math.max(1, col)}`
  }
  const fail = (mistakes: readonly string[]): never => {
    const more = mistakes.length - MOST_MISTAKES
    throw new NianbaoError(
      'rules-invalid',
      [...mistakes.slice(0, MOST_MISTAKES), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'),
    )
  }
  if (document.errors.length > 0) fail(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`))
  let value: unknown
  try {
    // Aliases that multiply are refused.
    value = document.toJS({ maxAliasCount: 100 })
  } catch (cause) {
    fail([`${at(0)}: ${cause instanceof Error ? cause.message : String(cause)}`])
  }
  const { mistakes } = readOwnRules(value)
  if (mistakes.length > 0) fail(mistakes.map(({ path, message }) => `${at(offsetOf(document, path))}: ${message}`))
  return (Array.isArray(value) ? value : (value as { rules: unknown }).rules) as OwnRule[]
}

/** Read rules from a file, see {@link parseRules}. */
export async function readRules(path: string): Promise<OwnRule[]> {
  return parseRules(new TextDecoder().decode(await readFileBytes(path, MOST_BYTES)), path)
}

interface Parsed {
  getIn(path: readonly unknown[], keepScalar: boolean): unknown
  readonly contents: unknown
}

/** Where the node stands that keys lead to, or the nearest one above it. */
function offsetOf(document: Parsed, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    const range = (node as { range?: readonly number[] | null } | null | undefined)?.range
    if (range?.[0] !== undefined) return range[0]
  }
  return 0
}
