import { describe, expect, test } from 'vitest'
import { inkOf } from '../../src/imaging/paper.js'
import { wordsOf } from '../../src/imaging/words.js'
import { type Canvas, canvas, zero } from './drawing.js'

const DPI = 200
const words = (page: Canvas) => wordsOf({ width: page.width, height: page.height, data: inkOf(page, 128) }, DPI)

/** A character as wide as tall. */
const glyph = (page: Canvas, x: number, y: number): Canvas =>
  page.rect(x, y, x + 24, y + 26).rect(x + 4, y + 4, x + 20, y + 10, 255)

describe('words of a picture', () => {
  test('digits side by side are a figure, characters are none', () => {
    const page = canvas(600, 100)
    zero(page, 20, 30)
    zero(page, 38, 30)
    for (const x of [200, 228, 256]) glyph(page, x, 28)
    const found = words(page)
    expect(found.map(({ figure }) => figure).sort()).toEqual([false, true])
    expect(found.find(({ figure }) => figure)?.box).toMatchObject({ x0: 20, x1: 52 })
  })

  test('figures of two columns are two words', () => {
    const page = canvas(600, 100)
    zero(page, 20, 30)
    zero(page, 60, 30)
    expect(words(page)).toHaveLength(2)
  })

  test('a number in front of a label is a part of it', () => {
    const page = canvas(600, 100)
    zero(page, 20, 30)
    for (const x of [44, 72]) glyph(page, x, 28)
    expect(words(page).map(({ figure }) => figure)).toEqual([false])
  })

  test('a dash alone may fill a cell, the strokes of 二 may not', () => {
    const dash = words(canvas(200, 100).rect(50, 40, 70, 43))
    expect(dash.map(({ figure }) => figure)).toEqual([true])
    const strokes = words(canvas(200, 100).rect(53, 40, 73, 43).rect(50, 52, 76, 55))
    expect(strokes.map(({ figure }) => figure)).toEqual([false])
  })

  test('a round speck is no dash', () => {
    expect(words(canvas(200, 100).rect(50, 40, 58, 48)).map(({ figure }) => figure)).toEqual([false])
  })

  test('dirt and rulings are no words', () => {
    expect(words(canvas(600, 100).rect(10, 10, 11, 11).rect(20, 50, 580, 53))).toEqual([])
    expect(words(canvas(600, 100))).toEqual([])
  })
})

test('the hole of a punch is no print, a heavy character is', () => {
  const page = canvas(400, 120)
  const radius = 26
  for (let y = -radius; y < radius; y++) {
    const half = Math.round(Math.sqrt(radius * radius - y * y))
    page.rect(60 - half, 60 + y, 60 + half, 61 + y)
  }
  expect(words(page)).toEqual([])
  // Four strokes around a square, as those of 口.
  page.rect(200, 40, 240, 80).rect(209, 49, 231, 71, 255)
  expect(words(page)).toHaveLength(1)
})
