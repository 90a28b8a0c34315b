/** One export: it is shown every file of the archive, then every row of the panel, then asked to finish. */

import type { Value } from '../../output/archive/fields.js'
import type { Reviewed } from '../../output/archive/reviewed.js'
import type { ArchiveRecord } from '../archive-record.js'
import type { ExportedFile } from './file-writer.js'

export interface Exporter {
  /** Files come in the order of their paths. */
  record?(file: ArchiveRecord, readings: readonly Reviewed[]): void | Promise<void>
  /** Rows come in the order of issuer and year. */
  panel?(row: readonly Value[]): void | Promise<void>
  /** Bring all to the disk, nothing under its own name yet. */
  close(): Promise<readonly ExportedFile[]>
  /** Give the files their names. */
  place(): Promise<void>
  discard(): Promise<void>
}
