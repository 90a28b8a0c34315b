/** Paragraphs and tables of a Word file → blocks. Cells stand in the columns that `gridBefore` and `gridSpan` count. */

import { collapse } from '../text/normalize.js'
import type { Block, Grid } from '../types.js'
import type { Node, TableNode } from './docx-nodes.js'
import { spansByWidth } from './docx-spans.js'
import {
  cellContent,
  holdsFigures,
  isFigure,
  LONGEST_CELL,
  type MarkupCell,
  MOST_COLUMNS,
  MOST_SLOTS,
  markupGrid,
} from './markup.js'

/** Append the blocks of nodes, in the order of the file. */
export function emitBlocks(nodes: readonly Node[], blocks: Block[]): void {
  for (const node of nodes) {
    if (node.kind === 'paragraph') {
      let at = node.offset
      for (const piece of node.text.split('\n')) {
        const text = collapse(piece)
        if (text !== '')
          blocks.push({
            kind: 'paragraph',
            text,
            place: { line: node.line, offset: at, length: piece.length },
            scale: node.heading ? 1.5 : 1,
            centred: node.centred,
          })
        at += piece.length + 1
      }
    } else if (contentOf(node).frame) {
      for (const row of node.rows) for (const cell of row.cells) emitBlocks(cell.nodes, blocks)
    } else blocks.push(gridOf(node))
  }
}

interface Content {
  readonly frame: boolean
  /** Cells that hold a figure: of the table itself, and of tables in it that are data. */
  readonly own: number
  readonly inner: number
}

/** What a table is: data, or a frame: one column, around other tables of data, or around a text. */
function contentOf(table: TableNode): Content {
  let own = 0
  let inner = 0
  let around = false
  let prose = false
  for (const cell of table.rows.flatMap((row) => row.cells)) {
    const inside = cell.nodes.flatMap((node) => (node.kind === 'table' ? [contentOf(node)] : []))
    const data = inside.filter((one) => !one.frame || one.inner > 0)
    around ||= data.length > 0
    for (const one of data) inner += one.own + one.inner
    const lines = linesOf(cell.nodes)
    prose ||= lines.reduce((sum, line) => sum + line.text.length, 0) > LONGEST_CELL
    if (data.length === 0 && isFigure(lines.map((line) => line.text).join(''))) own++
  }
  const narrow = table.rows.every((row) => row.cells.length < 2)
  return { frame: narrow || prose || (around && !holdsFigures(own, inner)), own, inner }
}

interface CellLine {
  readonly text: string
  readonly line: number
  readonly offset: number
  readonly struck: boolean
}

function linesOf(nodes: readonly Node[]): CellLine[] {
  return nodes.flatMap((node): CellLine[] => {
    if (node.kind === 'table') return node.rows.flatMap((row) => row.cells.flatMap((cell) => linesOf(cell.nodes)))
    let at = node.offset
    return node.text.split('\n').flatMap((piece) => {
      const text = collapse(piece)
      const offset = at
      at += piece.length + 1
      return text === '' ? [] : [{ text, line: node.line, offset, struck: node.struck }]
    })
  })
}

const hasPicture = (nodes: readonly Node[]): boolean =>
  nodes.some((node) =>
    node.kind === 'table' ? node.rows.some((row) => row.cells.some((cell) => hasPicture(cell.nodes))) : node.picture,
  )

type OpenCell = MarkupCell & { rowSpan: number; colSpan: number }

/** Rows and cells → a grid: `vMerge` joins a cell to the one above that begins in the same column and is as wide. */
function gridOf(table: TableNode): Grid {
  const rows: MarkupCell[][] = []
  /** Cells that a `vMerge` may go on in, by the column where they begin. */
  let above = new Map<number, { cell: OpenCell; span: number }>()
  let room = MOST_SLOTS
  const placed = spansByWidth(table.rows)
  for (const row of table.rows) {
    if (row.deleted) continue
    const made: MarkupCell[] = []
    const next: typeof above = new Map()
    let col = row.before
    /** The cell that an `hMerge` goes on in, and whether it is of this row: else it has its width already. */
    let last: { cell: OpenCell; own: boolean } | null = null
    for (const one of row.cells) {
      if (one.deleted) continue
      // What no grid has room for is not read.
      if (col >= MOST_COLUMNS || room-- <= 0) break
      const { start, span } = placed?.get(one) ?? { start: col, span: one.span }
      col = start + span
      if (one.across === 'continue' && last) {
        if (last.own) last.cell.colSpan += span
        continue
      }
      const upper = above.get(start)
      const lines = linesOf(one.nodes)
      // Word shows nothing of what stands in a cell that is part of the one above.
      if (one.merge === 'continue' && upper && upper.span === span) {
        upper.cell.rowSpan++
        next.set(start, upper)
        last = { cell: upper.cell, own: false }
        continue
      }
      const first = lines[0]
      const end = lines[lines.length - 1]
      const node = one.nodes.find((inner) => inner.kind === 'paragraph')
      const cell: OpenCell = {
        ...cellContent(
          lines.map((line) => line.text),
          { picture: hasPicture(one.nodes), struck: lines.some((line) => line.struck) },
        ),
        rowSpan: 1,
        colSpan: span,
        col: start,
        place:
          first && end
            ? { line: first.line, offset: first.offset, length: end.offset + end.text.length - first.offset }
            : node?.kind === 'paragraph'
              ? { line: node.line, offset: node.offset, length: 0 }
              : null,
      }
      made.push(cell)
      last = { cell, own: true }
      if (one.merge !== null) next.set(start, { cell, span })
    }
    above = next
    rows.push(made)
  }
  return markupGrid(rows)
}
