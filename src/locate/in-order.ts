/**
 * Figures in an order that a tool has left them in → the rows and columns of a table.
 *
 * Tools that follow the columns of a page give the figures of a table row by row in one place and column by column in another, and its labels
 * somewhere else. What is left is their order and their number. A table is read as bands: some rows below each other, each band row by row, or column
 * by column, or in groups of columns that are one or the other. Every sum of every row prunes the bands, every sum of every column the whole; where
 * that leaves one way only, each figure has its cell.
 */

import type { TableDef } from '../forms/define.js'
import { parseEquation, type Term } from '../forms/equation.js'
import { squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'
import { type RowSum, rowSums, rulesOf, sumsOf } from './sums.js'

/** By row and column of the form, the figures that may stand there: one where all ways agree. */
export type Arrangement = readonly (readonly (readonly Cell[])[])[]

/** Ways kept at a time; where there are more, the sums say too little. */
const MOST_WAYS = 300
/** Rows with figures other than 0, and figures other than 0, without which the sums say nothing. */
const FEWEST_ROWS = 3

/** A way to read the figures so far: rows of indices. */
type Rows = readonly (readonly number[])[]

/** What a figure counts as in a sum; null for what is no number. */
function numberIn({ text }: Cell): number | null {
  const plain = squeeze(text).normalize('NFKC').replaceAll(',', '')
  if (/^[-/—–]+$/.test(plain)) return 0
  return /^\d+$/.test(plain) ? Number(plain) : null
}

/**
 * Put figures in the rows and columns of a table of one block.
 *
 * @returns null where their number is not that of the cells, where a sum fails in every way, where too many ways are left, and where there is too little
 * in the table for its sums to tell anything.
 */
export function arrange(def: TableDef, edition: string, figures: readonly Cell[]): Arrangement | null {
  const [block, ...others] = def.blocks
  if (!block || others.length > 0) return null
  const line = def.shape === 'line'
  const columns = block.columns.map(({ id }) => id)
  const rows = line ? [''] : block.rows.map(({ id }) => id)
  if (figures.length !== rows.length * columns.length) return null
  const values = figures.map(numberIn)
  if (values.some((value) => value === null)) return null
  const numbers = values as readonly number[]
  const texts = figures.map(({ text }) => squeeze(text))
  const table: Given = {
    numbers,
    texts,
    width: columns.length,
    sums: rowSums(sumsOf(def.table, edition, 'row'), columns),
  }
  // Where all are the same, no order is wrong.
  const same = texts.every((text) => text === texts[0])
  if (same) return rows.map((_, r) => columns.map((_, c) => [figures[r * columns.length + c] as Cell]))
  const ways = line ? lines(table) : matrices(table, rows, relationsOf(def, edition))
  if (ways === null || ways.length === 0 || !says(table, ways[0] as Rows, line)) return null
  return rows.map((_, r) =>
    columns.map((_, c) => {
      const found = new Map<string, Cell>()
      for (const way of ways) {
        const index = way[r]?.[c] ?? 0
        if (!found.has(texts[index] ?? '')) found.set(texts[index] ?? '', figures[index] as Cell)
      }
      return [...found.values()]
    }),
  )
}

interface Given {
  readonly numbers: readonly number[]
  readonly texts: readonly string[]
  readonly width: number
  readonly sums: readonly RowSum[]
}

/** Whether there is enough in a table for its sums to tell where its figures stand. */
function says({ numbers }: Given, way: Rows, line: boolean): boolean {
  const filled = way.filter((row) => row.some((index) => numbers[index] !== 0)).length
  return line ? numbers.some((value) => value > 1) : filled >= FEWEST_ROWS
}

const addsUp = ({ numbers, sums }: Given, row: readonly number[]): boolean =>
  sums.every(({ total, parts }) => {
    const at = (column: number): number => numbers[row[column] ?? -1] ?? Number.NaN
    return at(total) === parts.reduce((sum, part) => sum + at(part), 0)
  })

/** Table 四: its columns side by side, or the kinds of cases below each other, column by column. */
function lines(table: Given): Rows[] {
  const all = table.numbers.map((_, i) => i)
  const kinds = table.sums.length
  const each = table.width / kinds
  const turned = all.map((i) => (i % each) * kinds + Math.floor(i / each))
  return unique(
    table,
    [all, turned].filter((row) => addsUp(table, row)).map((row) => [row]),
  )
}

/** The ways among some that read differently. */
function unique({ texts }: Given, ways: readonly Rows[]): Rows[] {
  const found = new Map<string, Rows>()
  for (const way of ways) {
    const key = way.map((row) => row.map((index) => texts[index]).join(' ')).join('|')
    if (!found.has(key)) found.set(key, way)
  }
  return [...found.values()]
}

/** A sum of whole rows, in each column: the rows on either side, with their signs. */
type Relation = readonly { readonly row: string; readonly sign: number }[]

function relationsOf(def: TableDef, edition: string): Relation[] {
  const terms = (side: readonly Term[], sign: number): Relation =>
    side.map((term) => ({ row: term.id, sign: sign * term.sign }))
  return rulesOf(def.table, edition, 'column').flatMap(({ equation }) => {
    const { left, op, right, constant } = parseEquation(equation)
    return op === '=' && constant === 0 ? [[...terms(left, 1), ...terms(right, -1)]] : []
  })
}

function matrices(table: Given, rows: readonly string[], relations: readonly Relation[]): Rows[] | null {
  const holds = (way: Rows): boolean =>
    relations.every((relation) =>
      Array.from({ length: table.width }, (_, c) =>
        relation.reduce(
          (sum, { row, sign }) => sum + sign * (table.numbers[way[rows.indexOf(row)]?.[c] ?? -1] ?? 0),
          0,
        ),
      ).every((sum) => sum === 0),
    )
  // Whole bands first: what they explain needs no groups of columns.
  for (const orders of [plainOrders(table.width), groupedOrders(table.width)]) {
    const ways = inBands(table, rows.length, orders)
    if (ways === null) return null
    const whole = ways.filter(holds)
    if (whole.length > 0) return whole
  }
  return []
}

/** Columns of a band that stand together, and whether they are written row by row. */
interface Group {
  readonly columns: number
  readonly byRow: boolean
}
type Order = readonly Group[]

const plainOrders = (width: number): Order[] => [[{ columns: width, byRow: false }]]

/** All ways to part the columns of a band into groups, each row by row or column by column. */
function groupedOrders(width: number): Order[] {
  if (width === 0) return [[]]
  return Array.from({ length: width }, (_, i) => i + 1).flatMap((columns) => {
    const kinds = columns === 1 ? [true] : [true, false]
    return kinds.flatMap((byRow) => groupedOrders(width - columns).map((rest): Order => [{ columns, byRow }, ...rest]))
  })
}

/** The rows of a band of `k` rows whose figures begin at `from`. */
function rowsOf(from: number, k: number, order: Order): number[][] {
  const rows: number[][] = Array.from({ length: k }, () => [])
  let at = from
  for (const { columns, byRow } of order) {
    for (let r = 0; r < k; r++)
      for (let c = 0; c < columns; c++) rows[r]?.push(at + (byRow ? r * columns + c : c * k + r))
    at += columns * k
  }
  return rows
}

/** All ways to read the figures as bands whose rows add up; null where there are too many. */
function inBands(table: Given, rows: number, orders: readonly Order[]): Rows[] | null {
  const upTo: Rows[][] = Array.from({ length: rows + 1 }, () => [])
  upTo[0] = [[]]
  for (let r = 0; r < rows; r++) {
    const before = unique(table, upTo[r] ?? [])
    if (before.length > MOST_WAYS) return null
    if (before.length === 0) continue
    for (let k = 1; r + k <= rows; k++) {
      const bands = orders
        .filter((order) => k > 1 || order === orders[0])
        .map((order) => rowsOf(r * table.width, k, order))
        .filter((band) => band.every((row) => addsUp(table, row)))
      for (const band of unique(table, bands)) for (const way of before) upTo[r + k]?.push([...way, ...band])
    }
  }
  return unique(table, upTo[rows] ?? [])
}
