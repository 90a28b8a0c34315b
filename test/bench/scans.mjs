#!/usr/bin/env node
// What a scanned page costs, beside what Tesseract takes for the same page read at once, in one run:
//   node test/bench/scans.mjs [--pages 200] [FILE.pdf …]
// Processor time of this process, in seconds a page; memory of a reader over so many pages; two readers at a time against one.
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readReport } from '../../dist/index.js'
import { closeReaders, readReport as readInReader } from '../../dist/node/index.js'
import { memoryOfReaders } from '../../dist/node/reading-process.js'
import { openOcr } from '../../dist/ocr/engine.js'
import { resolveOptions } from '../../dist/options.js'
import { readSource } from '../../dist/sources/index.js'
import { prepareScan } from '../../dist/sources/scan-page.js'
import { cost } from './cost.mjs'

const { values, positionals } = parseArgs({
  options: { pages: { type: 'string', default: '40' }, reader: { type: 'boolean' } },
  allowPositionals: true,
})
const fixtures = ['bw-200.pdf', 'gray-200-noise.pdf', 'rows-only.pdf'].map((name) =>
  fileURLToPath(new URL(`../../fixtures/scans/${name}`, import.meta.url)),
)
const files = positionals.length > 0 ? positionals : fixtures
const limits = { milliseconds: 3_600_000 }
const bytesOf = (file) => new Uint8Array(readFileSync(file))
const read = (file) => readReport(bytesOf(file), { limits })

if (values.reader) {
  // A reader of its own, to be run beside another.
  await read(files[0])
  process.send('ready')
  process.once('message', async (times) => {
    for (let i = 0; i < times; i++) await read(files[0])
    process.send('done')
    process.disconnect()
  })
} else {
  await bench()
}

async function bench() {
  const line = (...fields) => console.log(`| ${fields.join(' | ')} |`)
  line('scan', 'pages', 'nianbao, s a page', 'Tesseract at once, s a page', 'ratio')
  line('---', '---:', '---:', '---:', '---:')
  const plain = await openOcr('tesseract', {})
  for (const file of files) {
    // The first page of a process pays for the engines.
    const first = await read(file)
    const own = (await cost(() => read(file))) / 1000
    const options = resolveOptions({ limits })
    const source = await readSource(bytesOf(file), { options, alive() {}, expectPages() {} })
    let floor = 0
    for (const scan of source.scans?.scans ?? []) {
      const { image, dpi } = prepareScan(scan.number, await scan.raster())
      floor += (await cost(() => plain.readPage(image, dpi))) / 1000
    }
    const pages = first.trace.pages.length
    line(basename(file), pages, (own / pages).toFixed(2), (floor / pages).toFixed(2), (own / floor).toFixed(2))
  }
  await plain.close()
  await memory(Number(values.pages))
  await readers(3)
}

/** The most resident memory that a reader of nianbao/node ever has, by the quarter of so many pages of each file. */
async function memory(most) {
  for (const file of files) {
    const seen = []
    for (let pages = 0; pages < most; ) {
      let top = 0
      const watch = setInterval(() => {
        top = Math.max(top, memoryOfReaders())
      }, 20)
      const { report } = await readInReader(file, { limits })
      clearInterval(watch)
      pages += report.source.pages
      seen.push(top)
    }
    closeReaders()
    const quarter = Math.ceil(seen.length / 4)
    const tops = [0, 1, 2, 3].map((q) => Math.max(...seen.slice(q * quarter, (q + 1) * quarter), 0).toFixed(0))
    console.log(`\nresident memory over ${most} pages of ${basename(file)}, MB, by quarters: ${tops.join(', ')}`)
  }
}

/** Time on the clock that one reader and two take for the same number of readings each. */
async function readers(times) {
  const start = () =>
    new Promise((resolve) => {
      const child = fork(fileURLToPath(import.meta.url), ['--reader', files[0]])
      child.once('message', () => resolve(child))
    })
  const run = (child) =>
    new Promise((resolve) => {
      child.once('message', resolve)
      child.send(times)
    })
  const alone = await start()
  let began = performance.now()
  await run(alone)
  const one = performance.now() - began
  const pair = await Promise.all([start(), start()])
  began = performance.now()
  await Promise.all(pair.map(run))
  const two = performance.now() - began
  console.log(`two readers read ${((2 * one) / two).toFixed(2)} times as much as one`)
}
