/** A group of runs, measured: whether it is a ruling, where it lies, and how thick it is. */

import { FREE, LONG } from './meeting.js'
import { middleOf } from './middle.js'
import type { Stroke } from './rulings.js'

export interface Run {
  readonly y: number
  readonly from: number
  readonly to: number
  /** Long and without gaps: nothing but a ruling. */
  readonly solid: boolean
}

export type Along = Omit<Stroke, 'axis'>

/** Share of the sides of a run that must be paper: lines of print have print above or below. */
const PAPER_BESIDE = 0.7
/** Short ones have nothing that touches them: the upright stroke of 十 has its bar. */
const UNCROSSED = 0.95
/** Dashes have nothing at either side: digits in a column, which look like dashes, have serifs and flags. */
const BARE_BESIDE = 0.92
/** Share of a run that is ink, at least: dotted lines have two fifths. */
export const DENSITY = 0.33
/** Dashed lines have less ink than this. */
const WHOLE = 0.92
/** Times its thickness: what a ruling wavers by. */
export const WAVERS = 2.5

/** Inches: how far from a ruling there is no print; strokes of letters have others nearer. */
const BESIDE = { short: 0.028, long: 0.012, dashed: 0.012 }

/** Inches by which the middle of a short ruling may lie beside its ends: more is an arc of a seal. */
const BOW = 0.0055

export interface Measured {
  readonly stroke: Along
  /** It has gaps. */
  readonly torn: boolean
  /** There is hardly any print beside it, on one side, on both, and at all. */
  readonly clearAbove: boolean
  readonly clearBelow: boolean
  readonly alone: boolean
  readonly bare: boolean
}

/** A group of runs as one stroke; null where it is no ruling: too thick, or with print beside it. */
export function measure(
  group: readonly Run[],
  ink: Uint8Array,
  print: Uint8Array,
  width: number,
  height: number,
  thickest: number,
  dpi: number,
): Measured | null {
  const from = Math.min(...group.map((run) => run.from))
  const to = Math.max(...group.map((run) => run.to))
  const top = Math.min(...group.map((run) => run.y))
  const bottom = Math.max(...group.map((run) => run.y)) + 1
  if (bottom - top > thickest * WAVERS) return null
  // Ink in each column of the band: its middle and its thickness there.
  let columns = 0
  let total = 0
  let squares = 0
  let moment = 0
  let clear = 0
  let bare = 0
  let bareAbove = 0
  let bareBelow = 0
  let uncrossed = 0
  // Ink and its moments in the first third, and in the second one.
  const [second, third] = [from + (to - from) / 3, to - (to - from) / 3]
  let [ink1, moment1, ink2, moment2] = [0, 0, 0, 0]
  const close = Math.max(2, Math.round(BESIDE.long * dpi))
  const wide = Math.max(3, Math.round(BESIDE.dashed * dpi))
  const side = Math.max(2, Math.round((to - from < LONG * dpi ? BESIDE.short : BESIDE.long) * dpi))
  const counts = new Uint32Array(to - from)
  const sums = new Float64Array(to - from)
  for (let x = from; x < to; x++) {
    let count = 0
    let sum = 0
    for (let y = top; y < bottom; y++) {
      if (!ink[y * width + x]) continue
      count++
      sum += y + 0.5
    }
    counts[x - from] = count
    sums[x - from] = sum
    if (count > 0) columns++
    total += count
    squares += count * count
    moment += sum
    if (x < second) {
      ink1 += count
      moment1 += sum
    } else if (x < third) {
      ink2 += count
      moment2 += sum
    }
    const above = inkIn(print, width, height, x, top - side - 1, top - 1)
    const below = inkIn(print, width, height, x, bottom + 1, bottom + side + 1)
    if (!above) bareAbove++
    if (!below) bareBelow++
    if (!above && !below) clear++
    else if (!above || !below) clear += 0.5
    if (
      !inkIn(print, width, height, x, top - close - 1, top - 1) &&
      !inkIn(print, width, height, x, bottom + 1, bottom + close + 1)
    )
      uncrossed++
    if (
      count > 0 &&
      !inkIn(print, width, height, x, top - wide - 1, top - 1) &&
      !inkIn(print, width, height, x, bottom + 1, bottom + wide + 1)
    )
      bare++
  }
  if (columns === 0) return null
  const thickness = total / columns
  if (thickness > thickest || columns < (to - from) * DENSITY * 0.8) return null
  const ends = moment1 / ink1 + (moment - moment1 - moment2) / (total - ink1 - ink2)
  if (to - from < LONG * dpi && Math.abs(moment2 / ink2 - ends / 2) > BOW * dpi) return null
  const varies = Math.sqrt(Math.max(0, squares / columns - thickness ** 2)) / thickness
  const line = varies > SWOLLEN && to - from >= LONG * dpi ? thinPart(counts, sums) : { at: moment / total, thickness }
  return {
    stroke: { ...line, from, to, band: [top, bottom], varies },
    clearAbove: bareAbove >= (to - from) * UNCROSSED,
    clearBelow: bareBelow >= (to - from) * UNCROSSED,
    torn: columns < (to - from) * WHOLE,
    alone: clear >= (to - from) * PAPER_BESIDE && (to - from >= FREE * dpi || uncrossed >= (to - from) * UNCROSSED),
    bare: bare >= columns * BARE_BESIDE,
  }
}

/** The thickness of a ruling varies by more than this share of it where other ink runs along it: the ring of a seal, a letter. */
const SWOLLEN = 0.4
/** Times the thickness in the middle of all: what is thicker is not the ruling alone. */
const THICKER = 1.4

/** Where a ruling lies, and how thick it is, by those of its columns that are not swollen. @param sums Of the places of the ink in each column. */
function thinPart(counts: Uint32Array, sums: Float64Array): Pick<Stroke, 'at' | 'thickness'> {
  const most = THICKER * middleOf([...counts].filter((count) => count > 0))
  let [columns, total, moment] = [0, 0, 0]
  for (const [x, count] of counts.entries()) {
    if (count === 0 || count > most) continue
    columns++
    total += count
    moment += sums[x] as number
  }
  return { at: moment / total, thickness: total / columns }
}

export function inkIn(ink: Uint8Array, width: number, height: number, x: number, top: number, bottom: number): boolean {
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) if (ink[y * width + x]) return true
  return false
}
