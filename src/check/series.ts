/**
 * Reports of one body for two years, one after the other: what is carried forward is brought forward, and what is in force follows
 * from what was. Sources: the form itself (上年结转 is last year's 结转下年度); XY-CARRY and XY-INFORCE of docs/forms.md.
 */

import { type Finding, note } from '../findings.js'
import { applicantColumns } from '../forms/applications.js'
import { figureAt } from '../report/cells.js'
import type { Figure, Report } from '../report/schema.js'

const DOCUMENTS = ['governmentRules', 'normativeDocuments'] as const

/**
 * Confront reports of the same issuer for neighbouring years.
 *
 * @returns For every report, in the order given, the findings on it against the report of the year before. Reports whose issuer or year
 * is not known, and years without a neighbour, have none. Two reports for one year are not compared with a third: which one counts, nothing
 * says.
 */
export function checkSeries(reports: readonly Report[]): Finding[][] {
  // By issuer and year: a folder has ten thousand of them.
  const known = new Map<string, Report[]>()
  for (const report of reports) {
    const key = `${report.issuer} ${report.year}`
    known.set(key, [...(known.get(key) ?? []), report])
  }
  return reports.map((report) => {
    if (report.issuer === null || report.year === null) return []
    const [last, ...others] = known.get(`${report.issuer} ${report.year - 1}`) ?? []
    const alone = known.get(`${report.issuer} ${report.year}`)?.length === 1 && others.length === 0
    return last && alone ? [...carried(last, report), ...inForce(last, report)] : []
  })
}

/** Tables of the same scope, where each year prints it once. */
function pairs<T extends { readonly scope: string | null; readonly instance: number }>(
  last: readonly T[],
  now: readonly T[],
): [T, T][] {
  return now.flatMap((table): [T, T][] => {
    const own = now.filter(({ scope }) => scope === table.scope)
    const others = last.filter(({ scope }) => scope === table.scope)
    const [other] = others
    return own.length === 1 && others.length === 1 && other ? [[other, table]] : []
  })
}

const printed = (figure: Figure | undefined): number | null => (figure?.state === 'reported' ? figure.value : null)

function carried(last: Report, report: Report): Finding[] {
  const findings: Finding[] = []
  for (const [before, now] of pairs(last.applications, report.applications)) {
    for (const { id: column } of applicantColumns) {
      const brought = figureAt(now, { row: 'broughtForward', column })
      const expected = printed(figureAt(before, { row: 'carriedForward', column }))
      const actual = printed(brought)
      if (expected === null || actual === null || expected === actual) continue
      findings.push(
        note(
          'series/carry-forward',
          { at: column, year: report.year, last: last.year },
          {
            table: 'applications',
            instance: now.instance,
            rule: 'XY-CARRY',
            relation: 'broughtForward = carriedForward(last year)',
            expected,
            actual,
            cells: [`applications.broughtForward.${column}`],
            places: placesOf(brought),
          },
        ),
      )
    }
  }
  return findings
}

function inForce(last: Report, report: Report): Finding[] {
  const findings: Finding[] = []
  for (const [before, now] of pairs(last.proactiveDisclosure, report.proactiveDisclosure)) {
    if (before.form !== '2021' || now.form !== '2021') continue
    for (const row of DOCUMENTS) {
      const was = printed(before[row].inForce)
      const issued = printed(now[row].issued)
      const repealed = printed(now[row].repealed)
      const actual = printed(now[row].inForce)
      if (was === null || issued === null || repealed === null || actual === null) continue
      const expected = was + issued - repealed
      if (expected === actual) continue
      findings.push(
        note(
          'series/in-force',
          { row, year: report.year, last: last.year },
          {
            table: 'proactiveDisclosure',
            instance: now.instance,
            rule: 'XY-INFORCE',
            relation: 'inForce = inForce(last year) + issued - repealed',
            expected,
            actual,
            cells: (['inForce', 'issued', 'repealed'] as const).map((column) => `proactiveDisclosure.${row}.${column}`),
            places: placesOf(now[row].inForce),
          },
        ),
      )
    }
  }
  return findings
}

const placesOf = (figure: Figure | undefined) => (figure?.place ? [figure.place] : [])
