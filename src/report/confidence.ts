/**
 * How much each weak point of a reading takes from the confidence of a figure. The product over all of them is given;
 * docs/architecture.md says how they were set.
 */

import type { GridMethod } from '../types.js'

/** Cells parted by lines or tags are those of the author; those told by alignment are ours. */
export const methodConfidence: Readonly<Record<GridMethod, number>> = {
  lattice: 1,
  markup: 1,
  fields: 1,
  spaced: 0.99,
  stream: 0.98,
}

/** A label with misprints is sure by its place; one that is lost is known by its place alone. */
export function labelConfidence(likeness: number): number {
  if (likeness >= 0.8) return 1
  if (likeness >= 0.6) return 0.99
  return likeness > 0 ? 0.97 : 0.9
}

/** Of a column in text that has no label, where the sums of the table say which one it is. */
export const CONFIRMED = 0.98

/** Digits cut from a run by the arithmetic of the form; a figure put in its cell by the order of all and the sums; digits with gaps between them; a place in text that was told by counting, and that no sum confirms; digits put together from two lines; a figure far over a line; 〇 for a zero; a sign that cannot be; a damaged file; a row with a cell too few or too many; a unit of money whose first character may be lost. */
export const doubtConfidence = {
  glued: 0.9,
  rearranged: 0.9,
  spaced: 0.9,
  unconfirmed: 0.9,
  wrapped: 0.97,
  'crosses-ruling': 0.7,
  han: 0.95,
  negative: 0.9,
  damaged: 0.9,
  uneven: 0.9,
  unit: 0.9,
} as const

/** Below this a figure is doubtful: outputs mark it. */
export const DOUBTFUL = 0.95

/**
 * A figure read from a picture is given only if the engine is right with at least this probability; below it the cell is
 * unreadable, and what it may be stands in the finding.
 */
export const READABLE = 0.9

export const round = (value: number): number => Math.round(value * 10_000) / 10_000
