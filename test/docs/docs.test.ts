import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const documents = [
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...readdirSync('docs').map((name) => join('docs', name)),
]

test('the generated documents and the schema are up to date', async () => {
  const { stale } = (await import(resolve('scripts/generate/index.mjs'))) as { stale: () => string[] }
  expect(stale()).toEqual([])
})

describe.each(documents)('%s', (path) => {
  const text = readFileSync(path, 'utf8')

  test('its links lead somewhere', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
    const lost = links.filter((link) => {
      if (/^https?:/.test(link)) return false
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      if (!existsSync(target)) return true
      if (!anchor) return false
      const heads = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map((match) =>
        (match[1] ?? '')
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s_-]/gu, '')
          .replaceAll(' ', '-'),
      )
      return !heads.includes(anchor)
    })
    expect(lost).toEqual([])
  })

  test('the files it names are there', () => {
    const named = [...text.matchAll(/`((?:src|docs|test|scripts|fixtures)\/[\w./-]+)`/g)].map((match) => match[1] ?? '')
    const bare = [...text.matchAll(/`((?:sources|layout|locate|report|check|forms|node|cli|text)\/[\w-]+\.ts)`/g)].map(
      (match) => `src/${match[1]}`,
    )
    expect([...named, ...bare].filter((file) => !existsSync(file))).toEqual([])
  })
})

test('the code map of docs/architecture.md has every folder of src, and no other', () => {
  const text = readFileSync('docs/architecture.md', 'utf8')
  const map = [...text.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1])
  const folders = readdirSync('src').filter((name) => statSync(join('src', name)).isDirectory())
  expect(map.sort()).toEqual(folders.sort())
})

test('the README shows commands that exist', async () => {
  const text = readFileSync('README.md', 'utf8') + readFileSync('README.zh-CN.md', 'utf8')
  const commands = new Set([...text.matchAll(/npx nianbao (\w+)/g)].map((match) => match[1]))
  const known = [...readFileSync('docs/command.md', 'utf8').matchAll(/^## nianbao (\w+)$/gm)].map((match) => match[1])
  expect([...commands].filter((command) => !known.includes(command))).toEqual([])
  const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts)
  const used = new Set(
    [...text.matchAll(/npm (?:run )?(demo|test|generate|bench|soak)\b/g)].map((match) => match[1] ?? ''),
  )
  expect([...used].filter((script) => !scripts.includes(script))).toEqual([])
})

test('the demo makes all that a build makes, for the README goes on with a run', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { build: string } }
  const steps = scripts.build.match(/scripts\/[\w/]+\.mjs/g) ?? []
  expect(steps).not.toEqual([])
  const demo = readFileSync('scripts/demo.mjs', 'utf8')
  expect(steps.filter((step) => !demo.includes(step))).toEqual([])
})

describe('the examples of the README run', () => {
  for (const path of ['README.md', 'README.zh-CN.md']) {
    const examples = [...readFileSync(path, 'utf8').matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
    test.each(examples)(`${path} %#`, async (example) => {
      const { execFileSync } = await import('node:child_process')
      const out = execFileSync(process.execPath, ['--input-type=module', '-e', example], { encoding: 'utf8' })
      expect(out).toContain('总计印作')
    })
  }
})

test('the line of cells.csv in the README is what the command prints', async () => {
  const { execFileSync } = await import('node:child_process')
  const csv = execFileSync(
    process.execPath,
    ['dist/cli/main.js', 'extract', 'fixtures/pdf/libreoffice-failing.pdf', '--format', 'cells'],
    { encoding: 'utf8' },
  )
  const [head, line] = /```csv\n([\s\S]*?)\n```/.exec(readFileSync('README.md', 'utf8'))?.[1]?.split('\n') ?? []
  const printed = csv.replaceAll('fixtures/pdf/libreoffice-failing.pdf', 'report.pdf').split('\n')
  expect(printed[0]).toBe(head)
  expect(printed).toContain(line)
})
