import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseHanNumber } from '../../src/text/numerals.js'

const DIGITS = '零一二三四五六七八九'
/** A number below 10,000 as it is written. */
function written(n: number): string {
  let text = ''
  let gap = false
  for (const [scale, word] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / scale) % 10
    if (digit === 0) {
      gap = text !== ''
      continue
    }
    text += `${gap ? '零' : ''}${DIGITS[digit]}${word}`
    gap = false
  }
  return text || '零'
}

describe('Chinese numerals', () => {
  test.each<[string, number | null]>([
    ['零', 0],
    ['三', 3],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['一百零五', 105],
    ['两千三百', 2300],
    ['一万二千', 12_000],
    ['三万零五十', 30_050],
    ['一二〇', 120],
    ['百二', null],
    ['一百二', null],
    ['十百', null],
    ['万', null],
    ['一万二万', null],
    ['', null],
    ['件', null],
  ])('%s', (text, value) => {
    expect(parseHanNumber(text)).toBe(value)
  })
  test('any number below 10,000 comes back, alone and before and behind 万', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 1, max: 9_999 }), (low, high) => {
        expect(parseHanNumber(written(low))).toBe(low)
        expect(parseHanNumber(`${written(high)}万`)).toBe(high * 10_000)
        if (low >= 1000) expect(parseHanNumber(`${written(high)}万${written(low)}`)).toBe(high * 10_000 + low)
      }),
    )
  })
  test('what is read is a whole number that is not negative', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'零〇一二两三九十百千万'), { maxLength: 9 }), (chars) => {
        const value = parseHanNumber(chars.join(''))
        expect(value === null || (Number.isInteger(value) && value >= 0)).toBe(true)
      }),
    )
  })
})
