/** Grids drawn as a page: runs and rulings, as an adapter would give them. */

import type { Cell, Grid, GridMethod, Page, Ruling, TextRun } from '../../src/types.js'

export interface DrawnCell {
  readonly row: number
  readonly col: number
  readonly rowSpan: number
  readonly colSpan: number
  readonly text: string
}

export interface Drawing {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly cells: readonly DrawnCell[]
}

/** A table with a label over two rows and one over three columns. */
export const plain: Drawing = {
  xs: [50, 150, 200, 250, 300],
  ys: [100, 120, 140, 160],
  cells: [
    { row: 0, col: 0, rowSpan: 2, colSpan: 1, text: '申请人' },
    { row: 0, col: 1, rowSpan: 1, colSpan: 3, text: '法人或其他组织' },
    { row: 1, col: 1, rowSpan: 1, colSpan: 1, text: '企业' },
    { row: 1, col: 2, rowSpan: 1, colSpan: 1, text: '机构' },
    { row: 1, col: 3, rowSpan: 1, colSpan: 1, text: '其他' },
    { row: 2, col: 0, rowSpan: 1, colSpan: 1, text: '一、新收' },
    { row: 2, col: 1, rowSpan: 1, colSpan: 1, text: '12' },
    { row: 2, col: 2, rowSpan: 1, colSpan: 1, text: '' },
    { row: 2, col: 3, rowSpan: 1, colSpan: 1, text: '0' },
  ],
}

export const run = (text: string, x0: number, top: number, size = 10): TextRun => {
  const chars = [...text]
  const widths = chars.map((char) => (/[\u0020-\u007e]/.test(char) ? size / 2 : size))
  const stops = [x0]
  for (const width of widths) stops.push((stops[stops.length - 1] ?? 0) + width)
  return {
    text,
    chars,
    stops,
    size,
    direction: 'right',
    box: { x0, x1: stops[stops.length - 1] ?? x0, top, bottom: top + size },
  }
}

export const page = (runs: readonly TextRun[], rulings: readonly Ruling[], more: Partial<Page> = {}): Page => ({
  number: 1,
  width: 600,
  height: 800,
  runs,
  rulings,
  edges: [],
  images: [],
  ...more,
})

/** The four sides of every cell, each a ruling of its own, as producers that draw by cells do. */
export function sidesOf({ xs, ys, cells }: Drawing): Ruling[] {
  return cells.flatMap(({ row, col, rowSpan, colSpan }): Ruling[] => {
    const [x0 = 0, x1 = 0] = [xs[col], xs[col + colSpan]]
    const [y0 = 0, y1 = 0] = [ys[row], ys[row + rowSpan]]
    return [
      { axis: 'horizontal', at: y0, from: x0, to: x1, width: 0.5 },
      { axis: 'horizontal', at: y1, from: x0, to: x1, width: 0.5 },
      { axis: 'vertical', at: x0, from: y0, to: y1, width: 0.5 },
      { axis: 'vertical', at: x1, from: y0, to: y1, width: 0.5 },
    ]
  })
}

export function runsOf({ xs, ys, cells }: Drawing): TextRun[] {
  return cells
    .filter(({ text }) => text !== '')
    .map(({ row, col, rowSpan, colSpan, text }) => {
      const middle = ((xs[col] ?? 0) + (xs[col + colSpan] ?? 0)) / 2
      const centre = ((ys[row] ?? 0) + (ys[row + rowSpan] ?? 0)) / 2
      const plain = run(text, 0, centre - 5)
      const width = plain.box.x1
      return run(text, middle - width / 2, centre - 5)
    })
}

export const drawn = (drawing: Drawing): Page => page(runsOf(drawing), sidesOf(drawing))

/** What a test compares: spans and texts, in row-major order. */
export const cellsOfGrid = (grid: Grid): DrawnCell[] =>
  grid.cells.map(({ row, col, rowSpan, colSpan, text }) => ({ row, col, rowSpan, colSpan, text }))

/** A grid as text, one line a row: for short expectations. */
export const rowsOf = (grid: Grid): string[] =>
  Array.from({ length: grid.rows }, (_, row) =>
    grid.cells
      .filter((cell) => cell.row === row)
      .map(
        (cell) =>
          `${cell.text}${cell.colSpan > 1 ? `>${cell.colSpan}` : ''}${cell.rowSpan > 1 ? `v${cell.rowSpan}` : ''}`,
      )
      .join(' | '),
  )

/** A grid of cells that a text or a page was read into, all on page 1 unless told. */
export const gridOf = (
  cells: readonly Cell[],
  method: GridMethod,
  rows: number,
  cols: number,
  more: Partial<Grid> = {},
): Grid => ({
  kind: 'grid',
  method,
  rows,
  cols,
  cells,
  ragged: false,
  rowPages: Array<number>(rows).fill(1),
  place: null,
  breaks: [],
  ...more,
})
