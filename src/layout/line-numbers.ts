/** Numbers of lines in the margin, as drafts are printed with: they stand left of everything else, one below the other, and count on. */

import type { Page, TextRun } from '../types.js'

/** So many lines are numbered on a page, at least. */
const FEWEST = 8
/** They end in the same place, to this many points. */
const SAME_EDGE = 1.5

/** A page without the numbers of its lines. */
export function withoutLineNumbers(page: Page): Page {
  const numbers = page.runs.filter(({ text, direction }) => direction === 'right' && /^\d{1,4}$/.test(text))
  if (numbers.length < FEWEST) return page
  const edge = Math.min(...numbers.map(({ box }) => box.x1))
  const inMargin = numbers.filter(({ box }) => box.x1 - edge < SAME_EDGE).sort((a, b) => a.box.top - b.box.top)
  if (inMargin.length < FEWEST || !countsOn(inMargin)) return page
  const margin = new Set<TextRun>(inMargin)
  const others = page.runs.filter((run) => !margin.has(run))
  const left = edge + SAME_EDGE
  const isFree =
    others.every(({ box }) => box.x0 > left) &&
    page.rulings.every((one) => (one.axis === 'vertical' ? one.at : one.from) > left)
  return isFree ? { ...page, runs: others } : page
}

/** By ones, or by the same step; the count may begin anew once, where a section does. */
function countsOn(runs: readonly TextRun[]): boolean {
  const steps = runs.slice(1).map(({ text }, i) => Number(text) - Number(runs[i]?.text))
  const [step = 0] = [...steps].sort((a, b) => a - b).slice(steps.length >> 1)
  return step > 0 && steps.filter((one) => one !== step).length <= 1
}
