import { expect, test } from 'vitest'
import { dashesOf, withDashes } from '../../src/imaging/dashes.js'
import { piecesOf } from '../../src/imaging/ink.js'
import { inkOf } from '../../src/imaging/paper.js'
import { findStrokes } from '../../src/imaging/rulings.js'
import { type Canvas, canvas } from './drawing.js'

const DPI = 200
const verticals = (page: Canvas): number[] => {
  const ink = inkOf(page, 128)
  const known = findStrokes(ink, page.width, page.height, DPI).filter(({ loose }) => !loose)
  return withDashes(known, ink, page.width, page.height, DPI)
    .filter(({ axis }) => axis === 'vertical')
    .map(({ at }) => Math.floor(at))
    .sort((a, b) => a - b)
}

/** A frame of 800 by 120 pixels with a line across its middle. */
const frame = (): Canvas => {
  const page = canvas(900, 300)
  for (const y of [100, 160, 220]) page.rect(50, y, 853, y + 3)
  for (const x of [50, 850]) page.rect(x, 100, x + 3, 223)
  return page
}

const dashed = (page: Canvas, x: number, from: number, to: number): Canvas => {
  for (let y = from; y < to; y += 11) page.rect(x, y, x + 3, Math.min(y + 7, to))
  return page
}

test('a short dashed line from one ruling to another is a ruling', () => {
  expect(verticals(dashed(frame(), 300, 106, 218))).toEqual([51, 301, 851])
})

test('dashes that end in the middle of a cell are none', () => {
  const page = canvas(900, 400)
  for (const y of [100, 340]) page.rect(50, y, 853, y + 3)
  for (const x of [50, 850]) page.rect(x, 100, x + 3, 343)
  expect(verticals(dashed(page, 300, 180, 250))).toEqual([51, 851])
})

test('digits of a column, one in each row, are no dashes', () => {
  const page = canvas(900, 300)
  for (const y of [100, 130, 160, 190]) page.rect(50, y, 853, y + 3)
  for (const x of [50, 850]) page.rect(x, 100, x + 3, 193)
  for (const y of [107, 137, 167]) page.rect(300, y, 304, y + 18)
  expect(verticals(page)).toEqual([51, 851])
})

test('dashes in line are told from print', () => {
  const page = dashed(canvas(300, 200), 100, 20, 120)
  page.rect(200, 50, 204, 70).rect(230, 50, 244, 70)
  const { pieces } = piecesOf({ width: 300, height: 200, data: inkOf(page, 128) })
  const found = dashesOf(pieces, DPI)
  expect([...found].every(({ x0 }) => x0 === 100)).toBe(true)
  expect(found.size).toBe(9)
})

/** Dots of two pixels, seven apart. */
const dotted = (page: Canvas, x: number, from: number, to: number): Canvas => {
  for (let y = from; y + 2 <= to; y += 7) page.rect(x, y, x + 2, y + 2)
  return page
}

test('a dotted line from one ruling to another is a ruling, one that ends before is none', () => {
  expect(verticals(dotted(frame(), 300, 106, 158))).toEqual([51, 301, 851])
  expect(verticals(dotted(frame(), 300, 115, 156))).toEqual([51, 851])
})

test('a few dots, as of a colon or a broken stroke, are no ruling', () => {
  expect(verticals(dotted(frame(), 300, 104, 132))).toEqual([51, 851])
})
