/** The door to the pipeline: it is loaded with the first reading, so that importing nianbao costs next to nothing. */

import { NianbaoError } from './errors.js'
import type { ReadOptions } from './options.js'
import type { Input, ReadResult } from './read-report.js'

/**
 * Read an annual report from the bytes of a PDF or a text.
 *
 * What cannot be read is a finding and a null in the report: content never makes it throw. It reads in the process of
 * the caller, where nothing can stop a PDF that hangs its engine; `nianbao/node` reads in a child process with limits
 * that hold.
 *
 * @param input The bytes; they are not changed.
 * @param options See docs/options.md.
 * @throws {NianbaoError} when there is nothing to return: empty, encrypted, of no known kind, aborted, over a limit.
 *
 * @example
 * const { report, findings } = await readReport(bytes, { name: 'hongze-2023.pdf' })
 * report?.applications[0]?.withheld.stateSecrets.total // { value: 1, raw: '1', state: 'reported', … }
 */
export async function readReport(input: Input, options?: ReadOptions): Promise<ReadResult> {
  const [{ resolveOptions }, { readBytes }] = await Promise.all([import('./options.js'), import('./read-report.js')])
  return readBytes(await toBytes(input), resolveOptions(options))
}

async function toBytes(input: Input): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return input
  if (input instanceof ArrayBuffer) return new Uint8Array(input)
  if (typeof Blob !== 'undefined' && input instanceof Blob) return new Uint8Array(await input.arrayBuffer())
  throw new NianbaoError('options-invalid', 'The input is neither a Uint8Array nor an ArrayBuffer nor a Blob.')
}
