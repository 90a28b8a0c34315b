/** Cells of a page that hold more than a figure, and rows with a cell too few or too many: what is odd costs itself alone. */

import { describe, expect, test } from 'vitest'
import { readReport } from '../../src/read.js'
import { figureAt } from '../../src/report/cells.js'
import { DOUBTFUL } from '../../src/report/confidence.js'

const columns = [
  'naturalPerson',
  'business',
  'researchInstitution',
  'publicInterestOrganization',
  'legalServiceOrganization',
  'otherOrganization',
  'total',
]
const row = (label: string, cells: readonly (string | number)[]): string =>
  `<tr><td>${label}</td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`

/** The row of applications received, in a table whose other rows are whole. */
async function received(cells: readonly (string | number)[]) {
  const page = `<h1>云屏市财政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>
<tr><td rowspan="3"></td><td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
${row('一、本年新收政府信息公开申请数量', cells)}
${row('二、上年结转政府信息公开申请数量', [1, 0, 0, 0, 0, 0, 1])}
${row('（一）予以公开', [12, 3, 0, 0, 0, 0, 15])}
${row('（七）总计', [12, 3, 0, 0, 0, 0, 15])}
${row('四、结转下年度继续办理', [2, 0, 0, 0, 0, 0, 2])}</table>`
  const { report } = await readReport(new TextEncoder().encode(page))
  const [table] = report?.applications ?? []
  if (!table) throw new Error('no table')
  return columns.map((column) => figureAt(table, { row: 'received', column }))
}

const whole = [13, 3, 0, 0, 0, 0, 16]
const values = (figures: Awaited<ReturnType<typeof received>>) => figures.map((figure) => figure?.value)

describe('what nobody sees is no digit', () => {
  test.each([
    ['letters of no size', '<span style="font-size:0">7</span>13'],
    ['a width of zero between digits', '1\u200b3'],
    ['a soft hyphen between digits', '1&shy;3'],
    ['a comment', '<!-- 7 -->13'],
  ])('%s', async (_, cell) => {
    const figures = await received([cell, ...whole.slice(1)])
    expect(values(figures)).toEqual(whole)
    expect(figures[0]?.confidence).toBe(1)
  })

  test('but letters with a size of their own within it are seen', async () => {
    const figures = await received([
      '<p style="font-size:0"><span style="font-size:16px">13</span></p>',
      ...whole.slice(1),
    ])
    expect(values(figures)).toEqual(whole)
  })
})

describe('a mark beside a figure makes that cell unreadable and leaves the others alone', () => {
  test.each([
    '13*',
    '约13',
    '13?',
    '↑13',
    '13%',
    '13注1',
    '=13',
    '<ruby>13<rt>9</rt></ruby>',
    '13<span style="vertical-align:super">9</span>',
    '<span style="color:#fff">9</span>13',
    '13<sup>9</sup>',
  ])('%s', async (cell) => {
    for (const at of [0, 2, 6]) {
      const figures = await received(whole.map((value, i) => (i === at ? cell : value)))
      expect(figures[at]).toMatchObject({ state: 'unreadable', value: null })
      expect(values(figures).filter((_, i) => i !== at)).toEqual(whole.filter((_, i) => i !== at))
    }
  })
})

describe('a row with another number of cells than those around it', () => {
  test('one too few: what is left has moved, and is doubtful', async () => {
    const figures = await received(whole.slice(1))
    expect(figures[6]?.state).toBe('absent')
    for (const figure of figures.slice(0, 6)) expect(figure?.confidence).toBeLessThan(DOUBTFUL)
  })

  test('one too many: the same', async () => {
    for (const figure of await received([0, ...whole])) expect(figure?.confidence).toBeLessThan(DOUBTFUL)
  })

  test('a program that writes a blank cell at the end for the one left out says the same', async () => {
    const figures = await received([13, 3, 0, 0, 0, 16, ''])
    expect(figures.every((figure) => (figure?.confidence ?? 1) < DOUBTFUL)).toBe(true)
    expect(figures[6]?.state).toBe('blank')
    // A blank among figures is one.
    const open = await received([13, '', 0, 0, 0, 0, 13])
    expect(open.every((figure) => figure?.confidence === 1)).toBe(true)
  })
  test('an empty cell behind the last column moves nothing', async () => {
    const figures = await received([...whole, ''])
    expect(values(figures)).toEqual(whole)
    for (const figure of figures) expect(figure?.confidence).toBe(1)
  })
})
