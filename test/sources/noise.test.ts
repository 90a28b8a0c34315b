/** What recognition of characters does to text: figures stay what they are or become unreadable, and never others. */

import { describe, expect, test } from 'vitest'
import { cellsOf, readReport } from '../../dist/index.js'

type Truth = readonly [table: string, instance: number, row: string, column: string, value: string]
interface Model {
  makeReport(spec: object): { blocks: object[]; tables: object[] }
  truthOf(spec: object, tables: object[]): Truth[]
  random(seed: number): () => number
}
const scripts = new URL('../../scripts/fixtures/', import.meta.url)
const { makeReport, truthOf, random }: Model = await import(new URL('model.mjs', scripts).href)
const { toDump }: { toDump(report: object, form: string): string } = await import(new URL('dumps.mjs', scripts).href)

/** Characters that are taken for each other. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  未: '末',
  已: '巳',
  人: '入',
  日: '曰',
  市: '巿',
  申: '电',
  件: '仵',
  结: '洁',
  审: '宙',
  组: '祖',
  开: '幵',
  予: '于',
  不: '丕',
}
const traditional: Readonly<Record<string, string>> = {
  请: '請',
  数: '數',
  处: '處',
  规: '規',
  复: '復',
  诉: '訴',
  审: '審',
  维: '維',
  纠: '糾',
  总: '總',
  计: '計',
  业: '業',
  机: '機',
  构: '構',
  组: '組',
  织: '織',
  关: '關',
  国: '國',
  过: '過',
  类: '類',
  务: '務',
}

const noises: Readonly<Record<string, (text: string, rnd: () => number) => string>> = {
  'characters taken for others': (text, rnd) =>
    text.replace(/\p{Script=Han}/gu, (char) => (rnd() < 0.12 ? (LOOKALIKES[char] ?? char) : char)),
  'spaces between characters': (text, rnd) =>
    text.replace(/(\p{Script=Han})(?=\p{Script=Han})/gu, (char) => (rnd() < 0.3 ? `${char} ` : char)),
  'full-width digits': (text) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  'half-width punctuation': (text) =>
    text
      .replaceAll('（', '(')
      .replaceAll('）', ')')
      .replaceAll('、', ',')
      .replace(/(\d)\.(?=\p{Script=Han})/gu, '$1、'),
  'traditional characters': (text) => text.replace(/\p{Script=Han}/gu, (char) => traditional[char] ?? char),
  'numbers of labels lost': (text) => text.replace(/([\t|\n] ?)\d\.(?=\p{Script=Han})/gu, '$1'),
  'sections numbered anew': (text) =>
    text
      .replace('\n三、收到和处理', '\n一、收到和处理')
      .replace('\n四、政府信息公开行政复议', '\n二、政府信息公开行政复议'),
  'Chinese numerals': (text) => text.replaceAll('2023年', '二〇二三年').replaceAll('2020年', '二○二○年'),
}

function* specs(): Generator<{ issuer: string; year: number }> {
  for (let i = 0; i < 4; i++) {
    const old = i === 2
    yield {
      issuer: '白水镇人民政府',
      year: old ? 2020 : 2023,
      ...{ edition: old ? '2019' : '2021', seed: 300 + i, scale: [3, 300, 20, 5000][i], sparse: 0.6, zeros: 'printed' },
      ...{ fillers: [2, 1, 0, 2], print: old ? { 'proactiveDisclosure.procurement.amount': '350万元' } : {} },
      ...{ truth: old ? { 'proactiveDisclosure.procurement.amount': ['350', 'reported'] } : {} },
    }
  }
}

async function read(spec: object, text: string) {
  const { report } = await readReport(new TextEncoder().encode(text))
  const given = new Map<string, { value: number | null; state: string }>()
  for (const { table, instance, row, column, figure } of report ? cellsOf(report) : [])
    given.set(`${table}.${instance}.${row}.${column}`, figure)
  const printed = truthOf(spec, makeReport(spec).tables)
  let right = 0
  let doubtful = 0
  const wrong: string[] = []
  for (const [table, instance, row, column, value] of printed) {
    const name = `${table}.${instance}.${row}.${column}`
    const figure = given.get(name)
    given.delete(name)
    if ((figure?.value ?? null) === (value === '' ? null : Number(value))) right++
    else if (figure?.state === 'unreadable') doubtful++
    else if (figure?.value != null) wrong.push(`${name}: ${value} read as ${figure.value}`)
  }
  for (const [name, figure] of given) if (figure.value !== null) wrong.push(`${name}: ${figure.value} is not printed`)
  return { report, right, doubtful, wrong, all: printed.length }
}

describe.each(['tabs', 'markdown', 'bars'])('%s', (form) => {
  test.each(Object.keys(noises))('%s', async (noise) => {
    const rnd = random(11)
    for (const spec of specs()) {
      const text = (noises[noise] as (typeof noises)[string])(toDump(makeReport(spec), form), rnd)
      const { report, right, doubtful, wrong, all } = await read(spec, text)
      expect(wrong).toEqual([])
      expect(right + doubtful).toBe(all)
      // A stop between digits that became another sign leaves one amount undecided.
      expect(doubtful).toBeLessThanOrEqual(1)
      expect(report?.year).toBe(spec.year)
    }
  })

  test('letters for digits: unreadable, with what they may stand for', async () => {
    const rnd = random(12)
    for (const spec of specs()) {
      const dump = toDump(makeReport(spec), form)
      const text = dump.replace(/(?<=[\t|] *)0(?= *[\t|\n])/g, () => (rnd() < 0.3 ? 'OolI'.charAt(rnd() * 4) : '0'))
      const { right, doubtful, wrong, all } = await read(spec, text)
      expect(wrong).toEqual([])
      expect(right + doubtful).toBe(all)
      expect(doubtful).toBeGreaterThan(0)
    }
  })
})
