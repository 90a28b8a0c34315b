/** Runs → lines of text. */

import { height, union } from '../geometry/box.js'
import { isOneHand, type Stand } from '../geometry/hand.js'
import { isHan, joinText } from '../text/normalize.js'
import type { Box, TextRun } from '../types.js'

export interface Line {
  readonly runs: readonly TextRun[]
  readonly box: Box
  /** Font size of most of its glyphs. */
  readonly size: number
  readonly text: string
}

/** Runs that share more than this of their height stand in one line; figures beside a label of two lines share less. */
const SAME_LINE = 0.55
/** A gap of this many ems ends a word in Latin letters and digits. */
const WORD_GAP = 0.2
/** A gap of this many ems is a space even between Chinese characters: columns, or a form's blanks. */
const WIDE_GAP = 1.2

/**
 * Group runs into lines, top to bottom, each left to right. Two runs are of one line when they overlap by more than
 * about half of the lower one's height: sub- and superscripts stay, the next line does not come in.
 */
export function toLines(runs: readonly TextRun[]): Line[] {
  const sorted = [...runs].sort((a, b) => a.box.top + a.box.bottom - (b.box.top + b.box.bottom) || a.box.x0 - b.box.x0)
  const groups: { top: number; bottom: number; runs: TextRun[] }[] = []
  for (const run of sorted) {
    const h = height(run.box)
    // Only the last few lines can still take a run: those sorted after it stand lower.
    let target: { top: number; bottom: number; runs: TextRun[] } | undefined
    for (let i = groups.length - 1; i >= 0 && i >= groups.length - 3; i--) {
      const group = groups[i]
      if (!group) continue
      const shared = Math.min(group.bottom, run.box.bottom) - Math.max(group.top, run.box.top)
      if (shared > Math.min(h, group.bottom - group.top) * SAME_LINE) {
        target = group
        break
      }
    }
    if (!target) groups.push({ top: run.box.top, bottom: run.box.bottom, runs: [run] })
    else {
      target.runs.push(run)
      // A tall glyph does not stretch the line into its neighbours.
      if (h <= (target.bottom - target.top) * 1.3) {
        target.top = Math.min(target.top, run.box.top)
        target.bottom = Math.max(target.bottom, run.box.bottom)
      }
    }
  }
  return groups.map((group) => makeLine(group.runs))
}

export function makeLine(runs: readonly TextRun[]): Line {
  const ordered = [...runs].sort((a, b) => a.box.x0 - b.box.x0)
  const weights = new Map<number, number>()
  for (const run of ordered) {
    const size = Math.round(run.size * 2) / 2
    weights.set(size, (weights.get(size) ?? 0) + run.text.length)
  }
  let size = ordered[0]?.size ?? 0
  let most = 0
  for (const [value, weight] of weights) {
    if (weight > most) {
      most = weight
      size = value
    }
  }
  return { runs: ordered, box: union(ordered.map((run) => run.box)), size, text: lineText(ordered) }
}

/** Text of runs that stand in one line, in order of x. */
export function lineText(runs: readonly TextRun[]): string {
  let text = ''
  let end = Number.NEGATIVE_INFINITY
  let before: TextRun | undefined
  for (const run of runs) {
    const gap = (run.box.x0 - end) / (run.size || 1)
    const last = text[text.length - 1] ?? ''
    const first = run.text[0] ?? ''
    if (text === '') text = run.text
    else if (
      gap > WIDE_GAP ||
      (gap > WORD_GAP && !isHan(last) && !isHan(first)) ||
      (isDigit(last) && isDigit(first) && before && !isOneHand(stand(before), stand(run)))
    )
      text += ` ${run.text}`
    else text += run.text
    before = run
    end = Math.max(end, run.box.x1)
  }
  return text
}

const isDigit = (char: string): boolean => /[0-9０-９]/.test(char)

const stand = ({ size, box }: TextRun): Stand => ({ size, foot: box.bottom })

/** Vertical writing → lines: its columns from right to left, each from top to bottom. */
export function verticalLines(runs: readonly TextRun[]): string[] {
  const columns: TextRun[][] = []
  for (const run of [...runs].sort((a, b) => b.box.x1 - a.box.x1 || a.box.top - b.box.top)) {
    const column = columns[columns.length - 1]
    const other = column?.[0]
    if (column && other && Math.min(other.box.x1, run.box.x1) - Math.max(other.box.x0, run.box.x0) > run.size * 0.5)
      column.push(run)
    else columns.push([run])
  }
  return columns.map((column) =>
    column
      .sort((a, b) => a.box.top - b.box.top)
      .map((run) => run.text)
      .join(''),
  )
}

/** Lines of a cell or paragraph as one text. */
export const joinLines = (lines: readonly string[]): string => lines.reduce(joinText, '')
