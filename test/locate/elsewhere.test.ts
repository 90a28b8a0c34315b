/** Parts of a table that stand elsewhere are not absent, and what is nowhere is. */

import { expect, test } from 'vitest'
import { cellsOf, readReport } from '../../src/index.js'

const results = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
const tr = (cells: readonly string[]): string => `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`
const over = (text: string, span: number): string => `<td colspan="${span}">${text}</td>`

/** The states of the first cells of each kind of case. */
async function states(tables: string): Promise<(string | undefined)[]> {
  const title = '<p>青山县人民政府2022年政府信息公开工作年度报告</p><p>四、政府信息公开行政复议、行政诉讼情况</p>'
  const page = `<html><body>${title}${tables}<p>五、存在的主要问题及改进情况</p></body></html>`
  const { report } = await readReport(new TextEncoder().encode(page))
  const cells = report ? [...cellsOf(report)].filter(({ column }) => column === 'upheld') : []
  return cells.map(({ figure }) => figure.state)
}

const head = `<tr>${over('行政复议', 5)}${over('行政', 5)}</tr>`
const first = `<table>${head}<tr>${results.map((text) => `<td rowspan="2">${text}</td>`).join('')}${over('未经复议直接起诉', 5)}</tr>${tr(results)}${tr(['1', '0', '0', '0', '1', '2', '0', '0', '0', '2'])}</table>`
const rest = `<table><tr>${over('诉讼', 5)}</tr><tr>${over('复议后起诉', 5)}</tr>${tr(results)}${tr(['3', '0', '0', '0', '3'])}</table>`

test('table 四 cut between its columns: no kind of case is said to be absent', async () => {
  const [reconsideration, direct, after] = await states(`${first}<p>续</p>${rest}`)
  expect(new Set([reconsideration, direct, after])).not.toContain('absent')
})

test('the rest of it nowhere: its cells are absent', async () => {
  expect(await states(first)).toEqual(['reported', 'reported', 'absent'])
})

/** The states of the last row of table 三, which stands on a line of its own below the table, or does not. */
async function lastRow(below: string): Promise<(string | undefined)[]> {
  const names = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
  const rows = ['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量', '（一）予以公开', '（七）总计']
  const figures = ['1', '0', '0', '0', '0', '0', '1']
  const table = `<table>${tr(['', ...names])}${rows.map((label) => tr([label, ...figures])).join('')}</table>`
  const page = `<html><body><p>青山县人民政府2022年政府信息公开工作年度报告</p><p>三、收到和处理政府信息公开申请情况</p>${table}${below}<p>五、存在的主要问题及改进情况</p></body></html>`
  const { report } = await readReport(new TextEncoder().encode(page))
  const cells = report ? [...cellsOf(report)].filter(({ row }) => row === 'carriedForward') : []
  return [...new Set(cells.map(({ figure }) => figure.state))]
}

test('a row on a line of its own below its table is not absent', async () => {
  expect(await lastRow('<p>四、结转下年度继续办理0000000</p>')).toEqual(['unreadable'])
})

test('a row of which the label alone is said in a sentence, or which stands nowhere, is absent', async () => {
  expect(await lastRow('')).toEqual(['absent'])
  expect(await lastRow('<p>本年度没有结转下年度继续办理的申请，上年度有3件。</p>')).toEqual(['absent'])
})
