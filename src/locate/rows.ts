/** Grids → a list of printed rows, with what in them is label and what is value. */

import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import type { Cell, Grid } from '../types.js'

/** True for tables of cells, whatever draws them; those of a text or a picture are put together by place. */
export const isWritten = ({ method }: Pick<Grid, 'method'>): boolean => method === 'markup' || method === 'lattice'

export interface PrintedRow {
  readonly grid: Grid
  /** Index of the grid among the blocks of the report. */
  readonly block: number
  readonly index: number
  /** Cells that touch this row, from left to right; those that began in a row above too. */
  readonly cells: readonly Cell[]
  /** Cells that begin in this row. */
  readonly own: readonly Cell[]
  readonly page: number | null
  /** The row begins a new page. */
  readonly afterBreak: boolean
}

type Content = 'blank' | 'figure' | 'label'

/** A number with the mark of a note: what it is worth is not known, but it is no label. */
const MARKED = /^[*＊#※△▲†‡]*\d[\d,.]*(?:[*＊#※△▲†‡①-⑳]|[[［〔【]\d{1,2}[\]］〕】])+$/

/** Characters that nothing could read: no label is made of them alone. */
const UNREAD = /^\ufffd+$/

/** Cells are asked what they hold many times over. */
const contents = new WeakMap<Cell, Content>()

function contentOf(cell: Cell): Content {
  let content = contents.get(cell)
  if (content === undefined) {
    const text = squeeze(cell.text)
    const isNumber = looksLikeFigure(cell.text) || MARKED.test(text) || UNREAD.test(text)
    content = text === '' ? 'blank' : isNumber ? 'figure' : 'label'
    contents.set(cell, content)
  }
  return content
}

export const isBlank = (cell: Cell): boolean => contentOf(cell) === 'blank'
/** A figure or a filler. */
export const isFigure = (cell: Cell): boolean => contentOf(cell) === 'figure'
/** Text that is neither a figure nor a filler. */
export const isLabel = (cell: Cell): boolean => contentOf(cell) === 'label'

export function printedRows(grid: Grid, block: number): PrintedRow[] {
  const touching: Cell[][] = Array.from({ length: grid.rows }, () => [])
  for (const cell of grid.cells) {
    for (let row = cell.row; row < cell.row + cell.rowSpan && row < grid.rows; row++) touching[row]?.push(cell)
  }
  const breaks = new Set(grid.breaks)
  return touching.map((cells, index) => {
    const sorted = cells.sort((a, b) => a.col - b.col)
    return {
      grid,
      block,
      index,
      cells: sorted,
      own: sorted.filter((cell) => cell.row === index),
      page: grid.rowPages[index] ?? null,
      afterBreak: breaks.has(index) || index === 0,
    }
  })
}

/**
 * True for a row that may hold the rest of the figures of the row before it: numbers that fill their cells go on below. Between lines that is at the top of a
 * page (Word lets rows break over pages unless told otherwise); by alignment every line is a row. Each of its figures stands in the column of one
 * of that row; where none of those fills its cell and all have one below, it is a row of its own.
 */
export function goesOn(above: PrintedRow, below: PrintedRow): boolean {
  const { grid } = below
  if (grid !== above.grid || below.index !== above.index + 1) return false
  const isRuled = grid.method === 'lattice'
  if (isRuled ? !below.afterBreak : grid.method !== 'stream') return false
  const figures = below.own.filter(isFigure)
  const before = above.own.filter(isFigure)
  const over = figures.flatMap((cell) => before.filter(({ col }) => col === cell.col))
  // Where no lines say how wide a cell is, nothing says that it is full.
  const isFull = isRuled && over.some(({ full }) => full)
  if (figures.length === 0 || over.length < figures.length || (!isFull && over.length === before.length)) return false
  return isRuled || !isNearerToNext(below)
}

/**
 * True for a line that stands nearer to the row below it than to the one above: the first line of figures that are set in the middle of their row.
 * Only where lines have a place on a page.
 */
export const isNearerToNext = (row: PrintedRow): boolean => stepsAround(row).below < stepsAround(row).above * NEARER
/** The same of the row above it: the last line of figures that begin at the top of their row. */
export const isNearerToLast = (row: PrintedRow): boolean => stepsAround(row).above < stepsAround(row).below * NEARER

/** How far a line stands from those above and below it; no number where that is not known. */
function stepsAround({ grid, index }: PrintedRow): { readonly above: number; readonly below: number } {
  const heights = heightsOf(grid)
  const heightOf = (row: number): number => heights[row] ?? Number.NaN
  return { above: heightOf(index) - heightOf(index - 1), below: heightOf(index + 1) - heightOf(index) }
}

/** A line is a part of the row below where it is so much nearer to it; lines of one figure are as far apart as others, or nearer. */
const NEARER = 0.8

const rowHeights = new WeakMap<Grid, readonly number[]>()

/** Where the middle of each row stands, pages below each other; no number where it has no place on a page. */
function heightsOf(grid: Grid): readonly number[] {
  let found = rowHeights.get(grid)
  if (!found) {
    const tops = new Array<number>(grid.rows).fill(Number.POSITIVE_INFINITY)
    for (const { row, place, text } of grid.cells)
      if (text !== '' && place && 'page' in place)
        tops[row] = Math.min(tops[row] as number, (place.box[1] + place.box[3]) / 2)
    found = tops.map((top, row) => {
      const page = grid.rowPages[row]
      return page == null || top === Number.POSITIVE_INFINITY ? Number.NaN : page * PAGE + top
    })
    rowHeights.set(grid, found)
  }
  return found
}

/** Higher than any page, in points. */
const PAGE = 1e5

/** Figures or fillers that begin in this row. */
export const hasFigures = (row: PrintedRow): boolean => row.own.some(isFigure)

/**
 * The labels of a row: all text before the first figure. The last one is the label proper, those before name its
 * groups.
 *
 * @param valueStart Column where the values begin, where the header tells; else the first figure ends the labels.
 */
export function labelsOf(row: PrintedRow, valueStart: number | null): { label: Cell | null; groups: readonly Cell[] } {
  const firstFigure = row.own.find((cell, i) => isFigure(cell) && !isSerial(row, i))
  const limit = valueStart ?? (firstFigure && !row.grid.ragged ? firstFigure.col : Number.POSITIVE_INFINITY)
  const all = row.cells.filter((cell) => isLabel(cell) && cell.col < limit)
  // A column of units stands between labels and figures.
  const named = all.filter((cell) => !UNIT.test(squeeze(cell.text)))
  const labels = named.length > 0 ? named : all
  const label = labels[labels.length - 1] ?? null
  return { label, groups: labels.slice(0, -1) }
}

const UNIT = /^[（(]?(?:件|条|项|个|次|宗|起|万元|元|亿元)[）)]?$/

/** The number of a row stands before its label. */
const isSerial = ({ own }: PrintedRow, i: number): boolean => {
  const next = own[i + 1]
  return i === 0 && next !== undefined && isLabel(next) && own.slice(i + 2).some(isFigure)
}

/** Values of a ragged row: the fields behind the last label. */
export function valuesOf(row: PrintedRow): readonly Cell[] {
  let end = -1
  for (const [i, cell] of row.own.entries()) if (isLabel(cell)) end = i
  return row.own.slice(end + 1)
}
