import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ArchiveRecord } from '../../../src/node/archive-record.js'
import { cellRows, cellTable } from '../../../src/output/archive/cell-rows.js'
import { codebookMarkdown, codebookRows, exportedTables } from '../../../src/output/archive/codebook.js'
import { dataPackage } from '../../../src/output/archive/data-package.js'
import type { Value } from '../../../src/output/archive/fields.js'
import { labelsDo, labelsR, labelsSps } from '../../../src/output/archive/label-scripts.js'
import { choosePanelRow, panelRow, panelTable } from '../../../src/output/archive/panel.js'
import { indicatorName, panelName } from '../../../src/output/archive/panel-names.js'
import { type Reviewed, review } from '../../../src/output/archive/reviewed.js'
import { cellName } from '../../../src/report/cells.js'
import { fixtureRecord } from '../../helpers/archive-records.js'
import { contractCells } from '../../helpers/report.js'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
const named = (row: readonly Value[]): Record<string, Value> =>
  Object.fromEntries(panelTable.fields.map(({ name }, i) => [name, row[i] ?? null]))
const first = (record: ArchiveRecord): Reviewed => {
  const [reading] = review(record, new Map(), hash)
  if (!reading) throw new Error('no reading')
  return reading
}

describe('names of the columns', () => {
  test.each(exportedTables.map(({ name, fields }) => [name, fields] as const))(
    'of %s fit Stata, SPSS and R',
    (_, fields) => {
      const names = fields.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]{0,31}$/)
    },
  )
  test.each(['zh', 'en'] as const)('of the panel have labels of their own: %s', (language) => {
    const labels = panelTable.fields.map((field) => field[language])
    expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([])
  })
  test('of the panel stand for every cell of the forms', () => {
    const cells = new Set(panelTable.fields.map(({ cell }) => cell))
    for (const edition of ['2019', '2021'] as const)
      for (const [table, ids] of Object.entries(contractCells[edition]))
        for (const [row = '', column = ''] of ids) expect(cells).toContain(cellName(table, { row, column }))
  })
  test('are those of the codebook that was published', () => {
    expect(panelName('applications', 'withheld.administrativeInquiries', 'publicInterestOrganization')).toBe(
      't3_wh_inquiry_charity',
    )
    expect(panelName('disputes', 'litigation.afterReconsideration', 'total')).toBe('t4_lit_afterrec_total')
    expect(panelName('proactiveDisclosure', 'fees', 'amount')).toBe('t2_fees_amount')
    expect(indicatorName('requestsReceived')).toBe('st_requests_received')
    expect(() => panelName('applications', 'noSuchRow', 'total')).toThrow(RangeError)
  })
})

describe('a row of the panel', () => {
  let failing: ArchiveRecord
  let blanks: ArchiveRecord
  beforeAll(async () => {
    failing = await fixtureRecord('text/tabs-failing.txt')
    blanks = await fixtureRecord('docx/blank-zeros.docx')
  })

  test('has the printed figures under their names, and names what is flagged', () => {
    const reading = first(failing)
    const row = named(panelRow(reading) ?? [])
    const table = reading.report.applications[0]
    expect(row).toMatchObject({
      issuer: reading.report.issuer,
      year: reading.report.year,
      file: 'text/tabs-failing.txt',
      quality: 'flagged',
      n_reports: 1,
      t3_tables: 1,
      t3_new_total: table?.received.total.value,
      t3_un_notheld_person: 97,
    })
    expect(String(row.flagged).split(' ')).toContain('t3_un_notheld_person')
    expect(row.n_errors).toBe(3)
  })
  test('takes the copy of the year of the report where another is printed above it', () => {
    const [reading] = failing.readings
    const [table] = reading?.report.applications ?? []
    if (!reading || !table) throw new Error('no table')
    const { year } = reading.report
    const before = { ...table, scope: `${(year ?? 0) - 1}年度`, received: table.carriedForward }
    const row = (...tables: readonly (typeof table)[]) => {
      const applications = tables.map((one, instance) => ({ ...one, instance })) as typeof reading.report.applications
      return named(
        panelRow(first({ ...failing, readings: [{ ...reading, report: { ...reading.report, applications } }] })) ?? [],
      )
    }
    const own = { ...table, scope: `${year}年度` }
    expect(row(before, own)).toMatchObject({
      t3_tables: 2,
      t3_scope: `${year}年度`,
      t3_new_total: table.received.total.value,
    })
    expect(row(before)).toMatchObject({ t3_tables: 1, t3_new_total: table.carriedForward.total.value })
  })
  test('leaves blanks empty, and zeros zero', () => {
    const reading = first(blanks)
    const row = named(panelRow(reading) ?? [])
    const cells = [...cellsIn(reading)]
    expect(cells.filter(({ figure }) => figure === null).length).toBeGreaterThan(50)
    for (const { table, row: id, column, figure } of cells)
      expect(row[panelName(table, id, column)], `${id}.${column}`).toBe(figure)
  })
  test('does not stand for a report without issuer or year', () => {
    const reading = first(failing)
    expect(panelRow({ ...reading, report: { ...reading.report, issuer: null } })).toBeNull()
    expect(panelRow({ ...reading, report: { ...reading.report, year: null } })).toBeNull()
  })
  test('is chosen by how well it was read, not by order, and tells of conflicts', () => {
    const good = panelRow(first(failing)) ?? []
    const partial = panelRow(first({ ...failing, path: 'a.txt', state: 'partial' })) ?? []
    const other = [...good]
    const at = panelTable.fields.findIndex(({ name }) => name === 't3_new_total')
    other[at] = 999
    other[panelTable.fields.findIndex(({ name }) => name === 'file')] = 'zz.txt'
    for (const rows of [
      [good, partial, other],
      [other, partial, good],
      [partial, other, good],
    ]) {
      const chosen = named(choosePanelRow(rows))
      expect(chosen).toMatchObject({ file: 'text/tabs-failing.txt', n_reports: 3, conflicts: 't3_new_total' })
      expect(chosen.t3_new_total).toBe(good[at])
    }
  })
})

/** Values of the first copy of every table, written out by hand of the ids. */
function* cellsIn({
  report,
}: Reviewed): Generator<{ table: string; row: string; column: string; figure: number | null }> {
  for (const [row, column] of contractCells['2021'].applications as [string, string][]) {
    let at: unknown = report.applications[0]
    for (const key of [...row.split('.'), column]) at = (at as Record<string, unknown> | undefined)?.[key]
    if (at) yield { table: 'applications', row, column, figure: (at as { value: number | null }).value }
  }
}

describe('what is made of the same fields', () => {
  test('rows of cells are as long as their fields', async () => {
    const rows = [...cellRows(first(await fixtureRecord('text/tabs-failing.txt')))]
    expect(rows.length).toBeGreaterThan(190)
    for (const row of rows) expect(row.length).toBe(cellTable.fields.length)
  })
  test('the codebook has every column in both languages', () => {
    const rows = [...codebookRows()]
    expect(rows.length).toBe(exportedTables.reduce((sum, { fields }) => sum + fields.length, 0))
    for (const [table, name, , zh, en] of rows) {
      expect(zh, `${table}.${name}`).toMatch(/\p{Script=Han}/u)
      expect(en, `${table}.${name}`).toMatch(/[a-z]/)
    }
    expect(codebookMarkdown()).toContain('国办公开办函〔2021〕30号')
  })
  test('the data package describes the files that are there, and no others', () => {
    const json = JSON.parse(dataPackage(new Set(['panel.csv', 'reports.csv']), '1.2.3')) as {
      $schema: string
      resources: { path: string; schema: { fields: { name: string }[]; primaryKey?: string[] } }[]
    }
    expect(json.$schema).toBe('https://datapackage.org/profiles/2.0/datapackage.json')
    expect(json.resources.map(({ path }) => path)).toEqual(['panel.csv', 'reports.csv'])
    expect(json.resources[0]?.schema.primaryKey).toEqual(['issuer', 'year'])
    expect(json.resources[0]?.schema.fields.map(({ name }) => name)).toEqual(panelTable.fields.map(({ name }) => name))
  })
  test('labels are of every column, and end before Stata cuts them', () => {
    const lines = labelsDo()
      .split('\n')
      .filter((line) => line.startsWith('capture label variable'))
    expect(lines.length).toBe(2 * panelTable.fields.length)
    for (const line of lines) {
      const label = /"([^"]*)"$/.exec(line)?.[1] ?? ''
      expect([...label].length).toBeGreaterThan(0)
      expect([...label].length).toBeLessThanOrEqual(80)
    }
    expect(labelsR()).toContain('t3_new_total = "')
    expect(labelsSps().match(/^ {2}\/?\w+ '/gm)?.length).toBe(panelTable.fields.length)
  })
})
