import { expect, test } from 'vitest'
import { misfitsIn } from '../../src/sources/scan-misfits.js'
import type { ScanCell } from '../../src/sources/scan-reader.js'

/** Cells of one column, from top to bottom, as they were read. */
const column = (x0: number, ...texts: readonly string[]): ScanCell[] =>
  texts.map((text, i) => {
    const frame = { x0, x1: x0 + 35, top: i * 20, bottom: i * 20 + 20 }
    return {
      frame,
      ink: frame,
      lines: [frame],
      expects: /^\d+$/.test(text) ? 'figure' : 'text',
      reading: { text, confidence: 0.9, alternatives: [] },
    }
  })
const textsOf = (cells: readonly ScanCell[]) => cells.map(({ reading }) => reading?.text)

test('letters among the figures of a column are those of no label', () => {
  expect(textsOf(misfitsIn(column(100, '自然人', '3', '0', 'AN', '12', '以', '0')))).toEqual(['AN', '以'])
})

test('a label, the word for none, and what stands in a column of few figures are none', () => {
  expect(misfitsIn(column(100, '其他', '3', '0', '无', '12', '总计', '0'))).toEqual([])
  expect(misfitsIn(column(100, '3', 'AN', '0'))).toEqual([])
  // Its own column counts, not the one beside it.
  expect(misfitsIn([...column(100, 'A', 'B'), ...column(135, '1', '2', '3', '4')])).toEqual([])
})
