/** Rows that a page end cuts through their label, with the figures overleaf. */

import { expect, test } from 'vitest'
import { locateTables } from '../../src/locate/tables.js'
import { optionsSchema } from '../../src/options.js'
import type { Cell, Grid } from '../../src/types.js'
import { gridOf } from '../helpers/draw.js'

type Row = readonly string[]
const HEAD: Row = ['', '自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const NONE = ['', '', '', '', '', '', ''] as const
const figures = ['6', '1', '0', '0', '0', '0', '7'] as const

/** The figures of the row, of a table of which the last rows stand on the second page. */
function read(row: string, first: readonly Row[], second: readonly Row[], method: Grid['method'] = 'lattice') {
  const rows = [HEAD, ['一、本年新收政府信息公开申请数量', ...figures], ...first, ...second]
  const cells = rows.flatMap((texts, r) =>
    texts.map(
      (text, col): Cell => ({ row: r, col, rowSpan: 1, colSpan: 1, text, lines: text ? [text] : [], place: null }),
    ),
  )
  const { tables } = locateTables(
    [
      gridOf(cells, method, rows.length, 8, {
        rowPages: rows.map((_, r) => (r < first.length + 2 ? 1 : 2)),
        breaks: [first.length + 2],
      }),
    ],
    optionsSchema.parse({}).similarity,
  )
  return tables[0]?.cells.filter((cell) => cell.row === row).map((cell) => cell.cells.map(({ text }) => text).join('/'))
}
const others: readonly Row[] = [
  ['（三）不予公开 1.属于国家秘密', ...NONE],
  ['四、结转下年度继续办理', ...NONE],
]

test('the first half of the label is like that of the form: the figures overleaf are of its row', () => {
  const upper = ['（二）部分公开（区分处理', ...NONE]
  const lower = ['的，只计这一情形，不计其他情形）', ...figures]
  expect(read('grantedInPart', [upper], [lower, ...others])).toEqual([...figures])
})

test('a row overleaf with a label of the form is a row of its own, and the one above it blank', () => {
  const upper = ['（一）予以公开', ...NONE]
  const lower = ['（二）部分公开（区分处理的，只计这一情形，不计其他情形）', ...figures]
  expect(read('grantedInFull', [upper], [lower, ...others])).toEqual([...NONE])
  expect(read('grantedInPart', [upper], [lower, ...others])).toEqual([...figures])
})

test('a row overleaf that is none of the form gives its figures to none', () => {
  const upper = ['（一）予以公开', ...NONE]
  expect(read('grantedInFull', [upper], [['其中网上办理', ...figures], ...others])).toEqual([...NONE])
})

test('two labels in one cell: what is left behind the first is more like another than both together', () => {
  const rows = [
    ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
    ['规章/行政规/范性文', '0', '0', '19'],
    ['行政许可', '7', '', ''],
  ]
  const cells = rows.flatMap((texts, r) =>
    texts.map((text, col): Cell => {
      const lines = text.split('/')
      return { row: r, col, rowSpan: 1, colSpan: 1, text: lines.join(''), lines, place: null }
    }),
  )
  const grid = gridOf(cells, 'lattice', 3, 4)
  const inForce = (one: Grid) =>
    locateTables([one], optionsSchema.parse({}).similarity).tables[0]?.cells.find(
      (cell) => cell.row === 'normativeDocuments' && cell.column === 'inForce',
    )
  expect(inForce(grid)).toMatchObject({ shared: true })
  const plain = cells.map((cell) =>
    cell.text.startsWith('规章') ? { ...cell, text: '行政规范性文', lines: ['行政规', '范性文'] } : cell,
  )
  expect(inForce({ ...grid, cells: plain })).toMatchObject({ shared: false, cells: [{ text: '19' }] })
})
