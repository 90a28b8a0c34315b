import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { type Finding, note } from '../../src/findings.js'
import { formatFinding, type Language } from '../../src/messages/index.js'
import type { Read } from '../../src/output/csv.js'
import { printable } from '../../src/output/escape.js'
import { type SummaryOptions, toSummary } from '../../src/output/summary.js'
import { fitWidth, padEnd, padStart, textWidth, wrap } from '../../src/output/text-width.js'
import type { Report } from '../../src/report/schema.js'
import {
  consistentSheet,
  deepFreeze,
  type Edition,
  type Entry,
  figure,
  makeReport,
  type TableName,
  tableNames,
} from '../helpers/report.js'

const languages: readonly Language[] = ['en', 'zh']
const widths = [40, 60, 100, 160]

const draw = (read: Read, options: Partial<SummaryOptions> = {}): string =>
  toSummary(read, { language: 'zh', width: 100, colour: false, ...options })
const readOf = (report: Report, more: readonly Finding[] = [], file = '年报.pdf'): Read => ({
  file,
  report,
  findings: [...more, ...checkReport(report).findings],
})

const tooWide = (text: string, width: number): string[] =>
  text
    .replace(/\u001b\[\d+m/g, '')
    .split('\n')
    .filter((line) => textWidth(line) > width)

const sheets = (edition: Edition, changes: Readonly<Record<string, Entry>> = {}): Report =>
  makeReport({
    issuer: '青禾县农业农村局',
    year: edition === '2019' ? 2019 : 2023,
    pages: 12,
    tables: tableNames.map((table: TableName) => ({
      table,
      edition,
      cells: new Map([
        // No county makes 规章.
        ...consistentSheet(table, edition, (row) => (row === 'governmentRules' ? 0 : 3)),
        ...Object.entries(changes).filter(([cell]) => cell.startsWith(`${table}.`)),
      ]),
    })),
  })

/** A table as other people's look: large figures, blanks, fillers, doubts and errors. */
const busy = (edition: Edition): Report =>
  sheets(edition, {
    'applications.received.total': 901_327,
    'applications.broughtForward.business': '',
    'applications.grantedInFull.naturalPerson': figure(88, 0.9),
    'applications.withheld.stateSecrets.total': '/',
    'applications.withheld.thirdPartyRights.total': '?',
    'applications.carriedForward.total': null,
    'disputes.reconsideration.total': 0,
    'disputes.litigation.direct.total': '',
  })

describe('widths', () => {
  test('wide characters take two columns, combining ones none', () => {
    for (const [text, width] of [
      ['', 0],
      ['abc', 3],
      ['表三', 4],
      ['（七）', 6],
      ['１２', 4],
      ['a表b', 4],
      ['e\u0301', 1],
      ['✖ ', 2],
      ['·–…', 3],
      ['\u{20000}', 2],
      ['한글', 4],
      ['ｱ', 1],
    ] as const)
      expect(textWidth(text), JSON.stringify(text)).toBe(width)
  })
  test('a text is cut to a width, with a sign that it was', () => {
    expect(fitWidth('结转下年度', 10)).toBe('结转下年度')
    expect(fitWidth('结转下年度', 9)).toBe('结转下年…')
    expect(fitWidth('结转下年度', 8)).toBe('结转下…')
    expect(fitWidth('abc', 0)).toBe('')
    expect(padStart('表', 4) + padEnd('表', 4)).toBe('  表表  ')
  })
  const text = fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom('表', '总计', '，', '。', '”', ' ', 'a', 'figure', '（七）', '12') },
        fc.constantFrom('\u{20000}', 'x'.repeat(70), 'disputes.reconsideration.total'),
        fc.string({ maxLength: 3 }),
      ),
      { maxLength: 60, size: 'max' },
    )
    .map((parts) => printable(parts.join('')))
  test('cutting never goes over, and keeps the beginning', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (given, width) => {
        const cut = fitWidth(given, width)
        expect(textWidth(cut)).toBeLessThanOrEqual(width)
        if (cut !== given) expect(given.startsWith(cut.slice(0, -1)) && cut.endsWith('…')).toBe(true)
      }),
    )
  })
  test('lines are broken at most that wide, and nothing but spaces is lost', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 60 }), (given, width) => {
        const lines = wrap(given, width)
        expect(lines.join('').replace(/\s/g, '')).toBe(given.replace(/\s/g, ''))
        for (const line of lines) expect(textWidth(line), JSON.stringify(line)).toBeLessThanOrEqual(width)
      }),
      { numRuns: 300 },
    )
  })
  test('words stay whole where they fit; a closing mark does not begin a line', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    for (const width of [20, 21, 22, 23, 24])
      for (const line of wrap('总计印作三十，各项之和为四十一。疑点：总计（应为四十一）。', width))
        expect(line).not.toMatch(/^[，。、；：）]/)
  })
})

describe('summaries', () => {
  const shapes: readonly (readonly [string, Edition])[] = [
    ['2019', '2019'],
    ['2021', '2021'],
  ]
  describe.each(shapes)('form of %s', (_name, edition) => {
    test.each(
      widths.flatMap((width) =>
        languages.flatMap((language) => [true, false].map((colour) => ({ width, language, colour }))),
      ),
    )('no line is wider than $width columns, $language, colour $colour', ({ width, language, colour }) => {
      expect(tooWide(draw(readOf(busy(edition)), { width, language, colour }), width)).toEqual([])
    })
    test.each(widths)('every figure is whole at %i columns', (width) => {
      for (const language of languages) {
        const text = draw(readOf(busy(edition)), { width, language })
        for (const shown of [/(?<!\d)901327\*/, /~88(?!\d)/]) expect(text).toMatch(shown)
      }
    })
  })
  test('long names and hostile words break no line either', () => {
    const long = makeReport({
      issuer: '青禾县'.repeat(40),
      tables: [
        {
          table: 'disputes',
          edition: '2021',
          cells: consistentSheet('disputes', '2021', () => 1),
          scope: '范围'.repeat(60),
        },
      ],
    })
    const findings = [
      note('locate/row-unmatched', { label: 'x'.repeat(300), texts: ['1'] }, { table: 'disputes' }),
      note('read/degraded', { reason: `https://例子.example/${'a/'.repeat(80)}` }),
      note('locate/row-unmatched', { label: '小计'.repeat(90), texts: ['1', '2'] }, { table: 'disputes' }),
    ]
    for (const width of widths) {
      for (const language of languages) {
        expect(tooWide(draw(readOf(long, findings, `${'目录/'.repeat(30)}a.pdf`), { width, language }), width)).toEqual(
          [],
        )
        expect(
          tooWide(draw({ file: `${'long-name-'.repeat(30)}.pdf`, report: null, findings }, { width, language }), width),
        ).toEqual([])
      }
    }
  })

  test('cells in a finding are marked, the others are not', () => {
    const text = draw(
      readOf(sheets('2021', { 'disputes.reconsideration.total': 0, 'applications.grantedInFull.business': 40 })),
    )
    const row = (label: string): string => text.split('\n').find((line) => line.startsWith(label)) ?? ''
    // Table 三: one suspect explains the row and the column. Table 四: five cells may be wrong, so all are marked.
    expect(row('（一）予以公开').match(/\S+/g)).toEqual(['（一）予以公开', '3', '40*', '3', '3', '3', '3', '18'])
    expect(row('（二）部分公开').includes('*')).toBe(false)
    expect(row('行政复议').match(/\S+/g)).toEqual(['行政复议', '3', '3', '3', '3', '0*'])
    expect(row('行政诉讼·复议后起诉').match(/\S+/g)?.slice(1)).toEqual(['3', '3', '3', '3', '12'])
  })
  test('all cells of a relation are marked where too many may be wrong', () => {
    const row = draw(readOf(sheets('2021', { 'disputes.reconsideration.total': 14 })))
      .split('\n')
      .find((line) => line.startsWith('行政复议'))
    expect(row?.match(/\S+/g)).toEqual(['行政复议', '3*', '3*', '3*', '3*', '14*'])
  })
  test('a finding on one copy of a table marks that copy only', () => {
    const copy = (n: number) => ({
      table: 'disputes' as const,
      edition: '2021' as const,
      scope: `第${n}份`,
      cells: new Map([...consistentSheet('disputes', '2021', () => 0), ['disputes.reconsideration.total', n] as const]),
    })
    const rows = draw(readOf(makeReport({ tables: [copy(0), copy(7)] })))
      .split('\n')
      .filter((line) => line.startsWith('行政复议'))
    expect(rows.map((line) => line.includes('*'))).toEqual([false, true])
  })
  test('every state has a sign of its own, which the legend explains', () => {
    const text = draw(readOf(busy('2021')))
    const row = (label: string): string[] => [
      ...(text
        .split('\n')
        .find((line) => line.startsWith(label))
        ?.match(/\S+/g) ?? []),
    ]
    expect(row('二、上年结转')[2]).toMatch(/^·\*?$/)
    expect(row('（一）予以公开')[1]).toMatch(/^~88\*?$/)
    expect(row('1.属于国家秘密')[7]).toMatch(/^\/\*?$/)
    expect(row('4.保护第三方')[7]).toBe('?')
    expect(row('四、结转下年度')[7]).toBe('–')
    for (const language of languages) {
      const legend = draw(readOf(busy('2021')), { language })
        .split('\n')
        .find((line) => line.startsWith('* '))
      expect(legend).toMatch(/~.*\?.*·.*–/)
    }
  })
  test('the head says whose report it is, of what year and from which file', () => {
    const report = sheets('2021')
    expect(draw(readOf(report)).split('\n')[0]).toBe('青禾县农业农村局 2023  年报.pdf (text, 12 页)')
    expect(draw(readOf({ ...report, issuer: null, year: null }), { language: 'en' }).split('\n')[0]).toMatch(
      /issuer unknown.*year unknown.*12 pages/,
    )
    expect(draw({ file: 'x.pdf', report: null, findings: [note('locate/not-a-report')] }, { language: 'en' })).toMatch(
      /^x\.pdf: not an annual report\n/,
    )
  })
  test.each(languages)('sentences stand below, with code and page; notes are only counted: %s', (language) => {
    const report = sheets('2021', {
      'disputes.reconsideration.total': { ...figure(0), place: { page: 7, box: [0, 0, 1, 1] } },
    })
    const read = readOf(report, [
      note('layout/stream', { pages: [1] }),
      note('locate/section-missing', { sections: ['other'] }),
    ])
    const text = draw(read, { language, width: 160 })
    const [finding] = checkReport(report).findings
    if (!finding) throw new Error('no finding')
    expect(text).toContain(formatFinding(finding, language).slice(0, 20))
    expect(text).toContain('disputes/total p.7')
    expect(text).toMatch(language === 'zh' ? /问题 \(1\)/ : /Findings \(1\)/)
    expect(text).not.toContain('layout/stream')
    expect(text).toMatch(language === 'zh' ? /另有 2 条/ : /and 2 note/)
  })
  test.each(languages)('where nothing is wrong it says so: %s', (language) => {
    expect(draw(readOf(sheets('2021')), { language })).toMatch(
      language === 'zh' ? /没有发现问题。\n$/ : /No findings\.\n$/,
    )
  })
  test('titles of all tables, each with its form and scope', () => {
    const report = makeReport({
      tables: [
        { table: 'disputes', edition: '2021', cells: consistentSheet('disputes', '2021', () => 1), scope: '本级' },
        { table: 'applications', edition: '2019', cells: consistentSheet('applications', '2019', () => 1) },
      ],
    })
    const text = draw(readOf(report))
    expect(text).toMatch(/表三 申请 {2}\(格式 2019\)/)
    expect(text).toMatch(/表四 行政复议、行政诉讼 · 本级 {2}\(格式 2019\)/)
    expect(text.split('\n').filter((line) => line.startsWith('一、本年新收'))).toHaveLength(1)
  })
  test('colour only adds escapes, and only its own', () => {
    for (const language of languages) {
      const read = readOf(busy('2021'))
      const coloured = draw(read, { language, colour: true })
      expect(coloured).toMatch(/\u001b\[\d+m/)
      expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(draw(read, { language }))
      for (const line of coloured.split('\n'))
        expect((line.match(/\u001b\[0m/g) ?? []).length).toBe((line.match(/\u001b\[[1-9]\d*m/g) ?? []).length)
      expect(draw(read, { language })).not.toContain('\u001b')
    }
  })
  test('the input is not changed, and twice gives the same', () => {
    const read = deepFreeze(readOf(busy('2019')))
    expect(draw(read)).toBe(draw(read))
    expect(draw(read).endsWith('\n')).toBe(true)
    expect(draw(read)).not.toMatch(/undefined|null|NaN/)
  })

  const evil = '\u001b[2J\u001b]0;x\u0007\u009b31m\r\u0000\u202e\u2066\u200b\u2028\ufeff\ud800'
  test('what a terminal would obey is taken out of every text of a file', () => {
    const report = makeReport({
      issuer: `某局${evil}甲`,
      tables: [
        {
          table: 'disputes',
          edition: '2021',
          scope: `全县${evil}`,
          cells: new Map([
            ...consistentSheet('disputes', '2021', () => 1),
            [
              'disputes.reconsideration.upheld',
              { value: null, raw: `/${evil}`, state: 'filler' as const, unit: null, place: null, confidence: 1 },
            ] as const,
          ]),
        },
      ],
    })
    const findings = [
      note('locate/row-unmatched', { label: `小计${evil}`, texts: [evil] }, { table: 'disputes' }),
      note('read/degraded', { reason: evil }),
      note('cell/unreadable', { raw: evil, reason: evil, candidates: [] }, { cells: [`disputes.${evil}.total`] }),
    ]
    for (const language of languages) {
      for (const text of [
        draw(readOf(report, findings, `a${evil}.pdf`), { language }),
        draw({ file: evil, report: null, findings }, { language }),
      ]) {
        expect(text).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/,
        )
        expect(text).toBe(Buffer.from(text, 'utf8').toString('utf8'))
        expect(tooWide(text, 100)).toEqual([])
      }
    }
  })
  test('printable keeps what is meant to be seen', () => {
    expect(printable('第 三 项：１２３ “三安全一稳定” 𠀀 😀 é')).toBe('第 三 项：１２３ “三安全一稳定” 𠀀 😀 é')
    expect(printable('a\r\n\tb')).toBe('a b')
    expect(printable('x\ud83dy')).toBe('x\ufffdy')
  })
})
