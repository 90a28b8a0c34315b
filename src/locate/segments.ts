/** Printed rows → stretches that belong to one table each. */

import type { TableDef, TableId } from '../forms/define.js'
import { tableEditions } from '../forms/index.js'
import type { Block } from '../types.js'
import { likeness, parseLabel } from './labels.js'
import { hasFigures, isLabel, type PrintedRow, printedRows } from './rows.js'

export interface Segment {
  readonly table: TableId
  readonly rows: readonly PrintedRow[]
}

const tables: readonly TableId[] = ['proactiveDisclosure', 'applications', 'disputes']

interface Word {
  readonly table: TableId
  /** The first row of the form, or its first header: seen again, it begins another copy of the table. */
  readonly first: boolean
}

/** Labels by which a row is known to belong to a table; null where several tables have the label. */
const vocabulary: ReadonlyMap<string, Word | null> = buildVocabulary()
const longWords = [...vocabulary].filter((entry): entry is [string, Word] => entry[1] !== null && entry[0].length >= 4)

function buildVocabulary(): Map<string, Word | null> {
  const words = new Map<string, Word | null>()
  const add = (text: string, word: Word): void => {
    const { core } = parseLabel(text)
    const known = words.get(core)
    if (known === null || (known && known.table !== word.table)) words.set(core, null)
    else words.set(core, { table: word.table, first: word.first || (known?.first ?? false) })
  }
  for (const table of tables) {
    for (const { def } of tableEditions(table)) {
      for (const [b, block] of def.blocks.entries()) {
        if (block.title) add(block.title, { table, first: b === 0 })
        if (block.stubHead) add(block.stubHead, { table, first: false })
        for (const column of block.columns)
          for (const text of [...column.path, ...(column.aliases ?? []), ...wholes(column.path)])
            add(text, { table, first: false })
        for (const [r, row] of block.rows.entries()) {
          for (const text of row.path) add(text, { table, first: false })
          const own = row.path[row.path.length - 1]
          for (const text of [own, ...(row.aliases ?? [])]) if (text) add(text, { table, first: b === 0 && r === 0 })
        }
      }
    }
  }
  return words
}

/** Labels of columns that name their groups too: 行政复议结果维持. */
function wholes(path: readonly string[]): string[] {
  return path.slice(1).map((_, from) => path.slice(from).join(''))
}

/** The table that a label belongs to, if only one has it. */
function wordOf(text: string, threshold: number): Word | null {
  const label = parseLabel(text)
  const exact = vocabulary.get(label.core)
  if (exact !== undefined) return exact
  if (label.core.length < 4 || label.core.length > 80) return null
  let best: Word | null = null
  let most = Math.max(threshold, 0.7)
  for (const [core, word] of longWords) {
    if (Math.abs(core.length - label.core.length) > Math.max(core.length, label.core.length) * (1 - most)) continue
    const like = likeness(label, parseLabel(core))
    if (like > most) {
      most = like
      best = word
    }
  }
  return best
}

interface Classified {
  readonly row: PrintedRow
  readonly table: TableId | null
  readonly first: boolean
}

/**
 * Tell for every row of every grid to which table it belongs, and cut the list into stretches of one table. A stretch
 * may run over several grids (a table cut by a page end), and a grid may hold several stretches.
 */
export function findSegments(blocks: readonly Block[], threshold: number): Segment[] {
  const segments: { table: TableId; rows: PrintedRow[] }[] = []
  let lastGrid = -1
  for (const [b, block] of blocks.entries()) {
    if (block.kind !== 'grid') continue
    const rows = classify(printedRows(block, b), threshold)
    const known = rows.some(({ table }) => table !== null)
    const open = segments[segments.length - 1]
    if (!known) {
      // Nothing says what this is: the rest of a table whose labels are lost, if it directly follows one.
      if (open && lastGrid === b - 1 && rows.length > 0) open.rows.push(...rows.map(({ row }) => row))
      if (open && lastGrid === b - 1) lastGrid = b
      continue
    }
    lastGrid = b
    for (const [i, { row, table, first }] of rows.entries()) {
      const current = segments[segments.length - 1]
      const kind = table ?? following(rows, i)
      if (kind === null) continue
      const again =
        kind === 'disputes'
          ? headAgain(current?.rows ?? [], row)
          : first && restarts(current?.rows ?? [], row, kind, threshold)
      if (!current || current.table !== kind || again) {
        segments.push({ table: kind, rows: [...(again && current ? takeHead(current.rows, row) : []), row] })
      } else current.rows.push(row)
    }
  }
  return segments
}

function classify(rows: readonly PrintedRow[], threshold: number): Classified[] {
  let last: TableId | null = null
  return rows.map((row) => {
    const votes = new Map<TableId, number>()
    let first = false
    for (const cell of row.own) {
      if (!isLabel(cell)) continue
      const word = wordOf(cell.text, threshold)
      if (!word) continue
      votes.set(word.table, (votes.get(word.table) ?? 0) + 1)
      first ||= word.first
    }
    let table: TableId | null = null
    let most = 0
    for (const [id, count] of votes) {
      if (count > most || (count === most && id === last)) {
        table = id
        most = count
      }
    }
    if (table) last = table
    return { row, table: table ?? last, first }
  })
}

/** The table of the next row that is known: rows above the first known one are its header. */
function following(rows: readonly Classified[], index: number): TableId | null {
  for (let i = index + 1; i < rows.length; i++) if (rows[i]?.table) return rows[i]?.table ?? null
  return null
}

/** Rows of nothing but labels above the first row of another copy are its head: they are taken from the copy before. */
function takeHead(sofar: PrintedRow[], row: PrintedRow): PrintedRow[] {
  let from = sofar.length
  const isHead = (one: PrintedRow): boolean => {
    const labels = one.own.filter(isLabel)
    const wide = labels.some(({ col, colSpan }) => col > 0 && colSpan >= 3)
    return one.grid === row.grid && !hasFigures(one) && (labels.length >= 2 || wide)
  }
  while (from > 0 && isHead(sofar[from - 1] as PrintedRow)) from--
  return sofar.splice(from)
}

/** The head of table 四 behind its one row of figures begins another copy. In text that was torn it may stand anywhere. */
const headAgain = (sofar: readonly PrintedRow[], row: PrintedRow): boolean =>
  !row.grid.ragged &&
  !hasFigures(row) &&
  sofar.some(hasFigures) &&
  row.own.some((cell) => isLabel(cell) && parseLabel(cell.text).core === FIRST_HEAD)
const FIRST_HEAD = parseLabel('行政复议').core

/** A first row seen again after figures begins a new copy of the table; a header printed again does not. */
function restarts(sofar: readonly PrintedRow[], row: PrintedRow, table: TableId, threshold: number): boolean {
  const firsts = (one: PrintedRow): string[] =>
    one.own
      .filter((cell) => isLabel(cell) && (wordOf(cell.text, threshold)?.first ?? false))
      .map((cell) => parseLabel(cell.text).core)
  // The same label again: the row below a title that was torn from its block begins no copy.
  const again = new Set(firsts(row))
  const same = sofar.filter((one) => firsts(one).some((core) => again.has(core)))
  if (same.length === 0) return false
  const figures = sofar.filter(hasFigures).length
  // With figures here and there, each in a grid of its own, it is the first row of two tables, however short the one before is.
  const apart = hasFigures(row) && same.some((one) => one.grid !== row.grid && hasFigures(one))
  if (table === 'applications') return apart || sofar.length >= 8
  return figures >= 3 || (sofar.length >= 5 && !row.afterBreak)
}

export const definitionsOf = (table: TableId): readonly { edition: string; def: TableDef }[] => tableEditions(table)
