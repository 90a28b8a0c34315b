/** Glyphs that follow each other → runs of text. */

import { containsPoint } from '../geometry/box.js'
import { isOneHand } from '../geometry/hand.js'
import type { Box, Direction, TextRun } from '../types.js'

/** A gap between digits may differ from the others of their number by this share of the font size: kerning and rounding. */
const ODD_GAP = 0.05
/** Digits that begin within this share of the font size stand on each other: the narrowest of fonts give them a third of it. */
const CROWDED = 0.2
/** A sign for none so far behind a digit, or a digit behind a unit, stands in the next cell; those of dates and numbers stand nearer. */
const SIGN_GAP = 0.1
const UNIT = /^[件条项个次人元]$/
const NO_FIGURE = /^[/／—–无-]$/
/** A gap of this share of the font size ends a run: wider than letter spacing, narrower than a space between columns. */
const RUN_GAP = 0.32
/** So many runs are looked at for each patch. */
const MOST_COVERED = 3000
/** How a glyph is written: those of a run are written alike. `size` in points of the displayed page. */
export interface Hand {
  readonly size: number
  readonly direction: Direction
  readonly vertical: boolean
  readonly hidden: boolean
  readonly faint: boolean
}

interface OpenRun {
  chars: string[]
  stops: number[]
  /** Gaps before the digits that follow a digit, 0 for all else; null where there is none to speak of. */
  gaps: number[] | null
  box: { x0: number; top: number; x1: number; bottom: number }
  hand: Hand
  /** Digits stand on each other. */
  crowded: boolean
  /** Where the next glyph would stand, along and across the writing direction. */
  end: number
  across: number
}

/** Takes the glyphs of a page in the order in which they are drawn. */
export class GlyphRuns {
  private open: OpenRun | null = null
  private readonly runs: TextRun[] = []

  /** A glyph and its box. */
  glyph(unicode: string, x0: number, top: number, x1: number, bottom: number, hand: Hand): void {
    const { size, direction, vertical, hidden, faint } = hand
    const sign = signOf(direction)
    const start = startOf(direction, x0, top, x1, bottom) * sign
    const end = endOf(direction, x0, top, x1, bottom) * sign
    const across = vertical ? (x0 + x1) / 2 : footOf(direction, x0, top, x1, bottom)
    const run = this.open
    if (
      run &&
      direction !== 'oblique' &&
      run.hand.direction === direction &&
      run.hand.vertical === vertical &&
      run.hand.hidden === hidden &&
      run.hand.faint === faint &&
      Math.abs(run.hand.size - size) <= size * 0.2 &&
      Math.abs(run.across - across) <= size * 0.2 &&
      start - run.end >= -size * 0.35 &&
      start - run.end <= size * RUN_GAP &&
      !isNote(run, unicode, size, across) &&
      !(start - run.end > size * SIGN_GAP && isNextFigure(run.chars, unicode)) &&
      run.chars.length < 4000
    ) {
      const before = run.chars[run.chars.length - 1] ?? ''
      if (start - run.end > size * 0.16 && /[A-Za-z0-9]$/.test(before) && /^[A-Za-z0-9]/.test(unicode)) {
        // A printed space between words or digits, narrow as it is.
        run.chars.push(' ')
        run.stops.push(run.end * sign)
      }
      if (isDigit(unicode) && isDigit(run.chars[run.chars.length - 1] ?? '')) {
        if (start - run.end > size * ODD_GAP) {
          run.gaps ??= []
          run.gaps[run.chars.length] = (start - run.end) / size
        }
        run.crowded ||= isCrowded(run, start * sign)
      }
      run.chars.push(unicode)
      run.stops.push(start * sign)
      run.end = end
      run.across = across
      run.box.x0 = Math.min(run.box.x0, x0)
      run.box.x1 = Math.max(run.box.x1, x1)
      run.box.top = Math.min(run.box.top, top)
      run.box.bottom = Math.max(run.box.bottom, bottom)
      return
    }
    this.close()
    this.open = {
      chars: [unicode],
      stops: [start * sign],
      gaps: null,
      box: { x0, top, x1, bottom },
      hand,
      crowded: false,
      end,
      across,
    }
  }

  /**
   * The same glyph once more at the same place, left out: bold print made of two drawings, unless it is a digit that has no width of its own.
   * Then it may be the next one of the number, for the file has lost how wide it is.
   */
  stacked(unicode: string, x0: number, top: number, x1: number, bottom: number, direction: Direction): void {
    const run = this.open
    if (run?.hand.direction !== direction || run.chars[run.chars.length - 1] !== unicode || !isDigit(unicode)) return
    const at = startOf(direction, x0, top, x1, bottom)
    if (isCrowded(run, at) && isCrowded(run, run.end * signOf(direction))) run.crowded = true
  }

  /** Something is painted over what stands in a box: a digit that was written there may not be what is seen. */
  cover(box: Box): void {
    const { open } = this
    // What is written on the patch is none of what lies below it.
    if (open && overlap(open.box, box)) this.close()
    // Newest first: a figure is corrected where it was written, or in a file that another program goes on with.
    for (let i = this.runs.length - 1, seen = 0; i >= 0 && seen < MOST_COVERED; i--, seen++) {
      const run = this.runs[i] as TextRun
      if (!run.crowded && overlap(run.box, box) && holdsDigit(run, box)) this.runs[i] = { ...run, crowded: true }
    }
  }

  /** All runs, in the order in which they were begun. */
  finish(): TextRun[] {
    this.close()
    return this.runs
  }

  private close(): void {
    const run = this.open
    if (!run) return
    this.open = null
    const { size, direction, vertical, hidden, faint } = run.hand
    const sign = signOf(direction)
    const whole: TextRun = {
      text: run.chars.join(''),
      box: run.box,
      size,
      direction,
      chars: run.chars,
      stops: [...run.stops, run.end * sign],
      ...(vertical ? { vertical: true as const } : {}),
      ...(hidden ? { hidden: true as const } : {}),
      ...(faint ? { faint: true as const } : {}),
      ...(run.crowded ? { crowded: true as const } : {}),
    }
    if (run.gaps && !vertical) this.runs.push(...apart(whole, run.gaps))
    else this.runs.push(whole)
  }
}

const overlap = (a: Box, b: Box): boolean => a.x0 < b.x1 && a.x1 > b.x0 && a.top < b.bottom && a.bottom > b.top

/** Whether the middle of a digit of the run lies in the box. */
function holdsDigit({ box: own, chars = [], stops = [], direction }: TextRun, box: Box): boolean {
  const across = direction === 'up' || direction === 'down'
  const middle = across ? (own.x0 + own.x1) / 2 : (own.top + own.bottom) / 2
  return chars.some((char, i) => {
    if (!/\d/.test(char)) return false
    const along = ((stops[i] ?? 0) + (stops[i + 1] ?? 0)) / 2
    return containsPoint(box, across ? middle : along, across ? along : middle, 0)
  })
}

/** Whether coordinates grow along the line, or shrink. */
const signOf = (direction: Direction): 1 | -1 => (direction === 'left' || direction === 'up' ? -1 : 1)

/** Where on its line a glyph begins. */
function startOf(direction: Direction, x0: number, top: number, x1: number, bottom: number): number {
  if (direction === 'down') return top
  if (direction === 'up') return bottom
  return direction === 'left' ? x1 : x0
}

/** Where it ends there. */
function endOf(direction: Direction, x0: number, top: number, x1: number, bottom: number): number {
  if (direction === 'down') return bottom
  if (direction === 'up') return top
  return direction === 'left' ? x0 : x1
}

/** Where the foot of a glyph is across its line, growing from its head to its foot. */
function footOf(direction: Direction, x0: number, top: number, x1: number, bottom: number): number {
  if (direction === 'down') return -x0
  if (direction === 'up') return x1
  return direction === 'left' ? -top : bottom
}

/** What begins at this place stands on the last glyph of the run. */
const isCrowded = ({ stops, hand }: OpenRun, at: number): boolean =>
  Math.abs(at - (stops[stops.length - 1] ?? at)) < hand.size * CROWDED

const isDigit = (char: string): boolean => /^[0-9０-９]$/.test(char)
const isWide = (char: string): boolean => /^[０-９]$/.test(char)

/**
 * Two numbers that stand close together in neighbouring cells: the gap between them is none of those between the digits of each, or one is set in
 * digits of full width and the other is not. Each ends where its last digit does.
 */
function apart(run: TextRun, gaps: readonly (number | undefined)[]): TextRun[] {
  const { chars = [], stops = [] } = run
  let least = Number.POSITIVE_INFINITY
  for (let i = 1; i < chars.length; i++)
    if (isDigit(chars[i] ?? '') && isDigit(chars[i - 1] ?? '')) least = Math.min(least, gaps[i] ?? 0)
  const isOdd = (gap: number, i: number): boolean =>
    gap > least + ODD_GAP || (gap > 0 && isWide(chars[i] ?? '') !== isWide(chars[i - 1] ?? ''))
  const cuts = chars.flatMap((_, i) => (isOdd(gaps[i] ?? 0, i) ? [i] : []))
  if (cuts.length === 0) return [run]
  return [0, ...cuts].map((from, i) => {
    const to = cuts[i] ?? chars.length
    const part = chars.slice(from, to)
    const last = stops[to] ?? 0
    const end = to === chars.length ? null : last - signOf(run.direction) * (gaps[to] ?? 0) * run.size
    return {
      ...run,
      text: part.join(''),
      chars: part,
      stops: [...stops.slice(from, to), end ?? last],
      box: partOf(run, from === 0 ? null : (stops[from] ?? null), end),
    }
  })
}

/** The box of a run from one place of its line to another; null for where the run begins and ends. */
function partOf({ box, direction }: TextRun, from: number | null, to: number | null): Box {
  const { x0, top, x1, bottom } = box
  if (direction === 'down') return { ...box, top: from ?? top, bottom: to ?? bottom }
  if (direction === 'up') return { ...box, bottom: from ?? bottom, top: to ?? top }
  if (direction === 'left') return { ...box, x1: from ?? x1, x0: to ?? x0 }
  return { ...box, x0: from ?? x0, x1: to ?? x1 }
}

/** Whether a glyph with a gap before it is of the next cell: no figure goes on so. */
const isNextFigure = (chars: readonly string[], unicode: string): boolean => {
  const last = chars[chars.length - 1] ?? ''
  if (isDigit(last)) return NO_FIGURE.test(unicode)
  return UNIT.test(last) && isDigit(unicode) && isDigit(chars[chars.length - 2] ?? '')
}

/** A digit behind a digit that is smaller or higher is the number of a note. */
const isNote = (run: OpenRun, unicode: string, size: number, across: number): boolean =>
  /^\d/.test(unicode) &&
  /\d$/.test(run.chars[run.chars.length - 1] ?? '') &&
  !isOneHand({ size: run.hand.size, foot: run.across }, { size, foot: across })
