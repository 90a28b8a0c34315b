/**
 * Statistics tables in text: what stands one behind the other, a line or a cell a line, put into columns of number, label, unit and
 * values by the units, which every line of such a table has.
 */

import { looksLikeFigure } from '../text/figures.js'
import { canonical, fold, squeeze } from '../text/normalize.js'
import { startsWithOrdinal } from '../text/ordinal.js'
import type { Block, Cell, Grid, Paragraph } from '../types.js'
import { pairBlocks } from './statistics-blocks.js'
import { closeBrackets } from './statistics-torn.js'
import { exactly, labelOf } from './statistics-tree.js'
import {
  isDash,
  isUnit,
  NUMBER,
  NUMBER_HEAD,
  nameOf,
  REMARK_HEAD,
  STUB,
  UNIT_HEAD,
  unitIn,
} from './statistics-words.js'
import { cellOf, linesIn, togetherIn, wordsIn } from './text-cells.js'

/** Fewer units than this are no table. */
const FEWEST = 3
/** No such table has more value columns. */
const MOST_VALUES = 12
const LONGEST_TEXT = 60_000

/** A figure, or one with its unit behind it: 7篇. */
function isValue({ text }: Cell): boolean {
  const [, digits, unit] = /^(.*\d)\s*(\D{1,3})$/.exec(squeeze(fold(text))) ?? []
  return looksLikeFigure(text) || (digits !== undefined && looksLikeFigure(digits) && isUnit(unit ?? ''))
}
/** What a figure may be a part of: 万23.47. */
const isScrap = ({ text }: Cell): boolean => /\d/.test(fold(text)) && (text.match(/\p{Script=Han}/gu)?.length ?? 0) < 2
/** A unit, or what headings have in its place: ——. */
const standsForUnit = ({ text }: Cell): boolean => isUnit(text) || isDash(text)
const isBlank = (cell: Cell): boolean => squeeze(cell.text) === ''

/** Blocks of a text that may be lines of a table, from the first to before the last. */
export interface Region {
  readonly from: number
  readonly to: number
  readonly grid: Grid
}

/** Lines of a paragraph that may be labels. */
const MOST_LABELS = 20
/** A line of such a table is no longer than this. */
const LONGEST_LINE = 90

/** Statistics tables among the blocks of a text that no other table has taken. */
export function textRegions(blocks: readonly Block[], used: ReadonlySet<number>): Region[] {
  const found: Region[] = []
  let from = 0
  const flush = (to: number): void => {
    const rows = blocks.slice(from, to).flatMap(rowsOf)
    const grid = to > from && rows.length > 0 ? placeFields(rows) : null
    if (grid) found.push({ from, to, grid })
    from = to + 1
  }
  for (const [i, block] of blocks.entries()) if (used.has(i) || !isLineOfTable(block)) flush(i)
  flush(blocks.length)
  return found
}

function isLineOfTable(block: Block): boolean {
  if (block.kind === 'grid') return block.ragged
  const { text, place, outside } = block
  if (outside || (place && 'page' in place)) return false
  if (text.length <= LONGEST_LINE) return !/[。；;！!？?]$/.test(text.trim())
  return text.length <= LONGEST_TEXT && unitsWithValues(pieces(block)) >= FEWEST
}

const unitsWithValues = (cells: readonly Cell[]): number =>
  cells.filter((cell, i) => isUnit(cell.text) && i + 1 < cells.length && isValue(cells[i + 1] as Cell)).length

function rowsOf(block: Block): Cell[][] {
  if (block.kind === 'paragraph') return labelsIn(block) ?? [pieces(block)]
  const rows: Cell[][] = Array.from({ length: block.rows }, () => [])
  for (const cell of block.cells) rows[cell.row]?.push(...splitUnit(cell))
  return rows
}

/** Labels that stand below each other and were taken for the lines of one paragraph. */
function labelsIn(block: Paragraph): Cell[][] | null {
  const lines = linesIn(block)
  if (lines.length < 2 || lines.length > MOST_LABELS) return null
  const cells = lines.map(({ from, to }) => cellOf(block, from, to))
  return cells.every(({ text }) => exactly(text)) ? cells.map((cell) => [cell]) : null
}

/** The words of a text that spaces part, as cells side by side. A line that ends with a unit or a figure ends a word, whatever follows close behind. */
function pieces(printed: Pick<Paragraph, 'text' | 'place' | 'pieces'>): Cell[] {
  const cellsIn = (from: number, to: number): Cell[] =>
    wordsIn(printed.text, from, to).map((word) => cellOf(printed, word.from, word.to))
  const stretches = linesIn(printed)
  const lines = stretches.map(({ from, to }) => cellsIn(from, to))
  if (lines.length < 2) return lines.flat().filter(isPrint)
  const ends = lines
    .map((words) => words[words.length - 1])
    .map((word) => word !== undefined && (isUnit(word.text) || isValue(word)))
  const cells: Cell[] = []
  let from = 0
  for (const [i, { to }] of stretches.entries()) {
    if (!ends[i] && i < lines.length - 1) continue
    cells.push(...cellsIn(from, to))
    from = to
  }
  return cells.filter(isPrint)
}

/** Bars between words part cells; what they leave blank is not known. */
const isPrint = ({ text }: Cell): boolean => !/^\|+$/.test(text)

/** 主动公开信息数 条: a label and its unit in one cell. */
function splitUnit(cell: Cell): Cell[] {
  const last = /\s(\S+)\s*$/.exec(cell.text)
  return last?.[1] && isUnit(last[1]) ? pieces(cell) : [cell]
}

/** 条5: a unit and the figure close behind it. */
function partUnit(cell: Cell): Cell[] {
  const [, unit = '', figure = ''] = /^([^\d０-９]{1,3}?)([\d０-９,，.．]+)$/.exec(cell.text) ?? []
  return isUnit(unit) && looksLikeFigure(figure) ? [cellOf(cell, 0, unit.length), cellOf(cell, unit.length)] : [cell]
}

/** Of the lines of a table, those whose figures the order of words leaves undecided: where they are more, alignment says more. */
const MOST_UNDECIDED = 0.2

/** A grid that alignment found, its lines read by the order of their words; null where that leaves too much undecided. */
export function placeAligned(grid: Grid): Grid | null {
  const at = ({ place }: Cell): number => (place && 'page' in place ? place.box[0] : (place?.offset ?? 0))
  const rows: Cell[][] = Array.from({ length: grid.rows }, () => [])
  const filled = grid.cells.filter((cell) => !isBlank(cell))
  for (const cell of [...filled].sort((a, b) => at(a) - at(b)))
    rows[cell.row]?.push(...pieces({ ...cell, text: labelOf(cell) }).flatMap(partUnit))
  const placed = placeFields(rows)
  if (!placed) return null
  const undecided = new Set(placed.cells.filter((cell) => cell.candidates !== undefined).map(({ row }) => row))
  return undecided.size > placed.rows * MOST_UNDECIDED ? null : { ...placed, method: 'stream', place: grid.place }
}

interface Line {
  readonly number: Cell | null
  readonly label: Cell
  unit: Cell | null
  readonly values: Cell[]
}

/**
 * Rows of text → a grid whose columns have places: number, label, unit, values.
 *
 * Values are counted behind the unit. A line with fewer of them than the others, in a text that drops blank cells, may be short of any: all of
 * them are then left undecided.
 *
 * @returns Null where they are no such table.
 */
function placeFields(printed: readonly (readonly Cell[])[]): Grid | null {
  const rows = pairBlocks(closeBrackets(printed), isValue)
  const all = rows.flat()
  // Without units it is known by its lines.
  const units = all.filter(({ text }) => isUnit(text)).length >= FEWEST
  if (!units && all.filter(({ text }) => exactly(nameOf(text))).length < FEWEST) return null
  const keepsBlanks = all.some(isBlank)
  const read = readLines(rows, units)
  const { head } = read
  // Labels that are units: the columns stand one behind the other, and nothing says which figure belongs where.
  if (read.lines.filter(({ label }) => isUnit(label.text)).length > 1) return null
  takeNumbers(read.lines)
  // Titles above a table without a header, and what stands below its last figure, are no lines of it.
  const lines = read.lines.slice(head ? 0 : read.lines.findIndex(isTold), read.lines.findLastIndex(isTold) + 1)
  const counts = lines
    .filter(({ unit, values }) => (units ? unit : values.length > 0))
    .map(({ values }) => values.filter((cell) => !isBlank(cell)).length)
  const most = widthOf(counts)
  const named = head?.columns.length === 0 ? columnsAmong(lines, most) : []
  const columns = head !== null && head.columns.length > 0 ? head.columns : named.map(({ label }) => label)
  // A header that is printed again, a cell a line.
  const titles = new Set(columns.map(({ text }) => squeeze(text)))
  const isTitle = ({ text }: Cell): boolean =>
    STUB.test(canonical(text)) ||
    [UNIT_HEAD, NUMBER_HEAD].some((title) => title.test(squeeze(text))) ||
    titles.has(squeeze(text))
  const body = lines.filter((line) => !named.includes(line) && (isTold(line) || !isTitle(line.label)))
  const width = Math.max(columns.length, most)
  if (counts.length < FEWEST || most === 0 || width > MOST_VALUES) return null
  const placed: (readonly (Cell | null)[])[] = body.map(({ number, label, unit, values }) => [
    number,
    label,
    unit,
    ...valuesOf(values, width, keepsBlanks),
  ])
  if (head) placed.unshift([null, head.stub, head.unit, ...columns])
  const cells = placed.flatMap((row, r) =>
    row.flatMap((cell, c): Cell[] => (cell ? [{ ...cell, row: r, col: c, rowSpan: 1, colSpan: 1 }] : [])),
  )
  return {
    kind: 'grid',
    method: 'fields',
    rows: placed.length,
    cols: width + 3,
    cells,
    ragged: false,
    place: body[0]?.label.place ?? null,
    rowPages: placed.map(() => null),
    breaks: [],
  }
}

/**
 * Labels behind that of the units that are no lines: those of the columns. The first line of the table may stand before them, where a tool has followed the
 * columns of a page; none where it is not plain which they are.
 */
function columnsAmong(lines: readonly Line[], width: number): readonly Line[] {
  const first = lines.findIndex(({ values }) => values.length > 0)
  const open = lines
    .slice(0, Math.max(0, first))
    .filter((line) => !isTold(line) && !startsWithOrdinal(line.label.text) && !exactly(nameOf(line.label.text)))
  const leading = lines.slice(0, width)
  if (leading.every((line) => open.includes(line))) return leading
  return open.length === width ? open : []
}

/** Of the lines with figures, so many must have as many of them as there are columns. */
const FULL = 0.15

/**
 * As many values as the fullest lines have: where blanks are lost the others may be short of some. A few lines with more, as where a page number stands
 * between them, are none of these.
 */
function widthOf(counts: readonly number[]): number {
  const times = new Map<number, number>()
  for (const count of counts) if (count > 0) times.set(count, (times.get(count) ?? 0) + 1)
  const known = [...times.values()].reduce((sum, n) => sum + n, 0)
  return [...times].reduce((best, [count, n]) => (n > 1 && n >= known * FULL ? Math.max(best, count) : best), 0)
}

interface Head {
  readonly stub: Cell | null
  readonly unit: Cell
  /** Labels of the columns that stand in the same row. */
  readonly columns: readonly Cell[]
}

const isTold = ({ unit, values }: Line): boolean => unit !== null || values.length > 0

function readLines(rows: readonly (readonly Cell[])[], units: boolean): { lines: Line[]; head: Head | null } {
  let lines: Line[] = []
  let head: Head | null = null
  for (const row of rows) {
    const named = row.findIndex((cell) => UNIT_HEAD.test(squeeze(cell.text)))
    // A header that is printed again.
    if (
      named >= 0 &&
      row.length > 1 &&
      !row.some(isValue) &&
      lines.some(({ unit, values }) => unit && values.length > 0)
    )
      continue
    const at: number = head ? -1 : named
    const unitHead: Cell | undefined = row[at]
    let rest = row
    if (unitHead) {
      const before = [
        ...lines.filter((line) => !isTold(line)).map(({ label }) => label),
        ...row.slice(0, at).filter((cell) => !isBlank(cell)),
      ]
      const behind = row.slice(at + 1).filter((cell) => !isBlank(cell) && !REMARK_HEAD.test(squeeze(cell.text)))
      // Units may stand behind the figures: 统计指标 统计数 单位.
      const stubAt = before.findLastIndex((cell) => STUB.test(canonical(cell.text)))
      if (behind.length === 0 && stubAt >= 0 && stubAt < before.length - 1) {
        head = { stub: before[stubAt] ?? null, unit: unitHead, columns: before.slice(stubAt + 1) }
        lines = []
        continue
      }
      const stub: Cell | null = before[before.length - 1] ?? null
      // A header row has nothing but labels; where all stands in one row they cannot be told from the first line's yet.
      const alone = behind.length > 0 && behind.every((cell) => !isValue(cell) && !isUnit(cell.text))
      head = { stub, unit: unitHead, columns: alone ? behind : [] }
      // What stands above the header is its title.
      lines = []
      if (alone) continue
      rest = row.slice(at + 1)
    }
    let number: Cell | null = null
    for (const [i, cell] of rest.entries()) {
      const open = lines[lines.length - 1]
      const next = rest.slice(i + 1).find((one) => !isBlank(one))
      if (isBlank(cell)) {
        // The first blank behind a label is that of the unit, where units have a column.
        const counted = open && (open.unit || open.values.length > 0 || !units || unitIn(open.label.text) !== null)
        if (counted && i > 0 && rest.includes(open.label)) open.values.push(cell)
      } else if (i === 0 && NUMBER.test(squeeze(cell.text)) && next && !isValue(next) && !isUnit(next.text)) {
        number = cell
      } else if (open && !open.unit && (open.values.length === 0 ? standsForUnit(cell) : isUnit(cell.text)))
        open.unit = cell
      else if (open?.unit && isDash(open.unit.text) && isUnit(cell.text)) {
        // What stands before the unit is the figure: / 件.
        open.values.unshift(open.unit)
        open.unit = cell
      } else if (isValue(cell) || (open && rest.includes(open.label) && isScrap(cell))) open?.values.push(cell)
      else {
        lines.push({ number, label: cell, unit: null, values: [] })
        number = null
      }
    }
  }
  return { lines, head }
}

/** So many of the lines that have figures must count on for these to be their numbers. */
const COUNTED = 0.7

/** A cell a line: the number of a line then stands behind the values of the one before it. */
function takeNumbers(lines: Line[]): void {
  const before = lines.flatMap(({ values }, i) => (values.length > 0 && i < lines.length - 1 ? [i] : []))
  const last = (i: number): number => Number(lines[i]?.values[(lines[i]?.values.length ?? 0) - 1]?.text ?? Number.NaN)
  const [start = 0] = before
  const counted = before.filter((i) => last(i) === last(start) + i - start)
  if (counted.length < FEWEST - 1 || counted.length < before.length * COUNTED) return
  for (const i of counted) {
    const number = lines[i]?.values.pop() ?? null
    lines[i + 1] = { ...(lines[i + 1] as Line), number }
  }
}

/** As many values as there are columns; null where none stands, candidates where it is not known which column a figure is of. */
function valuesOf(values: readonly Cell[], width: number, keepsBlanks: boolean): (Cell | null)[] {
  const filled = values.filter((cell) => !isBlank(cell))
  const behind = values.slice(width)
  if (behind.every(isBlank) && (keepsBlanks || filled.length === width || filled.length === 0))
    return Array.from({ length: width }, (_, i) => values[i] ?? null)
  const together = togetherIn(filled)
  return Array.from({ length: width }, () => together)
}
