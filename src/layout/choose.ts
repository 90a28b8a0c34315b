/** Lattice or stream: which of the two fits a place better. */

import { centreX, centreY, containsPoint } from '../geometry/box.js'
import { looksLikeFigure } from '../text/figures.js'
import { fold } from '../text/normalize.js'
import type { Box, Cell, Grid, Page, Ruling } from '../types.js'
import { toLines } from './lines.js'

/**
 * True where the lines of a grid do not part its columns: cells hold several figures side by side, as in a frame with
 * rules between the rows only. Such a place is read by alignment instead.
 */
export function needsStream(grid: Grid): boolean {
  if (grid.cols === 1 && grid.cells.filter(isWholeRow).length >= WHOLE_ROWS) return true
  if (grid.rows === 1 && grid.cells.filter(isHeadedFigure).length >= WHOLE_ROW) return true
  let figures = 0
  let crowded = 0
  for (const cell of grid.cells) {
    // Digits of one number, set apart: each cell has those of its own.
    if (cell.lines.every((line) => SPACED_DIGITS.test(fold(line))) || isSpacedNumber(cell)) {
      figures++
      continue
    }
    const counts = cell.lines.map((line) => line.split(/\s+/).filter(looksLikeFigure).length)
    const most = Math.max(0, ...counts)
    if (most >= 1) figures++
    // One below the other: the lines between the rows are missing. A figure that is wrapped has two lines.
    if (most >= 2 || (counts.length >= STACKED && counts.every((count) => count === 1))) crowded++
    // A whole row of figures, as the one line of table 四 without rules between its columns.
    if (most >= WHOLE_ROW) return true
  }
  return crowded >= 2 && crowded >= figures * 0.3
}

/** So many rows with what they say side by side in one cell are those of a table without rules between its columns. */
const WHOLE_ROWS = 3

/** The label of a column and below it its figures: no rule parts the header from the rows. */
function isHeadedFigure({ lines }: Cell): boolean {
  const first = lines.findIndex(looksLikeFigure)
  return (
    first > 0 &&
    lines.slice(0, first).every((line) => /\p{Script=Han}/u.test(line)) &&
    lines.slice(first).every(looksLikeFigure)
  )
}

/** A label and, apart from it, something else; no sentence. */
const isWholeRow = ({ lines }: Cell): boolean =>
  !lines.some((line) => /[。；，]/.test(line)) && lines.some((line) => /\p{Script=Han}\S*\s+\S/u.test(line.trim()))

/** So many lines of one figure each are those of so many rows: a figure that is wrapped has two. */
export const STACKED = 3

/** So many figures in one line of a cell are those of so many columns. */
const WHOLE_ROW = 5

/**
 * One number whose signs are set apart, all nearer to each other than figures of two columns: no more than their height. On a page that was turned the
 * place is that of the page as it is displayed: what is printed along a line is the longer side of it.
 */
function isSpacedNumber({ lines, place }: Cell): boolean {
  const signs = fold(lines[0] ?? '')
    .split(/\s+/)
    .filter(Boolean)
  const number = signs.join('')
  // A digit of full width is as wide as it is high, one of the others half as wide.
  const reach = /[０-９]/.test(lines[0] ?? '') ? WIDE_REACH : 1
  if (lines.length !== 1 || !place || !('box' in place) || signs.some((sign) => /\d\d/.test(sign))) return false
  const [x0, top, x1, bottom] = place.box
  const [height = 0, along = 0] = [x1 - x0, bottom - top].sort((a, b) => a - b)
  return /^[+-]?\d[\d,]*(?:\.\d+)?\p{Script=Han}{0,2}$/u.test(number) && along <= number.length * height * reach
}

/** So many heights from one digit of full width to the next are no more than from one narrow digit to another in one. */
const WIDE_REACH = 1.5

const SPACED_DIGITS = /^\s*\d(?:\s+\d){1,3}\s*$/

/** So many rows of figures on paper between coloured ones, and this share of all: a table of three has other reasons for its colours. */
const ON_PAPER = 3
const ON_PAPER_SHARE = 0.25
/** Cells are lower than so many times their figures; what is higher is the ground of a page or of a group. */
const CELL_HIGH = 5

/** True where rows of figures stand on paper between rows on coloured ground: the colours are those of rows, and bound no cells. */
export function isBanded({ runs, edges }: Page): boolean {
  const grounds = groundsOf(edges)
  if (grounds.length === 0) return false
  const figures = runs.filter((run) => run.direction === 'right' && looksLikeFigure(run.text))
  const lines = toLines(figures)
  // A table of one column of figures has rows of one; beside rows of several, a lone figure is a date, or the number of the page.
  const several = lines.filter((line) => line.runs.length >= 2)
  const rows = (several.length > 0 ? several : lines).map(({ runs: own }) => {
    const coloured = own.filter(({ box, size }) =>
      grounds.some(
        (ground) => ground.bottom - ground.top < size * CELL_HIGH && containsPoint(ground, centreX(box), centreY(box)),
      ),
    )
    return coloured.length / own.length
  })
  const first = rows.indexOf(1)
  const last = rows.lastIndexOf(1)
  const paper = rows.slice(first + 1, Math.max(first + 1, last)).filter((share) => share === 0).length
  return paper >= ON_PAPER && paper >= (last - first + 1) * ON_PAPER_SHARE
}

/** The painted areas whose edges these are: four of each, two of an axis and two of the other. */
function groundsOf(edges: readonly Ruling[]): Box[] {
  const grounds: Box[] = []
  for (let i = 0; i + 3 < edges.length; i += 4) {
    const sides = edges.slice(i, i + 4)
    const across = sides.filter(({ axis }) => axis === 'horizontal').map(({ at }) => at)
    const down = sides.filter(({ axis }) => axis === 'vertical').map(({ at }) => at)
    if (across.length !== 2 || down.length !== 2) return []
    grounds.push({
      x0: Math.min(...down),
      x1: Math.max(...down),
      top: Math.min(...across),
      bottom: Math.max(...across),
    })
  }
  return grounds
}
