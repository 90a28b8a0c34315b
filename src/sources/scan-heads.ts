/**
 * Long labels, read by how they begin. A label of the form is known by its first characters and by its length; to read the rest of it would be most of
 * the time that a table takes. What these two do not tell for certain is read as a whole.
 */

import type { Gray } from '../imaging/gray.js'
import { canonical } from '../text/normalize.js'
import { similarity } from '../text/similarity.js'
import type { Cut } from './scan-cell.js'

/** How a label begins, cut out. */
export interface Head {
  readonly image: Gray
  /** How often its print is contained in that of the whole label, by width. */
  readonly times: number
}

/** Heights of a line: print that is no longer than that is read as a whole. */
const LONG = 10
/** Heights of a line between which a head ends. */
const ENDS = [4.3, 7] as const
/** Gray that is no paper. */
const INK = 170
/** White that is left behind a head, in pixels. */
const BEHIND = 4

/** The head of a cell of text; null where the print is short, stands in short lines, or cannot be parted. */
export function headOf({ lines, lineImages }: Cut): Head | null {
  const [box, image] = [lines[0], lineImages[0]]
  if (!box || !image) return null
  const height = Math.max(...lines.map(({ top, bottom }) => bottom - top))
  const width = lines.reduce((sum, { x0, x1 }) => sum + x1 - x0, 0)
  const own = box.x1 - box.x0
  if (width < LONG * height || own < ENDS[0] * height) return null
  if (own <= ENDS[1] * height) return { image, times: width / own }
  const ink = inkByColumn(image)
  const first = ink.findIndex((count) => count > 0)
  const last = ink.findLastIndex((count) => count > 0)
  const perPoint = (last + 1 - first) / own
  const end = widestGap(
    ink,
    first + Math.round(ENDS[0] * height * perPoint),
    first + Math.round(ENDS[1] * height * perPoint),
  )
  if (end === null) return null
  const across = Math.min(image.width, end + BEHIND)
  return { image: cutLeft(image, across, end), times: (width * perPoint) / (end - first) }
}

function inkByColumn({ width, height, data }: Gray): number[] {
  const counts = new Array<number>(width).fill(0)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if ((data[y * width + x] as number) < INK) counts[x] = (counts[x] as number) + 1
  return counts
}

/** Where the widest stretch without ink begins between two columns; null where there is none. */
function widestGap(ink: readonly number[], from: number, to: number): number | null {
  let best = { at: 0, size: 0 }
  for (let x = from; x < Math.min(to, ink.length); x++) {
    if ((ink[x] as number) > 0) continue
    let end = x
    while (end < ink.length && ink[end] === 0) end++
    if (end - x > best.size) best = { at: x, size: end - x }
    x = end
  }
  return best.size === 0 ? null : best.at
}

/** The left part of a picture, what lies behind `end` white. */
function cutLeft(image: Gray, width: number, end: number): Gray {
  const data = new Uint8Array(width * image.height).fill(255)
  for (let y = 0; y < image.height; y++)
    data.set(image.data.subarray(y * image.width, y * image.width + end), y * width)
  return { width, height: image.height, data }
}

/** Wordings of labels, those of one row or column together. */
export type Wordings = readonly (readonly string[])[]

/** A head has so many characters at least. */
const FEWEST = 4
/** A head is this like the beginning of its label, and this many characters are right that are not those of another one. */
const LIKE = 0.74
const APART = 1.5
/** How far the length of a label may be from that of the print: characters, and share. */
const OFF = 1.2
const SHARE = 0.12

/** The label that begins with what was read and is as long as the print; null where none is, or more than one may be. */
export function labelOf(read: string, { times }: Head, labels: Wordings): string | null {
  const head = plain(read)
  const count = [...head].length
  if (count < FEWEST) return null
  const printed = emOf(head) * times
  let best = { like: 0, off: 0, label: '', of: -1 }
  let second = 0
  for (const [of, wordings] of labels.entries()) {
    for (const label of wordings) {
      const text = plain(label)
      const like = likeBeginning(head, text, count)
      const off = Math.abs(emOf(text) - printed)
      if (like > best.like || (like === best.like && of === best.of && off < best.off)) {
        if (of !== best.of) second = best.like
        best = { like, off, label, of }
      } else if (of !== best.of && like > second && plain(best.label) !== text) second = like
    }
  }
  if (best.like < LIKE || best.like - second < APART / count) return null
  return best.off <= OFF + SHARE * printed ? best.label : null
}

/** How like a head is to what a label begins with: a character more or less may have been read. */
function likeBeginning(head: string, label: string, count: number): number {
  const letters = [...label]
  let most = 0
  for (const length of [count - 1, count, count + 1])
    most = Math.max(most, similarity(head, letters.slice(0, length).join('')))
  return most
}

const plain = (text: string): string =>
  canonical(text)
    .replace(/[《〈]/g, '(')
    .replace(/[》〉]/g, ')')

/** Width in characters of Chinese: digits and points are half as wide, brackets are printed full. */
function emOf(text: string): number {
  let sum = 0
  for (const letter of text) sum += /[\d.A-Za-z]/.test(letter) ? 0.5 : 1
  return sum
}
