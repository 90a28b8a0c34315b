/** Report + rules → findings: the check stage. */

import type { Finding } from '../findings.js'
import type { FormDef } from '../forms/define.js'
import { tableDef } from '../forms/index.js'
import { cellIds, figureAt, tableOrder } from '../report/cells.js'
import type { Report } from '../report/schema.js'
import { type Check, type CheckTable, checkTable } from './evaluate.js'
import { checkNarrative } from './narrative.js'
import { checkScopes } from './scopes.js'
import { checkStatistics } from './statistics.js'
import { checkStructure } from './structure.js'
import { checkValues } from './values.js'

export interface CheckResult {
  /** What does not hold, in the order of tables, rules, rows and columns. */
  readonly findings: readonly Finding[]
  /** Every relation that was tried, with its outcome. */
  readonly checks: readonly Check[]
}

/**
 * Confront a report with all rules that one report allows.
 *
 * Works on any report of this shape, wherever its figures come from; nothing in it is changed. Never throws on figures:
 * a relation that lacks one is `not-assessable`.
 */
export function checkReport(report: Report): CheckResult {
  const findings: Finding[] = [...checkStructure(report)]
  const checks: Check[] = []
  for (const id of tableOrder) {
    const tables = report[id].flatMap((table): CheckTable[] => {
      const edition = table.form as FormDef['edition']
      const def = tableDef(id, edition)
      if (!def) return []
      const ids = cellIds(def)
      findings.push(...checkValues(id, table, ids))
      return [
        {
          table: id,
          edition,
          instance: table.instance,
          def,
          rows: [...new Set(ids.map(({ row }) => row))],
          columns: [...new Set(ids.map(({ column }) => column))],
          figure: (row, column) => figureAt(table, { row, column }),
        },
      ]
    })
    for (const table of tables) {
      const result = checkTable(table)
      findings.push(...result.findings)
      checks.push(...result.checks)
    }
    findings.push(...checkScopes(tables))
  }
  const statistics = checkStatistics(report)
  const narrative = checkNarrative(report)
  return {
    findings: [...findings, ...statistics.findings, ...narrative.findings],
    checks: [...checks, ...statistics.checks, ...narrative.checks],
  }
}
