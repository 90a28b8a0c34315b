import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { formatFinding } from '../../src/messages/index.js'
import { type JsonRead, toJson } from '../../src/output/json.js'
import { reportSchema } from '../../src/report/schema.js'
import { consistentReport, deepFreeze, edition, leaves, spread } from '../helpers/report.js'

const readOf = (report: ReturnType<typeof consistentReport>, file = 'a.pdf'): JsonRead => ({
  file,
  report,
  ...checkReport(report),
})

const wrong = (): ReturnType<typeof consistentReport> => {
  const report = consistentReport('2021', spread)
  const received = report.applications[0]?.received
  if (received) received.total = { ...received.total, value: 901 }
  return report
}

test('one reading is an object, several are a list, in their order', () => {
  const one = JSON.parse(toJson([readOf(wrong())]))
  expect(Object.keys(one)).toEqual(['file', 'report', 'findings', 'checks'])
  const several = JSON.parse(
    toJson([
      readOf(wrong(), 'b.pdf'),
      readOf(wrong(), 'a.pdf'),
      { file: 'c.pdf', report: null, findings: [], checks: [] },
    ]),
  )
  expect(several.map((read: { file: string; report: unknown }) => [read.file, read.report === null])).toEqual([
    ['b.pdf', false],
    ['a.pdf', false],
    ['c.pdf', true],
  ])
  expect(several[0]).toEqual({ ...one, file: 'b.pdf' })
  expect(JSON.parse(toJson([]))).toEqual([])
})

test('two spaces deep, ended by one line break', () => {
  const text = toJson([readOf(wrong())])
  expect(text).toMatch(/^\{\n {2}"file": "a\.pdf",\n {2}"report": \{\n {4}"schema": 1,/)
  expect(text).toMatch(/[^\n]\n$/)
  expect(text).not.toMatch(/\r|\t/)
})

test('the report is the report, and every finding has its sentences', () => {
  const report = wrong()
  const read = readOf(report)
  const parsed = JSON.parse(toJson([read]))
  expect(reportSchema.parse(parsed.report)).toEqual(report)
  expect(parsed.findings.length).toBeGreaterThan(1)
  for (const [i, { message, ...finding }] of parsed.findings.entries()) {
    const original = read.findings[i]
    if (!original) throw new Error('one finding too many')
    expect(finding).toEqual(original)
    expect(message).toEqual({ en: formatFinding(original, 'en'), zh: formatFinding(original, 'zh') })
  }
  expect(parsed.checks).toEqual(read.checks)
})

test('the same readings give the same bytes, and stay as they were', () => {
  fc.assert(
    fc.property(edition, leaves, fc.nat(400), (form, leaf, value) => {
      const make = (): JsonRead => {
        const report = consistentReport(form, leaf)
        const cell = report.disputes[0]?.reconsideration
        if (cell) cell.total = { ...cell.total, value }
        return readOf(report)
      }
      const first = toJson([deepFreeze(make())])
      expect(toJson([make()])).toBe(first)
      expect(toJson([JSON.parse(JSON.stringify(make()))])).toBe(first)
      expect(JSON.stringify(JSON.parse(first), null, 2)).toBe(first.trimEnd())
    }),
    { numRuns: 30 },
  )
})

test('text from hostile files is one string, whatever is in it', () => {
  const issuer = '"}],\u0000\u001b[31m\u2028\ud800</script>'
  const text = toJson([readOf(consistentReport('2021', spread, { issuer }))])
  expect(JSON.parse(text).report.issuer).toBe(issuer)
  expect(text).not.toMatch(/[\u0000\u001b]/)
  expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text)
})
