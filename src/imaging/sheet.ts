/** The sheet in a photo: its four edges on a darker ground say how the camera was held, before any ruling can be found. */

import type { Gray } from './gray.js'
import type { Lean, Slope } from './lean.js'
import { middleOf } from './middle.js'

/** Share of the picture in which an edge of the sheet lies, from each side, and of its length that is looked at. */
const DEEP = 0.3
const LENGTH = [0.12, 0.88] as const
/** Places along an edge that are looked at, and the share of them that must lie on it. */
const PLACES = 72
const ON_EDGE = 0.7
/** Inches on both sides of an edge that are compared, and by which places of an edge leave it. */
const STEP = 0.04
const OFF = 0.04
/** Grays by which the sheet is lighter than the ground, and of the sheet, what the ground is at most. */
const LIGHTER = 30
const GROUND = 0.75
/** Edges that must be seen: a corner may be outside of the picture. */
const SEEN = 3
/** Slopes that differ by less are those of a sheet that was only turned. */
const ASKEW = 0.012
/** More is no sheet that was photographed from above. */
const MOST = 0.14

type Side = 'left' | 'right' | 'top' | 'bottom'

/** A straight edge: how far it moves aside for each pixel along, and where its middle is, from the middle of the picture. */
interface Edge {
  readonly slope: number
  readonly at: number
}

/** How the lines of a page lean by the edges of its sheet, in pixels; null where not three of the four can be seen, or the sheet is only turned. */
export function leanOfSheet(image: Gray, dpi: number): Lean | null {
  const [left, right, top, bottom] = (['left', 'right', 'top', 'bottom'] as const).map((side) =>
    edgeAt(image, side, dpi),
  )
  const [sides, ends] = [[left, right].flatMap((edge) => edge ?? []), [top, bottom].flatMap((edge) => edge ?? [])]
  if (sides.length + ends.length < SEEN) return null
  const [upright, level] = [slopeBetween(sides), slopeBetween(ends)]
  const spread = (edges: readonly Edge[]): number =>
    Math.max(...edges.map(({ slope }) => slope)) - Math.min(...edges.map(({ slope }) => slope))
  const mean = (edges: readonly Edge[]): number => edges.reduce((sum, { slope }) => sum + slope, 0) / edges.length
  // A sheet that is turned leans to one side across and to the other down.
  const askew = Math.max(spread(sides), spread(ends), Math.abs(mean(sides) + mean(ends)))
  return askew < ASKEW || [...sides, ...ends].some(({ slope }) => Math.abs(slope) > MOST) ? null : { upright, level }
}

/** The slope by place, from two edges: one says nothing of lines elsewhere. */
function slopeBetween([a, b]: readonly Edge[]): Slope {
  if (!a || !b) return { mean: 0, change: 0 }
  const change = (b.slope - a.slope) / (b.at - a.at)
  return { mean: a.slope - change * a.at, change }
}

/** The edge of the sheet at one side: where it gets lighter first, going in; null where that is on no line. */
function edgeAt({ width, height, data }: Gray, side: Side, dpi: number): Edge | null {
  const upright = side === 'left' || side === 'right'
  const [length, depth] = upright ? [height, width] : [width, height]
  const grayAt = (along: number, across: number): number => {
    const inward = side === 'left' || side === 'top' ? across : depth - 1 - across
    return data[upright ? along * width + inward : inward * width + along] as number
  }
  const step = Math.max(4, Math.round(STEP * dpi))
  const [from, to] = [LENGTH[0] * length, LENGTH[1] * length]
  const places: { along: number; across: number }[] = []
  for (let i = 0; i < PLACES; i++) {
    const along = Math.round(from + ((to - from) * i) / (PLACES - 1))
    let [ground, sheet] = [0, 0]
    for (let k = 0; k < step; k++) {
      ground += grayAt(along, k)
      sheet += grayAt(along, step + k)
    }
    let best = { rise: LIGHTER, across: -1 }
    for (let across = step; across + step < DEEP * depth; across++) {
      const rise = (sheet - ground) / step
      if (rise > best.rise && ground < GROUND * sheet) best = { rise, across }
      // What comes behind the first edge is print.
      else if (best.across >= 0 && across - best.across > step) break
      ground += grayAt(along, across) - grayAt(along, across - step)
      sheet += grayAt(along, across + step) - grayAt(along, across)
    }
    if (best.across >= 0) places.push({ along: along - length / 2, across: best.across })
  }
  if (places.length < ON_EDGE * PLACES) return null
  const slopes: number[] = []
  for (const [i, a] of places.entries())
    for (const b of places.slice(i + PLACES / 6)) slopes.push((b.across - a.across) / (b.along - a.along))
  const slope = middleOf(slopes)
  const start = middleOf(places.map(({ along, across }) => across - slope * along))
  const on = places.filter(({ along, across }) => Math.abs(across - start - slope * along) <= OFF * dpi)
  if (on.length < ON_EDGE * PLACES) return null
  const isFirst = side === 'left' || side === 'top'
  return isFirst ? { slope, at: start - depth / 2 } : { slope: -slope, at: depth / 2 - 1 - start }
}
