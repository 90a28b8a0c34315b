/** What in a text makes the place of a figure doubtful: labels in another order, rows that run on, labels that are lost. */

import { describe, expect, test } from 'vitest'
import { cellsOf, type Figure, readReport } from '../../dist/index.js'

async function read(section: string, text: string): Promise<Map<string, Figure>> {
  const whole = `青山县人民政府2023年政府信息公开工作年度报告\n\n${section}\n\n${text}\n\n五、存在的主要问题及改进情况\n\n无。\n`
  const { report } = await readReport(new TextEncoder().encode(whole))
  const found = new Map<string, Figure>()
  if (report)
    for (const { table, row, column, figure } of cellsOf(report)) found.set(`${table}.${row}.${column}`, figure)
  return found
}
const [second, third, fourth] = [
  '二、主动公开政府信息情况',
  '三、收到和处理政府信息公开申请情况',
  '四、政府信息公开行政复议、行政诉讼情况',
]
const isSure = (figure: Figure | undefined): boolean =>
  figure !== undefined && figure.state !== 'unreadable' && figure.confidence >= 0.95

describe('labels of columns in another order than the form', () => {
  test('table 四 from right to left is not read from left to right', async () => {
    const leaves = ['总计', '尚未审结', '其他结果', '结果纠正', '结果维持']
    const head = ['复议后起诉', '未经复议直接起诉', '行政复议'].join(' ')
    const text = `${head}\n${[...leaves, ...leaves, ...leaves].join(' ')}\n5 0 0 0 5 2 0 0 0 2 9 0 0 0 9`
    const found = await read(fourth ?? '', text)
    for (const [name, figure] of found) expect([name, isSure(figure)]).toEqual([name, false])
  })

  test('a header on one line has its upper labels first', async () => {
    const head = '申请人情况 自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他'
    const rows = [
      '一、本年新收政府信息公开申请数量 3 1 0 0 0 0 4',
      '（一）予以公开 3 1 0 0 0 0 4',
      '（七）总计 3 1 0 0 0 0 4',
    ]
    const found = await read(third ?? '', [head, ...rows].join('\n'))
    expect(found.get('applications.received.business')).toMatchObject({ value: 1, confidence: 1 })
  })
})

test('a label that is not known may be that of the column that seems to be missing', async () => {
  const head = '自然人 商业企业 科研机构 社会公益组织 法律服务机构 真他 总计'
  const rows = [
    '一、本年新收政府信息公开申请数量 7 2 2 4 8 23',
    '（一）予以公开 7 2 2 4 8 23',
    '（七）总计 7 2 2 4 8 23',
  ]
  const found = await read(third ?? '', [head, ...rows].join('\n'))
  expect(isSure(found.get('applications.received.business'))).toBe(false)
})

describe('table 二, which has no sums', () => {
  test('a figure without a label behind a row: it may be that of the row before', async () => {
    const found = await read(second ?? '', '信息内容 本年处理决定数量\n行政处罚\n行政强制 7344\n247')
    expect(isSure(found.get('proactiveDisclosure.coerciveMeasures.decisions'))).toBe(false)
  })

  test('the figures of a row whose label is lost, behind the one before', async () => {
    const cells = ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数', '规章', '13', '5', '147']
    const rest = ['信息内容', '本年处理决定数量', '行政许可', '88']
    const found = await read(second ?? '', [...cells, ...rest].join('\n'))
    expect(isSure(found.get('proactiveDisclosure.governmentRules.issued'))).toBe(false)
    const whole = [...cells.slice(0, 4), '规章', '0', '0', '0', '行政规范性文件', '13', '5', '147', ...rest]
    const all = await read(second ?? '', whole.join('\n'))
    expect(all.get('proactiveDisclosure.normativeDocuments.issued')?.value).toBe(13)
  })
})

test('3.其他 of one form is not （六）其他处理 of the other', async () => {
  const rows = [
    '一、本年新收政府信息公开申请数量 3 1 0 0 0 0 4',
    '（一）予以公开 1 1 0 0 0 0 2',
    '3.其他 2 0 0 0 0 0 2',
  ]
  const found = await read(third ?? '', [...rows, '（七）总计 3 1 0 0 0 0 4'].join('\n'))
  expect(found.get('applications.otherHandling.naturalPerson')?.value ?? null).toBeNull()
})
