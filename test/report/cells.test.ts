import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { NianbaoError } from '../../src/errors.js'
import { toCellsCsv } from '../../src/output/csv.js'
import { cellName, cellsOf, figureAt } from '../../src/report/cells.js'
import { type CellRecord, reportFromCells, reportsFromCells } from '../../src/report/from-cells.js'
import { type Figure, type Report, reportSchema } from '../../src/report/schema.js'
import { parseCsv } from '../../src/text/csv.js'
import {
  edition as anyEdition,
  consistentReport,
  consistentSheet,
  contractCells,
  type Edition,
  makeReport,
  spread,
  type TableName,
  tableNames,
} from '../helpers/report.js'

const editions: readonly Edition[] = ['2019', '2021']

/** The cells of a report as a program would pass them on. */
const recordsOf = (report: Report, file = 'a.pdf'): CellRecord[] =>
  [...cellsOf(report)].map(({ table, instance, scope, row, column, figure }) => ({
    file,
    issuer: report.issuer ?? '',
    year: report.year === null ? '' : String(report.year),
    table,
    instance: String(instance),
    scope: scope ?? '',
    row,
    column,
    value: figure.value === null ? '' : String(figure.value),
    raw: figure.raw,
    unit: figure.unit ?? '',
    confidence: String(figure.confidence),
  }))

const briefOf = (report: Report) =>
  [...cellsOf(report)].map(({ figure: { place: _, note: __, ...figure }, ...cell }) => ({ ...cell, figure }))

describe('cellsOf', () => {
  test.each(editions)('form of %s: the names of docs/cells.md, in its order', (edition) => {
    const report = consistentReport(edition, spread)
    const names = tableNames.flatMap((table) =>
      contractCells[edition][table].map(([row, column]) => `${table}.${row}.${column}`),
    )
    expect([...cellsOf(report)].map((cell) => cellName(cell.table, cell))).toEqual(names)
  })
  test.each([
    ['2019', 22, 161],
    ['2021', 10, 175],
  ] as const)('form of %s: as many cells as the form prints', (edition, proactive, applications) => {
    const count = (table: TableName): number =>
      [...cellsOf(consistentReport(edition, spread))].filter((cell) => cell.table === table).length
    expect([count('proactiveDisclosure'), count('applications'), count('disputes')]).toEqual([
      proactive,
      applications,
      15,
    ])
  })
  test('figures are those of their names; copies follow each other, with their scope', () => {
    const sheet = (n: number) => consistentSheet('disputes', '2021', (row, column) => spread(row, column) + n)
    const report = makeReport({
      tables: [
        { table: 'disputes', edition: '2021', cells: sheet(0), scope: '全县' },
        { table: 'disputes', edition: '2021', cells: sheet(10) },
      ],
    })
    const cells = [...cellsOf(report)]
    expect(cells.map(({ instance }) => instance)).toEqual([...Array(15).fill(0), ...Array(15).fill(1)])
    expect(new Set(cells.map(({ instance, scope }) => `${instance} ${scope}`))).toEqual(new Set(['0 全县', '1 null']))
    for (const cell of cells) expect(cell.figure.value).toBe(sheet(cell.instance * 10).get(cellName(cell.table, cell)))
  })
  test('cells that are blank or not there are given too', () => {
    const report = makeReport({
      tables: [{ table: 'applications', edition: '2021', cells: (row) => (row === 'received' ? '' : null) }],
    })
    const states = [...cellsOf(report)].map(({ figure }) => figure.state)
    expect([
      states.length,
      states.filter((state) => state === 'blank').length,
      states.filter((state) => state === 'absent').length,
    ]).toEqual([175, 7, 168])
  })
  test('a name that is none finds nothing, whatever it is called', () => {
    const [table] = consistentReport('2021', spread).applications
    if (!table) throw new Error('no table')
    for (const [row, column] of [
      ['received', 'sum'],
      ['otherHandling', 'total'],
      ['', 'total'],
      ['received', 'constructor'],
      ['__proto__', 'toString'],
      ['received.total', 'value.x'],
    ] as const) {
      const found = figureAt(table, { row, column })
      expect(found === undefined || typeof (found as Figure).state !== 'string', `${row}.${column}`).toBe(true)
    }
  })
})

/** Only what is unreadable is not sure at all. */
const confidence = fc.integer({ min: 1, max: 10_000 }).map((n) => n / 10_000)
const reported = fc.record({
  value: fc.oneof(
    fc.integer({ min: -500, max: 1_000_000 }),
    fc.integer({ min: 0, max: 2 ** 40 }).map((n) => n / 1_000_000),
  ),
  raw: fc.oneof(
    fc.integer({ min: 0, max: 10_000 }).map(String),
    fc.constantFrom('1,234', '22（其中修订16件）', '14.28亿元', '"12"', '3\n4', '=1+1', '一,二'),
  ),
  state: fc.constant('reported' as const),
  unit: fc.constantFrom(null, '万元', '亿元', '件'),
  place: fc.constant(null),
  confidence,
})
const empty = (state: 'blank' | 'filler', raws: readonly string[]): fc.Arbitrary<Figure> =>
  fc.record({
    value: fc.constant(null),
    raw: fc.constantFrom(...raws),
    state: fc.constant(state),
    unit: fc.constant(null),
    place: fc.constant(null),
    confidence,
  })
const unreadable: fc.Arbitrary<Figure> = fc.record({
  value: fc.constant(null),
  raw: fc.constantFrom('1 2', '2O', '约20件', '3.5', '7 或 8'),
  state: fc.constant('unreadable' as const),
  unit: fc.constant(null),
  place: fc.constant(null),
  confidence: fc.constant(0),
})
const anyFigure: fc.Arbitrary<Figure> = fc.oneof(
  { weight: 6, arbitrary: reported as fc.Arbitrary<Figure> },
  empty('blank', ['']),
  empty('filler', ['/', '-', '—', '——', '无', '不涉及', 'N/A']),
  unreadable,
)

const anyReport: fc.Arbitrary<Report> = fc
  .record({
    issuer: fc.constantFrom(null, '青禾县人民政府', '某局,"二"科', ' 带空格的局 '),
    year: fc.constantFrom(null, 2019, 2023),
    tables: fc.array(
      fc.record({
        table: fc.constantFrom(...tableNames),
        edition: anyEdition,
        scope: fc.constantFrom(null, '全县', '本级,\n含派出机构'),
        figures: fc.array(anyFigure, { minLength: 31, maxLength: 31 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ issuer, year, tables }) =>
    makeReport({
      issuer,
      year,
      tables: tables.map(({ table, edition, scope, figures }) => ({
        table,
        edition,
        scope,
        cells: new Map(
          contractCells[edition][table].map(([row, column], i) => {
            const one = figures[(i * 5) % 31]
            // Only amounts have decimals.
            const entry =
              one && one.value !== null && column !== 'amount' ? { ...one, value: Math.round(one.value) } : one
            return [`${table}.${row}.${column}`, entry ?? 0]
          }),
        ),
      })),
    }),
  )

describe('there and back', () => {
  test('the cells of a report give its figures back', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const back = reportFromCells(recordsOf(report))
        expect(briefOf(back)).toEqual(briefOf(report))
        expect([back.issuer, back.year]).toEqual([report.issuer, report.year])
        for (const table of tableNames)
          expect(back[table].map(({ form, instance, scope }) => ({ form, instance, scope }))).toEqual(
            report[table].map(({ form, instance, scope }) => ({ form, instance, scope })),
          )
        expect(reportSchema.parse(back)).toEqual(back)
        expect(recordsOf(back)).toEqual(recordsOf(report))
      }),
    )
  })
  test('in any order of lines', () => {
    fc.assert(
      fc.property(anyReport, fc.integer(), (report, seed) => {
        const key = (i: number): number => ((i + 1) * 7919 + seed) % 104_729
        const shuffled = recordsOf(report)
          .map((record, i) => ({ record, at: key(i) }))
          .sort((a, b) => a.at - b.at)
          .map(({ record }) => record)
        expect(briefOf(reportFromCells(shuffled)).map(({ scope: _, ...cell }) => cell)).toEqual(
          briefOf(report).map(({ scope: _, ...cell }) => cell),
        )
      }),
      { numRuns: 30 },
    )
  })
  test('through the CSV of several files, each with its own findings', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { minLength: 1, maxLength: 3 }), (reports) => {
        const reads = reports.map((report, i) => ({ file: `目录,${i}/"年报".pdf`, report, findings: [] }))
        const back = reportsFromCells(parseCsv(toCellsCsv(reads)) as unknown as CellRecord[])
        expect(back.map(({ file }) => file)).toEqual(reads.map(({ file }) => file))
        for (const [i, { report }] of back.entries()) {
          const original = reports[i]
          if (!original) throw new Error('one report too many')
          expect(briefOf(report)).toEqual(briefOf(original))
          const arithmetic = (one: Report) => checkReport(one).findings.map(({ places: _, ...finding }) => finding)
          expect(arithmetic(report)).toEqual(arithmetic(original))
        }
      }),
      { numRuns: 40 },
    )
  })
  test('what could not be read stays so, with or without digits in it', () => {
    for (const raw of ['若干', 'O', 'l', '？', '详见附件', '约廿']) {
      const unread: Figure = { value: null, raw, state: 'unreadable', unit: null, place: null, confidence: 0 }
      const report = makeReport({
        tables: [
          {
            table: 'disputes',
            edition: '2021',
            cells: new Map([
              ...consistentSheet('disputes', '2021', () => 3),
              ['disputes.reconsideration.upheld', unread],
            ]),
          },
        ],
      })
      expect(checkReport(report).checks[0]).toMatchObject({ outcome: 'not-assessable', reason: 'unreadable' })
      const back = reportFromCells(recordsOf(report))
      expect(back.disputes[0]?.reconsideration.upheld.state, raw).toBe('unreadable')
      expect(checkReport(back).findings).toEqual(checkReport(report).findings)
    }
  })
  test('a cell that only seems blank is no blank afterwards', () => {
    const unread: Figure = { value: null, raw: '', state: 'unreadable', unit: null, place: null, confidence: 0 }
    const report = makeReport({
      tables: [
        {
          table: 'disputes',
          edition: '2021',
          cells: new Map([
            ...consistentSheet('disputes', '2021', () => 3),
            ['disputes.reconsideration.upheld', unread],
          ]),
        },
      ],
    })
    expect(checkReport(reportFromCells(recordsOf(report))).findings).toEqual(checkReport(report).findings)
  })
})

test('a table that was cut off gives no finding afterwards that it did not give before', () => {
  // As in an extract that lost the last columns of the last table.
  const lost = ['disputes.litigation.afterReconsideration.pending', 'disputes.litigation.afterReconsideration.total']
  const report = makeReport({
    tables: [
      {
        table: 'disputes',
        edition: '2021',
        cells: new Map([...consistentSheet('disputes', '2021', () => 3), ...lost.map((cell) => [cell, null] as const)]),
      },
    ],
  })
  const csv = toCellsCsv([{ file: 'a.txt', report, findings: [] }])
  const [back] = reportsFromCells(parseCsv(csv) as unknown as CellRecord[])
  expect(back && checkReport(back.report).findings).toEqual(checkReport(report).findings)
})

const base: CellRecord = { table: 'applications', row: 'received', column: 'total', value: '5' }
const received = (records: readonly CellRecord[]): Figure | undefined =>
  reportFromCells(records).applications[0]?.received.total

describe('figures from elsewhere', () => {
  test('table, row, column and value are enough; what is not given is not there', () => {
    const report = reportFromCells([base])
    expect(report).toMatchObject({ schema: 1, issuer: null, year: null, source: { kind: 'cells' } })
    expect(reportSchema.parse(report)).toEqual(report)
    expect(received([base])).toEqual({ value: 5, raw: '5', state: 'reported', unit: null, place: null, confidence: 1 })
    expect([...cellsOf(report)].filter(({ figure }) => figure.state === 'absent')).toHaveLength(174)
  })
  test('an empty value is blank, and a filler with its sign', () => {
    expect(received([{ ...base, value: '' }])).toMatchObject({ state: 'blank', value: null, raw: '' })
    expect(received([{ ...base, value: '', raw: '/' }])).toMatchObject({ state: 'filler', value: null, raw: '/' })
    expect(received([{ ...base, value: '0' }])).toMatchObject({ state: 'reported', value: 0 })
    expect(received([{ ...base, value: '', raw: '1 2' }])).toMatchObject({
      state: 'unreadable',
      value: null,
      raw: '1 2',
    })
  })
  test('the edition is the one that has the names', () => {
    const form = (...rows: string[]) =>
      reportFromCells(rows.map((row) => ({ ...base, row }))).applications.map((table) => table.form)
    expect(form('received')).toEqual(['2021'])
    expect(form('received', 'otherHandling')).toEqual(['2019'])
    expect(form('received', 'otherHandling.other')).toEqual(['2021'])
    expect(
      reportFromCells([{ ...base, table: 'proactiveDisclosure', row: 'procurement', column: 'amount', value: '12.5' }])
        .proactiveDisclosure[0]?.form,
    ).toBe('2019')
  })
  test('one report a file, issuer and year, in order of appearance', () => {
    const reports = reportsFromCells([
      { ...base, file: 'b.pdf', issuer: '甲局', year: '2022' },
      { ...base, file: 'a.pdf', issuer: '乙局', year: '2023' },
      { ...base, file: 'b.pdf', issuer: '甲局', year: '2022', row: 'carriedForward', value: '1' },
      { ...base, file: 'b.pdf', issuer: '甲局', year: '2023' },
    ])
    expect(
      reports.map(({ file, report }) => [
        file,
        report.issuer,
        report.year,
        report.applications[0]?.carriedForward.total.value,
      ]),
    ).toEqual([
      ['b.pdf', '甲局', 2022, 1],
      ['a.pdf', '乙局', 2023, null],
      ['b.pdf', '甲局', 2023, null],
    ])
    expect(() =>
      reportFromCells([
        { ...base, year: '2022' },
        { ...base, year: '2023' },
      ]),
    ).toThrow(NianbaoError)
  })
})

describe('records that cannot be', () => {
  const errorOf = (records: readonly unknown[]): NianbaoError => {
    try {
      reportFromCells(records as CellRecord[])
    } catch (error) {
      if (error instanceof NianbaoError) return error
      throw error
    }
    throw new Error('it was taken')
  }
  const { value: _, ...valueless } = base
  const { table: __, ...tableless } = base

  test.each<[string, readonly unknown[], RegExp]>([
    ['no cells at all', [], /0 reports/],
    ['no column of values', [valueless], /value/],
    ['no column of tables', [tableless], /table/],
    ['a table that is none', [base, { ...base, table: 'requests' }], /Line 3.*requests/],
    ['a table of the language', [{ ...base, table: '__proto__' }], /Line 2/],
    ['a row that is none', [base, { ...base, row: 'recieved' }], /Line 3.*recieved/],
    ['a column that is none', [base, { ...base, column: 'sum' }], /Line 3.*received\.sum/],
    ['a row of another table', [{ ...base, row: 'reconsideration' }], /reconsideration/],
    [
      'rows of two editions in one table',
      [
        base,
        { ...base, row: 'otherHandling' },
        { ...base, row: 'otherHandling.other' },
        { ...base, row: 'otherHandling.feeUnpaid' },
      ],
      /Line 3.*otherHandling/,
    ],
    ['a word for a value', [{ ...base, value: '五' }], /Line 2.*五/],
    ['a filler for a value', [{ ...base, value: '/' }], /Line 2/],
    ['separators of thousands', [{ ...base, value: '1,234' }], /1,234/],
    ['an exponent', [{ ...base, value: '1e3' }], /1e3/],
    ['hexadecimal', [{ ...base, value: '0x10' }], /0x10/],
    ['not a number', [{ ...base, value: 'NaN' }], /NaN/],
    ['infinity', [{ ...base, value: 'Infinity' }], /Infinity/],
    ['more digits than a number has', [{ ...base, value: '9'.repeat(400) }], /Line 2/],
    ['a year that is none', [{ ...base, year: 'MMXXIII' }], /MMXXIII/],
    ['half a year', [{ ...base, year: '2023.5' }], /2023\.5/],
    ['a confidence that is none', [{ ...base, confidence: 'high' }], /Line 2.*high/],
    ['a confidence above one', [{ ...base, confidence: '1.01' }], /1\.01/],
    ['a copy that is no number', [{ ...base, instance: 'second' }], /Line 2.*second/],
    ['a copy below zero', [{ ...base, instance: '-1' }], /Line 2.*-1/],
    ['half a copy', [{ ...base, instance: '0.5' }], /Line 2.*0\.5/],
    ['half a request', [{ ...base, value: '2.5' }], /Line 2.*2\.5/],
  ])('%s', (_name, records, message) => {
    const error = errorOf(records)
    expect(error.code).toBe('cells-invalid')
    expect(error.hint).not.toBe('')
    expect(error.message).toMatch(message)
  })

  test('decimals are right where money stands', () => {
    expect(
      reportFromCells([{ table: 'proactiveDisclosure', row: 'fees', column: 'amount', value: '4166.241619' }])
        .proactiveDisclosure[0],
    ).toMatchObject({ fees: { amount: { value: 4166.241619 } } })
  })
  test('whatever the records are, the error is ours', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('', '0', '-3', 'applications', 'received', 'total', 'disputes', '__proto__', 'constructor'),
    )
    const broken = fc.record(
      {
        file: text,
        issuer: text,
        year: text,
        table: text,
        instance: text,
        scope: text,
        row: text,
        column: text,
        value: text,
        raw: text,
        unit: text,
        confidence: text,
      },
      { requiredKeys: [] },
    )
    // Nearly right: one field of a good record is something else.
    const oneOff = fc
      .record({ key: fc.constantFrom('year', 'instance', 'row', 'column', 'value', 'confidence', 'table'), text })
      .map(({ key, text }) => ({ ...base, [key]: text }))
    const record = fc.oneof(broken, oneOff, fc.constant(base))
    fc.assert(
      fc.property(fc.array(record, { maxLength: 4 }), (records) => {
        try {
          const reports = reportsFromCells(records as CellRecord[])
          for (const { report } of reports) reportSchema.parse(report)
        } catch (error) {
          expect(error).toBeInstanceOf(NianbaoError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
