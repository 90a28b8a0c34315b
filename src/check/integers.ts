/**
 * Whether linear equations have a solution in whole numbers: the rational simplex (Bland's rule) with branch and bound.
 *
 * Used where a set of cells leaves something open, which is seldom: systems of a few rows. Tables of the forms give
 * coefficients of 1 and -1, for which every pivot is exact; a solution that is found is tried in whole numbers.
 */

import { gcd, type Meter } from './system.js'

/** `coefficients · x = right`. */
export interface Equality {
  readonly coefficients: readonly number[]
  readonly right: number
}

/** Bounds, both included; null for none. */
export interface Bounds {
  readonly low: number | null
  readonly high: number | null
}

/** Systems solved in the search for whole numbers, before it gives up. */
const MOST_BRANCHES = 200
const TINY = 1e-7

/** A solution; null where there is none; undefined where the work did not suffice to tell. */
export function solveIntegers(
  equalities: readonly Equality[],
  bounds: readonly Bounds[],
  meter: Meter,
): readonly number[] | null | undefined {
  for (const { coefficients, right } of equalities) {
    const divisor = coefficients.reduce(gcd, 0)
    if (divisor === 0 ? right !== 0 : right % divisor !== 0) return null
  }
  const open: (readonly Bounds[])[] = [bounds]
  for (let branches = 0; open.length > 0; branches++) {
    if (branches === MOST_BRANCHES || meter.left <= 0) return undefined
    const own = open.pop() as readonly Bounds[]
    const point = solve(equalities, own, meter)
    if (meter.left <= 0) return undefined
    if (!point) continue
    const broken = point.findIndex((value) => Math.abs(value - Math.round(value)) > TINY)
    if (broken < 0) {
      const whole = point.map(Math.round)
      const holds = equalities.every(
        ({ coefficients, right }) => coefficients.reduce((all, c, i) => all + c * (whole[i] as number), 0) === right,
      )
      return holds ? whole : undefined
    }
    const value = point[broken] as number
    const narrowed = (more: Partial<Bounds>) => own.map((one, i) => (i === broken ? { ...one, ...more } : one))
    open.push(narrowed({ low: Math.ceil(value) }), narrowed({ high: Math.floor(value) }))
  }
  return null
}

/** A solution in real numbers, or null. */
function solve(equalities: readonly Equality[], bounds: readonly Bounds[], meter: Meter): number[] | null {
  if (bounds.some(({ low, high }) => low !== null && high !== null && low > high)) return null
  // Each variable is its lower bound plus a column >= 0, its upper bound less one, or the difference of two.
  const columns: { variable: number; sign: number }[] = []
  for (const [variable, { low, high }] of bounds.entries()) {
    columns.push({ variable, sign: low === null && high !== null ? -1 : 1 })
    if (low === null && high === null) columns.push({ variable, sign: -1 })
  }
  const origin = bounds.map(({ low, high }) => low ?? high ?? 0)
  const rows = equalities.map(({ coefficients, right }) => ({
    values: columns.map(({ variable, sign }) => sign * (coefficients[variable] as number)),
    right: right - coefficients.reduce((all, c, i) => all + c * (origin[i] as number), 0),
  }))
  for (const [variable, { low, high }] of bounds.entries()) {
    if (low === null || high === null) continue
    for (const row of rows) row.values.push(0)
    rows.push({ values: [...columns.map((one) => (one.variable === variable ? 1 : 0)), 1], right: high - low })
    columns.push({ variable: -1, sign: 1 })
  }
  const point = phaseOne(
    rows.map(({ values, right }) => {
      const own = [...values, ...Array<number>(columns.length - values.length).fill(0)]
      return right < 0 ? { values: own.map((v) => -v), right: -right } : { values: own, right }
    }),
    columns.length,
    meter,
  )
  if (!point) return null
  const result = [...origin]
  for (const [i, { variable, sign }] of columns.entries())
    if (variable >= 0) result[variable] = (result[variable] as number) + sign * (point[i] as number)
  return result
}

/** Values >= 0 that satisfy equations whose right sides are >= 0, or null: the first phase of the simplex method. */
function phaseOne(
  rows: readonly { values: readonly number[]; right: number }[],
  width: number,
  meter: Meter,
): number[] | null {
  meter.left -= rows.length * width
  const tableau = rows.map(({ values, right }) => Float64Array.from([...values, right]))
  // What each column takes off the sum of what is missing; the columns that stand for what is missing are left out.
  const cost = new Float64Array(width + 1)
  for (const row of tableau) for (let i = 0; i <= width; i++) cost[i] = (cost[i] as number) + (row[i] as number)
  const basis = rows.map(() => -1)
  for (;;) {
    const enter = cost.findIndex((value, i) => i < width && value > TINY)
    if (enter < 0) break
    meter.left -= rows.length * width
    if (meter.left <= 0) return null
    let leave = -1
    let least = Number.POSITIVE_INFINITY
    for (const [r, row] of tableau.entries()) {
      const coefficient = row[enter] as number
      if (coefficient <= TINY) continue
      const ratio = (row[width] as number) / coefficient
      const earlier = leave >= 0 && Math.abs(ratio - least) <= TINY && (basis[r] as number) < (basis[leave] as number)
      if (ratio < least - TINY || earlier) {
        least = ratio
        leave = r
      }
    }
    if (leave < 0) return null
    const own = tableau[leave] as Float64Array
    const by = own[enter] as number
    for (let i = 0; i <= width; i++) own[i] = (own[i] as number) / by
    for (const row of [...tableau, cost]) {
      if (row === own) continue
      const times = row[enter] as number
      if (times !== 0) for (let i = 0; i <= width; i++) row[i] = (row[i] as number) - times * (own[i] as number)
    }
    basis[leave] = enter
  }
  if ((cost[width] as number) > TINY * 10) return null
  const point = Array<number>(width).fill(0)
  for (const [r, column] of basis.entries())
    if (column >= 0) point[column] = (tableau[r] as Float64Array)[width] as number
  return point
}
