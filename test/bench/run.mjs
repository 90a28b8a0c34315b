#!/usr/bin/env node
// Speed and memory, side by side in one run; ratios are what counts, for they do not depend on the machine.
//   npm run bench [-- FILE.pdf …]
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readReport } from '../../dist/index.js'
import { cost, median } from './cost.mjs'
import { compareEngines } from './engines.mjs'

const root = new URL('../../', import.meta.url)
const path = (relative) => fileURLToPath(new URL(relative, root))
const given = process.argv.slice(2)
const pdfs =
  given.length > 0
    ? given
    : [
        'fixtures/pdf/libreoffice-solid.pdf',
        'fixtures/pdf/chromium-2019.pdf',
        'fixtures/pdf/chromium-landscape.pdf',
      ].map(path)
const text = path('fixtures/text/tabs-torn.txt')

const format = (value, unit) => `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`
const rows = []
const row = (what, value, limit = '') => rows.push([what, value, limit])

for (const [file, what, ms, floor, fast, found] of await compareEngines(pdfs)) {
  row(`${file}: ${what}`, format(ms, 'ms'), found ? `rows ${found}` : '')
  if (floor !== null)
    row(`${file}: ${what}, of its engine alone`, floor.toFixed(2), /pdfium/.test(what) ? '1.5' : '1.35')
  if (/usual|pdfplumber/.test(what))
    row(`${file}: ${what}, of nianbao with auto`, fast.toFixed(1), /usual/.test(what) ? '5' : '10')
}

{
  const bytes = new Uint8Array(readFileSync(text))
  for (let i = 0; i < 60; i++) await readReport(bytes)
  const reads = []
  for (let i = 0; i < 101; i++) reads.push(await cost(() => readReport(bytes)))
  row('text report, typed reading', format(median(reads), 'ms'), '5 ms')
}

{
  // A page of 100 kB: one of the fixtures, its text written on until it is as long.
  const page = readFileSync(new URL('fixtures/html/mso.html', root), 'utf8')
  const more = '<p>本年度按季度更新目录，对外公布办事指南和联系方式。</p>\n'
  const long = page.replace(
    '</body>',
    `${more.repeat(Math.ceil((100_000 - Buffer.byteLength(page)) / Buffer.byteLength(more)))}</body>`,
  )
  const bytes = new TextEncoder().encode(long)
  const { parse } = await import('parse5')
  for (let i = 0; i < 60; i++) {
    await readReport(bytes)
    parse(long, { sourceCodeLocationInfo: true })
  }
  const reads = []
  const floors = []
  for (let i = 0; i < 101; i++) {
    reads.push(await cost(() => readReport(bytes)))
    floors.push(await cost(() => parse(long, { sourceCodeLocationInfo: true })))
  }
  row('web page of 100 kB: parser alone', format(median(floors), 'ms'))
  row('web page of 100 kB: typed reading', format(median(reads), 'ms'), '25 ms')
  row('web page of 100 kB: ratio', (median(reads) / median(floors)).toFixed(2))
}

{
  // All checks of one report with a text, and a body over seventeen years.
  const { checkReport, checkSeries } = await import('../../dist/index.js')
  const { findStatements } = await import('../../dist/narrative/statements.js')
  const { report } = await readReport(new Uint8Array(readFileSync(new URL('fixtures/text/tabs-solid.txt', root))))
  const lines = Array.from(
    { length: 40 },
    (_, i) => `第${i}项：全县收到公开申请${i + 30}件，其中网上申请${i + 20}件、信函申请10件，占${i}%，均已按期办结。`,
  )
  const sections = [{ id: 'overview', heading: '一、总体情况', text: lines.join('\n'), pages: [] }]
  const whole = { ...report, sections, statements: findStatements(sections, report.year) }
  const texts = []
  const checks = []
  for (let i = 0; i < 160; i++) {
    const text = await cost(() => findStatements(sections, report.year))
    const check = await cost(() => checkReport(whole))
    if (i >= 60) {
      texts.push(text)
      checks.push(check)
    }
  }
  row('stated figures of 40 sentences', format(median(texts), 'ms'))
  row('all checks of one report', format(median(checks), 'ms'), '5 ms')
  const years = Array.from({ length: 17 }, (_, i) => ({ ...structuredClone(whole), year: 2008 + i }))
  const series = []
  for (let i = 0; i < 41; i++) series.push(await cost(() => checkSeries(years)))
  row('a series of 17 years', format(median(series), 'ms'), '20 ms')
}

{
  const { checkReport } = await import('../../dist/check/index.js')
  const { localise } = await import('../../dist/check/localise.js')
  const read = async (name) => (await readReport(new Uint8Array(readFileSync(path(name))))).report
  const clean = await read('fixtures/pdf/libreoffice-solid.pdf')
  const failing = await read('fixtures/pdf/libreoffice-failing.pdf')
  for (const [name, report] of [
    ['all checks of a report in which all holds', clean],
    ['all checks of a report with two root errors', failing],
  ]) {
    for (let i = 0; i < 200; i++) checkReport(report)
    const costs = []
    for (let i = 0; i < 101; i++) costs.push(await cost(() => checkReport(report)))
    row(name, format(median(costs), 'ms'), '5 ms')
  }
  // 25 × 7 cells, row and column totals, balances; errors at places that do not change from run to run.
  const at = (r, c) => r * 7 + c
  const is = (variable, coefficient) => ({ variable, coefficient })
  const rows25 = Array.from({ length: 25 }, (_, r) => [
    is(at(r, 6), 1),
    ...[0, 1, 2, 3, 4, 5].map((c) => is(at(r, c), -1)),
  ])
  const columns = Array.from({ length: 7 }, (_, c) => [
    [is(at(23, c), 1), is(at(24, c), 1), is(at(0, c), -1), is(at(1, c), -1)],
    [is(at(23, c), 1), ...Array.from({ length: 21 }, (_, i) => is(at(2 + i, c), -1))],
  ])
  const relations = [...rows25, ...columns.flat()].map((terms) => ({ terms, constant: 0, op: '=' }))
  let state = 1
  const random = (n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * n)
  }
  const table = (errors) => {
    const values = Array(175).fill(0)
    for (let c = 0; c < 6; c++) {
      for (let r = 2; r < 23; r++) {
        values[at(r, c)] = random(3) ? 0 : random(60)
        values[at(23, c)] += values[at(r, c)]
      }
      values[at(24, c)] = random(10)
      values[at(0, c)] = values[at(23, c)] + values[at(24, c)]
    }
    for (let r = 0; r < 25; r++) for (let c = 0; c < 6; c++) values[at(r, 6)] += values[at(r, c)]
    for (let i = 0; i < errors; i++) values[random(175)] += 1 + random(40)
    return values.map((value) => ({ value, free: false, signed: false }))
  }
  for (const errors of [1, 3, 5]) {
    const tables = Array.from({ length: 60 }, () => table(errors))
    for (const one of tables) localise(one, relations)
    const costs = []
    for (const one of tables) costs.push(await cost(() => localise(one, relations)))
    row(`localisation, 25 × 7 cells, ${errors} error(s): median`, format(median(costs), 'ms'))
    row(
      `localisation, 25 × 7 cells, ${errors} error(s): longest`,
      format(Math.max(...costs), 'ms'),
      errors === 3 ? '50 ms' : '',
    )
  }
}

const wall = (args, options = {}) => {
  const started = process.hrtime.bigint()
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore', ...options })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
  return Number(process.hrtime.bigint() - started) / 1e6
}

{
  const bare = []
  const withImport = []
  const entry = new URL('dist/index.js', root).href
  for (let i = 0; i < 15; i++) {
    bare.push(wall(['--input-type=module', '-e', '']))
    withImport.push(wall(['--input-type=module', '-e', `import ${JSON.stringify(entry)}`]))
  }
  row("import 'nianbao', over an empty program", format(median(withImport) - median(bare), 'ms'), '60 ms')
}

{
  const [file] = pdfs
  const command = []
  const opening = []
  const script = `import { readFileSync } from 'node:fs'; import { openPdfium } from ${JSON.stringify(new URL('dist/sources/pdfium.js', root).href)}
const d = await openPdfium(new Uint8Array(readFileSync(${JSON.stringify(file)}))); d.close()`
  for (let i = 0; i < 9; i++) {
    opening.push(wall(['--input-type=module', '-e', script]))
    command.push(wall([path('dist/cli/main.js'), 'extract', file, '--format', 'cells']))
  }
  row('node that opens a PDF with the engine, cold', format(median(opening), 'ms'))
  row('nianbao extract of one PDF, cold', format(median(command), 'ms'))
  row('ratio', (median(command) / median(opening)).toFixed(2), '1.5')
}

{
  const [file] = pdfs
  const peak = (script) =>
    Number(
      execFileSync(
        process.execPath,
        ['--input-type=module', '-e', `${script}\nconsole.log(process.resourceUsage().maxRSS)`],
        { encoding: 'utf8' },
      ).trim(),
    ) / 1024
  const index = JSON.stringify(new URL('dist/index.js', root).href)
  row('peak memory, empty program', format(peak(''), 'MB'))
  row(
    'peak memory, one PDF',
    format(
      peak(
        `import { readFileSync } from 'node:fs'; import { readReport } from ${index}\nawait readReport(readFileSync(${JSON.stringify(file)}))`,
      ),
      'MB',
    ),
  )
  row(
    'peak memory, one text report',
    format(
      peak(
        `import { readFileSync } from 'node:fs'; import { readReport } from ${index}\nawait readReport(readFileSync(${JSON.stringify(text)}))`,
      ),
      'MB',
    ),
  )
  const archive = execFileSync(
    process.execPath,
    [
      '--max-old-space-size=2048',
      '--input-type=module',
      '-e',
      `import { readFileSync } from 'node:fs'; import { checkHierarchy, checkSeries, readReport } from ${index}
const { report } = await readReport(readFileSync(${JSON.stringify(path('fixtures/text/tabs-solid.txt'))}))
const { report: other } = await readReport(readFileSync(${JSON.stringify(path('fixtures/text/tabs-blank-zeros.txt'))}))
const letters = Array.from({ length: 60000 }, (_, k) => String.fromCodePoint(0x4e00 + (k * k * 7 + k * 31) % 20000)).join('')
const text = (i) => letters.slice((i * 571) % 57000, (i * 571) % 57000 + 3000)
function* all() { for (let i = 0; i < 100000; i++) yield { ...(i & 1 ? report : other), issuer: \`第\${i >> 3}县人民政府\`, year: 2016 + (i & 7), sections: [{ id: 'overview', heading: '一、总体情况', text: text(i), pages: [] }] } }
const started = process.cpuUsage()
const found = checkSeries(all()); checkHierarchy(report, all())
const { user, system } = process.cpuUsage(started)
console.log(\`\${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, \${((user + system) / 1e6).toFixed(0)} s of processor time, \${found.flat().length} findings\`)`,
    ],
    { encoding: 'utf8' },
  ).trim()
  row('100,000 reports: series and hierarchy in one process', archive, '2048 MB')
  const flat = execFileSync(
    process.execPath,
    [
      '--expose-gc',
      '--input-type=module',
      '-e',
      `import { readFileSync } from 'node:fs'; import { readReport } from ${index}
const files = ${JSON.stringify([...pdfs, text])}.map((file) => readFileSync(file)); const heap = []
for (let i = 1; i <= 200; i++) { await readReport(files[i % files.length]); if (i % 50 === 0) { await new Promise((r) => setTimeout(r, 50)); gc(); heap.push(process.memoryUsage().heapUsed / 1048576) } }
console.log(heap.map((mb) => mb.toFixed(1)).join(' → '))`,
    ],
    { encoding: 'utf8' },
  ).trim()
  row('heap after 50, 100, 150, 200 reports in one process', `${flat} MB`, 'flat')
}

const widths = [0, 1, 2].map((i) =>
  Math.max(...rows.map((cells) => cells[i].length), ['measured', 'value', 'limit'][i].length),
)
console.log(`Node ${process.version}`)
for (const cells of [['measured', 'value', 'limit'], ...rows])
  console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '))
