import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AlignCosts, align, type Pair } from '../../src/locate/align.js'

/** Scores as a table: row by row, null where a printed item cannot be the official one. */
interface Case {
  readonly scores: readonly (readonly (number | null)[])[]
  /** Scores of runs of printed items: `i:n:j`. */
  readonly merged?: ReadonlyMap<string, number>
  readonly skipPrinted: readonly number[]
  readonly skipOfficial: readonly number[]
}

const costsOf = ({ scores, merged, skipPrinted, skipOfficial }: Case): AlignCosts => ({
  score: (i, j) => scores[i]?.[j] ?? null,
  ...(merged ? { merged: (i: number, n: number, j: number) => merged.get(`${i}:${n}:${j}`) ?? null } : {}),
  skipPrinted: (i) => skipPrinted[i] ?? 0,
  skipOfficial: (j) => skipOfficial[j] ?? 0,
})
const run = (one: Case): Pair[] => align(one.skipPrinted.length, one.skipOfficial.length, costsOf(one))

/** What a pairing is worth: its scores less the costs of all that it leaves out. */
function worth(pairs: readonly Pair[], { skipPrinted, skipOfficial }: Case): number {
  const printed = new Set(pairs.flatMap((pair) => pair.printed))
  const official = new Set(pairs.map((pair) => pair.official))
  const scores = pairs.reduce((sum, { score }) => sum + score, 0)
  const left = (costs: readonly number[], used: ReadonlySet<number>): number =>
    costs.reduce((sum, cost, i) => (used.has(i) ? sum : sum + cost), 0)
  return scores - left(skipPrinted, printed) - left(skipOfficial, official)
}

/** The worth of the best pairing, by trying all of them. */
function bestWorth(one: Case): number {
  const { scores, merged, skipPrinted, skipOfficial } = one
  const from = (i: number, j: number): number => {
    if (i === skipPrinted.length && j === skipOfficial.length) return 0
    const ways: number[] = []
    if (i < skipPrinted.length) ways.push(from(i + 1, j) - (skipPrinted[i] ?? 0))
    if (j < skipOfficial.length) ways.push(from(i, j + 1) - (skipOfficial[j] ?? 0))
    const score = scores[i]?.[j] ?? null
    if (score !== null && i < skipPrinted.length && j < skipOfficial.length) ways.push(score + from(i + 1, j + 1))
    for (const n of [2, 3]) {
      const whole = merged?.get(`${i}:${n}:${j}`)
      if (whole !== undefined) ways.push(whole + from(i + n, j + 1))
    }
    return Math.max(...ways)
  }
  return from(0, 0)
}

const score = fc.integer({ min: -40, max: 130 }).map((n) => n / 100)
const cost = fc.integer({ min: 0, max: 50 }).map((n) => n / 100)

const anyCase: fc.Arbitrary<Case> = fc
  .record({ printed: fc.nat(6), official: fc.nat(6) })
  .chain(({ printed, official }) =>
    fc.record({
      scores: fc.array(fc.array(fc.option(score), { minLength: official, maxLength: official }), {
        minLength: printed,
        maxLength: printed,
      }),
      pieces: fc.array(
        fc.record({
          i: fc.nat(Math.max(0, printed - 1)),
          n: fc.constantFrom(2, 3),
          j: fc.nat(Math.max(0, official - 1)),
          value: score,
        }),
        { maxLength: 5 },
      ),
      skipPrinted: fc.array(cost, { minLength: printed, maxLength: printed }),
      skipOfficial: fc.array(cost, { minLength: official, maxLength: official }),
    }),
  )
  .map(({ pieces, ...rest }) => ({
    ...rest,
    merged: new Map(
      pieces
        .filter(({ i, n, j }) => i + n <= rest.skipPrinted.length && j < rest.skipOfficial.length)
        .map(({ i, n, j, value }) => [`${i}:${n}:${j}`, value]),
    ),
  }))

describe('global alignment', () => {
  test('property: pairs stay in order, and nothing is used twice', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        let [printed, official] = [-1, -1]
        for (const pair of run(one)) {
          const [first = -1] = pair.printed
          expect(first).toBeGreaterThan(printed)
          expect(pair.printed).toEqual(pair.printed.map((_i, k) => first + k))
          expect(pair.official).toBeGreaterThan(official)
          printed = first + pair.printed.length - 1
          official = pair.official
        }
        expect(printed).toBeLessThan(one.skipPrinted.length)
        expect(official).toBeLessThan(one.skipOfficial.length)
      }),
    )
  })

  test('property: only what can be is paired, and each pair says its own score', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        for (const { printed, official, score } of run(one)) {
          const [first = -1] = printed
          expect(score).toBe(
            printed.length === 1
              ? one.scores[first]?.[official]
              : one.merged?.get(`${first}:${printed.length}:${official}`),
          )
        }
      }),
    )
  })

  test('property: no other pairing is worth more', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        expect(worth(run(one), one)).toBeCloseTo(bestWorth(one), 6)
      }),
      { numRuns: 1500 },
    )
  })

  test('property: the same input gives the same pairs', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        expect(run(one)).toEqual(run(one))
      }),
    )
  })

  test('nothing printed, nothing official', () => {
    expect(run({ scores: [], skipPrinted: [], skipOfficial: [] })).toEqual([])
    expect(run({ scores: [], skipPrinted: [], skipOfficial: [0.1, 0.1] })).toEqual([])
    expect(run({ scores: [[], []], skipPrinted: [0.1, 0.1], skipOfficial: [] })).toEqual([])
  })
})

describe('what it prefers', () => {
  const free = (n: number, of = 0): number[] => Array.from({ length: n }, () => of)
  const short = (pairs: readonly Pair[]): string[] =>
    pairs.map(({ printed, official }) => `${printed.join('+')}→${official}`)

  test('the better whole over the better first hit', () => {
    // The first printed item is more like the second official one, which the second printed item is for certain.
    const scores = [
      [0.65, 0.7],
      [null, 1],
    ]
    expect(short(run({ scores, skipPrinted: free(2, 0.2), skipOfficial: free(2, 0.2) }))).toEqual(['0→0', '1→1'])
  })

  test('a hole rather than a pair that costs the rest their places', () => {
    // Printed 甲丙丁 of official 甲乙丙丁, where 丙 looks a little like 乙.
    const scores = [
      [1, null, null, null],
      [null, 0.7, 1, null],
      [null, null, 0.7, 1],
    ]
    expect(short(run({ scores, skipPrinted: free(3, 0.4), skipOfficial: free(4, 0.15) }))).toEqual([
      '0→0',
      '1→2',
      '2→3',
    ])
  })

  test('an item that is none of the official ones is left out', () => {
    const scores = [
      [1, null],
      [null, null],
      [null, 1],
    ]
    expect(short(run({ scores, skipPrinted: free(3, 5), skipOfficial: free(2, 5) }))).toEqual(['0→0', '2→1'])
  })

  test('a pair that costs more than leaving both out is none', () => {
    expect(run({ scores: [[-0.5]], skipPrinted: [0.2], skipOfficial: [0.2] })).toEqual([])
    expect(short(run({ scores: [[-0.3]], skipPrinted: [0.2], skipOfficial: [0.2] }))).toEqual(['0→0'])
  })

  test('items that are printed in another order are not forced into pairs that cross', () => {
    const scores = [
      [null, 1],
      [1, null],
    ]
    expect(run({ scores, skipPrinted: free(2), skipOfficial: free(2) })).toHaveLength(1)
  })

  test('pieces that are one item together', () => {
    const scores = [
      [0.6, null],
      [null, 0.2],
      [null, 1],
    ]
    const whole = new Map([['0:2:0', 1]])
    expect(short(run({ scores, merged: whole, skipPrinted: free(3, 0.3), skipOfficial: free(2, 0.3) }))).toEqual([
      '0+1→0',
      '2→1',
    ])
    expect(
      short(run({ scores, merged: new Map([['0:3:1', 3]]), skipPrinted: free(3, 0.3), skipOfficial: free(2, 0.3) })),
    ).toEqual(['0+1+2→1'])
  })

  test('of equals the first in printed order', () => {
    expect(short(run({ scores: [[1], [1]], skipPrinted: free(2, 0.4), skipOfficial: [0.2] }))).toEqual(['0→0'])
    expect(short(run({ scores: [[1, 1]], skipPrinted: [0.4], skipOfficial: free(2, 0.2) }))).toEqual(['0→0'])
  })
})
