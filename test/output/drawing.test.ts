import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Drawing, drawingJson, drawingOf } from '../../src/output/review/drawing.js'
import { readReport } from '../../src/read.js'

const files = [
  'pdf/libreoffice-rotated.pdf',
  'pdf/chromium-marks.pdf',
  'pdf/chromium-dotted.pdf',
  'html/mso.html',
  'text/tabs-torn.txt',
]

test.each(files)('a drawing is written as JSON.stringify writes it: %s', async (file) => {
  const { trace } = await readReport(readFileSync(`fixtures/${file}`), { name: file })
  const drawing = drawingOf(trace, 12)
  expect(drawing.pages.length + drawing.blocks.length).toBeGreaterThan(0)
  expect(drawingJson(drawing)).toBe(JSON.stringify(drawing))
})

test('numbers of every size and sign, texts with marks, pages with pictures', () => {
  const page = (numbers: readonly number[], more: object = {}) => ({
    n: 1,
    w: 595.3,
    h: 841.9,
    ...more,
    r: [[1, 2, 3, 4, 10.5, '总计 "0" <\u2028\ud800', 1]],
    l: [numbers],
    i: [],
    f: [],
  })
  const drawing: Drawing = {
    pages: [
      page([0, -0, 0.1, -0.1, 9.9, -12.3, 100, 1e9, -1e12, 1e21, Number.NaN]),
      page([1.5], { t: 90 }),
      { ...page([]), i: [[0, 0, 1, 1]], p: 'a-1.png' },
    ],
    blocks: ['一、总体情况', { rows: 1, cols: 1, cells: [[0, 0, 1, 1, '5']] }],
    more: 2,
  }
  expect(JSON.parse(drawingJson(drawing))).toEqual(JSON.parse(JSON.stringify(drawing)))
})
