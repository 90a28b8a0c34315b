import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsOf, readReport } from '../../dist/index.js'
import { cuts as cutsOf } from '../../dist/locate/glued.js'
import { samples } from '../helpers/thorough.js'

/** Ways to cut a run of seven columns, the last of which is the total. */
const cuts = (run: string, n: number) => cutsOf(run, n, [{ total: n - 1, parts: [0, 1, 2, 3, 4, 5] }])

/** Six columns and their total. */
const row = fc
  .array(fc.oneof(fc.constant(0), fc.nat(9), fc.nat(4000)), { minLength: 6, maxLength: 6 })
  .map((figures) => [...figures, figures.reduce((a, b) => a + b, 0)])

describe('ways to cut a run', () => {
  test('one where the sum leaves one', () => {
    expect(cuts('21710000218', 7)).toEqual([['217', '1', '0', '0', '0', '0', '218']])
    expect(cuts('0000000', 7)).toEqual([['0', '0', '0', '0', '0', '0', '0']])
  })
  test('all where it leaves several, none where it leaves none', () => {
    expect(cuts('10010000101', 7)).toEqual([
      ['1', '0', '0', '100', '0', '0', '101'],
      ['100', '1', '0', '0', '0', '0', '101'],
    ])
    expect(cuts('1234567', 7)).toEqual([])
    expect(cuts('12', 7)).toEqual([])
    expect(cuts('9'.repeat(60), 7)).toEqual([])
  })
  test('property: the true one is among them, and each fulfils the sum and gives the run back', () => {
    fc.assert(
      fc.property(row, (figures) => {
        const run = figures.join('')
        fc.pre(run.length <= 30)
        const found = cuts(run, 7)
        expect(found.map((one) => one.join(' '))).toContain(figures.join(' '))
        for (const one of found) {
          expect(one.join('')).toBe(run)
          expect(one.slice(0, 6).reduce((sum, text) => sum + Number(text), 0)).toBe(Number(one[6]))
        }
      }),
      { numRuns: samples(100) },
    )
  })
})

const LABELS = [
  ['received', '一、本年新收政府信息公开申请数量'],
  ['broughtForward', '二、上年结转政府信息公开申请数量'],
  ['grantedInFull', '（一）予以公开'],
  ['grantedInPart', '（二）部分公开'],
  ['withheld.stateSecrets', '1.属于国家秘密'],
  ['totalProcessed', '（七）总计'],
  ['carriedForward', '四、结转下年度继续办理'],
] as const

async function read(figures: Readonly<Record<string, readonly number[]>>) {
  const text = [
    '云岭县人民政府2022年政府信息公开工作年度报告',
    '三、收到和处理政府信息公开申请情况',
    ...LABELS.map(([id, label]) => label + (figures[id] ?? []).join('')),
  ].join('\n')
  const { report, findings } = await readReport(new TextEncoder().encode(text))
  const values = new Map<string, (number | null)[]>()
  for (const { row: id, figure } of report ? cellsOf(report) : [])
    values.set(id, [...(values.get(id) ?? []), figure.value])
  return { values, findings, report }
}

describe('tables whose figures are glued', () => {
  const sound = {
    received: [217, 1, 0, 0, 0, 0, 218],
    broughtForward: [0, 0, 0, 0, 0, 0, 0],
    grantedInFull: [100, 1, 0, 0, 0, 0, 101],
    grantedInPart: [0, 0, 0, 0, 0, 0, 0],
    'withheld.stateSecrets': [116, 0, 0, 0, 0, 0, 116],
    totalProcessed: [216, 1, 0, 0, 0, 0, 217],
    carriedForward: [1, 0, 0, 0, 0, 0, 1],
  }
  test('rows with one way are read, in doubt and with a note; those with two are unreadable', async () => {
    const { values, report, findings } = await read(sound)
    expect(values.get('received')).toEqual(sound.received)
    expect(values.get('withheld.stateSecrets')).toEqual(sound['withheld.stateSecrets'])
    expect(values.get('grantedInFull')).toEqual(Array(7).fill(null))
    const figure = report?.applications[0]?.received.naturalPerson
    expect(figure).toMatchObject({ value: 217, raw: '217', state: 'reported', place: { line: 3, length: 3 } })
    expect(figure?.confidence).toBeLessThan(0.95)
    expect(figure?.note).toMatch(/without a gap/)
    expect(findings.map(({ code }) => code)).not.toContain('locate/row-unmatched')
  })
  test('where the columns do not balance nothing that takes part is certain', async () => {
    const { values } = await read({ ...sound, carriedForward: [2, 0, 0, 0, 0, 0, 2] })
    for (const id of ['received', 'broughtForward', 'totalProcessed', 'carriedForward'])
      expect(values.get(id)).toEqual(Array(7).fill(null))
  })
  test('property: no figure is given that is not printed', async () => {
    await fc.assert(
      fc.asyncProperty(row, row, async (full, part) => {
        const sum = full.map((value, i) => value + (part[i] ?? 0))
        const none = sum.map(() => 0)
        const { values } = await read({
          received: sum,
          broughtForward: none,
          grantedInFull: full,
          grantedInPart: part,
          'withheld.stateSecrets': none,
          totalProcessed: sum,
          carriedForward: none,
        })
        for (const [id, printed] of [
          ['received', sum],
          ['grantedInFull', full],
          ['grantedInPart', part],
          ['totalProcessed', sum],
        ] as const)
          for (const [i, value] of (values.get(id) ?? []).entries()) if (value !== null) expect(value).toBe(printed[i])
      }),
      { numRuns: samples(25) },
    )
  })
})
