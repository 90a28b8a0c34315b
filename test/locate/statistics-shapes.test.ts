/** Statistics tables as offices and tools print them: what is a figure in them and what is not. */

import { describe, expect, test } from 'vitest'
import { type ReadResult, readReport } from '../../dist/index.js'
import { columnIds, headLabel } from '../../src/locate/statistics-columns.js'
import { joinCut } from '../../src/locate/statistics-cut.js'
import { closeBrackets, joinTorn } from '../../src/locate/statistics-torn.js'
import type { PrintedLine } from '../../src/locate/statistics-tree.js'
import type { Cell } from '../../src/types.js'

const TITLE = '青溪县2016年政府信息公开工作年度报告'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
/** A page with one table: a line a row, cells parted by `|`. */
const page = (rows: string): Promise<ReadResult> =>
  readReport(
    bytes(
      `<html><h1>${TITLE}</h1><table>${rows
        .trim()
        .split('\n')
        .map((row) => `<tr>${row.replace(/([^|]+)(?:\||$)/g, (_, cell: string) => `<td>${cell.trim()}</td>`)}</tr>`)
        .join('')}</table></html>`,
    ),
  )
const text = (lines: string): Promise<ReadResult> =>
  readReport(bytes(`${TITLE}\n政府信息公开情况统计表\n${lines.replace(/^\n| {6}/g, '').replaceAll('|', '\t')}\n`))
const figures = ({ report }: ReadResult): string[] =>
  (report?.statistics ?? []).flatMap(({ lines, figures: all }) =>
    lines.flatMap(({ row, unit }) =>
      Object.entries(all[row] ?? {}).flatMap(([column, { value, state }]) =>
        state === 'absent' ? [] : [`${row} ${column} ${value ?? state} ${unit}`],
      ),
    ),
  )
const columns = ({ report }: ReadResult): (string | undefined)[] =>
  report?.statistics[0]?.columns.map(({ id }) => id) ?? []

describe('which column is which', () => {
  const cell = (text: string, col: number, colSpan: number): Cell => ({
    row: 0,
    col,
    rowSpan: 1,
    colSpan,
    text,
    lines: [text],
    place: null,
  })
  test('labels that alignment has joined over several columns', () => {
    const head = cell('单位 2016年度 历年累计', 2, 2)
    expect([2, 3].map((c) => headLabel(head, c, 2))).toEqual(['2016年度', '历年累计'])
    expect(headLabel(cell('2016 年度', 2, 1), 2, 2)).toBe('2016年度')
  })
  test('labels that say the same of several tell none of them', () => {
    const ids = (...labels: string[]): string[] => columnIds(labels).map(({ id }) => id)
    expect(ids('本年 历年累计', '本年 历年累计')).toEqual(['column.1', 'column.2'])
    expect(ids('2016年度', '历年累计')).toEqual(['current', 'cumulative'])
    expect(ids('本期实际', '本年累计')).toEqual(['column.1', 'current'])
    expect(ids('本年累计', '历年累计')).toEqual(['current', 'cumulative'])
  })
})

describe('what is no figure', () => {
  test('codes of the lines, under a header or without one', async () => {
    const lines = ['收到申请数', '当面申请数', '传真申请数', '网络申请数', '信函申请数', '申请办结数', '按时办结数']
    const row = (label: string, i: number): string => `${label} | 件 | 0${i + 1} | ${i * 7}`
    const want = lines.map((_, i) => `${i * 7}`)
    for (const head of ['指标名称 | 计量单位 | 代码 | 本年', '指标名称 | 计量单位 | 项 | 本年']) {
      const found = await page([head, ...lines.map(row)].join('\n'))
      expect(columns(found)).toEqual(['current'])
      expect(figures(found).map((line) => line.split(' ')[2])).toEqual(want)
    }
  })
  test('figures that count on for a few lines only are figures', async () => {
    const found = await page(`
      指标名称 | 单位 | 本年 | 累计
      收到申请数 | 件 | 1 | 9
      当面申请数 | 件 | 2 | 9
      传真申请数 | 件 | 3 | 9`)
    expect(columns(found)).toEqual(['current', 'cumulative'])
  })
  test('the names of the columns in a row of their own', async () => {
    const found = await page(`
      指标名称 | 计量单位 | 本年 | 累计
      甲 | 乙 | 1 | 2
      收到申请数 | 件 | 21 | 30
      当面申请数 | 件 | 4 | 9
      传真申请数 | 件 | 0 | 0`)
    expect(found.report?.statistics[0]?.lines.map(({ row }) => row)).toEqual([
      'requestsReceived',
      'requestsInPerson',
      'requestsByFax',
    ])
  })
})

describe('figures', () => {
  test('of full width', async () => {
    const found = await page(`
      指标 | 单位 | 统计数
      收到申请数 | 件 | ２１
      当面申请数 | 件 | １，００４
      传真申请数 | 件 | ０`)
    expect(figures(found)).toEqual([
      'requestsReceived current 21 件',
      'requestsInPerson current 1004 件',
      'requestsByFax current 0 件',
    ])
  })
  test('in yuan with their unit are yuan, in another unit that one', async () => {
    const found = await page(`
      指标 | 单位 | 统计数
      收取检索费总额 | 元 | 58988元
      收取复制费总额 | 元 | 58988
      收取邮寄费总额 | 元 | 2万元
      专项经费 | 万元 | 3.5 万元`)
    const money = Object.values(found.report?.statistics[0]?.figures ?? {}).map(({ current }) => [
      current?.value,
      current?.unit,
    ])
    expect(money).toEqual([
      [58988, '元'],
      [58988, '元'],
      [2, '万元'],
      [3.5, '万元'],
    ])
  })
  test('of lines that have their unit in brackets, none of them known', async () => {
    const found = await page(`
      指标 | 统计数
      公开栏更新数（次） | 12
      咨询台接待数（人次） | 3
      阅览室座位数（个） | 40`)
    expect(figures(found)).toEqual(['line.1 current 12 次', 'line.2 current 3 人次', 'line.3 current 40 个'])
  })
  test('that stand below each other in one cell, where every cell has as many lines', async () => {
    const rows = (values: string): string => `
      指标 | 单位 | 统计数
      （一）收到申请数<br>1.当面申请数<br>2.传真申请数<br>3.网络申请数 | 件<br>件<br>件<br>件 | ${values}
      （二）申请办结数 | 件 | 9
      （三）申请答复数 | 件 | 9`
    expect(figures(await page(rows('9<br>4<br>0<br>5')))).toEqual([
      'requestsReceived current 9 件',
      'requestsInPerson current 4 件',
      'requestsByFax current 0 件',
      'requestsOnline current 5 件',
      'requestsCompleted current 9 件',
      'requestsReplied current 9 件',
    ])
    expect(
      figures(await page(rows('9<br>4<br>5'))).filter((line) => /requests(?:InPerson|ByFax|Online)/.test(line)),
    ).toEqual([])
  })
})

describe('labels side by side', () => {
  test('have their figures below them', async () => {
    const found = await page(`
      收到申请数 | 当面申请数 | 传真申请数 | 网络申请数
      21 | 4 | / | 17`)
    expect(figures(found)).toEqual([
      'requestsReceived current 21 null',
      'requestsInPerson current 4 null',
      'requestsByFax current filler null',
      'requestsOnline current 17 null',
    ])
  })
  test('are none where few of them are known', async () => {
    expect(figures(await page('收到申请数 | 公开栏数 | 咨询台数 | 阅览室数\n21 | 4 | 1 | 17'))).toEqual([])
  })
})

describe('text', () => {
  test('numbers of lines are none of their figures, though one of them is lost', async () => {
    const labels = [
      '收到申请数',
      '当面申请数',
      '传真申请数',
      '网络申请数',
      '信函申请数',
      '申请办结数',
      '按时办结数',
      '延期办结数',
    ]
    const cells = labels.flatMap((label, i) => [...(i === 4 ? [] : [`${i + 1}`]), label, '件', `${i * 30}`])
    const found = await text(['序号', '指标', '单位', '统计数', ...cells].join('\n'))
    const given = figures(found).filter((line) => !/unreadable/.test(line))
    expect(given).not.toEqual([])
    for (const line of given) expect(Number(line.split(' ')[2]) % 30).toBe(0)
  })
  test('where blanks are lost a line with fewer figures than others is undecided', async () => {
    const found = await text(`
      指标 单位 区政府统计数 区直单位统计数
      收到申请数 件 21 30
      当面申请数 件 4
      传真申请数 件 7
      网络申请数 件 9
      信函申请数 件 2 5`)
    expect(figures(found).filter((line) => /InPerson|ByFax|Online/.test(line))).toEqual([
      'requestsInPerson column.1 unreadable 件',
      'requestsInPerson column.2 unreadable 件',
      'requestsByFax column.1 unreadable 件',
      'requestsByFax column.2 unreadable 件',
      'requestsOnline column.1 unreadable 件',
      'requestsOnline column.2 unreadable 件',
    ])
  })
  test('a sign for none may stand before the unit', async () => {
    const found = await text('指标\n统计数\n单位\n收到申请数\n21\n件\n当面申请数\n/\n件\n传真申请数\n4\n件')
    expect(figures(found)).toEqual([
      'requestsReceived current 21 件',
      'requestsInPerson current filler 件',
      'requestsByFax current 4 件',
    ])
  })
  test('columns that stand one behind the other are not read as lines', async () => {
    const found = await text('收到申请数\n当面申请数\n条\n3\n条\n2\n传真申请数\n件\n件\n5\n件\n0\n件\n1')
    expect(figures(found).filter((line) => !/unreadable/.test(line) && /^line/.test(line))).toEqual([])
  })
})

const cell = (value: string): Cell => ({
  row: 0,
  col: 0,
  rowSpan: 1,
  colSpan: 1,
  text: value,
  lines: [value],
  place: null,
})
const line = (label: string, unit: string | null = null, value: string | null = null): PrintedLine => ({
  label,
  number: null,
  unit,
  group: null,
  place: null,
  page: null,
  cells: [value === null ? null : cell(value)],
})
const shown = ({ label, unit, cells }: PrintedLine): string => [label, unit ?? '', cells[0]?.text ?? ''].join('|')

describe('labels on several lines', () => {
  test('are put together where they are known, or where the lines around have numbers', () => {
    const lines = [
      line('（一）主动公'),
      line('开政府信息数', '条', '7'),
      line('其中：主动公开', '条', '5'),
      line('规范性文件数'),
      line('1.公开栏', '次', '3'),
      line('更新数'),
      line('2.咨询台数', '个', '1'),
    ]
    expect(joinTorn(lines).map(shown)).toEqual([
      '（一）主动公开政府信息数|条|7',
      '其中：主动公开规范性文件数|条|5',
      '1.公开栏更新数|次|3',
      '2.咨询台数|个|1',
    ])
  })
  test('are not where a line has no number and is not known', () => {
    const lines = [line('公开栏', '次', '3'), line('工作机构'), line('咨询台数', '个', '1')]
    expect(joinTorn(lines).map(shown)).toEqual(lines.map(shown))
  })
  test('其中 on a line of its own belongs to the first of the parts', () => {
    const lines = [
      line('3.不予公开数', '条', '5'),
      line('其中：'),
      line('（1）信息不存在数', '条', '3'),
      line('（2）其他', '条', '2'),
    ]
    expect(joinTorn(lines).map(shown)).toEqual(['3.不予公开数|条|5', '其中：（1）信息不存在数|条|3', '（2）其他|条|2'])
    expect(joinTorn([line('公开数', '条', '3'), line('其中：', '条', '2'), line('公报数', '条', '1')]).length).toBe(3)
  })
  test('cut by a page end: the rest has no figures, or both are one known label', () => {
    expect(joinCut(line('其中：主动公开', '条', '5'), line('规范性文件数', null, ''))).toMatchObject({
      label: '其中：主动公开规范性文件数',
    })
    expect(joinCut(line('3.网络', null, ''), line('申请数', '件', '6'))).toMatchObject({
      label: '3.网络申请数',
      unit: '件',
    })
    // The number has stayed behind, with unit and figure.
    expect(joinCut(line('4.', '件', '2'), line('信函申请数', null, ''))).toMatchObject({
      label: '4.信函申请数',
      unit: '件',
    })
    expect(joinCut(line('4.', '件', '2'), line('信函申请数', '件', '3'))).toBeNull()
    expect(joinCut(line('收到申请数', '件', '6'), line('工作机构', null, ''))).toBeNull()
    expect(joinCut(line('公开栏数', '个', '6'), line('（二）咨询台数', '个', '1'))).toBeNull()
    expect(joinCut(line('公开栏数', '个', '6'), line('咨询台数', '个', '1'))).toBeNull()
  })
  test('digits in brackets are no figures', () => {
    const rows = closeBrackets([
      [cell('主动公开政府信息数（同一信息计'), cell('1'), cell('条）'), cell('条'), cell('94')],
      [cell('收到申请数'), cell('件'), cell('3')],
    ])
    expect(rows.map((row) => row.map((one) => one.text))).toEqual([
      ['主动公开政府信息数（同一信息计1条）', '条', '94'],
      ['收到申请数', '件', '3'],
    ])
  })
})
