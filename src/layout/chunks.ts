/** Lines → chunks: what stands together in a line, apart from the next by a gap that no sentence has. */

import { union } from '../geometry/box.js'
import { looksLikeFigure } from '../text/figures.js'
import type { Box, TextRun } from '../types.js'
import { type Line, lineText } from './lines.js'
import { isUnit } from './units.js'

export interface Chunk {
  readonly text: string
  readonly box: Box
  readonly runs: readonly TextRun[]
  readonly figure: boolean
}

/** Gaps wider than this many ems separate columns; narrower ones may be the spaces of 总 计. */
const COLUMN_GAP = 0.9
/** Between two figures a narrower gap is enough: a number has no space inside. */
const FIGURE_GAP = 0.2

/** Digits that were drawn as two runs and have this gap, in ems, are two numbers: those of one number have equal gaps. */
const ODD_GAP = 0.05
const ENDS_NUMBER = /^[\d０-９][\d０-９,.]*(?:件|条|项|个|次|人|万?元)?$/
/** A number, with its unit, or a sign for none: behind a number it is that of the next column. */
const isNumber = (text: string): boolean => /^(?:[\d０-９]|[/／—–-]+$|无$)/.test(text) && looksLikeFigure(text)
/** Behind a label that fills its column the first figure stands so near, if others stand apart from it: the margins of two cells, more than a space. */
const NEAR_LABEL = 0.3

export function toChunks(line: Line): Chunk[] {
  const groups: TextRun[][] = []
  const spread = new Set<TextRun[]>()
  let last: TextRun | null = null
  for (const [i, run] of line.runs.entries()) {
    const gap: number = last ? (run.box.x0 - last.box.x1) / (run.size || 1) : 0
    const group = groups[groups.length - 1]
    if (
      !last ||
      !group ||
      gap > COLUMN_GAP ||
      (!isSpread(last, run, gap) &&
        ((gap > FIGURE_GAP && looksLikeFigure(run.text) && looksLikeFigure(lineText(group))) ||
          (gap > ODD_GAP && ENDS_NUMBER.test(last.text) && isNumber(run.text)))) ||
      (gap > NEAR_LABEL && !isSpread(last, run, gap) && isFirstOfFigures(run, line.runs[i + 1])) ||
      // The unit of a wrapped figure, and the figure of the next column.
      (gap > FIGURE_GAP && group.length === 1 && isUnit(last.text) && looksLikeFigure(run.text))
    ) {
      groups.push([run])
    } else {
      group.push(run)
      if (isSpread(last, run, gap)) spread.add(group)
    }
    last = !last || run.box.x1 > last.box.x1 || group !== groups[groups.length - 1] ? run : last
  }
  return groups.map((runs) => {
    // The gaps stay in sight: that these digits are one number is likely, and not known.
    const text = spread.has(runs) ? runs.map((run) => run.text).join(' ') : lineText(runs)
    return { text, box: union(runs.map((run) => run.box)), runs, figure: looksLikeFigure(text) }
  })
}

/** Single digits so near to each other, in ems, may be those of one number that was set wide: 6 4 7. No two columns are that narrow. */
const SPREAD = 0.7

const isSpread = (last: TextRun, run: TextRun, gap: number): boolean =>
  gap > ODD_GAP && gap <= SPREAD && /^[\d.-]$/.test(last.text) && /^[\d.]$/.test(run.text)

/** True for a figure with another far behind it: no sentence has such a gap. */
const isFirstOfFigures = (run: TextRun, next: TextRun | undefined): boolean =>
  next !== undefined &&
  (next.box.x0 - run.box.x1) / (run.size || 1) > COLUMN_GAP &&
  looksLikeFigure(run.text) &&
  looksLikeFigure(next.text)
