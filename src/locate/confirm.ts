/**
 * Text has no columns, and where it was torn no rows: what stands where was told by counting. The sums of the form say whether the count was right.
 * Figures of which neither their line nor a sum says that they are where they were put are given with little confidence.
 */

import type { FormDef, TableId } from '../forms/define.js'
import { squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'
import { isBlank } from './rows.js'
import { sumsOf } from './sums.js'

/**
 * How the place of a row is known. `firm`: label and figures stand on one line, or its cells are parted by lines or tags. `sure`: by the number of
 * lines. `near`: its label has several lines, and its figures stand beside one of them: as good as `firm` where no line of figures is left over. `aligned`: its label is its own, and its figures, fewer than the form has columns, were put under labels by spaces. `loose`: by nothing but
 * what stands near it.
 */
export type Footing = 'firm' | 'sure' | 'near' | 'aligned' | 'loose'

/** What is asked of a located cell. */
interface Placed {
  readonly row: string
  readonly column: string
  readonly cells: readonly Cell[]
  readonly shared: boolean
  readonly unconfirmed?: true
  readonly confirmed?: true
}

/** What a cell holds; null where that is not known for certain. */
function numberIn({ cells, shared }: Placed): number | null {
  if (cells.length === 0 || shared || cells.some((cell) => cell.candidates)) return null
  const filled = cells.filter((cell) => !isBlank(cell))
  if (filled.length === 0) return 0
  const text = squeeze(filled[0]?.text ?? '')
    .normalize('NFKC')
    .replaceAll(',', '')
    .replace(/[件条人]$/, '')
  if (filled.length > 1) return null
  if (/^[-/—]+$/.test(text)) return 0
  return /^\d+$/.test(text) ? Number(text) : null
}

/** So many rows that add up, and none that does not, say that the columns without labels are those of the form in its order. */
const ENOUGH = 3

/** `void`: figures whose total is blank. That contradicts no figure where the report prints no totals; a blank that hides a figure looks the same. */
type Verdict = 'holds' | 'fails' | 'void' | 'unknown'

/** Whether what the cells of the first ids hold adds up to what those of the others do. */
function compare(left: readonly (Placed | undefined)[], right: readonly (Placed | undefined)[]): Verdict {
  const sum = (cells: readonly (Placed | undefined)[]): number | null =>
    cells.reduce<number | null>((all, cell) => {
      const value = cell ? numberIn(cell) : null
      return all === null || value === null ? null : all + value
    }, 0)
  const [a, b] = [sum(left), sum(right)]
  // A total that is not printed contradicts nothing.
  if (b !== 0 && left.every((cell) => cell?.cells.every(isBlank))) return b === null ? 'unknown' : 'void'
  return a === null || b === null ? 'unknown' : a === b ? 'holds' : 'fails'
}

/** Digits of one figure with gaps between them. */
const SPACED = /^\d(?:\s+\d)+$/
const SINGLE = /^(?:\d|[-/—]*)$/

/** Mark the cells of a table read from text whose place nothing confirms, and those of a table that adds up. */
export function markUnconfirmed<T extends Placed>(
  table: TableId,
  edition: FormDef['edition'],
  cells: readonly T[],
  footing: ReadonlyMap<string, Footing>,
): readonly T[] {
  if (footing.size === 0) return cells
  const at = new Map(cells.map((cell) => [`${cell.row}/${cell.column}`, cell]))
  const get = (row: string, column: string): Placed | undefined => at.get(`${row}/${column}`)
  const rows = [...new Set(cells.map(({ row }) => row))]
  const columns = [...new Set(cells.map(({ column }) => column))]
  const sums = sumsOf(table, edition, 'row')
  const verdicts = new Map<string, Verdict>()
  let holding = 0
  let failing = 0
  for (const row of rows) {
    const own = sums.map(({ total, parts }) =>
      compare(
        total.map((id) => get(row, id)),
        parts.map((id) => get(row, id)),
      ),
    )
    const verdict = (['fails', 'void', 'holds'] as const).find((one) => own.includes(one)) ?? 'unknown'
    verdicts.set(row, verdict)
    const filled = cells.some((cell) => cell.row === row && (numberIn(cell) ?? 1) !== 0)
    if (verdict === 'holds' && filled) holding++
    if (verdict === 'fails') failing++
  }
  // Rows that add up as a rule say that the columns are what they were taken for.
  const strange = failing >= 2 && failing > holding
  const addsUp = failing === 0 && holding >= ENOUGH
  const inColumn = new Map(
    columns.map((column) => [
      column,
      sumsOf(table, edition, 'column').map(({ total, parts }) =>
        compare(
          total.map((id) => get(id, column)),
          parts.map((id) => get(id, column)),
        ),
      ),
    ]),
  )
  const failed = new Set(columns.filter((column) => inColumn.get(column)?.includes('fails')))
  // Where no row has a total, and no column, a blank one tells nothing.
  const rowTotals = holding > 0 || failing > 0
  const columnTotals = columns.some((column) =>
    inColumn.get(column)?.some((one) => one !== 'void' && one !== 'unknown'),
  )
  const hides = (cell: Placed): boolean =>
    cell.cells.every(isBlank) &&
    (verdicts.get(cell.row) === 'fails' ||
      failed.has(cell.column) ||
      (rowTotals && verdicts.get(cell.row) === 'void') ||
      (columnTotals && (inColumn.get(cell.column)?.includes('void') ?? false)))
  // Where a row with blanks in it does not add up, its figures may stand beside their columns.
  const moved = (row: string): boolean => {
    const verdict = verdicts.get(row)
    if (verdict !== 'fails' && !(rowTotals && verdict === 'void')) return false
    return cells.some((cell) => cell.row === row && cell.cells.length > 0 && cell.cells.every(isBlank))
  }
  const shifted = new Set(rows.filter(moved))
  // Where digits of one figure stand apart, a row of single digits may be fewer figures than it seems.
  const isSingle = (cell: Placed): boolean => cell.cells.every(({ text }) => SINGLE.test(text.trim()))
  const spaced =
    cells.some((cell) => cell.cells.some(({ text }) => SPACED.test(text.trim()))) ||
    (cells.some(({ shared }) => shared) && cells.every(isSingle))
  const single = (row: string): boolean => cells.every((cell) => cell.row !== row || isSingle(cell))
  const apart = new Set(spaced ? rows.filter((row) => verdicts.get(row) !== 'holds' && single(row)) : [])
  return cells.map((cell) => {
    const how = footing.get(cell.row) ?? 'firm'
    const verdict = verdicts.get(cell.row)
    // The one line of table 四 has no label, and all its fields.
    const whole = table === 'disputes' && how === 'firm'
    const doubtful =
      strange ||
      apart.has(cell.row) ||
      (!whole && (hides(cell) || shifted.has(cell.row))) ||
      how === 'loose' ||
      (how !== 'firm' && (verdict === 'fails' || failed.has(cell.column))) ||
      (how === 'aligned' && (verdict !== 'holds' || (table === 'disputes' && holding < rows.length)))
    if (cell.cells.length === 0) return cell
    if (doubtful) return { ...cell, unconfirmed: true }
    return addsUp && (how === 'firm' || how === 'sure') ? { ...cell, confirmed: true } : cell
  })
}
