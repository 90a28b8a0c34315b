/**
 * Reports of one body for the years one after the other: what is carried forward is brought forward, what is in force follows from what was,
 * and no year is the copy of the one before. Sources: the forms themselves, and the rules XY-… of forms/series-rules.ts.
 */

import { type Finding, note } from '../findings.js'
import { applicantColumns } from '../forms/applications.js'
import { parseEquation } from '../forms/equation.js'
import { copiedRows, JUMP, jumpCells, type SeriesRule, seriesRules } from '../forms/series-rules.js'
import type { Report } from '../report/schema.js'
import { type Digest, digestOf, indexOf, placeIn, type TableDigest, valueIn } from './digest.js'
import { issuerKeys } from './issuers.js'
import { shareOf } from './sketch.js'

/** Reports of one body, by their years. */
export interface Series {
  /** The fullest name that one of the reports gives. */
  readonly issuer: string
  /** Years in order, each with the reports for it by their index in the list. */
  readonly years: readonly { readonly year: number; readonly reports: readonly number[] }[]
}

/** Find the series in a list of reports, in the order in which their bodies appear. Reports without issuer or year are in none. */
export function seriesOf(
  reports: readonly { readonly issuer: string | null; readonly year: number | null }[],
): Series[] {
  const keys = issuerKeys(reports.map(({ issuer }) => issuer))
  const bodies = new Map<string, { issuer: string; years: Map<number, number[]> }>()
  for (const [i, { issuer, year }] of reports.entries()) {
    const key = keys[i]
    if (key === null || key === undefined || issuer === null || year === null) continue
    const body = bodies.get(key) ?? { issuer, years: new Map<number, number[]>() }
    if (issuer.length > body.issuer.length) body.issuer = issuer
    const own = body.years.get(year)
    if (own) own.push(i)
    else body.years.set(year, [i])
    bodies.set(key, body)
  }
  return [...bodies.values()].map(({ issuer, years }) => ({
    issuer,
    years: [...years].sort(([a], [b]) => a - b).map(([year, own]) => ({ year, reports: own })),
  }))
}

/**
 * Confront reports of the same issuer for neighbouring years.
 *
 * @param reports Any number of them, in any order; each is read once, and only its figures and a sketch of its text are kept.
 * @returns For every report, in the order given, the findings on it against the report of the year before. Reports whose issuer or year
 * is not known have none. Two reports for one year are not compared with a third: which one counts, nothing says.
 */
export function checkSeries(reports: Iterable<Report>): Finding[][] {
  const digests: Digest[] = []
  for (const report of reports) digests.push(digestOf(report, true))
  const found: Finding[][] = digests.map(() => [])
  for (const { years } of seriesOf(digests)) {
    for (const [i, { year, reports: own }] of years.entries()) {
      const last = years[i - 1]
      if (!last) continue
      if (last.year !== year - 1) {
        const missing = Array.from({ length: year - last.year - 1 }, (_, k) => last.year + 1 + k)
        for (const at of own) found[at]?.push(note('series/gap', { year, missing }))
        continue
      }
      const [at, ...others] = own
      const [before, ...more] = last.reports
      if (at === undefined || before === undefined || others.length > 0 || more.length > 0) continue
      const now = digests[at]
      const then = digests[before]
      if (now && then) found[at]?.push(...confront(then, now))
    }
  }
  return found
}

function confront(last: Digest, now: Digest): Finding[] {
  const both = pairs(last.tables, now.tables)
  return [
    ...seriesRules.flatMap((rule) => both.flatMap((pair) => tryRule(rule, pair, last, now))),
    ...both.flatMap((pair) => [...jumps(pair, last, now), ...unchanged(pair, last, now)]),
    ...growth(last, now),
    ...copied(last, now),
  ]
}

interface Pair {
  readonly before: TableDigest
  readonly table: TableDigest
}

/** Tables of the same scope, where each year prints it once. */
function pairs(last: readonly TableDigest[], now: readonly TableDigest[]): Pair[] {
  const alike = (a: TableDigest, b: TableDigest): boolean => a.table === b.table && a.scope === b.scope
  return now.flatMap((table): Pair[] => {
    const [before, ...others] = last.filter((one) => alike(one, table))
    return before && others.length === 0 && now.filter((one) => alike(one, table)).length === 1
      ? [{ before, table }]
      : []
  })
}

function tryRule(rule: SeriesRule, { before, table }: Pair, last: Digest, now: Digest): Finding[] {
  if (rule.table !== table.table) return []
  if (rule.edition && (table.edition !== rule.edition || before.edition !== rule.edition)) return []
  const { left, right, op } = parseEquation(rule.equation)
  const places = rule.each === 'column' ? applicantColumns.map(({ id }) => id) : (rule.rows ?? rowsOf(table))
  return places.flatMap((at): Finding[] => {
    const name = (id: string): string => (rule.each === 'column' ? `${id}.${at}` : `${at}.${id}`)
    const value = (id: string): number =>
      id.startsWith('last.') ? valueIn(before, name(id.slice(5))) : valueIn(table, name(id))
    const side = (terms: typeof left): number => terms.reduce((sum, { sign, id }) => sum + sign * value(id), 0)
    const actual = side(left)
    const expected = side(right)
    if (Number.isNaN(actual) || Number.isNaN(expected)) return []
    if (op === '=' ? actual === expected : op === '>=' ? actual >= expected : actual <= expected) return []
    const own = [...left, ...right].filter(({ id }) => !id.startsWith('last.')).map(({ id }) => name(id))
    return [
      note(
        rule.code,
        { at, year: now.year, last: last.year },
        {
          ...{
            level: rule.level,
            table: table.table,
            instance: table.instance,
            rule: rule.id,
            relation: rule.equation,
          },
          ...{ expected, actual, cells: own.map((cell) => `${table.table}.${cell}`) },
          places: placeIn(table, own[0] ?? ''),
        },
      ),
    ]
  })
}

const rowsOf = ({ table, edition }: TableDigest): string[] => [
  ...new Set(indexOf(table, edition).names.map((name) => name.slice(0, name.lastIndexOf('.')))),
]

/** XY-JUMP: ten times as much as last year, or a tenth. */
function jumps({ before, table }: Pair, last: Digest, now: Digest): Finding[] {
  return jumpCells[table.table].flatMap((name): Finding[] => {
    const expected = valueIn(before, name)
    const actual = valueIn(table, name)
    if (!(expected > 0 && actual > 0) || Math.max(expected, actual) < JUMP.large) return []
    if (actual < expected * JUMP.times && expected < actual * JUMP.times) return []
    return [
      note(
        'series/jump',
        { at: name, year: now.year, last: last.year },
        {
          ...{ table: table.table, instance: table.instance, rule: 'XY-JUMP' },
          relation: `1/${JUMP.times} < ${name} / last.${name} < ${JUMP.times}`,
          ...{ expected, actual, cells: [`${table.table}.${name}`], places: placeIn(table, name) },
        },
      ),
    ]
  })
}

/** The same figures in every cell as last year, too many to be chance. */
function unchanged({ before, table }: Pair, last: Digest, now: Digest): Finding[] {
  if (before.edition !== table.edition) return []
  const { rows, filled, sum } = copiedRows[table.table]
  let count = 0
  let total = 0
  const cells: string[] = []
  for (const [i, name] of indexOf(table.table, table.edition).names.entries()) {
    if (rows && !rows.includes(name.slice(0, name.lastIndexOf('.')))) continue
    const value = table.values[i] ?? NaN
    const other = before.values[i] ?? NaN
    if (value !== other && !(Number.isNaN(value) && Number.isNaN(other))) return []
    if (!(value > 0)) continue
    count++
    total += value
    cells.push(`${table.table}.${name}`)
  }
  if (count < filled || total < sum) return []
  return [
    note(
      'series/unchanged',
      { year: now.year, last: last.year, cells: cells.length },
      { table: table.table, instance: table.instance, rule: 'XY-SAME', cells },
    ),
  ]
}

/** NV-YOY: the change that the text states, against the figures of both years. */
function growth(last: Digest, now: Digest): Finding[] {
  const tables = last.tables.filter(({ table }) => table === 'applications')
  const [before] = tables
  if (!before || tables.length > 1) return []
  const received = valueIn(before, 'received.total')
  const bases = [received, received + valueIn(before, 'broughtForward.total'), valueIn(before, 'totalProcessed.total')]
  return now.growth.flatMap(({ percent, decimals, value, args }): Finding[] => {
    const rates = bases.filter((base) => base > 0).map((base) => (100 * (value - base)) / base)
    const [first] = rates
    if (first === undefined || rates.some((rate) => Math.abs(rate - percent) <= 10 ** -decimals * 1.01)) return []
    return [
      note(
        'series/growth',
        { ...args, year: now.year, last: last.year, now: value },
        {
          ...{ rule: 'NV-YOY', relation: 'growth = 100 × (stated - last.received.total) / last.received.total' },
          ...{ expected: Math.round(first * 100) / 100, actual: percent },
        },
      ),
    ]
  })
}

/** A text of which so much stood in last year's report is a copy of it; from so much on it is hardly anything else. */
const COPIED = 0.5
const NOTHING_NEW = 0.8

/** 国办公开办函〔2021〕30号 names reports that are alike a fault. */
function copied(last: Digest, now: Digest): Finding[] {
  if (!now.sketch || !last.sketch) return []
  const share = Math.round(shareOf(now.sketch, last.sketch) * 100) / 100
  if (share < COPIED) return []
  return [
    note(
      'series/copied-text',
      { share, year: now.year, last: last.year },
      { level: share >= NOTHING_NEW ? 'warning' : 'info', rule: 'XY-TEXT', cause: 'published' },
    ),
  ]
}
