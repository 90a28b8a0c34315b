/** Report + rules → findings: the check stage. */

import { NianbaoError } from '../errors.js'
import type { Finding } from '../findings.js'
import type { FormDef } from '../forms/define.js'
import { tableDef } from '../forms/index.js'
import { type OwnRule, readOwnRules } from '../forms/own-rules.js'
import { plausibleRules } from '../forms/plausible.js'
import { rules as formRules } from '../forms/rules.js'
import { cellIds, figureAt, tableOrder } from '../report/cells.js'
import type { Figure, Report } from '../report/schema.js'
import { type Check, checkLoose, checkTable } from './evaluate.js'
import { checkNarrative } from './narrative.js'
import { checkScopes } from './scopes.js'
import { checkStatistics } from './statistics.js'
import { checkStructure } from './structure.js'
import { checkSubtotals } from './subtotals.js'
import { type CheckTable, trialsOf, trialsOnce } from './trials.js'
import { checkValues } from './values.js'

export interface CheckResult {
  /** What does not hold, in the order of tables, rules, rows and columns. */
  readonly findings: readonly Finding[]
  /** Every relation that was tried, with its outcome. */
  readonly checks: readonly Check[]
}

export interface CheckOptions {
  /** Rules of your own beside those of the forms; docs/findings.md says how they are written. */
  readonly rules?: readonly OwnRule[]
}

/**
 * Confront a report with all rules that one report allows.
 *
 * Works on any report of this shape, wherever its figures come from; nothing in it is changed. Never throws on figures:
 * a relation that lacks one is `not-assessable`.
 *
 * @throws {NianbaoError} `rules-invalid` for rules of your own that cannot be tried.
 */
export function checkReport(report: Report, { rules: given = [] }: CheckOptions = {}): CheckResult {
  const { rules, mistakes } = readOwnRules(given)
  if (mistakes.length > 0)
    throw new NianbaoError(
      'rules-invalid',
      mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    )
  const findings: Finding[] = [...checkStructure(report)]
  const checks: Check[] = []
  const add = (result: { checks: readonly Check[]; findings: readonly Finding[] }): void => {
    findings.push(...result.findings)
    checks.push(...result.checks)
  }
  const all = [...formRules, ...plausibleRules, ...rules]
  const views: CheckTable[] = []
  for (const id of tableOrder) {
    const tables = report[id].flatMap((table): CheckTable[] => {
      const edition = table.form as FormDef['edition']
      const def = tableDef(id, edition)
      if (!def) return []
      const ids = cellIds(def)
      findings.push(...checkValues(id, table, ids))
      const signed = new Set(ids.flatMap(({ row, column, kind }) => (kind === 'change' ? [`${row}.${column}`] : [])))
      // Each figure is looked up by ten rules and more.
      const figures = new Map<string, Map<string, Figure | undefined>>()
      for (const at of ids) {
        const row = figures.get(at.row)
        if (row) row.set(at.column, figureAt(table, at))
        else figures.set(at.row, new Map([[at.column, figureAt(table, at)]]))
      }
      return [
        {
          table: id,
          edition,
          instance: table.instance,
          rows: [...new Set(ids.map(({ row }) => row))],
          columns: [...new Set(ids.map(({ column }) => column))],
          figure: (row, column) => figures.get(row)?.get(column),
          signed: (row, column) => signed.has(`${row}.${column}`),
        },
      ]
    })
    for (const table of tables) add(checkTable(table, trialsOf(table, all, report.issuer)))
    findings.push(...checkScopes(tables))
    views.push(...tables)
  }
  findings.push(...checkSubtotals(report))
  add(checkStatistics(report, rules))
  add(checkLoose(trialsOnce(views, all, report.issuer)))
  add(checkNarrative(report))
  return { findings, checks }
}
