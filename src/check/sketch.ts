/**
 * How much of a text stood in another one: shares of overlapping pieces, from sketches small enough to keep for every report of an archive.
 */

import type { Report } from '../report/schema.js'

/** Characters of a piece: as long as a turn of phrase that two writers would not both find. */
const PIECE = 10
/** Pieces kept of one text: all of those of a short one, enough of a long one for its share to be right to about two percent. */
const KEPT = 512
/** A text of fewer pieces says too little. */
const ENOUGH = 150

export interface Sketch {
  /** Hashes of pieces, sorted; all below `limit`. */
  readonly hashes: Uint32Array
  /** Pieces whose hash is below this were kept. */
  readonly limit: number
}

/** Sections of prose; the last part of the form is nearly always the same. */
const PROSE = new Set(['overview', 'problems', 'applications', 'proactiveDisclosure', 'disputes', null])
/** What the form and the law make all reports say. */
const FORMAL =
  /条例|编制|统计期限|统计时限|格式|电子版|以下简称|习近平|指导思想|二十大|十九大|十八大|贯彻落实|报告的事项|勾稽/

/** A sketch of the prose of a report; null where there is too little. Numbers count as one and the same. */
export function sketchOf({ sections }: Report): Sketch | null {
  const pieces: number[] = []
  for (const { id, text } of sections) {
    if (!PROSE.has(id)) continue
    for (const sentence of text.split(/[。！？；\n]/)) {
      if (FORMAL.test(sentence)) continue
      const plain = sentence
        .normalize('NFKC')
        .replace(/\d+(?:\.\d+)?/g, '0')
        .replace(/[^\p{Script=Han}0]/gu, '')
      for (let i = 0; i + PIECE <= plain.length; i++) pieces.push(hash(plain, i))
    }
  }
  const sorted = Uint32Array.from(pieces).sort()
  let count = 0
  for (const [i, one] of sorted.entries()) if (i === 0 || one !== sorted[count - 1]) sorted[count++] = one
  if (count < ENOUGH) return null
  return { hashes: sorted.slice(0, Math.min(count, KEPT)), limit: count > KEPT ? (sorted[KEPT] ?? 0) : 2 ** 32 }
}

/** The share of the first text that stands in the second, from 0 to 1. */
export function shareOf(text: Sketch, other: Sketch): number {
  const limit = Math.min(text.limit, other.limit)
  let all = 0
  let common = 0
  let j = 0
  for (const own of text.hashes) {
    if (own >= limit) break
    all++
    while ((other.hashes[j] ?? limit) < own) j++
    if (other.hashes[j] === own) common++
  }
  return all === 0 ? 0 : common / all
}

/** FNV-1a over the UTF-16 units of a piece. */
function hash(text: string, from: number): number {
  let value = 0x811c9dc5
  for (let i = from; i < from + PIECE; i++) {
    const unit = text.charCodeAt(i)
    value = Math.imul(value ^ (unit & 0xff), 0x01000193)
    value = Math.imul(value ^ (unit >> 8), 0x01000193)
  }
  // The low bits of FNV are weak, and the smallest hashes are what is kept.
  value ^= value >>> 15
  value = Math.imul(value, 0x2c1b3c6d)
  value ^= value >>> 12
  return value >>> 0
}
