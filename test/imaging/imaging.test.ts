import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eraseStrokes } from '../../src/imaging/erase.js'
import { crop, enlarge, type Gray, grayFromRgba, shrink, shrinkBy, soften } from '../../src/imaging/gray.js'
import { bandsOf, boxOf, piecesOf, printPieces, rimOf } from '../../src/imaging/ink.js'
import { clearEdges, evenPaper, freshInk, inkOf, inkThreshold } from '../../src/imaging/paper.js'
import { rotate, skewOf, turn } from '../../src/imaging/rotate.js'
import { findStrokes, transpose } from '../../src/imaging/rulings.js'
import { canvas, table, zero } from './drawing.js'

const DPI = 200
const strokesOf = (page: Gray) =>
  findStrokes(inkOf(page, 128), page.width, page.height, DPI).filter(({ loose }) => !loose)
const places = (page: Gray, axis: 'horizontal' | 'vertical') => [
  ...new Set(
    strokesOf(page)
      .filter((one) => one.axis === axis)
      .map(({ at }) => Math.round(at / 2) * 2),
  ),
]

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((data): Gray => ({ width, height, data })),
  )

describe('colour', () => {
  const gray = (...rgba: number[]): number => {
    const into = new Uint8Array(1)
    grayFromRgba(new Uint8Array(rgba), into)
    return into[0] as number
  }
  test('black is black, white is white, gray is its lightness', () => {
    expect([gray(0, 0, 0, 255), gray(255, 255, 255, 255), gray(120, 120, 120, 255)]).toEqual([0, 255, 120])
  })
  test('the red of a seal is paper, print below it stays black', () => {
    expect(gray(214, 32, 40, 255)).toBeGreaterThan(240)
    expect(gray(70, 8, 12, 255)).toBeLessThan(90)
  })
  test('blue ink is ink, yellowed paper is light', () => {
    expect(gray(30, 40, 160, 255)).toBeLessThan(80)
    expect(gray(244, 232, 205, 255)).toBeGreaterThan(225)
  })
  test('what is transparent is paper', () => expect(gray(0, 0, 0, 0)).toBe(255))
  test('red pixels are counted', () => {
    const into = new Uint8Array(2)
    expect(grayFromRgba(new Uint8Array([214, 32, 40, 255, 0, 0, 0, 255]), into)).toBe(1)
  })
})

describe('size', () => {
  test('shrinking keeps the mean', () => {
    fc.assert(
      fc.property(picture, (image) => {
        const one = shrink(image, 1, 1).data[0] as number
        const mean = image.data.reduce((sum, value) => sum + value, 0) / image.data.length
        expect(Math.abs(one - mean)).toBeLessThanOrEqual(1)
      }),
    )
  })
  test('shrinking by a whole number gives what shrinking gives, without what is left over', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 4 }), (image, by) => {
        const small = shrinkBy(image, by)
        const whole = crop(image, 0, 0, small.width * by, small.height * by)
        const same = shrink(whole, small.width, small.height)
        expect([small.width, small.height]).toEqual([Math.floor(image.width / by), Math.floor(image.height / by)])
        for (const [i, value] of small.data.entries())
          expect(Math.abs(value - (same.data[i] as number))).toBeLessThanOrEqual(1)
      }),
    )
  })
  test('enlarging and softening make nothing brighter or darker than it was', () => {
    fc.assert(
      fc.property(picture, (image) => {
        for (const other of [enlarge(image, 1.37), soften(image)]) {
          expect(Math.max(...other.data)).toBeLessThanOrEqual(Math.max(...image.data))
          expect(Math.min(...other.data)).toBeGreaterThanOrEqual(Math.min(...image.data))
        }
      }),
    )
  })
  test('a crop beyond the picture is white there', () => {
    const image = crop(canvas(2, 2, 0), -1, 0, 3, 2)
    expect([...image.data]).toEqual([255, 0, 0, 255, 255, 0, 0, 255])
  })
})

describe('turning', () => {
  test('four quarter turns are none', () => {
    fc.assert(
      fc.property(picture, (image) => {
        const back = turn(turn(turn(turn(image, 90), 90), 90), 90)
        expect([...back.data]).toEqual([...image.data])
        expect([...turn(turn(image, 270), 90).data]).toEqual([...image.data])
        expect([...turn(image, 180).data]).toEqual([...turn(turn(image, 90), 90).data])
      }),
    )
  })
  test('transposing twice changes nothing', () => {
    fc.assert(
      fc.property(picture, ({ width, height, data }) => {
        expect([...transpose(transpose(data, width, height), height, width)]).toEqual([...data])
      }),
    )
  })
  test.each([-3, -0.7, 0.4, 2.2])('a page that lies askew by %s degrees is made level', (degrees) => {
    const page = rotate(table([80, 300, 480, 800], [100, 160, 220, 280, 340, 400, 460], 3), (degrees * Math.PI) / 180)
    const found = skewOf(inkOf(page, 128), page.width, page.height)
    expect((found * 180) / Math.PI).toBeCloseTo(-degrees, 1)
  })
  test('a level page stays as it is, and so does a blank one', () => {
    const page = table([80, 300, 800], [100, 160, 220, 280, 340])
    expect(Math.abs(skewOf(inkOf(page, 128), page.width, page.height))).toBeLessThan(0.0006)
    expect(skewOf(new Uint8Array(900 * 700), 900, 700)).toBe(0)
  })
})

describe('paper', () => {
  test('light that falls off is evened out, print stays dark', () => {
    const page = canvas(800, 600)
    for (let x = 0; x < 800; x++) page.rect(x, 0, x + 1, 600, Math.round(250 - x * 0.17))
    for (let i = 0; i < 8; i++)
      page.rect(60 + i * 90, 300, 64 + i * 90, 330, Math.round((250 - (60 + i * 90) * 0.17) * 0.3))
    const even = evenPaper(page, DPI)
    const ink = inkOf(even, inkThreshold(even))
    expect(ink.reduce((sum, one) => sum + one, 0)).toBe(8 * 4 * 30)
    expect(even.data[10 * 800 + 790]).toBeGreaterThan(225)
  })
  test('dark edges go, a ruling that leaves the page stays', () => {
    const page = canvas(400, 400).rect(0, 0, 400, 12).rect(0, 0, 20, 400).rect(0, 200, 400, 203)
    clearEdges(page, 128, DPI)
    expect(page.data[5 * 400 + 200]).toBe(255)
    expect(page.data[300 * 400 + 8]).toBe(255)
    expect(page.data[201 * 400 + 200]).toBe(0)
  })
  test('faded print becomes dark, and its paper stays paper', () => {
    const faded = canvas(60, 60, 252).rect(10, 10, 50, 14, 160)
    const fresh = freshInk(faded)
    expect([fresh.data[12 * 60 + 20], fresh.data[0]]).toEqual([60, 252])
    expect(faded.data[12 * 60 + 20]).toBe(160)
  })
  test('print that is dark somewhere, and a blank page, stay as they are', () => {
    for (const page of [canvas(60, 60, 252), canvas(60, 60, 252).rect(10, 10, 50, 14, 160).rect(20, 30, 24, 50, 20)])
      expect(freshInk(page)).toBe(page)
  })
  test('a black page has no print', () => {
    const page = canvas(300, 300, 10)
    const even = evenPaper(page, DPI)
    clearEdges(even, 128, DPI)
    expect(strokesOf(even)).toEqual([])
  })
})

describe('rulings', () => {
  const xs = [80, 300, 480, 800]
  const ys = [100, 160, 220, 280]
  test('lie where they are drawn', () => {
    expect(places(table(xs, ys), 'horizontal')).toEqual([102, 162, 222, 282])
    expect(places(table(xs, ys), 'vertical')).toEqual([82, 302, 482, 802])
  })
  test.each([1, 2, 6])('may be %s pixels thick', (thick) => {
    expect(places(table(xs, ys, thick), 'horizontal')).toHaveLength(4)
    expect(places(table(xs, ys, thick), 'vertical')).toHaveLength(4)
  })
  test('have the gaps that a scan tears into them', () => {
    const page = table(xs, ys)
    for (let x = 100; x < 800; x += 37) page.rect(x, 0, x + 3, 700, 255)
    expect(places(page, 'horizontal')).toEqual([102, 162, 222, 282])
  })
  test('may be dashed, dotted and double', () => {
    const dashed = table(xs, ys)
    for (let x = 96; x < 800; x += 32) dashed.rect(x, 0, x + 10, 700, 255)
    expect(places(dashed, 'horizontal')).toEqual([102, 162, 222, 282])
    const dotted = table(xs, ys, 2)
    for (let x = 83; x < 800; x += 5) dotted.rect(x, 0, x + 3, 700, 255)
    expect(places(dotted, 'horizontal')).toHaveLength(4)
    const twice = table(xs, ys, 1)
    for (const y of ys) twice.rect(80, y + 5, 800, y + 6)
    expect(places(twice, 'horizontal').length).toBeGreaterThanOrEqual(4)
  })
  test('are not the strokes of letters, nor underlines', () => {
    const page = table(xs, ys)
    for (let i = 0; i < 6; i++)
      page.rect(330 + i * 24, 115, 348 + i * 24, 118).rect(337 + i * 24, 112, 340 + i * 24, 148)
    page.rect(100, 240, 180, 243)
    expect(places(page, 'horizontal')).toEqual([102, 162, 222, 282])
  })
  test('a rule on a page without a table is none', () => {
    expect(strokesOf(canvas(900, 700).rect(100, 300, 800, 303))).toEqual([])
  })
})

describe('erasing', () => {
  test('rulings go, print beside and on them stays', () => {
    const page = table([80, 300, 480, 800], [100, 160, 220, 280])
    zero(page, 370, 120)
    // A stroke that hangs down from the ruling.
    page.rect(600, 160, 604, 190)
    const ink = inkOf(page, 128)
    eraseStrokes(page, ink, strokesOf(page))
    expect(page.data[101 * 900 + 200]).toBe(255)
    expect(page.data[161 * 900 + 550]).toBe(255)
    expect(page.data[125 * 900 + 371]).toBe(0)
    expect(page.data[180 * 900 + 602]).toBe(0)
    expect(ink.reduce((sum, one) => sum + one, 0)).toBeLessThan(14 * 20 + 4 * 30 + 60)
  })
})

describe('ink', () => {
  const patch = (page: Gray) => ({ ...page, data: inkOf(page, 128) })
  test('print is told from specks and from what is left of rulings', () => {
    const page = canvas(200, 80)
    zero(page, 90, 30)
    page.rect(20, 20, 21, 21).rect(0, 0, 200, 2).rect(198, 0, 200, 80)
    const { pieces } = piecesOf(patch(page), rimOf(DPI))
    const print = printPieces(pieces, 200, 80, DPI)
    expect(boxOf(print)).toMatchObject({ x0: 90, y0: 30, x1: 104, y1: 50 })
  })
  test('a decimal point beside digits is print', () => {
    const page = canvas(200, 80)
    zero(page, 90, 30)
    page.rect(108, 47, 111, 50)
    const { pieces } = piecesOf(patch(page))
    expect(printPieces(pieces, 200, 80, DPI)).toHaveLength(2)
  })
  test('a dash alone is print', () => {
    const { pieces } = piecesOf(patch(canvas(200, 80).rect(80, 39, 100, 41)))
    expect(printPieces(pieces, 200, 80, DPI)).toHaveLength(1)
  })
  test('no ink, no box', () => {
    expect(boxOf(printPieces(piecesOf(patch(canvas(50, 50))).pieces, 50, 50, DPI))).toBeNull()
  })
  test('lines are parted by rows without ink', () => {
    const page = canvas(100, 100)
    zero(page, 10, 10)
    zero(page, 40, 10)
    zero(page, 10, 60)
    expect(bandsOf(piecesOf(patch(page)).pieces, 'rows', 3)).toEqual([
      { from: 10, to: 30 },
      { from: 60, to: 80 },
    ])
  })
  test('every pixel of ink is in exactly one piece', () => {
    fc.assert(
      fc.property(picture, (image) => {
        const one = patch(image)
        const { pieces, labels } = piecesOf(one)
        expect(pieces.reduce((sum, { area }) => sum + area, 0)).toBe(one.data.reduce((sum, v) => sum + v, 0))
        expect([...labels].every((label, i) => label > 0 === (one.data[i] ?? 0) > 0)).toBe(true)
      }),
    )
  })
})
