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
    // Digits of one number, set apart: each cell has those of its own.
    if (cell.lines.every((line) => SPACED_DIGITS.test(line))) {
      figures++
      continue
    }
    const counts = cell.lines.map((line) => line.split(/\s+/).filter(looksLikeFigure).length)
    const most = Math.max(0, ...counts)
    if (most >= 1) figures++
    if (most >= 2) crowded++
    // A whole row of figures, as the one line of table 四 without rules between its columns.
    if (most >= WHOLE_ROW) return true
  }
  return crowded >= 2 && crowded >= figures * 0.3
}

/** So many figures in one line of a cell are those of so many columns. */
const WHOLE_ROW = 5

const SPACED_DIGITS = /^\s*\d(?:\s+\d){1,3}\s*$/
