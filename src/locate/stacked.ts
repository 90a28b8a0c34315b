/** Rows that stand below each other in the cells of one row, with a line break between: each a row of its own. */

import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import { splitOrdinal } from '../text/ordinal.js'
import type { Block, Cell, Grid } from '../types.js'

/**
 * A grid whose rows are as many rows as they have lines.
 *
 * @param heightOf How many rows stand below each other in the cells that begin in a row and reach no farther; 1 where it is one.
 */
export function unstacked(grid: Grid, heightOf: (cells: readonly Cell[]) => number): Grid {
  if (grid.ragged || grid.cells.every(({ lines }) => lines.length < 2)) return grid
  const rows: Cell[][] = Array.from({ length: grid.rows }, () => [])
  for (const cell of grid.cells) rows[cell.row]?.push(cell)
  const heights = rows.map((row) => heightOf(row.filter(({ rowSpan }) => rowSpan === 1)))
  if (heights.every((height) => height === 1)) return grid
  const starts = [0]
  for (const height of heights) starts.push((starts[starts.length - 1] ?? 0) + height)
  const start = (row: number): number => starts[row] ?? row
  const cells = grid.cells.flatMap((cell): Cell[] => {
    const height = heights[cell.row] ?? 1
    const first = start(cell.row)
    if (cell.rowSpan > 1 || height === 1 || cell.lines.length !== height)
      return [{ ...cell, row: first, rowSpan: start(cell.row + cell.rowSpan) - first }]
    return cell.lines.map((line, i) => ({ ...cell, row: first + i, text: line, lines: line ? [line] : [] }))
  })
  return {
    ...grid,
    rows: start(grid.rows),
    cells,
    rowPages: grid.rowPages.flatMap((page, r) => Array.from({ length: heights[r] ?? 1 }, () => page)),
    breaks: grid.breaks.map(start),
  }
}

/**
 * Tables of a form with such rows: labels that are numbered through, and figures below each other behind them. A cell with another number of lines than
 * there are labels reaches over all rows: which of them its figures are of, nothing says.
 */
export const unstackNumbered = (blocks: readonly Block[]): Block[] =>
  blocks.map((block) => (block.kind === 'grid' ? unstacked(block, numberedHeight) : block))

function numberedHeight(row: readonly Cell[]): number {
  const cells = [...row].sort((a, b) => a.col - b.col).filter(({ text }) => squeeze(text) !== '')
  const at = cells.findLastIndex(({ lines }) => lines.length > 1 && !lines.every((line) => looksLikeFigure(line)))
  const label = cells[at]
  const figures = cells.slice(at + 1)
  const height = label?.lines.length ?? 1
  if (!label || height < 2 || figures.length === 0) return 1
  const numbers = label.lines.map((line) => splitOrdinal(line).ordinal)
  const [first] = numbers
  const counts = numbers.every((one, i) => one && first && one.kind === first.kind && one.n === first.n + i)
  const stacked = figures.some(({ lines }) => lines.length > 1)
  return counts && stacked && figures.every(({ lines }) => lines.every((line) => looksLikeFigure(line))) ? height : 1
}
