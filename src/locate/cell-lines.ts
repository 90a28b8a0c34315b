/**
 * Text in which a tool has left the cells of a table on lines of their own, or torn the labels from their figures → grids.
 *
 * Between two headings, what is a grid of fields, a lone figure or a short line that is no sentence belongs to one table, if figures
 * stand alone in it at all. A row begins with the label before a figure, and takes all figures up to the next label.
 */

import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import type { Block, Cell, Grid, Paragraph, Place } from '../types.js'
import { isFormLabel } from './glued-text.js'

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
const NEXT_LABEL = /\s+(?=[（(]?[一二三四五六七八九十\d]{1,2}[)）.．、])/

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

/** 行政许可 97: a label with its figures behind it on the same line; null where there are none. */
function withFigures(text: string): { label: string; figures: readonly string[] } | null {
  const parts = text.trim().split(/\s+/)
  let at = parts.length
  while (at > 0 && looksLikeFigure(parts[at - 1] ?? '')) at--
  const label = parts.slice(0, at).join(' ')
  const glued = at === parts.length ? GLUED.exec(squeeze(text)) : null
  if (glued?.[1] && glued[2]) return { label: glued[1], figures: [glued[2]] }
  if (at === 0) return parts.length > 1 ? { label: '', figures: parts } : null
  return at === parts.length || !/\p{Script=Han}/u.test(label) ? null : { label, figures: parts.slice(at) }
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
  const cellOf = (text: string, place: Place | null): Cell => ({
    row: 0,
    col: 0,
    rowSpan: 1,
    colSpan: 1,
    text,
    lines: text ? [text] : [],
    place,
  })
  for (const block of run) {
    if (block.kind === 'grid') {
      open = null
      const own: Cell[][] = Array.from({ length: block.rows }, () => [])
      for (const cell of block.cells) own[cell.row]?.push(cell)
      for (const row of own) rows.push(row)
      continue
    }
    const cell = cellOf(block.text.trim(), block.place)
    const both = withFigures(block.text)
    if (both) {
      const labels = both.label.split(NEXT_LABEL).filter(Boolean)
      rows.push([
        ...labels.map((label) => cellOf(label, block.place)),
        ...both.figures.map((text) => cellOf(text, block.place)),
      ])
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
    const labels = cell.text.split(/\s+/)
    open =
      labels.length > 1 && LABELS.test(cell.text) && !isFormLabel(cell.text)
        ? labels.map((text) => cellOf(text, block.place))
        : [cell]
    rows.push(open)
  }
  const cols = rows.reduce((most, row) => Math.max(most, row.length), 1)
  const cells = rows.flatMap((row, r) => row.map((cell, c) => ({ ...cell, row: r, col: c })))
  return [
    {
      kind: 'grid',
      method: 'fields',
      rows: rows.length,
      cols,
      cells,
      ragged: true,
      rowPages: rows.map(() => null),
      place: run[0]?.place ?? null,
      breaks: [],
    },
  ]
}
