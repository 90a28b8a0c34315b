import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { note } from '../../src/findings.js'
import { type Read, toCellsCsv, toFindingsCsv } from '../../src/output/csv.js'
import type { Figure } from '../../src/report/schema.js'
import { csvField, csvLine, parseCsv } from '../../src/text/csv.js'
import {
  consistentReport,
  consistentSheet,
  contractCells,
  deepFreeze,
  type Entry,
  figure,
  makeReport,
  spread,
  tableNames,
} from '../helpers/report.js'

const CELLS = 'file,issuer,year,table,instance,scope,row,column,value,raw,unit,page,confidence'
const FINDINGS = 'file,issuer,year,code,severity,table,instance,relation,expected,actual,cells,suspect,suggested,cause'

const read = (report: Read['report'], file = 'a.pdf', findings: Read['findings'] = []): Read => ({
  file,
  report,
  findings,
})

/** The lines of a CSV without quoted line breaks. */
const lines = (csv: string): string[] => csv.replace(/\n$/, '').split('\n')

const dispute = (entries: Readonly<Record<string, Entry>>, more: object = {}) => ({
  table: 'disputes' as const,
  edition: '2021' as const,
  cells: new Map([
    ...consistentSheet('disputes', '2021', () => 0),
    ...Object.entries(entries).map(([cell, entry]) => [`disputes.${cell}`, entry] as const),
  ]),
  ...more,
})

describe('cells', () => {
  test('a header, then a line for every cell of the form in the order of docs/cells.md', () => {
    for (const edition of ['2019', '2021'] as const) {
      const csv = toCellsCsv([read(consistentReport(edition, spread))])
      const [head, ...body] = lines(csv)
      expect(head).toBe(CELLS)
      const names = body.map((line) => line.split(',')).map((fields) => [fields[3], fields[6], fields[7]])
      expect(names).toEqual(
        tableNames.flatMap((table) => contractCells[edition][table].map(([row, column]) => [table, row, column])),
      )
    }
  })
  test('to the letter', () => {
    const place: Figure['place'] = { page: 3, box: [1, 2, 3, 4] }
    const report = makeReport({
      tables: [
        dispute({
          'reconsideration.upheld': { ...figure(1234), raw: '1,234', place, confidence: 0.98 },
          'reconsideration.corrected': '',
          'reconsideration.otherOutcome': '/',
          'reconsideration.pending': '?',
          'litigation.direct.upheld': {
            ...figure(22),
            raw: '22 "其中修订16件"',
            unit: '件',
            place: { line: 9, offset: 1, length: 2 },
          },
          'litigation.direct.corrected': { ...figure(3), raw: '3\n件' },
        }),
      ],
    })
    expect(
      toCellsCsv([read(report, '报告,甲.pdf')])
        .split('\n')
        .slice(0, 10)
        .join('\n'),
    ).toBe(
      [
        CELLS,
        '"报告,甲.pdf",青禾县人民政府,2023,disputes,0,,reconsideration,upheld,1234,"1,234",,3,0.98',
        '"报告,甲.pdf",青禾县人民政府,2023,disputes,0,,reconsideration,corrected,,,,,1',
        '"报告,甲.pdf",青禾县人民政府,2023,disputes,0,,reconsideration,otherOutcome,,/,,,1',
        '"报告,甲.pdf",青禾县人民政府,2023,disputes,0,,reconsideration,pending,,1 2,,,0',
        '"报告,甲.pdf",青禾县人民政府,2023,disputes,0,,reconsideration,total,0,0,,,1',
        '"报告,甲.pdf",青禾县人民政府,2023,disputes,0,,litigation.direct,upheld,22,"22 ""其中修订16件""",件,,1',
        '"报告,甲.pdf",青禾县人民政府,2023,disputes,0,,litigation.direct,corrected,3,"3',
        '件",,,1',
        '"报告,甲.pdf",青禾县人民政府,2023,disputes,0,,litigation.direct,otherOutcome,0,0,,,1',
      ].join('\n'),
    )
  })
  test('lines end in LF, the last one too, and nothing stands before the header', () => {
    const csv = toCellsCsv([read(consistentReport('2021', spread))])
    expect(csv.startsWith('file,')).toBe(true)
    expect(csv.endsWith('\n')).toBe(true)
    expect(csv).not.toMatch(/\r|\n\n/)
    expect(lines(csv)).toHaveLength(201)
  })
  test('blank, filler and zero are three things', () => {
    const report = makeReport({
      tables: [
        dispute({ 'reconsideration.upheld': '', 'reconsideration.corrected': '/', 'reconsideration.otherOutcome': 0 }),
      ],
    })
    const [blank, filler, zero] = parseCsv(toCellsCsv([read(report)]))
    expect([blank, filler, zero].map((record) => record?.column)).toEqual(['upheld', 'corrected', 'otherOutcome'])
    expect([blank?.value, blank?.raw]).toEqual(['', ''])
    expect([filler?.value, filler?.raw]).toEqual(['', '/'])
    expect([zero?.value, zero?.raw]).toEqual(['0', '0'])
  })
  test('a cell that is not there has its line too, without value and text', () => {
    const report = makeReport({ tables: [{ table: 'disputes', edition: '2021', cells: () => null }] })
    const records = parseCsv(toCellsCsv([read(report)]))
    expect(records.map(({ value, raw }) => `${value}|${raw}`)).toEqual(Array(15).fill('|'))
  })
  test('an issuer or a year that is not known is empty; copies and scopes are told apart', () => {
    const report = makeReport({ issuer: null, year: null, tables: [dispute({}, { scope: '全县' }), dispute({})] })
    const records = parseCsv(toCellsCsv([read(report)]))
    expect(new Set(records.map(({ issuer, year }) => `${issuer}|${year}`))).toEqual(new Set(['|']))
    expect(records.map(({ instance, scope }) => `${instance}${scope}`)).toEqual([
      ...Array(15).fill('0全县'),
      ...Array(15).fill('1'),
    ])
  })
  test('several files below one header; one that is no report has no cells', () => {
    const report = consistentReport('2021', spread)
    const csv = toCellsCsv([read(report, 'a.pdf'), read(null, 'b.pdf'), read(report, 'c.pdf')])
    expect(lines(csv)).toHaveLength(401)
    expect(csv.split(CELLS)).toHaveLength(2)
    expect([...new Set(parseCsv(csv).map(({ file }) => file))]).toEqual(['a.pdf', 'c.pdf'])
    expect(toCellsCsv([])).toBe(`${CELLS}\n`)
    expect(toCellsCsv([read(null)])).toBe(`${CELLS}\n`)
  })
  test.each([
    [0.000007, '0.000007'],
    [7e-7, '0.0000007'],
    [1e-10, '0.0000000001'],
    [1e21, '1000000000000000000000'],
    [9007199254740991, '9007199254740991'],
    [4166.241619, '4166.241619'],
    [142800, '142800'],
    [-197, '-197'],
    [0, '0'],
  ])('%d is written in digits', (value, text) => {
    const report = makeReport({ tables: [dispute({ 'reconsideration.upheld': value })] })
    expect(parseCsv(toCellsCsv([read(report)]))[0]?.value).toBe(text)
    expect(Number(text)).toBe(value)
  })
  test('a number below zero stays a number', () => {
    const sheet = new Map([
      ...consistentSheet('proactiveDisclosure', '2019', () => 9),
      ['proactiveDisclosure.licensing.change', -4] as const,
    ])
    const csv = toCellsCsv([
      read(makeReport({ tables: [{ table: 'proactiveDisclosure', edition: '2019', cells: sheet }] })),
    ])
    expect(csv).toMatch(/,licensing,change,-4,-4,,,1\n/)
  })
})

describe('findings', () => {
  const report = makeReport({
    tables: [
      dispute({
        'reconsideration.upheld': 10,
        'reconsideration.corrected': 1,
        'litigation.direct.pending': 2,
        'litigation.direct.total': '',
      }),
    ],
  })

  test('to the letter', () => {
    const { findings } = checkReport(report)
    expect(toFindingsCsv([read(report, 'a.pdf', findings)])).toBe(
      [
        FINDINGS,
        'a.pdf,青禾县人民政府,2023,locate/table-missing,warning,proactiveDisclosure,,,,,,,,unknown',
        'a.pdf,青禾县人民政府,2023,locate/table-missing,warning,applications,,,,,,,,unknown',
        'a.pdf,青禾县人民政府,2023,disputes/total-missing,warning,disputes,0,total = upheld + corrected + otherOutcome + pending,2,,disputes.litigation.direct.total,disputes.litigation.direct.total,2,published',
        'a.pdf,青禾县人民政府,2023,disputes/total,error,disputes,0,total = upheld + corrected + otherOutcome + pending,11,0,disputes.reconsideration.total disputes.reconsideration.upheld disputes.reconsideration.corrected disputes.reconsideration.otherOutcome disputes.reconsideration.pending,disputes.reconsideration.total,11,published',
        '',
      ].join('\n'),
    )
  })
  test('suspects and what they would be stand in the same order, as many of each', () => {
    const suspects = [
      { cell: 'disputes.reconsideration.total', value: 11 },
      { cell: 'disputes.reconsideration.upheld', value: 2 },
    ]
    const [record] = parseCsv(
      toFindingsCsv([read(null, 'a.pdf', [note('disputes/total', {}, { suspects, expected: 0, actual: -3 })])]),
    )
    expect(record).toMatchObject({
      issuer: '',
      year: '',
      suspect: 'disputes.reconsideration.total disputes.reconsideration.upheld',
      suggested: '11 2',
      expected: '0',
      actual: '-3',
    })
  })
  test('in the order in which they were found, file by file', () => {
    const a = [
      note('locate/year-missing'),
      note('cell/negative', {}, { actual: -5, cells: ['applications.received.total'] }),
      note('locate/year-missing'),
    ]
    const records = parseCsv(
      toFindingsCsv([read(report, 'b.pdf', a), read(null, 'a.pdf', [note('locate/not-a-report')])]),
    )
    expect(records.map(({ file, code, severity }) => `${file} ${code} ${severity}`)).toEqual([
      'b.pdf locate/year-missing warning',
      'b.pdf cell/negative error',
      'b.pdf locate/year-missing warning',
      'a.pdf locate/not-a-report warning',
    ])
    expect(toFindingsCsv([read(report)])).toBe(`${FINDINGS}\n`)
  })
  test('the input is not changed, and twice gives the same', () => {
    const reads = deepFreeze([read(report, 'a.pdf', checkReport(report).findings)])
    expect(toFindingsCsv(reads)).toBe(toFindingsCsv(reads))
    expect(toCellsCsv(reads)).toBe(toCellsCsv(reads))
  })
})

describe('csv', () => {
  test('fields are in quotes where they must be, and only there', () => {
    expect(csvLine(['a', 'b c', '', null, 0, -1.5, 'x,y', 'say "so"', 'two\nlines', 'cr\rlf', ' edge '])).toBe(
      'a,b c,,,0,-1.5,"x,y","say ""so""","two\nlines","cr\rlf", edge \n',
    )
    expect(csvField('"')).toBe('""""')
  })
  test('no field has the character at which R and others end the file', () => {
    expect(csvLine(['a\u0000b', '\u0000', 'c\u0001', '\u0000,'])).toBe('a\ufffdb,\ufffd,c\u0001,"\ufffd,"\n')
  })
  const field = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '\ufffd')),
    fc.constantFrom('', '"', '""', ',', '\n', '\r\n', '\r', '"a",\n', '\ufeff', '=1+1', '　'),
  )
  const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/)

  test('what is written is read back', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 2, maxLength: 6 }).chain((names) =>
          fc.record({
            names: fc.constant(names),
            rows: fc.array(fc.array(field, { minLength: names.length, maxLength: names.length }), { maxLength: 6 }),
          }),
        ),
        ({ names, rows }) => {
          const csv = [names, ...rows].map(csvLine).join('')
          expect(parseCsv(csv).map((record) => names.map((key) => record[key]))).toEqual(rows)
        },
      ),
      { numRuns: 300 },
    )
  })
  test('as other programs write it: BOM, CRLF, no end of the last line, blank lines', () => {
    const expected = [
      { a: '1', b: 'x\r\ny' },
      { a: '2', b: '' },
    ]
    for (const text of [
      '\ufeffa,b\r\n1,"x\r\ny"\r\n2,\r\n',
      'a,b\n1,"x\r\ny"\n2,',
      '\na,b\n\n1,"x\r\ny"\n\n2,\n\n',
      ' a , b \n1,"x\r\ny"\n2\n',
    ])
      expect(
        parseCsv(text).map((record) => ({ ...record })),
        JSON.stringify(text),
      ).toEqual(expected)
  })
  test('names of the language are names like others', () => {
    const [record] = parseCsv('__proto__,constructor\n1,2\n')
    expect(record && Object.entries(record)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
    expect(({} as Record<string, unknown>)['1']).toBeUndefined()
  })
  test('a quote that is never closed is told with its line', () => {
    expect(() => parseCsv('a,b\n1,2\n3,"4\n5,6\n')).toThrow(/line 3/)
    expect(() => parseCsv('a,b\n1,2\n3,"4\n5,6\n')).toThrow(SyntaxError)
  })
  test('nothing has no records', () => {
    for (const text of ['', '\ufeff', '\n', 'a,b', 'a,b\n']) expect(parseCsv(text)).toEqual([])
  })
})
