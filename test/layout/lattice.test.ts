import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latticeDefaults, mergeRulings } from '../../src/layout/edges.js'
import { latticeGrids, shadedGrids } from '../../src/layout/lattice.js'
import type { Ruling } from '../../src/types.js'
import { drawing } from '../helpers/arbitrary.js'
import { cellsOfGrid, type Drawing, drawn, page, plain, rowsOf, run, runsOf, sidesOf } from '../helpers/draw.js'

const gridOf = (rulings: readonly Ruling[], edges: readonly Ruling[] = []) => {
  const drawnPage = page(runsOf(plain), rulings, { edges })
  return latticeGrids(drawnPage, drawnPage.runs).map(({ grid }) => grid)
}

const sides = sidesOf(plain)

describe('the ways in which producers draw one border', () => {
  const expected = [plain.cells]
  const cases: Record<string, readonly Ruling[]> = {
    'sides of cells': sides,
    'whole lines': [
      ...[100, 160].map((at): Ruling => ({ axis: 'horizontal', at, from: 50, to: 300, width: 0.5 })),
      { axis: 'horizontal', at: 120, from: 150, to: 300, width: 0.5 },
      { axis: 'horizontal', at: 140, from: 50, to: 300, width: 0.5 },
      ...[50, 150, 300].map((at): Ruling => ({ axis: 'vertical', at, from: 100, to: 160, width: 0.5 })),
      ...[200, 250].map((at): Ruling => ({ axis: 'vertical', at, from: 120, to: 160, width: 0.5 })),
    ],
    'double lines': sides.flatMap((ruling) => [ruling, { ...ruling, at: ruling.at + 1.6 }]),
    dots: sides.flatMap((ruling) => {
      const dots: Ruling[] = []
      for (let at = ruling.from; at < ruling.to; at += 2)
        dots.push({ ...ruling, from: at, to: Math.min(at + 1, ruling.to) })
      return dots
    }),
    'dashes with wide gaps': sides.flatMap((ruling) => {
      const dashes: Ruling[] = []
      for (let at = ruling.from; at < ruling.to; at += 7)
        dashes.push({ ...ruling, from: at, to: Math.min(at + 3, ruling.to) })
      return dashes
    }),
    'ends that do not quite meet': sides.map((ruling) => ({ ...ruling, from: ruling.from + 1.5, to: ruling.to - 1.5 })),
    'no lines at the left and right': sides.filter(
      (ruling) => ruling.axis === 'horizontal' || (ruling.at !== 50 && ruling.at !== 300),
    ),
  }
  test.each(Object.entries(cases))('%s', (_name, rulings) => {
    expect(gridOf(rulings).map(cellsOfGrid)).toEqual(expected)
  })

  test('areas of colour in place of lines', () => {
    const drawnPage = page(runsOf(plain), [], { edges: sides.map((side) => ({ ...side, width: 0 })) })
    expect(shadedGrids(drawnPage, drawnPage.runs).map(({ grid }) => cellsOfGrid(grid))).toEqual(expected)
  })
})

test('a page without lines has no lattice, nor has a frame around text', () => {
  expect(gridOf([])).toEqual([])
  const frame = sidesOf({ xs: [20, 560], ys: [20, 780], cells: [{ row: 0, col: 0, rowSpan: 1, colSpan: 1, text: '' }] })
  expect(gridOf(frame)).toEqual([])
})

test('words that reach over a border are cut there, numbers are not', () => {
  const two: Drawing = {
    xs: [50, 100, 150],
    ys: [100, 130, 160],
    cells: [0, 1, 2, 3].map((i) => ({ row: i >> 1, col: i & 1, rowSpan: 1, colSpan: 1, text: '' })),
  }
  const words = run('自然人商业企业', 60, 110)
  const number = run('1234567890', 60, 140)
  const drawnPage = page([words, number], sidesOf(two))
  const [found] = latticeGrids(drawnPage, drawnPage.runs)
  expect(found && rowsOf(found.grid)).toEqual(['自然人商 | 业企业', '1234567890 | '])
  expect(found?.grid.cells.find((cell) => cell.text.startsWith('1'))).toBeDefined()
})

test('a line that parts only blanks from a cell at a page end is no row', () => {
  // The merged cell on the left is closed in the middle of the row beside it.
  const rulings: Ruling[] = [
    ...[100, 160, 190].map((at): Ruling => ({ axis: 'horizontal', at, from: 50, to: 300, width: 0.5 })),
    { axis: 'horizontal', at: 135, from: 50, to: 90, width: 0.5 },
    ...[50, 90, 160, 230, 300].map((at): Ruling => ({ axis: 'vertical', at, from: 100, to: 190, width: 0.5 })),
  ]
  const drawnPage = page([run('3.其他', 100, 125), run('5', 190, 125), run('6', 260, 125), run('7', 190, 170)], rulings)
  const [found] = latticeGrids(drawnPage, drawnPage.runs)
  expect(found && rowsOf(found.grid)).toEqual([' | 3.其他 | 5 | 6', ' |  | 7 | '])
})

test('mergeRulings joins pieces and keeps lines apart', () => {
  const pieces: Ruling[] = [0, 10, 20, 60].map((from) => ({
    axis: 'horizontal',
    at: 5,
    from,
    to: from + 9,
    width: 0.5,
  }))
  expect(mergeRulings(pieces, latticeDefaults)).toEqual({
    across: [
      { at: 5, from: 0, to: 29 },
      { at: 5, from: 60, to: 69 },
    ],
    down: [],
    dashed: false,
  })
})

test('property: any grid that is drawn comes back', () => {
  fc.assert(
    fc.property(drawing, (one) => {
      const grids = latticeGrids(drawn(one), runsOf(one))
      expect(grids.map(({ grid }) => cellsOfGrid(grid))).toEqual([one.cells])
    }),
    { numRuns: 300 },
  )
})

test('property: jitter, splitting and doubling of the lines change nothing', () => {
  fc.assert(
    fc.property(drawing, fc.integer({ min: 1, max: 1 << 30 }), (one, seed) => {
      let state = seed
      const random = (): number => {
        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
        return state / 0x7fffffff
      }
      const noisy = sidesOf(one).flatMap((ruling): Ruling[] => {
        const moved = { ...ruling, at: ruling.at + random() * 0.8 - 0.4 }
        const middle = ruling.from + (ruling.to - ruling.from) * (0.2 + random() * 0.6)
        const split = [
          { ...moved, to: middle },
          { ...moved, from: middle + random() },
        ]
        return random() < 0.3 ? [...split, { ...moved, at: moved.at + 0.6 }] : random() < 0.5 ? split : [moved]
      })
      const drawnPage = page(runsOf(one), noisy)
      expect(latticeGrids(drawnPage, drawnPage.runs).map(({ grid }) => cellsOfGrid(grid))).toEqual([one.cells])
    }),
    { numRuns: 200 },
  )
})

test('property: any rulings at all give grids without holes or overlaps', () => {
  const anyRuling = fc.record({
    axis: fc.constantFrom('horizontal' as const, 'vertical' as const),
    at: fc.integer({ min: 0, max: 400 }),
    from: fc.integer({ min: 0, max: 300 }),
    length: fc.integer({ min: 0, max: 300 }),
  })
  fc.assert(
    fc.property(fc.array(anyRuling, { maxLength: 40 }), (list) => {
      const rulings = list.map(
        ({ axis, at, from, length }): Ruling => ({ axis, at, from, to: from + length, width: 0.5 }),
      )
      for (const { grid } of latticeGrids(page([], rulings), [])) {
        const seen = new Set<string>()
        for (const cell of grid.cells) {
          for (let r = cell.row; r < cell.row + cell.rowSpan; r++) {
            for (let c = cell.col; c < cell.col + cell.colSpan; c++) {
              expect(seen.has(`${r},${c}`)).toBe(false)
              seen.add(`${r},${c}`)
            }
          }
        }
        expect(seen.size).toBe(grid.rows * grid.cols)
      }
    }),
    { numRuns: 300 },
  )
})

test('a sign for none behind a label, but beyond the border, is of the next cell', () => {
  const textsWith = (sign: readonly [x: number, text: string]): (string | undefined)[] => {
    const label = run('新收数量', 106, 145)
    const stops = [...(label.stops ?? []).slice(0, -1), sign[0], sign[0] + 2.5]
    const chars = [...(label.chars ?? []), sign[1]]
    const glued = { ...label, text: chars.join(''), chars, stops, box: { ...label.box, x1: sign[0] + 2.5 } }
    const others = runsOf({ ...plain, cells: plain.cells.filter(({ row }) => row < 2) })
    const drawnPage = page([...others, glued], sides)
    const [grid] = latticeGrids(drawnPage, drawnPage.runs).map((one) => one.grid)
    return grid?.cells.filter(({ row }) => row === 2).map(({ text }) => text) ?? []
  }
  expect(textsWith([150.5, '-'])).toEqual(['新收数量', '-', '', ''])
  // On the border it is the end of the label, as is what follows without a gap.
  expect(textsWith([149, '-'])).toEqual(['新收数量-', '', '', ''])
  expect(textsWith([146, '）'])).toEqual(['新收数量）', '', '', ''])
})

test('a number that reaches into the next cell leaves that cell in doubt, cut or not', () => {
  const wide: Drawing = {
    ...plain,
    cells: plain.cells.map((cell) => (cell.text === '12' ? { ...cell, text: '' } : cell)),
  }
  const number = run('1234567890', 156, 145)
  const drawnPage = page([...runsOf(wide), number], sides)
  const [grid] = latticeGrids(drawnPage, drawnPage.runs).map((one) => one.grid)
  const doubts = grid?.cells.filter((cell) => cell.row === 2).map((cell) => [cell.text, cell.doubts ?? []])
  expect(doubts).toEqual([
    ['一、新收', []],
    ['1234567890', []],
    ['', ['crosses-ruling']],
    ['0', []],
  ])
})

test('rows that are parted a little beside those above have no cells of nothing between the two lines', () => {
  // The second row is parted four points to the right of the first, the third is again as the first.
  const rows = [
    [50, 150, 200, 300],
    [50, 154, 204, 300],
    [50, 150, 200, 300],
  ]
  const rulings: Ruling[] = [100, 120, 140, 160].map((at) => ({
    axis: 'horizontal',
    at,
    from: 50,
    to: 300,
    width: 0.5,
  }))
  const runs = rows.flatMap((xs, r) => xs.slice(0, 3).map((x, c) => run(`${r}${c}`, x + 20, 105 + r * 20)))
  for (const [r, xs] of rows.entries())
    for (const at of xs) rulings.push({ axis: 'vertical', at, from: 100 + r * 20, to: 120 + r * 20, width: 0.5 })
  const [found] = latticeGrids(page(runs, rulings), runs)
  expect([0, 1, 2].map((r) => found?.grid.cells.filter(({ row }) => row === r).map(({ text }) => text))).toEqual([
    ['00', '01', '02'],
    ['10', '11', '12'],
    ['20', '21', '22'],
  ])
})
