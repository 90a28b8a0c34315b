import { expect, test } from 'vitest'
import type { OcrEngine } from '../../src/ocr/engine.js'
import type { ScanPage } from '../../src/sources/scan-page.js'
import { uprightTurn, vocabularyOf } from '../../src/sources/scan-turn.js'
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
  const turn = await uprightTurn(
    { cells: [], outside: [run] },
    lies,
    async (quarter) => {
      turns.push(quarter)
      return { page: {}, image, ink: new Uint8Array(400), dpi: 200 } as unknown as ScanPage
    },
    () => [],
    engine,
    vocabulary,
    undefined,
  )
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
