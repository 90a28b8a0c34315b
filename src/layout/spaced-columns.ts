/** Columns of a table without lines: where figures stand below each other, and words of the header above nothing. */

import { union } from '../geometry/box.js'
import type { Box } from '../types.js'
import { withHeads } from './spaced-heads.js'
import type { FigureRow, Print, PrintLine } from './spaced-rows.js'

export interface Band {
  x0: number
  x1: number
}

/** A stretch of a line of the header, parted from the next by more than letters are. */
export interface Token {
  readonly box: Box
  /** Which of the lines of the header it stands on. */
  readonly line: number
}

export interface SpacedColumns {
  /** What figures and labels of each column take, from left to right. */
  readonly bands: readonly Band[]
  /** Edges of the columns of figures, one more than there are bands. */
  readonly edges: readonly number[]
  readonly tokens: readonly Token[]
}

/** Ems: characters of a label are no farther apart. */
const LETTERS = 0.3
/** Ems: those of running text, with brackets and marks, are no farther apart. */
const RUNNING = 0.95
/** Ems: labels of columns are wider. */
const LABEL = 1.6
/** Times the distance of two columns: a column without figures is no farther from the next. */
const FARTHER = 1.4
/** Times the distance of two columns: no column is nearer to another. */
const NEARER = 0.6
/** Ems between the labels of two columns, where one column alone has figures. */
const ALONE = 2.5
/** Ems of paper between two columns: digits of one number are nearer, however broken. */
const PAPER = 0.45
/** A column that so few of many rows have is none. */
const RARE = 0.12
const MANY_ROWS = 8

/** The columns of a stretch of rows; null where the figures do not agree where they are. */
export function spacedColumns(
  rows: readonly FigureRow[],
  header: readonly PrintLine[],
  labelRight: number,
  right: number,
  em: number,
): SpacedColumns | null {
  const bands = figureBands(rows, em)
  if (!bands) return null
  const tokens = header.flatMap(({ words }, line) => tokensOf(words, line, em, bands))
  const first = bands[0] as Band
  const all =
    withHeads(bands, tokens, labelRight, em) ?? withBlankColumns(bands, tokens, Math.min(labelRight, first.x0), em)
  const extents = all.map((band): Band => {
    const own = tokens.filter(({ box }) => overlapped(box, all).length === 1 && overlapped(box, all)[0] === band)
    return {
      x0: Math.min(band.x0, ...own.map(({ box }) => box.x0)),
      x1: Math.max(band.x1, ...own.map(({ box }) => box.x1)),
    }
  })
  const edges: number[] = []
  for (let i = 1; i < all.length; i++) {
    const [a, b] = [extents[i - 1] as Band, extents[i] as Band]
    const [c, d] = [all[i - 1] as Band, all[i] as Band]
    edges.push(a.x1 < b.x0 ? (a.x1 + b.x0) / 2 : (c.x1 + d.x0) / 2)
  }
  const [head, tail] = [extents[0] as Band, extents.at(-1) as Band]
  const [low] = edges
  const limit = Math.min(labelRight, head.x0 - 1)
  const before = low === undefined ? (limit + head.x0) / 2 : head.x0 + head.x1 - low
  return {
    bands: all,
    tokens,
    edges: [
      Math.max(limit + Math.min(1, (head.x0 - limit) / 2), Math.min(before, head.x0 - 0.5)),
      ...edges,
      Math.max(tail.x1 + 1, right),
    ],
  }
}

/** Places where figures stand below each other; null where two figures of one row stand in the same place. */
function figureBands(rows: readonly FigureRow[], em: number): Band[] | null {
  const merge = (boxes: readonly Box[]): Band[] => {
    const bands: Band[] = []
    for (const { x0, x1 } of [...boxes].sort((a, b) => a.x0 - b.x0)) {
      const last = bands.at(-1)
      if (last && x0 < last.x1 + PAPER * em) last.x1 = Math.max(last.x1, x1)
      else bands.push({ x0, x1 })
    }
    return bands
  }
  let boxes = rows.flatMap(({ figures }) => figures.map(({ box }) => box))
  let bands = merge(boxes)
  if (rows.length >= MANY_ROWS) {
    const rare = bands.filter(
      (band) => boxes.filter((box) => box.x0 >= band.x0 && box.x1 <= band.x1).length < rows.length * RARE,
    )
    const [left] = bands
    // Numbers of labels that stand apart from them, left of all figures.
    if (left && rare.includes(left) && bands.length > 2) {
      boxes = boxes.filter((box) => box.x0 > left.x1)
      bands = merge(boxes)
    }
  }
  if (bands.length === 0) return null
  const clash = rows.some(({ figures }) =>
    bands.some((band) => {
      const own = figures.map(({ box }) => box).filter((box) => box.x0 >= band.x0 && box.x1 <= band.x1)
      // Pieces of one broken figure stand close to each other, or one above the other.
      return own.some((box, i) => i > 0 && box.x0 - Math.max(...own.slice(0, i).map((one) => one.x1)) > PAPER * em)
    }),
  )
  return clash ? null : bands
}

/** The print of a line in stretches: labels of narrow columns stand as close as the characters around a bracket. */
function tokensOf(words: readonly Print[], line: number, em: number, bands: readonly Band[]): Token[] {
  const pieces = words.flatMap((word) => word.pieces)
  return stretches(pieces, RUNNING * em)
    .flatMap((whole) => {
      const box = union(whole)
      const parts = stretches(whole, LETTERS * em).map(union)
      const apart = parts.every((part) => overlapped(part, bands).length <= 1)
      const equal = parts.length >= 3 && parts.every((part) => part.x1 - part.x0 > LABEL * em)
      return apart && (equal || overlapped(box, bands).length > 1) ? parts : [box]
    })
    .map((box) => ({ box, line }))
}

function stretches(boxes: readonly Box[], gap: number): Box[][] {
  const found: { boxes: Box[]; x1: number }[] = []
  for (const box of [...boxes].sort((a, b) => a.x0 - b.x0)) {
    const last = found.at(-1)
    if (last && box.x0 - last.x1 <= gap) {
      last.boxes.push(box)
      last.x1 = Math.max(last.x1, box.x1)
    } else found.push({ boxes: [box], x1: box.x1 })
  }
  return found.map((one) => one.boxes)
}

const overlapped = (box: Box, bands: readonly Band[]): Band[] =>
  bands.filter((band) => Math.min(band.x1, box.x1) - Math.max(band.x0, box.x0) > 0)

/** Columns without a figure are seen by their labels: the lowest words of the header that stand above no other column. */
function withBlankColumns(bands: readonly Band[], tokens: readonly Token[], labelRight: number, em: number): Band[] {
  const known = bands.map((band) => ({ ...band }))
  const found: Band[] = []
  const first = known[0] as Band
  const middles = known.map((band) => (band.x0 + band.x1) / 2)
  const pitch = middles.length > 1 ? Math.min(...middles.slice(1).map((x, i) => x - (middles[i] as number))) : null
  for (const { box } of [...tokens].sort((a, b) => b.line - a.line)) {
    if (box.x0 <= labelRight || box.x1 - box.x0 < 0.6 * em || overlapped(box, known).length > 0) continue
    // Left of all figures stand words over the labels too: a column is as far away as the columns are from each other.
    const wide = pitch !== null && box.x1 - box.x0 > pitch
    if (box.x1 < first.x0 && (!pitch || wide || first.x0 + first.x1 - box.x0 - box.x1 > 2 * FARTHER * pitch)) continue
    // Words behind a mark stand apart from those before it, but not as far as a column.
    const away = Math.min(...[...known, ...found].map((band) => Math.abs(band.x0 + band.x1 - box.x0 - box.x1) / 2))
    const near = Math.min(...tokens.map((one) => (one.box === box ? Infinity : apartOnLine(one.box, box))))
    if (overlapped(box, found).length === 0 && (pitch ? away < NEARER * pitch : near < ALONE * em)) continue
    const over = overlapped(box, found)
    const [one] = over
    if (!one) found.push({ x0: box.x0, x1: box.x1 })
    // A label of several lines.
    else if (over.length === 1 && box.x1 - box.x0 < 2 * (one.x1 - one.x0)) {
      one.x0 = Math.min(one.x0, box.x0)
      one.x1 = Math.max(one.x1, box.x1)
    }
  }
  return [...known, ...found].sort((a, b) => a.x0 - b.x0)
}

/** How far apart two boxes are that stand on one line. */
function apartOnLine(a: Box, b: Box): number {
  if (Math.min(a.bottom, b.bottom) <= Math.max(a.top, b.top)) return Number.POSITIVE_INFINITY
  return Math.max(a.x0, b.x0) - Math.min(a.x1, b.x1)
}
