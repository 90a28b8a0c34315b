/** Grids → statistics tables as they are printed: which column holds labels, units and values. */

import { canonical, fold, squeeze } from '../text/normalize.js'
import type { Cell, Grid } from '../types.js'
import { isWritten } from './rows.js'
import { unstacked } from './stacked.js'
import type { LocatedStatistics } from './statistics.js'
import { columnIds, headLabel } from './statistics-columns.js'
import { joinCut } from './statistics-cut.js'
import { stackedLines } from './statistics-stacked.js'
import { joinTorn } from './statistics-torn.js'
import { candidates, isWhole, labelOf, type PrintedLine } from './statistics-tree.js'
import {
  COLUMN_MARK,
  FIRST_MARK,
  isUnit,
  NUMBER,
  NUMBER_HEAD,
  nameOf,
  REMARK_HEAD,
  STUB,
  UNIT,
  UNIT_HEAD,
  unitBehind,
  unitIn,
} from './statistics-words.js'

export type PrintedTable = Pick<LocatedStatistics, 'pages' | 'place' | 'method' | 'columns'> & {
  readonly lines: readonly PrintedLine[]
  readonly header: boolean
}

/** Fewer lines than this are a remark, not a table. */
const FEWEST = 3
/** Lines with a unit, or with a label of the dictionary where there are no units, of all. */
const SHARE = 0.4
/** Rows from the top in which a header may stand. */
const HEADER_ROWS = 6
/** Signatures below the table: 单位负责人：… 填报人：… */
const SIGNATURE = /^(?:单位)?(?:负责人|审核人|填报人|联系电话|填报日期|填表人|备注|注)[:：]?/

/**
 * The tables of a grid: one, or several whose halves stand side by side, in the order in which they are read; none where it is none.
 *
 * @param aligned Whether alignment alone says what stands in which column.
 */
export function readTables(grid: Grid, aligned: boolean): PrintedTable[] {
  const rows = unstacked(grid, stackedLines)
  const found = halves(inOrder(rows)).flatMap((half) => readTable(half, aligned) ?? [])
  const turned = found.length > 0 || aligned ? null : turnedOver(rows)
  return turned ? [readTable(turned, false)].flatMap((table) => table ?? []) : found
}

/** Rows below the labels of a table whose lines stand side by side. */
const MOST_TURNED = 3

/** A table whose labels stand side by side, with their figures below: columns for rows. Null for every other one. */
function turnedOver(grid: Grid): Grid | null {
  if (grid.rows < 2 || grid.rows > MOST_TURNED + 1 || grid.cells.some(({ rowSpan, colSpan }) => rowSpan + colSpan > 2))
    return null
  const labels = grid.cells.filter(({ row }) => row === 0)
  const known = labels.filter(({ text }) => candidates(nameOf(text)).length > 0).length
  if (known < FEWEST || known < labels.length * SHARE) return null
  const cells = grid.cells.map((cell) => ({ ...cell, row: cell.col, col: cell.row }))
  const [page = null] = grid.rowPages
  return {
    ...grid,
    rows: grid.cols,
    cols: grid.rows,
    cells,
    rowPages: Array.from({ length: grid.cols }, () => page),
    breaks: [],
  }
}

interface Matrix {
  readonly grid: Grid
  readonly rows: readonly number[]
  readonly cell: (r: number, c: number) => Cell | null
  readonly text: (r: number, c: number) => string
  /** Whether a cell begins here. */
  readonly own: (r: number, c: number) => boolean
}

function matrixOf(grid: Grid): Matrix {
  const at: (Cell | null)[][] = Array.from({ length: grid.rows }, () => Array.from({ length: grid.cols }, () => null))
  for (const cell of grid.cells)
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
      for (let c = cell.col; c < cell.col + cell.colSpan; c++) (at[r] as (Cell | null)[])[c] = cell
  return {
    grid,
    rows: Array.from({ length: grid.rows }, (_, r) => r),
    cell: (r, c) => at[r]?.[c] ?? null,
    text: (r, c) => squeeze(at[r]?.[c]?.text ?? ''),
    own: (r, c) => at[r]?.[c]?.row === r && at[r]?.[c]?.col === c,
  }
}

/** Two tables close below each other whose columns do not stand exactly below each other: cells by their order in the row. */
function inOrder(grid: Grid): Grid {
  if (grid.cells.some(({ rowSpan }) => rowSpan > 1)) return grid
  const rows: Cell[][] = Array.from({ length: grid.rows }, () => [])
  for (const cell of [...grid.cells].sort((a, b) => a.col - b.col)) rows[cell.row]?.push(cell)
  const width = Math.max(...rows.map((row) => row.length))
  if (width >= grid.cols || rows.some(({ length }) => length !== width && length > 1)) return grid
  const cells = rows.flatMap((row) => row.map((cell, col) => ({ ...cell, col, colSpan: row.length === 1 ? width : 1 })))
  return { ...grid, cols: width, cells }
}

/** A grid whose header says twice what stands below it, cut before each stub. */
function halves(grid: Grid): Grid[] {
  if (grid.cols < 4) return [grid]
  const { rows, text, own } = matrixOf(grid)
  const columns = Array.from({ length: grid.cols }, (_, c) => c)
  for (const r of rows.slice(0, HEADER_ROWS)) {
    const stubs = columns.filter((c) => own(r, c) && STUB.test(canonical(text(r, c))))
    if (stubs.length < 2) continue
    const starts = stubs.map((c, i) => (i === 0 ? 0 : NUMBER_HEAD.test(text(r, c - 1)) ? c - 1 : c))
    return starts.map((from, i) => cropped(grid, from, starts[i + 1] ?? grid.cols))
  }
  return [grid]
}

function cropped(grid: Grid, from: number, to: number): Grid {
  const cells = grid.cells.flatMap((cell): Cell[] => {
    const first = Math.max(cell.col, from)
    const end = Math.min(cell.col + cell.colSpan, to)
    return first < end ? [{ ...cell, col: first - from, colSpan: end - first }] : []
  })
  return { ...grid, cols: to - from, cells }
}

/** What the columns hold. */
interface Roles {
  readonly label: number
  /** null where units stand in the labels, or nowhere. */
  readonly unit: number | null
  readonly isLine: (r: number) => boolean
}

function rolesOf(matrix: Matrix, aligned: boolean): Roles | null {
  const { grid, rows, text, own } = matrix
  let unit = -1
  let most = 0
  // Alignment puts the label of a row next to its figures, whatever stands between them.
  for (let c = aligned ? 0 : 1; c < grid.cols; c++) {
    const units = rows.filter((r) => own(r, c) && isUnit(text(r, c))).length
    if (units > most) {
      most = units
      unit = c
    }
  }
  // What stands below 单位 are units, however few of them could be read.
  const named = Array.from({ length: grid.cols }, (_, c) => c).find((c) =>
    rows.slice(0, HEADER_ROWS).some((r) => own(r, c) && UNIT_HEAD.test(text(r, c))),
  )
  if (named !== undefined && !aligned && (most > 0 || withoutUnits(matrix))) unit = named
  else if (most < FEWEST || most < grid.rows * SHARE) return aligned ? null : withoutUnits(matrix)
  for (let c = aligned ? unit + 1 : unit - 1; c >= 0; c--) {
    if (c === unit) continue
    if (rows.filter((r) => /\p{Script=Han}{2}/u.test(text(r, c))).length < grid.rows * 0.5) continue
    // Behind the labels stand the units, or the figures and then the units.
    if (unit === grid.cols - 1 && unit - c < 2 && !aligned) return null
    return { label: c, unit, isLine: (r) => UNIT.test(canonical(text(r, unit))) && /\p{Script=Han}/u.test(text(r, c)) }
  }
  return null
}

/** A table without a column of units is known by its lines: labels of the dictionary, or with a unit in brackets; and where some are known, by units behind the figures. */
function withoutUnits({ grid, rows, text, own }: Matrix): Roles | null {
  const columns = Array.from({ length: grid.cols }, (_, c) => c)
  for (let c = 0; c < grid.cols - 1; c++) {
    const isKnown = (r: number): boolean => own(r, c) && candidates(nameOf(text(r, c))).length > 0
    const isTold = (r: number): boolean => own(r, c) && (isKnown(r) || unitIn(text(r, c)) !== null)
    const isCounted = (r: number): boolean =>
      own(r, c) &&
      /\p{Script=Han}{2}/u.test(text(r, c)) &&
      unitBehind(columns.slice(c + 1).map((k) => text(r, k))) !== null
    const isLine = rows.filter(isKnown).length >= FEWEST ? (r: number) => isTold(r) || isCounted(r) : isTold
    const lines = rows.filter(isLine).length
    if (lines >= FEWEST && lines >= grid.rows * SHARE)
      return { label: c, unit: null, isLine: (r) => isLine(r) || /^[一二三四五六七八九十]+[、,.]/.test(text(r, c)) }
  }
  return null
}

function readTable(grid: Grid, aligned: boolean): PrintedTable | null {
  if (grid.cols < 2 || grid.rows < FEWEST || grid.cols > 20) return null
  const matrix = matrixOf(grid)
  const { rows, cell, text, own } = matrix
  const roles = rolesOf(matrix, aligned)
  if (!roles) return null
  const { label: stub, unit } = roles
  const isHead = (r: number): boolean =>
    STUB.test(canonical(text(r, stub))) || (unit !== null && UNIT_HEAD.test(canonical(text(r, unit))))
  // The header ends above the first line.
  const first = rows.find(roles.isLine) ?? 0
  const header = rows.slice(0, first).filter(isHead)
  const start = header.length > 0 ? (header[header.length - 1] as number) + 1 : first
  const columns = Array.from({ length: grid.cols }, (_, c) => c)
  const isMarks = (r: number): boolean =>
    FIRST_MARK.test(text(r, stub)) && columns.every((c) => text(r, c) === '' || COLUMN_MARK.test(text(r, c)))
  // Labels of several lines stand in rows of their own where alignment tells rows.
  const headFrom = header[0] ?? (aligned ? Math.max(0, first - HEADER_ROWS) : first)
  const values = Math.max(stub, unit ?? 0) + 1
  const headCells = (c: number): Cell[] => rows.slice(headFrom, start).flatMap((r) => cell(r, c) ?? [])
  const headText = (c: number): string =>
    [...new Set(headCells(c).map((head) => headLabel(head, c, values)))].filter(Boolean).join(' ')
  const holdsFigures = (c: number): boolean =>
    rows.slice(first).some((r) => own(r, c) && !isMarks(r) && /\d/.test(fold(text(r, c))))
  const between = (from: number, to: number): number[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).filter(
      (c) =>
        ![REMARK_HEAD, NUMBER_HEAD].some((head) => head.test(headText(c))) && (headText(c) !== '' || holdsFigures(c)),
    )
  const behind = between(values, grid.cols)
  const use = (behind.some(holdsFigures) || unit === null ? behind : between(stub + 1, unit)).filter(
    (c) => !countsOn(rows.slice(first).flatMap((r) => (own(r, c) ? [text(r, c)] : []))),
  )
  if (!use.some(holdsFigures)) return null
  const lines: PrintedLine[] = []
  for (const r of rows.slice(start)) {
    const printed = cell(r, stub)
    if (!printed || printed.row !== r || squeeze(printed.text) === '' || isHead(r) || isMarks(r)) continue
    if (SIGNATURE.test(squeeze(printed.text))) break
    const before = Array.from({ length: stub }, (_, c) => c)
    const label = labelOf(printed)
    const ownUnit = unit === null ? (unitIn(label) ?? unitBehind(use.map((c) => text(r, c)))) : text(r, unit)
    const line: PrintedLine = {
      label: unit === null ? nameOf(label) : label,
      number: before.map((c) => text(r, c)).find((t) => NUMBER.test(t)) ?? null,
      unit: ownUnit !== null && isUnit(ownUnit) ? ownUnit : null,
      group: before.map((c) => cell(r, c)).findLast((one) => one && isGroup(one, label))?.text ?? null,
      place: printed.place,
      page: grid.rowPages[r] ?? null,
      // A heading that runs over the whole width has no values.
      cells: use.map((c) => (cell(r, c) === printed ? null : cell(r, c))),
    }
    const above = grid.breaks.includes(r) ? lines.pop() : undefined
    const joined = above && joinCut(above, line)
    lines.push(...(joined ? [joined] : above ? [above, line] : [line]))
  }
  if (lines.length < FEWEST) return null
  return {
    pages: [...new Set(grid.rowPages.filter((page): page is number => page !== null))],
    place: grid.place,
    method: grid.method,
    columns: columnIds(use.map(headText)),
    lines: isWritten(grid) ? lines : joinTorn(lines),
    header: header.length > 0,
  }
}

/** Fewer figures that count on may be those of a short table. */
const FEWEST_COUNTED = 6
/** So many of the steps from line to line are of one, where they are numbers of the lines. */
const COUNTED = 0.7

/** True for the codes of the lines, 01 02 03, which no header may tell from figures. */
function countsOn(texts: readonly string[]): boolean {
  const numbers = texts
    .filter((text) => text !== '')
    .map((text) => (/^\d{1,3}$/.test(text) ? Number(text) : Number.NaN))
  const steps = numbers.slice(1).filter((n, i) => n === (numbers[i] ?? Number.NaN) + 1)
  return numbers.length >= FEWEST_COUNTED && steps.length >= (numbers.length - 1) * COUNTED
}

/** A label that runs down beside several lines, or stands before one that says nothing of its own. */
const isGroup = ({ text, rowSpan }: Cell, label: string): boolean =>
  (rowSpan > 1 || isWhole(label)) && /\p{Script=Han}{2}/u.test(squeeze(text))
