/** A remark that a narrow column breaks stays with its figure, in the row that it is printed around. */

import { expect, test } from 'vitest'
import { readReport } from '../../dist/index.js'

const page = (rows: string): string => `
                   玉泉县统计局
          2023年政府信息公开工作年度报告

     二、主动公开政府信息情况
                    第二十条第（一）项
       信息内容        本年制发件数             本年废止件数             现行有效件数
规章                     0                    0               3
${rows}
                    第二十条第（五）项
       信息内容                       本年处理决定数量
行政许可                                   12,345
                    第二十条第（六）项
       信息内容                       本年处理决定数量
行政处罚                                   6689
行政强制                                    781
`

async function documents(rows: string) {
  const { report } = await readReport(new TextEncoder().encode(page(rows)))
  const table = report?.proactiveDisclosure[0]
  return table?.form === '2021' ? table.normativeDocuments : undefined
}

test('around its row', async () => {
  const row = await documents(`                   22（其中修订16
行政规范性文件                                     7              161
                       件）`)
  expect(row).toMatchObject({
    issued: { value: 22, note: '其中修订16件' },
    repealed: { value: 7 },
    inForce: { value: 161 },
  })
})

test('a figure in the same column is not joined to what stands above and below it', async () => {
  const row = await documents(`                   （其中修订16
行政规范性文件           22                        7              161
                       件）`)
  expect(row?.issued.value === 22 || row?.issued.value === null).toBe(true)
  expect(row).toMatchObject({ repealed: { value: 7 }, inForce: { value: 161 } })
})
