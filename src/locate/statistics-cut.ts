/** Lines of a statistics table that a page end has cut in mid-label. */

import { squeeze } from '../text/normalize.js'
import { startsWithOrdinal } from '../text/ordinal.js'
import type { Cell } from '../types.js'
import { candidates, exactly, isAmong, type PrintedLine } from './statistics-tree.js'

const isBlank = (cell: Cell | null): boolean => cell === null || squeeze(cell.text) === ''
const hasNothing = ({ unit, cells }: PrintedLine): boolean => unit === null && cells.every(isBlank)

/** The number of a line whose name stands overleaf. */
const isBareNumber = (label: string): boolean => /^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+$/.test(squeeze(label))

/**
 * The last line of a page and the first overleaf as one, or null where they are two. What goes on has no number and no name of its own; and either it
 * has nothing but its label, or both labels together are one of the dictionary and the unit and all figures stand in one half.
 */
export function joinCut(above: PrintedLine, below: PrintedLine): PrintedLine | null {
  if (startsWithOrdinal(below.label) || isAmong(below.label)) return null
  if (exactly(below.label) && !isBareNumber(above.label)) return null
  const label = above.label + below.label
  const known = exactly(label) !== undefined
  if (!known && candidates(above.label).length > 0) return null
  if (hasNothing(below)) return { ...above, label }
  return known && hasNothing(above)
    ? { ...below, label, number: above.number, group: above.group, place: above.place }
    : null
}
