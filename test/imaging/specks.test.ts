import { expect, test } from 'vitest'
import { inkOf } from '../../src/imaging/paper.js'
import { clearSpecks } from '../../src/imaging/specks.js'
import { type Canvas, canvas, zero } from './drawing.js'

const DPI = 200
const cleared = (page: Canvas, pepper = false): Uint8Array => {
  const ink = inkOf(page, 128)
  clearSpecks(page, ink, DPI, pepper)
  return ink
}
const inkAt = (ink: Uint8Array, { width }: Canvas, x: number, y: number): number => ink[y * width + x] as number

test('a speck that stands apart goes, from the picture and its ink', () => {
  const page = canvas(400, 200).rect(300, 50, 303, 53)
  zero(page, 50, 50)
  const ink = cleared(page)
  expect([inkAt(ink, page, 301, 51), page.data[51 * 400 + 301]]).toEqual([0, 255])
  expect(inkAt(ink, page, 51, 60)).toBe(1)
})

test('a point beside a figure stays, and so does what is larger than a speck', () => {
  const page = canvas(400, 200).rect(67, 67, 70, 70).rect(300, 50, 312, 53)
  zero(page, 50, 50)
  const ink = cleared(page)
  expect([inkAt(ink, page, 68, 68), inkAt(ink, page, 305, 51)]).toEqual([1, 1])
})

test('the pieces of a figure that has come apart stay', () => {
  const page = canvas(400, 200)
  for (const [x, y] of [
    [50, 50],
    [56, 52],
    [58, 58],
    [52, 60],
  ] as const)
    page.rect(x, y, x + 3, y + 3)
  expect(cleared(page)).toEqual(inkOf(page, 128))
  expect(inkOf(page, 128).includes(1)).toBe(true)
})

test('nothing goes from a coarse picture', () => {
  const page = canvas(400, 200).rect(300, 50, 302, 52)
  const ink = inkOf(page, 128)
  clearSpecks(page, ink, 150)
  expect(inkAt(ink, page, 301, 51)).toBe(1)
  clearSpecks(page, ink, DPI)
  expect(inkAt(ink, page, 301, 51)).toBe(0)
})

test('few specks are no pepper, many are', () => {
  const few = canvas(400, 400).rect(300, 50, 303, 53)
  expect(inkAt(cleared(few, true), few, 301, 51)).toBe(1)
  const many = canvas(400, 400)
  for (const at of [50, 120, 190, 260, 330]) many.rect(at, 50, at + 3, 53)
  expect(cleared(many, true).includes(1)).toBe(false)
})
