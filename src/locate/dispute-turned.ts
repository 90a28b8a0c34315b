/**
 * Table 四 turned: its kinds of cases side by side and its results one below the other, or each result with its figure behind it. What is given back are
 * the pieces that a table for each kind would have.
 */

import type { Cell, Grid } from '../types.js'
import { isBlank, isFigure, isLabel, type PrintedRow, printedRows } from './rows.js'

/** What a label names: a kind of cases, lawsuits of both kinds, or nothing of the sort. */
type KindOf<K> = (text: string) => K | 'lawsuits' | null
/** The result that a label names. */
type ResultOf = (text: string) => string | null

export interface TurnedPiece<K> {
  readonly kind: K
  readonly labels: readonly Cell[]
  readonly values: readonly Cell[]
  readonly page: number | null
}

/** The pieces of a turned table; null for every other one. All its results must be there, each once, and a figure or blank for each of its kinds. */
export function turnedPieces<K extends string>(
  grid: Grid,
  kindOf: KindOf<K>,
  resultOf: ResultOf,
  results: number,
): TurnedPiece<K>[] | null {
  const rows = printedRows(grid, 0).filter((row) => row.own.some((cell) => !isBlank(cell)))
  return (
    sideBySide(rows, kindOf, resultOf, results) ??
    oneBehindTheOther(rows, kindOf, resultOf, results) ??
    oneBelowTheOther(rows, kindOf, resultOf, results)
  )
}

/** A row of kinds, and below it a row for each result. */
function sideBySide<K extends string>(
  rows: readonly PrintedRow[],
  kindOf: KindOf<K>,
  resultOf: ResultOf,
  results: number,
): TurnedPiece<K>[] | null {
  const first = rows.findIndex((row) => row.own.some((cell) => isLabel(cell) && resultOf(cell.text) !== null))
  const body = rows.slice(first, first + results)
  if (first < 1 || body.length < results || rows.slice(first + results).some((row) => row.own.some(isFigure)))
    return null
  const kinds = kindsOf(rows.slice(0, first), kindOf)
  if (kinds.length < 2) return null
  const parts = body.flatMap((row) => {
    const labels = row.own.filter(isLabel)
    const [label] = labels
    // Behind the label, blanks that it covers come first.
    const behind = row.own.slice(row.own.findIndex(isLabel) + 1)
    const values = behind.slice(Math.max(0, behind.length - kinds.length))
    const fits =
      labels.length === 1 &&
      values.length === kinds.length &&
      behind.slice(0, behind.length - kinds.length).every(isBlank) &&
      values.every((cell) => isFigure(cell) || isBlank(cell))
    return label && fits ? [{ label, values, page: row.page }] : []
  })
  const named = new Set(parts.map(({ label }) => resultOf(label.text)))
  if (parts.length !== results || named.size !== results || named.has(null)) return null
  return kinds.map((kind, k) => ({
    kind,
    labels: parts.map(({ label }) => label),
    values: parts.flatMap(({ values }) => values[k] ?? []),
    page: parts[0]?.page ?? null,
  }))
}

/** The kinds of cases that a header names, from left to right; none where a label names something else, or one twice. */
function kindsOf<K extends string>(header: readonly PrintedRow[], kindOf: KindOf<K>): K[] {
  const kinds: K[] = []
  for (const [r, row] of header.entries()) {
    const labels = row.own.filter(isLabel)
    const own = labels.map(({ text }) => kindOf(text))
    // Lawsuits stand behind reviews, their kinds in the row below; a head for the results may stand before all of them.
    const from = own[0] === null && r === 0 ? 1 : 0
    if (own.slice(from).includes(null)) return []
    if (own.includes('lawsuits') && own.indexOf('lawsuits') !== own.length - 1) return []
    for (const kind of own) if (kind !== null && kind !== 'lawsuits') kinds.push(kind)
  }
  return new Set(kinds).size === kinds.length ? kinds : []
}

interface Open<K> extends TurnedPiece<K> {
  readonly labels: Cell[]
  readonly values: Cell[]
}

/** In text: the name of a kind, then each of the results with its figure, or all of them and then as many figures. */
function oneBehindTheOther<K extends string>(
  rows: readonly PrintedRow[],
  kindOf: KindOf<K>,
  resultOf: ResultOf,
  results: number,
): TurnedPiece<K>[] | null {
  if (!rows.every((row) => row.grid.ragged)) return null
  const pieces: TurnedPiece<K>[] = []
  let open: Open<K> | null = null
  const whole = (): boolean => open === null || (open.labels.length === results && open.values.length === results)
  for (const row of rows)
    for (const cell of row.own) {
      if (isBlank(cell)) return null
      if (isFigure(cell)) {
        // Each figure behind its label, or all behind all.
        if (open === null) return null
        const { labels, values }: Open<K> = open
        if (labels.length !== values.length + 1 && labels.length !== results) return null
        values.push(cell)
        if (values.length > labels.length) return null
        continue
      }
      const result = resultOf(cell.text)
      if (result !== null) {
        if (!open || open.labels.some((label) => resultOf(label.text) === result)) return null
        open.labels.push(cell)
        continue
      }
      const kind = kindOf(cell.text)
      if (kind === null || !whole()) return null
      if (kind === 'lawsuits') continue
      if (pieces.some((piece) => piece.kind === kind)) return null
      open = { kind, labels: [], values: [], page: row.page }
      pieces.push(open)
    }
  return pieces.length > 0 && whole() ? pieces : null
}

/** In cells: a row for each result of each kind, whose name reaches down beside them or stands in the first of them, or in all. */
function oneBelowTheOther<K extends string>(
  rows: readonly PrintedRow[],
  kindOf: KindOf<K>,
  resultOf: ResultOf,
  results: number,
): TurnedPiece<K>[] | null {
  if (rows.some((row) => row.grid.ragged)) return null
  const pieces: Open<K>[] = []
  for (const row of rows) {
    const label = row.own.findLast(isLabel)
    const result = label ? resultOf(label.text) : null
    if (!label || result === null) {
      // A head above, a note below.
      if (row.own.some(isFigure)) return null
      continue
    }
    const beside = row.cells.filter((cell) => isLabel(cell) && cell !== label)
    const kinds = beside.flatMap(({ text }): K[] => {
      const kind = kindOf(text)
      return kind === null || kind === 'lawsuits' ? [] : [kind]
    })
    const [value, ...others] = row.own.slice(row.own.indexOf(label) + 1)
    if (kinds.length > 1 || !value || others.length > 0) return null
    const kind = kinds[0] ?? pieces[pieces.length - 1]?.kind
    if (kind === undefined) return null
    const open = pieces.find((piece) => piece.kind === kind) ?? { kind, labels: [], values: [], page: row.page }
    if (open.labels.length === 0) pieces.push(open)
    else if (open !== pieces[pieces.length - 1]) return null
    if (open.labels.some(({ text }) => resultOf(text) === result)) return null
    open.labels.push(label)
    open.values.push(value)
  }
  return pieces.length > 0 && pieces.every(({ labels }) => labels.length === results) ? pieces : null
}
