/** One file of an archive as the exports see it; structurally what `nianbao/node` keeps of it. */

import type { Check } from '../../check/evaluate.js'
import type { Finding } from '../../findings.js'
import { cellName, cellsOf, type ReportCell } from '../../report/cells.js'
import { DOUBTFUL } from '../../report/confidence.js'
import type { Figure, Report } from '../../report/schema.js'

export const fileStates = ['read', 'partial', 'failed', 'duplicate', 'not-a-report'] as const
export type ArchivedState = (typeof fileStates)[number]

export interface ArchivedReading {
  readonly report: Report
  readonly findings: readonly Finding[]
  readonly checks: readonly Check[]
}

export interface Archived {
  readonly path: string
  readonly sha256: string | null
  readonly bytes: number | null
  readonly kind: string | null
  readonly state: ArchivedState
  readonly code: string | null
  readonly message: { readonly en: string; readonly zh: string } | null
  readonly duplicateOf: string | null
  readonly readings: readonly ArchivedReading[]
}

/** The key of a cell within one report: its table's copy and its name. */
export const cellKey = (instance: number | null, name: string): string => `${instance ?? 0} ${name}`

/** A cell with what it is called. */
export interface NamedCell extends ReportCell {
  readonly name: string
  /** {@link cellKey} */
  readonly key: string
}

/** All cells of a report, gone through once for all that is made of them. */
export function namedCells(report: Report): NamedCell[] {
  const cells: NamedCell[] = []
  for (const { table, instance, scope, row, column, figure } of cellsOf(report)) {
    const name = cellName(table, { row, column })
    cells.push({ table, instance, scope, row, column, figure, name, key: cellKey(instance, name) })
  }
  return cells
}

/** Codes of the findings, warnings and errors, that name a cell, by {@link cellKey}, in the order found. */
export function flagsOf(findings: readonly Finding[]): Map<string, string[]> {
  const flags = new Map<string, string[]>()
  for (const { code, level, instance, cells } of findings) {
    if (level === 'info') continue
    for (const name of cells) {
      const key = cellKey(instance, name)
      const known = flags.get(key)
      if (!known) flags.set(key, [code])
      else if (!known.includes(code)) known.push(code)
    }
  }
  return flags
}

export const isDoubtful = (figure: Figure): boolean => figure.state === 'reported' && figure.confidence < DOUBTFUL

/** How many cells of a report are in which state, and how many of the printed figures are doubtful. */
export interface Tally {
  readonly cells: number
  readonly reported: number
  readonly blank: number
  readonly filler: number
  readonly unreadable: number
  readonly absent: number
  readonly doubtful: number
}

export function tallyOf(cells: readonly ReportCell[]): Tally {
  const tally = { cells: 0, reported: 0, blank: 0, filler: 0, unreadable: 0, absent: 0, doubtful: 0 }
  for (const { figure } of cells) {
    tally.cells++
    tally[figure.state]++
    if (isDoubtful(figure)) tally.doubtful++
  }
  return tally
}

export const countLevel = (findings: readonly Finding[], level: Finding['level']): number =>
  findings.filter((finding) => finding.level === level).length
