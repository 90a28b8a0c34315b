/** Text of a page → lines, each with the place of its ink in the source. */

import { collapse } from '../text/normalize.js'
import { unifyIdeographs } from '../text/radicals.js'
import type { Place } from '../types.js'
import { type Element, elementOf, type TextNode } from './page-tree.js'

/** How an element with text is cut into lines. */
export interface Line {
  text: string
  place: Place | null
  element: Element | null
}

/** White space as it stands in the source of a page. */
const BLANK =
  /[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+|&(?:nbsp|e[mn]sp|thinsp|zwn?j|#(?:0*160|0*12288|x0*a0|x0*3000));?/iy
const BLANK_END = /(?:&(?:nbsp|e[mn]sp|thinsp|zwn?j|#(?:0*160|0*12288|x0*a0|x0*3000));?)$/i

/** Where text begins and ends in a piece of source. */
function inked(source: string, start: number, end: number): { from: number; to: number } {
  let from = start
  BLANK.lastIndex = from
  while (from < end && BLANK.test(source)) from = Math.min(BLANK.lastIndex, end)
  let to = end
  for (;;) {
    const blank = collapse(source.charAt(to - 1)) === '' ? 1 : BLANK_END.exec(source.slice(to - 12, to))?.[0].length
    if (!blank || to - blank < from) return { from, to }
    to -= blank
  }
}

/** Text nodes → lines: white space folded, an end at every block and `<br>`. */
export class LineMaker {
  private line: Line | null = null
  private pending = ''
  private end0 = 0
  constructor(
    private readonly source: string,
    private readonly emit: (line: Line) => void,
  ) {}

  add(node: TextNode): void {
    const { value } = node
    if (collapse(value) === '') {
      if (this.line) this.pending += value
      return
    }
    const at = node.sourceCodeLocation
    const ink = at ? inked(this.source, at.startOffset, at.endOffset) : null
    if (!this.line) {
      const place =
        at && ink
          ? {
              line: at.startLine + (this.source.slice(at.startOffset, ink.from).match(/\r\n?|\n/g) ?? []).length,
              offset: ink.from,
              length: 0,
            }
          : null
      this.line = { text: '', place, element: elementOf(node) }
    }
    // A radical may be written as a reference, ⺠ as &#x2ea0;, which only the tree has taken apart.
    this.line.text += this.pending + unifyIdeographs(value)
    this.pending = ''
    if (ink) this.end0 = ink.to
  }

  /** What follows stands apart from what is there. */
  gap(): void {
    if (this.line) this.pending += ' '
  }

  end(): void {
    const { line } = this
    this.line = null
    this.pending = ''
    if (!line) return
    const { place } = line
    this.emit({
      ...line,
      text: collapse(line.text),
      place: place && 'line' in place ? { ...place, length: Math.max(0, this.end0 - place.offset) } : place,
    })
  }
}
