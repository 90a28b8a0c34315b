import { describe, expect, test } from 'vitest'
import { needsStream } from '../../src/layout/choose.js'
import { findFurniture, pageNumberIn } from '../../src/layout/furniture.js'
import { layOut } from '../../src/layout/index.js'
import { joinGrids } from '../../src/layout/join-pages.js'
import { latticeGrids } from '../../src/layout/lattice.js'
import { toLines, verticalLines } from '../../src/layout/lines.js'
import { displayedBox, turnBox, upright } from '../../src/layout/upright.js'
import type { Block, Page, Ruling, TextRun } from '../../src/types.js'
import { type Drawing, page, rowsOf, run, runsOf, sidesOf } from '../helpers/draw.js'

const texts = (blocks: readonly Block[]): (string | string[])[] =>
  blocks.map((block) => (block.kind === 'grid' ? rowsOf(block) : block.text))

describe('lines', () => {
  test('runs of one height are one line, left to right; the next line is another', () => {
    const lines = toLines([run('年', 90, 100), run('2023', 60, 100.4), run('报告', 60, 118)])
    expect(lines.map((line) => line.text)).toEqual(['2023年', '报告'])
  })
  test('a wide gap is a space, between Chinese characters too', () => {
    expect(toLines([run('总', 60, 100), run('计', 90, 100)]).map((line) => line.text)).toEqual(['总 计'])
    expect(toLines([run('总', 60, 100), run('计', 75, 100)]).map((line) => line.text)).toEqual(['总计'])
  })
  test('vertical writing runs in columns from the right', () => {
    const vertical = (text: string, x: number, top: number): TextRun => ({
      ...run(text, x, top),
      vertical: true,
      box: { x0: x, x1: x + 10, top, bottom: top + 10 * text.length },
    })
    expect(verticalLines([vertical('办理结果', 60, 100), vertical('三、本年度', 75, 100)])).toEqual([
      '三、本年度',
      '办理结果',
    ])
  })
})

describe('page furniture', () => {
  test('page numbers in every dress', () => {
    for (const text of ['— 3 —', '-3-', '－ 12 －', '第 3 页', '第3页 共5页', '3/5', 'Page 3 of 5'])
      expect(pageNumberIn(text)?.certain, text).toBe(true)
    expect(pageNumberIn('3')).toEqual({ value: 3, certain: false })
    for (const text of ['2023年', '3.其他', '一', '- 197 元 -', '0 0 / 0', '— 1 2 —'])
      expect(pageNumberIn(text), text).toBeNull()
  })
  test('bare numbers that count on, and heads that stand on every page', () => {
    const pages = [1, 2, 3].map((number) => ({
      number,
      height: 800,
      lines: toLines([
        run('某县年度报告', 250, 40),
        run(`第${number}段`, 100, 300),
        run(String(number), 300, 760),
        run('12', 300, 400),
      ]),
    }))
    const furniture = findFurniture(pages)
    expect(furniture.heads.map((line) => line.text)).toEqual(['某县年度报告'])
    expect([...furniture.lines].map((line) => line.text)).toEqual([
      '1',
      '2',
      '3',
      '某县年度报告',
      '某县年度报告',
      '某县年度报告',
    ])
  })
  test('rows at the same height are no heads, whatever their figures', () => {
    const found = (lines: (number: number) => readonly TextRun[], numbers = [1, 2, 3]): string[] => {
      const pages = numbers.map((number) => ({ number, height: 800, lines: toLines(lines(number)) }))
      return [...findFurniture(pages).lines].map((line) => line.text)
    }
    const row = (...texts: readonly string[]): TextRun[] => texts.map((text, i) => run(text, 100 + i * 60, 760))
    expect(found(() => row('0', '0', '/', '0'))).toEqual([])
    expect(found((number) => row('其他', String(number), '0', '0'))).toEqual([])
    expect(found(() => row('自然人', '商业企业', '科研机构', '其他', '总计'))).toEqual([])
    expect(found(() => row('/'))).toEqual([])
    expect(found(() => row('—', '3', '—'))).toEqual([])
    expect(found(() => [run('— 3 —', 290, 760)])).toHaveLength(3)
    expect(found(() => row('某县', '2023年度报告', '年报', '内部'))).toHaveLength(3)
    expect(found((number) => row('某县年度报告', `${number}`))).toHaveLength(3)
    expect(found(() => row('2024-01-17'))).toHaveLength(3)
    // On each other page, and at the same place of several reports of four pages.
    expect(found(() => row('某县年度报告'), [1, 3, 5, 7])).toHaveLength(4)
    expect(found(() => row('行政许可'), [2, 6, 10, 14])).toEqual([])
  })
})

const table = (rows: readonly (readonly string[])[], top: number): Drawing => ({
  xs: [50, 200, 260, 320],
  ys: Array.from({ length: rows.length + 1 }, (_, i) => top + i * 20),
  cells: rows.flatMap((row, r) => row.map((text, c) => ({ row: r, col: c, rowSpan: 1, colSpan: 1, text }))),
})

const pageWith = (number: number, drawing: Drawing, more: readonly TextRun[] = []): Page => ({
  ...page([...runsOf(drawing), ...more], sidesOf(drawing)),
  number,
})

describe('tables over pages', () => {
  const head = ['项目', '甲', '乙']
  test('two halves with a page number between are one grid', () => {
    const { blocks } = layOut(
      [
        pageWith(1, table([head, ['规章', '1', '2']], 700), [run('— 1 —', 290, 760)]),
        pageWith(2, table([['许可', '3', '4']], 60)),
      ],
      { tables: 'auto' },
    )
    expect(texts(blocks)).toEqual([['项目 | 甲 | 乙', '规章 | 1 | 2', '许可 | 3 | 4']])
    expect(blocks[0]).toMatchObject({ rowPages: [1, 1, 2], breaks: [2] })
  })
  test('a header that is printed again is dropped', () => {
    const { blocks } = layOut(
      [pageWith(1, table([head, ['规章', '1', '2']], 700)), pageWith(2, table([head, ['许可', '3', '4']], 60))],
      { tables: 'auto' },
    )
    expect(texts(blocks)).toEqual([['项目 | 甲 | 乙', '规章 | 1 | 2', '许可 | 3 | 4']])
  })
  test('text between them keeps two tables apart', () => {
    const { blocks } = layOut(
      [
        pageWith(1, table([head, ['规章', '1', '2']], 600), [run('下表另列', 100, 700)]),
        pageWith(
          2,
          table(
            [
              ['许可', '3', '4'],
              ['处罚', '5', '6'],
            ],
            60,
          ),
        ),
      ],
      { tables: 'auto' },
    )
    expect(blocks.filter((block) => block.kind === 'grid')).toHaveLength(2)
  })
  test('frames in other places are other tables', () => {
    const [a] = latticeGrids(pageWith(1, table([head], 60)), runsOf(table([head], 60)))
    const wide: Drawing = { ...table([head], 60), xs: [50, 200, 260, 500] }
    const [b] = latticeGrids(pageWith(2, wide), runsOf(wide))
    expect(a && b && joinGrids(a, b)).toBeNull()
  })
  test('columns that only one half has are added', () => {
    const a = latticeGrids(pageWith(1, table([head], 60)), runsOf(table([head], 60)))[0]
    const two: Drawing = {
      xs: [50, 200, 320],
      ys: [60, 80, 100],
      cells: [
        { row: 0, col: 0, rowSpan: 1, colSpan: 1, text: '许可' },
        { row: 0, col: 1, rowSpan: 1, colSpan: 1, text: '9' },
        { row: 1, col: 0, rowSpan: 1, colSpan: 1, text: '强制' },
        { row: 1, col: 1, rowSpan: 1, colSpan: 1, text: '8' },
      ],
    }
    const b = latticeGrids(pageWith(2, two), runsOf(two))[0]
    const joined = a && b ? joinGrids(a, b) : null
    expect(joined && rowsOf(joined.grid)).toEqual(['项目 | 甲 | 乙', '许可 | 9>2', '强制 | 8>2'])
  })
})

describe('lattice or stream', () => {
  const rows = ['一、新收', '二、结转', '三、办理', '四、其他']
  const runs = rows.flatMap((label, i) => [
    run(label, 60, 104 + i * 20),
    ...['1', '2', '3'].map((n, k) => run(`${n}${i}`, 200 + k * 60, 104 + i * 20)),
  ])
  const lines: Ruling[] = [0, 1, 2, 3, 4].map((i) => ({
    axis: 'horizontal',
    at: 100 + i * 20,
    from: 50,
    to: 400,
    width: 0.5,
  }))
  const frame: Ruling[] = [
    ...lines,
    { axis: 'vertical', at: 50, from: 100, to: 180, width: 0.5 },
    { axis: 'vertical', at: 400, from: 100, to: 180, width: 0.5 },
  ]
  const expected = rows.map((label, i) => ` | ${label} | 1${i} | 2${i} | 3${i}`)

  test('a frame with lines between the rows only is read by alignment', () => {
    const framed = page(runs, frame)
    expect(latticeGrids(framed, runs).map(({ grid }) => needsStream(grid))).toEqual([true])
    expect(texts(layOut([framed], { tables: 'auto' }).blocks)).toEqual([expected])
    expect(texts(layOut([framed], { tables: 'stream' }).blocks)).toEqual([expected])
  })
  test('without any line, too', () => {
    const { blocks, notes } = layOut([page(runs, [])], { tables: 'auto' })
    expect(texts(blocks)).toEqual([expected])
    expect(notes.map((note) => note.code)).toEqual(['layout/stream'])
    expect(layOut([page(runs, [])], { tables: 'lattice' }).blocks.every((block) => block.kind === 'paragraph')).toBe(
      true,
    )
  })
  test('in the text of a picture no cell is blank for certain', () => {
    const some = runs.filter(({ text }) => text !== '22')
    const doubtsOf = (one: Page): (readonly string[] | undefined)[] =>
      layOut([one], { tables: 'auto' }).blocks.flatMap((block) =>
        block.kind === 'grid'
          ? block.cells.filter(({ text, col }) => text === '' && col > 1).map(({ doubts }) => doubts)
          : [],
      )
    expect(doubtsOf(page(some, []))).toEqual([undefined])
    expect(doubtsOf({ ...page(some, []), picture: new Uint8Array(1) })).toEqual([['adrift']])
  })
  test('a grid whose cells hold one figure each is a lattice', () => {
    const drawing = table(
      [
        ['规章', '1', '2'],
        ['许可', '3', '4'],
      ],
      100,
    )
    expect(latticeGrids(pageWith(1, drawing), runsOf(drawing)).map(({ grid }) => needsStream(grid))).toEqual([false])
  })
})

test('labels of several lines beside their figures, without lines', () => {
  const line = (label: string, top: number, figures: readonly string[] = []): TextRun[] => [
    ...(label ? [run(label, 60, top)] : []),
    ...figures.map((n, k) => run(n, 250 + k * 50, top)),
  ]
  const runs = [
    ...line('1.属于国家秘密', 100, ['1', '0', '1']),
    ...line('2.其他法律行政法', 120),
    ...line('', 126, ['2', '3', '5']),
    ...line('规禁止公开', 132),
    ...line('3.危及安全稳定', 152, ['0', '0', '0']),
    ...line('4.保护第三方', 172, ['4', '0', '4']),
  ]
  expect(texts(layOut([page(runs, [])], { tables: 'auto' }).blocks)).toEqual([
    [
      ' | 1.属于国家秘密 | 1 | 0 | 1',
      ' | 2.其他法律行政法规禁止公开 | 2 | 3 | 5',
      ' | 3.危及安全稳定 | 0 | 0 | 0',
      ' | 4.保护第三方 | 4 | 0 | 4',
    ],
  ])
})

describe('pages that lie on their side', () => {
  test('text that runs upwards is turned, with its lines; places are those of the page as it is displayed', () => {
    const drawing = table(
      [
        ['规章', '1', '2'],
        ['许可', '3', '4'],
      ],
      100,
    )
    const flat = pageWith(1, drawing)
    const turnedBack = (b: { x0: number; x1: number; top: number; bottom: number }) => turnBox(b, flat, 270)
    const sideways: Page = {
      ...flat,
      width: flat.height,
      height: flat.width,
      runs: flat.runs.map(({ text, size, box }) => ({ text, size, direction: 'up', box: turnedBack(box) })),
      rulings: flat.rulings.map((ruling): Ruling => {
        const b = turnedBack(
          ruling.axis === 'horizontal'
            ? { x0: ruling.from, x1: ruling.to, top: ruling.at, bottom: ruling.at }
            : { x0: ruling.at, x1: ruling.at, top: ruling.from, bottom: ruling.to },
        )
        return ruling.axis === 'horizontal'
          ? { axis: 'vertical', at: b.x0, from: b.top, to: b.bottom, width: 0.5 }
          : { axis: 'horizontal', at: b.top, from: b.x0, to: b.x1, width: 0.5 }
      }),
    }
    const laid = layOut([sideways], { tables: 'auto' })
    expect(texts(laid.blocks)).toEqual([['规章 | 1 | 2', '许可 | 3 | 4']])
    const [grid] = laid.blocks
    const first = grid?.kind === 'grid' ? grid.cells[0] : undefined
    const printed = sideways.runs[0]?.box
    expect(first?.place).toEqual({ page: 1, box: [printed?.x0, printed?.top, printed?.x1, printed?.bottom] })
  })
  test('turning there and back changes no box', () => {
    const box = { x0: 10, x1: 30, top: 40, bottom: 90 }
    for (const turn of [90, 180, 270] as const) {
      const size = { width: 600, height: 800 }
      const turned = turnBox(box, size, turn)
      const after = { ...page([], []), width: turn === 180 ? 600 : 800, height: turn === 180 ? 800 : 600, turned: turn }
      expect(displayedBox(turned, after)).toEqual(box)
    }
    expect(upright(page([run('正文', 10, 10)], []))).toMatchObject({ width: 600 })
  })
})

test('watermarks are no text: oblique, or large and crossed by other text, or pale and large', () => {
  const drawing = table(
    [
      ['规章', '1', '2'],
      ['许可', '3', '4'],
    ],
    100,
  )
  const marks: TextRun[] = [
    { ...run('内部资料', 100, 100, 60), direction: 'oblique' },
    { ...run('政府信息', 60, 95, 50) },
    { ...run('草稿', 60, 300, 40), faint: true },
  ]
  expect(texts(layOut([pageWith(1, drawing, marks)], { tables: 'auto' }).blocks)).toEqual([
    ['规章 | 1 | 2', '许可 | 3 | 4'],
  ])
})

test('a heading at the margin ends a paragraph whose last line is full', () => {
  const full = '全年组织两次业务培训，明确各科室的职责分工，落实审核登记制度。'
  const lines = [
    run(full, 50, 100),
    run('二、主动公开政府信息情况', 50, 118),
    run(full.replace('。', '，'), 50, 136),
    run('二是逐条核对，', 50, 154),
  ]
  expect(texts(layOut([page(lines, [])], { tables: 'auto' }).blocks)).toEqual([
    full,
    '二、主动公开政府信息情况',
    `${full.replace('。', '，')}二是逐条核对，`,
  ])
})

test('paragraphs go on over lines and pages, and end where the text does', () => {
  const full = '本年度组织两次培训明确职责分工落实登记制度信息发布前逐条核对内'
  const first = [
    run(`  ${full}`.trim(), 80, 100),
    run(full, 60, 116),
    run('容。', 60, 132),
    run('第二段从这里开始。', 80, 148),
  ]
  const { blocks } = layOut([page(first, [])], { tables: 'auto' })
  expect(texts(blocks)).toEqual([`${full}${full}容。`, '第二段从这里开始。'])
})

test('a running head is no text, and is kept once beside it', () => {
  const pages = [1, 2, 3].map((number) => ({
    ...page([run('某县水利局2023年政府信息公开工作年度报告', 150, 40), run(`第${number}段的文字`, 100, 300)], []),
    number,
  }))
  const { blocks } = layOut(pages, { tables: 'auto' })
  const paragraphs = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block] : []))
  expect(paragraphs.filter(({ unseen }) => unseen).map(({ text }) => text)).toEqual([
    '某县水利局2023年政府信息公开工作年度报告',
  ])
  const text = paragraphs.flatMap((one) => (one.unseen ? [] : [one.text])).join('')
  expect(text).toBe('第1段的文字第2段的文字第3段的文字')
})
