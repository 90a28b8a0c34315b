import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Change, localise } from '../../src/check/localise.js'
import type { LinearRelation, Variable } from '../../src/check/system.js'

const cell = (value: number, more: Partial<Variable> = {}): Variable => ({
  value,
  free: false,
  signed: false,
  ...more,
})
const free = cell(0, { free: true })
/** The first variable is the sum of the others. */
const sum = (total: number, ...parts: number[]): LinearRelation => ({
  terms: [{ variable: total, coefficient: 1 }, ...parts.map((variable) => ({ variable, coefficient: -1 }))],
  constant: 0,
  op: '=',
})
const plain = (sets: readonly (readonly Change[])[]): string[] =>
  sets.map((set) => set.map(({ variable, value }) => `${variable}=${value ?? '?'}`).join(' ')).sort()

/** Every smallest set, by trying all values of all sets. */
function bruteForce(cells: readonly Variable[], relations: readonly LinearRelation[], most: number): string[] {
  const lower = (i: number): number => (cells[i]?.signed ? -most : 0)
  const holds = (values: readonly number[]): boolean =>
    relations.every(({ terms, constant, op }) => {
      const left = terms.reduce((all, { variable, coefficient }) => all + coefficient * values[variable]!, constant)
      return op === '=' ? left === 0 : left >= 0
    })
  const freeCells = cells.flatMap(({ free }, i) => (free ? [i] : []))
  const must = cells.flatMap(({ value, signed, free }, i) => (!free && !signed && value < 0 ? [i] : []))
  const others = cells.flatMap(({ free }, i) => (free || must.includes(i) ? [] : [i]))
  for (let size = 0; size <= others.length; size++) {
    const found: string[] = []
    for (const picked of subsets(others, size)) {
      const set = [...must, ...picked].sort((a, b) => a - b)
      const open = [...set, ...freeCells]
      const seen = set.map(() => new Set<number>())
      const values = cells.map(({ value }) => value)
      const walk = (depth: number): void => {
        if (depth === open.length) {
          if (holds(values)) for (const [i, name] of set.entries()) seen[i]!.add(values[name]!)
          else return
          any = true
          return
        }
        const name = open[depth]!
        for (let value = lower(name); value <= most; value++) {
          values[name] = value
          walk(depth + 1)
        }
      }
      let any = false
      walk(0)
      if (any) found.push(set.map((name, i) => `${name}=${seen[i]!.size === 1 ? [...seen[i]!][0] : '?'}`).join(' '))
    }
    if (found.length > 0) return found.sort()
  }
  return []
}

function* subsets(items: readonly number[], size: number, from = 0): Generator<number[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let i = from; i < items.length; i++)
    for (const rest of subsets(items, size - 1, i + 1)) yield [items[i]!, ...rest]
}

describe('all smallest sets', () => {
  test('one empty set where everything holds', () => {
    expect(localise([cell(5), cell(2), cell(3)], [sum(0, 1, 2)])).toEqual({ sets: [[]], complete: true })
  })
  test('a sum that stands alone: every cell of it, none below zero', () => {
    const { sets, complete } = localise([cell(3), cell(10), cell(1), cell(0)], [sum(0, 1, 2, 3)])
    expect([plain(sets), complete]).toEqual([['0=11', '1=2'], true])
  })
  test('where a row and a column cross, one cell', () => {
    // 0 1 | 2        5 2 | 8
    // 3 4 | 5        1 3 | 4
    // 6 7 | 8        6 6 | 12
    const cells = [5, 2, 8, 1, 3, 4, 6, 6, 12].map((value) => cell(value))
    const relations = [sum(2, 0, 1), sum(5, 3, 4), sum(8, 6, 7), sum(6, 0, 3), sum(7, 1, 4), sum(8, 2, 5)]
    expect(plain(localise(cells, relations).sets)).toEqual(['1=3'])
  })
  test('neighbours that were exchanged: their row holds, and only both together mend the columns', () => {
    const cells = [2, 5, 7, 1, 3, 4, 6, 5, 11].map((value) => cell(value))
    const relations = [sum(2, 0, 1), sum(5, 3, 4), sum(8, 6, 7), sum(6, 0, 3), sum(7, 1, 4), sum(8, 2, 5)]
    expect(plain(localise(cells, relations).sets)).toEqual(['0=5 1=2', '3=4 4=0', '6=3 7=8'])
  })
  test('what may be above has no value of its own', () => {
    const limit: LinearRelation = {
      terms: [
        { variable: 0, coefficient: 1 },
        { variable: 1, coefficient: -1 },
      ],
      constant: 0,
      op: '>=',
    }
    expect(plain(localise([cell(2), cell(5)], [limit]).sets)).toEqual(['0=?', '1=?'])
    // Nothing is below zero: here the only value is 0.
    expect(plain(localise([cell(0), cell(5)], [limit]).sets)).toEqual(['0=?', '1=0'])
  })
  test('a free cell costs nothing, and takes no value below zero', () => {
    expect(localise([cell(5), cell(2), free], [sum(0, 1, 2)]).sets).toEqual([[]])
    expect(plain(localise([cell(5), cell(7), free], [sum(0, 1, 2)]).sets)).toEqual(['0=?', '1=?'])
  })
  test('two relations through one free cell are one relation', () => {
    // 0 = 1 + f and 2 = 3 + f: 5 - 2 and 9 - 5.
    const cells = [cell(5), cell(2), cell(9), cell(5), free]
    expect(plain(localise(cells, [sum(0, 1, 4), sum(2, 3, 4)]).sets)).toEqual(['0=6', '1=1', '2=8', '3=6'])
  })
  test('what is below zero and cannot be changes in any case', () => {
    expect(plain(localise([cell(5), cell(-2), cell(7)], [sum(0, 1, 2)]).sets)).toEqual(['0=? 1=?', '1=? 2=?'])
    expect(plain(localise([cell(7), cell(-2), cell(7)], [sum(0, 1, 2)]).sets)).toEqual(['1=0'])
  })
})

describe('against brute force', () => {
  const value = fc.integer({ min: 0, max: 3 })
  const variable = fc.record({
    value,
    free: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    signed: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  const systemOf = (below: boolean, ...factors: number[]) =>
    fc.integer({ min: 2, max: 5 }).chain((n) =>
      fc.record({
        cells: fc.array(below ? variable : variable.map((one) => ({ ...one, signed: false })), {
          minLength: n,
          maxLength: n,
        }),
        relations: fc.array(
          fc.record({
            terms: fc
              .uniqueArray(fc.nat(n - 1), { minLength: 1, maxLength: 4 })
              .chain((names) =>
                fc
                  .array(fc.constantFrom(...factors), { minLength: names.length, maxLength: names.length })
                  .map((coefficients) =>
                    names.map((one, i) => ({ variable: one, coefficient: coefficients[i] as number })),
                  ),
              ),
            constant: fc.constantFrom(0, 0, 0, 1, -2),
            op: fc.constantFrom('=' as const, '=' as const, '>=' as const),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
    )
  const agrees = (
    cells: readonly Variable[],
    relations: readonly LinearRelation[],
    unknown: number,
    most: number,
  ): void => {
    const { sets } = localise(cells, relations)
    // That there is no set at all takes all values of all cells to try.
    if (sets.length === 0 && cells.length > 3) return
    // Sets that are larger are too many to try.
    const few = sets.every((set) => set.length + cells.filter((c) => c.free).length <= unknown)
    if (!few) return
    const tried = sets.length === 0 ? 14 : most
    const found = plain(sets)
    // What seems to have one value among those that were tried may have others beyond them.
    if (found.join() !== bruteForce(cells, relations, tried).join())
      expect(found).toEqual(bruteForce(cells, relations, 2 * tried))
  }
  test('sums and differences of any kind: the same sets, and the same values where there is one', () => {
    fc.assert(
      fc.property(systemOf(true, 1, -1), ({ cells, relations }) => {
        expect(localise(cells, relations).complete).toBe(true)
        agrees(cells, relations, 3, 14)
      }),
      { numRuns: 300 },
    )
  })
  test('with factors the same, or the answer that the work did not suffice', () => {
    fc.assert(
      fc.property(systemOf(false, 1, 1, 1, -1, -1, -1, 2), ({ cells, relations }) => {
        if (localise(cells, relations).complete) agrees(cells, relations, 2, 60)
      }),
      { numRuns: 300 },
    )
  })
})
