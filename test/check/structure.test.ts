import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { consistentSheet, type Edition, makeReport, type TableName, tableNames } from '../helpers/report.js'

const table = (name: TableName, edition: Edition = '2021') => ({
  table: name,
  edition,
  cells: consistentSheet(name, edition, () => 1),
})
const six = ['overview', 'proactiveDisclosure', 'applications', 'disputes', 'problems', 'other']
const all = (edition: Edition = '2021') => tableNames.map((name) => table(name, edition))
const structure = (report: ReturnType<typeof makeReport>) =>
  checkReport(report)
    .findings.filter(({ code }) => code !== 'proactiveDisclosure/rule-making')
    .map(({ code, level, table, args }) => ({ code, level, table, ...args }))

test('a report with its six sections and three tables lacks nothing', () => {
  expect(structure(makeReport({ sections: six, tables: all() }))).toEqual([])
  expect(structure(makeReport({ sections: [...six].reverse(), tables: all() }))).toEqual([])
})

describe('missing tables', () => {
  test.each(tableNames)('%s', (missing) => {
    const report = makeReport({
      sections: six,
      tables: tableNames.filter((name) => name !== missing).map((name) => table(name)),
    })
    expect(structure(report)).toEqual([{ code: 'locate/table-missing', level: 'warning', table: missing }])
  })
  test('all of them, in a report for a year that has the form', () => {
    for (const year of [2019, 2020, 2021, 2030])
      expect(structure(makeReport({ year, tables: [] })).map(({ code, table }) => `${code} ${table}`)).toEqual(
        tableNames.map((name) => `locate/table-missing ${name}`),
      )
  })
  test('none is missed before there was a form, or where neither year nor table tells', () => {
    expect(structure(makeReport({ year: 2018, tables: [], sections: ['overview'] }))).toEqual([])
    expect(structure(makeReport({ year: null, tables: [] }))).toEqual([])
  })
  test('a table in a report without a year tells that the others are missing', () => {
    expect(
      structure(makeReport({ year: null, tables: [table('disputes')] })).map(({ code, table }) => `${code} ${table}`),
    ).toEqual(['locate/table-missing proactiveDisclosure', 'locate/table-missing applications'])
  })
})

describe('missing sections', () => {
  test('are told in one finding, in the order of the form', () => {
    const report = makeReport({ sections: six.filter((id) => id !== 'other' && id !== 'overview'), tables: all() })
    expect(structure(report)).toEqual([
      { code: 'locate/section-missing', level: 'info', table: null, sections: ['overview', 'other'] },
    ])
  })
  test('are not missed where no text was kept at all: figures from a table of cells', () => {
    expect(structure(makeReport({ sections: [], tables: all() }))).toEqual([])
  })
})

describe('the edition', () => {
  const mixed = (year: number | null, ...tables: ReturnType<typeof table>[]) =>
    checkReport(makeReport({ year, tables })).findings.filter(({ code }) => code === 'locate/form-mixed')

  test('is that of the year', () => {
    for (const [year, edition] of [
      [2019, '2019'],
      [2020, '2019'],
      [2021, '2021'],
      [2026, '2021'],
    ] as const)
      expect(mixed(year, ...all(edition)), String(year)).toEqual([])
  })
  test('an old form in a later year, table by table', () => {
    expect(mixed(2023, table('proactiveDisclosure'), table('applications', '2019'), table('disputes'))).toMatchObject([
      {
        level: 'info',
        table: 'applications',
        instance: 0,
        cause: 'published',
        args: { form: '2019', year: 2023, prescribed: '2021' },
      },
    ])
  })
  test('a form in a year before any', () => {
    expect(mixed(2017, ...all()).map(({ table, args }) => [table, args.prescribed])).toEqual([
      ['proactiveDisclosure', null],
      ['applications', null],
    ])
  })
  test('without a year, tables of two editions contradict each other', () => {
    expect(mixed(null, table('proactiveDisclosure'), table('applications', '2019'))).toMatchObject([
      { table: null, args: { form: ['2019', '2021'], year: null } },
    ])
    expect(mixed(null, ...all('2019'))).toEqual([])
  })
})

test('findings on structure come first, then tables in the order of docs/cells.md', () => {
  const wrong = (name: TableName, cell: string, n: number) => ({
    ...table(name),
    cells: new Map([...consistentSheet(name, '2021', () => 1), [cell, n]]),
  })
  const report = makeReport({
    sections: ['overview'],
    tables: [
      wrong('disputes', 'disputes.reconsideration.total', 9),
      wrong('applications', 'applications.received.total', 9),
      wrong('proactiveDisclosure', 'proactiveDisclosure.governmentRules.issued', 9),
    ],
  })
  const order = checkReport(report)
    .findings.filter(({ code }) => code !== 'proactiveDisclosure/rule-making')
    .map(({ table }) => table)
  expect(order).toEqual([null, 'proactiveDisclosure', 'applications', 'applications', 'disputes'])
})

test('a table that is captioned with another year is told; one that names the year too, or none, is not', () => {
  const scoped = (scope: string) => ({ ...table('applications'), scope })
  const codes = (...scopes: string[]) =>
    structure(
      makeReport({
        year: 2023,
        sections: six,
        tables: [...all().filter((one) => one.table !== 'applications'), ...scopes.map(scoped)],
      }),
    )
  expect(codes('2022年度', '2023年度')).toEqual([
    { code: 'locate/other-year', level: 'warning', table: 'applications', scope: '2022年度', year: 2023 },
  ])
  expect(codes('2022年、2023年合计')).toEqual([])
  expect(codes('全县', '县政府本级')).toEqual([])
})
