import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inRoot, nianbao, temporary } from '../helpers/command.js'

const folder = temporary()
const source = readFileSync(inRoot('fixtures/text/tabs-solid.txt'), 'utf8')
const year = Number(/(20\d\d)年/.exec(source)?.[1])

/** The text fixture for another year. */
function write(name: string, of: number, change: (text: string) => string = (text) => text): string {
  const path = join(folder, name)
  writeFileSync(path, change(source.replaceAll(String(year), String(of))))
  return path
}
const last = write('last.txt', year - 1)
const now = write('now.txt', year)
const gap = write('gap.txt', year - 4)

describe('nianbao series', () => {
  test('shows a body over the years, with what its reports say to each other', async () => {
    const { code, out, err } = await nianbao(['series', now, last, gap, '--format', 'summary'])
    expect([code, err]).toEqual([0, ''])
    const [title = '', heads = ''] = out.split('\n')
    expect(title).toMatch(/\S/)
    expect(heads.trim().split(/\s+/)).toEqual([String(year - 4), String(year - 1), String(year)])
    expect(out).toMatch(/requests received this year, total +\d+ +\d+ +\d+/)
    expect(out).toContain('series/gap')
    expect(out).toContain('series/unchanged')
  })
  test('is CSV for a program: a column a year, the same bytes in any order of the files', async () => {
    const { code, out } = await nianbao(['series', last, now])
    expect(code).toBe(0)
    const [head, ...lines] = out.trimEnd().split('\n')
    expect(head).toBe(`issuer,table,row,column,label,${year - 1},${year}`)
    expect(lines.some((line) => /,applications,received,total,.*,\d+,\d+$/.test(line))).toBe(true)
    expect((await nianbao(['series', now, last])).out).toBe(out)
    const all = (await nianbao(['series', now, last, '--all'])).out
    expect(all.split('\n').length).toBeGreaterThan(180)
  })
  test('puts two years side by side', async () => {
    const args = ['series', last, now, '--compare', `${year - 1},${year}`]
    const { code, out } = await nianbao([...args, '--lang', 'zh'])
    expect(code).toBe(0)
    expect(out.split('\n')[1]?.trim().split(/\s+/)).toEqual([String(year - 1), String(year), '增减'])
    const none = await nianbao(['series', last, now, '--compare', '2001,2002'])
    expect([none.out, none.code]).toEqual(['', 0])
    expect(none.err).toContain('2001 and 2002')
  })
  test('gives findings as CSV and JSON, and fails on their level', async () => {
    const csv = await nianbao(['series', last, now, '-f', 'findings', '--fail-on', 'info'])
    expect(csv.code).toBe(3)
    expect(csv.out).toContain(`${now},`)
    expect(csv.out).toContain('series/unchanged')
    const json = JSON.parse((await nianbao(['series', last, now, '-f', 'json'])).out) as {
      findings: { code: string }[]
    }[]
    expect(json.map(({ findings }) => findings.length > 0)).toEqual([false, true])
  })
  test('says which files it could not place, and goes on', async () => {
    const other = join(folder, 'other.txt')
    copyFileSync(inRoot('LICENSE'), other)
    const { code, out, err } = await nianbao(['series', last, other, now])
    expect(code).toBe(1)
    expect(err).toContain('other.txt: not an annual report')
    expect(out.split('\n')[0]).toContain(`${year - 1},${year}`)
  })
})
