/** Blocks + forms → tables: every cell of the form, with the printed cell that it is. */

import { type Finding, note } from '../findings.js'
import type { BlockDef, FormDef, RowDef, TableDef, TableId } from '../forms/define.js'
import { tableEditions } from '../forms/index.js'
import type { FigureKind } from '../text/figures.js'
import { joinText, squeeze } from '../text/normalize.js'
import type { Block, Cell, GridMethod, Place } from '../types.js'
import { align, type Pair, withoutGuesses } from './align.js'
import { type ColumnMap, type ColumnMatch, countedColumns, placedColumns } from './columns.js'
import { type Footing, markUnconfirmed } from './confirm.js'
import { cutCell, cutRows, type GluedRow, runOf } from './glued.js'
import { bestLikeness, EXACT, type Label, likeness, ordinalAgreement, parseLabel } from './labels.js'
import { hasFigures, isBlank, isFigure, isLabel, labelsOf, type PrintedRow, printedRows } from './rows.js'
import { findSegments } from './segments.js'
import { isFirm, onOneLine, orderTorn } from './torn-rows.js'

export interface LocatedCell {
  readonly row: string
  readonly column: string
  readonly kind: FigureKind
  /** The printed cells: none where the form's cell is not printed, several where a stray line divides it. */
  readonly cells: readonly Cell[]
  /** The printed cell belongs to other cells of the form too. */
  readonly shared: boolean
  /** The column is told by the order of the figures in a full row, not by their place. */
  readonly ordered?: true
  /** The row has another number of cells than those around it: one may be left out, or one too many. */
  readonly uneven?: true
  /** In text: neither a line nor a sum says that the figure is of this row and column. */
  readonly unconfirmed?: true
  /** In text: the sums of the table say that its columns are those of the form, with labels or without. */
  readonly confirmed?: true
  readonly rowLikeness: number
  readonly columnLikeness: number
  /** Text above the column, for units. */
  readonly header: string
  /** Unit that the form prints in the label. */
  readonly unit: string | null
  readonly method: GridMethod
  readonly page: number | null
}

export interface LocatedRow {
  readonly row: string
  /** Printed label, null where it is lost. */
  readonly label: string | null
  readonly likeness: number
  readonly place: Place | null
}

export interface LocatedTable {
  readonly table: TableId
  readonly edition: FormDef['edition']
  readonly instance: number
  readonly scope: string | null
  readonly pages: readonly number[]
  readonly place: Place | null
  readonly cells: readonly LocatedCell[]
  readonly rows: readonly LocatedRow[]
  /** Rows and columns that are printed and not in the form. */
  readonly extraRows: readonly {
    readonly label: string
    readonly texts: readonly string[]
    readonly place: Place | null
  }[]
  readonly extraColumns: readonly { readonly label: string; readonly texts: readonly string[] }[]
  readonly missingRows: readonly string[]
  readonly missingColumns: readonly string[]
  /** Index of the block where it begins, and of all blocks it takes. */
  readonly block: number
  readonly blocks: readonly number[]
}

interface Candidate {
  readonly edition: FormDef['edition']
  readonly def: TableDef
  readonly score: number
  readonly rows: readonly RowPair[]
  readonly maps: readonly (ColumnMap | null)[]
}

interface RowPair {
  readonly block: number
  readonly def: RowDef
  readonly printed: readonly PrintedRow[]
  readonly label: string | null
  readonly likeness: number
  /** Its label was torn from its figures, and the number of lines leaves no other place. */
  readonly sure?: true
  /** Its label is that of another row too: lines of two rows were taken for one, and either may have the figures. */
  readonly several?: true
}

/** Find all tables of the forms among the blocks of a report, in printed order. */
export function locateTables(
  blocks: readonly Block[],
  threshold: number,
): { tables: LocatedTable[]; notes: Finding[] } {
  const tables: LocatedTable[] = []
  const notes: Finding[] = []
  const counts = new Map<TableId, number>()
  for (const segment of findSegments(blocks, threshold)) {
    const candidates = tableEditions(segment.table).map(({ edition, def }) =>
      fitEdition(def, edition, segment.rows, threshold),
    )
    const best = candidates.reduce((a, b) => (b.score > a.score + 1e-9 ? b : a))
    if (!plausible(best)) continue
    const instance = counts.get(segment.table) ?? 0
    counts.set(segment.table, instance + 1)
    const table = build(best, segment.rows, instance, blocks)
    tables.push(table)
    notes.push(...notesOf(table))
  }
  if (!counts.has('disputes')) {
    const rest = headlessLine(blocks, new Set(tables.flatMap((table) => table.blocks)))
    if (rest) {
      tables.push(rest)
      notes.push(
        note(
          'locate/label-lost',
          { row: 'disputes' },
          { table: 'disputes', instance: 0, places: rest.place ? [rest.place] : [] },
        ),
        ...notesOf(rest),
      )
    }
  }
  return { tables, notes }
}

/**
 * The one row of table 四 whose header is lost, or stands on the page before as loose words: as many values as the form
 * has columns, behind words that name reviews and lawsuits.
 */
function headlessLine(blocks: readonly Block[], used: ReadonlySet<number>): LocatedTable | null {
  for (const { edition, def } of tableEditions('disputes')) {
    const [block] = def.blocks
    if (!block || def.shape !== 'line') continue
    for (const [b, grid] of blocks.entries()) {
      if (grid.kind !== 'grid' || used.has(b)) continue
      const rows = printedRows(grid, b)
      const row = rows.find((one) => hasFigures(one))
      const values = row?.own.filter((cell) => isFigure(cell) || cell.col >= (row.own.find(isFigure)?.col ?? 0)) ?? []
      if (
        !row ||
        rows.filter(hasFigures).length !== 1 ||
        values.length !== block.columns.length ||
        values.some(isLabel)
      )
        continue
      let words = ''
      for (let i = b - 1; i >= 0 && i >= b - 9; i--) {
        const before = blocks[i]
        if (before?.kind === 'grid') break
        words += before?.text ?? ''
      }
      if (!/复议/.test(words) || !/诉讼/.test(words)) continue
      const columns = block.columns.map(
        (column, i): ColumnMatch => ({ column, from: i, to: i + 1, label: null, likeness: 0, header: '' }),
      )
      const map: ColumnMap = { columns, valueStart: 0, score: 0, unmatched: [], counted: true, grid: null }
      const bare: PrintedRow = { ...row, own: values, cells: values }
      const pair: RowPair = { block: 0, def: block.rows[0] as RowDef, printed: [bare], label: null, likeness: 1 }
      return build({ edition, def, score: 0, rows: [pair], maps: [map] }, [bare], 0, blocks)
    }
  }
  return null
}

/** Enough of a table to be one: a sentence that names two of its labels is not. */
function plausible({ def, rows, maps }: Candidate): boolean {
  const surely = rows.filter((row) => row.likeness >= 0.75).length
  const columns = maps.reduce(
    (sum, map) => sum + (map?.columns.filter((column) => column.likeness >= 0.75).length ?? 0),
    0,
  )
  if (def.shape === 'line') return columns >= 4 && rows.length > 0
  if (def.shape === 'matrix') return surely >= 3 || (surely >= 1 && columns >= 4)
  return surely >= 3 || (surely >= 1 && columns >= 1 && surely + columns >= 3)
}

function fitEdition(
  def: TableDef,
  edition: FormDef['edition'],
  printed: readonly PrintedRow[],
  threshold: number,
): Candidate {
  const matched =
    def.shape === 'line'
      ? lineRow(def, printed)
      : def.shape === 'matrix'
        ? matchTorn(def, printed, threshold)
        : matchBlocks(def, printed, threshold)
  const cut = unglue(def, edition, matched)
  const maps = def.blocks.map((block, b) => columnsFor(def, block, b, cut ?? matched, printed, threshold))
  const pairs = cut ? withoutUnlabelled(cut, maps) : matched
  const rowScore = pairs.reduce((sum, pair) => sum + Math.max(0.1, pair.likeness), 0)
  const columnScore = maps.reduce((sum, map) => sum + (map?.score ?? 0), 0)
  const official = def.blocks.reduce((sum, block) => sum + block.rows.length, 0)
  const lost = def.shape === 'matrix' ? fullRows(def, printed).filter((row) => !isPlaced(row, pairs)).length : 0
  const score = rowScore + columnScore - 0.25 * (official - pairs.length) - LOST_ROW * lost
  return { edition, def, rows: pairs, maps, score }
}

/**
 * Rows of a table of one block. Where a tool has torn the labels from their figures, rows that have nearly as many figures as the form has
 * columns are matched without the loose labels, if that gives every one of them a place between rows that kept theirs.
 */
function matchTorn(def: TableDef, printed: readonly PrintedRow[], threshold: number): RowPair[] {
  const pairs = matchRows(def, printed, threshold)
  const full = fullRows(def, printed)
  const placed = (found: readonly RowPair[]): number => full.filter((row) => isPlaced(row, found)).length
  const others = placed(pairs) === full.length ? pairs : matchRows(def, full, threshold)
  const best = placed(others) === full.length ? others : pairs
  const [block] = def.blocks
  if (!block) return best
  return orderTorn(block.rows, block.columns.length, printed, best).map((guess) => ({ ...guess, block: 0 }))
}

/** What an edition loses for a row of figures that has no place in it: as much as a label that is half right. */
const LOST_ROW = 0.6

/** Rows of counted fields with nearly as many figures as the form has columns. */
function fullRows(def: TableDef, printed: readonly PrintedRow[]): readonly PrintedRow[] {
  const columns = def.blocks[0]?.columns.length ?? 0
  if (!printed.every((row) => row.grid.ragged)) return []
  return printed.filter((row) => row.own.filter(isFigure).length >= columns - 1)
}

const isPlaced = (row: PrintedRow, pairs: readonly RowPair[]): boolean =>
  pairs.some((pair) => pair.printed.includes(row))

/** A row stays the same row when its cells are cut. */
const keyOf = ({ block, index }: PrintedRow): string => `${block}:${index}`

/** Rows whose figures are printed without a gap, cut where the relations of the form leave one way; null where there are none. */
function unglue(def: TableDef, edition: string, pairs: RowPair[]): RowPair[] | null {
  const rows = pairs.map(({ def: { id }, block, printed }): GluedRow => {
    const [row] = printed
    const columns = def.blocks[block]?.columns.map((column) => column.id) ?? []
    const values = row?.grid.ragged && printed.length === 1 ? valuesOf(row) : []
    const numbers = values.map((cell) => squeeze(cell.text)).filter((text) => text !== '')
    return {
      row: id,
      columns,
      run: columns.length > 1 ? runOf(values) : null,
      values: numbers.length === columns.length && numbers.every(isWhole) ? numbers.map(Number) : null,
    }
  })
  // Rows with some of their figures, parted: blank cells left nothing, and a lone run is one figure.
  const parted = pairs.some(({ printed }, i) => {
    const filled = printed.flatMap((row) => (row.grid.ragged ? valuesOf(row).filter((cell) => !isBlank(cell)) : []))
    return rows[i]?.values === null && filled.length > 1
  })
  if (parted || rows.every(({ run }) => run === null)) return null
  const cut = cutRows(def, edition, rows)
  return pairs.map((pair) => {
    const ways = cut.get(pair.def.id)
    const [row] = pair.printed
    const run = row && valuesOf(row).find((cell) => squeeze(cell.text) !== '')
    if (!ways || !row || !run) return pair
    const labels = row.own.slice(0, row.own.length - valuesOf(row).length)
    const own = [...labels, ...cutCell(run, ways)]
    return { ...pair, printed: [{ ...row, own, cells: own }] }
  })
}

/** In text without gaps a run is one figure only where the label of its one column is printed: an older form has several there. */
function withoutUnlabelled(pairs: readonly RowPair[], maps: readonly (ColumnMap | null)[]): RowPair[] {
  return pairs.map((pair) => {
    const [only, ...others] = maps[pair.block]?.columns ?? []
    if (!only || others.length > 0 || only.label !== null) return pair
    const printed = pair.printed.map((row) => {
      const own = row.own.map((cell) => (isFigure(cell) ? { ...cell, candidates: [] } : cell))
      return { ...row, own, cells: own }
    })
    return { ...pair, printed }
  })
}

const isWhole = (text: string): boolean => /^\d+$/.test(text)

/** Rows of a table of several blocks, also where a block is printed out of its order. */
function matchBlocks(def: TableDef, printed: readonly PrintedRow[], threshold: number): RowPair[] {
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
  const official = def.blocks.flatMap((block, b) =>
    block.rows.map((row) => ({ block: b, row, label: parseLabel(last(row.path)) })),
  )
  const start = def.shape === 'matrix' ? valueColumn(def, printed) : null
  const isGroup = (label: Label): boolean =>
    groupLabels.some((group) => likeness(label, group) >= 0.8) &&
    !official.some(({ row }) => bestLikeness(label, last(row.path), row.aliases) >= 0.8)
  const groupLabels = [...new Set(official.flatMap(({ row }) => row.path.slice(0, -1)))].map(parseLabel)
  const rows = printed.map((row) => {
    let { label, groups } = labelsOf(row, start)
    // The label of a group that runs down beside this row is not the row's own, which is lost.
    if (label && (label.row < row.index || label.rowSpan > 1) && isGroup(parseLabel(label.text))) {
      groups = [...groups, label]
      label = null
    }
    return {
      row,
      label: label ? parseLabel(label.text) : null,
      text: label?.text ?? null,
      groups: groups.map((cell) => parseLabel(cell.text)),
      figures: hasFigures(row),
    }
  })
  const exact = new Map<Label, boolean>()
  const isOfficial = (label: Label): boolean => {
    let is = exact.get(label)
    if (is === undefined) {
      is = label.body !== '' && official.some(({ row }) => bestLikeness(label, last(row.path), row.aliases) >= EXACT)
      exact.set(label, is)
    }
    return is
  }
  const score = (label: Label, groups: readonly Label[], j: number): number | null => {
    const target = official[j]
    if (!target) return null
    const like = bestLikeness(label, last(target.row.path), target.row.aliases)
    // A label that is another one of the form to the letter is no misprint of this one: 本年新收…, 上年结转….
    if (like < EXACT && isOfficial(label)) return null
    const ordinal = ordinalAgreement(label.ordinal, target.label.ordinal)
    // A row beside a group of this name is a part of it: （六）其他处理, 3.其他.
    if (ordinal < 0 && groups.some((text) => likeness(text, target.label) >= 0.9)) return null
    const group = groupAgreement(groups, target.row.path.slice(0, -1), groupLabels)
    // Only the number is left of the label, or only a stump of it: order and number must tell.
    if (label.body === '' && ordinal === 1) return 0.3 + group * 0.1
    if (like < threshold && !(like >= threshold * 0.7 && ordinal === 1 && group >= 0)) return null
    return like + ordinal * (ordinal < 0 ? 0.3 : 0.12) + group * (group < 0 ? 0.35 : 0.08)
  }
  interface Pieces {
    readonly label: Label
    readonly groups: readonly Label[]
    /** The pieces, each of which must be less like the official label than all of them; none where there is no rival. */
    readonly alone: readonly Label[]
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
      return { label: only.label, groups: only.groups, alone: [] }
    }
    const [head, ...tail] = parts
    if (!head?.label || tail.some((part) => !part.label || part.label.ordinal !== null)) return null
    return {
      label: parseLabel(parts.map((part) => part.text ?? '').reduce(joinText, '')),
      groups: head.groups,
      alone: parts.flatMap((part) => (part.label ? [part.label] : [])),
    }
  }
  const pairs = align(rows.length, official.length, {
    score: (i, j) => {
      const row = rows[i]
      if (!row) return null
      if (row.label === null) return row.figures ? 0.05 : null
      return score(row.label, row.groups, j)
    },
    merged: (i, n, j) => {
      const whole = pieces(i, n)
      if (!whole) return null
      const together = score(whole.label, whole.groups, j)
      if (together === null) return null
      const best = Math.max(0, ...whole.alone.map((piece) => score(piece, whole.groups, j) ?? 0))
      return whole.alone.length === 0 || together > best + 0.1 ? together - 0.05 : null
    },
    skipPrinted: (i) => {
      const row = rows[i]
      if (!row || (row.label === null && !row.figures)) return 0.02
      return row.figures ? 0.4 : 0.06
    },
    skipOfficial: () => 0.15,
  })
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
      likeness: text === null ? 0 : bestLikeness(parseLabel(text), last(target.row.path), target.row.aliases),
      ...(parts.some(({ row }) => row.own.some((cell) => holdsTwo(cell, isOfficial)))
        ? { several: true as const }
        : {}),
    }
  })
}

/** A cell of several lines, the first of which are one label of the form and the others another one. */
const holdsTwo = ({ lines }: Cell, isOfficial: (label: Label) => boolean): boolean =>
  lines.some(
    (_, i) =>
      i > 0 && [lines.slice(0, i), lines.slice(i)].every((part) => isOfficial(parseLabel(part.reduce(joinText, '')))),
  )

const last = (path: readonly string[]): string => path[path.length - 1] ?? ''

/** 1 where a printed group label is the official one, -1 where it is another one of the form, else 0. */
function groupAgreement(printed: readonly Label[], official: readonly string[], all: readonly Label[]): number {
  const own = official.map(parseLabel)
  let sum = 0
  for (const label of printed) {
    const mine = Math.max(0, ...own.map((text) => likeness(label, text)))
    if (mine >= 0.7) sum = Math.max(sum, 1)
    else if (all.some((text) => likeness(label, text) >= 0.8)) return -1
  }
  return sum
}

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
function lineRow(def: TableDef, printed: readonly PrintedRow[]): RowPair[] {
  const [block] = def.blocks
  const [row] = block?.rows ?? []
  if (!block || !row) return []
  let header = -1
  for (const [i, one] of printed.entries()) {
    const labels = one.own.filter(isLabel).map((cell) => parseLabel(cell.text))
    const known = labels.filter((label) =>
      block.columns.some((column) => bestLikeness(label, last(column.path), column.aliases) >= 0.75),
    )
    if (known.length >= 2) header = i
  }
  if (header < 0) return []
  const below = printed.slice(header + 1)
  const data = below.find((one) => hasFigures(one)) ?? below.find((one) => one.own.length > 1 && one.own.every(isBlank))
  // A header alone is the table too, without its figures.
  return data || header >= 1 ? [{ block: 0, def: row, printed: data ? [data] : [], label: null, likeness: 1 }] : []
}

function columnsFor(
  def: TableDef,
  block: BlockDef,
  index: number,
  pairs: readonly RowPair[],
  printed: readonly PrintedRow[],
  threshold: number,
): ColumnMap | null {
  const body = pairs.filter((pair) => pair.block === index).flatMap((pair) => pair.printed)
  const [first] = body
  if (!first)
    return def.shape === 'line' && pairs.length > 0 && !printed[0]?.grid.ragged
      ? placedColumns(block, printed, [], threshold)
      : null
  const placeOf = (row: PrintedRow): number => printed.findIndex((one) => keyOf(one) === keyOf(row))
  const at = placeOf(first)
  const before = pairs.filter((pair) => pair.block < index).flatMap((pair) => pair.printed)
  const from = Math.max(-1, ...before.map(placeOf)) + 1
  const above = printed.slice(from, Math.max(from, at)).filter((row) => !row.own.some(isFigure))
  if (first.grid.ragged) {
    if (def.shape === 'line') return countedLine(block, above, first, threshold)
    return countedColumns(block, above, fieldCounts(body))
  }
  const header = above.filter((row) => row.grid === first.grid)
  const placed = placedColumns(
    block,
    header,
    body.filter((row) => row.grid === first.grid),
    threshold,
  )
  if (placed.columns.some((column) => column.likeness > 0)) return placed
  // The header stands in another grid, before a page end that parted the two: its labels are counted instead.
  const counted = countedColumns(block, above, fieldCounts(body))
  return counted.score > 0 || body.every((row) => valuesOf(row).length === block.columns.length) ? counted : placed
}

/** One line of counted values under counted labels: label and value stand at the same count, or all are there. */
function countedLine(block: BlockDef, header: readonly PrintedRow[], data: PrintedRow, threshold: number): ColumnMap {
  const values = valuesOf(data)
  const all = countedColumns(block, header, [values.length])
  const labelled = header.filter((row) => row.own.some(isLabel))
  const width = Math.max(0, ...labelled.map((row) => row.own.length))
  if (values.length === block.columns.length || width === 0) return { ...all, score: all.score }
  // As many fields as the header has: the columns have a place after all, with spans shown as empty fields.
  if (labelled.every((row) => Math.abs(row.own.length - width) <= 1) && Math.abs(width - data.own.length) <= 1) {
    const leafs = new Set(block.columns.map((column) => last(column.path)))
    const spread = labelled.map((row): PrintedRow => {
      const cells: Cell[] = []
      for (const cell of row.own) {
        const previous = cells[cells.length - 1]
        const leaf =
          previous !== undefined && [...leafs].some((text) => bestLikeness(parseLabel(previous.text), text) >= 0.75)
        if (isBlank(cell) && previous && !leaf) cells[cells.length - 1] = { ...previous, colSpan: previous.colSpan + 1 }
        else cells.push(cell)
      }
      return { ...row, cells, own: cells }
    })
    const map = placedColumns(block, spread, [data], threshold)
    if (map.columns.length >= 4) return map
  }
  // Fewer values than columns, and nothing says which are left out.
  return all
}

/**
 * Fields of values in every row. Rows of as many fields have their values in the same ones: behind the longest run of
 * labels among them.
 */
function fieldCounts(rows: readonly PrintedRow[]): number[] {
  const fewest = new Map<number, number>()
  for (const row of rows) {
    const width = row.own.length
    fewest.set(width, Math.min(fewest.get(width) ?? width, valuesOf(row).length))
  }
  return rows.map((row) => fewest.get(row.own.length) ?? 0)
}

/** Values of a ragged row: the fields behind the last label. */
export function valuesOf(row: PrintedRow): readonly Cell[] {
  let end = -1
  for (const [i, cell] of row.own.entries()) if (isLabel(cell)) end = i
  return row.own.slice(end + 1)
}

function build(
  candidate: Candidate,
  printed: readonly PrintedRow[],
  instance: number,
  blocks: readonly Block[],
): LocatedTable {
  const { def, maps } = candidate
  const cells: LocatedCell[] = []
  const rows: LocatedRow[] = []
  const missingRows: string[] = []
  const missing = new Set<string>()
  for (const [b, block] of def.blocks.entries()) {
    const map = maps[b] ?? null
    const offsets = learnOffsets(
      candidate.rows.filter((pair) => pair.block === b),
      map?.columns.length ?? block.columns.length,
      isCompact(block, printed),
    )
    const uneven = unevenRows(
      candidate.rows.filter((pair) => pair.block === b),
      map,
    )
    for (const row of block.rows) {
      const pair = candidate.rows.find((one) => one.def === row)
      if (!pair && def.shape !== 'line') missingRows.push(row.id)
      if (pair && pair.printed.length === 0) missingRows.push('figures')
      else if (pair) {
        rows.push({
          row: row.id,
          label: pair.label,
          likeness: pair.likeness,
          place: pair.printed[0]?.own.find(isLabel)?.place ?? pair.printed[0]?.own[0]?.place ?? null,
        })
      }
      const found = pair && map ? cellsOfRow(pair, map, block, offsets) : new Map<string, FoundCell>()
      if (pair?.several) for (const [id, cell] of found) found.set(id, { ...cell, shared: true })
      for (const column of block.columns) {
        const got = found.get(column.id)
        if (!got && map && pair && !map.columns.some((match) => match.column === column)) missing.add(column.id)
        const [rowId, columnId] = def.shape === 'line' ? splitId(column.id) : [row.id, column.id]
        cells.push({
          row: rowId,
          column: columnId,
          kind: column.kind ?? 'count',
          unit: column.unit ?? null,
          ...(got && pair && uneven.has(pair) ? { uneven: true as const } : {}),
          ...(got ?? {
            cells: [],
            shared: false,
            rowLikeness: pair?.likeness ?? 0,
            columnLikeness: 0,
            header: '',
            method: printed[0]?.grid.method ?? 'lattice',
            page: null,
          }),
        })
      }
    }
  }
  const used = new Set(candidate.rows.flatMap((pair) => pair.printed.map(keyOf)))
  // A row of figures above the first known one is lost too, where lines did not part it.
  const bodyStart =
    printed[0]?.grid.method === 'stream' || candidate.rows.every((pair) => pair.printed.length === 0)
      ? -1
      : Math.min(
          ...candidate.rows.map((pair) => {
            const [first] = pair.printed
            return first ? printed.findIndex((row) => keyOf(row) === keyOf(first)) : -1
          }),
          printed.length,
        )
  const extraIndices = printed.flatMap((row, i) =>
    i > bodyStart && !used.has(keyOf(row)) && hasFigures(row) ? [i] : [],
  )
  const extraRows = extraIndices
    .map((i) => printed[i] as PrintedRow)
    .map((row) => ({
      label: row.own
        .filter(isLabel)
        .map((cell) => cell.text)
        .join(' '),
      texts: row.own.filter(isFigure).map((cell) => cell.text),
      place: row.own[0]?.place ?? null,
    }))
  const extraColumns = maps.flatMap((map, b) =>
    (map?.unmatched ?? []).map(({ label, from, to }) => ({
      label,
      texts: candidate.rows
        .filter((pair) => pair.block === b)
        .flatMap((pair) =>
          pair.printed.flatMap((row) =>
            row.own.filter((cell) => cell.col >= from && cell.col < to && !isBlank(cell)).map((cell) => cell.text),
          ),
        ),
    })),
  )
  const known = printed[0]?.grid.method === 'stream' ? withoutUnsure(cells, candidate, printed, extraIndices) : cells
  const width = def.blocks[0]?.columns.length ?? 0
  const wholeLost =
    def.shape === 'matrix' && extraIndices.some((i) => (printed[i]?.own.filter(isFigure).length ?? 0) >= width)
  const certain = markUnconfirmed(def.table, candidate.edition, known, footings(candidate, wholeLost))
  const pages = [...new Set(printed.map((row) => row.page).filter((page): page is number => page !== null))].sort(
    (x, y) => x - y,
  )
  const start = printed[0]?.block ?? 0
  return {
    table: def.table,
    edition: candidate.edition,
    instance,
    scope: captionBefore(blocks, start, printed[0]),
    pages,
    place: printed[0]?.own[0]?.place ?? null,
    cells: certain,
    rows,
    extraRows,
    extraColumns: extraColumns.filter(({ texts }) => texts.length > 0),
    missingRows,
    missingColumns: [...missing],
    block: start,
    blocks: [...new Set(printed.map((row) => row.block))],
  }
}

/** How the rows of a table are known that was read from text, by the ids of located rows; none where a file with places has it. */
function footings({ def, rows }: Candidate, lost: boolean): Map<string, Footing> {
  const found = new Map<string, Footing>()
  for (const pair of rows) {
    const [first] = pair.printed
    const block = def.blocks[pair.block]
    if (!first || !block || !first.grid.place || !('line' in first.grid.place)) continue
    // Tags say where cells stand, whatever the sums say.
    if (first.grid.method === 'markup') continue
    const own = footingOf(pair, block, rows, def)
    // Figures that found no row may be those of any row that is not whole by itself.
    const how = lost && (own === 'near' || own === 'sure') ? 'loose' : own === 'near' ? 'firm' : own
    if (def.shape === 'line') for (const { id } of block.columns) found.set(splitId(id)[0], how)
    else found.set(pair.def.id, how)
  }
  return found
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
  if (def.shape === 'line')
    return onOneLine(first) ? 'firm' : valuesOf(first).length === block.columns.length ? 'sure' : 'loose'
  if (isFirm(pair)) return 'firm'
  if (pair.sure) return 'sure'
  // Cells on lines of their own, every row of which is complete.
  const complete = rows.every((one) => {
    const [row, ...more] = one.printed
    const wanted = def.blocks[one.block]?.columns.length
    return row && more.length === 0 && one.likeness >= EXACT && valuesOf(row).length === wanted
  })
  return complete && def.shape !== 'matrix' ? 'sure' : 'loose'
}

/**
 * Figures that found no row may belong to the one before or behind: its blanks are then not said to be blank, and where
 * they stand without a numbered label, its figures in the same columns may go on in them.
 */
function withoutUnsure(
  cells: readonly LocatedCell[],
  candidate: Candidate,
  printed: readonly PrintedRow[],
  extra: readonly number[],
): LocatedCell[] {
  const at = candidate.rows.map((pair) => ({ id: pair.def.id, first: printed.indexOf(pair.printed[0] as PrintedRow) }))
  const unsure = new Map<string, Set<number>>()
  for (const index of extra) {
    const row = printed[index]
    if (!row) continue
    const near = [at.filter(({ first }) => first < index).pop(), at.find(({ first }) => first > index)]
    const numbered = row.own.some((cell) => isLabel(cell) && parseLabel(cell.text).ordinal !== null)
    // In typed text the loose figures may be those of any column.
    const typed = row.grid.place !== null && 'line' in row.grid.place
    const columns = numbered ? [] : row.own.filter((cell) => typed || isFigure(cell)).map((cell) => cell.col)
    for (const one of near) if (one) unsure.set(one.id, new Set([...(unsure.get(one.id) ?? []), ...columns]))
  }
  return cells.map((cell) => {
    const columns = unsure.get(cell.row)
    if (!columns || cell.cells.length === 0) return cell
    const doubtful = cell.cells.every(isBlank) || cell.cells.some((one) => columns.has(one.col))
    return doubtful ? { ...cell, shared: true } : cell
  })
}

function splitId(id: string): [string, string] {
  const at = id.lastIndexOf('.')
  return [id.slice(0, at), id.slice(at + 1)]
}

/**
 * Rows that end before the last column of the form, or have a figure behind it, while most others do not. A table that is written cell by cell
 * moves all cells behind one that is left out.
 */
function unevenRows(pairs: readonly RowPair[], map: ColumnMap | null): ReadonlySet<RowPair> {
  const written = pairs.filter(({ printed: [row, ...more] }) => row?.grid.method === 'markup' && more.length === 0)
  if (!map || map.counted || map.columns.length < 3 || written.length < 4) return new Set()
  const end = Math.max(...map.columns.map(({ to }) => to))
  const isUneven = ({ printed: [row] }: RowPair): boolean => {
    if (!row || !hasFigures(row)) return false
    const reach = Math.max(...row.cells.map(({ col, colSpan }) => col + colSpan))
    return reach < end || row.own.some((cell) => cell.col >= end && isFigure(cell))
  }
  const found = written.filter(isUneven)
  return new Set(found.length * 3 < written.length ? found : [])
}

type FoundCell = Omit<LocatedCell, 'row' | 'column' | 'kind' | 'unit'>

function cellsOfRow(pair: RowPair, map: ColumnMap, block: BlockDef, offsets: Offsets): Map<string, FoundCell> {
  const found = new Map<string, FoundCell>()
  const [first] = pair.printed
  if (!first) return found
  const context = (match: ColumnMatch): Omit<FoundCell, 'cells' | 'shared'> => ({
    rowLikeness: block.rows.length === 1 && pair.def.path.length === 0 ? 1 : pair.likeness,
    columnLikeness: match.likeness,
    header: match.header,
    method: first.grid.method,
    page: first.page,
  })
  // Alignment shows figures only: where a row has as many as the form has columns, their order tells which is which.
  const figures = pair.printed.flatMap((row) => row.own.filter((cell) => isFigure(cell)))
  if (first.grid.method === 'stream' && figures.length === block.columns.length && figures.length > 0) {
    const known = map.columns.some((match) => match.likeness > 0)
    for (const [i, column] of block.columns.entries()) {
      const match = map.columns.find((one) => one.column === column)
      const cell = figures[i]
      if (cell)
        found.set(column.id, {
          ...context(
            match ?? { column, from: 0, to: 0, label: null, likeness: 0, header: map.columns[0]?.header ?? '' },
          ),
          columnLikeness: known ? 1 : 0,
          cells: [cell],
          shared: false,
          ordered: true,
        })
    }
    return found
  }
  if (first.grid.method === 'stream' && figures.length > 0 && map.grid !== first.grid) {
    // No header says which of the columns these few figures are of.
    for (const match of map.columns) found.set(match.column.id, { ...context(match), cells: figures, shared: true })
    return found
  }
  if (map.counted || (map.grid !== first.grid && map.grid?.cols !== first.grid.cols)) {
    const values = countedValues(pair.printed, map.columns.length, offsets)
    for (const [i, match] of map.columns.entries()) {
      const cell = values.cells[i]
      // Fewer values than columns: which of them are left out, nothing says.
      if (values.few) found.set(match.column.id, { ...context(match), cells: values.cells, shared: true })
      else if (cell) found.set(match.column.id, { ...context(match), cells: [cell], shared: values.doubtful })
    }
    return found
  }
  const adrift = adriftIn(pair, map)
  if (adrift) {
    const full = adrift.length === map.columns.length
    const columns = [...map.columns].sort((a, b) => a.from - b.from)
    for (const [i, match] of columns.entries()) {
      const cell = adrift[i]
      if (full && cell) found.set(match.column.id, { ...context(match), cells: [cell], shared: false, ordered: true })
      else found.set(match.column.id, { ...context(match), cells: adrift, shared: true })
    }
    return found
  }
  const inOrder = sideBySide(pair, map)
  for (const match of map.columns) {
    const own = inOrder?.get(match)
    if (own) {
      found.set(match.column.id, { ...context(match), cells: [own], shared: false })
      continue
    }
    const cells: Cell[] = []
    let shared = false
    for (const row of pair.printed) {
      for (const cell of row.cells) {
        const from = cell.col
        const to = cell.col + cell.colSpan
        const overlap = Math.min(to, match.to) - Math.max(from, match.from)
        if (overlap <= 0) continue
        const elsewhere = map.columns.some(
          (other) => other !== match && Math.min(to, other.to) - Math.max(from, other.from) > 0,
        )
        const spans = cell.rowSpan > 1 && cell.row + cell.rowSpan > row.index + 1 + (pair.printed.length - 1)
        if (isBlank(cell) && cells.length > 0) continue
        if ((elsewhere || spans || cell.row < row.index) && !isBlank(cell)) {
          if (isLabel(cell) && from < map.valueStart) continue
          shared = true
        }
        cells.push(cell)
      }
    }
    const filled = cells.filter((cell) => !isBlank(cell))
    const use = filled.length > 0 ? [...new Set(filled)] : cells.slice(0, 1)
    if (use.length > 0) found.set(match.column.id, { ...context(match), cells: use, shared })
  }
  // By alignment, a figure under none of the columns is one of those that seem blank.
  const strays = first.grid.method === 'stream' ? strayFigures(pair, map) : []
  if (strays.length > 0)
    for (const [id, cell] of found)
      if (cell.cells.every(isBlank)) found.set(id, { ...cell, cells: strays, shared: true })
  return found
}

/** Figures of a row that stand among those of the columns, and below none of them. */
function strayFigures({ printed }: RowPair, { columns }: ColumnMap): Cell[] {
  const first = Math.min(...columns.map(({ from }) => from))
  return printed
    .flatMap(({ own }) => own)
    .filter((cell) => isFigure(cell) && cell.col >= first)
    .filter(({ col, colSpan }) => !columns.some(({ from, to }) => col < to && col + colSpan > from))
}

/**
 * The figures of a row that does not stand below the header: its label reaches over a column of figures, or a figure stands before all of them.
 * It is of another table, whose columns are its own. Null for every other row.
 */
function adriftIn({ printed }: RowPair, { columns }: ColumnMap): readonly Cell[] | null {
  const [row, ...more] = printed
  if (!row || more.length > 0 || row.grid.ragged || columns.length < 2 || isBelow(row, columns)) return null
  const label = row.own.findLastIndex(isLabel)
  const own = row.own.slice(label + 1)
  const figures = own.filter(isFigure)
  if (label < 0 || figures.length === 0 || own.some(isLabel)) return null
  const cell = row.own[label] as Cell
  const covers = columns.some(({ from, to }) => cell.col <= from && cell.col + cell.colSpan >= to)
  const first = Math.min(...columns.map(({ from }) => from))
  return covers || figures.some(({ col, colSpan }) => col + colSpan <= first) ? figures : null
}

/** True where every column has one cell of the row for itself, whatever stands in it: 24*, 约24. */
function isBelow(row: PrintedRow, columns: readonly ColumnMatch[]): boolean {
  const first = Math.min(...columns.map(({ from }) => from))
  const values = row.own.filter(({ col }) => col >= first)
  return (
    values.length === columns.length &&
    columns.every(({ from, to }) => values.some(({ col, colSpan }) => col >= from && col + colSpan <= to))
  )
}

/**
 * Where header and row have as many cells, cut at other places, but each below its own: the first is of the first column.
 * Null where every cell stands within its column, and where the numbers differ.
 */
function sideBySide(pair: RowPair, map: ColumnMap): Map<ColumnMatch, Cell> | null {
  const [row] = pair.printed
  if (!row || pair.printed.length > 1 || map.unmatched.length > 0) return null
  const values = row.own.filter((cell) => cell.col >= map.valueStart && cell.rowSpan === 1)
  const columns = [...map.columns].sort((a, b) => a.from - b.from)
  if (values.length !== columns.length || values.some(isLabel)) return null
  const pairs = columns.map((column, i): [ColumnMatch, Cell | undefined] => [column, values[i]])
  const meets = (column: ColumnMatch, cell: Cell | undefined): boolean =>
    !!cell && cell.col < column.to && cell.col + cell.colSpan > column.from
  if (!pairs.every(([column, cell]) => meets(column, cell))) return null
  return new Map(pairs.flatMap(([column, cell]) => (cell ? [[column, cell] as const] : [])))
}

const COMPACT = 'compact'

/**
 * True where cells stand one behind the other whatever they span, and rows are filled up at their end: the labels of the columns then
 * begin in the first field, which is that of the row labels elsewhere.
 */
function isCompact(block: BlockDef, printed: readonly PrintedRow[]): boolean {
  return printed.some((row) => {
    const labels = row.own.filter(isLabel)
    return (
      row.grid.ragged &&
      !hasFigures(row) &&
      labels.length >= 3 &&
      labels.every((cell, i) => row.own[i] === cell) &&
      labels.every((cell) =>
        block.columns.some((column) => bestLikeness(parseLabel(cell.text), last(column.path), column.aliases) >= 0.75),
      )
    )
  })
}

/**
 * Where the values begin among the fields behind the label, for rows that have more of them than the form has columns:
 * a label may take several fields, and a row may end in empty ones. Rows whose filled fields leave one way only tell it
 * for the others of their kind.
 */
type Offsets = ReadonlyMap<string, number>

const kindOf = (row: PrintedRow): string => `${row.own.length}:${row.own.length - valuesOf(row).length}`

function windows(values: readonly Cell[], wanted: number): number[] {
  const found: number[] = []
  for (let from = 0; from + wanted <= values.length; from++) {
    if (values.every((cell, i) => (i >= from && i < from + wanted) || isBlank(cell))) found.push(from)
  }
  return found
}

function learnOffsets(pairs: readonly RowPair[], wanted: number, compact: boolean): Offsets {
  const offsets = new Map<string, number>()
  for (const row of pairs.flatMap((pair) => pair.printed)) {
    const values = valuesOf(row)
    const [only, ...others] = windows(values, wanted)
    if (only === undefined || others.length > 0) continue
    const start = row.own.length - values.length + only
    for (const key of compact ? [kindOf(row)] : [kindOf(row), String(row.own.length)])
      if (!offsets.has(key)) offsets.set(key, start)
  }
  if (compact) offsets.set(COMPACT, 0)
  return offsets
}

function countedValues(
  rows: readonly PrintedRow[],
  wanted: number,
  offsets: Offsets,
): { cells: readonly Cell[]; doubtful: boolean; few?: true } {
  const row = rows.find((one) => valuesOf(one).some((cell) => !isBlank(cell))) ?? rows[0]
  if (!row) return { cells: [], doubtful: false }
  const values = valuesOf(row)
  const filled = values.filter((cell) => !isBlank(cell))
  if (values.length < wanted && filled.length > 0) return { cells: filled, doubtful: true, few: true }
  if (values.length <= wanted) return { cells: values, doubtful: false }
  const labels = row.own.length - values.length
  const ways = windows(values, wanted)
  const learned = [offsets.get(kindOf(row)), offsets.get(String(row.own.length))]
    .map((start) => (start === undefined ? -1 : start - labels))
    .concat(offsets.has(COMPACT) ? 0 : [])
    .find((from) => ways.includes(from))
  const from =
    ways.length === 1 ? ways[0] : (learned ?? (ways.length > 1 && values.every(isBlank) ? ways[0] : undefined))
  return from === undefined
    ? { cells: values.slice(0, wanted), doubtful: true }
    : { cells: values.slice(from, from + wanted), doubtful: false }
}

/** A line right above the table that says whose figures it holds. */
function captionBefore(blocks: readonly Block[], index: number, first: PrintedRow | undefined): string | null {
  if (first && first.index > 0) return null
  const before = blocks[index - 1]
  if (before?.kind !== 'paragraph') return null
  const text = squeeze(before.text)
  if (text.length > 40 || /[。；;]$/.test(text) || /^\(?单位[:：]/.test(text.normalize('NFKC'))) return null
  const label = parseLabel(before.text)
  if (label.ordinal?.kind === 'han' || SECTION_WORDS.test(text)) return null
  return before.text.trim()
}

const SECTION_WORDS = /政府信息情况|申请情况|行政复议|报告$|^[-—\d\s]+$/

function notesOf(table: LocatedTable): Finding[] {
  const notes: Finding[] = []
  const base = { table: table.table, instance: table.instance }
  const cellName = (row: string, column: string): string => `${table.table}.${row}.${column}`
  const absent = (of: (cell: LocatedCell) => boolean): string[] =>
    table.cells.filter((cell) => cell.cells.length === 0 && of(cell)).map((cell) => cellName(cell.row, cell.column))
  if (table.missingRows.length > 0) {
    notes.push(
      note(
        'locate/row-missing',
        { rows: table.missingRows },
        { ...base, cells: absent(({ row }) => table.missingRows.includes(row)), cause: 'unknown' },
      ),
    )
  }
  if (table.missingColumns.length > 0) {
    notes.push(
      note(
        'locate/column-missing',
        { columns: table.missingColumns },
        {
          ...base,
          cells: absent(
            ({ row, column }) =>
              !table.missingRows.includes(row) &&
              (table.missingColumns.includes(column) || table.missingColumns.includes(`${row}.${column}`)),
          ),
          cause: 'unknown',
        },
      ),
    )
  }
  for (const row of table.extraRows) {
    notes.push(
      note(
        'locate/row-unmatched',
        { label: row.label, texts: row.texts },
        { ...base, places: row.place ? [row.place] : [] },
      ),
    )
  }
  for (const column of table.extraColumns)
    notes.push(note('locate/column-unmatched', { label: column.label, texts: column.texts }, base))
  const rowCells = (row: string): string[] =>
    table.cells.filter((cell) => cell.row === row).map((cell) => cellName(cell.row, cell.column))
  for (const row of table.rows) {
    const places = row.place ? [row.place] : []
    if (row.label === null && table.table !== 'disputes')
      notes.push(note('locate/label-lost', { row: row.row }, { ...base, cells: rowCells(row.row), places }))
    else if (row.label !== null && row.likeness < 1) {
      notes.push(
        note('locate/label-typo', { row: row.row, label: row.label }, { ...base, cells: rowCells(row.row), places }),
      )
    }
  }
  for (const cell of table.cells) {
    if (!cell.shared || cell.cells.every(isBlank)) continue
    notes.push(
      note(
        'cell/shared',
        { text: cell.cells.map((one) => one.text).join(' ') },
        {
          ...base,
          cells: [cellName(cell.row, cell.column)],
          places: cell.cells.flatMap((one) => (one.place ? [one.place] : [])),
          cause: 'reading',
        },
      ),
    )
  }
  return notes
}
