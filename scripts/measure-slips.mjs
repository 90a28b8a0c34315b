#!/usr/bin/env node
// How often a kind of slip explains the cell that was changed, and how often one that was not but would repair the table as well.
// The logarithms of the ratios are the weights of src/check/slips.ts. Also: how often the changed cell comes first.
//   npm run --silent build && node scripts/measure-slips.mjs [TABLES]
import { checkReport } from '../dist/check/index.js'
import { slipOf } from '../dist/check/slips.js'
import { reportFromCells } from '../dist/report/from-cells.js'

const tables = Number(process.argv[2] ?? 3000)
let seed = 20_261
const random = () => {
  // mulberry32: the same run everywhere.
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = (n) => Math.floor(random() * n)
const pick = (list) => list[below(list.length)]
/** Counts as they are: half of them 0, the others of any size. */
const count = () => (random() < 0.5 ? 0 : Math.floor(10 ** (random() * 3.3)))

const rows = ['reconsideration', 'litigation.direct', 'litigation.afterReconsideration']
const parts = ['upheld', 'corrected', 'otherOutcome', 'pending']
const disputes = () =>
  rows.flatMap((row) => {
    const values = parts.map(count)
    const total = values.reduce((a, b) => a + b, 0)
    return [...parts.map((column, i) => ({ row, column, value: values[i] })), { row, column: 'total', value: total }]
  })

const columns = [
  'naturalPerson',
  'business',
  'researchInstitution',
  'publicInterestOrganization',
  'legalServiceOrganization',
  'otherOrganization',
]
const outcomes = [
  'grantedInFull',
  'grantedInPart',
  'withheld.stateSecrets',
  'withheld.prohibitedByLaw',
  'withheld.securityAndStability',
  'withheld.thirdPartyRights',
  'withheld.internalAffairs',
  'withheld.deliberativeProcess',
  'withheld.enforcementFiles',
  'withheld.administrativeInquiries',
  'unableToProvide.notHeld',
  'unableToProvide.requiresCreation',
  'unableToProvide.stillUnclear',
  'notProcessed.petitions',
  'notProcessed.repeated',
  'notProcessed.publications',
  'notProcessed.excessive',
  'notProcessed.reconfirmation',
  'otherHandling.notCorrected',
  'otherHandling.feeUnpaid',
  'otherHandling.other',
]
const applications = () => {
  const grid = new Map()
  const put = (row, column, value) => grid.set(`${row} ${column}`, { row, column, value })
  for (const column of columns) {
    let processed = 0
    for (const row of outcomes) {
      const value = random() < 0.6 ? 0 : count()
      put(row, column, value)
      processed += value
    }
    const carried = count()
    const brought = Math.min(count(), processed + carried)
    put('totalProcessed', column, processed)
    put('carriedForward', column, carried)
    put('broughtForward', column, brought)
    put('received', column, processed + carried - brought)
  }
  for (const row of ['received', 'broughtForward', ...outcomes, 'totalProcessed', 'carriedForward'])
    put(
      row,
      'total',
      columns.reduce((all, column) => all + grid.get(`${row} ${column}`).value, 0),
    )
  return [...grid.values()]
}

const alike = { 0: '689', 1: '74', 2: '7', 3: '58', 4: '91', 5: '36', 6: '058', 7: '12', 8: '036', 9: '40' }
const kinds = {
  // What people do to totals, and what printing, typing and reading do to digits.
  zero: [25, (_v, cell) => (cell.column === 'total' ? 0 : null)],
  copied: [
    8,
    (_v, cell, all) => (cell.column === 'total' ? pick(all.filter((one) => one.column === 'total')).value : null),
  ],
  alike: [16, (v) => digitAt(v, (d) => pick([...alike[d]]))],
  digit: [10, (v) => digitAt(v, () => String(below(10)))],
  dropped: [10, (v) => (v > 9 ? cut(v) : null)],
  doubled: [
    6,
    (v) => {
      const s = String(v)
      const i = below(s.length)
      return Number(s.slice(0, i) + s[i] + s.slice(i))
    },
  ],
  added: [
    4,
    (v) => {
      const s = String(v)
      const i = below(s.length + 1)
      return Number(s.slice(0, i) + below(10) + s.slice(i))
    },
  ],
  swapped: [
    8,
    (v) => {
      const s = String(v)
      const i = below(Math.max(1, s.length - 1))
      return Number(s.slice(0, i) + (s[i + 1] ?? '') + s[i] + s.slice(i + 2))
    },
  ],
  scale: [2, (v) => v * 100],
  lost: [5, () => 0],
  any: [6, () => count()],
}
function digitAt(value, change) {
  const s = String(value)
  const i = below(s.length)
  return Number(s.slice(0, i) + change(s[i]) + s.slice(i + 1))
}
function cut(value) {
  const s = String(value)
  const i = below(s.length)
  return Number(s.slice(0, i) + s.slice(i + 1))
}
function slip(cell, all) {
  const sum = Object.values(kinds).reduce((a, [n]) => a + n, 0)
  let at = random() * sum
  for (const [weight, make] of Object.values(kinds)) {
    at -= weight
    if (at < 0) return make(cell.value, cell, all)
  }
  return null
}

const report = (table, cells) =>
  reportFromCells(cells.map(({ row, column, value }) => ({ table, row, column, value: String(value), year: '2023' })))

const seen = { right: {}, wrong: {} }
const first = { disputes: [0, 0], applications: [0, 0] }
for (let i = 0; i < tables; i++) {
  for (const [table, make] of [
    ['disputes', disputes],
    ['applications', applications],
  ]) {
    if (table === 'applications' && i % 10 !== 0) continue
    const cells = make()
    // A zero is copied through from the blank form, and seldom anything else.
    const target = pick(cells.filter(({ value }) => value > 0 || random() < 0.1))
    if (!target) continue
    const printed = slip(target, cells)
    if (printed === null || printed === target.value || !Number.isSafeInteger(printed)) continue
    const changed = cells.map((cell) => (cell === target ? { ...cell, value: printed } : cell))
    const [finding] = checkReport(report(table, changed)).findings.filter(({ code }) =>
      /^(disputes|applications)\//.test(code),
    )
    if (!finding) continue
    const name = `${table}.${target.row}.${target.column}`
    first[table][1]++
    if (finding.suspects[0]?.cell === name) first[table][0]++
    if (table !== 'disputes') continue
    for (const { cell, value } of finding.suspects) {
      const own = changed.find(({ row, column }) => `${table}.${row}.${column}` === cell)
      const total = own.column === 'total'
      const kind = slipOf({
        printed: own.value,
        blank: false,
        repaired: value,
        confidence: 1,
        total,
        neighbours: total ? changed.filter((one) => one.column === 'total' && one !== own).map((one) => one.value) : [],
      })
      const side = cell === name ? seen.right : seen.wrong
      side[kind] = (side[kind] ?? 0) + 1
    }
  }
}
const all = (side) => Object.values(side).reduce((a, b) => a + b, 0)
console.log('slip          changed   others   weight')
for (const kind of new Set([...Object.keys(seen.right), ...Object.keys(seen.wrong)])) {
  const a = (seen.right[kind] ?? 0) + 0.5
  const b = (seen.wrong[kind] ?? 0) + 0.5
  const weight = Math.log(a / all(seen.right) / (b / all(seen.wrong)))
  console.log(
    `${kind.padEnd(14)}${String(a - 0.5).padStart(7)}${String(b - 0.5).padStart(9)}${weight.toFixed(1).padStart(9)}`,
  )
}
for (const [table, [right, of]] of Object.entries(first))
  console.log(`${table}: the changed cell comes first in ${((100 * right) / of).toFixed(1)}% of ${of}`)
