/** Blocks + forms → tables: every cell of the form, with the printed cell that it is. */

import { type Finding, note } from '../findings.js'
import type { FormDef, RowDef, TableDef, TableId } from '../forms/define.js'
import { tableEditions } from '../forms/index.js'
import { canonical, squeeze } from '../text/normalize.js'
import type { Block, Cell } from '../types.js'
import { type ColumnMap, type ColumnMatch, isDisordered } from './columns.js'
import { markUnconfirmed } from './confirm.js'
import { joinCutBeside } from './cut-beside.js'
import { footings } from './footing.js'
import { hasForeignHeader } from './foreign-header.js'
import { cutCell, cutRows, type GluedRow, runOf } from './glued.js'
import { orderedRows } from './in-row-order.js'
import { parseLabel } from './labels.js'
import {
  type Candidate,
  keyOf,
  type LocatedCell,
  type LocatedRow,
  type LocatedTable,
  last,
  type RowPair,
  splitId,
} from './located.js'
import { rearranged } from './rearranged.js'
import { cellsOfRow, type FoundCell, isCompact, learnOffsets } from './row-cells.js'
import { fullRows, isPlaced, lineRow, matchBlocks, matchTorn } from './row-match.js'
import { hasFigures, isBlank, isFigure, isLabel, type PrintedRow, printedRows, valuesOf } from './rows.js'
import { findSegments } from './segments.js'
import { withoutShifted } from './shifted.js'
import { joinSpaced } from './spaced-digits.js'
import { rowSums, sumsOf } from './sums.js'
import { columnsFor, isRenamed } from './table-columns.js'
import { captionBefore, notesOf } from './table-notes.js'
import { cellOf, wordsIn } from './text-cells.js'
import { isFirm } from './torn-rows.js'
import { unevenRows } from './uneven-rows.js'
import { type Stretch, seenTables, withUnplaced } from './unplaced.js'
import { withoutCut, withoutNext, withoutUnsure } from './unsure-rows.js'

export type { LocatedCell, LocatedRow, LocatedTable } from './located.js'

/** Find all tables of the forms among the blocks of a report, in printed order; `sections` say where each may stand. */
export function locateTables(
  blocks: readonly Block[],
  threshold: number,
  sections: readonly Stretch[] = [],
): { tables: LocatedTable[]; notes: Finding[] } {
  const located: LocatedTable[] = []
  const counts = new Map<TableId, number>()
  for (const segment of findSegments(blocks, threshold)) {
    const candidates = tableEditions(segment.table).map(({ edition, def }) =>
      fitEdition(def, edition, segment.rows, threshold),
    )
    const best = candidates.reduce((a, b) => (b.score > a.score + 1e-9 ? b : a))
    if (!plausible(best) || hasForeignHeader(best)) continue
    const instance = counts.get(segment.table) ?? 0
    counts.set(segment.table, instance + 1)
    located.push(build(best, segment.rows, instance, blocks))
  }
  const headless = counts.has('disputes')
    ? null
    : headlessLine(blocks, new Set(located.flatMap((table) => table.blocks)))
  const tables = [...joinCutBeside(located), ...(headless ? [headless] : [])]
  const missing = TABLES.filter((id) => tables.every(({ table }) => table !== id))
  const copies = (id: TableId): number => tables.filter(({ table }) => table === id).length
  const used = new Set(tables.flatMap((table) => table.blocks.flatMap((at) => blocks[at] ?? [])))
  const all = joinSpaced([...tables, ...seenTables(blocks, missing, sections)]).map((table) => {
    const ordered = copies(table.table) > 1 ? null : rearranged(table, blocks, sections)
    return ordered ?? withUnplaced(table, blocks, sections, used)
  })
  const notes = all.flatMap((table, i) => [
    ...(headless && tables[i] === headless ? headerLost(table) : []),
    ...notesOf(table),
  ])
  return { tables: [...all].sort((a, b) => a.block - b.block), notes }
}

const headerLost = ({ place }: LocatedTable): Finding[] => [
  note('locate/label-lost', { row: 'disputes' }, { table: 'disputes', instance: 0, places: place ? [place] : [] }),
]

/** Words of the header of table 四, in pieces; a sentence has one of them at most. */
const HEADER = /维持.*(?:审结|纠正)/s

const TABLES: readonly TableId[] = ['proactiveDisclosure', 'applications', 'disputes']

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
      // In typed text blank cells leave nothing: fewer figures are of some of the columns, and unreadable.
      const typed = grid.method !== 'markup' && grid.place !== null && 'line' in grid.place
      const fits = values.length === block.columns.length
      if (!row || rows.filter(hasFigures).length !== 1 || values.some(isLabel) || (!fits && !typed)) continue
      if (!fits && values.filter(isFigure).length >= block.columns.length) continue
      // Labels above the figures in the same grid are those of a header whose columns could not be told apart.
      let words = fits ? '' : rows.map(({ own }) => own.filter(isLabel).map(({ text }) => text)).join(' ')
      const header: { own: Cell[] }[] = []
      for (let i = b - 1; i >= 0 && i >= b - 9; i--) {
        const before = blocks[i]
        if (before?.kind === 'grid') break
        words += before?.text ?? ''
        if (before) header.push({ own: wordsIn(before.text).map(({ from, to }) => cellOf(before, from, to)) })
      }
      if (isDisordered(block, header)) continue
      if (!/复议/.test(words) || !/诉讼/.test(words)) continue
      if (!fits && !HEADER.test(words)) continue
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

/** What an edition loses for a row of figures that has no place in it: as much as a label that is half right. */
const LOST_ROW = 0.6

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

/** Shorter labels stand in others by chance: 其他, 总计. */
const SHORTEST_WITHIN = 4

/** So much of a label, from its beginning, in that of another row: what a cell has no room for runs into the next one, and its rest is cut. */
const CUT = 0.6

function holdsLabel(label: string | null, { path }: RowDef): boolean {
  const { core } = parseLabel(last(path))
  if (label === null || core.length < SHORTEST_WITHIN) return false
  const begin = core.slice(0, Math.max(SHORTEST_WITHIN + 1, Math.ceil(core.length * CUT)))
  return canonical(label).includes(begin)
}

const isWhole = (text: string): boolean => /^\d+$/.test(text)

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
  const used = new Set(candidate.rows.flatMap((pair) => pair.printed.map(keyOf)))
  // Behind these rows figures stand that found no row.
  const trailed = new Set(
    printed.filter((_, i) => {
      const next = printed[i + 1]
      return next !== undefined && !used.has(keyOf(next)) && hasFigures(next) && !next.own.some(isLabel)
    }),
  )
  // Labels of rows with figures that are none of the form: lines of several rows that were taken for one.
  const strays = printed
    .filter((row) => !used.has(keyOf(row)) && hasFigures(row))
    .flatMap((row) => row.own.filter(isLabel).map(({ text }) => text))
  for (const [b, block] of def.blocks.entries()) {
    const map = maps[b] ?? null
    const pairs = candidate.rows.filter((pair) => pair.block === b)
    const offsets = learnOffsets(pairs, map?.columns.length ?? block.columns.length, isCompact(block, printed))
    const uneven = unevenRows(pairs, map, block)
    const ids = block.columns.map(({ id }) => id)
    const ordered = orderedRows(pairs, map, block, rowSums(sumsOf(def.table, candidate.edition, 'row'), ids))
    for (const row of block.rows) {
      const pair = candidate.rows.find((one) => one.def === row)
      // Its label stands in the cell of another row: what is printed for it may be what is given to that one.
      const within =
        !pair &&
        (pairs.some((one) => one.several && holdsLabel(one.label, row)) ||
          strays.some((label) => holdsLabel(label, row)))
      if (!pair && def.shape !== 'line' && !within) missingRows.push(row.id)
      if (pair && pair.printed.length === 0) missingRows.push('figures')
      else if (pair) {
        rows.push({
          row: row.id,
          label: pair.label,
          likeness: pair.likeness,
          place: pair.printed[0]?.own.find(isLabel)?.place ?? pair.printed[0]?.own[0]?.place ?? null,
        })
      }
      const found =
        pair && map ? cellsOfRow(pair, map, block, offsets, ordered.get(pair)) : new Map<string, FoundCell>()
      // Figures that no header tells the columns of are printed all the same.
      const headless = pair?.printed.some(hasFigures) && ![...found.values()].some((one) => one.cells.some(isFigure))
      // Behind the labels of several rows, without sums: the first figures may be those of any of them.
      const behind = def.shape === 'blocks' && pair && !isFirm(pair) && pair.printed.some((one) => trailed.has(one))
      if (pair?.several || behind) for (const [id, cell] of found) found.set(id, { ...cell, shared: true })
      for (const column of block.columns) {
        const got = found.get(column.id)
        if (!got && map && pair && !map.columns.some((match) => match.column === column)) missing.add(column.id)
        const [rowId, columnId] = def.shape === 'line' ? splitId(column.id) : [row.id, column.id]
        cells.push({
          row: rowId,
          column: columnId,
          kind: column.kind ?? 'count',
          unit: column.unit ?? null,
          ...(got && pair && uneven.has(pair) && !got.ordered ? { uneven: true as const } : {}),
          ...(got ?? {
            cells: [],
            ...(within || headless || (pair && map && isRenamed(column, map, block))
              ? { unplaced: true as const }
              : {}),
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
  // A table may begin within lines, and go on in a grid that alignment found.
  const aligned = extraIndices.filter((i) => printed[i]?.grid.method === 'stream')
  const known =
    printed[0]?.grid.method === 'stream'
      ? withoutUnsure(withoutNext(cells, candidate), candidate, printed, extraIndices)
      : withoutUnsure(withoutCut(cells, candidate, printed), candidate, printed, aligned)
  const width = def.blocks[0]?.columns.length ?? 0
  const wholeLost =
    def.shape === 'matrix' && extraIndices.some((i) => (printed[i]?.own.filter(isFigure).length ?? 0) >= width)
  const certain = markUnconfirmed(
    def.table,
    candidate.edition,
    withoutShifted(known, def),
    footings(candidate, wholeLost, trailed),
  )
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
