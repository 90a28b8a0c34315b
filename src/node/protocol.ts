/** What the parent and the reading child say to each other. */

import type { ErrorCode } from '../errors.js'
import type { Progress, ResolvedOptions } from '../options.js'
import type { ReadResult } from '../read-report.js'

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
  readonly trace: boolean
  /** Pages of a report that are to be drawn; 0 for no drawing. */
  readonly drawnPages: number
}

/** What a child gives: what was read, and its drawing, packed, where one was asked for. */
export type ChildResult = ReadResult & { readonly drawing?: Uint8Array }

export type Answer =
  | { readonly type: 'pages'; readonly pages: number; readonly scans: number }
  | { readonly type: 'progress'; readonly progress: Progress }
  | ((Done | Failed) & {
      /** The child ends and can read nothing more: something in it went wrong that it cannot put right. */
      readonly last: boolean
    })

interface Done {
  readonly type: 'done'
  readonly result: ChildResult
}
interface Failed {
  readonly type: 'error'
  readonly code: ErrorCode | null
  readonly message: string
  readonly cause: string | null
}
