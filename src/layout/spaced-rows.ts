/** Rows of a table without lines: which lines of labels belong to which line of figures. */

import { centreX, centreY, union } from '../geometry/box.js'
import { clusterNumbers, median } from '../geometry/cluster.js'
import type { Box } from '../types.js'

/** Print of which no line says where its cells are: what stands on one line without a gap. */
export interface Print {
  readonly box: Box
  readonly pieces: readonly Box[]
  /** It looks like a figure. */
  readonly figure: boolean
}

/** Words on one line. */
export interface PrintLine {
  readonly box: Box
  readonly words: readonly Print[]
}

/** Figures on one line. */
export interface FigureRow {
  readonly y: number
  readonly figures: readonly Print[]
}

/** Times their height: middles of words of one line differ by no more. */
const LEVEL = 0.4

/** Words in lines, by their middles. */
export function linesOfPrint(words: readonly Print[]): PrintLine[] {
  const lines: Print[][] = []
  for (const word of [...words].sort((a, b) => centreY(a.box) - centreY(b.box))) {
    const last = lines.at(-1)
    const middle = last ? median(last.map(({ box }) => centreY(box))) : 0
    const height = last ? median(last.map(({ box }) => box.bottom - box.top)) : 0
    const own = word.box.bottom - word.box.top
    if (last && centreY(word.box) - middle <= LEVEL * Math.max(height, own, 3)) last.push(word)
    else lines.push([word])
  }
  return withFragments(lines.map((own) => ({ box: union(own.map(({ box }) => box)), words: own }))).map((line) => ({
    box: line.box,
    words: [...line.words].sort((a, b) => a.box.x0 - b.box.x0),
  }))
}

/** Share of the height of a line below which something within it is a piece of it: a stroke of a broken digit. */
const FRAGMENT = 0.5

function withFragments(lines: readonly PrintLine[]): PrintLine[] {
  const whole: PrintLine[] = []
  for (const line of lines) {
    const last = whole.at(-1)
    const within = (small: Box, large: Box): boolean =>
      small.bottom - small.top < FRAGMENT * (large.bottom - large.top) &&
      centreY(small) > large.top &&
      centreY(small) < large.bottom
    if (last && (within(line.box, last.box) || within(last.box, line.box)))
      whole[whole.length - 1] = { box: union([last.box, line.box]), words: [...last.words, ...line.words] }
    else whole.push(line)
  }
  return whole
}

/** Columns of the labels of a table, left of its figures. */
export interface LabelColumns {
  /** Where the labels of rows begin. */
  readonly leaf: number
  /** Edges between columns of labels, from left to right. */
  readonly edges: readonly number[]
  /** Words that name groups of rows: they are of no row. */
  readonly groups: readonly Print[]
}

/** Points by which the left edges of labels in one column differ. */
const ALIGNED = 3
/** Share of the rows whose labels begin at the same edge. */
const MOST = 0.35

/** Where the labels of rows begin that stand below each other, by their left edges or by their middles; null where they do neither. */
function leafOf(beside: readonly Box[], rows: number): number | null {
  for (const place of [({ x0 }: Box) => x0, centreX]) {
    const clusters = clusterNumbers(beside.map(place), ALIGNED)
    const main = clusters.reduce<number[]>((a, b) => (b.length > a.length ? b : a), [])
    if (main.length >= Math.max(3, rows * MOST))
      return Math.min(...beside.filter((box) => main.includes(place(box))).map(({ x0 }) => x0))
  }
  return null
}

/** What stands left of the figures, in columns: a text down the side, groups, labels. */
export function labelColumns(labels: readonly Print[], rows: readonly FigureRow[], em: number): LabelColumns {
  const beside = rows.flatMap(({ y }) => {
    const near = labels.filter(({ box }) => box.top < y + em && box.bottom > y - em)
    const right = near.reduce<Print | null>((a, b) => (a && a.box.x1 >= b.box.x1 ? a : b), null)
    return right ? [right.box] : []
  })
  const leaf = leafOf(beside, rows.length) ?? Math.min(...labels.map(({ box }) => box.x0))
  const isLeaf = ({ box }: Print): boolean => box.x1 > leaf + ALIGNED / 2
  // Beside figures that have no other label it is the label of their row: （七）总计.
  const isOwn = ({ box }: Print): boolean =>
    rows.some(
      ({ y }) =>
        Math.abs(centreY(box) - y) < LEVEL * em &&
        !labels.some((one) => isLeaf(one) && one.box.top < y + em && one.box.bottom > y - em),
    )
  const groups = labels.filter((word) => !isLeaf(word) && !isOwn(word))
  if (groups.length === 0) return { leaf, edges: [], groups }
  const wide = groups.filter(({ box }) => box.x1 - box.x0 > 1.4 * em)
  const inner = wide.length > 0 ? Math.min(...wide.map(({ box }) => box.x0)) : null
  const side = inner === null ? [] : groups.filter(({ box }) => box.x1 < inner)
  const before = (x: number): number => {
    const ends = groups.filter(({ box }) => box.x1 <= x + ALIGNED / 2).map(({ box }) => box.x1)
    return Math.max(x - em * 0.4, (Math.max(x - em, ...ends) + x) / 2)
  }
  return { leaf, edges: [...(inner !== null && side.length > 0 ? [before(inner)] : []), before(leaf)], groups }
}

/** A row: a line of figures, or none where all its cells are blank, and the lines of its label. */
export interface SpacedRow {
  readonly figures: FigureRow | null
  readonly lines: readonly PrintLine[]
  readonly top: number
  readonly bottom: number
}

/** Costs, in heights of a line: of a label without figures, of figures without a label, of a gap within a label. */
const NO_FIGURES = 0.8
const NO_LABEL = 2
const GAP = 4
/** With fewer rows of figures than this, lines of one label are no farther apart than so many ems. */
const FEW_ROWS = 3
const CLOSE = 0.5
/** Lines of one label are no more than this. */
const MOST_LINES = 6

/**
 * Lines of labels and lines of figures → rows, by the cheapest way to cut the labels into stretches: a label stands beside
 * its figures with its middle or with its first line, and its lines are nearer to each other than those of two labels.
 */
export function spacedRows(labels: readonly PrintLine[], figures: readonly FigureRow[], em: number): SpacedRow[] {
  const middle = cutLabels(labels, figures, em, (lines) => {
    const box = union(lines.map((line) => line.box))
    return centreY(box)
  })
  const first = cutLabels(labels, figures, em, (lines) => centreY((lines[0] as PrintLine).box))
  return (middle.cost <= first.cost ? middle : first).rows
}

function cutLabels(
  labels: readonly PrintLine[],
  figures: readonly FigureRow[],
  em: number,
  anchor: (lines: readonly PrintLine[]) => number,
): { cost: number; rows: SpacedRow[] } {
  const gaps = labels.slice(1).map((line, i) => line.box.top - (labels[i] as PrintLine).box.bottom)
  // Few gaps may all be gaps between rows.
  const loosest = figures.length < FEW_ROWS ? CLOSE * em : em
  const leading = Math.max(0.15 * em, Math.min(...gaps.filter((gap) => gap > 0), loosest))
  const within = (from: number, to: number): number => {
    let sum = 0
    for (let i = from; i + 1 < to; i++) sum += (GAP * Math.max(0, (gaps[i] ?? 0) - leading)) / em
    return sum
  }
  // A row begins where lines lie farther apart than those of a label.
  const [n, m] = [labels.length, figures.length]
  const best = Array.from({ length: n + 1 }, () => new Float64Array(m + 1).fill(Number.POSITIVE_INFINITY))
  const step = Array.from({ length: n + 1 }, () => new Int16Array(m + 1))
  ;(best[0] as Float64Array)[0] = 0
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const now = best[i]?.[j] ?? Number.POSITIVE_INFINITY
      if (!Number.isFinite(now)) continue
      const take = (lines: number, row: number, cost: number): void => {
        const to = best[i + lines] as Float64Array
        if (now + cost >= (to[j + row] as number)) return
        to[j + row] = now + cost
        ;(step[i + lines] as Int16Array)[j + row] = lines * 2 + row
      }
      if (j < m) take(0, 1, NO_LABEL)
      for (let k = 1; k <= Math.min(MOST_LINES, n - i); k++) {
        const lines = labels.slice(i, i + k)
        const loose = within(i, i + k)
        take(k, 0, NO_FIGURES + loose)
        const row = figures[j]
        if (row) take(k, 1, Math.abs(anchor(lines) - row.y) / em + loose)
      }
    }
  }
  const rows: SpacedRow[] = []
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const code = step[i]?.[j] ?? 0
    const [k, row] = [code >> 1, code & 1]
    if (code === 0) break
    const lines = labels.slice(i - k, i)
    const own = row === 1 ? (figures[j - 1] ?? null) : null
    const boxes = [...lines.map(({ box }) => box), ...(own?.figures.map(({ box }) => box) ?? [])]
    const box = union(boxes)
    rows.unshift({ figures: own, lines, top: box.top, bottom: box.bottom })
    i -= k
    j -= row
  }
  return { cost: best[n]?.[m] ?? Number.POSITIVE_INFINITY, rows }
}
