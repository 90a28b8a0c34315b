/**
 * Labels of a scanned statistics table, read with the indicators of the form. Tables of provinces and ministries print lines of their own among them, so that a label
 * is taken for an indicator by its letters alone, and only where it was read with doubt; of two that it is as like, the place tells which.
 */

import { similarity } from '../text/similarity.js'
import { isLabel, likest, placed, whole } from './scan-labels.js'
import type { ScanCell } from './scan-reader.js'

/** A table with so many indicators, read to the letter, is one of statistics. */
const FEWEST = 3
/** A label that was read as surely as that is printed so, whatever it is like. */
const SURE = 0.9
/** How like an indicator a label is that is taken for it by its place. */
const LIKE = 0.6
/** Points by which edges of cells in line may differ. */
const EDGE = 2.5

/** What stands before the words of a label, and what it may be misread as. */
const BEFORE = /^(?:.{0,7}[().:;|[\]\d]|.{0,2},)(?=[^().,:;|[\]\d])/u
/** 其中：, and a number as it is printed. */
const NUMBER = /^(?:其中:?)?(?:\([一二三四五六七八九十]{1,3}\)|\d{1,2}\.|[一二三四五六七八九十]{1,3},)?$/

/** A label as its number, where it has one that can be read, and its words. */
function parted(text: string): { before: string; words: string } {
  const plain = whole(text)
  const before = BEFORE.exec(plain)?.[0] ?? ''
  const among = /^其中:?/.exec(before)?.[0] ?? ''
  return { before: NUMBER.test(before) ? before : among, words: plain.slice(before.length) }
}

/** The cells of a statistics table, with indicators in place of what they were misread as; null where the grid is none. */
export function readIndicators(
  cells: readonly ScanCell[],
  indicators: readonly (readonly string[])[],
): ScanCell[] | null {
  const known = new Set(indicators.flat().map(whole))
  const labels = cells.filter(isLabel)
  const wordsOf = ({ reading }: ScanCell): string => parted(reading?.text ?? '').words
  const isKnown = (cell: ScanCell): boolean => known.has(whole(cell.reading?.text ?? '')) || known.has(wordsOf(cell))
  const column = labels.filter(isKnown)
  if (column.length < FEWEST) return null
  const edge = column[0]?.frame.x1 ?? 0
  const line = labels.filter(({ frame }) => Math.abs(frame.x1 - edge) <= EDGE).sort((a, b) => a.frame.top - b.frame.top)
  const found = new Map<ScanCell, string>()
  const names = indicators.flat()
  for (const cell of line) {
    const best = likest(wordsOf(cell), names)
    if (best) found.set(cell, best)
  }
  const textOf = (cell: ScanCell): string => found.get(cell) ?? wordsOf(cell)
  for (const { cell, label } of placed(line, indicators, textOf).pairs)
    if (similarity(wordsOf(cell), whole(label), LIKE) >= LIKE) found.set(cell, label)
  return cells.map((cell) => {
    const words = found.get(cell)
    const { reading } = cell
    if (words === undefined || !reading || reading.confidence >= SURE) return cell
    const { text: read, confidence, alternatives } = reading
    const text = parted(read).before + words
    if (whole(text) === whole(read)) return cell
    return { ...cell, reading: { text, confidence, alternatives: [{ text: read, confidence }, ...alternatives] } }
  })
}
