/** Statistics tables as text tools leave them: the same lines in every form. */

import { describe, expect, test } from 'vitest'
import { readReport, type StatisticsTable } from '../../dist/index.js'
import { indicators } from '../../src/forms/statistics.js'

const rowsOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))

/** Two columns of values, as in Fujian. */
const provincial = rowsOf(`
  指标名称 | 计量单位 | 2015年度 | 历年累计
  主动公开文件数 | 条 | 2949 | 81916
  其中：1、政府网站公开数 | 条 | 2940 | 81000
  2、政府公报公开数 | 条 | 9 | 916
  受理依申请公开信息总数 | 条 | 17 | 120
  其中：1、当面申请数 | 条 | 5 | 40
  2、网上申请数 | 条 | 12 | 60
  3、信函、传真申请数 | 条 | 0 | 20
  政府信息公开收费减免金额 | 元 | 0 | 0
  行政复议数 | 件 | 0 | 3
  行政诉讼数 | 件 | 1 | 1`)

/** One column, with headings that have neither unit nor value. */
const national = rowsOf(`
  统计指标 | 单位 | 统计数
  一、主动公开情况 | —— | ——
  （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 812
  其中：主动公开规范性文件数 | 条 | 14
  制发规范性文件总数 | 件 | 16
  三、依申请公开情况 | —— | ——
  （一）收到申请数 | 件 | 21
  1.当面申请数 | 件 | 4
  2.传真申请数 | 件 | 0
  四、行政复议数量 | 件 | 3
  （一）维持具体行政行为数 | 件 | 1
  （二）被依法纠错数 | 件 | 0
  七、依申请公开信息收取的费用 | 万元 | 0.35`)

const numbered = provincial.map((row, i) => [i === 0 ? '序号' : String(i), ...row])

const wide = (text: string): number => [...text].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 0)

const forms: Readonly<Record<string, (rows: readonly (readonly string[])[]) => string>> = {
  tabs: (rows) => rows.map((row) => row.join('\t')).join('\n'),
  bars: (rows) => rows.map((row) => `${row.join(' | ')} |`).join('\n'),
  markdown: ([head = [], ...rows]) =>
    [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join(
      '\n',
    ),
  'rows parted by spaces': (rows) => rows.map((row) => row.join(' ')).join('\n'),
  'a cell a line': (rows) => rows.map((row) => row.join('\n')).join('\n'),
  'a cell a line, with gaps': (rows) => rows.map((row) => row.join('\n\n')).join('\n\n'),
  'all on one line': (rows) => rows.map((row) => row.join(' ')).join(' '),
  csv: (rows) => rows.map((row) => row.join(',')).join('\n'),
  layout: (rows) => {
    const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => wide(row[i] ?? ''))) + 3)
    return rows
      .map((row) =>
        row
          .map((text, i) => text + ' '.repeat((widths[i] ?? 0) - wide(text)))
          .join('')
          .trimEnd(),
      )
      .join('\n')
  },
}

async function read(body: string): Promise<StatisticsTable | undefined> {
  const text = [
    '平湖县人民政府2015年政府信息公开工作年度报告',
    '一、概述',
    '根据条例规定，编制完成了本报告，现向社会公布，欢迎监督。',
    '七、平湖县政府信息公开情况统计表',
    body,
  ].join('\n\n')
  const { report } = await readReport(new TextEncoder().encode(`${text}\n`))
  return report?.statistics[0]
}

/** Label, unit and values of every line. */
const linesOf = (table: StatisticsTable | undefined): (string | number | null | undefined)[][] =>
  (table?.lines ?? []).map(({ row, label, unit }) => [
    label,
    unit,
    ...(table?.columns ?? []).map(({ id }) => table?.figures[row]?.[id]?.value),
  ])

const printed = (rows: readonly (readonly string[])[], label: number): (string | number | null | undefined)[][] =>
  rows
    .slice(1)
    .map((row) => [
      row[label],
      /^\p{Script=Han}+$/u.test(row[label + 1] ?? '') ? row[label + 1] : null,
      ...row.slice(label + 2).map((text) => (/^\d/.test(text) ? Number(text) : null)),
    ])

describe.each(Object.keys(forms))('%s', (form) => {
  const make = forms[form] as (rows: readonly (readonly string[])[]) => string
  test('two columns of values', async () => {
    const table = await read(make(provincial))
    expect(table?.columns.map(({ id }) => id)).toEqual(['current', 'cumulative'])
    expect(linesOf(table)).toEqual(printed(provincial, 0))
  })
  test('headings without values', async () => {
    const table = await read(make(national))
    expect(table?.columns).toEqual([{ id: 'current', label: '统计数' }])
    expect(linesOf(table)).toEqual(printed(national, 0))
  })
  test('a column of numbers', async () => {
    const table = await read(make(numbered))
    expect(table?.columns.map(({ id }) => id)).toEqual(['current', 'cumulative'])
    expect(linesOf(table)).toEqual(printed(numbered, 1))
  })
})

/** One column and nothing but figures: units elsewhere, or nowhere. */
const requests = rowsOf(`
  统计指标 | 单位 | 统计数
  （一）收到申请数 | 件 | 21
  1.当面申请数 | 件 | 4
  2.传真申请数 | 件 | 0
  3.网络申请数 | 件 | 15
  4.信函申请数 | 件 | 2
  七、依申请公开信息收取的费用 | 万元 | 0.35`)

describe.each(Object.keys(forms))('%s: one column', (form) => {
  const make = forms[form] as (rows: readonly (readonly string[])[]) => string
  // Without line ends it is the unit before each figure that tells a table from a sentence; two columns with commas may be anything.
  if (form !== 'all on one line')
    test('units behind the figures', async () => {
      const table = await read(make(requests.map(([label = '', unit = '', value = '']) => [label, value, unit])))
      expect(linesOf(table)).toEqual(printed(requests, 0))
    })
  test('figures with their units', async () => {
    const full = requests.map(([label = '', unit = '', value = ''], i) => [label, unit, i > 0 ? value + unit : value])
    expect(linesOf(await read(make(full)))).toEqual(printed(requests, 0))
  })
  if (form !== 'all on one line' && form !== 'csv')
    test('units in the labels', async () => {
      const inside = requests.map(([label = '', unit = '', value = ''], i) => [
        i > 0 ? `${label}（${unit}）` : label,
        value,
      ])
      expect(linesOf(await read(make(inside)))).toEqual(printed(requests, 0))
    })
  test('a header that is printed again', async () => {
    const again = [...requests.slice(0, 4), ...requests.slice(0, 1), ...requests.slice(4)]
    expect(linesOf(await read(make(again)))).toEqual(printed(requests, 0))
  })
})

describe('column by column: labels first, then units with figures', () => {
  const block = (rows: readonly (readonly string[])[]): string =>
    [
      ...rows.map(([label]) => label),
      '',
      ...rows.map(([, unit, value]) => (value === '——' ? '——' : `${unit} ${value}`)),
    ].join('\n')

  test('the n-th pair is that of the n-th label, where units and headings say so', async () => {
    expect(linesOf(await read(block(national)))).toEqual(printed(national, 0))
  })
  test('a pair less, or another unit, and all are undecided', async () => {
    const less = block(national).replace('件 21\n', '')
    const other = block(national).replace('件 21\n', '条 21\n')
    for (const text of [less, other]) {
      const table = await read(text)
      const states = Object.values(table?.figures ?? {}).flatMap((row) => Object.values(row).map(({ state }) => state))
      expect(new Set(states)).toEqual(new Set(['unreadable']))
    }
  })
})

test('a line that lacks a value where blanks leave nothing is undecided', async () => {
  const short = provincial.map((row) => (row[0] === '行政复议数' ? ['行政复议数', '件', '3'] : row))
  const table = await read(short.map((row) => row.join(' ')).join('\n'))
  const figures = table?.figures[table.lines.find(({ label }) => label === '行政复议数')?.row ?? '']
  expect(figures?.current).toMatchObject({ value: null, state: 'unreadable', raw: '3' })
  expect(figures?.cumulative).toMatchObject({ value: null, state: 'unreadable' })
})

test('a line that lacks its last value where blanks keep their place', async () => {
  const short = provincial.map((row) => (row[0] === '行政复议数' ? ['行政复议数', '件', '', '3'] : row))
  const table = await read(short.map((row) => row.join('\t')).join('\n'))
  const figures = table?.figures[table.lines.find(({ label }) => label === '行政复议数')?.row ?? '']
  expect(figures?.current).toMatchObject({ value: null, state: 'blank' })
  expect(figures?.cumulative).toMatchObject({ value: 3 })
})

test('sentences with units are no table', async () => {
  const table = await read('全年收到申请 17 件，其中当面申请 5 件，网上申请 12 件，均按期答复。')
  expect(table).toBeUndefined()
})

test('labels of the columns that stand behind the first line of the table', async () => {
  const text = `青溪县2016年政府信息公开工作年度报告

附件：政府信息公开情况统计表
统计指标

单位

一、依申请公开情况

——

2016年度

历年累计

（一）收到申请数

件

12

40

1.当面申请数

件

5

21

2.网络申请数

件

7

19
`
  const { report } = await readReport(new TextEncoder().encode(text))
  const [table] = report?.statistics ?? []
  expect(table?.columns).toEqual([
    { id: 'current', label: '2016年度' },
    { id: 'cumulative', label: '历年累计' },
  ])
  expect(table?.lines[0]?.label).toBe('一、依申请公开情况')
  expect(table?.figures.requestsReceived).toMatchObject({ current: { value: 12 }, cumulative: { value: 40 } })
})

test('a table whose labels stand in the text, and no figure that could be told to be of one, is said to be missing', async () => {
  const labels = indicators.slice(0, 20).map(({ label }) => label)
  const codes = async (lines: readonly string[]): Promise<string[]> => {
    const text = `青溪县2016年政府信息公开工作年度报告\n一、概述\n工作平稳。\n附件：政府信息公开情况统计表\n${lines.join('\n')}\n`
    const { report, findings } = await readReport(new TextEncoder().encode(text))
    expect(report?.statistics).toEqual([])
    return findings.map(({ code }) => code)
  }
  expect(await codes(labels)).toContain('locate/table-missing')
  expect(await codes(['见附件。'])).not.toContain('locate/table-missing')
})
