/** Rulings taken out of a picture, print that touches or crosses them left in. */

import type { Gray } from './gray.js'
import type { Stroke } from './rulings.js'

/** White over the rulings, in the picture and in its ink; both are changed in place. */
export function eraseStrokes(image: Gray, ink: Uint8Array, strokes: readonly Stroke[]): void {
  const { width, height, data } = image
  for (const { axis, at, from, to, thickness } of strokes) {
    const level = axis === 'horizontal'
    const along = level ? 1 : width
    const across = level ? width : 1
    const size = level ? height : width
    const length = level ? width : height
    const most = Math.ceil(thickness * 1.4) + 2
    const reach = Math.ceil(thickness / 2) + 3
    let centre = at
    for (let i = Math.max(0, from - 2); i < Math.min(length, to + 2); i++) {
      const base = i * along
      // The run of ink nearest to where the ruling was in the column before: it may drift with the paper.
      let best: { top: number; bottom: number } | null = null
      const low = Math.max(0, Math.floor(centre) - reach)
      const high = Math.min(size, Math.ceil(centre) + reach)
      for (let j = low; j < high; j++) {
        if (!ink[base + j * across]) continue
        let end = j
        while (end < size && ink[base + end * across]) end++
        let start = j
        while (start > 0 && ink[base + (start - 1) * across]) start--
        if (!best || Math.abs((start + end) / 2 - centre) < Math.abs((best.top + best.bottom) / 2 - centre))
          best = { top: start, bottom: end }
        j = end
      }
      if (!best) continue
      let { top, bottom } = best
      if (bottom - top > most) {
        // Print crosses the ruling here, or stands on it: what reaches far to both sides is left as it is.
        const over = centre - thickness / 2 - top
        const under = bottom - (centre + thickness / 2)
        if (over > 2 && under > 2) continue
        if (over > under) top = Math.max(top, Math.floor(centre - thickness / 2))
        else bottom = Math.min(bottom, Math.ceil(centre + thickness / 2))
        if (bottom - top > most || bottom <= top) continue
      } else centre += ((top + bottom) / 2 - centre) * 0.2
      for (let j = Math.max(0, top - 1); j < Math.min(size, bottom + 1); j++) {
        data[base + j * across] = 255
        ink[base + j * across] = 0
      }
    }
  }
}
