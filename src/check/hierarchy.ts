/**
 * A body against the bodies below it: a city's figures are those of its counties and bureaus and its own. What is missing of the bodies below
 * is said first, for a sum without them proves nothing.
 */

import { type Finding, note } from '../findings.js'
import type { Report } from '../report/schema.js'
import { type Digest, digestOf, indexOf, type SeriesTableId, valueIn } from './digest.js'
import { issuerKeys } from './issuers.js'

export interface HierarchyOptions {
  /** Names of all bodies whose figures those of the parent are made of, where they are known. */
  readonly expected?: readonly string[]
}

export interface HierarchyResult {
  /** What is said of completeness first, then one finding for every figure that the sum does not reach, or exceeds. */
  readonly findings: readonly Finding[]
  readonly completeness: {
    /** Bodies whose reports for the year of the parent were summed up. */
    readonly children: number
    /** True where all expected bodies are among them; null where it is not known which are. */
    readonly complete: boolean | null
    readonly missing: readonly string[]
    /** Reports left out: for another year, or a second one of a body. */
    readonly leftOut: number
  }
}

/** Figures that are sums over bodies; stocks and totals alike. */
const SUMMED: readonly (readonly [table: SeriesTableId, names: RegExp])[] = [
  ['applications', /\.total$/],
  ['disputes', /./],
  ['proactiveDisclosure', /\.(?:issued|repealed|inForce|decisions|produced|disclosed|totalDisclosed)$/],
]

interface Sum {
  value: number
  /** Children that print the figure. */
  count: number
}

/**
 * Confront the report of a body with the reports of those below it, for the same year.
 *
 * A sum above the figure of the parent is told always; one below it only where all children are known to be there. Both are `info` unless the
 * children are complete.
 *
 * @param children Read once, one after another; nothing of them is kept but sums.
 */
export function checkHierarchy(
  parent: Report,
  children: Iterable<Report>,
  { expected }: HierarchyOptions = {},
): HierarchyResult {
  const whole = digestOf(parent, false)
  const sums = new Map<string, Sum>()
  const seen = new Set<string>()
  const names: string[] = []
  let count = 0
  let leftOut = 0
  for (const child of children) {
    const own = digestOf(child, false)
    const [key] = issuerKeys([own.issuer])
    if (own.year !== whole.year || (key !== null && key !== undefined && seen.has(key))) {
      leftOut++
      continue
    }
    if (key) seen.add(key)
    if (own.issuer !== null) names.push(own.issuer)
    count++
    add(own, sums)
  }
  const missing = expected ? missingOf(expected, names) : []
  const complete = expected ? missing.length === 0 : null
  const findings: Finding[] = [
    note('hierarchy/completeness', {
      ...{ parent: whole.issuer, year: whole.year, children: count, leftOut, missing },
      expected: expected?.length ?? null,
    }),
  ]
  for (const [table, pattern] of SUMMED) {
    const printed = whole.tables.filter((one) => one.table === table)
    const [own] = printed
    // Two scopes of one table: which of them the children add up to, nothing says.
    if (!own || printed.length > 1) continue
    for (const name of indexOf(table, own.edition).names) {
      if (!pattern.test(name)) continue
      const sum = sums.get(`${own.edition} ${table}.${name}`)
      const actual = valueIn(own, name)
      if (!sum || Number.isNaN(actual) || sum.value === actual) continue
      const all = complete === true && sum.count === count
      if (sum.value < actual && !all) continue
      findings.push(
        note(
          'hierarchy/sum',
          { parent: whole.issuer, year: whole.year, children: sum.count, complete },
          {
            ...{
              level: all ? 'warning' : 'info',
              table,
              instance: own.instance,
              rule: 'HI-SUM',
              relation: 'parent = Σ children',
            },
            ...{ expected: sum.value, actual, cells: [`${table}.${name}`] },
          },
        ),
      )
    }
  }
  return { findings, completeness: { children: count, complete, missing, leftOut } }
}

function add({ tables }: Digest, sums: Map<string, Sum>): void {
  for (const own of tables) {
    // Of several copies of a table the first would be a guess.
    if (tables.filter(({ table }) => table === own.table).length > 1) continue
    for (const [i, name] of indexOf(own.table, own.edition).names.entries()) {
      const value = own.values[i] ?? NaN
      if (Number.isNaN(value)) continue
      const key = `${own.edition} ${own.table}.${name}`
      const sum = sums.get(key)
      if (sum) {
        sum.value = Math.round((sum.value + value) * 1e6) / 1e6
        sum.count++
      } else sums.set(key, { value, count: 1 })
    }
  }
}

/** Expected bodies that none of the names is of. */
function missingOf(expected: readonly string[], names: readonly string[]): string[] {
  const keys = issuerKeys([...expected, ...names])
  const present = new Set(keys.slice(expected.length))
  return expected.filter((_, i) => !present.has(keys[i] ?? null))
}
