/** What there is to say of a located table, and what stands above it. */

import { type Finding, note } from '../findings.js'
import { squeeze } from '../text/normalize.js'
import type { Block } from '../types.js'
import { parseLabel } from './labels.js'
import type { LocatedCell, LocatedTable } from './located.js'
import { isBlank, type PrintedRow } from './rows.js'
import { unplacedCells } from './unplaced.js'

/** A line right above the table that says whose figures it holds. */
export function captionBefore(blocks: readonly Block[], index: number, first: PrintedRow | undefined): string | null {
  if (first && first.index > 0) return null
  const before = blocks[index - 1]
  if (before?.kind !== 'paragraph') return null
  const text = squeeze(before.text)
  if (text.length > 40 || /[。；;]$/.test(text) || /^\(?单位[:：]/.test(text.normalize('NFKC'))) return null
  const label = parseLabel(before.text)
  if (label.ordinal?.kind === 'han' || SECTION_WORDS.test(text)) return null
  return before.text.trim()
}

const SECTION_WORDS = /政府信息情况|申请情况|行政复议|报告$|^[-—\d\s]+$/

export function notesOf(table: LocatedTable): Finding[] {
  const notes: Finding[] = []
  const base = { table: table.table, instance: table.instance }
  const cellName = (row: string, column: string): string => `${table.table}.${row}.${column}`
  const absent = (of: (cell: LocatedCell) => boolean): string[] =>
    table.cells.filter((cell) => cell.cells.length === 0 && of(cell)).map((cell) => cellName(cell.row, cell.column))
  if (table.missingRows.length > 0) {
    notes.push(
      note(
        'locate/row-missing',
        { rows: table.missingRows },
        { ...base, cells: absent(({ row }) => table.missingRows.includes(row)), cause: 'unknown' },
      ),
    )
  }
  if (table.missingColumns.length > 0) {
    notes.push(
      note(
        'locate/column-missing',
        { columns: table.missingColumns },
        {
          ...base,
          cells: absent(
            ({ row, column }) =>
              !table.missingRows.includes(row) &&
              (table.missingColumns.includes(column) || table.missingColumns.includes(`${row}.${column}`)),
          ),
          cause: 'unknown',
        },
      ),
    )
  }
  for (const row of table.extraRows) {
    notes.push(
      note(
        'locate/row-unmatched',
        { label: row.label, texts: row.texts },
        { ...base, places: row.place ? [row.place] : [] },
      ),
    )
  }
  for (const column of table.extraColumns)
    notes.push(note('locate/column-unmatched', { label: column.label, texts: column.texts }, base))
  notes.push(...unplacedCells(table, new Set(notes.flatMap(({ cells }) => cells))))
  const rowCells = (row: string): string[] =>
    table.cells.filter((cell) => cell.row === row).map((cell) => cellName(cell.row, cell.column))
  for (const row of table.rows) {
    const places = row.place ? [row.place] : []
    if (row.label === null && table.table !== 'disputes')
      notes.push(note('locate/label-lost', { row: row.row }, { ...base, cells: rowCells(row.row), places }))
    else if (row.label !== null && row.likeness < 1) {
      notes.push(
        note('locate/label-typo', { row: row.row, label: row.label }, { ...base, cells: rowCells(row.row), places }),
      )
    }
  }
  for (const cell of table.cells) {
    if (!cell.shared || cell.cells.every(isBlank)) continue
    notes.push(
      note(
        'cell/shared',
        { text: cell.cells.map((one) => one.text).join(' ') },
        {
          ...base,
          cells: [cellName(cell.row, cell.column)],
          places: cell.cells.flatMap((one) => (one.place ? [one.place] : [])),
          cause: 'reading',
        },
      ),
    )
  }
  return notes
}
