import { expect, test } from 'vitest'
import { readReport } from '../../src/read.js'
import { figureAt } from '../../src/report/cells.js'

const row = (label: string, span: number, cells: readonly (string | number)[]): string =>
  `<tr><td colspan="${span}">${label}</td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`

/** The natural persons, businesses and total of two rows: one below the header, one of a table joined to it with columns of its own. */
async function read(figures: readonly (string | number)[]) {
  const page = `<h1>云屏市财政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>
<tr><td colspan="3" rowspan="3"></td><td colspan="9">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2" colspan="3">总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
${row('一、本年新收政府信息公开申请数量', 3, [7, 1, 0, 0, 0, 0])}`.replace(/<\/tr>$/, '<td colspan="3">8</td></tr>')
  const rest = `${row('二、上年结转政府信息公开申请数量', 3, [1, 0, 0, 0, 0, 0]).replace(/<\/tr>$/, '<td colspan="3">1</td></tr>')}
${row('（七）总计', 5, figures)}
${row('四、结转下年度继续办理', 5, figures)}</table>`
  const { report } = await readReport(new TextEncoder().encode(page + rest))
  const [table] = report?.applications ?? []
  const at = (name: string, column: string) => table && figureAt(table, { row: name, column })
  return ['naturalPerson', 'business', 'total'].map((column) => ({
    above: at('received', column)?.value,
    adrift: at('totalProcessed', column),
  }))
}

test('a full row whose label reaches below the header of figures is read by the order of its figures', async () => {
  const cells = await read([6, 1, 0, 0, 0, 0, 7])
  expect(cells.map(({ above }) => above)).toEqual([7, 1, 8])
  expect(cells.map(({ adrift }) => adrift?.value)).toEqual([6, 1, 7])
})

test('where such a row lacks figures, none of them is given', async () => {
  const cells = await read([6, '', '', '', '', '', 7])
  expect(cells.map(({ above }) => above)).toEqual([7, 1, 8])
  expect(cells.map(({ adrift }) => adrift?.state)).toEqual(['unreadable', 'unreadable', 'unreadable'])
})
