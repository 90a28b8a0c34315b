import { describe, expect, test } from 'vitest'
import { figureSchema, type Report, reportSchema } from '../../src/report/schema.js'
import { SCHEMA_VERSION } from '../../src/report/schema-version.js'
import { consistentReport, figure, spread } from '../helpers/report.js'

const good = figure(5)

describe('figures', () => {
  test('every state there is', () => {
    for (const entry of [5, '', '/', '?', null] as const)
      expect(figureSchema.safeParse(figure(entry)).success).toBe(true)
    expect(figureSchema.safeParse({ ...good, place: { page: 1, box: [1, 2, 3, 4] } }).success).toBe(true)
    expect(
      figureSchema.safeParse({ ...good, place: { line: 3, offset: 0, length: 2 }, note: '其中修订16件' }).success,
    ).toBe(true)
  })
  test.each<[string, unknown]>([
    ['a state that is none', { ...good, state: 'guessed' }],
    ['a state in capitals', { ...good, state: 'Reported' }],
    ['no state', { ...good, state: undefined }],
    ['a value in digits', { ...good, value: '5' }],
    ['no value', { ...good, value: undefined }],
    ['a value that is no number', { ...good, value: Number.NaN }],
    ['an infinite value', { ...good, value: Number.POSITIVE_INFINITY }],
    ['a confidence above one', { ...good, confidence: 1.2 }],
    ['a confidence below zero', { ...good, confidence: -0.1 }],
    ['an unknown key', { ...good, source: 'ocr' }],
    ['a page 0', { ...good, place: { page: 0, box: [1, 2, 3, 4] } }],
    ['a box with three sides', { ...good, place: { page: 1, box: [1, 2, 3] } }],
    ['a place on a page and a line', { ...good, place: { page: 1, box: [1, 2, 3, 4], line: 1 } }],
    ['null for text', { ...good, raw: null }],
  ])('%s is refused', (_name, value) => {
    expect(figureSchema.safeParse(value).success).toBe(false)
  })
})

describe('reports', () => {
  const report = consistentReport('2021', spread)
  const edit = (change: (copy: Record<string, never> & Report) => void): boolean => {
    const copy = structuredClone(report) as Record<string, never> & Report
    change(copy)
    return reportSchema.safeParse(copy).success
  }
  const set = (target: unknown, key: string, value: unknown): void => {
    ;(target as Record<string, unknown>)[key] = value
  }

  test('both editions are right as they are, and come back unchanged', () => {
    for (const edition of ['2019', '2021'] as const) {
      const one = consistentReport(edition, spread)
      expect(reportSchema.parse(one)).toEqual(one)
    }
    expect(report.schema).toBe(SCHEMA_VERSION)
  })
  test.each<[string, (copy: Report) => void]>([
    ['an unknown key', (copy) => set(copy, 'comment', '')],
    ['an unknown key of the source', (copy) => set(copy.source, 'path', '/tmp')],
    ['an unknown row', (copy) => set(copy.applications[0], 'appealed', good)],
    ['an unknown row of a group', (copy) => set(copy.applications[0]?.withheld, 'tradeSecrets', good)],
    ['an unknown column', (copy) => set(copy.applications[0]?.received, 'foreigner', good)],
    ['a lost row', (copy) => set(copy.applications[0], 'received', undefined)],
    ['a lost cell', (copy) => set(copy.disputes[0]?.litigation.direct, 'pending', undefined)],
    [
      'a row of the other edition',
      (copy) => set(copy.applications[0], 'otherHandling', copy.applications[0]?.received),
    ],
    ['an edition that does not fit its rows', (copy) => set(copy.applications[0], 'form', '2019')],
    ['an edition that is none', (copy) => set(copy.proactiveDisclosure[0], 'form', '2024')],
    ['a number of copies below zero', (copy) => set(copy.disputes[0], 'instance', -1)],
    ['a number for a figure', (copy) => set(copy.disputes[0]?.reconsideration, 'upheld', 5)],
    ['a wrong state deep inside', (copy) => set(copy.disputes[0]?.reconsideration.upheld, 'state', 'ok')],
    ['another version', (copy) => set(copy, 'schema', SCHEMA_VERSION + 1)],
    ['half a year', (copy) => set(copy, 'year', 2023.5)],
    ['a year in digits', (copy) => set(copy, 'year', '2023')],
    ['a day that is none', (copy) => set(copy, 'period', { from: '2023-02-30', to: '2023-12-31' })],
    ['a kind of source that is none', (copy) => set(copy.source, 'kind', 'docx?')],
    ['one table for a list', (copy) => set(copy, 'disputes', copy.disputes[0])],
  ])('%s is refused', (_name, change) => {
    expect(edit(change)).toBe(false)
  })
  test('days of a period are days', () => {
    expect(edit((copy) => set(copy, 'period', { from: '2024-02-29', to: '2024-12-31' }))).toBe(true)
  })
})
