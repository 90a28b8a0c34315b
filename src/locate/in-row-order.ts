/**
 * Rows of tables that are written cell by cell (web pages, Word) whose cells do not stand below the labels of their columns: a span too long or too short, in
 * the header or before the row, moves them. As many cells as the form has columns are told by their order, if the sums of the row say so.
 */

import type { BlockDef } from '../forms/define.js'
import { looksLikeFigure, parseFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'
import { isOfForm } from './column-likeness.js'
import type { ColumnMap } from './columns.js'
import type { RowPair } from './located.js'
import { isBlank, isFigure, isLabel, isWritten, type PrintedRow } from './rows.js'
import type { RowSum } from './sums.js'

export interface OrderedRow {
  /** One for each column of the form. */
  readonly cells: readonly Cell[]
  /** `moved`: all stand as far from their labels; `header`: the labels are out of place; `either`: place and order say different things, and no sum tells. */
  readonly told: 'moved' | 'header' | 'either'
  /** Each figure stands below one label all the same: only other rows say that it may be another's. */
  readonly placed: boolean
}

/** The rows of a block that are read by order, or not at all, since their cells do not stand below their labels. */
export function orderedRows(
  pairs: readonly RowPair[],
  map: ColumnMap | null,
  block: BlockDef,
  sums: readonly RowSum[],
): ReadonlyMap<RowPair, OrderedRow> {
  const found = new Map<RowPair, OrderedRow>()
  for (const pair of pairs) {
    const [row, ...more] = pair.printed
    const { grid } = row ?? {}
    if (!map || !row || !grid || more.length > 0 || grid.ragged || !isWritten(grid)) continue
    if (map.counted || map.leaves || (map.grid !== grid && map.grid?.cols !== grid.cols)) continue
    const ordered = orderedRow(row, map, block, sums)
    if (ordered) found.set(pair, ordered)
  }
  // A table whose total is its first column: its labels are where they belong.
  const isMisplaced = [...found.values()].some(({ told }) => told === 'header')
  for (const [pair, { told, placed }] of found) if (told === 'either' && placed && !isMisplaced) found.delete(pair)
  return found
}

/** Null for a row whose cells stand below their labels, or that has other cells than the form has columns. */
function orderedRow(row: PrintedRow, map: ColumnMap, block: BlockDef, sums: readonly RowSum[]): OrderedRow | null {
  const wanted = block.columns.length
  if (wanted < 3 || map.disordered || map.columns.length === 0) return null
  const labels = row.own.findLastIndex(isLabel) + 1
  // Two rows in one, of which nobody knows where the first ends.
  if (row.own.slice(0, labels).some(isFigure)) return null
  const behind = row.own.slice(labels)
  const cells = behind.slice(0, wanted)
  // Blank cells at the end fill the row up.
  if (cells.length < wanted || !behind.slice(wanted).every(isBlank) || !cells.some(isFigure)) return null
  const placed = block.columns.map((column) => {
    const match = map.columns.find((one) => one.column === column)
    return match ? behind.filter(({ col, colSpan }) => col < match.to && col + colSpan > match.from) : []
  })
  // Every figure below its own label: what is blank beside them says nothing.
  const isOwn = (cell: Cell | undefined, i: number): boolean => placed[i]?.length === 1 && placed[i][0] === cell
  if (cells.every((cell, i) => isOwn(cell, i) || (isBlank(cell) && placed[i]?.length === 0))) return null
  // A column of its own that the form does not know may stand for one of the form that is not there.
  const isNamed = (label: string): boolean => squeeze(label) !== '' && !isOfForm(label, block)
  if (map.columns.length < wanted && map.unmatched.some(({ label }) => isNamed(label))) return null
  const byPlace = placed.map((own) => own.filter((cell) => !isBlank(cell)))
  const isSound =
    map.columns.length === wanted &&
    byPlace.every((own) => own.length <= 1) &&
    behind.every((cell) => isBlank(cell) || byPlace.some(([own]) => own === cell))
  // Without sums: two figures below one label, or one below none.
  if (sums.length === 0) return isSound || map.columns.length < wanted ? null : { cells, told: 'either', placed: false }
  const order = holds(cells, sums)
  const place =
    isSound &&
    holds(
      byPlace.map(([cell]) => cell),
      sums,
    )
  if (place && (!order || byPlace.every(([cell], i) => squeeze(cell?.text ?? '') === squeeze(cells[i]?.text ?? ''))))
    return null
  if (!order || place)
    return isSound || order || map.columns.length === wanted ? { cells, told: 'either', placed: isSound } : null
  const shift = (cells[0]?.col ?? 0) - Math.min(...map.columns.map(({ from }) => from))
  const isMoved = block.columns.every((column, i) => {
    const match = map.columns.find((one) => one.column === column)
    return match !== undefined && cells[i]?.col === match.from + shift
  })
  return { cells, told: isMoved ? 'moved' : 'header', placed: isSound }
}

/** True where every sum of the row comes out, blanks and fillers being nothing; figures that cannot be read make none come out. */
function holds(cells: readonly (Cell | undefined)[], sums: readonly RowSum[]): boolean {
  const values = cells.map((cell) => {
    if (!cell || isBlank(cell)) return 0
    if (!looksLikeFigure(cell.text)) return Number.NaN
    const { state, value } = parseFigure(cell.lines.join('\n'), 'count')
    return state === 'unreadable' ? Number.NaN : (value ?? 0)
  })
  return sums.every(
    ({ total, parts }) => parts.reduce((sum, part) => sum + (values[part] ?? 0), 0) === (values[total] ?? 0),
  )
}
