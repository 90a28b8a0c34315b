/** Grids that go on overleaf → one grid. */

import type { Cell, Grid } from '../types.js'

export interface PlacedGrid {
  readonly grid: Grid
  /** In points: the column edges of a lattice grid, the middles of the figure columns of a stream grid. */
  readonly xs: readonly number[]
}

/** Columns of two halves may differ by this much, in points, and still be the same. */
const SAME_COLUMN = 4
/** The frames of two halves may differ by this much. */
const SAME_FRAME = 9

/**
 * Join two grids that follow each other with nothing but a page end between them, or return null where they are two
 * tables. They are one where their frames stand in the same place; columns that only one half has are added to the
 * other. A header that is printed again is dropped; a row that the page end cut in two stays two rows, marked by
 * `breaks`: which rows go on is for those to say who know the labels.
 */
export function joinGrids(above: PlacedGrid, below: PlacedGrid): PlacedGrid | null {
  const isSpaced = above.grid.method === 'spaced' || below.grid.method === 'spaced'
  if (above.grid.method !== below.grid.method && !(isSpaced && isPlaced(above.grid) && isPlaced(below.grid)))
    return null
  const a = above.xs
  const b = below.xs
  if (isSpaced) return joinSpaced(above, below)
  if (above.grid.method === 'stream') {
    const same = a.length === b.length && a.every((x, i) => Math.abs(x - (b[i] ?? 0)) <= SAME_FRAME)
    return same ? { xs: a, grid: stack(above.grid, below.grid) } : null
  }
  const sameFrame =
    a.length >= 2 &&
    b.length >= 2 &&
    Math.abs((a[0] ?? 0) - (b[0] ?? 0)) <= SAME_FRAME &&
    Math.abs((a[a.length - 1] ?? 0) - (b[b.length - 1] ?? 0)) <= SAME_FRAME
  if (!sameFrame) return null
  // A page that is a photo is not where the other one is: the same columns, a little aside.
  if (a.length === b.length && a.every((x, i) => Math.abs(x - (b[i] ?? 0)) <= reachAt(a, i)))
    return { xs: a, grid: stack(above.grid, remap(below.grid, a, a)) }
  const xs = unionColumns(a, b)
  return { xs, grid: stack(remap(above.grid, a, xs), remap(below.grid, b, xs)) }
}

/** How far the edge of a column may be from that of another page: not half way to the next. */
function reachAt(xs: readonly number[], i: number): number {
  const x = xs[i] ?? 0
  return Math.min(SAME_FRAME, ASIDE * Math.min(x - (xs[i - 1] ?? -Infinity), (xs[i + 1] ?? Infinity) - x))
}

/** Share of the narrower of two columns. */
const ASIDE = 0.35

const isPlaced = ({ method }: Grid): boolean => method === 'spaced' || method === 'lattice'

/** Share of the narrower of two columns by which their edges may differ where no line says where they are. */
const SPACED = 0.5

/**
 * Columns that are parted by paper: the edges of figures differ from page to page, but every edge of one half is nearest to
 * one of the other. Edges between labels, left of those, may be in one half alone.
 */
function joinSpaced(above: PlacedGrid, below: PlacedGrid): PlacedGrid | null {
  const [few, many] = above.xs.length <= below.xs.length ? [above, below] : [below, above]
  const widths = many.xs.slice(1).map((x, i) => x - (many.xs[i] ?? 0))
  const home = few.xs.map((x) => nearest(many.xs, x))
  const fits = few.xs.every((x, i) => {
    const at = home[i] ?? 0
    const reach = SPACED * Math.min(widths[at - 1] ?? SAME_FRAME, widths[at] ?? SAME_FRAME)
    return Math.abs(x - (many.xs[at] ?? 0)) <= Math.max(SAME_FRAME, reach)
  })
  if (!fits || new Set(home).size < home.length) return null
  // What the other half has more than this one is labels alone: all columns behind are the same.
  const extra = many.xs.flatMap((_, i) => (home.includes(i) ? [] : [i]))
  if (extra.length > MOST_LABEL_EDGES || extra.some((i) => i > extra.length)) return null
  const xs = many.xs
  return {
    xs,
    grid: stack(
      above === many ? above.grid : remap(above.grid, above.xs, xs),
      below === many ? below.grid : remap(below.grid, below.xs, xs),
    ),
  }
}

/** A text down the side, and groups. */
const MOST_LABEL_EDGES = 2

/** One grid above the other, columns for columns, without the header that the lower one repeats. */
function stack(top: Grid, full: Grid): Grid {
  const repeated = repeatedHeader(top, full)
  const bottom = repeated > 0 ? dropRows(full, repeated) : full
  return {
    ...top,
    rows: top.rows + bottom.rows,
    cells: [...top.cells, ...bottom.cells.map((cell) => ({ ...cell, row: cell.row + top.rows }))],
    rowPages: [...top.rowPages, ...bottom.rowPages],
    breaks: [...top.breaks, top.rows, ...bottom.breaks.map((row) => row + top.rows)],
  }
}

function unionColumns(a: readonly number[], b: readonly number[]): number[] {
  const xs = [...a]
  for (const x of b) if (!xs.some((known) => Math.abs(known - x) <= SAME_COLUMN)) xs.push(x)
  // The frames differ by a little: the outermost positions are those of the first half.
  const low = a[0] ?? 0
  const high = a[a.length - 1] ?? 0
  return xs.filter((x) => x >= low && x <= high).sort((p, q) => p - q)
}

function remap(grid: Grid, own: readonly number[], xs: readonly number[]): Grid {
  const index = own.map((x) => nearest(xs, x))
  const cells = grid.cells.map((cell): Cell => {
    const col = index[cell.col] ?? 0
    const end = index[cell.col + cell.colSpan] ?? xs.length - 1
    return { ...cell, col, colSpan: Math.max(1, end - col) }
  })
  return { ...grid, cells, cols: xs.length - 1 }
}

function nearest(xs: readonly number[], x: number): number {
  let best = 0
  for (let i = 1; i < xs.length; i++) if (Math.abs((xs[i] ?? 0) - x) < Math.abs((xs[best] ?? 0) - x)) best = i
  return best
}

/** How many rows of `below` repeat the first rows of `above`: a header set on every page. */
function repeatedHeader(above: Grid, below: Grid): number {
  const text = (grid: Grid, row: number): string =>
    grid.cells
      .filter((cell) => cell.row === row)
      .map((cell) => `${cell.col}:${cell.text}`)
      .join('|')
  let rows = 0
  while (rows < below.rows && rows < above.rows) {
    const one = text(below, rows)
    if (one !== text(above, rows) || !/\p{Script=Han}/u.test(one)) break
    rows++
  }
  // A cell that reaches from the header into the body ends the header before it.
  while (rows > 0 && below.cells.some((cell) => cell.row < rows && cell.row + cell.rowSpan > rows)) rows--
  return rows
}

function dropRows(grid: Grid, rows: number): Grid {
  return {
    ...grid,
    rows: grid.rows - rows,
    cells: grid.cells.filter((cell) => cell.row >= rows).map((cell) => ({ ...cell, row: cell.row - rows })),
    rowPages: grid.rowPages.slice(rows),
    breaks: grid.breaks.map((row) => row - rows).filter((row) => row > 0),
  }
}
