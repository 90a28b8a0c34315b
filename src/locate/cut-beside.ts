/**
 * A table that was cut between its columns: the first of them with the labels of the rows, and the others below or overleaf with the same labels
 * again (续表). Its parts are one table.
 */

import type { LocatedCell, LocatedTable } from './located.js'

/** Put parts together that have the same rows and no column in common, in the order of the columns. */
export function joinCutBeside(tables: readonly LocatedTable[]): LocatedTable[] {
  const joined: LocatedTable[] = []
  const gone = new Map<string, number>()
  for (const table of tables) {
    const at = joined.findLastIndex((one) => one.table === table.table)
    const before = joined[at]
    if (before && isRest(before, table)) {
      joined[at] = joinedOf(before, table)
      gone.set(table.table, (gone.get(table.table) ?? 0) + 1)
    } else joined.push({ ...table, instance: table.instance - (gone.get(table.table) ?? 0) })
  }
  return joined
}

function isRest(first: LocatedTable, second: LocatedTable): boolean {
  if (first.table !== 'applications' || first.edition !== second.edition) return false
  const [left, right] = [columnsOf(first), columnsOf(second)]
  if (left.size === 0 || right.size === 0 || first.missingColumns.length === 0) return false
  const order = [...new Set(first.cells.map(({ column }) => column))]
  const last = Math.max(...[...left].map((id) => order.indexOf(id)))
  return (
    [...right].every((id) => order.indexOf(id) > last) &&
    second.rows.map(({ row }) => row).join() === first.rows.map(({ row }) => row).join()
  )
}

/** Columns with a printed cell in any row. */
const columnsOf = ({ cells }: LocatedTable): ReadonlySet<string> =>
  new Set(cells.flatMap((cell) => (cell.cells.length > 0 ? [cell.column] : [])))

function joinedOf(first: LocatedTable, second: LocatedTable): LocatedTable {
  const own = columnsOf(second)
  return {
    ...first,
    cells: first.cells.map((cell, i): LocatedCell => (own.has(cell.column) ? (second.cells[i] ?? cell) : cell)),
    pages: [...new Set([...first.pages, ...second.pages])].sort((a, b) => a - b),
    extraRows: [...first.extraRows, ...second.extraRows],
    extraColumns: [...first.extraColumns, ...second.extraColumns],
    missingColumns: first.missingColumns.filter((id) => second.missingColumns.includes(id)),
    blocks: [...new Set([...first.blocks, ...second.blocks])],
  }
}
