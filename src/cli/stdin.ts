import { NianbaoError, throwIfAborted } from '../errors.js'

/** The name by which standard input is given. */
export const STDIN = '-'

/**
 * All bytes of standard input.
 *
 * @throws {NianbaoError} `input-too-large` as soon as there are more than the limit; `aborted`.
 */
export async function readStdin(limit: number, signal?: AbortSignal): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let length = 0
  const stop = (): unknown => process.stdin.destroy()
  signal?.addEventListener('abort', stop)
  try {
    for await (const part of process.stdin) {
      parts.push(part as Buffer)
      length += (part as Buffer).length
      if (length > limit)
        throw new NianbaoError('input-too-large', `Standard input has more than ${limit} bytes, which is the limit.`)
    }
  } catch (error) {
    // A stream that is taken away fails; that it was is told below.
    if (!signal?.aborted) throw error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
  throwIfAborted(signal)
  return Buffer.concat(parts)
}
