/** Rules across a table without columns of lines: what they part. */

import { median } from '../geometry/cluster.js'
import type { Box, Ruling } from '../types.js'
import type { Line } from './lines.js'

/** Pieces of a rule, drawn cell by cell, may be so far from each other, in points, along it and across. */
const PIECE_GAP = 2
const PIECE_STEP = 0.75

export interface Rule extends Ruling {
  /** Where one of its pieces ends and the next begins. */
  readonly cuts: readonly number[]
}

/** Horizontal rulings, those that are pieces of one rule put together. */
export function wholeRules(rulings: readonly Ruling[]): Rule[] {
  const level = rulings.filter(({ axis }) => axis === 'horizontal').sort((a, b) => a.at - b.at)
  const whole: Rule[] = []
  for (let i = 0; i < level.length; ) {
    const at = level[i]?.at ?? 0
    let end = i + 1
    while (end < level.length && (level[end]?.at ?? 0) - at <= PIECE_STEP) end++
    let open: { from: number; to: number; width: number; cuts: number[] } | null = null
    const flush = (): void => {
      if (open) whole.push({ axis: 'horizontal', at, ...open })
    }
    for (const { from, to, width } of level.slice(i, end).sort((a, b) => a.from - b.from)) {
      if (open && from - open.to <= PIECE_GAP) {
        if (to > open.to) open.cuts.push(from)
        open.to = Math.max(open.to, to)
      } else {
        flush()
        open = { from, to, width, cuts: [] }
      }
    }
    flush()
    i = end
  }
  return whole
}

/** True where a rule runs between two lines, below or above most of what they reach over. */
export function rulingBetween(rules: readonly Ruling[], above: Box, below: Box): boolean {
  const low = (above.top + above.bottom) / 2
  const high = (below.top + below.bottom) / 2
  const x0 = Math.min(above.x0, below.x0)
  const x1 = Math.max(above.x1, below.x1)
  return rules.some(
    (rule) => rule.at > low && rule.at < high && Math.min(rule.to, x1) - Math.max(rule.from, x0) > (x1 - x0) * 0.5,
  )
}

/** A row is no higher than so many times the others of its table; paragraphs between two tables stand farther from their frames. */
const ROW_HIGH = 1.25
/** Print of one size differs by less than this, in points. */
const SAME_SIZE = 0.5

/** Two rules of one table are cut at its columns: so many places, this share of them at most so far apart in points. */
const FEWEST_CUTS = 2
const SHARED_CUTS = 0.8
const SAME_CUT = 1.5

const areCutAlike = (one: Rule, other: Rule): boolean => {
  const [few, many] = one.cuts.length < other.cuts.length ? [one.cuts, other.cuts] : [other.cuts, one.cuts]
  const shared = few.filter((cut) => many.some((own) => Math.abs(own - cut) <= SAME_CUT))
  return few.length >= FEWEST_CUTS && shared.length >= few.length * SHARED_CUTS
}

/**
 * True for a line that is a row of the table of the lines above it: set as they are, between two rules that are as near to each other as theirs, reach from
 * the line to the right edge of the table and are cut at the same columns.
 */
export function isInRow({ box, size }: Line, above: readonly Line[], rules: readonly Rule[]): boolean {
  if (!above.some((line) => Math.abs(line.size - size) < SAME_SIZE)) return false
  const right = Math.max(...above.map((line) => line.box.x1))
  const reaching = rules.filter(({ from, to }) => from < box.x0 + size && to > right - size)
  const around = (one: Box): { readonly over: Rule; readonly under: Rule } | null => {
    const middle = (one.top + one.bottom) / 2
    const over = reaching.findLast(({ at }) => at < middle)
    const under = reaching.find(({ at }) => at > middle)
    return over && under ? { over, under } : null
  }
  const own = around(box)
  if (!own || !areCutAlike(own.over, own.under)) return false
  const heights = above.flatMap((line) => around(line.box) ?? []).map(({ over, under }) => under.at - over.at)
  return heights.length > 0 && own.under.at - own.over.at <= median(heights) * ROW_HIGH
}
