import { describe, expect, test } from 'vitest'
import { readReport } from '../../src/read.js'
import { cellsOf } from '../../src/report/cells.js'

const results = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
const row = (cells: readonly (string | number)[]): string =>
  `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
const title = (text: string, span = 5): string => `<tr><td colspan="${span}">${text}</td></tr>`
const table = (...rows: readonly string[]): string => `<table>${rows.join('')}</table>`
const names = ['行政复议', '行政诉讼（未经复议直接起诉）', '行政诉讼（复议后起诉）']
const short = ['行政复议', '未经复议直接起诉', '复议后起诉']
const figures = [
  [11, 12, 13, 14, 50],
  [21, 22, 23, 24, 90],
  [31, 32, 33, 34, 130],
]
const one = (i: number): readonly number[] => figures[i] ?? []

/** The values of table 四 in the order of the form, of each copy that was found. */
async function disputes(html: string): Promise<(number | null)[][]> {
  const page = `<html><body><h1>云屏市财政局2023年政府信息公开工作年度报告</h1><p>四、政府信息公开行政复议、行政诉讼情况</p>${html}<p>五、存在的主要问题及改进情况</p></body></html>`
  const { report } = await readReport(new TextEncoder().encode(page))
  const copies: (number | null)[][] = []
  if (report)
    for (const { instance, figure } of cellsOf(report)) {
      copies[instance] ??= []
      copies[instance]?.push(figure.value)
    }
  return copies
}

describe('table 四 in pieces', () => {
  test.each<[string, string]>([
    ['three tables, titled', names.map((name, i) => table(title(name), row(results), row(one(i)))).join('')],
    [
      'three tables under a line each',
      short.map((name, i) => `<p>${name}</p>${table(row(results), row(one(i)))}`).join(''),
    ],
    ['one below the other', table(...names.flatMap((name, i) => [title(name), row(results), row(one(i))]))],
    ['a row for each', table(row(['类型', ...results]), ...names.map((name, i) => row([name, ...one(i)])))],
    [
      'a row for each, and for their sums',
      table(
        row(['类型', ...results]),
        ...names.map((name, i) => row([name, ...one(i)])),
        row(['小计', 1, 2, 3, 4, 10]),
        row(['合计', 5, 6, 7, 8, 26]),
      ),
    ],
    [
      'reviews and lawsuits apart',
      table(title('行政复议'), row(results), row(one(0))) +
        table(
          title('行政诉讼', 10),
          '<tr><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>',
          row([...results, ...results]),
          row([...one(1), ...one(2)]),
        ),
    ],
    [
      'with empty cells before the figures',
      names.map((name, i) => table(title(name, 7), row(['', '', ...results]), row(['', '', ...one(i)]))).join(''),
    ],
    [
      'with empty cells at the ends of rows, an empty row and a note',
      names
        .map((name, i) =>
          table(
            title(name, 6),
            row([...results, '']),
            row(['', '', '', '', '', '']),
            row([...one(i), '']),
            title('注：无'),
          ),
        )
        .join(''),
    ],
  ])('%s', async (_, html) => {
    expect(await disputes(html)).toEqual([figures.flat()])
  })
  test('figures whose kind is not printed are left out', async () => {
    expect(await disputes(figures.map((own) => table(row(results), row(own))).join(''))).toEqual([])
    const first = table(title('行政复议'), row(results), row(one(0)))
    const nameless = table(row(results), row(one(1)))
    expect(await disputes(first + nameless)).toEqual([[...one(0), ...Array.from({ length: 10 }, () => null)]])
  })
  test('blank cells are those of their kind', async () => {
    const html = names
      .map((name, i) => table(title(name), row(results), row(i === 1 ? ['', '', '', '', ''] : one(i))))
      .join('')
    expect(await disputes(html)).toEqual([[...one(0), null, null, null, null, null, ...one(2)]])
  })
  test.each(['\t', ' | '])('in a dump whose fields are parted by %j', async (mark) => {
    const lines = names.flatMap((name, i) => [[name, '', '', '', ''], results, one(i)])
    const text = `云屏市财政局2023年政府信息公开工作年度报告\n\n四、政府信息公开行政复议、行政诉讼情况\n\n${lines.map((line) => line.join(mark)).join('\n')}\n\n五、存在的主要问题及改进情况\n`
    const { report } = await readReport(new TextEncoder().encode(text))
    expect(report ? [...cellsOf(report)].map(({ figure }) => figure.value) : null).toEqual(figures.flat())
  })
  test('two copies stay two', async () => {
    const copy = names.map((name, i) => table(title(name), row(results), row(one(i)))).join('')
    expect(await disputes(copy + copy)).toEqual([figures.flat(), figures.flat()])
  })
})

test('table 四 printed twice is two tables', async () => {
  const copy = (sets: readonly (readonly number[])[]): string =>
    table(
      '<tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>',
      `<tr>${results.map((name) => `<td rowspan="2">${name}</td>`).join('')}<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>`,
      row([...results, ...results]),
      row(sets.flat()),
    )
  const others = figures.map((own) => own.map((value) => value + 500))
  expect(await disputes(copy(figures) + copy(others))).toEqual([figures.flat(), others.flat()])
  expect(await disputes(`${copy(figures)}<p>其中：本级</p>${copy(others)}`)).toEqual([figures.flat(), others.flat()])
})

describe('table 四 turned', () => {
  const wanted = figures.flat()
  const down = (names: readonly string[]): string[][] => [
    ['结果', ...names],
    ...results.map((result, k) => [result, ...figures.map((own) => String(own[k]))]),
  ]

  test('kinds side by side in a web page, with and without a group of lawsuits', async () => {
    expect(await disputes(table(...down(names).map(row)))).toEqual([wanted])
    const grouped = table(
      '<tr><td rowspan="2">结果</td><td rowspan="2">行政复议</td><td colspan="2">行政诉讼</td></tr>',
      row(['未经复议直接起诉', '复议后起诉']),
      ...down(names).slice(1).map(row),
    )
    expect(await disputes(grouped)).toEqual([wanted])
  })

  const text = (lines: readonly string[]): string => `<p>${lines.join('</p><p>')}</p>`

  test.each<[string, readonly string[]]>([
    ['a cell a line', down(names).flat()],
    ['a result a line', names.flatMap((name, i) => [name, ...results.map((result, k) => `${result} ${one(i)[k]}`)])],
    ['results, then their figures', names.flatMap((name, i) => [name, ...results, ...one(i).map(String)])],
  ])('in text: %s', async (_, lines) => {
    expect(await disputes(text(lines))).toEqual([wanted])
  })

  test('what lacks a result, or names one twice, is no such table', async () => {
    const short = (lines: string[][]): string => table(...lines.map(row))
    const lines = down(names)
    expect((await disputes(short(lines.slice(0, -1)))).flat().filter((value) => value !== null)).toEqual([])
    const twice = [...lines.slice(0, -1), ['结果维持', '1', '2', '3']]
    expect((await disputes(short(twice))).flat().filter((value) => value !== null)).toEqual([])
    const kinds = lines.map((cells, i) => (i === 0 ? ['结果', names[0] ?? '', names[0] ?? '', names[2] ?? ''] : cells))
    expect((await disputes(short(kinds))).flat().filter((value) => value !== null)).toEqual([])
  })
})
