/** A crop of text as one strip: its lines cleaned, brought to one height and laid side by side, so that the engine reads them at once. */

import { cleanCrop } from './clean.js'
import type { GrayImage } from './engine.js'
import { linesOfInk, resize } from './picture.js'

export interface TextStrip {
  readonly image: GrayImage
  /** Where each line ends, in pixels from the left of the strip. */
  readonly ends: readonly number[]
}

/** Height of the glyphs of a strip, and white around them, in pixels: where there is more, the engine sees commas in it. */
const GLYPH = 28
const MARGIN = 5
/** White between two lines. */
const BETWEEN = 16
/** Times its height: how wide a strip is. The engine takes as long as a strip is wide; narrower than this, it reads worse. */
const NARROW = 0.85
/** Lines lower than this share of the tallest one are parts of another: the strokes of 二, a point, a comma. */
const LOW = 0.45
/** Inches: ink lower than that is no glyph that sets the scale. */
const LEAST = 0.06
/** Scales that pictures still look like print at. */
const SCALES = [0.25, 4] as const

/** The strip of a crop; null where it has no ink. */
export function textStrip(image: GrayImage, dpi: number): TextStrip | null {
  const clean = cleanCrop(image, dpi)
  if (!clean) return null
  const { width, height, data } = clean
  const mask = data.map((gray) => (gray < 128 ? 1 : 0))
  const rows = wholeLines(linesOfInk(mask, width, height, dpi))
  const tallest = rows.reduce((most, [top, end]) => Math.max(most, end - top), 1)
  const scale = Math.min(SCALES[1], Math.max(SCALES[0], GLYPH / Math.max(tallest, LEAST * dpi)))
  const lines = rows.flatMap(([top, end]) => {
    const [from, to] = columnsOfInk(mask, width, top, end)
    if (to <= from) return []
    const line = cut(
      clean,
      Math.max(0, from - 1),
      Math.max(0, top - 1),
      Math.min(width, to + 1),
      Math.min(height, end + 1),
    )
    const across = Math.max(1, Math.round(line.width * scale * NARROW))
    return [resize(line, across, Math.max(1, Math.round(line.height * scale)))]
  })
  return lines.length > 0 ? sideBySide(lines) : null
}

/** Lines of ink, low ones put to the one that they belong to. */
function wholeLines(rows: readonly (readonly [top: number, end: number])[]): [top: number, end: number][] {
  const tallest = rows.reduce((most, [top, end]) => Math.max(most, end - top), 1)
  const isLow = ([top, end]: readonly [number, number]): boolean => end - top < tallest * LOW
  const lines: [number, number][] = []
  for (const row of rows) {
    const last = lines.at(-1)
    if (last && (isLow(row) || isLow(last)) && row[0] - last[1] < tallest * 0.8) last[1] = row[1]
    else lines.push([row[0], row[1]])
  }
  return lines
}

function columnsOfInk(mask: Uint8Array, width: number, top: number, end: number): [from: number, to: number] {
  let [from, to] = [width, 0]
  for (let y = top; y < end; y++) {
    for (let x = 0; x < width; x++) {
      if (!mask[y * width + x]) continue
      if (x < from) from = x
      if (x >= to) to = x + 1
    }
  }
  return [from, to]
}

function cut(image: GrayImage, x0: number, y0: number, x1: number, y1: number): GrayImage {
  const [width, height] = [x1 - x0, y1 - y0]
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    data.set(image.data.subarray((y0 + y) * image.width + x0, (y0 + y) * image.width + x1), y * width)
  return { width, height, data }
}

function sideBySide(lines: readonly GrayImage[]): TextStrip {
  const height = Math.max(...lines.map((line) => line.height)) + 2 * MARGIN
  const width = lines.reduce((sum, line) => sum + line.width + BETWEEN, 2 * MARGIN - BETWEEN)
  const data = new Uint8Array(width * height).fill(255)
  const ends: number[] = []
  let left = MARGIN
  for (const line of lines) {
    const top = (height - line.height) >> 1
    for (let y = 0; y < line.height; y++)
      data.set(line.data.subarray(y * line.width, (y + 1) * line.width), (top + y) * width + left)
    left += line.width + BETWEEN
    ends.push(left - BETWEEN / 2)
  }
  return { image: { width, height, data }, ends }
}
