/** Columns of figures without rulings, and the words of their header. */

import { describe, expect, test } from 'vitest'
import { toChunks } from '../../src/layout/chunks.js'
import { makeLine } from '../../src/layout/lines.js'
import { besideLabels, figureBands, type Row, underSeveral, withHeaderBands } from '../../src/layout/stream-bands.js'
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

describe('rows with as many figures, of other columns', () => {
  test('have the columns that their places say', () => {
    const rows = [row(run('400', 300, 100), run('113', 400, 100)), row(run('237', 200, 120), run('130', 300, 120))]
    expect(figureBands(rows).map(({ x0 }) => x0)).toEqual([200, 300, 400])
  })
  test('have those of their order where they waver', () => {
    const rows = [row(run('4', 210, 100), run('113', 300, 100)), row(run('237', 205, 120), run('130', 303, 120))]
    expect(figureBands(rows)).toHaveLength(2)
  })
})

describe('a label beside a column', () => {
  const box = (x0: number, x1: number) => ({ x0, x1, top: 100, bottom: 110 })
  const bands = [
    { x0: 325, x1: 330 },
    { x0: 525, x1: 530 },
  ]
  test('is not known to be its own where the next is as near', () => {
    expect([...besideLabels([box(250, 304), box(351, 405), box(452, 506)], bands)]).toEqual([0])
  })
  test('is where it stands over it, or is the only one near', () => {
    expect([...besideLabels([box(290, 335), box(380, 420), box(490, 540)], bands)]).toEqual([])
  })
  test('two labels over one column leave it in doubt', () => {
    const limits = [Number.NEGATIVE_INFINITY, 427]
    expect([...underSeveral([box(310, 345), box(360, 400), box(515, 540)], bands, limits)]).toEqual([0])
    expect([...underSeveral([box(310, 345), box(515, 540)], bands, limits)]).toEqual([])
  })
})

test('figures of full width that stand close together are two', () => {
  const digits = (text: string, x: number) => ({ ...run(text, x, 100), size: 10 })
  const first = digits('０', 200)
  const second = digits('１６', first.box.x1 + 1)
  expect(row(first, second).figures.map(({ text }) => text)).toEqual(['０', '１６'])
})
