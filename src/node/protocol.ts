/** What the parent and the reading child say to each other. */

import type { ErrorCode } from '../errors.js'
import type { Progress, ResolvedOptions } from '../options.js'
import type { ReadResult } from '../read-report.js'
import type { PackedOutcome } from './archive/outcome.js'

/** Options that were checked, without what cannot be sent to another process. */
export type PlainOptions = Omit<ResolvedOptions, 'signal' | 'onProgress'>

/** A file of an archive: its path as the system has it, and the hash of the bytes that are meant. */
export interface HashedFile {
  readonly path: Uint8Array
  readonly sha256: string
}

/** A path, the bytes themselves, or a file that must not have changed. */
export type JobInput = string | Uint8Array | HashedFile

export interface Job {
  readonly type: 'read'
  readonly input: JobInput
  readonly options: PlainOptions
  /** What is sent back: all that was read, the same without its trace, or what an archive keeps of it. */
  readonly wants: 'trace' | 'result' | 'kept'
  /** Whether anybody hears of progress. */
  readonly told: boolean
  /** Pages of a report that are drawn for an archive; 0 for no drawing. */
  readonly drawnPages: number
}

/**
 * What an archive keeps of a reading, as it is stored: the reader packs it, so that nobody between has to take it apart and put it
 * together again.
 */
export interface KeptReading {
  readonly outcome: PackedOutcome
  /** Null where there is no report, or no drawing was asked for. */
  readonly drawing: Uint8Array | null
}

export type Answer =
  | { readonly type: 'pages'; readonly pages: number; readonly scans: number }
  | { readonly type: 'progress'; readonly progress: Progress }
  | ((Done | Kept | Failed) & {
      /** The child ends and can read nothing more: something in it went wrong that it cannot put right. */
      readonly last: boolean
    })

interface Done {
  readonly type: 'done'
  readonly result: ReadResult
}
interface Kept {
  readonly type: 'kept'
  readonly kept: KeptReading
}
interface Failed {
  readonly type: 'error'
  readonly code: ErrorCode | null
  readonly message: string
  readonly cause: string | null
}
