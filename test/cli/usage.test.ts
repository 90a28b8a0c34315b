import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { codes, explainCode, findingCodes } from '../../dist/index.js'
import { fixture, inRoot, nianbao, shell, temporary } from '../helpers/command.js'

const commands = ['extract', 'check', 'series', 'hierarchy', 'inspect', 'explain']
/** A text is told by its content, whatever its name. */
const report = inRoot('fixtures/text/tabs-solid.txt')
/** Commands that need an archive: test/archive has them run. */
const archives = ['run', 'merge', 'enqueue', 'worker']

describe('version and help', () => {
  test('--version is that of package.json', async () => {
    const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string }
    expect(await nianbao(['--version'])).toEqual({ code: 0, signal: null, out: `${version}\n`, err: '' })
  })
  test.each(['--help', '-h', 'help'])('%s shows every command, the exit codes and examples', async (flag) => {
    const { code, out, err } = await nianbao([flag])
    expect([code, err]).toEqual([0, ''])
    for (const name of [...commands, ...archives]) expect(out).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
    expect(out).toMatch(/^Examples:\n(?: {2}nianbao .+\n)+/m)
    for (const exit of ['0 ', '1 ', '2 ', '3 ', '130 ']) expect(out.slice(out.indexOf('Exit:'))).toContain(exit)
  })
  test.each([...commands, ...archives])('%s --help shows its usage, its options and examples', async (name) => {
    const { code, out, err } = await nianbao([name, '--help'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(new RegExp(`^Usage: nianbao ${name} `))
    expect(out).toMatch(/^ {2}-h, --help +\S/m)
    expect(out).toMatch(new RegExp(`^Examples:\n(?:  nianbao .*\\b${name}\\b.*\n)+`, 'm'))
    expect(await nianbao([name, '-h'])).toMatchObject({ code: 0, out })
    expect(await nianbao(['help', name])).toMatchObject({ code: 0, out })
  })
  test('a command without arguments says how it is used, on lines of their own, and fails', async () => {
    const { code, out, err } = await nianbao([])
    expect([code, out]).toEqual([2, ''])
    expect(err.split('\n')).toContain('Commands:')
  })
  test('every example of the help runs', async () => {
    const cwd = temporaryFolder('examples')
    for (const name of ['report.pdf', '2022.pdf', '2023.pdf']) copyFileSync(report, join(cwd, name))
    mkdirSync(join(cwd, 'reports'))
    copyFileSync(report, join(cwd, 'reports', 'report.pdf'))
    const { out: cells } = await nianbao(['extract', 'report.pdf', '--format', 'cells'], { cwd })
    const helps = await Promise.all([nianbao(['--help']), ...commands.map((name) => nianbao([name, '--help']))])
    const examples = helps.flatMap(({ out }) => out.slice(out.indexOf('Examples:')).match(/^ {2}nianbao .*/gm) ?? [])
    expect(examples.length).toBeGreaterThan(commands.length)
    for (const example of examples) {
      writeFileSync(join(cwd, 'cells.csv'), cells)
      const { code, err } = await shell(`${example.replace(/\| jq .*/, '> report.json')}`, { cwd })
      // A run tells how far it is.
      expect([example, code, err]).toEqual([
        example,
        0,
        / (?:run|merge) /.test(example) ? expect.stringMatching(/^Found /) : '',
      ])
    }
  }, 180_000)
})

const folder = temporary()
let folders = 0
function temporaryFolder(name: string): string {
  const path = join(folder, `${name}-${folders++}`)
  mkdirSync(path)
  return path
}

describe('wrong usage', () => {
  const cases: [string, readonly string[], RegExp][] = [
    ['an unknown command, with the nearest one', ['extarct', 'a.pdf'], /extarct.*\bextract\b/],
    ['an unknown command that is like none', ['zzzzzz'], /zzzzzz.*--help/],
    ['an unknown option, with the nearest one', ['extract', '--fromat', 'json', 'a.pdf'], /--fromat.*--format/],
    ['an unknown option of check', ['check', '--fail-no', 'error', 'a.csv'], /--fail-no.*--fail-on/],
    ['an unknown option of inspect', ['inspect', '--ouptut', 'a.html', 'a.pdf'], /--ouptut.*--output/],
    ['an unknown short option', ['extract', '-q', 'a.pdf'], /-q\b/],
    [
      'an unknown format, with the known ones',
      ['extract', '--format', 'xml', 'a.pdf'],
      /summary, json, cells, findings.*xml/,
    ],
    [
      'a format that the command does not have',
      ['check', '--format', 'cells', 'a.csv'],
      /summary, json, findings.*cells/,
    ],
    ['an unknown language', ['extract', '--lang', 'fr', 'a.pdf'], /zh, en.*fr/],
    ['an unknown level', ['extract', '--fail-on', 'fatal', 'a.pdf'], /info, warning, error.*fatal/],
    ['an option without its value', ['extract', 'a.pdf', '--format'], /--format/],
    ['a value for a switch', ['extract', '--help=yes'], /--help/],
    ['a number that is none', ['extract', '--time', 'soon', 'a.pdf'], /--time.*soon/],
    ['a number that is empty', ['extract', '--pages', '', 'a.pdf'], /pages/],
    ['a number out of range', ['extract', '--similarity', '1.5', report], /similarity/],
    ['a limit of nothing', ['extract', '--pages', '0', report], /pages/],
    ['half a page', ['extract', '--pages', '1.5', report], /pages/],
    ['a limit below nothing', ['extract', '--time', '-3', report], /--time=-X/],
    ['a time of nothing, by the name of its option', ['extract', '--time', '0', report], /--time is .* not "0"/],
    ['half a reader', ['run', report, '-o', 'x', '--jobs', '1.5'], /--jobs is a whole number.*1\.5/],
    ['a format that is none', ['run', report, '-o', 'x', '--formats', 'cvs'], /"cvs".*\bcsv\b/],
    ['a format like none, with those there are', ['run', report, '-o', 'x', '--formats', ''], /parquet, jsonl/],
    ['a path that leads nowhere', ['run', 'nosuch', '-o', 'x'], /no file or folder nosuch/],
    ['a path that is empty', ['run', '', report, '-o', 'x'], /PATH is empty/],
    ['an output over what is read', ['extract', report, '-o', report], /would be written over/],
    [
      'an output over a document',
      ['extract', '-o', fixture('chromium-2019.pdf'), report],
      /name is that of a document/,
    ],
    ['an output without a folder', ['extract', report, '-o', 'no/such/cells.csv'], /no folder no\/such/],
    ['an output that is a folder', ['inspect', report, '-o', 'fixtures'], /fixtures is a folder/],
    ['rules that are not there', ['extract', report, '--rules', 'none.yaml'], /--rules: .*none\.yaml.*no such file/],
    ['names that are not there', ['hierarchy', report, report, '--expected', 'x.txt'], /--expected: .*x\.txt/],
    ['extract without a file', ['extract'], /FILE/],
    ['check without a file', ['check'], /CELLS\.csv/],
    ['check with two', ['check', 'a.csv', 'b.csv'], /CELLS\.csv/],
    ['series without a file', ['series'], /FILE/],
    ['years that are none', ['series', '--compare', '2022', 'a.pdf'], /--compare.*2022/],
    ['a comparison as CSV', ['series', '--compare', '2021,2022', '--format', 'csv', 'a.pdf'], /--compare/],
    ['inspect without a file', ['inspect'], /FILE/],
    ['inspect with two', ['inspect', 'a.pdf', 'b.pdf'], /FILE/],
    ['explain with two codes', ['explain', 'a/b', 'c/d'], /CODE/],
  ]
  test.each(cases)('%s', async (_, args, says) => {
    const { code, out, err } = await nianbao(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(says)
    expect(err).toMatch(/^nianbao.*--help\n$/)
  })
  test('a usage mistake is found before a file is read or written', async () => {
    const cwd = temporaryFolder('usage')
    const { code } = await nianbao(['extract', report, '-o', 'out.csv', '--lang', 'fr'], {
      cwd,
    })
    expect([code, readdirSync(cwd)]).toEqual([2, []])
  })
})

describe('explain', () => {
  // Every tenth stands for all: a process for each is dear, and the sentences are tested with the messages.
  test.each(findingCodes.filter((_, i) => i % 10 === 0))('%s', async (code) => {
    const { code: exit, out, err } = await nianbao(['explain', code])
    expect([exit, err]).toEqual([0, ''])
    expect(out).toContain(code)
    expect(out).toContain(codes[code].level)
    for (const language of ['en', 'zh'] as const)
      for (const text of Object.values(explainCode(code, language))) expect(out).toContain(text)
  })
  test('without a code it lists all of them with their levels', async () => {
    const { code, out, err } = await nianbao(['explain'])
    expect([code, err]).toEqual([0, ''])
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/\s+/).slice(0, 2))
    expect(lines).toEqual(findingCodes.map((one) => [one, codes[one].level]))
  })
  test('an unknown code is told with the nearest one', async () => {
    const near = await nianbao(['explain', 'applications/balence'])
    expect([near.code, near.out]).toEqual([2, ''])
    expect(near.err).toMatch(/applications\/balence.*applications\/balance/)
    const far = await nianbao(['explain', 'constructor'])
    expect([far.code, far.out]).toEqual([2, ''])
    expect(far.err).toContain('constructor')
  })
})
