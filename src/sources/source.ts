import type { Note } from '../findings.js'
import type { ResolvedOptions } from '../options.js'
import type { Block, Page, Place, SourceKind } from '../types.js'
import type { ScanSet } from './scan.js'

/** What every adapter gets. `alive` throws when the caller gave up or the time is over. */
export interface SourceContext {
  readonly options: ResolvedOptions
  readonly alive: () => void
  /** Tell how many pages there are, and how many of them are read from pictures, once that is known: time is given by page. */
  readonly expectPages: (pages: number, scans?: number) => void
  /** How many archives the bytes came out of. */
  readonly depth?: number
}

/** What every adapter gives: pages to be laid out, or blocks where the input already has its structure. */
export interface SourceResult {
  readonly kind: SourceKind
  readonly pages: readonly Page[]
  readonly blocks: readonly Block[] | null
  readonly pageCount: number | null
  readonly engines: Readonly<Record<string, string>>
  readonly notes: readonly Note[]
  /** Pages that are to be read from their pictures; `pages` has what their text layer says. */
  readonly scans?: ScanSet
  /** Some of the pages as another engine reads them; null where it cannot. `thorough` costs several times as much. */
  readonly witness?: (pages: ReadonlySet<number>, thorough: boolean) => Promise<readonly Page[] | null>
  /** Where places on the pages are in the input, where the pages are not the input's own. */
  readonly locate?: (place: Place) => Place
}
