/**
 * Records of an archive → the files of its output folder.
 *
 * One pass over the records, in the order of their paths, feeds all exports at once; none of them holds the archive in
 * memory. The same records give the same bytes, in whatever order they come.
 */

import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../../errors.js'
import { didYouMean, type ExportFormat, exportFormats, exportOptionsSchema, parseOptions } from '../../options.js'
import { dataPackage } from '../../output/archive/data-package.js'
import { type Decision, type Decisions, parseDecisions } from '../../output/archive/decisions.js'
import type { Value } from '../../output/archive/fields.js'
import { choosePanelRow, panelRow, panelTable } from '../../output/archive/panel.js'
import { review } from '../../output/archive/reviewed.js'
import { version } from '../../version.js'
import { cellsCsv, findingsCsv, panelCsv, reportsCsv } from './csv-tables.js'
import { documents, texts } from './documents.js'
import type { Exporter } from './exporter.js'
import type { ExportedFile, Target } from './file-writer.js'
import { compare, inOrder, openSpool, type Records, type Spool } from './in-order.js'
import { reportsJsonl, sectionsJsonl } from './json-lines.js'
import { cellsParquet, panelParquet } from './parquet-tables.js'
import { startProvenance, type Tally } from './provenance.js'
import { reviewSite } from './review-site.js'
import { sqliteDriver, sqliteFile } from './sqlite.js'
import { workbookXlsx } from './workbook.js'

export type { ExportFormat } from '../../options.js'
export { exportFormats } from '../../options.js'
export { type Decision, type Decisions, parseDecisions } from '../../output/archive/decisions.js'
export type { ExportedFile } from './file-writer.js'
export { sqliteDriver } from './sqlite.js'

/** The bytes of an input of the archive, by its path in the record; null where they are gone. */
export type OpenInput = (path: string) => Promise<Uint8Array | null>

/**
 * A picture of a page (PNG, JPEG or WebP, upright as it was read), for pages that are pictures themselves; null where there is none.
 */
export type PictureOf = (path: string, page: number) => Promise<Uint8Array | null>

export interface ExportOptions {
  /** Names of what is to be written; all that need no optional driver, where none is given. */
  readonly formats?: readonly string[]
  /** Whether CSV files begin with a byte order mark. */
  readonly bom?: boolean
  readonly workbookReports?: number
  readonly drawnPages?: number
  /** What people decided on the findings of an earlier run; by default what decisions.json in the folder says. */
  readonly decisions?: ReadonlyMap<string, Decision>
  /** Gives the bytes of an input, of which the review site draws its pages; without it, it shows the tables alone. */
  readonly open?: OpenInput
  /** Gives pictures of the pages of scans for the review site; without it, what was read of them is drawn. */
  readonly picture?: PictureOf
  /** Where files are made before they are moved: on the disk of the folder, which it is by default. */
  readonly temporary?: string
}

export interface Exported {
  readonly files: readonly ExportedFile[]
  readonly tally: Tally
  /** Decisions that fit no finding any more: the figures have changed, or the file is gone. */
  readonly unusedDecisions: readonly Decision[]
}

/**
 * Write the exports of an archive.
 *
 * @param records Gives the records of the archive, one for each file, in any order; called more than once.
 * @param folder The output folder; made where it is missing. Files in it of the same names are replaced, each at once and
 * only when all exports are complete.
 * @throws {NianbaoError} `options-invalid`; `engine-missing` where `sqlite` is asked for and better-sqlite3 is not installed.
 */
export async function writeExports(records: Records, folder: string, options: ExportOptions = {}): Promise<Exported> {
  const { decisions: given, open, picture, temporary = folder, formats, ...plain } = options
  const target: Target = { folder, temporary }
  const settings = parseOptions(
    exportOptionsSchema,
    formats?.length ? { ...plain, formats: checkFormats(formats) } : plain,
  )
  if (!formats?.length && (await sqliteDriver())) settings.formats.push('sqlite')
  const decisions = given ?? (await decisionsIn(folder))
  await mkdir(folder, { recursive: true })
  await mkdir(temporary, { recursive: true })
  const exporters: Exporter[] = []
  const panel = await openSpool<PanelKey>(temporary, 'panel')
  const provenance = startProvenance()
  const unused = new Set(decisions.keys())
  try {
    const { bom } = settings
    const wants = (format: ExportFormat): boolean => settings.formats.includes(format)
    const add = async (exporter: Promise<Exporter>): Promise<void> => void exporters.push(await exporter)
    await add(reportsCsv(target, bom))
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
    if (wants('review'))
      await add(
        reviewSite(target, {
          decisions,
          pages: settings.drawnPages,
          ...(open ? { open } : {}),
          ...(picture ? { picture } : {}),
        }),
      )

    for await (const record of inOrder(records, temporary)) {
      provenance.add(record)
      const readings = review(record, decisions, fingerprint)
      for (const { fingerprints, corrections } of readings) {
        for (const one of fingerprints) unused.delete(one)
        for (const { fingerprint: one } of corrections.values()) unused.delete(one)
      }
      for (const exporter of exporters) await exporter.record?.(record, readings)
      for (const reading of readings) {
        const row = panelRow(reading)
        const { issuer, year } = reading.report
        if (row && issuer !== null && year !== null)
          await panel.add({ issuer, year, path: record.path, index: reading.index }, JSON.stringify(row))
      }
    }
    for await (const row of panelRows(panel)) for (const exporter of exporters) await exporter.panel?.(row)

    const files: ExportedFile[] = []
    for (const exporter of exporters) files.push(...(await exporter.close()))
    const closing: Exporter[] = []
    const late = async (name: string, text: string): Promise<void> => {
      const exporter = texts(target, () => ({ [name]: text }))
      closing.push(exporter)
      files.push(...(await exporter.close()))
    }
    exporters.push({
      close: async () => [],
      place: async () => {},
      discard: async () => void (await Promise.all(closing.map((one) => one.discard()))),
    })
    if (wants('codebook')) await late('datapackage.json', dataPackage(new Set(files.map(({ name }) => name)), version))
    await late(
      'provenance.json',
      provenance.text(files, { formats: exportFormats.filter(wants), bom, decisions: decisionsHash(decisions) }),
    )
    for (const exporter of [...exporters, ...closing]) await exporter.place()
    return {
      files: files.sort((a, b) => compare(a.name, b.name)),
      tally: provenance.tally(),
      unusedDecisions: [...unused].sort().flatMap((one) => decisions.get(one) ?? []),
    }
  } catch (error) {
    for (const exporter of exporters) await exporter.discard().catch(() => {})
    throw error
  } finally {
    await panel.remove()
  }
}

/** The decisions.json of an output folder; none where there is no such file. */
async function decisionsIn(folder: string): Promise<Decisions> {
  const path = join(folder, 'decisions.json')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
  if (text === null) return new Map()
  try {
    return parseDecisions(text)
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    throw new NianbaoError(error.code, `${path}: ${error.message}`, { cause: error })
  }
}

/** The names given, if all are known. @throws {NianbaoError} `options-invalid`, with the nearest known name. */
export function checkFormats(formats: readonly string[]): ExportFormat[] {
  return formats.map((format) => {
    const known = exportFormats.find((one) => one === format)
    if (known) return known
    throw new NianbaoError('options-invalid', `there is no format ${format}${didYouMean(format, exportFormats)}`)
  })
}

/** Formats that can be written here. */
export async function availableFormats(): Promise<readonly ExportFormat[]> {
  const driver = await sqliteDriver()
  return exportFormats.filter((format) => format !== 'sqlite' || driver !== null)
}

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

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

/** Columns of the panel, for those who need to know before they load it. */
export const panelColumns = panelTable.fields
