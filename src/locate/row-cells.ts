/** A matched row → the cells of the form in it. */

import type { BlockDef } from '../forms/define.js'
import { joinText, squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'
import type { ColumnMap, ColumnMatch } from './columns.js'
import { cellsBelow } from './cut-elsewhere.js'
import type { OrderedRow } from './in-row-order.js'
import { bestLikeness, parseLabel } from './labels.js'
import { type LocatedCell, last, type RowPair } from './located.js'
import { goesOn, hasFigures, isBlank, isFigure, isLabel, type PrintedRow, valuesOf } from './rows.js'

export type FoundCell = Omit<LocatedCell, 'row' | 'column' | 'kind' | 'unit'>

export function cellsOfRow(
  pair: RowPair,
  map: ColumnMap,
  block: BlockDef,
  offsets: Offsets,
  ordered: OrderedRow | undefined,
): Map<string, FoundCell> {
  const found = knownCells(pair, map, block, offsets, ordered)
  const [first] = pair.printed
  if (first?.grid.method === 'stream' && isTyped(first)) giveUnplaced(found, pair, first, block)
  else if (first && !map.counted && !map.leaves && map.grid === first.grid && found.size > 0)
    giveSpoilt(found, pair, first, map, block)
  return found
}

function knownCells(
  pair: RowPair,
  map: ColumnMap,
  block: BlockDef,
  offsets: Offsets,
  ordered: OrderedRow | undefined,
): Map<string, FoundCell> {
  const found = new Map<string, FoundCell>()
  const [first] = pair.printed
  if (!first) return found
  const context = (match: ColumnMatch): Omit<FoundCell, 'cells' | 'shared'> => ({
    rowLikeness: block.rows.length === 1 && pair.def.path.length === 0 ? 1 : pair.likeness,
    columnLikeness: match.likeness,
    header: match.header,
    method: first.grid.method,
    page: first.page,
  })
  // Alignment shows figures only: where a row has as many as the form has columns, their order tells which is which.
  const figures = pair.printed.flatMap((row) => row.own.filter((cell) => isFigure(cell)))
  if (first.grid.method === 'stream' && pair.printed.some(isTwoRows)) {
    for (const match of map.columns) found.set(match.column.id, { ...context(match), cells: figures, shared: true })
    return found
  }
  if (first.grid.method === 'stream' && figures.length === block.columns.length && isInTurn(figures)) {
    const known = map.columns.some((match) => match.likeness > 0)
    for (const [i, column] of block.columns.entries()) {
      const match = map.columns.find((one) => one.column === column)
      const cell = figures[i]
      if (cell)
        found.set(column.id, {
          ...context(
            match ?? { column, from: 0, to: 0, label: null, likeness: 0, header: map.columns[0]?.header ?? '' },
          ),
          columnLikeness: known ? 1 : 0,
          cells: [cell],
          shared: map.disordered === true,
          ordered: true,
        })
    }
    return found
  }
  if (first.grid.method === 'stream' && figures.length > 0 && map.grid !== first.grid) {
    // No header says which of the columns these few figures are of.
    for (const match of map.columns) found.set(match.column.id, { ...context(match), cells: figures, shared: true })
    return found
  }
  if (map.counted || (map.grid !== first.grid && map.grid?.cols !== first.grid.cols)) {
    const values = countedValues(pair.printed, map.columns.length, offsets)
    for (const [i, match] of map.columns.entries()) {
      const cell = values.cells[i]
      // Fewer values than columns: which of them are left out, nothing says.
      if (values.few) found.set(match.column.id, { ...context(match), cells: values.cells, shared: true })
      else if (cell)
        found.set(match.column.id, {
          ...context(match),
          cells: [cell],
          shared: values.doubtful || map.disordered === true,
        })
    }
    return found
  }
  const { leaves } = map
  if (leaves) {
    const whole = pair.printed.length === 1 ? cellsBelow(first, leaves) : null
    const rest = pair.printed.flatMap(({ own }) => own.filter((cell) => !isLabel(cell)))
    for (const match of map.columns) {
      const own = whole?.[leaves.findIndex(({ from }) => from === match.from)]
      // One cell more or fewer: which of them is whose, nothing says.
      const cells = own ? { cells: [own], shared: false } : { cells: rest, shared: true }
      found.set(match.column.id, { ...context(match), ...cells })
    }
    return found
  }
  if (ordered) {
    const { cells, told } = ordered
    for (const [i, column] of block.columns.entries()) {
      const match = map.columns.find((one) => one.column === column)
      const lost = { column, from: 0, to: 0, label: null, likeness: 0, header: map.columns[0]?.header ?? '' }
      found.set(column.id, {
        ...context(match ?? lost),
        columnLikeness: 1,
        cells: cells.slice(i, i + 1),
        shared: told === 'either',
        ordered: true,
        ...(told === 'header' ? { uneven: true as const } : {}),
      })
    }
    return found
  }
  const adrift = adriftIn(pair, map)
  if (adrift) {
    const full = adrift.length === map.columns.length
    const columns = [...map.columns].sort((a, b) => a.from - b.from)
    for (const [i, match] of columns.entries()) {
      const cell = adrift[i]
      if (full && cell) found.set(match.column.id, { ...context(match), cells: [cell], shared: false, ordered: true })
      else found.set(match.column.id, { ...context(match), cells: adrift, shared: true })
    }
    return found
  }
  const inOrder = sideBySide(pair, map)
  for (const match of map.columns) {
    const own = inOrder?.get(match)
    if (own) {
      found.set(match.column.id, { ...context(match), cells: [own], shared: false })
      continue
    }
    const cells: Cell[] = []
    let shared = false
    for (const row of pair.printed) {
      for (const cell of row.cells) {
        const from = cell.col
        const to = cell.col + cell.colSpan
        const overlap = Math.min(to, match.to) - Math.max(from, match.from)
        if (overlap <= 0) continue
        // The label of the row, where it reaches below the first column of figures.
        if (isLabel(cell) && from < map.valueStart && row.own.some((other) => reaches(other, match) && !isLabel(other)))
          continue
        const elsewhere = map.columns.some(
          (other) => other !== match && Math.min(to, other.to) - Math.max(from, other.from) > 0,
        )
        const spans = cell.rowSpan > 1 && cell.row + cell.rowSpan > row.index + 1 + (pair.printed.length - 1)
        if (isBlank(cell) && cells.length > 0) continue
        if ((elsewhere || spans || cell.row < row.index) && !isBlank(cell)) {
          if (isLabel(cell) && from < map.valueStart) continue
          shared = true
        }
        cells.push(cell)
      }
    }
    const filled = cells.filter((cell) => !isBlank(cell))
    const use = filled.length > 0 ? joinedOverleaf(pair, [...new Set(filled)]) : cells.slice(0, 1)
    if (use.length > 0) found.set(match.column.id, { ...context(match), cells: use, shared })
  }
  if (first.grid.method === 'stream') doubtBesideAdrift(found, map)
  if (first.grid.method === 'lattice' || first.grid.method === 'spaced') doubtBesideStray(found, pair, map)
  // By alignment, a figure under none of the columns is one of those that seem blank.
  const strays = first.grid.method === 'stream' ? strayFigures(pair, map) : []
  for (const [id, cell] of strays.length > 0 ? found : [])
    if (cell.cells.every(isBlank)) found.set(id, { ...cell, cells: strays, shared: true })
  for (const stray of strays) doubtBeside(stray, found, map)
  // A row without a label has no other columns than those of the form; one with figures below none of them does not stand below its header.
  const own = strays.filter((stray) => pair.def.path.length === 0 || !isUnderOther(stray, map))
  if (own.length >= (pair.def.path.length === 0 ? 1 : SLIPPED))
    for (const [id, cell] of found) found.set(id, { ...cell, cells: figures, shared: true })
  return found
}

/** True where each figure stands behind the one before: one below another in a column is a line of its own, and their number tells nothing. */
const isInTurn = (figures: readonly Cell[]): boolean =>
  figures.length > 0 &&
  figures.every(({ col }, i) => col >= (figures[i - 1]?.col ?? -1) + (figures[i - 1]?.colSpan ?? 1))

/** So many figures of a row that stand below no label say that the others do not stand below their own. */
const SLIPPED = 2

/** True for a figure below a label that is none of the form. */
const isUnderOther = ({ col, colSpan }: Cell, { unmatched }: ColumnMap): boolean =>
  unmatched.some(({ label, from, to }) => label !== '' && from < col + colSpan && to > col)

/** A number that filled its cell at the foot of a page and goes on overleaf is one, on several lines as within a cell. */
function joinedOverleaf({ printed: [upper, lower] }: RowPair, cells: readonly Cell[]): readonly Cell[] {
  const [cell, rest] = cells
  if (!upper || !lower || !cell?.full || !rest || cells.length > 2 || !goesOn(upper, lower)) return cells
  if (upper.grid.method !== 'lattice') return cells
  const doubts = [...new Set([...(cell.doubts ?? []), ...(rest.doubts ?? [])])].sort()
  return [
    {
      ...cell,
      text: joinText(cell.text, rest.text),
      lines: [...cell.lines, ...rest.lines],
      ...(doubts.length > 0 ? { doubts } : {}),
    },
  ]
}

const reaches = ({ col, colSpan }: Cell, { from, to }: ColumnMatch): boolean => col < to && col + colSpan > from

/** A figure below no label at all may be the rest of the one before or behind it: 6 4 7. */
function doubtBeside(stray: Cell, found: Map<string, FoundCell>, map: ColumnMap): void {
  const { columns } = map
  const end = stray.col + stray.colSpan
  if (isUnderOther(stray, map)) return
  const before = columns.filter(({ to }) => to <= stray.col).sort((a, b) => b.to - a.to)[0]
  const behind = columns.filter(({ from }) => from >= end).sort((a, b) => a.from - b.from)[0]
  for (const match of [before, behind]) {
    const cell = match && found.get(match.column.id)
    if (match && cell)
      found.set(match.column.id, { ...cell, cells: [...new Set([...cell.cells, stray])], shared: true })
  }
}

/** What is printed between two figures and has two Chinese characters, remarks left out, is a label: no 约24 and no 24*. */
const isBetween = (text: string): boolean =>
  /\p{Script=Han}[^\p{Script=Han}]*\p{Script=Han}/u.test(text.replace(/[（(][^（）()]*[）)]/g, ''))

/** Two rows that a tool has set on one line: figures, a label, and figures again. */
function isTwoRows({ own }: PrintedRow): boolean {
  const first = own.findIndex((cell, i) => i > 0 && isFigure(cell))
  const label = own.findLastIndex((cell) => isLabel(cell) && isBetween(cell.text))
  return first >= 0 && label > first && own.slice(label + 1).some(isFigure)
}

/** A figure between two columns may be of either: the one beside it is then not said to be blank. */
function doubtBesideAdrift(found: Map<string, FoundCell>, { columns }: ColumnMap): void {
  const ids = [...columns].sort((a, b) => a.from - b.from).map(({ column }) => column.id)
  for (const [i, id] of ids.entries()) {
    if (!found.get(id)?.cells.some(({ doubts }) => doubts?.includes('adrift'))) continue
    for (const beside of [ids[i - 1], ids[i + 1]]) {
      const cell = beside === undefined ? undefined : found.get(beside)
      if (beside !== undefined && cell?.cells.every(isBlank)) found.set(beside, { ...cell, shared: true })
    }
  }
}

/** Where a cell is parted by a line that is none of the table, its figure stands beside the column: what is left of the cell is then not said to be blank. */
function doubtBesideStray(found: Map<string, FoundCell>, pair: RowPair, map: ColumnMap): void {
  for (const stray of strayFigures(pair, map)) {
    if (isUnderOther(stray, map)) continue
    // Other parts of it may lie between, and are blank too.
    const before = map.columns.filter(({ to }) => to <= stray.col).sort((a, b) => b.to - a.to)[0]
    const behind = map.columns
      .filter(({ from }) => from >= stray.col + stray.colSpan)
      .sort((a, b) => a.from - b.from)[0]
    for (const match of [before, behind]) {
      const cell = match && found.get(match.column.id)
      if (match && cell?.cells.every(isBlank)) found.set(match.column.id, { ...cell, cells: [stray], shared: true })
    }
  }
}

const isTyped = ({ grid }: PrintedRow): boolean => grid.place !== null && 'line' in grid.place

/**
 * In typed text a column whose label was not recognised is printed all the same: figures below none of the known columns may be its own, and where there are
 * none, it seems blank.
 */
function giveUnplaced(found: Map<string, FoundCell>, pair: RowPair, first: PrintedRow, block: BlockDef): void {
  const own = pair.printed.flatMap((row) => row.own)
  const used = new Set([...found.values()].flatMap(({ cells }) => cells))
  const doubted = new Set([...found.values()].flatMap(({ cells, shared }) => (shared ? cells : [])))
  // What stands below no column, between two, or below the label of two, may be of the one that is not known.
  const loose = own.filter(
    (cell) => isFigure(cell) && (!used.has(cell) || doubted.has(cell) || cell.doubts?.includes('adrift')),
  )
  const figures = loose.length > 0 ? loose : own.filter(isFigure)
  const cells = figures.length > 0 ? figures : own.filter(isBlank).slice(-1)
  // Figures that were put under columns are theirs, and a row without any tells of no other column.
  if (cells.length === 0 || (loose.length === 0 && [...found.values()].some(({ shared }) => !shared))) return
  for (const { id } of block.columns) if (!found.has(id)) found.set(id, unsure(cells, pair, first))
}

/** Printed cells that may be of a column whose label was not recognised. */
const unsure = (cells: readonly Cell[], pair: RowPair, { grid, page }: PrintedRow): FoundCell => ({
  cells,
  shared: true,
  rowLikeness: pair.likeness,
  columnLikeness: 0,
  header: '',
  method: grid.method,
  page,
})

/** A label as little like one of the form as this may be what is left of it, where nothing else is it. */
const SPOILT = 0.5

/**
 * A column between known ones whose label is spoilt by what is printed over or beside it is printed all the same: figures below such a label, or below none,
 * may be its own.
 */
function giveSpoilt(
  found: Map<string, FoundCell>,
  pair: RowPair,
  first: PrintedRow,
  map: ColumnMap,
  block: BlockDef,
): void {
  if (map.columns.length === block.columns.length) return
  const strays = strayFigures(pair, map)
  if (strays.length === 0) return
  const order = (match: ColumnMatch): number => block.columns.indexOf(match.column)
  for (const [i, column] of block.columns.entries()) {
    if (found.has(column.id) || map.columns.some((match) => match.column === column)) continue
    const after = Math.max(0, ...map.columns.filter((match) => order(match) < i).map(({ to }) => to))
    const before = Math.min(...map.columns.filter((match) => order(match) > i).map(({ from }) => from))
    const isSpoilt = ({ col, colSpan }: Cell): boolean => {
      const label = map.unmatched.find(({ from, to }) => from < col + colSpan && to > col)?.label ?? ''
      const name = last(column.path)
      return (
        label === '' || squeeze(label).includes(name) || bestLikeness(parseLabel(label), name, column.aliases) >= SPOILT
      )
    }
    const cells = strays.filter((cell) => cell.col >= after && cell.col + cell.colSpan <= before && isSpoilt(cell))
    if (cells.length > 0) found.set(column.id, unsure(cells, pair, first))
  }
}

/** Figures of a row that stand among those of the columns, and below none of them. */
function strayFigures({ printed }: RowPair, { columns }: ColumnMap): Cell[] {
  const first = Math.min(...columns.map(({ from }) => from))
  return printed
    .flatMap(({ own }) => own)
    .filter((cell) => isFigure(cell) && cell.col >= first)
    .filter(({ col, colSpan }) => !columns.some(({ from, to }) => col < to && col + colSpan > from))
}

/**
 * The figures of a row that does not stand below the header: its label reaches over a column of figures, or a figure stands before all of them.
 * It is of another table, whose columns are its own. Null for every other row.
 */
function adriftIn({ printed }: RowPair, { columns }: ColumnMap): readonly Cell[] | null {
  const [row, ...more] = printed
  if (!row || more.length > 0 || row.grid.ragged || columns.length < 2 || isBelow(row, columns)) return null
  const label = row.own.findLastIndex(isLabel)
  const own = row.own.slice(label + 1)
  const figures = own.filter(isFigure)
  // Two rows in one: the figures behind the second label are not those of the first.
  if (row.own.slice(0, Math.max(0, label)).some(isFigure)) return null
  if (label < 0 || figures.length === 0 || own.some(isLabel)) return null
  const cell = row.own[label] as Cell
  const covers = columns.some(({ from, to }) => cell.col <= from && cell.col + cell.colSpan >= to)
  const first = Math.min(...columns.map(({ from }) => from))
  return covers || figures.some(({ col, colSpan }) => col + colSpan <= first) ? figures : null
}

/** True where every column has one cell of the row for itself, whatever stands in it: 24*, 约24. */
function isBelow(row: PrintedRow, columns: readonly ColumnMatch[]): boolean {
  const first = Math.min(...columns.map(({ from }) => from))
  const values = row.own.filter(({ col }) => col >= first)
  return (
    values.length === columns.length &&
    columns.every(({ from, to }) => values.some(({ col, colSpan }) => col >= from && col + colSpan <= to))
  )
}

/**
 * Where header and row have as many cells, cut at other places, but each below its own: the first is of the first column.
 * Null where every cell stands within its column, and where the numbers differ.
 */
function sideBySide(pair: RowPair, map: ColumnMap): Map<ColumnMatch, Cell> | null {
  const [row] = pair.printed
  if (!row || pair.printed.length > 1 || map.unmatched.length > 0) return null
  const values = row.own.filter((cell) => cell.col >= map.valueStart && cell.rowSpan === 1)
  const columns = [...map.columns].sort((a, b) => a.from - b.from)
  if (values.length !== columns.length || values.some(isLabel)) return null
  const pairs = columns.map((column, i): [ColumnMatch, Cell | undefined] => [column, values[i]])
  const meets = (column: ColumnMatch, cell: Cell | undefined): boolean =>
    !!cell && cell.col < column.to && cell.col + cell.colSpan > column.from
  if (!pairs.every(([column, cell]) => meets(column, cell))) return null
  return new Map(pairs.flatMap(([column, cell]) => (cell ? [[column, cell] as const] : [])))
}

const COMPACT = 'compact'

/**
 * True where cells stand one behind the other whatever they span, and rows are filled up at their end: the labels of the columns then
 * begin in the first field, which is that of the row labels elsewhere.
 */
export function isCompact(block: BlockDef, printed: readonly PrintedRow[]): boolean {
  return printed.some((row) => {
    const labels = row.own.filter(isLabel)
    return (
      row.grid.ragged &&
      !hasFigures(row) &&
      labels.length >= 3 &&
      labels.every((cell, i) => row.own[i] === cell) &&
      labels.every((cell) =>
        block.columns.some((column) => bestLikeness(parseLabel(cell.text), last(column.path), column.aliases) >= 0.75),
      )
    )
  })
}

/**
 * Where the values begin among the fields behind the label, for rows that have more of them than the form has columns:
 * a label may take several fields, and a row may end in empty ones. Rows whose filled fields leave one way only tell it
 * for the others of their kind.
 */
interface Offsets {
  readonly starts: ReadonlyMap<string, number>
  /** So many fields most rows have; 0 where there is no such number. */
  readonly usual: number
}

const kindOf = (row: PrintedRow): string => `${row.own.length}:${row.own.length - valuesOf(row).length}`

function windows(values: readonly Cell[], wanted: number): number[] {
  const found: number[] = []
  for (let from = 0; from + wanted <= values.length; from++) {
    if (values.every((cell, i) => (i >= from && i < from + wanted) || isBlank(cell))) found.push(from)
  }
  return found
}

export function learnOffsets(pairs: readonly RowPair[], wanted: number, compact: boolean): Offsets {
  const starts = new Map<string, number>()
  const rows = pairs.flatMap((pair) => pair.printed)
  for (const row of rows) {
    const values = valuesOf(row)
    const [only, ...others] = windows(values, wanted)
    if (only === undefined || others.length > 0) continue
    const start = row.own.length - values.length + only
    for (const key of compact ? [kindOf(row)] : [kindOf(row), String(row.own.length)])
      if (!starts.has(key)) starts.set(key, start)
  }
  if (compact) starts.set(COMPACT, 0)
  return { starts, usual: usualWidth(rows) }
}

/** Such a share of the rows has the usual number of fields. */
const USUAL = 0.6
const FEWEST_ROWS = 5

function usualWidth(rows: readonly PrintedRow[]): number {
  const counts = new Map<number, number>()
  for (const { own } of rows) counts.set(own.length, (counts.get(own.length) ?? 0) + 1)
  for (const [width, count] of counts) if (rows.length >= FEWEST_ROWS && count >= rows.length * USUAL) return width
  return 0
}

/**
 * True for a row that has fewer fields than others and a blank one first among its values: elsewhere that is a part of the label, and a
 * value behind it is lost.
 */
function isShort(values: readonly Cell[], row: PrintedRow, { usual }: Offsets): boolean {
  const [lead] = values
  return row.own.length < usual && lead !== undefined && isBlank(lead) && !values.every(isBlank)
}

function countedValues(
  rows: readonly PrintedRow[],
  wanted: number,
  offsets: Offsets,
): { cells: readonly Cell[]; doubtful: boolean; few?: true } {
  const row = rows.find((one) => valuesOf(one).some((cell) => !isBlank(cell))) ?? rows[0]
  if (!row) return { cells: [], doubtful: false }
  const values = valuesOf(row)
  const filled = values.filter((cell) => !isBlank(cell))
  if (values.length < wanted && filled.length > 0) return { cells: filled, doubtful: true, few: true }
  // Figures before the last label are those of a row that was joined on, or of this one.
  const before = row.own.slice(0, row.own.length - values.length)
  const cut = values.length > 0 && values.length < wanted
  if (filled.length === 0 && (cut || before.some((cell, i) => i > 0 && isFigure(cell))))
    return { cells: values.slice(0, 1), doubtful: true, few: true }
  if (values.length === wanted && isShort(values, row, offsets)) return { cells: filled, doubtful: true, few: true }
  if (values.length <= wanted) return { cells: values, doubtful: false }
  const labels = row.own.length - values.length
  const ways = windows(values, wanted)
  const learned = [offsets.starts.get(kindOf(row)), offsets.starts.get(String(row.own.length))]
    .map((start) => (start === undefined ? -1 : start - labels))
    .concat(offsets.starts.has(COMPACT) ? 0 : [])
    .find((from) => ways.includes(from))
  const from =
    ways.length === 1 ? ways[0] : (learned ?? (ways.length > 1 && values.every(isBlank) ? ways[0] : undefined))
  if (from === undefined) return { cells: values.slice(0, wanted), doubtful: true }
  const cells = values.slice(from, from + wanted)
  return isShort(cells, row, offsets) ? { cells: filled, doubtful: true, few: true } : { cells, doubtful: false }
}
