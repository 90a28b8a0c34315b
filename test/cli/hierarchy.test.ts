import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inRoot, nianbao, temporary } from '../helpers/command.js'

const folder = temporary()
const source = readFileSync(inRoot('fixtures/text/tabs-solid.txt'), 'utf8')
const body = '清河县人民政府'

function write(name: string, change: (text: string) => string = (text) => text): string {
  const path = join(folder, name)
  writeFileSync(path, change(source))
  return path
}
const parent = write('parent.txt')
const first = write('first.txt', (text) => text.replaceAll(body, '东丘镇人民政府'))
const second = write('second.txt', (text) => text.replaceAll(body, '西丘镇人民政府'))

describe('nianbao hierarchy', () => {
  test('says how many bodies there are, and what they exceed', async () => {
    const { code, out, err } = await nianbao(['hierarchy', parent, first, second, '--format', 'summary'])
    expect([code, err]).toEqual([0, ''])
    expect(out.split('\n')[0]).toBe(`${body} 2023 · 2 bodies below`)
    expect(out).toContain('2 report(s) for 2023 were added up; which bodies there should be is not known.')
    expect(out).toContain('hierarchy/sum')
    const one = await nianbao(['hierarchy', parent, first, '--format', 'summary'])
    expect(one.out).toContain('No figure is below or above')
  })
  test('names the bodies that are missing, in CSV and JSON', async () => {
    const names = join(folder, 'names.txt')
    writeFileSync(names, '东丘镇人民政府\r\n\r\n南丘镇人民政府\n')
    const args = ['hierarchy', parent, first, '--expected', names]
    const lines = (await nianbao(args)).out.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^file,issuer,year,code/)
    expect(lines.slice(1)).toHaveLength(1)
    expect(lines[1]).toContain('hierarchy/completeness')
    const json = JSON.parse((await nianbao([...args, '-f', 'json'])).out) as { findings: { args: object }[] }
    expect(json.findings[0]?.args).toMatchObject({ children: 1, missing: ['南丘镇人民政府'], expected: 2 })
    writeFileSync(names, '东丘镇人民政府\n西丘镇人民政府\n')
    const all = await nianbao(['hierarchy', parent, first, second, '--expected', names, '--fail-on', 'warning'])
    expect(all.code).toBe(3)
  })
  test('needs both', async () => {
    expect((await nianbao(['hierarchy', parent])).code).toBe(2)
    expect((await nianbao(['hierarchy', inRoot('LICENSE'), first])).code).toBe(1)
  })
})
