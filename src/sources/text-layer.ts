/** Is the text of a page what is printed? What its layer gives away, page by page. */

import { type Finding, note } from '../findings.js'
import { coverage } from '../geometry/box.js'
import { garbledShare } from '../text/normalize.js'
import type { Page } from '../types.js'

/** A picture over this share of a page is the page. */
const WHOLE_PAGE = 0.5
/** Above this share of impossible characters a page is unreadable; clean pages have none. */
const GARBLED = 0.05

/** Findings on pages whose text is an OCR layer, is missing, or has no usable characters. */
export function inspectText(pages: readonly Page[]): Finding[] {
  const hidden: number[] = []
  const empty: number[] = []
  const garbled: number[] = []
  for (const page of pages) {
    const text = page.runs.map((run) => run.text).join('')
    const invisible = page.runs.filter((run) => run.hidden).reduce((sum, run) => sum + run.text.length, 0)
    if (invisible > 0 && invisible >= text.length * 0.2) hidden.push(page.number)
    else if (text.length < 5 && page.images.some((image) => share(image, page) > WHOLE_PAGE)) empty.push(page.number)
    else if (text.length >= 20 && garbledShare(text) > GARBLED) garbled.push(page.number)
  }
  const notes: Finding[] = []
  if (hidden.length > 0) notes.push(note('read/ocr-layer', { pages: hidden }))
  if (empty.length > 0) notes.push(note('read/no-text', { pages: empty }))
  if (garbled.length > 0) notes.push(note('read/garbled', { pages: garbled }))
  return notes
}

const share = (image: Page['images'][number], page: Page): number =>
  coverage(0, page.width, image.x0, image.x1) * coverage(0, page.height, image.top, image.bottom)
