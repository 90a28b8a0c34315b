/** Figures that found no row, and what they make doubtful around them. */

import { parseLabel } from './labels.js'
import type { Candidate, LocatedCell } from './located.js'
import { rowLabels } from './row-scores.js'
import {
  goesOn,
  hasFigures,
  isBlank,
  isFigure,
  isLabel,
  isNearerToLast,
  isNearerToNext,
  type PrintedRow,
} from './rows.js'

/**
 * In counted text, figures without a label right behind a row with blanks may be the end of it, whose line was cut; those right below its own may be their
 * last digits. A field with two figures has moved all behind it.
 */
export function withoutCut(
  cells: readonly LocatedCell[],
  candidate: Candidate,
  printed: readonly PrintedRow[],
): readonly LocatedCell[] {
  const blanks = new Map<string, number>()
  for (const cell of cells)
    if (cell.cells.length > 0 && cell.cells.every(isBlank)) blanks.set(cell.row, (blanks.get(cell.row) ?? 0) + 1)
  const below = new Map<string, ReadonlySet<number>>()
  const cut = new Set<string>()
  for (const { def, printed: own } of candidate.rows) {
    const last = own[own.length - 1]
    // Two figures in one field: those behind it have moved.
    if (last?.grid.ragged && last.own.some(({ text }) => /\d\s+\d/.test(text)) && blanks.has(def.id)) cut.add(def.id)
    const next = last?.grid.ragged ? printed[printed.indexOf(last) + 1] : undefined
    if (!last || !next || next.grid !== last.grid || !hasFigures(next) || next.own.some(isLabel)) continue
    if (next.own.filter(isFigure).length <= (blanks.get(def.id) ?? 0)) cut.add(def.id)
    const figures = next.own.filter(isFigure)
    if (next.own.length === last.own.length && figures.length < Math.max(2, last.own.filter(isFigure).length))
      below.set(def.id, new Set(figures.map(({ col }) => col)))
  }
  return cells.map((cell) => {
    const unsure = cut.has(cell.row) || cell.cells.some(({ col }) => below.get(cell.row)?.has(col))
    return unsure && cell.cells.length > 0 ? { ...cell, shared: true } : cell
  })
}

/**
 * By alignment, figures on a line of their own that seem to go on from the row above may as well be those of the row below, or go on in it, where they do not
 * stand nearer to the one above: its cells in these columns are then in doubt.
 */
export function withoutNext(cells: readonly LocatedCell[], { rows }: Candidate): readonly LocatedCell[] {
  const unsure = new Map<string, { readonly columns: ReadonlySet<number>; readonly blanks: boolean }>()
  for (const { printed } of rows) {
    const [upper, lower] = printed
    const next =
      lower && rows.find((one) => one.printed[0]?.grid === lower.grid && one.printed[0].index === lower.index + 1)
    if (!upper || !lower || !next || !goesOn(upper, lower)) continue
    const columns = new Set(lower.own.filter(isFigure).map(({ col }) => col))
    unsure.set(next.def.id, { columns, blanks: lower.page === null || isNearerToLast(lower) })
  }
  return cells.map((cell) => {
    const { columns, blanks } = unsure.get(cell.row) ?? {}
    const doubtful = cell.cells.some((one) => columns?.has(one.col)) && (!blanks || cell.cells.every(isBlank))
    return doubtful ? { ...cell, shared: true } : cell
  })
}

/** Farther off, a row without figures is blank. */
const MOST_MOVED = 6

/**
 * Figures that found no row may belong to the one before or behind: its blanks are then not said to be blank, and where
 * they stand without a numbered label, its figures in the same columns may go on in them.
 */
export function withoutUnsure(
  cells: readonly LocatedCell[],
  candidate: Candidate,
  printed: readonly PrintedRow[],
  extra: readonly number[],
): readonly LocatedCell[] {
  if (extra.length === 0) return cells
  const labels = rowLabels(candidate.def)
  const at = candidate.rows.map((pair) => ({ id: pair.def.id, first: printed.indexOf(pair.printed[0] as PrintedRow) }))
  const unsure = new Map<string, Set<number>>()
  for (const index of extra) {
    const row = printed[index]
    if (!row) continue
    const next = at.find(({ first }) => first > index)
    const near =
      row.grid.method === 'stream' && isNearerToNext(row)
        ? [next]
        : [at.filter(({ first }) => first < index).pop(), next]
    // A label beside them that is but the beginning of that of a group is none of their own.
    const numbered = row.own.some((cell) => {
      const label = parseLabel(cell.text)
      return isLabel(cell) && label.ordinal !== null && label.body !== '' && !labels.isStump(label)
    })
    // In typed text the loose figures may be those of any column.
    const typed = row.grid.place !== null && 'line' in row.grid.place
    const columns = numbered ? [] : row.own.filter((cell) => typed || isFigure(cell)).map((cell) => cell.col)
    for (const one of near) if (one) unsure.set(one.id, new Set([...(unsure.get(one.id) ?? []), ...columns]))
  }
  // A row without a figure beside one whose figures are in doubt: they may be its own.
  const empty = (id: string): boolean => cells.every((cell) => cell.row !== id || cell.cells.every(isBlank))
  for (const [i, { id }] of at.entries())
    if (
      empty(id) &&
      [at[i - 1], at[i + 1]].some((one) => one && unsure.has(one.id) && !empty(one.id)) &&
      !unsure.has(id)
    )
      unsure.set(id, new Set())
  /** By alignment: the rows from figures that found none to the nearest row that has none. All of them may have those of their neighbours. */
  function between(index: number): readonly string[] {
    const row = printed[index]
    if (row?.grid.method !== 'stream' || row.page === null || !hasFigures(row)) return []
    const next = at.findIndex(({ first }) => first > index)
    const ways = [at.slice(0, next < 0 ? at.length : next).reverse(), next < 0 ? [] : at.slice(next)]
    return ways.flatMap((way) => {
      const end = way.findIndex(({ id }) => empty(id))
      return end < 0 || end > MOST_MOVED ? [] : way.slice(0, end + 1).map(({ id }) => id)
    })
  }
  const moved = new Set(extra.flatMap((index) => between(index)))
  return cells.map((cell) => {
    if (moved.has(cell.row) && cell.cells.length > 0) return { ...cell, shared: true }
    const columns = unsure.get(cell.row)
    if (!columns || cell.cells.length === 0) return cell
    const doubtful = cell.cells.every(isBlank) || cell.cells.some((one) => columns.has(one.col))
    return doubtful ? { ...cell, shared: true } : cell
  })
}
