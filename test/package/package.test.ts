import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** What npm publishes, and what those get who install it. That the entry loads no engine: test/architecture.test.ts. */

const root = resolve(import.meta.dirname, '../..')
const json = <T>(name: string): T => JSON.parse(readFileSync(resolve(root, name), 'utf8')) as T

interface Manifest {
  readonly name: string
  readonly version: string
  readonly bin: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly overrides: Readonly<Record<string, string>>
}
const manifest = json<Manifest>('package.json')

/** The output of a program that imports the package by its own name, from a process of its own. */
const run = (script: string): unknown =>
  JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' }))

describe('package.json', () => {
  test('has the version that the program tells', () => {
    expect(run(`import { version } from 'nianbao'; console.log(JSON.stringify(version))`)).toBe(manifest.version)
  })
  test('pins what figures depend on, exactly', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(
      expect.arrayContaining(['fast-levenshtein', 'pdfjs-dist', 'zod']),
    )
    for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.overrides }))
      expect(range, name).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

describe('imports by name', () => {
  test('nianbao', () => {
    expect(
      run(`import { checkReport, forms, readReport } from 'nianbao'
        console.log(JSON.stringify([typeof readReport, typeof checkReport, forms.length > 0]))`),
    ).toEqual(['function', 'function', true])
  })
  test('nianbao/node, which has all of nianbao and reads paths', () => {
    expect(
      run(`import * as core from 'nianbao'
        import * as node from 'nianbao/node'
        console.log(JSON.stringify([Object.keys(core).filter((key) => !(key in node)), typeof node.readReport]))`),
    ).toEqual([[], 'function'])
  })
  test('nianbao/schema.json is the schema of the report', () => {
    const schema = run(`import schema from 'nianbao/schema.json' with { type: 'json' }
      console.log(JSON.stringify(schema))`)
    expect(schema).toEqual(json('schema/report.schema.json'))
    expect(schema).toMatchObject({ properties: { applications: {}, disputes: {}, proactiveDisclosure: {} } })
  })
  test('nothing else: what is not exported cannot be relied on', () => {
    for (const path of ['nianbao/dist/index.js', 'nianbao/cli', 'nianbao/src/index.ts'])
      expect(
        run(`console.log(JSON.stringify(await import('${path}').then(() => 'taken', (error) => error.code)))`),
        path,
      ).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED')
  })
})

describe('what npm packs', () => {
  // Scripts would build anew, under the feet of the tests beside this one.
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { files: { path: string }[] }[]
  const paths = packed?.files.map(({ path }) => path) ?? []

  test('the compiled program, the schema and what people read', () => {
    for (const path of [
      'package.json',
      'README.md',
      'README.zh-CN.md',
      'LICENSE',
      'CHANGELOG.md',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/node/index.js',
      'dist/node/index.d.ts',
      'dist/node/child.js',
      'schema/report.schema.json',
      ...Object.values(manifest.bin).map((path) => path.replace(/^\.\//, '')),
    ])
      expect(paths).toContain(path)
  })
  test('and nothing else', () => {
    const known = /^(?:dist\/|schema\/|(?:package\.json|README(?:\.zh-CN)?\.md|LICENSE|CHANGELOG\.md)$)/
    expect(paths.filter((path) => !known.test(path))).toEqual([])
    expect(paths.filter((path) => /(?:^|\/)(?:src|test|fixtures)\/|\.test\./.test(path))).toEqual([])
  })
})

describe('package-lock.json', () => {
  interface Entry {
    readonly version?: string
    readonly dependencies?: Readonly<Record<string, string>>
    readonly optionalDependencies?: Readonly<Record<string, string>>
  }
  const { version, packages } = json<{ version: string; packages: Record<string, Entry> }>('package-lock.json')

  /** Where node finds a package from the folder of another: its own node_modules, then those above it. */
  const found = (from: string, name: string): boolean => {
    for (let folder = from; ; folder = dirname(folder)) {
      if (folder === '.') folder = ''
      if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true
      if (folder === '') return false
    }
  }

  test('is of this package and version, with the same pins', () => {
    expect(version).toBe(manifest.version)
    expect(packages['']).toMatchObject({ version: manifest.version, dependencies: manifest.dependencies })
    for (const [name, pin] of Object.entries(manifest.dependencies))
      expect(packages[`node_modules/${name}`]?.version, name).toBe(pin)
  })
  test('has an entry for every package that an entry names, those of other platforms too: npm ci fails without', () => {
    const missing = Object.entries(packages).flatMap(([path, entry]) =>
      Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
        .filter((name) => !found(path, name))
        .map((name) => `${path} → ${name}`),
    )
    expect(missing).toEqual([])
    expect(Object.values(packages).some(({ optionalDependencies }) => optionalDependencies !== undefined)).toBe(true)
  })
})
