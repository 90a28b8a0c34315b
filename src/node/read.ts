/** One report by its path, read where it can do no harm. */

import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NianbaoError, throwIfAborted } from '../errors.js'
import { optionsSchema, type ReadOptions, resolveOptions } from '../options.js'
import { readReport as readInProcess } from '../read.js'
import type { Input, ReadResult } from '../read-report.js'
import { didYouMean } from '../text/nearest.js'
import { createLine, readersThatFit } from './places.js'
import { readFileBytes } from './read-file.js'
import { readInChild } from './reader.js'

export interface NodeReadOptions extends ReadOptions {
  /**
   * `process`: read in a child process, with limits on processor time and memory that are enforced from outside.
   * `none`: read here, as `nianbao` does. Defaults to `process`.
   */
  readonly isolation?: 'process' | 'none'
  /** Whether the intermediate results are sent back. Defaults to true; false spares the copy. */
  readonly trace?: boolean
}

/**
 * Read an annual report from a path or from bytes.
 *
 * As `readReport` of `nianbao`, but in a child process, and beside no more others than there are cores and memory for; the rest of those asked
 * for wait, in the order in which they were. A file that hangs the engine, exhausts its memory or ends its
 * process costs an error of type `time-limit`, `memory-limit` or `crashed`, and nothing else.
 *
 * @param input Path of a regular file, or the bytes. The name of the file is used as the last source for issuer and
 * year unless `name` says otherwise.
 * @throws {NianbaoError} as `readReport` of `nianbao`, and `input-missing`, `memory-limit`, `crashed`.
 */
export async function readReport(input: string | URL | Input, options: NodeReadOptions = {}): Promise<ReadResult> {
  checkOptions(options)
  const { isolation = 'process', trace = true, ...read } = options
  const path = pathOf(input)
  const named: ReadOptions = path !== null && read.name === undefined ? { ...read, name: basename(path) } : read
  const resolved = resolveOptions(named)
  throwIfAborted(resolved.signal)
  if (isolation === 'none')
    return readInProcess(path === null ? (input as Input) : await readFileBytes(path, resolved.limits.bytes), named)
  const given = path ?? (await bytesOf(input as Input))
  return line(readersThatFit(resolved.limits.megabytes), () => readInChild(given, resolved, { trace }), resolved.signal)
}

const line = createLine()

/** The options that only this entry has, and the names of all. */
function checkOptions(options: NodeReadOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new NianbaoError('options-invalid', `options: expected an object, not ${String(options)}`)
  const known = [...Object.keys(optionsSchema.shape), 'isolation', 'trace']
  for (const key of Object.keys(options)) {
    if (!known.includes(key))
      throw new NianbaoError('options-invalid', `unknown option ${key}${didYouMean(key, known)}`)
  }
  if (!['process', 'none', undefined].includes(options.isolation))
    throw new NianbaoError('options-invalid', `isolation: expected process or none, not ${String(options.isolation)}`)
  if (!['boolean', 'undefined'].includes(typeof options.trace))
    throw new NianbaoError('options-invalid', `trace: expected true or false, not ${String(options.trace)}`)
}

/** The whole path, counted from where the caller is: a child may have been started elsewhere. Null for bytes. */
function pathOf(input: string | URL | Input): string | null {
  if (typeof input === 'string') {
    try {
      return input === '' ? '' : resolve(input)
    } catch (cause) {
      throw new NianbaoError('input-missing', `${input} cannot be read: the working folder is gone.`, { cause })
    }
  }
  if (!(input instanceof URL)) return null
  try {
    return fileURLToPath(input)
  } catch (cause) {
    throw new NianbaoError('options-invalid', `${input.href} is not the URL of a file.`, { cause })
  }
}

async function bytesOf(input: Input): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return input
  if (input instanceof ArrayBuffer) return new Uint8Array(input)
  if (input instanceof Blob) return new Uint8Array(await input.arrayBuffer())
  throw new NianbaoError(
    'options-invalid',
    'The input is neither a path nor a URL nor a Uint8Array nor an ArrayBuffer nor a Blob.',
  )
}
