import { expect, test } from 'vitest'
import { inkOf } from '../../src/imaging/paper.js'
import { findStrokes, type Stroke } from '../../src/imaging/rulings.js'
import { type Canvas, canvas, table } from './drawing.js'

const DPI = 200
const rulings = (page: Canvas): Stroke[] => findStrokes(inkOf(page, 128), page.width, page.height, DPI)
const xs = [100, 250, 400, 550, 700]

test('a ruling lies where it is thin, though other ink runs along a part of it', () => {
  const page = table(xs, [100, 200, 300, 400, 500, 600])
  // The side of a seal, five pixels wide, beside the third ruling.
  page.rect(403, 260, 409, 380)
  const upright = rulings(page).filter(({ axis, at }) => axis === 'vertical' && Math.abs(at - 400) < 8)
  expect(upright).toHaveLength(1)
  expect(upright[0]?.at).toBeCloseTo(401.5, 0)
  expect(upright[0]?.thickness).toBeLessThan(4)
})

test('letters in line with a whole ruling do not lengthen it', () => {
  /** A table whose last column of labels ends above its last two rows, in which strokes of letters stand below that end. */
  const page = (letters: boolean): Canvas => {
    const one = canvas(900, 1100)
    for (const y of [100, 200, 300, 400, 500, 600, 700, 800, 900]) one.rect(100, y, 703, y + 3)
    for (const x of [100, 700]) one.rect(x, 100, x + 3, 903)
    one.rect(400, 100, 403, 603)
    if (letters) for (let y = 612; y < 890; y += 20) if (y % 100 > 10 && y % 100 < 90) one.rect(400, y, 403, y + 10)
    return one
  }
  const ends = (letters: boolean) =>
    rulings(page(letters)).filter(({ axis, at }) => axis === 'vertical' && Math.abs(at - 401) < 4)
  expect(ends(false).map(({ from, to }) => [from, to])).toEqual([[100, 603]])
  expect(
    Math.max(
      ...ends(true)
        .filter(({ to, from }) => to - from > 400)
        .map(({ to }) => to),
    ),
  ).toBe(603)
})
