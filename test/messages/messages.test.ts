import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { type Finding, type FindingCode, findingCodes, note } from '../../src/findings.js'
import { tableDef } from '../../src/forms/index.js'
import { cellTitle, columnName, rowName, tableName } from '../../src/forms/names.js'
import { en } from '../../src/messages/en.js'
import { explainCode, formatFinding, type Language } from '../../src/messages/index.js'
import { zh } from '../../src/messages/zh.js'
import { buildTable } from '../../src/report/build.js'
import { cellIds } from '../../src/report/cells.js'
import type { Cell, Doubt } from '../../src/types.js'
import {
  edition as anyEdition,
  consistentReport,
  consistentSheet,
  contractCells,
  type Edition,
  leaves,
  makeReport,
  type TableName,
  tableNames,
} from '../helpers/report.js'

const languages: readonly Language[] = ['en', 'zh']

const suspects = [{ cell: 'applications.totalProcessed.business', value: 417 }]

/** One finding for every code, with what the stage that makes it gives; and what the sentence has to say. */
const examples: Readonly<Record<FindingCode, readonly [finding: Finding, ...facts: (string | number)[]]>> = {
  'read/degraded': [
    note('read/degraded', { reason: 'XRefParseException: bad offset' }),
    'XRefParseException: bad offset',
  ],
  'read/engine-warning': [note('read/engine-warning', { warning: 'Font F7 is broken', count: 3 }), 'Font F7 is broken'],
  'read/page-failed': [note('read/page-failed', { pages: '3 8' }), '3 8'],
  'read/page-limit': [note('read/page-limit', { pages: 4100, limit: 2000 }), 4100, 2000],
  'read/operator-limit': [note('read/operator-limit', { page: 6, limit: 90_001 }), 6, 90_001],
  'read/font-lost': [note('read/font-lost', { page: 12, fonts: 35 }), 12, 35],
  'read/ocr-layer': [note('read/ocr-layer', { pages: [4, 57] }), 4, 57],
  'read/no-text': [note('read/no-text', { pages: [21] }), 21],
  'read/garbled': [note('read/garbled', { pages: [2, 33] }), 2, 33],
  'read/scanned': [note('read/scanned', { pages: [5, 61] }), 5, 61],
  'read/scan-blank': [note('read/scan-blank', { pages: [7, 82] }), 7, 82],
  'read/scan-failed': [note('read/scan-failed', { page: 19, reason: 'picture-too-large' }), 19, 'picture-too-large'],
  'read/encoding': [note('read/encoding', { encoding: 'gb18030' }), 'gb18030'],
  'layout/stream': [note('layout/stream', { pages: [3, 45] }), 3, 45],
  'series/carry-forward': [
    note(
      'series/carry-forward',
      { at: 'business', year: 2023, last: 2022 },
      { table: 'applications', instance: 0, expected: 57, actual: 75, cells: ['applications.broughtForward.business'] },
    ),
    57,
    75,
    2022,
  ],
  'series/in-force': [
    note(
      'series/in-force',
      { row: 'normativeDocuments', year: 2023, last: 2022 },
      {
        table: 'proactiveDisclosure',
        instance: 0,
        expected: 643,
        actual: 470,
        cells: ['proactiveDisclosure.normativeDocuments.inForce'],
      },
    ),
    643,
    470,
    2022,
  ],
  'series/items': [
    note(
      'series/items',
      { at: 'licensing', year: 2020, last: 2019 },
      {
        table: 'proactiveDisclosure',
        instance: 0,
        expected: 396,
        actual: 369,
        cells: ['proactiveDisclosure.licensing.previousItems', 'proactiveDisclosure.licensing.change'],
      },
    ),
    396,
    369,
    2019,
  ],
  'series/disclosed': [
    note(
      'series/disclosed',
      { at: 'normativeDocuments', year: 2020, last: 2019 },
      {
        table: 'proactiveDisclosure',
        instance: 0,
        expected: 115,
        actual: 97,
        cells: ['proactiveDisclosure.normativeDocuments.totalDisclosed'],
      },
    ),
    115,
    97,
    2019,
  ],
  'series/pending': [
    note(
      'series/pending',
      { at: 'reconsideration', year: 2023, last: 2022 },
      { table: 'disputes', instance: 0, expected: 14, actual: 9, cells: ['disputes.reconsideration.total'] },
    ),
    14,
    9,
    2022,
  ],
  'series/jump': [
    note(
      'series/jump',
      { at: 'licensing.decisions', year: 2024, last: 2023 },
      {
        table: 'proactiveDisclosure',
        instance: 0,
        expected: 550,
        actual: 9487,
        cells: ['proactiveDisclosure.licensing.decisions'],
      },
    ),
    550,
    9487,
    2023,
  ],
  'series/unchanged': [
    note(
      'series/unchanged',
      { year: 2023, last: 2022, cells: 31 },
      { table: 'applications', instance: 0, cells: ['applications.received.total'] },
    ),
    31,
    2022,
  ],
  'series/growth': [
    note(
      'series/growth',
      { year: 2024, last: 2023, now: 3646, stated: '1.05%', sentence: '申请3646件，同比增长1.05%' },
      { expected: 1.08, actual: 1.05 },
    ),
    1.08,
    1.05,
    3646,
    2023,
  ],
  'series/copied-text': [note('series/copied-text', { share: 0.83, year: 2023, last: 2022 }), 83, 2022],
  'series/gap': [note('series/gap', { year: 2022, missing: [2019, 2021] }), 2022, 2019, 2021],
  'hierarchy/completeness': [
    note('hierarchy/completeness', {
      ...{ parent: '青禾市人民政府', year: 2023, children: 13, leftOut: 0 },
      ...{ expected: 15, missing: ['云岭县', '白石区'] },
    }),
    13,
    2023,
    '云岭县',
    '白石区',
  ],
  'hierarchy/sum': [
    note(
      'hierarchy/sum',
      { parent: '青禾市人民政府', year: 2023, children: 13, complete: true },
      { table: 'applications', instance: 0, expected: 871, actual: 817, cells: ['applications.received.total'] },
    ),
    871,
    817,
    13,
  ],
  'narrative/figure': [
    note(
      'narrative/figure',
      { stated: '749 件', sentence: '全县受理申请 749 件', subject: 'requests.received' },
      { table: 'applications', instance: 0, expected: 749, actual: 713, cells: ['applications.received.total'] },
    ),
    749,
    713,
    '全县受理申请',
  ],
  'narrative/scope': [
    note(
      'narrative/scope',
      { stated: '17件', sentence: '区本级受理申请17件', scope: '区本级' },
      { table: 'applications', instance: 0, expected: 17, actual: 95, cells: ['applications.received.total'] },
    ),
    17,
    95,
    '区本级',
  ],
  'narrative/all-processed': [
    note(
      'narrative/all-processed',
      { stated: '均已办结', sentence: '所收申请均已办结' },
      { table: 'applications', instance: 0, expected: 0, actual: 12, cells: ['applications.carriedForward.total'] },
    ),
    12,
    '均已办结',
  ],
  'narrative/fee': [
    note('narrative/fee', { stated: '381元', sentence: '收取信息处理费381元' }, { actual: 381 }),
    '381元',
  ],
  'statistics/sum': [
    note('statistics/sum', { label: '收到申请数' }, { table: 'statistics', instance: 0, expected: 731, actual: 713 }),
    '收到申请数',
    731,
    713,
  ],
  'statistics/limit': [
    note(
      'statistics/limit',
      { label: '主动公开政府信息数', other: ['政府网站公开政府信息数'] },
      { table: 'statistics', instance: 0, expected: 913, actual: 812 },
    ),
    '主动公开政府信息数',
    '政府网站公开政府信息数',
    913,
    812,
  ],
  'statistics/replies': [
    note('statistics/replies', {}, { table: 'statistics', instance: 0, expected: 57, actual: 54 }),
    57,
    54,
  ],
  'applications/subtotal': [
    note(
      'applications/subtotal',
      { at: 'total', label: '不予公开小计' },
      { table: 'applications', instance: 0, expected: 48, actual: 84 },
    ),
    '不予公开小计',
    48,
    84,
  ],
  'disputes/ratio': [
    note('disputes/ratio', {}, { table: 'disputes', instance: 0, expected: 35, actual: 712 }),
    35,
    712,
  ],
  'proactiveDisclosure/rule-making': [
    note(
      'proactiveDisclosure/rule-making',
      { at: 'governmentRules' },
      {
        table: 'proactiveDisclosure',
        instance: 0,
        expected: 0,
        actual: 13,
        cells: ['proactiveDisclosure.governmentRules.issued'],
      },
    ),
    13,
  ],
  'proactiveDisclosure/decisions-without-items': [
    note(
      'proactiveDisclosure/decisions-without-items',
      { at: 'licensing', values: [4711, 0, 0] },
      { table: 'proactiveDisclosure', instance: 0 },
    ),
    4711,
  ],
  'proactiveDisclosure/procurement': [
    note(
      'proactiveDisclosure/procurement',
      { at: 'procurement', values: [37, 0] },
      { table: 'proactiveDisclosure', instance: 0 },
    ),
    37,
  ],
  'proactiveDisclosure/fee-unit': [
    note(
      'proactiveDisclosure/fee-unit',
      { at: 'fees' },
      {
        table: 'proactiveDisclosure',
        instance: 0,
        expected: 10_000_000,
        actual: 34_512_900,
        cells: ['proactiveDisclosure.fees.amount'],
      },
    ),
    34_512_900,
  ],
  'locate/other-year': [
    note('locate/other-year', { scope: '2022年度', year: 2023 }, { table: 'applications', instance: 0 }),
    '2022年度',
    2023,
  ],
  'locate/scope-missing': [note('locate/scope-missing', { copies: 3 }, { table: 'proactiveDisclosure' }), 3],
  'rules/own': [
    note(
      'rules/own',
      { at: 'total', title: 'more in full than in part' },
      { table: 'applications', instance: 0, rule: 'MY-1', expected: 28, actual: 19 },
    ),
    'more in full than in part',
    'MY-1',
    28,
    19,
  ],
  'locate/not-a-report': [note('locate/not-a-report')],
  'locate/several-reports': [note('locate/several-reports', { reports: 2 })],
  'locate/table-missing': [note('locate/table-missing', { table: 'disputes' }, { table: 'disputes' })],
  'locate/section-missing': [note('locate/section-missing', { sections: ['overview', 'other'] })],
  'locate/row-missing': [
    note(
      'locate/row-missing',
      { rows: ['received', 'otherHandling.feeUnpaid'] },
      { table: 'applications', instance: 0, cells: ['applications.received', 'applications.otherHandling.feeUnpaid'] },
    ),
  ],
  'locate/column-missing': [
    note(
      'locate/column-missing',
      { columns: ['litigation.afterReconsideration.pending'] },
      { table: 'disputes', instance: 0 },
    ),
  ],
  'locate/unplaced': [
    note(
      'locate/unplaced',
      { figures: 12 },
      { table: 'applications', instance: 0, cells: ['applications.received.total'] },
    ),
  ],
  'locate/row-unmatched': [
    note(
      'locate/row-unmatched',
      { label: '不予公开小计', texts: ['31', '472'] },
      { table: 'applications', instance: 0 },
    ),
    '不予公开小计',
    31,
    472,
  ],
  'locate/column-unmatched': [
    note('locate/column-unmatched', { label: '备注栏', texts: ['1'] }, { table: 'applications', instance: 0 }),
    '备注栏',
  ],
  'locate/label-typo': [
    note(
      'locate/label-typo',
      { row: 'grantedInPart', label: '（二）部份公开' },
      { table: 'applications', instance: 0, cells: ['applications.grantedInPart'] },
    ),
    '（二）部份公开',
  ],
  'locate/label-lost': [note('locate/label-lost', { row: 'carriedForward' }, { table: 'applications', instance: 0 })],
  'locate/form-mixed': [
    note('locate/form-mixed', { form: '2019', year: 2023, prescribed: '2021' }, { table: 'applications', instance: 0 }),
    2019,
    2023,
  ],
  'locate/issuer-missing': [note('locate/issuer-missing')],
  'locate/issuer-contradiction': [
    note('locate/issuer-contradiction', {
      issuer: '青禾县人民政府',
      source: 'title',
      other: '青禾县政务办',
      otherSource: 'preamble',
    }),
    '青禾县人民政府',
    '青禾县政务办',
  ],
  'locate/issuer-misread': [
    note('locate/issuer-misread', { issuer: '耒阳市财政局', read: '未阳市财政局', others: [] }),
    '耒阳市财政局',
    '未阳市财政局',
  ],
  'locate/year-missing': [note('locate/year-missing')],
  'locate/year-contradiction': [
    note('locate/year-contradiction', { year: 2023, source: 'title', others: ['period 2022'] }),
    2023,
    2022,
  ],
  'cell/unreadable': [
    note(
      'cell/unreadable',
      { raw: '1 27', reason: 'several-numbers', candidates: [127, 1, 27] },
      { table: 'applications', instance: 0, cells: ['applications.received.total'], cause: 'reading' },
    ),
    '1 27',
    127,
  ],
  'cell/unit-missing': [
    note(
      'cell/unit-missing',
      { raw: '8040' },
      { table: 'proactiveDisclosure', instance: 0, cells: ['proactiveDisclosure.procurement.amount'] },
    ),
    8040,
  ],
  'cell/negative': [
    note(
      'cell/negative',
      { raw: '-58' },
      { table: 'applications', instance: 0, cells: ['applications.received.total'], actual: -58 },
    ),
    -58,
  ],
  'cell/shared': [
    note(
      'cell/shared',
      { text: '392' },
      { table: 'applications', instance: 0, cells: ['applications.received.total'] },
    ),
    392,
  ],
  'applications/balance': [
    note(
      'applications/balance',
      { at: 'business' },
      { table: 'applications', instance: 0, expected: 431, actual: 418, suspects },
    ),
    431,
    418,
    417,
  ],
  'applications/outcome-total': [
    note(
      'applications/outcome-total',
      { at: 'business' },
      { table: 'applications', instance: 0, expected: 431, actual: 418, suspects },
    ),
    431,
    418,
    417,
  ],
  'applications/applicant-total': [
    note(
      'applications/applicant-total',
      { at: 'grantedInFull' },
      { table: 'applications', instance: 0, expected: 431, actual: 418, suspects },
    ),
    431,
    418,
    417,
  ],
  'applications/total-missing': [
    note(
      'applications/total-missing',
      { at: 'grantedInFull' },
      { table: 'applications', instance: 0, expected: 272, cells: ['applications.grantedInFull.total'] },
    ),
    272,
  ],
  'applications/parts-missing': [
    note(
      'applications/parts-missing',
      { rows: 23 },
      { table: 'applications', instance: 0, cells: ['applications.grantedInFull.total'] },
    ),
    23,
  ],
  'disputes/total': [
    note(
      'disputes/total',
      { at: 'litigation.direct' },
      {
        table: 'disputes',
        instance: 0,
        expected: 116,
        actual: 0,
        suspects: [{ cell: 'disputes.litigation.direct.total', value: 117 }],
      },
    ),
    116,
    0,
    117,
  ],
  'disputes/total-missing': [
    note(
      'disputes/total-missing',
      { at: 'reconsideration' },
      { table: 'disputes', instance: 0, expected: 64, cells: ['disputes.reconsideration.total'] },
    ),
    64,
  ],
  'disputes/parts-missing': [
    note(
      'disputes/parts-missing',
      { rows: 3 },
      { table: 'disputes', instance: 0, cells: ['disputes.reconsideration.total'] },
    ),
    3,
  ],
  'proactiveDisclosure/in-force': [
    note(
      'proactiveDisclosure/in-force',
      { at: 'normativeDocuments' },
      { table: 'proactiveDisclosure', instance: 0, expected: 26, actual: 19 },
    ),
    26,
    19,
  ],
  'proactiveDisclosure/disclosed': [
    note(
      'proactiveDisclosure/disclosed',
      { at: 'governmentRules' },
      { table: 'proactiveDisclosure', instance: 0, expected: 26, actual: 19 },
    ),
    26,
    19,
  ],
  'proactiveDisclosure/items': [
    note(
      'proactiveDisclosure/items',
      { at: 'fees' },
      { table: 'proactiveDisclosure', instance: 0, expected: 0, actual: -19 },
    ),
    -19,
  ],
  'proactiveDisclosure/scope': [
    note(
      'proactiveDisclosure/scope',
      { first: 0, second: 1 },
      {
        table: 'proactiveDisclosure',
        instance: 1,
        cells: ['proactiveDisclosure.penalties.decisions', 'proactiveDisclosure.normativeDocuments.inForce'],
      },
    ),
  ],
}

/** What no sentence may hold: a value that was not there, a hole, an id. */
function expectWhole(sentence: string, language: Language): void {
  expect(sentence.replace('the value is null', '')).not.toMatch(/undefined|\bnull\b|NaN|Infinity|\[object|true|false/)
  expect(sentence).not.toMatch(/ {2}|“”|""|\s[,.;:]|[:：]\s*[.。]$|（）|\(\)/)
  expect(sentence.trim()).toBe(sentence)
  expect(sentence).not.toMatch(/\n/)
  if (language === 'zh') expect(sentence).toMatch(/\p{Script=Han}/u)
}

describe('every code', () => {
  test('has an example here', () => {
    expect(Object.keys(examples).sort()).toEqual([...findingCodes].sort())
  })
  test.each(languages)('has a title, a reason and advice in %s', (language) => {
    const texts = { en, zh }[language]
    expect(Object.keys(texts).sort()).toEqual([...findingCodes].sort())
    const titles = findingCodes.map((code) => {
      const text = explainCode(code, language)
      expect(Object.keys(text).sort()).toEqual(['title', 'todo', 'why'])
      for (const part of [text.title, text.why, text.todo]) {
        expect(part.trim(), code).toBe(part)
        expect(part.length, code).toBeGreaterThan(3)
        if (language === 'zh') expect(part, code).toMatch(/\p{Script=Han}/u)
      }
      for (const part of [text.why, text.todo]) expect(part, code).toMatch(language === 'zh' ? /。$/ : /[.?]$/)
      expect(text.title, code).not.toMatch(/[.。]$/)
      return text.title
    })
    expect(new Set(titles).size).toBe(titles.length)
  })
  test.each(findingCodes.flatMap((code) => languages.map((language) => ({ code, language }))))(
    '$code has a whole sentence in $language',
    ({ code, language }) => {
      const [finding, ...facts] = examples[code]
      const sentence = formatFinding(finding, language)
      expectWhole(sentence, language)
      for (const fact of facts) expect(sentence).toContain(String(fact))
      if (code !== 'read/engine-warning') expect(sentence).toMatch(language === 'zh' ? /。$/ : /\.$/)
      if (language === 'en') expect(sentence).toMatch(/^[^a-z]/)
    },
  )
  test('English is spoken where nothing is said', () => {
    for (const code of findingCodes)
      expect(formatFinding(examples[code][0])).toBe(formatFinding(examples[code][0], 'en'))
  })
})

describe('sentences', () => {
  test('name the suspect with the value that would fit, up to three of them', () => {
    const cells = ['upheld', 'corrected', 'otherOutcome', 'pending'].map((column, i) => ({
      cell: `disputes.reconsideration.${column}`,
      value: 700 + i,
    }))
    const say = (count: number, language: Language): string =>
      formatFinding(
        note(
          'disputes/total',
          { at: 'reconsideration' },
          { table: 'disputes', expected: 9, actual: 8, suspects: cells.slice(0, count) },
        ),
        language,
      )
    for (const language of languages) {
      const none = say(0, language)
      expect(none).not.toMatch(/7\d\d/)
      expect(say(4, language)).toBe(none)
      for (const count of [1, 2, 3]) {
        const sentence = say(count, language)
        expectWhole(sentence, language)
        expect(sentence.startsWith(none)).toBe(true)
        for (const { cell, value } of cells.slice(0, count)) {
          expect(sentence).toContain(cellTitle(cell, language))
          expect(sentence).toContain(String(value))
        }
      }
    }
  })
  test('a form that is not that of the year, with a year and without', () => {
    const mixed = note('locate/form-mixed', { form: ['2019', '2021'], year: null, prescribed: null })
    for (const language of languages) {
      expectWhole(formatFinding(mixed, language), language)
      expect(formatFinding(mixed, language)).toMatch(/2019.*2021/)
    }
  })
  test('an unreadable cell without candidates has no empty list of them', () => {
    for (const language of languages) {
      const sentence = formatFinding(
        note(
          'cell/unreadable',
          { raw: '若干', reason: 'not-a-number', candidates: [] },
          { cells: ['disputes.reconsideration.total'] },
        ),
        language,
      )
      expectWhole(sentence, language)
      expect(sentence).not.toMatch(language === 'zh' ? /可能/ : /may mean/)
    }
  })

  const cell = (text: string, doubts: readonly Doubt[] = []): Cell => ({
    row: 0,
    col: 0,
    rowSpan: 1,
    colSpan: 1,
    text,
    lines: text === '' ? [] : [text],
    place: null,
    doubts,
  })
  const reasons: readonly [reason: string, cell: Cell, shared?: boolean, damaged?: true][] = [
    ['not-a-number', cell('约20')],
    ['several-numbers', cell('12 34')],
    ['split-digits', cell('1 2')],
    ['not-an-integer', cell('3.5')],
    ['not-safe', cell('9007199254740993')],
    ['count-in-money', cell('5元')],
    ['hidden-text', cell('21', ['hidden-text'])],
    ['garbled', cell('21', ['garbled'])],
    ['adrift', cell('21', ['adrift'])],
    ['shared', cell('21'), true],
    ['unsure-blank', cell(''), true],
    ['lost-text', cell(''), false, true],
  ]
  test.each(reasons)('why a cell is unreadable is said in words: %s', (reason, printed, shared, damaged) => {
    const { notes } = buildTable({
      table: 'applications',
      edition: '2021',
      instance: 0,
      scope: null,
      pages: [],
      cells: [
        {
          row: 'received',
          column: 'total',
          kind: 'count',
          cells: [printed],
          shared: shared === true,
          rowLikeness: 1,
          columnLikeness: 1,
          header: '',
          unit: null,
          method: 'lattice',
        },
      ],
      extraRows: [],
      extraColumns: [],
      ...(damaged ? { damaged } : {}),
    })
    expect(notes.map(({ args }) => args.reason)).toEqual([reason])
    for (const language of languages) {
      const sentence = formatFinding(notes[0] as Finding, language)
      expect(sentence).not.toMatch(new RegExp(`(?:because |因为)${reason}`))
      expect(sentence).toMatch(language === 'zh' ? /因为\p{Script=Han}{3}/u : /because (?:it|its|a|the) \w+/)
      expect(sentence.toLowerCase()).toContain(cellTitle('applications.received.total', language).toLowerCase())
    }
  })
})

describe('names', () => {
  const editions: readonly Edition[] = ['2019', '2021']
  const all = editions.flatMap((edition) =>
    tableNames.flatMap((table) =>
      contractCells[edition][table].map(([row = '', column = '']) => ({ edition, table, row, column })),
    ),
  )

  test('every table, row and column has words in both languages, not its id', () => {
    for (const { table, row, column } of all) {
      for (const language of languages) {
        expect(tableName(table, language)).not.toBe(table)
        for (const name of [rowName(table, row, language), columnName(table, row, column, language)]) {
          if (language === 'zh') expect(name, `${table}.${row}.${column}`).toMatch(/\p{Script=Han}/u)
          else expect(name, `${table}.${row}.${column}`).toMatch(/^[a-z][a-z ,:()0-9]*$/)
        }
      }
    }
  })
  test('no two cells of a form are called the same', () => {
    for (const language of languages) {
      for (const edition of editions) {
        const titles = all
          .filter((cell) => cell.edition === edition)
          .map(({ table, row, column }) => `${table} ${cellTitle(`${table}.${row}.${column}`, language)}`)
        expect(titles.length - new Set(titles).size, `${edition} ${language}`).toBe(0)
      }
    }
  })
  test('a cell is called by the labels of its own row and column', () => {
    for (const { edition, table } of all.filter(
      (cell, i) => all.findIndex((other) => other.edition === cell.edition && other.table === cell.table) === i,
    )) {
      const def = tableDef(table, table === 'disputes' ? '2019' : edition)
      if (!def) throw new Error(table)
      expect(cellIds(def).length).toBeGreaterThan(0)
      for (const block of def.blocks) {
        for (const row of block.rows) {
          for (const column of block.columns) {
            const name = def.shape === 'line' ? `${table}.${column.id}` : `${table}.${row.id}.${column.id}`
            const labels = [column.path[column.path.length - 1] ?? '', ...(column.aliases ?? [])]
            const title = cellTitle(name, 'zh')
            expect(
              labels.some((label) => title.endsWith(`·${label}`)),
              `${edition} ${name}: ${title}`,
            ).toBe(true)
          }
        }
      }
    }
  })
  test('the amount of procurement is no fee', () => {
    expect(cellTitle('proactiveDisclosure.procurement.amount', 'zh')).toBe('政府集中采购·采购总金额')
    expect(cellTitle('proactiveDisclosure.procurement.amount', 'en')).not.toMatch(/fee/)
    expect(cellTitle('proactiveDisclosure.fees.amount', 'en')).toMatch(/fee/)
  })
  test('of table 四 the row is the upper label', () => {
    expect(rowName('disputes', 'litigation.afterReconsideration', 'zh')).toBe('行政诉讼·复议后起诉')
    expect(cellTitle('disputes.reconsideration.pending', 'zh')).toBe('行政复议·尚未审结')
    expect(cellTitle('disputes.litigation.direct.total', 'en')).toBe('litigation without reconsideration, total')
  })
})

describe('findings of real checks', () => {
  test('every sentence is whole and holds its figures, in both languages', () => {
    const entry = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 400 }) },
      fc.constantFrom('' as const, '/' as const, '?' as const, null),
    )
    fc.assert(
      fc.property(
        anyEdition,
        leaves,
        fc.array(fc.record({ pick: fc.nat(), to: entry }), { maxLength: 12 }),
        fc.constantFrom(null, 2017, 2019, 2023),
        (edition, leaf, changes, year) => {
          const tables = tableNames.map((table: TableName) => {
            const cells = new Map([...consistentSheet(table, edition, leaf)])
            for (const { pick, to } of changes) {
              const [row, column] = contractCells[edition][table][pick % contractCells[edition][table].length] ?? []
              cells.set(`${table}.${row}.${column}`, to)
            }
            return { table, edition, cells }
          })
          const report = makeReport({ year, sections: ['overview'], tables: [...tables, ...tables.slice(0, 1)] })
          for (const finding of checkReport(report).findings) {
            for (const language of languages) {
              const sentence = formatFinding(finding, language)
              expectWhole(sentence, language)
              expect(sentence).not.toMatch(/\?/)
              if (finding.actual !== null) expect(sentence).toContain(String(finding.actual))
              if (
                finding.expected !== null &&
                !['proactiveDisclosure/items', 'proactiveDisclosure/rule-making'].includes(finding.code)
              )
                expect(sentence).toContain(String(finding.expected))
              const at = finding.args.at
              if (
                typeof at === 'string' &&
                finding.table &&
                contractCells[edition][finding.table as TableName].some(([row]) => row === at)
              ) {
                expect(sentence.toLowerCase()).toContain(rowName(finding.table, at, language).toLowerCase())
              }
            }
          }
        },
      ),
    )
  })
  test('a balance that fails is told by the name of its column', () => {
    const report = consistentReport('2021', () => 2)
    const received = report.applications[0]?.received
    if (!received) throw new Error('no table')
    received.researchInstitution = { ...received.researchInstitution, value: 1 }
    const finding = checkReport(report).findings.find(({ code }) => code === 'applications/balance') as Finding
    expect(formatFinding(finding, 'en')).toBe(
      'In the column of research institutions, received and brought forward are 3, processed and carried forward 44. Suspect: requests received this year, research institutions (42 would fit).',
    )
    const chinese = formatFinding(finding, 'zh')
    expect(chinese).toMatch(/^科研机构列：/)
    expect(chinese).toContain('本年新收加上年结转为 3，总计加结转下年为 44。')
    expect(chinese).toMatch(/疑点：一、本年新收政府信息公开申请数量·科研机构（[^（）]*42[^（）]*）。$/)
  })
})
