import { expect, test } from 'vitest'
import { hasPaleLines } from '../../src/imaging/pale-lines.js'
import type { Stroke } from '../../src/imaging/rulings.js'
import { type Canvas, canvas } from './drawing.js'

const DPI = 200
const [DARK, PALE] = [190, 225]
const has = (page: Canvas, strokes: readonly Stroke[] = []): boolean => hasPaleLines(page, DARK, PALE, strokes, DPI)
const strokeAt = (at: number, to: number): Stroke => ({
  axis: 'horizontal',
  at,
  from: 100,
  to,
  thickness: 2,
  band: [at - 1, at + 1],
})

test('a line that is paler than ink is one where no stroke is', () => {
  const page = canvas(1000, 400).rect(100, 200, 900, 202, 210)
  expect(has(page)).toBe(true)
  expect(has(page, [strokeAt(201, 900)])).toBe(false)
  // A piece of it alone is not the line.
  expect(has(page, [strokeAt(201, 200)])).toBe(true)
})

test('none is dark or short, a shade, or the pale rims of letters', () => {
  expect(has(canvas(1000, 400).rect(100, 200, 900, 202, 0))).toBe(false)
  expect(has(canvas(1000, 400).rect(100, 200, 250, 202, 210))).toBe(false)
  expect(has(canvas(1000, 400).rect(100, 100, 900, 300, 210))).toBe(false)
  const text = canvas(1000, 400)
  for (let x = 100; x < 900; x += 30) text.rect(x, 200, x + 24, 202, 210)
  expect(has(text)).toBe(false)
})
