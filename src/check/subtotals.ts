/** Rows of subtotals that a table prints and the form does not have. */

import { type Finding, note } from '../findings.js'
import { applicantColumns, outcomeRows } from '../forms/applications.js'
import { figureAt } from '../report/cells.js'
import type { ApplicationsTable, Report } from '../report/schema.js'

/** Words of the groups of table 三, each with the first part of the ids of its rows. */
const groups = [
  { words: /不予公开/, id: 'withheld.' },
  { words: /无法提供/, id: 'unableToProvide.' },
  { words: /不予处理/, id: 'notProcessed.' },
] as const
const SUBTOTAL = /小计|合计|共计/

/**
 * T3-SUB: a printed subtotal of （三）, （四） or （五） is the sum of its rows, in each column. Only a row that names its group
 * and gives a plain figure for each column is taken for one.
 */
export function checkSubtotals(report: Report): Finding[] {
  return report.applications.flatMap((table) =>
    table.extra.rows.flatMap(({ label, texts, place }) => {
      const own = groups.filter(({ words }) => words.test(label))
      const [group] = own
      if (!group || own.length > 1 || !SUBTOTAL.test(label)) return []
      if (texts.length !== applicantColumns.length || !texts.every((text) => /^\s*\d{1,9}\s*$/.test(text))) return []
      const rows = outcomeRows.flatMap(({ id }) => (id.startsWith(group.id) ? [id] : []))
      return applicantColumns.flatMap(({ id: column }, i): Finding[] => {
        const parts = rows.map((row) => figureOf(table, row, column))
        if (parts.some((value) => value === null)) return []
        const expected = parts.reduce<number>((all, value) => all + (value ?? 0), 0)
        const actual = Number(texts[i])
        if (actual === expected) return []
        return [
          note(
            'applications/subtotal',
            { at: column, label: label.trim() },
            {
              table: 'applications',
              instance: table.instance,
              rule: 'T3-SUB',
              expected,
              actual,
              cells: rows.map((row) => `applications.${row}.${column}`),
              places: place ? [place] : [],
            },
          ),
        ]
      })
    }),
  )
}

const figureOf = (table: ApplicationsTable, row: string, column: string): number | null => {
  const figure = figureAt(table, { row, column })
  return figure?.state === 'reported' ? figure.value : null
}
