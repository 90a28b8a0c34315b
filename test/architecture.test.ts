import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve('src')
const files = walk(root)

function walk(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    return statSync(path).isDirectory() ? walk(path) : path.endsWith('.ts') ? [path] : []
  })
}

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
  readonly lazy: boolean
}

const name = (path: string): string => relative(root, path).replace(/\.ts$/, '')

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(file, 'utf8')
  const found: Import[] = []
  const target = (spec: string): string =>
    spec.startsWith('.') ? name(resolve(dirname(file), spec.replace(/\.js$/, '.ts'))) : spec
  for (const match of text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)) {
    const names = /\{([^}]*)\}/.exec(match[0])?.[1]
    const typeOnly =
      !!match[1] || (!!names && names.split(',').every((part) => part.trim() === '' || part.trim().startsWith('type ')))
    found.push({ from: name(file), to: target(match[2] ?? ''), typeOnly, lazy: false })
  }
  for (const match of text.matchAll(/\bimport\(['"]([^'"]+)['"]\)/g))
    found.push({ from: name(file), to: target(match[1] ?? ''), typeOnly: false, lazy: true })
  return found
})

const stage = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? path) : path)

/** What the files of a folder may import besides their own folder; `type:` allows types only. */
const allowed: Record<string, readonly string[]> = {
  text: ['fast-levenshtein'],
  geometry: ['types'],
  imaging: [],
  forms: ['type:text', 'type:findings'],
  layout: ['geometry', 'text', 'types', 'findings'],
  sources: [
    'geometry',
    'text',
    'types',
    'findings',
    'errors',
    'wasm',
    'type:options',
    'imaging',
    'type:ocr',
    '@hyzyla/pdfium',
    '@napi-rs/canvas',
    'utif2',
    'pdfjs-dist',
    'pdfjs-dist/legacy/build/pdf.mjs',
    'pdfjs-dist/legacy/build/pdf.worker.mjs',
    'parse5',
    'fflate',
    'postal-mime',
    'saxes',
  ],
  ocr: ['errors', 'wasm', 'tesseract.js-core/tesseract-core-simd-lstm.js'],
  locate: ['text', 'types', 'findings', 'forms'],
  narrative: ['text', 'forms'],
  report: ['text', 'types', 'findings', 'errors', 'forms', 'zod'],
  check: ['findings', 'errors', 'forms', 'type:report', 'report'],
  messages: ['type:findings', 'errors', 'forms'],
  output: ['text', 'type:types', 'findings', 'errors', 'version', 'forms', 'messages', 'report', 'type:check'],
  node: [
    'index',
    'garbage',
    'defaults',
    'report',
    'read',
    'read-report',
    'options',
    'errors',
    'forms',
    'type:findings',
    'messages',
    'output',
    'sources',
    'text',
    'yaml',
    'p-map',
    'yauzl',
    'pg-boss',
    'version',
    'hyparquet-writer',
    'write-excel-file',
  ],
  cli: [
    'node',
    'type:read-report',
    'check',
    'type:report',
    'index',
    'messages',
    'output',
    'text',
    'findings',
    'errors',
    'options',
    'version',
    'cli-progress',
  ],
}

test('the folders import only what the map of docs/architecture.md allows', () => {
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    const own = stage(from)
    const rules = allowed[own]
    if (!rules || to.startsWith('node:')) return false
    const other = to.includes('/') && !/^(?:pdfjs|tesseract|@)/.test(to) ? stage(to) : to
    return other !== own && !rules.includes(other) && !(typeOnly && rules.includes(`type:${other}`))
  })
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test('every folder is on the map', () => {
  expect(
    new Set(
      files
        .map((file) => name(file))
        .filter((path) => path.includes('/'))
        .map(stage),
    ),
  ).toEqual(new Set(Object.keys(allowed)))
})

test('node: modules are used under node/ and cli/ only', () => {
  expect(imports.filter(({ from, to }) => to.startsWith('node:') && !/^(?:node|cli)\//.test(from))).toEqual([])
})

test('each heavy or foreign package has one importer', () => {
  const importers = (pattern: RegExp): string[] =>
    [...new Set(imports.filter(({ to, typeOnly }) => !typeOnly && pattern.test(to)).map(({ from }) => from))].sort()
  expect(importers(/^pdfjs-dist/)).toEqual(['sources/pdf-engine'])
  expect(importers(/^fast-levenshtein/)).toEqual(['text/similarity'])
  expect(importers(/^parse5/)).toEqual(['sources/html'])
  expect(importers(/^fflate/)).toEqual(['sources/inflate'])
  expect(importers(/^postal-mime/)).toEqual(['sources/mhtml'])
  expect(importers(/^saxes/)).toEqual(['sources/xml'])
  expect(importers(/^yaml/)).toEqual(['node/rules-file'])
  expect(importers(/^yauzl/)).toEqual(['node/archive/members'])
  expect(importers(/^cli-progress/)).toEqual(['cli/progress'])
  expect(importers(/^pg-boss/)).toEqual(['node/archive/queue'])
  expect(importers(/^@hyzyla\/pdfium/)).toEqual(['sources/pdfium'])
  expect(importers(/^@napi-rs\/canvas/)).toEqual(['sources/picture'])
  expect(importers(/^utif2/)).toEqual(['sources/tiff'])
  expect(importers(/^tesseract\.js/)).toEqual(['ocr/tesseract'])
  expect(importers(/^zod/)).toEqual(['options', 'report/schema'])
  expect(importers(/^hyparquet/)).toEqual(['node/export/parquet-tables'])
  expect(importers(/^write-excel-file/)).toEqual(['node/export/workbook'])
})

test('adapters and engines are loaded lazily', () => {
  expect(
    imports.filter(
      ({ from, to, lazy, typeOnly }) =>
        !lazy &&
        !typeOnly &&
        (/^(?:pdfjs-dist|tesseract|@hyzyla|@napi-rs|hyparquet|write-excel-file)/.test(to) ||
          /^sources\/(?:pdf|pdf-raster|picture|tiff|scan-page|scan-reader|scan-turn|text|markdown|html|mhtml|docx|archive)$/.test(
            to,
          ) ||
          (to.startsWith('ocr/') && !from.startsWith('ocr/'))) &&
        // A web archive holds a page, an archive a Word file, markdown text and tables of pages; a turned scan is read to see which way up it is.
        !['sources/mhtml', 'sources/archive', 'sources/markdown', 'sources/scan-turn'].includes(from),
    ),
  ).toEqual([])
})

test('stages do not know each other; they meet in read-report', () => {
  const stages = ['sources', 'layout', 'locate', 'narrative', 'check']
  const crossing = imports.filter(
    ({ from, to, typeOnly }) =>
      !typeOnly && stages.includes(stage(from)) && stages.includes(stage(to)) && stage(from) !== stage(to),
  )
  expect(crossing).toEqual([])
})

test('no file of the library writes to the console', () => {
  const speakers = files.filter(
    (file) =>
      !/\/cli\//.test(file) &&
      /\bconsole\.\w+\(/.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
  )
  expect(speakers.map(name)).toEqual([])
})

test('importing the package loads neither an engine nor zod', () => {
  const script = `
    await import(${JSON.stringify(resolve('dist/index.js'))})
    const cache = Object.keys((await import('node:module')).default._cache ?? {})
    console.log(JSON.stringify(cache))`
  const cjs = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  ) as string[]
  expect(cjs.filter((path) => /pdfjs|zod|levenshtein/.test(path))).toEqual([])
  // The static closure of the entry, followed by hand.
  const seen = new Set<string>()
  const follow = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    for (const one of imports) if (one.from === path && !one.typeOnly && !one.lazy) follow(one.to)
  }
  follow('index')
  expect([...seen].filter((path) => /^(?:pdfjs|zod|fast-lev|node:)/.test(path))).toEqual([])
})

test('the program of the review site takes no string for markup, and asks for nothing', () => {
  const site = resolve('src/review')
  const scripts = readdirSync(site).filter((name) => name.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(8)
  for (const script of scripts) {
    const text = readFileSync(join(site, script), 'utf8')
    expect(text, script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|srcdoc|\bfetch\(|XMLHttpRequest|WebSocket|https?:\/\/(?!www\.w3\.org\/2000\/svg)/,
    )
  }
})
