/** Rows written as sentences: each figure stands behind the label of its column. */

import { describe, expect, test } from 'vitest'
import { cellsOf, readReport } from '../../dist/index.js'

const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const lines: readonly (readonly [string, ...number[]])[] = [
  ['一、本年新收政府信息公开申请数量', 9, 2, 0, 0, 0, 1, 12],
  ['二、上年结转政府信息公开申请数量', 1, 0, 0, 0, 0, 0, 1],
  ['（一）予以公开', 6, 2, 0, 0, 0, 0, 8],
  ['（七）总计', 8, 2, 0, 0, 0, 1, 11],
]
const two = [
  ['规章', '本年制发件数', '0', '本年废止件数', '0', '现行有效件数', '0'],
  ['行政规范性文件', '本年制发件数', '3', '本年废止件数', '1', '现行有效件数', '17'],
  ['行政许可', '本年处理决定数量', '5120'],
  ['行政处罚', '本年处理决定数量', '64'],
  ['行政强制', '本年处理决定数量', '0'],
  ['行政事业性收费', '本年收费金额（单位：万元）', '71.5'],
]

async function read(second: readonly string[], third: readonly string[]) {
  const text = `青山县人民政府2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n${second.join('\n')}\n\n三、收到和处理政府信息公开申请情况\n\n${third.join('\n')}\n\n五、存在的主要问题及改进情况\n\n无。\n`
  const { report, findings } = await readReport(new TextEncoder().encode(text))
  const cells = report ? [...cellsOf(report)] : []
  const at = (name: string) => cells.find(({ table, row, column }) => `${table}.${row}.${column}` === name)?.figure
  return { text, cells, findings, at }
}

describe.each([
  ['without a gap', '', ''],
  ['with units and commas', '', '件，'],
  ['with colons', '：', '；'],
  ['with gaps', ' ', '、'],
])('%s', (_, before, behind) => {
  const third = lines.map(
    ([label, ...own]) => `${label}：${columns.map((name, c) => `${name}${before}${own[c]}${behind}`).join('')}`,
  )
  const second = two.map(([label, ...pairs]) => {
    const unit = behind.startsWith('件') && label !== '行政事业性收费' ? behind : behind.replace('件', '')
    return `${label}${pairs.map((part, i) => (i % 2 === 0 ? part + before : part + unit)).join('')}`
  })

  test('every figure is that of the label before it', async () => {
    const { at } = await read(second, third)
    expect(at('applications.received.naturalPerson')).toMatchObject({ value: 9, state: 'reported', confidence: 1 })
    expect(at('applications.received.total')?.value).toBe(12)
    expect(at('applications.grantedInFull.business')?.value).toBe(2)
    expect(at('applications.totalProcessed.otherOrganization')?.value).toBe(1)
    expect(at('proactiveDisclosure.normativeDocuments.inForce')?.value).toBe(17)
    expect(at('proactiveDisclosure.licensing.decisions')?.value).toBe(5120)
    expect(at('proactiveDisclosure.fees.amount')?.value).toBe(71.5)
  })

  test('each has its place', async () => {
    const { text, cells } = await read(second, third)
    for (const { figure } of cells) {
      const { place, state } = figure
      if (state === 'reported' && place && 'line' in place)
        expect(text.slice(place.offset, place.offset + place.length)).toBe(figure.raw)
    }
  })
})

test('a row without one of the columns is none: its figures are unreadable', async () => {
  const third = lines.map(([label, ...own]) => `${label}：${columns.map((name, c) => name + own[c]).join('，')}`)
  third[2] = '（一）予以公开：自然人6，商业企业2，总计8'
  const { at } = await read([], third)
  expect(at('applications.grantedInFull.naturalPerson')).toMatchObject({ value: null, state: 'unreadable' })
  expect(at('applications.received.total')?.value).toBe(12)
})

test('two rows on one line are not one', async () => {
  const row = ([label, ...own]: readonly [string, ...number[]]): string =>
    `${label}：${columns.map((name, c) => name + own[c]).join('，')}`
  const [first, second, third, fourth] = lines.map(row)
  const { at } = await read([], [first ?? '', `${second} ${third}`, fourth ?? '', ''])
  for (const id of ['broughtForward', 'grantedInFull'])
    expect(at(`applications.${id}.naturalPerson`)?.value ?? null).toBeNull()
})

test('one sentence about requests is the text of its section', async () => {
  const { cells } = await read(
    [],
    ['本年收到申请：自然人9件，商业企业2件，科研机构0件，社会公益组织0件，法律服务机构0件，其他1件，总计12件。'],
  )
  expect(cells).toEqual([])
})

test('beside a table, sentences are what is said about it', async () => {
  const row = ([label, ...own]: readonly [string, ...number[]], change: number): string =>
    `${label}：${columns.map((name, c) => name + ((own[c] ?? 0) + change)).join('，')}`
  const table = lines.map(([label, ...own]) => `${label}\t${own.join('\t')}`)
  const { at } = await read([], [...lines.map((line) => row(line, 1)), `\t${columns.join('\t')}`, ...table])
  expect(at('applications.received.naturalPerson')?.value).toBe(9)
})

test('signs for none and blanks between labels, where other rows have figures', async () => {
  const row = (label: string, own: readonly string[]): string =>
    `${label}：${columns.map((name, c) => `${name} ${own[c]}`).join('，')}`
  const third = [
    row('一、本年新收政府信息公开申请数量', ['9', '2', '', '', '', '1', '12']),
    row('二、上年结转政府信息公开申请数量', ['', '', '', '', '', '', '']),
    row('（一）予以公开', ['6', '2', '无', '无', '无', '无', '8']),
    row('（七）总计', ['9', '2', '', '', '', '1', '12']),
  ]
  const { at } = await read([], third)
  expect(at('applications.received.total')?.value).toBe(12)
  expect(at('applications.received.researchInstitution')?.state).toBe('blank')
  expect(at('applications.broughtForward.total')?.state).toBe('blank')
  expect(at('applications.grantedInFull.otherOrganization')?.state).toBe('filler')
  // A sentence that names the columns is no row.
  const prose = row('本表各列依次为', ['', '', '', '', '', '', ''])
  expect((await read([], [prose, prose, prose])).at('applications.received.total')?.state).not.toBe('blank')
})

test('table 四 as a sentence for each kind of case', async () => {
  const names = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
  const row = (label: string, ...own: readonly number[]): string =>
    `${label}：${names.map((name, c) => `${name} ${own[c]}`).join('，')}`
  const fourth = [
    row('行政复议', 5, 1, 0, 2, 8),
    row('未经复议直接起诉', 3, 0, 1, 0, 4),
    row('复议后起诉', 0, 0, 0, 1, 1),
  ]
  const third = lines.map(([label, ...own]) => `${label}：${columns.map((name, c) => `${name} ${own[c]}`).join('，')}`)
  const { at } = await read([], [...third, '', '四、政府信息公开行政复议、行政诉讼情况', '', ...fourth])
  expect(at('disputes.reconsideration.total')?.value).toBe(8)
  expect(at('disputes.litigation.direct.otherOutcome')?.value).toBe(1)
  expect(at('disputes.litigation.afterReconsideration.pending')?.value).toBe(1)
})
