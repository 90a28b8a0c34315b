import { expect, test } from 'vitest'
import { addFills, addStrokes, type Drawn, subpaths } from '../../src/sources/pdf-rulings.js'

const page = { x0: 0, top: 0, x1: 600, bottom: 800 }
const upsideDown = [1, 0, 0, -1, 0, 800] as const
const drawn = (): Drawn => ({ rulings: [], edges: [], areas: [], outlines: [] })
const rectangle = [0, 10, 700, 1, 50, 700, 1, 50, 660, 1, 10, 660, 4]

test('a path is parted where the pen moves, each part with its bounds on the page', () => {
  const parts = subpaths([0, 5, 5, ...rectangle, 0, 100, 100, 2, 1, 1, 2, 2, 120, 130], upsideDown)
  expect(parts).toEqual([
    { points: [5, 795], box: { x0: 5, x1: 5, top: 795, bottom: 795 }, closed: false, curved: false },
    {
      points: [10, 100, 50, 100, 50, 140, 10, 140],
      box: { x0: 10, x1: 50, top: 100, bottom: 140 },
      closed: true,
      curved: false,
    },
    { points: [100, 700, 120, 670], box: { x0: 100, x1: 120, top: 670, bottom: 700 }, closed: false, curved: true },
  ])
})

test('a path that breaks off inside of a coordinate, or has a code that is none, ends there', () => {
  expect(subpaths([0, 10, 700, 1, 50], upsideDown)[0]?.points).toEqual([10, 100])
  expect(subpaths([0, 10, 700, 9, 50, 700], upsideDown)).toHaveLength(1)
  expect(subpaths([1, 10, 700], upsideDown)).toEqual([])
})

test('a move that draws nothing before a rectangle hides nothing of it', () => {
  const out = drawn()
  addFills(subpaths([0, 5, 5, ...rectangle], upsideDown), false, page, out)
  expect(out.areas).toEqual([{ x0: 10, x1: 50, top: 100, bottom: 140 }])
  expect(out.edges).toHaveLength(4)
})

test('a stroke gives a ruling for each of its sides that lies along the page, and none for one that leans', () => {
  const out = drawn()
  addStrokes(subpaths([0, 10, 700, 1, 50, 700, 1, 50, 660, 1, 20, 690], upsideDown), 0.5, page, out)
  expect(out.rulings).toEqual([
    { axis: 'horizontal', at: 100, from: 10, to: 50, width: 0.5 },
    { axis: 'vertical', at: 50, from: 100, to: 140, width: 0.5 },
  ])
})
