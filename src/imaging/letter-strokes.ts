/** Print that is taken for rulings: strokes of letters in low rows, which reach nearly from one ruling to the next, and lines of small print. */

import { LONG } from './meeting.js'
import { middleOf } from './middle.js'
import type { Stroke } from './rulings.js'

/** Inches: in higher rows no stroke of a letter is as long as the row. */
const LOW = 0.3
/** Inches: the next stroke of the same word is no farther away, on both sides. */
const WORD = 0.06
/** Share of the height of a stretch that has print beside it. */
const BESIDE = 0.4
/** Inches of paper between a letter and the rulings above and below it, both together. */
const PADDING = 0.012
/** Inches: what goes on by less has not gone on. A ruling ends this near to the one that it meets. */
const LEAST = 0.03
const NEAR = 0.02

/**
 * Upright strokes without their ends that are letters: a stretch between two level rulings with print close by on both
 * sides and paper before its ends, or one that ends among print.
 */
export function withoutLetters(
  strokes: readonly Stroke[],
  ink: Uint8Array,
  width: number,
  height: number,
  dpi: number,
): Stroke[] {
  const level = strokes.filter(({ axis }) => axis === 'horizontal')
  return strokes.flatMap((one) => {
    if (one.axis === 'horizontal' || one.dashed) return [one]
    const near = NEAR * dpi + one.thickness
    const crossing = level
      .filter(
        ({ at, from, to }) =>
          from <= one.at + near && to >= one.at - near && at >= one.from - near && at <= one.to + near,
      )
      .sort((a, b) => a.at - b.at)
    const [head, tail] = [crossing[0], crossing.at(-1)]
    if (!head || !tail || head === tail) return [one]
    const isLetter = (from: number, to: number, loose: boolean): boolean =>
      looksLikeLetter(one, [Math.max(0, from), Math.min(height, to)], loose, ink, width, dpi)
    const isCell = (i: number): boolean =>
      isLetter((crossing[i] as Stroke).band[1] + 1, (crossing[i + 1] as Stroke).band[0] - 1, false)
    let [first, last] = [0, crossing.length - 1]
    while (first < last && isCell(first)) first++
    while (first < last && isCell(last - 1)) last--
    if (first === last) return []
    const cutHead = first > 0 || isLetter(one.from, head.band[0] - 1, true)
    const cutTail = last < crossing.length - 1 || isLetter(tail.band[1] + 1, one.to, true)
    if (!cutHead && !cutTail) return [one]
    return [
      {
        ...one,
        from: cutHead ? Math.round((crossing[first] as Stroke).at) : one.from,
        to: cutTail ? Math.round((crossing[last] as Stroke).at) : one.to,
      },
    ]
  })
}

/** Whether a stretch of a stroke has print at both sides, and, where it is not loose at its end, paper within. */
function looksLikeLetter(
  { band: [x0, x1] }: Stroke,
  [top, bottom]: readonly [number, number],
  loose: boolean,
  ink: Uint8Array,
  width: number,
  dpi: number,
): boolean {
  const length = bottom - top
  if (length < LEAST * dpi || length > LOW * dpi) return false
  const reach = Math.round(WORD * dpi)
  const isInk = (y: number, from: number, to: number): boolean => {
    for (let x = Math.max(0, from); x < Math.min(width, to); x++) if (ink[y * width + x]) return true
    return false
  }
  let [left, right, whole] = [0, 0, 0]
  for (let y = top; y < bottom; y++) {
    if (isInk(y, x0 - 1 - reach, x0 - 1)) left++
    if (isInk(y, x1 + 1, x1 + 1 + reach)) right++
    if (isInk(y, x0, x1)) whole++
  }
  return Math.min(left, right) >= BESIDE * length && (loose || length - whole >= PADDING * dpi)
}

/** Times the usual thickness of rulings, points of thickness, and variation of it, from which on a stroke may be a line of small print that has run together. */
const PRINT = { times: 2.5, thick: 2.8, varies: 0.22 }
/** The same of a dashed one, whose gaps are those of characters: dashes vary by 0.45 at most. */
const DASHED_PRINT = { times: 1.5, thick: 1.2, varies: 0.52 }

/** Without lines of print whose characters have run together: much thicker than the rulings of the page, and of uneven thickness. */
export function withoutPrint(strokes: readonly Stroke[], dpi: number): Stroke[] {
  const usual = middleOf(strokes.filter(({ from, to }) => to - from >= LONG * dpi).map(({ thickness }) => thickness))
  const isThin = ({ thickness, varies = 0 }: Stroke, print: typeof PRINT): boolean =>
    thickness < Math.max((print.thick * dpi) / 72, print.times * usual) || varies < print.varies
  // No print runs through a ruling.
  const isCrossed = ({ axis, at, from, to, thickness }: Stroke): boolean =>
    strokes.some(
      (other) =>
        other.axis !== axis &&
        other.at > from + thickness &&
        other.at < to - thickness &&
        other.from < at - 2 * thickness &&
        other.to > at + 2 * thickness,
    )
  return strokes.filter((one) => isThin(one, one.dashed ? DASHED_PRINT : PRINT) || isCrossed(one))
}
