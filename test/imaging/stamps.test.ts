import { expect, test } from 'vitest'
import { piecesOfPage } from '../../src/imaging/ink.js'
import { inkOf } from '../../src/imaging/paper.js'
import { clearStamps } from '../../src/imaging/stamps.js'
import { type Canvas, canvas, zero } from './drawing.js'

const DPI = 200
const cleared = (page: Canvas): Uint8Array => {
  const ink = inkOf(page, 128)
  clearStamps(page, ink, DPI, piecesOfPage({ ...page, data: ink }))
  return ink
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** A ring of ink around a middle, and a pale rim around it. */
function ring(page: Canvas, x: number, y: number, radius: number): Canvas {
  for (let dy = -radius - 2; dy <= radius + 2; dy++)
    for (let dx = -radius - 2; dx <= radius + 2; dx++) {
      const far = Math.hypot(dx, dy)
      const value = far < radius - 8 || far > radius + 1 ? null : far > radius ? 200 : 60
      if (value !== null) page.data[(y + dy) * page.width + x + dx] = value
    }
  return page
}

test('a ring as large as a seal goes, with its pale rim, and what stands in it stays', () => {
  const page = ring(canvas(600, 600), 300, 300, 150)
  zero(page, 290, 290)
  const ink = cleared(page)
  const zeroAlone = canvas(600, 600)
  zero(zeroAlone, 290, 290)
  expect(same(ink, inkOf(zeroAlone, 128))).toBe(true)
  expect(same(page.data, zeroAlone.data)).toBe(true)
})

test('a ring as large as a character stays, and so does a picture', () => {
  const small = ring(canvas(600, 600), 300, 300, 50)
  expect(same(cleared(small), inkOf(small, 128))).toBe(true)
  expect(small.data.includes(60)).toBe(true)
  const picture = canvas(600, 600).rect(100, 100, 400, 400)
  expect(same(cleared(picture), inkOf(picture, 128))).toBe(true)
  expect(picture.data.includes(0)).toBe(true)
})
