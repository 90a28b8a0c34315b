/**
 * Figures of a table that stand in the text and could not be told apart. A cell whose figure may be among them is not absent: something is printed
 * for it, and nothing says what. It is unreadable, and a finding names it and the stretch of text that its figure stands in.
 */

import { type Finding, note } from '../findings.js'
import type { TableDef, TableId } from '../forms/define.js'
import { tableEditions } from '../forms/index.js'
import { looksLikeFigure } from '../text/figures.js'
import { canonical, fold } from '../text/normalize.js'
import type { Block, Cell, Place } from '../types.js'
import { isElsewhere } from './elsewhere.js'
import { type Label, likeness, parseLabel } from './labels.js'
import { type LocatedCell, type LocatedTable, splitId } from './located.js'
import { isBlank } from './rows.js'

/** So many of the labels of a table, and such a share of them, show that it is there: a sentence names fewer. */
const FEWEST_LABELS = 4
const LABELS_SHARE = 0.4
/** Below the heading of its section fewer labels do, if such a share of its figures is there. */
const LABELS_IN_SECTION = 2
const FIGURES_SHARE = 0.5
/** A label so much like one of the form is that one, with figures that are not its own. */
const LIKE = 0.75

/** A section of the report: its blocks from `from`, the heading, to before `to`. */
export interface Stretch {
  readonly id: string | null
  readonly from: number
  readonly to: number
}

/** The labels of the rows and columns of a table, without their groups. */
const labels = new Map<TableDef, readonly string[]>()

function labelsOf(def: TableDef): readonly string[] {
  let known = labels.get(def)
  if (!known) {
    const paths = def.blocks.flatMap(({ rows, columns }) => [...rows, ...columns]).map(({ path }) => path.at(-1))
    known = [...new Set(paths.flatMap((text) => (text ? [parseLabel(text).core] : [])))]
    labels.set(def, known)
  }
  return known
}

const textOf = (block: Block): string =>
  block.kind === 'paragraph' ? block.text : block.cells.map(({ text }) => text).join(' ')

/** Numbers, without those of labels and headings (1., （1）, 2023年), and signs for none. */
const FIGURE =
  /(?<![\d(])\d+(?:\.\d+)?(?![\d.、)年月日])|(?<=^|[\s:：\p{Script=Han}])[-—/]+(?=$|[\s,;，；\p{Script=Han}])/gu
/** The one label of the forms with such a sign in it. */
const CHANGE = /增\s*\/\s*减/g

/** Digits without a gap, more than any figure has, are those of several cells. */
const GLUED = 9

const BULLET = /^\s*[-*•·]\s+/

const countFigures = (text: string): number =>
  (fold(text).replace(CHANGE, '').match(FIGURE) ?? []).reduce(
    (sum, figure) => sum + (/^\d+$/.test(figure) && figure.length >= GLUED ? figure.length : 1),
    0,
  )
const figuresIn = (block: Block): number => countFigures(textOf(block))

/** Text that stands on lines, in the report's own part. Only there a figure can be printed that is in no cell. */
export const isTyped = (block: Block): boolean =>
  block.place !== null && 'line' in block.place && !('outside' in block && block.outside)

/** From the beginning of one block to the end of another. */
function placeOf(blocks: readonly Block[]): Place | null {
  const [first, last] = [blocks[0]?.place, blocks.at(-1)?.place]
  if (!first || !last || !('line' in first) || !('line' in last)) return first ?? null
  return { ...first, length: Math.max(first.length, last.offset + last.length - first.offset) }
}

const cellsIn = ({ blocks, shape }: TableDef): number =>
  blocks.reduce((sum, { rows, columns }) => sum + (shape === 'line' ? 1 : rows.length) * columns.length, 0)

/** Tables that are not located at all, though their labels and figures stand in the text: every cell of them is unplaced. */
export function seenTables(
  blocks: readonly Block[],
  missing: readonly TableId[],
  sections: readonly Stretch[],
): LocatedTable[] {
  if (missing.length === 0) return []
  const typed = blocks.flatMap((block, index) =>
    isTyped(block) ? [{ block, index, text: canonical(textOf(block)) }] : [],
  )
  return missing.flatMap((id) => {
    const editions = tableEditions(id)
    const all = [...new Set(editions.flatMap(({ def }) => labelsOf(def)))]
    const holding = typed.map(({ text }) => all.filter((label) => text.includes(label)))
    const from = holding.findIndex((own) => own.length > 0)
    const to = holding.findLastIndex((own) => own.length > 0)
    const seen = new Set(holding.flat())
    const section = sections.find((one) => one.id === editions[0]?.def.section)
    const below = section ? typed.filter(({ index }) => index > section.from && index < section.to) : []
    const among = typed.slice(from, to + 2)
    const count = (some: typeof typed): number => some.reduce((sum, { block }) => sum + figuresIn(block), 0)
    const named = seen.size >= Math.max(FEWEST_LABELS, all.length * LABELS_SHARE) && count(among) >= FEWEST_LABELS
    const inSection = new Set(
      below.flatMap(({ index }) => holding[typed.findIndex((one) => one.index === index)] ?? []),
    )
    // The one line of table 四 has no label of its own.
    const [cells, line] = [Math.min(...editions.map(({ def }) => cellsIn(def))), editions[0]?.def.shape === 'line']
    const headed =
      (inSection.size >= LABELS_IN_SECTION && count(below) >= cells * FIGURES_SHARE) ||
      (line && below.some(({ block }) => !isProse(block) && countFigures(textOf(block).replace(BULLET, '')) === cells))
    if (!named && !headed) return []
    // Of the editions, the one whose own labels are there; the newest where that does not tell.
    const share = (def: TableDef): number => {
      const own = labelsOf(def).filter((label) => editions.some((one) => !labelsOf(one.def).includes(label)))
      return own.length === 0 ? 0 : own.filter((label) => seen.has(label)).length / own.length
    }
    const best = editions.reduce((a, b) => (share(b.def) > share(a.def) ? b : a))
    const stretch = headed ? below : among
    const table = emptyTable(
      best.def,
      best.edition,
      stretch.map(({ index }) => index),
    )
    return [{ ...table, unplaced: { figures: count(stretch), place: placeOf(stretch.map(({ block }) => block)) } }]
  })
}

/** A table of the form without a printed cell, each of whose figures stands somewhere in these blocks. */
export function emptyTable(def: TableDef, edition: LocatedTable['edition'], at: readonly number[]): LocatedTable {
  const cells = def.blocks.flatMap(({ rows, columns }) =>
    rows.flatMap((row) =>
      columns.map((column): LocatedCell => {
        const [rowId, columnId] = def.shape === 'line' ? splitId(column.id) : [row.id, column.id]
        return {
          row: rowId,
          column: columnId,
          kind: column.kind ?? 'count',
          unit: column.unit ?? null,
          cells: [],
          shared: false,
          unplaced: true,
          rowLikeness: 0,
          columnLikeness: 0,
          header: '',
          method: 'fields',
          page: null,
        }
      }),
    ),
  )
  return {
    table: def.table,
    edition,
    instance: 0,
    scope: null,
    pages: [],
    place: null,
    cells,
    rows: [],
    extraRows: [],
    extraColumns: [],
    missingRows: [],
    missingColumns: [],
    block: at[0] ?? 0,
    blocks: at,
  }
}

/**
 * A located table whose cells without a printed cell are unplaced, where figures stand around them in the text that are in no cell of it. Where none does,
 * what has no printed cell is not printed.
 */
export function withUnplaced(
  table: LocatedTable,
  blocks: readonly Block[],
  sections: readonly Stretch[],
  used: ReadonlySet<Block>,
): LocatedTable {
  if (table.cells.every(({ cells }) => cells.length > 0)) return table
  if (
    looseFigures(table, blocks, sections) <= 0 &&
    !holdsOrphans(table) &&
    !holdsSecondRow(table, blocks) &&
    !standsBeside(table, blocks, sections, used) &&
    !holdsLump(table, blocks) &&
    !(table.missingRows.length + table.missingColumns.length > 0 && isElsewhere(ownLabels(table), blocks, used))
  )
    return table
  const cells = table.cells.map((cell) => (cell.cells.length === 0 ? { ...cell, unplaced: true as const } : cell))
  return { ...table, cells, missingRows: [], missingColumns: [] }
}

/** The labels of the form that a table is of. */
const ownLabels = ({ table, edition }: LocatedTable): readonly string[] =>
  tableEditions(table)
    .filter((one) => one.edition === edition)
    .flatMap(({ def }) => labelsOf(def))

/** So many rows of figures without a label are no remark. */
const ORPHANS = 3

/**
 * Rows of figures that have lost their labels: half of a table that was cut beside them, and goes on below or overleaf. Or one whose label is that of a row
 * that was not found, or a part of it, with other words in it.
 */
function holdsOrphans({ table, edition, extraRows, missingRows, missingColumns }: LocatedTable): boolean {
  if (missingRows.length + missingColumns.length === 0) return false
  const rows = extraRows.filter(({ texts }) => texts.some(looksLikeFigure))
  if (rows.filter(({ label }) => label === '').length >= ORPHANS) return true
  const names = rowsOf(table, edition, missingRows)
  return rows
    .filter(({ label, texts }) => label !== '' && texts.filter(looksLikeFigure).length >= ORPHANS)
    .some(({ label }) => !isOwn(label, table) || names.some((name) => isPartOf(label, name)))
}

/** Table 四 has one row of figures: another one in its grids is the rest of its columns, which a page end has cut off. */
function holdsSecondRow({ table, blocks: own, missingColumns }: LocatedTable, blocks: readonly Block[]): boolean {
  if (table !== 'disputes' || missingColumns.length === 0) return false
  const grids = own.flatMap((at) => (blocks[at]?.kind === 'grid' ? [blocks[at]] : []))
  const rows = grids.flatMap(({ cells }) => {
    const counts = new Map<number, number>()
    for (const { row, text } of cells) if (looksLikeFigure(text)) counts.set(row, (counts.get(row) ?? 0) + 1)
    return [...counts.values()].filter((count) => count >= ORPHANS)
  })
  return rows.length > 1
}

/** A label, or a word of one, that has all of a name in it or is a part of it. */
const isPartOf = (label: string, name: string): boolean =>
  canonical(label).includes(name) ||
  label.split(/\s+/).some((word) => word.length >= SHORTEST && name.includes(canonical(word)))

/** Fewer characters are in too many names. */
const SHORTEST = 2

/**
 * Rows of a table without lines that stand in no table, above or below it in its section: a grid of their own, or lines with the label of a row that was not
 * found, and a figure.
 */
function standsBeside(
  table: LocatedTable,
  blocks: readonly Block[],
  sections: readonly Stretch[],
  used: ReadonlySet<Block>,
): boolean {
  if (table.missingRows.length === 0) return false
  const loose = stretchOf(table, blocks, sections).filter((block) => !used.has(block) && !isTyped(block))
  if (!table.cells.some(({ method }) => method === 'stream')) {
    // A numbered label on a line of its own looks like a heading, of no section of the form.
    const headings = sections.flatMap(({ id, from }) => (id === null && blocks[from] ? [blocks[from]] : []))
    return isOnLine(table, [...loose, ...headings.filter((block) => !used.has(block) && !isTyped(block))])
  }
  if (loose.some((block) => block.kind === 'grid' && block.method === 'stream' && figuresIn(block) >= ORPHANS))
    return true
  const lines = loose.filter((block) => block.kind === 'paragraph')
  // The figure of a row may stand between the lines of its label.
  const text = canonical(lines.map(textOf).join('')).replace(SAID, '')
  const names = rowsOf(table.table, table.edition, table.missingRows)
  return names.some((name) => text.includes(name)) && lines.some((block) => figuresIn(block) > 0)
}

/** Characters beside the label of a row on its line that are no figures: what was read for a ruling, or for the edge of a label. */
const STRAY = 4

/** Whether a row that was not found stands on a line of its own, with its figures: a picture shows no line between its columns. */
function isOnLine({ table, edition, missingRows }: LocatedTable, loose: readonly Block[]): boolean {
  const names = rowsOf(table, edition, missingRows)
  return loose.some((block) => {
    if (block.kind !== 'paragraph' || figuresIn(block) === 0) return false
    const text = canonical(parseLabel(block.text).core).replace(SAID, '')
    return names.some((name) => text.includes(name) && text.length <= name.length + STRAY)
  })
}

/** So many lines in one cell that was read with less than this are rows that no ruling parts. */
const LUMP = { lines: 3, sure: 0.5 } as const

/** Whether rows that were not found may stand in a cell of the table that could not be read, with several lines. */
function holdsLump({ blocks: own, missingRows }: LocatedTable, blocks: readonly Block[]): boolean {
  if (missingRows.length === 0) return false
  return own.some((at) => {
    const block = blocks[at]
    if (block?.kind !== 'grid') return false
    return block.cells.some(
      ({ lines, confidence }) =>
        confidence !== undefined &&
        confidence < LUMP.sure &&
        lines.length >= LUMP.lines &&
        lines.some((line) => /\d/.test(line)),
    )
  })
}

/** A figure with its unit, or a sign for none. */
const SAID = /[\d.,]+(?:万元|亿元|元|件)?|[-—/]+/g

/** The labels of these rows of the form, as they are compared. */
const rowsOf = (id: TableId, edition: LocatedTable['edition'], rows: readonly string[]): string[] =>
  tableEditions(id)
    .filter((one) => one.edition === edition)
    .flatMap(({ def }) => def.blocks.flatMap((block) => block.rows))
    .filter(({ id: row }) => rows.includes(row))
    .flatMap(({ path }) => {
      const label = path.at(-1)
      return label ? [parseLabel(label).core] : []
    })

/** A sentence with so many labels of a table and as many figures is a row of it. */
const LISTED = 3

function lists(block: Block, id: TableId): boolean {
  if (figuresIn(block) < LISTED) return false
  const text = canonical(textOf(block))
  return tableEditions(id).some(({ def }) => labelsOf(def).filter((label) => text.includes(label)).length >= LISTED)
}

/** The blocks that a table stands in: its section, or where it has none, from its first block to its last. Prose is left out if nothing else is said. */
export function stretchOf(
  table: LocatedTable,
  blocks: readonly Block[],
  sections: readonly Stretch[],
  holds: (block: Block) => boolean = (block) => !isProse(block),
): Block[] {
  const section = sections.find(({ from, to }) => table.block > from && table.block < to)
  const [from, to] = section
    ? [section.from + 1, section.to]
    : [Math.min(...table.blocks), Math.max(...table.blocks) + 1]
  return blocks.slice(from, to).filter(holds)
}

/** How many figures stand in the stretch of a table from text, less those that are in its cells or in rows and columns of its own. */
function looseFigures(table: LocatedTable, blocks: readonly Block[], sections: readonly Stretch[]): number {
  const own = stretchOf(
    table,
    blocks,
    sections,
    (block) => isTyped(block) && (!isProse(block) || lists(block, table.table)),
  )
  if (own.some((block) => block.kind === 'grid' && block.method === 'markup')) return 0
  // Figures that could not be told apart are in the cell of each column, as one text: they are counted once.
  const printed = new Map(table.cells.flatMap(({ cells }) => cells.map((cell) => [spotOf(cell), cell])))
  const placed = [...printed.values()].reduce((sum, { text }) => sum + countFigures(text), 0)
  const extra = [...table.extraRows, ...table.extraColumns].filter(({ label }) => isOwn(label, table.table))
  const known = extra.reduce((sum, { texts }) => sum + texts.length, 0)
  return own.reduce((sum, block) => sum + figuresIn(block), 0) - placed - known
}

const spotOf = (cell: Cell): Cell | string =>
  cell.place && 'line' in cell.place ? `${cell.place.offset} ${cell.place.length} ${cell.text}` : cell

const official = new Map<TableId, readonly Label[]>()

/** The label of a row or column that is none of the form: its figures are its own. */
function isOwn(label: string, table: TableId): boolean {
  if (label === '') return false
  let known = official.get(table)
  if (!known) {
    known = [...new Set(tableEditions(table).flatMap(({ def }) => labelsOf(def)))].map(parseLabel)
    official.set(table, known)
  }
  const parts = [...new Set([label, ...label.split(/\s+/)])].map(parseLabel)
  return !known.some((one) => parts.some((part) => likeness(part, one) >= LIKE))
}

export const isProse = (block: Block): boolean => block.kind === 'paragraph' && /[。；;！？]/.test(block.text)

/** What there is to say of the cells of a table that have no printed cell, and are of no row or column that is missing. */
export function unplacedCells(table: LocatedTable, named: ReadonlySet<string>): Finding[] {
  const cells = table.cells
    .filter((cell) => cell.cells.length === 0)
    .map(({ row, column }) => `${table.table}.${row}.${column}`)
    .filter((name) => !named.has(name))
  if (cells.length === 0) return []
  const given = table.cells.flatMap((cell) => cell.cells).filter((cell) => !isBlank(cell)).length
  const { figures, place } = table.unplaced ?? { figures: given, place: null }
  return [
    note(
      'locate/unplaced',
      { figures },
      { table: table.table, instance: table.instance, cells, places: place ? [place] : [], cause: 'reading' },
    ),
  ]
}
