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

export const addsUp = ({ numbers, sums }: Given, row: readonly number[]): boolean =>
  sums.every(({ total, parts }) => {
    const at = (column: number): number => numbers[row[column] ?? -1] ?? Number.NaN
    return at(total) === parts.reduce((sum, part) => sum + at(part), 0)
  })

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

/** All ways to part the columns of a band into groups. */
export function groupings(width: number): Order[] {
  if (width === 0) return [[]]
  return Array.from({ length: width }, (_, i) => i + 1).flatMap((columns) =>
    groupings(width - columns).map((rest): Order => [columns, ...rest]),
  )
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

/** All ways to read the figures as bands whose rows add up; null where there are too many. */
export function inBands(table: Given, rows: number, orders: readonly Order[]): Rows[] | null {
  const upTo: Rows[][] = Array.from({ length: rows + 1 }, () => [])
  upTo[0] = [[]]
  for (let r = 0; r < rows; r++) {
    const before = unique(table, upTo[r] ?? [])
    if (before.length > MOST_WAYS) return null
    if (before.length === 0) continue
    for (let k = 1; r + k <= rows; k++) {
      // Of one row there is one order.
      const tried = k > 1 ? orders : orders.slice(0, 1)
      const bands = tried.flatMap((order) => {
        const band = bandAt(table, r * table.width, k, order)
        return band ? [band] : []
      })
      for (const band of unique(table, bands)) for (const way of before) upTo[r + k]?.push([...way, ...band])
      if ((upTo[r + k]?.length ?? 0) > MOST_WAYS * rows) return null
    }
  }
  return unique(table, upTo[rows] ?? [])
}
