import type { Box } from '../types.js'

export const width = (box: Box): number => box.x1 - box.x0
export const height = (box: Box): number => box.bottom - box.top
export const centreX = (box: Box): number => (box.x0 + box.x1) / 2
export const centreY = (box: Box): number => (box.top + box.bottom) / 2

/** The smallest box around all boxes. Throws on an empty list: there is no such box. */
export function union(boxes: Iterable<Box>): Box {
  let x0 = Number.POSITIVE_INFINITY
  let top = Number.POSITIVE_INFINITY
  let x1 = Number.NEGATIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  for (const box of boxes) {
    if (box.x0 < x0) x0 = box.x0
    if (box.top < top) top = box.top
    if (box.x1 > x1) x1 = box.x1
    if (box.bottom > bottom) bottom = box.bottom
  }
  if (x0 > x1) throw new RangeError('union of no boxes')
  return { x0, top, x1, bottom }
}

/** The part that two boxes share, or null. */
export function intersect(a: Box, b: Box): Box | null {
  const x0 = Math.max(a.x0, b.x0)
  const top = Math.max(a.top, b.top)
  const x1 = Math.min(a.x1, b.x1)
  const bottom = Math.min(a.bottom, b.bottom)
  return x0 <= x1 && top <= bottom ? { x0, top, x1, bottom } : null
}

/** How much of the interval `a` lies in the interval `b`, from 0 to 1. A point inside counts as 1. */
export function coverage(a0: number, a1: number, b0: number, b1: number): number {
  const length = a1 - a0
  const shared = Math.min(a1, b1) - Math.max(a0, b0)
  if (length <= 0) return a0 >= b0 && a0 <= b1 ? 1 : 0
  return Math.max(0, shared) / length
}

/** Whether two boxes, one above the other, share some of their width. */
export const meets = (a: Box, b: Box): boolean => Math.min(a.x1, b.x1) > Math.max(a.x0, b.x0)

export const containsPoint = (box: Box, x: number, y: number, slack = 0): boolean =>
  x >= box.x0 - slack && x <= box.x1 + slack && y >= box.top - slack && y <= box.bottom + slack

/** As it stands in a place: rounded to a hundredth of a point. */
export const toTuple = (box: Box): [number, number, number, number] => [
  round(box.x0),
  round(box.top),
  round(box.x1),
  round(box.bottom),
]

const round = (value: number): number => Math.round(value * 100) / 100
