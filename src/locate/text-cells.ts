/** Cells and grids made of text: what stands where in a paragraph, and rows of cells without columns. */

import { squeeze } from '../text/normalize.js'
import type { Block, Cell, Grid, Paragraph, Place } from '../types.js'

type Printed = Pick<Paragraph, 'text' | 'place' | 'pieces'>

/** Where a part of a paragraph stands; the place of the whole where that is not known of its parts. */
export function placeIn({ text, place, pieces }: Printed, from: number, to: number): Place | null {
  if (!place || !('line' in place)) return place
  const index = pieces?.findLastIndex(({ at }) => at <= from) ?? -1
  const piece = pieces?.[index]
  if (piece && to <= (pieces?.[index + 1]?.at ?? text.length))
    return { line: piece.line, offset: piece.offset + from - piece.at, length: to - from }
  return place.length === text.length ? { ...place, offset: place.offset + from, length: to - from } : place
}

/** A part of a paragraph as a cell of its own, white space around it left out. */
export function cellOf(paragraph: Printed, from = 0, to = paragraph.text.length): Cell {
  const part = paragraph.text.slice(from, to)
  const text = part.trim()
  const start = from + part.length - part.trimStart().length
  const place = placeIn(paragraph, start, start + text.length)
  return { row: 0, col: 0, rowSpan: 1, colSpan: 1, text, lines: text ? [text] : [], place }
}

/** The lines that a paragraph was put together from: from and to before; all of it where they are not known. */
export function linesIn({ text, pieces = [] }: Pick<Paragraph, 'text' | 'pieces'>): { from: number; to: number }[] {
  const ends = [...pieces.slice(1).map(({ at }) => at), text.length]
  return ends.map((to, i) => ({ from: ends[i - 1] ?? 0, to }))
}

/** The words of a part of a paragraph, parted by white space: from and to before. */
export const wordsIn = (text: string, from = 0, to = text.length): { from: number; to: number }[] =>
  [...text.slice(from, to).matchAll(/\S+/g)].map((match) => ({
    from: from + match.index,
    to: from + match.index + match[0].length,
  }))

/** Figures of which it is not known whose cells they are, as one cell that may hold each of them; null where there is none. */
export function togetherIn(figures: readonly Cell[]): Cell | null {
  const [first] = figures
  if (!first) return null
  const text = figures.map((cell) => cell.text).join(' ')
  const candidates = figures.map((cell) => Number(squeeze(cell.text))).filter(Number.isFinite)
  return { ...first, text, lines: [text], candidates }
}

/** Rows of cells whose columns need not correspond → a grid. */
export function raggedGrid(rows: readonly (readonly Cell[])[], place: Place | null): Grid {
  return {
    kind: 'grid',
    method: 'fields',
    rows: rows.length,
    cols: rows.reduce((most, row) => Math.max(most, row.length), 1),
    cells: rows.flatMap((row, r) => row.map((cell, c) => ({ ...cell, row: r, col: c }))),
    ragged: true,
    rowPages: rows.map(() => null),
    place,
    breaks: [],
  }
}

/** What a block says: the texts of its cells, or its own. */
export const textsOf = (block: Block): readonly string[] =>
  block.kind === 'grid' ? block.cells.map(({ text }) => text) : [block.text]
