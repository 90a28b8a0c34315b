/** Reports as archives and tools leave them in text: what the model prints comes back, or is said to be in doubt. */

import { describe, expect, test } from 'vitest'
import { cellsOf, type Figure, readReport } from '../../dist/index.js'
import { samples } from '../helpers/thorough.js'

type Truth = readonly [
  table: string,
  instance: number,
  row: string,
  column: string,
  value: string,
  raw: string,
  state: string,
]
interface Model {
  makeReport(spec: object): { blocks: object[]; tables: object[] }
  truthOf(spec: object, tables: object[]): Truth[]
  random(seed: number): () => number
}
const scripts = new URL('../../scripts/fixtures/', import.meta.url)
const { makeReport, truthOf, random }: Model = await import(new URL('model.mjs', scripts).href)
const { toDump }: { toDump(report: object, form: string): string } = await import(new URL('dumps.mjs', scripts).href)
const { toHtml }: { toHtml(report: object, style: object): string } = await import(new URL('html.mjs', scripts).href)

const REPORTS = samples(6)

/** Reports of all editions and habits, always the same. */
function* specs(zeros?: string): Generator<object> {
  const rnd = random(2026)
  const pick = <T>(...list: T[]): T => list[Math.floor(rnd() * list.length)] as T
  for (let i = 0; i < REPORTS; i++) {
    const edition = pick('2021', '2021', '2019')
    const old = edition === '2019'
    yield {
      issuer: pick('青山县人民政府', '白水镇人民政府', '临河市财政局'),
      year: old ? 2020 : 2023,
      edition,
      seed: 900 + i,
      scale: pick(3, 20, 300, 5000),
      sparse: pick(0.3, 0.7, 0.9),
      zeros: zeros ?? pick('printed', 'blank', '/', '-'),
      fillers: [2, 1, 0, 2],
      plus: i % 3 === 0,
      print: old ? { 'proactiveDisclosure.procurement.amount': '350万元' } : {},
      truth: old ? { 'proactiveDisclosure.procurement.amount': ['350', 'reported'] } : {},
    }
  }
}

async function compare(form: string, spec: object) {
  const report = makeReport(spec)
  const text = form === 'html' ? toHtml(report, {}) : toDump(report, form)
  const read = await readReport(new TextEncoder().encode(text))
  const given = new Map<string, Figure>()
  if (read.report)
    for (const { table, instance, row, column, figure } of cellsOf(read.report))
      given.set(`${table}.${instance}.${row}.${column}`, figure)
  const lost: string[] = []
  const values = new Map<string, number | null>()
  const wrong: string[] = []
  for (const [table, instance, row, column, printed, raw] of truthOf(spec, report.tables)) {
    const name = `${table}.${instance}.${row}.${column}`
    const figure = given.get(name)
    given.delete(name)
    const value = printed === '' ? null : Number(printed)
    values.set(`${table}.${row}.${column}`, value)
    if (figure?.value != null && figure.value !== value) wrong.push(`${name}: "${raw}" read as ${figure.value}`)
    else if ((figure?.value ?? null) !== value) lost.push(`${name}: "${raw}" ${figure?.state}`)
  }
  for (const [name, figure] of given) if (figure.value !== null) wrong.push(`${name}: ${figure.value} is not printed`)
  return { lost, wrong, findings: read.findings, printed: values }
}

describe('forms that keep the places of blank cells', () => {
  test.each(['html', 'bars', 'markdown', 'tabs', 'csv'])('%s: every figure comes back', async (form) => {
    for (const spec of specs()) expect(await compare(form, spec)).toMatchObject({ lost: [], wrong: [] })
  })
})

describe('forms that lose blank cells', () => {
  test.each(['cells', 'barredCells', 'spaced', 'spacedLine'])(
    '%s: every figure comes back where no cell is blank',
    async (form) => {
      for (const zeros of ['printed', '/'])
        for (const spec of specs(zeros)) expect(await compare(form, spec)).toMatchObject({ lost: [], wrong: [] })
    },
  )
  test.each(['cells', 'barredCells', 'spaced', 'spacedLine'])(
    '%s: where cells are blank no figure moves to another',
    async (form) => {
      for (const spec of specs('blank')) expect((await compare(form, spec)).wrong).toEqual([])
    },
  )
})

describe('forms without gaps', () => {
  test.each(['glued', 'gluedLine', 'gluedAll'])(
    '%s: most figures come back, no other is given, and what is printed is among what is said to be possible',
    async (form) => {
      let all = 0
      let right = 0
      for (const zeros of ['printed', 'blank', '/', '-']) {
        for (const spec of specs(zeros)) {
          const { lost, wrong, findings, printed } = await compare(form, spec)
          expect(wrong).toEqual([])
          if (zeros === 'printed') {
            all += printed.size
            right += printed.size - lost.length
          }
          for (const { code, args, cells } of findings) {
            if (code !== 'cell/unreadable' || args.reason !== 'glued') continue
            const candidates = args.candidates as readonly number[]
            const value = printed.get(`${cells[0]}`)
            if (zeros === 'printed' && candidates.length > 0) expect(candidates).toContain(value)
          }
        }
      }
      expect(right / all).toBeGreaterThan(0.9)
    },
  )
})
