/** Booklets: two pages side by side on one sheet. */

import { describe, expect, test } from 'vitest'
import { halvesOf } from '../../src/layout/halves.js'
import { layOut } from '../../src/layout/index.js'
import type { Page, TextRun } from '../../src/types.js'
import { type Drawing, page, rowsOf, run, runsOf, sidesOf } from '../helpers/draw.js'

const SHEET = { width: 1200, height: 800 }
const prose = (x: number, top: number, count: number): TextRun[] =>
  Array.from({ length: count }, (_, i) => run(`第${i}行办公室设立查阅点一处配备电脑和打印机`, x, top + i * 20))
const drawing = (x: number, top: number, rows: readonly (readonly string[])[]): Drawing => ({
  xs: [x, x + 200, x + 280, x + 360],
  ys: Array.from({ length: rows.length + 1 }, (_, i) => top + i * 20),
  cells: rows.flatMap((row, r) => row.map((text, c) => ({ row: r, col: c, rowSpan: 1, colSpan: 1, text }))),
})
const upper = drawing(60, 600, [
  ['属于国家秘密', '1', '2'],
  ['重复申请的数量', '3', '4'],
])
const lower = drawing(660, 60, [
  ['要求提供公开出版物', '5', '6'],
  ['其他处理的数量', '7', '8'],
  ['办理结果的总计', '9', '10'],
])
const sheet = page(
  [...prose(60, 60, 5), ...runsOf(upper), ...runsOf(lower), ...prose(660, 300, 5), run('第1页', 580, 780)],
  [...sidesOf(upper), ...sidesOf(lower)],
  SHEET,
)
const lines = ({ blocks }: ReturnType<typeof layOut>): (string | string[])[] =>
  blocks.map((block) => (block.kind === 'grid' ? rowsOf(block) : block.text.slice(0, 3)))

describe('a sheet with two pages', () => {
  const layout = layOut([sheet], { tables: 'auto' })
  test('is read half by half, and the table goes on from one to the other', () => {
    const grids = layout.blocks.filter((block) => block.kind === 'grid')
    expect(grids).toHaveLength(1)
    expect(rowsOf(grids[0]!)).toHaveLength(5)
    expect(lines(layout).filter((text) => typeof text === 'string')).toEqual(['第0行', '第0行'])
  })
  test('places are those on the sheet', () => {
    const [grid] = layout.blocks.filter((block) => block.kind === 'grid')
    const last = grid?.kind === 'grid' ? grid.cells.find(({ text }) => text === '10') : undefined
    const [x0] = last?.place && 'page' in last.place ? last.place.box : [0]
    expect(x0).toBeGreaterThan(940)
    expect(last?.place).toMatchObject({ page: 1 })
    expect(last?.frame?.[0]).toBe(940)
    expect(layout.pages).toHaveLength(1)
  })
})

test('two columns of text with little room between', () => {
  const wide = Math.max(...prose(0, 0, 1).map(({ box }) => box.x1))
  const columns = (gap: number): Page =>
    page([...prose(280, 60, 8), ...prose(280 + wide + gap, 60, 8)], [], { width: 2 * (280 + wide) + gap, height: 700 })
  expect(halvesOf([columns(13)])).toHaveLength(2)
  expect(halvesOf([columns(6)])).toHaveLength(1)
})

test('the last sheet is one too, however little stands on its right half', () => {
  const last = page([...prose(60, 60, 8), run('无其他事项', 660, 60)], [], { ...SHEET, number: 2 })
  expect(halvesOf([sheet, last])).toHaveLength(4)
  expect(halvesOf([last])).toHaveLength(1)
})

describe('is none', () => {
  const whole = (one: Page): void => expect(halvesOf([one])).toEqual([{ page: one, shift: 0 }])
  test('a sheet whose lines or rulings cross the middle', () => {
    whole(page([...sheet.runs, run('办公室设立查阅点一处配备电脑和打印机', 520, 400)], sheet.rulings, SHEET))
    whole(page(sheet.runs, [...sheet.rulings, { axis: 'horizontal', at: 400, from: 60, to: 1100, width: 1 }], SHEET))
  })
  test('a table with labels on the left and figures on the right', () => {
    const figures = Array.from({ length: 8 }, (_, i) => run(String(i * 7), 700, 60 + i * 20))
    whole(page([...prose(60, 60, 8), ...figures], [], SHEET))
  })
  test('a page that is higher than wide', () => {
    whole(page([...prose(60, 60, 8), ...prose(360, 60, 8)], [], { width: 600, height: 800 }))
  })
})
