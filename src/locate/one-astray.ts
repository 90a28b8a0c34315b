/** One figure astray: the orders that the figures of a table may have had before. */

import { bandAt, byColumn, type Given, reachOf } from './bands.js'

/** The index of a figure that is not there. */
export const LOST = -1

/** A figure by its index; of one that is lost, what the sum of its row says, which is never given. */
export interface Place {
  readonly index: number
  readonly value: number
}

/** More places for one figure are not tried. */
const MOST_ORDERS = 80

/**
 * Orders in which the figures of a table may have stood before one of them came to stand elsewhere, or another one among them, or one was lost. The
 * rows that can be read from the beginning and from the end say where.
 */
export function ordersOf(table: Given, rows: number): Place[][] {
  const { numbers, width } = table
  const all = numbers.map((_, index): Place => ({ index, value: 0 }))
  const short = rows * width - numbers.length
  const isBand = (from: number, k: number): boolean => bandAt(table, from, k, byColumn(width)) !== null
  // Rows that can be read in bands from the first one, and those from which the rest can.
  const before = reachOf(table, rows)
  // All rows can be read as they stand: what is wrong is no order.
  if (before[rows] && short === 0) return []
  const behind = Array.from({ length: rows + 1 }, (_, r) => r === rows)
  for (let r = rows - 1; r >= 0; r--)
    for (let k = 1; !behind[r] && r + k <= rows; k++)
      if (behind[r + k] && isBand(r * width - short, k)) behind[r] = true
  const last = before.lastIndexOf(true)
  const first = behind.indexOf(true)
  if (short < 0) {
    const from = Math.max(0, Math.min(last, first - 1) * width)
    const stray = all.slice(from, Math.min(from + MOST_ORDERS, all.length))
    return stray.map(({ index }) => all.filter((one) => one.index !== index))
  }
  const found: Place[][] = []
  for (const row of new Set([last - 1, last, first - 1, first].filter((r) => r >= 0 && r < rows)))
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      for (const moved of short > 0 ? [LOST] : numbers.keys()) {
        if (moved !== LOST && (numbers[moved] === 0 || moved === at)) continue
        const rest = moved === LOST ? all : all.filter(({ index }) => index !== moved)
        const own = rest.slice(row * width, (row + 1) * width - 1).map(({ index }) => numbers[index] ?? 0)
        const value = missing(table, own, column)
        if (value === null || (moved !== LOST && value !== numbers[moved]) || found.length >= MOST_ORDERS) continue
        found.push([...rest.slice(0, at), { index: moved, value }, ...rest.slice(at)])
      }
    }
  return found
}

/** What a figure at one place of a row is, by its sum and all others; null where there is none. */
function missing({ sums }: Given, others: readonly number[], column: number): number | null {
  const [sum, ...more] = sums
  if (!sum || more.length > 0) return null
  const row = [...others.slice(0, column), 0, ...others.slice(column)]
  const parts = sum.parts.reduce((all, part) => all + (row[part] ?? 0), 0)
  const value = column === sum.total ? parts : (row[sum.total] ?? 0) - parts
  return value >= 0 && (column === sum.total || sum.parts.includes(column)) ? value : null
}
