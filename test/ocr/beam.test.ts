import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readChances } from '../../src/ocr/beam.js'
import { alphabet, outputs } from '../../src/ocr/digit-network.js'

/** Columns of chances for nothing, "0", "1" and "-" only; the other letters share what is all but nothing. */
const columns = fc.array(fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 1, max: 100 }))), {
  minLength: 1,
  maxLength: 5,
})
const used = [0, 1, 2, alphabet.indexOf('-') + 1]

function chancesOf(list: readonly (readonly number[])[]): Float32Array {
  const chances = new Float32Array(list.length * outputs).fill(-50)
  list.forEach((weights, x) => {
    const sum = weights.reduce((a, b) => a + b, 0)
    used.forEach((letter, i) => {
      chances[x * outputs + letter] = Math.log((weights[i] ?? 0) / sum)
    })
  })
  return chances
}

/** Every way through the columns, added up by the text that it spells. */
function spelled(list: readonly (readonly number[])[]): Map<string, number> {
  const texts = new Map<string, number>()
  const walk = (x: number, text: string, last: number, chance: number): void => {
    const weights = list[x]
    if (!weights) {
      texts.set(text, (texts.get(text) ?? 0) + chance)
      return
    }
    const sum = weights.reduce((a, b) => a + b, 0)
    used.forEach((letter, i) => {
      const longer = letter === 0 || letter === last ? text : text + alphabet[letter - 1]
      walk(x + 1, longer, letter, (chance * (weights[i] ?? 0)) / sum)
    })
  }
  walk(0, '', 0, 1)
  return texts
}

test('texts have the chance of all ways that spell them, and the likeliest comes first', () => {
  fc.assert(
    fc.property(columns, (list) => {
      const expected = spelled(list)
      const found = readChances(chancesOf(list), 10_000)
      for (const { text, score } of found) expect(Math.exp(score)).toBeCloseTo(expected.get(text) ?? 0, 4)
      expect(Math.exp(found[0]?.score ?? 0)).toBeCloseTo(Math.max(...expected.values()), 4)
    }),
  )
})

test('two equal digits are two where there is a gap between them', () => {
  const one = [1, 0.001, 97, 0.001]
  const gap = [97, 0.001, 1, 0.001]
  expect(readChances(chancesOf([one, one]))[0]?.text).toBe('1')
  expect(readChances(chancesOf([one, gap, one]))[0]?.text).toBe('11')
  expect(readChances(new Float32Array(0))).toEqual([{ text: '', score: 0 }])
})
