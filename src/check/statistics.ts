/**
 * Statistics tables of the reports before 2019: what their numbering says adds up, and the rules over known indicators.
 *
 * A printed total = the sum of the parts below it, where these are numbered through from 1, so that they are all there are. Channels of
 * disclosure are left out: the same information counts once (国办发〔2014〕32号; G2-CHANMAX). A line that begins with 其中 is a part
 * of the one above it.
 */

import type { Rule } from '../forms/rules.js'
import { idsOf, parseStatement } from '../forms/statement.js'
import { overlapping } from '../forms/statistics.js'
import { statisticsRules } from '../forms/statistics-rules.js'
import type { Report, StatisticsTable } from '../report/schema.js'
import { type Confronted, checkTable } from './evaluate.js'
import { type CheckTable, type Trial, trialsOf } from './trials.js'

export function checkStatistics(report: Report, own: readonly Rule[] = []): Confronted {
  const all: Confronted = { checks: [], findings: [] }
  for (const table of report.statistics) {
    const view = viewOf(table)
    const trials = trialsOf(view, rulesOf(table, own), report.issuer)
      .filter(({ operands }) => operands.some(({ figure }) => figure.state === 'reported'))
      .map((trial) => ({ ...trial, at: `${placeOf(trial)}.${trial.at}` }))
    const label = (row: string): string => table.lines.find((line) => line.row === row)?.label ?? row
    const { checks, findings } = checkTable(view, trials, (trial) => ({
      args: {
        label: label(trial.operands[0]?.id ?? ''),
        other: trial.operands.slice(1).map(({ id }) => label(id)),
      },
    }))
    all.checks.push(...checks)
    all.findings.push(...findings)
  }
  return all
}

const viewOf = (table: StatisticsTable): CheckTable => ({
  table: 'statistics',
  edition: null,
  instance: table.instance,
  rows: table.lines.map(({ row }) => row),
  columns: table.columns.map(({ id }) => id),
  figure: (row, column) => (Object.hasOwn(table.figures, row) ? table.figures[row]?.[column] : undefined),
  signed: () => false,
})

/** The line that a trial is about: the total, or the part that is above it. */
const placeOf = ({ statement, operands }: Trial): string =>
  (statement.claim.op === '>=' ? operands[1] : operands[0])?.id ?? ''

function rulesOf(table: StatisticsTable, own: readonly Rule[]): Rule[] {
  const printed = sums(table)
  const known = statisticsRules.filter((rule) => {
    if (rule.total === undefined) return true
    const [total = '', ...parts] = idsOf(parseStatement(rule.equation))
    return !printed.some((one) => one.total === total) && isWhole(table, total, parts)
  })
  const named = new Set(known.map(({ equation }) => equation))
  return [
    ...printed.map(({ total, parts }) => sumRule(total, parts)),
    ...known,
    ...partsAmong(table).filter(({ equation }) => !named.has(equation)),
    ...own.filter((rule) => rule.table === 'statistics'),
  ]
}

function sumRule(total: string, parts: readonly string[]): Rule {
  const same = statisticsRules.find((rule) => {
    const [first, ...others] = idsOf(parseStatement(rule.equation))
    return rule.total === total && first === total && [...others].sort().join() === [...parts].sort().join()
  })
  return {
    id: same?.id ?? 'statistics/sum',
    code: 'statistics/sum',
    table: 'statistics',
    each: 'column',
    equation: `${total} = ${parts.join(' + ')}`,
    total,
    level: 'error',
    authority: 'impliedByStructure',
    source: 'parts numbered through from 1',
    blanks: 'unknown',
  }
}

function sums(table: StatisticsTable): { total: string; parts: string[] }[] {
  const groups = new Map<string, string[]>()
  for (const { row, parent, counted } of table.lines)
    if (parent !== null && counted) groups.set(parent, [...(groups.get(parent) ?? []), row])
  return [...groups].flatMap(([total, parts]) => (overlaps(table, total) ? [] : [{ total, parts }]))
}

function overlaps(table: StatisticsTable, total: string): boolean {
  const label = table.lines.find(({ row }) => row === total)?.label ?? ''
  return overlapping.some((word) => label.includes(word))
}

/** Whether a table prints a total, directly below it its parts and parts of these, and no other line that is a part of it. */
function isWhole({ lines }: StatisticsTable, total: string, parts: readonly string[]): boolean {
  const rows = lines.map(({ row }) => row)
  const start = rows.indexOf(total)
  const places = parts.map((part) => rows.indexOf(part))
  if (start < 0 || places.some((place) => place <= start)) return false
  const end = Math.max(...places)
  const known = new Set([total, ...parts])
  const inside = lines
    .slice(start + 1, end + 1)
    .every(({ row, parent }) => known.has(row) || (parent !== null && parts.includes(parent)))
  return inside && lines.every(({ row, parent }) => parent !== total || known.has(row))
}

/** 其中：…: no more than the line that it is a part of, in the same unit. */
function partsAmong({ lines }: StatisticsTable): Rule[] {
  return lines.flatMap(({ row, number, parent, unit }): Rule[] => {
    const whole = lines.find((line) => line.row === parent)
    if (!whole || !/其中/.test(number ?? '') || unit === null || whole.unit !== unit) return []
    return [
      {
        id: 'G2-SUBSET',
        code: 'statistics/limit',
        table: 'statistics',
        each: 'column',
        equation: `${whole.row} >= ${row}`,
        level: 'warning',
        authority: 'impliedByStructure',
        source: '其中',
        blanks: 'unknown',
      },
    ]
  })
}
