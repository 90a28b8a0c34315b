/** A table that a tool has run together in one paragraph: behind a label may stand figures of other rows. */

import { expect, test } from 'vitest'
import { cellsOf, readReport } from '../../dist/index.js'

const labels = [
  '一、本年新收政府信息公开申请数量',
  '二、上年结转政府信息公开申请数量',
  '（一）予以公开',
  '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
  '1.属于国家秘密',
  '2.其他法律行政法规禁止公开',
  '（七）总计',
  '四、结转下年度继续办理',
]
const columns = '申请人情况 自然人 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计'

/** What is given for certain of two rows. */
async function read(figures: readonly string[]) {
  const words = [columns, ...labels.flatMap((label, i) => [label, figures[i] ?? ''])].join(' ').split(' ')
  const page = `<doc><p>云屏市财政局2023年政府信息公开工作年度报告</p><p>一、总体情况</p><p>三、收到和处理政府信息公开申请情况</p>
<page>${words.map((word) => `<word>${word}</word>`).join('\n')}</page><p>五、存在的主要问题及改进情况</p><p>无。</p></doc>`
  const { report } = await readReport(new TextEncoder().encode(`<html><body>${page}</body></html>`))
  const cells = report ? [...cellsOf(report)] : []
  return ['received', 'grantedInFull'].map((row) =>
    cells
      .filter((cell) => cell.table === 'applications' && cell.row === row)
      .map(({ figure }) => (figure.confidence >= 0.95 ? figure.value : null)),
  )
}

const whole = ['9 1 0 0 0 0 10', '1 0 0 0 0 0 1', '5 1 0 0 0 0 6', '3 0 0 0 0 0 3', '1 0 0 0 0 0 1', '0 0 0 0 0 0 0']
const end = ['9 1 0 0 0 0 10', '1 0 0 0 0 0 1']

test('rows that add up are given', async () => {
  expect(await read([...whole, ...end])).toEqual([
    [9, 1, 0, 0, 0, 0, 10],
    [5, 1, 0, 0, 0, 0, 6],
  ])
})

test('as many figures as the form has columns are no row where they do not add up', async () => {
  const torn = [...whole, ...end]
  torn[2] = '5 1 6 26 2 46 35'
  torn[3] = ''
  const [received, granted] = await read(torn)
  expect(received).toEqual([9, 1, 0, 0, 0, 0, 10])
  expect(granted).toEqual(Array(7).fill(null))
})
