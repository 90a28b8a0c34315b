/** Sums of cells that a stated figure may mean, as the tables of the report print them. */

import type { Args } from '../findings.js'
import { applicantColumns } from '../forms/applications.js'
import type { TableId } from '../forms/define.js'
import { figureAt } from '../report/cells.js'
import type { Figure, Report, Statement } from '../report/schema.js'

export interface PrintedSum {
  readonly cells: readonly string[]
  readonly figures: readonly Figure[]
  readonly value: number
}

/** One printed table: its cells by their names. */
export interface StatedTable {
  readonly table: TableId
  readonly instance: number
  /** The sum `row.column + row.column`; null where a cell of it is not there, not readable, or nothing of it is printed. */
  sum(expression: string): PrintedSum | null
}

export function tablesOf(report: Report, id: TableId): StatedTable[] {
  if (id === 'statistics')
    return report.statistics.map((table) => ({
      table: id,
      instance: table.instance,
      sum: (expression) => sumOf(id, expression, (row, column) => table.figures[row]?.[column]),
    }))
  return report[id].map((table) => ({
    table: id,
    instance: table.instance,
    sum: (expression) => sumOf(id, expression, (row, column) => figureAt(table, { row, column })),
  }))
}

function sumOf(
  table: TableId,
  expression: string,
  figure: (row: string, column: string) => Figure | undefined,
): PrintedSum | null {
  const cells: string[] = []
  const figures: Figure[] = []
  let value = 0
  let printed = false
  for (const name of expression.split('+').map((part) => part.trim())) {
    const at = name.lastIndexOf('.')
    const row = name.slice(0, at)
    const column = name.slice(at + 1)
    const own = figure(row, column)
    if (!own || own.state === 'absent' || own.state === 'unreadable') return null
    cells.push(`${table}.${name}`)
    figures.push(own)
    if (own.state === 'reported') {
      value += own.value ?? 0
      printed = true
      continue
    }
    // A blank total beside filled parts is none of zero: the parts tell what was counted.
    if (table !== 'applications' || column !== 'total') continue
    for (const { id } of applicantColumns) {
      const part = id === 'total' ? undefined : figure(row, id)
      if (part?.state === 'unreadable') return null
      if (part?.state !== 'reported') continue
      value += part.value ?? 0
      printed = true
    }
  }
  return printed ? { cells, figures, value: Math.round(value * 1e6) / 1e6 } : null
}

/** What a sentence on a statement needs. */
export const argsOf = (statement: Statement, { sections }: Report): Args => ({
  stated: statement.raw,
  sentence: statement.sentence,
  subject: statement.subject,
  scope: statement.scope,
  section: sections[statement.section]?.heading ?? null,
  page: statement.page,
})
