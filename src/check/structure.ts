/** What a report lacks, and where its parts do not belong together. */

import { type Finding, note } from '../findings.js'
import type { TableId } from '../forms/define.js'
import { formForYear } from '../forms/index.js'
import { requiredSections } from '../forms/sections.js'
import { isOfOtherYear } from '../report/other-year.js'
import type { Report, ReportTable } from '../report/schema.js'

const required = ['proactiveDisclosure', 'applications', 'disputes'] as const satisfies readonly TableId[]

/** Missing tables and sections, and forms that are not those of the year. */
export function checkStructure(report: Report): Finding[] {
  const findings: Finding[] = []
  const form = report.year === null ? null : formForYear(report.year)
  const tables = required.flatMap((id) => report[id] as readonly ReportTable[])
  // Before 2019 there were no such tables: nothing is missing from a narrative report.
  const expected = tables.length > 0 || form !== null
  if (expected) {
    for (const id of required) {
      if (report[id].length === 0) findings.push(note('locate/table-missing', { table: id }, { table: id }))
    }
    if (report.sections.length > 0) {
      const present = new Set(report.sections.map(({ id }) => id))
      const missing = requiredSections.filter((id) => !present.has(id))
      if (missing.length > 0) findings.push(note('locate/section-missing', { sections: missing }))
    }
  }
  const editions = new Set<string>()
  for (const id of ['proactiveDisclosure', 'applications'] as const) {
    for (const table of report[id]) {
      editions.add(table.form)
      if (report.year !== null && form?.edition !== table.form) {
        findings.push(
          note(
            'locate/form-mixed',
            { form: table.form, year: report.year, prescribed: form?.edition ?? null },
            { table: id, instance: table.instance, rule: 'T3-VAR', cause: 'published' },
          ),
        )
      }
    }
  }
  findings.push(...namelessCopies(report), ...tablesOfOtherYears(report))
  if (report.year === null && editions.size > 1)
    findings.push(note('locate/form-mixed', { form: [...editions].sort(), year: null, prescribed: null }))
  return findings
}

/** Figures of the year before are printed above or below those of the report for comparison. */
function tablesOfOtherYears(report: Report): Finding[] {
  return required.flatMap((id) =>
    (report[id] as readonly ReportTable[])
      .filter(({ scope }) => isOfOtherYear(scope, report.year))
      .map(({ scope, instance }) =>
        note(
          'locate/other-year',
          { scope: scope ?? '', year: report.year },
          { table: id, instance, cause: 'published' },
        ),
      ),
  )
}

/** SC-CAP: a table printed more than once is one for each of several scopes; which is which, only a caption says. */
function namelessCopies(report: Report): Finding[] {
  return required.flatMap((id) => {
    const tables: readonly ReportTable[] = report[id]
    const nameless = tables.filter(({ scope }) => scope === null)
    return tables.length > 1 && nameless.length > 1
      ? [note('locate/scope-missing', { copies: tables.length }, { table: id, rule: 'SC-CAP', cause: 'published' })]
      : []
  })
}
