/** Tables written as lists: a label and its figure a line. */

import { describe, expect, test } from 'vitest'
import { cellsOf, type Figure, readReport } from '../../dist/index.js'

const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const ids = ['naturalPerson', 'business', 'researchInstitution', 'publicInterestOrganization']
ids.push('legalServiceOrganization', 'otherOrganization', 'total')
const rows: readonly (readonly [string, string, readonly string[]])[] = [
  ['received', '一、本年新收政府信息公开申请数量', ['12', '3', '0', '0', '1', '0', '16']],
  ['broughtForward', '二、上年结转政府信息公开申请数量', ['0', '0', '0', '0', '0', '0', '0']],
  ['grantedInFull', '（一）予以公开', ['9', '2', '0', '0', '0', '0', '11']],
  ['unableToProvide.notHeld', '1.本机关不掌握相关政府信息', ['3', '1', '0', '0', '1', '0', '5']],
  ['totalProcessed', '（七）总计', ['12', '3', '0', '0', '1', '0', '16']],
]
const results = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
const outcomes = ['upheld', 'corrected', 'otherOutcome', 'pending', 'total']
const kinds: readonly (readonly [string, string, readonly string[]])[] = [
  ['reconsideration', '行政复议', ['2', '0', '1', '0', '3']],
  ['litigation.direct', '未经复议直接起诉', ['1', '0', '0', '4', '5']],
  ['litigation.afterReconsideration', '复议后起诉', ['0', '6', '0', '0', '6']],
]

const report = (three: string, four: string): string =>
  `云屏市财政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n公开各类信息。\n\n三、收到和处理政府信息公开申请情况\n\n${three}\n\n四、政府信息公开行政复议、行政诉讼情况\n\n${four}\n\n五、存在的主要问题及改进情况\n\n无。\n`

async function read(text: string): Promise<Map<string, Figure>> {
  const { report: found } = await readReport(new TextEncoder().encode(text))
  return new Map(
    [...(found ? cellsOf(found) : [])].map((cell) => [`${cell.table}.${cell.row}.${cell.column}`, cell.figure]),
  )
}

type Line = (label: string, figure: string) => string
const lists: Readonly<Record<string, { head: (label: string) => string; line: Line }>> = {
  'bullets and full-width colons': {
    head: (label) => `- ${label}`,
    line: (label, figure) => `  - ${label}：${figure}`,
  },
  'stars and colons with a space': {
    head: (label) => `* ${label}`,
    line: (label, figure) => `  * ${label}: ${figure}`,
  },
  'units and stops': { head: (label) => label, line: (label, figure) => `${label}：${figure}件；` },
}

describe.each(Object.entries(lists))('%s', (_name, { head, line }) => {
  const of = (all: typeof rows, labels: readonly string[], form: Line = line): string =>
    all
      .map(([, label, values]) => [head(label), ...labels.map((one, i) => form(one, values[i] ?? ''))].join('\n'))
      .join('\n')

  test('every figure comes back', async () => {
    const given = await read(report(of(rows, columns), of(kinds, results)))
    for (const [id, , values] of rows)
      expect([id, ...ids.map((column) => given.get(`applications.${id}.${column}`)?.value)]).toEqual([
        id,
        ...values.map(Number),
      ])
    for (const [id, , values] of kinds)
      expect([id, ...outcomes.map((column) => given.get(`disputes.${id}.${column}`)?.value)]).toEqual([
        id,
        ...values.map(Number),
      ])
  })

  test('a line that is missing moves no figure', async () => {
    const cut = of(rows, columns)
      .split('\n')
      .filter((_, i) => i !== 3)
      .join('\n')
    const given = await read(report(cut, of(kinds, results)))
    for (const [c, column] of ids.entries()) {
      const value = given.get(`applications.received.${column}`)?.value ?? null
      expect([null, Number(rows[0]?.[2][c])]).toContain(value)
    }
    expect(given.get('applications.grantedInFull.naturalPerson')?.value).toBe(9)
  })

  test('columns in another order are not read in that of the form', async () => {
    const turned = [...columns].reverse()
    const own = rows.map(([id, label, values]) => [id, label, [...values].reverse()] as const)
    const given = await read(report(of(own, turned), of(kinds, results)))
    for (const [id, , values] of rows)
      for (const [c, column] of ids.entries())
        expect([null, Number(values[c])]).toContain(given.get(`applications.${id}.${column}`)?.value ?? null)
  })
})

test('a list of other figures stays the text of its section', async () => {
  const lines = ['政府网站公开：12条', '政务微信公开：30条', '政务微博公开：5条', '新闻发布会：2次', '在线访谈：1次']
  lines.push('政策解读：8篇', '回应热点：3次', '咨询电话：120次', '现场接待：40人')
  const text = `云屏市财政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n${lines.join('\n')}\n\n五、存在的主要问题及改进情况\n\n无。\n\n六、其他需要报告的事项\n\n无。\n`
  const { report: found } = await readReport(new TextEncoder().encode(text))
  expect(found?.sections[0]?.text).toContain('政务微信公开：30条')
})
