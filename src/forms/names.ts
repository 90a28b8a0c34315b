/** What people call a cell, a row or a table, in English and Chinese, from the labels of the forms. */

import type { ColumnDef, RowDef, TableId } from './define.js'
import { forms } from './index.js'

export type Language = 'en' | 'zh'

interface Names {
  readonly rows: Map<string, RowDef>
  readonly columns: Map<string, ColumnDef>
  readonly table: { readonly en: string; readonly zh: string }
}

let index: Map<string, Names> | null = null

function names(table: string): Names | undefined {
  if (!index) {
    index = new Map()
    for (const form of forms) {
      for (const def of form.tables) {
        const known = index.get(def.table) ?? { rows: new Map(), columns: new Map(), table: def.name }
        for (const block of def.blocks) {
          for (const row of block.rows) if (!known.rows.has(row.id)) known.rows.set(row.id, row)
          for (const column of block.columns) {
            if (!known.columns.has(column.id)) known.columns.set(column.id, column)
            // Columns of one id need not have one label: the amount of fees, the amount of procurement.
            for (const row of block.rows) {
              const cell = `${row.id}.${column.id}`
              if (!known.columns.has(cell)) known.columns.set(cell, column)
            }
          }
        }
        index.set(def.table, known)
      }
    }
  }
  return index.get(table)
}

export const tableName = (table: TableId | string, language: Language): string => names(table)?.table[language] ?? table

const lastOf = (path: readonly string[]): string => path[path.length - 1] ?? ''

export function rowName(table: string, row: string, language: Language): string {
  const known = names(table)
  const def = known?.rows.get(row)
  if (def) return language === 'en' ? def.gloss : lastOf(def.path)
  // Table 四: the row is the upper part of a column's labels.
  const column = [...(known?.columns.values() ?? [])].find((one) => one.id.startsWith(`${row}.`))
  if (!column) return row
  return language === 'en' ? (column.gloss.split(': ')[0] ?? row) : column.path.slice(0, -1).join('·')
}

export function columnName(table: string, row: string, column: string, language: Language): string {
  const known = names(table)
  const def = known?.columns.get(`${row}.${column}`) ?? known?.columns.get(column)
  if (!def) return column
  return language === 'en' ? (def.gloss.split(': ').pop() ?? column) : lastOf(def.path)
}

/** A name `table.row.column` taken apart; the column is the last part, the table the first. */
export function splitName(name: string): { table: string; row: string; column: string } {
  const parts = name.split('.')
  return { table: parts[0] ?? '', row: parts.slice(1, -1).join('.'), column: parts[parts.length - 1] ?? '' }
}

/** The words for a cell: received requests, total. */
export function cellTitle(name: string, language: Language): string {
  const { table, row, column } = splitName(name)
  const a = rowName(table, row, language)
  const b = columnName(table, row, column, language)
  return language === 'en' ? `${a}, ${b}` : `${a}·${b}`
}
