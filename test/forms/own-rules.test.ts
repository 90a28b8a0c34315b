import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { everyRule } from '../../src/forms/every-rule.js'
import { type OwnRule, readOwnRules } from '../../src/forms/own-rules.js'
import { parseStatement } from '../../src/forms/statement.js'
import { formatFinding } from '../../src/messages/index.js'
import { resolveOptions } from '../../src/options.js'
import { consistentReport, spread } from '../helpers/report.js'

const rule: OwnRule = {
  id: 'MY-1',
  title: '部分公开不多于予以公开',
  table: 'applications',
  each: 'column',
  equation: 'grantedInFull >= grantedInPart',
}
const mistakes = (...rules: unknown[]): string[] =>
  readOwnRules(rules).mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('statements', () => {
  test('factors, decimals, and one side that follows from another', () => {
    expect(parseStatement('2 * a - b <= 1.5 * c + 20')).toEqual({
      condition: null,
      claim: {
        left: [
          { coefficient: 2, id: 'a' },
          { coefficient: -1, id: 'b' },
        ],
        op: '<=',
        right: [{ coefficient: 1.5, id: 'c' }],
        constant: 20,
      },
      both: false,
    })
    expect(parseStatement('a > 0 => b + c >= 1')).toMatchObject({
      condition: { op: '>' },
      claim: { op: '>=' },
      both: false,
    })
    expect(parseStatement('a>0<=>b>0')).toMatchObject({ condition: { op: '>' }, claim: { op: '>' }, both: true })
  })
  test.each([
    '',
    'a',
    'a =',
    '= a',
    'a == b',
    'a = b = c',
    'a = b c',
    'a = + + b',
    'a => b',
    'a > 0 => b',
    'a > 0 => b > 0 => c > 0',
    'a = b * 2',
    'a = (b)',
    '5 = a',
    'a = 2 b',
    'a = b *',
    'a >< b',
    'a = 总计',
    'a = 0.1234567',
  ])('%j is refused', (text) => {
    expect(() => parseStatement(text)).toThrow(SyntaxError)
  })
  test('all rules that are data parse', () => {
    for (const { equation } of everyRule) expect(parseStatement(equation).claim.left.length).toBeGreaterThan(0)
  })
})

describe('rules of the user', () => {
  test('are rules with the code rules/own', () => {
    expect(readOwnRules([rule])).toEqual({
      rules: [{ ...rule, code: 'rules/own', level: 'warning', authority: 'own', source: 'rules' }],
      mistakes: [],
    })
    expect(readOwnRules({ rules: [rule] }).rules).toHaveLength(1)
    // YAML reads a year as a number.
    expect(readOwnRules([{ ...rule, edition: 2021 }]).rules[0]?.edition).toBe('2021')
  })
  test('are tried beside those of the forms, and their findings name suspects', () => {
    const report = consistentReport('2021', (row, column) => spread(row, column) + 1)
    const { findings, checks } = checkReport(report, {
      rules: [{ ...rule, table: 'proactiveDisclosure', equation: 'licensing >= 10', columns: ['decisions'] }],
    })
    expect(checks.filter(({ rule: id }) => id === 'MY-1').map(({ at }) => at)).toEqual(['decisions'])
    const [finding] = findings.filter(({ code }) => code === 'rules/own')
    expect(finding).toMatchObject({
      level: 'warning',
      rule: 'MY-1',
      table: 'proactiveDisclosure',
      expected: 10,
      args: { title: rule.title },
    })
    expect(finding?.suspects).toEqual([{ cell: 'proactiveDisclosure.licensing.decisions', value: null }])
    for (const language of ['en', 'zh'] as const) {
      const sentence = formatFinding(finding!, language)
      expect(sentence).toContain(rule.title)
      expect(sentence).toContain('MY-1')
    }
  })
  test('hold once over the tables of a report', () => {
    const report = consistentReport('2021', () => 3)
    const once = (equation: string) =>
      checkReport(report, { rules: [{ id: 'X', each: 'once', equation, level: 'error' }] }).findings.filter(
        ({ code }) => code === 'rules/own',
      )
    expect(once('disputes.reconsideration.total <= applications.received.total')).toEqual([])
    expect(once('disputes.reconsideration.total > applications.received.total')).toMatchObject([
      {
        level: 'error',
        table: 'disputes',
        actual: 12,
        cells: ['disputes.reconsideration.total', 'applications.received.total'],
      },
    ])
    expect(once('disputes.reconsideration.total > 0 => applications.received.total = 0')).toMatchObject([
      { expected: null, actual: null, args: { values: [12, expect.any(Number)] } },
    ])
  })
  test('that hold in certain rows or columns, and of one edition', () => {
    const report = consistentReport('2021', () => 3)
    const tried = (more: Partial<OwnRule>) =>
      checkReport(report, { rules: [{ ...rule, ...more }] })
        .checks.filter(({ rule: id }) => id === 'MY-1')
        .map(({ at }) => at)
    expect(tried({ columns: ['total'] })).toEqual(['total'])
    expect(tried({ edition: '2019' })).toEqual([])
    expect(tried({ each: 'row', equation: 'total >= business', rows: ['received', 'carriedForward'] })).toEqual([
      'received',
      'carriedForward',
    ])
  })
})

describe('mistakes', () => {
  test.each<[string, unknown, RegExp]>([
    ['no rule', 7, /^0: expected a rule/],
    ['no id', { ...rule, id: undefined }, /^0: the rule has no id/],
    ['no equation', { ...rule, equation: undefined }, /^0: the rule has no equation/],
    ['an unknown key', { ...rule, severity: 'error' }, /^0\.severity: a rule has no "severity"/],
    ['an unknown table', { ...rule, table: 'application' }, /^0\.table: table: one of applications/],
    ['an unknown place', { ...rule, each: 'cell' }, /^0\.each: each: one of row, column, once/],
    ['an unknown level', { ...rule, level: 'fatal' }, /^0\.level/],
    ['an unknown row', { ...rule, equation: 'granted >= 0' }, /^0\.equation: .*no row "granted"/],
    ['a row where columns belong', { ...rule, each: 'row' }, /^0\.equation: .*no column "grantedInFull"/],
    ['a broken equation', { ...rule, equation: 'grantedInFull >> 2' }, /^0\.equation: equation: /],
    ['no cell at all', { ...rule, equation: '0 * a = 1' }, /^0\.equation/],
    [
      'a cell without its table',
      { id: 'X', each: 'once', equation: 'received.total = 0' },
      /^0\.equation: .*no cell "received\.total"/,
    ],
    ['a list that is none', { ...rule, rows: 'received' }, /^0\.rows: rows: expected a list/],
    ['a row that is not there', { ...rule, columns: ['sum'] }, /^0\.columns: .*no column "sum"/],
    ['a total that is a part', { ...rule, total: 'grantedInPart' }, /^0\.total/],
  ])('%s', (_name, value, message) => {
    expect(mistakes(value)[0]).toMatch(message)
  })
  test('all are told, each with its rule', () => {
    expect(
      mistakes({ ...rule, level: 'x' }, { ...rule, id: 'A' }, { ...rule, id: 'B', equation: 'a = 1' }).map(
        (one) => one.split(':')[0],
      ),
    ).toEqual(['0.level', '2.equation'])
    expect(mistakes(rule, rule)).toEqual([expect.stringMatching(/^1\.id: there are two rules "MY-1"/)])
    expect(readOwnRules('x').mistakes).toHaveLength(1)
  })
  test('stop a check and the options of a reading', () => {
    const bad = [{ ...rule, table: 'x' }] as unknown as OwnRule[]
    expect(() =>
      checkReport(
        consistentReport('2021', () => 1),
        { rules: bad },
      ),
    ).toThrow(/one of applications/)
    expect(() => resolveOptions({ rules: bad })).toThrow(/rules\.0\.table/)
    expect(resolveOptions({ rules: [rule] }).rules).toEqual([rule])
    expect(resolveOptions(undefined).rules).toEqual([])
  })
})
