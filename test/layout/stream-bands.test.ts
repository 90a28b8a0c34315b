/** Columns of figures without rulings, and the words of their header. */

import { describe, expect, test } from 'vitest'
import { toChunks } from '../../src/layout/chunks.js'
import { makeLine } from '../../src/layout/lines.js'
import { type Row, withHeaderBands } from '../../src/layout/stream-bands.js'
import type { TextRun } from '../../src/types.js'
import { run } from '../helpers/draw.js'

const row = (...runs: TextRun[]): Row => {
  const line = makeLine(runs)
  const chunks = toChunks(line)
  return { line, chunks, figures: chunks.filter(({ figure }) => figure) }
}
const band = ({ box }: TextRun) => ({ x0: box.x0, x1: box.x1 })

describe('a column without figures', () => {
  const header = row(run('本年制发件数', 200, 100), run('本年废止件数', 320, 100), run('现行有效件数', 440, 100))
  test('is known by its label, where figures at the right edge of the others are much nearer to theirs', () => {
    const figures = [run('19', 265, 120), run('119', 505, 120)]
    const found = withHeaderBands([header, row(run('规范性文件', 60, 120), ...figures)], figures.map(band))
    expect(found).toHaveLength(3)
    expect(found[0]).toMatchObject({ x0: 200, x1: 275 })
    expect(found[1]).toMatchObject({ x0: 320, x1: 380 })
  })
  test('is not where a figure stands in the middle between two labels', () => {
    const figures = [run('19', 285, 120), run('119', 505, 120)]
    expect(withHeaderBands([header, row(run('规范性文件', 60, 120), ...figures)], figures.map(band))).toHaveLength(2)
  })
})
