#!/usr/bin/env node
// A run over thousands of files, with memory written down: npm run soak [-- --files 5000 --jobs 2]
// Files are the PDFs of the fixtures, each with a line of its own behind its end, one in forty damaged, one in a hundred a page
// that is no report. Exits 1 where memory is not flat or a file is not accounted for.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runArchive } from '../../dist/node/index.js'
import { memoryOfReaders } from '../../dist/node/reading-process.js'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '5000' },
    jobs: { type: 'string', default: '2' },
    keep: { type: 'boolean' },
  },
})
const files = Number(values.files)
const jobs = Number(values.jobs)
const folder = mkdtempSync(join(tmpdir(), 'nianbao-soak-'))
const reports = join(folder, 'reports')

/** Growth of the memory from the first tenth of the run to the last that is still flat. */
const MOST_GROWTH = { parent: 1.25, readers: 1.2 }

function make() {
  const fixtures = new URL('../../fixtures/pdf/', import.meta.url)
  const pdfs = readdirSync(fixtures)
    .filter((name) => name.endsWith('.pdf'))
    .sort()
    .map((name) => readFileSync(new URL(name, fixtures)))
  for (let i = 0; i < files; i++) {
    const shelf = join(reports, String(i % 50).padStart(2, '0'))
    mkdirSync(shelf, { recursive: true })
    const pdf = pdfs[i % pdfs.length]
    const own = Buffer.from(`\n% ${i}\n`)
    const path = join(shelf, `报告-${i}.pdf`)
    if (i % 100 === 7) writeFileSync(path, `<html><body><p>页面不存在 ${i}</p></body></html>`)
    else if (i % 40 === 3) writeFileSync(path, Buffer.concat([pdf.subarray(0, pdf.length >> 1), own]))
    else if (i % 500 === 11) copyFileSync(join(reports, '00', '报告-0.pdf'), path)
    else writeFileSync(path, Buffer.concat([pdf, own]))
  }
}

const samples = []
let done = 0
let exporting = false
const megabytes = (bytes) => Math.round(bytes / 1e6)
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0

make()
const started = performance.now()
const timer = setInterval(() => {
  samples.push({
    done,
    exporting,
    parent: process.memoryUsage.rss() / 1e6,
    heap: process.memoryUsage().heapUsed / 1e6,
    readers: memoryOfReaders(),
  })
}, 250)
const line = setInterval(() => {
  const { parent, heap, readers } = samples.at(-1)
  console.error(
    `${done}/${files} · parent ${Math.round(parent)} MB (heap ${Math.round(heap)}) · readers ${Math.round(readers)} MB`,
  )
}, 30_000)
const summary = await runArchive(reports, join(folder, 'out'), {
  jobs,
  onEvent: ({ event }) => {
    if (event === 'input') done++
    if (event === 'export') exporting = true
  },
})
clearInterval(timer)
clearInterval(line)
const seconds = (performance.now() - started) / 1000

/** Medians over a tenth of the reading. */
const tenth = (number) => {
  const within = samples.filter(
    (one) => !one.exporting && one.done > (files / 10) * (number - 1) && one.done <= (files / 10) * number,
  )
  return Object.fromEntries(['parent', 'heap', 'readers'].map((key) => [key, median(within.map((one) => one[key]))]))
}
const [early, late] = [tenth(2), tenth(10)]
console.log(`${files} files in ${seconds.toFixed(0)} s with ${jobs} readers: ${(files / seconds).toFixed(1)} files/s`)
console.log(JSON.stringify(summary.states))
console.log('tenth of the run   parent MB   heap MB   readers MB')
for (let number = 1; number <= 10; number++) {
  const { parent, heap, readers } = tenth(number)
  console.log(
    `${String(number).padStart(16)} ${parent.toFixed(0).padStart(11)} ${heap.toFixed(0).padStart(9)} ${readers.toFixed(0).padStart(12)}`,
  )
}
const most = (some) => Math.round(Math.max(0, ...some.map(({ parent }) => parent)))
console.log(
  `most: parent ${most(samples.filter((one) => !one.exporting))} MB, ${most(samples.filter((one) => one.exporting))} MB while the outputs are written, readers ${Math.round(Math.max(...samples.map(({ readers }) => readers)))} MB; parent at the end ${megabytes(process.memoryUsage.rss())} MB`,
)
const counted = Object.values(summary.states).reduce((a, b) => a + b)
const flat =
  late.parent < early.parent * MOST_GROWTH.parent + 20 && late.readers < early.readers * MOST_GROWTH.readers + 20
if (counted !== files || !flat) {
  console.error(counted !== files ? `${files - counted} files are not accounted for` : 'memory grows')
  process.exitCode = 1
}
if (!values.keep) rmSync(folder, { recursive: true, force: true })
