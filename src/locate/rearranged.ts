/** Tables from text whose figures were not told apart by their labels, read by their order where the sums of the form leave one way. */

import type { TableDef } from '../forms/define.js'
import { tableEditions } from '../forms/index.js'
import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import type { Block, Cell, Paragraph } from '../types.js'
import { type Arrangement, arrange } from './in-order.js'
import { type LocatedCell, type LocatedTable, splitId } from './located.js'
import { isFigure, isLabel } from './rows.js'
import { cellOf, linesIn, wordsIn } from './text-cells.js'
import { emptyTable, isTyped, type Stretch, stretchOf } from './unplaced.js'

/** The figures of blocks in the order of the text: alone on a line, side by side, before or behind words. */
function figuresOf(blocks: readonly Block[]): Cell[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return figuresIn(block)
    return block.cells.flatMap((cell) => (isFigure(cell) || isLabel(cell) ? figuresIn(cell) : []))
  })
}

/** Lines that were joined to a paragraph keep their words apart. */
function figuresIn(printed: Pick<Paragraph, 'text' | 'place' | 'pieces'>): Cell[] {
  const { text } = printed
  return linesIn(printed).flatMap((line) =>
    wordsIn(text, line.from, line.to)
      .filter(({ from, to }) => looksLikeFigure(text.slice(from, to)))
      .map(({ from, to }) => cellOf(printed, from, to)),
  )
}

/** Such a share of the cells is in doubt where labels and figures are torn apart. */
const MOSTLY = 0.5

/** A cell that has its place by its line or its tags, and not by what stands near. */
const isFirm = ({ cells, shared, unconfirmed }: LocatedCell): boolean => cells.length > 0 && !shared && !unconfirmed

/** The same table, read by the order of its figures; null where that is not needed, or does not tell. Of several copies none is read so. */
export function rearranged(
  table: LocatedTable,
  blocks: readonly Block[],
  sections: readonly Stretch[],
): LocatedTable | null {
  const open = table.cells.filter(({ cells, shared }) => cells.length === 0 || shared).length
  const doubtful = table.cells.filter(({ unconfirmed }) => unconfirmed).length
  // A table that is read but for a few rows in doubt gains nothing.
  if (open === 0 && doubtful < table.cells.length * MOSTLY) return null
  const own = stretchOf(table, blocks, sections)
  if (own.some((block) => !isTyped(block) || (block.kind === 'grid' && block.method !== 'fields'))) return null
  const figures = figuresOf(own)
  for (const { def, edition } of tableEditions(table.table)) {
    const found = arrange(def, edition, figures)
    if (found) return merged(table, def, edition, found)
  }
  return null
}

/** What was located, and what the order tells of the rest; null where the two contradict each other. */
function merged(
  table: LocatedTable,
  def: TableDef,
  edition: LocatedTable['edition'],
  found: Arrangement,
): LocatedTable | null {
  const known = new Map(table.cells.map((cell) => [`${cell.row}.${cell.column}`, cell]))
  const at = new Map(namesOf(def).flatMap((row, r) => row.map((name, c) => [name, found[r]?.[c] ?? []] as const)))
  // What is certain of another edition contradicts this one.
  if ([...known].some(([name, cell]) => isFirm(cell) && !at.has(name))) return null
  const base = edition === table.edition ? table : emptyTable(def, edition, table.blocks)
  const cells: LocatedCell[] = []
  for (const cell of base.cells) {
    const name = `${cell.row}.${cell.column}`
    const ways = at.get(name) ?? []
    const before = known.get(name)
    if (before && isFirm(before)) {
      const text = squeeze(before.cells.map((one) => one.text).join(''))
      if (!ways.some((way) => squeeze(way.text) === text)) return null
      cells.push(before)
    } else cells.push(placed(cell, ways))
  }
  return {
    ...base,
    block: table.block,
    blocks: table.blocks,
    cells,
    extraRows: [],
    extraColumns: [],
    missingRows: [],
    missingColumns: [],
  }
}

/** The names of the cells of a table of one block, by row and column. */
const namesOf = ({ blocks: [block], shape }: TableDef): string[][] =>
  (block?.rows ?? []).map((row) =>
    (block?.columns ?? []).map(({ id }) => (shape === 'line' ? splitId(id).join('.') : `${row.id}.${id}`)),
  )

function placed(cell: LocatedCell, ways: readonly Cell[]): LocatedCell {
  const [first, ...others] = ways
  const { unplaced: _, unconfirmed: __, confirmed: ___, ...rest } = cell
  if (!first) return { ...rest, cells: [], unplaced: true }
  const candidates = [...new Set(ways.map(({ text }) => Number(squeeze(text).normalize('NFKC').replaceAll(',', ''))))]
  return {
    ...rest,
    cells: [
      others.length === 0
        ? { ...first, doubts: ['rearranged'] }
        : { ...first, doubts: ['rearranged'], candidates: candidates.filter(Number.isInteger).sort((a, b) => a - b) },
    ],
    shared: false,
    rowLikeness: 1,
    columnLikeness: 1,
  }
}
