/**
 * Tables of which a picture shows no lines, or lines between rows only: the paper between their print → the rulings that
 * are missing. Cells are then made of them as of any others.
 */

import { centreX, centreY, containsPoint, union } from '../geometry/box.js'
import type { Page, Ruling } from '../types.js'
import { STACKED } from './choose.js'
import { type LatticeGrid, latticeGrids } from './lattice.js'
import type { SpacedBlock } from './spaced-blocks.js'
import { regionsOf } from './spaced-regions.js'
import { linesOfPrint, type Print, type PrintLine } from './spaced-rows.js'
import { ruleBlock } from './spaced-rulings.js'

export type { Print } from './spaced-rows.js'

/** Figures side by side in one cell: this many of them, and this share of all in the grid, mean that lines are missing. */
const CROWDED = 4
const CROWDED_SHARE = 0.15
/** Ems between two figures of different columns. */
const APART = 0.8
/** Ems: labels of rows are words as wide as that; what is narrower may be a character of a header. */
const NAMES = 3
/**
 * Rulings for the tables of a page that have none between their columns, or none at all.
 *
 * Lines with figures in columns, near each other, are a table. Its columns are where figures stand below each other, and
 * where words of the header stand above nothing; its rows are told by {@link spacedRows}. Where two figures of one row
 * would be in one column nothing is given. Print in grids whose lines part all figures is left alone.
 *
 * @param page Rulings in points, no text needed.
 * @param words The print of the page.
 * @returns Rulings marked as not drawn, to be added to those of the page.
 */
export function spacedRulings(page: Page, words: readonly Print[]): Ruling[] {
  const grids = latticeGrids(page, [])
  const crowded = grids.filter((grid) => isCrowded(grid, words))
  const parted = grids.filter((grid) => !crowded.includes(grid))
  const free = words.filter(({ box }) => !parted.some((grid) => containsPoint(grid.box, centreX(box), centreY(box), 1)))
  if (free.length === 0) return []
  const all = union(words.map(({ box }) => box))
  const width = all.x1 - all.x0
  const frames = crowded.map(({ box }) => box)
  return regionsOf(free, width, page.rulings, frames).flatMap((region) => {
    const rulings: Ruling[] = []
    for (const block of region.blocks) {
      const own = ruleBlock(block, region, page.rulings)
      if (!own) return []
      rulings.push(...own)
    }
    return region.blocks.every((block) => isParted(block, [...rulings, ...page.rulings], region.em)) ? rulings : []
  })
}

/** Whether an edge stands between each figure and what is printed left of it: where a label shares the cell of a figure, the others of its row are in wrong columns. */
function isParted({ rows, print }: SpacedBlock, rulings: readonly Ruling[], em: number): boolean {
  const upright = rulings.filter(({ axis }) => axis === 'vertical')
  return rows.every(({ figures }) =>
    figures.every(({ box }) => {
      const y = centreY(box)
      const left = print
        .filter(({ box: one }) => one.x1 <= box.x0 && one.top < y && one.bottom > y)
        .reduce<Print | null>((a, b) => (a && a.box.x1 >= b.box.x1 ? a : b), null)
      if (!left || left.box.x1 - left.box.x0 < NAMES * em || box.x0 - left.box.x1 < APART * em) return true
      return upright.some(({ at, from, to }) => at >= left.box.x1 - 1 && at <= box.x0 + 1 && from <= y && to >= y)
    }),
  )
}

/** Whether cells hold several figures side by side, or one below the other. */
function isCrowded({ frames, box: around }: LatticeGrid, words: readonly Print[]): boolean {
  const figures = words.filter(({ figure, box }) => figure && containsPoint(around, centreX(box), centreY(box), 0))
  let crowded = 0
  for (const frame of frames) {
    const inside = words.filter(({ box }) => containsPoint(frame, centreX(box), centreY(box)))
    let stacked = 0
    const lines = linesOfPrint(inside)
    for (const { words: side } of lines) {
      // Pieces of labels that have come apart look like figures, but stand near to others.
      const free = side.filter((word, i) => word.figure && isApart(side[i - 1], word) && isApart(word, side[i + 1]))
      if (free.length > 1) crowded += free.length
      if (free.length === 1 && side.length === 1) stacked++
    }
    if (stacked >= STACKED && stacked === lines.length) crowded += stacked
    // The label of a column and its figures in one cell, down to the end of the table.
    else if (frame.bottom > around.bottom - END && stacked < lines.length) crowded += figuresBelow(lines)
  }
  return crowded >= CROWDED && crowded >= figures.length * CROWDED_SHARE
}

/** Points: a cell that reaches so near to the end of its table is of its last row. */
const END = 4

/** How many lines of a cell are a lone figure, below those that are words; 0 where words stand below figures too. */
function figuresBelow(lines: readonly PrintLine[]): number {
  const isLone = ({ words: [only, ...more] }: PrintLine): boolean => only?.figure === true && more.length === 0
  const first = lines.findIndex(isLone)
  return first > 0 && lines.slice(first).every(isLone) ? lines.length - first : 0
}

/** Whether two words on one line are no neighbours in one text. */
function isApart(left: Print | undefined, right: Print | undefined): boolean {
  if (!left || !right) return true
  const height = Math.max(left.box.bottom - left.box.top, right.box.bottom - right.box.top)
  return right.box.x0 - left.box.x1 > APART * height
}
