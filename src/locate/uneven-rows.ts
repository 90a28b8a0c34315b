/** Rows of which cells have moved: a tag was lost, or a blank cell left out. */

import type { BlockDef } from '../forms/define.js'
import { joinText } from '../text/normalize.js'
import type { Cell } from '../types.js'
import { isOfForm } from './column-likeness.js'
import type { ColumnMap } from './columns.js'
import type { RowPair } from './located.js'
import { hasFigures, isBlank, isFigure, isLabel, isWritten } from './rows.js'

/** Figures of two cells in one. */
const SEVERAL = /\d\s+-?\d/

/**
 * Rows whose last figure stands before the last column of the form, or behind it, while most others do not. A table that is written cell by
 * cell moves all cells behind one that is left out, and many programs put a blank one at the end for it. In tables of tags a row without a cell
 * at the end where its header has one, blank or not, with a figure below no label of its own, or with two figures in one cell and none in another, has
 * lost a tag, or its header has, however few rows there are.
 */
export function unevenRows(pairs: readonly RowPair[], map: ColumnMap | null, block: BlockDef): ReadonlySet<RowPair> {
  const written = pairs.filter(
    ({ printed: [row, ...more] }) =>
      row !== undefined && isWritten(row.grid) && row.grid.cols === map?.grid?.cols && more.length === 0,
  )
  if (!map || map.counted) return new Set()
  const end = Math.max(...map.columns.map(({ to }) => to))
  const lost = withLostTag(written, map, block, end)
  if (map.columns.length < 3 || written.length < 4) return new Set(lost)
  const isUneven = ({ printed: [row] }: RowPair): boolean => {
    if (!row || !hasFigures(row)) return false
    return (
      reach(row.cells.filter((cell) => !isBlank(cell))) < end ||
      row.own.some((cell) => cell.col >= end && isFigure(cell))
    )
  }
  const found = written.filter(isUneven)
  return new Set(found.length * 3 < written.length ? [...lost, ...found] : lost)
}

const reach = (cells: readonly Cell[]): number => Math.max(...cells.map(({ col, colSpan }) => col + colSpan))

/** Of rows of tags those that have lost one, or whose header has. @param end Where the last column of the form ends. */
function withLostTag(pairs: readonly RowPair[], map: ColumnMap, block: BlockDef, end: number): RowPair[] {
  const tagged = pairs.filter(({ printed: [row] }) => row?.grid.method === 'markup' && hasFigures(row))
  if (tagged.length === 0) return []
  const groups = new Set(block.columns.map(({ path }) => path.slice(0, -1).reduce(joinText, '')))
  const isOther = (label: string): boolean => label !== '' && !groups.has(label) && !isOfForm(label, block)
  const named = [...map.columns, ...map.unmatched.filter(({ label }) => isOther(label))]
  const isNamed = ({ col }: Cell): boolean => named.some(({ from, to }) => col >= from && col < to)
  return tagged.filter(({ printed: [row] }) => {
    const values = row?.own.filter(({ col }) => col >= map.valueStart) ?? []
    return (
      reach(row?.cells ?? []) < end ||
      values.some((cell) => isLabel(cell) || (isFigure(cell) && !isNamed(cell))) ||
      (values.some(({ text }) => SEVERAL.test(text)) && values.some(isBlank))
    )
  })
}
