/** Digits that stand apart in a field: one figure where the sums of the table say so, else in doubt. */

import { expect, test } from 'vitest'
import { cellsOf, readReport } from '../../dist/index.js'

const header = ['', '自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const rows: readonly (readonly [string, ...number[]])[] = [
  ['一、本年新收政府信息公开申请数量', 120, 14, 0, 0, 0, 3, 137],
  ['二、上年结转政府信息公开申请数量', 11, 0, 0, 0, 0, 0, 11],
  ['（一）予以公开', 100, 12, 0, 0, 0, 3, 115],
  ['（七）总计', 131, 14, 0, 0, 0, 3, 148],
]
const apart = (value: number): string => [...String(value)].join(' ')

async function read(table: readonly (readonly string[])[]) {
  const lines = table.map((row) => `| ${row.join(' | ')} |`)
  const text = `青山县人民政府2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n${lines.join('\n')}\n\n五、存在的主要问题及改进情况\n\n无。\n`
  const { report } = await readReport(new TextEncoder().encode(text))
  const cells = report ? [...cellsOf(report)] : []
  return (row: string, column: string) => cells.find((one) => one.row === row && one.column === column)?.figure
}

test('they are put together where all rows add up', async () => {
  const at = await read([header, ...rows.map(([label, ...own]) => [label, ...own.map(apart)])])
  expect(at('received', 'naturalPerson')).toMatchObject({
    value: 120,
    raw: '1 2 0',
    state: 'reported',
    confidence: 0.9,
  })
  expect(at('received', 'researchInstitution')).toMatchObject({ value: 0, confidence: 1 })
  expect(at('totalProcessed', 'total')?.value).toBe(148)
})

test('where a row does not add up they are in doubt', async () => {
  const wrong = rows.map(([label, ...own]) => [label, ...own.map(apart)])
  wrong[1] = ['二、上年结转政府信息公开申请数量', '1 1', '0', '0', '0', '0', '0', '1 2']
  const at = await read([header, ...wrong])
  expect(at('received', 'naturalPerson')).toMatchObject({ value: null, state: 'unreadable' })
})

const grouped = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, '\u00a0')
const many = rows.map(([label, ...own]): [string, ...number[]] => [label, ...own.map((value) => value * 111)])

test('thousands that a blank parts are one figure where all rows add up', async () => {
  const at = await read([header, ...many.map(([label, ...own]) => [label, ...own.map(grouped)])])
  expect(at('received', 'naturalPerson')).toMatchObject({ value: 13320, state: 'reported', confidence: 0.9 })
  expect(at('totalProcessed', 'otherOrganization')).toMatchObject({ value: 333, confidence: 1 })
})

test('what has other gaps is several figures', async () => {
  const torn = many.map(([label, ...own]) => [label, ...own.map((value) => grouped(value).replace('\u00a0', ' 1'))])
  const at = await read([header, ...torn])
  expect(at('received', 'naturalPerson')).toMatchObject({ value: null, state: 'unreadable' })
})
