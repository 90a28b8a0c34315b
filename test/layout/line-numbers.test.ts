/** Numbers of lines in the margin of a draft. */

import { expect, test } from 'vitest'
import { withoutLineNumbers } from '../../src/layout/line-numbers.js'
import type { Page, Ruling, TextRun } from '../../src/types.js'
import { page as drawnPage, run } from '../helpers/draw.js'

const page = (runs: readonly TextRun[], rulings: readonly Ruling[] = []): Page => drawnPage(runs, rulings)
const LINES = 10
/** Lines of text with a number each, which ends at 51 points. */
const draft = (numberOf: (i: number) => number | null, text = 66): TextRun[] =>
  Array.from({ length: LINES }, (_, i) => {
    const number = numberOf(i)
    const digits = String(number)
    const own = run('依申请公开方面', text, 60 + i * 20)
    return number === null ? [own] : [run(digits, 51 - digits.length * 5, 62 + i * 20), own]
  }).flat()
const left = (runs: readonly TextRun[], rulings?: readonly Ruling[]): number =>
  withoutLineNumbers(page(runs, rulings)).runs.length

test('they go, also where each fifth line has one, or the count begins anew', () => {
  expect(left(draft((i) => i + 1))).toBe(LINES)
  expect(left(draft((i) => (i + 1) * 5))).toBe(LINES)
  expect(left(draft((i) => (i < 4 ? i + 30 : i - 3)))).toBe(LINES)
})

test('figures and codes of tables stay', () => {
  const all = LINES * 2
  expect(left(draft((i) => [3, 1, 4, 1, 5, 9, 2, 6, 5, 3][i] ?? 0))).toBe(all)
  expect(left(draft(() => 0))).toBe(all)
  // Fewer than a page of lines.
  expect(left(draft((i) => (i < 5 ? i + 1 : null)))).toBe(LINES + 5)
  // Text that begins where they stand, and a line of a table left of them.
  expect(left([...draft((i) => i + 1), run('附件', 40, 700)])).toBe(all + 1)
  expect(
    left(
      draft((i) => i + 1),
      [{ axis: 'vertical', at: 38, from: 50, to: 300, width: 0.5 }],
    ),
  ).toBe(all)
})
