import { describe, expect, test } from 'vitest'
import { ruledFrames } from '../../src/layout/lattice.js'
import { withHeads } from '../../src/layout/spaced-heads.js'
import { inColumns } from '../../src/layout/spaced-regions.js'
import { type Print, spacedRulings } from '../../src/layout/spacing.js'
import type { Page, Ruling } from '../../src/types.js'

const page = (rulings: readonly Ruling[] = []): Page => ({
  number: 1,
  width: 595,
  height: 842,
  runs: [],
  rulings,
  edges: [],
  images: [],
})

/** Characters of 9 points, a point apart. */
function text(x: number, y: number, length: number): Print {
  const pieces = Array.from({ length }, (_, i) => ({ x0: x + i * 9, x1: x + i * 9 + 8, top: y - 4, bottom: y + 4 }))
  return { box: { x0: x, x1: x + length * 9 - 1, top: y - 4, bottom: y + 4 }, pieces, figure: false }
}

/** Digits around a middle. */
function figure(x: number, y: number, digits = 1): Print {
  const left = x - digits * 2.5
  const pieces = Array.from({ length: digits }, (_, i) => ({
    x0: left + i * 5,
    x1: left + i * 5 + 4,
    top: y - 3,
    bottom: y + 3,
  }))
  return { box: { x0: left, x1: left + digits * 5 - 1, top: y - 3, bottom: y + 3 }, pieces, figure: true }
}

const columns = [250, 300, 350, 400]
const header = [text(334, 100, 4), text(237, 120, 3), text(282, 120, 4), text(332, 120, 4), text(391, 120, 2)]
const row = (y: number, skip: readonly number[] = []): Print[] =>
  columns.filter((_, i) => !skip.includes(i)).map((x) => figure(x, y))

/** The cell around a place, and what stands in it. */
function cellAt(rulings: readonly Ruling[], x: number, y: number) {
  return ruledFrames(page(rulings))
    .flatMap(({ frames }) => frames)
    .filter((frame) => frame.x0 < x && frame.x1 > x && frame.top < y && frame.bottom > y)
}

const wordsIn = (rulings: readonly Ruling[], word: Print, words: readonly Print[]): Print[] => {
  const { x0, x1, top, bottom } = word.box
  const [cell] = cellAt(rulings, (x0 + x1) / 2, (top + bottom) / 2)
  if (!cell) return []
  return words.filter(({ box }) => {
    const [x, y] = [(box.x0 + box.x1) / 2, (box.top + box.bottom) / 2]
    return x > cell.x0 && x < cell.x1 && y > cell.top && y < cell.bottom
  })
}

describe('a table without lines', () => {
  const label = [text(80, 140, 8), text(80, 160, 12), text(80, 171, 6), text(80, 191, 7)]
  const figures = [row(140), row(165.5), row(191)]
  const words = [...header, ...label, ...figures.flat()]
  const rulings = spacedRulings(page(), words)

  test('every figure has a cell of its own', () => {
    expect(rulings.every(({ drawn }) => drawn === false)).toBe(true)
    for (const own of figures.flat()) expect(wordsIn(rulings, own, words)).toEqual([own])
  })

  test('the lines of one label are in one cell', () => {
    expect(wordsIn(rulings, label[1] as Print, words)).toEqual([label[1], label[2]])
    expect(wordsIn(rulings, label[3] as Print, words)).toEqual([label[3]])
  })

  test('what stands over several columns is parted from their labels', () => {
    expect(wordsIn(rulings, header[0] as Print, words)).toEqual([header[0]])
    expect(wordsIn(rulings, header[4] as Print, words)).toEqual([header[4]])
  })
})

test('a column without figures is one where its label stands, and its cells are blank', () => {
  const rows = [140, 156, 172].map((y) => row(y, [2]))
  const labels = [140, 156, 172].map((y) => text(80, y, 8))
  const words = [...header, ...labels, ...rows.flat()]
  const rulings = spacedRulings(page(), words)
  const [blank] = cellAt(rulings, 350, 156)
  expect(blank).toBeDefined()
  expect(words.filter(({ box }) => box.x0 > (blank?.x0 ?? 0) && box.x1 < (blank?.x1 ?? 0) && box.top > 130)).toEqual([])
})

test('lines between rows alone are completed by columns', () => {
  const drawn = [90, 130, 148, 164, 180].map(
    (at): Ruling => ({ axis: 'horizontal', at, from: 76, to: 430, width: 0.5 }),
  )
  const rows = [140, 156, 172].map((y) => row(y))
  const words = [...header, ...[140, 156, 172].map((y) => text(80, y, 8)), ...rows.flat()]
  const rulings = [...drawn, ...spacedRulings(page(drawn), words)]
  for (const own of rows.flat()) expect(wordsIn(rulings, own, words)).toEqual([own])
})

test('a grid whose lines part all figures is left alone', () => {
  const drawn = [
    ...[130, 148, 164, 180].map((at): Ruling => ({ axis: 'horizontal', at, from: 76, to: 425, width: 0.5 })),
    ...[76, 225, 275, 325, 375, 425].map((at): Ruling => ({ axis: 'vertical', at, from: 130, to: 180, width: 0.5 })),
  ]
  const words = [140, 156, 172].flatMap((y) => [text(80, y, 8), ...row(y)])
  expect(spacedRulings(page(drawn), words)).toEqual([])
})

test('where figures of one row would share a column nothing is given', () => {
  const words = [
    ...header,
    ...[140, 156, 172].map((y) => text(80, y, 8)),
    ...row(140),
    // Wide figures of a row that is set in other places join two columns.
    figure(275, 156, 8),
    figure(370, 156),
    ...row(172),
  ]
  expect(spacedRulings(page(), words)).toEqual([])
})

test('prose with numbers in it is no table', () => {
  const lines = [100, 118, 136, 154].flatMap((y) => [text(80, y, 12), figure(200, y, 4), text(214, y, 22)])
  expect(spacedRulings(page(), lines)).toEqual([])
  expect(spacedRulings(page(), [])).toEqual([])
})

/** Print as `top bottom`, then `w` or `F` with both ends of each word or figure. */
const printed = (lines: string): Print[] =>
  lines.split('\n').flatMap((line): Print[] => {
    const [top = 0, bottom = 0] = line.split(' ').map(Number)
    return [...line.matchAll(/([wF])(\d+)-(\d+)/g)].map(([, kind, from, to]) => {
      const box = { x0: Number(from), x1: Number(to), top, bottom }
      if (kind === 'F') return { box, pieces: [box], figure: true }
      const pieces = Array.from({ length: Math.max(1, Math.round((box.x1 - box.x0) / 11)) }, (_, i) => ({
        ...box,
        x0: box.x0 + i * 11,
        x1: Math.min(box.x1, box.x0 + i * 11 + 10),
      }))
      return { box, pieces, figure: false }
    })
  })

test('a figure never shares its cell with the label of its row, whatever runs down the side', () => {
  // The characters of a name that runs down the side, of which a mark and one with its strokes apart look like figures.
  const words = printed(`78 89 w67-77 w104-182 F294-301 F330-337 F366-373 F403-409 F439-445 F475-482 F512-518
102 114 F66-70 w104-262
110 121 w67-78 F290-304 F330-337 F366-373 F403-409 F439-446 F475-482 F508-522
118 129 w100-263
126 137 w67-78
142 154 w67-78 w157-238 F294-301 F330-337 F366-373 F403-409 F439-446 F475-482 F512-518
159 169 F67-78
167 178 w157-262
175 186 w67-78 F294-301 F330-337 F367-373 F403-409 F439-446 F475-482 F511-519
182 193 w156-203
191 199 w67-78
197 202 w67-77
207 219 w67-78 w156-270 F294-301 F330-337 F367-373 F403-410 F439-446 F475-482 F512-519
231 242 w156-262
240 249 F294-301 F331-337 F366-372 F403-410 F439-446 F475-482 F512-518
244 255 w104-131 F157-161 F157-167 F164-168
253 258 F157-168
259 270 w100-135
271 287 w100-111 w157-262
280 289 F294-301 F331-337 F367-373 F403-410 F439-446 F476-482 F512-519
287 298 w157-180
311 322 w157-263
320 329 F295-301 F331-337 F367-373 F403-410 F439-446 F476-482 F512-519
328 335 F158-167`)
  const rulings = spacedRulings(page(), words)
  const figures = words.filter(({ figure: is, box }) => is && box.x0 > 280)
  for (const own of figures) expect(wordsIn(rulings, own, words).filter(({ figure: is }) => !is)).toEqual([])
})

test('prose below a table takes none of it away by the dot of its last character', () => {
  const words = printed(`555 564 w254-342
571 580 w127-165 w240-309 w355-398 w448-506
586 595 w71-108 F309-323 F415-424 F506-525
599 612 w71-109 F314-323 F415-423 F511-525
617 627 w254-342
633 642 w127-165 w241-309 w405-448
649 658 w71-139 F314-322 F517-525
664 674 w254-342
680 689 w127-165 w246-304 w403-450
696 705 w71-129 F310-323 F491-525
720 722 F519-521
720 731 w94-509
722 730 F516-525
739 750 w69-136`)
  const rulings = spacedRulings(page(), words)
  expect(rulings.length).toBeGreaterThan(0)
  for (const own of words.filter(({ figure: is, box }) => is && box.top < 710))
    expect(wordsIn(rulings, own, words)).toEqual([own])
})

test('a long note beside the labels of narrow columns is a line of the header, no prose', () => {
  const words = printed(`584 597 w91-328
612 621 w382-431
630 640 w69-265 w372-441
646 655 w66-202 w284-457 w505-525
654 663 w469-488
661 670 w329-338 w365-374 w392-457
678 687 w66-78 w86-225 F296-299 F332-336 F368-372 F405-408 F440-445 F513-517
696 705 w66-225 F67-74 F295-300 F332-336 F404-408 F440-445 F477-481 F513-517`)
  const tops = spacedRulings(page(), words).flatMap(({ axis, at }) => (axis === 'horizontal' ? [at] : []))
  expect(Math.min(...tops)).toBeLessThan(613)
  expect(Math.min(...tops)).toBeGreaterThan(597)
})

test('rows of blank cells between two rows with figures do not end the table', () => {
  const label = Array.from({ length: 16 }, (_, i) => text(80, 140 + i * 14, 8))
  const figures = [...row(140), ...row(140 + 13 * 14, [0, 1]), ...row(140 + 15 * 14)]
  const rulings = spacedRulings(page(), [...header, ...label, ...figures])
  const [first] = cellAt(rulings, 350, 140)
  const [last] = cellAt(rulings, 350, 140 + 13 * 14)
  expect(first?.x0).toBe(last?.x0)
  expect(cellAt(rulings, 350, 140 + 13 * 14)).toHaveLength(1)
  for (const own of figures) expect(wordsIn(rulings, own, figures)).toEqual([own])
})

describe('lines between the rows of a table', () => {
  const line = (at: number): Ruling => ({ axis: 'horizontal', at, from: 70, to: 425, width: 1 })
  /** Two rows with figures, a hundred points apart, and lines of labels between them. */
  const rows = [row(140), row(240)]
  const labels = [140, 160, 180, 200, 220, 240].map((y) => text(150, y, 5))
  const words = [...header, ...labels, ...rows.flat()]
  const lines = [130, 150, 170, 190, 210, 230, 250].map(line)
  const tops = (rulings: readonly Ruling[]): (number | undefined)[] =>
    [140, 240].map((y) => cellAt([...rulings, ...spacedRulings(page(rulings), words)], 350, y)[0]?.top)
  test('that follow each other evenly say that it goes on, without figures for long', () => {
    expect(tops(lines)).toEqual([130, 230])
  })
  test('that do not are those of two tables', () => {
    expect(tops(lines.filter(({ at }) => at !== 170))[1]).not.toBe(230)
    expect(tops([])[1]).not.toBe(230)
  })
})

describe('a frame around a whole table', () => {
  const label = [text(80, 140, 8), text(80, 160, 12), text(80, 180, 7)]
  const figures = [row(140), row(160), row(180)]
  const words = [...header, ...label, ...figures.flat()]
  const line = (axis: Ruling['axis'], at: number, from: number, to: number): Ruling => ({
    axis,
    at,
    from,
    to,
    width: 1,
  })
  const frame = [
    line('horizontal', 92, 70, 425),
    line('horizontal', 192, 70, 425),
    line('vertical', 70, 92, 192),
    line('vertical', 425, 92, 192),
  ]
  const partsAll = (drawn: readonly Ruling[]): void => {
    const rulings = [...drawn, ...spacedRulings(page(drawn), words)]
    for (const own of figures.flat()) expect(wordsIn(rulings, own, words)).toEqual([own])
  }
  test('parts no figures, whatever labels stand beside them', () => partsAll(frame))
  test('nor do lines down its columns alone', () =>
    partsAll([
      ...frame,
      ...[225, 275, 325, 375].map((x) => line('vertical', x, 92, 192)),
      line('horizontal', 130, 70, 425),
    ]))
  test('nor do these where no line parts the labels of the columns from the figures', () =>
    partsAll([...frame, ...[225, 275, 325, 375].map((x) => line('vertical', x, 92, 192))]))
  test('a table of drawn cells is left alone', () => {
    const cells = [
      ...frame,
      ...[225, 275, 325, 375].map((x) => line('vertical', x, 92, 192)),
      ...[130, 150, 170].map((y) => line('horizontal', y, 70, 425)),
    ]
    expect(spacedRulings(page(cells), words)).toEqual([])
  })
})

test('no edge runs through a figure: rows lower than their labels end between the figures', () => {
  const label = [text(80, 140, 8), text(80, 151, 6), text(80, 162, 7), text(80, 173, 9)]
  const figures = [row(145), row(156), row(173)]
  const words = [...header, ...label, ...figures.flat()]
  const rulings = spacedRulings(page(), words)
  for (const { axis, at, from, to } of rulings)
    if (axis === 'horizontal')
      for (const { box } of figures.flat())
        expect(from < box.x0 && to > box.x1 && at > box.top + 0.7 && at < box.bottom - 0.7).toBe(false)
})

test('a stroke of a heading that stands on a line of its own is no header', () => {
  const box = (x0: number, x1: number, top: number, bottom: number) => ({ x0, x1, top, bottom })
  const print = (pieces: readonly Print['box'][], figure: boolean): Print => ({
    box: box(pieces[0]!.x0, pieces.at(-1)!.x1, pieces[0]!.top, pieces[0]!.bottom),
    pieces,
    figure,
  })
  const heading = [
    print([box(80, 91, 76, 78)], true),
    print(
      Array.from({ length: 15 }, (_, i) => box(108 + i * 14, 121 + i * 14, 75, 88)),
      false,
    ),
    print([box(80, 97, 81, 88)], false),
  ]
  const rows = [140, 156].map((y) => row(y))
  const words = [...heading, ...header, ...[140, 156].map((y) => text(80, y, 8)), ...rows.flat()]
  const rulings = spacedRulings(page(), words)
  for (const own of rows.flat()) expect(wordsIn(rulings, own, words)).toEqual([own])
  expect(Math.min(...rulings.filter(({ axis }) => axis === 'horizontal').map(({ at }) => at))).toBeGreaterThanOrEqual(
    88,
  )
})

test('an edge of a column stands on the ruling that is drawn there, with no sliver beside it', () => {
  const words = [...header, ...[140, 156, 172].flatMap((y) => [text(80, y, 8), ...row(y)])]
  const drawn: Ruling[] = [{ axis: 'vertical', at: 268, from: 92, to: 180, width: 0.5 }]
  const edges = spacedRulings(page(drawn), words).filter(({ axis, at }) => axis === 'vertical' && at > 258 && at < 290)
  expect(edges.length).toBeGreaterThan(0)
  expect(edges.every(({ at }) => at === 268)).toBe(true)
})

test('labels that stand in the middle of their column are parted from the names of their groups', () => {
  const lengths = [4, 10, 7, 12, 5, 9]
  const rows = lengths.map((_, i) => row(140 + i * 16))
  const labels = lengths.map((length, i) => text(170 - length * 4.5, 140 + i * 16, length))
  const group = [text(60, 164, 4), text(69, 175, 2)]
  const words = [...header, ...labels, ...group, ...rows.flat()]
  const rulings = spacedRulings(page(), words)
  for (const own of labels) expect(wordsIn(rulings, own, words)).toEqual([own])
  for (const own of rows.flat()) expect(wordsIn(rulings, own, words)).toEqual([own])
})

describe('a line of figures alone', () => {
  const outcomes = Array.from({ length: 15 }, (_, i) => figure(80 + i * 30, 90, 1 + (i % 5 === 4 ? 1 : 0)))
  const below = [text(90, 140, 9), text(90, 165, 45)]
  test('that begins a page is the last row of a table whose header is on the page before', () => {
    const words = [...outcomes, ...below]
    const rulings = spacedRulings(page(), words)
    for (const own of outcomes) expect(wordsIn(rulings, own, words)).toEqual([own])
  })
  test('is none of a table with print above it, nor where it is short', () => {
    expect(spacedRulings(page(), [text(90, 40, 45), ...outcomes, ...below])).toEqual([])
    const short = [...outcomes.slice(0, 6), ...below]
    expect(spacedRulings(page(), short)).toEqual([])
    // Between two lines it is a row, short as it is.
    const line = (at: number): Ruling => ({ axis: 'horizontal', at, from: 60, to: 300, width: 1 })
    expect(spacedRulings(page([line(80), line(100)]), short)).not.toEqual([])
    expect(spacedRulings(page([line(100)]), short)).toEqual([])
  })
})

describe('figures set to one side of their columns', () => {
  /** Figures half a column right of the middle of their labels, as those that are set to the right. */
  const right = columns.map((x) => x + 22)
  const label = [text(80, 140, 8), text(80, 160, 8), text(80, 180, 8)]
  const words = (xs: readonly number[], heads: readonly Print[]): Print[] => [
    ...heads,
    ...label,
    ...[140, 160, 180].flatMap((y) => xs.map((x) => figure(x, y))),
  ]
  const heads = columns.map((x) => text(x - 12, 120, 2))

  test('are below the labels that stand in their turn', () => {
    const all = words(right, heads)
    const rulings = spacedRulings(page(), all)
    for (const [i, head] of heads.entries()) {
      const [cell] = cellAt(rulings, columns[i] as number, 120)
      expect(wordsIn(rulings, head, all)).toEqual([head])
      expect(cell && cell.x0 < (right[i] as number) && cell.x1 > (right[i] as number)).toBe(true)
    }
  })

  test('are not where a label is missing, or where a figure stands nearer to the next one', () => {
    const bands = right.map((x) => ({ x0: x - 2, x1: x + 2 }))
    const tokens = heads.map(({ box }) => ({ box, line: 0 }))
    expect(withHeads(bands, tokens, 200, 9)).toEqual(columns.map((x) => ({ x0: x - 12, x1: x + 24 })))
    expect(withHeads(bands, tokens.slice(1), 200, 9)).toBeNull()
    expect(
      withHeads(
        bands.map(({ x0, x1 }) => ({ x0: x0 + 15, x1: x1 + 15 })),
        tokens,
        200,
        9,
      ),
    ).toBeNull()
  })
})

test('a lone figure among many words is a character of a header, beside a label it is of a row', () => {
  const lone = figure(400, 120)
  const beside = (count: number): Print[] => Array.from({ length: count }, (_, i) => text(60 + 40 * i, 120, 2))
  const found = (texts: readonly Print[]): Print[] => inColumns({ box: lone.box, words: [lone] }, texts, 6)
  expect(found(beside(8))).toEqual([])
  expect(found(beside(2))).toEqual([lone])
})

test('a heading above the uppermost ruling is no line of a header', () => {
  const top: Ruling = { axis: 'horizontal', at: 108, from: 75, to: 420, width: 1 }
  const below: Ruling = { ...top, at: 129 }
  const heading = text(75, 98, 14)
  const all = [heading, ...header.slice(1), text(80, 140, 8), text(80, 160, 8), ...row(140), ...row(160)]
  const tops = (rulings: readonly Ruling[]): number =>
    Math.min(...spacedRulings(page(rulings), all).map(({ axis, at, from }) => (axis === 'vertical' ? from : at)))
  expect(tops([top, below])).toBeGreaterThan(103)
  expect(tops([])).toBeLessThan(98)
})

describe('words of a header that look like figures', () => {
  const rows = [160, 176, 192].map((y) => row(y))
  const labels = [160, 176, 192].map((y) => text(80, y, 8))
  const head = [text(334, 100, 4), figure(250, 128, 2), text(282, 128, 4), figure(350, 128, 2), text(391, 128, 2)]

  test('are a part of it, where others stand beside them and the rows below have more columns', () => {
    const words = [...head, ...labels, ...rows.flat()]
    const rulings = spacedRulings(page(), words)
    for (const own of rows.flat()) expect(wordsIn(rulings, own, words)).toEqual([own])
  })

  test('a row with words among its figures stays one below others', () => {
    const mixed = [figure(250, 176), text(296, 176, 1), text(346, 176, 1), figure(400, 176)]
    const words = [...header, ...labels, ...row(160), ...mixed, ...row(192)]
    const rulings = spacedRulings(page(), words)
    const own = mixed.filter((word) => word.figure)
    for (const one of own) expect(wordsIn(rulings, one, words)).toEqual([one])
  })
})
