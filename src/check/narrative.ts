/**
 * The text against the tables: figures that sentences state, by the rules of forms/statement-rules.ts.
 *
 * In doubt there is no finding. A figure is held against the table where its words mean it to be of the body and the year of the report,
 * where it is exact, and where no other sentence gives the figure that the table has.
 */

import { type Finding, note } from '../findings.js'
import { families, resultRows, type StatementRule, statementRules, statisticsRules } from '../forms/statement-rules.js'
import type { Report, Statement } from '../report/schema.js'
import type { Check } from './evaluate.js'
import { checkParts } from './narrative-parts.js'
import { argsOf, type PrintedSum, type StatedTable, tablesOf } from './stated-cells.js'
import { isAside, whoseIs } from './whose.js'

export interface NarrativeResult {
  readonly findings: readonly Finding[]
  readonly checks: readonly Check[]
}

/** A statement beside what the tables say to it. */
interface Trial {
  readonly index: number
  readonly statement: Statement
  readonly value: number
  readonly rule: StatementRule
  /** What the words may mean, of each printed copy of the table. */
  readonly meanings: readonly { readonly table: StatedTable; readonly sums: readonly PrintedSum[] }[]
  readonly agrees: boolean
}

/** A figure this large that agrees with the table shows that its words of scope mean the body of the table. */
const TELLING = 5

const CARRIED_CASES = /(?:复议|诉讼)[^。]{0,12}含上年/

export function checkNarrative(report: Report): NarrativeResult {
  if (report.statements.length === 0) return { findings: [], checks: [] }
  const trials = report.statements.flatMap((statement, index) => trialOf(report, statement, index) ?? [])
  const proved = new Set(
    trials
      .filter(({ agrees, value }) => agrees && value >= TELLING)
      .map((one) => one.statement.scope)
      .filter((scope) => scope === null || !isAside(scope)),
  )
  const agreed = agreedIn(trials, report)
  const findings: Finding[] = []
  const checks: Check[] = []
  /** Statements that do not stand for the body of the table, or do not agree with it: their parts need not either. */
  const off = new Set<number>()
  const flagged = new Set<number>()
  const told = new Set<string>()
  const noted = new Set<string>()
  for (const trial of trials) {
    const { statement, rule, agrees, index } = trial
    const [copy] = trial.meanings
    const sum = copy?.sums[0]
    if (!copy || !sum) continue
    const family = familyOf(statement, report)
    const whose = proved.has(statement.scope) ? 'same' : whoseIs(statement.scope, report.issuer)
    const partOfOther = statement.of !== null && off.has(statement.of)
    const aside = !agrees && (whose !== 'same' || partOfOther || agreed(trial) || trial.meanings.length > 1)
    checks.push({
      ...{ rule: rule.id, code: 'narrative/figure', table: copy.table.table, instance: copy.table.instance },
      ...{ at: statement.subject, blanksAsZero: false },
      outcome: agrees ? 'pass' : aside ? 'not-assessable' : 'fail',
      reason: aside ? 'scope' : null,
    })
    if (agrees) continue
    off.add(index)
    if (aside) {
      if (whose !== 'same' && !partOfOther && !agreed(trial) && isNamed(statement.scope) && !noted.has(family)) {
        noted.add(family)
        findings.push(findingOf('narrative/scope', trial, copy.table, sum, report))
      }
      continue
    }
    flagged.add(index)
    if (told.has(family)) continue
    told.add(family)
    findings.push(findingOf('narrative/figure', trial, copy.table, sum, report))
  }
  return { findings: [...findings, ...checkClaims(report), ...checkParts(report, flagged)], checks }
}

/**
 * Whether another sentence gives one of the figures of the table that a statement may mean: then this one is said of other requests. 办理
 * that agrees with all requests says nothing of 办结.
 */
function agreedIn(trials: readonly Trial[], report: Report): (trial: Trial) => boolean {
  const values = new Map<string, Set<number>>()
  for (const { statement, value, agrees } of trials) {
    if (!agrees) continue
    const family = familyOf(statement, report)
    values.set(family, (values.get(family) ?? new Set()).add(value))
  }
  return ({ statement, meanings }) => {
    const own = values.get(familyOf(statement, report))
    return own !== undefined && meanings.some(({ sums }) => sums.some(({ value }) => own.has(value)))
  }
}

/** Whether the words of scope name a body: what a part of the year or of the requests counts is no other scope of the table. */
const isNamed = (scope: string | null): boolean => scope !== null && !isAside(scope)

/** Subjects that speak of the same requests; results, of the same cases. */
function familyOf({ subject, of }: Statement, { statements }: Report): string {
  if (subject.startsWith('results.') && of !== null) return `${subject} ${statements[of]?.subject}`
  return families.find((family) => family.includes(subject))?.[0] ?? subject
}

function trialOf(report: Report, statement: Statement, index: number): Trial | null {
  const { value, approximate, year } = statement
  if (value === null || approximate || year !== null) return null
  // A note under table 四 says that its cases are also those of last year: fewer are stated of this one.
  if (/^(?:disputes|results)/.test(statement.subject) && report.sections.some(({ text }) => CARRIED_CASES.test(text)))
    return null
  const rules = rulesFor(report, statement)
  for (const rule of rules) {
    const meanings = tablesOf(report, rule.table).flatMap((table) => {
      const sums = rule.agrees.flatMap((expression) => table.sum(expression) ?? [])
      return sums.length > 0 ? [{ table, sums }] : []
    })
    // What is missing may be just what the words mean.
    const whole = meanings.some(({ sums }) => sums.length === rule.agrees.length) || !needsAll(rule)
    if (meanings.length === 0 || !whole) continue
    const agrees = meanings.some(({ sums }) => sums.some((sum) => sum.value === value))
    return { index, statement, value, rule, meanings, agrees }
  }
  return null
}

/** The rows of 其他处理 differ by edition: one of the two sums is never there. */
const needsAll = ({ subjects }: StatementRule): boolean => !subjects.includes('outcomes.otherHandling')

function rulesFor(report: Report, { subject, of, value }: Statement): readonly StatementRule[] {
  const column = /^results\.(\w+)$/.exec(subject)?.[1]
  if (column !== undefined) {
    const rows = of === null ? undefined : resultRows[report.statements[of]?.subject ?? '']
    if (!rows) return []
    const agrees = [rows.map((row) => `${row}.${column}`).join(' + ')]
    return [{ id: 'NV-T4', subjects: [subject], table: 'disputes', agrees, level: 'warning', source: '表四' }]
  }
  const own = [...statementRules, ...statisticsRules].filter(({ subjects }) => subjects.includes(subject))
  if (value !== 0) return own
  // 未收到申请: only what is new counts, and there is no excuse.
  return own.map((rule) =>
    rule.id === 'NV-RECV' || rule.id === 'NV-T4'
      ? { ...rule, id: 'NV-NONE', agrees: rule.agrees.slice(0, 1), level: 'error' as const }
      : rule,
  )
}

function findingOf(
  code: 'narrative/figure' | 'narrative/scope',
  { statement, value, rule }: Trial,
  { table, instance }: StatedTable,
  sum: PrintedSum,
  report: Report,
): Finding {
  const [cell, ...more] = sum.cells
  return note(code, argsOf(statement, report), {
    ...(code === 'narrative/figure' ? { level: rule.level } : {}),
    ...{ table, instance, rule: rule.id, relation: `${statement.subject} = ${rule.agrees.join(' | ')}` },
    ...{ expected: value, actual: sum.value, cells: sum.cells },
    suspects: code === 'narrative/figure' && cell !== undefined && more.length === 0 ? [{ cell, value }] : [],
    cause: sum.figures.every(({ confidence }) => confidence >= SURE) ? 'published' : 'unknown',
    places: sum.figures.flatMap(({ place, state }) => (place && state === 'reported' ? [place] : [])),
  })
}

/** Below this the reading of the table itself may be what does not agree. */
const SURE = 0.97

/** NV-ALL: all is said to be done, some is carried forward, and the text does not say so itself. */
function checkClaims(report: Report): Finding[] {
  const claim = report.statements.find(
    ({ subject, year, scope }) =>
      subject === 'requests.allProcessed' && year === null && whoseIs(scope, report.issuer) === 'same',
  )
  const [table, ...others] = tablesOf(report, 'applications')
  const carried = table?.sum('carriedForward.total')
  if (!claim || !table || others.length > 0 || !carried || carried.value === 0) return []
  if (report.statements.some(({ subject, value }) => subject === 'requests.carriedForward' && value !== 0)) return []
  return [
    note('narrative/all-processed', argsOf(claim, report), {
      ...{ table: 'applications', instance: table.instance, rule: 'NV-ALL', relation: 'carriedForward.total = 0' },
      ...{ expected: 0, actual: carried.value, cells: carried.cells },
      cause: 'published',
      places: carried.figures.flatMap(({ place }) => (place ? [place] : [])),
    }),
  ]
}
