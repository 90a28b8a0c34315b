/** Tables that are written cell by cell, with spans that are too long, too short or lost: cells that do not stand below their labels. */

import { expect, test } from 'vitest'
import { readReport } from '../../src/read.js'
import { figureAt } from '../../src/report/cells.js'

const td = (text: string | number, spans = ''): string => `<td ${spans}>${text}</td>`
const tr = (...cells: string[]): string => `<tr>${cells.join('')}</tr>`
const figures = (cells: readonly (string | number)[]): string[] => cells.map((cell) => td(cell))
const OTHERS = ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他']

interface Spans {
  /** Of 法人或其他组织, of the text down the side, of the group （四）, of the corner. */
  readonly organizations?: string
  readonly side?: string
  readonly group?: string
  readonly corner?: string
}

async function read(rows: Readonly<Record<string, readonly (string | number)[]>>, spans: Spans = {}) {
  const { organizations = 'colspan=5', side = 'rowspan=5', group = 'rowspan=3', corner = 'rowspan=3 colspan=3' } = spans
  const of = (name: string): string[] => figures(rows[name] ?? [0, 0, 0, 0, 0, 0, 0])
  const page = `<h1>云屏市财政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>
${tr(td('', corner), td('申请人情况', 'colspan=7'))}
${tr(td('自然人', 'rowspan=2'), td('法人或其他组织', organizations), td('总计', 'rowspan=2'))}
${tr(...OTHERS.map((label) => td(label)))}
${tr(td('一、本年新收政府信息公开申请数量', 'colspan=3'), ...of('received'))}
${tr(td('二、上年结转政府信息公开申请数量', 'colspan=3'), ...of('broughtForward'))}
${tr(td('三、本年度办理结果', side), td('（一）予以公开', 'colspan=2'), ...of('grantedInFull'))}
${tr(td('（四）无法提供', group), td('1.本机关不掌握相关政府信息'), ...of('unableToProvide.notHeld'))}
${tr(td('2.没有现成信息需要另行制作'), ...of('unableToProvide.requiresCreation'))}
${tr(td('3.补正后申请内容仍不明确'), ...of('unableToProvide.stillUnclear'))}
${tr(td('（七）总计', 'colspan=2'), ...of('totalProcessed'))}
${tr(td('四、结转下年度继续办理', 'colspan=3'), ...of('carriedForward'))}</table>`
  const { report } = await readReport(new TextEncoder().encode(page))
  const [table] = report?.applications ?? []
  const at = (row: string, column: string) => table && figureAt(table, { row, column })
  const valuesOf = (row: string) =>
    ['naturalPerson', 'business', 'otherOrganization', 'total'].map((column) => at(row, column)?.value)
  return { at, valuesOf }
}

const RECEIVED = [40, 2, 0, 0, 1, 3, 46]
const PROCESSED = [39, 2, 0, 0, 1, 3, 45]
const rows = {
  received: RECEIVED,
  totalProcessed: PROCESSED,
  grantedInFull: PROCESSED,
  carriedForward: [1, 0, 0, 0, 0, 0, 1],
}

test('the label above five columns spans four: the last two labels change places', async () => {
  const { at, valuesOf } = await read(rows, { organizations: 'colspan=4' })
  expect(valuesOf('received')).toEqual([40, 2, 3, 46])
  // What is printed above them says otherwise: they are doubtful.
  expect(at('received', 'total')?.confidence).toBeLessThan(0.95)
})

test('rows whose own order adds up as little as their place are not given', async () => {
  const { at } = await read({ ...rows, received: [40, 2, 0, 0, 1, 3, 47] }, { organizations: 'colspan=4' })
  expect(at('received', 'total')).toMatchObject({ value: null, state: 'unreadable' })
  expect(at('totalProcessed', 'total')?.value).toBe(45)
})

test.each([
  ['too short', 'rowspan=4'],
  ['too long', 'rowspan=6'],
])('a text down the side that is %s moves a row, and its figures with it', async (_, side) => {
  const { at, valuesOf } = await read(rows, { side })
  expect(valuesOf('totalProcessed')).toEqual([39, 2, 3, 45])
  expect(valuesOf('carriedForward')).toEqual([1, 0, 0, 1])
  expect(at('totalProcessed', 'total')?.confidence).toBeGreaterThan(0.9)
})

test('a blank cell at the end of every row hides no row that is moved', async () => {
  const more = (cells: readonly (string | number)[]) => [...cells, '']
  const padded = Object.fromEntries(Object.entries(rows).map(([name, cells]) => [name, more(cells)]))
  const { valuesOf } = await read(padded, { side: 'rowspan=4' })
  expect(valuesOf('received')).toEqual([40, 2, 3, 46])
  expect(valuesOf('totalProcessed')).toEqual([39, 2, 3, 45])
})

test('a group that reaches a row too far stands behind the label of that row', async () => {
  const { valuesOf } = await read(
    { ...rows, 'unableToProvide.stillUnclear': [4, 0, 0, 0, 0, 0, 4] },
    { group: 'rowspan=4' },
  )
  expect(valuesOf('totalProcessed')).toEqual([39, 2, 3, 45])
  expect(valuesOf('unableToProvide.stillUnclear')).toEqual([4, 0, 0, 4])
})

test('a header that has lost all spans', async () => {
  const { valuesOf } = await read(rows, { corner: '', organizations: '' })
  expect(valuesOf('received')).toEqual([40, 2, 3, 46])
  expect(valuesOf('totalProcessed')).toEqual([39, 2, 3, 45])
})

test('cells below their labels are read by place, whether they add up or not', async () => {
  const { at, valuesOf } = await read({ ...rows, received: [40, 2, 0, 0, 1, 3, 48] })
  expect(valuesOf('received')).toEqual([40, 2, 3, 48])
  expect(at('received', 'total')?.confidence).toBe(1)
})

test('a label on two lines, the first of which is one of the form', async () => {
  const label = '2.其他<br>法律行政法规禁止公开'
  const page = (
    text: string,
  ) => `<h1>云屏市财政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>
${tr(td('', 'rowspan=3 colspan=2'), td('申请人情况', 'colspan=7'))}
${tr(td('自然人', 'rowspan=2'), td('法人或其他组织', 'colspan=5'), td('总计', 'rowspan=2'))}
${tr(...OTHERS.map((one) => td(one)))}
${tr(td('（三）不予公开', 'rowspan=3'), td('1.属于国家秘密'), ...figures([1, 0, 0, 0, 0, 0, 1]))}
${tr(td(text), ...figures([2, 0, 0, 0, 0, 0, 2]))}
${tr(td('3.危及“三安全一稳定”'), ...figures([3, 0, 0, 0, 0, 0, 3]))}</table>`
  const of = async (text: string) => {
    const { report } = await readReport(new TextEncoder().encode(page(text)))
    const [table] = report?.applications ?? []
    return table && figureAt(table, { row: 'withheld.prohibitedByLaw', column: 'total' })
  }
  expect(await of(label)).toMatchObject({ value: 2, confidence: 1 })
  // Two labels in one cell: of which of them its figures are, nothing says.
  expect((await of('2.其他法律行政法规禁止公开<br>4.保护第三方合法权益'))?.state).toBe('unreadable')
})
