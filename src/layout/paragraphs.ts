/** Lines → paragraphs. */

import { toTuple, union } from '../geometry/box.js'
import { median } from '../geometry/cluster.js'
import { joinText } from '../text/normalize.js'
import { startsWithOrdinal } from '../text/ordinal.js'
import type { Page, Paragraph } from '../types.js'
import type { Line } from './lines.js'
import { displayedBox } from './upright.js'

export interface Measure {
  /** Left and right edge of the body text, and its size, in points. */
  readonly left: number
  readonly right: number
  readonly size: number
}

/** Where the body text of a document stands: the edges that long lines share. */
export function measureText(lines: readonly Line[]): Measure {
  const long = lines.filter((line) => line.text.length >= 12)
  const use = long.length >= 3 ? long : lines
  return {
    left: Math.min(...use.map((line) => line.box.x0), Number.POSITIVE_INFINITY),
    right: Math.max(...use.map((line) => line.box.x1), 0),
    size: median(use.map((line) => line.size)),
  }
}

/**
 * Put lines that go on into each other together. A line goes on when it reaches the right edge and the next one is not
 * indented, not numbered, not of another size and not far below.
 */
export function toParagraphs(page: Page, lines: readonly Line[], measure: Measure): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let group: Line[] = []
  const flush = (): void => {
    if (group.length > 0) paragraphs.push(makeParagraph(page, group, measure))
    group = []
  }
  for (const line of lines) {
    const above = group[group.length - 1]
    if (above && !goesOn(above, line, measure)) flush()
    group.push(line)
  }
  flush()
  return paragraphs
}

function goesOn(above: Line, line: Line, { left, right, size }: Measure): boolean {
  if (Math.abs(above.size - line.size) > 1.2) return false
  if (line.box.top - above.box.bottom > above.size * 2) return false
  if (line.box.x0 > left + size * 1.3) return false
  if (above.box.x1 < right - above.size * 2.2) return false
  if (!startsWithOrdinal(line.text)) return true
  // At the margin a number may go on a sentence; behind the end of one a Chinese one does not.
  return line.box.x0 < left + size * 0.5 && !(SENTENCE_END.test(above.text) && HEADING.test(line.text))
}

const SENTENCE_END = /[。！？；]$/
const HEADING = /^\s*[（(]?[一二三四五六七八九十]{1,3}[）)、．.]/

function makeParagraph(page: Page, lines: readonly Line[], measure: Measure): Paragraph {
  const box = union(lines.map((line) => line.box))
  const [first] = lines
  const middle = (measure.left + measure.right) / 2
  const indent = (first?.box.x0 ?? 0) - measure.left
  return {
    kind: 'paragraph',
    text: lines.map((line) => line.text).reduce(joinText, ''),
    place: { page: page.number, box: toTuple(displayedBox(box, page)) },
    scale: measure.size > 0 ? Math.round(((first?.size ?? measure.size) / measure.size) * 100) / 100 : 1,
    centred:
      lines.length === 1 &&
      indent > measure.size * 2.5 &&
      Math.abs((box.x0 + box.x1) / 2 - middle) < measure.size * 1.5,
  }
}

/** A paragraph cut by the end of a page goes on overleaf: its last line is full, and the next is not indented. */
export function joinParagraphs(above: Paragraph, below: Paragraph): Paragraph {
  return { ...above, text: joinText(above.text, below.text) }
}
