import type { ArchiveRecord } from '../archive-record.js'

/** How many inputs there are of each state. */
export type States = Readonly<Record<ArchiveRecord['state'], number>>

/** What a run tells while it works. None of it is part of a result. */
export type ArchiveEvent =
  /** All inputs have been found; none has been read. */
  | { readonly event: 'found'; readonly inputs: number }
  /** A pass begins: text layers first, recognition of characters after. `inputs` may be read in it. */
  | { readonly event: 'pass'; readonly pass: 'text' | 'ocr'; readonly inputs: number }
  /** An input has its state, and the result is on disk where there is one. `reused`: it was there before. */
  | {
      readonly event: 'input'
      readonly path: string
      readonly state: ArchiveRecord['state']
      readonly code: string | null
      readonly reused: boolean
    }
  /** All inputs have their state; the outputs are written. */
  | { readonly event: 'export'; readonly inputs: number }
