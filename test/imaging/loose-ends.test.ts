import { describe, expect, test } from 'vitest'
import { inkOf } from '../../src/imaging/paper.js'
import { findStrokes, type Stroke } from '../../src/imaging/rulings.js'
import { type Canvas, canvas } from './drawing.js'

const DPI = 200
const upright = (page: Canvas): Stroke[] =>
  findStrokes(inkOf(page, 128), page.width, page.height, DPI).filter(({ axis }) => axis === 'vertical')
const near = (strokes: readonly Stroke[], x: number): Stroke | undefined =>
  strokes.find(({ at }) => Math.abs(at - x) < 4)

describe('rulings with a loose end', () => {
  const xs = [100, 250, 400, 550, 700]
  /** The two last rows of a table whose first one is open above. */
  const cut = (...columns: readonly number[]): Canvas => {
    const page = canvas(900, 400).rect(100, 160, 703, 163).rect(100, 220, 703, 223)
    for (const x of columns) page.rect(x, 100, x + 3, 223)
    return page
  }
  test('all of a table that a page has cut are rulings', () => {
    const found = upright(cut(...xs))
    for (const x of xs) expect(near(found, x + 1)?.from).toBeLessThan(110)
  })
  test('so is a short one in the row that was cut', () => {
    const page = cut(...xs).rect(175, 112, 178, 162)
    for (const x of xs) page.rect(x, 112, x + 3, 122).rect(x, 90, x + 3, 112, 255)
    expect(near(upright(page), 176)?.from).toBeLessThan(120)
    // One that ends elsewhere is the stroke of a letter.
    const other = cut(...xs).rect(175, 125, 178, 162)
    expect(near(upright(other), 176)).toBeUndefined()
  })
  test('one alone is none above its last crossing', () => {
    const page = cut(100, 700).rect(400, 60, 403, 223)
    expect(near(upright(page), 401)?.from).toBeGreaterThan(150)
  })
  test('the stroke of a letter that goes on in a ruling is no part of it', () => {
    const page = canvas(900, 400)
    for (const y of [100, 160, 220, 300]) page.rect(100, y, 703, y + 3)
    for (const x of [100, 700]) page.rect(x, 100, x + 3, 303)
    // From the third line to the fourth, and into the row above.
    page.rect(400, 190, 403, 303)
    const stroke = near(upright(page), 401)
    expect(stroke?.from).toBeGreaterThan(214)
    expect(stroke?.to).toBeGreaterThan(295)
  })
  test('a stroke that crosses one ruling alone is none', () => {
    const page = canvas(900, 400)
    for (const y of [100, 160, 300]) page.rect(100, y, 703, y + 3)
    for (const x of [100, 700]) page.rect(x, 100, x + 3, 303)
    page.rect(400, 120, 403, 200)
    expect(near(upright(page), 401)).toBeUndefined()
  })
})

test('a long ruling is one though print has run into it', () => {
  const page = canvas(900, 700)
  for (const y of [100, 300, 600]) page.rect(100, y, 703, y + 3)
  for (const x of [100, 400, 700]) page.rect(x, 100, x + 3, 603)
  // A stroke of a seal, forty pixels wide.
  page.rect(403, 420, 443, 460)
  const found = near(upright(page), 401)
  expect([found?.from, found?.to].map((end) => Math.round((end ?? 0) / 10))).toEqual([10, 60])
})

test('an arc of a seal between two rulings is none', () => {
  const page = canvas(900, 400)
  for (const y of [100, 170, 240]) page.rect(100, y, 703, y + 3)
  for (const x of [100, 700]) page.rect(x, 100, x + 3, 243)
  const straight = page.data.slice()
  // Of a radius of 0.8 inches, where it is upright.
  for (let y = 103; y < 170; y++) {
    const x = Math.round(240 + Math.sqrt(160 ** 2 - (y - 136) ** 2))
    page.rect(x, y, x + 4, y + 1)
  }
  expect(near(upright(page), 400)).toBeUndefined()
  page.data.set(straight)
  expect(near(upright(page.rect(398, 103, 402, 170)), 400)).toBeDefined()
})
