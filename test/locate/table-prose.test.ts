/** A report in one table: its headings and sentences in rows of one cell. */

import { expect, test } from 'vitest'
import { withoutProse } from '../../src/locate/table-prose.js'
import type { Block, Cell } from '../../src/types.js'
import { gridOf } from '../helpers/draw.js'

const cell = (row: number, col: number, colSpan: number, ...lines: readonly string[]): Cell => ({
  row,
  col,
  rowSpan: 1,
  colSpan,
  text: lines.join(''),
  lines,
  place: null,
})
/** The rows of a block, or the text of a paragraph. */
const shown = (block: Block): string => (block.kind === 'grid' ? `${block.rows} rows` : block.text)
const framed = (...lines: readonly string[]): string[] => {
  const cells = [
    cell(0, 0, 3, '云屏市人民政府2023年政府信息公开工作年度报告'),
    cell(1, 0, 3, ...lines),
    cell(2, 0, 1, '规章'),
    cell(2, 1, 2, '3'),
    cell(3, 0, 3, '三、收到和处理政府信息公开申请情况'),
    cell(4, 0, 1, '自然人'),
    cell(4, 1, 2, '5'),
  ]
  return withoutProse([gridOf(cells, 'lattice', 5, 3)]).map(shown)
}

test('a frame around a report holds its text in cells of several lines', () => {
  expect(framed('一、总体情况', '公开各类信息。', '二、主动公开政府信息情况')).toEqual([
    '云屏市人民政府2023年政府信息公开工作年度报告',
    '一、总体情况',
    '公开各类信息。',
    '二、主动公开政府信息情况',
    '1 rows',
    '三、收到和处理政府信息公开申请情况',
    '1 rows',
  ])
})

test('a table with fewer headings than a report stays one', () => {
  expect(framed('一、总体情况', '公开各类信息。')).toEqual(['5 rows'])
})
