import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { checkNarrative } from '../../src/check/narrative.js'
import { whoseIs } from '../../src/check/whose.js'
import { type StatementRule, statementRules, statisticsRules } from '../../src/forms/statement-rules.js'
import type { Report } from '../../src/report/schema.js'
import { consistentReport, deepFreeze, type Edition, makeReport, sheetOf, tableNames } from '../helpers/report.js'
import { withText } from '../helpers/text.js'

/** A sentence that states a figure of each subject. */
const sentences: Readonly<Record<string, (n: number) => string>> = {
  'requests.received': (n) => `全年收到公开申请${n}件。`,
  'requests.newlyReceived': (n) => `本年新收公开申请${n}件。`,
  'requests.broughtForward': (n) => `上年结转公开申请${n}件。`,
  'requests.completed': (n) => `办结公开申请${n}件。`,
  'requests.answered': (n) => `答复公开申请${n}件。`,
  'requests.handled': (n) => `共办理公开申请${n}件。`,
  'requests.carriedForward': (n) => `公开申请结转下年度继续办理${n}件。`,
  'outcomes.granted': (n) => `对公开申请予以公开及部分公开${n}件。`,
  'outcomes.grantedInFull': (n) => `对公开申请予以公开${n}件。`,
  'outcomes.grantedInPart': (n) => `对公开申请作出部分公开${n}件。`,
  'outcomes.withheld': (n) => `对公开申请不予公开${n}件。`,
  'outcomes.unableToProvide': (n) => `对公开申请无法提供${n}件。`,
  'outcomes.notProcessed': (n) => `对公开申请不予处理${n}件。`,
  'outcomes.otherHandling': (n) => `对公开申请作其他处理${n}件。`,
  'outcomes.withheld.stateSecrets': (n) => `公开申请中属于国家秘密${n}件。`,
  'outcomes.withheld.prohibitedByLaw': (n) => `公开申请中其他法律行政法规禁止公开${n}件。`,
  'outcomes.withheld.securityAndStability': (n) => `公开申请中危及“三安全一稳定”${n}件。`,
  'outcomes.withheld.thirdPartyRights': (n) => `公开申请中保护第三方合法权益${n}件。`,
  'outcomes.withheld.internalAffairs': (n) => `公开申请中属于三类内部事务信息${n}件。`,
  'outcomes.withheld.deliberativeProcess': (n) => `公开申请中属于四类过程性信息${n}件。`,
  'outcomes.withheld.enforcementFiles': (n) => `公开申请中属于行政执法案卷${n}件。`,
  'outcomes.withheld.administrativeInquiries': (n) => `公开申请中属于行政查询事项${n}件。`,
  'outcomes.unableToProvide.notHeld': (n) => `公开申请中本机关不掌握相关政府信息${n}件。`,
  'outcomes.unableToProvide.requiresCreation': (n) => `公开申请中没有现成信息需要另行制作${n}件。`,
  'outcomes.unableToProvide.stillUnclear': (n) => `公开申请中补正后申请内容仍不明确${n}件。`,
  'outcomes.notProcessed.petitions': (n) => `公开申请中信访举报投诉类申请${n}件。`,
  'outcomes.notProcessed.repeated': (n) => `公开申请中重复申请${n}件。`,
  'outcomes.notProcessed.publications': (n) => `公开申请中要求提供公开出版物${n}件。`,
  'outcomes.notProcessed.excessive': (n) => `公开申请中无正当理由大量反复申请${n}件。`,
  'outcomes.notProcessed.reconfirmation': (n) => `公开申请中要求确认或重新出具已获取信息${n}件。`,
  'outcomes.otherHandling.notCorrected': (n) => `公开申请中逾期不补正${n}件。`,
  'outcomes.otherHandling.feeUnpaid': (n) => `公开申请中逾期未缴费${n}件。`,
  'applicants.naturalPerson': (n) => `公开申请中自然人${n}件。`,
  'applicants.organizations': (n) => `公开申请中法人或其他组织${n}件。`,
  'applicants.business': (n) => `公开申请中商业企业${n}件。`,
  'applicants.researchInstitution': (n) => `公开申请中科研机构${n}件。`,
  'applicants.publicInterestOrganization': (n) => `公开申请中社会公益组织${n}件。`,
  'applicants.legalServiceOrganization': (n) => `公开申请中法律服务机构${n}件。`,
  'disputes.reconsideration': (n) => `因信息公开引起行政复议${n}件。`,
  'disputes.litigation': (n) => `因信息公开引起行政诉讼${n}件。`,
  'disputes.litigation.direct': (n) => `因信息公开未经复议直接起诉${n}件。`,
  'disputes.litigation.afterReconsideration': (n) => `因信息公开复议后起诉${n}件。`,
  disputes: (n) => `因信息公开引起行政复议、行政诉讼共${n}件。`,
  'documents.normativeDocuments.issued': (n) => `制发行政规范性文件${n}件。`,
  'documents.normativeDocuments.repealed': (n) => `废止行政规范性文件${n}件。`,
  'documents.normativeDocuments.inForce': (n) => `现行有效的行政规范性文件${n}件。`,
}

/** A number of its own for every cell, so that no two sums are alike. */
const weight = (row: string, column: string): number => {
  let hash = 11
  for (const char of `${row}.${column}`) hash = (hash * 131 + char.charCodeAt(0)) % 99_991
  return 7 + (hash % 9_000)
}
const weighted = (edition: Edition): Report =>
  makeReport({
    year: edition === '2019' ? 2019 : 2023,
    tables: tableNames.map((table) => ({ table, edition, cells: sheetOf(table, edition, weight) })),
  })

const sum = (expression: string): number =>
  expression
    .split(' + ')
    .map((name) => weight(name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)))
    .reduce((a, b) => a + b, 0)

/** Findings on the text in short. */
const found = (report: Report) =>
  checkNarrative(report).findings.map(({ code, rule, expected, actual }) => [code, rule, expected, actual])

const report2023 = weighted('2021')
const report2019 = weighted('2019')
const cases = statementRules.flatMap((rule) => rule.subjects.map((subject) => ({ subject, rule })))

describe('every rule of text against table', () => {
  test('has a sentence here', () => {
    expect([...new Set(cases.map(({ subject }) => subject))].filter((subject) => !sentences[subject])).toEqual([])
  })
  test.each(cases)('$rule.id $subject: each meaning passes, another figure fails', ({ subject, rule }) => {
    const say = sentences[subject] as (n: number) => string
    for (const [i, expression] of rule.agrees.entries()) {
      // 其他处理 is one row in the edition of 2019, three in that of 2021.
      const base = subject === 'outcomes.otherHandling' && i > 0 ? report2019 : report2023
      const n = sum(expression)
      const agreeing = checkNarrative(withText(base, say(n)))
      expect(agreeing.findings).toEqual([])
      expect(agreeing.checks.map(({ outcome, rule: id }) => [outcome, id])).toEqual([['pass', rule.id]])
      const printed = sum(rule.agrees[base === report2019 ? i : 0] ?? '')
      expect(found(withText(base, say(n + 100_000)))).toEqual([['narrative/figure', rule.id, n + 100_000, printed]])
    }
  })
  test('names the cells, and the one cell that would fit', () => {
    const [one] = checkNarrative(withText(report2023, '上年结转公开申请99999件。')).findings
    expect(one?.cells).toEqual(['applications.broughtForward.total'])
    expect(one?.suspects).toEqual([{ cell: 'applications.broughtForward.total', value: 99_999 }])
    expect(one?.args).toMatchObject({ stated: '99999件', sentence: '上年结转公开申请99999件' })
    const [sums] = checkNarrative(withText(report2023, '对公开申请无法提供99999件。')).findings
    expect(sums?.cells).toHaveLength(3)
    expect(sums?.suspects).toEqual([])
  })
})

describe('results of reviews and lawsuits', () => {
  const upheld = weight('litigation.direct', 'upheld') + weight('litigation.afterReconsideration', 'upheld')
  const total = weight('litigation.direct', 'total') + weight('litigation.afterReconsideration', 'total')
  test('are those of the case that they are said of', () => {
    const say = (n: number) => `信息公开行政诉讼${total}件，其中维持${n}件。`
    expect(found(withText(report2023, say(upheld)))).toEqual([])
    expect(found(withText(report2023, say(upheld + 1)))).toEqual([['narrative/figure', 'NV-T4', upheld + 1, upheld]])
  })
  test('are those of lawsuits after a review, where these are told apart', () => {
    const of = (row: string) => weight(row, 'upheld')
    const text = (direct: number, after: number) =>
      `信息公开行政诉讼未经复议直接起诉${weight('litigation.direct', 'total')}件，其中结果维持${direct}件；复议后起诉${weight('litigation.afterReconsideration', 'total')}件，其中结果维持${after}件。`
    const direct = of('litigation.direct')
    const after = of('litigation.afterReconsideration')
    expect(found(withText(report2023, text(direct, after)))).toEqual([])
    expect(found(withText(report2023, text(direct, direct)))).toEqual([['narrative/figure', 'NV-T4', direct, after]])
  })
  test('are not compared where a note says that cases of last year are counted too', () => {
    const text = withText(report2023, '因信息公开引起行政复议1件。')
    expect(found(text)).toHaveLength(1)
    expect(found(withText(text, '注：行政复议、行政诉讼数量含上年度结转数量。', 'disputes'))).toEqual([])
  })
})

describe('nothing at all', () => {
  const zero = consistentReport('2021', () => 0)
  test.each<[string, string, string]>([
    ['未收到政府信息公开申请。', 'applications.received.total', 'requests'],
    ['未发生信息公开行政复议案件。', 'disputes.reconsideration.total', 'reviews'],
  ])('%s', (text, cell) => {
    expect(found(withText(zero, text))).toEqual([])
    const [one] = checkNarrative(withText(report2023, text)).findings
    expect([one?.level, one?.rule, one?.expected, one?.cells[0]]).toEqual(['error', 'NV-NONE', 0, cell])
  })
  test('a blank cell does not contradict it', () => {
    const blank = makeReport({ tables: [{ table: 'applications', edition: '2021', cells: () => '' }] })
    expect(found(withText(blank, '未收到政府信息公开申请。'))).toEqual([])
  })
})

describe('all is said to be done', () => {
  const carried = makeReport({
    tables: [{ table: 'applications', edition: '2021', cells: (row) => (row === 'carriedForward' ? 4 : 0) }],
  })
  const none = makeReport({ tables: [{ table: 'applications', edition: '2021', cells: () => 0 }] })
  test('and some is carried forward', () => {
    expect(found(withText(carried, '所收公开申请均已办结。'))).toEqual([['narrative/all-processed', 'NV-ALL', 0, 4]])
    expect(found(withText(none, '所收公开申请均已办结。'))).toEqual([])
  })
  test('which the text says itself', () => {
    expect(found(withText(carried, '所收公开申请均已办结，结转下年4件。'))).toEqual([])
  })
})

describe('the statistics tables of the reports before 2019', () => {
  const printed = 58
  const figure = (value: number) => ({
    ...{ value, raw: String(value), state: 'reported', unit: '件' },
    place: null,
    confidence: 1,
  })
  const withStatistics = (rule: StatementRule): Report => {
    const row = (rule.agrees[0] ?? '').split('.')[0] ?? ''
    const line = { ...{ row, line: 1, label: row, number: null, parent: null, counted: false, unit: '件' } }
    return {
      ...makeReport({ year: 2016, tables: [] }),
      statistics: [
        {
          ...{ instance: 0, scope: null, pages: [], columns: [{ id: 'current', label: '2016年度' }], lines: [line] },
          figures: { [row]: { current: figure(printed) } },
        },
      ],
    } as Report
  }
  const ways: Readonly<Record<string, string>> = {
    'channels.inPerson': '当面',
    'channels.online': '网上',
    'channels.letter': '信函',
    'channels.fax': '传真',
  }
  test.each(statisticsRules.map((rule) => ({ subject: rule.subjects[0] ?? '', rule })))(
    '$subject',
    ({ subject, rule }) => {
      const say = sentences[subject] ?? ((n: number) => `公开申请中${ways[subject]}申请${n}件。`)
      expect(found(withText(withStatistics(rule), say(printed)))).toEqual([])
      expect(found(withText(withStatistics(rule), say(printed + 3)))).toEqual([
        ['narrative/figure', rule.id, printed + 3, printed],
      ])
    },
  )
})

describe('parts and their whole', () => {
  const empty = makeReport({ tables: [] })
  test.each<[string, string[][]]>([
    // Sums that hold.
    ['主动公开信息9条（指南4条、年报5条）。', []],
    ['主动公开信息171条：动态124条，预算34条，其他13条。', []],
    ['收到公开申请20件，其中网上申请12件，信函申请5件，当面申请3件。', []],
    // Lists that say that they are whole, and are not.
    ['主动公开信息9条（指南4条、年报6条）。', [['NV-PRO', '10', '9']]],
    ['主动公开信息171条：动态124条，预算34条，其他12条。', [['NV-PRO', '170', '171']]],
    ['主动公开信息300条，其中动态100条，其他信息190条。', [['NV-PRO', '290', '300']]],
    ['主动公开信息146739条。其中，网站105186条，微博36168条，报纸5375条。', [['NV-PRO', '146729', '146739']]],
    ['收到公开申请20件，其中网上申请12件，信函申请5件，当面申请2件。', [['NV-CHAN', '19', '20']]],
    ['收到公开申请20件，其中网上申请18件，信函申请5件。', [['NV-CHAN', '23', '20']]],
    ['收到公开申请20件，其中自然人17件，法人或其他组织2件。', [['NV-APPL', '19', '20']]],
    ['办理公开申请20件（财政局12件、民政局9件）。', [['NV-UNITS', '21', '20']]],
    // Lists that leave something out, or whose parts hold each other.
    ['主动公开信息300条，其中网站200条，微信60条。', []],
    ['主动公开信息300条，其中网站220条，微信80条，解读40条。', []],
    ['收到公开申请20件，其中网上申请12件，信函申请5件。', []],
    ['收到公开申请20件，其中自然人17件。', []],
    ['主动公开信息300余条：动态100条，预算34条。', []],
    ['主动公开信息300条：动态100条，视频20个。', []],
  ])('%s', (text, expected) => {
    expect(
      checkNarrative(withText(empty, text)).findings.map(({ rule, expected: parts, actual }) => [
        rule,
        String(parts),
        String(actual),
      ]),
    ).toEqual(expected)
  })
  test('any partition holds, and one changed part of a closed list does not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 2, maxLength: 6 }),
        fc.nat(),
        (parts, at) => {
          const names = ['动态', '公告', '预算', '决算', '解读', '政策']
          const total = parts.reduce((a, b) => a + b, 0)
          const list = (values: readonly number[]) => values.map((n, i) => `${names[i]}类${n}条`).join('、')
          const say = (values: readonly number[]) => withText(empty, `主动公开信息${total}条（${list(values)}）。`)
          expect(found(say(parts))).toEqual([])
          const changed = parts.map((n, i) => (i === at % parts.length ? n - 1 : n))
          expect(found(say(changed))).toEqual([['narrative/figure', 'NV-PRO', total - 1, total]])
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('shares', () => {
  const empty = makeReport({ tables: [] })
  test.each<[string, number]>([
    ['收到公开申请1641件，其中网上申请1156件，占70.44%。', 0],
    ['收到公开申请805件，其中网上申请35件，占4.34%。', 0],
    ['收到公开申请3件，其中网上申请2件，占67%。', 0],
    ['收到公开申请1641件，其中网上申请1156件，占74.44%。', 1],
    ['收到公开申请3件，其中网上申请2件，占76%。', 1],
    // Of another whole that stands beside it.
    ['办结公开申请50件。收到公开申请40件，其中网上申请25件，占50%。', 0],
  ])('%s', (text, count) => {
    const { findings } = checkNarrative(withText(empty, text))
    expect(findings.map(({ rule }) => rule)).toEqual(Array(count).fill('NV-PCT'))
  })
  test('printed to any digits, cut or rounded, pass', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 0, max: 2 }),
        fc.boolean(),
        (a, b, digits, cut) => {
          const [part, whole] = a <= b ? [a, b] : [b, a]
          const exact = (100 * part) / whole
          const shown = cut ? (Math.floor(exact * 10 ** digits) / 10 ** digits).toFixed(digits) : exact.toFixed(digits)
          expect(found(withText(empty, `收到公开申请${whole}件，其中网上申请${part}件，占${shown}%。`))).toEqual([])
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('fees', () => {
  const empty = makeReport({ tables: [] })
  test('come in tens', () => {
    expect(found(withText(empty, '收取信息处理费380元。', 'other'))).toEqual([])
    expect(found(withText(empty, '收取信息处理费385元。', 'other'))).toEqual([['narrative/fee', 'NV-FEE10', null, 385]])
    expect(found(withText(empty, '收取信息处理费约385元。', 'other'))).toEqual([])
  })
  test.each<[string, [string, string, number | null, number][]]>([
    ['对25件政府信息公开申请收取信息处理费，共计2950元，其中甲局1件420元，乙县24件2530元。', []],
    ['收取信息处理费0件，共计0元。', []],
    ['收取信息处理费0件，共计300元。', [['narrative/fee', 'NV-FEE', null, 300]]],
    ['对3件公开申请收取信息处理费0元。', [['narrative/fee', 'NV-FEE', null, 0]]],
    ['对3件公开申请发出收费通知，实际收取信息处理费0元。', []],
    ['收取信息处理费2950元：甲局420元，乙县2530元。', []],
    ['收取信息处理费2950元：甲局420元，乙县2540元。', [['narrative/figure', 'NV-FEE', 2960, 2950]]],
    ['收取信息处理费3件2950元（甲局1件420元，乙县2件2540元）。', [['narrative/figure', 'NV-FEE', 2960, 2950]]],
  ])('have requests that they were taken for, and parts: %s', (text, expected) => {
    expect(found(withText(empty, text, 'other'))).toEqual(expected)
  })
})

describe('figures of others', () => {
  const issuer = (name: string): Report => ({ ...report2023, issuer: name })
  test.each<[string | null, string | null, string]>([
    [null, '青禾县人民政府', 'same'],
    ['我县', '青禾县人民政府', 'same'],
    ['全县', '青禾县人民政府', 'same'],
    ['全县', '青禾县', 'same'],
    ['全市', '青禾县人民政府', 'other'],
    ['全县', '青禾县财政局', 'unsure'],
    ['全区', '白石实验区管委会', 'same'],
    ['县本级', '青禾县人民政府', 'unsure'],
    ['县政府办公室', '青禾县人民政府', 'unsure'],
    ['县政府办公室', '青禾县人民政府办公室', 'same'],
    ['县政府', '青禾县人民政府', 'unsure'],
    ['县财政局', '青禾县财政局', 'same'],
    ['县民政局', '青禾县财政局', 'other'],
    ['上半年', '青禾县人民政府', 'other'],
    ['全县', null, 'unsure'],
  ])('%s in a report of %s: %s', (scope, name, expected) => {
    expect(whoseIs(scope, name)).toBe(expected)
  })
  test('another body and another time are no findings, or a note on the scope', () => {
    const say = (text: string) => found(withText(issuer('青禾县人民政府'), text))
    expect(say('2022年收到公开申请6件。')).toEqual([])
    expect(say('收到公开申请约6件。')).toEqual([])
    expect(say('县本级收到公开申请6件。').map(([code]) => code)).toEqual(['narrative/scope'])
    expect(say('全市收到公开申请6件。').map(([code]) => code)).toEqual(['narrative/scope'])
    expect(say('全县收到公开申请6件。').map(([code]) => code)).toEqual(['narrative/figure'])
  })
  test('of two figures of one subject the one that agrees speaks for both', () => {
    const n = sum('received.total')
    expect(found(withText(report2023, `全县收到公开申请${n}件。县政府办公室收到公开申请6件。`))).toEqual([])
    expect(found(withText(report2023, `收到公开申请${n}件。收到公开申请6件。`))).toEqual([])
  })
  test('words of scope mean the body of the table where another figure with them agrees', () => {
    const n = sum('received.total')
    const text = `县政府办公室收到公开申请${n}件，上年结转申请6件。`
    expect(found(withText(report2023, text)).map(([code, rule]) => [code, rule])).toEqual([
      ['narrative/figure', 'NV-OVER'],
    ])
  })
  test('the parts of what is of others are of others too', () => {
    expect(found(withText(report2023, '收到公开申请6件，其中自然人5件。')).map(([code, rule]) => [code, rule])).toEqual(
      [['narrative/figure', 'NV-RECV']],
    )
  })
  test('two copies of the table: which of them is meant, nothing says', () => {
    const [table] = report2023.applications
    const twice = { ...report2023, applications: [table, { ...table, instance: 1 }] } as Report
    expect(found(withText(twice, '收到公开申请6件。'))).toEqual([])
    expect(found(withText(twice, `收到公开申请${sum('received.total')}件。`))).toEqual([])
  })
  test('cells that are not there, or cannot be read, say nothing', () => {
    for (const entry of [null, '?'] as const) {
      const report = makeReport({ tables: [{ table: 'applications', edition: '2021', cells: () => entry }] })
      expect(found(withText(report, '收到公开申请6件。'))).toEqual([])
    }
  })
})

test('totals that are blank are the applicants beside them', () => {
  const report = makeReport({
    tables: [
      {
        table: 'applications',
        edition: '2021',
        cells: (row, column) =>
          row !== 'grantedInFull' || column === 'total'
            ? ''
            : column === 'business'
              ? 12
              : column === 'naturalPerson'
                ? 258
                : '',
      },
    ],
  })
  expect(found(withText(report, '对公开申请予以公开270件。'))).toEqual([])
  expect(found(withText(report, '对公开申请予以公开258件。'))).toEqual([['narrative/figure', 'NV-OUT', 258, 270]])
})

test('a clean report in words says nothing, whatever its figures', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      (base, brought, step) => {
        const leaf = (row: string, column: string) =>
          row === 'broughtForward' ? brought : (base + row.length * step + column.length) % 97
        const report = consistentReport('2021', leaf)
        const [a] = report.applications
        const [d] = report.disputes
        const of = (name: string): number =>
          name.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], a) as number
        const value = (name: string): number => (of(`${name}.total`) as unknown as { value: number }).value
        const group = (name: string): number =>
          Object.values(
            (a as unknown as Record<string, Record<string, { total: { value: number } }>>)[name] ?? {},
          ).reduce((n, row) => n + row.total.value, 0)
        const text = `全县收到公开申请${value('received')}件，上年结转${value('broughtForward')}件，办结${value('totalProcessed')}件，其中予以公开${value('grantedInFull')}件、部分公开${value('grantedInPart')}件、不予公开${group('withheld')}件、无法提供${group('unableToProvide')}件、不予处理${group('notProcessed')}件、其他处理${group('otherHandling')}件，结转下年度${value('carriedForward')}件。因信息公开引起行政复议${d?.reconsideration.total.value}件。`
        const { findings, checks } = checkNarrative(deepFreeze(withText(report, text)))
        expect(findings).toEqual([])
        expect(checks.filter(({ outcome }) => outcome === 'pass').length).toBe(11)
        expect(checkReport(withText(report, text)).findings.filter(({ code }) => code.startsWith('narrative'))).toEqual(
          [],
        )
      },
    ),
    { numRuns: 60 },
  )
})

describe('what is said of other things', () => {
  const total = (row: string) => weight(row, 'total')
  const received = total('received')
  const all = received + total('broughtForward')
  const processed = total('totalProcessed')
  test.each<[string, string]>([
    ['items of information, in 条 as requests are', `制作信息30条，不予公开信息15条。收到公开申请${received}件。`],
    ['what stands in a bracket before', `受理公开申请${received}件（另有3件由上年结转），办理答复${processed}件。`],
    ['a part of the year, and then the whole year', `1月至6月办结公开申请3件。全年收到公开申请${received}件。`],
    [
      'years together, and then the one',
      `自2019年5月条例施行以来，累计答复公开申请3400件。2023年收到公开申请${received}件。`,
    ],
    ['without some', `收到公开申请${received}件，已答复${processed - 2}件（不含撤回2件）。`],
    ['ways of those brought forward too', `收到公开申请${received}件，其中网络${all - 9}件，信函5件，当面4件。`],
    ['requests for other things', `受理辅具申请123件，答复数据查询申请156件。收到公开申请${received}件。`],
    ['those that took longer', '收到公开申请后延期答复2件，延期办结3件。'],
    ['several years in a list', `2022年、2023年收到公开申请分别为3件、${received}件。`],
    ['last year, in a bracket', `收到公开申请${received}件（去年3件），办结${processed}件（去年4件）。`],
    [
      'a list of bodies, and one of ways',
      `收到公开申请${received}件（县本级2件，乡镇（街道）${received - 2}件）。其中信函${received - 3}件、当面及其他方式3件。`,
    ],
    ['cases that the body decides on', '作为复议机关受理信息公开类行政复议案件66件。'],
  ])('%s', (_, text) => {
    expect(found(withText(report2023, text))).toEqual([])
  })
  test.each<[string, string]>([
    ['another kind of work', '行政许可申请5件全部办结。公开申请正在办理。'],
    ['proposals, in the sentence before', '受理公开申请9件，办理提案5件。所有办件均按期办结。'],
    ['calls', '受理公开申请9件。受理热线工单30件，办结率100%。'],
    ['those that are done', '收到公开申请9件，已办件均在法定期限内办结。'],
    ['those that were due', '收到公开申请9件，按时办结率100%。'],
  ])('all of %s is done', (_, text) => {
    const carried = makeReport({
      tables: [
        {
          table: 'applications',
          edition: '2021',
          cells: (row) => (row === 'carriedForward' ? 4 : row === 'received' ? 9 : 0),
        },
      ],
    })
    expect(found(withText(carried, text)).filter(([code]) => code === 'narrative/all-processed')).toEqual([])
  })
  test('a figure of an office beside that of the body does not hide that the latter is wrong', () => {
    const report = { ...report2023, issuer: '云屏市人民政府' }
    const text = (n: number) => `市政府办公室收到公开申请17件。全市收到公开申请${n}件。`
    expect(found(withText(report, text(received)))).toEqual([])
    expect(found(withText(report, text(received + 1))).map(([code, , n]) => [code, n])).toEqual([
      ['narrative/scope', 17],
      ['narrative/figure', received + 1],
    ])
  })
  test('what agrees with all requests says nothing of those completed', () => {
    const text = `共办理公开申请${all}件，办结${processed + 1}件。`
    expect(found(withText(report2023, text))).toEqual([['narrative/figure', 'NV-DONE', processed + 1, processed]])
  })
})
