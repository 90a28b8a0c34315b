/** Is the text of a page what is printed? What its layer gives away, page by page. */

import { type Finding, note } from '../findings.js'
import type { Page } from '../types.js'
import { type ScanReason, textTrouble } from './scan.js'

/** Findings on pages whose text is an OCR layer, is missing, or has no usable characters. `read`: pages read from their picture. */
export function inspectText(pages: readonly Page[], read: ReadonlySet<number> = new Set()): Finding[] {
  const found: Record<ScanReason, number[]> = { 'no-text': [], 'ocr-layer': [], garbled: [], picture: [] }
  for (const page of pages) {
    const trouble = read.has(page.number) ? null : textTrouble(page)
    if (trouble) found[trouble].push(page.number)
  }
  const empty = [...found['no-text'], ...found.picture].sort((a, b) => a - b)
  const notes: Finding[] = []
  if (found['ocr-layer'].length > 0) notes.push(note('read/ocr-layer', { pages: found['ocr-layer'] }))
  if (empty.length > 0) notes.push(note('read/no-text', { pages: empty }))
  if (found.garbled.length > 0) notes.push(note('read/garbled', { pages: found.garbled }))
  return notes
}
