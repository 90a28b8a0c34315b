import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Finding, Report } from '../../dist/index.js'
import { textWidth } from '../../dist/output/text-width.js'
import { parseCsv } from '../../dist/text/csv.js'
import { command, fixture, inRoot, nianbao, preload, type RunOptions, shell, temporary } from '../helpers/command.js'
import { makePdf, show } from '../helpers/pdf.js'
import { thorough } from '../helpers/thorough.js'

const folder = temporary()
let folders = 0
function temporaryFolder(): string {
  const path = join(folder, String(folders++))
  mkdirSync(path)
  return path
}

const fixtures = readdirSync(inRoot('fixtures/pdf'))
  .filter((name) => name.endsWith('.pdf'))
  .sort()
  // Every one is read in test/fixtures.
  .filter((_, i) => i % 3 === 0)
const cellsBeside = (path: string) => parseCsv(readFileSync(path.replace(/\.\w+$/, '.cells.csv'), 'utf8'))
const truthOf = (pdf: string) => cellsBeside(fixture(pdf))
const metaOf = (pdf: string) =>
  JSON.parse(readFileSync(fixture(pdf.replace(/\.pdf$/, '.json')), 'utf8')) as { issuer: string; year: number }

/** What the command does with a report does not depend on its kind: texts are read in no time. */
const text = (name: string): string => inRoot(`fixtures/text/${name}`)
const [small, failing, old] = ['tabs-solid.txt', 'tabs-failing.txt', 'layout-chromium.txt'].map(text) as [
  string,
  string,
  string,
]
const paged = fixture('chromium-2019.pdf')
const missing = join(folder, 'missing.pdf')
const CELLS = 'file,issuer,year,table,instance,scope,row,column,value,raw,unit,page,confidence'
const FINDINGS = 'file,issuer,year,code,severity,table,instance,relation,expected,actual,cells,suspect,suggested,cause'

interface Json {
  readonly file: string
  readonly report: Report | null
  readonly findings: readonly (Finding & { message: { en: string; zh: string } })[]
  readonly checks: readonly { outcome: string }[]
}

describe('standard input', () => {
  test('is read as the file is that it comes from, among others', async () => {
    const named = await nianbao(['extract', small, old, '--format', 'cells'])
    const piped = await nianbao(['extract', '-', old, '--format', 'cells'], { input: readFileSync(small) })
    expect([piped.code, piped.err]).toEqual([0, ''])
    expect(piped.out).toBe(named.out.replaceAll(`${small},`, '-,'))
  })
  test('a PDF, and what inspect draws of it', async () => {
    const input = readFileSync(paged)
    const { out } = await nianbao(['extract', '-', '--format', 'json'], { input })
    expect((JSON.parse(out) as Json).report?.source.kind).toBe('pdf')
    const drawn = await nianbao(['inspect', '-'], { input })
    expect([drawn.code, drawn.out.includes('<svg')]).toEqual([0, true])
  })
  test('without a byte, and given twice, is told', async () => {
    const { code, err } = await nianbao(['extract', '-'], { input: '' })
    expect([code, err]).toEqual([1, expect.stringContaining('nianbao: -: The input has no bytes. (input-empty)')])
    const twice = await nianbao(['extract', '-', '-'], { input: readFileSync(small) })
    expect([twice.code, twice.err]).toEqual([1, expect.stringContaining('input-empty')])
  })
})

describe('formats', () => {
  test('cells: those of the fixtures, as they are printed', async () => {
    const { code, out, err } = await nianbao(['extract', ...fixtures.map(fixture), '--format', 'cells'])
    expect([code, err]).toEqual([0, ''])
    expect(out.split('\n', 1)[0]).toBe(CELLS)
    const given = groupBy(parseCsv(out))
    expect([...given.keys()]).toEqual(fixtures)
    for (const pdf of fixtures) {
      const cells = given.get(pdf) ?? []
      const { issuer, year } = metaOf(pdf)
      expect(new Set(cells.map((cell) => `${cell.issuer} ${cell.year}`))).toEqual(new Set([`${issuer} ${year}`]))
      const name = (cell: Record<string, string>): string => `${cell.table}.${cell.instance}.${cell.row}.${cell.column}`
      const printed = Object.fromEntries(truthOf(pdf).map((cell) => [name(cell), cell.value]))
      // Cells of the form that the document does not print are empty.
      const read = Object.fromEntries(cells.map((cell) => [name(cell), cell.value]))
      for (const cell of cells)
        if (!(name(cell) in printed) && cell.value === '' && cell.raw === '') delete read[name(cell)]
      expect({ pdf, cells: read }).toEqual({ pdf, cells: printed })
      for (const cell of cells)
        if (cell.value !== '')
          expect([pdf, cell.raw, cell.page]).toEqual([
            pdf,
            expect.stringMatching(/\d/),
            expect.stringMatching(/^[1-9]/),
          ])
    }
  })
  test('json: the path in the report is the name of the cell', async () => {
    const pdfs = ['chromium-2019.pdf', 'libreoffice-failing.pdf', 'chromium-blank-zeros.pdf']
    const { code, out, err } = await nianbao(['extract', ...pdfs.map(fixture), '--format', 'json'])
    expect([code, err]).toEqual([0, ''])
    for (const [i, pdf] of pdfs.entries()) {
      const { report, file } = (JSON.parse(out) as Json[])[i] as Json
      expect([file, report?.issuer, report?.year]).toEqual([fixture(pdf), metaOf(pdf).issuer, metaOf(pdf).year])
      for (const { table, instance, row, column, value, state } of truthOf(pdf)) {
        const path = [table, Number(instance), ...(row ?? '').split('.'), column]
        const figure = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key as string], report)
        expect([path, figure]).toEqual([
          path,
          expect.objectContaining({ value: value === '' ? null : Number(value), state }),
        ])
      }
    }
  })
  test('json: findings carry their sentences, and every check its outcome', async () => {
    const { out } = await nianbao(['extract', failing, '--format', 'json'])
    const { findings, checks } = JSON.parse(out) as Json
    expect(findings.map(({ code }) => code)).toEqual([
      'applications/applicant-total',
      'applications/outcome-total',
      'disputes/total',
    ])
    for (const { message } of findings)
      expect([message.en, message.zh]).toEqual([
        expect.stringMatching(/[a-z]{3}/),
        expect.stringMatching(/\p{Script=Han}{3}/u),
      ])
    expect(checks.filter(({ outcome }) => outcome === 'fail')).toHaveLength(3)
    expect(checks.filter(({ outcome }) => outcome === 'pass').length).toBeGreaterThan(20)
  })
  test('json: an array for several files, in their order', async () => {
    const { out } = await nianbao(['extract', paged, small, '--format', 'json'])
    expect((JSON.parse(out) as Json[]).map(({ file }) => file)).toEqual([paged, small])
  })
  test('json: its shape follows from the arguments, not from what could be read', async () => {
    const { code, out } = await nianbao(['extract', small, missing, '--format', 'json'])
    expect(code).toBe(1)
    expect((JSON.parse(out) as Json[]).map(({ file }) => file)).toEqual([small])
  })
  test('findings: the printed sums that do not hold, and nothing on a report without fault', async () => {
    const { code, out, err } = await nianbao(['extract', failing, paged, '--format', 'findings'])
    expect([code, err]).toEqual([0, ''])
    expect(out.split('\n', 1)[0]).toBe(FINDINGS)
    const rows = parseCsv(out)
    expect(rows.map(({ file }) => file)).toEqual([failing, failing, failing])
    expect(
      rows.map(({ code, severity, expected, actual, suspect, suggested, cause }) => [
        code,
        severity,
        expected,
        actual,
        suspect,
        suggested,
        cause,
      ]),
    ).toEqual([
      [
        'applications/applicant-total',
        'error',
        '99',
        '2',
        'applications.unableToProvide.notHeld.naturalPerson',
        '0',
        'published',
      ],
      [
        'applications/outcome-total',
        'error',
        '193',
        '96',
        'applications.unableToProvide.notHeld.naturalPerson',
        '0',
        'published',
      ],
      ['disputes/total', 'error', '4', '0', 'disputes.reconsideration.total', '4', 'published'],
    ])
    expect(rows[2]?.cells?.split(' ')).toContain('disputes.reconsideration.total')
  })
  test('summary: tables, flagged cells and sentences, in both languages', async () => {
    const english = await nianbao(['extract', failing, '--format', 'summary', '--lang', 'en'])
    expect([english.code, english.err]).toEqual([0, ''])
    expect(english.out).toContain('丰台镇人民政府 2022')
    expect(english.out).toMatch(/^requests received this year +102 +17 +1 +5 +4 +4 +133$/m)
    expect(english.out).toMatch(/^unable to provide: not held +97\* +2 +0 +0 +0 +0 +2$/m)
    expect(english.out).toMatch(/^✖ Administrative reconsideration: the results add up to 4; 0 is printed/m)
    const chinese = await nianbao(['extract', failing, '--format', 'summary', '--lang', 'zh'])
    expect(chinese.out).toMatch(/^行政复议 +0 +2 +2 +0 +0\*$/m)
    expect(chinese.out).toMatch(/^✖ 行政复议：各项结果之和为 4，总计印作 0/m)
    expect(chinese.out).not.toMatch(/add up|printed/)
  })
  test('the language of the summary follows the locale unless --lang is given', async () => {
    const summary = async (env: Record<string, string>, ...more: string[]) =>
      (await nianbao(['extract', small, '--format', 'summary', ...more], { env })).out.includes('自然人')
    expect(await summary({ LC_ALL: '', LANG: 'zh_CN.UTF-8' })).toBe(true)
    expect(await summary({ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' })).toBe(false)
    expect(await summary({ LC_ALL: 'zh_CN.UTF-8' }, '--lang', 'en')).toBe(false)
  })
})

function groupBy(cells: readonly Record<string, string>[]): Map<string, Record<string, string>[]> {
  const groups = new Map<string, Record<string, string>[]>()
  for (const cell of cells) {
    const key = basename(cell.file ?? '')
    const group = groups.get(key)
    if (group) group.push(cell)
    else groups.set(key, [cell])
  }
  return groups
}

describe('terminals', () => {
  const terminal = (env: Record<string, string> = {}): RunOptions => ({
    env: { NODE_OPTIONS: preload('fake-terminal.mjs'), ...env },
  })
  test('a person gets the summary with colours, a program the cells without', async () => {
    expect((await nianbao(['extract', small], terminal())).out).toContain('\u001b[')
    const { out } = await nianbao(['extract', small])
    expect(out.startsWith(`${CELLS}\n`)).toBe(true)
  })
  test('NO_COLOR, a dumb terminal and a pipe have no colours; an empty NO_COLOR has no meaning', async () => {
    const coloured = async (options: RunOptions) =>
      (await nianbao(['extract', failing, '--format', 'summary'], options)).out.includes('\u001b')
    expect(await coloured(terminal())).toBe(true)
    expect(await coloured(terminal({ NO_COLOR: '1' }))).toBe(false)
    expect(await coloured(terminal({ NO_COLOR: '' }))).toBe(true)
    expect(await coloured(terminal({ TERM: 'dumb' }))).toBe(false)
    expect(await coloured({})).toBe(false)
  })
  test('colours change nothing but colours', async () => {
    const plain = await nianbao(['extract', failing, '--format', 'summary'])
    const coloured = await nianbao(['extract', failing], terminal())
    expect(coloured.out.replace(/\u001b\[\d+m/g, '')).toBe(plain.out)
  })
  test('a file gets neither the summary nor colours by itself', async () => {
    const cwd = temporaryFolder()
    await nianbao(['extract', small, '-o', 'out'], { ...terminal(), cwd })
    expect(readFileSync(join(cwd, 'out'), 'utf8').startsWith(`${CELLS}\n`)).toBe(true)
    await nianbao(['extract', small, '--format', 'summary', '-o', 'out'], { ...terminal(), cwd })
    expect(readFileSync(join(cwd, 'out'), 'utf8')).not.toContain('\u001b')
  })
  const tables = (out: string): string[] => out.split('\n').slice(1)
  test.each([57, 80, 100, 200])(
    'tables and sentences fit a window of %i columns, and no figure is cut',
    async (width) => {
      for (const lang of ['en', 'zh']) {
        const { out } = await nianbao(['extract', failing, old, '--format', 'summary', '--lang', lang], {
          env: { COLUMNS: String(width) },
        })
        // The paths of the files are as long as they are.
        const lines = tables(out).filter((line) => !line.includes(inRoot('')))
        expect(lines.filter((line) => textWidth(line) > width)).toEqual([])
        for (const path of [failing, old]) {
          const rows = groupRows(cellsBeside(path).filter(({ table }) => table === 'applications'))
          for (const values of rows)
            expect(out).toMatch(new RegExp(`${values.map((value) => `${value}[*~]*`).join(' +')}$`, 'm'))
        }
      }
    },
  )
  test('the width of the terminal counts before COLUMNS', async () => {
    const { out } = await nianbao(
      ['extract', failing, '--lang', 'en'],
      terminal({ NO_COLOR: '1', FAKE_COLUMNS: '48', COLUMNS: '200' }),
    )
    const longest = Math.max(...tables(out).map(textWidth))
    expect(longest).toBeLessThanOrEqual(48)
    expect(longest).toBeGreaterThan(40)
  })
})

const groupRows = (cells: readonly Record<string, string>[]): string[][] => {
  const rows = new Map<string, string[]>()
  for (const { row = '', value = '' } of cells) rows.set(row, [...(rows.get(row) ?? []), value])
  return [...rows.values()]
}

describe('several files', () => {
  test('what cannot be read costs exit code 1 and a line on stderr; the others are read', async () => {
    const picture = join(folder, 'picture.png')
    writeFileSync(picture, new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]))
    const { code, out, err } = await nianbao(['extract', missing, small, folder, picture, failing, '--format', 'cells'])
    expect(code).toBe(1)
    expect(new Set(parseCsv(out).map(({ file }) => file))).toEqual(new Set([small, failing]))
    const lines = err.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/missing\.pdf.*input-missing/)
    expect(lines[1]).toMatch(/input-missing/)
    expect(lines[2]).toMatch(/picture\.png.*picture-invalid/)
  })
  test.each([
    ['cells', (out: string) => [...new Set(parseCsv(out).map(({ file }) => file))]],
    ['findings', (out: string) => [...new Set(parseCsv(out).map(({ file }) => file))]],
    ['json', (out: string) => (JSON.parse(out) as Json[]).map(({ file }) => file)],
    ['summary', (out: string) => [...out.matchAll(/(\/\S*)\s\((?:pdf|text|layout-text)\b/g)].map(([, file]) => file)],
  ] as const)('%s come in the order of the arguments, the slow first', async (format, filesOf) => {
    const files = [
      fixture('chromium-no-total.pdf'),
      failing,
      fixture('chromium-hybrid.pdf'),
      text('layout-failing.txt'),
    ]
    // One format is enough to try both orders: the files are read by the same code for all.
    for (const order of format === 'cells' || thorough ? [files, [...files].reverse()] : [files]) {
      // Wide enough for the path of any folder.
      const { out } = await nianbao(['extract', ...order, '--format', format], { env: { COLUMNS: '400' } })
      expect(filesOf(out)).toEqual(order)
    }
  })
  test('the same file twice is there twice', async () => {
    const { out } = await nianbao(['extract', small, small, '--format', 'cells'])
    const { out: once } = await nianbao(['extract', small, '--format', 'cells'])
    const body = once.slice(once.indexOf('\n') + 1)
    expect(out).toBe(`${CELLS}\n${body}${body}`)
  })
  test.each(['summary', 'json', 'cells', 'findings'])(
    '%s: the same bytes in every run, wherever and whenever',
    async (format) => {
      const args = [
        'extract',
        failing,
        ...(format === 'json' || thorough ? [paged] : []),
        '--format',
        format,
        '--lang',
        'en',
      ]
      const first = await nianbao(args, { env: { TZ: 'Asia/Shanghai', LC_ALL: 'zh_CN.UTF-8' } })
      const second = await nianbao(args, { env: { TZ: 'America/New_York', LC_ALL: 'C' }, cwd: folder })
      expect(first.out).not.toBe('')
      expect(second).toEqual(first)
    },
  )
})

describe('exit codes', () => {
  test.each([
    ['text/tabs-failing.txt', 'error', 3],
    ['text/tabs-failing.txt', 'info', 3],
    ['pdf/chromium-no-total.pdf', 'error', 0],
    ['pdf/chromium-no-total.pdf', 'warning', 3],
    ['pdf/chromium-rows.pdf', 'warning', 0],
    ['pdf/chromium-rows.pdf', 'info', 3],
    ['text/tabs-solid.txt', 'info', 0],
  ])('%s --fail-on %s is %i', async (name, level, exit) => {
    const { code, out, err } = await nianbao([
      'extract',
      inRoot(`fixtures/${name}`),
      '--format',
      'cells',
      '--fail-on',
      level,
    ])
    expect([code, err]).toEqual([exit, ''])
    expect(parseCsv(out).length).toBeGreaterThan(100)
  })
  test('findings alone are no failure', async () => {
    expect(await nianbao(['extract', failing])).toMatchObject({ code: 0, err: '' })
  })
  test('a report read in part is 1, and its findings say what is missing', async () => {
    const { code, out } = await nianbao(['extract', paged, '--pages', '1', '--format', 'findings'])
    expect(code).toBe(1)
    expect(parseCsv(out).map((finding) => finding.code)).toContain('read/page-limit')
  })
  test('what is no report is 1 and says so', async () => {
    const path = join(folder, 'letter.pdf')
    writeFileSync(path, makePdf([{ content: show('Dear Sir', 50, 200) }]))
    const { code, out, err } = await nianbao(['extract', path, '--format', 'cells'])
    expect([code, out]).toEqual([1, `${CELLS}\n`])
    expect(err).toContain('locate/not-a-report')
  })
  test('nothing could be read', async () => {
    const { code, out, err } = await nianbao(['extract', missing])
    expect([code, out]).toEqual([1, `${CELLS}\n`])
    expect(err).toContain('input-missing')
  })
  test('a file that takes too long is 1, typed, and the next one is read', async () => {
    const path = join(folder, 'slow.pdf')
    writeFileSync(path, makePdf([{ content: 'q '.repeat(1_500_000) }]))
    const { code, out, err } = await nianbao(['extract', path, small, '--time', '1', '--format', 'cells'])
    expect(code).toBe(1)
    expect(err).toMatch(/slow\.pdf.*time-limit/)
    expect(new Set(parseCsv(out).map(({ file }) => file))).toEqual(new Set([small]))
  })
  test('names of files cannot speak to the terminal', async () => {
    const name = '\u001b[2J\u009b31m\u202eevil\n.pdf'
    const { err } = await nianbao(['extract', join(folder, name)])
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    const path = join(folder, name)
    copyFileSync(small, path)
    const { out } = await nianbao(['extract', path, '--format', 'summary'])
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })
  test('a name that begins with a dash is given behind --', async () => {
    const cwd = temporaryFolder()
    copyFileSync(small, join(cwd, '-h.pdf'))
    const { code, out } = await nianbao(['extract', '--format', 'cells', '--', '-h.pdf'], { cwd })
    expect(code).toBe(0)
    expect(new Set(parseCsv(out).map(({ file }) => file))).toEqual(new Set(['-h.pdf']))
  })
})

describe('output', () => {
  test.each(['summary', 'json', 'cells', 'findings'])(
    '-o gets the bytes of stdout, stdout none: %s',
    async (format) => {
      const cwd = temporaryFolder()
      const args = ['extract', failing, '--format', format]
      const { out } = await nianbao(args)
      writeFileSync(join(cwd, 'out'), 'something much longer than a line, from before\n'.repeat(10_000))
      expect(await nianbao([...args, '-o', 'out'], { cwd })).toEqual({ code: 0, signal: null, out: '', err: '' })
      expect(readFileSync(join(cwd, 'out'), 'utf8')).toBe(out)
      expect(readdirSync(cwd)).toEqual(['out'])
    },
  )
  test('a folder that is not there: exit 2 and nothing left', async () => {
    const cwd = temporaryFolder()
    const { code, out, err } = await nianbao(['extract', small, '-o', 'none/out.csv'], { cwd })
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/none\/out\.csv/)
    expect(readdirSync(cwd)).toEqual([])
  })
  test('a folder in place of the file: exit 2 and nothing left', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'out'))
    const { code, out, err } = await nianbao(['extract', small, '-o', 'out'], { cwd })
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toBe('')
    expect(err).not.toMatch(/^ +at /m)
    expect([readdirSync(cwd), readdirSync(join(cwd, 'out'))]).toEqual([['out'], []])
  })
  test('with --fail-on the file is written all the same', async () => {
    const cwd = temporaryFolder()
    expect(await nianbao(['extract', failing, '-o', 'out.csv', '--fail-on', 'error'], { cwd })).toMatchObject({
      code: 3,
    })
    expect(readdirSync(cwd)).toEqual(['out.csv'])
  })
  test('a link is written through, not replaced', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'target'), 'old')
    symlinkSync('target', join(cwd, 'link'))
    expect(await nianbao(['extract', small, '-o', 'link'], { cwd })).toMatchObject({ code: 0, err: '' })
    expect(lstatSync(join(cwd, 'link')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(cwd, 'target'), 'utf8').startsWith(CELLS)).toBe(true)
  })
  test.runIf(process.platform !== 'win32')('a pipe or a device is not replaced by a file', async () => {
    const cwd = temporaryFolder()
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    const { out } = await shell(
      'cat pipe & nianbao extract "$FILE" -o pipe || true; if [ ! -p pipe ]; then kill $!; fi; wait',
      { cwd, env: { FILE: small } },
    )
    expect(lstatSync(join(cwd, 'pipe')).isFIFO()).toBe(true)
    expect(out.startsWith(CELLS)).toBe(true)
  })
  test.runIf(process.platform !== 'win32')('a reader that goes away is no error', async () => {
    const cwd = temporaryFolder()
    const line = '{ nianbao extract "$A" "$B" "$A" --format json; echo $? > code; } | head -n 1'
    const { out, err } = await shell(line, { cwd, env: { A: failing, B: paged } })
    expect([out, err, readFileSync(join(cwd, 'code'), 'utf8')]).toEqual(['[\n', '', '0\n'])
  })
  test.runIf(process.platform !== 'win32')('stderr that nobody reads is no error', async () => {
    const { out, err } = await shell(
      '{ nianbao extract "$NONE" "$A" --format cells 2>&3; echo "exit $?" >&2; } 3>&1 >/dev/null | true',
      { env: { A: small, NONE: missing } },
    )
    expect([out, err]).toEqual(['', 'exit 1\n'])
  })
  test('a slow reader gets everything', async () => {
    const args = ['extract', failing, small, failing, small, failing, '--format', 'json']
    const whole = await nianbao([...args, '-o', join(folder, 'whole.json')])
    expect(whole.code).toBe(0)
    const slow = command(args)
    slow.process.stdout?.pause()
    await new Promise((resolve) => setTimeout(resolve, 2000))
    slow.process.stdout?.resume()
    const { code, out, err } = await slow.done
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(readFileSync(join(folder, 'whole.json'), 'utf8'))
  })
  test.runIf(existsSync('/dev/full'))('a full disk is told, not passed over', async () => {
    const { err } = await shell('nianbao extract "$A" > /dev/full; echo "exit $?" >&2', { env: { A: small } })
    expect(err).toMatch(/standard output cannot be written: the disk is full\. \(output-failed\)[\s\S]*exit 2\n$/)
    expect(err).not.toMatch(/^ +at /m)
  })
})
