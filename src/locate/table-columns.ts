/** The columns of a table, by their labels where they have places, else by their number. */

import type { BlockDef, ColumnDef, TableDef } from '../forms/define.js'
import { squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'
import { type ColumnMap, type ColumnMatch, countedColumns, isDisordered, placedColumns } from './columns.js'
import { bestLikeness, parseLabel } from './labels.js'
import { keyOf, last, type RowPair } from './located.js'
import { isBlank, isFigure, isLabel, type PrintedRow, valuesOf } from './rows.js'

export function columnsFor(
  def: TableDef,
  block: BlockDef,
  index: number,
  pairs: readonly RowPair[],
  printed: readonly PrintedRow[],
  threshold: number,
): ColumnMap | null {
  const map = labelledColumns(def, block, index, pairs, printed, threshold)
  const body = new Set(pairs.flatMap((pair) => pair.printed))
  return map &&
    isDisordered(
      block,
      printed.filter((row) => !body.has(row) && !row.own.some(isFigure)),
    )
    ? { ...map, disordered: true }
    : map
}

function labelledColumns(
  def: TableDef,
  block: BlockDef,
  index: number,
  pairs: readonly RowPair[],
  printed: readonly PrintedRow[],
  threshold: number,
): ColumnMap | null {
  const body = pairs.filter((pair) => pair.block === index).flatMap((pair) => pair.printed)
  const [first] = body
  if (!first)
    return def.shape === 'line' && pairs.length > 0 && !printed[0]?.grid.ragged
      ? placedColumns(block, printed, [], threshold)
      : null
  const placeOf = (row: PrintedRow): number => printed.findIndex((one) => keyOf(one) === keyOf(row))
  const at = placeOf(first)
  const before = pairs.filter((pair) => pair.block < index).flatMap((pair) => pair.printed)
  const from = Math.max(-1, ...before.map(placeOf)) + 1
  const above = printed.slice(from, Math.max(from, at)).filter((row) => !row.own.some(isFigure) && !isNumbering(row))
  if (first.grid.ragged) {
    if (def.shape === 'line') return countedLine(block, above, first, threshold)
    return countedColumns(block, above, fieldCounts(body))
  }
  const header = above.filter((row) => row.grid === first.grid)
  const placed = placedColumns(
    block,
    header,
    body.filter((row) => row.grid === first.grid),
    threshold,
  )
  if (placed.columns.some((column) => column.likeness > 0)) return placed
  // The header stands in another grid, before a page end that parted the two: its labels are counted instead.
  const counted = countedColumns(block, above, fieldCounts(body))
  return counted.score > 0 || body.every((row) => valuesOf(row).length === block.columns.length) ? counted : placed
}

/** The numbers of the columns below their labels: （1）（2）（3）. */
function isNumbering({ own }: PrintedRow): boolean {
  const numbers = own.map(({ text }) =>
    Number(/^[（(〔[]?(\d{1,2})[）)〕\]]?$/.exec(squeeze(text).normalize('NFKC'))?.[1] ?? 0),
  )
  const from = numbers.indexOf(1)
  return from >= 0 && from < 3 && numbers.length - from >= 3 && numbers.slice(from).every((n, i) => n === i + 1)
}

/** One line of counted values under counted labels: label and value stand at the same count, or all are there. */
function countedLine(block: BlockDef, header: readonly PrintedRow[], data: PrintedRow, threshold: number): ColumnMap {
  const values = valuesOf(data)
  const all = countedColumns(block, header, [values.length])
  const labelled = header.filter((row) => row.own.some(isLabel))
  const width = Math.max(0, ...labelled.map((row) => row.own.length))
  if (values.length === block.columns.length || width === 0) return { ...all, score: all.score }
  // As many fields as the header has: the columns have a place after all, with spans shown as empty fields.
  if (labelled.every((row) => Math.abs(row.own.length - width) <= 1) && Math.abs(width - data.own.length) <= 1) {
    const leafs = new Set(block.columns.map((column) => last(column.path)))
    const spread = labelled.map((row): PrintedRow => {
      const cells: Cell[] = []
      for (const cell of row.own) {
        const previous = cells[cells.length - 1]
        const leaf =
          previous !== undefined && [...leafs].some((text) => bestLikeness(parseLabel(previous.text), text) >= 0.75)
        if (isBlank(cell) && previous && !leaf) cells[cells.length - 1] = { ...previous, colSpan: previous.colSpan + 1 }
        else cells.push(cell)
      }
      return { ...row, cells, own: cells }
    })
    const map = placedColumns(block, spread, [data], threshold)
    if (map.columns.length >= 4) return map
  }
  // Fewer values than columns, and nothing says which are left out.
  return all
}

/**
 * Fields of values in every row. Rows of as many fields have their values in the same ones: behind the longest run of
 * labels among them.
 */
function fieldCounts(rows: readonly PrintedRow[]): number[] {
  const fewest = new Map<number, number>()
  for (const row of rows) {
    const width = row.own.length
    fewest.set(width, Math.min(fewest.get(width) ?? width, valuesOf(row).length))
  }
  return rows.map((row) => fewest.get(row.own.length) ?? 0)
}

/**
 * Whether a column whose label is none of the form stands in the turn of one that was not found: it may be the same under another name, and its cells are
 * not absent.
 */
export function isRenamed(column: ColumnDef, map: ColumnMap, block: BlockDef): boolean {
  const at = block.columns.indexOf(column)
  const order = (one: ColumnMatch): number => block.columns.indexOf(one.column)
  const from = Math.max(map.valueStart, ...map.columns.filter((one) => order(one) < at).map(({ to }) => to))
  const to = Math.min(...map.columns.filter((one) => order(one) > at).map((one) => one.from))
  const isBetween = block.columns.length > map.columns.length && Number.isFinite(to)
  return isBetween && map.unmatched.some((one) => one.label !== '' && one.from >= from && one.to <= to)
}
