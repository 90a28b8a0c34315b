/** Cells cut out of drawn pages: 200 pixels an inch, print black on white, no rulings. */
import { describe, expect, test } from 'vitest'
import { inkOf } from '../../src/imaging/paper.js'
import { cutCell } from '../../src/sources/scan-cell.js'
import type { ScanPage } from '../../src/sources/scan-page.js'
import { type Canvas, canvas } from '../imaging/drawing.js'

const DPI = 200
const THRESHOLD = 150
const points = (pixels: number): number => (pixels * 72) / DPI

function scanOf(image: Canvas): ScanPage {
  const { width, height, data } = image
  return {
    page: { number: 1, width: points(width), height: points(height), runs: [], rulings: [], edges: [], images: [] },
    image,
    ink: inkOf(image, THRESHOLD),
    erased: new Uint8Array(data.length),
    dpi: DPI,
    threshold: THRESHOLD,
  }
}

const frame = { x0: 0, top: 0, x1: points(200), bottom: points(80) }
/** A digit like a 9, from 100 to 112 and from 30 to 50. */
const digit = (): Canvas => canvas(200, 80).rect(100, 30, 112, 50).rect(103, 33, 109, 38, 255)
const inkOfCell = (image: Canvas) => cutCell(scanOf(image), frame, null)?.ink

describe('print that is too pale for ink', () => {
  const alone = inkOfCell(digit())
  test('is part of the figure where it is as tall', () => {
    expect(inkOfCell(digit().rect(92, 31, 94, 49, 170))?.x0).toBeLessThan((alone?.x0 ?? 0) - points(5))
    expect(inkOfCell(digit().rect(117, 31, 119, 49, 170))?.x1).toBeGreaterThan((alone?.x1 ?? 0) + points(5))
  })
  test('is dirt where it is lower, and the rest of a ruling where it goes on', () => {
    expect(inkOfCell(digit().rect(92, 31, 94, 38, 170))).toEqual(alone)
    expect(inkOfCell(digit().rect(92, 5, 94, 75, 170))).toEqual(alone)
  })
})

describe('a sign that is too pale for ink', () => {
  const alone = inkOfCell(digit())
  test('is part of the figure behind it', () => {
    expect(inkOfCell(digit().rect(89, 39, 96, 41, 170))?.x0).toBeLessThan((alone?.x0 ?? 0) - points(9))
  })
  test('is none below its middle, behind it, or longer than a digit is high', () => {
    expect(inkOfCell(digit().rect(89, 47, 96, 49, 170))).toEqual(alone)
    expect(inkOfCell(digit().rect(116, 39, 123, 41, 170))).toEqual(alone)
    expect(inkOfCell(digit().rect(60, 39, 97, 41, 170))).toEqual(alone)
  })
})

describe('a cell without ink', () => {
  test('holds a dash that is paler than ink', () => {
    const ink = inkOfCell(canvas(200, 80, 250).rect(90, 39, 112, 41, 190))
    expect((ink?.x1 ?? 0) - (ink?.x0 ?? 0)).toBeGreaterThan(points(18))
  })
  test('is blank where pale ink is dirt, the rest of a ruling, or lies beside the middle', () => {
    const none = (x0: number, y0: number, x1: number, y1: number, gray = 190) =>
      expect(inkOfCell(canvas(200, 80, 250).rect(x0, y0, x1, y1, gray))).toBeUndefined()
    none(90, 38, 95, 42)
    none(0, 39, 200, 41)
    none(90, 6, 112, 8)
    none(90, 39, 112, 41, 230)
  })
})

describe('a dot beside a figure', () => {
  const alone = inkOfCell(digit())
  test('is dirt where it stands apart', () => {
    expect(inkOfCell(digit().rect(60, 38, 66, 44))).toEqual(alone)
    expect(inkOfCell(digit().rect(103, 8, 109, 14))).toEqual(alone)
  })
  test('may be a point where it stands near, and is none where it is as tall as print', () => {
    expect(inkOfCell(digit().rect(90, 45, 95, 50))?.x0).toBeLessThan((alone?.x0 ?? 0) - points(6))
    expect(inkOfCell(digit().rect(60, 35, 66, 48))?.x0).toBeLessThan((alone?.x0 ?? 0) - points(30))
  })
  test('is none where it is as large as a digit, be the rest of a ruling ever so high', () => {
    const ruled = cutCell(scanOf(digit().rect(20, 14, 23, 68)), frame, null)
    expect(ruled?.ink.x1).toBeCloseTo(alone?.x1 ?? 0)
    expect(ruled?.damaged).toBe(true)
  })
})

describe('lines of a cell', () => {
  test('the top of a digit that came off is no line', () => {
    const five = canvas(200, 80).rect(100, 30, 110, 33).rect(98, 39, 111, 52).rect(98, 42, 107, 46, 255)
    expect(cutCell(scanOf(five), frame, null)?.lines).toHaveLength(1)
  })
  test('two figures one below the other are two', () => {
    const two = canvas(200, 80).rect(100, 12, 112, 32).rect(100, 44, 112, 64)
    expect(cutCell(scanOf(two), frame, null)?.lines).toHaveLength(2)
  })
})

test('figures that stand apart in a cell are doubtful, digits of one figure are not', () => {
  const two = (gap: number) =>
    digit()
      .rect(112 + gap, 30, 124 + gap, 50)
      .rect(115 + gap, 33, 121 + gap, 38, 255)
  expect(cutCell(scanOf(two(8)), frame, null)).toMatchObject({ expects: 'figure', damaged: false })
  expect(cutCell(scanOf(two(30)), frame, null)).toMatchObject({ expects: 'figure', damaged: true })
  expect(cutCell(scanOf(two(30)), frame, 'text')?.damaged).toBe(false)
})

describe('the number of a note behind a figure', () => {
  const isDoubtful = (x0: number, y0: number, x1: number, y1: number): boolean | undefined =>
    cutCell(scanOf(digit().rect(x0, y0, x1, y1)), frame, null)?.damaged
  test('makes it doubtful: it is smaller and stands higher', () => {
    expect(isDoubtful(115, 26, 122, 40)).toBe(true)
    // A 1 is as narrow as its stroke.
    expect(isDoubtful(115, 26, 118, 38)).toBe(true)
  })
  test('is no digit on the same line, point, or stroke before the figure', () => {
    expect(isDoubtful(115, 30, 127, 50)).toBe(false)
    expect(isDoubtful(115, 32, 127, 49)).toBe(false)
    expect(isDoubtful(114, 47, 117, 50)).toBe(false)
    expect(isDoubtful(115, 30, 117, 34)).toBe(false)
    expect(isDoubtful(88, 26, 95, 40)).toBe(false)
  })
})

describe('a bar that runs into a ruling at the side of its cell', () => {
  const cut = (image: Canvas) => cutCell(scanOf(image), frame, null)
  test('is not left out: the cell is not blank, and a figure behind it may have a sign', () => {
    for (const [x0, x1] of [
      [191, 200],
      [0, 9],
    ] as const)
      expect(cut(canvas(200, 80).rect(x0, 39, x1, 41))).toMatchObject({ expects: 'figure', damaged: true })
    expect(cut(digit().rect(0, 39, 9, 41))?.damaged).toBe(true)
  })
  test('is none along the side, near the rulings above and below, thick, short, or from side to side', () => {
    const none = (x0: number, y0: number, x1: number, y1: number) =>
      expect([cut(canvas(200, 80).rect(x0, y0, x1, y1)), cut(digit().rect(x0, y0, x1, y1))?.damaged]).toEqual([
        null,
        false,
      ])
    none(197, 35, 200, 45)
    none(191, 2, 200, 4)
    none(191, 76, 200, 78)
    none(197, 39, 200, 41)
    expect(cut(canvas(200, 80).rect(191, 36, 200, 44))?.damaged).not.toBe(true)
    expect(cut(digit())?.damaged).toBe(false)
  })
  test('says nothing of a text', () => {
    expect(cutCell(scanOf(digit().rect(0, 39, 9, 41)), frame, 'text')?.damaged).toBe(false)
  })
})
