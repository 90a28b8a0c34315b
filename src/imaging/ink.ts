/** Pieces of ink: what in a cut-out is print, and what dirt or the rest of a ruling. */

import { runsOf } from './runs.js'

export interface Piece {
  readonly x0: number
  readonly y0: number
  /** One past the last column and row. */
  readonly x1: number
  readonly y1: number
  /** Pixels of ink. */
  readonly area: number
  /** How many of them lie at the rim of the patch. */
  readonly rim: number
}

/** A rectangle of ink, cut out of a page. */
export interface InkPatch {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Pieces of ink that touch, corners included, and to which of them (from 1) each pixel belongs. The rim is `rimWidth` wide. */
export function piecesOf({ width, height, data }: InkPatch, rimWidth = 0): { pieces: Piece[]; labels: Int32Array } {
  const labels = new Int32Array(data.length)
  const pieces: Piece[] = []
  const open: number[] = []
  for (let start = 0; start < data.length; start++) {
    if (!data[start] || labels[start]) continue
    const label = pieces.length + 1
    labels[start] = label
    open.push(start)
    let area = 0
    let rim = 0
    let [x0, y0, x1, y1] = [width, height, 0, 0]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % width
      const y = (at - x) / width
      area++
      if (x < rimWidth || y < rimWidth || x >= width - rimWidth || y >= height - rimWidth) rim++
      if (x < x0) x0 = x
      if (x >= x1) x1 = x + 1
      if (y < y0) y0 = y
      if (y >= y1) y1 = y + 1
      const up = y > 0 ? -1 : 0
      const down = y + 1 < height ? 1 : 0
      const left = x > 0 ? -1 : 0
      const right = x + 1 < width ? 1 : 0
      for (let dy = up; dy <= down; dy++) {
        for (let dx = left; dx <= right; dx++) {
          const next = at + dy * width + dx
          if (!data[next] || labels[next]) continue
          labels[next] = label
          open.push(next)
        }
      }
    }
    pieces.push({ x0, y0, x1, y1, area, rim })
  }
  return { pieces, labels }
}

/** The pieces of a whole page, as {@link piecesOf} finds them, but told by their runs: no pixel is given the number of its piece. */
export function piecesOfPage({ width, height, data }: InkPatch): Piece[] {
  const { rows, bounds } = runsOf(data, width, height)
  const count = bounds.length >> 1
  // Each run is put to the first one of its piece.
  const first = new Int32Array(count)
  const find = (run: number): number => {
    let at = run
    while (first[at] !== at) at = first[at] = first[first[at] as number] as number
    return at
  }
  for (let y = 0; y < height; y++) {
    let above = y > 0 ? (rows[y - 1] as number) : 0
    const last = y > 0 ? (rows[y] as number) : 0
    for (let run = rows[y] as number; run < (rows[y + 1] as number); run++) {
      const [from, to] = [bounds[2 * run] as number, bounds[2 * run + 1] as number]
      first[run] = run
      while (above < last && (bounds[2 * above + 1] as number) < from) above++
      // The last one that touches may touch the next run too.
      for (let other = above; other < last && (bounds[2 * other] as number) <= to; other++) {
        const [one, two] = [find(run), find(other)]
        if (one < two) first[two] = one
        else first[one] = two
      }
    }
  }
  const pieces: { x0: number; y0: number; x1: number; y1: number; area: number; rim: number }[] = []
  const piece = new Int32Array(count)
  for (let y = 0; y < height; y++) {
    for (let run = rows[y] as number; run < (rows[y + 1] as number); run++) {
      const [from, to] = [bounds[2 * run] as number, bounds[2 * run + 1] as number]
      const root = find(run)
      if (root === run) {
        piece[run] = pieces.length
        pieces.push({ x0: from, y0: y, x1: to, y1: y + 1, area: to - from, rim: 0 })
        continue
      }
      const own = pieces[piece[root] as number] as (typeof pieces)[number]
      if (from < own.x0) own.x0 = from
      if (to > own.x1) own.x1 = to
      own.y1 = y + 1
      own.area += to - from
    }
  }
  return pieces
}

/** Points across: ink smaller than that is dirt. The point of a decimal number in print of 9 points is 0.9. */
const SPECK = 0.42
/** Points: a piece whose sides are both smaller than this, far from any print, is dirt too. */
const SMALL = 1.6
/** Points: at the rim of a cell, pieces thinner than this and as long as that are what is left of its rulings. */
const THIN = 1.5
const LONG = 4

/** Share of the pixels of a piece that lie at the rim, above which it is a piece of the frame. */
const AT_RIM = 0.75

/** How wide the rim of a cell is, in pixels. */
export const rimOf = (dpi: number): number => Math.max(2, Math.round((THIN * dpi) / 72))

/** The pieces that are print, from the pieces of a cut-out that is bounded by rulings. */
export function printPieces(pieces: readonly Piece[], width: number, height: number, dpi: number): Piece[] {
  const point = dpi / 72
  const speck = Math.max(2, (SPECK * point) ** 2)
  const solid = pieces.filter((one) => one.area > speck && !isRest(one, width, height, point))
  const large = solid.filter((one) => Math.max(one.x1 - one.x0, one.y1 - one.y0) > SMALL * point)
  if (large.length === 0) return solid.filter((one) => one.area > (2 * SPECK * point) ** 2)
  const reach = 8 * point
  return solid.filter(
    (one) =>
      large.includes(one) ||
      large.some(
        (other) =>
          one.x0 - other.x1 < reach &&
          other.x0 - one.x1 < reach &&
          one.y0 - other.y1 < reach / 2 &&
          other.y0 - one.y1 < reach / 2,
      ),
  )
}

/** Points: a bar at the side of a cell is a sign of this length at least, this far from its upper and lower rulings, and longer than high by so much. */
const BAR = { long: 1.8, away: 2, times: 2.5 } as const

/**
 * Whether a bar stands across a ruling at the side of a cell, which the ruling has run into: a sign for none, or that of a figure. What is left of the
 * ruling itself lies along it.
 */
export function hasBarAtSide(pieces: readonly Piece[], width: number, height: number, dpi: number): boolean {
  const point = dpi / 72
  return pieces.some(({ x0, x1, y0, y1 }) => {
    const [w, h] = [x1 - x0, y1 - y0]
    return (
      (x0 === 0) !== (x1 === width) &&
      h <= Math.max(2, THIN * point) &&
      w >= BAR.long * point &&
      w >= BAR.times * h &&
      w < LONG * point &&
      y0 >= BAR.away * point &&
      height - y1 >= BAR.away * point
    )
  })
}

function isRest(one: Piece, width: number, height: number, point: number): boolean {
  const w = one.x1 - one.x0
  const h = one.y1 - one.y0
  const thin = Math.max(2, THIN * point)
  const rim = Math.max(2, point)
  if (h <= thin && w >= LONG * point && w > 3 * h && (one.y0 <= rim || one.y1 >= height - rim)) return true
  if (w <= thin && h >= LONG * point && h > 3 * w && (one.x0 <= rim || one.x1 >= width - rim)) return true
  // Corners of the frame.
  if (one.rim > one.area * AT_RIM && Math.max(w, h) >= LONG * point) return true
  // Specks on the rim itself.
  const touches = one.x0 === 0 || one.y0 === 0 || one.x1 === width || one.y1 === height
  return touches && Math.min(w, h) <= thin && Math.max(w, h) < LONG * point
}

/** The smallest box around all pieces, or null where there is none. */
export function boxOf(pieces: readonly Piece[]): Piece | null {
  if (pieces.length === 0) return null
  let [x0, y0, x1, y1, area, rim] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0, 0, 0]
  for (const one of pieces) {
    x0 = Math.min(x0, one.x0)
    y0 = Math.min(y0, one.y0)
    x1 = Math.max(x1, one.x1)
    y1 = Math.max(y1, one.y1)
    area += one.area
    rim += one.rim
  }
  return { x0, y0, x1, y1, area, rim }
}

/** Stretches of rows (or columns) with ink, parted by at least `gap` without. */
export function bandsOf(
  pieces: readonly Piece[],
  axis: 'rows' | 'columns',
  gap: number,
): { readonly from: number; readonly to: number }[] {
  const sides = pieces
    .map((one) => (axis === 'rows' ? { from: one.y0, to: one.y1 } : { from: one.x0, to: one.x1 }))
    .sort((a, b) => a.from - b.from)
  const bands: { from: number; to: number }[] = []
  for (const { from, to } of sides) {
    const last = bands.at(-1)
    if (last && from - last.to < gap) last.to = Math.max(last.to, to)
    else bands.push({ from, to })
  }
  return bands
}
