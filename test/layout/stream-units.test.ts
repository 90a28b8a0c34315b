/** Figures without lines around them whose unit had no room beside them. */

import { expect, test } from 'vitest'
import { toChunks } from '../../src/layout/chunks.js'
import { makeLine } from '../../src/layout/lines.js'
import type { Row } from '../../src/layout/stream-bands.js'
import { joinUnits } from '../../src/layout/stream-units.js'
import type { TextRun } from '../../src/types.js'
import { run } from '../helpers/draw.js'

const row = (...runs: TextRun[]): Row => {
  const line = makeLine(runs)
  const chunks = toChunks(line)
  return { line, chunks, figures: chunks.filter(({ figure }) => figure) }
}
const texts = (groups: readonly (readonly Row[])[]): string[] =>
  groups.map((lines) => lines.map(({ line }) => line.text).join('/'))

const label = run('（七）总计', 60, 106)
const before = row(run('3.其他', 60, 80), run('1件', 200, 80), run('2件', 260, 80), run('3件', 320, 80))
const figures = row(run('9726', 200, 100), run('20497', 320, 100))
const middle = row(label, run('9060件', 260, 106))
const units = row(run('件', 200, 112), run('件', 320, 112))

test('a figure above the middle of its row and its unit below it are of the row', () => {
  expect(texts(joinUnits([[before], [figures], [middle], [units]]))).toEqual([
    before.line.text,
    `${figures.line.text}/${middle.line.text}/${units.line.text}`,
  ])
})

test('not where the row has a figure in the same column', () => {
  const filled = row(label, run('5件', 200, 106), run('9060件', 260, 106))
  expect(joinUnits([[before], [figures], [filled], [units]])).toHaveLength(4)
})

test('not where digits stand below them, which may be others', () => {
  const digits = row(run('12', 200, 112), run('34', 320, 112))
  expect(joinUnits([[before], [figures], [middle], [digits]])).toHaveLength(4)
})
