/** Every rule that is data, tried on tables made from its own data: one in which it holds, the same with one part changed by 1. */

import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { codes, codesOfRule, type Finding, findingCodes } from '../../src/findings.js'
import { makesNoRules } from '../../src/forms/bodies.js'
import { everyRule } from '../../src/forms/every-rule.js'
import { plausibleRules } from '../../src/forms/plausible.js'
import { ruleBook } from '../../src/forms/rule-book.js'
import { type Rule, rules } from '../../src/forms/rules.js'
import { idsOf, parseStatement } from '../../src/forms/statement.js'
import { indicators } from '../../src/forms/statistics.js'
import { statisticsRules } from '../../src/forms/statistics-rules.js'
import type { Report } from '../../src/report/schema.js'
import {
  consistentSheet,
  contractCells,
  type Edition,
  figure,
  makeReport,
  spread,
  type TableName,
} from '../helpers/report.js'

const own = (report: Report, rule: Rule): Finding[] =>
  checkReport(report).findings.filter((finding) => finding.rule === rule.id && finding.relation === rule.equation)

describe('rules between the figures of a table', () => {
  const places = rules.flatMap((rule) => {
    const edition: Edition = rule.edition ?? '2021'
    const table = rule.table as TableName
    const cells = contractCells[edition][table]
    const ats =
      rule.each === 'column'
        ? [...new Set(cells.map(([, column = '']) => column))]
        : (rule.rows ?? [...new Set(cells.map(([row = '']) => row))])
    return ats.map((at) => ({ name: `${rule.id} ${at}`, rule, edition, table, at }))
  })
  test.each(places)(
    '$name: any part changed by 1 fails, and is among the first suspects',
    ({ rule, edition, table, at }) => {
      const sheet = consistentSheet(table, edition, (row, column) => spread(row, column) + 1)
      const report = (cells: typeof sheet) =>
        makeReport({ year: edition === '2019' ? 2019 : 2023, tables: [{ table, edition, cells }] })
      expect(own(report(sheet), rule)).toEqual([])
      const { claim } = parseStatement(rule.equation)
      for (const id of idsOf(parseStatement(rule.equation))) {
        const cell = rule.each === 'column' ? `${table}.${id}.${at}` : `${table}.${at}.${id}`
        const printed = sheet.get(cell) as number
        // A limit is first brought to its edge.
        const sign = claim.left.some((one) => one.id === id) ? 1 : -1
        const coefficient = [...claim.left, ...claim.right].find((one) => one.id === id)?.coefficient ?? 1
        const sideOf = (terms: typeof claim.left): number =>
          terms.reduce(
            (all, one) =>
              all +
              one.coefficient *
                (sheet.get(rule.each === 'column' ? `${table}.${one.id}.${at}` : `${table}.${at}.${one.id}`) as number),
            0,
          )
        const slack = claim.op === '=' ? 0 : sideOf(claim.left) - sideOf(claim.right) - claim.constant
        const by = claim.op === '=' ? 1 : -sign * coefficient * (slack + 1)
        if (printed + by < 0 && !cell.endsWith('.change')) continue
        const [finding, ...more] = own(report(new Map([...sheet, [cell, printed + by]])), rule)
        expect([finding?.args.at, more.length], cell).toEqual([at, 0])
        const { changes = 1 } = finding?.args ?? {}
        const suspect = finding?.suspects.find((one) => one.cell === cell)
        expect(suspect, cell).toBeDefined()
        if (claim.op === '=') expect(suspect?.value).toBe(printed)
        expect(changes).toBe(1)
      }
    },
  )
})

describe('rules of the statistics table', () => {
  /** Parts are their place in the table, totals their sum. */
  const consistent = (): Map<string, number> => {
    const values = new Map(indicators.map(({ id }, i) => [id, i + 1]))
    values.set('proactiveTotal', 15)
    values.set('proactiveNormativeDocuments', 2)
    values.set('pressConferencesByPrincipal', 1)
    values.set('onlineInterviewsByPrincipal', 1)
    for (const rule of [...statisticsRules].sort((a, b) => Number(a.id === 'G2-REPLY') - Number(b.id === 'G2-REPLY'))) {
      const [total = '', ...parts] = idsOf(parseStatement(rule.equation))
      if (rule.total)
        values.set(
          total,
          parts.reduce((all, part) => all + (values.get(part) ?? 0), 0),
        )
    }
    const done = values.get('requestsReplied') as number
    values.set('requestsCompleted', done)
    values.set('completedOnTime', done - 3)
    values.set('completedExtended', 3)
    return values
  }
  const report = (values: ReadonlyMap<string, number>): Report => ({
    ...makeReport({ year: 2016, tables: [] }),
    statistics: [
      {
        instance: 0,
        scope: null,
        pages: [],
        columns: [{ id: 'current', label: '统计数' }],
        lines: indicators.map(({ id, label, parent }, i) => ({
          row: id,
          line: i + 1,
          label,
          number: null,
          parent,
          counted: false,
          unit: '件',
        })),
        figures: Object.fromEntries([...values].map(([id, value]) => [id, { current: figure(value) }])),
      },
    ],
  })
  test('the table that all hold in has no finding', () => {
    const { findings, checks } = checkReport(report(consistent()))
    expect(findings).toEqual([])
    for (const rule of statisticsRules)
      expect(
        checks.some((check) => check.rule === rule.id && check.outcome === 'pass'),
        rule.id,
      ).toBe(true)
  })
  test.each(statisticsRules.map((rule) => [`${rule.id} ${rule.equation}`, rule] as const))('%s', (_name, rule) => {
    const values = consistent()
    const { claim } = parseStatement(rule.equation)
    const [first = ''] = idsOf(parseStatement(rule.equation))
    const right = claim.right.reduce((all, { id }) => all + (values.get(id) ?? 0), claim.constant)
    values.set(first, claim.op === '<=' ? right + 1 : claim.op === '>=' ? right - 1 : right + 1)
    const [finding, ...more] = own(report(values), rule)
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      code: rule.code,
      level: rule.level,
      actual: values.get(first),
      expected: right,
      cause: 'published',
    })
    expect(finding?.cells).toContain(`statistics.${first}.current`)
    if (rule.level !== 'info')
      expect(finding?.suspects.some(({ cell }) => cell === `statistics.${first}.current`)).toBe(true)
  })
  test('a total with a part that the rule does not know is left alone', () => {
    const made = report(new Map([...consistent(), ['requestsReceived', 999]]))
    const [table] = made.statistics
    const line = {
      row: 'line.99',
      line: 99,
      label: '其他',
      number: null,
      parent: 'requestsReceived',
      counted: false,
      unit: '件',
    }
    const more: Report = {
      ...made,
      statistics: [
        {
          ...table!,
          lines: [...table!.lines, line],
          figures: { ...table!.figures, 'line.99': { current: figure(3) } },
        },
      ],
    }
    expect(checkReport(made).findings.map(({ rule }) => rule)).toEqual(['G2-RECV'])
    expect(checkReport(more).findings).toEqual([])
  })
  test('其中 is no more than the line above it, in the same unit', () => {
    const made = report(consistent())
    const [table] = made.statistics
    const part = (unit: string) => ({
      row: 'line.99',
      line: 99,
      label: '其中：培训干部人数',
      number: '其中：',
      parent: 'traineeAttendances',
      counted: false,
      unit,
    })
    const find = (unit: string, value: number) =>
      checkReport({
        ...made,
        statistics: [
          {
            ...table!,
            lines: [...table!.lines, part(unit)],
            figures: { ...table!.figures, 'line.99': { current: figure(value) } },
          },
        ],
      }).findings.map(({ code, rule }) => `${code} ${rule}`)
    expect(find('件', 10_000)).toEqual(['statistics/limit G2-SUBSET'])
    expect(find('人', 10_000)).toEqual([])
    expect(find('件', 1)).toEqual([])
  })
})

describe('rules that hold as a rule', () => {
  /** Values of the cells of a rule for which it holds, or does not. */
  function find(rule: Rule, holds: boolean): Map<string, number> {
    const statement = parseStatement(rule.equation)
    const ids = idsOf(statement)
    const { constant } = statement.claim
    const values = [0, 1, constant, constant + 1]
    const tryAll = (at: number, chosen: Map<string, number>): Map<string, number> | null => {
      const id = ids[at]
      if (id === undefined) return own(reportOf(rule, chosen), rule).length === (holds ? 0 : 1) ? chosen : null
      for (const value of values) {
        const found = tryAll(at + 1, new Map([...chosen, [id, value]]))
        if (found) return found
      }
      return null
    }
    const found = tryAll(0, new Map())
    if (!found) throw new Error(`${rule.id} is ${holds ? 'never met' : 'met by anything'}`)
    return found
  }
  function reportOf(rule: Rule, values: ReadonlyMap<string, number>): Report {
    const edition: Edition = rule.edition ?? '2021'
    const names = [
      ...new Set([
        rule.table,
        ...(rule.each === 'once' ? idsOf(parseStatement(rule.equation)).map((id) => id.split('.')[0] ?? '') : []),
      ]),
    ]
    return makeReport({
      issuer: '云岭县人民政府',
      year: edition === '2019' ? 2019 : 2023,
      tables: names.map((name) => {
        const table = name as TableName
        const cells = consistentSheet(table, edition, () => 0)
        for (const [id, value] of values) {
          const cell = rule.each === 'once' ? id : `${table}.${rule.rows?.[0]}.${id}`
          if (cells.has(cell)) cells.set(cell, value)
        }
        return { table, edition, cells }
      }),
    })
  }
  test.each(plausibleRules.map((rule) => [`${rule.id} ${rule.edition ?? ''}`, rule] as const))('%s', (_name, rule) => {
    expect(own(reportOf(rule, find(rule, true)), rule)).toEqual([])
    const [finding] = own(reportOf(rule, find(rule, false)), rule)
    expect(finding).toMatchObject({ code: rule.code, level: 'info', suspects: [] })
    expect(finding?.cells.length).toBe(idsOf(parseStatement(rule.equation)).length)
  })
  test('who can make rules, as far as a name tells', () => {
    for (const name of [
      '云岭县人民政府',
      '青禾镇人民政府',
      '江口街道办事处',
      '上海市浦东新区人民政府',
      '云岭县财政局',
      '某某自治县人民政府',
    ])
      expect(makesNoRules(name), name).toBe(true)
    for (const name of [
      '运城市人民政府',
      '新疆维吾尔自治区人民政府',
      '上海市人民政府办公厅',
      '运城市财政局',
      '国家税务总局云岭县税务局',
      '中国气象局',
      '自然资源部',
      '香港特别行政区政府',
      '经济开发区管委会',
      '某某自治区财政厅',
      '恩施土家族苗族自治州人民政府',
    ])
      expect(makesNoRules(name), name).toBe(false)
  })
})

describe('the rule book', () => {
  const ids = ruleBook.map(({ id }) => id)
  test('has every rule once, and says of each where it is tried or why not', () => {
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, untried } of ruleBook)
      if (codesOfRule(id).length === 0) expect(untried?.en.length, id).toBeGreaterThan(20)
  })
  test('has every rule that a code names, and every rule that is data', () => {
    for (const code of findingCodes) {
      const def: { readonly level: string; readonly rules?: readonly string[] } = codes[code]
      for (const id of def.rules ?? []) expect(ids, code).toContain(id)
    }
    for (const { id } of everyRule)
      expect(
        ids.some((one) => one === id || one.startsWith(`${id}-`)),
        id,
      ).toBe(true)
  })
  test('speaks both languages', () => {
    for (const { id, says, untried } of ruleBook) {
      expect(says.zh, id).toMatch(/\p{Script=Han}/u)
      expect(says.en.length, id).toBeGreaterThan(5)
      if (untried) expect(untried.zh, id).toMatch(/\p{Script=Han}/u)
    }
  })
})
