/**
 * Tables whose rows are cut at other places than their header: Word keeps the edges of every row for itself, and what is made of its files counts them
 * all. A cell then reaches into the columns beside its own, and only the order of the cells tells which is whose.
 */

import type { BlockDef, ColumnDef } from '../forms/define.js'
import type { Cell } from '../types.js'
import { bestLikeness, parseLabel } from './labels.js'
import { isBlank, isFigure, isLabel, type PrintedRow } from './rows.js'

/** A label directly above figures, and those that stand above it, top down. */
export interface Leaf {
  readonly from: number
  readonly to: number
  readonly path: readonly string[]
}

/** The labels above the figures, from left to right, where rows are cut elsewhere than between them; null where no row is. */
export function leavesCutElsewhere(
  block: BlockDef,
  header: readonly PrintedRow[],
  body: readonly PrintedRow[],
): readonly Leaf[] | null {
  const grid = header[0]?.grid
  if (!grid || (grid.method !== 'markup' && grid.method !== 'lattice')) return null
  const labels = [...new Set(header.flatMap(({ cells }) => cells))].filter(isLabel)
  const bottom = Math.max(...labels.map(({ row }) => row))
  const leaves = labels.filter(({ row, rowSpan }) => row + rowSpan > bottom).sort((a, b) => a.col - b.col)
  const first = leaves.findIndex(({ text }) => isColumn(text, block))
  const own = leaves.slice(first)
  if (first < 0 || own.length < 2) return null
  const above = labels.filter((label) => !leaves.includes(label))
  const cells = [...above, ...body.flatMap(behindLabel)]
  if (!cells.some((cell) => own.some((leaf) => crosses(cell, leaf)))) return null
  // Labels of groups are cut at places of their own too: where all columns of the form are there, in its order, they say nothing more.
  const isWhole =
    own.length === block.columns.length && own.every(({ text }, i) => isLabelOf(text, block.columns[i] as ColumnDef))
  return own.map((leaf, i) => ({
    from: leaf.col,
    to: endOf(leaf),
    path: isWhole
      ? [...(block.columns[i]?.path.slice(0, -1) ?? []), leaf.text]
      : [...above.filter((label) => isMostlyBelow(leaf, label)).sort((a, b) => a.row - b.row), leaf].map(
          ({ text }) => text,
        ),
  }))
}

/** What stands behind the last label of a row. */
function behindLabel({ own }: PrintedRow): readonly Cell[] {
  return own.slice(own.findLastIndex(isLabel) + 1)
}

/**
 * The cells of a row that stand below the leaves, one for each; null where the row has other cells than these behind its label. What reads like a label
 * is one where it begins below the first leaf at most with its end: any other is a figure that could not be read.
 */
export function cellsBelow(row: PrintedRow, leaves: readonly Leaf[]): readonly Cell[] | null {
  const values = row.own.slice(Math.max(0, row.own.length - leaves.length))
  const before = row.own.slice(0, row.own.length - values.length)
  if (values.length < leaves.length || before.some((cell) => isFigure(cell))) return null
  const strange = values.some((cell, i) => isLabel(cell) && !isBelow(cell, leaves[i] as Leaf))
  // A blank one more behind the label is none of these, unless the label covers it.
  return strange || (before.length > 0 && isBlank(before[before.length - 1] as Cell) && before.some(isLabel))
    ? null
    : values
}

const isBelow = (cell: Cell, { from, to }: Leaf): boolean =>
  2 * (Math.min(endOf(cell), to) - Math.max(cell.col, from)) > cell.colSpan

const endOf = ({ col, colSpan }: Cell): number => col + colSpan

const isColumn = (text: string, block: BlockDef): boolean => block.columns.some((column) => isLabelOf(text, column))

const isLabelOf = (text: string, { path, aliases }: ColumnDef): boolean =>
  bestLikeness(parseLabel(text), path[path.length - 1] ?? '', aliases) >= 0.75

/** An edge of one lies within the other, and one within the first: neither holds the other. */
function crosses(a: Cell, b: Cell): boolean {
  const [left, right] = a.col < b.col ? [a, b] : [b, a]
  return left.col < right.col && right.col < endOf(left) && endOf(left) < endOf(right)
}

const isMostlyBelow = (leaf: Cell, label: Cell): boolean =>
  label.row < leaf.row && 2 * (Math.min(endOf(leaf), endOf(label)) - Math.max(leaf.col, label.col)) > leaf.colSpan
