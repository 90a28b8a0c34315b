/** Which glyphs are of one number. */

/** The size of a glyph and the line on which it stands. */
export interface Stand {
  readonly size: number
  readonly foot: number
}

/** Digits of one number have one size, to this share of it, and stand on one line, to that one. */
const SAME_SIZE = 0.92
const SAME_FOOT = 0.12

/** True where two digits are of one number: the number of a note is smaller, or higher. */
export const isOneHand = (a: Stand, b: Stand): boolean =>
  isOneSize(a.size, b.size) && Math.abs(a.foot - b.foot) < Math.max(a.size, b.size) * SAME_FOOT

export const isOneSize = (a: number, b: number): boolean => Math.min(a, b) > Math.max(a, b) * SAME_SIZE
