/**
 * A whole report that was typed into one table, as people do in a spreadsheet, or printed with a frame around it: its headings and sentences stand in rows of
 * one cell across the table, and between them the tables proper.
 */

import { squeeze } from '../text/normalize.js'
import type { Block, Cell, Grid } from '../types.js'

/** Numbered like a part of a report: 三、…. */
const HEADING = /^[一二三四五六七八九十]{1,2}[、.．，]\s*\S{2,40}$/
/** So many headings make a report of a table: 二、三、四. */
const FEWEST_HEADINGS = 3
/** A line of text this long is none of a table. */
const SENTENCE = 40

/** Tables that hold the headings of a report → what stands in them: paragraphs and the tables between them. A page end may have cut them in several. */
export function withoutProse(blocks: readonly Block[]): readonly Block[] {
  const alone = new Map(
    blocks.flatMap((block) => (block.kind === 'grid' && !block.ragged ? [[block, aloneIn(block)] as const] : [])),
  )
  const headings = [...alone.values()].flatMap((cells) => [...cells.values()].map(headingsOf))
  if (headings.reduce((sum, count) => sum + count, 0) < FEWEST_HEADINGS) return blocks
  let begun = false
  return blocks.flatMap((block) => {
    const cells = block.kind === 'grid' ? alone.get(block) : undefined
    if (block.kind === 'paragraph' || !cells) return [block]
    const found = parted(block, cells, begun)
    begun ||= [...cells.values()].some(isHeading)
    return found
  })
}

/** A heading may go on in a second line; a frame around a text has several among its lines. */
const headingsOf = ({ text, lines }: Cell): number =>
  Math.max(HEADING.test(squeeze(text)) ? 1 : 0, lines.filter((line) => HEADING.test(squeeze(line))).length)
const isHeading = (cell: Cell): boolean => headingsOf(cell) > 0

/** `begun`: behind the first heading of the report. */
function parted(grid: Grid, alone: ReadonlyMap<number, Cell>, begun: boolean): Block[] {
  const first = begun ? 0 : Math.min(grid.rows, ...[...alone].filter(([, cell]) => isHeading(cell)).map(([row]) => row))
  const isProse = (row: number): boolean => {
    const cell = alone.get(row)
    if (!cell) return false
    const text = squeeze(cell.text)
    return row < first || isHeading(cell) || text.length >= SENTENCE || /[。；！]$/.test(text)
  }
  const blocks: Block[] = []
  let from = 0
  const close = (to: number): void => {
    if (to > from) blocks.push(partOf(grid, from, to))
  }
  for (let row = 0; row < grid.rows; row++) {
    if (!isProse(row)) continue
    close(row)
    from = row + 1
    for (const text of alone.get(row)?.lines ?? [])
      blocks.push({ kind: 'paragraph', text, place: alone.get(row)?.place ?? null, scale: 1, centred: false })
  }
  close(grid.rows)
  return blocks
}

/** A cell over so many columns, and such a share of them, is none of a table beside blank ones: the sheet is wider than what is merged in it. */
const WIDE = 4
const SHARE = 0.5

/** The cells that have their row for themselves, but for blank ones beside a wide cell, by its number. */
function aloneIn(grid: Grid): Map<number, Cell> {
  const found = new Map<number, Cell>()
  const inRow: number[] = new Array<number>(grid.rows).fill(0)
  const filled: number[] = new Array<number>(grid.rows).fill(0)
  for (const cell of grid.cells)
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
      inRow[row] = (inRow[row] ?? 0) + 1
      if (cell.text !== '') filled[row] = (filled[row] ?? 0) + 1
    }
  const isWide = ({ text, colSpan }: Cell): boolean => text !== '' && colSpan >= WIDE && colSpan >= grid.cols * SHARE
  for (const cell of grid.cells)
    if (cell.rowSpan === 1 && (inRow[cell.row] === 1 || (isWide(cell) && filled[cell.row] === 1)))
      found.set(cell.row, cell)
  return found
}

/** Some of the rows of a grid, as a grid. */
const partOf = (grid: Grid, from: number, to: number): Grid => {
  const cells = grid.cells
    .filter(({ row }) => row >= from && row < to)
    .map((cell) => ({ ...cell, row: cell.row - from, rowSpan: Math.min(cell.rowSpan, to - cell.row) }))
  return {
    ...grid,
    cells,
    rows: to - from,
    rowPages: grid.rowPages.slice(from, to),
    breaks: grid.breaks.filter((row) => row >= from && row < to).map((row) => row - from),
    place: cells.find((cell) => cell.place)?.place ?? null,
  }
}
