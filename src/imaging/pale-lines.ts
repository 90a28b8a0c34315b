/** Long lines of a level page that are paler than the ink in which its rulings were found. */

import type { Gray } from './gray.js'
import type { Stroke } from './rulings.js'

/** Share of the width of the page: so much of a ruling of a table is pale. */
const LONG = 0.2
/** Inches: strokes of letters are shorter. */
const STROKE = 0.3
/** Inches: how far from a line there is paper; where there is not, it is a shade. */
const BESIDE = 0.035
/** Inches: a stroke this near is the line itself. */
const SAME = 0.02

/**
 * Whether there are rows with long runs of pixels that are paler than `dark` and darker than `pale`, along {@link LONG}, where no stroke of that length is. Of a
 * thin line half may be found and half of it not, where it passes from one row of pixels to the next. Lines between columns are drawn like those between rows.
 */
export function hasPaleLines(
  { width, height, data }: Gray,
  dark: number,
  pale: number,
  strokes: readonly Stroke[],
  dpi: number,
): boolean {
  const shortest = Math.round(STROKE * dpi)
  const rows = new Uint32Array(height)
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width
    for (let i = y * width; i < end; i++) {
      if ((data[i] as number) >= pale) continue
      const from = i
      let paler = 0
      for (; i < end && (data[i] as number) < pale; i++) if ((data[i] as number) >= dark) paler++
      if (i - from >= shortest) rows[y] = (rows[y] as number) + paler
    }
  }
  const [beside, least] = [Math.max(3, Math.round(BESIDE * dpi)), LONG * width]
  const isKnown = (at: number): boolean =>
    strokes.some(
      (one) =>
        one.axis === 'horizontal' && Math.abs(one.at - at) <= SAME * dpi + one.thickness && one.to - one.from >= least,
    )
  const count = (at: number): number => rows[at] ?? 0
  for (let at = 0; at < height; at++)
    if (count(at) - Math.max(count(at - beside), count(at + beside)) >= least && !isKnown(at + 0.5)) return true
  return false
}
