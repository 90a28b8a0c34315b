import { expect, test } from 'vitest'
import { isInHalves, leanOfInk } from '../../src/imaging/slant.js'
import { canvas, zero } from './drawing.js'

/** An upright bar of 4 by 20 pixels, leaning by so many pixels for one up. */
function bar(lean: number) {
  const [width, height] = [40, 30]
  const data = new Uint8Array(width * height).fill(255)
  for (let y = 5; y < 25; y++) {
    const left = Math.round(18 + lean * (15 - y))
    data.fill(0, y * width + left, y * width + left + 4)
  }
  return { width, height, data }
}

test('type leans by the slope of its ink', () => {
  expect(leanOfInk(bar(0))).toBeCloseTo(0, 5)
  expect(leanOfInk(bar(0.25))).toBeCloseTo(0.25, 1)
  expect(leanOfInk(bar(-0.25))).toBeCloseTo(-0.25, 1)
  expect(leanOfInk({ width: 3, height: 3, data: new Uint8Array(9).fill(255) })).toBe(0)
})

test('a zero that has lost its thin strokes is in halves', () => {
  const page = canvas(40, 40)
  zero(page, 10, 10)
  expect(isInHalves(page)).toBe(false)
  // Above and below nothing is left.
  expect(isInHalves(page.rect(14, 10, 20, 14, 255).rect(14, 26, 20, 30, 255))).toBe(true)
  // A pale stroke is one.
  expect(isInHalves(page.rect(14, 10, 20, 14, 200))).toBe(false)
})
