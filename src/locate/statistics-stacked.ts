/** Lines of a statistics table that stand below each other in the cells of one row: labels, units and figures, each with a line break between. */

import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import { startsWithOrdinal } from '../text/ordinal.js'
import type { Cell, Grid } from '../types.js'
import { candidates } from './statistics-tree.js'
import { isDash, isUnit, nameOf } from './statistics-words.js'

/**
 * A grid in which rows of stacked lines are rows of their own. A row is such a one where every cell has the same number of lines, and its labels are
 * known or numbered, or each line has its unit; in any other row lines that are gone, or figures on two lines, could not be told.
 */
export function unstacked(grid: Grid): Grid {
  const rows: Cell[][] = Array.from({ length: grid.rows }, () => [])
  for (const cell of grid.cells) rows[cell.row]?.push(cell)
  const heights = rows.map((row) => heightOf(row))
  if (heights.every((height) => height === 1) || grid.cells.some(({ rowSpan }) => rowSpan > 1)) return grid
  const starts: number[] = []
  let next = 0
  for (const height of heights) {
    starts.push(next)
    next += height
  }
  const cells = rows.flatMap((row, r) =>
    row.flatMap((cell): Cell[] => {
      const height = heights[r] ?? 1
      const first = starts[r] ?? 0
      if (height === 1) return [{ ...cell, row: first }]
      return Array.from({ length: height }, (_, i) => {
        const line = cell.lines[i] ?? ''
        return { ...cell, row: first + i, text: line, lines: line ? [line] : [] }
      })
    }),
  )
  return {
    ...grid,
    rows: next,
    cells,
    rowPages: grid.rowPages.flatMap((page, r) => Array.from({ length: heights[r] ?? 1 }, () => page)),
    breaks: grid.breaks.map((at) => starts[at] ?? at),
  }
}

/** How many lines stand below each other in the cells of a row; 1 where it is one line. */
function heightOf(row: readonly Cell[]): number {
  const filled = row.filter(({ text }) => squeeze(text) !== '')
  const [first, ...others] = filled
  const height = first?.lines.length ?? 1
  if (!first || height < 2 || others.length === 0 || others.some(({ lines }) => lines.length !== height)) return 1
  const told = others.every(({ lines }) => lines.every((line) => isUnit(line) || isDash(line) || looksLikeFigure(line)))
  const named = first.lines.every((line) => startsWithOrdinal(line) || candidates(nameOf(line)).length > 0)
  const counted = others.some(({ lines }) => lines.every((line) => isUnit(line) || isDash(line)))
  return told && (named || counted) ? height : 1
}
