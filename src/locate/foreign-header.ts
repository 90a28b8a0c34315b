/** Tables that have rows of the form below columns of their own: requests of this year and of last year side by side. */

import type { Candidate } from './located.js'
import { hasFigures, isBlank, isFigure, isLabel, type PrintedRow, printedRows } from './rows.js'

/** Columns that a table of several columns may have lost, and still be that of the form. */
const MOST_LOST = 1

/**
 * True where the header above the rows names other columns, each of the figures below one, and none of the form: 2022年, 2023年, 增减. Such a table is no copy
 * of the form, whatever its rows are called.
 */
export function hasForeignHeader({ def, rows, maps }: Candidate): boolean {
  const [block] = def.blocks
  const [map] = maps
  if (def.shape !== 'matrix' || !block || map?.columns.some(({ likeness }) => likeness > 0)) return false
  const printed = rows.flatMap((pair) => pair.printed)
  const [first] = printed
  const figures = Math.max(0, ...printed.map(({ own }) => own.filter(isFigure).length))
  if (!first || figures === 0 || figures > block.columns.length - 1 - MOST_LOST) return false
  const header = headerAbove(first)
  if (!header) return false
  const names = header.own.filter((cell) => !isBlank(cell))
  return names.length > 1 && names.every(isLabel) && (names.length === figures || names.length === figures + 1)
}

/** The line above the figures of a grid that has none itself. */
function headerAbove({ grid, index, block }: PrintedRow): PrintedRow | undefined {
  const above = printedRows(grid, block).slice(0, index)
  return above.findLast((row) => !hasFigures(row) && row.own.some((cell) => !isBlank(cell)))
}
