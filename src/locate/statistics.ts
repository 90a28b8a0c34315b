/**
 * Statistics tables of the reports before 2019: lines of number, indicator, unit and one or more values, of whatever province or
 * ministry. Lines are kept as printed; those of the dictionary get its ids.
 */

import { indicators } from '../forms/statistics.js'
import { canonical, squeeze } from '../text/normalize.js'
import { type Ordinal, splitOrdinal } from '../text/ordinal.js'
import type { Block, Cell, Grid, GridMethod, Place } from '../types.js'
import { placeAligned, textRegions } from './statistics-text.js'
import { isUnit, NUMBER, UNIT, UNIT_HEAD } from './statistics-words.js'

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

const STUB = /^(?:统计)?(?:指标|项目|内容|指标名称|统计项目|项目名称|指标项目|统计内容|名称)$/
const CUMULATIVE = /累计/
const THIS_YEAR = /合计|总计|总数|本年|当年|年度|本期|统计数|20\d\d年?/
/** Fewer lines than this are a remark, not a table. */
const FEWEST = 3

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
    const table = readTable(grid, b, found.length, blocks)
    if (!table) continue
    const last = found[found.length - 1]
    // A table that a page end cut goes on below with the same columns and no header.
    if (last && table.headless && last.columns.length === table.columns.length && goesOn(blocks, last.block, b)) {
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

/** At least some of its lines are those of the dictionary. */
const isKnown = (lines: readonly StatisticsLine[]): boolean =>
  lines.filter(({ label }) => candidates(label).length > 0).length >= FEWEST

type Draft = LocatedStatistics & { readonly headless: boolean }

function readTable(grid: Grid, block: number, instance: number, blocks: readonly Block[]): Draft | null {
  if (grid.cols < 3 || grid.rows < FEWEST || grid.cols > 20) return null
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
  if (most < FEWEST || most < grid.rows * 0.4) return null
  let labelColumn = -1
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
    all.find((r) => UNIT.test(canonical(text(r, unitColumn))) && /\p{Script=Han}/u.test(text(r, labelColumn))) ?? 0
  const header = all.slice(0, first).filter((r) => {
    const label = canonical(text(r, labelColumn))
    return STUB.test(label) || UNIT_HEAD.test(canonical(text(r, unitColumn)))
  })
  const start = header.length > 0 ? (header[header.length - 1] as number) + 1 : first
  const valueColumns = Array.from({ length: grid.cols }, (_, c) => c).filter(
    (c) => c > Math.max(unitColumn, labelColumn),
  )
  const headText = (c: number): string =>
    [...new Set(all.slice(header[0] ?? first, start).map((r) => text(r, c)))].filter(Boolean).join(' ')
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
    const unit = text(r, unitColumn)
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
  if (lines.length < FEWEST) return null
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

const AMONG = /^[(（]?(?:其中|其中包括|包括)[)）]?\s*[:：，,、]?\s*/

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
      if (same >= 0) stack.length = same
      else if (kind === 'none') stack.length = 0
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
        : (ids.find((one) => one.parent !== null && one.parent === parentRow)?.id ?? null)
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

function numberOf(label: string): string | null {
  const match = /^(?:其中[:：，,]?\s*)?(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．,，]?(?=\D)|其中[:：]?)/.exec(
    label,
  )
  const text = match?.[0].trim() ?? ''
  return /[一二三四五六七八九十\d]\s*[)）、.．,，]|其中/.test(text) ? text : null
}

const plain = (label: string): string =>
  splitOrdinal(label.trim().replace(AMONG, ''))
    .body.replace(/\([^()]*\)/g, '')
    .replace(/[,.:;]/g, '')

const dictionary = new Map<string, { id: string; parent: string | null }[]>()
for (const { id, label, parent, aliases = [] } of indicators)
  for (const text of [label, ...aliases]) {
    const key = plain(text)
    dictionary.set(key, [...(dictionary.get(key) ?? []), { id, parent }])
  }

/** Indicators that a label may name; two where the form says the same words twice. */
const candidates = (label: string): readonly { id: string; parent: string | null }[] =>
  dictionary.get(plain(label)) ?? []
