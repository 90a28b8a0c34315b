/** Digits that are set smaller and higher than those before them: the number of a note, and no part of the figure. */

import { bandsOf, boxOf, type Piece } from './ink.js'

/** Of the height of the digits before it: a note stands higher by this at least, and is no higher itself than that. What is lower than the last is a point or a sign. */
const NOTE = { raised: 0.22, high: 0.9, least: 0.35 } as const

/** Whether print on one line ends in the number of a note. Digits that touch are one to it, so that a note which touches its figure is not told. */
export function endsInNote(pieces: readonly Piece[]): boolean {
  const glyphs = bandsOf(pieces, 'columns', 1).flatMap(
    ({ from, to }) => boxOf(pieces.filter((one) => one.x0 >= from && one.x1 <= to)) ?? [],
  )
  const tallest = Math.max(0, ...glyphs.map(({ y0, y1 }) => y1 - y0))
  const digits = glyphs.filter(({ y0, y1 }) => y1 - y0 >= NOTE.least * tallest)
  const note = digits.pop()
  if (!note || digits.length === 0) return false
  const foot = Math.max(...digits.map(({ y1 }) => y1))
  const height = foot - Math.min(...digits.map(({ y0 }) => y0))
  return foot - note.y1 >= NOTE.raised * height && note.y1 - note.y0 <= NOTE.high * height
}
