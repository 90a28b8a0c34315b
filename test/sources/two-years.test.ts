/** A report that prints the figures of two years below each other, each with a caption. */

import { expect, test } from 'vitest'
import { readReport } from '../../src/read.js'
import { figureAt } from '../../src/report/cells.js'

const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const row = (label: string, cells: readonly number[]): string =>
  `<tr><td>${label}</td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
const table = (own: number): string => `<table>
<tr><td rowspan="3"></td><td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr>${columns
  .slice(1, 6)
  .map((column) => `<td>${column}</td>`)
  .join('')}</tr>
${row('一、本年新收政府信息公开申请数量', [own, 0, 0, 0, 0, 0, own])}
${row('二、上年结转政府信息公开申请数量', [0, 0, 0, 0, 0, 0, 0])}
${row('（一）予以公开', [own, 0, 0, 0, 0, 0, own])}
${row('（二）部分公开', [0, 0, 0, 0, 0, 0, 0])}
${row('（七）总计', [own, 0, 0, 0, 0, 0, own])}
${row('四、结转下年度继续办理', [0, 0, 0, 0, 0, 0, 0])}</table>`

const read = async (...parts: readonly string[]) => {
  const page = `<h1>云屏市财政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>${parts.join('')}`
  const { report, findings } = await readReport(new TextEncoder().encode(page))
  const codes = findings.map(({ code }) => code)
  return {
    tables: (report?.applications ?? []).map((one) => {
      const figure = figureAt(one, { row: 'received', column: 'total' })
      return [one.instance, one.scope, figure?.value, figure?.confidence]
    }),
    otherYears: codes.filter((code) => code === 'locate/other-year').length,
  }
}

test('each copy has its head, its caption and its figures; that of the year before is told', async () => {
  expect(await read('<p>2022年度</p>', table(7), '<p>2023年度</p>', table(9))).toEqual({
    tables: [
      [0, '2022年度', 7, 1],
      [1, '2023年度', 9, 1],
    ],
    otherYears: 1,
  })
  expect(await read(table(9))).toEqual({ tables: [[0, null, 9, 1]], otherYears: 0 })
})
