/** Dashed and dotted rulings, piece by piece: short thin pieces of ink in line, with gaps like those of no print. */

import { type Piece, piecesOfPage } from './ink.js'
import type { Stroke } from './rulings.js'

/** Points: how thin and how long the dashes of a ruling are, and the gaps between them. */
const THIN = 2.4
const LONGEST = 9
const GAP = 4.6
/** Times its width: what is shorter is a dot. */
const DASH = 1.4
/** Fewer dashes are strokes of letters; a ruling is no shorter, in points. */
const FEWEST = 3
const SHORTEST = 14
/** Points between the end of a dashed ruling and the ruling that it ends at: the dash between may touch that one. */
const END = 12
/** Points by which the dashes of one ruling are out of line. */
const ASIDE = 0.8
/** Points: dots of a ruling are nearer to each other and more in line, end nearer to the rulings at both ends; no print has so many. */
const DOT = { gap: 2.4, aside: 0.5, end: 3.5, fewest: 6, shortest: 8 }

/**
 * The rulings of a picture with those that are dashed and were not found as runs: pieces in line, from one known ruling
 * to another, where none is known yet.
 */
export function withDashes(
  known: readonly Stroke[],
  ink: Uint8Array,
  width: number,
  height: number,
  dpi: number,
): Stroke[] {
  const point = dpi / 72
  const pieces = piecesOfPage({ width, height, data: ink })
  const upright = pieces.filter((one) => isDash(one.x1 - one.x0, one.y1 - one.y0, point))
  const level = pieces.filter((one) => isDash(one.y1 - one.y0, one.x1 - one.x0, point))
  const swapped = level.map((one): Piece => ({ ...one, x0: one.y0, x1: one.y1, y0: one.x0, y1: one.x1 }))
  const lines = [
    ...chains(upright, point).map((chain) => ({ chain, axis: 'vertical' as const })),
    ...chains(swapped, point).map((chain) => ({ chain, axis: 'horizontal' as const })),
  ].filter(({ chain, axis }) => !isInRows(chain, axis, known))
  const isFirst = isLong(point)
  const strokesOf = (long: boolean): Stroke[] =>
    lines.flatMap(({ chain, axis }) => (isFirst(chain) === long ? [toStroke(chain, axis)] : []))
  const first = strokesOf(true).flatMap((one) => reaching(one, known, point) ?? [])
  // A dash or two between two rows go on where a ruling is.
  const all = [...known, ...first]
  const rest = strokesOf(false).filter((one) =>
    all.some(
      ({ axis, at, from, to }) =>
        axis === one.axis &&
        Math.abs(at - one.at) <= ASIDE * point &&
        Math.max(from, one.from) - Math.min(to, one.to) <= END * point,
    ),
  )
  return withDots([...all, ...rest.flatMap((one) => reaching(one, all, point) ?? [])], pieces, point)
}

/** The rulings with those of dots that are not among them; some of those end at others. */
function withDots(known: readonly Stroke[], pieces: readonly Piece[], point: number): Stroke[] {
  if (known.length < 2) return [...known]
  const extent = (axis: Stroke['axis']): readonly [number, number] => [
    Math.min(...known.map((one) => (one.axis === axis ? one.from : one.at))),
    Math.max(...known.map((one) => (one.axis === axis ? one.to : one.at))),
  ]
  const [[left, right], [top, bottom]] = [extent('horizontal'), extent('vertical')]
  const small = pieces.filter(
    ({ x0, x1, y0, y1 }) =>
      Math.min(x1 - x0, y1 - y0) <= THIN * point &&
      Math.max(x1 - x0, y1 - y0) <= LONGEST * point &&
      x1 > left &&
      x0 < right &&
      y1 > top &&
      y0 < bottom,
  )
  const swapped = small.map((one): Piece => ({ ...one, x0: one.y0, x1: one.y1, y0: one.x0, y1: one.x1 }))
  const dotted = (all: readonly Piece[], axis: Stroke['axis']): Stroke[] =>
    chains(
      all.filter(({ x0, x1 }) => x1 - x0 <= THIN * point),
      point,
      DOT,
    )
      .filter(
        (chain) =>
          chain.length >= DOT.fewest && lengthOf(chain) >= DOT.shortest * point && !isInRows(chain, axis, known),
      )
      .map((chain) => toStroke(chain, axis))
  let open = [...dotted(small, 'vertical'), ...dotted(swapped, 'horizontal')]
  let all = [...known]
  for (let before = -1; before !== all.length; ) {
    before = all.length
    const found = open.flatMap((one) => reaching(one, all, point, DOT.end) ?? [])
    all = [...all, ...found]
    open = open.filter((one) => !found.some(({ axis, at }) => axis === one.axis && at === one.at))
  }
  return all
}

/** Pieces that are dashes of an upright line, found as a ruling or not: in line, with the gaps of no print. */
export function dashesOf(pieces: readonly Piece[], dpi: number): Set<Piece> {
  const point = dpi / 72
  const dashes = pieces.filter((one) => isDash(one.x1 - one.x0, one.y1 - one.y0, point))
  return new Set(chains(dashes, point).filter(isLong(point)).flat())
}

const isDash = (across: number, along: number, point: number): boolean =>
  across <= THIN * point && along <= LONGEST * point && along >= DASH * across

/** Dashes one below the other. */
function chains(dashes: readonly Piece[], point: number, { gap, aside } = { gap: GAP, aside: ASIDE }): Piece[][] {
  const middle = (one: Piece): number => (one.x0 + one.x1) / 2
  const open: Piece[][] = []
  const done: Piece[][] = []
  for (const dash of [...dashes].sort((a, b) => a.y0 - b.y0)) {
    for (let i = open.length - 1; i >= 0; i--) {
      const last = (open[i] as Piece[]).at(-1) as Piece
      if (dash.y0 - last.y1 > gap * point) done.push(...open.splice(i, 1))
    }
    const own = open.find((chain) => {
      const last = chain.at(-1) as Piece
      return dash.y0 >= last.y1 && Math.abs(middle(dash) - middle(last)) <= aside * point
    })
    if (own) own.push(dash)
    else open.push([dash])
  }
  return [...done, ...open]
}

const isLong =
  (point: number) =>
  (chain: readonly Piece[]): boolean =>
    chain.length >= FEWEST && lengthOf(chain) >= SHORTEST * point

const lengthOf = (chain: readonly Piece[]): number => (chain.at(-1) as Piece).y1 - (chain[0] as Piece).y0

/** Digits of a column, one in each row, have a ruling between them. */
function isInRows(chain: readonly Piece[], axis: Stroke['axis'], known: readonly Stroke[]): boolean {
  const x = ((chain[0] as Piece).x0 + (chain[0] as Piece).x1) / 2
  const crossing = known.filter((one) => one.axis !== axis && one.from <= x && one.to >= x)
  const gaps = chain.slice(1).map((one, i) => [(chain[i] as Piece).y1, one.y0] as const)
  return gaps.filter(([from, to]) => crossing.some(({ at }) => at >= from && at <= to)).length * 2 > gaps.length
}

function toStroke(chain: readonly Piece[], axis: Stroke['axis']): Stroke {
  const first = Math.min(...chain.map((one) => one.x0))
  const end = Math.max(...chain.map((one) => one.x1))
  return {
    axis,
    at: chain.reduce((sum, one) => sum + (one.x0 + one.x1) / 2, 0) / chain.length,
    from: (chain[0] as Piece).y0,
    to: (chain.at(-1) as Piece).y1,
    thickness: Math.max(...chain.map((one) => one.x1 - one.x0)),
    band: [first, end],
    dashed: true,
  }
}

/** A dashed ruling up to the rulings at its ends; null where it ends at none, or is known. */
function reaching(one: Stroke, known: readonly Stroke[], point: number, most = END): Stroke | null {
  const isKnown = known.some(
    (other) =>
      other.axis === one.axis &&
      Math.abs(other.at - one.at) <= 3 * point &&
      Math.min(other.to, one.to) - Math.max(other.from, one.from) > 0.5 * (one.to - one.from),
  )
  if (isKnown) return null
  const crossing = known.filter(
    (other) => other.axis !== one.axis && other.from <= one.at + most * point && other.to >= one.at - most * point,
  )
  const near = (end: number): Stroke | undefined =>
    crossing.find((other) => Math.abs(other.at - end) <= most * point + other.thickness / 2)
  const [first, last] = [near(one.from), near(one.to)]
  if (!first || !last || first === last) return null
  return { ...one, from: Math.min(one.from, Math.round(first.at)), to: Math.max(one.to, Math.round(last.at)) }
}
