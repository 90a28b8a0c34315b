import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings.js'
import { buildTable, type CellInput, type TableInput } from '../../src/report/build.js'
import { figureAt } from '../../src/report/cells.js'
import type { Figure } from '../../src/report/schema.js'
import type { Cell, Doubt } from '../../src/types.js'

const cell = (text: string, more: Partial<Cell> = {}): Cell => ({
  row: 3,
  col: 2,
  rowSpan: 1,
  colSpan: 1,
  text: text.replace(/\n/g, ''),
  lines: text === '' ? [] : text.split('\n'),
  place: { page: 4, box: [10, 20, 30, 40] },
  ...more,
})

const input = (cells: readonly Cell[], more: Partial<CellInput> = {}): CellInput => ({
  row: 'received',
  column: 'total',
  kind: 'count',
  cells,
  shared: false,
  rowLikeness: 1,
  columnLikeness: 1,
  header: '总计',
  unit: null,
  method: 'lattice',
  ...more,
})

function build(
  cells: readonly CellInput[],
  more: Partial<TableInput> = {},
): { figures: (Figure | undefined)[]; notes: Finding[] } {
  const { table, notes } = buildTable({
    table: 'applications',
    edition: '2021',
    instance: 1,
    scope: null,
    pages: [4],
    cells,
    extraRows: [],
    extraColumns: [],
    ...more,
  })
  return { figures: cells.map(({ row, column }) => figureAt(table, { row, column })), notes }
}

const one = (text: string, more: Partial<CellInput> = {}, table: Partial<TableInput> = {}) => {
  const { figures, notes } = build([input([cell(text)], more)], table)
  return { figure: figures[0], notes, codes: notes.map(({ code }) => code) }
}

describe('figures', () => {
  test('as printed, with their place; the text is kept', () => {
    expect(one('1,234')).toEqual({
      figure: {
        value: 1234,
        raw: '1,234',
        state: 'reported',
        unit: null,
        place: { page: 4, box: [10, 20, 30, 40] },
        confidence: 1,
      },
      notes: [],
      codes: [],
    })
    expect(one('２１').figure).toMatchObject({ value: 21, raw: '２１' })
    expect(one('0').figure).toMatchObject({ value: 0, state: 'reported' })
    expect(one('12件').figure).toMatchObject({ value: 12, raw: '12件', unit: '件' })
  })
  test('blank, struck out and not there are three things, and none is zero', () => {
    expect(one('').figure).toMatchObject({ value: null, raw: '', state: 'blank' })
    for (const text of ['/', '—', '－', '无'])
      expect(one(text).figure, text).toMatchObject({ value: null, raw: text, state: 'filler' })
    expect(build([input([])])).toEqual({
      figures: [{ value: null, raw: '', state: 'absent', unit: null, place: null, confidence: 1 }],
      notes: [],
    })
  })
  test('a remark in the cell is kept beside the figure', () => {
    expect(one('22\n（其中修订16件）').figure).toMatchObject({
      value: 22,
      note: '其中修订16件',
      raw: '22（其中修订16件）',
    })
    expect(one('22').figure).not.toHaveProperty('note')
  })
  test('a number that goes on in the next line of a narrow cell', () => {
    const figure = build([input([cell('9013\n27', { full: true })])]).figures[0]
    expect(figure).toMatchObject({ value: 901327, state: 'reported', confidence: 0.97 })
    expect(figure?.note).toBeTruthy()
    expect(one('9013\n27').figure).toMatchObject({ value: null, state: 'unreadable' })
  })
  test('names with dots are paths; copy, scope, pages and what the form does not have are kept', () => {
    const place = { page: 2, box: [0, 0, 1, 1] as [number, number, number, number] }
    const { table } = buildTable({
      table: 'applications',
      edition: '2021',
      instance: 2,
      scope: '全县',
      pages: [2, 3],
      cells: [input([cell('7')], { row: 'withheld.stateSecrets', column: 'business' })],
      extraRows: [{ label: '小计', texts: ['1', '2'], place }],
      extraColumns: [{ label: '备注', texts: ['x'] }],
    })
    expect(table).toMatchObject({
      form: '2021',
      instance: 2,
      scope: '全县',
      pages: [2, 3],
      withheld: { stateSecrets: { business: { value: 7 } } },
      extra: { rows: [{ label: '小计', texts: ['1', '2'], place }], columns: [{ label: '备注', texts: ['x'] }] },
    })
  })
})

describe('amounts are in 万元', () => {
  const amount = (text: string, header = '采购总金额', more: Partial<CellInput> = {}, around?: string) =>
    one(
      text,
      { row: 'procurement', column: 'amount', kind: 'amount', header, ...more },
      { table: 'proactiveDisclosure', edition: '2019', ...(around === undefined ? {} : { around }) },
    )

  test.each([
    ['251000元', 25.1, '元'],
    ['75394432.52元', 7539.443252, '元'],
    ['14.28（亿元）', 142800, '亿元'],
    ['14.28亿元', 142800, '亿元'],
    ['419 万元', 419, '万元'],
    ['3百万元', 300, '百万元'],
    ['1,200千元', 120, '千元'],
    ['0元', 0, '元'],
  ])('%s', (text, value, unit) => {
    expect(amount(text)).toMatchObject({ figure: { value, unit, raw: text, state: 'reported' }, codes: [] })
  })
  test('by the unit of the header, of the form or of a note near the table, where the cell has none', () => {
    expect(amount('7730.28', '本年收费金额（单位：万元）').figure).toMatchObject({ value: 7730.28, unit: '万元' })
    expect(amount('7730.28', '采购总金额（元）').figure).toMatchObject({ value: 0.773028, unit: '元' })
    expect(amount('7.5', '采购总金额（单位：亿元）').figure).toMatchObject({ value: 75_000, unit: '亿元' })
    expect(amount('12', '收费金额', { unit: '万元' }).figure).toMatchObject({ value: 12, unit: '万元' })
    expect(amount('120000', '采购总金额', {}, '表后说明\n单位：元').figure).toMatchObject({ value: 12, unit: '元' })
  })
  test('a unit whose first character may be lost makes them doubtful, unless nothing was collected', () => {
    const garbled = amount('7730.28', '本年收费金额（单位：口元）').figure
    expect(garbled).toMatchObject({ value: 0.773028, confidence: 0.9 })
    expect(garbled?.note).toContain('元')
    expect(amount('7730.28', '本年收费金额（单位： 元）').figure?.confidence).toBe(0.9)
    expect(amount('7730.28', '本年收费金额（单位：元）').figure?.confidence).toBe(1)
    expect(amount('0', '本年收费金额（单位：口元）').figure).toMatchObject({ value: 0, confidence: 1 })
    expect(amount('7730.28万元', '本年收费金额（单位：口元）').figure).toMatchObject({ value: 7730.28, confidence: 1 })
  })
  test('the unit in the cell comes before that of the header', () => {
    expect(amount('251000元', '本年收费金额（单位：万元）').figure).toMatchObject({
      value: 25.1,
      unit: '元',
      raw: '251000元',
    })
    expect(amount('2亿元', '采购总金额（元）').figure).toMatchObject({ value: 20_000, unit: '亿元' })
  })
  test('without a unit there is no value, and a finding says so', () => {
    const { figure, notes } = amount('8040')
    expect(figure).toMatchObject({ value: null, raw: '8040', state: 'unreadable' })
    expect(notes).toMatchObject([
      {
        code: 'cell/unit-missing',
        level: 'warning',
        table: 'proactiveDisclosure',
        instance: 1,
        cells: ['proactiveDisclosure.procurement.amount'],
        args: { raw: '8040' },
      },
    ])
    expect(notes[0]?.places).toEqual([{ page: 4, box: [10, 20, 30, 40] }])
    expect(amount('8040', '采购总金额', {}, '全年支出约 300 万元').figure?.value).toBeNull()
  })
  test('zero is zero in every unit', () => {
    expect(amount('0')).toMatchObject({ figure: { value: 0, state: 'reported' }, codes: [] })
  })
  test('money is no count', () => {
    expect(one('5元')).toMatchObject({
      figure: { value: null, state: 'unreadable', raw: '5元' },
      codes: ['cell/unreadable'],
    })
  })
})

describe('notes', () => {
  const reasonOf = (cells: readonly Cell[], more: Partial<CellInput> = {}, table: Partial<TableInput> = {}) => {
    const { figures, notes } = build([input(cells, more)], table)
    expect(figures[0]).toMatchObject({ value: null, state: 'unreadable', confidence: 0 })
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatchObject({
      code: 'cell/unreadable',
      level: 'warning',
      table: 'applications',
      instance: 1,
      cells: ['applications.received.total'],
      cause: 'reading',
    })
    return notes[0]?.args
  }
  test('what cannot be read for certain is not read, and the reason is given', () => {
    expect(reasonOf([cell('约20')])).toEqual({ raw: '约20', reason: 'not-a-number', candidates: [] })
    expect(reasonOf([cell('1 2')])).toEqual({ raw: '1 2', reason: 'split-digits', candidates: [12, 1, 2] })
    expect(reasonOf([cell('12 34')])?.reason).toBe('several-numbers')
    expect(reasonOf([cell('3.5')])?.reason).toBe('not-an-integer')
    expect(reasonOf([cell('9007199254740993')])?.reason).toBe('not-safe')
  })
  test.each<[Doubt, unknown[]]>([
    ['hidden-text', [21]],
    ['garbled', []],
    ['adrift', [21]],
  ])('a cell that is %s', (doubt, candidates) => {
    expect(reasonOf([cell('21', { doubts: [doubt] })])).toEqual({ raw: '21', reason: doubt, candidates })
  })
  test('a blank cell is blank, but not where the figure beside it may be its own', () => {
    for (const doubt of ['hidden-text', 'garbled'] as const)
      expect(build([input([cell('', { doubts: [doubt] })])]).figures[0]?.state).toBe('blank')
    for (const doubt of ['adrift', 'crosses-ruling'] as const)
      expect(reasonOf([cell('', { doubts: [doubt] })])?.reason).toBe('unsure-blank')
  })
  test('a figure adrift is sure where the order of a full row tells its column', () => {
    expect(build([input([cell('21', { doubts: ['adrift'] })], { ordered: true })])).toMatchObject({
      figures: [{ value: 21, state: 'reported' }],
      notes: [],
    })
  })
  test('a cell that belongs to several, with a figure or without', () => {
    expect(reasonOf([cell('21')], { shared: true })).toEqual({ raw: '21', reason: 'shared', candidates: [21] })
    expect(reasonOf([cell('')], { shared: true })?.reason).toBe('unsure-blank')
  })
  test('a figure in two pieces of a divided cell', () => {
    expect(reasonOf([cell('2'), cell('1')])?.reason).toBe('split-digits')
    expect(build([input([cell('21'), cell('')])]).figures[0]?.state).not.toBe('blank')
  })
  test('a blank in a file that lost text is none; its figures are less sure', () => {
    expect(reasonOf([cell('')], {}, { damaged: true })?.reason).toBe('lost-text')
    expect(one('5', {}, { damaged: true }).figure).toMatchObject({ value: 5, confidence: 0.9 })
  })
  test('a negative count is kept as printed, and less sure; a negative change is right', () => {
    const { figure, notes } = one('-5')
    expect(figure).toMatchObject({ value: -5, raw: '-5', state: 'reported' })
    expect(figure?.confidence).toBeLessThan(0.95)
    // checkReport says that it cannot be: test/check/rules.test.ts.
    expect(notes).toEqual([])
    expect(one('-5', { kind: 'change' })).toMatchObject({ figure: { value: -5, confidence: 1 }, codes: [] })
    expect(one('-5万元', { kind: 'amount' })).toMatchObject({ figure: { value: -5 }, codes: [] })
  })
  test('the weaker the way it was found, the less sure', () => {
    const sure = (more: Partial<CellInput>): number => one('5', more).figure?.confidence ?? Number.NaN
    expect(sure({ method: 'stream' })).toBeLessThan(sure({}))
    expect(sure({ rowLikeness: 0.7 })).toBeLessThan(sure({ rowLikeness: 0.9 }))
    expect(sure({ rowLikeness: 0 })).toBeLessThan(sure({ rowLikeness: 0.7 }))
    expect(sure({ columnLikeness: 0 })).toBe(sure({ rowLikeness: 0 }))
    expect(build([input([cell('5', { doubts: ['crosses-ruling'] })])]).figures[0]?.confidence).toBeLessThan(
      sure({ rowLikeness: 0 }),
    )
  })
})
