/** A crop of text as one strip: its lines cleaned, brought to one height and laid side by side, so that the engine reads them at once. */

import { cleanCrop } from './clean.js'
import type { GrayImage } from './engine.js'
import { boxOfInk, cutOut, linesOfInk, resize, scaleTo, tallestOf } from './picture.js'

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
/** The strip of a crop; null where it has no ink. */
export function textStrip(image: GrayImage, dpi: number): TextStrip | null {
  const clean = cleanCrop(image, dpi)
  if (!clean) return null
  const { width, height, data } = clean
  const mask = data.map((gray) => (gray < 128 ? 1 : 0))
  const rows = wholeLines(linesOfInk(mask, width, height, dpi))
  const scale = scaleTo(GLYPH, rows, dpi)
  const lines = rows.flatMap(([top, end]) => {
    const ink = boxOfInk(mask.subarray(top * width, end * width), width, end - top)
    if (!ink) return []
    const line = cutOut(
      clean,
      {
        x0: Math.max(0, ink.x0 - 1),
        y0: Math.max(0, top - 1),
        x1: Math.min(width, ink.x1 + 1),
        y1: Math.min(height, end + 1),
      },
      0,
    )
    const across = Math.max(1, Math.round(line.width * scale * NARROW))
    return [resize(line, across, Math.max(1, Math.round(line.height * scale)))]
  })
  return lines.length > 0 ? sideBySide(lines) : null
}

/** Lines of ink, low ones put to the one that they belong to. */
function wholeLines(rows: readonly (readonly [top: number, end: number])[]): [top: number, end: number][] {
  const tallest = tallestOf(rows)
  const isLow = ([top, end]: readonly [number, number]): boolean => end - top < tallest * LOW
  const lines: [number, number][] = []
  for (const row of rows) {
    const last = lines.at(-1)
    if (last && (isLow(row) || isLow(last)) && row[0] - last[1] < tallest * 0.8) last[1] = row[1]
    else lines.push([row[0], row[1]])
  }
  return lines
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
