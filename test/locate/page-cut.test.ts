/** Rows that a page end cuts through their figures: 180 at the foot of a page, 91 overleaf. */

import { expect, test } from 'vitest'
import { locateTables } from '../../src/locate/tables.js'
import { optionsSchema } from '../../src/options.js'
import type { Cell, Grid } from '../../src/types.js'

type Row = readonly string[]
const APPLICANTS = ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他']
/** A label, then the figures; a figure with `!` behind it fills its cell. */
const above: readonly Row[] = [
  ['', '申请人情况', '', '', '', '', '', ''],
  ['', '自然人', ...APPLICANTS, '总计'],
  ['一、本年新收政府信息公开申请数量', '18061', '5162', '9', '8', '7', '6', '23253'],
  ['二、上年结转政府信息公开申请数量', '30', '0', '0', '0', '0', '0', '30'],
]
const end: Row = ['四、结转下年度继续办理', '0', '0', '0', '0', '0', '0', '0']

/** The lines of the cells of a row of the form, by column, and what is said of the table. */
function read(cut: readonly Row[], row: string, more: Partial<Grid> = {}) {
  const rows = [...above, ...cut, end]
  const cells = rows.flatMap((texts, r) =>
    texts.map((text, col): Cell => {
      const own = text.replace('!', '')
      const full = text.endsWith('!') ? { full: true as const } : {}
      return { row: r, col, rowSpan: 1, colSpan: 1, text: own, lines: own ? [own] : [], place: null, ...full }
    }),
  )
  const rowPages = rows.map((_, r) => (r < above.length + 1 ? 1 : 2))
  const grid: Grid = {
    kind: 'grid',
    method: 'lattice',
    rows: rows.length,
    cols: 8,
    cells,
    ragged: false,
    rowPages,
    place: null,
    breaks: [above.length + 1],
    ...more,
  }
  const { tables, notes } = locateTables([grid], optionsSchema.parse({}).similarity)
  const found = tables[0]?.cells.filter((cell) => cell.row === row) ?? []
  return {
    lines: (column: string) => found.find((cell) => cell.column === column)?.cells.map(({ lines }) => lines.join('/')),
    codes: notes.map(({ code }) => code),
  }
}

test('numbers that fill their cells go on overleaf', () => {
  const { lines, codes } = read(
    [
      ['（七）总计', '180!', '516!', '9', '8', '7', '6', '232!'],
      ['', '91', '2', '', '', '', '', '83'],
    ],
    'totalProcessed',
  )
  expect(['naturalPerson', 'business', 'otherOrganization', 'total'].map(lines)).toEqual([
    ['180/91'],
    ['516/2'],
    ['6'],
    ['232/83'],
  ])
  expect(codes).not.toContain('locate/row-unmatched')
})

test('so do their labels', () => {
  const { lines } = read(
    [
      ['2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处', '295!', '0', '0', '0', '0', '0', '295!'],
      ['理其政府信息公开申请', '4', '', '', '', '', '', '4'],
    ],
    'otherHandling.feeUnpaid',
  )
  expect(lines('naturalPerson')).toEqual(['295/4'])
  expect(lines('business')).toEqual(['0'])
})

test('what fills no cell is not put together, and not given alone', () => {
  const { lines } = read(
    [
      ['（七）总计', '180', '516', '9', '8', '7', '6', '232'],
      ['', '91', '2', '', '', '', '', '83'],
    ],
    'totalProcessed',
  )
  expect(lines('naturalPerson')).toEqual(['180', '91'])
  expect(lines('otherOrganization')).toEqual(['6'])
})

test('a row of its own behind the page end stays one', () => {
  const rows = [
    ['（一）予以公开', '180!', '0', '0', '0', '0', '0', '180!'],
    ['（七）总计', '180', '0', '0', '0', '0', '0', '180'],
  ]
  expect(read(rows, 'grantedInFull').lines('naturalPerson')).toEqual(['180'])
  expect(read(rows, 'totalProcessed').lines('naturalPerson')).toEqual(['180'])
})

test('within a page a row of figures without a label goes on nothing', () => {
  const { codes } = read(
    [
      ['（七）总计', '180!', '516!', '9', '8', '7', '6', '232!'],
      ['', '91', '2', '', '', '', '', '83'],
    ],
    'totalProcessed',
    { breaks: [] },
  )
  expect(codes).toContain('locate/row-unmatched')
})

test('a figure in every column overleaf, and none above that fills its cell: a row whose label is lost', () => {
  const { lines } = read(
    [
      ['（七）总计', '0', '0', '0', '0', '0', '0', '0'],
      ['', '5', '0', '0', '0', '0', '0', '5'],
    ],
    'totalProcessed',
  )
  expect(lines('naturalPerson')).toEqual(['0'])
})
