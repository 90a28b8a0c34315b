import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkSeries, type Report, readReport } from '../../dist/index.js'

const source = await readReport(readFileSync('fixtures/pdf/libreoffice-solid.pdf'))

/** A report of the fixture's body for another year, changed. */
function report(year: number, change: (report: Report) => void = () => {}): Report {
  const copy = structuredClone(source.report as Report)
  copy.year = year
  change(copy)
  return copy
}
const applications = (one: Report) => one.applications[0] as Report['applications'][number]
const documents = (one: Report) =>
  one.proactiveDisclosure[0] as Extract<Report['proactiveDisclosure'][number], { form: '2021' }>

/** As the year before would have to be for this one to follow from it. */
const yearBefore = (change: (report: Report) => void = () => {}): Report =>
  report(2021, (one) => {
    for (const [column, figure] of Object.entries(applications(one).broughtForward))
      Object.assign(applications(one).carriedForward, { [column]: structuredClone(figure) })
    for (const row of ['governmentRules', 'normativeDocuments'] as const) {
      const { inForce, issued, repealed } = documents(one)[row]
      inForce.value = (inForce.value ?? 0) - (issued.value ?? 0) + (repealed.value ?? 0)
    }
    change(one)
  })
const codesOf = (reports: readonly Report[]) =>
  checkSeries(reports).map((findings) =>
    findings
      // The reports of this test are copies of each other: what is said of copies is tested below.
      .filter(({ code }) => !/copied|unchanged|gap/.test(code))
      .map(({ code, expected, actual, cells }) => [code, expected, actual, cells[0]]),
  )

describe('reports of neighbouring years', () => {
  test('that follow from each other say nothing, in any order', () => {
    expect(codesOf([yearBefore(), report(2022)])).toEqual([[], []])
    expect(codesOf([report(2022), yearBefore()])).toEqual([[], []])
  })
  test('what was carried forward and is not brought forward is one finding a column', () => {
    const last = yearBefore((one) => {
      applications(one).carriedForward.business.value = 981
    })
    const actual = applications(report(2022)).broughtForward.business.value
    expect(codesOf([last, report(2022)])).toEqual([
      [],
      [['series/carry-forward', 981, actual, 'applications.broughtForward.business']],
    ])
  })
  test('documents in force that do not follow are a warning', () => {
    const last = yearBefore((one) => {
      const { inForce } = documents(one).normativeDocuments
      inForce.value = (inForce.value ?? 0) + 7
    })
    const actual = documents(report(2022)).normativeDocuments.inForce.value
    expect(codesOf([last, report(2022)])).toEqual([
      [],
      [['series/in-force', (actual ?? 0) + 7, actual, 'proactiveDisclosure.normativeDocuments.inForce']],
    ])
  })
})

describe('what is not compared', () => {
  const wrong = yearBefore((one) => {
    applications(one).carriedForward.total.value = 4321
  })
  test.each<[string, (one: Report) => void]>([
    ['another issuer', (one) => Object.assign(one, { issuer: '云岭县人民政府' })],
    ['no issuer', (one) => Object.assign(one, { issuer: null })],
    ['a year between', (one) => Object.assign(one, { year: 2023 })],
    ['no year', (one) => Object.assign(one, { year: null })],
    ['another scope', (one) => Object.assign(applications(one), { scope: '全市' })],
    [
      'a figure that cannot be read',
      (one) => Object.assign(applications(one).broughtForward.total, { value: null, state: 'unreadable' }),
    ],
  ])('%s', (_, change) => {
    expect(codesOf([wrong, report(2022, change)])).toEqual([[], []])
  })
  test('two reports for one year: which one counts, nothing says', () => {
    expect(codesOf([wrong, report(2022), report(2022)])).toEqual([[], [], []])
    expect(codesOf([wrong, wrong, report(2022)])).toEqual([[], [], []])
  })
})
