/** Deflate (RFC 1951) and zlib (RFC 1950), by fflate, with the unpacked bytes counted as they come. */

import { Inflate, zlibSync } from 'fflate'

/** Packed bytes given to the engine at once: they become a thousand times as many at most. */
const CHUNK = 16_384

/** Thrown where more comes out than is allowed. */
export class TooLarge extends Error {}

/**
 * Unpack a deflated stream.
 *
 * @throws {TooLarge} Where more than `most` bytes come out. Any other error says that the stream is damaged.
 */
export function inflate(packed: Uint8Array, most: number, alive: () => void = () => {}): Uint8Array {
  const chunks: Uint8Array[] = []
  let size = 0
  let ended = false
  const engine = new Inflate((chunk, final) => {
    size += chunk.length
    if (size > most) throw new TooLarge()
    chunks.push(chunk)
    ended = final
  })
  for (let i = 0; i < packed.length; i += CHUNK) {
    alive()
    engine.push(packed.subarray(i, i + CHUNK), i + CHUNK >= packed.length)
  }
  if (!ended) throw new Error('the stream does not end')
  return joined(chunks)
}

/** One array of several. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks
  if (chunks.length === 1 && only) return only
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** Deflate with the head and tail of zlib, as PNG wants it; quickly, at the cost of a few bytes. */
export const deflate = (bytes: Uint8Array): Uint8Array => zlibSync(bytes, { level: 2, mem: 6 })
