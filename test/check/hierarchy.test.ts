import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkHierarchy } from '../../src/check/hierarchy.js'
import type { Report } from '../../src/report/schema.js'
import { type Entry, makeReport } from '../helpers/report.js'

const report = (issuer: string, received: Entry, year = 2023): Report =>
  makeReport({
    ...{ issuer, year },
    tables: [
      {
        ...{ table: 'applications', edition: '2021' },
        cells: (row, column) => (row === 'received' && column === 'total' ? received : ''),
      },
    ],
  })

const children = [report('青禾县人民政府', 30), report('云岭县人民政府', 12), report('白石区人民政府', 8)]
const expected = ['青禾县政府', '云岭县', '江州市白石区人民政府']
const told = ({ findings }: ReturnType<typeof checkHierarchy>) =>
  findings.map(({ code, level, expected: sum, actual }) => [code, level, sum, actual])

describe('a body against those below it', () => {
  test('completeness is said first', () => {
    const result = checkHierarchy(report('江州市人民政府', 50), children, { expected })
    expect(told(result)).toEqual([['hierarchy/completeness', 'info', null, null]])
    expect(result.completeness).toEqual({ children: 3, complete: true, missing: [], leftOut: 0 })
  })
  test('a sum that differs is a warning where all are there', () => {
    for (const n of [51, 49])
      expect(told(checkHierarchy(report('江州市人民政府', n), children, { expected }))[1]).toEqual([
        'hierarchy/sum',
        'warning',
        50,
        n,
      ])
  })
  test('a sum of some is told only where it is above the whole', () => {
    const some = { expected: [...expected, '东山县'] }
    expect(told(checkHierarchy(report('江州市人民政府', 51), children, some))).toHaveLength(1)
    expect(told(checkHierarchy(report('江州市人民政府', 49), children, some))[1]).toEqual([
      'hierarchy/sum',
      'info',
      50,
      49,
    ])
    expect(checkHierarchy(report('江州市人民政府', 51), children, some).completeness.missing).toEqual(['东山县'])
    expect(told(checkHierarchy(report('江州市人民政府', 49), children))[1]?.[1]).toBe('info')
    expect(checkHierarchy(report('江州市人民政府', 51), children).completeness.complete).toBeNull()
  })
  test('a figure that one of them does not print makes no complete sum', () => {
    const blank = [...children.slice(1), report('青禾县人民政府', '')]
    expect(told(checkHierarchy(report('江州市人民政府', 51), blank, { expected }))).toHaveLength(1)
  })
  test('other years and second reports of a body are left out, and counted', () => {
    const more = [...children, report('青禾县政府', 70), report('东山县人民政府', 9, 2022)]
    const result = checkHierarchy(report('江州市人民政府', 50), more, { expected })
    expect(result.completeness).toMatchObject({ children: 3, leftOut: 2 })
    expect(told(result)).toHaveLength(1)
  })
  test('children may come from a generator, in any order', () => {
    function* all() {
      yield* [...children].reverse()
    }
    expect(told(checkHierarchy(report('江州市人民政府', 50), all(), { expected }))).toHaveLength(1)
  })
  test('any whole that is the sum of its parts says nothing more', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9_999), { minLength: 1, maxLength: 20 }), (counts) => {
        const own = counts.map((n, i) => report(`第${i}县人民政府`, n))
        const names = counts.map((_, i) => `第${i}县`)
        const whole = report(
          '江州市人民政府',
          counts.reduce((a, b) => a + b, 0),
        )
        expect(told(checkHierarchy(whole, own, { expected: names }))).toHaveLength(1)
      }),
      { numRuns: 30 },
    )
  })
})
