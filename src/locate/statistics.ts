/**
 * Statistics tables of the reports before 2019: lines of number, indicator, unit and one or more values, of whatever province or
 * ministry. Lines are kept as printed; those of the dictionary get its ids.
 */

import { canonical, squeeze } from '../text/normalize.js'
import { type Ordinal, splitOrdinal } from '../text/ordinal.js'
import type { Block, Cell, Grid, GridMethod, Place } from '../types.js'
import { isFirstLine, knownColumn, oneBelowTheOther, unitBehind, unitIn } from './statistics-shapes.js'
import { placeAligned, textRegions } from './statistics-text.js'
import { AMONG, candidates, FEWEST_LINES, isUnit, NUMBER, STUB, UNIT, UNIT_HEAD } from './statistics-words.js'

export interface StatisticsColumn {
  readonly id: string
  readonly label: string
}

export interface StatisticsLine {
  /** Id of the dictionary, or `line.N`. */
  readonly row: string
  /** N: counts the printed lines from 1. */
  readonly line: number
  readonly label: string
  /** As printed before the label: 一、, （二）, 其中：1. */
  readonly number: string | null
  /** Row of which this is a part. */
  readonly parent: string | null
  /** True where its parent is numbered through from 1 below it, so that the parts are all there are. */
  readonly counted: boolean
  readonly unit: string | null
  readonly place: Place | null
  readonly page: number | null
  /** By column; null where nothing stands there. */
  readonly cells: readonly (Cell | null)[]
}

export interface LocatedStatistics {
  readonly instance: number
  readonly scope: string | null
  readonly pages: readonly number[]
  readonly place: Place | null
  readonly method: GridMethod
  readonly columns: readonly StatisticsColumn[]
  readonly lines: readonly StatisticsLine[]
  readonly block: number
}

const CUMULATIVE = /累计/
const THIS_YEAR = /合计|总计|总数|本年|当年|年度|本期|统计数|20\d\d年?/
/** A header is set in no more lines than this. */
const MOST_HEAD_LINES = 4

/** Find all statistics tables among the blocks that no table of a form has taken. */
export function locateStatistics(blocks: readonly Block[], used: ReadonlySet<number>): LocatedStatistics[] {
  const found: LocatedStatistics[] = []
  const grids = [
    ...blocks.flatMap((block, at) =>
      block.kind === 'grid' && !block.ragged && !used.has(at)
        ? [{ at, grid: block.method === 'stream' ? (placeAligned(block) ?? block) : block }]
        : [],
    ),
    ...textRegions(blocks, used).map(({ from, grid }) => ({ at: from, grid })),
  ].sort((a, b) => a.at - b.at)
  for (const { at: b, grid } of grids) {
    const table = readTable(oneBelowTheOther(grid), b, found.length, blocks)
    if (!table) continue
    const last = found[found.length - 1]
    // A table that a page end cut goes on below with the same columns and no header, or with its header printed again.
    if (
      last &&
      (table.headless || isRest(last, table)) &&
      last.columns.length === table.columns.length &&
      goesOn(blocks, last.block, b)
    ) {
      const lines = [...last.lines, ...table.lines]
      found[found.length - 1] = {
        ...last,
        block: b,
        pages: [...new Set([...last.pages, ...table.pages])],
        lines: number(lines),
      }
    } else if (!table.headless || isKnown(table.lines)) found.push({ ...table, lines: number(table.lines) })
  }
  return found
}

const goesOn = (blocks: readonly Block[], from: number, to: number): boolean =>
  blocks.slice(from + 1, to).every((block) => block.kind === 'paragraph' && block.text.length < 12)

/** True for a table with the same columns and none of the same indicators: the rest of one that was cut, its header printed again. */
function isRest(last: LocatedStatistics, table: Draft): boolean {
  const printed = new Set(last.lines.map(({ row }) => row))
  const known = number(table.lines).filter(({ row }) => !row.startsWith('line.'))
  return (
    last.columns.every(({ label }, i) => label === table.columns[i]?.label) &&
    known.length >= FEWEST_LINES &&
    known.every(({ row }) => !printed.has(row))
  )
}

/** At least some of its lines are those of the dictionary. */
const isKnown = (lines: readonly StatisticsLine[]): boolean =>
  lines.filter(({ label }) => candidates(label).length > 0).length >= FEWEST_LINES

type Draft = LocatedStatistics & { readonly headless: boolean }

function readTable(grid: Grid, block: number, instance: number, blocks: readonly Block[]): Draft | null {
  if (grid.cols < 2 || grid.rows < FEWEST_LINES || grid.cols > 20) return null
  const at: (Cell | null)[][] = Array.from({ length: grid.rows }, () => Array.from({ length: grid.cols }, () => null))
  for (const cell of grid.cells)
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
      for (let c = cell.col; c < cell.col + cell.colSpan; c++) (at[r] as (Cell | null)[])[c] = cell
  const text = (r: number, c: number): string => squeeze(at[r]?.[c]?.text ?? '')
  const own = (r: number, c: number): boolean => at[r]?.[c]?.row === r && at[r]?.[c]?.col === c
  const all = Array.from({ length: grid.rows }, (_, r) => r)
  let unitColumn = -1
  let most = 0
  // Alignment puts the label of a row next to its figures, whatever stands between them.
  const stream = grid.method === 'stream'
  for (let c = stream ? 0 : 1; c < grid.cols - 1; c++) {
    const units = all.filter((r) => own(r, c) && isUnit(text(r, c))).length
    if (units > most) {
      most = units
      unitColumn = c
    }
  }
  // Units may stand in the labels or behind the figures: then the labels must be those of the dictionary.
  const united = most >= FEWEST_LINES && most >= grid.rows * 0.4
  let labelColumn = united ? -1 : knownColumn(at)
  if (!united) unitColumn = -1
  for (let c = stream ? unitColumn + 1 : unitColumn - 1; c >= 0; c--) {
    if (c === unitColumn) continue
    if (all.filter((r) => /\p{Script=Han}{2}/u.test(text(r, c))).length >= grid.rows * 0.5) {
      labelColumn = c
      break
    }
  }
  if (labelColumn < 0) return null
  // The header ends above the first line that has a unit.
  const first =
    all.find((r) =>
      united
        ? UNIT.test(canonical(text(r, unitColumn))) && /\p{Script=Han}/u.test(text(r, labelColumn))
        : isFirstLine(text(r, labelColumn)),
    ) ?? 0
  const header = all.slice(0, first).filter((r) => {
    const label = canonical(text(r, labelColumn))
    return STUB.test(label) || UNIT_HEAD.test(canonical(text(r, unitColumn)))
  })
  const start = header.length > 0 ? (header[header.length - 1] as number) + 1 : first
  const valueColumns = Array.from({ length: grid.cols }, (_, c) => c).filter(
    (c) => c > Math.max(unitColumn, labelColumn),
  )
  // Labels of several lines stand in rows of their own where alignment tells rows.
  const headFrom = header[0] ?? (stream ? Math.max(0, first - MOST_HEAD_LINES) : first)
  const headText = (c: number): string =>
    [...new Set(all.slice(headFrom, start).map((r) => text(r, c)))].filter(Boolean).join(' ')
  const use = valueColumns.filter(
    (c) => headText(c) !== '' || all.slice(first).some((r) => own(r, c) && /\d/.test(text(r, c))),
  )
  if (use.length === 0 || !all.slice(first).some((r) => use.some((c) => /\d/.test(text(r, c))))) return null
  const columns = columnIds(use.map(headText))
  const lines: StatisticsLine[] = []
  for (const r of all.slice(start)) {
    const cell = at[r]?.[labelColumn]
    if (!cell || cell.row !== r || squeeze(cell.text) === '') continue
    const values = use.map((c) => {
      const value = at[r]?.[c] ?? null
      // A heading that runs over the whole width has no values.
      return value === cell ? null : value
    })
    // Signatures below the table: 单位负责人：… 填报人：…
    if (/^(?:单位)?(?:负责人|审核人|填报人|联系电话|填报日期|填表人|备注|注)[:：]?/.test(squeeze(cell.text))) break
    const unit = united ? text(r, unitColumn) : (unitIn(cell.text) ?? unitBehind(values) ?? '')
    const before = Array.from({ length: labelColumn }, (_, c) => text(r, c)).find((t) => NUMBER.test(t))
    lines.push({
      row: '',
      line: 0,
      label: cell.text,
      number: before ?? null,
      parent: null,
      counted: false,
      unit: isUnit(unit) ? unit : null,
      place: cell.place,
      page: grid.rowPages[r] ?? null,
      cells: values,
    })
  }
  if (lines.length < FEWEST_LINES) return null
  const pages = [...new Set(grid.rowPages.filter((page): page is number => page !== null))]
  return {
    instance,
    scope: captionBefore(blocks, block),
    pages,
    place: grid.place,
    method: grid.method,
    columns,
    lines,
    block,
    headless: header.length === 0,
  }
}

/** `current`, `cumulative`, or `column.N`. */
function columnIds(labels: readonly string[]): StatisticsColumn[] {
  const cumulative = labels.findIndex((label) => CUMULATIVE.test(label))
  const rest = labels.map((_, i) => i).filter((i) => i !== cumulative)
  const years = rest.filter((i) => THIS_YEAR.test(labels[i] ?? ''))
  const [only] = rest
  const current = rest.length === 1 ? only : years.length === 1 ? years[0] : undefined
  return labels.map((label, i) => ({
    id: i === current ? 'current' : i === cumulative ? 'cumulative' : `column.${i + 1}`,
    label,
  }))
}

/** The line that names the table and says whose figures these are. */
function captionBefore(blocks: readonly Block[], index: number): string | null {
  for (let i = index - 1; i >= Math.max(0, index - 4); i--) {
    const block = blocks[i]
    if (block?.kind !== 'paragraph' || block.text.length > 60) break
    const match = /(?:填报单位|填报机关|报送单位|单位名称)[^:：]*[:：]\s*(\S{2,30})/.exec(block.text)
    if (match?.[1]) return match[1]
  }
  return null
}

interface Open {
  readonly index: number
  readonly kind: Ordinal['kind'] | 'none'
  /** Opened by 其中. */
  readonly among: boolean
}

/** From the outermost to the innermost. */
const KINDS: readonly Open['kind'][] = ['han', 'hanParen', 'digit', 'digitParen']

/** Number the lines, find their parents and their ids. */
function number(lines: readonly StatisticsLine[]): StatisticsLine[] {
  const stack: Open[] = []
  const tree = lines.map((line, index) => {
    const printed = line.label.trim()
    const among = AMONG.test(printed)
    const body = printed.replace(AMONG, '')
    const { ordinal } = splitOrdinal(body)
    const kind = ordinal?.kind ?? 'none'
    if (among) {
      // Parts of the line before, or of its own siblings' parent where that line was such a part already.
      const top = stack[stack.length - 1]
      if (top?.among && top.kind === kind && kind === 'none') stack.pop()
    } else {
      const same = stack.findLastIndex((open) => open.kind === kind)
      // 四、 behind （三）: what was open is of the heading before, which stands beside its lines or was not printed.
      const inner = stack.findIndex((open) => KINDS.indexOf(open.kind) > KINDS.indexOf(kind))
      if (same >= 0) stack.length = same
      else if (kind === 'none') stack.length = 0
      else if (inner >= 0) stack.length = inner
      else if (ordinal && ordinal.n > 1) {
        // 2. without a 1. of its own: the list began behind 其中.
        stack.length = Math.max(0, stack.length - (stack[stack.length - 1]?.kind === 'none' ? 1 : 0))
      }
    }
    const parent = stack[stack.length - 1]?.index ?? null
    stack.push({ index, kind, among })
    return { parent, n: ordinal?.n ?? null, number: line.number ?? numberOf(printed) }
  })
  const parts = new Map<number | null, (number | null)[]>()
  for (const { parent, n } of tree) {
    const known = parts.get(parent)
    if (known) known.push(n)
    else parts.set(parent, [n])
  }
  const taken = new Set<string>()
  const rows: string[] = []
  return lines.map((line, index) => {
    const { parent, number: printed } = tree[index] as (typeof tree)[number]
    const parentRow = parent === null ? null : (rows[parent] ?? null)
    const ids = candidates(line.label).filter((one) => !taken.has(one.id))
    const id =
      ids.length === 1 && ids[0]
        ? ids[0].id
        : ((ids.find((one) => one.parent !== null && one.parent === parentRow) ?? latest(ids, rows))?.id ?? null)
    const row = id ?? `line.${index + 1}`
    if (id) taken.add(id)
    rows.push(row)
    const siblings = parts.get(parent) ?? []
    return {
      ...line,
      row,
      line: index + 1,
      number: printed,
      parent: parentRow,
      counted: parent !== null && siblings.length > 1 && siblings.every((n, i) => n === i + 1),
    }
  })
}

/** Of indicators with the same words, the one whose whole was printed last; null where the wholes of none or of all were not. */
function latest<T extends { readonly parent: string | null }>(ids: readonly T[], rows: readonly string[]): T | null {
  const at = ({ parent }: T): number => (parent === null ? -1 : rows.lastIndexOf(parent))
  const [best] = [...ids].sort((a, b) => at(b) - at(a))
  return best && at(best) >= 0 ? best : null
}

function numberOf(label: string): string | null {
  const match = /^(?:其中[:：，,]?\s*)?(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．,，]?(?=\D)|其中[:：]?)/.exec(
    label,
  )
  const text = match?.[0].trim() ?? ''
  return /[一二三四五六七八九十\d]\s*[)）、.．,，]|其中/.test(text) ? text : null
}
