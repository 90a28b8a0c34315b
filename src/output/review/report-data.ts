/** One report as the review site shows it: its tables as they are printed, its findings as sentences, its places. */

import type { FormDef, TableId } from '../../forms/define.js'
import { tableDef } from '../../forms/index.js'
import type { ReportCell } from '../../report/cells.js'
import type { Figure, Report } from '../../report/schema.js'
import { cellKey, isDoubtful, type NamedCell } from '../archive/archived.js'
import { cellIdentity, type Hash } from '../archive/decisions.js'
import type { Reviewed } from '../archive/reviewed.js'
import { sentencesOf } from '../archive/sentences.js'

/** Short keys: a thousand reports have two hundred thousand cells. */
export interface SiteCell {
  /** Name. */
  readonly n: string
  /** State, left out where a figure is printed. */
  readonly s?: Exclude<Figure['state'], 'reported'>
  readonly v?: number
  /** Printed text, where it is not the digits of the value. */
  readonly r?: string
  readonly u?: string
  readonly c?: number
  readonly d?: 1
  /** Page and box, or line and offset. */
  readonly b?: readonly number[]
  readonly l?: readonly number[]
  /** Fingerprint. */
  readonly f: string
}

export interface SiteTable {
  readonly table: TableId
  readonly instance: number
  readonly scope: string | null
  readonly form: string | null
  /** Rows that share their columns, one below the other; a cell is its index. */
  readonly blocks: readonly {
    readonly columns: readonly string[]
    readonly rows: readonly { readonly row: string; readonly cells: readonly number[] }[]
  }[]
  /** Labels of the statistics tables, which no form prescribes. */
  readonly labels?: Readonly<Record<string, string>>
}

export interface SiteFinding {
  readonly f: string
  readonly code: string
  readonly level: string
  readonly zh: string
  readonly en: string
  readonly cause: string
  readonly cells: readonly number[]
  /** Cell and the value that would fit. */
  readonly suspects: readonly (readonly [number, number | null])[]
  /** Page and box, or line and offset, of what concerns no cell. */
  readonly at?: readonly number[]
}

export interface SiteReport {
  readonly cells: readonly SiteCell[]
  readonly tables: readonly SiteTable[]
  readonly findings: readonly SiteFinding[]
}

export function siteReport({ report, cells: printed, findings, fingerprints }: Reviewed, hash: Hash): SiteReport {
  const identity = cellIdentity(report)
  const cells: SiteCell[] = []
  const index = new Map<string, number>()
  const tables = new Map<string, { own: ReportCell[]; at: number[] }>()
  for (const cell of printed) {
    index.set(cell.key, cells.length)
    const key = `${cell.table} ${cell.instance}`
    let table = tables.get(key)
    if (!table) {
      table = { own: [], at: [] }
      tables.set(key, table)
    }
    table.own.push(cell)
    table.at.push(cells.length)
    cells.push(siteCell(cell, hash(identity(cell.instance, cell.name, cell.figure))))
  }
  return {
    cells,
    tables: [...tables.values()].map(({ own, at }) => siteTable(report, own, at)),
    findings: findings.map((finding, i) => {
      const at = (name: string): number[] => {
        const found = index.get(cellKey(finding.instance, name))
        return found === undefined ? [] : [found]
      }
      const [place] = finding.places
      // The suspects are shown apart, each beside its place.
      const { zh, en } = sentencesOf(finding.suspects.length > 0 ? { ...finding, suspects: [] } : finding)
      return {
        f: fingerprints[i] ?? '',
        code: finding.code,
        level: finding.level,
        zh,
        en,
        cause: finding.cause,
        cells: finding.cells.flatMap(at),
        suspects: finding.suspects.flatMap(({ cell, value }) => at(cell).map((one) => [one, value] as const)),
        ...(place ? { at: 'page' in place ? [place.page, ...place.box.map(n)] : [place.line, place.offset] } : {}),
      }
    }),
  }
}

const n = (value: number): number => Math.round(value * 10) / 10

function siteCell({ name, figure }: NamedCell, fingerprint: string): SiteCell {
  const { value, raw, state, unit, place, confidence } = figure
  const cell: { -readonly [K in keyof SiteCell]?: SiteCell[K] } = { n: name }
  if (state !== 'reported') cell.s = state
  if (value !== null) cell.v = value
  if (raw !== '' && raw !== String(value)) cell.r = raw
  if (unit !== null) cell.u = unit
  if (confidence !== 1) cell.c = confidence
  if (isDoubtful(figure)) cell.d = 1
  if (place && 'page' in place) cell.b = [place.page, ...place.box.map(n)]
  if (place && 'line' in place) cell.l = [place.line, place.offset]
  cell.f = fingerprint
  return cell as SiteCell
}

function siteTable(report: Report, own: readonly ReportCell[], at: readonly number[]): SiteTable {
  const rows = new Map<string, { row: string; columns: string[]; cells: number[] }>()
  for (const [i, { row, column }] of own.entries()) {
    const line = rows.get(row) ?? { row, columns: [], cells: [] }
    line.columns.push(column)
    line.cells.push(at[i] ?? 0)
    rows.set(row, line)
  }
  const blocks: { columns: string[]; rows: { row: string; cells: number[] }[] }[] = []
  for (const { row, columns, cells } of rows.values()) {
    const last = blocks[blocks.length - 1]
    if (last && last.columns.join() === columns.join()) last.rows.push({ row, cells })
    else blocks.push({ columns, rows: [{ row, cells }] })
  }
  const [first] = own
  const table = first?.table ?? 'statistics'
  const instance = first?.instance ?? 0
  const statistics = table === 'statistics' ? report.statistics.find((one) => one.instance === instance) : undefined
  const printed = table === 'statistics' ? undefined : report[table].find((one) => one.instance === instance)
  return {
    table,
    instance,
    scope: first?.scope ?? null,
    form: printed && tableDef(table, printed.form as FormDef['edition']) ? printed.form : null,
    blocks,
    ...(statistics
      ? {
          labels: Object.fromEntries([
            ...statistics.lines.map(({ row, label, unit }) => [row, unit ? `${label}（${unit}）` : label]),
            ...statistics.columns.map(({ id, label }) => [id, label]),
          ]),
        }
      : {}),
  }
}
