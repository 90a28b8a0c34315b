/** Print of a page without lines → the tables in it: figures in columns, line below line. */

import { centreX, centreY, containsPoint, union } from '../geometry/box.js'
import { median } from '../geometry/cluster.js'
import type { Box, Ruling } from '../types.js'
import { endsTable, printHeight, type SpacedRegion, type TabularRow, toRegion } from './spaced-blocks.js'
import { linesOfPrint, type Print, type PrintLine } from './spaced-rows.js'

/** Times the height of the others: a taller figure is a character whose strokes are apart. */
const TALL = 1.22
/** Ems between lines of figures in one table: labels of five lines stand between them. */
const FAR = 11
/** Ems of paper between two labels at most. */
const PITCH = 1.5
const heightOf = ({ box }: Print): number => box.bottom - box.top

/** @param frames Drawn around whole tables: what stands in one is a table of its own. */
export function regionsOf(
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
  const told = linesOfPrint(figures).flatMap((line): TabularRow[] => {
    const own = inColumns(line, texts, usual)
    const [first] = own
    if (!first) return []
    const { top, bottom } = union(own.map(({ box }) => box))
    return [{ y: median(own.map(({ box }) => centreY(box))), figures: own, left: first.box.x0, top, bottom }]
  })
  const rows = told.filter((row, i) => !isOfHeader(row, told[i - 1], told[i + 1], texts))
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
      const headed = (region.blocks[0]?.header.length ?? 0) >= 2
      // A line of figures alone needs a header to be a table, but one that a page begins with may have it on the page before.
      const isCutOff = most >= CUT_OFF || isRuledRow(open[0] as TabularRow, rulings)
      if (open.length >= 2 || headed || (isCutOff && beginsPage(open[0] as TabularRow, words))) {
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
      const isFar =
        row.y - last.y > FAR * em && !areBlankRows(between, last, row, em) && !areRuledRows(last, row, rulings)
      if (isFar || frameOf(last) !== frameOf(row) || between.some((line) => endsTable(line, em, width))) close()
    }
    open.push(row)
  }
  close()
  return regions
}

/** Columns that a table has at the least whose header is told by the rows below it. */
const COLUMNS = 4

/**
 * Whether the figures of a row are words of a header that look like such: at least as many others stand right of the first of them, and the row below, at
 * the head of a table that has more columns than what stands above, has more figures and no such words.
 */
function isOfHeader(
  row: TabularRow,
  above: TabularRow | undefined,
  below: TabularRow | undefined,
  texts: readonly Print[],
): boolean {
  if (!below || below.figures.length < COLUMNS || row.figures.length >= below.figures.length) return false
  if (above && above.figures.length >= below.figures.length) return false
  const wordsOf = ({ top, bottom, left }: TabularRow): number =>
    texts.filter(({ box }) => box.x0 > left && box.top < bottom && box.bottom > top).length
  return wordsOf(row) >= row.figures.length && wordsOf(below) === 0
}

/** Figures of the only row of a table, at the least, that is told without its header. */
const CUT_OFF = 8

/** Times the height of a row with one line: its rulings are no farther apart. */
const ONE_LINE = 4

/** Rulings drawn along the figures of both of two rows, from top to bottom. */
function ruledAt(a: TabularRow, b: TabularRow, rulings: readonly Ruling[]): number[] {
  const { x0, x1 } = union([...a.figures, ...b.figures].map(({ box }) => box))
  return rulings
    .filter(({ axis, drawn, from, to }) => axis === 'horizontal' && drawn !== false && from < x0 && to > x1)
    .map(({ at }) => at)
    .sort((x, y) => x - y)
}

/** Whether rulings are drawn right above and right below a row. */
function isRuledRow(row: TabularRow, rulings: readonly Ruling[]): boolean {
  const height = row.bottom - row.top
  const ats = ruledAt(row, row, rulings)
  return (
    ats.some((at) => at < row.top && row.top - at < ONE_LINE * height) &&
    ats.some((at) => at > row.bottom && at - row.bottom < ONE_LINE * height)
  )
}

/** Of the distance between two rulings: where rows go on, the next one is no farther. */
const EVEN = 1.35

/** Whether rulings follow each other from one row to another as they do around the two: rows without figures stand between. */
function areRuledRows(last: TabularRow, row: TabularRow, rulings: readonly Ruling[]): boolean {
  const ats = ruledAt(last, row, rulings)
  const [first, end] = [ats.findLastIndex((at) => at < last.y), ats.findIndex((at) => at > row.y)]
  if (first < 0 || end < 0 || end - first < 3) return false
  const steps = ats.slice(first + 1, end + 1).map((at, i) => at - (ats[first + i] as number))
  return Math.max(...steps) <= EVEN * Math.min(...steps)
}

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
