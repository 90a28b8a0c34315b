/** Rows of figures on paper and the print around them → the stretches of a table: each with its header, its labels and its rows. */

import { centreX, centreY, union } from '../geometry/box.js'
import { median } from '../geometry/cluster.js'
import type { Box, Ruling } from '../types.js'
import type { FigureRow, Print, PrintLine } from './spaced-rows.js'

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

/** A row of figures, and where they stand. */
export interface TabularRow extends FigureRow {
  /** Left edge of the first figure. */
  readonly left: number
  readonly top: number
  readonly bottom: number
}

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
/** Lines of a header, and ems between two of them. */
const HEADER_LINES = 9
const HEADER_GAP = 2.6
/** Share of the width of the print of a page that the ruling above a table takes. */
const LONG = 0.5

/** Height of the characters beside the figures; of those above them where nothing stands beside. */
export function printHeight(rows: readonly TabularRow[], texts: readonly Print[]): number {
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
export function endsTable({ words }: PrintLine, em: number, width: number): boolean {
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

/** The stretches of a table whose rows these are. @param floor Where the table above ends. @param width Of the print of the page. */
export function toRegion(
  rows: readonly TabularRow[],
  lines: readonly PrintLine[],
  words: readonly Print[],
  floor: number,
  width: number,
  rulings: readonly Ruling[],
): SpacedRegion {
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
