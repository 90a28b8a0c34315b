import { describe, expect, test } from 'vitest'
import type { Gray } from '../../src/imaging/gray.js'
import { leanOf, straighten } from '../../src/imaging/lean.js'
import { inkOf } from '../../src/imaging/paper.js'
import { findStrokes } from '../../src/imaging/rulings.js'
import { table } from './drawing.js'

const DPI = 200
const lean = (page: Gray) => {
  const ink = inkOf(page, 170)
  return leanOf(findStrokes(ink, page.width, page.height, DPI), ink, page.width, page.height, DPI)
}

describe('lines that lean', () => {
  const straight = table([60, 300, 540, 780], [50, 170, 290, 410, 530, 640])
  test('straight rulings do not', () => expect(lean(straight)).toBeNull())
  test('those of a photo do, and are made straight', () => {
    const photo = straighten(straight, {
      upright: { mean: 0.004, change: 0.00003 },
      level: { mean: 0, change: 0.00001 },
    })
    const found = lean(photo)
    expect(found?.upright.mean).toBeCloseTo(-0.004, 3)
    expect(found?.upright.change).toBeCloseTo(-0.00003, 5)
    expect(lean(straighten(photo, found!))).toBeNull()
  })
  test('two rulings say nothing of a page', () => {
    const few = straighten(table([60, 780], [50, 640]), {
      upright: { mean: 0.01, change: 0 },
      level: { mean: 0, change: 0 },
    })
    expect(lean(few)).toBeNull()
  })
})
