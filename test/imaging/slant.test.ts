import { expect, test } from 'vitest'
import { leanOfInk } from '../../src/imaging/slant.js'

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
