/**
 * The figures of relations that do not hold, as another engine reads them. What both read alike is what the document holds; where they
 * differ, neither is given.
 */

import { doesNotHold, type Finding } from './findings.js'
import type { LocatedTable } from './locate/tables.js'
import { squeeze } from './text/normalize.js'

/** Cells of the tables of an input, each with the number of its report: `0 0 applications.received.total`. */
export type CellKey = string

const keyOf = (reading: number, instance: number, cell: string): CellKey => `${reading} ${instance} ${cell}`

type TracedTable = LocatedTable & { readonly reading: number }

/** The cells of all relations that do not hold. @param readings The findings of each report of an input. */
export function failingCells(readings: readonly { readonly findings: readonly Finding[] }[]): Set<CellKey> {
  const failing = new Set<CellKey>()
  for (const [reading, { findings }] of readings.entries())
    for (const { cells, suspects, instance } of findings.filter(doesNotHold))
      for (const cell of [...cells, ...suspects.map((one) => one.cell)])
        failing.add(keyOf(reading, instance ?? 0, cell))
  return failing
}

/** The pages on which cells stand. */
export function pagesOf(wanted: ReadonlySet<CellKey>, tables: readonly TracedTable[]): Set<number> {
  const pages = new Set<number>()
  for (const { reading, instance, table, cells } of tables)
    for (const { row, column, cells: printed } of cells)
      if (wanted.has(keyOf(reading, instance, `${table}.${row}.${column}`)))
        for (const { place } of printed) if (place && 'page' in place) pages.add(place.page)
  return pages
}

/** The cells that two readings of an input do not read alike, with the text of the second. */
export function differingCells(
  wanted: ReadonlySet<CellKey>,
  first: readonly TracedTable[],
  second: readonly TracedTable[],
): Map<CellKey, string> {
  const own = textsOf(first)
  const other = textsOf(second)
  const differing = new Map<CellKey, string>()
  for (const key of wanted) {
    const text = other.get(key)
    if (text !== undefined && own.has(key) && squeeze(text) !== squeeze(own.get(key) ?? '')) differing.set(key, text)
  }
  return differing
}

function textsOf(tables: readonly TracedTable[]): Map<CellKey, string> {
  return new Map(
    tables.flatMap(({ reading, instance, table, cells }) =>
      cells
        .filter(({ cells: printed }) => printed.length > 0)
        .map(({ row, column, cells: printed }): [CellKey, string] => [
          keyOf(reading, instance, `${table}.${row}.${column}`),
          printed.map(({ text }) => text).join(' '),
        ]),
    ),
  )
}

/** A table whose cells know what another engine read in them. */
export function withWitness<T extends LocatedTable>(
  table: T,
  reading: number,
  differing: ReadonlyMap<CellKey, string>,
): T {
  if (differing.size === 0) return table
  const cells = table.cells.map((cell) => {
    const text = differing.get(keyOf(reading, table.instance, `${table.table}.${cell.row}.${cell.column}`))
    const [first, ...rest] = cell.cells
    if (text === undefined || !first) return cell
    const doubtful = { ...first, doubts: [...(first.doubts ?? []), 'engines-differ' as const], alternatives: [text] }
    return { ...cell, cells: [doubtful, ...rest] }
  })
  return { ...table, cells }
}
