import { union, width } from '../geometry/box.js'
import type { Box, Cell, Doubt, TextRun } from '../types.js'
import { type Canvas, placeOn } from './canvas.js'
import { joinLines, toLines, verticalLines } from './lines.js'

/** Word's inner margin of a cell, left and right. */
const PADDING = 5.4

/** Width of a digit in ems: of one like those of the line, full-width ones being as wide as characters. */
const digitWidth = (text: string): number => (/[０-９]/.test(text) ? 1 : 0.6)

/**
 * The text of a cell and what is doubtful about it, from the runs in it.
 *
 * `full` says that no further digit would have fitted into its first line, so that a number had to go on below, in the cell or overleaf.
 */
export function cellContent(
  canvas: Canvas,
  runs: readonly TextRun[],
  cell: Box,
  doubts: Set<Doubt>,
): Pick<Cell, 'text' | 'lines' | 'place' | 'frame' | 'doubts' | 'full' | 'confidence' | 'alternatives'> {
  const seen = runs.filter((run) => run.direction !== 'oblique')
  const vertical = seen.filter((run) => run.vertical)
  const lines = toLines(seen.filter((run) => !run.vertical))
  const texts = [...(vertical.length > 0 ? verticalLines(vertical) : []), ...lines.map((line) => line.text)]
  const first = lines[0]
  const full = first !== undefined && width(cell) - width(first.box) < first.size * digitWidth(first.text) + 2 * PADDING
  if (seen.some((run) => run.hidden)) doubts.add('hidden-text')
  if (seen.some((run) => run.struck || run.crowded)) doubts.add('garbled')
  if (/[\ufffd\ue000-\uf8ff\u0000-\u001f]/.test(texts.join(''))) doubts.add('garbled')
  const read = seen.flatMap((run) => run.confidence ?? [])
  const alternatives = seen.length === 1 ? (seen[0]?.alternatives ?? []) : []
  const box = seen.length > 0 ? union(seen.map((run) => run.box)) : cell
  return {
    text: joinLines(texts),
    lines: texts,
    place: placeOn(canvas, box),
    frame: canvas.frame(cell),
    ...(doubts.size > 0 ? { doubts: [...doubts].sort() } : {}),
    ...(read.length > 0 ? { confidence: Math.min(...read) } : {}),
    ...(alternatives.length > 0 ? { alternatives } : {}),
    ...(full ? { full: true as const } : {}),
  }
}
