import { expect, test } from 'vitest'
import type { Crop, OcrEngine, PageLine } from '../../src/ocr/engine.js'
import { readFigures } from '../../src/sources/scan-figures.js'
import { type Canvas, canvas } from '../imaging/drawing.js'

const DPI = 200

/** Digits of 10 by 20 pixels at these places. */
function digits(...xs: number[]): Canvas {
  const page = canvas(400, 60)
  for (const x of xs) page.rect(x, 20, x + 10, 40)
  return page
}

/** Lines of a page, with an engine that says these texts one after the other, or '1' of each crop. */
async function read(page: Canvas, text: string, says: readonly string[] = []) {
  const ink = page.data.map((gray) => (gray < 128 ? 1 : 0))
  const line: PageLine = { text, confidence: 0.98, box: [5, 15, 395, 45] }
  const engine = {
    readCrops: async (crops: readonly Crop[]) =>
      crops.map((_, i) => ({ text: says[i] ?? '1', confidence: 0.999, alternatives: [] })),
  } as unknown as OcrEngine
  return readFigures({ image: page, ink, dpi: DPI }, [line], engine, undefined)
}

test('figures of two columns that were read as one are two', async () => {
  const lines = await read(digits(100, 200), '11')
  expect(lines.map(({ text, box, confidence }) => [text, box[0], confidence])).toEqual([
    ['1', 100, 0.999],
    ['1', 200, 0.999],
  ])
})

test('digits of one figure stay one', async () => {
  expect((await read(digits(100, 113), '11', ['11'])).map(({ text }) => text)).toEqual(['11'])
})

test('what is read otherwise alone is doubtful', async () => {
  const [only] = await read(digits(100, 113), '11', ['17'])
  expect(only?.text).toBe('17')
  expect(only?.confidence).toBeLessThan(0.95)
})

test('a figure of which nothing is read alone is not lost, but doubtful', async () => {
  const [only] = await read(digits(100, 113), '11', [''])
  expect(only?.text).toBe('11')
  expect(only?.confidence).toBeLessThan(0.95)
})

test('lines with words are left as they are', async () => {
  expect(await read(digits(100, 200), '第1页1')).toMatchObject([{ text: '第1页1', confidence: 0.98 }])
})
