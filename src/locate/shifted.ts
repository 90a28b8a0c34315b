/** By alignment: columns that stand under the labels of others. */

import type { TableDef } from '../forms/define.js'
import type { LocatedCell } from './located.js'
import { isFigure } from './rows.js'

/** Rows in which it has to be seen, where the form has more than one. */
const LEAST_ROWS = 2

/**
 * Where most rows have several figures in one column, and others have none in any row, the labels do not stand above their figures: those between the column
 * with too many and the columns with none have moved. None of them is certain.
 */
export function withoutShifted(cells: readonly LocatedCell[], def: TableDef): readonly LocatedCell[] {
  let at = 0
  return def.blocks.flatMap((block) => {
    const { length } = block.columns
    const first = at
    const rows = block.rows.map((_, i) => cells.slice(first + i * length, first + (i + 1) * length))
    at += rows.length * length
    const moved = movedColumns(rows.filter((row) => row.some(({ method }) => method === 'stream')))
    return rows.flatMap((row) =>
      row.map((cell, i) => (moved.has(i) && cell.cells.length > 0 ? { ...cell, shared: true } : cell)),
    )
  })
}

function movedColumns(rows: readonly (readonly LocatedCell[])[]): ReadonlySet<number> {
  const moved = new Set<number>()
  const full = rows.map((row) => row.map(figuresIn)).filter((row) => row.some((figures) => figures > 0))
  const columns = [...(full[0] ?? []).keys()]
  const isEmpty = (column: number): boolean => full.every((row) => row[column] === 0)
  for (const column of columns) {
    const crowds = full.map((row) => row[column] ?? 0).filter((figures) => figures > 1)
    if (crowds.length * 2 <= full.length || (rows.length > 1 && crowds.length < LEAST_ROWS)) continue
    // So many columns have lost their figures to it at least: the nearest ones.
    const lost = columns
      .filter(isEmpty)
      .sort((a, b) => Math.abs(a - column) - Math.abs(b - column))
      .slice(0, Math.min(...crowds) - 1)
    for (const empty of lost) for (let i = Math.min(empty, column); i <= Math.max(empty, column); i++) moved.add(i)
  }
  return moved
}

/** Figures of a cell; three digits behind a blank are the rest of a number. */
function figuresIn({ cells }: LocatedCell): number {
  return cells
    .filter(isFigure)
    .flatMap(({ text }) => text.trim().split(/\s+/))
    .filter((part, i) => /\d/.test(part) && (i === 0 || !/^\d{3}$/.test(part))).length
}
