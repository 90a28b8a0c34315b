import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseCsv } from '../../dist/text/csv.js'
import { fixture, nianbao, temporary } from '../helpers/command.js'
import { makePdf, show } from '../helpers/pdf.js'

const folder = temporary()
const failing = fixture('libreoffice-failing.pdf')

describe('inspect', () => {
  test('draws every page and names what every cell was read as', async () => {
    const output = join(folder, 'out.html')
    expect(await nianbao(['inspect', failing, '-o', output, '--lang', 'en'])).toEqual({
      code: 0,
      signal: null,
      out: '',
      err: '',
    })
    const html = readFileSync(output, 'utf8')
    expect(html).toMatch(/^<!doctype html>/i)
    expect(html.match(/<svg/g)).toHaveLength(3)
    for (const { table, row, column, value } of parseCsv(
      readFileSync(fixture('libreoffice-failing.cells.csv'), 'utf8'),
    )) {
      expect(html).toContain(`${table}.${row}.${column}`)
      if (value !== '') expect(html).toContain(value)
    }
    for (const code of ['applications/applicant-total', 'applications/outcome-total', 'disputes/total'])
      expect(html).toContain(code)
    expect(readdirSync(folder)).toContain('out.html')
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([])
  })
  test('goes to stdout without -o, the same in every run, in both languages', async () => {
    const first = await nianbao(['inspect', failing, '--lang', 'zh'])
    expect([first.code, first.err]).toEqual([0, ''])
    expect(first.out).toContain('各项结果之和为 4')
    expect((await nianbao(['inspect', failing, '--lang', 'zh'])).out).toBe(first.out)
  })
  test('needs nothing from outside and obeys nothing from inside', async () => {
    const path = join(folder, '<img src=x onerror=alert(1)>.pdf')
    writeFileSync(path, makePdf([{ content: show('<script>alert(1)</script> "onload=alert(2) &', 20, 200, 8) }]))
    const { out } = await nianbao(['inspect', path])
    expect(out).toContain('alert(1)')
    expect(out).not.toMatch(/<(?:script|img|iframe|link|object|embed)\b/i)
    expect(out).not.toMatch(/<[^>]*\son\w+\s*=/i)
    expect(out).not.toMatch(/\b(?:src|href)\s*=\s*["']?(?:https?:|\/\/|file:)/i)
    expect(out).toMatch(/Content-Security-Policy[^>]*default-src 'none'/)
  })
  test('text is drawn too', async () => {
    const path = join(folder, '某县2022.txt')
    writeFileSync(path, '某县2022年政府信息公开工作年度报告\n\n四、政府信息公开行政复议、行政诉讼情况\n')
    const { code, out } = await nianbao(['inspect', path])
    expect(code).toBe(0)
    expect(out).toContain('行政复议、行政诉讼情况')
  })
  test('a file that cannot be read is 1, and leaves nothing', async () => {
    const output = join(folder, 'none.html')
    const { code, out, err } = await nianbao(['inspect', join(folder, 'none.pdf'), '-o', output])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/none\.pdf.*input-missing/)
    expect(readdirSync(folder)).not.toContain('none.html')
  })
  test('a report read in part is 1, as for extract', async () => {
    const { code, out } = await nianbao(['inspect', failing, '--pages', '1'])
    expect(code).toBe(1)
    expect(out.match(/<svg/g)).toHaveLength(1)
  })
})
