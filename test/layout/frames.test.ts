import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latticeGrids } from '../../src/layout/lattice.js'
import type { Ruling } from '../../src/types.js'
import { drawing } from '../helpers/arbitrary.js'
import { cellsOfGrid, type Drawing, page, plain, runsOf } from '../helpers/draw.js'

/** Four rulings around a box. */
function frame(x0: number, top: number, x1: number, bottom: number): Ruling[] {
  return [
    { axis: 'horizontal', at: top, from: x0, to: x1, width: 0.5 },
    { axis: 'horizontal', at: bottom, from: x0, to: x1, width: 0.5 },
    { axis: 'vertical', at: x0, from: top, to: bottom, width: 0.5 },
    { axis: 'vertical', at: x1, from: top, to: bottom, width: 0.5 },
  ]
}

/** Every cell of a table in a frame of its own, with so much room between them. */
const framesOf = ({ xs, ys, cells }: Drawing, room: number): Ruling[] =>
  cells.flatMap(({ row, col, rowSpan, colSpan }) =>
    frame(
      (xs[col] ?? 0) + room / 2,
      (ys[row] ?? 0) + room / 2,
      (xs[col + colSpan] ?? 0) - room / 2,
      (ys[row + rowSpan] ?? 0) - room / 2,
    ),
  )

const gridsOf = (table: Drawing, rulings: readonly Ruling[]) => {
  const drawn = page(runsOf(table), rulings)
  return latticeGrids(drawn, drawn.runs).map(({ grid }) => grid)
}

/** Rows with room for frames as low as that. */
const table: Drawing = { ...plain, ys: [100, 125, 150, 175] }

describe('cells with frames of their own', () => {
  test.each([0.6, 1.5, 2.25, 3, 3.75, 4.5, 6, 8])('are one table with %s points between them', (room) => {
    const alone = gridsOf(table, framesOf(table, room))
    expect(alone.map((grid) => cellsOfGrid(grid))).toEqual([table.cells])
    const within = [...framesOf(table, room), ...frame(50 - room / 2, 100 - room / 2, 300 + room / 2, 175 + room / 2)]
    expect(gridsOf(table, within).map((grid) => cellsOfGrid(grid))).toEqual([table.cells])
  })
  test('whatever the table', () => {
    fc.assert(
      fc.property(drawing, fc.double({ min: 0.5, max: 6, noNaN: true }), (one, room) => {
        // Each holds a line of print.
        const lowest = Math.min(...one.ys.slice(1).map((y, i) => y - (one.ys[i] ?? 0)))
        fc.pre(one.cells.length >= 6 && lowest - room >= 11)
        expect(gridsOf(one, framesOf(one, room)).map((grid) => cellsOfGrid(grid))).toEqual([one.cells])
      }),
      { numRuns: 60 },
    )
  })
})

describe('boxes that are no cells of one table', () => {
  test('stand further apart', () => {
    expect(gridsOf(table, framesOf(table, 12))).toEqual([])
  })
  test('are few', () => {
    const few: Drawing = { ...table, cells: table.cells.filter(({ row }) => row === 2) }
    expect(gridsOf(few, framesOf(few, 4))).toEqual([])
  })
  test('beside a table leave it as it is', () => {
    const below = Array.from({ length: 6 }, (_, i) => frame(50 + i * 42, 300, 80 + i * 42, 320)).flat()
    const lines = framesOf(table, 0)
    expect(gridsOf(table, [...lines, ...below]).map((grid) => cellsOfGrid(grid))).toEqual([table.cells])
  })
})
