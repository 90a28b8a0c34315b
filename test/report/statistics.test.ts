/** Lines of a statistics table → figures. */

import { describe, expect, test } from 'vitest'
import { buildStatistics } from '../../src/report/statistics.js'
import type { Cell } from '../../src/types.js'

const figure = (text: string, unit: string | null, more: Partial<Cell> = {}) => {
  const cell: Cell = { row: 0, col: 0, rowSpan: 1, colSpan: 1, text, lines: [text], place: null, ...more }
  const line = {
    row: 'line.1',
    line: 1,
    label: '公开栏数',
    number: null,
    parent: null,
    counted: false,
    unit,
    place: null,
  }
  const { table } = buildStatistics({
    instance: 0,
    scope: null,
    pages: [],
    method: 'lattice',
    columns: [{ id: 'current', label: '统计数' }],
    lines: [{ ...line, cells: [cell] }],
  })
  return table.figures['line.1']?.current
}

describe('figures that were read from a picture', () => {
  test('have the confidence of the reading', () => {
    expect(figure('12', '个', { confidence: 0.97 })).toMatchObject({ value: 12, state: 'reported', confidence: 0.97 })
    expect(figure('/', '个', { confidence: 0.96 })).toMatchObject({ state: 'filler', confidence: 0.96 })
  })
  test('are unreadable where the reading is unsure', () => {
    expect(figure('12', '个', { confidence: 0.6 })).toMatchObject({ value: null, state: 'unreadable', confidence: 0 })
  })
})

test('an amount is in the unit of its line, or in its own', () => {
  expect(figure('58988元', '元')).toMatchObject({ value: 58988, unit: '元' })
  expect(figure('3亿元', '亿元')).toMatchObject({ value: 3, unit: '亿元' })
  expect(figure('2万元', '元')).toMatchObject({ value: 2, unit: '万元' })
})
