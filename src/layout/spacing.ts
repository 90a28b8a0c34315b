/**
 * Tables of which a picture shows no lines, or lines between rows only: the paper between their print → the rulings that
 * are missing. Cells are then made of them as of any others.
 */

import { centreX, centreY, containsPoint, union } from '../geometry/box.js'
import { median } from '../geometry/cluster.js'
import type { Box, Page, Ruling } from '../types.js'
import { STACKED } from './choose.js'
import { type LatticeGrid, latticeGrids } from './lattice.js'
import { type FigureRow, linesOfPrint, type Print, type PrintLine } from './spaced-rows.js'
import { ruleBlock } from './spaced-rulings.js'

export type { Print } from './spaced-rows.js'

/** Figures side by side in one cell: this many of them, and this share of all in the grid, mean that lines are missing. */
const CROWDED = 4
const CROWDED_SHARE = 0.15
/** Ems between two figures of different columns. */
const APART = 0.8
/** Ems: labels of rows are words as wide as that; what is narrower may be a character of a header. */
const NAMES = 3
/** Share of the width of the print of a page that a line of prose takes. */
const PROSE = 0.62
/** Ems: marks of Chinese leave as much as one blank, justified lines half of one more. */
const GAP = 2
/** Times the print of the table: larger print is a heading. */
const HEADING = 1.15
/** So many of its pieces may be higher than its characters. */
const FEW = 2
/** Ems: a heading is longer than a line of a label. */
const BROAD = 15
/** Times the height of the others: a taller figure is a character whose strokes are apart. */
const TALL = 1.22
/** Ems between lines of figures in one table: labels of five lines stand between them. */
const FAR = 11
/** Ems of paper between two labels at most. */
const PITCH = 1.5
/** Lines of a header, and ems between two of them. */
const HEADER_LINES = 9
const HEADER_GAP = 2.6
/** Share of the width of the print of a page that the ruling above a table takes. */
const LONG = 0.5

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

/** Points above and below a region in which its frame is drawn. */
const FRAME = 12
/** A ruling along this share of a region is its own, and no longer than by this share of it. */
const ALONG = 0.7
const LONGER = 0.3

/** A box as wide as the rulings that are drawn in it. */
function withFrame(box: Box, rulings: readonly Ruling[]): Box {
  const { x0, x1 } = box
  const [top, bottom] = [box.top - FRAME, box.bottom + FRAME]
  const width = x1 - x0
  const level = rulings.filter(
    ({ axis, at, from, to }) =>
      axis === 'horizontal' &&
      at > top &&
      at < bottom &&
      Math.min(to, x1) - Math.max(from, x0) > ALONG * width &&
      to - from < (1 + LONGER) * width,
  )
  const sides = rulings
    .filter(({ axis, from, to }) => axis === 'vertical' && to > top && from < bottom)
    .map(({ at }) => at)
  return {
    ...box,
    x0: Math.min(x0, ...level.map(({ from }) => from), ...sides.filter((at) => at < x0 && at > x0 - FRAME)),
    x1: Math.max(x1, ...level.map(({ to }) => to), ...sides.filter((at) => at > x1 && at < x1 + FRAME)),
  }
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

/** A stretch of rows with a header of their own, or none. */
export interface SpacedBlock {
  /** Lines above the first row that reach over the figures, and labels beside them. */
  readonly header: readonly PrintLine[]
  readonly rows: readonly FigureRow[]
  /** Words left of the figures, beside the rows. */
  readonly labels: readonly Print[]
  /** All print of the stretch, pieces of broken figures too: no edge may cut it. */
  readonly print: readonly Print[]
  readonly top: number
  readonly bottom: number
}

export interface SpacedRegion {
  readonly blocks: readonly SpacedBlock[]
  readonly x0: number
  readonly x1: number
  /** Height of its print. */
  readonly em: number
}

interface TabularRow extends FigureRow {
  /** Left edge of the first figure. */
  readonly left: number
  readonly top: number
  readonly bottom: number
}

const heightOf = ({ box }: Print): number => box.bottom - box.top

/** @param frames Drawn around whole tables: what stands in one is a table of its own. */
function regionsOf(
  words: readonly Print[],
  width: number,
  rulings: readonly Ruling[],
  frames: readonly Box[],
): SpacedRegion[] {
  const usual = median(
    words
      .filter(({ figure, pieces }) => figure && pieces.length === 1)
      .map(heightOf)
      .filter((height) => height > 3),
  )
  // A slash may be taller than digits.
  const isFigure = (word: Print): boolean =>
    word.figure && (usual === 0 || heightOf(word) <= TALL * usual || word.box.x1 - word.box.x0 < 0.7 * heightOf(word))
  const figures = words.filter(isFigure)
  const texts = words.filter((word) => !isFigure(word))
  const rows = linesOfPrint(figures).flatMap((line): TabularRow[] => {
    const own = inColumns(line, texts, usual)
    const [first] = own
    if (!first) return []
    const { top, bottom } = union(own.map(({ box }) => box))
    return [{ y: median(own.map(({ box }) => centreY(box))), figures: own, left: first.box.x0, top, bottom }]
  })
  // Pieces of broken figures are no words.
  const isPiece = ({ box }: Print): boolean =>
    rows.some(
      ({ figures: own, left, top, bottom }) =>
        centreY(box) > top &&
        centreY(box) < bottom &&
        box.x0 > left - 1 &&
        own.some((one) => box.x0 < one.box.x1 + 2 && box.x1 > one.box.x0 - 2),
    )
  const lines = linesOfPrint(words.filter((word) => !rows.some((row) => row.figures.includes(word)) && !isPiece(word)))
  const frameAt = (box: Box): Box | undefined =>
    frames.find((frame) => containsPoint(frame, centreX(box), centreY(box), 1))
  const frameOf = ({ figures: own }: TabularRow): Box | undefined => frameAt(union(own.map(({ box }) => box)))
  const regions: SpacedRegion[] = []
  let open: TabularRow[] = []
  let floor = Number.NEGATIVE_INFINITY
  const close = (): void => {
    const most = Math.max(0, ...open.map((row) => row.figures.length))
    if (open.length >= 2 || most >= 4) {
      const frame = frameOf(open[0] as TabularRow)
      const own = lines.filter(({ box }) => frameAt(box) === frame)
      const region = toRegion(open, own, words, floor, width, rulings)
      const headed = (region?.blocks[0]?.header.length ?? 0) >= 2
      // A line of figures alone needs a header to be a table, but one that a page begins with may have it on the page before.
      if (region && (open.length >= 2 || headed || (most >= CUT_OFF && beginsPage(open[0] as TabularRow, words)))) {
        regions.push(region)
        floor = region.blocks.at(-1)?.bottom ?? floor
      }
    }
    open = []
  }
  for (const row of rows) {
    const last = open.at(-1)
    const em = printHeight(open.length > 0 ? open : [row], texts)
    if (last) {
      const between = lines.filter(({ box }) => centreY(box) > last.y + em * 0.4 && centreY(box) < row.y - em * 0.4)
      const isFar = row.y - last.y > FAR * em && !areBlankRows(between, last, row, em)
      if (isFar || frameOf(last) !== frameOf(row) || between.some((line) => endsTable(line, em, width))) close()
    }
    open.push(row)
  }
  close()
  return regions
}

/** Figures of the only row of a table, at the least, that is told without its header. */
const CUT_OFF = 8

/** Whether nothing is printed above a row. */
const beginsPage = ({ top }: TabularRow, words: readonly Print[]): boolean => words.every(({ box }) => box.bottom > top)

/** Whether labels follow each other without a gap from one row with figures to the next, left of these: the rows between are blank. */
function areBlankRows(between: readonly PrintLine[], last: TabularRow, row: TabularRow, em: number): boolean {
  const left = Math.min(last.left, row.left)
  if (between.some(({ box }) => box.x1 > left)) return false
  let { bottom } = last
  for (const box of [...between.map((line) => line.box), row]) {
    if (box.top - bottom > PITCH * em) return false
    bottom = Math.max(bottom, box.bottom)
  }
  return true
}

/** Words beside a lone figure at most: groups, label and unit of its row. */
const STUB = 6

/**
 * The figures of a line that stand in columns; none where it is a line of text with a number in it. A dash, and the dot of a
 * character that looks like one, say nothing about the size of the print: it is that of the `usual` figures of the page at least.
 */
export function inColumns({ words, box: around }: PrintLine, texts: readonly Print[], usual: number): Print[] {
  const em = Math.max(4, usual, median(words.map(({ box }) => box.bottom - box.top))) * 1.3
  const beside = texts.filter(({ box }) => box.top < around.bottom && box.bottom > around.top)
  // A number with words close behind it is one of a label; what fills a cell in place of a figure is short.
  const own = words.filter(
    ({ box }) =>
      !beside.some((text) => text.box.x0 < box.x1 && text.box.x1 > box.x0) &&
      !beside.some(
        (text) => text.box.x0 >= box.x1 && (text.box.x0 - box.x1 < 1.5 * em || text.box.x1 - text.box.x0 > 2.5 * em),
      ),
  )
  const [first] = own
  if (!first) return []
  if (own.length >= 2) return own
  // One among many words that stand apart is a character of a header.
  if (beside.length > STUB) return []
  return beside.some(({ box }) => first.box.x0 - box.x1 > 1.2 * em) ? own : []
}

/** Height of the characters beside the figures; of those above them where nothing stands beside. */
function printHeight(rows: readonly TabularRow[], texts: readonly Print[]): number {
  const figure = median(rows.flatMap((row) => row.figures.map(({ box }) => box.bottom - box.top)))
  const heights = (from: number, to: number): number[] =>
    texts
      .filter(({ box }) => box.top < to && box.bottom > from)
      .map(({ box }) => box.bottom - box.top)
      .filter((height) => height > Math.max(4, 0.9 * figure))
  const beside = rows.flatMap(({ y }) => heights(y, y))
  if (beside.length > 0) return median(beside)
  const first = rows[0]?.y ?? 0
  const above = heights(first - ABOVE * figure, first)
  return above.length > 0 ? median(above) : Math.max(5, figure * 1.3)
}

/** Heights of figures: the words of a header stand this near above them. */
const ABOVE = 6

/** Prose, or a heading: a line of larger print. Neither has a gap as wide as there is between a label and the columns. */
function endsTable({ words }: PrintLine, em: number, width: number): boolean {
  let [filled, own, last] = [0, 0, Number.NEGATIVE_INFINITY]
  for (const { box } of [...words].sort((a, b) => a.box.x0 - b.box.x0)) {
    own = (box.x0 - last > GAP * em ? 0 : own) + box.x1 - box.x0
    filled = Math.max(filled, own)
    last = Math.max(last, box.x1)
  }
  if (filled > PROSE * width) return true
  // Pieces of two lines that touch are as high as those of a heading, but few.
  const heights = words.flatMap(({ pieces }) => pieces.map(({ top, bottom }) => bottom - top)).sort((x, y) => y - x)
  return filled > BROAD * em && (heights[FEW] ?? 0) > HEADING * em
}

function toRegion(
  rows: readonly TabularRow[],
  lines: readonly PrintLine[],
  words: readonly Print[],
  floor: number,
  width: number,
  rulings: readonly Ruling[],
): SpacedRegion | null {
  const [first, last] = [rows[0] as TabularRow, rows.at(-1) as TabularRow]
  const texts = lines.flatMap(({ words }) => words)
  const em = printHeight(rows, texts)
  const top = headerTop(first, lines, floor, em, width, rulings)
  const bottom = labelBottom(last, lines, em)
  const inside = lines.filter(({ box }) => centreY(box) > top && centreY(box) < bottom)
  const boxes = [...inside.map(({ box }) => box), ...rows.flatMap((row) => row.figures.map(({ box }) => box))]
  const print = union(boxes)
  const around = withFrame({ x0: print.x0 - 2, x1: print.x1 + 2, top, bottom }, rulings)
  const blocks: SpacedBlock[] = []
  const beside = rows.flatMap((row) =>
    inside
      .filter(({ box }) => Math.abs(centreY(box) - row.y) < em * 0.4)
      .flatMap(({ words: own }) => own.filter(({ box }) => box.x1 < row.left).map(({ box }) => box.x1)),
  )
  // Where figures are set to the right of their columns, the labels of these end before them.
  const labelled = beside.length > 0 ? Math.max(...beside) + em : Number.POSITIVE_INFINITY
  let start = top
  for (let from = 0; from < rows.length; ) {
    let left = (rows[from] as TabularRow).left
    let to = from + 1
    for (; to < rows.length; to++) {
      const [above, below] = [rows[to - 1] as TabularRow, rows[to] as TabularRow]
      const least = Math.min(left, below.left)
      if (inside.some((line) => isBetween(line, above.y, below.y, em) && heads(line, least, em, around, labelled)))
        break
      left = least
    }
    const own = rows.slice(from, to)
    const next = rows[to]
    const end = next ? endOfBlock(own.at(-1) as TabularRow, next, inside, left, em, around, labelled) : bottom
    blocks.push({
      ...toBlock(own, inside, start, end, left, em, around, labelled),
      print: words.filter(({ box }) => centreY(box) > start && centreY(box) < end),
    })
    start = end
    from = to
  }
  return { blocks, x0: around.x0, x1: around.x1, em }
}

const isBetween = ({ box }: PrintLine, from: number, to: number, em: number): boolean =>
  centreY(box) > from + em * 0.4 && centreY(box) < to - em * 0.4

/** A line with words over the figures. */
const reaches = ({ words }: PrintLine, left: number): boolean => words.some(({ box }) => box.x1 > left + 1)

/** A line with words over the figures or right of all `labelled`, or in the middle of the table as the titles of its parts are. */
function heads(line: PrintLine, left: number, em: number, around: Box, labelled: number): boolean {
  if (reaches(line, left) || line.words.some(({ box }) => box.x0 > labelled)) return true
  return Math.abs(centreX(line.box) - centreX(around)) < 1.5 * em && line.box.x0 > around.x0 + 3 * em
}

/** Where the header of a table begins: lines near to each other, up to a heading, prose or what is above. */
function headerTop(
  first: TabularRow,
  lines: readonly PrintLine[],
  floor: number,
  em: number,
  width: number,
  rulings: readonly Ruling[],
): number {
  const long = rulings
    .filter(({ axis, from, to, at }) => axis === 'horizontal' && to - from > LONG * width && at > floor + FRAME)
    .map(({ at }) => at)
  let top = Math.min(...first.figures.map(({ box }) => box.top))
  let count = 0
  for (const line of lines.filter(({ box }) => centreY(box) < first.y).reverse()) {
    if (line.box.bottom < floor || count >= HEADER_LINES) break
    if (top - line.box.bottom > HEADER_GAP * em) break
    // What stands above the uppermost ruling of a table is none of it; another one may lie below the header.
    const [upper, lower] = [line.box.top, line.box.bottom]
    const isTop = count > 0 && long.some((at) => at >= lower && at <= top)
    if (isTop && !long.some((at) => at < upper && at > upper - HEADER_GAP * em)) return Math.max(top - 2, floor, lower)
    // Strokes of a heading that stand on a line of their own (三) are none of the table.
    if (endsTable(line, em, width)) return Math.max(top - 2, floor, line.box.bottom)
    top = Math.min(top, line.box.top)
    count++
  }
  return Math.max(top - 2, floor)
}

/** Ems of paper above a row of blank cells at the end of a table: a heading, or a text, is farther away. */
const ROW_GAP = 1.2

/** The last label may go on below its figures, and rows may follow that have none: labels in line with it. */
function labelBottom(last: TabularRow, lines: readonly PrintLine[], em: number): number {
  let bottom = Math.max(...last.figures.map(({ box }) => box.bottom))
  const left = Math.min(
    ...lines.filter(({ box }) => Math.abs(centreY(box) - last.y) < em * 0.5).map(({ box }) => box.x0),
  )
  const isRow = ({ box }: PrintLine): boolean =>
    Math.abs(box.x0 - left) < 2 && box.bottom - box.top < HEADING * em && box.x1 < last.left
  for (const line of lines.filter(({ box }) => centreY(box) > last.y - em * 0.5)) {
    const ownRow = centreY(line.box) < last.y + em * 0.5
    if (!ownRow && (line.box.top - bottom > (isRow(line) ? ROW_GAP : 0.8) * em || reaches(line, last.left))) break
    bottom = Math.max(bottom, line.box.bottom)
  }
  return bottom + 2
}

/** Where the labels of the last row of a block end, and the header of the next one begins. */
function endOfBlock(
  last: TabularRow,
  next: TabularRow,
  lines: readonly PrintLine[],
  left: number,
  em: number,
  around: Box,
  labelled: number,
): number {
  const between = lines.filter((line) => isBetween(line, last.y, next.y, em))
  const at = between.findIndex((line) => heads(line, Math.min(left, next.left), em, around, labelled))
  const head = between[at]
  if (!head) return (last.y + next.y) / 2
  const bottom = Math.max(
    ...last.figures.map(({ box }) => box.bottom),
    ...between.slice(0, at).map(({ box }) => box.bottom),
  )
  return bottom < head.box.top ? (bottom + head.box.top) / 2 : head.box.top - 1
}

function toBlock(
  rows: readonly TabularRow[],
  lines: readonly PrintLine[],
  top: number,
  bottom: number,
  left: number,
  em: number,
  around: Box,
  labelled: number,
): Omit<SpacedBlock, 'print'> {
  const first = rows[0] as TabularRow
  const own = lines.filter(({ box }) => centreY(box) > top && centreY(box) < bottom)
  const above = own.filter(({ box }) => centreY(box) < first.y - em * 0.4)
  const over = above.filter((line) => heads(line, left, em, around, labelled))
  const end = over.at(-1)?.box.bottom ?? top
  const isHeader = ({ box }: PrintLine): boolean => over.length > 0 && box.bottom <= end + em * 0.3
  const header = above.filter(isHeader)
  const labels = own
    .filter((line) => !header.includes(line))
    .flatMap(({ words }) => words)
    .filter(({ box }) => box.x0 < left)
  return { header, rows, labels, top, bottom }
}
