/** Streaks of a scanner: dust on its glass draws a thin line over the whole page, along the way of the sheet. */

import type { Gray } from './gray.js'
import { middleOf } from './middle.js'

/** Pixels: how wide a streak is at most, and how far beside it the page is looked at. */
const WIDEST = 5
const BESIDE = 2
/** What is paper beside a streak, and how much darker than that it is. */
const PAPER = 200
const DARKER = 20
/** Share of the places with paper on both sides that a streak darkens, and of all places that must have it. No ruling runs from rim to rim. */
const ALL = 0.97
const BARE = 0.6
/** Pixels from one place that is looked at first to the next. */
const EVERY = 16
/** A streak that is darker than this hides what is below it; what is darker by so much than the rest of it is print. */
const BLACK = 70
const PRINT = 35

/** The picture without the streaks across it, in either direction; the picture itself where there are none. Print below a streak stays. */
export function withoutStreaks(image: Gray): Gray {
  const { width, height } = image
  const down = streaksAlong(image, width, height, 1, width)
  const across = streaksAlong(image, height, width, width, 1)
  if (down.length + across.length === 0) return image
  const data = image.data.slice()
  for (const streak of down) fill(data, streak, height, 1, width)
  for (const streak of across) fill(data, streak, width, width, 1)
  return { ...image, data }
}

interface Streak {
  readonly from: number
  /** One past its last column. */
  readonly to: number
  /** Its gray, where nothing is printed. */
  readonly gray: number
}

/** @param side Steps in the data from one column to the next. @param along Steps from one place of a column to the next. */
function streaksAlong({ data }: Gray, columns: number, length: number, side: number, along: number): Streak[] {
  /** The share of places with paper beside columns that these darken, and their gray there; null where there is no such streak. */
  const look = (from: number, to: number, every: number): number | null => {
    const grays: number[] = []
    const places = length / every
    let bare = 0
    for (let i = 0; i < length; i += every) {
      const at = i * along
      const left = data[at + (from - BESIDE) * side] as number
      const right = data[at + (to - 1 + BESIDE) * side] as number
      if (left < PAPER || right < PAPER) continue
      bare++
      let darkest = 255
      for (let x = from; x < to; x++) darkest = Math.min(darkest, data[at + x * side] as number)
      if (darkest < Math.min(left, right) - DARKER) grays.push(darkest)
      else if (bare - grays.length > places * (1 - ALL)) return null
    }
    return bare >= places * BARE && grays.length >= bare * ALL ? middleOf(grays) : null
  }
  const usual = (column: number): number => {
    const grays: number[] = []
    for (let i = 0; i < length; i += EVERY) grays.push(data[i * along + column * side] as number)
    return middleOf(grays)
  }
  const found: Streak[] = []
  for (let first = BESIDE; first + BESIDE < columns; first++) {
    for (let end = first + 1; end <= Math.min(first + WIDEST, columns - BESIDE); end++) {
      if (look(first, end, EVERY) === null) continue
      const gray = look(first, end, 1)
      if (gray === null) continue
      // All of its own columns, without those of paper beside it.
      const paper = Math.min(usual(first - BESIDE), usual(end - 1 + BESIDE))
      const own = Array.from({ length: 2 * WIDEST }, (_, i) => first - BESIDE + i).filter(
        (x) => usual(x) < paper - DARKER,
      )
      const [from = first, to = end - 1] = [own[0], own.at(-1)]
      if (gray > BLACK) found.push({ from, to: to + 1, gray })
      first = end + BESIDE
      break
    }
  }
  return found
}

/** What lies between both sides of a streak in its place, but for what is darker than it. */
function fill(data: Uint8Array, { from, to, gray }: Streak, length: number, side: number, along: number): void {
  for (let i = 0; i < length; i++) {
    const at = i * along
    const left = data[at + (from - 1) * side] as number
    const right = data[at + to * side] as number
    for (let x = from; x < to; x++) {
      const place = at + x * side
      if ((data[place] as number) >= gray - PRINT) data[place] = (left + right) >> 1
    }
  }
}
