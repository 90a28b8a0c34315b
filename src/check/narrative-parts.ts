/**
 * Figures of the text against each other: parts and the whole that they are said to be of, shares and what they are shares of, and the fee
 * for processing information (国办函〔2020〕109号: in steps of ten yuan).
 */

import { type Finding, note } from '../findings.js'
import { FEE_REQUESTS, FEES } from '../forms/subjects.js'
import type { Report, Statement } from '../report/schema.js'
import { argsOf, tablesOf } from './stated-cells.js'

/** A list with one of these names what is left over, so that nothing is. */
const REST = /其[他它余](?:各类|方面|类)?(?:政府|政务)?(?:信息|渠道|方式|类|内容|栏目)?/
/** Three ways to apply leave none out; two may. */
const ALL_WAYS = 3
/** A list that leaves out less than this share of a large whole is meant to leave out nothing. */
const NEARLY = 0.005
const LARGE = 1_000
/** Lists of more parts than this are not searched for those that overlap. */
const MOST_PARTS = 16

export function checkParts(report: Report, flagged: ReadonlySet<number>): Finding[] {
  return [...checkSums(report, flagged), ...checkShares(report, flagged), ...checkFees(report)]
}

interface Group {
  readonly whole: Statement
  readonly parts: readonly Statement[]
}

function groupsOf({ statements }: Report, flagged: ReadonlySet<number>): Group[] {
  const groups = new Map<number, Statement[]>()
  for (const [i, statement] of statements.entries()) {
    const { of, subject } = statement
    if (of === null || flagged.has(i) || flagged.has(of)) continue
    if (!/^(?:part$|channels\.|applicants\.)/.test(subject)) continue
    // Ways to apply and applicants part the same requests, each for itself.
    const kind = /^(part|channels|applicants)/.exec(subject)?.[0] ?? ''
    const key = of * 3 + ['part', 'channels', 'applicants'].indexOf(kind)
    groups.set(key, [...(groups.get(key) ?? []), statement])
  }
  return [...groups].flatMap(([key, parts]) => {
    const whole = statements[Math.floor(key / 3)]
    return whole ? [{ whole, parts }] : []
  })
}

function checkSums(report: Report, flagged: ReadonlySet<number>): Finding[] {
  return groupsOf(report, flagged).flatMap(({ whole, parts }) => {
    const total = whole.value
    const exact = [whole, ...parts].every(
      ({ approximate, year, unit }) => !approximate && year === null && unit === whole.unit,
    )
    if (total === null || !exact || parts.length < 2) return []
    const values = parts.map(({ value }) => value ?? 0)
    const sum = values.reduce((a, b) => a + b, 0)
    if (sum === total || !meantWhole(report, whole, parts, sum)) return []
    // Ways and applicants may be those of all requests, 收到9件，上年结转1件，其中网络5件、信函5件.
    if (whole.subject.startsWith('requests.') && requestsIn(report).includes(sum)) return []
    // Parts may hold each other: 网站 1200 条, 其中政务动态 300 条.
    if (sum > total && overlaps(values, total)) return []
    const rule = parts.every(({ subject }) => subject.startsWith('channels.'))
      ? 'NV-CHAN'
      : parts.every(({ subject }) => subject.startsWith('applicants.'))
        ? 'NV-APPL'
        : whole.subject === 'disclosure.items'
          ? 'NV-PRO'
          : whole.subject === FEES
            ? 'NV-FEE'
            : 'NV-UNITS'
    return [
      note(
        'narrative/figure',
        { ...argsOf(whole, report), parts: parts.map(({ raw }) => raw) },
        {
          ...{
            level: rule === 'NV-CHAN' ? 'warning' : 'info',
            rule,
            relation: `${whole.subject} = ${rule === 'NV-CHAN' ? 'channels' : 'parts'}`,
          },
          ...{ expected: sum, actual: total, cause: 'published' },
        },
      ),
    ]
  })
}

/** Whether a list is meant to name all parts: what it does not say may be left out. */
function meantWhole(report: Report, whole: Statement, parts: readonly Statement[], sum: number): boolean {
  const total = whole.value ?? 0
  const subjects = parts.map(({ subject }) => subject)
  if (subjects.every((subject) => subject.startsWith('applicants.')))
    return (
      sum > total || (subjects.includes('applicants.naturalPerson') && subjects.includes('applicants.organizations'))
    )
  // A request is made in one way.
  if (subjects.every((subject) => subject.startsWith('channels.'))) return sum > total || parts.length >= ALL_WAYS
  const [first] = parts
  const text = report.sections[whole.section]?.text ?? ''
  if (!first || first.section !== whole.section) return false
  const between = text.slice(whole.offset + whole.length, first.offset)
  const last = parts[parts.length - 1] ?? first
  const listed = text.slice(whole.offset + whole.length, last.offset + last.length)
  const among = /其中|包括|含/.test(between)
  if (!among && /^\s*[:：(（]/.test(between)) return true
  const ended = REST.test(text.slice((parts[parts.length - 2] ?? first).offset, last.offset))
  if (ended && !/等/.test(listed)) return true
  const percents = report.statements.filter(
    ({ subject, of }) => subject === 'share' && of !== null && parts.some((part) => part === report.statements[of]),
  )
  if (percents.length === parts.length && Math.abs(100 - percents.reduce((a, { value }) => a + (value ?? 0), 0)) < 0.5)
    return true
  return parts.length >= 3 && total >= LARGE && Math.abs(sum - total) <= total * NEARLY && sum !== total
}

/** Whether some of the parts alone make the whole. */
function overlaps(values: readonly number[], total: number): boolean {
  if (values.length > MOST_PARTS) return true
  let sums = new Set([0])
  for (const value of values)
    sums = new Set([...sums, ...[...sums].map((sum) => sum + value).filter((sum) => sum <= total)])
  return sums.has(total)
}

/** What the table counts as requests: the new ones, all of the year, those processed. */
const requestsIn = (report: Report): number[] =>
  tablesOf(report, 'applications').flatMap((table) =>
    ['received.total', 'received.total + broughtForward.total', 'totalProcessed.total'].flatMap(
      (expression) => table.sum(expression)?.value ?? [],
    ),
  )

/** NV-PCT: a share is that of some figure stated beside it or of the requests of the table. */
function checkShares(report: Report, flagged: ReadonlySet<number>): Finding[] {
  const { statements } = report
  const bases = requestsIn(report)
  const shares = statements.flatMap((share, index) => {
    const part = share.subject === 'share' && share.of !== null ? statements[share.of] : undefined
    const whole = part && part.of !== null ? statements[part.of] : undefined
    if (!part || !whole || share.of === null || part.of === null || share.approximate) return []
    if (
      flagged.has(share.of) ||
      flagged.has(part.of) ||
      [part, whole].some(({ approximate, value }) => approximate || !value)
    )
      return []
    return [{ share, part, whole, index }]
  })
  const found: Finding[] = []
  for (const { share, part, whole } of shares) {
    const percent = share.value ?? 0
    const n = part.value ?? 0
    const near = statements.filter(
      (one) => one.section === part.section && Math.abs(one.offset - part.offset) < NEAR && one.unit === part.unit,
    )
    const siblings = statements
      .filter(({ of }) => of === part.of && of !== null)
      .filter(({ unit }) => unit === part.unit)
    const sum = siblings.reduce((a, { value }) => a + (value ?? 0), 0)
    const candidates = [whole.value ?? 0, sum, ...near.map(({ value }) => value ?? 0), ...bases]
    const tolerance = 10 ** -decimalsOf(share.raw) * 1.01
    if (candidates.some((base) => base > 0 && Math.abs((100 * n) / base - percent) <= tolerance)) continue
    const expected = Math.round((1e4 * n) / (whole.value ?? 1)) / 100
    found.push(
      note(
        'narrative/figure',
        { ...argsOf(share, report), part: part.raw, whole: whole.raw },
        {
          ...{ level: 'info', rule: 'NV-PCT', relation: 'share = 100 × part / whole' },
          ...{ expected, actual: percent, cause: 'published' },
        },
      ),
    )
  }
  return found
}

/** Characters around a share in which its whole may stand. */
const NEAR = 400
const decimalsOf = (raw: string): number => /\.(\d+)/.exec(raw.normalize('NFKC'))?.[1]?.length ?? 0

/** NV-FEE: requests for which a fee was taken brought one. NV-FEE10: it is asked in steps of ten yuan. */
function checkFees(report: Report): Finding[] {
  const { statements } = report
  const found = statements.flatMap((fee) => {
    const requests = fee.subject === FEES && fee.of !== null ? statements[fee.of] : undefined
    if (requests?.subject !== FEE_REQUESTS || (fee.value === 0) === (requests.value === 0)) return []
    const relation = { rule: 'NV-FEE', relation: 'requests > 0 <=> fee > 0' }
    const args = { ...argsOf(fee, report), requests: requests.raw }
    return [note('narrative/fee', args, { ...relation, actual: fee.value, cause: 'published' })]
  })
  if (found.length > 0 || (report.year !== null && report.year < 2021)) return found.slice(0, 1)
  return statements
    .filter(
      ({ subject, value, unit, approximate }) =>
        subject === FEES && unit === '元' && !approximate && (value ?? 0) % 10 !== 0,
    )
    .slice(0, 1)
    .map((fee) =>
      note('narrative/fee', argsOf(fee, report), {
        ...{ rule: 'NV-FEE10', relation: 'fee mod 10 = 0', actual: fee.value, cause: 'published' },
      }),
    )
}
