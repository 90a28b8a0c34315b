/** Lines of a table without lines → its rows: which labels belong to which figures. */

import { centreX, meets, union } from '../geometry/box.js'
import { clusterNumbers, median } from '../geometry/cluster.js'
import { squeeze } from '../text/normalize.js'
import { splitOrdinal } from '../text/ordinal.js'
import type { Chunk } from './chunks.js'
import { lineText } from './lines.js'
import { type Band, flush, type Row } from './stream-bands.js'
import { isUnit } from './units.js'
import { type Rule, rulingBetween } from './whole-rules.js'

/** Labels set one character a line, far left: 三、本年度办理结果. Their characters belong to no row. */
export function strayVertical(rows: readonly Row[], first: Band): Set<Chunk> {
  const singles = rows.flatMap((row) =>
    row.chunks.filter((chunk) => squeeze(chunk.text).length === 1 && !chunk.figure && chunk.box.x1 < first.x0),
  )
  const stray = new Set<Chunk>()
  const longer = rows.flatMap((row) =>
    row.chunks.filter((chunk) => squeeze(chunk.text).length > 1 && !chunk.figure && chunk.box.x1 < first.x0),
  )
  for (const chunk of singles) {
    const below = (other: Chunk): boolean => Math.abs(other.box.x0 - chunk.box.x0) < 3
    const count = singles.filter(below).length
    // Among labels that begin at the same place they are the last characters of wrapped ones.
    if (count >= 3 && count > longer.filter(below).length) stray.add(chunk)
  }
  return stray
}

/** Left edge of the labels next to the figures, where most rows share one. */
export function labelColumn(rows: readonly Row[], first: Band): number | null {
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
export function splitAt(chunk: Chunk, leaf: number): Chunk[] {
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
export function groupOnly(rows: readonly Row[], leaf: number): Chunk[] {
  return rows
    .filter((row) => row.figures.length === 0)
    .flatMap((row) => row.chunks.filter((chunk) => chunk.box.x0 < leaf - row.line.size && chunk.box.x1 <= leaf + 1))
}

/**
 * Lines → rows, by the cheapest way to cut the lines into rows. A row wants one line with figures, beside the middle of
 * its label; a number in front of a label begins a row.
 */
export function groupRows(
  rules: readonly Rule[],
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
  const ruled = body.map((row, i) => i > 0 && rulingBetween(rules, body[i - 1]?.line.box ?? row.line.box, row.line.box))
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
  const anyUnit = body.some(({ chunks }) => chunks.some(({ text }) => isUnit(text)))
  // Units that had no room beside their figures, below them, and at most the end of a label.
  const isUnits = (i: number): boolean =>
    body[i]?.chunks.every(({ text, box }) => isUnit(text) || centreX(box) < left) ?? false
  // All lines between two rules, with one numbered label at most and no two figures below each other: some are wrapped, as 9733 over 件.
  const isStrip = (from: number, to: number): boolean => {
    if (!manyRuled || !ruled[from] || (to < body.length && !ruled[to])) return false
    for (let i = from + 1; i < to; i++) if (ruled[i]) return false
    const own = body.slice(from, to)
    if (own.some((_, i) => headers[from + i] && !isUnits(from + i))) return false
    if (own.filter((_, i) => ordinals[from + i] && !weak[from + i]).length > 1) return false
    return !own.some(({ figures }, i) =>
      figures.some(({ box }) => own.slice(i + 1).some((below) => below.figures.some((one) => meets(box, one.box)))),
    )
  }
  const costAt =
    (stand: number) =>
    (from: number, to: number): number => {
      if (to - from > 1 && isStrip(from, to)) return 0
      const wrapped = anyUnit && to - from > 1 ? wrappedIn(body.slice(from, to)) : NONE
      let sum = 0
      let figures = 0
      if (to - from > 1) for (let i = from; i < to; i++) if (headers[i] && !(wrapped.size > 0 && isUnits(i))) sum += 8
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
          if (ordinals[i] && !weak[i] && wrapped.size < i - from) sum += 6
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
      if (figures > 1) sum += 10 * (figures - 1 - Math.min(figures - 1, wrapped.size))
      if (figures === 0 && !headers[from]) sum += ordinals[from] ? 1.5 : 4
      if (figures > 0 && anyOrdinal && !ordinals[from] && labelYs.length > 0) sum += 0.5
      const top = labelYs[0]
      const bottom = labelYs[labelYs.length - 1]
      if (figures === 1 && top !== undefined && bottom !== undefined)
        sum += Math.abs(top + (bottom - top) * stand - figureY) / pitch
      if (figures === 1 && labelYs.length === 0) sum += 2
      return sum + Math.max(0, to - from - 4) * 3
    }
  const middle = cheapest(body.length, costAt(MIDDLE))
  const others = middle.total > CLEARLY ? ENDS.map((stand) => cheapest(body.length, costAt(stand))) : []
  const clear = others.filter(({ total }) => total < middle.total - CLEARLY).sort((a, b) => a.total - b.total)
  const { cuts } = clear[0] ?? middle
  return cuts.map((from, i) => body.slice(from, cuts[i + 1] ?? body.length))
}

const NONE: ReadonlySet<number> = new Set()

/** Lines of a row that hold nothing but figures whose units had no room and stand below them, in columns that the other figures leave blank. */
function wrappedIn(rows: readonly Row[]): ReadonlySet<number> {
  const wrapped = new Set<number>()
  if (!rows.slice(1).some(({ chunks }) => chunks.some(({ text }) => isUnit(text)))) return wrapped
  const isBlankElsewhere = ({ box }: Chunk, at: number): boolean =>
    !rows.some((row, i) => i !== at && row.figures.some((other) => meets(box, other.box)))
  const hasUnit = ({ text, box }: Chunk, at: number): boolean =>
    /[\d０-９]$/.test(text) &&
    rows.slice(at + 1).some((row) => row.chunks.some((chunk) => isUnit(chunk.text) && meets(box, chunk.box)))
  for (const [at, { figures }] of rows.entries())
    if (figures.length > 0 && figures.every((figure) => hasUnit(figure, at) && isBlankElsewhere(figure, at)))
      wrapped.add(at)
  return wrapped
}

/** Where the figures of a table stand beside labels of several lines: at the middle, as a rule; at the last line, as in spreadsheets, or at the first. */
const MIDDLE = 0.5
const ENDS = [1, 0]
/** So much cheaper, in lines, is another place than the middle where it is the one. */
const CLEARLY = 1
/** So many lines are a row at most. */
const MOST_LINES = 7

/** The cheapest way to cut lines into rows: where each begins. */
function cheapest(lines: number, cost: (from: number, to: number) => number): { total: number; cuts: number[] } {
  const best: number[] = [0]
  const cut: number[] = [0]
  for (let to = 1; to <= lines; to++) {
    best[to] = Number.POSITIVE_INFINITY
    for (let from = Math.max(0, to - MOST_LINES); from < to; from++) {
      const total = (best[from] ?? 0) + cost(from, to)
      if (total < (best[to] ?? 0)) {
        best[to] = total
        cut[to] = from
      }
    }
  }
  const cuts: number[] = []
  for (let to = lines; to > 0; to = cut[to] ?? 0) cuts.unshift(cut[to] ?? 0)
  return { total: best[lines] ?? 0, cuts }
}

/** The label next to the figures: the last chunk before them. */
export function labelChunk(row: Row, bands: readonly Band[], stray: ReadonlySet<Chunk>): Chunk | null {
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
