/** Tables that are drawn with lines: rulings → edges → slots → cells → grids. */

import { centreX, centreY, containsPoint } from '../geometry/box.js'
import { clusterNumbers } from '../geometry/cluster.js'
import { looksLikeFigure } from '../text/figures.js'
import type { Box, Cell, Doubt, Grid, Page, Ruling, TextRun } from '../types.js'
import { pageCanvas, placeOn } from './canvas.js'
import { cellContent } from './cell-text.js'
import { components, type Edge, type Edges, type LatticeSettings, latticeDefaults, mergeRulings } from './edges.js'
import { roomBetweenFrames } from './frames.js'
import { rectangles, type Span } from './regions.js'

export interface LatticeGrid {
  readonly grid: Grid
  readonly box: Box
  readonly xs: readonly number[]
  /** The runs that stand in its cells. */
  readonly runs: readonly TextRun[]
  /** The cells as the lines part them. */
  readonly frames: readonly Box[]
}

/**
 * Find the tables on a page that are drawn with lines.
 *
 * Rulings that nearly coincide are merged into edges, edges that meet are one table, and their positions divide the
 * table into slots. Slots that no edge parts are one cell, which appears once, at its top-left slot:
 *
 *     ┌────────┬─────────────────┐
 *     │        │  organizations  │   row 0, column 1, colSpan 2
 *     │  stub  ├────────┬────────┤
 *     │        │  firms │ others │
 *     ├────────┼────────┼────────┤
 *
 * A frame without its left or right side is closed where its lines end. Tables without lines are not seen here: see
 * {@link streamGrids}.
 *
 * @param page Runs and rulings in points from the top-left corner, text upright.
 * @returns Grids from top to bottom; none where no two cells close.
 */
export function latticeGrids(page: Page, runs: readonly TextRun[], settings = latticeDefaults): LatticeGrid[] {
  return gridsFromRulings(page, page.rulings, runs, settings)
}

/** The cells that the rulings of a page make, grid by grid: what a page that is a picture is read by. */
export function ruledFrames(page: Page, settings = latticeDefaults): { box: Box; frames: readonly Box[] }[] {
  return gridsFromRulings(page, page.rulings, [], settings).map(({ box, frames }) => ({ box, frames }))
}

/** As {@link latticeGrids}, from the edges of filled areas: tables whose cells are told apart by colour alone. */
export function shadedGrids(page: Page, runs: readonly TextRun[], settings = latticeDefaults): LatticeGrid[] {
  return gridsFromRulings(page, page.edges, runs, settings).filter(({ grid }) => {
    if (grid.cols < 2) return false
    // Prose on a coloured ground has such edges too; the rest of a table overleaf has figures in short cells.
    const texts = grid.cells.map((cell) => cell.text).filter(Boolean)
    return grid.rows >= 3 || (texts.some(looksLikeFigure) && texts.every((text) => text.length <= 40))
  })
}

function gridsFromRulings(
  page: Page,
  rulings: readonly Ruling[],
  runs: readonly TextRun[],
  settings: LatticeSettings,
): LatticeGrid[] {
  const { parts, own } = tablesOf(rulings, settings)
  const spaced = page.rulings.filter(({ drawn, axis }) => drawn === false && axis === 'vertical')
  return parts
    .map((part) => buildGrid(page, part.across, part.down, runs, spaced, own))
    .filter((grid): grid is LatticeGrid => grid !== null)
    .sort((a, b) => a.box.top - b.box.top || a.box.x0 - b.box.x0)
}

/** A little more than the room between frames: what rounding adds. */
const ROOM = 1.1

/** The edges of each table of a page, and what is near on it: frames of single cells meet over the room between them. */
function tablesOf(
  rulings: readonly Ruling[],
  settings: LatticeSettings,
): { parts: readonly Edges[]; own: LatticeSettings } {
  const edges = mergeRulings(rulings, settings)
  const parts = components(edges.across, edges.down, settings.touch)
  // Dots are no sides of frames.
  const sides = edges.dashed ? rulings.filter(({ from, to }) => to - from >= settings.shortest) : rulings
  const room = roomBetweenFrames(edges.dashed ? undashed(sides, settings) : parts)
  if (room === null || room <= settings.snap) return { parts, own: settings }
  const near = room * ROOM
  const own = { ...settings, snap: near, touch: Math.max(settings.touch, near) }
  return { parts: undashed(rulings, own), own }
}

function undashed(rulings: readonly Ruling[], settings: LatticeSettings): Edges[] {
  const { across, down } = mergeRulings(rulings, settings, false)
  return components(across, down, settings.touch)
}

/** Size of the smallest print in a table, in points; of the smallest that is common where there is none. */
function smallestText(across: readonly Edge[], down: readonly Edge[], runs: readonly TextRun[]): number {
  const box = {
    x0: Math.min(...across.map((edge) => edge.from)),
    x1: Math.max(...across.map((edge) => edge.to)),
    top: Math.min(...down.map((edge) => edge.from)),
    bottom: Math.max(...down.map((edge) => edge.to)),
  }
  const sizes = runs.filter((run) => containsPoint(box, centreX(run.box), centreY(run.box), 1)).map((run) => run.size)
  return sizes.length > 0 ? Math.max(4, Math.min(...sizes)) : 6
}

/** Positions of the lines between slots. Ends that several edges share close an open frame. */
function positions(own: readonly Edge[], other: readonly Edge[], slot: number, settings: LatticeSettings): number[] {
  const at = own.map((edge) => edge.at)
  const low = Math.min(...at)
  const high = Math.max(...at)
  const starts = other.map((edge) => edge.from).filter((from) => from < low - settings.touch * 2)
  const ends = other.map((edge) => edge.to).filter((to) => to > high + settings.touch * 2)
  if (starts.length >= 2) at.push(Math.min(...starts))
  if (ends.length >= 2) at.push(Math.max(...ends))
  return clusterNumbers(at, slot, slot * 1.8).map((group) => group.reduce((a, b) => a + b, 0) / group.length)
}

/** Times the narrowest slot: an edge is at a position that is no farther from it. */
const NEAR = 1.2

/**
 * For each position, of which none is before the last, the edges near it, in the order in which they begin: a line that leans or is drawn in
 * pieces has several.
 */
function edgesNear(
  edges: readonly Edge[],
  at: readonly number[],
  slot: number,
  isAt: (edge: Edge, index: number) => boolean = () => true,
): Edge[][] {
  const near: Edge[][] = at.map(() => [])
  for (const edge of [...edges].sort((a, b) => a.from - b.from)) {
    const distance = (i: number): number => Math.abs(edge.at - (at[i] as number))
    let [low, high] = [0, at.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((at[middle] as number) < edge.at) low = middle + 1
      else high = middle
    }
    let first = low
    while (first > 0 && distance(first - 1) <= slot * NEAR) first--
    for (let i = first; i < at.length && (i < low || distance(i) <= slot * NEAR); i++)
      if (isAt(edge, i)) near[i]?.push(edge)
  }
  return near
}

/** As {@link edgesNear}, each edge at the nearest position alone: rows are parted at places of their own, and a line of one parts nothing in another. */
const edgesAt = (edges: readonly Edge[], at: readonly number[], slot: number): Edge[][] =>
  edgesNear(edges, at, slot, (edge, i) => {
    const own = Math.abs(edge.at - (at[i] as number))
    return [at[i - 1], at[i + 1]].every((other) => other === undefined || own <= Math.abs(edge.at - other))
  })

/** True where the edges of a position cover enough of the interval. */
function parted(edges: readonly Edge[], from: number, to: number, settings: LatticeSettings): boolean {
  let covered = 0
  let reach = from
  for (const edge of edges) {
    const start = Math.max(edge.from, reach)
    const end = Math.min(edge.to, to)
    if (end > start) {
      covered += end - start
      reach = end
    }
  }
  return covered >= (to - from) * settings.cover
}

function buildGrid(
  page: Page,
  across: readonly Edge[],
  down: readonly Edge[],
  runs: readonly TextRun[],
  spaced: readonly Ruling[],
  settings: LatticeSettings,
): LatticeGrid | null {
  // No row is lower than its text: lines nearer than that are the two borders of cells that stand apart.
  const narrowest = Math.max(settings.snap, 0.55 * smallestText(across, down, runs))
  const ys = positions(across, down, narrowest, settings)
  const xs = positions(down, across, Math.max(settings.snap, narrowest * 0.7), settings)
  const rows = ys.length - 1
  const cols = xs.length - 1
  if (rows < 1 || cols < 1 || rows * cols < 2 || rows * cols > 100_000) return null
  const h = edgesNear(across, ys, narrowest)
  const v = edgesAt(down, xs, narrowest)

  // Slots that nothing parts are one region.
  const region = Array.from({ length: rows * cols }, (_, i) => i)
  const find = (i: number): number => {
    while (region[i] !== i) {
      region[i] = region[region[i] ?? i] ?? i
      i = region[i] ?? i
    }
    return i
  }
  const X = (i: number): number => xs[i] ?? 0
  const Y = (i: number): number => ys[i] ?? 0
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const slot = r * cols + c
      if (c + 1 < cols && !parted(v[c + 1] ?? [], Y(r), Y(r + 1), settings)) region[find(slot + 1)] = find(slot)
      if (r + 1 < rows && !parted(h[r + 1] ?? [], X(c), X(c + 1), settings)) region[find(slot + cols)] = find(slot)
    }
  }
  const spans = rectangles(rows, cols, find)
  if (spans.length < 2) return null
  const box = { x0: X(0), x1: X(cols), top: Y(0), bottom: Y(rows) }
  const owner = new Array<number>(rows * cols).fill(0)
  for (const [i, span] of spans.entries()) {
    for (let r = span.row; r < span.row + span.rowSpan; r++) {
      for (let c = span.col; c < span.col + span.colSpan; c++) owner[r * cols + c] = i
    }
  }
  const inside = runs.filter((run) => containsPoint(box, centreX(run.box), centreY(run.box), 1))
  const contents = spans.map(() => ({ runs: [] as TextRun[], doubts: new Set<Doubt>() }))
  const slotAt = (x: number, y: number): number => slotIndex(xs, x) + slotIndex(ys, y) * cols
  for (const run of inside) place(run, contents, owner, slotAt, spans, X)
  const canvas = pageCanvas(page)
  const isSpaced = spaced.some(({ at, from, to }) => containsPoint(box, at, (from + to) / 2))
  const cells = spans.map((span, i): Cell => {
    const cellBox = {
      x0: X(span.col),
      x1: X(span.col + span.colSpan),
      top: Y(span.row),
      bottom: Y(span.row + span.rowSpan),
    }
    const { runs: own, doubts } = contents[i] ?? { runs: [], doubts: new Set<Doubt>() }
    return { ...span, ...cellContent(canvas, own, cellBox, doubts) }
  })
  const kept = dropIdleRows(rows, cols, cells)
  return {
    grid: {
      kind: 'grid',
      method: isSpaced ? 'spaced' : 'lattice',
      rows: kept.rows,
      cols,
      cells: kept.cells,
      ragged: false,
      rowPages: new Array<number>(kept.rows).fill(page.number),
      place: placeOn(canvas, box),
      breaks: [],
    },
    box,
    xs,
    runs: inside,
    frames: spans.map((span) => ({
      x0: X(span.col),
      x1: X(span.col + span.colSpan),
      top: Y(span.row),
      bottom: Y(span.row + span.rowSpan),
    })),
  }
}

/** Share of the columns that must run through a line between rows for the line to part nothing. */
const IDLE = 0.6

/**
 * Take out lines between rows that most cells run through and that part only blanks from the rest: at a page end some
 * producers close a merged cell a little above or below its rows.
 */
function dropIdleRows(rows: number, cols: number, cells: readonly Cell[]): { rows: number; cells: Cell[] } {
  let kept = [...cells]
  let count = rows
  for (let line = rows - 1; line > 0; line--) {
    const through = kept.filter((cell) => cell.row < line && cell.row + cell.rowSpan > line)
    const across = through.reduce((sum, cell) => sum + cell.colSpan, 0)
    const begin = kept.filter((cell) => cell.row === line)
    if (across < cols * IDLE || across === cols || begin.some((cell) => cell.text !== '')) continue
    kept = kept.flatMap((cell): Cell[] => {
      if (cell.row > line) return [{ ...cell, row: cell.row - 1 }]
      // A blank that begins at the line begins a row later, or is gone.
      if (cell.row === line) return cell.rowSpan > 1 ? [{ ...cell, rowSpan: cell.rowSpan - 1 }] : []
      return cell.row + cell.rowSpan > line ? [{ ...cell, rowSpan: cell.rowSpan - 1 }] : [cell]
    })
    count--
  }
  return { rows: count, cells: kept }
}

function slotIndex(positions: readonly number[], value: number): number {
  let low = 0
  let high = positions.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((positions[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}

/** A run may reach this share of its size over a border and be of one cell still. */
const OVER = 0.35

/** Widths of a letter of full width, in ems, behind which what follows stands apart. */
const APART = 1.1

/** True where the last character stands whole beyond the border, apart from the letter before it: a sign for none in the next cell. */
function isSignBeyond({ chars = [], stops = [], size }: TextRun, right: number): boolean {
  const last = chars.length - 1
  const [before = 0, at = 0] = [stops[last - 1], stops[last]]
  return at >= right && at - before > size * APART && /\p{Script=Han}/u.test(chars[last - 1] ?? '')
}

/** Put a run into the cell it stands in; words that reach over a border are cut there, numbers never. */
function place(
  run: TextRun,
  contents: readonly { runs: TextRun[]; doubts: Set<Doubt> }[],
  owner: readonly number[],
  slotAt: (x: number, y: number) => number,
  spans: readonly Span[],
  X: (col: number) => number,
): void {
  const y = centreY(run.box)
  const home = owner[slotAt(centreX(run.box), y)] ?? 0
  const span = spans[home]
  const target = contents[home]
  if (!span || !target) return
  const left = X(span.col)
  const right = X(span.col + span.colSpan)
  const over = Math.max(left - run.box.x0, run.box.x1 - right)
  if (
    (over <= run.size * OVER && !isSignBeyond(run, right)) ||
    !run.chars ||
    !run.stops ||
    run.chars.length < 2 ||
    run.direction !== 'right' ||
    run.vertical
  ) {
    target.runs.push(run)
    return
  }
  if (/^[\d.,%+-]+$/.test(run.text)) {
    const within = Math.min(right, run.box.x1) - Math.max(left, run.box.x0)
    if (within < (run.box.x1 - run.box.x0) * 0.65) target.doubts.add('crosses-ruling')
    target.runs.push(run)
    // What it reaches into is not known to be empty.
    for (const x of [run.box.x0 + run.size * OVER, run.box.x1 - run.size * OVER]) {
      const other = owner[slotAt(x, y)] ?? home
      if (other !== home) contents[other]?.doubts.add('crosses-ruling')
    }
    return
  }
  let from = 0
  let current = -1
  const flush = (to: number): void => {
    if (to <= from || current < 0) return
    const chars = run.chars?.slice(from, to) ?? []
    const stops = run.stops?.slice(from, to + 1) ?? []
    const x0 = stops[0] ?? run.box.x0
    const x1 = stops[stops.length - 1] ?? run.box.x1
    if (chars.join('').trim() === '') return
    contents[current]?.runs.push({ ...run, text: chars.join(''), chars, stops, box: { ...run.box, x0, x1 } })
  }
  for (let i = 0; i < run.chars.length; i++) {
    const middle = ((run.stops[i] ?? 0) + (run.stops[i + 1] ?? 0)) / 2
    const cell = owner[slotAt(middle, y)] ?? 0
    if (cell !== current) {
      flush(i)
      from = i
      current = cell
    }
  }
  flush(run.chars.length)
}
