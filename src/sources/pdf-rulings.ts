/**
 * Painted paths → rulings. Operator-list paths are confined to this file.
 *
 * What producers draw for one border, all seen: a stroked line; a filled box half a point thin; a filled trapezoid
 * (Chromium, mitred corners); a ring of two boxes filled even-odd (Chromium, equal borders); squares or discs in a row
 * (dotted); one piece per cell; the same line twice.
 */

import type { Box, Ruling, TextRun } from '../types.js'

export type Matrix = readonly [number, number, number, number, number, number]

/** A box thinner than this is a line. Word's widest table line is 6 pt, but a row of text never fits into 3 pt. */
const THIN = 3
/** A stroke may lean this much (points) over its length and still be straight: rounding of producers. */
const LEAN = 0.75

export interface Drawn {
  /** Lines, and dots: rulings shorter than any border, of use only in a row. */
  readonly rulings: Ruling[]
  readonly edges: Ruling[]
  /** Stroked shapes that are no borders if a letter stands where they are, each with what they would be as lines. */
  readonly outlines: { readonly box: Box; readonly rulings: readonly Ruling[] }[]
  /** Filled areas that are not white, to tell white lines on them from white lines on paper. */
  readonly areas: Box[]
}

export const apply = (m: Matrix, x: number, y: number): [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
]

/** `a` after `b`: first b is applied, then a. */
export const multiply = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[2] * b[1],
  a[1] * b[0] + a[3] * b[1],
  a[0] * b[2] + a[2] * b[3],
  a[1] * b[2] + a[3] * b[3],
  a[0] * b[4] + a[2] * b[5] + a[4],
  a[1] * b[4] + a[3] * b[5] + a[5],
]

type Bounds = { -readonly [side in keyof Box]: Box[side] }

/** A part of a path, in displayed points. Paths are many (a dotted border has thousands), so that nothing is made for each of their points. */
export interface Subpath {
  /** x and y of each point, by turns. */
  readonly points: number[]
  /** The bounds of the points. */
  readonly box: Bounds
  closed: boolean
  curved: boolean
}

const MOVE = 0
const CURVE = 2
const QUADRATIC = 3
const CLOSE = 4

/** How many numbers follow each: those above, and 1, a line. */
const SIZES = [2, 2, 6, 4, 0]

/** Path data of pdf.js (0 move, 1 line, 2 curve, 3 quadratic curve, 4 close, each before its coordinates), by `m` in displayed points. */
export function subpaths(data: ArrayLike<number>, m: Matrix): Subpath[] {
  const all: Subpath[] = []
  if (data.length > MOST_NUMBERS) return all
  const [a, b, c, d, e, f] = m
  let current: Subpath | null = null
  for (let i = 0; i < data.length; ) {
    const op = data[i++] as number
    const size = SIZES[op]
    if (size === undefined || i + size > data.length) break
    i += size
    if (op === CLOSE) {
      if (current) current.closed = true
      continue
    }
    if (op === MOVE) {
      current = { points: [], box: nothing(), closed: false, curved: false }
      all.push(current)
    }
    if (!current) continue
    const { points, box } = current
    const px = data[i - 2] as number
    const py = data[i - 1] as number
    const x = a * px + c * py + e
    const y = b * px + d * py + f
    points.push(x, y)
    box.x0 = Math.min(box.x0, x)
    box.x1 = Math.max(box.x1, x)
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y)
    if (op === CURVE || op === QUADRATIC) current.curved = true
  }
  return all
}

/** A box around no point. */
const nothing = (): Bounds => ({
  x0: Number.POSITIVE_INFINITY,
  top: Number.POSITIVE_INFINITY,
  x1: Number.NEGATIVE_INFINITY,
  bottom: Number.NEGATIVE_INFINITY,
})

const finite = (box: Box): boolean =>
  Number.isFinite(box.x0) && Number.isFinite(box.top) && Number.isFinite(box.x1) && Number.isFinite(box.bottom)

/** A thin box as the ruling it looks like; a speck as a dot along both axes. */
export function addThinBox(box: Box, out: Ruling[]): boolean {
  const w = box.x1 - box.x0
  const h = box.bottom - box.top
  const across = h <= THIN
  const down = w <= THIN
  if (!across && !down) return false
  const x = (box.x0 + box.x1) / 2
  const y = (box.top + box.bottom) / 2
  if (across && (w >= h || down)) out.push({ axis: 'horizontal', at: y, from: box.x0, to: box.x1, width: h })
  if (down && (h >= w || across)) out.push({ axis: 'vertical', at: x, from: box.top, to: box.bottom, width: w })
  return true
}

function addEdges(box: Box, out: Ruling[], width = 0): void {
  out.push({ axis: 'horizontal', at: box.top, from: box.x0, to: box.x1, width })
  out.push({ axis: 'horizontal', at: box.bottom, from: box.x0, to: box.x1, width })
  out.push({ axis: 'vertical', at: box.x0, from: box.top, to: box.bottom, width })
  out.push({ axis: 'vertical', at: box.x1, from: box.top, to: box.bottom, width })
}

/** Numbers of a path beyond which it is a picture. */
const MOST_NUMBERS = 200_000

/** Add what a stroked path draws. `width` and `clip`, the visible part of the page, are in displayed points; nothing outside of it is printed. */
export function addStrokes(paths: readonly Subpath[], width: number, clip: Box, out: Drawn): void {
  for (const path of paths) {
    if (!isOutline(path)) addStroke(path, width, clip, out.rulings)
    else {
      const rulings: Ruling[] = []
      addStroke(path, width, clip, rulings)
      if (rulings.length > 0) out.outlines.push({ box: path.box, rulings })
    }
  }
}

/** Add what a filled path draws, `white` or in a colour. */
export function addFills(paths: readonly Subpath[], white: boolean, clip: Box, out: Drawn): void {
  const shapes = paths.some(isPoint) ? paths.filter((path) => !isPoint(path)) : paths
  const [first, second] = shapes
  if (shapes.length === 2 && first && second && addRing(first.box, second.box, clip, out.rulings)) return
  for (const shape of shapes) {
    const visible = clipped(shape.box, clip)
    if (!visible || !finite(visible)) continue
    if (addThinBox(visible, out.rulings)) continue
    if (shape.curved || !isRectangle(shape)) continue
    if (!white) out.areas.push(visible)
    addEdges(visible, out.edges)
  }
}

const isPoint = ({ points }: Subpath): boolean => points.length < 2 * 2

/** Shapes of more corners than a rectangle, or with curves. Qt makes bold letters by drawing their outlines. */
const isOutline = ({ points, closed, curved }: Subpath): boolean => closed && (curved || points.length > 5 * 2)

/** Share of the font size by which the outline of a letter may stand out of its box. */
const STAND_OUT = 0.15

/** Shapes in whose place no letter stands. */
export function withoutLetters(outlines: Drawn['outlines'], runs: readonly TextRun[]): Ruling[] {
  if (outlines.length === 0) return []
  const bands = new Map<number, TextRun[]>()
  const band = (y: number): number => Math.floor(y / BAND)
  for (const run of runs) {
    for (let k = band(run.box.top - BAND); k <= band(run.box.bottom + BAND); k++) {
      const list = bands.get(k)
      if (list) list.push(run)
      else bands.set(k, [run])
    }
  }
  return outlines.flatMap(({ box, rulings }) =>
    (bands.get(band(box.top)) ?? []).some((run) => hasLetterAt(run, box)) ? [] : rulings,
  )
}

/** Points; runs are looked for in bands of this height. */
const BAND = 20

function hasLetterAt({ box, stops, size }: TextRun, shape: Box): boolean {
  const by = size * STAND_OUT
  if (shape.top < box.top - by || shape.bottom > box.bottom + by) return false
  if (shape.x0 < box.x0 - by || shape.x1 > box.x1 + by) return false
  if (!stops) return shape.x1 - shape.x0 < size * (1 + 2 * STAND_OUT)
  return stops.some((stop, i) => {
    const next = stops[i + 1]
    return next !== undefined && shape.x0 >= Math.min(stop, next) - by && shape.x1 <= Math.max(stop, next) + by
  })
}

function addStroke(path: Subpath, width: number, clip: Box, out: Ruling[]): void {
  const { points } = path
  const corners = points.length / 2
  if (path.curved && corners < 3) return
  const segments = path.closed && corners > 2 ? corners : corners - 1
  for (let i = 0; i < segments; i++) {
    const j = (i + 1) % corners
    const ax = points[2 * i] as number
    const ay = points[2 * i + 1] as number
    const bx = points[2 * j] as number
    const by = points[2 * j + 1] as number
    const dx = Math.abs(ax - bx)
    const dy = Math.abs(ay - by)
    if (dx > LEAN && dy > LEAN) continue
    const box = clipped(
      { x0: Math.min(ax, bx), x1: Math.max(ax, bx), top: Math.min(ay, by), bottom: Math.max(ay, by) },
      clip,
    )
    if (!box || !finite(box)) continue
    if (dy <= LEAN && dx > dy) {
      out.push({ axis: 'horizontal', at: (ay + by) / 2, from: box.x0, to: box.x1, width })
    } else if (dx <= LEAN && dy > dx) {
      out.push({ axis: 'vertical', at: (ax + bx) / 2, from: box.top, to: box.bottom, width })
    } else if (dx <= LEAN && dy <= LEAN && width > 0) {
      // A dash of no length with round or square caps: a dot.
      addThinBox(
        { x0: box.x0 - width / 2, x1: box.x1 + width / 2, top: box.top - width / 2, bottom: box.bottom + width / 2 },
        out,
      )
    }
  }
}

/** Two boxes, one just inside the other: a frame filled between them. */
function addRing(a: Box, b: Box, clip: Box, out: Ruling[]): boolean {
  const [outer, inner] = a.x1 - a.x0 >= b.x1 - b.x0 ? [a, b] : [b, a]
  const sides = [inner.x0 - outer.x0, outer.x1 - inner.x1, inner.top - outer.top, outer.bottom - inner.bottom]
  if (sides.some((side) => side < -0.1 || side > 2 * THIN) || inner.x1 - inner.x0 <= THIN) return false
  const middle = {
    x0: (outer.x0 + inner.x0) / 2,
    x1: (outer.x1 + inner.x1) / 2,
    top: (outer.top + inner.top) / 2,
    bottom: (outer.bottom + inner.bottom) / 2,
  }
  const visible = clipped(middle, clip)
  if (visible && finite(visible)) addEdges(visible, out, Math.max(...sides))
  return true
}

function isRectangle({ points, box }: Subpath): boolean {
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i] as number
    const y = points[i + 1] as number
    if (Math.min(Math.abs(x - box.x0), Math.abs(x - box.x1)) >= 1) return false
    if (Math.min(Math.abs(y - box.top), Math.abs(y - box.bottom)) >= 1) return false
  }
  return true
}

function clipped(box: Box, clip: Box): Box | null {
  const x0 = Math.max(box.x0, clip.x0)
  const x1 = Math.min(box.x1, clip.x1)
  const top = Math.max(box.top, clip.top)
  const bottom = Math.min(box.bottom, clip.bottom)
  // A line on the very edge of the clip is still half visible.
  return x1 < x0 - 1 || bottom < top - 1
    ? null
    : { x0: Math.min(x0, x1), x1: Math.max(x0, x1), top: Math.min(top, bottom), bottom: Math.max(top, bottom) }
}

/** White rulings separate cells on coloured ground; on paper they cannot be seen. */
export function keepVisible(white: readonly Ruling[], areas: readonly Box[]): Ruling[] {
  return white.filter((ruling) => {
    const middle = (ruling.from + ruling.to) / 2
    const [x, y] = ruling.axis === 'horizontal' ? [middle, ruling.at] : [ruling.at, middle]
    return areas.some((area) => x >= area.x0 - 1 && x <= area.x1 + 1 && y >= area.top - 1 && y <= area.bottom + 1)
  })
}
