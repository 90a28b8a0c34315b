/** The long form: one record a cell, in contract order. */

import type { FormDef, TableDef, TableId } from '../forms/define.js'
import { tableDef } from '../forms/index.js'
import type { FigureKind } from '../text/figures.js'
import type { Figure, Report, ReportTable } from './schema.js'

export interface ReportCell {
  readonly table: TableId
  readonly instance: number
  readonly scope: string | null
  readonly row: string
  readonly column: string
  readonly figure: Figure
}

/** Tables in the order of docs/cells.md. */
export const tableOrder = ['proactiveDisclosure', 'applications', 'disputes'] as const satisfies readonly (TableId &
  keyof Report)[]

export interface CellId {
  readonly row: string
  readonly column: string
}

/** Ids of all cells of a table of the form, in contract order, with what they hold. */
export function cellIds(def: TableDef): readonly FormCell[] {
  const known = idsOf.get(def)
  if (known) return known
  const ids = def.blocks.flatMap((block) =>
    block.rows.flatMap((row) =>
      block.columns.map((column): FormCell => {
        const kind = column.kind ?? 'count'
        const at = def.shape === 'line' ? column.id.lastIndexOf('.') : -1
        const id =
          at < 0 ? { row: row.id, column: column.id } : { row: column.id.slice(0, at), column: column.id.slice(at + 1) }
        return { ...id, kind, path: pathOf(id) }
      }),
    ),
  )
  idsOf.set(def, ids)
  return ids
}

/** A cell of a form: its ids, what it holds, and the keys that lead to it in a table of a report. */
export interface FormCell extends CellId {
  readonly kind: FigureKind
  readonly path: readonly string[]
}

/** Forms are made once and never change. */
const idsOf = new WeakMap<TableDef, readonly FormCell[]>()

const pathOf = ({ row, column }: CellId): readonly string[] => [...row.split('.'), column]

/** The name of a cell: `table.row.column`. */
export const cellName = (table: string, { row, column }: CellId): string => `${table}.${row}.${column}`

/** Look a figure up by its ids; undefined where the table has no such cell. */
export function figureAt(table: ReportTable, cell: CellId & { readonly path?: readonly string[] }): Figure | undefined {
  let at: unknown = table
  for (const key of cell.path ?? pathOf(cell)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string, unknown>)[key]
  }
  return at as Figure
}

/**
 * All cells of the recognised forms, null ones too, in contract order: the long form of docs/cells.md.
 *
 * @example
 * for (const { table, row, column, figure } of cellsOf(report)) console.log(table, row, column, figure.value)
 */
export function* cellsOf(report: Report): Generator<ReportCell> {
  for (const id of tableOrder) {
    for (const table of report[id]) {
      const def = tableDef(id, table.form as FormDef['edition'])
      if (!def) continue
      for (const cell of cellIds(def)) {
        const figure = figureAt(table, cell)
        const { row, column } = cell
        if (figure) yield { table: id, instance: table.instance, scope: table.scope, row, column, figure }
      }
    }
  }
  for (const { instance, scope, lines, columns, figures } of report.statistics) {
    for (const { row } of lines) {
      for (const { id: column } of columns) {
        const figure = figures[row]?.[column]
        if (figure) yield { table: 'statistics', instance, scope, row, column, figure }
      }
    }
  }
}
