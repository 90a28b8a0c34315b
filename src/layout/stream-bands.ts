/** Figures that stand below each other → the bands of the columns. */

import { centreX } from '../geometry/box.js'
import { median } from '../geometry/cluster.js'
import type { Box } from '../types.js'
import type { Chunk } from './chunks.js'
import type { Line } from './lines.js'
import { isUnit } from './units.js'

export interface Row {
  readonly line: Line
  readonly chunks: readonly Chunk[]
  readonly figures: readonly Chunk[]
}

export interface Band {
  x0: number
  x1: number
}

/** Edges and middles of a header and its column differ by no more than this, in points, where they are aligned. */
export const FLUSH = 3
/** Figures that share so much of their width stand below each other, beyond doubt. */
const BELOW = 0.7
/** The nearest column must be more than twice as near as the next one. */
const ADRIFT = 0.45

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
  if (!isInOrder(full)) return bandsByPlace(rows)
  const bands = Array.from({ length: usual }, (_, k): Band => {
    const boxes = full.map((row) => row.figures[k]?.box).filter((box) => box !== undefined)
    return { x0: median(boxes.map((box) => box.x0)), x1: median(boxes.map((box) => box.x1)) }
  })
  return bands.every((band, k) => k === 0 || band.x0 >= (bands[k - 1]?.x1 ?? 0)) ? bands : bandsByPlace(rows)
}

/**
 * Lines with as many figures as each other leave different columns blank where the n-th figure of one stands below another one of the next.
 */
function isInOrder(rows: readonly { readonly figures: readonly Chunk[] }[]): boolean {
  return rows.every(({ figures }, r) =>
    rows
      .slice(r + 1)
      .every((row) =>
        figures.every(({ box }, k) => row.figures.every((other, i) => i === k || !isBelow(box, other.box))),
      ),
  )
}

/** Boxes that share most of the width of the narrower one. */
const isBelow = (a: Box, b: Box): boolean =>
  Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > Math.min(a.x1 - a.x0, b.x1 - b.x0) * BELOW

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

/**
 * A column without figures is seen by its label alone: where every column of figures stands under a word of the header,
 * by an edge or the middle, the words are the columns. Words that stand over several others name groups.
 */
export function withHeaderBands(rows: readonly Row[], bands: readonly Band[]): Band[] {
  const at = rows.findIndex((row) => row.figures.length > 0)
  const labels = Math.max(
    Number.NEGATIVE_INFINITY,
    ...rows
      .slice(Math.max(0, at))
      .map((row) =>
        row.figures.length > 0
          ? (row.chunks
              .filter((chunk) => !chunk.figure && !isUnit(chunk.text) && chunk.box.x1 <= (row.figures[0]?.box.x0 ?? 0))
              .pop()?.box.x1 ?? Number.NEGATIVE_INFINITY)
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
  const homes = bands.map((band) => homeOf(band, columns))
  if (homes.includes(null) || new Set(homes).size < bands.length) return [...bands]
  for (const [i, band] of bands.entries()) {
    const word = homes[i]
    if (word) Object.assign(word, { x0: Math.min(word.x0, band.x0), x1: Math.max(word.x1, band.x1) })
  }
  return columns.every((word, i) => i === 0 || word.x0 >= (columns[i - 1]?.x1 ?? 0)) ? columns : [...bands]
}

/** The word that a column of figures stands under: the one it is aligned with, or the one that is clearly nearer than any other; null where there is none. */
function homeOf(band: Band, words: readonly Band[]): Band | null {
  const under = words.filter((word) => offset(word, band) < FLUSH)
  if (under.length > 0) return under.length === 1 ? (under[0] ?? null) : null
  const gap = (word: Band): number => Math.max(0, word.x0 - band.x1, band.x0 - word.x1)
  const [nearest, next] = [...words].sort((a, b) => gap(a) - gap(b))
  return nearest && next && gap(nearest) <= gap(next) * ADRIFT ? nearest : null
}

/** The column that a header is aligned with, at its right or in its middle, however far it reaches to the left of it. */
export function flush(box: Box, bands: readonly Band[]): number | null {
  const index = bands.findIndex(
    (band) => Math.abs(band.x1 - box.x1) < FLUSH || Math.abs((band.x0 + band.x1) / 2 - centreX(box)) < FLUSH,
  )
  return index < 0 ? null : index
}

/** Columns that a header chunk stands over. */
export function overlapped(box: Box, bands: readonly Band[]): number[] {
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

/** Typed columns keep their place from line to line, at one edge or in the middle, to one letter. */
export function isSteady(rows: readonly Row[], bands: readonly Band[], limits: readonly number[]): boolean {
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

/** How far two are from standing below each other: by an edge or by their middles, whichever is nearest. */
const offset = (a: Band, b: Band): number =>
  Math.min(Math.abs((a.x0 + a.x1) / 2 - (b.x0 + b.x1) / 2), Math.abs(a.x1 - b.x1), Math.abs(a.x0 - b.x0))

/** A figure that is not clearly nearer to one column than to the next is of neither. */
export function adrift(box: Box, bands: readonly Band[]): boolean {
  const distances = bands.map((band) => offset(box, band)).sort((a, b) => a - b)
  const [nearest = 0, next = Number.POSITIVE_INFINITY] = distances
  return bands.length > 1 && nearest > next * ADRIFT
}

/** Labels of narrow columns stand so close that they look like one: each run over a column of its own is one. */
export function splitOverBands(chunk: Chunk, bands: readonly Band[]): Chunk[] {
  if (chunk.figure || chunk.runs.length < 2) return [chunk]
  const homes = chunk.runs.map((run) => overlapped(run.box, bands))
  if (homes.some((home) => home.length !== 1) || new Set(homes.map(([home]) => home)).size < 2) return [chunk]
  return chunk.runs.map((run) => ({ text: run.text, box: run.box, runs: [run], figure: false }))
}

/**
 * Columns that none of the labels in a line above stands over, where more labels than there are columns stand there, and the two next to the column are
 * about as near: which one is its own is not known. A label left of all columns may be that of the rows' labels.
 */
export function besideLabels(labels: readonly Box[], bands: readonly Band[]): Set<number> {
  const doubtful = new Set<number>()
  const [first] = bands
  if (!first || labels.length <= bands.length) return doubtful
  for (const [i, band] of bands.entries()) {
    if (labels.some((box) => offset({ x0: box.x0, x1: box.x1 }, band) < FLUSH || overlapped(box, [band]).length > 0))
      continue
    const gaps = labels.map((box) => Math.max(0, box.x0 - band.x1, band.x0 - box.x1)).sort((a, b) => a - b)
    const [nearest = 0, next = Number.POSITIVE_INFINITY] = gaps
    if (nearest > next * ADRIFT) doubtful.add(i)
  }
  return doubtful
}

/** Columns that two labels of one line come to stand over, one of them for want of a column of its own. */
export function underSeveral(labels: readonly Box[], bands: readonly Band[], limits: readonly number[]): Set<number> {
  const [first] = bands
  const homes = labels.flatMap((box) => {
    if (!first || centreX(box) < first.x0) return []
    const [over] = overlapped(box, bands)
    return [
      over ??
        flush(box, bands) ??
        Math.max(
          0,
          limits.findLastIndex((limit) => centreX(box) >= limit),
        ),
    ]
  })
  return new Set(homes.filter((home, i) => homes.indexOf(home) < i))
}
