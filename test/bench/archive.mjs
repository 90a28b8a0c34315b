#!/usr/bin/env node
// What a run costs beside the readings themselves, and what a second reader brings: node test/bench/archive.mjs [FILES]
// On a machine that other work shares only the ratios mean something: the ways take turns, and the best of each counts.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeReaders, readReport, runArchive } from '../../dist/node/index.js'

const files = Number(process.argv[2] ?? 70)
const ROUNDS = Number(process.argv[3] ?? 3)
const folder = mkdtempSync(join(tmpdir(), 'nianbao-bench-'))
const reports = join(folder, 'reports')
mkdirSync(reports)
const fixtures = new URL('../../fixtures/pdf/', import.meta.url)
const pdfs = readdirSync(fixtures).filter((name) => name.endsWith('.pdf'))
const paths = Array.from({ length: files }, (_, i) => {
  const path = join(reports, `${i}.pdf`)
  writeFileSync(
    path,
    Buffer.concat([readFileSync(new URL(pdfs[i % pdfs.length], fixtures)), Buffer.from(`\n% ${i}\n`)]),
  )
  return path
})
const singly = async () => {
  for (const path of paths) await readReport(path, { trace: false })
}
let number = 0
const run = (jobs) => () => runArchive(reports, join(folder, `out-${number++}`), { jobs })
const ways = { singly, 'run, 1 reader': run(1), 'run, 2 readers': run(2) }
const best = Object.fromEntries(Object.keys(ways).map((name) => [name, Number.POSITIVE_INFINITY]))
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, way] of Object.entries(ways)) {
    const started = performance.now()
    await way()
    closeReaders()
    best[name] = Math.min(best[name], performance.now() - started)
  }
}
for (const [name, ms] of Object.entries(best))
  console.log(`${name.padEnd(15)} ${(ms / 1000).toFixed(2)} s, ${((files / ms) * 1000).toFixed(1)} files/s`)
console.log(`overhead of a run: ${((best['run, 1 reader'] / best.singly - 1) * 100).toFixed(1)} %`)
console.log(`2 readers against 1: ${(best['run, 1 reader'] / best['run, 2 readers']).toFixed(2)} times`)
rmSync(folder, { recursive: true, force: true })
