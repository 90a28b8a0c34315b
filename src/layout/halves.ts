/** Two pages on one: a booklet printed on sheets of double width is read half by half. */

import { centreX } from '../geometry/box.js'
import { median } from '../geometry/cluster.js'
import { looksLikeFigure } from '../text/figures.js'
import { isHan } from '../text/normalize.js'
import type { Page, Ruling, TextRun } from '../types.js'
import { toLines } from './lines.js'

/** A page, or a half of one, moved to the left by `shift`, so that it is where the other half is. */
export interface Half {
  readonly page: Page
  readonly shift: number
}

/** Sheets are this much wider than high. */
const WIDE = 1.2
/** The gutter lies in the middle part of the sheet; it is wider than so many characters. */
const MIDDLE = 0.35
const GUTTER = 1.2
/** Running heads and page numbers may stand across the gutter. */
const MARGIN = 0.08
/** So many lines begin at the left margin of each half, with so many Chinese characters. */
const LINES = 4
const CHARACTERS = 4
/** Of the lines on the right no larger share begins with a figure: where they do, the gutter parts labels from their figures. */
const FIGURES = 0.3

/** All pages of a document, those that have halves as these. Where one has, others of its width have too, however little stands in them. */
export function halvesOf(pages: readonly Page[]): readonly Half[] {
  const gutters = pages.map((page) => (isSheet(page) ? sureGutter(page) : null))
  return pages.flatMap((page, i): readonly Half[] => {
    const own = gutters[i] ?? null
    const like = pages.findIndex(
      (other, k) => isSheet(page) && (gutters[k] ?? null) !== null && other.width === page.width,
    )
    const at = own ?? (like < 0 ? null : freeAt(page, gutters[like] ?? 0))
    return at === null ? [{ page, shift: 0 }] : cutAt(page, at)
  })
}

const isSheet = (page: Page): boolean =>
  !page.turned && !page.tilt && page.width >= page.height * WIDE && page.runs.length > 0

/** Where a page has its gutter, if what stands on both sides of it reads like a page. */
function sureGutter(page: Page): number | null {
  const at = gutterOf(page)
  if (at === null) return null
  const inner = { ...page, runs: page.runs.filter((run) => !isInMargin(run, page)) }
  return sides(inner, at).every(isColumn) ? at : null
}

/** The same place where nothing crosses it; null elsewhere. */
function freeAt(page: Page, at: number): number | null {
  const crossed = inkOf(page).some(([from, to]) => from < at && to > at)
  return crossed || sides(page, at).some((runs) => runs.length === 0) ? null : at
}

const isInMargin = ({ box }: TextRun, { height }: Page): boolean =>
  box.bottom <= height * MARGIN || box.top >= height * (1 - MARGIN)

const sides = ({ runs }: Page, at: number): [left: TextRun[], right: TextRun[]] => [
  runs.filter((run) => centreX(run.box) < at),
  runs.filter((run) => centreX(run.box) >= at),
]

function cutAt(page: Page, at: number): readonly Half[] {
  const [left, right] = sides(page, at)
  // As far as the paper goes: the margins of both halves are alike.
  const shift = page.width / 2
  const isLeft = (ruling: Ruling): boolean =>
    (ruling.axis === 'vertical' ? ruling.at : (ruling.from + ruling.to) / 2) < at
  const [rulings, edges] = [page.rulings, page.edges]
  return [
    {
      page: { ...page, width: at, runs: left, rulings: rulings.filter(isLeft), edges: edges.filter(isLeft) },
      shift: 0,
    },
    {
      page: {
        ...page,
        width: page.width - shift,
        runs: right.map((run) => movedRun(run, shift)),
        rulings: rulings.filter((one) => !isLeft(one)).map((one) => movedRuling(one, shift)),
        edges: edges.filter((one) => !isLeft(one)).map((one) => movedRuling(one, shift)),
        images: page.images.map((box) => ({ ...box, x0: box.x0 - shift, x1: box.x1 - shift })),
      },
      shift,
    },
  ]
}

/** The middle of the widest strip in the middle of the sheet that no text and no level line crosses; null where there is none. */
function gutterOf(page: Page): number | null {
  const { width, runs } = page
  const inked = inkOf(page).sort((a, b) => a[0] - b[0])
  let end = width * MIDDLE
  let best = { width: 0, at: 0 }
  for (const [from, to] of [...inked, [width * (1 - MIDDLE), width] as const]) {
    const edge = Math.min(from, width * (1 - MIDDLE))
    if (edge - end > best.width) best = { width: edge - end, at: (end + edge) / 2 }
    end = Math.max(end, to)
  }
  return best.width >= GUTTER * median(runs.map(({ size }) => size)) ? best.at : null
}

/** From where to where text and level lines reach, but for what stands in the margins. */
const inkOf = (page: Page): (readonly [from: number, to: number])[] => [
  ...page.runs.filter((run) => !isInMargin(run, page)).map(({ box }) => [box.x0, box.x1] as const),
  ...page.rulings.filter(({ axis }) => axis === 'horizontal').map(({ from, to }) => [from, to] as const),
]

/** Lines that begin at one margin, as those of a page do. */
function isColumn(runs: readonly TextRun[]): boolean {
  const lines = toLines(runs)
  const margin = Math.min(...lines.map(({ box }) => box.x0))
  const begins = lines.filter(
    ({ box, size, text }) => box.x0 - margin < size * 3 && [...text].filter(isHan).length >= CHARACTERS,
  )
  const figures = lines.filter(({ runs: [first] }) => first && looksLikeFigure(first.text))
  return begins.length >= LINES && figures.length <= lines.length * FIGURES
}

const movedRun = (run: TextRun, shift: number): TextRun => ({
  ...run,
  box: { ...run.box, x0: run.box.x0 - shift, x1: run.box.x1 - shift },
  ...(run.stops && !run.vertical ? { stops: run.stops.map((stop) => stop - shift) } : {}),
})

const movedRuling = (ruling: Ruling, shift: number): Ruling =>
  ruling.axis === 'vertical'
    ? { ...ruling, at: ruling.at - shift }
    : { ...ruling, from: ruling.from - shift, to: ruling.to - shift }
