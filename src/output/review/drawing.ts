/** The trace of a reading → what the review site needs to draw the input: its pages, or its text and tables. */

import type { Block, Cell, Grid, Page } from '../../types.js'

/** What is drawn of; structurally the trace of `readReport`. */
export interface DrawnTrace {
  readonly pages: readonly Page[]
  readonly blocks: readonly Block[]
  readonly tables: readonly { readonly cells: readonly { readonly cells: readonly Cell[] }[] }[]
}

/** Numbers in points with one decimal; a page that was turned to be read is drawn as it was read. */
export interface DrawnPage {
  readonly n: number
  readonly w: number
  readonly h: number
  /** Clockwise quarter turns: places in the report are those of the page before them. */
  readonly t?: 90 | 180 | 270
  /** x0, top, x1, bottom, size, text, and 1 for vertical writing. */
  readonly r: readonly (readonly (string | number)[])[]
  /** Rulings: x1, y1, x2, y2. */
  readonly l: readonly (readonly number[])[]
  /** Pictures: x0, top, x1, bottom. */
  readonly i: readonly (readonly number[])[]
  /** A picture of the whole page, by its name beside the drawing; text and lines then stand in it. */
  readonly p?: string
  /** Cells: left and top of the text's place, then the box of the cell, on the page before it was turned. */
  readonly f: readonly (readonly number[])[]
}

/** A paragraph, or a grid: rows, columns, and cells with row, column, spans, text, line and offset of the place. */
export type DrawnBlock =
  | string
  | { readonly rows: number; readonly cols: number; readonly cells: readonly (readonly (string | number)[])[] }

export interface Drawing {
  readonly pages: readonly DrawnPage[]
  readonly blocks: readonly DrawnBlock[]
  /** Pages or blocks that were left out. */
  readonly more: number
}

const n = (value: number): number => Math.round(value * 10) / 10

/** Blocks of an input without pages that are drawn. */
const MOST_BLOCKS = 2_000
/** Runs of a page that are drawn: a page of a report has some thousands. */
const MOST_RUNS = 20_000

export function drawingOf(trace: DrawnTrace, mostPages: number): Drawing {
  if (trace.pages.length === 0)
    return {
      pages: [],
      blocks: trace.blocks.slice(0, MOST_BLOCKS).map(drawBlock),
      more: Math.max(0, trace.blocks.length - MOST_BLOCKS),
    }
  const frames = framesOf(trace)
  // Pages with figures first, so that no limit takes them.
  const kept = new Set(
    [...trace.pages]
      .sort((a, b) => Number(frames.has(b.number)) - Number(frames.has(a.number)) || a.number - b.number)
      .slice(0, mostPages),
  )
  return {
    pages: trace.pages.filter((page) => kept.has(page)).map((page) => drawPage(page, frames.get(page.number) ?? [])),
    blocks: [],
    more: trace.pages.length - kept.size,
  }
}

/** True for a page that is itself a picture: what is drawn of its text would be what was read, not what is printed. */
export const isPicture = ({ w, h, i }: DrawnPage): boolean =>
  i.some(([x0 = 0, top = 0, x1 = 0, bottom = 0]) => (x1 - x0) * (bottom - top) > (w * h) / 2)

function framesOf({ tables }: DrawnTrace): Map<number, number[][]> {
  const frames = new Map<number, number[][]>()
  for (const { cells } of tables) {
    for (const cell of cells.flatMap((one) => one.cells)) {
      if (!cell.frame || !cell.place || !('page' in cell.place)) continue
      const { page, box } = cell.place
      const own = frames.get(page) ?? []
      own.push([box[0], box[1], ...cell.frame].map(n))
      frames.set(page, own)
    }
  }
  return frames
}

function drawPage(page: Page, frames: readonly number[][]): DrawnPage {
  return {
    n: page.number,
    w: n(page.width),
    h: n(page.height),
    ...(page.turned ? { t: page.turned } : {}),
    r: page.runs
      .filter(({ text }) => text.trim() !== '')
      .slice(0, MOST_RUNS)
      .map(({ box, size, text, vertical }) => [
        n(box.x0),
        n(box.top),
        n(box.x1),
        n(box.bottom),
        n(size),
        text,
        ...(vertical ? [1] : []),
      ]),
    l: page.rulings
      .slice(0, MOST_RUNS)
      .map(({ axis, at, from, to }) => (axis === 'horizontal' ? [from, at, to, at] : [at, from, at, to]).map(n)),
    i: page.images.slice(0, 200).map(({ x0, top, x1, bottom }) => [x0, top, x1, bottom].map(n)),
    f: frames,
  }
}

const drawBlock = (block: Block): DrawnBlock => (block.kind === 'paragraph' ? block.text : drawGrid(block))

const drawGrid = ({ rows, cols, cells }: Grid): DrawnBlock => ({
  rows,
  cols,
  cells: cells.map(({ row, col, rowSpan, colSpan, text, place }) => [
    row,
    col,
    rowSpan,
    colSpan,
    text,
    ...(place && 'line' in place ? [place.line, place.offset] : []),
  ]),
})

/** The same text as JSON.stringify makes of a drawing, in less time: most of it is numbers with one decimal. */
export function drawingJson({ pages, blocks, more }: Drawing): string {
  return `{"pages":[${pages.map(pageJson).join(',')}],"blocks":${JSON.stringify(blocks)},"more":${more}}`
}

function pageJson({ n: number, w, h, t, r, l, i, p, f }: DrawnPage): string {
  const turned = t === undefined ? '' : `,"t":${t}`
  const picture = p === undefined ? '' : `,"p":${JSON.stringify(p)}`
  return `{"n":${number},"w":${decimal(w)},"h":${decimal(h)}${turned},"r":${listJson(r)},"l":${listJson(l)},"i":${listJson(i)}${picture},"f":${listJson(f)}}`
}

const listJson = (rows: readonly (readonly (string | number)[])[]): string =>
  `[${rows.map((row) => `[${row.map((one) => (typeof one === 'number' ? decimal(one) : quoted(one))).join(',')}]`).join(',')}]`

/** What JSON writes otherwise than it is, and halves of pairs, of which some are. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/

const quoted = (text: string): string => (ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`)

/** Of tenths: those of a page come again and again. */
const known: string[] = []
const MOST_KNOWN = 1 << 14

/** Of a number with one decimal at most. */
function decimal(value: number): string {
  const tenths = Math.round(value * 10)
  if (!(tenths >= 0 && tenths < MOST_KNOWN)) return spelled(tenths, value)
  const text = known[tenths] ?? spelled(tenths, value)
  known[tenths] = text
  return text
}

function spelled(tenths: number, value: number): string {
  // Beyond whole numbers of 31 bits, and for what is no number, the slow way.
  if (!(Math.abs(tenths) < 2 ** 30)) return JSON.stringify(value)
  const size = Math.abs(tenths)
  const whole = (size / 10) | 0
  const rest = size - whole * 10
  return `${tenths < 0 ? '-' : ''}${whole}${rest === 0 ? '' : `.${rest}`}`
}
