/** Parts of a table that stand elsewhere are not absent, and what is nowhere is. */

import { expect, test } from 'vitest'
import { tableEditions } from '../../src/forms/index.js'
import { cellsOf, readReport } from '../../src/index.js'
import { emptyTable, withUnplaced } from '../../src/locate/unplaced.js'
import type { Block } from '../../src/types.js'

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

/** Whether table 三 of a page, whose last row was not found, says of its cells that they may be printed elsewhere. */
function isUnplaced(below: string, cell: object = {}): boolean {
  const [form] = tableEditions('applications')
  if (!form) throw new Error('no form')
  const empty = emptyTable(form.def, form.edition, [1])
  const cells = empty.cells.map(({ unplaced: _, ...one }) => ({ ...one, method: 'lattice' as const }))
  const place = { page: 1, box: [0, 0, 1, 1] }
  const blocks = [
    { kind: 'paragraph', text: '三、收到和处理政府信息公开申请情况', place },
    { kind: 'grid', method: 'lattice', rows: 1, cols: 1, cells: [{ text: '', lines: [], place, ...cell }], place },
    { kind: 'paragraph', text: below, place },
  ] as unknown as Block[]
  const sections = [
    { id: 'applications', from: 0, to: 2 },
    { id: null, from: 2, to: 3 },
  ]
  const table = { ...empty, cells, missingRows: ['carriedForward'] }
  const told = withUnplaced(table, blocks, sections, new Set([blocks[1] as Block]))
  return told.cells.every(({ unplaced }) => unplaced === true)
}

test('a row on a line of its own below its table is not absent, though it looks like a heading', () => {
  expect(isUnplaced('四、结转下年度继续办理0000000')).toBe(true)
})

test('a row that stands nowhere, or of which something is said, is absent', () => {
  expect(isUnplaced('')).toBe(false)
  expect(isUnplaced('四、结转下年度继续办理')).toBe(false)
  expect(isUnplaced('四、关于结转下年度继续办理的申请3件的情况')).toBe(false)
})

test('rows that may stand in a cell with several lines that could not be read are not absent', () => {
  const lines = ['行政许口', '51 62', '天处理']
  expect(isUnplaced('', { text: lines.join(' '), lines, confidence: 0.1 })).toBe(true)
  expect(isUnplaced('', { text: lines.join(' '), lines, confidence: 0.97 })).toBe(false)
  expect(isUnplaced('', { text: '51 62', lines: ['51 62'], confidence: 0.1 })).toBe(false)
})
