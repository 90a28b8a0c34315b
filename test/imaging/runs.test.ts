import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { piecesOf, piecesOfPage } from '../../src/imaging/ink.js'
import { inkOf } from '../../src/imaging/paper.js'
import { nextInk, runsOf, wordsIn } from '../../src/imaging/runs.js'

const pages = fc
  .record({ width: fc.integer({ min: 1, max: 19 }), height: fc.integer({ min: 1, max: 14 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      data: fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 1 }),
    }),
  )

describe('runs of ink', () => {
  test('are all of the ink, and nothing else', () => {
    fc.assert(
      fc.property(pages, ({ width, height, data }) => {
        const { rows, bounds } = runsOf(data, width, height)
        const drawn = new Uint8Array(data.length)
        for (let y = 0; y < height; y++)
          for (let run = rows[y]!; run < rows[y + 1]!; run++)
            drawn.fill(1, y * width + bounds[2 * run]!, y * width + bounds[2 * run + 1]!)
        expect(drawn).toEqual(data)
      }),
    )
  })

  test('more of them than there was room for are kept', () => {
    const ink = Uint8Array.from({ length: 400 * 101 }, (_, i) => i % 2)
    expect(runsOf(ink, 400, 101).bounds).toHaveLength(400 * 101)
  })

  test('the next one is found wherever the bytes lie', () => {
    const all = new Uint8Array(64)
    all[43] = 1
    for (const from of [0, 1, 4]) {
      const part = all.subarray(from)
      expect(nextInk(part, wordsIn(part), 1, part.length)).toBe(43 - from)
      expect(nextInk(part, wordsIn(part), 44 - from, part.length)).toBe(part.length)
      expect(nextInk(part, wordsIn(part), 1, 40 - from)).toBe(40 - from)
    }
  })
})

test('pieces of a page are those that are found pixel by pixel', () => {
  fc.assert(
    fc.property(pages, (page) => {
      expect(piecesOfPage(page)).toEqual(piecesOf(page).pieces)
    }),
  )
})

test('pieces of a page that meet below are one', () => {
  const data = Uint8Array.from([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0])
  expect(piecesOfPage({ width: 5, height: 3, data })).toEqual([{ x0: 0, y0: 0, x1: 5, y1: 3, area: 9, rim: 0 }])
})

test('ink is what is darker than the threshold, four pixels at a time or one', () => {
  const all = Uint8Array.from({ length: 261 }, (_, i) => i % 256)
  for (const threshold of [1, 2, 110, 195, 255]) {
    for (const data of [all, all.subarray(1)]) {
      const expected = Array.from(data, (gray) => (gray < threshold ? 1 : 0))
      const room = new Uint8Array(data.length).fill(9)
      expect([...inkOf({ width: data.length, height: 1, data }, threshold)]).toEqual(expected)
      expect(inkOf({ width: data.length, height: 1, data }, threshold, room)).toBe(room)
      expect([...room]).toEqual(expected)
    }
  }
})
