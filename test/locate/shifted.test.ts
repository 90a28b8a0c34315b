/** Tables without lines: figures that do not stand under their labels. */

import { expect, test } from 'vitest'
import { locateTables } from '../../src/locate/tables.js'
import { optionsSchema } from '../../src/options.js'
import type { Cell, GridMethod } from '../../src/types.js'
import { gridOf } from '../helpers/draw.js'

const HEADER = ['', '自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const LABELS = [
  '一、本年新收政府信息公开申请数量',
  '二、上年结转政府信息公开申请数量',
  '（一）予以公开',
  '（二）部分公开',
]
const COLUMNS = ['naturalPerson', 'business', 'researchInstitution', 'publicInterestOrganization']
const MORE = ['legalServiceOrganization', 'otherOrganization', 'total']

/** Columns of which something is given for certain in the first row, the others as they stand. */
function givenOf(rows: readonly (readonly string[])[], method: GridMethod = 'stream'): string[] {
  const all = [HEADER, ...rows.map((row, i) => [LABELS[i] ?? '', ...row])]
  const cells = all.flatMap((texts, row) =>
    texts.map((text, col): Cell => {
      const box = [col * 50, row * 20, col * 50 + 20, row * 20 + 10] as const
      return { row, col, rowSpan: 1, colSpan: 1, text, lines: text ? [text] : [], place: { page: 1, box: [...box] } }
    }),
  )
  const grid = gridOf(cells, method, all.length, HEADER.length)
  const [table] = locateTables([grid], optionsSchema.parse({}).similarity).tables
  return [...COLUMNS, ...MORE].filter((column) => {
    const cell = table?.cells.find((one) => one.row === 'received' && one.column === column)
    return cell && !cell.shared && cell.cells.some(({ text }) => /^\d+$/.test(text))
  })
}

test('between a column with several figures and those with none, none is certain', () => {
  const rows = [
    ['', '', '9', '7', '3', '0', '1 4 17'],
    ['', '', '2', '3', '0', '0', '0 1 6'],
    ['', '', '4', '2', '0', '0', '0 0 6'],
    ['', '', '1', '1', '0', '0', '0 2 4'],
  ]
  expect(givenOf(rows)).toEqual([])
  // Beyond the column that has lost its figures they stand where they belong.
  expect(givenOf(rows.map((row) => ['5', ...row.slice(1)]))).toEqual(['naturalPerson'])
})

test('a column that has taken the figures of the next one leaves the others', () => {
  const rows = [
    ['9', '7', '3 0', '', '1', '4', '24'],
    ['2', '3', '0 0', '', '0', '1', '6'],
    ['4', '2', '0 0', '', '0', '0', '6'],
  ]
  expect(givenOf(rows)).toEqual(['naturalPerson', 'business', 'legalServiceOrganization', 'otherOrganization', 'total'])
})

test('columns without figures alone, a row alone, and numbers with blanks in them move nothing', () => {
  const all = [...COLUMNS, ...MORE]
  const plain = [
    ['', '7', '3', '0', '1', '4', '15'],
    ['', '3', '0', '0', '0', '1', '4'],
    ['', '3', '0', '0', '0', '1', '4'],
  ]
  const without = (...left: readonly string[]): string[] => all.filter((column) => !left.includes(column))
  expect(givenOf(plain)).toEqual(without('naturalPerson'))
  const once = plain.map((row, i) => (i === 1 ? [...row.slice(0, 6), '1 4'] : row))
  expect(givenOf(once)).toEqual(without('naturalPerson'))
  const thousands = plain.map((row) => [...row.slice(0, 6), '1 004'])
  expect(givenOf(thousands)).toEqual(without('naturalPerson', 'total'))
})

test('within lines the cells are those that are drawn', () => {
  const rows = Array.from({ length: 4 }, () => ['', '', '9', '7', '3', '0', '1 4 17'])
  expect(givenOf(rows, 'lattice')).toEqual(COLUMNS.slice(2).concat(MORE.slice(0, 2)))
})
