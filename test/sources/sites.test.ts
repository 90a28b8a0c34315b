/** Reports as the systems of government sites keep, wrap and break them: what the model prints comes back. */

import { describe, expect, test } from 'vitest'
import { cellsOf, type Figure, readReport } from '../../src/index.js'

interface Model {
  makeReport(spec: object): { tables: object[] }
  truthOf(spec: object, tables: object[]): string[][]
}
const scripts = new URL('../../scripts/fixtures/', import.meta.url)
const { makeReport, truthOf }: Model = await import(new URL('model.mjs', scripts).href)
const { sites }: { sites: Record<string, (report: object, spec: object) => string> } = await import(
  new URL('sites.mjs', scripts).href
)

const specs = [
  { issuer: '云屏市财政局', year: 2023, edition: '2021', seed: 711, scale: 300, sparse: 0.4 },
  {
    issuer: '白水镇人民政府',
    year: 2019,
    edition: '2019',
    seed: 712,
    scale: 20,
    zeros: 'blank',
    print: { 'proactiveDisclosure.procurement.amount': '1,350.5万元' },
    truth: { 'proactiveDisclosure.procurement.amount': ['1350.5', 'reported'] },
  },
]

/** Some digits of its figures stand in a style sheet or an attribute. */
const ELSEWHERE = 'sheet'

describe.each(Object.entries(sites))('%s', (kind, write) => {
  test.each(specs)('$issuer $year', async (spec) => {
    const report = makeReport(spec)
    const page = write(report, spec)
    const read = await readReport(new TextEncoder().encode(page))
    const given = new Map<string, Figure>()
    for (const { table, instance, row, column, figure } of cellsOf(read.report!))
      if (figure.state !== 'absent') given.set(`${table}.${instance}.${row}.${column}`, figure)
    const printed = truthOf(spec, report.tables).map(([table, instance, row, column, value, , state]) => [
      `${table}.${instance}.${row}.${column}`,
      { value: value === '' ? null : Number(value), state },
    ])
    expect(Object.fromEntries([...given].map(([name, { value, state }]) => [name, { value, state }]))).toEqual(
      Object.fromEntries(printed),
    )
    expect(read.report).toMatchObject({ issuer: spec.issuer, year: spec.year })
    for (const [name, { raw, place, value }] of given) {
      if (value === null || !place || !('line' in place) || kind === ELSEWHERE) continue
      const there = page.slice(place.offset, place.offset + place.length)
      const plain = there.replace(/%([2-7][\da-f])/gi, (_all, code) => String.fromCharCode(Number.parseInt(code, 16)))
      expect([name, plain.replace(/<[^>]*>|&[^;]*;|\\./g, '')]).toEqual([
        name,
        expect.stringContaining(raw.slice(0, 4)),
      ])
      expect(page.slice(0, place.offset).split('\n')).toHaveLength(place.line)
    }
  })
})
