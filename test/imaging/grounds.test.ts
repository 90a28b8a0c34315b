import { describe, expect, test } from 'vitest'
import type { Gray } from '../../src/imaging/gray.js'
import { whitenGrounds } from '../../src/imaging/grounds.js'
import { inkOf } from '../../src/imaging/paper.js'
import { canvas, zero } from './drawing.js'

const DPI = 200
const at = ({ width, data }: Gray, x: number, y: number): number => data[y * width + x] as number
/** A page with a bar of 400 by 80 pixels, and print on it. */
const page = (ground: number, print: number, paper = 250) => {
  const image = canvas(800, 500, paper).rect(200, 200, 600, 280, ground)
  for (const x of [230, 300, 380, 560]) image.rect(x, 225, x + 4, 255, print)
  return image
}
/** Pixels of ink within the bar. */
const inked = ({ width, data }: Gray): number => {
  const ink = inkOf({ width, height: 60, data: data.slice(210 * width, 270 * width) }, 128)
  return ink.reduce((sum, one, i) => sum + (i % width > 210 && i % width < 590 ? one : 0), 0)
}

describe('coloured grounds', () => {
  test('print on a shaded ground stays, the ground is paper', () => {
    const image = whitenGrounds(page(190, 20), DPI)
    expect(at(image, 210, 210)).toBeGreaterThan(245)
    expect(at(image, 232, 240)).toBeLessThan(60)
    expect(inked(image)).toBe(4 * 4 * 30)
  })
  test('light print on a dark ground becomes dark print on paper', () => {
    const image = whitenGrounds(page(70, 250), DPI)
    expect(at(image, 260, 240)).toBeGreaterThan(245)
    expect(at(image, 232, 240)).toBeLessThan(60)
    expect(inked(image)).toBe(4 * 4 * 30)
  })
  test('a dark line on a dark ground is a line', () => {
    const image = whitenGrounds(page(80, 250).rect(440, 200, 442, 280, 20), DPI)
    expect(at(image, 440, 240)).toBeLessThan(80)
    expect(at(image, 436, 240)).toBeGreaterThan(245)
  })
  test('the edge of a dark ground is a line, that of a light one is none', () => {
    const [dark, light] = [whitenGrounds(page(70, 250), DPI), whitenGrounds(page(190, 20), DPI)]
    for (const x of [210, 400, 590]) {
      expect(Math.min(at(dark, x, 200), at(dark, x, 201))).toBeLessThan(80)
      expect(Math.min(at(light, x, 200), at(light, x, 201), at(light, x, 199))).toBeGreaterThan(240)
    }
  })
  test('print that touches the edge of its ground leaves the rest of it as it should be', () => {
    const image = whitenGrounds(page(70, 250).rect(460, 250, 474, 280, 250), DPI)
    expect(at(image, 480, 270)).toBeGreaterThan(245)
    expect(at(image, 466, 260)).toBeLessThan(60)
  })
  test('paper and print elsewhere are untouched', () => {
    const before = page(190, 20)
    zero(before, 100, 100)
    const image = whitenGrounds(before, DPI)
    expect(image.data.slice(0, 190 * 800).every((value, i) => value === before.data[i])).toBe(true)
  })
  test('the heavy strokes of a title are no ground', () => {
    const image = canvas(800, 500, 250)
    // Characters of 36 points with strokes of 6, an eighth of their width apart.
    for (let x = 150; x < 650; x += 108) {
      for (const y of [200, 241, 282]) image.rect(x, y, x + 96, y + 17, 10)
      for (const dx of [0, 40, 79]) image.rect(x + dx, 200, x + dx + 17, 299, 10)
    }
    expect(whitenGrounds(image, DPI) === image).toBe(true)
  })
  test('a shadow with a soft edge is no ground', () => {
    const image = canvas(800, 500, 250)
    for (let y = 0; y < 500; y++)
      for (let x = 0; x < 800; x++) {
        const away = Math.max(0, Math.abs(x - 400) - 150, Math.abs(y - 250) - 80)
        image.data[y * 800 + x] = 250 - 70 * Math.max(0, 1 - away / 90)
      }
    expect(whitenGrounds(image, DPI) === image).toBe(true)
  })
  test('a page without grounds is given back: print, rulings, a soft shadow, holes, dark edges', () => {
    const image = canvas(800, 500, 245)
    for (let x = 100; x < 700; x += 30) zero(image, x, 100)
    image.rect(50, 50, 750, 53).rect(0, 0, 20, 500, 30).rect(60, 300, 90, 330, 40)
    for (let y = 0; y < 500; y++)
      for (let x = 20; x < 800; x++)
        image.data[y * 800 + x] = (image.data[y * 800 + x] as number) * (1 - 0.05 * Math.min(1, x / 800))
    expect(whitenGrounds(image, DPI) === image).toBe(true)
  })
})
