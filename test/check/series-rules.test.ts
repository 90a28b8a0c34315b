import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/check/digest.js'
import { issuerKeys } from '../../src/check/issuers.js'
import { checkSeries, seriesOf } from '../../src/check/series.js'
import { shareOf, sketchOf } from '../../src/check/sketch.js'
import { parseEquation } from '../../src/forms/equation.js'
import { seriesRules } from '../../src/forms/series-rules.js'
import type { Report } from '../../src/report/schema.js'
import { contractCells, type Edition, type Fill, makeReport, sheetOf, type TableName } from '../helpers/report.js'
import { withText } from '../helpers/text.js'

const build = (table: TableName, edition: Edition, year: number, cells: Fill, issuer = '青禾县人民政府'): Report =>
  makeReport({ issuer, year, tables: [{ table, edition, cells: sheetOf(table, edition, cells) }] })

/** Codes and figures of what is said of the second report. */
const second = (last: Report, now: Report) =>
  (checkSeries([last, now])[1] ?? []).map(({ code, rule, expected, actual, cells }) => [
    code,
    rule,
    expected,
    actual,
    cells[0],
  ])

describe('every rule over two years', () => {
  const cases = seriesRules.flatMap((rule) => {
    const edition: Edition = rule.edition ?? '2021'
    const names = contractCells[edition][rule.table]
    const { left } = parseEquation(rule.equation)
    const id = left[0]?.id ?? ''
    const own = names.filter(([row, column]) => (rule.each === 'column' ? row === id : column === id))
    const places = own.map(([row = '', column = '']) => (rule.each === 'column' ? column : row))
    return places.filter((at) => !rule.rows || rule.rows.includes(at)).map((at) => ({ rule, edition, at }))
  })
  test('is tried somewhere', () => {
    expect(new Set(cases.map(({ rule }) => rule.id))).toEqual(new Set(seriesRules.map(({ id }) => id)))
  })
  test.each(cases)('$rule.id at $at: holds, and fails by one', ({ rule, edition, at }) => {
    const { left, right, op } = parseEquation(rule.equation)
    const cellOf = (id: string): string => (rule.each === 'column' ? `${id}.${at}` : `${at}.${id}`)
    const values = new Map(
      [...left, ...right].filter(({ id }) => id !== left[0]?.id).map(({ id }, i) => [id, 30 + 7 * i]),
    )
    const due = right.reduce((sum, { sign, id }) => sum + sign * (values.get(id) ?? 0), 0)
    const fill =
      (prefix: string, printed: number): Fill =>
      (row, column) => {
        for (const { id } of [...left, ...right]) {
          const own = id.startsWith('last.') ? ['last', id.slice(5)] : ['now', id]
          if (own[0] !== prefix || cellOf(own[1] ?? '') !== `${row}.${column}`) continue
          return id === left[0]?.id ? printed : (values.get(id) ?? 0)
        }
        return ''
      }
    const last = build(rule.table, edition, 2022, fill('last', 0))
    const year = (printed: number) => build(rule.table, edition, 2023, fill('now', printed))
    expect(second(last, year(due))).toEqual([])
    expect(second(last, year(due - 1))).toEqual([
      [rule.code, rule.id, due, due - 1, `${rule.table}.${cellOf(left[0]?.id ?? '')}`],
    ])
    expect(second(last, year(due + 1))).toHaveLength(op === '=' ? 1 : 0)
  })
  test('rules of one edition do not compare tables of two', () => {
    const fill: Fill = () => 5
    expect(
      second(build('proactiveDisclosure', '2019', 2020, fill), build('proactiveDisclosure', '2021', 2021, fill)),
    ).toEqual([])
  })
})

describe('jumps', () => {
  const of = (n: number, year: number) =>
    build('proactiveDisclosure', '2021', year, (row, column) =>
      row === 'licensing' && column === 'decisions' ? n : '',
    )
  test.each<[number, number, boolean]>([
    [550, 9487, true],
    [9487, 550, true],
    [100, 1000, true],
    [100, 999, false],
    [1, 12, false],
    [0, 500, false],
    [500, 0, false],
  ])('from %i to %i: %s', (a, b, jumps) => {
    const found = second(of(a, 2022), of(b, 2023))
    expect(found).toEqual(jumps ? [['series/jump', 'XY-JUMP', a, b, 'proactiveDisclosure.licensing.decisions']] : [])
  })
})

describe('tables that are those of last year', () => {
  const cell: Fill = (row, column) => row.length * 3 + column.length
  const codes = (a: Report, b: Report) => second(a, b).flatMap(([code]) => (code === 'series/unchanged' ? [code] : []))
  test.each<[TableName, Edition]>([
    ['applications', '2021'],
    ['applications', '2019'],
    ['disputes', '2021'],
    ['proactiveDisclosure', '2021'],
    ['proactiveDisclosure', '2019'],
  ])('%s of %s', (table, edition) => {
    expect(codes(build(table, edition, 2022, cell), build(table, edition, 2023, cell))).toHaveLength(1)
    // One figure that differs, in a row that is looked at.
    const row = table === 'applications' ? 'received' : table === 'disputes' ? 'reconsideration' : 'licensing'
    const other: Fill = (r, c) => (r === row ? (cell(r, c) as number) + 1 : cell(r, c))
    expect(codes(build(table, edition, 2022, cell), build(table, edition, 2023, other))).toEqual([])
    // Too few, or too small to be copied.
    expect(
      codes(
        build(table, edition, 2022, () => 0),
        build(table, edition, 2023, () => 0),
      ),
    ).toEqual([])
    const few: Fill = (r, c) => (r === row && c === 'total' ? 3 : 0)
    expect(codes(build(table, edition, 2022, few), build(table, edition, 2023, few))).toEqual([])
  })
})

describe('growth that the text states', () => {
  const received =
    (n: number, brought: number): Fill =>
    (row, column) =>
      column !== 'total' ? '' : row === 'received' ? n : row === 'broughtForward' ? brought : ''
  const growth = (text: string) => {
    const last = build('applications', '2021', 2022, received(100, 20))
    const now = withText(
      build('applications', '2021', 2023, () => ''),
      text,
    )
    return second(last, now).map(([code, , expected, actual]) => [code, expected, actual])
  }
  test.each<[string, unknown[][]]>([
    ['收到公开申请110件，同比增长10%。', []],
    ['收到公开申请108件，同比减少10%。', []],
    ['收到公开申请111件，同比增长11.0%。', []],
    ['收到公开申请110件，同比增长17.5%。', [['series/growth', 10, 17.5]]],
    ['收到公开申请110件，较上年下降10%。', [['series/growth', 10, -10]]],
    ['收到公开申请约110件，同比增长50%。', []],
    ['主动公开信息110条，同比增长50%。', []],
  ])('%s', (text, expected) => {
    expect(growth(text)).toEqual(expected)
  })
})

describe('text that is that of last year', () => {
  const sentences = Array.from({ length: 24 }, (_, i) =>
    [...'青禾县各科室围绕群众关切梳理目录并在栏目更新办事指南与联系方式']
      .map((char, k) => String.fromCodePoint(0x4e00 + (((char.codePointAt(0) ?? 0) * (i + 3) + k * 37) % 9_000)))
      .join(''),
  )
  const report = (year: number, from: number, to: number, more = ''): Report =>
    withText(makeReport({ year, tables: [] }), `${sentences.slice(from, to).join('。')}。${more}`)
  const share = (a: Report, b: Report) =>
    checkSeries([a, b])[1]?.flatMap(({ code, args, level }) =>
      code === 'series/copied-text' ? [[args.share, level]] : [],
    )
  test('is told with its share, from a half on', () => {
    expect(share(report(2022, 0, 12), report(2023, 0, 12))).toEqual([[1, 'warning']])
    expect(share(report(2022, 0, 12), report(2023, 3, 15))).toEqual([[0.75, 'info']])
    expect(share(report(2022, 0, 12), report(2023, 9, 21))).toEqual([])
    expect(share(report(2022, 0, 12), report(2023, 12, 24))).toEqual([])
  })
  test('other numbers make no other text', () => {
    expect(share(report(2022, 0, 12, '收到来件5份。'), report(2023, 0, 12, '收到来件67份。'))).toEqual([[1, 'warning']])
  })
  test('formal sentences, and too little text, are no copies', () => {
    expect(share(report(2022, 0, 2), report(2023, 0, 2))).toEqual([])
    const formal = '本报告依据条例和统一格式编制并按要求向社会公开发布供公众查阅监督'
    const say = (year: number) => withText(makeReport({ year, tables: [] }), Array(20).fill(formal).join('。'))
    expect(share(say(2022), say(2023))).toEqual([])
  })
  test('the sketch of a long text gives nearly the share of all of it', () => {
    const long = (from: number, to: number) =>
      sketchOf(
        withText(
          makeReport({ tables: [] }),
          Array.from({ length: to - from }, (_, i) =>
            Array.from({ length: 30 }, (_, k) =>
              String.fromCodePoint(0x4e00 + ((((from + i) * 7919 + k * 104_729) ^ ((from + i) * k)) % 20_000)),
            ).join(''),
          ).join('。'),
        ),
      )
    const a = long(0, 300)
    const b = long(100, 400)
    expect(a && b ? Math.abs(shareOf(b, a) - 2 / 3) : 1).toBeLessThan(0.05)
    expect(a?.hashes.length).toBe(512)
  })
})

describe('bodies over their names', () => {
  test.each<[string, string, boolean]>([
    ['洪泽区人民政府', '洪泽区政府', true],
    ['洪泽区人民政府', '淮安市洪泽区人民政府', true],
    ['洪泽区', '洪泽区人民政府', true],
    ['余杭区人民政府', '杭州市余杭区人民政府', true],
    ['市中区政府', '济宁市市中区人民政府', true],
    ['杭州市人民政府', '湖州市人民政府', false],
    ['市场监督管理局', '青禾县市场监督管理局', false],
    ['白石实验区管委会', '白石实验区管理委员会', true],
    ['青禾县财政局', '江南省云州市青禾县财政局', true],
    ['青禾县人民政府', '青禾县人民政府办公室', false],
    ['青禾县财政局', '青禾县税务局', false],
    ['财政局', '青禾县财政局', false],
    ['青禾县', '青禾市', false],
    ['东街道办事处', '东街道', true],
  ])('%s and %s: %s', (a, b, same) => {
    const [x, y] = issuerKeys([a, b])
    expect(x === y).toBe(same)
  })
  test('a name without its superior stays alone where two bodies have it', () => {
    const keys = issuerKeys(['鼓楼区人民政府', '南州市鼓楼区人民政府', '北州市鼓楼区人民政府'])
    expect(new Set(keys).size).toBe(3)
  })
  test('the order of the reports does not matter', () => {
    const names = ['洪泽区政府', '淮安市洪泽区人民政府', '青禾县财政局', '江南省青禾县财政局', null]
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (shuffled) => {
        const keys = issuerKeys(shuffled)
        const key = (name: string | null) => keys[shuffled.indexOf(name)]
        expect(key('洪泽区政府')).toBe(key('淮安市洪泽区人民政府'))
        expect(key('青禾县财政局')).toBe(key('江南省青禾县财政局'))
        expect(key(null)).toBeNull()
      }),
    )
  })
  test('reports of one body are one series, by their years', () => {
    const series = seriesOf([
      { issuer: '洪泽区人民政府', year: 2023 },
      { issuer: '青禾县', year: 2022 },
      { issuer: '淮安市洪泽区政府', year: 2021 },
      { issuer: '洪泽区政府', year: null },
    ])
    expect(series).toEqual([
      {
        issuer: '淮安市洪泽区政府',
        years: [
          { year: 2021, reports: [2] },
          { year: 2023, reports: [0] },
        ],
      },
      { issuer: '青禾县', years: [{ year: 2022, reports: [1] }] },
    ])
  })
})

test('years that are missing are told, and nothing is compared across them', () => {
  const fill: Fill = () => 5
  const found = checkSeries([build('applications', '2021', 2020, fill), build('applications', '2021', 2023, () => 9)])
  expect(found[1]?.map(({ code, args }) => [code, args.missing])).toEqual([['series/gap', [2021, 2022]]])
})

test('a digest is small: an archive of them fits in memory', () => {
  const digest = digestOf(makeReport({ tables: [{ table: 'applications', edition: '2021', cells: () => 5 }] }), true)
  expect(digest.tables[0]?.values.byteLength).toBeLessThan(2_000)
})
