import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { codes, type Finding, type FindingCode } from '../../src/findings.js'
import { plausibleRules } from '../../src/forms/plausible.js'
import { rules } from '../../src/forms/rules.js'
import type { Report } from '../../src/report/schema.js'
import {
  edition as anyEdition,
  applicantColumns,
  consistentReport,
  consistentSheet,
  contractCells,
  deepFreeze,
  type Edition,
  type Entry,
  figure,
  leaves,
  makeReport,
  outcomeRows,
  type Relation,
  relations,
  type Sheet,
  sheetOf,
  spread,
  type TableName,
  tableNames,
} from '../helpers/report.js'

/** What holds as a rule only is tried in a file of its own; random figures break it. */
const plausible = new Set<string>(plausibleRules.map(({ code }) => code))
const hard = ({ code }: { readonly code: string }): boolean => !plausible.has(code)

const editions: readonly Edition[] = ['2019', '2021']
const year = { '2019': 2019, '2021': 2023 } as const

const reportOf = (table: TableName, edition: Edition, cells: Sheet): Report =>
  makeReport({ year: year[edition], tables: [{ table, edition, cells }] })

/** Findings on the figures of a report; tables that a test leaves out are no concern of it. */
const arithmetic = (report: Report): Finding[] =>
  checkReport(report).findings.filter(({ code }) => !code.startsWith('locate/') && !plausible.has(code))

const findingsOf = (table: TableName, edition: Edition, cells: Sheet): Finding[] =>
  arithmetic(reportOf(table, edition, cells))

const outcomeOf = (table: TableName, edition: Edition, cells: Sheet, rule: string, at: string) =>
  checkReport(reportOf(table, edition, cells)).checks.find((check) => check.rule === rule && check.at === at)

const number = (sheet: Sheet, cell: string): number => {
  const entry = sheet.get(cell)
  if (typeof entry !== 'number') throw new Error(`${cell} is ${String(entry)}`)
  return entry
}
const sum = (sheet: Sheet, cells: readonly string[]): number =>
  cells.reduce((all, cell) => all + number(sheet, cell), 0)
const with_ = (sheet: Sheet, changes: Readonly<Record<string, Entry>>): Sheet => {
  for (const cell of Object.keys(changes)) if (!sheet.has(cell)) throw new Error(`no cell ${cell}`)
  return new Map([...sheet, ...Object.entries(changes)])
}
const cellsIn = (relation: Relation): string[] => [...relation.printed, ...relation.plus, ...relation.minus]

/** Every relation that the documents name, with a table in which all hold and none of whose cells is empty. */
const all = editions.flatMap((edition) =>
  tableNames.flatMap((table) => {
    const sheet = consistentSheet(table, edition, (row, column) => spread(row, column) + 1)
    return relations(table, edition).map((relation) => ({
      name: `${relation.rule} ${edition} ${relation.at}`,
      edition,
      table,
      sheet,
      relation,
    }))
  }),
)

describe('every rule', () => {
  test('is among the relations of these tests, and tells the level of its code', () => {
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(all.map(({ relation }) => relation.rule)))
    for (const rule of rules) {
      expect(rule.level, rule.id).toBe(codes[rule.code].level)
      for (const code of [rule.missingTotal, rule.missingParts]) if (code) expect(codes[code].level).toBe('warning')
    }
  })

  test.each(editions)('form of %s: exactly these relations are tried', (edition) => {
    for (const table of tableNames) {
      const cells = consistentSheet(table, edition, spread)
      const { checks } = checkReport(reportOf(table, edition, cells))
      expect(
        checks
          .filter(hard)
          .map(({ rule, code, at, table }) => `${rule} ${code} ${at} ${table}`)
          .sort(),
      ).toEqual(
        relations(table, edition)
          .map(({ rule, code, at, table }) => `${rule} ${code} ${at} ${table}`)
          .sort(),
      )
    }
  })

  test.each(all)('$name holds', ({ table, edition, sheet, relation }) => {
    expect(outcomeOf(table, edition, sheet, relation.rule, relation.at)).toEqual({
      rule: relation.rule,
      code: relation.code,
      table,
      instance: 0,
      at: relation.at,
      outcome: 'pass',
      blanksAsZero: false,
      reason: null,
    })
    expect(findingsOf(table, edition, sheet)).toEqual([])
  })

  test.each(all)('$name fails', ({ table, edition, sheet, relation }) => {
    // The first printed figure leaves its place: by one too many where both sides are equal, too low where it may be above.
    const [cell = ''] = relation.printed
    const slack = sum(sheet, relation.printed) - sum(sheet, relation.plus) + sum(sheet, relation.minus)
    const broken = with_(sheet, { [cell]: number(sheet, cell) + (relation.op === '=' ? 1 : -slack - 1) })
    expect(outcomeOf(table, edition, broken, relation.rule, relation.at)).toMatchObject({
      outcome: 'fail',
      reason: null,
    })
    const own = findingsOf(table, edition, broken).filter(
      (finding) => finding.rule === relation.rule && finding.args.at === relation.at,
    )
    expect(own).toHaveLength(1)
    expect(own[0]).toMatchObject({
      code: relation.code,
      level: codes[relation.code as FindingCode].level,
      table,
      instance: 0,
      expected: sum(sheet, relation.plus) - sum(sheet, relation.minus),
      actual: sum(broken, relation.printed),
      cause: 'published',
    })
    expect([...(own[0]?.cells ?? [])].sort()).toEqual(cellsIn(relation).sort())
    expect(own[0]?.relation).toBe(rules.find(({ id }) => id === relation.rule)?.equation)
  })

  test('what may be above is no equation: the limit itself holds, one below does not', () => {
    const inForce = (n: number): Finding[] =>
      findingsOf(
        'proactiveDisclosure',
        '2021',
        with_(
          consistentSheet('proactiveDisclosure', '2021', () => 5),
          {
            'proactiveDisclosure.normativeDocuments.issued': 9,
            'proactiveDisclosure.normativeDocuments.repealed': 2,
            'proactiveDisclosure.normativeDocuments.inForce': n,
          },
        ),
      )
    expect(inForce(7)).toEqual([])
    expect(inForce(400)).toEqual([])
    expect(inForce(6).map(({ code, expected, actual }) => [code, expected, actual])).toEqual([
      ['proactiveDisclosure/in-force', 7, 6],
    ])
    const items = (previous: number, change: number): Finding[] =>
      findingsOf(
        'proactiveDisclosure',
        '2019',
        with_(
          consistentSheet('proactiveDisclosure', '2019', () => 5),
          { 'proactiveDisclosure.fees.previousItems': previous, 'proactiveDisclosure.fees.change': change },
        ),
      )
    expect(items(8, -8)).toEqual([])
    expect(items(8, -9).map(({ code, actual, args }) => [code, actual, args.at])).toEqual([
      ['proactiveDisclosure/items', -1, 'fees'],
    ])
  })
})

describe('cells that cannot be used', () => {
  test.each(all)('$name with an unreadable cell cannot be assessed', ({ table, edition, sheet, relation }) => {
    for (const cell of cellsIn(relation)) {
      const report = reportOf(table, edition, with_(sheet, { [cell]: '?' }))
      expect(
        checkReport(report).checks.find(({ rule, at }) => rule === relation.rule && at === relation.at),
      ).toMatchObject({ outcome: 'not-assessable', reason: 'unreadable' })
      expect(arithmetic(report), cell).toEqual([])
    }
  })
  test.each(all)('$name without one of its cells cannot be assessed', ({ table, edition, sheet, relation }) => {
    for (const cell of cellsIn(relation)) {
      const report = reportOf(table, edition, with_(sheet, { [cell]: null }))
      expect(
        checkReport(report).checks.find(({ rule, at }) => rule === relation.rule && at === relation.at),
      ).toMatchObject({ outcome: 'not-assessable', reason: 'absent' })
      expect(arithmetic(report), cell).toEqual([])
    }
  })
  test('an unreadable cell hides only the relations it stands in', () => {
    const sheet = with_(
      consistentSheet('disputes', '2021', () => 2),
      {
        'disputes.reconsideration.upheld': '?',
        'disputes.reconsideration.total': 70,
        'disputes.litigation.direct.total': 9,
      },
    )
    expect(findingsOf('disputes', '2021', sheet).map(({ code, args }) => [code, args.at])).toEqual([
      ['disputes/total', 'litigation.direct'],
    ])
  })
  test('an empty table has nothing to say', () => {
    for (const entry of ['', '/', null, '?'] as const) {
      for (const edition of editions) {
        for (const table of tableNames) {
          const report = reportOf(
            table,
            edition,
            sheetOf(table, edition, () => entry),
          )
          const { checks } = checkReport(report)
          expect(arithmetic(report)).toEqual([])
          expect(checks.length).toBeGreaterThan(0)
          expect(new Set(checks.map(({ outcome }) => outcome))).toEqual(new Set(['not-assessable']))
        }
      }
    }
  })
})

describe('blank cells', () => {
  const line = (upheld: Entry, corrected: Entry, otherOutcome: Entry, pending: Entry, total: Entry) => ({
    upheld,
    corrected,
    otherOutcome,
    pending,
    total,
  })
  type Line = ReturnType<typeof line>
  const disputes = (reconsideration: Line, direct: Line, after: Line): Sheet =>
    sheetOf(
      'disputes',
      '2021',
      (row, column) =>
        ({ reconsideration, 'litigation.direct': direct, 'litigation.afterReconsideration': after })[row]?.[
          column as keyof Line
        ] ?? null,
    )
  const zeros = line(0, 0, 0, 0, 0)
  const tried = (sheet: Sheet, at = 'reconsideration') => outcomeOf('disputes', '2021', sheet, 'T4-SUM', at)

  test('where zeros are left blank, blanks count as zero', () => {
    for (const empty of ['', '/'] as const) {
      const none = line(empty, empty, empty, empty, empty)
      const holds = disputes(line(3, empty, 2, empty, 5), none, none)
      expect(findingsOf('disputes', '2021', holds)).toEqual([])
      expect(tried(holds)).toMatchObject({ outcome: 'pass', blanksAsZero: true })
      const fails = disputes(line(3, empty, 2, empty, 6), none, none)
      expect(findingsOf('disputes', '2021', fails)).toMatchObject([{ code: 'disputes/total', expected: 5, actual: 6 }])
      expect(tried(fails)).toMatchObject({ outcome: 'fail', blanksAsZero: true })
    }
  })
  test('where zeros are printed, a blank is no zero: what it would explain is no contradiction', () => {
    const beside = disputes(line(3, '', 0, 1, 6), zeros, zeros)
    expect(tried(beside)).toMatchObject({ outcome: 'not-assessable', reason: 'blank' })
    expect(findingsOf('disputes', '2021', beside)).toEqual([])
  })
  test('the same where the zeros are printed in other rows only', () => {
    const apart = disputes(line(3, '', 2, 1, 7), zeros, zeros)
    expect(tried(apart)).toMatchObject({ outcome: 'not-assessable', reason: 'blank' })
    expect(findingsOf('disputes', '2021', apart)).toEqual([])
  })
  test('a printed zero is never a blank', () => {
    expect(findingsOf('disputes', '2021', disputes(line(10, 1, 0, 0, 0), zeros, line(5, 0, 0, 0, 0)))).toMatchObject([
      { code: 'disputes/total', expected: 11, actual: 0, args: { at: 'reconsideration' } },
      { code: 'disputes/total', expected: 5, actual: 0, args: { at: 'litigation.afterReconsideration' } },
    ])
  })
  test('a blank total beside filled parts is a finding of its own', () => {
    for (const empty of ['', '/'] as const) {
      const sheet = disputes(line(3, 0, 2, 1, empty), zeros, zeros)
      expect(tried(sheet)).toMatchObject({ outcome: 'not-assessable', reason: 'total-missing' })
      expect(findingsOf('disputes', '2021', sheet)).toMatchObject([
        {
          code: 'disputes/total-missing',
          level: 'warning',
          table: 'disputes',
          instance: 0,
          expected: 6,
          actual: null,
          cells: ['disputes.reconsideration.total'],
          suspects: [{ cell: 'disputes.reconsideration.total', value: 6 }],
        },
      ])
    }
  })
  test('a blank total beside parts that are zero is none', () => {
    expect(findingsOf('disputes', '2021', disputes(line(0, 0, 0, 0, ''), line(1, 0, 0, 0, 1), zeros))).toEqual([])
  })
  test('totals without any part are one finding for the table', () => {
    const sheet = disputes(line('', '', '', '', 4), line('', '/', '', '', 2), zeros)
    expect(tried(sheet)).toMatchObject({ outcome: 'not-assessable', reason: 'parts-missing' })
    expect(findingsOf('disputes', '2021', sheet)).toMatchObject([
      {
        code: 'disputes/parts-missing',
        level: 'warning',
        cells: ['disputes.reconsideration.total', 'disputes.litigation.direct.total'],
        args: { rows: 2 },
      },
    ])
  })

  const applications = (edition: Edition, changes: (row: string, column: string, n: number) => Entry): Sheet =>
    new Map(
      [...consistentSheet('applications', edition, (row, column) => spread(row, column) + 1)].map(([cell, n]) => {
        const parts = cell.split('.')
        return [cell, changes(parts.slice(1, -1).join('.'), parts[parts.length - 1] ?? '', n as number)]
      }),
    )

  test('the column of totals left out: one finding a row, and no contradiction in the column', () => {
    for (const edition of editions) {
      // As published: only the outcomes lack their total.
      const sheet = applications(edition, (row, column, n) =>
        column === 'total' && outcomeRows[edition].includes(row) ? '' : n,
      )
      const findings = findingsOf('applications', edition, sheet)
      expect(findings.map(({ code, cells, expected }) => [code, cells, expected])).toEqual(
        outcomeRows[edition].map((row) => [
          'applications/total-missing',
          [`applications.${row}.total`],
          sum(
            sheet,
            applicantColumns.map((column) => `applications.${row}.${column}`),
          ),
        ]),
      )
      expect(
        outcomeOf('applications', edition, sheet, edition === '2019' ? 'T3-OUT-G3' : 'T3-OUT-G4', 'total'),
      ).toMatchObject({ outcome: 'not-assessable' })
      expect(outcomeOf('applications', edition, sheet, 'T3-BAL', 'total')).toMatchObject({ outcome: 'pass' })
    }
  })
  test('only the column of totals filled in: one finding, and its own relations are tried', () => {
    const sheet = applications('2021', (_row, column, n) => (column === 'total' ? n : ''))
    const findings = findingsOf('applications', '2021', sheet)
    expect(findings).toMatchObject([{ code: 'applications/parts-missing', args: { rows: 25 } }])
    expect(findings[0]?.cells).toHaveLength(25)
    expect(outcomeOf('applications', '2021', sheet, 'T3-BAL', 'total')).toMatchObject({
      outcome: 'pass',
      blanksAsZero: false,
    })
    const wrong = with_(sheet, { 'applications.received.total': number(sheet, 'applications.received.total') + 1 })
    expect(
      findingsOf('applications', '2021', wrong)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['applications/balance', 'applications/parts-missing'])
  })
  test('one total left out hides the column of totals', () => {
    const sheet = applications('2021', (row, column, n) => (row === 'grantedInPart' && column === 'total' ? '' : n))
    expect(findingsOf('applications', '2021', sheet).map(({ code, cells }) => [code, cells])).toEqual([
      ['applications/total-missing', ['applications.grantedInPart.total']],
    ])
    expect(outcomeOf('applications', '2021', sheet, 'T3-OUT-G4', 'total')).toMatchObject({
      outcome: 'not-assessable',
      reason: 'total-missing',
    })
  })
  test.each(editions.flatMap((edition) => [0, 1].map((least) => ({ edition, least }))))(
    'the row of totals left out, form of $edition, least figure $least: missing, and no zero that contradicts',
    ({ edition, least }) => {
      const sheet: Sheet = new Map(
        [...consistentSheet('applications', edition, (row, column) => spread(row, column) + least)].map(([cell, n]) => [
          cell,
          cell.includes('.totalProcessed.') ? '' : n,
        ]),
      )
      const findings = findingsOf('applications', edition, sheet)
      expect(findings.filter(({ level }) => level === 'error').map(({ code, args }) => [code, args.at])).toEqual([])
      const missing = findings.filter(({ code }) => code === 'applications/total-missing')
      expect(missing.flatMap(({ cells }) => cells).sort()).toEqual(
        [...applicantColumns, 'total'].map((column) => `applications.totalProcessed.${column}`).sort(),
      )
      for (const { cells, expected } of missing) {
        const column = cells[0]?.split('.').pop()
        expect(expected).toBe(
          sum(
            sheet,
            outcomeRows[edition].map((row) => `applications.${row}.${column}`),
          ),
        )
      }
    },
  )
  test('one cell of the row of totals left out of a table that prints its zeros', () => {
    const cell = 'applications.totalProcessed.business'
    const sheet = with_(consistentSheet('applications', '2021', spread), { [cell]: '' })
    const findings = findingsOf('applications', '2021', sheet)
    expect(findings.filter(({ level }) => level === 'error').map(({ code, args }) => [code, args.at])).toEqual([])
    expect(findings.map(({ code, cells }) => [code, cells])).toEqual([['applications/total-missing', [cell]]])
  })
})

test('a negative count is never taken without a word', () => {
  const negative: readonly [TableName, Edition, string][] = [
    ['applications', '2021', 'applications.withheld.stateSecrets.business'],
    ['disputes', '2021', 'disputes.reconsideration.upheld'],
    ['proactiveDisclosure', '2021', 'proactiveDisclosure.penalties.decisions'],
    ['proactiveDisclosure', '2021', 'proactiveDisclosure.fees.amount'],
    ['proactiveDisclosure', '2019', 'proactiveDisclosure.licensing.previousItems'],
  ]
  for (const [table, edition, cell] of negative) {
    // All sums hold with it, so that nothing else gives it away.
    const sheet = consistentSheet(table, edition, (row, column) => (`${table}.${row}.${column}` === cell ? -2 : 9))
    if (cell.endsWith('previousItems')) sheet.set(cell, -2).set('proactiveDisclosure.licensing.change', 9)
    expect(number(sheet, cell)).toBe(-2)
    const found = findingsOf(table, edition, sheet)
    expect(
      found.filter(({ level, cells }) => level === 'error' && cells.includes(cell)),
      cell,
    ).toHaveLength(1)
  }
})

test('the change of items may be negative', () => {
  const sheet = with_(
    consistentSheet('proactiveDisclosure', '2019', () => 9),
    { 'proactiveDisclosure.licensing.change': -4 },
  )
  expect(findingsOf('proactiveDisclosure', '2019', sheet)).toEqual([])
})

describe('suspects', () => {
  const base = consistentSheet('applications', '2021', (row, column) => spread(row, column) + 1)
  const cases: readonly [cell: string, relations: number][] = [
    ['applications.received.naturalPerson', 2],
    ['applications.broughtForward.business', 2],
    ['applications.withheld.stateSecrets.business', 2],
    ['applications.otherHandling.other.otherOrganization', 2],
    ['applications.grantedInFull.total', 2],
    ['applications.carriedForward.total', 2],
    ['applications.totalProcessed.naturalPerson', 3],
    ['applications.totalProcessed.total', 3],
  ]
  test.each(cases)('%s alone explains the %i relations it breaks', (cell, broken) => {
    const printed = number(base, cell)
    for (const wrong of [printed + 7, printed + 90, 0]) {
      const findings = findingsOf('applications', '2021', with_(base, { [cell]: wrong }))
      expect(findings).toHaveLength(broken)
      for (const { suspects } of findings) expect(suspects).toEqual([{ cell, value: printed }])
    }
  })
  test('two wrong cells apart from each other are both named, each by its own relations', () => {
    const a = 'applications.grantedInFull.business'
    const b = 'applications.notProcessed.repeated.naturalPerson'
    const findings = findingsOf(
      'applications',
      '2021',
      with_(base, { [a]: number(base, a) + 3, [b]: number(base, b) + 8 }),
    )
    expect(findings.map(({ args, suspects }) => [args.at, suspects])).toEqual([
      ['grantedInFull', [{ cell: a, value: number(base, a) }]],
      ['notProcessed.repeated', [{ cell: b, value: number(base, b) }]],
      ['naturalPerson', [{ cell: b, value: number(base, b) }]],
      ['business', [{ cell: a, value: number(base, a) }]],
    ])
  })
  test('where one relation stands alone all its cells may be wrong, none below zero', () => {
    const sheet = with_(
      consistentSheet('disputes', '2021', () => 0),
      {
        'disputes.reconsideration.upheld': 10,
        'disputes.reconsideration.corrected': 1,
        'disputes.reconsideration.total': 3,
      },
    )
    const [finding] = findingsOf('disputes', '2021', sheet)
    expect(finding).toMatchObject({ expected: 11, actual: 3 })
    expect(finding?.suspects.map(({ cell, value }) => [cell.split('.').pop(), value])).toEqual([
      ['total', 11],
      ['upheld', 2],
    ])
  })
  test('the least sure of several comes first', () => {
    const sheet = with_(
      consistentSheet('disputes', '2021', () => 4),
      { 'disputes.reconsideration.total': 15, 'disputes.reconsideration.pending': figure(4, 0.7) },
    )
    expect(findingsOf('disputes', '2021', sheet)[0]?.suspects[0]).toEqual({
      cell: 'disputes.reconsideration.pending',
      value: 3,
    })
  })
  test('errors that contradict each other are named together, those of the relation first', () => {
    const at = (column: string): string => `applications.grantedInFull.${column}`
    const sheet = with_(base, {
      [at('business')]: number(base, at('business')) + 5,
      [at('total')]: number(base, at('total')) + 2,
    })
    const found = findingsOf('applications', '2021', sheet)
    const right = (column: string) => ({ cell: at(column), value: number(base, at(column)) })
    expect(found.map(({ args, suspects }) => [args.at, suspects[0]?.cell, suspects.length])).toEqual([
      ['grantedInFull', expect.stringContaining('grantedInFull'), 2],
      ['business', at('business'), 2],
      ['total', at('total'), 2],
    ])
    for (const { suspects, args } of found) {
      expect(args).toMatchObject({ changes: 2, explanations: 1 })
      expect(suspects).toEqual(expect.arrayContaining([right('business'), right('total')]))
    }
  })
})

describe('cause', () => {
  const cause = (confidence: number) => {
    const sheet = with_(
      consistentSheet('disputes', '2021', () => 4),
      { 'disputes.reconsideration.total': 99, 'disputes.reconsideration.pending': figure(4, confidence) },
    )
    return findingsOf('disputes', '2021', sheet).map((finding) => finding.cause)
  }
  test('figures that were read for certain were published so; one in doubt leaves it open', () => {
    expect(cause(1)).toEqual(['published'])
    expect(cause(0.98)).toEqual(['published'])
    expect(cause(0.9)).toEqual(['unknown'])
    expect(cause(0.7)).toEqual(['unknown'])
  })
})

describe('printed copies of a table', () => {
  const copy = (
    entries: Readonly<Record<string, Entry>>,
    table: TableName = 'proactiveDisclosure',
    edition: Edition = '2021',
  ) => ({
    table,
    edition,
    cells: with_(
      consistentSheet(table, edition, () => 5),
      entries,
    ),
  })
  const issued = 'proactiveDisclosure.normativeDocuments.issued'
  const penalties = 'proactiveDisclosure.penalties.decisions'
  const licensing = 'proactiveDisclosure.licensing.decisions'
  const scopes = (...tables: ReturnType<typeof copy>[]): Finding[] =>
    arithmetic(makeReport({ tables })).filter(({ code }) => code === 'proactiveDisclosure/scope')

  test('one holds the other, whichever is printed first', () => {
    expect(scopes(copy({}), copy({ [penalties]: 2, [licensing]: 5 }))).toEqual([])
    expect(scopes(copy({ [penalties]: 2 }), copy({}))).toEqual([])
    expect(scopes(copy({}), copy({}))).toEqual([])
  })
  test('each above the other somewhere: the fewer cells are named', () => {
    const found = scopes(copy({ [penalties]: 80, [licensing]: 90 }), copy({ [issued]: 6 }))
    expect(found).toMatchObject([
      {
        level: 'info',
        table: 'proactiveDisclosure',
        instance: 1,
        rule: 'SC-SUB',
        cells: [issued],
        args: { first: 0, second: 1 },
      },
    ])
    expect(scopes(copy({ [issued]: 6 }), copy({ [penalties]: 80, [licensing]: 90 }))[0]?.cells).toEqual([issued])
  })
  test('blanks, unreadable cells, amounts and changes do not count', () => {
    for (const entry of ['', '/', '?', null] as const)
      expect(scopes(copy({ [penalties]: 80, [issued]: entry }), copy({}))).toEqual([])
    expect(scopes(copy({ [penalties]: 80 }), copy({ 'proactiveDisclosure.fees.amount': 700 }))).toEqual([])
    const change = 'proactiveDisclosure.licensing.change'
    expect(
      scopes(
        copy({ 'proactiveDisclosure.licensing.decisions': 80 }, 'proactiveDisclosure', '2019'),
        copy({ [change]: 9 }, 'proactiveDisclosure', '2019'),
      ),
    ).toEqual([])
  })
  test('copies of different editions are not compared', () => {
    expect(
      scopes(
        copy({ 'proactiveDisclosure.licensing.decisions': 80 }),
        copy({ [penalties]: 80 }, 'proactiveDisclosure', '2019'),
      ),
    ).toEqual([])
  })
  test('every copy is checked by itself, and its findings carry its number', () => {
    const wrong = { 'disputes.reconsideration.total': 1 }
    const found = arithmetic(
      makeReport({ tables: [copy({}, 'disputes'), copy(wrong, 'disputes'), copy(wrong, 'disputes')] }),
    )
    expect(found.map(({ code, instance }) => [code, instance])).toEqual([
      ['disputes/total', 1],
      ['disputes/total', 2],
    ])
    expect(
      checkReport(makeReport({ tables: [copy({}, 'disputes'), copy(wrong, 'disputes')] })).checks.map(
        ({ instance, outcome }) => `${instance} ${outcome}`,
      ),
    ).toEqual(['0 pass', '0 pass', '0 pass', '1 fail', '1 pass', '1 pass'])
  })
})

describe('any table', () => {
  const tableAndLeaves = fc.record({ edition: anyEdition, table: fc.constantFrom(...tableNames), leaf: leaves })

  test('that is consistent has no finding, and all its relations pass', () => {
    fc.assert(
      fc.property(anyEdition, leaves, (edition, leaf) => {
        const report = consistentReport(edition, leaf)
        expect(arithmetic(report)).toEqual([])
        expect(
          checkReport(report)
            .checks.filter(hard)
            .every(({ outcome }) => outcome === 'pass'),
        ).toBe(true)
      }),
    )
  })

  test('that is consistent has none where zeros are left blank or struck out, some or all', () => {
    const zero = fc.array(fc.constantFrom<Entry>('', '/', 0), { minLength: 37, maxLength: 37 })
    fc.assert(
      fc.property(
        tableAndLeaves,
        fc.oneof(zero, fc.constant<Entry[]>(['']), fc.constant<Entry[]>(['/'])),
        ({ edition, table, leaf }, zeros) => {
          const sheet: Sheet = new Map(
            [...consistentSheet(table, edition, leaf)].map(([cell, n], i) => [
              cell,
              n === 0 ? (zeros[i % zeros.length] ?? 0) : n,
            ]),
          )
          expect(findingsOf(table, edition, sheet)).toEqual([])
        },
      ),
    )
  })

  test('with one cell changed has a finding that names it, and it is the suspect wherever one can be told', () => {
    fc.assert(
      fc.property(
        fc.record({
          edition: anyEdition,
          table: fc.constantFrom('applications' as const, 'disputes' as const),
          leaf: leaves,
        }),
        fc.nat(),
        fc.integer({ min: 1, max: 5000 }),
        fc.boolean(),
        ({ edition, table, leaf }, pick, by, down) => {
          const sheet = consistentSheet(table, edition, leaf)
          const inRule = [...new Set(relations(table, edition).flatMap(cellsIn))]
          const cell = inRule[pick % inRule.length] ?? ''
          const printed = number(sheet, cell)
          const wrong = down && printed >= by ? printed - by : printed + by
          const findings = findingsOf(table, edition, with_(sheet, { [cell]: wrong }))
          const broken = relations(table, edition).filter((relation) => cellsIn(relation).includes(cell))
          expect(findings.map(({ rule, args }) => `${rule} ${args.at}`).sort()).toEqual(
            broken.map(({ rule, at }) => `${rule} ${at}`).sort(),
          )
          for (const { cells, suspects } of findings) {
            expect(cells).toContain(cell)
            if (table === 'applications') expect(suspects).toEqual([{ cell, value: printed }])
            else expect(suspects).toContainEqual({ cell, value: printed })
          }
        },
      ),
    )
  })

  test('whose limit is passed by one cell has a finding that names it', () => {
    fc.assert(
      fc.property(anyEdition, leaves, fc.nat(), fc.integer({ min: 1, max: 400 }), (edition, leaf, pick, by) => {
        const sheet = consistentSheet('proactiveDisclosure', edition, leaf)
        const list = relations('proactiveDisclosure', edition)
        const relation = list[pick % list.length]
        if (!relation) return
        // Whatever raises the limit, or the change that lowers the sum.
        const [cell, sign] = relation.plus[0] === undefined ? [relation.printed[1] ?? '', -1] : [relation.plus[0], 1]
        const slack = sum(sheet, relation.printed) - sum(sheet, relation.plus) + sum(sheet, relation.minus)
        const findings = findingsOf(
          'proactiveDisclosure',
          edition,
          with_(sheet, { [cell]: number(sheet, cell) + sign * (slack + by) }),
        )
        expect(findings.map(({ code, args }) => [code, args.at])).toEqual([[relation.code, relation.at]])
        expect(findings[0]?.cells).toContain(cell)
        expect((findings[0]?.expected ?? 0) - (findings[0]?.actual ?? 0)).toBe(by)
      }),
    )
  })

  test('with zeros left blank and one cell changed is never passed over', () => {
    fc.assert(
      fc.property(
        fc.record({
          edition: anyEdition,
          table: fc.constantFrom('applications' as const, 'disputes' as const),
          leaf: leaves,
        }),
        fc.nat(),
        fc.integer({ min: 1, max: 5000 }),
        ({ edition, table, leaf }, pick, by) => {
          const sheet: Sheet = new Map(
            [...consistentSheet(table, edition, leaf)].map(([cell, n]) => [cell, n === 0 ? '' : n]),
          )
          const inRule = [...new Set(relations(table, edition).flatMap(cellsIn))]
          const cell = inRule[pick % inRule.length] ?? ''
          const before = sheet.get(cell)
          const changed = with_(sheet, { [cell]: (typeof before === 'number' ? before : 0) + by })
          const report = reportOf(table, edition, changed)
          const { checks } = checkReport(report)
          const named = arithmetic(report)
          expect(named.length).toBeGreaterThan(0)
          const [, ...path] = cell.split('.')
          const places = [path.slice(0, -1).join('.'), path[path.length - 1]]
          expect(named.some(({ cells, args }) => cells.includes(cell) || places.includes(String(args.at)))).toBe(true)
          expect(checks.some(({ outcome }) => outcome !== 'pass')).toBe(true)
        },
      ),
    )
  })

  const entry: fc.Arbitrary<Entry> = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -20, max: 100 }) },
    fc.constantFrom<Entry>('', '/', '?', null, Number.MAX_SAFE_INTEGER),
    fc
      .record({ n: fc.nat(50), confidence: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ n, confidence }) => figure(n, confidence)),
  )
  const anyReport = fc
    .record({
      editions: fc.array(
        fc.record({
          edition: anyEdition,
          table: fc.constantFrom(...tableNames),
          seed: fc.array(entry, { minLength: 40, maxLength: 40 }),
        }),
        { maxLength: 4 },
      ),
      year: fc.option(fc.integer({ min: 2000, max: 2030 })),
    })
    .map(({ editions, year }) =>
      makeReport({
        year,
        tables: editions.map(({ edition, table, seed }) => ({
          table,
          edition,
          cells: new Map(
            contractCells[edition][table].map(([row, column], i) => [
              `${table}.${row}.${column}`,
              seed[(i * 7) % 40] ?? 0,
            ]),
          ),
        })),
      }),
    )

  test('whatever it holds: nothing is thrown, nothing in it is changed, and twice gives the same', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const before = structuredClone(report)
        const first = checkReport(deepFreeze(report))
        expect(report).toEqual(before)
        expect(checkReport(before)).toEqual(first)
        expect(JSON.stringify(checkReport(report))).toBe(JSON.stringify(first))
      }),
    )
  })
  test('whatever it holds: a relation that fails has one finding, one that passes or cannot be assessed has none', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { checks, findings } = checkReport(report)
        const failed = checks
          .filter(({ outcome, rule }) => outcome === 'fail' && rules.some(({ id }) => id === rule))
          .map(({ rule, at, table, instance }) => `${table} ${instance} ${rule} ${at}`)
        const told = findings
          .filter(({ rule, actual }) => rules.some(({ id }) => id === rule) && actual !== null)
          .map(({ rule, args, table, instance }) => `${table} ${instance} ${rule} ${args.at}`)
        expect(told.sort()).toEqual(failed.sort())
      }),
    )
  })
  test('whatever it holds: what a suspect would be makes its relation hold', () => {
    fc.assert(
      fc.property(
        leaves,
        fc.array(fc.record({ pick: fc.nat(), to: fc.nat(200) }), { minLength: 1, maxLength: 3 }),
        (leaf, changes) => {
          const names = [...new Set(relations('applications', '2021').flatMap(cellsIn))]
          let sheet = consistentSheet('applications', '2021', leaf)
          for (const { pick, to } of changes) sheet = with_(sheet, { [names[pick % names.length] ?? '']: to })
          for (const finding of findingsOf('applications', '2021', sheet)) {
            const { changes, mixed, more } = finding.args
            if (typeof changes !== 'number') {
              expect([finding.suspects, more]).toEqual([[], true])
              continue
            }
            const first = finding.suspects.slice(0, changes)
            const sets = changes === 1 && mixed !== true ? finding.suspects.map((one) => [one]) : [first]
            for (const set of sets) {
              const mended = with_(sheet, Object.fromEntries(set.map(({ cell, value }) => [cell, value])))
              const after = findingsOf('applications', '2021', mended)
              expect(after.some(({ rule, args }) => rule === finding.rule && args.at === finding.args.at)).toBe(false)
            }
          }
        },
      ),
    )
  })
})
