/**
 * What a person decided on findings: written by the review site, replayed into the exports beside the printed figures.
 *
 * A decision belongs to a fingerprint, which holds the figures that the person saw: it outlives new runs, renamed files
 * and new versions as long as the same figures are read, and ends when they are not.
 */

import { NianbaoError } from '../../errors.js'
import type { Finding } from '../../findings.js'
import type { Figure, Report } from '../../report/schema.js'
import { cellKey, type NamedCell } from './archived.js'

export const decisionKinds = ['confirmed', 'dismissed', 'corrected'] as const
export type DecisionKind = (typeof decisionKinds)[number]

/** What a person says a cell should be; null where it should hold no figure. */
export interface Correction {
  readonly cell: string
  readonly instance: number
  readonly value: number | null
}

/** A correction with the fingerprint of the decision that it comes from. */
export interface Given extends Correction {
  readonly fingerprint: string
}

export interface Decision {
  readonly fingerprint: string
  readonly decision: DecisionKind
  readonly corrections: readonly Correction[]
  readonly note: string
  /** For the people who read the file: what was decided on. Nothing depends on it. */
  readonly about: string
}

export type Decisions = ReadonlyMap<string, Decision>

/** Fingerprint of a text: a hash that the caller brings, since this folder has none. */
export type Hash = (text: string) => string

/** The report of which a finding speaks: its issuer and year, or its bytes where they are not known. */
export const reportKey = (report: Report): string =>
  report.issuer !== null && report.year !== null
    ? `${report.issuer} ${report.year}`
    : `${report.source.sha256 ?? report.source.name ?? ''}`

const shown = (figure: Figure | undefined): string => (figure ? `${figure.state}:${figure.raw}` : '')

/** What the fingerprint of a finding is made of: the report, the code, and the figures as they are printed. */
export const findingIdentity = (report: Report, finding: Finding, figures: ReadonlyMap<string, Figure>): string =>
  JSON.stringify([
    reportKey(report),
    finding.code,
    finding.table,
    finding.instance,
    finding.rule,
    finding.relation,
    finding.expected,
    finding.actual,
    finding.cells.map((name) => [name, shown(figures.get(cellKey(finding.instance, name)))]),
    finding.cells.length > 0 ? null : finding.args,
  ])

/** As {@link findingIdentity}, for decisions on single cells of a report. */
export function cellIdentity(report: Report): (instance: number, name: string, figure: Figure) => string {
  // The JSON of a list, whose beginning all cells share.
  const begins = `[${JSON.stringify(reportKey(report))},"cell",`
  return (instance, name, figure) => `${begins}${instance},${JSON.stringify(name)},${JSON.stringify(shown(figure))}]`
}

/** Corrections of a report by {@link cellKey}: those of its findings first, then those of its cells. */
export function correctionsOf(
  report: Report,
  cells: readonly NamedCell[],
  fingerprints: readonly string[],
  decisions: Decisions,
  hash: Hash,
): Map<string, Given> {
  const corrections = new Map<string, Given>()
  if (decisions.size === 0) return corrections
  for (const fingerprint of fingerprints)
    for (const correction of decisions.get(fingerprint)?.corrections ?? [])
      corrections.set(cellKey(correction.instance, correction.cell), { ...correction, fingerprint })
  const identity = cellIdentity(report)
  for (const { instance, name, key, figure } of cells) {
    const fingerprint = hash(identity(instance, name, figure))
    const own = decisions.get(fingerprint)?.corrections[0]
    if (own) corrections.set(key, { cell: name, instance, value: own.value, fingerprint })
  }
  return corrections
}

/**
 * The decisions of a `decisions.json`.
 *
 * @throws {NianbaoError} `decisions-invalid`, with the place, where the text is not what the review site writes.
 */
export function parseDecisions(text: string): Map<string, Decision> {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw new NianbaoError('decisions-invalid', `It is no JSON: ${(cause as Error).message}`, { cause })
  }
  const file = record(json, 'the file')
  if (file.schema !== 1)
    throw new NianbaoError('decisions-invalid', `schema is ${JSON.stringify(file.schema)}; this version knows 1.`)
  if (!Array.isArray(file.decisions)) throw new NianbaoError('decisions-invalid', 'decisions is no list.')
  const decisions = new Map<string, Decision>()
  for (const [i, one] of file.decisions.entries()) {
    const where = `decisions[${i}]`
    const { fingerprint, decision, corrections = [], note = '', about = '' } = record(one, where)
    if (typeof fingerprint !== 'string' || !/^[0-9a-f]{16,64}$/.test(fingerprint))
      throw new NianbaoError('decisions-invalid', `${where}.fingerprint is none.`)
    if (!(decisionKinds as readonly unknown[]).includes(decision))
      throw new NianbaoError('decisions-invalid', `${where}.decision is not one of ${decisionKinds.join(', ')}.`)
    if (!Array.isArray(corrections)) throw new NianbaoError('decisions-invalid', `${where}.corrections is no list.`)
    const parsed: Decision = {
      fingerprint,
      decision: decision as DecisionKind,
      corrections: corrections.map((correction, k) => parseCorrection(correction, `${where}.corrections[${k}]`)),
      note: String(note),
      about: String(about),
    }
    const before = decisions.get(fingerprint)
    if (before && decided(before) !== decided(parsed))
      throw new NianbaoError(
        'decisions-invalid',
        `${where} decides otherwise on what was decided before it: ${fingerprint}.`,
      )
    decisions.set(fingerprint, parsed)
  }
  return decisions
}

const decided = ({ decision, corrections }: Decision): string => JSON.stringify([decision, corrections])

function parseCorrection(json: unknown, where: string): Correction {
  const { cell, instance = 0, value } = record(json, where)
  if (typeof cell !== 'string' || !/^\w+(?:\.\w+)+$/.test(cell))
    throw new NianbaoError('decisions-invalid', `${where}.cell is no name of a cell.`)
  if (!Number.isSafeInteger(instance) || (instance as number) < 0)
    throw new NianbaoError('decisions-invalid', `${where}.instance is not 0 or a number counted from it.`)
  if (value !== null && !(typeof value === 'number' && Number.isFinite(value)))
    throw new NianbaoError('decisions-invalid', `${where}.value is neither a number nor null.`)
  return { cell, instance: instance as number, value }
}

function record(json: unknown, where: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new NianbaoError('decisions-invalid', `${where} is no object.`)
  return json as Record<string, unknown>
}
