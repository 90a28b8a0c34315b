/** Remarks in brackets that a narrow column breaks: 22（其中修订16 above, and 件） below, the line of the figure. */

import { union } from '../geometry/box.js'
import type { TextRun } from '../types.js'
import { type Line, makeLine } from './lines.js'

/** A figure with a remark that its line does not close. */
const OPENS = /^[\d０-９][\d０-９.,]*\s*[（(][^（）()]{0,40}$/
/** The end of a remark that began above. */
const CLOSES = /^[^（）()]{0,40}[)）]$/
/** Lines between the two halves: the row that they stand around. */
const BETWEEN = 1

/**
 * Put the halves of a broken remark together, in the line between them where there is one, so that figure and remark stand in the row that
 * they are of. All other lines stay as they are.
 */
export function mendRemarks(lines: readonly Line[]): readonly Line[] {
  let mended: Line[] | null = null
  for (let i = 0; i < lines.length - 1; i++) {
    const source: readonly Line[] = mended ?? lines
    const opens = source[i]?.runs.find((run) => OPENS.test(run.text.trim()))
    if (!opens) continue
    for (let k = i + 1; k <= Math.min(i + 1 + BETWEEN, source.length - 1); k++) {
      const closes = source[k]?.runs.find((run) => CLOSES.test(run.text.trim()) && overlaps(run, opens))
      if (!closes) continue
      // Something in the same column between them is the figure itself.
      const between = source.slice(i + 1, k)
      if (between.some((line) => line.runs.some((run) => overlaps(run, opens)))) break
      const home = between[0] ?? source[i]
      if (!home) break
      const box = { ...union([opens.box, closes.box]), top: home.box.top, bottom: home.box.bottom }
      const { chars: _chars, stops: _stops, ...rest } = opens
      const whole: TextRun = { ...rest, text: opens.text.trim() + closes.text.trim(), box }
      mended = source.flatMap((line) => {
        const runs = line.runs.filter((run) => run !== opens && run !== closes)
        if (line !== home && runs.length === 0) return []
        if (line === home) return makeLine([...runs, whole])
        return runs.length === line.runs.length ? line : makeLine(runs)
      })
      break
    }
  }
  return mended ?? lines
}

const overlaps = (a: TextRun, b: TextRun): boolean => a.box.x0 < b.box.x1 && b.box.x0 < a.box.x1
