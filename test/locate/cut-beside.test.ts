/** Table three cut between its columns: the rest of them below, with the labels of the rows again. */

import { expect, test } from 'vitest'
import { readReport } from '../../src/index.js'

const ROWS = [
  ['一、本年新收政府信息公开申请数量', '12', '3', '0', '1', '0', '2', '18'],
  ['二、上年结转政府信息公开申请数量', '1', '0', '0', '0', '0', '0', '1'],
  ['（一）予以公开', '9', '2', '0', '1', '0', '2', '14'],
  ['（二）部分公开', '2', '1', '0', '0', '0', '0', '3'],
  ['（七）总计', '11', '3', '0', '1', '0', '2', '17'],
  ['四、结转下年度继续办理', '2', '0', '0', '0', '0', '0', '2'],
] as const
const COLUMNS = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']

const tr = (cells: readonly string[]): string => `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`
const part = (from: number, to: number, rows: readonly (readonly string[])[] = ROWS): string =>
  `<table>${tr(['申请人情况', ...COLUMNS.slice(from, to)])}${rows.map(([label = '', ...values]) => tr([label, ...values.slice(from, to)])).join('')}</table>`

async function read(tables: string) {
  const title = '<p>青山县人民政府2022年政府信息公开工作年度报告</p><p>三、收到和处理政府信息公开申请情况</p>'
  const { report } = await readReport(new TextEncoder().encode(`<html><body>${title}${tables}</body></html>`))
  return report?.applications.map(({ instance, received, totalProcessed }) => [
    instance,
    received.naturalPerson.value,
    received.business.value,
    received.otherOrganization.value,
    totalProcessed.total.value,
  ])
}

test('two and three parts are one table', async () => {
  expect(await read(`${part(0, 4)}<p>续表</p>${part(4, 7)}`)).toEqual([[0, 12, 3, 2, 17]])
  expect(await read(`${part(0, 2)}${part(2, 5)}${part(5, 7)}`)).toEqual([[0, 12, 3, 2, 17]])
})

test('copies that have columns in common, or other rows, are tables of their own', async () => {
  expect(await read(`${part(0, 5)}${part(4, 7)}`)).toEqual([
    [0, 12, 3, null, null],
    [1, null, null, 2, 17],
  ])
  expect(await read(`${part(0, 4)}${part(4, 7, ROWS.slice(0, 4))}`)).toHaveLength(2)
  expect(await read(`${part(0, 7)}${part(0, 7)}`)).toHaveLength(2)
})

test('a column under another name in the turn of one that was not found: its cells are not absent', async () => {
  const states = async (names: readonly string[], more: readonly string[] = []) => {
    const rows = ROWS.map(([label, ...values]) => tr([label, ...values.slice(0, names.length), ...more.map(() => '3')]))
    const title = '<p>青山县人民政府2022年政府信息公开工作年度报告</p><p>三、收到和处理政府信息公开申请情况</p>'
    const page = `<html><body>${title}<table>${tr(['申请人情况', ...names, ...more])}${rows.join('')}</table></body></html>`
    const { received } = (await readReport(new TextEncoder().encode(page))).report?.applications[0] ?? {}
    return [received?.researchInstitution.state, received?.business.state, received?.total.state]
  }
  expect(await states(COLUMNS.with(2, '学校'))).toEqual(['unreadable', 'reported', 'reported'])
  // Left out, with a remark of its own behind the others.
  expect(await states(COLUMNS.toSpliced(2, 1))).toEqual(['absent', 'reported', 'reported'])
  expect(await states(COLUMNS.toSpliced(6, 1), ['备注'])).toEqual(['reported', 'reported', 'absent'])
})
