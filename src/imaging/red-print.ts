/** Titles in red: lines of print, put back into a picture whose red ink was taken for that of seals. */

import { type Gray, isRed } from './gray.js'
import { type Piece, piecesOf } from './ink.js'

/** Bytes of the rows of a picture from one to another, red, green, blue and alpha of each pixel. */
export type Rows = (from: number, to: number) => Uint8Array | Uint8ClampedArray

/** Inches across the shorter side of a page: A4, as nearly all reports have it. */
const SHEET = 8.27
/** Pixels per inch of the picture in which lines are looked for: gaps of broken rings close, characters of one line nearly touch. */
const COARSE = 50
/** Share of a coarse pixel that is red where red print is. */
const COVERED = 0.15
/** Share of the page that the shortest title covers: six characters of 16 points are 0.0009. */
const LEAST = 0.0005
/** Inches: characters of a title are 14 to 48 points high; what is larger both ways is a seal, with all that stands in it. */
const LOW = 0.14
const HIGH = 0.75
const SEAL = 0.8
/** Times its height: a line is as long, at least, and its characters are no farther apart. */
const LONG = 3.5
const APART = 1.2
/** Share of its box that a line of characters fills: 0.39 to 0.47 in titles that were measured. Of the rings of seals that came apart, 0.10 to 0.17. */
const FILLED = 0.27
/** A title stands in the middle of its page, up to this share of the width. */
const ASIDE = 0.1
/** Rows that are asked for at a time, at most. */
export const MOST_ROWS = 256

/**
 * Red lines in the middle of a page, as dark as they are printed. Works on the picture in place.
 *
 * @param red Share of the pixels that is red.
 */
export function keepRedLines({ width, height, data }: Gray, red: number, rows: Rows): void {
  if (red < LEAST) return
  const inch = Math.min(width, height) / SHEET
  const size = Math.max(1, Math.round(inch / COARSE))
  const lines = redLines(coarse(width, height, size, rows), inch / size)
  for (const line of lines) {
    const [x0, x1] = [Math.max(0, (line.x0 - 1) * size), Math.min(width, (line.x1 + 1) * size)]
    const [y0, y1] = [Math.max(0, (line.y0 - 1) * size), Math.min(height, (line.y1 + 1) * size)]
    for (let top = y0; top < y1; top += MOST_ROWS) {
      const end = Math.min(y1, top + MOST_ROWS)
      const rgba = rows(top, end)
      for (let y = top; y < end; y++)
        for (let x = x0; x < x1; x++) {
          // The green channel of red ink is as dark as it is printed.
          const green = rgba[((y - top) * width + x) * 4 + 1] as number
          const at = y * width + x
          if (green < (data[at] as number)) data[at] = green
        }
    }
  }
}

interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** 1 where a square of pixels has red ink. */
function coarse(width: number, height: number, size: number, rows: Rows): Mask {
  const [across, down] = [Math.ceil(width / size), Math.ceil(height / size)]
  const data = new Uint8Array(across * down)
  const counts = new Uint16Array(across)
  const step = Math.max(1, Math.floor(MOST_ROWS / size)) * size
  for (let top = 0; top < height; top += step) {
    const end = Math.min(height, top + step)
    const rgba = rows(top, end)
    for (let row = top; row < end; row += size) {
      counts.fill(0)
      for (let y = row; y < Math.min(end, row + size); y++)
        for (let x = 0, at = (y - top) * width * 4; x < width; x++, at += 4)
          if (isRed(rgba, at)) {
            const own = Math.floor(x / size)
            counts[own] = (counts[own] as number) + 1
          }
      const line = (row / size) * across
      for (let c = 0; c < across; c++) if ((counts[c] as number) >= COVERED * size * size) data[line + c] = 1
    }
  }
  return { width: across, height: down, data }
}

function redLines(mask: Mask, inch: number): Piece[] {
  const { pieces } = piecesOf(mask)
  const seals = pieces.filter((one) => one.x1 - one.x0 > SEAL * inch && one.y1 - one.y0 > SEAL * inch)
  const inSeal = (one: Piece): boolean =>
    seals.some(({ x0, x1, y0, y1 }) => one.x0 < x1 && one.x1 > x0 && one.y0 < y1 && one.y1 > y0)
  const lines: Piece[] = []
  for (const one of pieces.filter((piece) => !inSeal(piece)).sort((a, b) => a.x0 - b.x0)) {
    const at = lines.findIndex((line) => {
      const higher = Math.max(line.y1 - line.y0, one.y1 - one.y0)
      const shared = Math.min(line.y1, one.y1) - Math.max(line.y0, one.y0)
      return shared > 0.5 * Math.min(line.y1 - line.y0, one.y1 - one.y0) && one.x0 - line.x1 <= APART * higher
    })
    const line = lines[at]
    if (line) lines[at] = together(line, one)
    else lines.push(one)
  }
  return lines.filter((line) => {
    const [across, down] = [line.x1 - line.x0, line.y1 - line.y0]
    const middle = (line.x0 + line.x1) / 2
    return (
      down >= LOW * inch &&
      down <= HIGH * inch &&
      across >= LONG * down &&
      line.area >= FILLED * across * down &&
      Math.abs(middle - mask.width / 2) < ASIDE * mask.width &&
      !inSeal(line)
    )
  })
}

const together = (a: Piece, b: Piece): Piece => ({
  x0: Math.min(a.x0, b.x0),
  y0: Math.min(a.y0, b.y0),
  x1: Math.max(a.x1, b.x1),
  y1: Math.max(a.y1, b.y1),
  area: a.area + b.area,
  rim: a.rim + b.rim,
})
