/** One body over the years: a compact table for the terminal, and the same as CSV; and two years side by side. */

import type { Finding } from '../findings.js'
import type { FormDef } from '../forms/define.js'
import { tableDef } from '../forms/index.js'
import { cellTitle } from '../forms/names.js'
import { seriesRows } from '../forms/series-rules.js'
import { cellIds, figureAt, tableOrder } from '../report/cells.js'
import type { Figure, Report, ReportTable } from '../report/schema.js'
import { csvLine } from '../text/csv.js'
import { printable } from './escape.js'
import { drawBlock, drawFinding, painter, type Shown, type SummaryOptions, showFigure } from './summary.js'
import { wrap } from './text-width.js'

/** A report in its place in a series. */
export interface SeriesEntry {
  readonly year: number
  readonly file: string
  readonly report: Report
  /** Against the report of the year before. */
  readonly findings: readonly Finding[]
}

export interface SeriesView {
  readonly issuer: string
  /** In the order of the years. */
  readonly entries: readonly SeriesEntry[]
}

export const SERIES_COLUMNS = ['issuer', 'table', 'row', 'column', 'label'] as const

const words = {
  en: { none: 'No findings.', findings: 'Findings', change: 'change' },
  zh: { none: '没有发现问题。', findings: '问题', change: '增减' },
} as const

interface Cell {
  readonly table: (typeof tableOrder)[number]
  readonly row: string
  readonly column: string
}

/** Cells that one of the reports prints, in contract order, each once. */
function printedCells(entries: readonly SeriesEntry[]): Cell[] {
  const known = new Map<string, Cell>()
  for (const table of tableOrder)
    for (const { report } of entries)
      for (const own of report[table] as readonly ReportTable[]) {
        const def = tableDef(table, own.form as FormDef['edition'])
        for (const { row, column } of def ? cellIds(def) : [])
          known.set(`${table}.${row}.${column}`, { table, row, column })
      }
  return [...known.values()]
}

/** The figure of the first printed copy of a table; which of several counts, nothing says. */
const figureOf = ({ report }: SeriesEntry, { table, row, column }: Cell): Figure | undefined => {
  const [own] = report[table] as readonly ReportTable[]
  return own ? figureAt(own, { row, column }) : undefined
}

const isPrinted = (figure: Figure | undefined): boolean => figure !== undefined && figure.state !== 'absent'

/** The key figures, or all; only those that one of the reports prints. */
const chosen = (entries: readonly SeriesEntry[], all: boolean): Cell[] =>
  (all ? printedCells(entries) : seriesRows).filter((cell) => entries.some((entry) => isPrinted(figureOf(entry, cell))))

const headOf = (entry: SeriesEntry, entries: readonly SeriesEntry[]): string => {
  const same = entries.filter(({ year }) => year === entry.year)
  return same.length === 1 ? String(entry.year) : `${entry.year} (${same.indexOf(entry) + 1})`
}

/** Draw series, one below the other. Ends with a line break. */
export function toSeriesSummary(views: readonly SeriesView[], options: SummaryOptions, all = false): string {
  return views.map((view) => `${drawSeries(view, options, all).join('\n')}\n`).join('\n')
}

function drawSeries({ issuer, entries }: SeriesView, options: SummaryOptions, all: boolean): string[] {
  const paint = painter(options)
  const say = words[options.language]
  const flagged = new Set(
    entries.flatMap(({ findings }, i) => findings.flatMap(({ cells }) => cells.map((cell) => `${i} ${cell}`))),
  )
  const body = chosen(entries, all).map((cell) => ({
    label: cellTitle(`${cell.table}.${cell.row}.${cell.column}`, options.language),
    cells: entries.map((entry, i) =>
      showFigure(figureOf(entry, cell), flagged.has(`${i} ${cell.table}.${cell.row}.${cell.column}`)),
    ),
  }))
  const lines = wrap(printable(issuer), options.width).map((line) => paint(line, 'bold'))
  if (body.length > 0)
    lines.push(
      ...drawBlock(
        entries.map((entry) => headOf(entry, entries)),
        body,
        options.width,
        paint,
      ),
    )
  const count = entries.reduce((sum, { findings }) => sum + findings.length, 0)
  lines.push('', count > 0 ? paint(`${say.findings} (${count})`, 'bold') : say.none)
  for (const entry of entries) {
    if (entry.findings.length === 0) continue
    lines.push(paint(headOf(entry, entries), 'dim'))
    for (const finding of entry.findings) lines.push(...drawFinding(finding, options, paint))
  }
  return lines
}

/** A line for every figure, a column for every year that one of the bodies has; empty where no figure is printed. */
export function toSeriesCsv(views: readonly SeriesView[], all = false): string {
  const years = [...new Set(views.flatMap(({ entries }) => entries.map(({ year }) => year)))].sort((a, b) => a - b)
  let csv = csvLine([...SERIES_COLUMNS, ...years])
  for (const { issuer, entries } of views) {
    for (const cell of chosen(entries, all)) {
      const { table, row, column } = cell
      const values = years.map((year) => {
        const own = entries.filter((entry) => entry.year === year)
        const [entry] = own
        // Two reports for a year: neither is taken for the other.
        return entry && own.length === 1 ? (figureOf(entry, cell)?.value ?? null) : null
      })
      csv += csvLine([issuer, table, row, column, cellTitle(`${table}.${row}.${column}`, 'zh'), ...values])
    }
  }
  return csv
}

/** Two years of each body side by side, with what changed. Ends with a line break. */
export function toComparison(
  views: readonly SeriesView[],
  [first, second]: readonly [number, number],
  options: SummaryOptions,
  all = false,
): string {
  const paint = painter(options)
  return views
    .flatMap((view) => {
      const before = view.entries.find(({ year }) => year === first)
      const after = view.entries.find(({ year }) => year === second)
      if (!before || !after) return []
      const body = chosen([before, after], all).map((cell) => {
        const a = figureOf(before, cell)
        const b = figureOf(after, cell)
        return {
          label: cellTitle(`${cell.table}.${cell.row}.${cell.column}`, options.language),
          cells: [showFigure(a, false), showFigure(b, false), changeOf(a, b)],
        }
      })
      const title = wrap(printable(view.issuer), options.width).map((line) => paint(line, 'bold'))
      const heads = [String(first), String(second), words[options.language].change]
      return [`${[...title, ...drawBlock(heads, body, options.width, paint)].join('\n')}\n`]
    })
    .join('\n')
}

/** What a figure changed by; nothing where one of the two is none. */
function changeOf(a: Figure | undefined, b: Figure | undefined): Shown {
  if (a?.value === undefined || b?.value === undefined || a.value === null || b.value === null)
    return { text: '', style: null }
  const change = Math.round((b.value - a.value) * 1e6) / 1e6
  return { text: change > 0 ? `+${change}` : String(change), style: change === 0 ? 'dim' : null }
}
