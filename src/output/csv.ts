/** The CSV forms of docs/cells.md. */

import type { Finding } from '../findings.js'
import { cellsOf } from '../report/cells.js'
import type { Report } from '../report/schema.js'
import { csvLine } from '../text/csv.js'
import { decimal } from './decimal.js'

export const CELL_COLUMNS = [
  'file',
  'issuer',
  'year',
  'table',
  'instance',
  'scope',
  'row',
  'column',
  'value',
  'raw',
  'unit',
  'page',
  'confidence',
] as const

export const FINDING_COLUMNS = [
  'file',
  'issuer',
  'year',
  'code',
  'severity',
  'table',
  'instance',
  'relation',
  'expected',
  'actual',
  'cells',
  'suspect',
  'suggested',
  'cause',
] as const

/** One reading as the outputs see it. */
export interface Read {
  readonly file: string
  readonly report: Report | null
  readonly findings: readonly Finding[]
}

/** The long form: a header, then one line a cell, in contract order. */
export function toCellsCsv(reads: readonly Read[]): string {
  let csv = csvLine(CELL_COLUMNS)
  for (const { file, report } of reads) {
    if (!report) continue
    for (const { table, instance, scope, row, column, figure } of cellsOf(report)) {
      const page = figure.place && 'page' in figure.place ? figure.place.page : null
      csv += csvLine([
        file,
        report.issuer,
        report.year,
        table,
        instance,
        scope,
        row,
        column,
        figure.value === null ? null : decimal(figure.value),
        figure.raw,
        figure.unit,
        page,
        figure.state === 'absent' ? null : figure.confidence,
      ])
    }
  }
  return csv
}

/** A header, then one line a finding, in the order in which they were found. */
export function toFindingsCsv(reads: readonly Read[]): string {
  let csv = csvLine(FINDING_COLUMNS)
  for (const { file, report, findings } of reads) {
    for (const finding of findings) {
      csv += csvLine([
        file,
        report?.issuer ?? null,
        report?.year ?? null,
        finding.code,
        finding.level,
        finding.table,
        finding.instance,
        finding.relation,
        finding.expected,
        finding.actual,
        finding.cells.join(' '),
        finding.suspects.map((suspect) => suspect.cell).join(' '),
        finding.suspects.map((suspect) => suspect.value ?? '').join(' '),
        finding.cause,
      ])
    }
  }
  return csv
}
