import { describe, expect, test } from 'vitest'
import { ruledFrames } from '../../src/layout/lattice.js'
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
