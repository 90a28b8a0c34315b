import { describe, expect, test } from 'vitest'
import { parseEquation } from '../../src/forms/equation.js'
import { rules } from '../../src/forms/rules.js'

const plus = (id: string) => ({ sign: 1, id })
const minus = (id: string) => ({ sign: -1, id })

describe('equations', () => {
  test.each([
    ['total = a + b', { left: [plus('total')], op: '=', right: [plus('a'), plus('b')], constant: 0 }],
    [
      'inForce >= issued - repealed',
      { left: [plus('inForce')], op: '>=', right: [plus('issued'), minus('repealed')], constant: 0 },
    ],
    ['a <= b', { left: [plus('a')], op: '<=', right: [plus('b')], constant: 0 }],
    ['a + b = c + d', { left: [plus('a'), plus('b')], op: '=', right: [plus('c'), plus('d')], constant: 0 }],
    [
      'previousItems + change >= 0',
      { left: [plus('previousItems'), plus('change')], op: '>=', right: [], constant: 0 },
    ],
    ['a = b - 2 + 12', { left: [plus('a')], op: '=', right: [plus('b')], constant: 10 }],
    ['-a = b', { left: [minus('a')], op: '=', right: [plus('b')], constant: 0 }],
    ['a=b+c-d', { left: [plus('a')], op: '=', right: [plus('b'), plus('c'), minus('d')], constant: 0 }],
    [
      'withheld.stateSecrets = otherHandling.other',
      { left: [plus('withheld.stateSecrets')], op: '=', right: [plus('otherHandling.other')], constant: 0 },
    ],
    ['  a   =  b  ', { left: [plus('a')], op: '=', right: [plus('b')], constant: 0 }],
  ])('%j', (text, parsed) => {
    expect(parseEquation(text)).toEqual(parsed)
  })

  test.each([
    ['', 'no sign of relation at all'],
    ['a + b', 'none either'],
    ['a =', 'nothing on the right'],
    ['= b', 'nothing on the left'],
    ['a = b +', 'a sign without a term'],
    ['a = + + b', 'two signs before the first term'],
    ['a = b + - c', 'two signs between terms'],
    ['a = 5 + - b', 'two signs behind a number'],
    ['a b = c', 'two terms without a sign'],
    ['a = b 2', 'a number without a sign'],
    ['a = b = c', 'two relations'],
    ['a == b', 'another language'],
    ['a => b', 'turned round'],
    ['a > b', 'no such relation'],
    ['a = b * c', 'no such operation'],
    ['a = (b + c)', 'no brackets'],
    ['a = 1.5', 'no decimals'],
    ['5 = a', 'a number on the printed side'],
    ['总计 = a', 'an id in Chinese'],
  ])('%j is refused: %s', (text) => {
    expect(() => parseEquation(text)).toThrow(SyntaxError)
  })

  test('the error names the equation and what stands in the way', () => {
    expect(() => parseEquation('total = a * b')).toThrow(/"\*".*"total = a \* b"/)
    expect(() => parseEquation('total = a b')).toThrow(/"b"/)
  })

  test('a mistake is one every time it is parsed', () => {
    for (let i = 0; i < 2; i++) expect(() => parseEquation('x = ')).toThrow(SyntaxError)
  })

  test('all rules parse; the total of a rule stands alone on its printed side', () => {
    for (const { id, equation, total } of rules) {
      const { left } = parseEquation(equation)
      if (total !== undefined) expect(left, id).toEqual([plus(total)])
    }
  })
})
