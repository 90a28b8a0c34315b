/** Rulings taken out of a picture, print that touches or crosses them left in. */

import type { Gray } from './gray.js'
import type { Stroke } from './rulings.js'

/**
 * White over the rulings, in the picture and in its ink; both are changed in place.
 *
 * @returns A bit for each pixel, the lowest first: 1 where ink was taken away.
 */
export function eraseStrokes(image: Gray, ink: Uint8Array, strokes: readonly Stroke[]): Uint8Array {
  const erased = new Uint8Array(Math.ceil(ink.length / 8))
  const { width, height, data } = image
  for (const { axis, at, from, to, thickness, band } of strokes) {
    const level = axis === 'horizontal'
    const along = level ? 1 : width
    const across = level ? width : 1
    const size = level ? height : width
    const length = level ? width : height
    const wipe = (base: number, top: number, bottom: number): void => {
      for (let j = Math.max(0, top - 1); j < Math.min(size, bottom + 1); j++) {
        const place = base + j * across
        data[place] = 255
        if (ink[place]) erased[place >> 3] = (erased[place >> 3] as number) | (1 << (place & 7))
        ink[place] = 0
      }
    }
    const [low, high] = [Math.max(0, band[0] - 1), Math.min(size, band[1] + 1)]
    let centre = at
    for (let i = Math.max(0, from - 2); i < Math.min(length, to + 2); i++) {
      const base = i * along
      for (let j = low; j < high; j++) {
        if (!ink[base + j * across]) continue
        let top = j
        let bottom = j
        while (bottom < size && ink[base + bottom * across]) bottom++
        while (top > 0 && ink[base + (top - 1) * across]) top--
        j = bottom
        if (top >= low && bottom <= high) {
          // All of it lies within the ruling.
          if (bottom - top <= thickness * 1.4 + 2) centre += ((top + bottom) / 2 - centre) * 0.2
          wipe(base, top, bottom)
          continue
        }
        // Print stands on the ruling here; where it crosses it to both sides, it is left as it is.
        const over = centre - thickness / 2 - top
        const under = bottom - (centre + thickness / 2)
        if (over > 2 && under > 2) continue
        const first = over > under ? Math.max(top, Math.floor(centre - thickness / 2)) : top
        const end = over > under ? bottom : Math.min(bottom, Math.ceil(centre + thickness / 2))
        if (end > first && end - first <= thickness * 1.4 + 2) wipe(base, first, end)
      }
    }
  }
  return erased
}
