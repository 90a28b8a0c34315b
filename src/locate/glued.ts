/**
 * Figures printed without a gap between them: 21710000218 for 217 1 0 0 0 0 218. A run of digits is cut where the relations of the form
 * leave exactly one way, and nowhere else.
 */

import type { TableDef } from '../forms/define.js'
import { parseEquation, type Term } from '../forms/equation.js'
import type { Rule } from '../forms/rules.js'
import { squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'
import { type RowSum, rowSums, rulesOf, type Sum, sumsOf } from './sums.js'

/** A row with its figures as far as they are known: `run` where they are glued, `values` where they are parted. */
export interface GluedRow {
  readonly row: string
  /** Ids of its columns, in printed order. */
  readonly columns: readonly string[]
  readonly run: string | null
  readonly values: readonly number[] | null
}

/** The digits of every column, one way for each that the relations leave. */
export type Ways = readonly (readonly string[])[]

/** More digits are no row of any report. */
const LONGEST = 60
/** Ways to cut one run, and combinations of rows, that are tried; where there are more, nothing is said. */
const MOST_CUTS = 400
const MOST_STEPS = 400_000
const MOST_COMBINATIONS = 50_000

/** Whether the rules of a row that are no sums, such as `inForce >= issued - repealed`, allow a way to cut it. */
function allows(limits: readonly Rule[], row: string, ids: readonly string[], way: readonly string[]): boolean {
  return limits.every((rule) => {
    if (rule.rows && !rule.rows.includes(row)) return true
    const { left, op, right, constant } = parseEquation(rule.equation)
    if ([...left, ...right].some(({ id }) => !ids.includes(id))) return true
    const side = (terms: readonly Term[]): number =>
      terms.reduce((sum, { sign, id }) => sum + sign * Number(way[ids.indexOf(id)]), 0)
    const [a, b] = [side(left), side(right) + constant]
    return op === '=' ? a === b : op === '>=' ? a >= b : a <= b
  })
}

/**
 * Cut the glued rows of a table where the relations of the form tell how.
 *
 * A run with fewer digits than the row has columns says that blank cells left nothing, and then no run of the table can be cut; nor can one of a row without
 * sums where a row of the table is blank.
 *
 * @returns By row id, the ways that are left: one where the run is cut so, several where nothing tells which. Rows that can be cut in no way, or in more
 * than can be tried, are not in it.
 */
export function cutRows(def: TableDef, edition: string, rows: readonly GluedRow[]): Map<string, Ways> {
  const ways = new Map<string, Ways>()
  if (rows.some(({ run, columns }) => run !== null && run.length < columns.length)) return ways
  const blank = rows.some(({ run, values }) => run === null && values === null)
  const sums = sumsOf(def.table, edition, 'row')
  const limits = rulesOf(def.table, edition, 'row')
  for (const { row, columns, run } of rows) {
    if (run === null) continue
    const within = rowSums(sums, columns)
    if (within.length === 0 && blank && columns.length > 1) continue
    const all = cuts(run, columns.length, within)
    ways.set(
      row,
      all.filter((way) => allows(limits, row, columns, way)),
    )
  }
  const conflict = new Set<string>()
  const relations = sumsOf(def.table, edition, 'column')
  // Twice: what one relation tells narrows the others.
  for (let pass = 0; pass < 2; pass++) for (const relation of relations) narrow(relation, rows, ways, conflict)
  return new Map([...ways].filter(([row, left]) => left.length > 0 && !conflict.has(row)))
}

/** All ways to cut a run into `n` numbers with these sums; none where there are too many. */
export function cuts(run: string, n: number, sums: readonly RowSum[]): (readonly string[])[] {
  if (run.length < n || run.length > LONGEST || !/^\d+$/.test(run)) return []
  const found: string[][] = []
  const parts: string[] = []
  const totals = new Map(sums.map((sum) => [sum.total, sum.parts]))
  let steps = 0
  const go = (at: number): boolean => {
    if (++steps > MOST_STEPS || found.length > MOST_CUTS) return false
    const index = parts.length
    if (index === n) {
      if (at === run.length) found.push([...parts])
      return true
    }
    const left = n - index - 1
    const take = (length: number): boolean => {
      parts.push(run.slice(at, at + length))
      const on = go(at + length)
      parts.pop()
      return on
    }
    const summands = totals.get(index)
    if (summands) {
      const sum = String(summands.reduce((all, part) => all + Number(parts[part]), 0))
      return run.startsWith(sum, at) && run.length - at - sum.length >= left ? take(sum.length) : true
    }
    // A number does not begin with 0 unless it is 0; the last takes what is left.
    const most = run[at] === '0' ? 1 : run.length - at - left
    for (let length = left === 0 ? run.length - at : 1; length <= most; length++) if (!take(length)) return false
    return true
  }
  return go(0) && found.length <= MOST_CUTS ? found : []
}

/** Keep of every row the ways that some combination of all rows of a relation allows, in all columns at once. */
function narrow(
  { total, parts }: Sum,
  rows: readonly GluedRow[],
  ways: Map<string, Ways>,
  conflict: Set<string>,
): void {
  const signs = new Map([...total.map((id) => [id, 1] as const), ...parts.map((id) => [id, -1] as const)])
  const fixed: number[] = []
  const open: { row: string; sign: number; ways: Ways }[] = []
  for (const [id, sign] of signs) {
    const row = rows.find((one) => one.row === id)
    const own = ways.get(id)
    if (row?.values) for (const [i, value] of row.values.entries()) fixed[i] = (fixed[i] ?? 0) + sign * value
    else if (own && own.length > 0) open.push({ row: id, sign, ways: own })
    else return
  }
  if (open.length === 0 || open.reduce((all, one) => all * one.ways.length, 1) > MOST_COMBINATIONS) return
  const width = open[0]?.ways[0]?.length ?? 0
  const kept = open.map(() => new Set<readonly string[]>())
  const chosen: (readonly string[])[] = []
  const go = (i: number, sums: readonly number[]): void => {
    if (i === open.length) {
      if (sums.every((sum) => sum === 0)) for (const [k, way] of chosen.entries()) kept[k]?.add(way)
      return
    }
    const { sign, ways: own } = open[i] as (typeof open)[number]
    for (const way of own) {
      chosen[i] = way
      go(
        i + 1,
        sums.map((sum, c) => sum + sign * Number(way[c])),
      )
    }
  }
  go(
    0,
    Array.from({ length: width }, (_, c) => fixed[c] ?? 0),
  )
  for (const [k, { row }] of open.entries()) {
    const left = [...(kept[k] ?? [])]
    // A relation that no way fulfils says that the report is at odds with itself, or that a run is no row: nothing is certain then.
    if (left.length === 0) conflict.add(row)
    else ways.set(row, left)
  }
}

/** The one run of digits of a row that has no other figure. */
export function runOf(values: readonly Cell[]): string | null {
  const filled = values.map((cell) => squeeze(cell.text)).filter((text) => text !== '')
  const [only] = filled
  return filled.length === 1 && only !== undefined && /^\d+$/.test(only) ? only : null
}

/** A glued cell → the cells of its columns, each with its place in the run; where several ways are left, each with what it may hold. */
export function cutCell(cell: Cell, ways: Ways): Cell[] {
  const [only = [], ...others] = ways
  if (others.length > 0)
    return only.map(
      (_, i): Cell => ({
        ...cell,
        col: cell.col + i,
        candidates: [...new Set(ways.map((way) => Number(way[i])))].sort((a, b) => a - b),
      }),
    )
  let at = 0
  return only.map((text, i): Cell => {
    const { place } = cell
    const inside = place && 'line' in place ? { ...place, offset: place.offset + at, length: text.length } : place
    at += text.length
    return { ...cell, col: cell.col + i, text, lines: [text], place: inside, doubts: ['glued'] }
  })
}
