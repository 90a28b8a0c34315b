/** Header rows → which printed column is which of the form. */

import type { BlockDef, ColumnDef } from '../forms/define.js'
import { joinText, squeeze } from '../text/normalize.js'
import { similarity } from '../text/similarity.js'
import type { Cell, Grid } from '../types.js'
import { align, type Pair, withoutGuesses } from './align.js'
import { compared, groupsOf } from './column-likeness.js'
import { type Leaf, leavesCutElsewhere } from './cut-elsewhere.js'
import { bestLikeness, EXACT, type Label, likeness, parseLabel } from './labels.js'
import { last } from './located.js'
import { isBlank, isFigure, isLabel, type PrintedRow } from './rows.js'

export interface ColumnMatch {
  readonly column: ColumnDef
  /** Columns of the grid, from `from` to before `to`; or, in ragged grids, the place among the values of a row. */
  readonly from: number
  readonly to: number
  /** Printed label, joined from its lines; null where it is lost and the place alone tells. */
  readonly label: string | null
  /** Likeness of the printed label, 0 where only the place tells. */
  readonly likeness: number
  /** Money unit printed in the label. */
  readonly header: string
}

export interface ColumnMap {
  readonly columns: readonly ColumnMatch[]
  /** First column of the grid that holds values. */
  readonly valueStart: number
  readonly score: number
  readonly unmatched: readonly { readonly label: string; readonly from: number; readonly to: number }[]
  /** Ragged: values of a row are counted, not placed. */
  readonly counted: boolean
  /** The labels stand in another order than those of the form: nothing that is counted tells its column. */
  readonly disordered?: true
  /** The grid whose columns `from` and `to` count. */
  readonly grid: Grid | null
  /** The labels of all columns, from left to right, if rows are cut at other places than they: cells are told by their order alone. */
  readonly leaves?: readonly Leaf[]
}

interface Header {
  readonly from: number
  readonly to: number
  /** Texts above the column, top down. */
  readonly path: readonly string[]
  readonly filled: boolean
  /** Its label was read from a picture, and not for certain. */
  readonly unsure?: boolean
}

/** Below this confidence of its reading, a label that is like none of the form is as good as lost. */
const UNSURE = 0.8

/** A lost label is filled in by place at this score: less than any real likeness, more than a gap. */
const BY_PLACE = 0.12
/** Match the columns of a grid whose columns have a place. */
export function placedColumns(
  block: BlockDef,
  header: readonly PrintedRow[],
  body: readonly PrintedRow[],
  threshold: number,
): ColumnMap {
  const first = body[0] ?? header[0]
  const cut = leavesCutElsewhere(block, header, body)
  if (cut) {
    const map = match(
      block,
      cut.map((leaf) => ({ ...leaf, filled: true })),
      cut[0]?.from ?? 0,
      threshold,
      first?.grid ?? null,
    )
    return { ...map, leaves: cut }
  }
  const cols = first?.grid.cols ?? 0
  const valueStart = findValueStart(block, header, body)
  const headers: Header[] = []
  const labelCells = uniqueCells(header.flatMap((row) => row.cells)).filter(
    (cell) => isLabel(cell) && cell.col >= valueStart,
  )
  const bottom = Math.max(-1, ...labelCells.map((cell) => cell.row))
  const leaves = labelCells.filter((cell) => cell.row + cell.rowSpan > bottom).length
  // Rows of another table, with labels that reach below this header, divide its columns at other places.
  const below = body.filter(
    ({ own }) => !own.some((cell) => isLabel(cell) && cell.col < valueStart && cell.col + cell.colSpan > valueStart),
  )
  for (let c = valueStart; c < cols; c++) {
    const above = labelCells
      .filter((cell) => cell.col <= c && c < cell.col + cell.colSpan)
      .sort((a, b) => a.row - b.row)
    const filled = body.some((row) =>
      row.own.some((cell) => cell.col <= c && c < cell.col + cell.colSpan && !isBlank(cell)),
    )
    const leaf = above[above.length - 1]
    const last = headers[headers.length - 1]
    // Columns under the same undivided label are one, whatever stray line runs through them.
    if (
      leaf &&
      last &&
      last.to === c &&
      leaf.col < c &&
      leaf.col >= last.from &&
      leaf.col + leaf.colSpan > c &&
      sharesBody(below, c, valueStart, leaves)
    ) {
      headers[headers.length - 1] = { ...last, to: c + 1, filled: last.filled || filled }
    } else
      headers.push({
        ...{ from: c, to: c + 1, path: above.map((cell) => cell.text), filled },
        unsure: (leaf?.confidence ?? 1) < UNSURE,
      })
  }
  return match(block, headers, valueStart, threshold, first?.grid ?? null)
}

/**
 * True where no value of the body stands in column `c` alone: the column only divides cells of other blocks, or a row of as
 * many cells as the header has divides the same width at other places.
 */
function sharesBody(body: readonly PrintedRow[], c: number, valueStart: number, leaves: number): boolean {
  return body.every(
    (row) =>
      row.own.filter((cell) => cell.col >= valueStart).length === leaves ||
      !row.own.some(
        (cell) =>
          cell.col === c &&
          isFigure(cell) &&
          row.own.some((other) => other.col < c && other.col + other.colSpan === c && isFigure(other)),
      ),
  )
}

/** Match the columns of a ragged grid: what counts is the order of the labels and the number of values. */
export function countedColumns(block: BlockDef, header: readonly PrintedRow[], counts: readonly number[]): ColumnMap {
  const printed = header.flatMap((row) => row.own.filter(isLabel))
  const labels = printed.map((cell) => parseLabel(cell.text))
  const likest = new Map(
    block.columns.map((column) => {
      const leaf = column.path[column.path.length - 1] ?? ''
      return [column, Math.max(0, ...labels.map((label) => bestLikeness(label, leaf, column.aliases)))]
    }),
  )
  const atLeast = (least: number) => block.columns.filter((column) => (likest.get(column) ?? 0) >= least)
  const present = atLeast(0.75)
  const most = Math.max(0, ...counts)
  // One column fewer than the form has: only labels to the letter say which it is.
  const exact = atLeast(EXACT)
  const use =
    exact.length >= 2 &&
    exact.length === present.length &&
    exact.length === block.columns.length - 1 &&
    most === exact.length &&
    !labels.some((label) => isUnknown(label, block))
      ? exact
      : block.columns
  const headerText = printed.map((cell) => cell.text).join(' ')
  const found = new Set(present)
  return {
    columns: use.map((column, i) => ({
      column,
      from: i,
      to: i + 1,
      label: found.has(column) ? (column.path[column.path.length - 1] ?? null) : null,
      likeness: found.has(column) ? 1 : 0,
      header: headerText,
    })),
    valueStart: 0,
    score: present.length,
    unmatched: [],
    counted: true,
    grid: null,
  }
}

/** Longer labels are remarks. */
const LONGEST_LABEL = 8

/** A label of the header that is none of the form may be that of the column that seems to be missing. */
function isUnknown(label: Label, block: BlockDef): boolean {
  if (label.core === '' || label.core.length > LONGEST_LABEL) return false
  const others = [
    ...groupsOf(block),
    ...[block.title, block.stubHead].flatMap((text) => (text ? [parseLabel(text)] : [])),
  ]
  return (
    !others.some((other) => likeness(label, other) >= 0.75) &&
    !block.columns.some((column) => bestLikeness(label, last(column.path), column.aliases) >= EXACT)
  )
}

/** Fewer labels of a row say nothing of the order of its columns. */
const FEWEST_ORDERED = 3

/**
 * True where a printed row of the header has labels of the form, to the letter, that no columns in the order of the form have: 总计, 其他结果, 结果维持.
 * A header on one line has its upper labels first: 自然人, 总计, 商业企业.
 */
export function isDisordered(block: BlockDef, header: readonly Pick<PrintedRow, 'own'>[]): boolean {
  const byLevel = [...block.columns].sort((a, b) => a.path.length - b.path.length)
  return header.some(({ own }) => {
    const labels = own.flatMap((cell) => (isLabel(cell) ? [parseLabel(cell.text)] : []))
    return [block.columns, byLevel].every((columns) => {
      let at = -1
      let found = 0
      for (const label of labels) {
        const places = columns.flatMap((column, i) =>
          bestLikeness(label, last(column.path), column.aliases) >= EXACT ? [i] : [],
        )
        if (places.length === 0) continue
        found++
        at = places.find((place) => place > at) ?? Number.POSITIVE_INFINITY
      }
      return found >= FEWEST_ORDERED && at === Number.POSITIVE_INFINITY
    })
  })
}

function uniqueCells(cells: readonly Cell[]): Cell[] {
  return [...new Set(cells)]
}

/** In so many rows, what one of them alone says is a misreading, and what a few say are rows that have slipped aside. */
const MANY_ROWS = 8
/** Fewer of many rows than this share are a few. */
const FEW_ROWS = 0.2

/** Columns for the labels of the rows in a grid that alignment found. */
const STREAM_LABELS = 2

/** First column of values: where the labels of the columns begin; without a header, where the figures begin. */
function findValueStart(block: BlockDef, header: readonly PrintedRow[], body: readonly PrintedRow[]): number {
  const starts: number[] = []
  for (const cell of uniqueCells(header.flatMap((row) => row.cells))) {
    if (!isLabel(cell)) continue
    const label = parseLabel(cell.text)
    const fits = block.columns.some((column) =>
      column.path.some((text, depth) => {
        const aliases = depth === column.path.length - 1 ? column.aliases : undefined
        return bestLikeness(label, text, aliases) >= 0.8
      }),
    )
    if (fits && (cell.col > 0 || block.rows.every((row) => row.path.length === 0))) starts.push(cell.col)
  }
  // The first figures behind the labels of their rows; a header that is set in several lines may not be recognised.
  const figures = body.flatMap((row) => {
    const label = row.own.filter(isLabel).pop()
    const first = row.own.find((cell) => isFigure(cell) && cell.col > (label?.col ?? -1))
    return first ? [first.col] : []
  })
  // Columns that alignment found are those of the figures, and those that a label of the form alone stands over, right of the columns of the rows' labels.
  if (figures.length > 0 && body[0]?.grid.method === 'stream')
    return Math.min(...figures, ...starts.filter((col) => col >= STREAM_LABELS))
  // Single rows of many say nothing: a label that looks like a figure, a row that a span too long has moved.
  const count = (col: number): number => figures.filter((other) => other === col).length
  const firm =
    figures.length < MANY_ROWS ? figures : figures.filter((col) => count(col) > Math.max(1, figures.length * FEW_ROWS))
  if (starts.length > 0 || firm.length > 0) return Math.min(...starts, ...firm)
  return body.length > 0 ? Math.max(...body.map((row) => lastLabelEnd(row))) : 0
}

const lastLabelEnd = (row: PrintedRow): number =>
  Math.max(0, ...row.cells.filter(isLabel).map((cell) => cell.col + cell.colSpan))

function match(
  block: BlockDef,
  headers: readonly Header[],
  valueStart: number,
  threshold: number,
  grid: Grid | null,
): ColumnMap {
  // By alignment the lines of a label are cells below each other: two labels over one column are seen in all of them.
  const isAligned = grid?.method === 'stream'
  const several = headers.map(
    ({ path }) =>
      severalIn(path[path.length - 1] ?? '', block) ?? (isAligned && path.length > 1 ? stackedIn(path, block) : null),
  )
  const details = headers.map(({ path }) => compared(path, block))
  // A label that is another one of the form to the letter is no misprint of this one: 本年废止件数, 本年制发件数.
  const exact = details.map((row) => row.some((detail) => detail.likeness >= EXACT))
  const leaves = block.columns.map(({ path }) => last(path))
  // The same words under each of several groups: 总计 of the next group is not that of this one.
  const isAmbiguous = (j: number): boolean => leaves.indexOf(leaves[j] ?? '') !== leaves.lastIndexOf(leaves[j] ?? '')
  const isRival = (i: number, like: number): boolean => like < EXACT && exact[i] === true
  // What was misread is told by its place, as what is lost.
  const misread = headers.map(
    ({ unsure }, i) => unsure === true && details[i]?.every(({ likeness }) => likeness < threshold) === true,
  )
  const isLost = (i: number, j: number): boolean => misread[i] === true || details[i]?.[j]?.empty === true
  const pairs = align(headers.length, block.columns.length, {
    score: (i, j) => {
      const detail = details[i]?.[j]
      if (!detail || several[i] || (detail.contrary && isAmbiguous(j))) return null
      // A column without a label and without figures is nothing that the form knows.
      if (isLost(i, j)) return headers[i]?.filled ? BY_PLACE : null
      return detail.likeness >= threshold && !isRival(i, detail.likeness) ? detail.score : null
    },
    skipPrinted: (i) => {
      const header = headers[i]
      if (!header || (header.path.length === 0 && !header.filled)) return 0.02
      return header.path.length === 0 ? 0.3 : header.filled ? 0.35 : 0.2
    },
    skipOfficial: () => 0.2,
  })
  const taken = new Set<number>()
  // A column without a label, among those that have one or hold figures.
  const unlabelled = ({ printed, official }: Pair): boolean => isLost(printed[0] ?? 0, official)
  const between = (from: number, to: number): number =>
    headers.slice(from, to).filter((header) => header.filled || header.path.length > 0).length
  const columns = withoutGuesses(pairs, headers.length, block.columns.length, unlabelled, between).map(
    (pair): ColumnMatch => {
      const i = pair.printed[0] ?? 0
      taken.add(i)
      const header = headers[i] as Header
      const detail = isLost(i, pair.official) ? undefined : details[i]?.[pair.official]
      return {
        column: block.columns[pair.official] as ColumnDef,
        from: header.from,
        to: header.to,
        label: detail?.text ?? null,
        likeness: detail?.likeness ?? 0,
        header: header.path.join(' '),
      }
    },
  )
  // A column that is printed out of its order, with its label to the letter and nothing else that could be it.
  for (const column of block.columns) {
    if (columns.some((match) => match.column === column)) continue
    const j = block.columns.indexOf(column)
    const alike = headers.flatMap((_, i) => {
      const detail = details[i]?.[j]
      const isSure = detail && detail.likeness >= EXACT && detail.score >= 1 && (detail.whole || !isAmbiguous(j))
      return isSure && !taken.has(i) ? [i] : []
    })
    const [i, ...others] = alike
    const header = i === undefined ? undefined : headers[i]
    const detail = i === undefined ? undefined : details[i]?.[j]
    if (i === undefined || !header || !detail || others.length > 0) continue
    taken.add(i)
    columns.push({
      column,
      from: header.from,
      to: header.to,
      label: detail.text,
      likeness: detail.likeness,
      header: header.path.join(' '),
    })
  }
  // Each of the columns under a label that is those of several: their figures are shared.
  for (const [i, header] of headers.entries()) {
    const names = several[i]
    if (!names) continue
    taken.add(i)
    const before = Math.max(
      -1,
      ...columns.filter(({ to }) => to <= header.from).map(({ column }) => block.columns.indexOf(column)),
    )
    const behind = columns.filter(({ from }) => from >= header.to).map(({ column }) => block.columns.indexOf(column))
    for (const column of block.columns.slice(before + 1, Math.min(block.columns.length, ...behind)))
      if (names.includes(last(column.path)))
        columns.push({
          column,
          from: header.from,
          to: header.to,
          label: last(column.path),
          likeness: 1,
          header: header.path.join(' '),
        })
  }
  const unmatched = headers
    .map((header, i) => ({ header, i }))
    .filter(({ header, i }) => !taken.has(i) && (header.filled || header.path.length > 0))
    .map(({ header }) => ({ label: header.path.reduce(joinText, ''), from: header.from, to: header.to }))
  return {
    columns,
    valueStart,
    score: pairs.reduce((sum, pair) => sum + pair.score, 0),
    unmatched,
    counted: false,
    grid,
  }
}

/** The labels of columns that one printed label consists of, where it is several, parted by spaces or not at all: 其他结果 尚未审结. */
function severalIn(text: string, block: BlockDef): readonly string[] | null {
  const parts = text.trim().split(/\s+/)
  if (parts.length < 2) return gluedIn(text, block)
  const found = parts.map((part) =>
    block.columns.find((column) => bestLikeness(parseLabel(part), last(column.path), column.aliases) >= EXACT),
  )
  const names = found.flatMap((column) => (column ? [last(column.path)] : []))
  return names.length === parts.length && new Set(names).size > 1 ? names : null
}

/** The labels side by side whose lines stand below each other over one column: 自然 above 人 商业 above 企业. */
function stackedIn(path: readonly string[], block: BlockDef): readonly string[] | null {
  for (let from = 0; from < path.length - 1; from++) {
    const found = gluedIn(squeeze(path.slice(from).join('')), block)
    if (found) return found
  }
  return null
}

/** Likeness of a text to labels side by side: a letter or two may be misread, where a line between two columns was lost in a picture. */
const GLUED = 0.8

/** The labels of columns next to each other that one text is put together from; null where it is more like one label. */
function gluedIn(text: string, block: BlockDef): readonly string[] | null {
  const { body } = parseLabel(text)
  const names = block.columns.map(({ path }) => parseLabel(last(path)).body)
  const shortest = Math.min(...names.map(({ length }) => length))
  if (body.length < 2 * shortest) return null
  let best = { like: GLUED, found: null as readonly string[] | null }
  for (let from = 0; from < names.length; from++) {
    let whole = names[from] ?? ''
    if (similarity(body, whole, GLUED) >= best.like) return null
    for (let to = from + 1; to < names.length && whole.length <= body.length; to++) {
      whole += names[to] ?? ''
      const like = similarity(body, whole, GLUED)
      if (like < best.like || new Set(names.slice(from, to + 1)).size <= to - from) continue
      best = { like, found: block.columns.slice(from, to + 1).map(({ path }) => last(path)) }
    }
  }
  return best.found
}
