/**
 * Error localisation (Fellegi and Holt, 1976): all smallest sets of cells whose change satisfies every relation at once.
 *
 * A set of cells is feasible when the relations, with the cells of the set left open and all others as printed, have a
 * solution in whole numbers, none below zero where that cannot be. The search opens cells one by one. A relation that
 * does not hold and has no open cell must get one: it is what the search branches on. Opening a cell combines the
 * relations it stands in to ones that must hold whatever it is; they are branched on in their turn. So every feasible
 * set is reached, each one once, and sets of n cells are looked at only when there is none of n - 1.
 */

import { type Bounds, type Equality, solveIntegers } from './integers.js'
import {
  eliminate,
  type LinearRelation,
  type Meter,
  makeSystem,
  type Row,
  residual,
  type System,
  type Variable,
} from './system.js'

/** A cell of a set, and the only value that repairs; null where several do. */
export interface Change {
  readonly variable: number
  readonly value: number | null
}

export interface Localisation {
  /** The smallest sets, cells in their order; one empty set where all relations hold. */
  readonly sets: readonly (readonly Change[])[]
  /** False where the work did not suffice: there may be more sets than these, or none was found at all. */
  readonly complete: boolean
}

export interface Work {
  /** Numbers touched by the search, the same on every machine; ten million take about a tenth of a second. */
  readonly steps: number
  /** Sets that are kept. */
  readonly sets: number
  /** Where more cells than these must change, nothing is searched: such a table is another one, or was read wrong as a whole. */
  readonly cells: number
}

/** A table of 25 × 7 cells with 5 errors takes less than these steps, see `npm run bench`. */
export const defaultWork: Work = { steps: 12_000_000, sets: 300, cells: 7 }

/** The figures are whole, and their sums exact, up to here. */
const LARGEST = 2 ** 44

export function localise(
  cells: readonly Variable[],
  relations: readonly LinearRelation[],
  work: Work = defaultWork,
): Localisation {
  if (cells.some(({ value, free }) => !free && !(Number.isInteger(value) && Math.abs(value) <= LARGEST)))
    return { sets: [], complete: false }
  const meter: Meter = { left: work.steps }
  let root = makeSystem(cells, relations, meter)
  // What cannot be below zero and is must change, whatever else does.
  const must = cells.flatMap(({ value, free, signed }, i) => (!free && !signed && value < 0 ? [i] : []))
  for (const variable of must) root = eliminate(root, variable, meter)
  const search: Search = {
    cells,
    open: cells.map(({ free }) => free),
    shut: cells.map(() => false),
    chosen: [...must],
    found: [],
    meter,
    sets: work.sets,
    unsure: false,
    cut: false,
  }
  for (const variable of must) search.open[variable] = true
  const least = leastCells(root, search)
  if (least > work.cells) return { sets: [], complete: false }
  for (let more = least; ; more++) {
    search.cut = false
    visit(root, more, search)
    const complete = meter.left > 0 && search.found.length <= work.sets && !search.unsure
    // Where nothing was cut off for want of cells, no number of them helps: the relations contradict each other.
    if (search.found.length > 0 || !complete || !search.cut) return { sets: search.found.slice(0, work.sets), complete }
  }
}

interface Search {
  readonly cells: readonly Variable[]
  readonly open: boolean[]
  /** Cells that sets of this branch do not have: those with them were looked at before. */
  readonly shut: boolean[]
  readonly chosen: number[]
  readonly found: (readonly Change[])[]
  readonly meter: Meter
  readonly sets: number
  unsure: boolean
  /** A branch ended because its sets would be larger than those that are looked at. */
  cut: boolean
}

function visit(system: System, left: number, search: Search): void {
  const { meter } = search
  if (meter.left <= 0 || search.found.length > search.sets) return
  const broken = system.active.filter((row) => residual(row) !== 0)
  let choices: readonly number[]
  if (broken.length > 0) {
    meter.left -= broken.length * search.cells.length
    const supports = broken.map((row) => supportOf(row, search)).sort((a, b) => a.length - b.length)
    const [first] = supports
    if (!first || first.length === 0) return
    if (apart(supports, search.cells.length) > left) {
      search.cut = true
      return
    }
    choices = left === 1 ? first.filter((variable) => settles(variable, system, broken)) : first
    if (choices.length < first.length) search.cut = true
  } else {
    const answer = settle(system, search)
    if (answer.changes) {
      search.found.push(answer.changes)
      return
    }
    choices = [...new Set(answer.rows.flatMap((row) => supportOf(row, search)))].sort((a, b) => a - b)
    if (left === 0) {
      if (choices.length > 0) search.cut = true
      return
    }
  }
  const shut: number[] = []
  for (const variable of choices) {
    search.open[variable] = true
    search.chosen.push(variable)
    visit(eliminate(system, variable, meter), left - 1, search)
    search.chosen.pop()
    search.open[variable] = false
    search.shut[variable] = true
    shut.push(variable)
  }
  for (const variable of shut) search.shut[variable] = false
}

/** So many cells must change at least. */
function leastCells({ active }: System, search: Search): number {
  const supports = active.filter((row) => residual(row) !== 0).map((row) => supportOf(row, search))
  return apart(
    supports.sort((a, b) => a.length - b.length),
    search.cells.length,
  )
}

/** Cells of a row that may still be opened. */
function supportOf(row: Row, { open, shut }: Search): number[] {
  const support: number[] = []
  for (let i = 0; i < open.length; i++) if (row[i] !== 0 && !open[i] && !shut[i]) support.push(i)
  return support
}

/** So many cells are needed at least: relations without a common cell need one each. */
function apart(supports: readonly (readonly number[])[], cells: number): number {
  const used = new Uint8Array(cells)
  let count = 0
  for (const support of supports) {
    let shared = false
    for (const variable of support) if (used[variable]) shared = true
    if (shared) continue
    for (const variable of support) used[variable] = 1
    count++
  }
  return count
}

/** Whether one change of one cell makes all relations hold that do not, and leaves alone those that do. */
function settles(variable: number, { active }: System, broken: readonly Row[]): boolean {
  const [first] = broken as [Row, ...Row[]]
  const a = first[variable] as number
  const r = residual(first)
  return active.every((row) => residual(row) * a === r * (row[variable] as number))
}

/** All relations hold. Are there whole numbers for the open cells? If not, `rows` are relations that say so. */
function settle(system: System, search: Search): { changes: readonly Change[] | null; rows: readonly Row[] } {
  const { variables, defined } = system
  search.meter.left -= defined.length * variables.length
  const values = new Map<number, number | null>()
  const bound: { variable: number; row: Row; on: number[] }[] = []
  for (const { variable, row } of defined) {
    const on: number[] = []
    for (let i = 0; i < variables.length; i++)
      if (row[i] !== 0 && i !== variable && isOpen(i, system, search)) on.push(i)
    if (on.length > 0) {
      bound.push({ variable, row, on })
      continue
    }
    const own = variables[variable] as Variable
    const value = own.value - residual(row) / (row[variable] as number)
    if (!Number.isInteger(value) || (value < 0 && !own.signed)) return { changes: null, rows: [row] }
    values.set(variable, value)
  }
  for (const group of groups(bound)) {
    const names = [...new Set(group.flatMap(({ variable, on }) => [variable, ...on]))]
    const equalities: Equality[] = group.map(({ row }) => ({
      coefficients: names.map((i) => row[i] as number),
      right: names.reduce((all, i) => all + (row[i] as number) * (variables[i] as Variable).value, 0) - residual(row),
    }))
    const bounds: Bounds[] = names.map((i) => ({ low: variables[i]?.signed ? null : 0, high: null }))
    const point = solveIntegers(equalities, bounds, search.meter)
    if (point === undefined) search.unsure = true
    if (!point) return { changes: null, rows: group.map(({ row }) => row) }
    for (const [i, name] of names.entries()) {
      if (!search.chosen.includes(name)) continue
      const value = point[i] as number
      const others = [
        { low: value + 1, high: null },
        { low: bounds[i]?.low ?? null, high: value - 1 },
      ].some((other) => solveIntegers(equalities, bounds.with(i, other), search.meter) !== null)
      values.set(name, others ? null : value)
    }
  }
  const changes = search.chosen.map((variable) => ({ variable, value: values.get(variable) ?? null }))
  return { changes: changes.sort((a, b) => a.variable - b.variable), rows: [] }
}

const isOpen = (variable: number, { cells }: System, { open }: Search): boolean =>
  variable >= cells || open[variable] === true

/** Rows that share an open variable, together. */
function groups<T extends { readonly variable: number; readonly on: readonly number[] }>(rows: readonly T[]): T[][] {
  const result: { rows: T[]; on: Set<number> }[] = []
  for (const row of rows) {
    const own = { rows: [row], on: new Set(row.on) }
    for (const other of result.filter(({ on }) => row.on.some((one) => on.has(one)))) {
      own.rows.push(...other.rows)
      for (const one of other.on) own.on.add(one)
      result.splice(result.indexOf(other), 1)
    }
    result.push(own)
  }
  return result.map(({ rows: own }) => own)
}
