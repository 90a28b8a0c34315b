import { expect, test } from 'vitest'
import { textStrip } from '../../src/ocr/text-strip.js'

/** Blocks as large as characters of 9 points at 200 dpi. */
function blocks(places: readonly (readonly [x: number, y: number])[]) {
  const image = { width: 200, height: 120, data: new Uint8Array(200 * 120).fill(255) }
  for (const [x, y] of places)
    for (let dy = 0; dy < 24; dy++) image.data.fill(0, (y + dy) * 200 + x, (y + dy) * 200 + x + 24)
  return image
}

test('the lines of a crop stand side by side, and the strip says where each ends', () => {
  const one = textStrip(
    blocks([
      [20, 20],
      [50, 20],
    ]),
    200,
  )
  const two = textStrip(
    blocks([
      [20, 20],
      [50, 20],
      [20, 60],
    ]),
    200,
  )
  expect([one?.ends.length, two?.ends.length]).toEqual([1, 2])
  expect(two?.image.height).toBe(one?.image.height)
  expect(two?.image.width).toBeGreaterThan(one?.image.width ?? 0)
  expect(two?.ends[0]).toBeLessThan(two?.ends[1] ?? 0)
})

test('a crop without ink has no strip', () => {
  expect(textStrip(blocks([]), 200)).toBeNull()
})
