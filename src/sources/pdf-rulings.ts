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

interface Subpath {
  readonly points: [number, number][]
  closed: boolean
  curved: boolean
}

const MOVE = 0
const LINE = 1
const CURVE = 2
const QUADRATIC = 3
const CLOSE = 4

/** Path data of pdf.js (opcode, then coordinates), in displayed points. */
function subpaths(data: ArrayLike<number>, m: Matrix): Subpath[] {
  const all: Subpath[] = []
  let current: Subpath | null = null
  for (let i = 0; i < data.length; ) {
    const op = data[i++]
    if (op === MOVE) {
      current = { points: [apply(m, data[i] ?? 0, data[i + 1] ?? 0)], closed: false, curved: false }
      all.push(current)
      i += 2
    } else if (op === LINE) {
      current?.points.push(apply(m, data[i] ?? 0, data[i + 1] ?? 0))
      i += 2
    } else if (op === CURVE || op === QUADRATIC) {
      const size = op === CURVE ? 6 : 4
      current?.points.push(apply(m, data[i + size - 2] ?? 0, data[i + size - 1] ?? 0))
      if (current) current.curved = true
      i += size
    } else if (op === CLOSE) {
      if (current) current.closed = true
    } else break
  }
  return all
}

function bounds(points: readonly (readonly [number, number])[]): Box {
  let x0 = Number.POSITIVE_INFINITY
  let top = Number.POSITIVE_INFINITY
  let x1 = Number.NEGATIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  for (const [x, y] of points) {
    x0 = Math.min(x0, x)
    x1 = Math.max(x1, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { x0, top, x1, bottom }
}

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

export interface PathStyle {
  readonly stroke: boolean
  readonly fill: boolean
  /** Line width in displayed points. */
  readonly lineWidth: number
  readonly strokeVisible: boolean
  readonly fillVisible: boolean
  /** The fill is white or nearly so. */
  readonly white: boolean
}

/** Add what a painted path draws. `clip` is the visible part of the page; nothing outside of it is printed. */
export function addPath(data: ArrayLike<number>, m: Matrix, style: PathStyle, clip: Box, out: Drawn): void {
  if (data.length > 200_000) return
  const paths = subpaths(data, m)
  if (style.stroke && style.strokeVisible) {
    for (const path of paths) {
      if (!isOutline(path)) addStroke(path, style.lineWidth, clip, out.rulings)
      else {
        const rulings: Ruling[] = []
        addStroke(path, style.lineWidth, clip, rulings)
        if (rulings.length > 0) out.outlines.push({ box: bounds(path.points), rulings })
      }
    }
  }
  if (!style.fill || !style.fillVisible) return
  const boxes = paths.filter((path) => path.points.length >= 2).map((path) => bounds(path.points))
  const [first, second] = boxes
  if (boxes.length === 2 && first && second && addRing(first, second, clip, out.rulings)) return
  for (const [i, box] of boxes.entries()) {
    const visible = clipped(box, clip)
    if (!visible || !finite(visible)) continue
    if (addThinBox(visible, out.rulings)) continue
    if (paths[i]?.curved || !isRectangle(paths[i]?.points ?? [], box)) continue
    if (!style.white) out.areas.push(visible)
    addEdges(visible, out.edges)
  }
}

/** Shapes of more corners than a rectangle, or with curves. Qt makes bold letters by drawing their outlines. */
const isOutline = ({ points, closed, curved }: Subpath): boolean => closed && (curved || points.length > 5)

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
  if (path.curved && points.length < 3) return
  const segments = path.closed && points.length > 2 ? points.length : points.length - 1
  for (let i = 0; i < segments; i++) {
    const a = points[i]
    const b = points[(i + 1) % points.length]
    if (!a || !b) continue
    const dx = Math.abs(a[0] - b[0])
    const dy = Math.abs(a[1] - b[1])
    const box = clipped(bounds([a, b]), clip)
    if (!box || !finite(box)) continue
    if (dy <= LEAN && dx > dy) {
      out.push({ axis: 'horizontal', at: (a[1] + b[1]) / 2, from: box.x0, to: box.x1, width })
    } else if (dx <= LEAN && dy > dx) {
      out.push({ axis: 'vertical', at: (a[0] + b[0]) / 2, from: box.top, to: box.bottom, width })
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

function isRectangle(points: readonly (readonly [number, number])[], box: Box): boolean {
  return points.every(
    ([x, y]) =>
      Math.min(Math.abs(x - box.x0), Math.abs(x - box.x1)) < 1 &&
      Math.min(Math.abs(y - box.top), Math.abs(y - box.bottom)) < 1,
  )
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
