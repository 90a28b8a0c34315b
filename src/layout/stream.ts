/** Tables without lines: alignment → columns, rows, grids. */

import { centreX, union } from '../geometry/box.js'
import { clusterNumbers, median } from '../geometry/cluster.js'
import { squeeze } from '../text/normalize.js'
import { splitOrdinal } from '../text/ordinal.js'
import type { Box, Cell, Doubt, Grid, Ruling } from '../types.js'
import { type Canvas, placeOn } from './canvas.js'
import { cellContent } from './cell-text.js'
import { type Chunk, toChunks } from './chunks.js'
import { type Line, lineText } from './lines.js'

export interface StreamGrid {
  readonly grid: Grid
  readonly box: Box
  /** Middles of the figure columns. */
  readonly middles: readonly number[]
  readonly lines: readonly Line[]
}

interface Row {
  readonly line: Line
  readonly chunks: readonly Chunk[]
  readonly figures: readonly Chunk[]
}

interface Band {
  x0: number
  x1: number
}

/** So many lines without figures may stand in a table: a header printed again, between labels of several lines. */
const MOST_BARREN = 9
/** Edges and middles of a header and its column differ by no more than this, in points, where they are aligned. */
const FLUSH = 3
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
  for (const [from, to] of regions(rows, textWidth)) {
    const grid = buildStream(canvas, rows.slice(from, to))
    if (grid) grids.push(grid)
  }
  return grids
}

/** A line with figures in columns of their own. */
const tabular = (row: Row): boolean => (row.figures.length >= 1 && row.chunks.length >= 2) || row.figures.length >= 3

/** A numbered line without figures, unless it is the first line of a label whose figures stand in the next. */
function headingLike(row: Row, next: Row | undefined): boolean {
  if (row.chunks.length !== 1 || row.figures.length > 0 || splitOrdinal(row.line.text).ordinal?.kind !== 'han')
    return false
  const { line } = row
  const goesOn =
    next !== undefined &&
    tabular(next) &&
    Math.abs(next.line.size - line.size) < 1 &&
    next.line.box.top - line.box.bottom < line.size * 0.8
  return !goesOn
}

function regions(rows: readonly Row[], textWidth: number): [number, number][] {
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
    } else if (start >= 0 && (i - last > MOST_BARREN || sentence(row, textWidth) || headingLike(row, rows[i + 1])))
      flush()
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
    if (!row || !below || sentence(row, textWidth) || headingLike(row, below)) break
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

/**
 * Columns of figures. Where most lines have the same number of them, the columns are the first, second, … of each line,
 * however they waver; else the places of the fullest lines, widened by all that falls into them.
 */
export function figureBands(rows: readonly { readonly figures: readonly Chunk[] }[]): Band[] {
  const several = rows.filter((row) => row.figures.length >= 2)
  const counts = new Map<number, number>()
  for (const { figures } of several) counts.set(figures.length, (counts.get(figures.length) ?? 0) + 1)
  const [usual, times] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])
  if (times < 2 || times < several.length * 0.6 || rows.some((row) => row.figures.length > usual))
    return bandsByPlace(rows)
  const full = several.filter((row) => row.figures.length === usual)
  const bands = Array.from({ length: usual }, (_, k): Band => {
    const boxes = full.map((row) => row.figures[k]?.box).filter((box) => box !== undefined)
    return { x0: median(boxes.map((box) => box.x0)), x1: median(boxes.map((box) => box.x1)) }
  })
  return bands.every((band, k) => k === 0 || band.x0 >= (bands[k - 1]?.x1 ?? 0)) ? bands : bandsByPlace(rows)
}

function bandsByPlace(rows: readonly { readonly figures: readonly Chunk[] }[]): Band[] {
  const most = Math.max(0, ...rows.map((row) => row.figures.length))
  const bands: Band[] = []
  const ordered = [...rows].filter((row) => row.figures.length > 0).sort((a, b) => b.figures.length - a.figures.length)
  for (const row of ordered) {
    for (const { box } of row.figures) {
      const middle = centreX(box)
      const hits = bands.filter(
        (band) =>
          Math.min(band.x1, box.x1) - Math.max(band.x0, box.x0) > Math.min(band.x1 - band.x0, box.x1 - box.x0) * 0.3,
      )
      const [hit] = hits
      if (hits.length === 1 && hit) {
        // Only lines that fill every column may widen one: a centred figure of another block would join two.
        if (row.figures.length === most) {
          hit.x0 = Math.min(hit.x0, box.x0)
          hit.x1 = Math.max(hit.x1, box.x1)
        }
      } else if (hits.length === 0 && !bands.some((band) => middle > band.x0 && middle < band.x1)) {
        bands.push({ x0: box.x0, x1: box.x1 })
      }
    }
  }
  return bands.sort((a, b) => a.x0 - b.x0)
}

function buildStream(canvas: Canvas, lines: readonly Row[]): StreamGrid | null {
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
  const groups = groupRows(canvas, body, bands, stray, leaf)
  const box = union(rows.map((row) => row.line.box))
  const cells: Cell[] = []
  // Typed columns must show that they can be trusted; drawn ones need not.
  const steady = canvas.typewriter ? isSteady(rows, bands, limits) : null
  const fullLines = rows.filter((row) => row.figures.length === bands.length).length
  const rowPages: number[] = []
  let r = 0
  for (const row of rows.slice(0, bodyStart)) {
    rowPages.push(canvas.pageAt(row.line.box.top))
    addRow(canvas, cells, r++, [row], bands, limits, box, stray, true, steady, fullLines)
  }
  for (const group of groups) {
    rowPages.push(canvas.pageAt(group[0]?.line.box.top ?? 0))
    addRow(canvas, cells, r++, group, bands, limits, box, stray, false, steady, fullLines)
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
 * A column without figures is seen by its label alone: where every column of figures stands under a word of the header,
 * by an edge or the middle, the words are the columns. Words that stand over several others name groups.
 */
function withHeaderBands(rows: readonly Row[], bands: readonly Band[]): Band[] {
  const at = rows.findIndex((row) => row.figures.length > 0)
  const labels = Math.max(
    Number.NEGATIVE_INFINITY,
    ...rows
      .slice(Math.max(0, at))
      .map((row) =>
        row.figures.length > 0
          ? (row.chunks.filter((chunk) => !chunk.figure && chunk.box.x1 <= (row.figures[0]?.box.x0 ?? 0)).pop()?.box
              .x1 ?? Number.NEGATIVE_INFINITY)
          : Number.NEGATIVE_INFINITY,
      ),
  )
  const words: Band[] = []
  for (const run of rows
    .slice(0, Math.max(0, at))
    .reverse()
    .flatMap((row) => row.chunks.flatMap((chunk) => chunk.runs))) {
    const { box } = run
    if (centreX(box) <= labels || run.text.length > 6) continue
    const over = words.filter((word) => box.x0 < word.x1 - 1 && box.x1 > word.x0 + 1)
    const [one] = over
    if (over.length === 0) words.push({ x0: box.x0, x1: box.x1 })
    else if (over.length === 1 && one) {
      one.x0 = Math.min(one.x0, box.x0)
      one.x1 = Math.max(one.x1, box.x1)
    }
  }
  if (words.length <= bands.length) return [...bands]
  const columns = words.sort((a, b) => a.x0 - b.x0)
  const taken = new Set<Band>()
  for (const band of bands) {
    const under = columns.filter(
      (word) =>
        Math.abs(word.x1 - band.x1) < FLUSH ||
        Math.abs(word.x0 - band.x0) < FLUSH ||
        Math.abs((word.x0 + word.x1) / 2 - (band.x0 + band.x1) / 2) < FLUSH,
    )
    const [only] = under
    if (under.length !== 1 || !only || taken.has(only)) return [...bands]
    taken.add(only)
  }
  for (const band of bands) {
    const word = columns.find(
      (one) =>
        Math.abs(one.x1 - band.x1) < FLUSH ||
        Math.abs(one.x0 - band.x0) < FLUSH ||
        Math.abs((one.x0 + one.x1) / 2 - (band.x0 + band.x1) / 2) < FLUSH,
    )
    if (word) Object.assign(word, { x0: Math.min(word.x0, band.x0), x1: Math.max(word.x1, band.x1) })
  }
  return columns.every((word, i) => i === 0 || word.x0 >= (columns[i - 1]?.x1 ?? 0)) ? columns : [...bands]
}

/** Labels set one character a line, far left: 三、本年度办理结果. Their characters belong to no row. */
function strayVertical(rows: readonly Row[], first: Band): Set<Chunk> {
  const singles = rows.flatMap((row) =>
    row.chunks.filter((chunk) => squeeze(chunk.text).length === 1 && !chunk.figure && chunk.box.x1 < first.x0),
  )
  const stray = new Set<Chunk>()
  for (const chunk of singles) {
    if (singles.filter((other) => Math.abs(other.box.x0 - chunk.box.x0) < 3).length >= 3) stray.add(chunk)
  }
  return stray
}

/** Left edge of the labels next to the figures, where most rows share one. */
function labelColumn(rows: readonly Row[], first: Band): number | null {
  const lefts = rows
    .filter((row) => row.figures.length > 0)
    .map((row) => {
      const label = row.chunks.filter((chunk) => !chunk.figure && centreX(chunk.box) < first.x0).pop()
      return label?.box.x0
    })
    .filter((x) => x !== undefined)
  const main = clusterNumbers(lefts, 4).reduce<number[]>((a, b) => (b.length > a.length ? b : a), [])
  return main.length < 4 ? null : (main[0] ?? null)
}

/** A group and a label set close together: what begins where the labels begin is the label. */
function splitAt(chunk: Chunk, leaf: number): Chunk[] {
  const at = chunk.runs.findIndex((run, i) => i > 0 && Math.abs(run.box.x0 - leaf) < 3)
  if (at < 0 || chunk.figure) return [chunk]
  return [chunk.runs.slice(0, at), chunk.runs.slice(at)].map((runs) => ({
    text: lineText(runs),
    box: union(runs.map((run) => run.box)),
    runs,
    figure: false,
  }))
}

/**
 * Labels of groups on lines of their own, left of the labels proper: （三）不 and 予公开 between 3. and 4. They name no
 * row. A label that begins as far left but needs the room of both columns is one of a row.
 */
function groupOnly(rows: readonly Row[], leaf: number): Chunk[] {
  return rows
    .filter((row) => row.figures.length === 0)
    .flatMap((row) => row.chunks.filter((chunk) => chunk.box.x0 < leaf - row.line.size && chunk.box.x1 <= leaf + 1))
}

/**
 * Lines → rows, by the cheapest way to cut the lines into rows. A row wants one line with figures, beside the middle of
 * its label; a number in front of a label begins a row.
 */
function groupRows(
  canvas: Canvas,
  body: readonly Row[],
  bands: readonly Band[],
  stray: ReadonlySet<Chunk>,
  leaf: number | null,
): Row[][] {
  const pitch = median(body.slice(1).map((row, i) => row.line.box.top - (body[i]?.line.box.top ?? 0))) || 12
  const lefts = body.map((row) => labelChunk(row, bands, stray))
  const ordinals = lefts.map((label) => label !== null && splitOrdinal(label.text).ordinal !== null)
  // （五） beside the figures of a row whose label stands above and below it is the number of its group.
  const weak = lefts.map(
    (label) => label !== null && leaf !== null && label.box.x0 < leaf - 4 && label.box.x1 <= leaf + 1,
  )
  const anyOrdinal = ordinals.filter(Boolean).length >= 3
  const ruled = body.map(
    (row, i) => i > 0 && rulingBetween(canvas.rulings, body[i - 1]?.line.box ?? row.line.box, row.line.box),
  )
  const manyRuled = ruled.filter(Boolean).length >= body.filter((row) => row.figures.length > 0).length * 0.6
  // Words over the columns of figures are a header, and no part of the row below or above.
  const left = bands[0]?.x0 ?? 0
  const headers = body.map(
    (row) =>
      row.figures.length === 0 &&
      row.chunks.some(
        (chunk) => centreX(chunk.box) > left - 2 || (row.chunks.length > 1 && flush(chunk.box, bands) !== null),
      ),
  )
  const cost = (from: number, to: number): number => {
    let sum = 0
    let figures = 0
    if (to - from > 1) for (let i = from; i < to; i++) if (headers[i]) sum += 8
    let figureY = 0
    const labelYs: number[] = []
    let own: Chunk | null = null
    for (let i = from; i < to; i++) {
      const row = body[i]
      if (!row) continue
      const y = (row.line.box.top + row.line.box.bottom) / 2
      if (row.figures.length > 0) {
        figures++
        figureY = y
      }
      const label = lefts[i] ?? null
      if (label) {
        labelYs.push(y)
        // The lines of one label begin below each other, or stand below each other's middle.
        const far = row.line.size * 3
        if (
          own &&
          !weak[i] &&
          Math.abs(own.box.x0 - label.box.x0) > far &&
          Math.abs(centreX(own.box) - centreX(label.box)) > far
        )
          sum += 6
        own = weak[i] ? own : label
      }
      if (i > from) {
        if (ordinals[i] && !weak[i]) sum += 6
        if (ruled[i]) sum += 8
        const gap = row.line.box.top - (body[i - 1]?.line.box.top ?? 0)
        if (gap > pitch * 1.6) sum += (gap / pitch - 1.6) * 2
      } else if (i > 0 && manyRuled && !ruled[i]) sum += 3
    }
    // A group beside the figures of a row stands between the lines of the row's label, never behind the last of them.
    for (let i = from + 1, open = false; i < to; i++) {
      if (weak[i] && ordinals[i]) {
        sum += 1
        open = true
      } else if (lefts[i] && !ordinals[i]) open = false
      if (open && !lefts.slice(i + 1, to).some((label, k) => label !== null && !weak[i + 1 + k])) sum += 8
    }
    if (figures > 1) sum += 10 * (figures - 1)
    if (figures === 0 && !headers[from]) sum += ordinals[from] ? 1.5 : 4
    if (figures > 0 && anyOrdinal && !ordinals[from] && labelYs.length > 0) sum += 0.5
    const top = labelYs[0]
    const bottom = labelYs[labelYs.length - 1]
    if (figures === 1 && top !== undefined && bottom !== undefined)
      sum += Math.abs((top + bottom) / 2 - figureY) / pitch
    if (figures === 1 && labelYs.length === 0) sum += 2
    return sum + Math.max(0, to - from - 4) * 3
  }
  const best: number[] = [0]
  const cut: number[] = [0]
  for (let to = 1; to <= body.length; to++) {
    best[to] = Number.POSITIVE_INFINITY
    for (let from = Math.max(0, to - 7); from < to; from++) {
      const total = (best[from] ?? 0) + cost(from, to)
      if (total < (best[to] ?? 0)) {
        best[to] = total
        cut[to] = from
      }
    }
  }
  const groups: Row[][] = []
  for (let to = body.length; to > 0; to = cut[to] ?? 0) groups.unshift(body.slice(cut[to] ?? 0, to))
  return groups
}

/** The label next to the figures: the last chunk before them. */
function labelChunk(row: Row, bands: readonly Band[], stray: ReadonlySet<Chunk>): Chunk | null {
  const first = bands[0]
  if (!first) return null
  const labels = row.chunks.filter(
    (chunk) =>
      !stray.has(chunk) &&
      !chunk.figure &&
      centreX(chunk.box) < first.x0 &&
      (row.figures.length > 0 || flush(chunk.box, bands) === null),
  )
  return labels[labels.length - 1] ?? null
}

/** The column that a header is aligned with, at its right or in its middle, however far it reaches to the left of it. */
function flush(box: Box, bands: readonly Band[]): number | null {
  const index = bands.findIndex(
    (band) => Math.abs(band.x1 - box.x1) < FLUSH || Math.abs((band.x0 + band.x1) / 2 - centreX(box)) < FLUSH,
  )
  return index < 0 ? null : index
}

function rulingBetween(rulings: readonly Ruling[], above: Box, below: Box): boolean {
  const low = (above.top + above.bottom) / 2
  const high = (below.top + below.bottom) / 2
  const x0 = Math.min(above.x0, below.x0)
  const x1 = Math.max(above.x1, below.x1)
  return rulings.some(
    (ruling) =>
      ruling.axis === 'horizontal' &&
      ruling.at > low &&
      ruling.at < high &&
      Math.min(ruling.to, x1) - Math.max(ruling.from, x0) > (x1 - x0) * 0.5,
  )
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

/** Typed columns keep their place from line to line, at one edge or in the middle, to one letter. */
function isSteady(rows: readonly Row[], bands: readonly Band[], limits: readonly number[]): boolean {
  // More columns than any line fills: the lines do not agree where the columns are.
  if (bands.length > Math.max(...rows.map((row) => row.figures.length))) return false
  const letter = rows[0]?.line.size ?? 6
  const members: Box[][] = bands.map(() => [])
  for (const { figures } of rows) {
    for (const [i, { box }] of figures.entries()) {
      let band = figures.length === bands.length ? i : limits.length - 1
      if (figures.length !== bands.length) while (band > 0 && centreX(box) < (limits[band] ?? 0)) band--
      members[band]?.push(box)
    }
  }
  return members.every((boxes) => {
    const spread = (of: (box: Box) => number): number => Math.max(...boxes.map(of)) - Math.min(...boxes.map(of))
    return (
      boxes.length === 0 ||
      Math.min(
        spread((box) => box.x0),
        spread((box) => box.x1),
        spread(centreX),
      ) <=
        letter * 1.01
    )
  })
}

/** A figure that is not clearly nearer to one column than to the next is of neither. */
function adrift(box: Box, bands: readonly Band[]): boolean {
  const distances = bands
    .map((band) =>
      Math.min(
        Math.abs(centreX(box) - (band.x0 + band.x1) / 2),
        Math.abs(box.x1 - band.x1),
        Math.abs(box.x0 - band.x0),
      ),
    )
    .sort((a, b) => a - b)
  const [nearest = 0, next = Number.POSITIVE_INFINITY] = distances
  return bands.length > 1 && nearest > next * ADRIFT
}

/** The nearest column must be more than twice as near as the next one. */
const ADRIFT = 0.45

/** Labels of narrow columns stand so close that they look like one: each run over a column of its own is one. */
function splitOverBands(chunk: Chunk, bands: readonly Band[]): Chunk[] {
  if (chunk.figure || chunk.runs.length < 2) return [chunk]
  const homes = chunk.runs.map((run) => overlapped(run.box, bands))
  if (homes.some((home) => home.length !== 1) || new Set(homes.map(([home]) => home)).size < 2) return [chunk]
  return chunk.runs.map((run) => ({ text: run.text, box: run.box, runs: [run], figure: false }))
}

/** Columns that a header chunk stands over. */
function overlapped(box: Box, bands: readonly Band[]): number[] {
  const hits: number[] = []
  for (const [i, band] of bands.entries()) {
    const shared = Math.min(band.x1, box.x1) - Math.max(band.x0, box.x0)
    const middle = (band.x0 + band.x1) / 2
    if (
      shared > 0 &&
      (shared > Math.min(band.x1 - band.x0, box.x1 - box.x0) * 0.3 || (middle >= box.x0 && middle <= box.x1))
    )
      hits.push(i)
  }
  return hits
}
