/** Whether type leans, and whether it has lost its thin strokes. */

import type { Gray } from './gray.js'

/** Gray of ink, in pictures with white paper. */
const INK = 128
/** Gray from which on nothing is print, be it ever so thin. */
const PAPER = 215

/** How far the ink of a picture leans to the right: pixels aside for one up, by the slope of all of it about its middle; 0 where there is none. `ink` is the gray below which it is. */
export function leanOfInk({ width, height, data }: Gray, ink = INK): number {
  let [count, sx, sy, sxy, syy] = [0, 0, 0, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] as number) >= ink) continue
      count++
      sx += x
      sy += y
      sxy += x * y
      syy += y * y
    }
  }
  const spread = syy - (sy * sy) / Math.max(1, count)
  return spread > 0 ? -(sxy - (sx * sy) / count) / spread : 0
}

/** Whether the ink of a picture is in two parts side by side. */
export function isInHalves({ width, height, data }: Gray): boolean {
  let parts = 0
  let within = false
  for (let x = 0; x < width; x++) {
    let ink = false
    for (let y = 0; y < height && !ink; y++) ink = (data[y * width + x] as number) < PAPER
    if (ink && !within) parts++
    within = ink
  }
  return parts === 2
}
