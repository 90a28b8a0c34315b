/** Turning pictures: quarter turns without loss, small angles by interpolation, and the angle that a page needs. */

import type { Gray } from './gray.js'
import { type Lean, straighten } from './lean.js'
import { nextInk, wordsIn } from './runs.js'

export type Quarter = 0 | 90 | 180 | 270

/** The picture turned clockwise by quarter turns. */
export function turn(image: Gray, quarter: Quarter): Gray {
  if (quarter === 0) return image
  const { width: w, height: h, data } = image
  if (quarter === 180) return { width: w, height: h, data: data.slice().reverse() }
  const out = new Uint8Array(data.length)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++)
      out[quarter === 90 ? x * h + h - 1 - y : (w - 1 - x) * h + y] = data[y * w + x] as number
  }
  return { width: h, height: w, data: out }
}

const STRAIGHT: Lean = { upright: { mean: 0, change: 0 }, level: { mean: 0, change: 0 } }

/** The picture turned clockwise by a small angle in radians about its middle; corners that come in are white. */
export const rotate = (image: Gray, angle: number): Gray => straighten(image, STRAIGHT, angle)

/** Pages lie askew by no more than this; more is a photo. */
const MOST = (6 * Math.PI) / 180

/** Coordinates that the search over all angles looks at. */
const WIDE = 24_000

/**
 * The clockwise angle, in radians, that makes lines of print and rulings level: at it the ink gathers in the fewest
 * rows (or columns). 0 where the page has too little ink to say.
 */
export function skewOf(ink: Uint8Array, width: number, height: number): number {
  // About 1000 pixels across are enough: half a pixel at the rim of the page is 0.06 degrees.
  const step = Math.max(1, Math.round(Math.max(width, height) / 1100))
  const cols = Math.ceil(width / step)
  const coarse = coarsen(ink, width, height, step)
  const points: number[] = []
  for (let i = 0; i < coarse.length; i++) {
    // The upper edges of ink, which rulings and lines of print have in common.
    if (!coarse[i] || coarse[i - cols]) continue
    points.push(((i % cols) + 0.5) * step - width / 2, (Math.floor(i / cols) + 0.5) * step - height / 2)
  }
  const thinned = points.length > 80_000 ? thin(points, Math.ceil(points.length / 80_000)) : points
  if (thinned.length < 400) return 0
  const bins = new Float64Array(Math.ceil((Math.hypot(width, height) / step) * 1.1) + 4)
  const score = (angle: number, points: readonly number[]): number => {
    bins.fill(0)
    const sin = Math.sin(angle)
    const cos = Math.cos(angle)
    const middle = bins.length / 2
    for (let i = 0; i + 1 < points.length; i += 2) {
      const at = ((points[i] as number) * sin + (points[i + 1] as number) * cos) / step + middle
      const low = Math.floor(at)
      const share = at - low
      bins[low] = (bins[low] as number) + 1 - share
      bins[low + 1] = (bins[low + 1] as number) + share
    }
    let sum = 0
    for (const count of bins) sum += count * count
    return sum
  }
  let best = 0
  const search = (around: number, reach: number, by: number, points: readonly number[]): void => {
    let top = score(best, points)
    for (let angle = around - reach; angle <= around + reach + 1e-9; angle += by) {
      const s = score(angle, points)
      if (s > top * (1 + 1e-6)) {
        top = s
        best = angle
      }
    }
  }
  const degree = Math.PI / 180
  // The wide search needs few points to see where it is.
  search(0, MOST, degree * 0.25, thin(thinned, Math.ceil(thinned.length / WIDE)))
  search(best, degree * 0.2, degree * 0.05, thinned)
  search(best, degree * 0.04, degree * 0.01, thinned)
  return Math.abs(best) > MOST + degree ? 0 : best
}

/** One pixel for a square of them: ink where any of them is. */
function coarsen(ink: Uint8Array, width: number, height: number, step: number): Uint8Array {
  if (step === 1) return ink
  const cols = Math.ceil(width / step)
  const coarse = new Uint8Array(cols * Math.ceil(height / step))
  const words = wordsIn(ink)
  for (let y = 0; y < height; y++) {
    const base = Math.floor(y / step) * cols
    const [from, end] = [y * width, (y + 1) * width]
    for (let at = nextInk(ink, words, from, end); at < end; at = nextInk(ink, words, at + 1, end))
      coarse[base + Math.floor((at - from) / step)] = 1
  }
  return coarse
}

function thin(points: readonly number[], by: number): readonly number[] {
  if (by <= 1) return points
  const out: number[] = []
  for (let i = 0; i + 1 < points.length; i += 2 * by) out.push(points[i] as number, points[i + 1] as number)
  return out
}
