/** What a reading came to: one state and the code that explains it. */

import { gzipSync } from 'node:zlib'
import { NianbaoError } from '../../errors.js'
import type { Finding, FindingCode } from '../../findings.js'
import type { ReadOptions } from '../../options.js'
import type { ReadResult } from '../../read-report.js'
import { cellsOf } from '../../report/cells.js'
import type { ArchiveRecord } from '../archive-record.js'

export interface Outcome {
  readonly state: 'read' | 'partial' | 'failed' | 'not-a-report'
  readonly code: string | null
  /** Kind of what was read, where it was; a Word file is a zip archive from outside. */
  readonly kind: string | null
  /** Another pass that could read what this one could not. */
  readonly wants: 'ocr' | null
  readonly readings: ArchiveRecord['readings']
  /** The limits of time and memory that ended the reading. */
  readonly under?: string
}

/** What is known of an outcome without opening it. */
export interface Known {
  readonly state: Outcome['state']
  readonly code: string | null
  readonly kind: string | null
  readonly wants: Outcome['wants']
  /** Issuer and year of the reports in it. */
  readonly reports: readonly (readonly [issuer: string | null, year: number | null])[]
  readonly under?: string
}

export const knownOf = ({ state, code, kind, wants, readings, under }: Outcome): Known => ({
  state,
  code,
  kind,
  wants,
  reports: readings.map(({ report }) => [report.issuer, report.year]),
  ...(under === undefined ? {} : { under }),
})

/** True for what has the form of it, wherever it was read from. */
export const isKnown = (one: Partial<Known>): one is Known =>
  typeof one.state === 'string' &&
  Array.isArray(one.reports) &&
  one.reports.every((report) => Array.isArray(report) && report.length === 2)

/** An outcome as it is stored. */
export interface PackedOutcome {
  readonly known: Known
  /** JSON, packed by gzip. */
  readonly bytes: Uint8Array
}

/** Half of the time of the usual level, for a tenth more bytes. */
const LEVEL = 3

export const packOutcome = (outcome: Outcome): PackedOutcome => ({
  known: knownOf(outcome),
  bytes: gzipSync(JSON.stringify(outcome), { level: LEVEL }),
})

/** What recognition of characters could not read nothing will. */
export const endsWith = ({ ocr }: Pick<ReadOptions, 'ocr'>, outcome: Outcome): Outcome =>
  ocr === 'off' ? outcome : { ...outcome, wants: null }

/** What makes a reading one in part: something of the file was not read. */
const PARTIAL: readonly FindingCode[] = [
  'read/degraded',
  'read/page-failed',
  'read/scan-failed',
  'read/page-limit',
  'read/operator-limit',
  'read/font-lost',
  'read/no-text',
  'read/garbled',
  'read/ocr-layer',
  'read/encoding',
]

const partialCode = (findings: readonly Finding[]): FindingCode | null =>
  PARTIAL.find((code) => findings.some((finding) => finding.code === code)) ?? null

/** True where a reading is one in part. */
export const isPartial = (findings: readonly Finding[]): boolean => partialCode(findings) !== null

/** Findings on pages whose print only a recognition of characters can read. */
const FOR_OCR: readonly FindingCode[] = ['read/no-text', 'read/garbled', 'read/ocr-layer', 'read/font-lost']

/**
 * The outcome of a reading that ended.
 *
 * A report without a single figure is one in part: whatever lost its tables, its being read is no success. An input of which something
 * was lost and that shows no report has failed: nobody knows what it is.
 */
export function outcomeOf({ report, findings, checks, more }: Omit<ReadResult, 'trace'>): Outcome {
  const lost = partialCode(findings)
  const wants = findings.some(({ code }) => FOR_OCR.includes(code)) ? 'ocr' : null
  if (!report) {
    return {
      state: lost ? 'failed' : 'not-a-report',
      code: lost ?? 'locate/not-a-report',
      kind: null,
      wants,
      readings: [],
    }
  }
  const others = more.flatMap((one) => (one.report ? [{ ...one, report: one.report }] : []))
  const readings = [{ report, findings, checks }, ...others]
  const code = lost ?? (readings.some((one) => hasFigures(one.report)) ? null : 'locate/table-missing')
  return {
    state: code ? 'partial' : 'read',
    code,
    kind: report.source.kind,
    wants,
    readings,
  }
}

function hasFigures(report: NonNullable<ReadResult['report']>): boolean {
  for (const { figure } of cellsOf(report))
    if (figure.state !== 'absent' && (figure.state !== 'unreadable' || figure.raw !== '')) return true
  return false
}

/** The outcome of a reading that failed. What is no matter of the input is thrown on. */
export function outcomeOfError(error: unknown): Outcome {
  const code = error instanceof NianbaoError ? error.code : 'engine-failed'
  if (code === 'aborted' || code === 'options-invalid' || code === 'input-changed') throw error
  const picture = code === 'unsupported-kind'
  return { state: 'failed', code, kind: null, wants: picture ? 'ocr' : null, readings: [] }
}
