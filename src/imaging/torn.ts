/** Rulings in pieces: one that is not quite level loses itself where it passes from one row of pixels to the next, and in black and white nothing is left of it there. */

import type { Stroke } from './rulings.js'

/** Inches: what is between the pieces of a ruling is no longer, and shorter than each of them. */
const TORN = 0.2
/** Inches by which its pieces may be out of line, and by which a ruling misses the one that it ends at. */
const ASIDE = 0.014
const NEAR = 0.03

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

function together(first: Stroke, second: Stroke): Stroke {
  const [a, b] = [first.to - first.from, second.to - second.from]
  return {
    ...first,
    at: (first.at * a + second.at * b) / (a + b),
    thickness: (first.thickness * a + second.thickness * b) / (a + b),
    to: second.to,
    band: [Math.min(first.band[0], second.band[0]), Math.max(first.band[1], second.band[1])],
  }
}
