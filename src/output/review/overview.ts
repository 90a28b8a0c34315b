/** What the first page of the review site says of the archive as a whole, counted while the records pass. */

import { type Archived, type ArchivedState, countLevel, fileStates } from '../archive/archived.js'
import type { Value } from '../archive/fields.js'
import type { Reviewed } from '../archive/reviewed.js'

/** One line of the list: see `columns` of the site's list.js, which reads them in this order. */
export type ListRow = readonly unknown[]

export interface Overview {
  readonly files: number
  readonly reports: number
  readonly states: Readonly<Record<ArchivedState, number>>
  /** Years (`''` where none is known) by state. */
  readonly years: readonly (readonly [year: string, ...counts: number[]])[]
  /** Code, findings, reports that have it. */
  readonly codes: readonly (readonly [code: string, findings: number, reports: number])[]
  /** Why files were not read. */
  readonly failures: readonly (readonly [code: string, files: number])[]
  /** Reports with all tables of their form, by table. */
  readonly tables: Readonly<Record<'t2' | 't3' | 't4' | 'statistics', number>>
  readonly cells: Readonly<
    Record<'cells' | 'reported' | 'blank' | 'filler' | 'unreadable' | 'absent' | 'doubtful', number>
  >
  readonly checks: Readonly<Record<'pass' | 'fail' | 'not-assessable', number>>
  readonly issuers: number
  /** Years between the first and the last report of an issuer for which there is none. */
  readonly gaps: number
}

export function startOverview() {
  const states = Object.fromEntries(fileStates.map((state) => [state, 0])) as Record<ArchivedState, number>
  const years = new Map<string, number[]>()
  const codes = new Map<string, [number, number]>()
  const failures = new Map<string, number>()
  const tables = { t2: 0, t3: 0, t4: 0, statistics: 0 }
  const cells = { cells: 0, reported: 0, blank: 0, filler: 0, unreadable: 0, absent: 0, doubtful: 0 }
  const checks = { pass: 0, fail: 0, 'not-assessable': 0 }
  let files = 0
  let reports = 0
  let issuers = 0
  let gaps = 0
  let last: { issuer: Value; year: number } | null = null
  return {
    add(file: Archived, readings: readonly Reviewed[]): void {
      files++
      states[file.state]++
      if (file.code !== null && readings.length === 0) failures.set(file.code, (failures.get(file.code) ?? 0) + 1)
      const at = fileStates.indexOf(file.state)
      const printed = readings.length > 0 ? readings.map(({ report }) => String(report.year ?? '')) : ['']
      for (const year of printed) {
        const counts = years.get(year) ?? new Array<number>(fileStates.length).fill(0)
        counts[at] = (counts[at] ?? 0) + 1
        years.set(year, counts)
      }
      for (const { report, findings, tally, checks: own } of readings) {
        reports++
        if (report.proactiveDisclosure.length > 0) tables.t2++
        if (report.applications.length > 0) tables.t3++
        if (report.disputes.length > 0) tables.t4++
        if (report.statistics.length > 0) tables.statistics++
        for (const key of Object.keys(cells) as (keyof typeof cells)[]) cells[key] += tally[key]
        for (const { outcome } of own) checks[outcome]++
        const seen = new Set<string>()
        for (const { code } of findings) {
          const known = codes.get(code) ?? [0, 0]
          codes.set(code, [known[0] + 1, known[1] + (seen.has(code) ? 0 : 1)])
          seen.add(code)
        }
      }
    },
    /** Rows of the panel, by issuer and year. */
    addPanel([issuer = null, year]: readonly Value[]): void {
      if (last?.issuer === issuer) gaps += Math.max(0, Number(year) - last.year - 1)
      else issuers++
      last = { issuer, year: Number(year) }
    },
    done: (): Overview => ({
      files,
      reports,
      states,
      years: [...years].sort(([a], [b]) => (a < b ? 1 : -1)).map(([year, counts]) => [year, ...counts] as const),
      codes: [...codes].sort(byCount).map(([code, [count, own]]) => [code, count, own] as const),
      failures: [...failures].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
      tables,
      cells,
      checks,
      issuers,
      gaps,
    }),
  }
}

const byCount = ([a, [x]]: [string, [number, number]], [b, [y]]: [string, [number, number]]): number =>
  y - x || (a < b ? -1 : 1)

/** The line of a report in the list, or of a file without one. */
export function listRow(file: Archived, id: string, reading: Reviewed | null): ListRow {
  const head = [id, file.path, file.state, file.kind]
  if (!reading) return [...head, null, null, null, 0, 0, 0, 0, {}, [], file.message, file.duplicateOf, file.code]
  const { report, findings, fingerprints, tally } = reading
  const codes: Record<string, number> = {}
  for (const { code } of findings) codes[code] = (codes[code] ?? 0) + 1
  return [
    ...head,
    report.issuer,
    report.year,
    report.title,
    countLevel(findings, 'error'),
    countLevel(findings, 'warning'),
    tally.unreadable + tally.doubtful,
    tally.reported,
    codes,
    fingerprints.filter((_, i) => findings[i]?.level !== 'info'),
    file.message,
    null,
    file.code,
  ]
}
