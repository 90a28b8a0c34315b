import { describe, expect, test } from 'vitest'
import { type FigureKind, looksLikeFigure, moneyUnitIn, parseFigure, shiftDecimal } from '../../src/text/figures.js'

type Row = [text: string, kind: FigureKind, value: number | null, state: string, more?: Record<string, unknown>]

const readings: Row[] = [
  ['21', 'count', 21, 'reported'],
  ['0', 'count', 0, 'reported'],
  ['', 'count', null, 'blank'],
  [' \u3000\u00a0', 'count', null, 'blank'],
  ['/', 'count', null, 'filler'],
  ['-', 'count', null, 'filler'],
  ['—', 'count', null, 'filler'],
  ['——', 'amount', null, 'filler'],
  // Fonts have a sign of their own for two dashes or three, and pdf.js gives that.
  ['⸺', 'count', null, 'filler'],
  ['⸻', 'count', null, 'filler'],
  ['－', 'change', null, 'filler'],
  ['无', 'count', null, 'filler'],
  ['N/A', 'count', null, 'filler'],
  ['１２３', 'count', 123, 'reported'],
  ['1,234', 'count', 1234, 'reported'],
  ['1，234', 'count', 1234, 'reported'],
  ['901,327', 'count', 901327, 'reported'],
  ['12件', 'count', 12, 'reported', { unit: '件' }],
  ['22（其中修订16件）', 'count', 22, 'reported', { note: '其中修订16件' }],
  ['55\n（含自然失效29件）', 'count', 55, 'reported', { note: '含自然失效29件' }],
  ['22（件）', 'count', 22, 'reported', { unit: '件', note: null }],
  ['-197', 'change', -197, 'reported'],
  ['－18', 'change', -18, 'reported'],
  ['+3', 'change', 3, 'reported'],
  ['- 5', 'change', -5, 'reported'],
  ['0', 'change', 0, 'reported'],
  ['〇', 'count', 0, 'reported', { doubt: 'han-numeral' }],
  ['14.28（亿元）', 'amount', 142800, 'reported', { unit: '亿元' }],
  ['419 万元', 'amount', 419, 'reported', { unit: '万元' }],
  ['251000元', 'amount', 25.1, 'reported', { unit: '元' }],
  ['75394432.52元', 'amount', 7539.443252, 'reported'],
  ['2792220.8元', 'amount', 279.22208, 'reported'],
  ['8040', 'amount', null, 'unreadable', { doubt: 'unit-missing' }],
  ['0', 'amount', 0, 'reported'],
  ['5亿', 'amount', 50000, 'reported'],
  ['-5', 'count', -5, 'reported', { doubt: 'negative-count' }],
  ['3.5', 'count', null, 'unreadable', { doubt: 'not-an-integer' }],
  ['5元', 'count', null, 'unreadable', { doubt: 'count-in-money' }],
  ['12件', 'amount', null, 'unreadable'],
  ['约20', 'count', null, 'unreadable', { doubt: 'not-a-number' }],
  ['2O', 'count', null, 'unreadable', { doubt: 'confusable', candidates: [20] }],
  ['1l', 'count', null, 'unreadable', { doubt: 'confusable', candidates: [11] }],
  ['详见附件', 'count', null, 'unreadable'],
  ['1 2', 'count', null, 'unreadable', { doubt: 'split-digits', candidates: [12, 1, 2] }],
  ['12 34', 'count', null, 'unreadable', { doubt: 'several-numbers' }],
  ['1 234', 'count', null, 'unreadable', { doubt: 'split-digits', candidates: [1234] }],
  ['12\n34', 'count', null, 'unreadable'],
  ['9007199254740993', 'count', null, 'unreadable', { doubt: 'not-safe' }],
  ['1234567890123.4567元', 'amount', null, 'unreadable', { doubt: 'not-safe' }],
]

describe('parseFigure', () => {
  test.each(readings)('%j as %s', (text, kind, value, state, more = {}) => {
    expect(parseFigure(text, kind)).toMatchObject({ value, state, ...more })
  })

  test('a number broken by a narrow cell goes on below; only there', () => {
    expect(parseFigure('9013\n27', 'count', null, true)).toMatchObject({ value: 901327, doubt: 'wrapped-digits' })
    expect(parseFigure('9013\n27', 'count', null, false)).toMatchObject({
      value: null,
      state: 'unreadable',
      candidates: [901327, 9013, 27],
    })
  })

  test('the unit of the header counts where the cell has none', () => {
    expect(parseFigure('7730.28', 'amount', '万元').value).toBe(7730.28)
    expect(parseFigure('7730.28', 'amount', '元').value).toBe(0.773028)
    expect(parseFigure('14.28亿元', 'amount', '万元').value).toBe(142800)
  })
})

test('looksLikeFigure tells values from labels', () => {
  for (const text of [
    '0',
    '12',
    '-5',
    '/',
    '—',
    '无',
    '1,234',
    '14.28（亿元）',
    '22（其中修订16件）',
    '5.2万元',
    '12件',
  ])
    expect(looksLikeFigure(text), text).toBe(true)
  for (const text of ['', '规章', '1.属于国家秘密', '第二十条第（一）项', '2023年', '（一）', '1、', '2023年度'])
    expect(looksLikeFigure(text), text).toBe(false)
})

test('shiftDecimal moves the point without arithmetic', () => {
  expect(shiftDecimal('14.28', 4)).toBe('142800')
  expect(shiftDecimal('251000', -4)).toBe('25.1')
  expect(shiftDecimal('75394432.52', -4)).toBe('7539.443252')
  expect(shiftDecimal('0.07', -4)).toBe('0.000007')
  expect(shiftDecimal('-12.5', 1)).toBe('-125')
  expect(shiftDecimal('0', 4)).toBe('0')
})

test('moneyUnitIn', () => {
  const sure = (name: string) => ({ name, doubtful: false })
  expect(moneyUnitIn('本年收费金额（单位：万元）')).toEqual(sure('万元'))
  expect(moneyUnitIn('采购总金额（单位:元）')).toEqual(sure('元'))
  expect(moneyUnitIn('采购总金额（人民币元）')).toEqual(sure('元'))
  expect(moneyUnitIn('本年收费金额（元）')).toEqual(sure('元'))
  expect(moneyUnitIn('采购总金额')).toBeNull()
  // What stands where 万 would be, or a gap.
  expect(moneyUnitIn('本年收费金额（单位：口元）')).toEqual({ name: '元', doubtful: true })
  expect(moneyUnitIn('本年收费金额（单位： 元）')).toEqual({ name: '元', doubtful: true })
})

test('an amount behind the name of its money', () => {
  for (const text of ['人民币 1,234.5 万元整', '￥1234.5万元', '¥ 1,234.5（万元）'])
    expect([text, parseFigure(text, 'amount').value]).toEqual([text, 1234.5])
  expect(looksLikeFigure('人民币 1,234.5 万元整')).toBe(true)
  expect(looksLikeFigure('人民币金额')).toBe(false)
  expect(parseFigure('￥12', 'count').state).toBe('unreadable')
})

test('a change whose sign is a word or an arrow', () => {
  const cases: [string, number][] = [
    ['增5', 5],
    ['新增 12 项', 12],
    ['减少3项', -3],
    ['减\n12', -12],
    ['↓7', -7],
    ['减0', 0],
  ]
  for (const [text, value] of cases) expect([text, parseFigure(text, 'change').value]).toEqual([text, value])
  expect(parseFigure('减3', 'count').state).toBe('unreadable')
  expect(parseFigure('减1\n2', 'change').state).toBe('unreadable')
  expect(parseFigure('减3增5', 'change').state).toBe('unreadable')
})
