/**
 * Figures in the order of a text → rows, in bands: some rows below each other, each band row by row, or column by column, or in groups of columns that
 * are one or the other. What counts is that every row adds up.
 */

import type { RowSum } from './sums.js'

/** Ways kept at a time; where there are more, the sums say too little. */
const MOST_WAYS = 300

/** A way to read the figures so far: rows of indices. */
export type Rows = readonly (readonly number[])[]

/** The figures of a table in the order of the text, and the sums of its rows. */
export interface Given {
  readonly numbers: readonly number[]
  readonly texts: readonly string[]
  readonly width: number
  readonly sums: readonly RowSum[]
}

/** Asked many thousand times: plain loops. */
export function addsUp({ numbers, sums }: Given, row: readonly number[]): boolean {
  const at = (column: number): number => numbers[row[column] ?? -1] ?? Number.NaN
  for (const { total, parts } of sums) {
    let sum = 0
    for (const part of parts) sum += at(part)
    if (sum !== at(total)) return false
  }
  return true
}

/** The ways among some that read differently. */
export function unique({ texts }: Given, ways: readonly Rows[]): Rows[] {
  const found = new Map<string, Rows>()
  for (const way of ways) {
    const key = way.map((row) => row.map((index) => texts[index]).join(' ')).join('|')
    if (!found.has(key)) found.set(key, way)
  }
  return [...found.values()]
}

/** How a band is written: so many columns row by row, then the next ones. Columns one by one are those of a band that is written column by column. */
export type Order = readonly number[]

/** Column by column. */
export const byColumn = (width: number): Order => Array.from({ length: width }, () => 1)

const known = new Map<number, readonly Order[]>([[0, [[]]]])

/** All ways to part the columns of a band into groups. */
export function groupings(width: number): readonly Order[] {
  const made = known.get(width)
  if (made) return made
  const all = Array.from({ length: width }, (_, i) => i + 1).flatMap((columns) =>
    groupings(width - columns).map((rest): Order => [columns, ...rest]),
  )
  known.set(width, all)
  return all
}

/** The rows of a band of `k` rows whose figures begin at `from`; null where one of them does not add up. */
export function bandAt(table: Given, from: number, k: number, order: Order): number[][] | null {
  const rows: number[][] = []
  for (let r = 0; r < k; r++) {
    const row: number[] = []
    let at = from
    for (const columns of order) {
      for (let c = 0; c < columns; c++) row.push(at + r * columns + c)
      at += columns * k
    }
    if (!addsUp(table, row)) return null
    rows.push(row)
  }
  return rows
}

/** Up to which rows the figures can be read in bands that are written column by column: cheaper than all ways to do so. */
export function reachOf(table: Given, rows: number): boolean[] {
  const reach = Array.from({ length: rows + 1 }, (_, r) => r === 0)
  const order = byColumn(table.width)
  for (let r = 0; r < rows; r++)
    for (let k = 1; reach[r] && r + k <= rows; k++)
      if (!reach[r + k] && bandAt(table, r * table.width, k, order)) reach[r + k] = true
  return reach
}

/** All ways to read the figures as bands whose rows add up; null where there are too many. */
export function inBands(table: Given, rows: number, orders: readonly Order[]): Rows[] | null {
  const upTo: Rows[][] = Array.from({ length: rows + 1 }, () => [])
  upTo[0] = [[]]
  for (let r = 0; r < rows; r++) {
    const before = unique(table, upTo[r] ?? [])
    if (before.length > MOST_WAYS) return null
    if (before.length === 0) continue
    const from = r * table.width
    let same = true
    for (let k = 1; r + k <= rows; k++) {
      // Of one row there is one order, and of figures that are all the same.
      for (let i = from + (k - 1) * table.width; same && i < from + k * table.width; i++)
        same = table.texts[i] === table.texts[from]
      const tried = k > 1 && !same ? orders : orders.slice(0, 1)
      const bands = tried.flatMap((order) => {
        const band = bandAt(table, from, k, order)
        return band ? [band] : []
      })
      for (const band of unique(table, bands)) for (const way of before) upTo[r + k]?.push([...way, ...band])
      if ((upTo[r + k]?.length ?? 0) > MOST_WAYS * rows) return null
    }
  }
  return unique(table, upTo[rows] ?? [])
}
