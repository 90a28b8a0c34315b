import { describe, expect, test } from 'vitest'
import { isBanded, needsStream } from '../../src/layout/choose.js'
import { toChunks } from '../../src/layout/chunks.js'
import { makeLine } from '../../src/layout/lines.js'
import { labelsOf, printedRows } from '../../src/locate/rows.js'
import type { Cell, Grid, Page, Ruling, TextRun } from '../../src/types.js'

const cell = (row: number, col: number, text: string): Cell => ({
  row,
  col,
  rowSpan: 1,
  colSpan: 1,
  text,
  lines: [text],
  place: null,
})
const grid = (...rows: readonly (readonly string[])[]): Grid => ({
  kind: 'grid',
  method: 'lattice',
  rows: rows.length,
  cols: Math.max(...rows.map((row) => row.length)),
  ragged: false,
  cells: rows.flatMap((row, r) => row.map((text, c) => cell(r, c, text))),
  rowPages: rows.map(() => 1),
  breaks: [],
  place: null,
})
const run = (text: string, x0: number, size = 10, bottom = 20): TextRun => ({
  text,
  box: { x0, top: bottom - size, x1: x0 + text.length * size * 0.5, bottom },
  size,
  direction: 'right',
})

describe('needsStream', () => {
  test('labels with their figures below them in one cell each: no rule parts the header from the row', () => {
    const stacked = (...texts: readonly (readonly string[])[]): Grid => {
      const one = grid(texts.map((lines) => lines.join('')))
      return { ...one, cells: one.cells.map((own, i) => ({ ...own, lines: texts[i] ?? [] })) }
    }
    const names = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
    expect(needsStream(stacked(...names.map((name, i) => [name, String(i)])))).toBe(true)
    expect(needsStream(stacked(...names.map((name) => [name, '本年'])))).toBe(false)
    expect(needsStream(stacked(['结果维持', '3'], ['结果纠正'], ['其他结果'], ['尚未审结'], ['总计', '3']))).toBe(false)
  })
  test('digits of full width that are set apart are one number in each cell', () => {
    const wide = (text: string, row: number): Cell => ({
      ...cell(row, 1, text),
      place: { page: 1, box: [100, 20 * row, 100 + text.replaceAll(' ', '').length * 13, 20 * row + 10] },
    })
    const table = (...texts: readonly string[]): Grid => {
      const one = grid(...texts.map((text) => ['行政许可', text]))
      return { ...one, cells: one.cells.map((own) => (own.col === 1 ? wide(own.text, own.row) : own)) }
    }
    expect(needsStream(table('１ ０', '５ ２', '１ １ ９ ６ ０'))).toBe(false)
    expect(needsStream(table('１０ ５２', '５２ ７', '１１ ９６'))).toBe(true)
  })
  test('one line of all the figures of a table is enough', () => {
    expect(needsStream(grid(['行政复议 行政诉讼'], ['5 0 1 2 8 3 0 0 1 4 2 0 0 0 2']))).toBe(true)
  })
  test('rows that stand in one cell each are parted by nothing', () => {
    expect(needsStream(grid(['统计指标 单位 统计数'], ['主动公开规范性文件数 条 4'], ['制发规范性文件总数 件']))).toBe(
      true,
    )
    expect(needsStream(grid(['规章 8969件'], ['行政规范性文件 8863件'], ['行政许可 322件']))).toBe(true)
    expect(needsStream(grid(['全年公开 12 条。'], ['培训 2 次，均按时。'], ['会议 4 次。']))).toBe(false)
    expect(needsStream(grid(['规章', '8969'], ['行政许可', '322'], ['行政处罚', '3']))).toBe(false)
  })
  test('digits of one number that are set apart part no columns', () => {
    expect(needsStream(grid(['1 2', '3 4', '1 1 0'], ['2 5', '1 7', '2 0']))).toBe(false)
  })
  test('nor do those of one of five digits, as near to each other as letters; as far as columns they do', () => {
    const set = (width: number): Grid => {
      const { cells, ...rest } = grid(['4 6 2 5 9', '1 0 1 9 . 5 万元'], ['- 5', '7'])
      return {
        ...rest,
        cells: cells.map((one) => ({
          ...one,
          place: { page: 1, box: [0, 0, width * one.text.replace(/ /g, '').length, 10] },
        })),
      }
    }
    expect(needsStream(set(8))).toBe(false)
    expect(needsStream(set(20))).toBe(true)
  })
  test('as far as columns on a page that lies on its side, too', () => {
    const { cells, ...rest } = grid(['5 0 1 2 8 3 0 0 1 4 2 0 0 0 2'])
    const sideways: Grid = {
      ...rest,
      cells: cells.map((one) => ({ ...one, place: { page: 1, box: [0, 0, 10, 400] } })),
    }
    expect(needsStream(sideways)).toBe(true)
  })
  test('figures one below the other in most cells do, a figure on two lines does not', () => {
    const stacked = (...columns: readonly (readonly string[])[]): Grid => {
      const { cells, ...rest } = grid(columns.map((lines) => lines.join(' ')))
      return { ...rest, cells: cells.map((one, i) => ({ ...one, lines: columns[i] ?? [] })) }
    }
    expect(needsStream(stacked(['1', '2', '3'], ['0', '0', '4'], ['1', '2', '7']))).toBe(true)
    expect(needsStream(stacked(['123', '45'], ['67', '8'], ['12', '0']))).toBe(false)
  })
  test('several figures in most cells do', () => {
    expect(needsStream(grid(['12 34', '5'], ['16 7', '0']))).toBe(true)
  })
})

test('single digits that stand near each other are one text, and keep their gaps', () => {
  const texts = (...xs: number[]): string[] =>
    toChunks(makeLine(xs.map((x, i) => run(String(i + 1), x)))).map(({ text }) => text)
  expect(texts(0, 8, 16)).toEqual(['1 2 3'])
  expect(texts(0, 15, 30)).toEqual(['1', '2', '3'])
})

describe('a figure close behind a label that fills its column', () => {
  const texts = (...runs: TextRun[]): string[] => toChunks(makeLine(runs)).map(({ text }) => text)
  test('stands apart where another figure stands far behind it', () => {
    expect(texts(run('aaaa', 0), run('337', 27), run('337', 90))).toEqual(['aaaa', '337', '337'])
  })
  test('belongs to the words where nothing follows', () => {
    expect(texts(run('aaaa', 0), run('337', 27))).toHaveLength(1)
  })
})

test('digits of another size or height are not joined', () => {
  expect(makeLine([run('14', 0), run('1', 10, 6, 15)]).text).toBe('14 1')
  expect(makeLine([run('14', 0), run('1', 10)]).text).toBe('141')
})

describe('labelsOf', () => {
  const labels = (...texts: string[]) => {
    const [row] = printedRows(grid(texts), 0)
    return row && labelsOf(row, null).label?.text
  }
  test('the number of a row before its label is no figure', () => {
    expect(labels('3', '（一）予以公开', '5', '6')).toBe('（一）予以公开')
  })
  test('a figure with the mark of a note is no label, words with it are', () => {
    for (const marked of ['0*', '24①', '1,203[2]']) expect(labels('规章', marked, '0')).toBe('规章')
    expect(labels('规章', '其他*', '0')).toBe('其他*')
  })
  test('a figure before words is one where no figure follows them', () => {
    expect(labels('3', '备注', '')).toBeUndefined()
  })
})

describe('isBanded', () => {
  /** Rows of two figures, 20 points apart; those that are named stand on coloured ground. */
  const table = (coloured: readonly number[], rows = 8): Page => ({
    number: 1,
    width: 400,
    height: 400,
    images: [],
    rulings: [],
    runs: Array.from({ length: rows }, (_, i) => [
      run('12', 100, 10, 20 * i + 15),
      run('3', 200, 10, 20 * i + 15),
    ]).flat(),
    edges: coloured.flatMap((i): Ruling[] => [
      { axis: 'horizontal', at: 20 * i, from: 50, to: 300, width: 0 },
      { axis: 'horizontal', at: 20 * i + 20, from: 50, to: 300, width: 0 },
      { axis: 'vertical', at: 50, from: 20 * i, to: 20 * i + 20, width: 0 },
      { axis: 'vertical', at: 300, from: 20 * i, to: 20 * i + 20, width: 0 },
    ]),
  })
  test('every other row is coloured', () => {
    expect(isBanded(table([0, 2, 4, 6]))).toBe(true)
    expect(isBanded(table([1, 3, 5, 7]))).toBe(true)
  })
  test('with a figure in each row, too', () => {
    const one = (page: Page): Page => ({ ...page, runs: page.runs.filter(({ text }) => text === '12') })
    expect(isBanded(one(table([0, 2, 4, 6])))).toBe(true)
    expect(isBanded(one(table([0, 3], 4)))).toBe(false)
    // A date on a coloured banner above and below a table makes no bands of the rows between.
    const page = table([0, 7])
    const ends = page.runs.filter(({ text, box }) => text === '12' || (box.bottom > 20 && box.bottom < 140))
    expect(isBanded({ ...page, runs: ends })).toBe(false)
  })
  test('cells of their own colour, and coloured heads and totals of few rows, are no bands', () => {
    expect(isBanded(table([0, 1, 2, 3, 4, 5, 6, 7]))).toBe(false)
    expect(isBanded(table([0, 3], 4))).toBe(false)
    expect(isBanded(table([]))).toBe(false)
  })
  test('a ground behind the whole table bounds no row', () => {
    const page = table([0, 2, 4, 6])
    const ground = table([0]).edges.map((edge) => ({ ...edge, to: edge.axis === 'vertical' ? 160 : edge.to }))
    const whole = ground.map((edge) => (edge.at === 20 ? { ...edge, at: 160 } : edge))
    expect(isBanded({ ...page, edges: whole })).toBe(false)
    expect(isBanded({ ...page, edges: [...whole, ...page.edges] })).toBe(true)
  })
})
