/** Statistics tables whose units have no column, and those printed in two columns of lines. */

import { canonical, squeeze } from '../text/normalize.js'
import { splitOrdinal } from '../text/ordinal.js'
import type { Cell, Grid } from '../types.js'
import { candidates, FEWEST_LINES, isUnit, STUB } from './statistics-words.js'

/** The first line of a table without a column of units: an indicator, or the heading above the first. */
export const isFirstLine = (text: string): boolean =>
  candidates(text).length > 0 || (splitOrdinal(text).ordinal?.n === 1 && !STUB.test(canonical(text)))

/** The unit that a label has in brackets at its end: 收到申请数（件）. */
export function unitIn(label: string): string | null {
  const inside = /[（(](?:单位[:：])?([^（）()]+)[）)]\s*$/.exec(label.trim())?.[1]
  return inside !== undefined && isUnit(inside) ? squeeze(inside) : null
}

/** The unit behind the first figure of a line: 12件. */
export function unitBehind(values: readonly (Cell | null)[]): string | null {
  const behind = values.flatMap((cell) => /\d\s*(\D{1,2})$/.exec(squeeze(cell?.text ?? ''))?.[1] ?? [])[0]
  return behind !== undefined && isUnit(behind) ? behind : null
}

/** The column of labels that the dictionary knows, if most lines with a figure have one; -1 where there is none. */
export function knownColumn(at: readonly (readonly (Cell | null)[])[]): number {
  const isOwn = (cell: Cell | null, r: number, c: number): boolean => cell?.row === r && cell.col === c
  for (let c = (at[0]?.length ?? 0) - 2; c >= 0; c--) {
    const known = at.filter((row, r) => isOwn(row[c] ?? null, r, c) && candidates(row[c]?.text ?? '').length > 0).length
    const figured = at.filter((row) => row.slice(c + 1).some((cell) => /^\d/.test(squeeze(cell?.text ?? '')))).length
    if (known >= FEWEST_LINES && known * 2 >= figured) return c
  }
  return -1
}

/** Tables printed in two columns of lines, each with labels, units and figures of its own → the second below the first. */
export function oneBelowTheOther(grid: Grid): Grid {
  const width = grid.cols / 2
  if (grid.ragged || grid.method === 'stream' || grid.cols % 2 !== 0 || width < 2) return grid
  const [left, right] = [0, width].map((from) =>
    grid.cells.filter(({ col, colSpan }) => col >= from && col + colSpan <= from + width),
  ) as [Cell[], Cell[]]
  const titles = grid.cells.filter(({ col, colSpan }) => col < width && col + colSpan > width)
  const heads = left.filter((cell) => {
    const twin = right.find(({ row, col }) => row === cell.row && col === cell.col + width)
    return squeeze(cell.text) !== '' && twin !== undefined && squeeze(twin.text) === squeeze(cell.text)
  })
  const header = heads.find(({ text }) => STUB.test(canonical(text)))?.row
  if (header === undefined || heads.filter(({ row }) => row === header).length < width) return grid
  // Headings may run over one half, but over both only above the header.
  if (titles.some(({ row }) => row > header)) return grid
  const moved = right
    .filter(({ row, text }) => row > header && squeeze(text) !== '')
    .map((cell) => ({ ...cell, row: cell.row - header - 1 + grid.rows, col: cell.col - width }))
  const cut = titles.map((cell) => ({ ...cell, colSpan: width - cell.col }))
  return {
    ...grid,
    cols: width,
    rows: grid.rows * 2 - header - 1,
    cells: [...cut, ...left, ...moved].sort((a, b) => a.row - b.row || a.col - b.col),
    rowPages: [...grid.rowPages, ...grid.rowPages.slice(header + 1)],
    breaks: [],
  }
}
