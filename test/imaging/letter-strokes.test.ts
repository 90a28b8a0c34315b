import { describe, expect, test } from 'vitest'
import { withoutLetters, withoutPrint } from '../../src/imaging/letter-strokes.js'
import type { Stroke } from '../../src/imaging/rulings.js'

const [WIDTH, HEIGHT, DPI] = [120, 120, 150]

const level = (at: number): Stroke => ({
  axis: 'horizontal',
  at: at + 0.5,
  from: 0,
  to: WIDTH,
  thickness: 1,
  band: [at, at + 1],
})
const upright = (from: number, to: number): Stroke => ({
  axis: 'vertical',
  at: 60.5,
  from,
  to,
  thickness: 1,
  band: [60, 61],
})

/** Ink of some boxes: x0, y0, x1, y1. */
function drawn(...boxes: [number, number, number, number][]): Uint8Array {
  const ink = new Uint8Array(WIDTH * HEIGHT)
  for (const [x0, y0, x1, y1] of boxes) for (let y = y0; y < y1; y++) ink.fill(1, y * WIDTH + x0, y * WIDTH + x1)
  return ink
}

const rules = [level(10), level(40), level(110)]

describe('strokes of letters between two rulings', () => {
  test('a stroke among print, with paper before the rulings, is cut off; the ruling below it stays', () => {
    const ink = drawn([60, 15, 61, 37], [53, 15, 56, 37], [65, 15, 68, 37], [60, 40, 61, 111])
    const left = withoutLetters([...rules, upright(11, 111)], ink, WIDTH, HEIGHT, DPI)
    expect(left.filter(({ axis }) => axis === 'vertical')).toEqual([{ ...upright(11, 111), from: 41 }])
  })

  test('a stroke that is nothing but a letter goes altogether', () => {
    const ink = drawn([60, 15, 61, 37], [53, 15, 56, 37], [65, 15, 68, 37])
    expect(withoutLetters([...rules, upright(11, 40)], ink, WIDTH, HEIGHT, DPI)).toEqual(rules)
  })

  test('a stroke that ends among print is cut at the last ruling', () => {
    const ink = drawn([60, 40, 61, 111], [60, 25, 61, 40], [53, 25, 56, 38], [65, 25, 68, 38])
    const left = withoutLetters([...rules, upright(25, 111)], ink, WIDTH, HEIGHT, DPI)
    expect(left.filter(({ axis }) => axis === 'vertical')).toEqual([{ ...upright(25, 111), from: 41 }])
  })

  test.each([
    ['it goes on from ruling to ruling', drawn([60, 10, 61, 111], [53, 15, 56, 37], [65, 15, 68, 37])],
    ['print is on one side only', drawn([60, 15, 61, 37], [53, 15, 56, 37], [60, 40, 61, 111])],
    ['the row is high', drawn([60, 10, 61, 41], [60, 60, 61, 95], [53, 45, 56, 105], [65, 45, 68, 105])],
  ])('a ruling stays where %s', (_, ink) => {
    const strokes = [...rules, upright(11, 111)]
    expect(withoutLetters(strokes, ink, WIDTH, HEIGHT, DPI)).toEqual(strokes)
  })
})

describe('lines of print that look dashed', () => {
  const rule = (at: number): Stroke => ({ ...level(at), to: 300, thickness: 2, varies: 0.2 })
  const dashed = (thickness: number, varies: number): Stroke => ({ ...rule(60), thickness, varies, dashed: true })
  test('go where they are thick and uneven', () => {
    expect(withoutPrint([rule(10), rule(110), dashed(5, 0.64)], DPI)).toEqual([rule(10), rule(110)])
  })
  test.each([
    ['thin', dashed(2, 0.64)],
    ['even', dashed(5, 0.4)],
  ])('stay where they are %s', (_, one) => {
    expect(withoutPrint([rule(10), rule(110), one], DPI)).toContain(one)
  })
})
