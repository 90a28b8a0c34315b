import { describe, expect, test } from 'vitest'
import type { BlockDef, TableId } from '../../src/forms/define.js'
import { tableDef } from '../../src/forms/index.js'
import { type ColumnMap, countedColumns, placedColumns } from '../../src/locate/columns.js'
import { cellsOfRow, learnOffsets } from '../../src/locate/row-cells.js'
import { printedRows } from '../../src/locate/rows.js'
import { optionsSchema } from '../../src/options.js'
import type { Cell, Grid } from '../../src/types.js'

const threshold = optionsSchema.parse({}).similarity
const blockOf = (table: TableId, edition: '2019' | '2021', index = 0): BlockDef => {
  const block = tableDef(table, edition)?.blocks[index]
  if (!block) throw new Error(`no block ${index}`)
  return block
}
const applicants = blockOf('applications', '2021')
const documents = blockOf('proactiveDisclosure', '2021')
const disputes = blockOf('disputes', '2021')

/** A grid drawn as text: `<` belongs to the cell at its left, `^` to the cell above. */
function gridOf(rows: readonly (readonly string[])[], ragged = false): Grid {
  const cols = Math.max(...rows.map((row) => row.length))
  const at = (row: number, col: number): string => rows[row]?.[col] ?? ''
  const cells: Cell[] = []
  for (const [row, texts] of rows.entries()) {
    for (let col = 0; col < (ragged ? texts.length : cols); col++) {
      const text = at(row, col)
      if (text === '<' || text === '^') continue
      let colSpan = 1
      while (at(row, col + colSpan) === '<') colSpan++
      let rowSpan = 1
      while (row + rowSpan < rows.length && at(row + rowSpan, col) === '^') rowSpan++
      cells.push({ row, col, rowSpan, colSpan, text, lines: text ? [text] : [], place: null })
    }
  }
  const method = ragged ? 'fields' : 'lattice'
  return {
    kind: 'grid',
    method,
    rows: rows.length,
    cols,
    cells,
    ragged,
    rowPages: rows.map(() => null),
    place: null,
    breaks: [],
  }
}

/** Match the columns of a drawn grid whose first rows are its header. */
function placed(block: BlockDef, rows: readonly (readonly string[])[], header: number): ColumnMap {
  const printed = printedRows(gridOf(rows), 0)
  return placedColumns(block, printed.slice(0, header), printed.slice(header), threshold)
}

/** Where each column of the form was found: `2`, or `2-4` for the columns 2 and 3. */
const places = (map: ColumnMap): Record<string, string> =>
  Object.fromEntries(
    map.columns.map(({ column, from, to }) => [column.id, to === from + 1 ? `${from}` : `${from}-${to}`]),
  )

const head = (...leaves: string[]): string[][] => [
  [
    '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
    '<',
    '申请人情况',
    '<',
    '<',
    '<',
    '<',
    '<',
    '<',
  ],
  ['^', '^', '自然人', '法人或其他组织', '<', '<', '<', '<', '总计'],
  ['^', '^', '^', ...leaves, '^'],
]
const five = ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他']
const row = (label: string, ...values: string[]): string[] => [label, '<', ...values]
const received = row('一、本年新收政府信息公开申请数量', '7', '1', '2', '0', '0', '0', '10')
const brought = row('二、上年结转政府信息公开申请数量', '1', '0', '0', '0', '0', '0', '1')
const all = {
  naturalPerson: '2',
  business: '3',
  researchInstitution: '4',
  publicInterestOrganization: '5',
  legalServiceOrganization: '6',
  otherOrganization: '7',
  total: '8',
}

describe('columns that have a place', () => {
  test('the header of the form', () => {
    const map = placed(applicants, [...head(...five), received, brought], 3)
    expect(places(map)).toEqual(all)
    expect(map).toMatchObject({ valueStart: 2, unmatched: [], counted: false })
    expect(map.columns.map(({ likeness }) => likeness)).toEqual(Array(7).fill(1))
  })

  test('the table without any label of a column: only the full number of figures tells them', () => {
    expect(places(placed(applicants, [received, brought], 0))).toEqual(all)
    const six = [received, brought].map((one) => one.slice(0, -1))
    expect(places(placed(applicants, six, 0))).toEqual({})
  })

  test('labels with misprints, line breaks and other words', () => {
    const printed = ['商 业 企业', '科硏机构', '公益组织', '法律服务机购', '其它']
    expect(places(placed(applicants, [...head(...printed), received], 3))).toEqual(all)
  })

  test('labels set in several cells, one below the other', () => {
    const rows = [
      ['', '申请人情况', '<', '<', '<', '<', '<', '<'],
      ['', '自然人', '商业', '科研', '社会', '法律', '其', '总'],
      ['', '', '企业', '机构', '公益', '服务', '他', '计'],
      ['', '', '', '', '组织', '机构', '', ''],
      ['一、本年新收政府信息公开申请数量', '7', '1', '2', '0', '0', '0', '10'],
    ]
    expect(places(placed(applicants, rows, 4))).toEqual(
      Object.fromEntries(Object.entries(all).map(([id, at]) => [id, `${Number(at) - 1}`])),
    )
  })

  test('a total column that is missing is missing, and the others keep their places', () => {
    const rows = [...head(...five), received, brought].map((one) => one.slice(0, -1))
    const { total: _total, ...others } = all
    const map = placed(applicants, rows, 3)
    expect(places(map)).toEqual(others)
    expect(map.unmatched).toEqual([])
  })

  test('a column in the middle that is missing', () => {
    const without = (one: readonly string[]): string[] => one.filter((_text, i) => i !== 5)
    const rows = [...head(...five), received].map(without)
    expect(places(placed(applicants, rows, 3))).toEqual({
      naturalPerson: '2',
      business: '3',
      researchInstitution: '4',
      legalServiceOrganization: '5',
      otherOrganization: '6',
      total: '7',
    })
  })

  test('a column that the form does not know', () => {
    const extra =
      (text: string) =>
      (one: readonly string[]): string[] => [...one.slice(0, 5), text, ...one.slice(5)]
    const texts = ['<', '<', '新闻媒体', '9']
    const rows = [...head(...five), received].map((one, i) => extra(texts[i] ?? '')(one))
    const map = placed(applicants, rows, 3)
    expect(places(map)).toEqual({
      ...all,
      publicInterestOrganization: '6',
      legalServiceOrganization: '7',
      otherOrganization: '8',
      total: '9',
    })
    expect(map.unmatched.map(({ from, to }) => [from, to])).toEqual([[5, 6]])
    expect(map.unmatched[0]?.label).toContain('新闻媒体')
  })

  test('columns that are empty from top to bottom change nothing', () => {
    const rows = [...head(...five), received, brought].map((one) => [
      ...one.slice(0, 3),
      '',
      ...one.slice(3, 8),
      '',
      ...one.slice(8),
      '',
    ])
    const map = placed(applicants, rows, 3)
    expect(places(map)).toEqual({
      naturalPerson: '2',
      business: '4',
      researchInstitution: '5',
      publicInterestOrganization: '6',
      legalServiceOrganization: '7',
      otherOrganization: '8',
      total: '10',
    })
    expect(map.unmatched).toEqual([])
  })

  test('columns in another order are never taken for each other', () => {
    const swapped = ['科研机构', '商业企业', ...five.slice(2)]
    const map = placed(applicants, [...head(...swapped), received], 3)
    const found = places(map)
    expect(found.business ?? '4').toBe('4')
    expect(found.researchInstitution ?? '3').toBe('3')
    // What cannot be told is said to be there, not dropped.
    expect(map.columns.length + map.unmatched.length).toBe(7)
    expect(found).toMatchObject({
      naturalPerson: '2',
      publicInterestOrganization: '5',
      legalServiceOrganization: '6',
      otherOrganization: '7',
      total: '8',
    })
  })

  test.each([
    ['2021', ['本年废止件数', '本年制发件数', '现行有效件数']],
    ['2019', ['本年新公开数量', '本年新制作数量', '对外公开总数量']],
  ] as const)('nor are columns of %s whose labels differ in two characters', (edition, labels) => {
    const block = blockOf('proactiveDisclosure', edition)
    const map = placed(
      block,
      [
        ['信息内容', ...labels],
        ['规章', '2', '3', '12'],
      ],
      1,
    )
    for (const { column, from } of map.columns) expect(labels[from - 1], column.id).toBe(column.path[0])
    expect(map.columns.length + map.unmatched.length).toBe(3)
  })

  test('the total printed first stays the total', () => {
    const rows = [
      ['信息类别', '总计', '自然人', ...five],
      ['一、本年新收政府信息公开申请数量', '10', '7', '1', '2', '0', '0', '0'],
    ]
    const found = places(placed(applicants, rows, 1))
    expect(found.total ?? '1').toBe('1')
    expect(found.naturalPerson ?? '2').toBe('2')
    expect(found).toMatchObject({ business: '3', researchInstitution: '4', otherOrganization: '7' })
  })

  test('a label that is lost is known by its place where all its neighbours are', () => {
    const map = placed(applicants, [...head('商业企业', '', '社会公益组织', '法律服务机构', '其他'), received], 3)
    expect(places(map)).toEqual(all)
    expect(map.columns.find(({ column }) => column.id === 'researchInstitution')).toMatchObject({
      label: null,
      likeness: 0,
    })
  })

  test('a label that was misread in a picture is known by its place too, one that was read for certain is another column', () => {
    const rows = [...head('商业企业', '秫研扒枸', '社会公益组织', '法律服务机构', '其他'), received]
    const read = (confidence: number): Record<string, string> => {
      const grid = gridOf(rows)
      const cells = grid.cells.map((cell) => (cell.text === '秫研扒枸' ? { ...cell, confidence } : cell))
      const printed = printedRows({ ...grid, cells }, 0)
      return places(placedColumns(applicants, printed.slice(0, 3), printed.slice(3), threshold))
    }
    expect(read(0.4)).toEqual(all)
    expect(read(0.95)).not.toHaveProperty('researchInstitution')
  })

  test('of two lost labels and one column left neither is guessed', () => {
    const without = (one: readonly string[]): string[] => one.filter((_text, i) => i !== 5)
    const rows = [...head('商业企业', '', '', '法律服务机构', '其他'), received].map(without)
    const found = places(placed(applicants, rows, 3))
    expect(found).not.toHaveProperty('researchInstitution')
    expect(found).not.toHaveProperty('publicInterestOrganization')
    expect(found).toMatchObject({ business: '3', legalServiceOrganization: '5', total: '7' })
  })

  test('the label of the group is none of its columns', () => {
    const rows = [
      ['', '自然人', '法人或其他组织', '总计'],
      ['一、本年新收政府信息公开申请数量', '7', '3', '10'],
    ]
    expect(places(placed(applicants, rows, 1))).toEqual({ naturalPerson: '1', total: '3' })
  })

  test('a stray line through a column does not make two of it', () => {
    const rows = [
      ['信息内容', '本年制发件数', '<', '本年废止件数', '现行有效件数'],
      ['规章', '2', '<', '0', '12'],
      ['行政规范性文件', '5', '', '1', '30'],
    ]
    expect(places(placed(documents, rows, 1))).toEqual({ issued: '1-3', repealed: '3', inForce: '4' })
  })

  test('figures in both halves of an undivided label keep both in sight', () => {
    const rows = [
      ['信息内容', '本年制发件数', '<', '本年废止件数', '现行有效件数'],
      ['规章', '2', '3', '0', '12'],
    ]
    const map = placed(documents, rows, 1)
    const issued = map.columns.find(({ column }) => column.id === 'issued')
    const seen = issued?.to === 3 || map.unmatched.some(({ from, to }) => from <= 2 && to >= 2)
    expect([places(map).repealed, places(map).inForce, seen]).toEqual(['3', '4', true])
  })

  test('table 四: the same five labels under three groups', () => {
    const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
    const rows = [
      ['行政复议', '<', '<', '<', '<', '行政诉讼', ...Array(9).fill('<')],
      [...outcomes, '未经复议直接起诉', ...Array(4).fill('<'), '复议后起诉', ...Array(4).fill('<')],
      [...Array(5).fill('^'), ...outcomes, ...outcomes],
      Array.from({ length: 15 }, (_, i) => `${i + 20}`),
    ]
    const expected = disputes.columns.map(({ id }, i) => [id, `${i}`])
    expect(places(placed(disputes, rows, 3))).toEqual(Object.fromEntries(expected))
    // Where the last group is cut off, the first two are not moved into it.
    const cut = rows.map((one) => one.slice(0, 12))
    expect(places(placed(disputes, cut, 3))).toEqual(Object.fromEntries(expected.slice(0, 12)))
    // Where the first group is lost, what is left is not moved to it.
    const behind = rows.map((one) => one.slice(5))
    expect(places(placed(disputes, behind, 3))).toEqual(
      Object.fromEntries(disputes.columns.slice(5).map(({ id }, i) => [id, `${i}`])),
    )
  })
})

describe('columns that are counted', () => {
  const counted = (rows: readonly (readonly string[])[], counts: readonly number[], block = applicants): ColumnMap =>
    countedColumns(block, printedRows(gridOf(rows, true), 0), counts)
  const header = [
    ['', '申请人情况', '', '', '', '', '', ''],
    ['', '自然人', '法人或其他组织', '', '', '', '', '总计'],
    ['', '', ...five, ''],
  ]
  const ids = applicants.columns.map(({ id }) => id)

  test('seven labels, seven values', () => {
    const map = counted(header, [7, 7])
    expect(map.counted).toBe(true)
    expect(map.columns.map(({ column, from }) => `${from} ${column.id}`)).toEqual(ids.map((id, i) => `${i} ${id}`))
    expect(map.columns.every(({ likeness }) => likeness === 1)).toBe(true)
  })

  test('six labels and six values: the seventh is not printed', () => {
    const rows = header.map((one) => one.slice(0, -1))
    expect(counted(rows, [6, 6]).columns.map(({ column }) => column.id)).toEqual(ids.slice(0, -1))
    const middle = header.map((one) => one.map((text) => (text === '科研机构' ? '' : text)))
    expect(counted(middle, [6]).columns.map(({ column }) => column.id)).toEqual(
      ids.filter((id) => id !== 'researchInstitution'),
    )
  })

  test('six labels and seven values: a label is lost, not a column', () => {
    const rows = header.map((one) => one.map((text) => (text === '科研机构' ? '' : text)))
    const map = counted(rows, [7, 7])
    expect(map.columns.map(({ column }) => column.id)).toEqual(ids)
    expect(map.columns.find(({ column }) => column.id === 'researchInstitution')).toMatchObject({
      label: null,
      likeness: 0,
    })
  })

  test('no label and seven values', () => {
    const map = counted([], [7])
    expect(map.columns.map(({ column }) => column.id)).toEqual(ids)
    expect(map.columns.every(({ likeness, label }) => likeness === 0 && label === null)).toBe(true)
  })
})

describe('a figure beside the column that it belongs to', () => {
  const licensing = blockOf('proactiveDisclosure', '2021', 1)
  /** What the one cell of a block is made of, in a grid whose last column may have a label. */
  const cellOf = (label: string, ...values: string[]) => {
    const rows = [
      ['信息内容', '本年处理决定数量', label, ''],
      ['行政许可', ...values],
    ]
    const printed = printedRows(gridOf(rows), 0).slice(1)
    const [def] = licensing.rows
    if (!def) throw new Error('no row')
    const pair = { block: 0, def, printed, label: '行政许可', likeness: 1 }
    const map = placed(licensing, rows, 1)
    return cellsOfRow(pair, map, licensing, learnOffsets([pair], 1, false), undefined).get('decisions')
  }
  test('a cell that a line has parted is not blank where its figure stands in the other part', () => {
    expect(cellOf('', '', '4')).toMatchObject({ shared: true, cells: [{ text: '4' }] })
    expect(cellOf('', '', '', '4')).toMatchObject({ shared: true, cells: [{ text: '4' }] })
  })
  test('it is where nothing stands there, or a figure below a label of its own', () => {
    expect(cellOf('', '', '')).toMatchObject({ shared: false, cells: [{ text: '' }] })
    expect(cellOf('备注', '', '4')).toMatchObject({ shared: false, cells: [{ text: '' }] })
    expect(cellOf('', '3', '4')).toMatchObject({ shared: false, cells: [{ text: '3' }] })
  })
})

describe('a label that is spoilt by what is printed beside it', () => {
  const received = applicants.rows[0]
  /** What the second column of figures is made of, below this label. */
  const cellOf = (label: string) => {
    const names = ['自然人', label, '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
    const rows = [
      ['', ...names],
      ['一、本年新收政府信息公开申请数量', '9', '2', '0', '0', '0', '1', '12'],
    ]
    if (!received) throw new Error('no row')
    const all = printedRows(gridOf(rows), 0)
    const printed = all.slice(1)
    const pair = { block: 0, def: received, printed, label: '一、本年新收政府信息公开申请数量', likeness: 1 }
    const map = placedColumns(applicants, all.slice(0, 1), printed, threshold)
    return cellsOfRow(pair, map, applicants, learnOffsets([pair], 1, false), undefined).get('business')
  }
  test('the figures below it may be those of the column that is missing', () => {
    expect(cellOf('之和，等于第三项加商业企业第四项之和')).toMatchObject({ shared: true, cells: [{ text: '2' }] })
  })
  test('those below a label of its own are not', () => {
    expect(cellOf('新闻媒体')).toBeUndefined()
  })
})

test('by alignment two labels whose lines stand below each other over one column are those of two', () => {
  const rows = [
    ['', '自然', '科研', '社会公益', '法律服务', '其他', '总计'],
    ['', '人 商业', '机构', '组织', '机构', '', ''],
    ['', '企业', '', '', '', '', ''],
    ['一、本年新收政府信息公开申请数量', '9', '0', '0', '0', '1', '10'],
  ]
  const of = (grid: Grid): ColumnMap => {
    const printed = printedRows(grid, 0)
    return placedColumns(applicants, printed.slice(0, 3), printed.slice(3), threshold)
  }
  const grid = { ...gridOf(rows), method: 'stream' as const }
  expect(places(of(grid))).toMatchObject({ naturalPerson: '1', business: '1' })
  const plain = rows.map((row) => row.map((text) => text.replace('人 商业', '人').replace('企业', '')))
  expect(places(of({ ...gridOf(plain), method: 'stream' }))).toMatchObject({ naturalPerson: '1' })
  expect(places(of({ ...gridOf(plain), method: 'stream' }))).not.toHaveProperty('business')
})
