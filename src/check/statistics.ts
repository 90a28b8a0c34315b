/**
 * Sums within statistics tables: a printed total = the sum of the parts below it, where these are numbered through from 1, so that
 * they are all there are. Channels of disclosure are left out: the same information counts once (国办发〔2014〕32号; G2-CHANMAX).
 */

import { type Finding, note } from '../findings.js'
import { overlapping } from '../forms/statistics.js'
import type { Report, StatisticsTable } from '../report/schema.js'
import { type Check, sum } from './evaluate.js'

const RULE = 'statistics/sum'

export function checkStatistics(report: Report): { checks: Check[]; findings: Finding[] } {
  const checks: Check[] = []
  const findings: Finding[] = []
  for (const table of report.statistics) {
    for (const { total, parts } of sums(table)) {
      for (const { id: column } of table.columns) {
        const at = `${total}.${column}`
        const figureOf = (row: string) => table.figures[row]?.[column]
        const whole = figureOf(total)
        const base = { rule: RULE, code: RULE, table: 'statistics' as const, instance: table.instance, at }
        const figures = parts.map(figureOf)
        const states = [whole, ...figures].map((figure) => figure?.state ?? 'absent')
        if (states.every((state) => state !== 'reported')) continue
        const missing = states.find((state) => state !== 'reported')
        if (missing) {
          const reason = missing === 'filler' ? 'blank' : (missing as 'blank' | 'unreadable' | 'absent')
          checks.push({ ...base, outcome: 'not-assessable', blanksAsZero: false, reason })
          continue
        }
        const expected = sum(figures.map((figure) => figure?.value ?? 0))
        const actual = whole?.value ?? 0
        const holds = Math.abs(expected - actual) < 1e-6
        checks.push({ ...base, outcome: holds ? 'pass' : 'fail', blanksAsZero: false, reason: null })
        if (holds) continue
        const cells = [total, ...parts].map((row) => `statistics.${row}.${column}`)
        const places = [whole, ...figures].flatMap((figure) => (figure?.place ? [figure.place] : []))
        findings.push(
          note(
            RULE,
            { label: table.lines.find(({ row }) => row === total)?.label ?? total },
            {
              table: 'statistics',
              instance: table.instance,
              rule: RULE,
              relation: `${total} = ${parts.join(' + ')}`,
              expected,
              actual,
              cells,
              places,
              cause: figures.every((figure) => (figure?.confidence ?? 0) === 1) ? 'published' : 'unknown',
            },
          ),
        )
      }
    }
  }
  return { checks, findings }
}

function sums(table: StatisticsTable): { total: string; parts: string[] }[] {
  const groups = new Map<string, string[]>()
  for (const { row, parent, counted } of table.lines)
    if (parent !== null && counted) groups.set(parent, [...(groups.get(parent) ?? []), row])
  return [...groups].flatMap(([total, parts]) => {
    const label = table.lines.find(({ row }) => row === total)?.label ?? ''
    return overlapping.some((word) => label.includes(word)) ? [] : [{ total, parts }]
  })
}
