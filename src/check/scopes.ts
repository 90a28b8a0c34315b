/** Two printed copies of one table: the larger scope holds the smaller one in every count. */

import { type Finding, note } from '../findings.js'
import type { CheckTable } from './trials.js'

/**
 * SC-SUB: of two scopes of one table one contains the other, so that no count of the smaller is above that of the
 * larger. Which is which is not printed; only where each exceeds the other somewhere is there something to say.
 */
export function checkScopes(tables: readonly CheckTable[]): Finding[] {
  const findings: Finding[] = []
  for (let i = 1; i < tables.length; i++) {
    const a = tables[i - 1]
    const b = tables[i]
    if (!a || !b || a.table !== b.table || a.edition !== b.edition || a.table !== 'proactiveDisclosure') continue
    const above: string[] = []
    const below: string[] = []
    for (const row of a.rows) {
      for (const column of a.columns) {
        if (column === 'change' || column === 'amount') continue
        const x = a.figure(row, column)?.value
        const y = b.figure(row, column)?.value
        if (x === undefined || y === undefined || x === null || y === null || x === y) continue
        if (x > y) above.push(`${a.table}.${row}.${column}`)
        else below.push(`${a.table}.${row}.${column}`)
      }
    }
    if (above.length > 0 && below.length > 0) {
      const fewer = above.length < below.length ? above : below
      findings.push(
        note(
          'proactiveDisclosure/scope',
          { first: a.instance, second: b.instance },
          { table: a.table, instance: b.instance, rule: 'SC-SUB', cells: fewer, cause: 'unknown' },
        ),
      )
    }
  }
  return findings
}
