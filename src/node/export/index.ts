/**
 * Records of an archive → the files of its output folder.
 *
 * One pass over the records, in the order of their paths, feeds all exports at once; none of them holds the archive in
 * memory. The same records give the same bytes, in whatever order they come.
 */

import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../../errors.js'
import { type ExportFormat, exportFormats, exportOptionsSchema, parseOptions, type ReadOptions } from '../../options.js'
import { type Decision, type Decisions, parseDecisions } from '../../output/archive/decisions.js'
import { didYouMean } from '../../text/nearest.js'
import { outputFailed } from '../archive/atomic-file.js'
import type { KeptDrawing } from '../kept-drawing.js'
import { byPath, type Records } from './in-order.js'
import { requireSite } from './site-program.js'
import { requireSqlite, sqliteDriver } from './sqlite-driver.js'
import type { Beside, Exported, Job } from './write-all.js'

export type { ExportFormat } from '../../options.js'
export { exportFormats } from '../../options.js'
export { type Decision, type Decisions, parseDecisions } from '../../output/archive/decisions.js'
export type { ExportedFile } from './file-writer.js'
export { sqliteDriver } from './sqlite-driver.js'
export type { Exported } from './write-all.js'

/** The bytes of an input of the archive, by its path in the record; null where they are gone. */
export type OpenInput = (path: string) => Promise<Uint8Array | null>

/** What was kept of the drawing of an input when it was read, with so many pages of it; null where it has to be read for it. */
export type DrawingOf = (path: string, pages: number) => Promise<KeptDrawing | null>

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
  /** Gives the drawings of inputs as they were kept when they were read; inputs without one are read again for the review site. */
  readonly drawing?: DrawingOf
  /** Gives the bytes of an input, of which the review site draws its pages; without it, it shows the tables alone. */
  readonly open?: OpenInput
  /** Gives pictures of the pages of scans for the review site; without it, what was read of them is drawn. */
  readonly picture?: PictureOf
  /** Options with which the archive was read: the review site draws what was read with them. */
  readonly read?: ReadOptions
  /** Where files are made before they are moved: on the disk of the folder, which it is by default. */
  readonly temporary?: string
}

/**
 * Write the exports of an archive.
 *
 * @param records Gives the records of the archive, one for each file, in any order; called again where they do not come by path.
 * @param folder The output folder; made where it is missing. Files in it of the same names are replaced, each at once and
 * only when all exports are complete.
 * @throws {NianbaoError} `options-invalid`; `engine-missing` where `sqlite` is asked for and better-sqlite3 is not installed;
 * `output-failed` where something cannot be written.
 */
export const writeExports = (records: Records, folder: string, options: ExportOptions = {}): Promise<Exported> =>
  exportInto(records, folder, options)

/** The same, with some formats written by somebody else at the same time, from the same records. */
export async function exportInto(
  records: Records,
  folder: string,
  options: ExportOptions,
  beside?: Beside,
): Promise<Exported> {
  const { decisions: given, drawing, open, picture, read, temporary = folder, formats, ...plain } = options
  const settings = parseOptions(
    exportOptionsSchema,
    formats?.length ? { ...plain, formats: checkFormats(formats) } : plain,
  )
  if (!formats?.length && (await sqliteDriver())) settings.formats.push('sqlite')
  const job: Job = {
    target: { folder, temporary },
    settings,
    decisions: given ?? (await decisionsIn(folder)),
    site: {
      ...(drawing ? { drawing } : {}),
      ...(open ? { open } : {}),
      ...(picture ? { picture } : {}),
      ...(read ? { read } : {}),
    },
    ...(beside ? { beside } : {}),
  }
  const { writeAll } = await import('./write-all.js')
  try {
    await mkdir(folder, { recursive: true })
    await mkdir(temporary, { recursive: true })
    return await byPath(records, temporary, (sorted) => writeAll(sorted, job))
  } catch (error) {
    throw outputFailed(folder, error)
  }
}

/**
 * The decisions.json of an output folder; none where there is no such file. A run looks at it before it reads: what is wrong with it would be
 * told hours later otherwise.
 *
 * @throws {NianbaoError} `decisions-invalid`.
 */
export async function decisionsIn(folder: string): Promise<Decisions> {
  const path = join(folder, 'decisions.json')
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null
    throw new NianbaoError('decisions-invalid', `${path} cannot be read: ${cause.message}.`, { cause })
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
  if (!Array.isArray(formats))
    throw new NianbaoError('options-invalid', `formats: expected a list, not ${String(formats)}`)
  return formats.map((format) => {
    const known = exportFormats.find((one) => one === format)
    if (known) return known
    throw new NianbaoError(
      'options-invalid',
      `there is no format "${format}"${didYouMean(format, exportFormats) || `; there are ${exportFormats.join(', ')}`}`,
    )
  })
}

/** Load what makes the outputs, while others read. What cannot be loaded is told when it is needed. */
export async function prepareExports(formats: readonly string[]): Promise<void> {
  const wants = (format: ExportFormat): boolean => formats.length === 0 || formats.includes(format)
  await import('./write-all.js')
  if (wants('parquet')) await import('./parquet-tables.js').then(({ loadParquet }) => loadParquet())
  if (wants('xlsx')) await import('./workbook.js').then(({ loadWorkbook }) => loadWorkbook())
}

/** Nothing is read for outputs that cannot be written. @throws {NianbaoError} `options-invalid`, `engine-missing`. */
export async function requireFormats(formats: readonly string[]): Promise<void> {
  const wanted = checkFormats(formats)
  if (wanted.includes('sqlite')) await requireSqlite()
  if (wanted.length === 0 || wanted.includes('review')) await requireSite()
}

/** Formats that can be written here. */
export async function availableFormats(): Promise<readonly ExportFormat[]> {
  const driver = await sqliteDriver()
  return exportFormats.filter((format) => format !== 'sqlite' || driver !== null)
}
