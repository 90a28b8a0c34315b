/** Figures in the long form → a report that can be checked. */

import { NianbaoError } from '../errors.js'
import type { FormDef, TableDef } from '../forms/define.js'
import { tableEditions } from '../forms/index.js'
import { type FigureKind, parseFigure } from '../text/figures.js'
import { cellIds, tableOrder } from './cells.js'
import type { Figure, Report, StatisticsTable } from './schema.js'
import { SCHEMA_VERSION } from './schema-version.js'

/** A line of the long form; `value` empty for none. What is not given counts as empty. */
export interface CellRecord {
  readonly file?: string
  readonly issuer?: string
  readonly year?: string
  readonly table: string
  readonly instance?: string
  readonly scope?: string
  readonly row: string
  readonly column: string
  readonly value: string
  readonly raw?: string
  readonly unit?: string
  readonly confidence?: string
}

/**
 * Build reports from cells in the long form, one for each file (or issuer and year) in order of appearance. Cells that
 * are not given are absent.
 *
 * @param records The cells.
 * @param numbers The lines where the records stand, for the errors; by default they follow a header, one a line.
 * @throws {NianbaoError} `cells-invalid`, with the number of the line, for a name or value that cannot be.
 */
export function reportsFromCells(
  records: readonly CellRecord[],
  numbers?: readonly number[],
): { file: string; report: Report }[] {
  const groups = new Map<string, { file: string; lines: { record: CellRecord; line: number }[] }>()
  for (const [i, record] of records.entries()) {
    for (const key of ['table', 'row', 'column', 'value'] as const) {
      if (typeof record[key] !== 'string') throw new NianbaoError('cells-invalid', `The column ${key} is missing.`)
    }
    const key = JSON.stringify([record.file ?? '', record.issuer ?? '', record.year ?? ''])
    const group = groups.get(key) ?? { file: record.file ?? '', lines: [] }
    group.lines.push({ record, line: numbers?.[i] ?? i + 2 })
    groups.set(key, group)
  }
  return [...groups.values()].map(({ file, lines }) => ({ file, report: buildReport(lines) }))
}

/** As {@link reportsFromCells}, for the cells of one report. */
export function reportFromCells(records: readonly CellRecord[]): Report {
  const [first, ...others] = reportsFromCells(records)
  if (!first || others.length > 0)
    throw new NianbaoError('cells-invalid', `The cells are of ${others.length + (first ? 1 : 0)} reports, not of one.`)
  return first.report
}

function buildReport(lines: readonly { record: CellRecord; line: number }[]): Report {
  const head = lines[0]?.record
  const year = head?.year ? Number(head.year) : null
  if (head?.year && !/^\d{4}$/.test(head.year))
    throw new NianbaoError('cells-invalid', `Line ${lines[0]?.line}: the year "${head?.year}" is no year.`)
  const report: Report = {
    schema: SCHEMA_VERSION,
    issuer: head?.issuer || null,
    year,
    period: null,
    title: null,
    source: { kind: 'cells', name: head?.file || null, sha256: null, bytes: null, pages: null, engines: {} },
    sections: [],
    statements: [],
    proactiveDisclosure: [],
    applications: [],
    disputes: [],
    statistics: statisticsOf(lines.filter(({ record }) => record.table === 'statistics')),
  }
  for (const { record, line } of lines) {
    if (record.table !== 'statistics' && !(tableOrder as readonly string[]).includes(record.table))
      throw new NianbaoError('cells-invalid', `Line ${line}: there is no table "${record.table}".`)
    if (!/^\d{0,6}$/.test(record.instance ?? ''))
      throw new NianbaoError(
        'cells-invalid',
        `Line ${line}: the instance "${record.instance}" is not 0 or a number counted from it.`,
      )
  }
  for (const id of tableOrder) {
    const own = lines.filter(({ record }) => record.table === id)
    const instances = [...new Set(own.map(({ record }) => Number(record.instance || 0)))].sort((a, b) => a - b)
    for (const instance of instances) {
      const cells = own.filter(({ record }) => Number(record.instance || 0) === instance)
      const names = new Set(cells.map(({ record }) => `${record.row}.${record.column}`))
      const { edition, def } = bestEdition(id, names)
      const known = new Map(cellIds(def).map(({ row, column, kind }) => [`${row}.${column}`, kind]))
      const given = new Map<string, number>()
      for (const { record, line } of cells) {
        if (!known.has(`${record.row}.${record.column}`)) {
          throw new NianbaoError(
            'cells-invalid',
            `Line ${line}: ${id} of the form of ${edition} has no cell ${record.row}.${record.column}.`,
          )
        }
        const before = given.get(`${record.row}.${record.column}`)
        if (before !== undefined)
          throw new NianbaoError(
            'cells-invalid',
            `Line ${line}: ${id}.${record.row}.${record.column} stands in line ${before} already.`,
          )
        given.set(`${record.row}.${record.column}`, line)
      }
      const figures = new Map(
        cells.map(({ record, line }) => {
          const name = `${record.row}.${record.column}`
          return [name, figureOf(record, line, known.get(name) ?? 'count')]
        }),
      )
      const table: Record<string, unknown> = {
        form: edition,
        instance,
        scope: cells[0]?.record.scope || null,
        pages: [],
        extra: { rows: [], columns: [] },
      }
      for (const { row, column } of cellIds(def)) {
        let at = table
        for (const key of row.split('.')) {
          at[key] ??= {}
          at = at[key] as Record<string, unknown>
        }
        at[column] = figures.get(`${row}.${column}`) ?? {
          value: null,
          raw: '',
          state: 'absent',
          unit: null,
          place: null,
          confidence: 1,
        }
      }
      ;(report[id] as unknown[]).push(table)
    }
  }
  return report
}

/** Tables of statistics as far as the long form tells of them: which line is a part of which, it does not. */
function statisticsOf(lines: readonly { record: CellRecord; line: number }[]): StatisticsTable[] {
  const tables = new Map<number, StatisticsTable>()
  for (const { record, line } of lines) {
    const instance = Number(record.instance || 0)
    const table: StatisticsTable = tables.get(instance) ?? {
      instance,
      scope: record.scope || null,
      pages: [],
      columns: [],
      lines: [],
      figures: {},
    }
    tables.set(instance, table)
    if (!table.columns.some(({ id }) => id === record.column)) table.columns.push({ id: record.column, label: '' })
    table.figures[record.row] ??= {}
    const row = table.figures[record.row] as Record<string, Figure>
    if (row[record.column])
      throw new NianbaoError(
        'cells-invalid',
        `Line ${line}: statistics.${record.row}.${record.column} stands there twice.`,
      )
    row[record.column] = figureOf(record, line, 'amount')
    if (!table.lines.some((one) => one.row === record.row))
      table.lines.push({
        row: record.row,
        line: table.lines.length + 1,
        label: '',
        number: null,
        parent: null,
        counted: false,
        unit: record.unit || null,
      })
  }
  return [...tables].sort(([a], [b]) => a - b).map(([, table]) => table)
}

/** The edition that has most of the names, the newest of equals. */
function bestEdition(
  table: (typeof tableOrder)[number],
  names: ReadonlySet<string>,
): { edition: FormDef['edition']; def: TableDef } {
  const [first, ...others] = tableEditions(table).map(({ edition, def }) => ({
    edition,
    def,
    score: cellIds(def).filter(({ row, column }) => names.has(`${row}.${column}`)).length,
  }))
  if (!first) throw new NianbaoError('cells-invalid', `There is no form for ${table}.`)
  return others.reduce((a, b) => (b.score > a.score ? b : a), first)
}

function figureOf(record: CellRecord, line: number, kind: FigureKind): Figure {
  const raw = record.raw ?? record.value
  const confidence = record.confidence ? Number(record.confidence) : 1
  if (!(confidence >= 0 && confidence <= 1))
    throw new NianbaoError(
      'cells-invalid',
      `Line ${line}: the confidence "${record.confidence}" is not between 0 and 1.`,
    )
  const base = { raw, unit: record.unit || null, place: null, confidence }
  const text = record.value.trim()
  if (text === '') {
    // The long form has no state: what is unreadable is not sure at all, what is absent has nothing to be sure of.
    if (record.confidence === '' && raw.trim() === '') return { ...base, value: null, state: 'absent' }
    const { state } = parseFigure(raw, kind)
    const empty = confidence > 0 && (state === 'blank' || state === 'filler')
    return { ...base, value: null, state: empty ? state : 'unreadable' }
  }
  const value = Number(text)
  if (!Number.isFinite(value) || !/^[+-]?\d+(?:\.\d+)?$/.test(text))
    throw new NianbaoError('cells-invalid', `Line ${line}: the value "${record.value}" is no number.`)
  if (kind !== 'amount' && !Number.isInteger(value))
    throw new NianbaoError('cells-invalid', `Line ${line}: the value "${record.value}" is no whole number.`)
  return { ...base, value, state: 'reported' }
}
