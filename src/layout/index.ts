/** Pages → blocks in reading order: the layout stage. */

import { type Finding, note } from '../findings.js'
import { centreX, centreY, containsPoint } from '../geometry/box.js'
import { median } from '../geometry/cluster.js'
import type { Block, Box, Cell, Grid, Page, Paragraph, Place, TextRun } from '../types.js'
import { type Sheet, stitch } from './canvas.js'
import { isBanded, needsStream } from './choose.js'
import { findFurniture } from './furniture.js'
import { type Half, halvesOf } from './halves.js'
import { joinGrids, type PlacedGrid } from './join-pages.js'
import { type LatticeGrid, latticeGrids, shadedGrids } from './lattice.js'
import { withoutLineNumbers } from './line-numbers.js'
import { type Line, toLines } from './lines.js'
import { joinParagraphs, type Measure, measureText, toParagraphs } from './paragraphs.js'
import { mendRemarks } from './remarks.js'
import { streamGrids } from './stream.js'
import { upright } from './upright.js'

export { ruledFrames } from './lattice.js'
export { type Print, spacedRulings } from './spacing.js'
export { displayedBox } from './upright.js'

export interface LayoutOptions {
  readonly tables: 'auto' | 'lattice' | 'stream'
}

export interface Layout {
  readonly blocks: readonly Block[]
  /** The pages as they were laid out: upright, without watermarks. */
  readonly pages: readonly Page[]
  readonly notes: readonly Finding[]
}

interface PageParts {
  readonly page: Page
  readonly lattices: readonly LatticeGrid[]
  readonly lines: readonly Line[]
}

/** Text this much larger than the body that other text runs across is a watermark. */
const WATERMARK_SCALE = 2.5

/** Lay out all pages of a document; the halves of double ones count as pages while they are laid out. */
export function layOut(input: readonly Page[], options: LayoutOptions): Layout {
  const pages = input.map((page) => upright(withoutWatermarks(withoutLineNumbers(page))))
  const halves = options.tables === 'auto' ? halvesOf(pages) : []
  if (halves.length <= pages.length) return layOutPages(pages, options)
  const { blocks, notes } = layOutPages(
    halves.map(({ page }, i) => ({ ...page, number: i + 1 })),
    options,
  )
  return {
    blocks: blocks.map((block) => onSheets(block, halves)),
    pages,
    notes: notes.map((one) => noteOnSheets(one, halves)),
  }
}

function layOutPages(pages: readonly Page[], options: LayoutOptions): Layout {
  // A ground that only every other row has parts no rows of the others, on this page and the next.
  const banded = options.tables === 'auto' && pages.some(isBanded)
  const parts = pages.map((page) => partPage(page, options, banded))
  const { lines: furniture, heads } = findFurniture(
    parts.map(({ page, lines }) => ({ number: page.number, height: page.height, lines })),
  )
  const measure = measureText(parts.flatMap(({ lines }) => lines.filter((line) => !furniture.has(line))))
  const streamed = new Set<number>()
  const pictured = new Set(parts.flatMap(({ page }) => (page.picture ? [page.number] : [])))
  const builder = new BlockBuilder(measure)
  for (const stretch of stretches(parts, furniture)) {
    if ('lattice' in stretch) {
      builder.addGrid(stretch.lattice)
      continue
    }
    const { canvas, lines } = stitch(stretch.sheets)
    const homes = stretch.sheets.flatMap((sheet) => sheet.lines.map((line) => ({ line, page: sheet.page })))
    let from = 0
    for (const { grid, middles, lines: used } of options.tables === 'lattice' ? [] : streamGrids(canvas, lines)) {
      const first = lines.indexOf(used[0] as Line)
      builder.addLines(homes.slice(from, first))
      from = first + used.length
      builder.addGrid({ grid: withoutBlanks(grid, pictured), xs: middles }, !canvas.typewriter)
      for (const page of grid.rowPages) if (page !== null) streamed.add(page)
    }
    builder.addLines(homes.slice(from))
  }
  const notes = streamed.size > 0 ? [note('layout/stream', { pages: [...streamed].sort((a, b) => a - b) })] : []
  // What stands on every page is no text; it may be the only place of the title.
  const unseen = heads.map(
    ({ text }): Paragraph => ({
      kind: 'paragraph',
      text,
      place: null,
      scale: 1,
      centred: false,
      outside: true,
      unseen: true,
    }),
  )
  return { blocks: [...builder.blocks, ...unseen], pages: parts.map(({ page }) => page), notes }
}

/** Numbers and places in halves → those of the sheets. */
function onSheets(block: Block, halves: readonly Half[]): Block {
  const numberOf = (page: number): number => halves[page - 1]?.page.number ?? page
  const move = (place: Place | null): Place | null => {
    if (!place || !('page' in place)) return place
    const shift = halves[place.page - 1]?.shift ?? 0
    const [x0, top, x1, bottom] = place.box
    return { page: numberOf(place.page), box: [x0 + shift, top, x1 + shift, bottom] }
  }
  if (block.kind === 'paragraph') return { ...block, place: move(block.place) }
  return {
    ...block,
    place: move(block.place),
    rowPages: block.rowPages.map((page) => (page === null ? null : numberOf(page))),
    cells: block.cells.map((cell) => {
      const shift = cell.place && 'page' in cell.place ? (halves[cell.place.page - 1]?.shift ?? 0) : 0
      const [x0, top, x1, bottom] = cell.frame ?? [0, 0, 0, 0]
      const frame: Pick<Cell, 'frame'> = cell.frame ? { frame: [x0 + shift, top, x1 + shift, bottom] } : {}
      return { ...cell, place: move(cell.place), ...frame }
    }),
  }
}

function noteOnSheets(finding: Finding, halves: readonly Half[]): Finding {
  const pages = (finding.args as { pages?: readonly number[] }).pages
  if (!pages) return finding
  const own = [...new Set(pages.map((page) => halves[page - 1]?.page.number ?? page))]
  return { ...finding, args: { ...finding.args, pages: own } } as Finding
}

/** Puts blocks in order, and together what a page end parted. */
class BlockBuilder {
  readonly blocks: Block[] = []
  private open: PlacedGrid | null = null
  private last: { paragraph: Paragraph; page: number } | null = null

  constructor(private readonly measure: Measure) {}

  /** @param joinable False where columns need not be in the same place overleaf. */
  addGrid(placed: PlacedGrid, joinable = true): void {
    const above = joinable ? this.open : null
    const goesOn = above && pageOf(above.grid, -1) < pageOf(placed.grid, 0)
    const joined = goesOn ? joinGrids(above, placed) : null
    if (joined) this.blocks[this.blocks.length - 1] = joined.grid
    else this.blocks.push(placed.grid)
    this.open = joined ?? placed
    this.last = null
  }

  addLines(lines: readonly { line: Line; page: Page }[]): void {
    for (let from = 0; from < lines.length; ) {
      const page = lines[from]?.page as Page
      let to = from
      while (to < lines.length && lines[to]?.page === page) to++
      for (const paragraph of toParagraphs(
        page,
        lines.slice(from, to).map(({ line }) => line),
        this.measure,
      ))
        this.addParagraph(paragraph, page)
      from = to
    }
  }

  private addParagraph(paragraph: Paragraph, page: Page): void {
    const { last } = this
    if (last && last.page < page.number && continues(last.paragraph, paragraph, page, this.measure)) {
      const joined = joinParagraphs(last.paragraph, paragraph)
      this.blocks[this.blocks.length - 1] = joined
      this.last = { paragraph: joined, page: page.number }
    } else {
      this.blocks.push(paragraph)
      this.last = { paragraph, page: page.number }
    }
    this.open = null
  }
}

const pageOf = (grid: Grid, row: number): number => grid.rowPages.at(row) ?? 0

/** Oblique text, and large pale text, lies behind the page and is no part of it. */
function withoutWatermarks(page: Page): Page {
  const size = median(page.runs.filter((run) => run.direction === 'right' && !run.faint).map((run) => run.size)) || 12
  const runs = page.runs.filter((run) => {
    if (run.direction === 'oblique') return false
    if (run.faint && run.size > size * 1.5) return false
    return run.size <= size * WATERMARK_SCALE || !crossed(run, page.runs, size)
  })
  return runs.length === page.runs.length ? page : { ...page, runs }
}

function crossed(run: TextRun, all: readonly TextRun[], size: number): boolean {
  const inside = all.filter(
    (other) =>
      other !== run && other.size < size * 1.5 && containsPoint(run.box, centreX(other.box), centreY(other.box)),
  )
  return inside.length >= 3
}

function partPage(page: Page, { tables }: LayoutOptions, banded: boolean): PageParts {
  let lattices: LatticeGrid[] = []
  if (tables !== 'stream') {
    lattices = latticeGrids(page, page.runs).filter(({ runs, grid }) => runs.length > 0 || grid.cells.length >= 5)
    const free = page.runs.filter((run) => !inAny(run, lattices))
    const shaded = (banded ? [] : shadedGrids(page, free)).filter(
      ({ box, runs, grid }) =>
        runs.length >= Math.min(2, grid.rows) && !lattices.some((known) => overlap(known.box, box)),
    )
    lattices = [...lattices, ...shaded].sort((a, b) => a.box.top - b.box.top)
    if (tables === 'auto') lattices = lattices.filter(({ grid }) => !needsStream(grid))
  }
  const rest = page.runs.filter((run) => !inAny(run, lattices))
  return { page, lattices, lines: mendRemarks(toLines(rest)) }
}

const overlap = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.top < b.bottom && b.top < a.bottom

const inAny = (run: TextRun, grids: readonly LatticeGrid[]): boolean =>
  grids.some(({ box }) => containsPoint(box, centreX(run.box), centreY(run.box), 1))

type Stretch = { readonly lattice: LatticeGrid } | { readonly sheets: Sheet[] }

/** Drawn grids, and the lines between them: a stretch of lines goes on over page ends until a grid stands in between. */
function stretches(parts: readonly PageParts[], furniture: ReadonlySet<Line>): Stretch[] {
  const all: Stretch[] = []
  for (const { page, lattices, lines } of parts) {
    const items = [
      ...lattices.map((lattice) => ({ lattice, line: null, y: lattice.box.top })),
      ...lines
        .filter((line) => !furniture.has(line))
        .map((line) => ({ lattice: null, line, y: (line.box.top + line.box.bottom) / 2 })),
    ].sort((a, b) => a.y - b.y)
    for (const { lattice, line } of items) {
      const last = all[all.length - 1]
      if (lattice) all.push({ lattice })
      else if (last && 'sheets' in last && !(page.typewriter && last.sheets[0]?.page !== page)) {
        const sheet = last.sheets[last.sheets.length - 1]
        if (sheet && sheet.page === page) (sheet.lines as Line[]).push(line)
        else last.sheets.push({ page, lines: [line] })
      } else all.push({ sheets: [{ page, lines: [line] }] })
    }
  }
  return all
}

function continues(above: Paragraph, below: Paragraph, page: Page, measure: Measure): boolean {
  if (!above.place || !below.place || !('box' in above.place) || !('box' in below.place) || page.turned) return false
  const [, , right] = above.place.box
  const [left] = below.place.box
  return (
    above.scale === below.scale &&
    right > measure.right - measure.size * 2.2 &&
    left < measure.left + measure.size * 1.3
  )
}

/** A grid of the text that was read from a picture as a whole: figures may be lost there, and no cell is blank for certain. */
function withoutBlanks(grid: Grid, pictured: ReadonlySet<number>): Grid {
  const isPictured = ({ row }: Cell): boolean => pictured.has(grid.rowPages[row] ?? -1)
  if (!grid.rowPages.some((page) => page !== null && pictured.has(page))) return grid
  return {
    ...grid,
    cells: grid.cells.map((cell) =>
      cell.text === '' && isPictured(cell) ? { ...cell, doubts: [...(cell.doubts ?? []), 'adrift' as const] } : cell,
    ),
  }
}
