/** Rulings in pieces: one that is not quite level loses itself where it passes from one row of pixels to the next, and in black and white nothing is left of it there. */

import type { Stroke } from './rulings.js'

/** Inches: what is between the pieces of a ruling is no longer, and shorter than each of them. */
const TORN = 0.2
/** Inches by which its pieces may be out of line, and by which a ruling misses the one that it ends at. */
export const ASIDE = 0.014
export const NEAR = 0.03

/**
 * The rulings with the pieces of each put together. A ruling that stops at a cell which takes in two rows stops at the rulings of that cell, at both
 * sides; pieces of one end where nothing is.
 */
export function joinTorn(strokes: readonly Stroke[], dpi: number): Stroke[] {
  return (['horizontal', 'vertical'] as const).flatMap((axis) => {
    const crossing = strokes.filter((one) => one.axis !== axis)
    const meets = (end: number, at: number): boolean =>
      crossing.some(
        (one) =>
          Math.abs(one.at - end) <= NEAR * dpi + one.thickness / 2 &&
          one.from <= at + NEAR * dpi &&
          one.to >= at - NEAR * dpi,
      )
    const joined: Stroke[] = []
    for (const one of strokes.filter((stroke) => stroke.axis === axis).sort((a, b) => a.from - b.from)) {
      const i = joined.findIndex((last) => {
        const gap = one.from - last.to
        return (
          !one.dashed &&
          !last.dashed &&
          gap > 0 &&
          gap <= TORN * dpi &&
          gap < Math.min(one.to - one.from, last.to - last.from) &&
          Math.abs(one.at - last.at) <= ASIDE * dpi &&
          !(meets(last.to, last.at) && meets(one.from, one.at))
        )
      })
      const last = joined[i]
      if (last) joined[i] = together(last, one)
      else joined.push(one)
    }
    return joined
  })
}

/** So many pieces in line, and inches of them together, are no strokes of letters; a ruling that they cross, or that it has lost ends of, ends no farther from them. */
const PIECES = 3
const INCHES = 0.9
const OPEN = 0.3

/** Of pieces that meet no ruling, those that stand in line with others and cross one of the rulings that are known: of one ruling, most of which is lost. */
export function piecesInLine(pieces: readonly Stroke[], known: readonly Stroke[], dpi: number): Stroke[] {
  return (['horizontal', 'vertical'] as const)
    .flatMap((axis) => {
      const crossing = known.filter((one) => one.axis !== axis)
      const lines: Stroke[][] = []
      for (const one of pieces.filter((piece) => piece.axis === axis).sort((a, b) => a.at - b.at)) {
        const last = lines.at(-1)
        if (last && one.at - (last[0] as Stroke).at <= ASIDE * dpi) last.push(one)
        else lines.push([one])
      }
      return lines.filter((own) => {
        const [from, to] = [Math.min(...own.map((one) => one.from)), Math.max(...own.map((one) => one.to))]
        const long = own.reduce((sum, one) => sum + one.to - one.from, 0)
        const at = (own[0] as Stroke).at
        return (
          own.length >= PIECES &&
          long >= INCHES * dpi &&
          crossing.some(
            (one) => one.at > from && one.at < to && one.from - OPEN * dpi <= at && one.to + OPEN * dpi >= at,
          )
        )
      })
    })
    .flat()
}

/** Two stretches of one ruling, the first of which begins first, as one. */
export function together(first: Stroke, second: Stroke): Stroke {
  const [a, b] = [first.to - first.from, second.to - second.from]
  return {
    ...first,
    at: (first.at * a + second.at * b) / (a + b),
    thickness: (first.thickness * a + second.thickness * b) / (a + b),
    to: Math.max(first.to, second.to),
    band: [Math.min(first.band[0], second.band[0]), Math.max(first.band[1], second.band[1])],
  }
}
