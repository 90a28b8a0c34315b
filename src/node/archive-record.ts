import type { Check, Finding, Report } from '../index.js'

/** What an archive keeps of one input file. Paths are relative to the folder given, `/`-separated, NFC. */
export interface ArchiveRecord {
  readonly path: string
  readonly sha256: string | null
  readonly bytes: number | null
  readonly kind: string | null
  readonly state: 'read' | 'partial' | 'failed' | 'duplicate' | 'not-a-report'
  /** Error or finding code that explains the state; null for `read`. */
  readonly code: string | null
  readonly message: { readonly en: string; readonly zh: string } | null
  /** Path of the first file with the same bytes. */
  readonly duplicateOf: string | null
  /** In printed order; a file may hold several reports. Empty for duplicates and failures. */
  readonly readings: readonly {
    readonly report: Report
    readonly findings: readonly Finding[]
    readonly checks: readonly Check[]
  }[]
}
