import { describe, expect, test } from 'vitest'
import { loadDigitReader } from '../../src/ocr/digits.js'
import { uprightCrop } from '../../src/ocr/slant.js'

/** A ring as tall as a digit of 11 points at 200 dpi, leaning to the right by so many pixels for one up. */
function ring(lean: number) {
  const [width, height] = [40, 40]
  const data = new Uint8Array(width * height).fill(255)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const up = 20 - y
      const away = Math.hypot((x - 20 - lean * up) / 6, up / 11)
      if (away > 0.72 && away < 1.05) data[y * width + x] = 20
    }
  }
  return { width, height, data }
}

const read = async (lean: number) => {
  const { read: readCrop } = await loadDigitReader()
  return readCrop({ image: ring(lean), expects: 'figure', dpi: 200 }).guesses[0]
}

describe('a figure that leans', () => {
  test('is set upright, one that stands is not', () => {
    expect(uprightCrop(ring(0))).toBeNull()
    expect(uprightCrop(ring(-0.3))).toBeNull()
    expect(uprightCrop(ring(0.3))).not.toBeNull()
    expect(uprightCrop({ width: 9, height: 9, data: new Uint8Array(81).fill(255) })).toBeNull()
  })
  test('is read so where it is no figure as it is, and is never certain', async () => {
    expect(await read(0.36)).toEqual({ text: '0', chance: 0.97 })
  })
  test('that stands is as certain as ever', async () => {
    const guess = await read(0)
    expect(guess?.text).toBe('0')
    expect(guess?.chance).toBeGreaterThan(0.99)
  })
})
