import { expect, test } from 'vitest'
import type { OcrEngine } from '../../src/ocr/engine.js'
import type { ScanPage } from '../../src/sources/scan-page.js'
import { isOnItsSide, turnOnSide, uprightTurn, vocabularyOf } from '../../src/sources/scan-turn.js'
import type { TextRun } from '../../src/types.js'

const vocabulary = vocabularyOf(['本年新收政府信息公开申请数量', '上年结转政府信息公开申请数量'])
const readable = '本年新收政府信息公开申请数量'
const garbled = '囗日目田由甲申电龟龙龚龛龠龢龥'

/** A page whose lines are read as `said` by each turn; the turns that were tried, in order. */
async function tried(lies: 0 | 90 | 180 | 270, now: string, said: Partial<Record<0 | 90 | 180 | 270, string>>) {
  const turns: number[] = []
  const run = { text: now, box: { x0: 50, top: 100, x1: 400, bottom: 112 }, size: 12 } as TextRun
  const image = { width: 20, height: 20, data: new Uint8Array(400) }
  const engine = {
    readPage: async () => [{ box: [50, 100, 400, 112], text: said[turns.at(-1) as 0] ?? garbled }],
  } as unknown as OcrEngine
  const turn = await uprightTurn({ cells: [], outside: [run] }, lies, {
    prepare: async (quarter) => {
      turns.push(quarter)
      return { page: {}, image, ink: new Uint8Array(400), dpi: 200 } as unknown as ScanPage
    },
    grids: () => [],
    engine,
    vocabulary,
    signal: undefined,
  })
  return { turn, turns }
}

test('a page that can be read as the one before lies is turned as it, without another look', async () => {
  expect(await tried(90, readable, {})).toEqual({ turn: 90, turns: [] })
  expect(await tried(0, readable, {})).toEqual({ turn: 0, turns: [] })
})

test('a page that cannot is looked at the other ways, upright first', async () => {
  expect(await tried(90, garbled, { 0: readable })).toEqual({ turn: 0, turns: [0] })
  expect(await tried(0, garbled, { 270: readable })).toEqual({ turn: 270, turns: [180, 90, 270] })
})

test('a page that can be read no way stays as it lies', async () => {
  expect(await tried(0, garbled, {})).toEqual({ turn: 0, turns: [180, 90, 270] })
  expect((await tried(270, garbled, {})).turn).toBe(270)
})

test('a page with next to no print is upright', async () => {
  expect(await tried(90, '页', {})).toEqual({ turn: 0, turns: [] })
})

/** A page with lines of characters, 10 points each, across or down; between two lines are as many points as `leading`. */
function printed(across: boolean, leading: number) {
  const [width, height, dpi] = [600, 600, 144]
  const ink = new Uint8Array(width * height)
  for (let line = 30; line < 560; line += 20 + 2 * leading)
    for (let place = 30; place < 400; place += 22)
      for (let i = 0; i < 20; i++)
        for (let k = 0; k < 20; k += 3) {
          const [x, y] = across ? [place + i, line + k] : [line + k, place + i]
          ink[y * width + x] = 1
        }
  return { ink, image: { width, height, data: new Uint8Array(0) }, dpi }
}

test('a page lies on its side where its characters stand below each other', () => {
  for (const leading of [6, 10]) {
    expect(isOnItsSide(printed(true, leading))).toBe(false)
    expect(isOnItsSide(printed(false, leading))).toBe(true)
  }
})

test('a page without print does not lie on its side', () => {
  expect(
    isOnItsSide({ ink: new Uint8Array(400), image: { width: 20, height: 20, data: new Uint8Array(0) }, dpi: 72 }),
  ).toBe(false)
})

/** The turn that a page wants which lies on its side or not, and those that were tried. */
async function turnedOnSide(onSide: boolean, said: Partial<Record<0 | 90 | 180 | 270, string>>) {
  const turns: number[] = []
  const engine = {
    readPage: async () => [{ box: [50, 100, 400, 112], text: said[turns.at(-1) as 0] ?? garbled }],
  } as unknown as OcrEngine
  const scan = { ...printed(!onSide, 6), page: {} } as unknown as ScanPage
  const prepare = async (quarter: number) => {
    turns.push(quarter)
    return { ...scan, image: { width: 20, height: 20, data: new Uint8Array(400) } } as unknown as ScanPage
  }
  return { turn: await turnOnSide(scan, 0, { prepare, grids: () => [], engine, vocabulary, signal: undefined }), turns }
}

test('a page on its side is turned before it is read', async () => {
  expect(await turnedOnSide(true, { 90: readable })).toEqual({ turn: 90, turns: [90] })
  expect(await turnedOnSide(true, { 270: readable })).toEqual({ turn: 270, turns: [90, 270] })
})

test('a page is read as it lies where it is upright, or where neither side can be read', async () => {
  expect(await turnedOnSide(false, { 90: readable })).toEqual({ turn: 0, turns: [] })
  expect(await turnedOnSide(true, {})).toEqual({ turn: 0, turns: [90, 270] })
})
