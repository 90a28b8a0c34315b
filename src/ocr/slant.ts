/** Slanted figures set upright: italic type, and what programs make of upright type. */

import type { GrayImage } from './engine.js'
import { findInk } from './picture.js'

/** How far figures lean at least and at most, pixels aside for one up. Italic type leans by 0.15 to 0.35. */
const LEANS = [0.1, 0.45] as const

/** The picture with its ink set upright; null where it does not lean to the right, or there is none. */
export function uprightCrop(image: GrayImage): GrayImage | null {
  const lean = leanOf(image)
  if (lean === null || lean < LEANS[0] || lean > LEANS[1]) return null
  const { width, height, data } = image
  const reach = Math.ceil((lean * height) / 2)
  const across = width + 2 * reach
  const out = new Uint8Array(across * height).fill(255)
  for (let y = 0; y < height; y++) {
    const aside = lean * (height / 2 - y)
    for (let x = 0; x < across; x++) {
      const at = x - reach + aside
      const left = Math.floor(at)
      if (left < 0 || left + 1 >= width) continue
      const [a, b] = [data[y * width + left] as number, data[y * width + left + 1] as number]
      out[y * across + x] = Math.round(a + (b - a) * (at - left))
    }
  }
  return { width: across, height, data: out }
}

/**
 * How far the pieces of a figure lean: the slope of their ink, each about its own middle, so that the digits of a number do not count as a
 * line that falls.
 */
function leanOf(image: GrayImage): number | null {
  const found = findInk(image)
  if ('empty' in found) return null
  const { width, height } = image
  const { mask } = found
  // Columns without ink part the digits, as far as they lean little; touching ones count as one.
  let [common, spread] = [0, 0]
  for (let from = 0; from < width; ) {
    const hasInk = (x: number): boolean => {
      for (let y = 0; y < height; y++) if (mask[y * width + x]) return true
      return false
    }
    if (!hasInk(from)) {
      from++
      continue
    }
    let to = from
    while (to < width && hasInk(to)) to++
    let [count, sx, sy, sxy, syy] = [0, 0, 0, 0, 0]
    for (let y = 0; y < height; y++) {
      for (let x = from; x < to; x++) {
        if (!mask[y * width + x]) continue
        count++
        sx += x
        sy += y
        sxy += x * y
        syy += y * y
      }
    }
    common += sxy - (sx * sy) / count
    spread += syy - (sy * sy) / count
    from = to
  }
  return spread > 0 ? -common / spread : null
}
