/** Files of data that keep a document in parts: what readers of PDFs and pictures write, a string for each paragraph and each table. */

import { expect, test } from 'vitest'
import { cellsOf, readReport } from '../../dist/index.js'

const table = (rows: readonly (readonly (string | number)[])[]): string =>
  `<html><body><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></body></html>`
const second = table([
  ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
  ['规章', 0, 0, 3],
  ['行政规范性文件', 4, 1, 26],
])
const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const third = table([
  ['', ...columns],
  ['一、本年新收政府信息公开申请数量', 9, 2, 0, 0, 0, 1, 12],
  ['二、上年结转政府信息公开申请数量', 1, 0, 0, 0, 0, 0, 1],
  ['（一）予以公开', 6, 2, 0, 0, 0, 0, 8],
  ['（七）总计', 8, 2, 0, 0, 0, 1, 11],
])
const text = (words: string) => ({ type: 'text', text: words, page_idx: 0 })
const parts = [
  text('云屏市财政局'),
  text('2023年政府信息公开工作年度报告'),
  text('一、总体情况'),
  text('公开各类信息。'),
  text('二、主动公开政府信息情况'),
  { type: 'table', img_path: 'images/1.jpg', table_body: second, page_idx: 1 },
  text('三、收到和处理政府信息公开申请情况'),
  { type: 'table', img_path: 'images/2.jpg', table_body: third, page_idx: 1 },
]

test.each([undefined, 2])('all parts are read, in their order (indent %s)', async (indent) => {
  const source = JSON.stringify(parts, null, indent)
  const { report } = await readReport(new TextEncoder().encode(source))
  expect([report?.issuer, report?.year]).toEqual(['云屏市财政局', 2023])
  expect(report?.sections.map(({ heading }) => heading)).toEqual([
    '一、总体情况',
    '二、主动公开政府信息情况',
    '三、收到和处理政府信息公开申请情况',
  ])
  const figures = report ? [...cellsOf(report)].filter(({ figure }) => figure.state === 'reported') : []
  expect(figures).toHaveLength(6 + 28)
  for (const { figure } of figures) {
    const place = figure.place
    if (!place || !('offset' in place)) throw new Error('no place')
    expect(source.slice(place.offset, place.offset + place.length)).toContain(figure.raw)
  }
})

test('a page of a site in its data is that page alone: the words beside it are none of the text', async () => {
  const page = {
    id: 7,
    label: '目录页码',
    content: `<h1>云屏市财政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>${third}`,
  }
  const { report } = await readReport(new TextEncoder().encode(JSON.stringify([page])))
  expect(report?.applications).toHaveLength(1)
  expect(JSON.stringify(report?.sections)).not.toContain('目录页码')
})
