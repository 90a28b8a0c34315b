/**
 * nianbao where there is a file system: paths, and limits that hold against files that hang or crash their reader.
 */

import type { Records } from './export/in-order.js'
import type { Exported, ExportOptions } from './export/index.js'

export * from '../index.js'
export type { ArchiveEvent, States } from './archive/events.js'
export { type MergeOptions, mergeArchives } from './archive/merge.js'
export type { ArchiveOptions, Shard } from './archive/options.js'
export {
  type Enqueued,
  enqueueArchive,
  type QueueOptions,
  runWorker,
  type WorkerOptions,
} from './archive/queue.js'
export { readArchive } from './archive/read-archive.js'
export { type RunOptions, runArchive } from './archive/run-archive.js'
export type { ArchiveSummary } from './archive/summary.js'
export type { ArchiveRecord } from './archive-record.js'
export type { Decision, Exported, ExportedFile, ExportFormat, ExportOptions, OpenInput } from './export/index.js'
export { type NodeReadOptions, readReport } from './read.js'
export { closeReaders, warmUp } from './reading-process.js'
export { parseRules, readRules } from './rules-file.js'

/**
 * Write the exports of an archive: tables as CSV, Parquet, JSON lines, a workbook, a database, their codebook, and the pages
 * of the review site. As {@link ExportOptions} says; `docs/exports.md` describes the files.
 *
 * @param records Gives the records of the archive, one for each file, in any order; called again where they do not come by path.
 * @param folder The output folder; made where it is missing.
 * @throws {NianbaoError} `options-invalid`, `decisions-invalid`, `engine-missing`.
 */
export async function writeExports(records: Records, folder: string, options: ExportOptions = {}): Promise<Exported> {
  // The exports load their libraries when they are asked for, and nobody else pays for them.
  const module = await import('./export/index.js')
  return module.writeExports(records, folder, options)
}
