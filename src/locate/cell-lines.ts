/**
 * Text in which a tool has left the cells of a table on lines of their own, or torn the labels from their figures → grids.
 *
 * Between two headings, what is a grid of fields, a lone figure or a short line that is no sentence belongs to one table, if figures
 * stand alone in it at all. A row begins with the label before a figure, and takes all figures up to the next label.
 */

import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import type { Block, Cell, Grid, Paragraph } from '../types.js'
import { isFormLabel } from './glued-text.js'
import { cellOf, raggedGrid, wordsIn } from './text-cells.js'

/** A label is at most this long, remarks in brackets left out. */
const LONGEST = 48
/** Fewer lone figures than this are numbers of pages or notes. */
const FEWEST = 3

/** Put torn tables together. `isHeading` tells which paragraphs begin a section. */
export function joinCellLines(blocks: readonly Block[], isHeading: (text: string) => boolean): Block[] {
  const result: Block[] = []
  let run: Block[] = []
  const flush = (): void => {
    for (const block of regrid(run)) result.push(block)
    run = []
  }
  for (const block of blocks) {
    if (block.kind === 'grid' ? block.method === 'fields' : isCellLike(block, isHeading)) run.push(block)
    else {
      flush()
      result.push(block)
    }
  }
  flush()
  return result
}

/** What stands in brackets, which may be open at the end of a line. */
const REMARK = /[（(][^（()）]*[)）]?/g

/** Where a label ends and the next one begins: at its number. */
const NEXT_LABELS = /\s+(?=[（(]?[一二三四五六七八九十\d]{1,2}[)）.．、])/g

function isCellLike(paragraph: Paragraph, isHeading: (text: string) => boolean): boolean {
  const { text, place, outside } = paragraph
  if (outside || (place && 'page' in place)) return false
  const plain = squeeze(text)
  const row = withFigures(text)
  if (row) return !/[。；;！!？?：:，]/.test(row.label.replace(REMARK, ''))
  const bare = plain.replace(REMARK, '')
  return bare.length <= LONGEST && !/[。；;！!？?：:]$/.test(plain) && !isHeading(text)
}

/** Labels side by side, of a header or a group and its first row. */
const LABELS = /^[^\s。，；：]{2,16}(?:\s+[^\s。，；：]{2,24})+$/

/** 行政处罚1100: a label and its digits without a gap, of a text that has lost its spaces. Years are no figures of a table. */
const GLUED = /^((?:[（(]?[一二三四五六七八九十\d]{1,2}[)）.．、])?\p{Script=Han}[^\d]*)(\d+)$/u

interface Span {
  readonly from: number
  readonly to: number
}

/** 行政许可 97: a label with its figures behind it on the same line, and where each stands; null where there are none. */
function withFigures(text: string): { label: string; span: Span; figures: readonly Span[] } | null {
  const words = wordsIn(text)
  const end = words[words.length - 1]?.to ?? 0
  const begin = words[0]?.from ?? 0
  let at = words.length
  const wordAt = (i: number): string => text.slice(words[i]?.from, words[i]?.to)
  while (at > 0 && looksLikeFigure(wordAt(at - 1))) at--
  const glued = at === words.length ? GLUED.exec(squeeze(text)) : null
  if (glued?.[1] && glued[2]) {
    const from = end - glued[2].length
    return { label: glued[1], span: { from: begin, to: from }, figures: [{ from, to: end }] }
  }
  const figures = words.slice(at)
  if (at === 0) return words.length > 1 ? { label: '', span: { from: begin, to: begin }, figures } : null
  const span = { from: begin, to: words[at - 1]?.to ?? begin }
  const label = text.slice(span.from, span.to)
  return at === words.length || !/\p{Script=Han}/u.test(label) ? null : { label, span, figures }
}

/** Where a label ends and the next one begins, in a part of a text that may hold several. */
function labelsIn(text: string, { from, to }: Span): Span[] {
  const found: Span[] = []
  let start = from
  for (const match of text.slice(from, to).matchAll(NEXT_LABELS)) {
    found.push({ from: start, to: from + match.index })
    start = from + match.index + match[0].length
  }
  return [...found, { from: start, to }].filter((span) => span.to > span.from)
}

function regrid(run: readonly Block[]): Block[] {
  const figures = run.filter((block) => block.kind === 'paragraph' && looksLikeFigure(block.text)).length
  const grids = run.filter((block): block is Grid => block.kind === 'grid')
  const inline = run.filter((block) => block.kind === 'paragraph' && withFigures(block.text) !== null).length
  // One line of many figures is the one row of table 四.
  const line = run.some((block) => block.kind === 'paragraph' && (withFigures(block.text)?.figures.length ?? 0) >= 10)
  if (figures + inline < FEWEST && grids.length < 2 && !line) return [...run]
  // Lines before the first figure that are no labels of the table stay text: the caller's headings end a run already.
  const rows: Cell[][] = []
  let open: Cell[] | null = null
  for (const block of run) {
    if (block.kind === 'grid') {
      open = null
      const own: Cell[][] = Array.from({ length: block.rows }, () => [])
      for (const cell of block.cells) own[cell.row]?.push(cell)
      for (const row of own) rows.push(row)
      continue
    }
    const cell = cellOf(block)
    const part = ({ from, to }: Span): Cell => cellOf(block, from, to)
    const both = withFigures(block.text)
    if (both) {
      rows.push([...labelsIn(block.text, both.span), ...both.figures].map(part))
      open = null
      continue
    }
    if (looksLikeFigure(block.text)) {
      if (!open) {
        open = []
        rows.push(open)
      }
      open.push(cell)
      continue
    }
    const words = wordsIn(block.text)
    open = words.length > 1 && LABELS.test(cell.text) && !isFormLabel(cell.text) ? words.map(part) : [cell]
    rows.push(open)
  }
  return [raggedGrid(rows, run[0]?.place ?? null)]
}
