import { describe, expect, test } from 'vitest'
import { leanOfSheet } from '../../src/imaging/sheet.js'
import { type Canvas, canvas, zero } from './drawing.js'

const DPI = 100
const [WIDTH, HEIGHT] = [800, 1100]

/** A sheet on a darker ground: how far each of its edges lies from the rim at its first and at its last end; 0 where it cannot be seen. */
function photo(
  left: readonly [number, number],
  right: readonly [number, number],
  top: readonly [number, number],
  bottom: readonly [number, number],
): Canvas {
  const page = canvas(WIDTH, HEIGHT, 90)
  const at = ([a, b]: readonly [number, number], share: number): number => a + (b - a) * share
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [across, down] = [x / WIDTH, y / HEIGHT]
      const isSheet =
        x >= at(left, down) &&
        WIDTH - 1 - x >= at(right, down) &&
        y >= at(top, across) &&
        HEIGHT - 1 - y >= at(bottom, across)
      if (isSheet) page.data[y * WIDTH + x] = 230
    }
  // Print in it is darker than the ground.
  for (let y = 200; y < 900; y += 40) for (let x = 150; x < 620; x += 30) zero(page, x, y)
  return page
}

describe('the sheet in a photo', () => {
  test('says how its lines lean by its edges', () => {
    // Narrower above than below, and its upper edge falls to the right.
    const lean = leanOfSheet(photo([90, 35], [80, 36], [40, 72], [50, 50]), DPI)
    expect(lean?.upright.mean).toBeCloseTo((-55 / HEIGHT + 44 / HEIGHT) / 2, 2)
    expect((lean?.upright.change ?? 0) * 700).toBeCloseTo(99 / HEIGHT, 2)
    expect((lean?.level.change ?? 0) * 1000).toBeCloseTo(-32 / WIDTH, 2)
  })
  test('in one direction where an edge of the other is outside', () => {
    const lean = leanOfSheet(photo([90, 35], [80, 36], [0, 0], [50, 50]), DPI)
    expect(lean?.level).toEqual({ mean: 0, change: 0 })
    expect((lean?.upright.change ?? 0) * 700).toBeCloseTo(99 / HEIGHT, 2)
  })
  test('nothing where it lies straight, was only turned, or cannot be seen', () => {
    expect(leanOfSheet(photo([50, 50], [50, 50], [50, 50], [50, 50]), DPI)).toBeNull()
    // By 0.03 on all four.
    expect(leanOfSheet(photo([80, 47], [47, 80], [40, 64], [64, 40]), DPI)).toBeNull()
    expect(leanOfSheet(photo([90, 35], [0, 0], [0, 0], [50, 50]), DPI)).toBeNull()
    expect(leanOfSheet(canvas(WIDTH, HEIGHT), DPI)).toBeNull()
  })
})
