/** One pass over the records, which feeds all exports at once. */

import { type ExportFormat, type ExportSettings, exportFormats } from '../../options.js'
import { dataPackage } from '../../output/archive/data-package.js'
import type { Decision, Decisions } from '../../output/archive/decisions.js'
import type { Value } from '../../output/archive/fields.js'
import { choosePanelRow, panelRow } from '../../output/archive/panel.js'
import { review } from '../../output/archive/reviewed.js'
import { version } from '../../version.js'
import type { ArchiveRecord } from '../archive-record.js'
import { cellsCsv, findingsCsv, panelCsv, reportsCsv } from './csv-tables.js'
import { documents, texts } from './documents.js'
import type { Exporter } from './exporter.js'
import { allOf, type ExportedFile, type Target } from './file-writer.js'
import { fingerprint } from './fingerprint.js'
import { compare, openSpool, type Spool } from './in-order.js'
import { reportsJsonl, sectionsJsonl } from './json-lines.js'
import { cellsParquet, panelParquet } from './parquet-tables.js'
import { startProvenance, type Tally } from './provenance.js'
import { reviewSite, type SiteOptions } from './review-site.js'
import { sqliteFile } from './sqlite.js'
import { workbookXlsx } from './workbook.js'

/** What is to be written, where, and with what. */
export interface Job {
  readonly target: Target
  readonly settings: ExportSettings
  readonly decisions: Decisions
  readonly site: Pick<SiteOptions, 'drawing' | 'open' | 'picture' | 'read'>
  /** Formats that somebody else writes at the same time. */
  readonly beside?: Beside
}

/** Who writes some of the formats while the others are written, from the same records. */
export interface Beside {
  readonly formats: readonly ExportFormat[]
  readonly start: (job: Pick<Job, 'target' | 'settings' | 'decisions'>) => Exporter
}

export interface Exported {
  readonly files: readonly ExportedFile[]
  readonly tally: Tally
  /** Decisions that fit no finding any more: the figures have changed, or the file is gone. */
  readonly unusedDecisions: readonly Decision[]
}

/** Write all exports of a job; the records come in the order of their paths. */
export async function writeAll(records: AsyncIterable<ArchiveRecord>, job: Job): Promise<Exported> {
  const { target, settings, decisions, beside } = job
  const exporters: Exporter[] = []
  const provenance = startProvenance()
  const unused = new Set(decisions.keys())
  const watch: Exporter = {
    ...nothing,
    record: (record, readings) => {
      provenance.add(record)
      for (const { fingerprints, corrections } of readings) {
        for (const one of fingerprints) unused.delete(one)
        for (const { fingerprint: one } of corrections.values()) unused.delete(one)
      }
    },
  }
  try {
    const other = settings.formats.filter((format) => beside?.formats.includes(format))
    if (beside && other.length > 0)
      exporters.push(beside.start({ target, settings: { ...settings, formats: other }, decisions }))
    exporters.push(watch, await reportsCsv(target, settings.bom))
    await openExporters(job, (format) => settings.formats.includes(format) && !other.includes(format), exporters)
    await feed(records, exporters, job)

    // Side by side: each waits for the disk.
    const files = (await allOf(exporters.map((exporter) => exporter.close()))).flat()
    const late = async (name: string, text: string): Promise<void> => {
      const exporter = texts(target, () => ({ [name]: text }))
      exporters.push(exporter)
      files.push(...(await exporter.close()))
    }
    const formats = exportFormats.filter((format) => settings.formats.includes(format))
    if (formats.includes('codebook'))
      await late('datapackage.json', dataPackage(new Set(files.map(({ name }) => name)), version))
    await late(
      'provenance.json',
      provenance.text(files, { formats, bom: settings.bom, decisions: decisionsHash(decisions) }),
    )
    for (const exporter of exporters) await exporter.place()
    return {
      files: files.sort((a, b) => compare(a.name, b.name)),
      tally: provenance.tally(),
      unusedDecisions: [...unused].sort().flatMap((one) => decisions.get(one) ?? []),
    }
  } catch (error) {
    await discardAll(exporters)
    throw error
  }
}

/** Exports that are on the disk, and not under their names yet. */
export interface Part extends Pick<Exporter, 'place' | 'discard'> {
  readonly files: readonly ExportedFile[]
}

/** Write the formats of a job and nothing else, for whoever writes the rest. */
export async function writePart(records: AsyncIterable<ArchiveRecord>, job: Job): Promise<Part> {
  const exporters: Exporter[] = []
  try {
    await openExporters(job, (format) => job.settings.formats.includes(format), exporters)
    await feed(records, exporters, job)
    return {
      files: (await allOf(exporters.map((exporter) => exporter.close()))).flat(),
      place: async () => {
        for (const exporter of exporters) await exporter.place()
      },
      discard: () => discardAll(exporters),
    }
  } catch (error) {
    await discardAll(exporters)
    throw error
  }
}

const nothing = { close: async () => [], place: async () => {}, discard: async () => {} }

async function discardAll(exporters: readonly Exporter[]): Promise<void> {
  for (const exporter of exporters) await exporter.discard().catch(() => {})
}

/** Show the exporters every record, then every row of the panel. */
async function feed(
  records: AsyncIterable<ArchiveRecord>,
  exporters: readonly Exporter[],
  { target, decisions }: Pick<Job, 'target' | 'decisions'>,
): Promise<void> {
  const panel = await openSpool<PanelKey>(target.temporary, 'panel')
  try {
    for await (const record of records) {
      const readings = review(record, decisions, fingerprint)
      for (const exporter of exporters) await exporter.record?.(record, readings)
      for (const reading of readings) {
        const row = panelRow(reading)
        const { issuer, year } = reading.report
        if (row && issuer !== null && year !== null)
          await panel.add({ issuer, year, path: record.path, index: reading.index }, JSON.stringify(row))
      }
    }
    for await (const row of panelRows(panel)) for (const exporter of exporters) await exporter.panel?.(row)
  } finally {
    await panel.remove()
  }
}

/** Open the exporters that are wanted, one after the other: those that are open when one fails are in the list. */
async function openExporters(
  { target, settings, decisions, site }: Job,
  wants: (format: ExportFormat) => boolean,
  exporters: Exporter[],
): Promise<void> {
  const { bom } = settings
  const add = async (exporter: Promise<Exporter>): Promise<void> => void exporters.push(await exporter)
  if (wants('csv')) {
    await add(cellsCsv(target, bom))
    await add(findingsCsv(target, bom, decisions))
    await add(panelCsv(target, bom))
  }
  if (wants('parquet')) {
    await add(cellsParquet(target))
    await add(panelParquet(target))
  }
  if (wants('jsonl')) {
    await add(reportsJsonl(target))
    await add(sectionsJsonl(target))
  }
  if (wants('xlsx')) await add(workbookXlsx(target, decisions, settings.workbookReports))
  if (wants('sqlite')) await add(sqliteFile(target, decisions))
  if (wants('codebook')) exporters.push(documents(target, bom))
  if (wants('review')) await add(reviewSite(target, { decisions, pages: settings.drawnPages, ...site }))
}

const decisionsHash = (decisions: Decisions): string | null =>
  decisions.size === 0
    ? null
    : fingerprint(JSON.stringify([...decisions.values()].sort((a, b) => compare(a.fingerprint, b.fingerprint))))

interface PanelKey {
  readonly issuer: string
  readonly year: number
  readonly path: string
  readonly index: number
}

const sameRow = (a: PanelKey, b: PanelKey): number => compare(a.issuer, b.issuer) || a.year - b.year
const byRow = (a: PanelKey, b: PanelKey): number => sameRow(a, b) || compare(a.path, b.path) || a.index - b.index

/** The rows of the panel, by issuer and year. */
async function* panelRows(spool: Spool<PanelKey>): AsyncGenerator<Value[]> {
  let key: PanelKey | null = null
  let group: Value[][] = []
  for await (const one of spool.sorted(byRow)) {
    if (key && sameRow(key, one.key) !== 0) {
      yield choosePanelRow(group)
      group = []
    }
    key = one.key
    group.push(JSON.parse(one.text) as Value[])
  }
  if (group.length > 0) yield choosePanelRow(group)
}
