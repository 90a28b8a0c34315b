import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanCrop } from '../../src/ocr/clean.js'
import { boxOfGlyphs, componentsOf } from '../../src/ocr/components.js'
import type { GrayImage } from '../../src/ocr/engine.js'
import { type FigureStrip, figureStrip, stripHeight } from '../../src/ocr/figure-strip.js'
import { boxOfInk, cutOut, findInk, linesOfInk, resize, rowsOfInk } from '../../src/ocr/picture.js'

function inkMask(image: GrayImage): Uint8Array {
  const found = findInk(image)
  return 'empty' in found ? new Uint8Array(image.data.length) : found.mask
}

function stripOf(image: GrayImage, dpi: number): FigureStrip {
  const strip = figureStrip(image, dpi)
  if (!('ink' in strip)) throw new Error('no figure')
  return strip
}

const paper = (width: number, height: number, gray = 255): { width: number; height: number; data: Uint8Array } => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(gray),
})

function block(image: GrayImage, x0: number, y0: number, x1: number, y1: number, gray = 0): void {
  for (let y = y0; y < y1; y++) image.data.fill(gray, y * image.width + x0, y * image.width + x1)
}

/** Blocks that do not touch: one in each slot of a row of slots. */
const blocks = fc
  .array(
    fc.record({ dx: fc.nat(3), dy: fc.nat(8), w: fc.integer({ min: 2, max: 8 }), h: fc.integer({ min: 6, max: 20 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((list) =>
    list.map(({ dx, dy, w, h }, i) => ({
      x0: 10 + i * 14 + dx,
      y0: 10 + dy,
      x1: 10 + i * 14 + dx + w,
      y1: 10 + dy + h,
    })),
  )

const drawn = (list: readonly { x0: number; y0: number; x1: number; y1: number }[], ink = 0, gray = 255): GrayImage => {
  const image = paper(120, 50, gray)
  for (const one of list) block(image, one.x0, one.y0, one.x1, one.y1, ink)
  return image
}

describe('ink', () => {
  test('is told from paper whatever their grays, and a plain sheet has none', () => {
    fc.assert(
      fc.property(blocks, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 160, max: 255 }), (list, ink, gray) => {
        const image = drawn(list, ink, gray)
        const mask = inkMask(image)
        // Corners of a block may be smoothed away; nothing but its own pixels is ink.
        const printed = image.data.filter((one) => one === ink).length
        const found = mask.filter((one) => one === 1).length
        expect(mask.every((one, i) => one === 0 || image.data[i] === ink)).toBe(true)
        expect(found).toBeGreaterThanOrEqual(printed - 4 * list.length)
      }),
    )
    expect(findInk(paper(30, 20, 200))).toEqual({ empty: 1 })
    const shadow = paper(30, 20, 200)
    block(shadow, 5, 5, 25, 15, 185)
    const found = findInk(shadow)
    expect('empty' in found && found.empty).toBeCloseTo(0.5)
  })

  test('has a box and rows', () => {
    const image = paper(40, 60)
    block(image, 5, 10, 20, 18)
    block(image, 8, 30, 30, 41)
    expect(boxOfInk(inkMask(image), 40, 60)).toEqual({ x0: 5, y0: 10, x1: 30, y1: 41 })
    expect(rowsOfInk(inkMask(image), 40, 60, 2)).toEqual([
      [10, 18],
      [30, 41],
    ])
    expect(rowsOfInk(inkMask(image), 40, 60, 20)).toEqual([[10, 41]])
    expect(boxOfInk(inkMask(paper(5, 5)), 5, 5)).toBeNull()
  })
})

describe('resize', () => {
  test('keeps a plain gray, and about the mean of any picture', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), fc.nat(255), (w, h, gray) => {
        expect(new Set(resize(paper(17, 23, gray), w, h).data)).toEqual(new Set([gray]))
      }),
    )
    fc.assert(
      fc.property(blocks, fc.integer({ min: 30, max: 240 }), (list, w) => {
        const image = drawn(list)
        const mean = (one: GrayImage): number => one.data.reduce((a, b) => a + b, 0) / one.data.length
        expect(Math.abs(mean(resize(image, w, 50)) - mean(image))).toBeLessThan(8)
      }),
    )
  })

  test('of a cut that reaches over the rim fills with paper', () => {
    const image = paper(10, 10)
    block(image, 0, 0, 2, 2)
    const cut = cutOut(image, { x0: 0, y0: 0, x1: 2, y1: 2 }, 3, 200)
    expect([cut.width, cut.height, cut.data[0], cut.data[3 * 8 + 3], cut.data[3 * 8 + 5]]).toEqual([8, 8, 200, 0, 255])
  })
})

describe('pieces of ink', () => {
  test('are the blocks that were drawn', () => {
    fc.assert(
      fc.property(blocks, (list) => {
        const image = drawn(list)
        const found = componentsOf(inkMask(image), image.width, image.height).sort((a, b) => a.x0 - b.x0)
        expect(found).toEqual(list.map((one) => ({ ...one, area: (one.x1 - one.x0) * (one.y1 - one.y0) })))
      }),
    )
  })

  test('that are dirt, or remains of a ruling at the rim, are no glyphs', () => {
    const image = paper(120, 50)
    block(image, 50, 10, 62, 34)
    block(image, 70, 32, 74, 36) // a decimal point
    block(image, 5, 5, 6, 6) // a speck
    block(image, 0, 0, 2, 50) // what is left of a line
    block(image, 110, 44, 113, 46) // dirt, too far away to belong to a figure
    const found = componentsOf(inkMask(image), 120, 50)
    // The speck is smoothed away at once.
    expect(found).toHaveLength(4)
    expect(boxOfGlyphs(found, 120, 50, 200)).toEqual({ x0: 50, y0: 10, x1: 74, y1: 36 })
    const clean = cleanCrop(image, 200)
    expect([clean?.width, clean?.height]).toEqual([26, 28])
    const dirty = paper(120, 50)
    block(dirty, 5, 5, 6, 6)
    expect(figureStrip(dirty, 200)).toHaveProperty('empty')
    expect(cleanCrop(dirty, 200)).toBeNull()
  })
})

describe('the strip of a figure', () => {
  test('is the same wherever the figure stands in its cell', () => {
    fc.assert(
      fc.property(blocks, fc.nat(30), fc.nat(30), (list, dx, dy) => {
        const image = drawn(list)
        const wide = paper(160, 90)
        for (const one of list) block(wide, one.x0 + dx, one.y0 + dy, one.x1 + dx, one.y1 + dy)
        const [first, second] = [stripOf(image, 200), stripOf(wide, 200)]
        expect(second.width).toBe(first.width)
        first.ink.forEach((one, i) => {
          expect(Math.abs(one - second.ink[i]!)).toBeLessThan(0.01)
        })
        expect(second.box).toEqual({
          x0: first.box.x0 + dx,
          y0: first.box.y0 + dy,
          x1: first.box.x1 + dx,
          y1: first.box.y1 + dy,
        })
      }),
    )
  })

  test('has one height, and holds as much ink at twice the resolution', () => {
    const figure = [
      { x0: 20, y0: 12, x1: 26, y1: 32 },
      { x0: 40, y0: 12, x1: 50, y1: 32 },
    ]
    const small = stripOf(drawn(figure), 150)
    const twice = paper(240, 100)
    for (const one of figure) block(twice, 2 * one.x0, 2 * one.y0, 2 * one.x1, 2 * one.y1)
    const large = stripOf(twice, 300)
    expect(small.ink.length).toBe(stripHeight * small.width)
    expect(large.width).toBe(small.width)
    const ink = (strip: { ink: Float32Array }): number => strip.ink.reduce((a, b) => a + b, 0)
    expect(Math.abs(ink(large) / ink(small) - 1)).toBeLessThan(0.08)
  })

  test('of ink longer than any figure is refused', () => {
    const image = paper(700, 20)
    block(image, 5, 8, 695, 18)
    expect(figureStrip(image, 200)).toEqual({ tooLong: true })
  })
})

describe('lines of text', () => {
  const [width, dpi] = [40, 100]
  /** Rows with so many pixels of ink each. */
  const mask = (counts: readonly number[]): Uint8Array =>
    Uint8Array.from({ length: width * counts.length }, (_, i) =>
      i % width < (counts[Math.floor(i / width)] ?? 0) ? 1 : 0,
    )
  const line = Array<number>(12).fill(20)
  test('are rows of ink between paper', () => {
    const counts = [...line, 0, 0, 0, ...line]
    expect(linesOfInk(mask(counts), width, counts.length, dpi)).toEqual([
      [0, 12],
      [15, 27],
    ])
  })
  test('that touch are parted where there is least ink', () => {
    const counts = [...line, 1, 2, 1, ...line]
    expect(linesOfInk(mask(counts), width, counts.length, dpi)).toEqual([
      [0, 12],
      [15, 27],
    ])
  })
  test('that are no taller than one are left whole', () => {
    const counts = [...line.slice(4), 1, ...line.slice(4)]
    expect(linesOfInk(mask(counts), width, counts.length, dpi)).toEqual([[0, 17]])
  })
})
