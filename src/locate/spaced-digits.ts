/**
 * Digits of one figure that stand apart: 1 2 3 for 123, by a tool, or 1 057 for 1057, thousands by a blank. In a field of its own such a text is one figure or several, and the sums of the form
 * tell: where every row that has one adds up as whole figures, and none fails, they are whole figures.
 */

import type { TableId } from '../forms/define.js'
import type { Cell } from '../types.js'
import type { LocatedCell, LocatedTable } from './located.js'
import { sumsOf } from './sums.js'

const SPACED = /^(?:\d(?:[ \u3000]+\d)+|[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+)$/
/** So many rows say it. */
const ENOUGH = 3

const isSpaced = ({ cells }: LocatedCell): boolean => cells.length === 1 && SPACED.test(cells[0]?.text.trim() ?? '')

const marked = (cell: Cell): Cell => ({ ...cell, doubts: [...(cell.doubts ?? []), 'spaced'] })

/** What a cell holds if its digits are those of one figure; null where it is no figure. */
function valueIn({ cells, shared }: LocatedCell): number | null {
  const [cell, ...more] = cells
  if (!cell || shared || more.length > 0) return null
  const text = cell.text.replace(/\s+/g, '').normalize('NFKC')
  if (/^[-/—–]*$/.test(text)) return 0
  return /^\d+$/.test(text) ? Number(text) : null
}

/** Rows with such digits that add up, and those that do not. */
function trials({ table, edition, cells }: LocatedTable): { holding: number; failing: number } {
  const rows = new Map<string, Map<string, LocatedCell>>()
  for (const cell of cells) {
    const row = rows.get(cell.row) ?? new Map<string, LocatedCell>()
    rows.set(cell.row, row.set(cell.column, cell))
  }
  let [holding, failing] = [0, 0]
  for (const row of rows.values()) {
    if (![...row.values()].some(isSpaced)) continue
    for (const { total, parts } of sumsOf(table, edition, 'row')) {
      const sum = (ids: readonly string[]): number | null =>
        ids.reduce<number | null>((all, id) => {
          const cell = row.get(id)
          const value = cell ? valueIn(cell) : null
          return all === null || value === null ? null : all + value
        }, 0)
      const [a, b] = [sum(total), sum(parts)]
      if (a === null || b === null) continue
      if (a === b) holding++
      else failing++
    }
  }
  return { holding, failing }
}

const SUMMED: readonly TableId[] = ['applications', 'disputes']

/** The tables of a report, with such digits marked as those of one figure where its sums say so. */
export function joinSpaced(tables: readonly LocatedTable[]): readonly LocatedTable[] {
  if (!tables.some(({ cells }) => cells.some(isSpaced))) return tables
  let [holding, failing] = [0, 0]
  for (const table of tables.filter((one) => SUMMED.includes(one.table))) {
    const found = trials(table)
    holding += found.holding
    failing += found.failing
  }
  if (holding < ENOUGH || failing > 0) return tables
  return tables.map((table) => ({
    ...table,
    cells: table.cells.map((cell) =>
      isSpaced(cell) && !cell.shared ? { ...cell, cells: cell.cells.map(marked) } : cell,
    ),
  }))
}
