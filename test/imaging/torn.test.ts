import { expect, test } from 'vitest'
import { inkOf } from '../../src/imaging/paper.js'
import { findStrokes, type Stroke } from '../../src/imaging/rulings.js'
import { type Canvas, canvas, table } from './drawing.js'

const DPI = 200
const found = (page: Canvas): Stroke[] => findStrokes(inkOf(page, 128), page.width, page.height, DPI)
const level = (page: Canvas): Stroke[] => found(page).filter(({ axis }) => axis === 'horizontal')

test('pieces of a ruling that is not quite level are one', () => {
  const page = table([100, 300, 500, 800], [100, 160, 220, 280])
  // Each level ruling is lost for a tenth of an inch at the same place, where no upright one is.
  for (const y of [100, 160, 220, 280]) page.rect(380, y, 402, y + 3, 255)
  const rulings = level(page)
  expect(rulings.map(({ from, to }) => [from, to])).toEqual([100, 160, 220, 280].map(() => [100, 803]))
})

test('a ruling that stops at a cell of two rows is not drawn through it', () => {
  const page = table([100, 300, 335, 800], [100, 160, 220])
  page.rect(303, 160, 335, 163, 255)
  expect(level(page).filter(({ at }) => Math.abs(at - 161) < 3)).toHaveLength(2)
})

test('pieces that are farther apart stay two', () => {
  const page = table([100, 300, 500, 800], [100, 160, 220])
  page.rect(340, 160, 420, 163, 255)
  expect(level(page).filter(({ at }) => Math.abs(at - 161) < 3)).toHaveLength(2)
})

/** A line of small print that fills its cell: strokes side by side, joined at half their height. */
function print(page: Canvas, from: number, to: number, top: number): void {
  for (let x = from; x < to; x += 10) page.rect(x, top + (x % 4), x + 5, top + 14 - (x % 3))
  page.rect(from, top + 4, to, top + 10)
}

test('a line of print that has run together is no ruling', () => {
  const page = table([100, 300, 800], [100, 160, 220])
  print(page, 303, 800, 184)
  expect(level(page).map(({ at }) => Math.round(at / 10))).toEqual([10, 16, 22])
})

test('a ruling that others cross is one, be its thickness ever so uneven', () => {
  const page = table([100, 300, 500, 800], [100, 160, 220])
  print(page, 103, 800, 184)
  expect(level(page).some(({ at }) => Math.abs(at - 191) < 4)).toBe(true)
})

test('a ruling much thicker than the others is one', () => {
  const page = table([100, 300, 800], [100, 160, 220]).rect(100, 184, 803, 196)
  expect(level(page)).toHaveLength(4)
})

test('a ruling under which a heading stands too near is one up to its end', () => {
  const columns = [100, 240, 380, 520, 660, 800]
  const page = table(columns, [100, 220, 280])
  // Characters that touch the last ruling below one of the columns.
  page.rect(370, 283, 420, 287).rect(378, 283, 388, 320).rect(410, 283, 416, 320).rect(380, 304, 416, 308)
  const ends = found(page)
    .filter(({ axis, at }) => axis === 'vertical' && columns.some((x) => Math.abs(x + 1 - at) < 4))
    .map(({ to }) => Math.round(to / 10))
  expect(ends).toEqual(columns.map(() => 28))
})

test('print alone is no ruling', () => {
  const page = canvas(900, 400)
  print(page, 100, 500, 100)
  expect(found(page).filter(({ loose }) => !loose)).toEqual([])
})

const upright = (page: Canvas): number[] =>
  found(page)
    .filter(({ axis }) => axis === 'vertical')
    .map(({ at }) => Math.round(at / 10))
    .sort((a, b) => a - b)

test('lines between columns that meet none across are rulings within a frame', () => {
  const page = table([100, 800], [100, 600])
  for (const x of [300, 500]) page.rect(x, 180, x + 3, 520)
  expect(upright(page)).toEqual([10, 30, 50, 80])
})

test('one alone, or short ones, are none', () => {
  const page = table([100, 800], [100, 600])
  page.rect(300, 180, 303, 520)
  expect(upright(page)).toEqual([10, 80])
  const short = table([100, 800], [100, 600])
  for (const x of [300, 500]) short.rect(x, 180, x + 3, 250)
  expect(upright(short)).toEqual([10, 80])
})
