#!/usr/bin/env node
// How well scans are read: every cell of each file against the expected ones.
//
//   node scripts/score-scans.mjs TRUTH.csv FILE… [--show N]
//
// right: the printed value, or blank where nothing is printed; unreadable: no value, and the cell says so; false: any
// other value. `sure` counts false ones with a confidence of 0.97 and more.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { cellsOf, closeReaders, readReport } from '../dist/node/index.js'

const argv = process.argv.slice(2)
const at = argv.indexOf('--show')
const show = at >= 0 ? Number(argv.splice(at, 2)[1]) : 5
const [truthFile, ...files] = argv
const [head, ...rows] = readFileSync(truthFile, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.replace(/\r$/, '').split(','))
const column = (name) => head.indexOf(name)
const truth = rows.map((row) => ({
  key: ['table', 'instance', 'row', 'column'].map((name) => row[column(name)]).join(' '),
  value: row[column('value')] === '' ? null : Number(row[column('value')]),
}))

const total = { right: 0, unreadable: 0, wrong: 0, sure: 0, missing: 0 }
for (const file of files) {
  const started = performance.now()
  const { report, findings } = await readReport(file, { trace: false, limits: { milliseconds: 300_000 } })
  const ms = performance.now() - started
  const given = new Map()
  if (report)
    for (const { table, instance, row, column: id, figure } of cellsOf(report))
      given.set([table, instance, row, id].join(' '), figure)
  const count = { right: 0, unreadable: 0, wrong: 0, sure: 0, missing: 0 }
  const notes = []
  for (const { key, value } of truth) {
    const figure = given.get(key)
    if (!figure || figure.state === 'absent') {
      count.missing++
      notes.push(`${key}: ${value}, missing`)
    } else if (figure.state === 'unreadable') {
      count.unreadable++
      notes.push(`${key}: ${value}, unreadable “${figure.raw}”`)
    } else if (figure.value === value) count.right++
    else {
      count.wrong++
      if (figure.confidence >= 0.97) count.sure++
      notes.unshift(`${key}: ${value}, given ${figure.value} “${figure.raw}” ${figure.confidence}`)
    }
  }
  for (const name of Object.keys(total)) total[name] += count[name]
  console.log(
    `${basename(file).padEnd(36)} ${count.right}/${truth.length} right, ${count.unreadable} unreadable, ${count.wrong} false (${count.sure} sure), ${count.missing} missing; ${report?.issuer} ${report?.year}; ${Math.round(ms)} ms; ${findings.filter(({ stage, level }) => level !== 'info' && stage !== 'build').length} other findings`,
  )
  for (const note of notes.slice(0, show)) console.log(`    ${note}`)
}
console.log(JSON.stringify(total))
closeReaders()
