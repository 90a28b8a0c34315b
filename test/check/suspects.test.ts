/** Slips put into tables in which all holds: every one is found, and the cells that were changed are named first. */

import highsModule from 'highs'
import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { localise } from '../../src/check/localise.js'
import { type Candidate, slipOf } from '../../src/check/slips.js'
import type { LinearRelation } from '../../src/check/system.js'
import type { Finding } from '../../src/findings.js'
import { formatFinding } from '../../src/messages/index.js'
import {
  consistentSheet,
  contractCells,
  type Edition,
  type Entry,
  figure,
  makeReport,
  outcomeRows,
  relations,
  type Sheet,
  type TableName,
} from '../helpers/report.js'

/** The types of the package do not say that its module is the function that it is. */
const highs = highsModule as unknown as () => Promise<{
  solve(problem: string): { readonly Status: string; readonly ObjectiveValue: number }
}>

/** Numbers that are the same in every run. */
function generator(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * n)
  }
}

function randomSheet(table: TableName, edition: Edition, random: (n: number) => number): Sheet {
  return consistentSheet(table, edition, () => (random(5) < 3 ? 0 : random(random(2) ? 12 : 400)))
}

const findingsOf = (table: TableName, edition: Edition, cells: Sheet): Finding[] =>
  checkReport(
    makeReport({ year: edition === '2019' ? 2019 : 2023, tables: [{ table, edition, cells }] }),
  ).findings.filter(({ code }) => /^(?:applications|disputes)\//.test(code) && code !== 'disputes/ratio')

const changed = (sheet: Sheet, changes: Readonly<Record<string, Entry>>): Sheet =>
  new Map([...sheet, ...Object.entries(changes)])

describe('1 to 3 slips in table 三', () => {
  test.each([1, 2, 3])(
    '%i: each is found, first among the suspects in nine of ten, and the document is to blame',
    (slips) => {
      const random = generator(slips * 7919)
      let cells = 0
      let named = 0
      for (let run = 0; run < 60; run++) {
        const edition: Edition = run % 2 ? '2019' : '2021'
        const sheet = randomSheet('applications', edition, random)
        const names = [...sheet.keys()]
        const picked = new Set<string>()
        while (picked.size < slips) picked.add(names[random(names.length)] as string)
        const wrong = changed(
          sheet,
          Object.fromEntries([...picked].map((cell) => [cell, (sheet.get(cell) as number) + 1 + random(40)])),
        )
        const findings = findingsOf('applications', edition, wrong)
        for (const cell of picked) {
          cells++
          expect(findings.some((finding) => finding.cells.includes(cell))).toBe(true)
          if (findings.some(({ suspects }) => suspects[0]?.cell === cell && suspects[0].value === sheet.get(cell)))
            named++
        }
        expect(new Set(findings.map(({ cause }) => cause))).toEqual(new Set(['published']))
      }
      expect(named / cells).toBeGreaterThanOrEqual(0.9)
    },
  )

  test('sets that fall into root errors of different sizes are told apart: none of a pair stands as if it were alone', () => {
    const wrong = changed(
      consistentSheet('applications', '2021', () => 0),
      {
        'applications.totalProcessed.total': 2,
        'applications.totalProcessed.legalServiceOrganization': 2,
        'applications.notProcessed.repeated.total': 2,
        'applications.withheld.deliberativeProcess.researchInstitution': 3,
      },
    )
    const finding = findingsOf('applications', '2021', wrong).find(
      ({ rule, args }) => rule === 'T3-OUT-G4' && args.at === 'legalServiceOrganization',
    ) as Finding
    expect(finding.args).toMatchObject({ changes: 1, explanations: 2, mixed: true })
    expect(finding.suspects).toEqual([
      { cell: 'applications.notProcessed.repeated.legalServiceOrganization', value: 2 },
      { cell: 'applications.totalProcessed.legalServiceOrganization', value: 0 },
      { cell: 'applications.notProcessed.repeated.total', value: 0 },
      { cell: 'applications.totalProcessed.total', value: 0 },
    ])
    expect(formatFinding(finding)).toMatch(/Suspect: [^()]+ \(2 would fit\); other cells would do as well\.$/)
    expect(formatFinding(finding, 'zh')).toMatch(/（若为 2 则相符）；也可能是其他几格。$/)
    // Where all sets have one size, each suspect may be it.
    const alone = changed(
      consistentSheet('applications', '2021', () => 0),
      { 'applications.received.business': 2 },
    )
    const told = findingsOf('applications', '2021', alone)
    expect(told.length).toBeGreaterThan(0)
    for (const { args } of told) expect(args).not.toHaveProperty('mixed')
  })

  test('neighbours exchanged: both are named first by the findings of both columns', () => {
    const random = generator(5)
    let right = 0
    for (let run = 0; run < 20; run++) {
      const sheet = randomSheet('applications', '2021', random)
      const row = outcomeRows['2021'][random(18)] as string
      const [a, b] = [`applications.${row}.naturalPerson`, `applications.${row}.business`]
      sheet.set(a, 3 + random(90)).set(b, 0)
      const whole = consistentSheet('applications', '2021', (r, c) => sheet.get(`applications.${r}.${c}`) as number)
      const findings = findingsOf('applications', '2021', changed(whole, { [a]: 0, [b]: whole.get(a) as number }))
      expect(findings.map(({ args }) => args.at)).toEqual(['naturalPerson', 'business'])
      expect(findings.every(({ args }) => args.changes === 2)).toBe(true)
      if (findings.every(({ suspects }) => new Set([suspects[0]?.cell, suspects[1]?.cell, a, b]).size === 2)) right++
    }
    expect(right).toBe(20)
  })
})

describe('ranking', () => {
  const line = (upheld: number, corrected: number, otherOutcome: number, pending: number, total: number): Sheet =>
    changed(
      consistentSheet('disputes', '2021', () => 0),
      Object.fromEntries(
        Object.entries({ upheld, corrected, otherOutcome, pending, total }).map(([key, value]) => [
          `disputes.reconsideration.${key}`,
          value,
        ]),
      ),
    )
  const first = (sheet: Sheet): string | undefined =>
    findingsOf('disputes', '2021', sheet)[0]?.suspects[0]?.cell.split('.').pop()
  test('a total left at 0', () => {
    expect(first(line(10, 1, 0, 0, 0))).toBe('total')
  })
  test('a digit that was doubled', () => {
    expect(first(line(122, 31, 5, 40, 88))).toBe('upheld')
  })
  test('two digits that were swapped', () => {
    expect(first(line(85, 0, 210, 5, 273))).toBe('upheld')
  })
  const candidate = (printed: number, repaired: number | null, more: Partial<Candidate> = {}): Candidate => ({
    printed,
    repaired,
    blank: false,
    confidence: 1,
    total: false,
    neighbours: [],
    ...more,
  })
  test.each([
    [candidate(0, 11, { total: true }), 'total-zero'],
    [candidate(0, 11, { total: true, blank: true }), 'total-zero'],
    [candidate(0, 11, { blank: true }), 'left-out'],
    [candidate(471, 411), 'confusable'],
    [candidate(7, 1), 'confusable-one'],
    [candidate(451, 421), 'digit'],
    [candidate(541, 451), 'swapped'],
    [candidate(41, 451), 'dropped'],
    [candidate(4, 41), 'dropped-one'],
    [candidate(4551, 451), 'doubled'],
    [candidate(4251, 451), 'added'],
    [candidate(3_120_000, 312), 'scale'],
    [candidate(33, 812, { total: true, neighbours: [5, 33] }), 'copied'],
    [candidate(33, 812), 'other'],
    [candidate(33, null), 'other'],
  ] as const)('%j is %s', (one, slip) => {
    expect(slipOf(one)).toBe(slip)
  })
})

describe('cause', () => {
  const causes = (cells: Readonly<Record<string, Entry>>): string[] =>
    findingsOf(
      'applications',
      '2021',
      changed(
        consistentSheet('applications', '2021', () => 40),
        cells,
      ),
    ).map(({ cause }) => cause)
  const cell = 'applications.grantedInFull.business'
  test('a figure in doubt whose likely misreading repairs the table was misread', () => {
    // 48 for 40: 0 and 8 look alike.
    expect(causes({ [cell]: figure(48, 0.8) })).toEqual(['reading', 'reading'])
  })
  test('a figure in doubt that no misreading explains leaves it open', () => {
    expect(causes({ [cell]: figure(173, 0.8) })).toEqual(['unknown', 'unknown'])
  })
  test('a figure in doubt beside one that was read for certain and explains all', () => {
    const beside = 'applications.grantedInFull.naturalPerson'
    expect(causes({ [cell]: 48, [beside]: figure(40, 0.8) })).toEqual(['published', 'published'])
  })
  test('everything read for certain was published so', () => {
    expect(causes({ [cell]: 48 })).toEqual(['published', 'published'])
  })
})

describe('against an integer program', () => {
  /** The relations of table 三 over the places of its cells. */
  const names = contractCells['2021'].applications.map(([row, column]) => `applications.${row}.${column}`)
  const index = new Map(names.map((name, i) => [name, i]))
  const system: LinearRelation[] = relations('applications', '2021').map(({ printed, plus }) => ({
    terms: [
      ...printed.map((name) => ({ variable: index.get(name) as number, coefficient: 1 })),
      ...plus.map((name) => ({ variable: index.get(name) as number, coefficient: -1 })),
    ],
    constant: 0,
    op: '=',
  }))
  /** The least number of changed cells, by HiGHS. Its answer is an upper bound where its tolerance deceives it, never a lower one. */
  async function least(values: readonly number[]): Promise<number> {
    const solver = await highs()
    const most = Math.max(...values) * 2 + 10
    const term = (coefficient: number, name: string): string => `${coefficient < 0 ? '-' : '+'} ${name}`
    const program = [
      'Minimize',
      ` o: ${values.map((_, i) => `z${i}`).join(' + ')}`,
      'Subject To',
      ...system.map(
        ({ terms }, r) =>
          ` r${r}: ${terms.map(({ variable, coefficient }) => term(coefficient, `x${variable}`)).join(' ')} = 0`,
      ),
      ...values.flatMap((value, i) => [
        ` u${i}: x${i} - ${most} z${i} <= ${value}`,
        ` l${i}: x${i} + ${most} z${i} >= ${value}`,
      ]),
      'Bounds',
      ...values.map((_, i) => ` 0 <= x${i} <= ${most}`),
      'General',
      ` ${values.map((_, i) => `x${i}`).join(' ')}`,
      'Binary',
      ` ${values.map((_, i) => `z${i}`).join(' ')}`,
      'End',
    ].join('\n')
    const { Status, ObjectiveValue } = solver.solve(program)
    expect(Status).toBe('Optimal')
    return Math.round(ObjectiveValue)
  }
  test.each([1, 2, 3, 4])(
    'full tables: no set is smaller, and each that is found makes all relations hold (%i)',
    async (errors) => {
      const random = generator(errors * 104_729)
      const sheet = consistentSheet('applications', '2021', () => (random(3) ? 0 : random(9)))
      const values = names.map((name) => sheet.get(name) as number)
      for (let i = 0; i < errors; i++) {
        const at = random(values.length)
        values[at] = (values[at] as number) + 1 + random(9)
      }
      const { sets, complete } = localise(
        values.map((value) => ({ value, free: false, signed: false })),
        system,
      )
      expect(complete).toBe(true)
      expect(new Set(sets.map(({ length }) => length))).toEqual(new Set([await least(values)]))
      for (const set of sets) {
        const mended = [...values]
        for (const { variable, value } of set) mended[variable] = value as number
        for (const { terms } of system)
          expect(
            terms.reduce((all, { variable, coefficient }) => all + coefficient * (mended[variable] as number), 0),
          ).toBe(0)
        expect(mended.every((value) => value >= 0)).toBe(true)
      }
    },
    120_000,
  )
})

test('a table with too many errors is told to be one, and what a cell alone explains is named', () => {
  const random = generator(3)
  const sheet = randomSheet('applications', '2021', random)
  const rows = outcomeRows['2021']
  const wrong = changed(
    sheet,
    Object.fromEntries(rows.slice(0, 12).map((row) => [`applications.${row}.naturalPerson`, 500 + random(90)])),
  )
  const findings = findingsOf('applications', '2021', wrong)
  expect(findings.length).toBeGreaterThan(10)
  for (const finding of findings) {
    expect(finding.args).toMatchObject({ more: true })
    expect(formatFinding(finding, 'en')).toMatch(/too many errors for all explanations to be tried\.$/)
    expect(formatFinding(finding, 'zh')).toContain('未能试遍各种解释')
  }
  const [first] = findings
  if (first) {
    const some = { ...first, args: { ...first.args, changes: 2, explanations: 40 } }
    expect(formatFinding(some, 'en')).toMatch(/There are more than 40 explanation\(s\)\.$/)
    expect(formatFinding(some, 'zh')).toContain('不止 40 种')
  }
})
