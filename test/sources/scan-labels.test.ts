import { expect, test } from 'vitest'
import { voteOn } from '../../src/locate/issuer-vote.js'
import { readLabels } from '../../src/sources/scan-labels.js'
import type { ScanCell } from '../../src/sources/scan-reader.js'

const cell = (x0: number, text: string, confidence = 0.4): ScanCell => ({
  frame: { x0, top: 0, x1: x0 + 30, bottom: 20 },
  ink: null,
  lines: [],
  expects: 'text',
  reading: { text, confidence, alternatives: [] },
})
const names = ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他']
const book = {
  wordings: names.map((name) => [name]),
  labels: names,
  groups: [],
  down: [],
  across: [names.map((name) => [name])],
}
const readBy =
  (own: typeof book) =>
  (...texts: string[]) =>
    readLabels(
      texts.map((text, i) => cell(i * 30, text)),
      own,
    ).map(({ reading }) => reading?.text)
const read = readBy(book)

test('labels are the likest of the form, or those of their place', () => {
  expect(read('企可', '科研机构', '社会公益组织', '法律服务机构', '其他')).toEqual(names)
  expect(read('商业企业', '科多机', '社公公益组织', '认', '其他')).toEqual(names)
})

test('a line with as many cells as the form has needs three that are known, each in its place', () => {
  expect(read('融', '独', '社会公益组织', '法律服务机构', '其他')).toEqual(names)
  expect(read('融', '独', '骨', '法律服务机构', '其他')[0]).toBe('融')
})

test('what stands where the form has nothing is left as it was read', () => {
  expect(read('商业企业', '科研机构', '小计', '社会公益组织', '法律服务机构', '其他')[2]).toBe('小计')
})

test('half a likeness in a line without another known label is none', () => {
  const outcomes = ['结果维持', '其他结果']
  const readOf = readBy({ ...book, labels: outcomes, across: [outcomes.map((name) => [name])] })
  expect(readOf('结果', '（七）总计')).toEqual(['结果', '（七）总计'])
  expect(readOf('结杲维持', '结果')).toEqual(outcomes)
})

test('a name is what most of its occurrences have, and a close vote is told', () => {
  const texts = ['巨谭县教育局2024年报告', '由巨鹿县教育局编制', '请与巨鹿县教育局联系', '巨鹿县教育局']
  const paragraphs = texts.map((text) => ({ text }))
  expect(voteOn('巨谭县教育局', paragraphs, null)).toEqual({
    issuer: '巨鹿县教育局',
    other: null,
    seen: ['巨谭县教育局', '巨鹿县教育局'],
  })
  expect(voteOn('巨谭县教育局', paragraphs.slice(0, 2), null)).toEqual({
    issuer: '巨谭县教育局',
    other: '巨鹿县教育局',
    seen: ['巨谭县教育局', '巨鹿县教育局'],
  })
  expect(voteOn('巨谭县教育局', paragraphs.slice(0, 1), '巨鹿县教育局2024.pdf').issuer).toBe('巨鹿县教育局')
})

test('a cell with the labels of two rows is not taken for one of them', () => {
  const rows = ['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量', '1.属于国家秘密']
  const form = {
    wordings: rows.map((name) => [name]),
    labels: [...rows, '（三）不予公开'],
    groups: ['（三）不予公开'],
    down: [rows.map((name) => [name])],
    across: [],
  }
  const down = (...texts: string[]) =>
    readLabels(
      texts.map((text, i) => ({ ...cell(0, text), frame: { x0: 0, top: i * 20, x1: 150, bottom: i * 20 + 20 } })),
      form,
    ).map(({ reading }) => reading?.text)
  const two = `${rows[0]}\n${rows[1]}`
  expect(down(two, rows[2] ?? '')).toEqual([two, rows[2]])
  // The name of a group is no row.
  expect(down(rows[0] ?? '', rows[1] ?? '', '（三）不了公开工.属于国家秘密')).toEqual(rows)
  // Dirt read behind a label is no other one.
  expect(down('一、木年新收政府信息公开申请数量二|', rows[2] ?? '')).toEqual([rows[0], rows[2]])
})

test('a label of the form to the letter is no other one, though its place is that of another form', () => {
  const columns = ['信息内容', '上一年项目数量', '本年增/减', '处理决定数量']
  const row = '（二）部分公开（区分处理的，只计这一情形，不计其他情形）'
  const across = readBy({
    wordings: [],
    labels: [...columns, row],
    groups: [],
    down: [],
    across: [columns.map((name) => [name])],
  })
  // What runs down the side is cut by the page where this row ends too.
  expect(across('本年增', row)[1]).toBe(row)
  expect(across('本年增', '处埋夬定')[1]).toBe('处理决定数量')
})

test('the unit behind a label stays as it was read', () => {
  const label = '本年收费金额（单位：万元）'
  const form = { ...book, labels: [label, '采购总金额'], across: [] }
  expect(readBy(form)('本年收费金颌（单位：万元）')).toEqual([label])
  expect(readBy(form)('本年收费金颌（单位：元）')).toEqual(['本年收费金额（单位：元）'])
  expect(readBy(form)('采购总金颌单位:万元)')).toEqual(['采购总金额（单位：万元）'])
  // What may be 万 is no unit.
  expect(readBy(form)('采购总金额(单位:力元)')).toEqual(['采购总金额(单位:力元)'])
})
