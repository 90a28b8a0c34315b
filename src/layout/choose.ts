/** Lattice or stream: which of the two fits a place better. */

import { looksLikeFigure } from '../text/figures.js'
import type { Grid } from '../types.js'

/**
 * True where the lines of a grid do not part its columns: cells hold several figures side by side, as in a frame with
 * rules between the rows only. Such a place is read by alignment instead.
 */
export function needsStream(grid: Grid): boolean {
  let figures = 0
  let crowded = 0
  for (const cell of grid.cells) {
    const counts = cell.lines.map((line) => line.split(/\s+/).filter(looksLikeFigure).length)
    const most = Math.max(0, ...counts)
    if (most >= 1) figures++
    if (most >= 2) crowded++
  }
  return crowded >= 2 && crowded >= figures * 0.3
}
