/** Lines of a statistics table that stand below each other in the cells of one row: labels, units and figures, each with a line break between. */

import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import { startsWithOrdinal } from '../text/ordinal.js'
import type { Cell } from '../types.js'
import { candidates } from './statistics-tree.js'
import { isDash, isUnit, nameOf } from './statistics-words.js'

/**
 * How many lines stand below each other in the cells of a row; 1 where it is one line. Every cell has the same number of them, and labels are known or
 * numbered, or each line has its unit: else lines that are gone, or figures on two lines, could not be told.
 */
export function stackedLines(row: readonly Cell[]): number {
  const filled = row.filter(({ text }) => squeeze(text) !== '')
  const [first, ...others] = filled
  const height = first?.lines.length ?? 1
  if (!first || height < 2 || others.length === 0 || others.some(({ lines }) => lines.length !== height)) return 1
  const told = others.every(({ lines }) => lines.every((line) => isUnit(line) || isDash(line) || looksLikeFigure(line)))
  const named = first.lines.every((line) => startsWithOrdinal(line) || candidates(nameOf(line)).length > 0)
  const counted = others.some(({ lines }) => lines.every((line) => isUnit(line) || isDash(line)))
  return told && (named || counted) ? height : 1
}
