/**
 * Tables of Word files that give the width of every cell and leave out what it spans. Word draws cells as wide as they say, so that their edges tell
 * the columns.
 */

import type { CellNode, RowNode } from './docx-nodes.js'

/** Edges nearer than this to each other, in twentieths of a point, are one line. */
const SAME_EDGE = 80
/** Rows of a table are as wide as each other, but for what rounding leaves. */
const SAME_WIDTH = 0.02

/** Where a cell begins, and how many columns it spans. */
export interface Span {
  readonly start: number
  readonly span: number
}

/**
 * The spans of cells by their widths; null where the file gives spans, where a width is missing, or where the rows are not equally wide.
 */
export function spansByWidth(rows: readonly RowNode[]): ReadonlyMap<CellNode, Span> | null {
  const shown = rows.filter(({ deleted, cells }) => !deleted && cells.length > 0)
  const plain = shown.every(({ before, cells }) =>
    cells.every(
      ({ span, across, deleted, width }) => !deleted && span === 1 && across === null && width > 0 && before === 0,
    ),
  )
  if (!plain || new Set(shown.map(({ cells }) => cells.length)).size < 2) return null
  const edges = shown.map(({ cells }) => {
    let at = 0
    return cells.map(({ width }) => (at += width))
  })
  const widths = edges.map((row) => row[row.length - 1] ?? 0)
  const widest = Math.max(...widths)
  if (Math.min(...widths) < widest * (1 - SAME_WIDTH)) return null
  const lines: number[] = []
  for (const edge of edges.flat().sort((a, b) => a - b))
    if (edge - (lines[lines.length - 1] ?? Number.NEGATIVE_INFINITY) > SAME_EDGE) lines.push(edge)
  const columnAt = (edge: number): number => lines.findLastIndex((line) => edge >= line) + 1
  const found = new Map<CellNode, Span>()
  for (const [r, { cells }] of shown.entries()) {
    let start = 0
    for (const [c, cell] of cells.entries()) {
      const end = columnAt(edges[r]?.[c] ?? 0)
      if (end <= start) return null
      found.set(cell, { start, span: end - start })
      start = end
    }
  }
  return found
}
