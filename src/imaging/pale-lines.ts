/** Long lines of a level page that are paler than the ink in which its rulings were found. */

import type { Gray } from './gray.js'
import { middleOf } from './middle.js'
import type { Stroke } from './rulings.js'

/** Share of the width or height of the page: so long is the ruling of a table, and no stroke of a letter. */
const LONG = 0.2
/** Inches: how far from a line there is paper, which says how much of the page is grain. */
const BESIDE = 0.035
/** Inches: a stroke this near is the line itself. */
const SAME = 0.02
/** Share of the pixels of paper that may be as dark as a line: with more, what is found is grain. */
const GRAIN = 0.02

/**
 * Whether there are rows or columns of pixels between `dark` and `pale`, along {@link LONG} more than those beside them, where no stroke is, on a page without much
 * grain of that kind.
 */
export function hasPaleLines(
  { width, height, data }: Gray,
  dark: number,
  pale: number,
  strokes: readonly Stroke[],
  dpi: number,
): boolean {
  const rows = new Uint32Array(height)
  const columns = new Uint32Array(width)
  for (let y = 0, i = 0; y < height; y++) {
    let count = 0
    for (let x = 0; x < width; x++, i++) {
      const value = data[i] as number
      if (value < dark || value >= pale) continue
      count++
      columns[x] = (columns[x] as number) + 1
    }
    rows[y] = count
  }
  if (middleOf([...rows]) > GRAIN * width) return false
  const beside = Math.max(3, Math.round(BESIDE * dpi))
  const isNew = (axis: Stroke['axis'], at: number, length: number): boolean =>
    !strokes.some(
      (one) =>
        one.axis === axis && Math.abs(one.at - at) <= SAME * dpi + one.thickness && one.to - one.from >= LONG * length,
    )
  const anyIn = (counts: Uint32Array, axis: Stroke['axis'], length: number): boolean => {
    // A thin line lies in two rows.
    const pair = (at: number): number => (counts[at] ?? 0) + (counts[at + 1] ?? 0)
    for (let at = beside; at + beside + 1 < counts.length; at++)
      if (pair(at) - Math.max(pair(at - beside), pair(at + beside)) >= LONG * length && isNew(axis, at + 1, length))
        return true
    return false
  }
  return anyIn(rows, 'horizontal', width) || anyIn(columns, 'vertical', height)
}
