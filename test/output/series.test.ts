import { describe, expect, test } from 'vitest'
import { type SeriesView, toComparison, toSeriesCsv, toSeriesSummary } from '../../src/output/series.js'
import { textWidth } from '../../src/output/text-width.js'
import { consistentReport, type Edition, makeReport, spread } from '../helpers/report.js'

const entry = (year: number, edition: Edition, n = 0) => ({
  year,
  file: `${year}.pdf`,
  report: consistentReport(edition, (row, column) => spread(row, column) + n, { year }),
  findings: [],
})
const view: SeriesView = {
  issuer: '青禾县人民政府',
  entries: [entry(2019, '2019'), entry(2020, '2019', 1), entry(2021, '2021'), entry(2022, '2021', 2)],
}
const options = { language: 'zh', width: 90, colour: false } as const

describe('a series', () => {
  test('has the rows of all its editions, empty where an edition has none', () => {
    const csv = toSeriesCsv([view])
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','))
    const row = (name: string) => csv.find((fields) => fields.slice(1, 4).join('.') === name)?.slice(-4)
    expect(csv[0]?.slice(-4)).toEqual(['2019', '2020', '2021', '2022'])
    expect(row('proactiveDisclosure.normativeDocuments.produced')?.map((field) => field !== '')).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(row('proactiveDisclosure.normativeDocuments.inForce')?.map((field) => field !== '')).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
  test('fits the window, whatever its width', () => {
    for (const width of [40, 60, 90, 200])
      for (const line of toSeriesSummary([view], { ...options, width }).split('\n'))
        expect(textWidth(line)).toBeLessThanOrEqual(width)
  })
  test('two reports for a year have a column each in the summary, and none in the CSV', () => {
    const twice = { ...view, entries: [entry(2021, '2021'), entry(2021, '2021', 2)] }
    expect(toSeriesSummary([twice], options)).toContain('2021 (1)')
    expect(toSeriesCsv([twice]).split('\n')[1]).toMatch(/,$/)
  })
  test('years of another body leave its fields empty', () => {
    const other = { issuer: '云岭县人民政府', entries: [entry(2023, '2021')] }
    const [head, first] = toSeriesCsv([view, other]).split('\n')
    expect(head).toMatch(/,2019,2020,2021,2022,2023$/)
    expect(first).toMatch(/,\d+,\d+,\d+,\d+,$/)
  })
})

test('a comparison shows what changed, and nothing where one year prints none', () => {
  const table = (year: number, n: number | '') => ({
    year,
    file: '',
    findings: [],
    report: makeReport({
      year,
      tables: [
        {
          table: 'applications',
          edition: '2021',
          cells: (row) => (row === 'received' ? n : row === 'carriedForward' ? 4 : ''),
        },
      ],
    }),
  })
  const lines = toComparison([{ issuer: '青禾县', entries: [table(2021, 30), table(2022, 27)] }], [2021, 2022], options)
  expect(lines).toMatch(/新收.* 30 +27 +-3\n/)
  expect(lines).toMatch(/结转下年度.* 4 +4 +0\n/)
  const blank = toComparison([{ issuer: '青禾县', entries: [table(2021, ''), table(2022, 27)] }], [2021, 2022], options)
  expect(blank).toMatch(/新收.* · +27 *\n/)
  expect(toComparison([{ issuer: '青禾县', entries: [table(2021, 3)] }], [2021, 2022], options)).toBe('')
})
