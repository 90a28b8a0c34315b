import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrated } from '../../src/ocr/calibration.js'
import { alone, asWords, together } from '../../src/ocr/combine.js'
import { alphabet, letterChances, outputs, unpackWeights } from '../../src/ocr/digit-network.js'
import { digitWeights } from '../../src/ocr/digit-weights.js'
import { loadDigitReader } from '../../src/ocr/digits.js'
import { stripHeight } from '../../src/ocr/figure-strip.js'

const packed = Uint8Array.from(atob(digitWeights), (letter) => letter.charCodeAt(0))

describe('the network', () => {
  test('has weights of the size that it asks for, and says so otherwise', () => {
    expect(packed.length).toBeLessThan(150_000)
    expect(unpackWeights(packed)).toHaveLength(6)
    expect(() => unpackWeights(new Uint8Array([...packed, 0]))).toThrow(RangeError)
    expect(() => unpackWeights(packed.subarray(0, packed.length - 1))).toThrow(RangeError)
  })

  test('gives chances that add up to one in every column', () => {
    const weights = unpackWeights(packed)
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 40 }), fc.integer({ min: 1, max: 97 }), (width, step) => {
        const ink = Float32Array.from({ length: stripHeight * width }, (_, i) => ((i * step) % 13) / 12)
        const chances = letterChances(weights, ink, width)
        expect(chances).toHaveLength(Math.floor(width / 2) * outputs)
        for (let x = 0; x < chances.length; x += outputs) {
          const sum = chances.subarray(x, x + outputs).reduce((all, one) => all + Math.exp(one), 0)
          expect(sum).toBeCloseTo(1, 4)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('sees nothing on paper', () => {
    const chances = letterChances(unpackWeights(packed), new Float32Array(stripHeight * 30), 30)
    for (let x = 0; x < chances.length; x += outputs) expect(Math.exp(chances[x]!)).toBeGreaterThan(0.9)
  })

  test('has an output for each letter of a figure', () => {
    expect(outputs).toBe(alphabet.length + 1)
    expect(new Set(alphabet).size).toBe(alphabet.length)
  })
})

test('any picture is answered, whatever its size and pixels', async () => {
  const reader = await loadDigitReader()
  const pictures = fc
    .record({
      width: fc.integer({ min: 1, max: 60 }),
      height: fc.integer({ min: 1, max: 40 }),
      dpi: fc.integer({ min: 50, max: 600 }),
    })
    .chain(({ width, height, dpi }) =>
      fc.record({
        dpi: fc.constant(dpi),
        image: fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          data: fc.uint8Array({ minLength: width * height, maxLength: width * height }),
        }),
      }),
    )
  fc.assert(
    fc.property(pictures, ({ image, dpi }) => {
      const { guesses } = reader.read({ image, dpi, expects: 'figure' })
      expect(guesses.length).toBeGreaterThan(0)
      for (const { text, chance } of guesses) {
        expect(text).toMatch(/^[0-9.,\-/+?—]*$/)
        expect(chance).toBeGreaterThanOrEqual(0)
        expect(chance).toBeLessThanOrEqual(1.0001)
      }
    }),
    { numRuns: 60 },
  )
})

describe('confidence', () => {
  const box = { x0: 0, y0: 0, x1: 9, y1: 9 }
  const guesses = [
    { text: '86', chance: 0.9 },
    { text: '66', chance: 0.07 },
  ]
  const second = (text: string): { text: string; confidence: number; alternatives: [] } => ({
    text,
    confidence: 0.8,
    alternatives: [],
  })

  test('never falls as the chance rises, and never reaches one', () => {
    for (const how of ['alone', 'agreed', 'opposed', 'empty', 'tesseract'] as const) {
      fc.assert(
        fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
          const [low, high] = a < b ? [a, b] : [b, a]
          expect(calibrated(how, low)).toBeLessThanOrEqual(calibrated(how, high))
          expect(calibrated(how, high)).toBeLessThan(1)
        }),
      )
    }
  })

  test('of a chance that floats make more than 1 is that of 1', () => {
    expect(calibrated('alone', 1 + 1e-6)).toBe(calibrated('alone', 1))
    expect(calibrated('empty', 2)).toBe(calibrated('empty', 1))
  })

  test('of Tesseract alone never makes a figure certain', () => {
    expect(calibrated('tesseract', 1)).toBeLessThan(0.99)
    expect(calibrated('tesseract', 0.85)).toBeLessThan(0.5)
  })

  test('rises where two readers agree and falls where they differ, with both readings told', () => {
    const one = alone({ guesses, box })
    const agreed = together({ guesses, box }, second('86'))
    const opposed = together({ guesses, box }, second('80'))
    expect(agreed.confidence).toBeGreaterThan(one.confidence)
    expect(opposed.confidence).toBeLessThan(one.confidence)
    expect(opposed.text).toBe('86')
    expect(opposed.alternatives.map(({ text }) => text)).toEqual(['80', '66'])
    expect(agreed.alternatives.map(({ text }) => text)).toEqual(['66'])
    expect(together({ guesses, box }, second('')).confidence).toBe(opposed.confidence)
  })

  test('is low where one reader sees words and the other a figure', () => {
    const words = [{ text: '?', chance: 0.99 }, ...guesses]
    expect(asWords({ guesses: words, box }, second('无'))).toMatchObject({ text: '无', confidence: 0.792 })
    const figure = asWords({ guesses: words, box }, second('86'))
    expect(figure.text).toBe('86')
    expect(figure.confidence).toBeLessThan(0.1)
    expect(asWords({ guesses: words, box }, second('')).text).toBe('86')
  })

  test('of dashes does not depend on their length', () => {
    const dash = { guesses: [{ text: '—', chance: 0.95 }], box }
    expect(together(dash, second('-')).alternatives).toEqual([])
    expect(together(dash, second('-')).confidence).toBe(calibrated('agreed', 0.95))
  })
})
