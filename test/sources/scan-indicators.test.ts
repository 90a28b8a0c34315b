import { expect, test } from 'vitest'
import { indicators } from '../../src/forms/statistics.js'
import { readIndicators } from '../../src/sources/scan-indicators.js'
import type { ScanCell } from '../../src/sources/scan-reader.js'

const lines = indicators.map(({ label, aliases = [] }) => [label, ...aliases])
const read = (...texts: readonly (string | readonly [text: string, confidence: number])[]) =>
  readIndicators(
    texts.map((one, i): ScanCell => {
      const [text, confidence] = typeof one === 'string' ? [one, 0.97] : one
      return {
        frame: { x0: 0, x1: 200, top: i * 20, bottom: i * 20 + 20 },
        ink: null,
        lines: [],
        expects: 'text',
        reading: { text, confidence, alternatives: [] },
      }
    }),
    lines,
  )?.map(({ reading }) => reading?.text)

const known = ['（一）收到申请数', '1.当面申请数', '2.传真申请数', '3.网络申请数']

test('a misread label of a statistics table is the indicator that it is likest', () => {
  expect(read(...known, ['4.信国申请数', 0.3])?.at(-1)).toBe('4.信函申请数')
  expect(read(...known, ['《五)行收诉讼数量', 0.1])?.at(-1)).toBe('(五)行政诉讼数量')
})

test('a number that was misread is left out', () => {
  expect(read(...known, ['VAA)举报投诉数量', 0.3])?.at(-1)).toBe('举报投诉数量')
})

test('a label that is as like two indicators is the one of its place', () => {
  const staff = ['（三）从事政府信息公开工作人员数', '1.专职人员数'] as const
  const meetings = ['（一）召开政府信息公开工作会议或专题会议数', '（二）举办各类培训班数'] as const
  expect(read(...staff, ['2.麦职人员数', 0.3], ...meetings)?.[2]).toBe('2.兼职人员数')
})

test('what was read surely is printed so, and what is like no indicator stays', () => {
  expect(read(...known, '4.信访申请数')?.at(-1)).toBe('4.信访申请数')
  expect(read(...known, ['5.窗口咨询人次', 0.3])?.at(-1)).toBe('5.窗口咨询人次')
})

test('a grid without indicators is no statistics table', () => {
  expect(read('结果维持', '结果纠正', '其他结果', ['4.信国申请数', 0.3])).toBeUndefined()
})
