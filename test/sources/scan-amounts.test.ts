import { expect, test } from 'vitest'
import type { Crop, CropReading, OcrEngine } from '../../src/ocr/engine.js'
import { readAmounts, withoutUnit } from '../../src/sources/scan-amounts.js'
import type { Cut } from '../../src/sources/scan-cell.js'
import { type Canvas, canvas } from '../imaging/drawing.js'

/** Four digits of 10 pixels and two characters as wide as high, 20 pixels, with gaps of 3. */
function amount(): Canvas {
  const image = canvas(120, 40)
  for (let i = 0; i < 4; i++) image.rect(10 + i * 13, 10, 20 + i * 13, 30)
  for (let i = 0; i < 2; i++) image.rect(62 + i * 23, 10, 82 + i * 23, 30)
  return image
}

test('a picture is cut before the characters of the unit', () => {
  expect(withoutUnit(amount(), 2)?.width).toBeGreaterThanOrEqual(59)
  expect(withoutUnit(amount(), 2)?.width).toBeLessThanOrEqual(62)
  expect(withoutUnit(amount(), 1)?.width).toBeGreaterThanOrEqual(82)
})

test('print without a gap there is not cut', () => {
  expect(withoutUnit(amount().rect(10, 20, 105, 22), 2)).toBeNull()
})

/** An amount that was read as text with a confidence, and its figure as said. */
async function read(text: string, confidence: number, figure: string, damaged = false) {
  const box = { x0: 0, x1: 1, top: 0, bottom: 1 }
  const cut = { image: amount(), lines: [box], damaged } as unknown as Cut
  const engine = {
    readCrops: async (crops: readonly Crop[]) =>
      crops.map(() => ({ text: figure, confidence: 0.999, alternatives: [] })),
  } as unknown as OcrEngine
  const reading: CropReading = { text, confidence, alternatives: [] }
  return (await readAmounts([[cut, reading]], 200, engine, undefined)).get(cut)
}

test('an amount is as sure as its figure, where that is read alike', async () => {
  expect(await read('1234万元', 0.5, '1234')).toMatchObject({ text: '1234万元', confidence: 0.97 })
})

test('an amount whose figure is read as another one is doubtful', async () => {
  const doubtful = await read('1234万元', 0.96, '1284')
  expect(doubtful?.confidence).toBe(0.5)
  expect(doubtful?.alternatives.map(({ text }) => text)).toEqual(['1284万元'])
})

test('what is sure, damaged or no amount is not read again', async () => {
  expect(await read('1234万元', 0.98, '1234')).toBeUndefined()
  expect(await read('1234万元', 0.5, '1234', true)).toBeUndefined()
  expect(await read('第1234项', 0.5, '1234')).toBeUndefined()
})
