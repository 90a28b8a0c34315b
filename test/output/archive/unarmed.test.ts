import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvRows } from '../../../src/output/archive/fields.js'
import { armed, unarmed } from '../../../src/output/archive/unarmed.js'
import { parseCsv } from '../../../src/text/csv.js'

describe('texts that a spreadsheet would run', () => {
  test.each([
    '=1+1',
    '+A1',
    '-A1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
    '＋1',
    '－A1',
    '＠x',
    ' =1',
    '-5+3',
    '+5 4',
    '=',
    '@',
  ])('%j is turned off', (text) => {
    expect(unarmed(text)).toBe(`'${text}`)
    expect(armed(unarmed(text))).toBe(text)
  })
  test.each(['-5', '+5', '-5.25', '-', '－', '—', '/', '无', '12', '', "it's", '甲-乙', '1=1'])('%j stays', (text) => {
    expect(unarmed(text)).toBe(text)
  })
  test('every text comes back', () => {
    const part = fc.constantFrom("'", '=', '-', '+', '@', '5', '.', ' ', '\t', '\n', '甲', '＝', '"', ',')
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
        (text) => {
          const safe = unarmed(text)
          expect(armed(safe)).toBe(text)
          // What is left as it is begins with no sign, or is a number or signs alone.
          if (safe === text && /^\s*[=+\-@＝＋－＠]/.test(text))
            expect(text).toMatch(/^(?:[+-]?\d+(?:\.\d+)?|[-－+＋]+)$/)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

test('numbers stay numbers, texts are quoted as CSV asks', () => {
  expect(csvRows()([-5, '-5', '=A1', null, 1e21, 'a"b,c'])).toBe(`-5,-5,'=A1,,1000000000000000000000,"a""b,c"\n`)
  expect(parseCsv(`a,b\n${csvRows()(['x\ny', '"'])}`)).toEqual([{ a: 'x\ny', b: '"' }])
})
