/** What a result depends on beside the bytes of its input, as one hash. */

import { createHash } from 'node:crypto'
import { SCHEMA_VERSION, version } from '../../index.js'
import { ofResult, type ReadOptions, resolveOptions } from '../../options.js'

/** Form of what is stored: a change makes all that is stored one of another kind. */
export const STORE_FORMAT = 3

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Hash of version and options; what only watches or stops a reading is no part of it. */
export function settingsHash(options: ReadOptions): string {
  const { name: _name, limits, ...result } = ofResult(resolveOptions(options))
  const { milliseconds, millisecondsPerPage, millisecondsPerScan, megabytes, ...size } = limits
  return sha256(JSON.stringify([STORE_FORMAT, version, SCHEMA_VERSION, { ...result, limits: size }]))
}

/**
 * The limits of time and memory, as one word. They change nothing of a reading that came to its end: only what was ended by them is read
 * again under others.
 */
export function limitsOf(options: ReadOptions): string {
  const { milliseconds, millisecondsPerPage, millisecondsPerScan, megabytes } = resolveOptions(options).limits
  return [milliseconds, millisecondsPerPage, millisecondsPerScan, megabytes].join(' ')
}

/** True where a reading was ended by other limits than these. */
export const endedByOthers = ({ under }: { readonly under?: string }, limits: string): boolean =>
  under !== undefined && under !== limits

/**
 * Name of a result: hash of content and settings. The name of the file is one of the settings: it is the last source of issuer and
 * year, and stands in the report.
 */
export const resultKey = (sha256OfInput: string, settings: string, name: string): string =>
  sha256(JSON.stringify([sha256OfInput, settings, name]))

/** The shard of N, counted from 1, that an input belongs to: by its content, or its path where it has none. */
export const shardOf = (sha256OfInput: string | null, path: string, of: number): number =>
  (Number.parseInt((sha256OfInput ?? sha256(path)).slice(0, 12), 16) % of) + 1
