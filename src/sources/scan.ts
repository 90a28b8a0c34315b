/** Pages that are pictures: which pages of a PDF are, and what the stage behind gets to read them by. */

import { coverage } from '../geometry/box.js'
import { garbledShare } from '../text/normalize.js'
import type { Page } from '../types.js'
import type { Raster } from './pdf-raster.js'

/** Why a page is read from its picture. */
export type ScanReason = 'no-text' | 'ocr-layer' | 'garbled' | 'picture'

/** One page that is to be read from its picture. */
export interface Scan {
  readonly number: number
  readonly reason: ScanReason
  /** The page drawn. Each call draws it anew, with the same pixels. */
  raster(): Promise<Raster>
}

/** The pages of one input that are to be read from pictures. `close` ends the engine that draws them. */
export interface ScanSet {
  readonly scans: readonly Scan[]
  readonly engines: () => Readonly<Record<string, string>>
  close(): void
}

/** Pictures over this share of a page are the page. */
const WHOLE_PAGE = 0.5
/** Over this share, a page with no more than a stamped line of text is a scan that somebody numbered. */
const NEARLY_WHOLE = 0.75
const FEW_CHARACTERS = 60
/** Above this share of impossible characters a page is unreadable; clean pages have none. */
const GARBLED = 0.05
/** So many Latin letters on a page of a Chinese report that has no Chinese on it. */
const LATIN = 60
/** From this share of invisible characters on, the text is the layer of some OCR. */
const HIDDEN = 0.2

/** Why the text of a page is not what is printed; null where it may be. */
export function textTrouble(page: Page): ScanReason | null {
  const text = page.runs.map((run) => run.text).join('')
  const invisible = page.runs.filter((run) => run.hidden).reduce((sum, run) => sum + run.text.length, 0)
  if (invisible > 0 && invisible >= text.length * HIDDEN) return 'ocr-layer'
  const covered = page.images.reduce((sum, image) => sum + share(image, page), 0)
  if (text.length < 5 && covered > WHOLE_PAGE) return 'no-text'
  if (text.length >= 20 && garbledShare(text) > GARBLED) return 'garbled'
  // Letters and no Chinese at all: a font whose map gives the codes of its glyphs.
  if ((text.match(/\p{Script=Latin}/gu)?.length ?? 0) >= LATIN && !/\p{Script=Han}/u.test(text)) return 'garbled'
  if (text.length <= FEW_CHARACTERS && covered > NEARLY_WHOLE) return 'picture'
  return null
}

const share = (image: Page['images'][number], page: Page): number =>
  coverage(0, page.width, image.x0, image.x1) * coverage(0, page.height, image.top, image.bottom)
