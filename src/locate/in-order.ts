/**
 * Figures in an order that a tool has left them in → the rows and columns of a table.
 *
 * Tools that follow the columns of a page give the figures of a table row by row in one place and column by column in another, and its labels
 * somewhere else. What is left is their order and their number. A table is read as bands: some rows below each other, each band row by row, or column
 * by column, or in groups of columns that are one or the other. Every sum of every row prunes the bands, every sum of every column the whole; where
 * that leaves one way only, each figure has its cell. The same is tried for each place that one figure may have moved to, or that one is missing at, or
 * where one that is none of the table may stand.
 */

import type { TableDef } from '../forms/define.js'
import { parseEquation, type Term } from '../forms/equation.js'
import { parseFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'
import { addsUp, byColumn, type Given, groupings, inBands, type Rows, reachOf, unique } from './bands.js'
import { LOST, ordersOf } from './one-astray.js'
import { rowSums, rulesOf, sumsOf } from './sums.js'

/** By row and column of the form, the figures that may stand there: one where all ways agree, none where it is lost. */
export type Arrangement = readonly (readonly (readonly Cell[])[])[]

/** Rows with figures other than 0 without which the sums say nothing. */
const FEWEST_ROWS = 3

/** What a figure counts as in a sum, one with a letter for a digit too, which is not given so; null for what is no number. */
function numberIn({ text }: Cell): number | null {
  const { state, value, candidates } = parseFigure(text, 'count')
  if (state === 'filler') return 0
  const [only, ...others] = candidates
  return value ?? (others.length === 0 ? (only ?? null) : null)
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
  const short = rows.length * columns.length - figures.length
  if (line ? short !== 0 : Math.abs(short) > 1) return null
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
  if (same && short !== 0) return null
  if (same) return rows.map((_, r) => columns.map((_, c) => [figures[r * columns.length + c] as Cell]))
  const ways = line ? lines(table) : matrices(table, rows, relationsOf(def, edition))
  if (ways === null || ways.length === 0 || !says(table, ways[0] as Rows, line)) return null
  return rows.map((_, r) =>
    columns.map((_, c) => {
      const found = new Map<string, Cell>()
      for (const way of ways) {
        const figure = figures[way[r]?.[c] ?? LOST]
        // One that was lost is none of those that are there.
        if (!figure) return []
        if (!found.has(squeeze(figure.text))) found.set(squeeze(figure.text), figure)
      }
      return [...found.values()]
    }),
  )
}

/** Whether there is enough in a table for its sums to tell where its figures stand. */
function says({ numbers }: Given, way: Rows, line: boolean): boolean {
  const filled = way.filter((row) => row.some((index) => numbers[index] !== 0)).length
  return line ? numbers.some((value) => value > 1) : filled >= FEWEST_ROWS
}

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
  const addUp = (numbers: readonly number[], way: Rows): boolean =>
    relations.every((relation) =>
      Array.from({ length: table.width }, (_, c) =>
        relation.reduce((sum, { row, sign }) => sum + sign * (numbers[way[rows.indexOf(row)]?.[c] ?? -1] ?? 0), 0),
      ).every((sum) => sum === 0),
    )
  const holds = (way: Rows): boolean => addUp(table.numbers, way)
  const plain = [byColumn(table.width)]
  const complete = table.numbers.length === rows.length * table.width
  // Each total is its parts once more, so all figures together are twice something, in whatever order.
  const [sum, ...more] = table.sums
  const whole = sum !== undefined && more.length === 0 && sum.parts.length + 1 === table.width
  if (complete && whole && table.numbers.reduce((a, b) => a + b, 0) % 2 !== 0) return []
  // Whole bands first: what they explain needs no groups of columns.
  for (const orders of complete ? [plain, groupings(table.width)] : []) {
    const ways = inBands(table, rows.length, orders)
    if (ways === null) return null
    const fitting = ways.filter(holds)
    if (fitting.length > 0) return fitting
  }
  // One figure that stands elsewhere, or is none of the table, or is lost.
  const found = ordersOf(table, rows.length).flatMap((order) => {
    const own: Given = {
      ...table,
      numbers: order.map(({ index, value }) => (index === LOST ? value : (table.numbers[index] ?? 0))),
      texts: order.map(({ index }) => (index === LOST ? '?' : (table.texts[index] ?? ''))),
    }
    if (!reachOf(own, rows.length)[rows.length]) return []
    const back = (at: number): number => order[at]?.index ?? LOST
    const wholly = (way: Rows): boolean => addUp(own.numbers, way)
    return (inBands(own, rows.length, plain) ?? []).filter(wholly).map((way): Rows => way.map((row) => row.map(back)))
  })
  return unique(table, found)
}
