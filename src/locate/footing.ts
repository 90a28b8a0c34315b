/** How surely the rows of a table from text are known. */

import type { BlockDef, TableDef } from '../forms/define.js'
import type { Footing } from './confirm.js'
import { EXACT } from './labels.js'
import { type Candidate, type RowPair, splitId } from './located.js'
import { hasFigures, isBlank, isFigure, type PrintedRow, valuesOf } from './rows.js'
import { isFirm, onOneLine } from './torn-rows.js'

/** How the rows of a table are known that was read from text, by the ids of located rows; none where a file with places has it. `lost`: full rows of figures found no
 * place. `trailed`: rows behind which loose figures stand, which may be the end of their last one. */
export function footings(
  { def, rows }: Candidate,
  lost: boolean,
  trailed: ReadonlySet<PrintedRow>,
): Map<string, Footing> {
  const found = new Map<string, Footing>()
  const official = def.blocks.reduce((sum, one) => sum + one.rows.length, 0)
  const torn = def.shape === 'matrix' && isTorn(rows)
  const together = isRunTogether(rows)
  for (const pair of rows) {
    const [first] = pair.printed
    const block = def.blocks[pair.block]
    if (!first || !block || !first.grid.place || !('line' in first.grid.place)) continue
    // Tags say where cells stand, whatever the sums say.
    if (first.grid.method === 'markup') continue
    const whole = footingOf(pair, block, rows, def)
    // Among lines of figures and lines of labels, one of both may be a label and the figures of its neighbour.
    // In text that is run together on one line, every row is on one line, and what stands behind a label may be of others.
    const own = (torn || together || trailed.has(first)) && whole === 'firm' ? 'sure' : whole
    // No sum says whose of several rows the figures behind them are.
    if (def.shape === 'blocks' && trailed.has(first)) {
      found.set(pair.def.id, 'loose')
      continue
    }
    // Figures that found no row may be those of any row that is not whole by itself; and where most lines were torn, those of a row that is missing.
    // Beside a row without figures, a line of figures between two labels may be of either.
    const all = block.rows
    const at = all.indexOf(pair.def)
    const empty = [all[at - 1], all[at + 1]].some(
      (def) => def && !rows.some((one) => one.def === def && one.printed.some(hasFigures)),
    )
    if (own === 'near' && empty && def.shape === 'matrix') {
      found.set(pair.def.id, 'loose')
      continue
    }
    const unsure = lost || (torn && rows.filter(({ printed }) => printed.some(hasFigures)).length < official)
    const how = unsure && (own === 'near' || own === 'sure') ? 'loose' : own === 'near' ? 'firm' : own
    if (def.shape === 'line') for (const { id } of block.columns) found.set(splitId(id)[0], how)
    else found.set(pair.def.id, how)
  }
  return found
}

/** A figure without a gap behind its label, in a block whose next row is missing: it may be that of the next row too, or both. */
function runsOn(
  { def, printed: [row] }: RowPair,
  { rows: official, columns }: BlockDef,
  rows: readonly RowPair[],
): boolean {
  const next = official[official.indexOf(def) + 1]
  if (columns.length > 1 || !next || !row || rows.some((one) => one.def === next)) return false
  const at = row.own.findIndex(isFigure)
  const [label, figure] = [row.own[at - 1]?.place, row.own[at]?.place]
  return !!label && !!figure && 'line' in label && 'line' in figure && label.offset + label.length === figure.offset
}

/** True where all rows are on one line of the text, or in one paragraph of a page. */
function isRunTogether(rows: readonly RowPair[]): boolean {
  const lines = rows.flatMap(({ printed: [row] }) => {
    const place = row?.own[0]?.place
    return row?.grid.method === 'fields' && place && 'line' in place ? [place.line] : []
  })
  return lines.length > 1 && new Set(lines).size === 1
}

/** True where most rows have their figures on another line than their label. */
function isTorn(rows: readonly RowPair[]): boolean {
  const fields = rows.filter(({ printed: [first] }) => first?.grid.method === 'fields')
  return fields.filter((pair) => !isFirm(pair)).length * 2 > fields.length
}

function footingOf(pair: RowPair, block: BlockDef, rows: readonly RowPair[], def: TableDef): Footing {
  const [first] = pair.printed
  if (!first) return 'loose'
  const { method } = first.grid
  if (method === 'stream') {
    const figures = pair.printed.flatMap((row) => row.own.filter(isFigure)).length
    if (figures !== block.columns.length) return 'aligned'
    return pair.printed.length === 1 && onOneLine(first) ? 'firm' : 'near'
  }
  if (method !== 'fields') return 'firm'
  const fields = valuesOf(first).length
  const full = fields === block.columns.length
  // Fewer columns than the form has may be a part of them: their line is cut in two.
  if (runsOn(pair, block, rows)) return 'loose'
  if (def.shape === 'line') {
    if (onOneLine(first)) return fields < block.columns.length ? 'aligned' : 'firm'
    return full ? 'sure' : 'loose'
  }
  // What is left of a label, and nothing behind it: its figures may have stood on the line that is lost.
  if (pair.label !== null && pair.likeness < EXACT && valuesOf(first).every(isBlank)) return 'loose'
  if (isFirm(pair)) return 'firm'
  if (pair.sure) return 'sure'
  // Cells on lines of their own, every row of which is complete.
  const complete = rows.every((one) => {
    const [row, ...more] = one.printed
    const wanted = def.blocks[one.block]?.columns.length
    return row && more.length === 0 && one.likeness >= EXACT && valuesOf(row).length === wanted
  })
  // Of a row whose label is lost, the figures stand behind the label of the row before.
  const next = block.rows[block.rows.indexOf(pair.def) + 1]
  const followed = !next || rows.some((one) => one.def === next)
  return complete && followed && def.shape !== 'matrix' ? 'sure' : 'loose'
}
