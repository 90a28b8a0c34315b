/** Figures of a table that stand in the text and could not be told apart: the table was seen, and nothing in it is given. */

import { type Finding, note } from '../findings.js'
import type { TableId } from '../forms/define.js'
import { tableEditions } from '../forms/index.js'
import { canonical } from '../text/normalize.js'
import type { Block, Place } from '../types.js'
import { parseLabel } from './labels.js'
import type { LocatedTable } from './located.js'
import { isBlank } from './rows.js'

/** So many of the labels of a table, and such a share of them, show that it is there: a sentence names fewer. */
const FEWEST_LABELS = 4
const LABELS_SHARE = 0.4

/** The labels of the rows and columns of a table, in any of its editions, without their groups. */
const labels = new Map<TableId, readonly string[]>()

function labelsOf(table: TableId): readonly string[] {
  let known = labels.get(table)
  if (!known) {
    const defs = tableEditions(table).flatMap(({ def }) => def.blocks)
    const paths = defs.flatMap(({ rows, columns }) => [...rows, ...columns]).map(({ path }) => path[path.length - 1])
    known = [...new Set(paths.flatMap((text) => (text ? [parseLabel(text).core] : [])))]
    labels.set(table, known)
  }
  return known
}

const textOf = (block: Block): string =>
  block.kind === 'paragraph' ? block.text : block.cells.map(({ text }) => text).join(' ')

/** Numbers, without those of labels and headings: 1., （1）, 2023年. */
const FIGURE = /(?<![\d（(])\d+(?:\.\d+)?(?![\d.、．)）年月日])/g

/** What there is to say of tables that are not located at all, though their labels and figures stand in the text. */
export function seenTables(blocks: readonly Block[], missing: readonly TableId[]): Finding[] {
  if (missing.length === 0) return []
  const typed = blocks.filter(
    ({ place, ...block }) => place && 'line' in place && !('outside' in block && block.outside),
  )
  const texts = typed.map((block) => canonical(textOf(block)))
  return missing.flatMap((table): Finding[] => {
    const known = labelsOf(table)
    const holding = texts.map((text) => known.filter((label) => text.includes(label)))
    const seen = new Set(holding.flat())
    if (seen.size < Math.max(FEWEST_LABELS, known.length * LABELS_SHARE)) return []
    const from = holding.findIndex((own) => own.length > 0)
    const to = holding.findLastIndex((own) => own.length > 0)
    const figures = typed
      .slice(from, to + 2)
      .reduce((sum, block) => sum + (textOf(block).match(FIGURE)?.length ?? 0), 0)
    const place: Place | null = typed[from]?.place ?? null
    return figures < FEWEST_LABELS
      ? []
      : [note('locate/unplaced', { figures }, { table, places: place ? [place] : [] })]
  })
}

/** What there is to say of the cells of a located table that have no printed cell, and are of no row or column that is missing. */
export function unplacedCells(table: LocatedTable, named: ReadonlySet<string>): Finding[] {
  const cells = table.cells
    .filter((cell) => cell.cells.length === 0)
    .map(({ row, column }) => `${table.table}.${row}.${column}`)
    .filter((name) => !named.has(name))
  if (cells.length === 0) return []
  const given = table.cells.flatMap((cell) => cell.cells).filter((cell) => !isBlank(cell)).length
  return [
    note(
      'locate/unplaced',
      { figures: given },
      { table: table.table, instance: table.instance, cells, cause: 'unknown' },
    ),
  ]
}
