/**
 * nianbao where there is a file system: paths, and limits that hold against files that hang or crash their reader.
 */

import type { ReadOptions } from '../options.js'
import { resolveOptions } from '../options.js'
import { readReport as readInProcess } from '../read.js'
import type { Input, ReadResult } from '../read-report.js'
import { readFileBytes } from './read-file.js'
import { readInChild } from './reader.js'

export * from '../index.js'
export { closeReaders, warmUp } from './reader.js'

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
 * As `readReport` of `nianbao`, but in a child process: a file that hangs the engine, exhausts its memory or ends its
 * process costs an error of type `time-limit`, `memory-limit` or `crashed`, and nothing else.
 *
 * @param input Path of a regular file, or the bytes. The name of the file is used as the last source for issuer and
 * year unless `name` says otherwise.
 * @throws {NianbaoError} as `readReport`, and `input-missing`, `memory-limit`, `crashed`.
 */
export async function readReport(input: string | URL | Input, options: NodeReadOptions = {}): Promise<ReadResult> {
  const { isolation = 'process', trace = true, ...read } = options
  const path =
    typeof input === 'string' ? input : input instanceof URL ? (await import('node:url')).fileURLToPath(input) : null
  const named: ReadOptions =
    path !== null && read.name === undefined ? { ...read, name: path.replace(/^.*[/\\]/, '') } : read
  if (isolation === 'none') {
    const { limits } = resolveOptions(named)
    return readInProcess(path === null ? (input as Input) : await readFileBytes(path, limits.bytes), named)
  }
  return readInChild(path ?? (await bytesOf(input as Input)), named, trace)
}

async function bytesOf(input: Input): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return input
  return new Uint8Array(input instanceof ArrayBuffer ? input : await input.arrayBuffer())
}
