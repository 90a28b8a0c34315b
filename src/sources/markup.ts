/** Tables of inputs that say what spans what (web pages, Word files) → grids. */

import { looksLikeFigure } from '../text/figures.js'
import { joinText } from '../text/normalize.js'
import type { Cell, Doubt, Grid, Place } from '../types.js'

/** Stands for a picture or a field in a cell: what it shows is not in the text, and may be a figure. */
const PICTURE = '\ufffc'

/** A cell with more text than this is a frame around a text. */
export const LONGEST_CELL = 600

/**
 * Lines of a cell and what is in doubt of them: text that is struck through is not what the table says, and beside words a picture
 * is an ornament, beside a figure or alone it may be one.
 */
export function cellContent(
  lines: readonly string[],
  { picture, struck }: { readonly picture: boolean; readonly struck: boolean },
): Pick<MarkupCell, 'lines' | 'doubts'> {
  const hides = picture && lines.every((text) => /^[\d\s.,+-]*$/.test(text))
  return {
    lines: hides && lines.length === 0 ? [PICTURE] : lines,
    ...(hides || struck ? { doubts: ['garbled'] } : {}),
  }
}

/** True for the text of a cell that holds a figure, or a sign for none. */
export const isFigure = (text: string): boolean => text.length <= LONGEST_FIGURE && looksLikeFigure(text)

/** Figures with their units and remarks are no longer than this. */
export const LONGEST_FIGURE = 40

/**
 * True where a table around other tables of data is data itself, by the cells with figures outside and inside of these: a frame
 * holds the figures in its tables, a table of data has but a small one in some cell.
 */
export const holdsFigures = (own: number, inner: number): boolean => own > 0 && own >= inner

export interface MarkupCell {
  /** Printed lines, blank ones left out. */
  readonly lines: readonly string[]
  readonly rowSpan: number
  readonly colSpan: number
  readonly place: Place | null
  readonly doubts?: readonly Doubt[]
  /** Column where the cell begins, where the input says so; else the first free one. */
  readonly col?: number
}

/** Slots of one table; what is beyond is cut off. A page of a hundred tables of this size still fits in memory. */
export const MOST_SLOTS = 200_000
export const MOST_COLUMNS = 1_000

/**
 * Rows of cells with spans → a grid, as the HTML standard places them (4.9.12 "Forming a table"): a cell takes the first
 * free slot of its row. Spans that overlap another cell are cut, spans beyond the last row too.
 */
export function markupGrid(rows: readonly (readonly MarkupCell[])[]): Grid {
  const cells: Cell[] = []
  /** Row behind the last one that a cell takes in each column: spans only reach down. */
  const taken = new Uint32Array(MOST_COLUMNS)
  let cols = 0
  let slots = 0
  // A table of many rows is read to the end; one of absurd width or depth is cut.
  const height = Math.min(rows.length, MOST_SLOTS)
  const isTaken = (row: number, col: number): boolean => (taken[col] ?? 0) > row
  for (let row = 0; row < height; row++) {
    let col = 0
    for (const cell of rows[row] ?? []) {
      col = Math.max(col, cell.col ?? 0)
      while (col < MOST_COLUMNS && isTaken(row, col)) col++
      // A cell that is not where the input says, as another is there already.
      const adrift = cell.col !== undefined && cell.col !== col
      if (adrift && cell.lines.length === 0) {
        col = cell.col ?? col
        continue
      }
      if (col >= MOST_COLUMNS || slots >= MOST_SLOTS) break
      let colSpan = 1
      const widest = Math.min(Math.max(1, cell.colSpan), MOST_COLUMNS - col)
      while (colSpan < widest && !isTaken(row, col + colSpan)) colSpan++
      const wanted = cell.rowSpan === 0 ? height - row : cell.rowSpan
      let rowSpan = Math.max(1, Math.min(wanted, height - row))
      if (rowSpan * colSpan > MOST_SLOTS - slots) rowSpan = 1
      const doubts: readonly Doubt[] = adrift ? [...(cell.doubts ?? []), 'adrift'] : (cell.doubts ?? [])
      taken.fill(row + rowSpan, col, col + colSpan)
      slots += rowSpan * colSpan
      cols = Math.max(cols, col + colSpan)
      cells.push({
        row,
        col,
        rowSpan,
        colSpan,
        text: cell.lines.reduce(joinText, ''),
        lines: cell.lines,
        place: cell.place,
        ...(doubts.length > 0 ? { doubts } : {}),
      })
      col += colSpan
    }
  }
  return {
    kind: 'grid',
    method: 'markup',
    rows: height,
    cols,
    cells,
    ragged: false,
    rowPages: Array.from({ length: height }, () => null),
    place: cells.find((cell) => cell.place)?.place ?? null,
    breaks: [],
  }
}
