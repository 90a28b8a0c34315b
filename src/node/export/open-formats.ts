/** The formats whose making needs the records and nothing else: here, or in a thread. */

import type { ExportFormat, ExportSettings } from '../../options.js'
import type { Decisions } from '../../output/archive/decisions.js'
import { cellsCsv, findingsCsv, panelCsv } from './csv-tables.js'
import { documents } from './documents.js'
import type { Exporter } from './exporter.js'
import type { Target } from './file-writer.js'
import { reportsJsonl, sectionsJsonl } from './json-lines.js'
import { cellsParquet, panelParquet } from './parquet-tables.js'
import { sqliteFile } from './sqlite.js'
import { workbookXlsx } from './workbook.js'

/** What the exporters of these formats are told. */
export interface Plain {
  readonly target: Target
  readonly settings: ExportSettings
  readonly decisions: Decisions
}

export type PlainFormat = Exclude<ExportFormat, 'review'>

/** Open the exporters of some formats, one after the other: whoever takes them has those that are open when one fails. */
export async function* openFormats(
  formats: readonly PlainFormat[],
  { target, settings: { bom, workbookReports }, decisions }: Plain,
): AsyncGenerator<Exporter> {
  if (formats.includes('csv')) {
    yield await cellsCsv(target, bom)
    yield await findingsCsv(target, bom, decisions)
    yield await panelCsv(target, bom)
  }
  if (formats.includes('parquet')) {
    yield await cellsParquet(target)
    yield await panelParquet(target)
  }
  if (formats.includes('jsonl')) {
    yield await reportsJsonl(target)
    yield await sectionsJsonl(target)
  }
  if (formats.includes('xlsx')) yield await workbookXlsx(target, decisions, workbookReports)
  if (formats.includes('sqlite')) yield await sqliteFile(target, decisions)
  if (formats.includes('codebook')) yield documents(target, bom)
}
