import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseRules } from '../../src/node/rules-file.js'

const yaml = `# ours
rules:
  - id: MY-1
    table: disputes
    each: row
    equation: total <= 8
    level: error
`
const failure = async (text: string): Promise<string> =>
  parseRules(text, 'my.yaml').then(
    () => 'no error',
    (error: { code: string; message: string }) => `${error.code} ${error.message}`,
  )

describe('a file of rules', () => {
  test('is YAML or JSON, a list or an object with one', async () => {
    const [rule] = await parseRules(yaml)
    expect(rule).toEqual({ id: 'MY-1', table: 'disputes', each: 'row', equation: 'total <= 8', level: 'error' })
    expect(await parseRules(JSON.stringify({ rules: [rule] }))).toEqual([rule])
    expect(await parseRules(JSON.stringify([rule]))).toEqual([rule])
  })
  test('mistakes are told with line and column', async () => {
    expect(await failure(yaml.replace('total <= 8', 'sum <= 8'))).toMatch(
      /^rules-invalid my\.yaml:6:15: equation: disputes has no column "sum"/,
    )
    expect(await failure(yaml.replace('row', 'line'))).toMatch(/my\.yaml:5:11: each: one of/)
    expect(await failure(yaml.replace('    equation: total <= 8\n', ''))).toMatch(
      /my\.yaml:3:5: the rule has no equation/,
    )
    expect(await failure(yaml.replace('level', 'grade'))).toMatch(/my\.yaml:\d+:\d+: a rule has no "grade"/)
    expect(await failure('[{"id": "A",\n "each": "row"')).toMatch(/my\.yaml:2:\d+: /)
    expect(await failure('')).toMatch(/my\.yaml:1:1: expected a list/)
    expect(await failure('rules: 5')).toMatch(/my\.yaml:1:8: expected a list/)
  })
  test('at most ten of them at once', async () => {
    const many = JSON.stringify(Array.from({ length: 25 }, () => 1))
    const lines = (await failure(many)).split('\n')
    expect(lines).toHaveLength(11)
    expect(lines[10]).toBe('… and 15 more')
  })
  test('a file that multiplies itself is refused', async () => {
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nrules: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`
    expect(await failure(bomb)).toMatch(/^rules-invalid /)
  })
})

describe('--rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'rules.yaml')
  const run = (...args: string[]) => spawnSync(process.execPath, ['dist/cli/main.js', ...args], { encoding: 'utf8' })
  const cells = join(folder, 'cells.csv')
  writeFileSync(
    cells,
    `table,row,column,value\n${['upheld', 'corrected', 'otherOutcome', 'pending']
      .map((column) => `disputes,reconsideration,${column},3\n`)
      .join('')}disputes,reconsideration,total,12\n`,
  )

  test('of check and extract: findings of own rules, whichever process reads', () => {
    writeFileSync(file, yaml)
    const checked = run('check', cells, '--rules', file, '--format', 'findings')
    expect(checked.stdout).toMatch(/,rules\/own,error,disputes,0,total <= 8,8,12,disputes\.reconsideration\.total,/)
    writeFileSync(file, yaml.replace('total <= 8', 'total >= 1'))
    const extracted = run('extract', 'fixtures/pdf/libreoffice-failing.pdf', '--rules', file, '--format', 'findings')
    expect(extracted.stdout).toMatch(/,rules\/own,error,disputes,/)
    expect(run('check', cells, '--format', 'findings').stdout).not.toContain('rules/own')
  })
  test('a mistake ends the command with the code of wrong usage, and the place', () => {
    writeFileSync(file, yaml.replace('disputes', 'dispute'))
    const { status, stderr } = run('check', cells, '--rules', file)
    expect(status).toBe(2)
    expect(stderr).toMatch(/rules\.yaml:4:12: table: one of/)
  })
})
