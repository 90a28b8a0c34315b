/** A gray picture as a small PNG (ISO 15948): sixteen grays are enough to be looked at. */

import type { Gray } from '../imaging/gray.js'
import { deflate } from './inflate.js'
import { crc32 } from './zip.js'

/** The nearest of sixteen grays. */
const LEVELS = Uint8Array.from({ length: 256 }, (_, gray) => Math.round((gray * 15) / 255))

/** The bytes of a PNG of four bits a pixel. */
export function toPng({ width, height, data }: Gray): Uint8Array {
  const row = Math.ceil(width / 2) + 1
  const rows = new Uint8Array(row * height)
  for (let y = 0; y < height; y++) {
    const from = y * width
    for (let x = 0, at = y * row + 1; x < width; x += 2, at++) {
      const left = LEVELS[data[from + x] as number] as number
      const right = x + 1 < width ? (LEVELS[data[from + x + 1] as number] as number) : 0
      rows[at] = (left << 4) | right
    }
  }
  const head = new Uint8Array(13)
  const view = new DataView(head.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  // Four bits, gray, no interlacing.
  head.set([4, 0, 0, 0, 0], 8)
  const chunks = [chunk('IHDR', head), chunk('IDAT', deflate(rows)), chunk('IEND', new Uint8Array(0))]
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  const out = new Uint8Array(signature.length + chunks.reduce((sum, one) => sum + one.length, 0))
  out.set(signature)
  let at = signature.length
  for (const one of chunks) {
    out.set(one, at)
    at += one.length
  }
  return out
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12)
  const view = new DataView(out.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) out[4 + i] = name.charCodeAt(i)
  out.set(data, 8)
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)))
  return out
}
