/** Pages whose text runs up or down are turned, so that everything behind reads left to right. */

import type { Box, Direction, Page, Ruling, TextRun } from '../types.js'

const QUARTERS: Record<Exclude<Direction, 'oblique'>, 0 | 90 | 180 | 270> = { right: 0, up: 90, left: 180, down: 270 }

/**
 * Turn the page clockwise by quarter turns so that most of its glyphs advance to the right. Vertical writing does not
 * count: its glyphs stand upright. Returns the same page where nothing is to be done.
 */
export function upright(page: Page): Page {
  const weight = { right: 0, down: 0, left: 0, up: 0 }
  for (const run of page.runs)
    if (run.direction !== 'oblique' && !run.vertical) weight[run.direction] += run.text.length
  const total = weight.right + weight.down + weight.left + weight.up
  const main = (Object.keys(weight) as (keyof typeof weight)[]).reduce(
    (a, b) => (weight[b] > weight[a] ? b : a),
    'right',
  )
  const turn = QUARTERS[main]
  if (turn === 0 || weight[main] < total * 0.6) return page
  const box = (b: Box): Box => turnBox(b, page, turn)
  const ruling = (r: Ruling): Ruling => {
    const b = box(
      r.axis === 'horizontal'
        ? { x0: r.from, x1: r.to, top: r.at, bottom: r.at }
        : { x0: r.at, x1: r.at, top: r.from, bottom: r.to },
    )
    const swap = turn !== 180
    const axis = swap ? (r.axis === 'horizontal' ? 'vertical' : 'horizontal') : r.axis
    return axis === 'horizontal'
      ? { axis, at: b.top, from: b.x0, to: b.x1, width: r.width }
      : { axis, at: b.x0, from: b.top, to: b.bottom, width: r.width }
  }
  return {
    number: page.number,
    width: turn === 180 ? page.width : page.height,
    height: turn === 180 ? page.height : page.width,
    runs: page.runs.map((run) => turnRun(run, box(run.box), turn)),
    rulings: page.rulings.map(ruling),
    edges: page.edges.map(ruling),
    images: page.images.map(box),
    turned: turn,
  }
}

function turnRun(run: TextRun, box: Box, turn: 90 | 180 | 270): TextRun {
  const order: Direction[] = ['right', 'down', 'left', 'up']
  const direction: Direction =
    run.direction === 'oblique' ? 'oblique' : (order[(order.indexOf(run.direction) + turn / 90) % 4] ?? 'right')
  const { stops: _stops, chars: _chars, vertical: _vertical, ...rest } = run
  const chars = run.chars ?? []
  if (direction !== 'right' || !run.stops) return { ...rest, direction, box }
  // The glyphs keep their advances; only the side they start from is another.
  const first = run.stops[0] ?? 0
  return { ...rest, direction, box, chars, stops: run.stops.map((stop) => box.x0 + Math.abs(stop - first)) }
}

/** The box after a clockwise turn of the page. */
export function turnBox(box: Box, page: { width: number; height: number }, turn: 0 | 90 | 180 | 270): Box {
  const { width: w, height: h } = page
  if (turn === 90) return { x0: h - box.bottom, x1: h - box.top, top: box.x0, bottom: box.x1 }
  if (turn === 180) return { x0: w - box.x1, x1: w - box.x0, top: h - box.bottom, bottom: h - box.top }
  if (turn === 270) return { x0: box.top, x1: box.bottom, top: w - box.x1, bottom: w - box.x0 }
  return box
}

/** Where a box of a turned or levelled page stands on the page as it is displayed. */
export function displayedBox(box: Box, page: Page): Box {
  const leaning = page.lean ? leaningBox(box, page, page.lean) : box
  const askew = page.tilt ? tiltedBox(leaning, page, -page.tilt) : leaning
  if (!page.turned) return askew
  return turnBox(askew, page, ((360 - page.turned) % 360) as 0 | 90 | 180 | 270)
}

/** The box around a box of straight lines, where they lean. */
function leaningBox({ x0, x1, top, bottom }: Box, { width, height }: Page, lean: NonNullable<Page['lean']>): Box {
  const corners = [x0, x1].flatMap((cornerX) =>
    [top, bottom].map((cornerY) => {
      const [x, y] = [cornerX - width / 2, cornerY - height / 2]
      return {
        x: cornerX + (lean.upright.mean + lean.upright.change * x) * y,
        y: cornerY + (lean.level.mean + lean.level.change * y) * x,
      }
    }),
  )
  return around(corners, width, height)
}

function around(corners: readonly { readonly x: number; readonly y: number }[], width: number, height: number): Box {
  const xs = corners.map(({ x }) => Math.max(0, Math.min(width, x)))
  const ys = corners.map(({ y }) => Math.max(0, Math.min(height, y)))
  return { x0: Math.min(...xs), x1: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}

/** The box around a box that is turned clockwise about the middle of the page; no larger than the page. */
function tiltedBox(box: Box, { width, height }: Page, angle: number): Box {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const corners = [box.x0, box.x1].flatMap((x) =>
    [box.top, box.bottom].map((y) => ({
      x: cos * (x - width / 2) - sin * (y - height / 2) + width / 2,
      y: sin * (x - width / 2) + cos * (y - height / 2) + height / 2,
    })),
  )
  return around(corners, width, height)
}
