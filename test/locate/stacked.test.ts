/** Rows that an editor has put below each other in the cells of one row. */

import { describe, expect, test } from 'vitest'
import { unstackNumbered } from '../../src/locate/stacked.js'
import type { Cell, Grid } from '../../src/types.js'

const cell = (row: number, col: number, lines: readonly string[], rowSpan = 1): Cell => ({
  row,
  col,
  rowSpan,
  colSpan: 1,
  text: lines.join(''),
  lines,
  place: null,
})
const grid = (label: readonly string[], figures: readonly string[]): Grid => ({
  kind: 'grid',
  method: 'markup',
  rows: 2,
  cols: 4,
  ragged: false,
  place: null,
  rowPages: [null, null],
  breaks: [],
  cells: [
    cell(0, 0, ['三、本年度办理结果'], 2),
    cell(0, 1, ['（四）无法提供']),
    cell(0, 2, label),
    cell(0, 3, figures),
    cell(1, 1, ['（七）总计']),
    cell(1, 3, ['6']),
  ],
})
const rowsOf = ([block]: ReturnType<typeof unstackNumbered>): string[] =>
  block?.kind === 'grid' ? block.cells.map(({ row, rowSpan, text }) => `${row}+${rowSpan} ${text}`) : []

describe('stacked rows', () => {
  const labels = ['1.本机关不掌握相关政府信息', '2.没有现成信息需要另行制作', '3.补正后申请内容仍不明确']
  test('are rows of their own where labels are numbered through and each has its figure', () => {
    expect(rowsOf(unstackNumbered([grid(labels, ['1', '/', '2'])]))).toEqual([
      '0+4 三、本年度办理结果',
      '0+3 （四）无法提供',
      '0+1 1.本机关不掌握相关政府信息',
      '1+1 2.没有现成信息需要另行制作',
      '2+1 3.补正后申请内容仍不明确',
      '0+1 1',
      '1+1 /',
      '2+1 2',
      '3+1 （七）总计',
      '3+1 6',
    ])
  })
  test('have the figures of all in one cell where one is missing', () => {
    expect(rowsOf(unstackNumbered([grid(labels, ['1', '2'])]))).toContain('0+3 12')
  })
  test('are left as they are where a label goes on in the next line, or there is one figure', () => {
    for (const whole of [grid(['1.本机关不掌握', '相关政府信息'], ['12', '5']), grid(labels, ['7'])])
      expect(unstackNumbered([whole])).toEqual([whole])
  })
})
