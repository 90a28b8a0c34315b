/** Tables whose cells have frames of their own, with room between: what CSS calls separate borders, and Word spacing between cells. */

import { median } from '../geometry/cluster.js'
import type { Box } from '../types.js'
import type { Edge, Edges } from './edges.js'

/** So many frames make a table; that share of them has another one beside or below. */
const FEWEST = 6
const MOST = 2_000
const BESIDE = 0.6
/** Points: frames further apart are boxes of their own. The room between is lower than the lowest frame by this share. */
const WIDEST = 10
const LOWER = 0.6
/** Frames stand beside each other that share so much of their side. */
const ALIGNED = 0.5

/**
 * The room between the frames of single cells, in points; null where a page has no such table.
 *
 * @param parts Edges that meet, as `components` gives them.
 */
export function roomBetweenFrames(parts: readonly Edges[]): number | null {
  const frames = parts.flatMap(({ across, down }): Box[] => {
    const places = (edges: readonly Edge[]): number[] => edges.map(({ at }) => at).sort((a, b) => a - b)
    const [top, bottom, more] = places(across)
    const [x0, x1, others] = places(down)
    if (top === undefined || bottom === undefined || x0 === undefined || x1 === undefined) return []
    return more === undefined && others === undefined ? [{ x0, x1, top, bottom }] : []
  })
  if (frames.length < FEWEST || frames.length > MOST) return null
  const beside = frames.map((frame) => nearest(frame, frames, 'x'))
  const below = frames.map((frame) => nearest(frame, frames, 'y'))
  const neighbours = frames.filter((_, i) => beside[i] !== null || below[i] !== null).length
  if (neighbours < Math.max(FEWEST - 1, frames.length * BESIDE)) return null
  const rooms = [beside, below].map((gaps) => gaps.filter((gap) => gap !== null))
  const room = Math.max(...rooms.map((gaps) => (gaps.length > 0 ? median(gaps) : 0)))
  const lowest = Math.min(...frames.map(({ top, bottom }) => bottom - top))
  return room <= lowest * LOWER ? room : null
}

/** From a frame to the next one to its right or below it; null where there is none near. */
function nearest(frame: Box, frames: readonly Box[], along: 'x' | 'y'): number | null {
  const sides = ({ x0, x1, top, bottom }: Box) =>
    along === 'x' ? { begin: x0, end: x1, low: top, high: bottom } : { begin: top, end: bottom, low: x0, high: x1 }
  const own = sides(frame)
  let least: number | null = null
  for (const one of frames) {
    const other = sides(one)
    const gap = other.begin - own.end
    if (gap < 0 || gap > (least ?? WIDEST)) continue
    const shared = Math.min(own.high, other.high) - Math.max(own.low, other.low)
    if (shared >= Math.min(own.high - own.low, other.high - other.low) * ALIGNED) least = gap
  }
  return least
}
