import { expect, test } from 'vitest'
import { withoutStreaks } from '../../src/imaging/streaks.js'
import { type Canvas, table, zero } from './drawing.js'

const xs = [100, 250, 400, 550, 700]
const ys = [100, 200, 300, 400]
const drawn = (): Canvas => {
  const page = table(xs, ys)
  zero(page, 320, 240)
  return page
}
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** A page with a streak of a gray over it, three pixels wide; what is darker stays. */
function streaked(at: number, gray: number): Canvas {
  const page = drawn()
  for (let y = 0; y < page.height; y++)
    for (let x = at; x < at + 3; x++)
      page.data[y * page.width + x] = Math.min(gray, page.data[y * page.width + x] as number)
  return page
}

test('a streak from rim to rim goes, and print below it stays', () => {
  expect(same(withoutStreaks(streaked(480, 150)).data, drawn().data)).toBe(true)
  // Over the left side of a zero, which is four pixels wide.
  expect(same(withoutStreaks(streaked(321, 150)).data, drawn().data)).toBe(true)
})

test('so does one along the rows', () => {
  const page = drawn().rect(0, 480, 900, 482, 120)
  expect(same(withoutStreaks(page).data, drawn().data)).toBe(true)
})

test('a ruling is none, nor what hides the print below it, nor the edge of a sheet', () => {
  for (const page of [
    drawn(),
    // A frame that nearly reaches the rims.
    drawn().rect(800, 40, 803, 660),
    streaked(480, 20),
    drawn().rect(600, 0, 900, 700, 150),
  ])
    expect(withoutStreaks(page)).toBe(page)
})
