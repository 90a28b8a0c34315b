import { describe, expect, test } from 'vitest'
import { beginsWithSign, stripHeight } from '../../src/ocr/figure-strip.js'

/** A strip with boxes of ink: [first column, first row, column and row behind the last]. */
function strip(...boxes: readonly (readonly [number, number, number, number])[]) {
  const width = 60
  const ink = new Float32Array(width * stripHeight)
  for (const [x0, y0, x1, y1] of boxes)
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) ink[y * width + x] = 1
  return { ink, width }
}

describe('what a figure begins with', () => {
  const stem = [26, 3, 30, 25] as const
  test('is a sign where it is low and halfway up', () => {
    expect(beginsWithSign(strip([6, 13, 18, 16], stem))).toBe(true)
    expect(beginsWithSign(strip([6, 14, 30, 17], stem))).toBe(true)
  })
  test('is none where it is the top of a digit that came off, or a whole digit', () => {
    expect(beginsWithSign(strip([6, 3, 20, 6], [12, 9, 16, 25]))).toBe(false)
    expect(beginsWithSign(strip([6, 22, 20, 25], stem))).toBe(false)
    expect(beginsWithSign(strip([6, 3, 10, 25], stem))).toBe(false)
  })
  test('is none on paper', () => expect(beginsWithSign(strip())).toBe(false))
})
