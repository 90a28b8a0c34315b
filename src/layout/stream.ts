/** Tables without lines: alignment → columns, rows, grids. */

import { centreX, union } from '../geometry/box.js'
import { looksLikeFigure } from '../text/figures.js'
import { splitOrdinal } from '../text/ordinal.js'
import type { Box, Cell, Doubt, Grid } from '../types.js'
import { type Canvas, placeOn } from './canvas.js'
import { cellContent } from './cell-text.js'
import { type Chunk, toChunks } from './chunks.js'
import type { Line } from './lines.js'
import {
  adrift,
  type Band,
  besideLabels,
  figureBands,
  flush,
  isSteady,
  overlapped,
  type Row,
  splitOverBands,
  underSeveral,
  withHeaderBands,
} from './stream-bands.js'
import { groupOnly, groupRows, labelChunk, labelColumn, splitAt, strayVertical } from './stream-groups.js'
import { joinUnits } from './stream-units.js'
import { isInRow, type Rule, wholeRules } from './whole-rules.js'

export interface StreamGrid {
  readonly grid: Grid
  readonly box: Box
  /** Middles of the figure columns. */
  readonly middles: readonly number[]
  readonly lines: readonly Line[]
}

/** So many lines without figures may stand in a table: a header printed again, between labels of several lines. */
const MOST_BARREN = 9
/** Header rows looked for above the first figures. */
const MOST_HEADERS = 9

/**
 * Find the tables among lines of text by how their figures line up.
 *
 * Columns are the places where figures stand below each other; what stands left of them are labels. Lines are put
 * together to rows by their numbering, by the figures (one line with figures a row) and by the distance of a label from
 * the figures beside its middle; horizontal rulings between lines, where there are any, decide.
 *
 * @param lines Lines in reading order, none of them in a grid that is drawn with lines.
 * @returns Grids in reading order, with two columns for the labels (group, label) before those of the figures.
 */
export function streamGrids(canvas: Canvas, lines: readonly Line[]): StreamGrid[] {
  const rows = lines.map((line): Row => {
    const chunks = toChunks(line)
    return { line, chunks, figures: chunks.filter((chunk) => chunk.figure) }
  })
  const textWidth = Math.max(1, ...lines.map((line) => line.box.x1)) - Math.min(...lines.map((line) => line.box.x0), 0)
  const grids: StreamGrid[] = []
  // Dashed lines are thousands of pieces, and most pages have no table to ask for them.
  let whole: readonly Rule[] | null = null
  const rules = (): readonly Rule[] => {
    whole ??= wholeRules(canvas.rulings)
    return whole
  }
  for (const [from, to] of regions(rows, textWidth, rules)) {
    const grid = buildStream(canvas, rows.slice(from, to), rules)
    if (grid) grids.push(grid)
  }
  return grids
}

/** A line with figures in columns of their own. */
const tabular = (row: Row): boolean => (row.figures.length >= 1 && row.chunks.length >= 2) || row.figures.length >= 3

/** So many lines of a wrapped label may stand above the one with its figures. */
const LABEL_LINES = 3

/** A numbered line without figures, unless it is the first line of a label whose figures stand in the next, or in one of those that it goes on in. */
function headingLike(rows: readonly Row[], i: number): boolean {
  const [row, ...below] = rows.slice(i, i + LABEL_LINES + 2)
  if (row?.chunks.length !== 1 || row.figures.length > 0 || splitOrdinal(row.line.text).ordinal?.kind !== 'han')
    return false
  let above = row.line
  for (const next of below) {
    const { line } = next
    const isNear = Math.abs(line.size - above.size) < 1 && line.box.top - above.box.bottom < above.size * 0.8
    if (!isNear) return true
    if (tabular(next)) return false
    // What a narrow label goes on in begins below it, and reaches no farther.
    const isRest =
      next.chunks.length === 1 &&
      splitOrdinal(line.text).ordinal === null &&
      Math.abs(line.box.x0 - row.line.box.x0) < line.size &&
      line.box.x1 <= row.line.box.x1 + line.size * 2
    if (!isRest) return true
    above = line
  }
  return true
}

function regions(rows: readonly Row[], textWidth: number, rules: () => readonly Rule[]): [number, number][] {
  const found: [number, number][] = []
  let start = -1
  let last = -1
  const flush = (): void => {
    if (start >= 0) {
      const inside = rows.slice(start, last + 1).filter(tabular)
      const most = Math.max(0, ...inside.map((row) => row.figures.length))
      if (inside.length >= 3 || (inside.length >= 2 && most >= 2) || most >= 5) {
        found.push([
          headerStart(rows, start, found[found.length - 1]?.[1] ?? 0, textWidth),
          tail(rows, last, textWidth),
        ])
      }
    }
    start = -1
  }
  for (const [i, row] of rows.entries()) {
    if (tabular(row)) {
      if (start < 0) start = i
      last = i
    } else if (start >= 0 && (i - last > MOST_BARREN || sentence(row, textWidth) || headingLike(rows, i))) {
      // A row that is blank but for its label.
      const above = rows.slice(start, last + 1).map(({ line }) => line)
      if (i - last > MOST_BARREN || !isInRow(row.line, above, rules())) flush()
    }
  }
  flush()
  return found
}

/** A line of prose: one chunk over most of the width. */
const sentence = (row: Row, textWidth: number): boolean =>
  row.chunks.length === 1 && row.line.box.x1 - row.line.box.x0 > textWidth * 0.62

function headerStart(rows: readonly Row[], start: number, floor: number, textWidth: number): number {
  let first = start
  while (first > floor && start - first < MOST_HEADERS) {
    const row = rows[first - 1]
    const below = rows[first]
    if (!row || !below || sentence(row, textWidth) || headingLike(rows, first - 1)) break
    if (below.line.box.top - row.line.box.bottom > row.line.size * 4) break
    first--
  }
  return first
}

function tail(rows: readonly Row[], last: number, textWidth: number): number {
  let end = last + 1
  while (end < rows.length && end - last <= 2) {
    const row = rows[end]
    const above = rows[end - 1]
    if (!row || !above || row.chunks.length > 1 || sentence(row, textWidth)) break
    if (splitOrdinal(row.line.text).ordinal !== null || row.line.box.top - above.line.box.bottom > row.line.size * 0.9)
      break
    if (row.line.box.x1 > (above.chunks[0]?.box.x1 ?? 0) + row.line.size * 2) break
    end++
  }
  return end
}

function buildStream(canvas: Canvas, lines: readonly Row[], rules: () => readonly Rule[]): StreamGrid | null {
  const found = figureBands(lines.filter(tabular))
  const bands = canvas.typewriter ? found : withHeaderBands(lines, found)
  const first = bands[0]
  if (!first) return null
  const leaf = labelColumn(lines, first)
  const rows =
    leaf === null
      ? lines
      : lines.map((row) => ({ ...row, chunks: row.chunks.flatMap((chunk) => splitAt(chunk, leaf)) }))
  const limits = bands.map((band, i) => (i === 0 ? Number.NEGATIVE_INFINITY : ((bands[i - 1]?.x1 ?? 0) + band.x0) / 2))
  const stray = new Set([...strayVertical(rows, first), ...(leaf === null ? [] : groupOnly(rows, leaf))])
  const firstFigures = rows.findIndex((row) => row.figures.length > 0)
  let bodyStart = firstFigures
  while (bodyStart > 0) {
    const above = rows[bodyStart - 1]
    if (!above?.chunks.every((chunk) => chunk.box.x1 <= first.x0 + 2) || !splitOrdinal(above.line.text).ordinal) break
    bodyStart--
  }
  const body = rows.slice(bodyStart)
  const groups = joinUnits(groupRows(rules(), body, bands, stray, leaf))
  const box = union(rows.map((row) => row.line.box))
  const cells: Cell[] = []
  // Typed columns must show that they can be trusted; drawn ones need not.
  const steady = canvas.typewriter ? isSteady(rows, bands, limits) : null
  const fullLines = rows.filter((row) => row.figures.length === bands.length).length
  const rowPages: number[] = []
  const beside = new Set<number>()
  let r = 0
  for (const row of rows.slice(0, bodyStart)) {
    rowPages.push(canvas.pageAt(row.line.box.top))
    const from = cells.length
    addRow(canvas, cells, r++, [row], bands, limits, box, stray, true, steady, fullLines)
    underLabels(beside, [row], cells, from, bands, limits)
  }
  for (const group of groups) {
    rowPages.push(canvas.pageAt(group[0]?.line.box.top ?? 0))
    const from = cells.length
    addRow(canvas, cells, r++, group, bands, limits, box, stray, false, steady, fullLines)
    underLabels(beside, group, cells, from, bands, limits)
  }
  return {
    grid: {
      kind: 'grid',
      method: 'stream',
      rows: r,
      cols: bands.length + 2,
      cells,
      ragged: false,
      rowPages,
      place: placeOn(canvas, {
        ...box,
        bottom: Math.max(
          ...rows.filter((row) => canvas.pageAt(row.line.box.top) === rowPages[0]).map((row) => row.line.box.bottom),
        ),
      }),
      breaks: rowPages.flatMap((page, i) => (i > 0 && page !== rowPages[i - 1] ? [i] : [])),
    },
    box,
    middles: bands.map((band) => (band.x0 + band.x1) / 2),
    lines: rows.map((row) => row.line),
  }
}

/**
 * Columns whose label is not known to be theirs: it stands beside them, and another one stands nearly as near. Their figures are adrift until another
 * label stands over them.
 *
 * @param beside Such columns of the bands, kept from row to row.
 * @param cells Those of this row begin at `from`.
 */
function underLabels(
  beside: Set<number>,
  group: readonly Row[],
  cells: Cell[],
  from: number,
  bands: readonly Band[],
  limits: readonly number[],
): void {
  for (const { chunks, figures } of group) {
    if (figures.length > 0 || chunks.length < 2) continue
    const boxes = chunks.map(({ box }) => box)
    const doubtful = new Set([...besideLabels(boxes, bands), ...underSeveral(boxes, bands, limits)])
    for (const i of bands.keys()) {
      if (doubtful.has(i)) beside.add(i)
      else if (cells.slice(from).some(({ col, text }) => col === i + 2 && text !== '')) beside.delete(i)
    }
  }
  for (const [k, cell] of cells.slice(from).entries())
    if (beside.has(cell.col - 2) && looksLikeFigure(cell.text))
      cells[from + k] = { ...cell, doubts: [...new Set<Doubt>([...(cell.doubts ?? []), 'adrift'])].sort() }
}

function addRow(
  canvas: Canvas,
  cells: Cell[],
  r: number,
  group: readonly Row[],
  bands: readonly Band[],
  limits: readonly number[],
  box: Box,
  stray: ReadonlySet<Chunk>,
  header: boolean,
  steady: boolean | null,
  fullLines: number,
): void {
  const first = bands[0]
  if (!first) return
  const columns: { chunks: Chunk[]; span: number; doubts: Set<Doubt> }[] = Array.from(
    { length: bands.length + 2 },
    () => ({
      chunks: [],
      span: 1,
      doubts: new Set<Doubt>(),
    }),
  )
  const labels = group.map((row) => labelChunk(row, bands, stray))
  const right = Math.max(...labels.map((label) => label?.box.x0 ?? Number.NEGATIVE_INFINITY))
  for (const [i, row] of group.entries()) {
    // Of labels in several columns that of the right-most is the row's; the others name its group.
    const label = labels[i] ?? null
    const leaf = label && !header && label.box.x1 < right ? null : label
    // A line that fills every column needs no measuring: its figures are those of the columns, in order.
    const full = row.figures.length === bands.length && fullLines >= (steady === null ? 1 : 2)
    for (const chunk of row.chunks.flatMap((one) => splitOverBands(one, bands))) {
      if (full && chunk.figure) columns[row.figures.indexOf(chunk) + 2]?.chunks.push(chunk)
      else if (stray.has(chunk)) columns[0]?.chunks.push(chunk)
      else if (chunk === leaf && !(header && overlapped(chunk.box, bands).length > 0)) columns[1]?.chunks.push(chunk)
      else {
        const aligned = chunk.figure || row.figures.length > 0 ? null : flush(chunk.box, bands)
        if (!chunk.figure && chunk !== leaf && aligned === null && centreX(chunk.box) < first.x0) {
          columns[0]?.chunks.push(chunk)
          continue
        }
        const over = chunk.figure ? [] : overlapped(chunk.box, bands)
        const hit = over.length === 0 && aligned !== null ? [aligned] : over
        let band = hit[0] ?? limits.length - 1
        if (hit.length === 0) {
          const middle = centreX(chunk.box)
          while (band > 0 && middle < (limits[band] ?? 0)) band--
        }
        const column = columns[band + 2]
        // Two figures of a line in one column: one of them is of another.
        if (chunk.figure && column?.chunks.some((other) => other.figure && row.figures.includes(other)))
          column.doubts.add('adrift')
        column?.chunks.push(chunk)
        if (chunk.figure && !full && (steady === false || adrift(chunk.box, bands))) column?.doubts.add('adrift')
        // Two numbers without a gap look like one, over both of their columns.
        if (chunk.figure && !full)
          for (const other of overlapped(chunk.box, bands)) if (other !== band) columns[other + 2]?.doubts.add('adrift')
        if (column && header && hit.length > 1) column.span = Math.max(column.span, hit.length)
      }
    }
  }
  const top = Math.min(...group.map((row) => row.line.box.top))
  const bottom = Math.max(...group.map((row) => row.line.box.bottom))
  let skip = 0
  for (const [c, column] of columns.entries()) {
    if (skip > 0 && column.chunks.length === 0) {
      skip--
      continue
    }
    skip = column.span - 1
    const band = bands[c - 2]
    const cellBox = {
      x0: c === 0 ? box.x0 : c === 1 ? Math.min(box.x0, first.x0) : (band?.x0 ?? 0),
      x1: c <= 1 ? first.x0 : (band?.x1 ?? 0),
      top,
      bottom,
    }
    let colSpan = 1
    while (colSpan < column.span && (columns[c + colSpan]?.chunks.length ?? 1) === 0) colSpan++
    cells.push({
      row: r,
      col: c,
      rowSpan: 1,
      colSpan,
      ...cellContent(
        canvas,
        column.chunks.flatMap((chunk) => chunk.runs),
        cellBox,
        column.doubts,
      ),
    })
    skip = colSpan - 1
  }
}
