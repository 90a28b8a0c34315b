/** Text whose columns are held by spaces → pages of a typewriter. */

import { median } from '../geometry/cluster.js'
import { looksLikeFigure } from '../text/figures.js'
import type { Page, Place, TextRun } from '../types.js'
import type { TextLine } from './text.js'

/** Points of a column and of a line. Any would do; with these a gap of one column ends a chunk. */
const COLUMN = 6
const LINE = 12

interface Token {
  readonly text: string
  /** Index of its first character in the line. */
  readonly start: number
}

/** Lines with columns: figures behind at least two spaces, no tabs. */
export function looksLikeLayout(lines: readonly TextLine[]): boolean {
  let columns = 0
  let tabs = 0
  for (const { text } of lines) {
    if (text.includes('\t')) tabs++
    else if (/\S {2,}\S/.test(text)) {
      const all = tokens(text)
      // A label and its figure with a gap between, or several figures.
      if (all.length >= 2 && looksLikeFigure(all[all.length - 1]?.text ?? '')) columns++
    }
  }
  return columns >= 5 && columns > tabs
}

/**
 * True where the columns of a text have no places: its cells are parted by the same run of spaces each, however long they are. Its labels then stand at
 * the same distance from each other everywhere, and from one line to the next its figures lie further apart than half the way to the next column.
 */
export function isSpaced(lines: readonly TextLine[]): boolean {
  const gaps = new Map<number, number>()
  const pitches: number[] = []
  for (const { text } of lines) {
    const cells = tokens(text)
    for (const [i, cell] of cells.entries()) {
      const before = cells[i - 1]
      if (!before) continue
      const figures = [before, cell].filter((token) => looksLikeFigure(token.text)).length
      const gap = cell.start - before.start - before.text.length
      if (figures === 2) pitches.push(cell.start - before.start)
      if (figures === 0 && gap > 1) gaps.set(gap, (gaps.get(gap) ?? 0) + 1)
    }
  }
  const all = [...gaps.values()].reduce((sum, count) => sum + count, 0)
  if (pitches.length < FEWEST_PITCHES || Math.max(0, ...gaps.values()) < all * SAME_GAPS) return false
  return Math.min(misfit(lines, byWidth), misfit(lines, byCount)) > median(pitches) / 2
}

/** Such a share of the gaps between labels is the same where a fixed run of spaces parts the cells; columns that are filled up make all kinds of gaps. */
const SAME_GAPS = 0.8
/** Fewer figures side by side say nothing about columns. */
const FEWEST_PITCHES = 12

/**
 * Words of a line that stand together. One space parts two figures, and a label from the last figures of its line; in
 * prose, where a figure is followed by words, it parts nothing.
 */
export function tokens(line: string): Token[] {
  const words = [...line.matchAll(/\S+/g)].map((match) => ({ text: match[0], start: match.index }))
  const joined: Token[] = []
  for (const [i, word] of words.entries()) {
    const last = joined[joined.length - 1]
    const gap = last ? word.start - (last.start + last.text.length) : 0
    const next = words[i + 1]
    const figure = looksLikeFigure(word.text)
    const endsLine = !next || next.start - (word.start + word.text.length) > 1 || looksLikeFigure(next.text)
    // A numbered label behind the name of its group: （三）不 4.保护第三方合法权益.
    const numbered =
      last !== undefined &&
      !looksLikeFigure(last.text) &&
      /^(?:\d{1,2}[.、．]|[(（][一二三四五六七八九十]+[)）])\S/.test(word.text)
    const parts = gap > 1 || numbered || (figure && last !== undefined && (looksLikeFigure(last.text) || endsLine))
    if (!last || parts) joined.push(word)
    else joined[joined.length - 1] = { text: line.slice(last.start, word.start + word.text.length), start: last.start }
  }
  return joined
}

/** Columns that a character takes: 1 in poppler's layout, 2 for Chinese ones in tools that draw for a terminal. */
type Measure = (text: string) => number

const byCount: Measure = (text) => text.length
const byWidth: Measure = (text) => {
  let width = 0
  for (const char of text) width += (char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
  return width
}

/** How badly the figures of neighbouring lines line up, in columns per figure. */
function misfit(lines: readonly TextLine[], measure: Measure): number {
  let sum = 0
  let count = 0
  let last: number[] = []
  for (const { text } of lines) {
    const middles = tokens(text)
      .filter((token) => looksLikeFigure(token.text))
      .map((token) => measure(text.slice(0, token.start)) + token.text.length / 2)
    if (middles.length >= 2 && middles.length === last.length) {
      for (const [i, middle] of middles.entries()) sum += Math.abs(middle - (last[i] ?? 0))
      count += middles.length
    }
    if (middles.length >= 2) last = middles
  }
  return count > 0 ? sum / count : 0
}

export function typewriterPages(lines: readonly TextLine[]): { pages: Page[]; locate: (place: Place) => Place } {
  const measure = misfit(lines, byWidth) < misfit(lines, byCount) ? byWidth : byCount
  const sheets: TextLine[][] = []
  for (const line of lines) {
    const sheet = sheets[sheets.length - 1]
    if (!sheet || line.newPage) sheets.push([line])
    else sheet.push(line)
  }
  const pages = sheets.map((sheet, s): Page => {
    const runs: TextRun[] = []
    let width = 0
    for (const [i, line] of sheet.entries()) {
      for (const token of tokens(line.text)) {
        const x0 = measure(line.text.slice(0, token.start)) * COLUMN
        const x1 = x0 + measure(token.text) * COLUMN
        width = Math.max(width, x1)
        runs.push({
          text: token.text,
          box: { x0, x1, top: i * LINE, bottom: i * LINE + LINE - 2 },
          size: COLUMN,
          direction: 'right',
        })
      }
    }
    return {
      number: s + 1,
      width,
      height: sheet.length * LINE,
      runs,
      rulings: [],
      edges: [],
      images: [],
      typewriter: true,
    }
  })
  // Back from the typewriter to the text: the box of a run names its line and columns.
  const locate = (place: Place): Place => {
    if (!('box' in place)) return place
    const [x0, top, x1, bottom] = place.box
    const sheet = sheets[place.page - 1] ?? []
    const first = sheet[Math.round(top / LINE)]
    const last = sheet[Math.round((bottom + 2) / LINE) - 1] ?? first
    if (!first || !last) return place
    const start = first.offset + indexAt(first.text, x0 / COLUMN, measure)
    const end = last.offset + indexAt(last.text, x1 / COLUMN, measure)
    return { line: first.number, offset: start, length: Math.max(0, end - start) }
  }
  return { pages, locate }
}

function indexAt(text: string, column: number, measure: Measure): number {
  let at = 0
  for (let i = 0; i < text.length; i++) {
    if (at >= column - 0.01) return i
    at += measure(text[i] ?? '')
  }
  return text.length
}
