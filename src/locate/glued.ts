/**
 * Figures printed without a gap between them: 21710000218 for 217 1 0 0 0 0 218. A run of digits is cut where the relations of the form
 * leave exactly one way, and nowhere else.
 */

import type { TableDef } from '../forms/define.js'
import { parseEquation, type Term } from '../forms/equation.js'
import { rules } from '../forms/rules.js'
import { squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'

/** A row with its figures as far as they are known: `run` where they are glued, `values` where they are parted. */
export interface GluedRow {
  readonly row: string
  readonly run: string | null
  readonly values: readonly number[] | null
}

/** More digits are no row of any report. */
const LONGEST = 40
/** Ways to cut one run, and combinations of rows, that are tried; where there are more, nothing is said. */
const MOST_CUTS = 400
const MOST_COMBINATIONS = 50_000

interface Sum {
  readonly total: readonly string[]
  readonly parts: readonly string[]
}

const idsOf = (terms: readonly Term[]): string[] => terms.map(({ id }) => id)

/** The equations of a table that have no other sign than plus. */
function sumsOf(table: string, edition: string, each: 'row' | 'column'): Sum[] {
  return rules.flatMap((rule): Sum[] => {
    if (rule.table !== table || rule.each !== each || (rule.edition && rule.edition !== edition)) return []
    const { left, op, right, constant } = parseEquation(rule.equation)
    if (op !== '=' || constant !== 0 || [...left, ...right].some(({ sign }) => sign < 0)) return []
    return [{ total: idsOf(left), parts: idsOf(right) }]
  })
}

/**
 * Cut the glued rows of a table of several columns whose last one is the total of the others.
 *
 * @returns By row id, the digits of every column; rows that can be cut in no way, or in more than one, are not in it.
 */
export function cutRows(def: TableDef, edition: string, rows: readonly GluedRow[]): Map<string, readonly string[]> {
  const columns = def.blocks[0]?.columns.map(({ id }) => id) ?? []
  const [sum] = sumsOf(def.table, edition, 'row')
  const result = new Map<string, readonly string[]>()
  if (sum?.total.length !== 1 || columns[columns.length - 1] !== sum.total[0]) return result
  const ways = new Map<string, (readonly string[])[]>()
  for (const { row, run } of rows) if (run !== null) ways.set(row, cuts(run, columns.length))
  const conflict = new Set<string>()
  const relations = sumsOf(def.table, edition, 'column')
  // Twice: what one relation tells narrows the others.
  for (let pass = 0; pass < 2; pass++) for (const relation of relations) narrow(relation, rows, ways, conflict)
  for (const [row, left] of ways) {
    const [only, ...others] = left
    if (only && others.length === 0 && !conflict.has(row)) result.set(row, only)
  }
  return result
}

/** All ways to cut a run into `n` numbers of which the last is the sum of the others; none where there are too many. */
export function cuts(run: string, n: number): (readonly string[])[] {
  if (run.length < n || run.length > LONGEST) return []
  const found: string[][] = []
  const parts: string[] = []
  let steps = 0
  const go = (at: number, sum: number): boolean => {
    if (++steps > 2_000_000 || found.length > MOST_CUTS) return false
    if (parts.length === n - 1) {
      const last = run.slice(at)
      if (String(sum) === last) found.push([...parts, last])
      return true
    }
    const left = n - 1 - parts.length
    // A number does not begin with 0 unless it is 0.
    const longest = run[at] === '0' ? 1 : run.length - at - left + 1
    for (let length = 1; length <= longest && at + length <= run.length - left; length++) {
      const value = Number(run.slice(at, at + length))
      // What remains must hold the total.
      if (String(sum + value).length > run.length - at - length - (left - 1)) break
      parts.push(run.slice(at, at + length))
      if (!go(at + length, sum + value)) return false
      parts.pop()
    }
    return true
  }
  return go(0, 0) && found.length <= MOST_CUTS ? found : []
}

/** Keep of every row the ways that some combination of all rows of a relation allows, in all columns at once. */
function narrow(
  { total, parts }: Sum,
  rows: readonly GluedRow[],
  ways: Map<string, (readonly string[])[]>,
  conflict: Set<string>,
): void {
  const signs = new Map([...total.map((id) => [id, 1] as const), ...parts.map((id) => [id, -1] as const)])
  const fixed: number[] = []
  const open: { row: string; sign: number; ways: readonly (readonly string[])[] }[] = []
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
export function runOf(values: readonly Cell[], columns: number): string | null {
  const filled = values.map((cell) => squeeze(cell.text)).filter((text) => text !== '')
  const [only] = filled
  return filled.length === 1 && only !== undefined && only.length >= columns && /^\d+$/.test(only) ? only : null
}

/** A glued cell → the cells of its columns, each with its place in the run. */
export function cutCell(cell: Cell, digits: readonly string[]): Cell[] {
  let at = 0
  return digits.map((text, i): Cell => {
    const { place } = cell
    const own = place && 'line' in place ? { ...place, offset: place.offset + at, length: text.length } : place
    at += text.length
    return { ...cell, col: cell.col + i, text, lines: [text], place: own, doubts: ['glued'] }
  })
}
