/** Which long runs of ink are rulings: those that meet others, or end in line with them. */

import type { Stroke } from './rulings.js'

/**
 * Inches: the strokes of a title of 22 points are shorter. What is shorter must reach from one longer ruling to another,
 * as letters do not.
 */
export const FREE = 0.3
/** Inches: how near to a ruling a short one must end. */
const NEAR = 0.012
/** Inches: the same for dashed ones, more. */
const DASH_END = 0.06
/** Inches: a ruling of this length that meets another one is kept though an end of it is loose. */
export const LONG = 1.6
/** Inches: pieces of one ruling are no farther apart. */
const TORN = 0.2

/** So many other rulings end in line with one whose end is loose. */
const LOOSE_ENDS = 3

/**
 * Rulings of a table meet others, or go on in another piece, at both ends; what does not is an underline or the tops of
 * letters. Tables that are open at their sides have long rulings.
 */
export function keepMeeting(strokes: readonly Stroke[], dpi: number): Stroke[] {
  const touch = Math.round(dpi * 0.05)
  const free = strokes.filter((one) => one.to - one.from >= FREE * dpi)
  let kept = strokes.filter(
    (one) =>
      one.to - one.from >= FREE * dpi ||
      spans(one, free, (NEAR + (one.dashed ? DASH_END : 0)) * dpi) ||
      (!one.dashed && hangs(one, free, NEAR * dpi)),
  )
  for (
    let before: readonly Stroke[] = [];
    before.length !== kept.length || kept.some((one, i) => one !== before[i]);
  ) {
    before = kept
    const horizontal = kept.filter((one) => one.axis === 'horizontal')
    const vertical = kept.filter((one) => one.axis === 'vertical')
    kept = kept.flatMap((one): Stroke[] => {
      const [same, others] = one.axis === 'horizontal' ? [horizontal, vertical] : [vertical, horizontal]
      const crossing = others.filter((other) => one.at >= other.from - touch && one.at <= other.to + touch)
      const meeting = crossing.filter((other) => other.at >= one.from - touch && other.at <= one.to + touch)
      if (meeting.length > 0 && one.to - one.from >= LONG * dpi) return [one]
      const gap = one.dashed ? DASH_END * dpi : 0
      const touches = (end: number): boolean =>
        crossing.some((other) => Math.abs(other.at - end) <= touch + gap + other.thickness)
      const held = (end: number): boolean =>
        touches(end) ||
        same.some(
          (other) =>
            other !== one &&
            Math.abs(other.at - one.at) <= touch &&
            (end === one.from ? other.from < one.from : other.to > one.to) &&
            Math.max(other.from, one.from) - Math.min(other.to, one.to) <= TORN * dpi,
        )
      if (held(one.from) && held(one.to)) return [one]
      // A page that cuts a table leaves the ends of all its rulings loose, in one line.
      const inLine = (end: 'from' | 'to'): boolean =>
        touches(one[end === 'from' ? 'to' : 'from']) &&
        same.filter((other) => other !== one && Math.abs(other[end] - one[end]) <= touch).length >= LOOSE_ENDS
      if (meeting.length > 0 && (inLine('from') || inLine('to'))) return [one]
      // The stroke of a letter above or below a ruling may go on in it: what reaches from one ruling to another is one.
      const ends = meeting.map(({ at }) => at)
      const from = held(one.from) ? one.from : Math.min(...ends)
      const to = held(one.to) ? one.to : Math.max(...ends)
      return one.dashed || to - from < FREE * dpi || to - from > one.to - one.from ? [] : [{ ...one, from, to }]
    })
  }
  return [...kept, ...framed(free, kept, touch, INNER * dpi)]
}

/** Inches: the shortest upright ruling within a frame that meets none across. No stroke of a table's print is as long. */
const INNER = 0.4

/**
 * Upright rulings of tables that have a frame and lines between their columns alone: within the frame, and in line with another one, or as long
 * as it, beside it.
 */
function framed(free: readonly Stroke[], kept: readonly Stroke[], touch: number, shortest: number): Stroke[] {
  const upright = free.filter(({ axis, dashed }) => axis === 'vertical' && !dashed)
  const sides = kept.filter(({ axis }) => axis === 'vertical')
  const isBeside = (side: Stroke, one: Stroke): boolean => side.from <= one.from + touch && side.to >= one.to - touch
  return upright.filter((one) => {
    if (one.to - one.from < shortest || sides.some(({ at }) => Math.abs(at - one.at) <= touch)) return false
    const around = sides.filter((side) => isBeside(side, one))
    if (!around.some(({ at }) => at < one.at) || !around.some(({ at }) => at > one.at)) return false
    return upright.some(
      (other) =>
        other !== one &&
        other.to - other.from >= shortest &&
        (Math.abs(other.at - one.at) <= touch ||
          (Math.abs(other.from - one.from) <= touch && Math.abs(other.to - one.to) <= touch)),
    )
  })
}

/** Whether a stroke reaches from one of the others to where several like it end: the first or last row of what a page has cut. */
function hangs(one: Stroke, others: readonly Stroke[], near: number): boolean {
  const crossing = others.filter(
    (other) => other.axis !== one.axis && one.at >= other.from - near && one.at <= other.to + near,
  )
  const same = others.filter(({ axis }) => axis === one.axis)
  return (['from', 'to'] as const).some((end) => {
    const fixed = one[end === 'from' ? 'to' : 'from']
    return (
      crossing.some((other) => Math.abs(other.at - fixed) <= near + other.thickness / 2) &&
      same.filter((other) => Math.abs(other[end] - one[end]) <= 2 * near).length >= LOOSE_ENDS
    )
  })
}

/** Whether a stroke reaches from one of the others to another one. */
function spans(one: Stroke, others: readonly Stroke[], near: number): boolean {
  const crossing = others.filter(
    (other) => other.axis !== one.axis && one.at >= other.from - near && one.at <= other.to + near,
  )
  const ends = (end: number): boolean =>
    crossing.some((other) => Math.abs(other.at - end) <= near + other.thickness / 2)
  return ends(one.from) && ends(one.to)
}
