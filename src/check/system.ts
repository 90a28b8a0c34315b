/**
 * Linear relations between the cells of a table, and their elimination: the arithmetic under `localise.ts`.
 *
 * A row says that the sum of coefficient × change over all cells, plus the residual (what the relation is off by as
 * printed), is 0. Eliminating a cell uses up one row, which then defines it, and adds that row to the others: they
 * become relations that must hold whatever the cell is (the implied edits of Fellegi and Holt, 1976). All arithmetic
 * is that of whole numbers.
 */

/** A cell as the search sees it. */
export interface Variable {
  /** As printed; anything where `free`. */
  readonly value: number
  /** Nothing is known of it (unreadable, absent): it takes what value it must, at no cost. */
  readonly free: boolean
  /** May be below zero. */
  readonly signed: boolean
}

export interface LinearTerm {
  /** Index of the variable. */
  readonly variable: number
  readonly coefficient: number
}

/** `terms + constant = 0`, or `>= 0`. */
export interface LinearRelation {
  readonly terms: readonly LinearTerm[]
  readonly constant: number
  readonly op: '=' | '>='
}

/** What work is left, in numbers touched: the same on every machine. */
export interface Meter {
  left: number
}

/** Coefficients by variable, the residual last. */
export type Row = Float64Array

export interface System {
  readonly variables: readonly Variable[]
  /** Variables from here on are what inequalities leave over. */
  readonly cells: number
  /** Relations without an eliminated variable. */
  readonly active: readonly Row[]
  /** Rows that define an eliminated variable; no other row has it. */
  readonly defined: readonly { readonly variable: number; readonly row: Row }[]
  /** Eliminated variables that no row defines. */
  readonly loose: readonly number[]
}

export function makeSystem(cells: readonly Variable[], relations: readonly LinearRelation[], meter: Meter): System {
  const variables: Variable[] = [...cells]
  const width = cells.length + relations.filter(({ op }) => op === '>=').length
  const active = relations.map(({ terms, constant, op }) => {
    const row = new Float64Array(width + 1)
    let residual = constant
    for (const { variable, coefficient } of terms) {
      row[variable] = (row[variable] as number) + coefficient
      residual += coefficient * (cells[variable] as Variable).value
    }
    if (op === '>=') {
      row[variables.length] = -1
      variables.push({ value: 0, free: true, signed: false })
    }
    row[width] = residual
    return row
  })
  let system: System = { variables, cells: cells.length, active, defined: [], loose: [] }
  for (const [i, { free }] of variables.entries()) if (free) system = eliminate(system, i, meter)
  return system
}

/** Let a variable take any value. */
export function eliminate(system: System, variable: number, meter: Meter): System {
  const { active, defined, loose } = system
  meter.left -= active.length + defined.length
  // The row that says most about it: the smallest coefficient, so that the others stay whole without factors.
  let pivot: Row | undefined
  for (const row of active) {
    const size = Math.abs(row[variable] as number)
    if (size !== 0 && (!pivot || size < Math.abs(pivot[variable] as number))) pivot = row
  }
  if (!pivot) return { ...system, loose: [...loose, variable] }
  const own = pivot
  const rest: Row[] = []
  for (const row of active) {
    if (row === own) continue
    const reduced = reduce(row, own, variable, meter)
    // A relation that follows from the others is no relation of its own.
    if (reduced === row || !isEmpty(reduced)) rest.push(reduced)
  }
  return {
    ...system,
    active: rest,
    defined: [
      ...defined.map((one) => ({ variable: one.variable, row: reduce(one.row, own, variable, meter) })),
      { variable, row: own },
    ],
  }
}

/** A row without the variable that another row defines. */
function reduce(row: Row, pivot: Row, variable: number, meter: Meter): Row {
  const a = row[variable] as number
  if (a === 0) return row
  meter.left -= row.length
  const b = pivot[variable] as number
  const divisor = gcd(a, b)
  const times = Math.abs(b) / divisor
  const less = (a / divisor) * Math.sign(b)
  const result = new Float64Array(row.length)
  for (let i = 0; i < row.length; i++) result[i] = (row[i] as number) * times - (pivot[i] as number) * less
  return times === 1 ? result : shortened(result)
}

function isEmpty(row: Row): boolean {
  for (let i = 0; i < row.length; i++) if (row[i] !== 0) return false
  return true
}

function shortened(row: Row): Row {
  let divisor = 0
  for (const value of row) divisor = gcd(divisor, value)
  return divisor > 1 ? row.map((value) => value / divisor) : row
}

export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

export const residual = (row: Row): number => row[row.length - 1] as number
