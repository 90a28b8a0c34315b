/**
 * Parts of a table that stand in a grid of their own and were not put to it: columns on a sheet beside, rows overleaf below no header. What is missing in the
 * table may be there, and is not absent.
 */

import { looksLikeFigure } from '../text/figures.js'
import type { Block, Grid } from '../types.js'
import { parseLabel } from './labels.js'

/** So many labels of a table, each in a cell of its own, and so many figures. */
const FEWEST_LABELS = 4
const FEWEST_FIGURES = 3

/** Whether a grid that is in no table holds labels of this one, with figures. */
export function isElsewhere(labels: readonly string[], blocks: readonly Block[], used: ReadonlySet<Block>): boolean {
  const known = new Set(labels)
  return blocks.some((block) => block.kind === 'grid' && !used.has(block) && holds(block, known))
}

function holds({ cells }: Grid, known: ReadonlySet<string>): boolean {
  const found = new Set(cells.map(({ text }) => parseLabel(text).core).filter((core) => known.has(core)))
  return found.size >= FEWEST_LABELS && cells.filter(({ text }) => looksLikeFigure(text)).length >= FEWEST_FIGURES
}
