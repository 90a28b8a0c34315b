/** Figures whose labels are torn off: read by their order where the sums leave one way, and not otherwise. */

import { describe, expect, test } from 'vitest'
import { cellsOf, readReport } from '../../dist/index.js'
import { tableDef } from '../../src/forms/index.js'
import { arrange } from '../../src/locate/in-order.js'
import type { Cell } from '../../src/types.js'

const cell = (text: string | number): Cell => ({
  row: 0,
  col: 0,
  rowSpan: 1,
  colSpan: 1,
  text: String(text),
  lines: [String(text)],
  place: null,
})

const [form, disputes] = [tableDef('applications', '2019'), tableDef('disputes', '2021')]
if (!form || !disputes) throw new Error('no form')
const rows = form.blocks[0]?.rows.map(({ id }) => id) ?? []

/** A table that adds up, with some figures in it. */
function makeTable(outcomes: Readonly<Record<string, readonly number[]>>): number[][] {
  const none = [0, 0, 0, 0, 0, 0]
  const total = Object.values(outcomes).reduce((sum, own) => sum.map((value, c) => value + (own[c] ?? 0)), none)
  const carried = [1, 0, 0, 0, 0, 0]
  const parts = (id: string): readonly number[] => {
    if (id === 'received') return total.map((value, c) => value + (carried[c] ?? 0))
    if (id === 'totalProcessed') return total
    return id === 'carriedForward' ? carried : (outcomes[id] ?? none)
  }
  return rows.map((id) => [...parts(id), parts(id).reduce((a, b) => a + b, 0)])
}
const table = makeTable({
  grantedInFull: [12, 3, 0, 1, 0, 0],
  grantedInPart: [4, 0, 0, 0, 2, 0],
  'withheld.thirdPartyRights': [1, 0, 0, 0, 0, 0],
  'unableToProvide.notHeld': [7, 2, 1, 0, 0, 1],
})
const byColumn = (part: readonly number[][]): number[] =>
  (part[0] ?? []).flatMap((_, c) => part.map((row) => row[c] ?? 0))
const read = (figures: readonly (string | number)[]) =>
  arrange(form, '2019', figures.map(cell))?.map((row) => row.map((ways) => ways.map(({ text }) => text).join('|')))
const printed = table.map((row) => row.map(String))

describe('the order of the figures', () => {
  test('row by row', () => expect(read(table.flat())).toEqual(printed))
  test('column by column', () => expect(read(byColumn(table))).toEqual(printed))
  test('in bands, as the pages or the groups of the table part it', () => {
    const bands = [table.slice(0, 2), table.slice(2, 3), table.slice(3, 13), table.slice(13)]
    expect(read(bands.flatMap(byColumn))).toEqual(printed)
  })
  test('some columns row by row, and the total behind them', () => {
    expect(read([...table.flatMap((row) => row.slice(0, 6)), ...table.map((row) => row[6] ?? 0)])).toEqual(printed)
  })
})

describe('one figure is astray', () => {
  const dense = makeTable({
    grantedInFull: [12, 3, 5, 1, 2, 9],
    grantedInPart: [4, 8, 7, 3, 2, 6],
    'withheld.thirdPartyRights': [1, 15, 3, 2, 4, 8],
    'unableToProvide.notHeld': [7, 2, 1, 5, 3, 1],
  })
  const flat = dense.flat()
  const asPrinted = dense.map((row) => row.map(String))

  test('it stands elsewhere', () => {
    const total = flat[20]
    expect(read([...flat.slice(0, 20), ...flat.slice(21, 24), total ?? 0, ...flat.slice(24)])).toEqual(asPrinted)
  })
  test('another one stands among them', () => {
    expect(read([...flat.slice(0, 17), 77, ...flat.slice(17)])).toEqual(asPrinted)
  })
  test('it is lost: its cell is not filled', () => {
    const found = read([...flat.slice(0, 16), ...flat.slice(17)])
    expect(found?.[2]?.[2]).toBe('')
    expect(found?.map((row, r) => row.map((text, c) => (r === 2 && c === 2 ? '5' : text)))).toEqual(asPrinted)
  })
  test('a letter for a digit is placed as it is printed', () => {
    const found = read(flat.map((value, i) => (i === 2 * 7 + 3 ? 'l' : value)))
    expect(found?.[2]?.[3]).toBe('l')
  })
})

describe('nothing is read', () => {
  test('of another number of figures', () => {
    expect(read(table.flat().slice(2))).toBeUndefined()
    expect(read([1, 5, ...table.flat()])).toBeUndefined()
  })
  test('where a sum fails in every order', () => {
    const wrong = table.flat()
    wrong[7 * 3] = 99
    expect(read(wrong)).toBeUndefined()
  })
  test('of a table with hardly a figure, whose sums hold in many orders', () => {
    const bare = rows.map((_, r) => (r === 2 ? [0, 0, 1, 0, 0, 0, 1] : [0, 0, 0, 0, 0, 0, 0]))
    expect(read(bare.flat())).toBeUndefined()
  })
})

test('where all figures are the same, each order is the right one', () => {
  expect(read(Array(161).fill(0))).toEqual(rows.map(() => Array(7).fill('0')))
})

test('cells that ways of reading do not agree on have several figures', () => {
  // The kinds of cases side by side or below each other: both add up.
  const line = [3, 2, 1, 0, 6, 2, 4, 1, 0, 7, 1, 1, 2, 0, 4]
  const found = arrange(disputes, '2021', line.map(cell))
  expect(found?.[0]?.map((ways) => ways.length)).toEqual(Array(15).fill(1))
  const both = [2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  expect(arrange(disputes, '2021', both.map(cell))?.[0]?.[0]?.map(({ text }) => text)).toEqual(['2'])
})

test('in a report: with little confidence, a note, and the place of each figure', async () => {
  const labels = form.blocks[0]?.rows.map(({ path }) => path.at(-1)) ?? []
  const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
  const text = `青山县人民政府2019年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n${[...columns, ...labels, ...byColumn(table)].join('\n')}\n\n四、政府信息公开行政复议、行政诉讼情况\n\n无。\n`
  const { report } = await readReport(new TextEncoder().encode(text))
  const own = report ? [...cellsOf(report)].filter((one) => one.table === 'applications') : []
  expect(own.map(({ figure }) => figure.value)).toEqual(table.flat())
  for (const { figure } of own) {
    expect(figure.confidence).toBeLessThan(0.95)
    expect(figure.note).toContain('order of the figures')
    const { place } = figure
    expect(place && 'line' in place ? text.slice(place.offset, place.offset + place.length) : null).toBe(figure.raw)
  }
})
