/** The one row of table 四, which a page end cuts through figures on several lines. */

import { expect, test } from 'vitest'
import { locateTables } from '../../src/locate/tables.js'
import { optionsSchema } from '../../src/options.js'
import type { Cell, Grid } from '../../src/types.js'

const RESULTS = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
const FIGURES = ['2', '2!', '0', '0', '4!', '2!', '2!', '3', '0', '5!', '3!', '2!', '0', '1', '2!']
const REST = ['', '5', '', '', '7', '2', '5', '', '', '0', '3', '16', '', '', '50']

const cell = (text: string, row: number, col: number, more: Partial<Cell> = {}): Cell => {
  const own = text.replace('!', '')
  const full = text.endsWith('!') ? { full: true as const } : {}
  return { row, col, rowSpan: 1, colSpan: 1, text: own, lines: own ? [own] : [], place: null, ...full, ...more }
}

/** The lines of the cells of one kind of case; a figure with `!` behind it fills its cell. */
function read(figures: readonly string[], rest: readonly string[], row: string) {
  const cells = [
    cell('行政复议', 0, 0, { colSpan: 5, rowSpan: 2 }),
    cell('行政诉讼', 0, 5, { colSpan: 10 }),
    cell('未经复议直接起诉', 1, 5, { colSpan: 5 }),
    cell('复议后起诉', 1, 10, { colSpan: 5 }),
    ...[...RESULTS, ...RESULTS, ...RESULTS].map((text, col) => cell(text, 2, col)),
    ...figures.map((text, col) => cell(text, 3, col)),
    ...rest.map((text, col) => cell(text, 4, col)),
  ]
  const grid: Grid = {
    kind: 'grid',
    method: 'lattice',
    rows: 5,
    cols: 15,
    cells,
    ragged: false,
    rowPages: [1, 1, 1, 1, 2],
    place: null,
    breaks: [4],
  }
  const { tables } = locateTables([grid], optionsSchema.parse({}).similarity)
  const found = tables[0]?.cells.filter((one) => one.row === row) ?? []
  return found.map(({ cells }) => cells.map(({ lines }) => lines.join('/')).join(' '))
}

test('goes on overleaf where its figures fill their cells', () => {
  expect(read(FIGURES, REST, 'reconsideration')).toEqual(['2', '2/5', '0', '0', '4/7'])
  expect(read(FIGURES, REST, 'litigation.direct')).toEqual(['2/2', '2/5', '3', '0', '5/0'])
  expect(read(FIGURES, REST, 'litigation.afterReconsideration')).toEqual(['3/3', '2/16', '0', '1', '2/50'])
})

test('is in doubt where they do not', () => {
  const short = FIGURES.map((text) => text.replace('!', ''))
  expect(read(short, REST, 'litigation.direct')).toEqual(['2 2', '2 5', '3', '0', '5 0'])
})

test('is alone where a row of other figures stands below it', () => {
  const full = FIGURES.map((text) => text.replace('!', ''))
  expect(read(full, full, 'litigation.direct')).toEqual(['2', '2', '3', '0', '5'])
})
