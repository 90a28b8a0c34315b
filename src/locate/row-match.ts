/** Printed rows → rows of the form. */

import type { BlockDef, TableDef } from '../forms/define.js'
import { joinText, squeeze } from '../text/normalize.js'
import { startsWithOrdinal } from '../text/ordinal.js'
import type { Cell } from '../types.js'
import { align, type Pair, withoutGuesses } from './align.js'
import { placedColumns } from './columns.js'
import { bestLikeness, EXACT, type Label, likeness, namesWhole, parseLabel } from './labels.js'
import { last, type RowPair } from './located.js'
import { type RowLabels, rowLabels } from './row-scores.js'
import { goesOn, hasFigures, isBlank, isFigure, isLabel, isWritten, labelsOf, type PrintedRow } from './rows.js'
import { orderTorn } from './torn-rows.js'

/**
 * Rows of a table of one block. Where a tool has torn the labels from their figures, rows that have nearly as many figures as the form has
 * columns are matched without the loose labels, if that gives every one of them a place between rows that kept theirs.
 */
export function matchTorn(def: TableDef, printed: readonly PrintedRow[], threshold: number): RowPair[] {
  const pairs = matchRows(def, printed, threshold)
  const full = fullRows(def, printed)
  const placed = (found: readonly RowPair[]): number => full.filter((row) => isPlaced(row, found)).length
  const others = placed(pairs) === full.length ? pairs : matchRows(def, full, threshold)
  const best = placed(others) === full.length ? others : pairs
  const [block] = def.blocks
  if (!block) return best
  return orderTorn(block.rows, block.columns.length, printed, best).map((guess) => ({ ...guess, block: 0 }))
}

/** Rows of counted fields with nearly as many figures as the form has columns. */
export function fullRows(def: TableDef, printed: readonly PrintedRow[]): readonly PrintedRow[] {
  const columns = def.blocks[0]?.columns.length ?? 0
  if (!printed.every((row) => row.grid.ragged)) return []
  return printed.filter((row) => row.own.filter(isFigure).length >= columns - 1)
}

export const isPlaced = (row: PrintedRow, pairs: readonly RowPair[]): boolean =>
  pairs.some((pair) => pair.printed.includes(row))

/** Rows of a table of several blocks, also where a block is printed out of its order. */
export function matchBlocks(def: TableDef, printed: readonly PrintedRow[], threshold: number): RowPair[] {
  const pairs = matchRows(def, printed, threshold)
  const missing = def.blocks.filter((_, b) => pairs.every((pair) => pair.block !== b))
  if (missing.length === 0 || missing.length === def.blocks.length) return pairs
  const used = new Set(pairs.flatMap((pair) => pair.printed))
  const rest = printed.filter((row) => !used.has(row))
  const found = matchRows({ ...def, blocks: missing }, rest, threshold)
    .filter((pair) => pair.likeness >= EXACT && pair.printed.some(hasFigures))
    .map((pair) => ({ ...pair, block: def.blocks.indexOf(missing[pair.block] as BlockDef) }))
  return [...pairs, ...found]
}

/** Rows by labels, ordinals, groups and order together. */
function matchRows(def: TableDef, printed: readonly PrintedRow[], threshold: number): RowPair[] {
  const form = rowLabels(def)
  const { official } = form
  const start = def.shape === 'matrix' ? valueColumn(def, printed) : null
  const rows = printed.map((row, i) => {
    let { label, groups } = labelsOf(row, start)
    const before = printed[i - 1]
    const rest = before !== undefined && goesOn(before, row)
    // What the page end leaves of the label down the side is none of the row's.
    if (rest && label && label.rowSpan > 1) label = null
    // The label of a group that runs down beside this row is not the row's own, which is lost.
    if (label && (label.row < row.index || label.rowSpan > 1) && form.isGroup(parseLabel(label.text))) {
      // Where a group before it reaches a row too far down, it stands behind the row's own label.
      const own = groups.findLast(
        ({ row: at, rowSpan, text }) => at === row.index && rowSpan === 1 && form.isOfficial(parseLabel(text)),
      )
      groups = [...groups.filter((cell) => cell !== own), label]
      label = own ?? null
    }
    // Before a blank cell, what stands of a group's label is not the row's own, which a page end has put overleaf.
    else if (label && form.isStump(parseLabel(label.text)) && isBlankBehind(row, label)) {
      groups = [...groups, label]
      label = null
    }
    // A label of the form below the header of the figures, before all of them: the header has lost its spans.
    const inner = start === null ? undefined : row.own.findLast(isLabel)
    if (
      inner &&
      inner !== row.own[row.own.length - 1] &&
      inner.col > (label?.col ?? -1) &&
      !row.own.some((cell) => cell.col < inner.col && isFigure(cell))
    )
      if (form.isOfficial(parseLabel(inner.text))) {
        if (label) groups = [...groups, label]
        label = inner
      }
    const own = label ? form.own(label.text) : null
    const beside = [...groups.map((cell) => parseLabel(cell.text)), ...(own?.group ? [own.group] : [])]
    return {
      row,
      cell: label,
      label: own?.label ?? null,
      text: label?.text ?? null,
      groups: beside,
      scores: own ? form.scores(own.label, beside, threshold) : null,
      figures: hasFigures(row),
      rest,
    }
  })
  interface Pieces {
    readonly scores: Float64Array
    /** Scores of the pieces, each of which must be less like the official label than all of them; none where there is no rival. */
    readonly alone: readonly Float64Array[]
    /** A row that a page end cuts: its label may be whole above it. */
    readonly cut?: true
  }
  const memo = new Map<number, Pieces | null>()
  /** Rows that may be the pieces of one: cut by a page end, or parted into label and figures. */
  const pieces = (i: number, n: number): Pieces | null => {
    const key = i * 8 + n
    const seen = memo.get(key)
    if (seen !== undefined) return seen
    const made = makePieces(rows.slice(i, i + n))
    memo.set(key, made)
    return made
  }
  const makePieces = (parts: readonly (typeof rows)[number][]): Pieces | null => {
    const [upper, lower, ...others] = parts
    if (upper?.label && upper.scores && lower?.rest && upper.figures && others.length === 0 && !lower.label?.ordinal) {
      if (!lower.label) return { scores: upper.scores, alone: [], cut: true }
      const whole = parseLabel(joinText(upper.text ?? '', lower.text ?? ''))
      const [scores, ...alone] = [whole, upper.label, lower.label].map((label) =>
        form.scores(label, upper.groups, threshold),
      )
      return scores ? { scores, alone, cut: true } : null
    }
    if (parts.filter((part) => part.figures).length > 1) return null
    // A label and its figures that became two rows, in either order.
    const labelled = parts.filter((part) => part.label !== null)
    const [only] = labelled
    if (
      parts.length === 2 &&
      labelled.length === 1 &&
      only?.label &&
      !only.figures &&
      parts.some((part) => part.label === null && part.figures)
    ) {
      return only.scores ? { scores: only.scores, alone: [] } : null
    }
    const [head, ...tail] = parts
    if (!head?.label || tail.some((part) => !part.label || part.label.ordinal !== null)) return null
    const scores = (label: Label): Float64Array => form.scores(label, head.groups, threshold)
    // Cut by a page end, or set on two lines of a text, with the figures below: the label may be whole without its end, which is no label of the form.
    const [end] = tail
    const isCut =
      tail.length === 1 &&
      end?.label != null &&
      !head.figures &&
      end.figures &&
      end.row.grid === head.row.grid &&
      (end.row.afterBreak || !isWritten(end.row.grid)) &&
      !form.isOfficial(end.label)
    return {
      ...(isCut ? { cut: true as const } : {}),
      scores: scores(parseLabel(parts.map((part) => part.text ?? '').reduce(joinText, ''))),
      alone: parts.flatMap((part) => (part.label ? [scores(part.label)] : [])),
    }
  }
  const pairs = align(rows.length, official.length, {
    score: (i, j) => {
      const row = rows[i]
      if (!row) return null
      return row.scores ? worth(row.scores[j]) : row.figures ? 0.05 : null
    },
    merged: (i, n, j) => {
      const whole = pieces(i, n)
      if (!whole) return null
      const together = worth(whole.scores[j])
      if (together === null) return null
      const best = Math.max(0, ...whole.alone.map((scores) => worth(scores[j]) ?? 0))
      const isBetter = whole.cut ? together >= best : together > best + 0.1
      return whole.alone.length === 0 || isBetter ? together - 0.05 : null
    },
    skipPrinted: (i) => {
      const row = rows[i]
      if (!row || (row.label === null && !row.figures)) return 0.02
      return row.figures ? 0.4 : 0.06
    },
    skipOfficial: () => 0.15,
  })
  // A label beside two rows of figures: of which of them it is, nothing says, nor what the other one is.
  const isBesideTwo = ({ cell }: (typeof rows)[number]): boolean =>
    cell !== null && cell.rowSpan > 1 && rows.filter((other) => other.cell === cell && other.figures).length > 1
  const lost = (pair: Pair): boolean => pair.printed.every((i) => (rows[i]?.label ?? null) === null)
  const inGap = (from: number, to: number): number => rows.slice(from, to).filter(({ figures }) => figures).length
  return withoutGuesses(pairs, rows.length, official.length, lost, inGap).map((pair: Pair) => {
    const target = official[pair.official] as (typeof official)[number]
    const parts = pair.printed.map((i) => rows[i]).filter((row) => row !== undefined)
    const text = parts.some((part) => part.text !== null)
      ? parts.map((part) => part.text ?? '').reduce(joinText, '')
      : null
    return {
      block: target.block,
      def: target.row,
      printed: parts.map((part) => part.row),
      label: text,
      likeness: text === null ? 0 : bestLikeness(form.own(text).label, last(target.row.path), target.row.aliases),
      ...(parts.some((part) => part.row.own.some((cell) => holdsTwo(cell, form)) || isBesideTwo(part))
        ? { several: true as const }
        : {}),
    }
  })
}

/** A cell without text stands between the label and the first figure. */
function isBlankBehind({ own }: PrintedRow, label: Cell): boolean {
  const next = own[own.indexOf(label) + 1]
  return next !== undefined && isBlank(next) && own.some((cell) => cell.col > next.col && isFigure(cell))
}

/** A score, or null where there is none. */
const worth = (score = Number.NaN): number | null => (Number.isNaN(score) ? null : score)

/**
 * A cell of several lines, some of which are one label of the form and others, but for a slip, another one, and all together none: 2.其他 above
 * 法律行政法规禁止公开 is one, and so it is with a slip, or where a page end has taken its last character.
 */
function holdsTwo({ lines }: Cell, { isOfficial, isNearly, likest }: RowLabels): boolean {
  if (lines.length < 2 || lines.length > MOST_LINES) return false
  const whole = labelIn(lines, 0, lines.length)
  if (isOfficial(whole) || (isNearly(whole) && !lines.slice(1).some(startsWithOrdinal))) return false
  // The line behind the first label that ends soonest; the second may begin there.
  let behind = lines.length
  for (let to = 1; to < lines.length && behind === lines.length; to++)
    for (let from = 0; from < to; from++) if (isOfficial(labelIn(lines, from, to))) behind = to
  // What is left behind it is more like a label than all together: 规章 above 行政规范性文.
  if (behind > 0 && behind < lines.length) {
    const rest = likest(labelIn(lines, behind, lines.length))
    if (rest >= REST && rest > likest(whole) + CLEARLY) return true
  }
  for (let from = behind; from < lines.length; from++)
    for (let to = from + 1; to <= lines.length; to++) if (isNearly(labelIn(lines, from, to))) return true
  return false
}

/** What is left of a label that a line was taken from is as like it as this, and so much more than with another label before it. */
const REST = 0.75
const CLEARLY = 0.1

/** Cells of more lines than this are no label. */
const MOST_LINES = 12

const labelIn = (lines: readonly string[], from: number, to: number): Label =>
  parseLabel(lines.slice(from, to).reduce(joinText, ''))

/** Column where the values of a table begin, told by its header; null where rows must tell it one by one. */
function valueColumn(def: TableDef, printed: readonly PrintedRow[]): number | null {
  const [block] = def.blocks
  const first = printed[0]
  if (!block || !first || printed.some((row) => row.grid.ragged)) return null
  const grids = new Set(printed.map((row) => row.grid))
  if (grids.size > 1) return null
  // The header ends where the first row of the form, or the first figure, stands.
  const labels = block.rows.map((row) => parseLabel(last(row.path)))
  const body = printed.findIndex(
    (row) =>
      hasFigures(row) ||
      row.own.some((cell) => isLabel(cell) && labels.some((label) => likeness(parseLabel(cell.text), label) >= 0.85)),
  )
  const { valueStart } = placedColumns(block, printed.slice(0, Math.max(0, body)), printed.filter(hasFigures), 0.6)
  return valueStart > 0 ? valueStart : null
}

/** The one row of figures below a header. */
export function lineRow(def: TableDef, printed: readonly PrintedRow[]): RowPair[] {
  const [block] = def.blocks
  const [row] = block?.rows ?? []
  if (!block || !row) return []
  let header = -1
  for (const [i, one] of printed.entries()) {
    const labels = one.own.filter(isLabel).map((cell) => parseLabel(cell.text))
    const known = labels.filter((label) =>
      block.columns.some(
        (column) => bestLikeness(label, last(column.path), column.aliases) >= 0.75 || namesWhole(label, column) > 0,
      ),
    )
    if (known.length >= 2) header = i
  }
  if (header < 0) header = stackedHeader(block, printed)
  if (header < 0) return []
  const below = ownYear(printed.slice(header + 1))
  const data = below.find((one) => hasFigures(one)) ?? below.find((one) => one.own.length > 1 && one.own.every(isBlank))
  // Where the figures go on in the next line, no column says where the first ends.
  const next = data ? below[below.indexOf(data) + 1] : undefined
  if (
    data &&
    next?.grid === data.grid &&
    data.grid.method === 'stream' &&
    next.own.some(isFigure) &&
    !next.own.some(isLabel)
  )
    return [{ block: 0, def: row, printed: [data, next], label: null, likeness: 1, several: true }]
  // A page end cuts the row through figures on several lines.
  if (data && next && data.grid.method === 'lattice' && !next.own.some(isLabel) && goesOn(data, next))
    return [{ block: 0, def: row, printed: [data, next], label: null, likeness: 1 }]
  // A header alone is the table too, without its figures.
  return data || header >= 1 ? [{ block: 0, def: row, printed: data ? [data] : [], label: null, likeness: 1 }] : []
}

/** The last row of a header whose labels are set in lines of a character or two, each line a row; -1 where there is none. */
function stackedHeader(block: BlockDef, printed: readonly PrintedRow[]): number {
  const data = printed.findIndex(hasFigures)
  const stacks = new Map<number, string[]>()
  for (const { own } of printed.slice(0, Math.max(0, data)))
    for (const cell of own) if (isLabel(cell)) stacks.set(cell.col, [...(stacks.get(cell.col) ?? []), cell.text])
  const known = [...stacks.values()].filter((texts) =>
    texts.some((_, from) => {
      const label = parseLabel(texts.slice(from).join(''))
      return block.columns.some((column) => bestLikeness(label, last(column.path), column.aliases) >= 0.75)
    }),
  )
  return known.length >= 4 ? data - 1 : -1
}

const LAST_YEAR = /^(?:上一?年度?|去年|往年|上年同期)/
const YEAR = /^(20\d\d)年度?/

/** Rows without those of other years, where each row names its own: 上年, 本年; 2022年, 2023年. */
function ownYear(rows: readonly PrintedRow[]): readonly PrintedRow[] {
  const named = rows.map((row) => {
    const text = squeeze(row.own.find(isLabel)?.text ?? '')
    return { row, last: LAST_YEAR.test(text), year: Number(YEAR.exec(text)?.[1] ?? 0) }
  })
  const latest = Math.max(0, ...named.map(({ year }) => year))
  return named.filter(({ last, year }) => !last && (year === 0 || year === latest)).map(({ row }) => row)
}
