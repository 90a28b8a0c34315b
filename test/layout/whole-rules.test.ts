/** Rules between rows alone, drawn cell by cell: what stands between two of them is one row. */

import { describe, expect, test } from 'vitest'
import { layOut } from '../../src/layout/index.js'
import type { Grid, Ruling, TextRun } from '../../src/types.js'
import { page, rowsOf, run } from '../helpers/draw.js'

const COLUMNS = [200, 250, 300, 350, 400]
/** Rules at these heights, a piece for the label and one for each figure. */
const pieces = (heights: readonly number[]): Ruling[] =>
  heights.flatMap((at) =>
    [[50, 190], ...COLUMNS.map((x) => [x - 10, x + 40] as const)].map(([from = 0, to = 0]) => ({
      axis: 'horizontal' as const,
      at,
      from,
      to,
      width: 0.5,
    })),
  )
const row = (label: string, top: number, ...figures: readonly string[]): TextRun[] => [
  run(label, 55, top),
  ...figures.flatMap((text, i) => (text === '' ? [] : [run(text, COLUMNS[i] ?? 0, top)])),
]
const grids = (runs: readonly TextRun[], rules: readonly Ruling[]): Grid[] =>
  layOut([page(runs, rules)], { tables: 'auto' }).blocks.filter((block): block is Grid => block.kind === 'grid')

const before = [...row('甲项', 100, '1件', '2件', '3件', '4件', '9件'), ...row('乙项', 120, '5件', '', '', '', '7件')]
const after = [...row('丙项', 185, '1件', '', '3件', '', '4件'), ...row('丁项', 205, '', '2件', '', '', '2件')]
/** A row of which two figures have their units below them. */
const wrapped = [
  ...row('又一项', 152, '', '8件'),
  run('16', 350, 146),
  run('件', 350, 158),
  run('28', 400, 146),
  run('件', 400, 158),
]

test('figures over their units are of the row between the two rules', () => {
  const [grid] = grids([...before, ...wrapped, ...after], pieces([95, 115, 135, 175, 200, 220]))
  expect(grid && rowsOf(grid).filter((text) => text.includes('又一项'))[0]).toMatch(/8件.*16件.*28件/)
})

test('not where figures stand below each other: a rule is missing between two rows', () => {
  const two = [...row('又一项', 146, '', '8件', '', '16件', '28件'), ...row('再一项', 158, '', '', '', '5件', '5件')]
  const [grid] = grids([...before, ...two, ...after], pieces([95, 115, 135, 175, 200, 220]))
  expect(grid && rowsOf(grid).filter((text) => /又一项|再一项/.test(text))).toHaveLength(2)
})

/** A numbered row that is blank but for its label, which would be a heading elsewhere. */
const numbered = [
  ...row('一、甲项', 100, '1', '2', '3', '4', '9'),
  ...row('一、乙项', 120, '5', '1', '0', '1', '7'),
  run('二、丙项', 55, 140),
  ...row('三、丁项', 160, '5', '1', '0', '1', '7'),
  ...row('三、戊项', 180, '5', '1', '0', '1', '7'),
  ...row('三、己项', 200, '5', '1', '0', '1', '7'),
]

test('a numbered line without figures between two rules is a row of the table', () => {
  expect(grids(numbered, pieces([95, 115, 135, 155, 175, 195, 215])).map(({ rows }) => rows)).toEqual([6])
})

test('it parts two tables where it stands farther from the rules than the rows do, or is set larger', () => {
  const moved = numbered.map((one) => (one.box.top > 150 ? run(one.text, one.box.x0, one.box.top + 20) : one))
  expect(grids(moved, pieces([95, 115, 135, 175, 195, 215, 235]))).toHaveLength(2)
  const large = numbered.map((one) => (one.text === '二、丙项' ? run(one.text, 55, 138, 14) : one))
  expect(grids(large, pieces([95, 115, 135, 155, 175, 195, 215]))).toHaveLength(2)
})

test('the paper between two tables is no row: their rules are cut at other columns', () => {
  const first = [
    ...row('甲项', 100, '1', '2', '3', '4', '9'),
    ...row('乙项', 120, '5', '1', '0', '1', '7'),
    ...row('丙项', 140, '5', '1', '0', '1', '7'),
  ]
  const second = [180, 200, 220].flatMap((top) => [run('丁项', 55, top), run('8', 150, top), run('9', 430, top)])
  const cut = (heights: readonly number[], places: readonly number[]): Ruling[] =>
    heights.flatMap((at) =>
      places.slice(1).map((to, i) => ({ axis: 'horizontal' as const, at, from: places[i] ?? 0, to, width: 0.5 })),
    )
  const runs = [...first, run('四、其他情况', 55, 160), ...second]
  const upper = pieces([95, 115, 135, 155])
  expect(grids(runs, [...upper, ...cut([175, 195, 215, 235], [50, 120, 210, 320, 440])])).toHaveLength(2)
})

describe('tables without lines', () => {
  const label = (text: string, top: number): TextRun => run(text, 55, top)
  const texts = (runs: readonly TextRun[]): string[] => grids(runs, []).flatMap(rowsOf)

  test('figures at the last line of their labels, as in spreadsheets', () => {
    const numbered = [1, 2, 3, 4].flatMap((n) => [
      label(`${n}.甲事项`, 40 + n * 24),
      ...row('的数量', 52 + n * 24, '7', '2', '8', '1', '9'),
    ])
    const others = [
      ...row('规章', 160, '0', '0', '19', '0', '19'),
      label('行政规', 172),
      label('范性文', 184),
      ...row('件', 196, '4', '1', '114', '0', '5'),
    ]
    const found = texts([...numbered, ...others]).map((text) => text.replace(/[| ]/g, ''))
    expect(found).toContain('1.甲事项的数量72819')
    expect(found.slice(-2)).toEqual(['规章0019019', '行政规范性文件4111405'])
  })

  test('at the middle of them, where that is as near', () => {
    const rows = [
      ...row('规章', 84, '0', '0', '19', '0', '19'),
      label('行政规', 100),
      ...row('范性文', 112, '4', '1', '114', '0', '5'),
      label('件', 124),
      label('其他事', 140),
      ...row('项数量', 152, '7', '2', '8', '1', '9'),
      label('总和', 164),
    ]
    expect(texts(rows).map((text) => text.replace(/[| ]/g, ''))).toEqual([
      '规章0019019',
      '行政规范性文件4111405',
      '其他事项数量总和72819',
    ])
  })

  test('a numbered label of several lines above its figures begins no section', () => {
    const rows = [
      ...row('一、甲项', 100, '1', '2', '3', '4', '9'),
      label('二、上年结', 116),
      label('转政府信息', 128),
      ...row('公开数量', 140, '5', '1', '0', '1', '7'),
      ...row('三、丙项', 156, '5', '1', '0', '1', '7'),
    ]
    expect(grids(rows, [])).toHaveLength(1)
    const heading = rows.map((one) => (one.text === '转政府信息' ? run('转政府信息公开申请数量情况', 55, 128) : one))
    expect(grids(heading, []).every(({ rows: count }) => count < 5)).toBe(true)
  })
})
