/** The sums of the forms, as far as the reading of text needs them: which figures of a row or column make up another one. */

import { parseEquation, type Term } from '../forms/equation.js'
import { type Rule, rules } from '../forms/rules.js'

/** `total` is the sum of `parts`: ids of rows or of columns. */
export interface Sum {
  readonly total: readonly string[]
  readonly parts: readonly string[]
}

/** Within one row: the column at `total` is the sum of those at `parts`, which stand before it. */
export interface RowSum {
  readonly total: number
  readonly parts: readonly number[]
}

const idsOf = (terms: readonly Term[]): string[] => terms.map(({ id }) => id)

/** The rules of a table that hold in each row, or in each column. */
export const rulesOf = (table: string, edition: string, each: 'row' | 'column'): readonly Rule[] =>
  rules.filter((rule) => rule.table === table && rule.each === each && (!rule.edition || rule.edition === edition))

/** The equations of a table that have no other sign than plus. */
export function sumsOf(table: string, edition: string, each: 'row' | 'column'): Sum[] {
  return rulesOf(table, edition, each).flatMap((rule): Sum[] => {
    const { left, op, right, constant } = parseEquation(rule.equation)
    if (op !== '=' || constant !== 0 || [...left, ...right].some(({ sign }) => sign < 0)) return []
    return [{ total: idsOf(left), parts: idsOf(right) }]
  })
}

/** The sums within a row whose columns are `ids`; those of a table of one line are `row.column`, and each row of it has its own. */
export function rowSums(sums: readonly Sum[], ids: readonly string[]): RowSum[] {
  const prefixes = [...new Set(ids.map((id) => id.slice(0, id.lastIndexOf('.') + 1)))]
  return sums.flatMap(({ total, parts }) =>
    prefixes.flatMap((prefix): RowSum[] => {
      const at = (id: string): number => ids.indexOf(prefix + id)
      const [first] = total
      const sum = { total: at(first ?? ''), parts: parts.map(at) }
      const fits = total.length === 1 && sum.total >= 0 && sum.parts.every((part) => part >= 0 && part < sum.total)
      return fits ? [sum] : []
    }),
  )
}
