/** Tables without lines: figures on a line of their own, between two rows. */

import { expect, test } from 'vitest'
import { locateTables } from '../../src/locate/tables.js'
import { optionsSchema } from '../../src/options.js'
import type { Cell } from '../../src/types.js'
import { gridOf } from '../helpers/draw.js'

const HEADER = ['', '自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
type Row = readonly [top: number, ...texts: readonly string[]]

/** The tables in cells that were told apart by alignment. */
function tablesOf(cells: readonly Cell[], rows: number, cols: number) {
  const grid = gridOf(cells, 'stream', rows, cols)
  return locateTables([grid], optionsSchema.parse({}).similarity).tables
}

/** What is given for certain of a column of a row, the lines standing at these heights. */
function read(rows: readonly Row[]) {
  const all: readonly Row[] = [[100, ...HEADER], ...rows]
  const cells = all.flatMap(([top, ...texts], row) =>
    texts.map((text, col): Cell => {
      const box = [col * 50, top, col * 50 + 20, top + 10] as const
      return { row, col, rowSpan: 1, colSpan: 1, text, lines: text ? [text] : [], place: { page: 1, box: [...box] } }
    }),
  )
  const [table] = tablesOf(cells, all.length, HEADER.length)
  return (row: string, column: string): string | null => {
    const cell = table?.cells.find((one) => one.row === row && one.column === column)
    return !cell || cell.shared || cell.cells.length !== 1 ? null : (cell.cells[0]?.text ?? null)
  }
}

const before: readonly Row[] = [
  [120, '一、本年新收政府信息公开申请数量', '9', '7', '0', '0', '0', '1', '17'],
  [140, '二、上年结转政府信息公开申请数量', '2', '3', '0', '0', '0', '0', '5'],
]
const after: readonly Row[] = [[200, '四、结转下年度继续办理', '1', '0', '0', '0', '0', '0', '1']]
const between = (top: number, label = ''): readonly Row[] => [
  ...before,
  [160, '（一）予以公开', '5', '4', '0', '0', '0', '1', '10'],
  [top, label, '', '69', '', '', '', '', '69'],
  [180, '（二）部分公开', '3', '0', '1', '0', '0', '2', '6'],
  ...after,
]

test('half way between two rows they may be of either', () => {
  const at = read(between(170))
  expect(['business', 'total'].map((column) => at('grantedInFull', column))).toEqual([null, null])
  expect(['business', 'total'].map((column) => at('grantedInPart', column))).toEqual([null, null])
  expect(['grantedInFull', 'grantedInPart'].map((row) => at(row, 'naturalPerson'))).toEqual(['5', '3'])
  expect(at('carriedForward', 'total')).toBe('1')
})

test('nearer to the row below they are of that one', () => {
  const at = read(between(175))
  expect(['business', 'total'].map((column) => at('grantedInFull', column))).toEqual(['4', '10'])
  expect(['business', 'total'].map((column) => at('grantedInPart', column))).toEqual([null, null])
})

test('nearer to the row above they leave the one below', () => {
  const at = read(between(165))
  expect(['business', 'total'].map((column) => at('grantedInFull', column))).toEqual([null, null])
  expect(['business', 'total'].map((column) => at('grantedInPart', column))).toEqual(['0', '6'])
})

test('a line of the label of a group beside them is none of their own; a numbered label is', () => {
  const group = read(between(175, '（三）不'))
  expect(group('grantedInPart', 'business')).toBeNull()
  expect(read(between(175, '（三）'))('grantedInPart', 'business')).toBeNull()
  const own = read(between(175, '（九）另行办理的申请'))
  expect(own('grantedInPart', 'business')).toBe('0')
})

test('figures below no header are not absent', () => {
  const rows = [...before, ...after].map(([, ...texts]) => texts)
  const cells = rows.flatMap((texts, row) =>
    [texts[0], texts[1], texts[7]].map(
      (text = '', col): Cell => ({ row, col, rowSpan: 1, colSpan: 1, text, lines: [text], place: null }),
    ),
  )
  const [table] = tablesOf(cells, rows.length, 3)
  const received = table?.cells.filter(({ row }) => row === 'received') ?? []
  expect(received.map(({ cells: own, unplaced, shared }) => (own.length > 0 ? shared : unplaced))).toEqual(
    Array(7).fill(true),
  )
  const lost = table?.cells.filter(({ row }) => row === 'grantedInFull') ?? []
  expect(lost.map(({ unplaced }) => unplaced)).toEqual(Array(7).fill(undefined))
})

test('from figures that found no row to a row that has none, all may have moved', () => {
  const rows = (loose: Row | null): readonly Row[] => [
    ...before,
    [160, '（一）予以公开', '5', '4', '0', '0', '0', '1', '10'],
    [180, '（二）部分公开', '', '', '', '', '', '', ''],
    [200, '1.属于国家秘密', '3', '0', '1', '0', '0', '2', '6'],
    [220, '2.其他法律行政法规禁止公开', '1', '0', '0', '0', '0', '0', '1'],
    ...(loose ? [loose] : []),
    [260, '（七）总计', '9', '4', '1', '0', '0', '3', '17'],
    [280, '四、结转下年度继续办理', '1', '0', '0', '0', '0', '0', '1'],
  ]
  const moved = read(rows([240, '妥善处理的其余事宜', '7', '0', '2', '0', '0', '0', '9']))
  expect(['withheld.stateSecrets', 'withheld.prohibitedByLaw'].map((row) => moved(row, 'total'))).toEqual([null, null])
  expect(['grantedInFull', 'carriedForward'].map((row) => moved(row, 'total'))).toEqual(['10', '1'])
  const whole = read(rows(null))
  expect(['withheld.stateSecrets', 'withheld.prohibitedByLaw'].map((row) => whole(row, 'total'))).toEqual(['6', '1'])
})
