/** Numbers that stand close together in neighbouring cells: where one ends and the next begins. */

import { expect, test } from 'vitest'
import { toChunks } from '../../src/layout/chunks.js'
import { toLines } from '../../src/layout/lines.js'
import { GlyphRuns } from '../../src/sources/pdf-glyph-runs.js'

const hand = { size: 10, direction: 'right' as const, vertical: false, hidden: false, faint: false }

/** Numbers in a line, each behind a gap in points: digits are half as wide as high, those of full width as wide. */
function runsOf(...numbers: readonly (readonly [gap: number, text: string])[]) {
  const glyphs = new GlyphRuns()
  let x = 100
  for (const [gap, text] of numbers) {
    x += gap
    for (const char of text) {
      const end = x + (/[０-９]/.test(char) ? 10 : 5)
      glyphs.glyph(char, x, 50, end, 60, hand)
      x = end
    }
  }
  return glyphs.finish()
}
const figures = (...numbers: readonly (readonly [number, string])[]): string[] =>
  toLines(runsOf(...numbers)).flatMap((line) => toChunks(line).map(({ text }) => text))

test('a number ends where its last digit does, not where the next number begins', () => {
  const [first, second] = runsOf([0, '1516'], [1.5, '30'])
  expect([first?.box.x1, second?.box.x0]).toEqual([120, 121.5])
  expect(first?.stops?.at(-1)).toBe(120)
  expect(figures([0, '1516'], [1.5, '30'])).toEqual(['1516', '30'])
})

test('a digit of full width beside others with a gap is another number, however few digits there are', () => {
  expect(figures([0, '2'], [2, '０'])).toEqual(['2', '０'])
  expect(figures([0, '1575'], [2, '０'])).toEqual(['1575', '０'])
})

test('without a gap they are one number, as those that are set wide are', () => {
  expect(runsOf([0, '1'], [0, '０']).map(({ text }) => text)).toEqual(['1０'])
  expect(runsOf([0, '1'], [1, '5'], [1, '1'], [1, '6']).map(({ text }) => text)).toEqual(['1516'])
})

test('a sign for none apart from a number is that of the next column; one next to it is part of a date or a number', () => {
  expect(figures([0, '5'], [2, '/'])).toEqual(['5', '/'])
  expect(figures([0, '17'], [2, '—'])).toEqual(['17', '—'])
  expect(runsOf([0, '2023'], [0, '/'], [0, '5']).map(({ text }) => text)).toEqual(['2023/5'])
  expect(figures([0, '-'], [2, '5'])).toEqual(['-5'])
})

test('a figure with its unit ends before the figure of the next column', () => {
  const glyphs = new GlyphRuns()
  const put = (text: string, x: number): void => {
    for (const [i, char] of [...text].entries()) glyphs.glyph(char, x + i * 5, 50, x + i * 5 + 5, 60, hand)
  }
  put('12件', 100)
  put('449件', 116.5)
  expect(glyphs.finish().map(({ text }) => text)).toEqual(['12件', '449件'])
})
