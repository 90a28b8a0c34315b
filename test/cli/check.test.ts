import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { codes, type FindingCode } from '../../dist/index.js'
import { parseCsv } from '../../dist/text/csv.js'
import { fixture, inRoot, nianbao, temporary } from '../helpers/command.js'

const folder = temporary()
const failing = inRoot('fixtures/text/tabs-failing.txt')
const whole = inRoot('fixtures/text/tabs-solid.txt')
let cells = ''
const csv = (text: string | Uint8Array): string => {
  const path = join(folder, 'cells.csv')
  writeFileSync(path, text)
  return path
}

beforeAll(async () => {
  cells = (await nianbao(['extract', failing, whole, '--format', 'cells'])).out
})

describe('check', () => {
  test('finds in the cells what extract found in the document', async () => {
    const { out } = await nianbao(['extract', failing, whole, '--format', 'findings'])
    const checked = parseCsv(out).filter(({ code }) => codes[code as FindingCode].stage === 'check')
    expect(checked).toHaveLength(3)
    const { code, out: again, err } = await nianbao(['check', csv(cells)])
    expect([code, err]).toEqual([0, ''])
    expect(parseCsv(again)).toEqual(checked)
  })
  test('reads standard input', async () => {
    const fromFile = await nianbao(['check', csv(cells)])
    expect(await nianbao(['check', '-'], { input: cells })).toEqual(fromFile)
    expect(fromFile.out).toContain('disputes/total')
  })
  test('is content with the four columns that it needs, in any order, and with the file of a spreadsheet', async () => {
    const rows = parseCsv(cells).filter(({ file }) => file === failing)
    const short = [
      'value,column,row,table',
      ...rows.map(({ value, column, row, table }) => `${value},${column},${row},${table}`),
    ]
    const { code, out, err } = await nianbao(['check', csv(`\ufeff${short.join('\r\n')}\r\n`)])
    expect([code, err]).toEqual([0, ''])
    expect(parseCsv(out).map((finding) => finding.code)).toEqual([
      'applications/applicant-total',
      'applications/outcome-total',
      'disputes/total',
    ])
  })
  test('a corrected figure silences its findings, a changed one is named', async () => {
    const correct = (from: string, to: string): string => {
      expect(cells.split(from)).toHaveLength(2)
      return cells.replace(from, to)
    }
    const fixed = await nianbao([
      'check',
      csv(correct('disputes,0,,reconsideration,total,0,0', 'disputes,0,,reconsideration,total,4,4')),
    ])
    expect(parseCsv(fixed.out).map((finding) => finding.code)).toEqual([
      'applications/applicant-total',
      'applications/outcome-total',
    ])
    const changed = await nianbao([
      'check',
      csv(correct('disputes,0,,litigation.direct,total,3,3', 'disputes,0,,litigation.direct,total,5,5')),
    ])
    const added = parseCsv(changed.out).find((finding) => finding.cells?.includes('disputes.litigation.direct.total'))
    expect(added).toMatchObject({
      code: 'disputes/total',
      expected: '3',
      actual: '5',
      suspect: expect.stringContaining('disputes.litigation.direct.total'),
    })
  })
  test('the formats: json with every check, summary in both languages', async () => {
    const json = await nianbao(['check', csv(cells), '--format', 'json'])
    const reads = JSON.parse(json.out) as {
      file: string
      checks: { outcome: string }[]
      findings: { code: string }[]
    }[]
    expect(reads.map(({ file, findings }) => [file, findings.length])).toEqual([
      [failing, 3],
      [whole, 0],
    ])
    expect(reads[0]?.checks.filter(({ outcome }) => outcome === 'fail')).toHaveLength(3)
    const english = await nianbao(['check', csv(cells), '--format', 'summary', '--lang', 'en'])
    expect(english.out).toMatch(/pass, 3 fail/)
    expect(english.out).toContain('the results add up to 4; 0 is printed')
    const chinese = await nianbao(['check', csv(cells), '--format', 'summary', '--lang', 'zh'])
    expect(chinese.out).toContain('各项结果之和为 4，总计印作 0')
  })
  test('the Chinese summary has no English in it', async () => {
    const { out } = await nianbao(['check', csv(cells), '--format', 'summary', '--lang', 'zh'])
    expect(out.replaceAll(folder, '')).not.toMatch(/\b(?:pass|fail|not assessable)\b/)
  })
  test('--fail-on and -o', async () => {
    const output = join(folder, 'findings.csv')
    const { code, out } = await nianbao(['check', csv(cells), '--fail-on', 'error', '-o', output])
    expect([code, out]).toEqual([3, ''])
    expect(parseCsv(readFileSync(output, 'utf8'))).toHaveLength(3)
    const clean = cells.split('\n').filter((line) => !line.startsWith(failing))
    expect(await nianbao(['check', csv(clean.join('\n')), '--fail-on', 'info'])).toMatchObject({ code: 0, err: '' })
  })
})

describe('cells that cannot be', () => {
  const head = 'table,instance,row,column,value,raw,confidence'
  const cases: [string, string, RegExp][] = [
    ['nothing', '', /no cells/i],
    ['a header alone', `${head}\n`, /no cells/i],
    ['a missing column', 'table,row,value\ndisputes,reconsideration,1\n', /column/],
    ['an unknown table', `${head}\ndispute,0,reconsideration,total,1,1,1\n`, /line 2.*"dispute"/i],
    [
      'an unknown row',
      `${head}\ndisputes,0,reconsideration,total,1,1,1\ndisputes,0,nowhere,total,1,1,1\n`,
      /line 3.*nowhere\.total/i,
    ],
    ['a value that is no number', `${head}\ndisputes,0,reconsideration,total,many,many,1\n`, /line 2.*"many"/i],
    ['a value in another notation', `${head}\ndisputes,0,reconsideration,total,1e3,1000,1\n`, /line 2.*"1e3"/i],
    ['a confidence out of range', `${head}\ndisputes,0,reconsideration,total,1,1,2\n`, /line 2.*"2"/i],
    ['an instance that is no number', `${head}\ndisputes,first,reconsideration,total,1,1,1\n`, /line 2.*first/i],
    ['a year that is none', 'year,table,row,column,value\nsoon,disputes,reconsideration,total,1\n', /line 2.*soon/i],
    ['a quote that is never closed', `${head}\ndisputes,0,reconsideration,total,1,"1,1\n`, /quote.*line 2/i],
    [
      'one cell with two values',
      `${head}\ndisputes,0,reconsideration,total,1,1,1\ndisputes,0,reconsideration,total,2,2,1\n`,
      /line 3/i,
    ],
    ['a column that is there twice', `${head},value\ndisputes,0,reconsideration,total,1,1,1,2\n`, /value stands twice/],
    ['columns between semicolons', `${head.replaceAll(',', ';')}\n`, /semicolons, not by commas/],
    ['columns between tabs', `${head.replaceAll(',', '\t')}\n`, /tabs, not by commas/],
    [
      'a mistake behind a field of two lines',
      `${head}\ndisputes,0,reconsideration,total,1,"1\n(note)",1\ndisputes,0,nowhere,total,1,1,1\n`,
      /line 4/i,
    ],
  ]
  test.each(cases)('%s', async (_, text, says) => {
    const { code, out, err } = await nianbao(['check', csv(text)])
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('cells-invalid')
    expect(err).toMatch(says)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })
  test('a PDF, a folder, a path that leads nowhere', async () => {
    expect(await nianbao(['check', fixture('libreoffice-hair.pdf')])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('cells-invalid'),
    })
    expect(await nianbao(['check', folder])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('input-missing'),
    })
    expect(await nianbao(['check', join(folder, 'none.csv')])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('input-missing'),
    })
  })
  test('a mistake writes no file', async () => {
    const output = join(folder, 'never.csv')
    const { code } = await nianbao(['check', csv('table\n1\n'), '-o', output])
    expect(code).toBe(1)
    expect(() => readFileSync(output)).toThrow(/ENOENT/)
  })
})
