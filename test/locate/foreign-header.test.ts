import { expect, test } from 'vitest'
import { readReport } from '../../src/read.js'

const cells = (tag: string, texts: readonly (string | number)[]): string =>
  `<tr>${texts.map((text) => `<${tag}>${text}</${tag}>`).join('')}</tr>`

/** Requests of several years side by side, then table 三 in its short form. */
async function read(header: readonly string[]) {
  const figures = (first: number) => header.slice(1).map((_, i) => first + i)
  const page = `<h1>云屏市财政局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>两年情况如下。</p><table>
${cells('td', header)}
${cells('td', ['本年新收政府信息公开申请数量', ...figures(11)])}
${cells('td', ['上年结转政府信息公开申请数量', ...figures(21)])}
${cells('td', ['予以公开', ...figures(31)])}
${cells('td', ['总计', ...figures(41)])}</table>
<p>三、收到和处理政府信息公开申请情况</p><table>
${cells('td', ['申请人情况', '自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'])}
${cells('td', ['一、本年新收政府信息公开申请数量', 7, 1, 0, 0, 0, 0, 8])}
${cells('td', ['二、上年结转政府信息公开申请数量', 1, 0, 0, 0, 0, 0, 1])}
${cells('td', ['（七）总计', 8, 1, 0, 0, 0, 0, 9])}
${cells('td', ['四、结转下年度继续办理', 0, 0, 0, 0, 0, 0, 0])}</table>`
  const { report } = await readReport(new TextEncoder().encode(page))
  return report?.applications.map(({ received }) => [received.naturalPerson.value, received.total.value])
}

test('rows of the form below years are no copy of the table', async () => {
  expect(await read(['项目', '2022年', '2023年', '增减'])).toEqual([[7, 8]])
  expect(await read(['项目', '上年数', '本年数'])).toEqual([[7, 8]])
})

test('below labels of the form they are', async () => {
  expect(await read(['项目', '自然人', '总计'])).toEqual([
    [11, 12],
    [7, 8],
  ])
})
