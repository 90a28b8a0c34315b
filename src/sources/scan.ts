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
/**
 * Shares of the characters of a page that fonts whose map has gone wrong give (Ghostscript rewrites such): numbers of glyphs come out as Chinese characters
 * of the first extension, which reports have none of but in a name, codes cut to a byte as Latin letters with marks between Chinese ones.
 */
const RARE_HAN = 0.1
const MARKED_LATIN = 0.01
/** Fewer such characters may be printed. */
const FEWEST_WRONG = 5
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
  if (isMismapped(text)) return 'garbled'
  if (text.length <= FEW_CHARACTERS && covered > NEARLY_WHOLE) return 'picture'
  return null
}

function isMismapped(text: string): boolean {
  const rare = text.match(/[\u3400-\u4dbf]/g)?.length ?? 0
  if (rare >= FEWEST_WRONG && rare > RARE_HAN * (text.match(/\p{Script=Han}/gu)?.length ?? 0)) return true
  const marked = text.match(/(?<=\p{Script=Han})[\u00c0-\u024f]|[\u00c0-\u024f](?=\p{Script=Han})/gu)?.length ?? 0
  return marked >= FEWEST_WRONG && marked > MARKED_LATIN * text.length
}

const share = (image: Page['images'][number], page: Page): number =>
  coverage(0, page.width, image.x0, image.x1) * coverage(0, page.height, image.top, image.bottom)
