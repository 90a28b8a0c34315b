/** Photos of pages: rulings that lean, each by its place, because the camera was held askew. */

import type { Gray } from './gray.js'
import type { Stroke } from './rulings.js'

/**
 * How far the lines of a page lean. About the middle of the page, what should stand at (x, y) stands at
 * (x + (upright.mean + upright.change · x) · y, y + (level.mean + level.change · y) · x). `change` is one over pixels, or points.
 */
export interface Lean {
  readonly upright: Slope
  readonly level: Slope
}

export interface Slope {
  readonly mean: number
  readonly change: number
}

/** Inches: shorter rulings say nothing of an angle. */
const LONG = 1.2
/** Rulings of one direction that must be there. */
const FEWEST = 3
/** Inches by which a ruling leaves its row or column before anything is done: rulings may waver by less. */
const LEAVES = 0.02
/** More is no page that was photographed from above. */
const MOST = 0.06
/** Rows looked at in each end of a ruling. */
const END = 0.25

/** How the rulings lean, in pixels; null where they are straight, or too few. */
export function leanOf(
  strokes: readonly Stroke[],
  ink: Uint8Array,
  width: number,
  height: number,
  dpi: number,
): Lean | null {
  const along = (axis: Stroke['axis']): readonly Sample[] =>
    strokes.flatMap((stroke) => {
      if (stroke.axis !== axis || stroke.dashed || stroke.to - stroke.from < LONG * dpi) return []
      const slope = slopeOf(stroke, ink, width, height)
      const middle = axis === 'vertical' ? width / 2 : height / 2
      return slope === null ? [] : [{ at: stroke.at - middle, slope, length: stroke.to - stroke.from }]
    })
  const [down, across] = [along('vertical'), along('horizontal')]
  const leaves = [...down, ...across].some(({ slope, length }) => Math.abs(slope) * length > LEAVES * dpi)
  if (!leaves) return null
  const lean = { upright: slopeAlong(down), level: slopeAlong(across) }
  const steepest = Math.max(
    Math.abs(lean.upright.mean) + (Math.abs(lean.upright.change) * width) / 2,
    Math.abs(lean.level.mean) + (Math.abs(lean.level.change) * height) / 2,
  )
  const isFlat = Math.max(...[...down, ...across].map(({ length }) => steepest * length)) <= LEAVES * dpi
  return steepest > MOST || isFlat ? null : lean
}

interface Sample {
  readonly at: number
  readonly slope: number
  readonly length: number
}

/** How far a stroke moves aside for each pixel along; null where its ends cannot be seen. */
function slopeOf({ axis, from, to, band }: Stroke, ink: Uint8Array, width: number, height: number): number | null {
  const [first, end] = [Math.max(0, band[0] - 1), Math.min(axis === 'vertical' ? width : height, band[1] + 1)]
  const isInk = (along: number, across: number): boolean =>
    ink[axis === 'vertical' ? along * width + across : across * width + along] === 1
  const middleOf = (start: number, stop: number): number | null => {
    const middles: number[] = []
    for (let along = start; along < stop; along++) {
      let [sum, count] = [0, 0]
      for (let across = first; across < end; across++) {
        if (!isInk(along, across)) continue
        sum += across
        count++
      }
      // Where another ruling crosses, all is ink.
      if (count > 0 && (count < end - first - 2 || end - first < 6)) middles.push(sum / count)
    }
    middles.sort((a, b) => a - b)
    return middles.length < (stop - start) / 4 ? null : (middles[middles.length >> 1] as number)
  }
  const part = Math.floor((to - from) * END)
  const [a, b] = [middleOf(from, from + part), middleOf(to - part, to)]
  return a === null || b === null ? null : (b - a) / (to - from - part)
}

/** The slope by place, by least squares in which long rulings count most; level where there are too few. */
function slopeAlong(samples: readonly Sample[]): Slope {
  if (samples.length < FEWEST) return { mean: 0, change: 0 }
  let [weight, at, slope] = [0, 0, 0]
  for (const one of samples) {
    weight += one.length
    at += one.length * one.at
    slope += one.length * one.slope
  }
  at /= weight
  slope /= weight
  let [spread, common] = [0, 0]
  for (const one of samples) {
    spread += one.length * (one.at - at) ** 2
    common += one.length * (one.at - at) * (one.slope - slope)
  }
  const change = spread > 0 ? common / spread : 0
  return { mean: slope - change * at, change }
}

/** One lean after the other, as one: both are small. */
export const sumOf = (a: Lean, b: Lean): Lean => ({
  upright: { mean: a.upright.mean + b.upright.mean, change: a.upright.change + b.upright.change },
  level: { mean: a.level.mean + b.level.mean, change: a.level.change + b.level.change },
})

/** The picture turned clockwise by an angle in radians and its lines made straight, at once; corners that come in are white. */
export function straighten({ width, height, data }: Gray, { upright, level }: Lean, angle = 0): Gray {
  const out = new Uint8Array(data.length).fill(255)
  const cx = (width - 1) / 2
  const cy = (height - 1) / 2
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const isTurned = upright.mean === 0 && upright.change === 0 && level.mean === 0 && level.change === 0
  // What does not depend on the row, where lines do not lean.
  const across = Float64Array.from({ length: isTurned ? width : 0 }, (_, x) => cos * (x - cx))
  const down = Float64Array.from({ length: isTurned ? width : 0 }, (_, x) => -sin * (x - cx))
  for (let y = 0; y < height; y++) {
    const fromMiddle = y - cy
    const rise = level.mean + level.change * fromMiddle
    const [sinY, cosY] = [sin * fromMiddle, cos * fromMiddle]
    for (let x = 0; x < width; x++) {
      let sx: number
      let sy: number
      if (isTurned) {
        sx = (across[x] as number) + sinY + cx
        sy = (down[x] as number) + cosY + cy
      } else {
        const dx = x - cx + (upright.mean + upright.change * (x - cx)) * fromMiddle
        const dy = fromMiddle + rise * (x - cx)
        sx = cos * dx + sin * dy + cx
        sy = -sin * dx + cos * dy + cy
      }
      if (sx < 0 || sy < 0) continue
      const left = sx | 0
      const top = sy | 0
      if (left + 1 >= width || top + 1 >= height) continue
      const at = top * width + left
      const a = data[at] as number
      const b = data[at + 1] as number
      const c = data[at + width] as number
      const d = data[at + width + 1] as number
      if (a === b && c === d && a === c) {
        out[y * width + x] = a
        continue
      }
      const fx = sx - left
      const fy = sy - top
      out[y * width + x] = a + (b - a) * fx + (c - a + (d - c - b + a) * fx) * fy + 0.5
    }
  }
  return { width, height, data: out }
}
