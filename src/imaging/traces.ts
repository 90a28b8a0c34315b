/** Rulings of which black and white has left traces: from where they were found on, dots and dashes in line with them, with paper on both sides. */

import type { Stroke } from './rulings.js'
import { ASIDE, NEAR, together } from './torn.js'

/** Inches: no two traces of a ruling are farther apart. */
const APART = 0.1
/** Share of its length that a lost stretch has ink along, at the least. */
const LEFT = 0.12
/** Inches to both sides of a lost stretch that are paper, and the share of it along which there may be dirt. */
const BESIDE = 0.025
const DIRT = 0.06
/** Inches by which a ruling that has lost stretches of its own may end before the one that it ends at. */
const SHORT = 0.3
/** Inches: what goes on by less has not gone on. */
const BEYOND = 0.04
/** Inches between two pieces of a ruling most of which is lost, along rows and columns: no row has a hole of that width within it, and rows are as low. */
const LOST = { horizontal: 1, vertical: 0.15 } as const
/** Rulings that were followed are what others end at. */
const ROUNDS = 2

/** The rulings, those that stop in the open followed along their traces, and stretches of one that meet put together. */
export function withTraces(
  strokes: readonly Stroke[],
  ink: Uint8Array,
  width: number,
  height: number,
  dpi: number,
): Stroke[] {
  const onPaper = (axis: Stroke['axis'], at: number, from: number, to: number): boolean => {
    const isInk = inkAlong(axis, ink, width, height)
    const beside = Math.max(2, Math.round(BESIDE * dpi))
    let dirty = 0
    for (let x = from; x < to; x++)
      if (anyInk(isInk, x, at - beside, at - 2) || anyInk(isInk, x, at + 3, at + 1 + beside)) dirty++
    return dirty <= Math.max(2, DIRT * (to - from))
  }
  let all = bridged(strokes, onPaper, dpi)
  for (let round = 0; round < ROUNDS; round++) {
    const followed = all.map((one) => followedBothWays(one, all, ink, width, height, dpi))
    if (followed.every((one, i) => one === all[i])) break
    all = joined(followed, new Set(followed.filter((one, i) => one !== all[i])), dpi)
  }
  return all
}

/** Whether a ruling has paper on both sides along a stretch. */
type OnPaper = (axis: Stroke['axis'], at: number, from: number, to: number) => boolean

/** Pieces in line of rulings most of which is lost, put together where paper is between. */
function bridged(strokes: readonly Stroke[], onPaper: OnPaper, dpi: number): Stroke[] {
  if (!strokes.some(({ torn }) => torn)) return [...strokes]
  const out: Stroke[] = []
  for (const one of [...strokes].sort((a, b) => a.from - b.from)) {
    const i = out.findIndex(
      (last) =>
        (one.torn || last.torn) &&
        last.axis === one.axis &&
        Math.abs(last.at - one.at) <= ASIDE * dpi &&
        one.from - last.to <= LOST[one.axis] * dpi &&
        onPaper(one.axis, Math.round((one.at + last.at) / 2), last.to, one.from),
    )
    if (i < 0) out.push(one)
    else out[i] = { ...together(out[i] as Stroke, one), torn: true }
  }
  return out
}

function followedBothWays(
  one: Stroke,
  all: readonly Stroke[],
  ink: Uint8Array,
  width: number,
  height: number,
  dpi: number,
): Stroke {
  if (one.loose) return one
  const crossing = all.filter(
    ({ axis, from, to }) => axis !== one.axis && from - SHORT * dpi <= one.at && to + SHORT * dpi >= one.at,
  )
  const from = traceFrom(one, -1, crossing, ink, width, height, dpi)
  const to = traceFrom(one, 1, crossing, ink, width, height, dpi)
  return from === one.from && to === one.to ? one : { ...one, from, to }
}

/** How far a ruling goes on at one of its ends. */
function traceFrom(
  one: Stroke,
  by: 1 | -1,
  crossing: readonly Stroke[],
  ink: Uint8Array,
  width: number,
  height: number,
  dpi: number,
): number {
  const end = by > 0 ? one.to : one.from
  const near = NEAR * dpi
  const isOpen = crossing.every(({ at, thickness }) => Math.abs(at - end) > near + thickness / 2)
  const length = one.axis === 'horizontal' ? width : height
  const isInk = inkAlong(one.axis, ink, width, height)
  const first = Math.floor(one.at - Math.max(1, one.thickness / 2)) - 1
  const last = Math.ceil(one.at + Math.max(1, one.thickness / 2)) + 1
  const beside = Math.max(2, Math.round(BESIDE * dpi))
  let [reached, inked, dirty] = [end, 0, 0]
  for (let x = by > 0 ? end : end - 1; x >= 0 && x < length && Math.abs(x - reached) <= APART * dpi; x += by) {
    if (crossing.some(({ band }) => x >= band[0] - 2 && x < band[1] + 2)) {
      reached = x
      inked++
      continue
    }
    if (anyInk(isInk, x, first - beside, first) || anyInk(isInk, x, last + 1, last + 1 + beside)) {
      dirty++
      if (dirty > Math.max(2, DIRT * Math.abs(x - end))) break
    } else if (anyInk(isInk, x, first, last + 1)) {
      reached = x
      inked++
    }
  }
  const far = Math.abs(reached - end)
  if (far < BEYOND * dpi || inked < LEFT * far) return end
  const met = crossing.flatMap(({ at }) =>
    (at - end) * by > BEYOND * dpi && (at - reached) * by <= near ? [Math.round(at)] : [],
  )
  if (met.length > 0) return by > 0 ? Math.max(...met) : Math.min(...met)
  // What ends at another ruling goes on to the next, or not at all.
  if (!isOpen) return end
  return by > 0 ? reached + 1 : reached
}

type IsInk = (along: number, aside: number) => boolean

/** Whether there is ink at a place along an axis, and aside from it. */
function inkAlong(axis: Stroke['axis'], ink: Uint8Array, width: number, height: number): IsInk {
  return axis === 'horizontal'
    ? (along, aside) => aside >= 0 && aside < height && ink[aside * width + along] === 1
    : (along, aside) => aside >= 0 && aside < width && ink[along * width + aside] === 1
}

function anyInk(isInk: IsInk, along: number, from: number, to: number): boolean {
  for (let aside = from; aside < to; aside++) if (isInk(along, aside)) return true
  return false
}

/** Stretches in line that overlap, one of which was followed, as one. */
function joined(strokes: readonly Stroke[], followed: ReadonlySet<Stroke>, dpi: number): Stroke[] {
  const out: { stroke: Stroke; followed: boolean }[] = []
  for (const stroke of [...strokes].sort((a, b) => a.from - b.from)) {
    const own = followed.has(stroke)
    const other = out.find(
      (one) =>
        (own || one.followed) &&
        one.stroke.axis === stroke.axis &&
        Math.abs(one.stroke.at - stroke.at) <= ASIDE * dpi &&
        stroke.from <= one.stroke.to + 1,
    )
    if (other) {
      other.stroke = together(other.stroke, stroke)
      other.followed = true
    } else out.push({ stroke, followed: own })
  }
  return out.map(({ stroke }) => stroke)
}
