/** Confront a report with the rules: pass, fail, or not assessable. */

import { type Finding, note } from '../findings.js'
import type { TableId } from '../forms/define.js'
import type { Rule } from '../forms/rules.js'
import { findBlankTotals, judgeZeros, type Obstacle, obstacle, type Zeros } from './blanks.js'
import { causeOf, findCulprits, type Tried, type Verdict } from './culprits.js'
import { type CheckTable, isDue, isEmpty, type Trial, totalOf, weigh } from './trials.js'

export type Outcome = 'pass' | 'fail' | 'not-assessable'

export interface Check {
  readonly rule: string
  readonly code: string
  readonly table: TableId
  readonly instance: number
  /** The row or column in which the rule was tried. */
  readonly at: string
  readonly outcome: Outcome
  /** Blank or filler cells were taken as zero: the table leaves its zeros blank. */
  readonly blanksAsZero: boolean
  /** Why it could not be assessed. */
  readonly reason: Obstacle | null
}

export interface Confronted {
  readonly checks: Check[]
  readonly findings: Finding[]
}

interface Judged extends Tried {
  readonly blanksAsZero: boolean
  readonly reason: Obstacle | null
}

/** What a finding says beside what all of them do. */
export type Say = (trial: Trial) => { readonly args?: Finding['args']; readonly relation?: string }

/** Confront one table with the rules that were to be tried on it. */
export function checkTable(table: CheckTable, trials: readonly Trial[], say?: Say): Confronted {
  // Before all else: a blank total that hides a sum is no zero for any other relation.
  const blankTotals = findBlankTotals(trials)
  const zeros = judgeZeros(table, trials, blankTotals)
  const judged = trials.map((trial) => confront(trial, blankTotals, zeros))
  const culprits = findCulprits(table, judged, zeros)
  const checks: Check[] = []
  const findings: Finding[] = []
  const told = new Set<string>()
  for (const rule of new Set(trials.map((trial) => trial.rule))) {
    const own = judged.filter(({ trial }) => trial.rule === rule)
    checks.push(...own.map(checkOf))
    for (const one of own) {
      const total = totalOf(one.trial)
      if (!total || !rule.missingTotal || told.has(total.cell) || !hidesSum(one, blankTotals)) continue
      told.add(total.cell)
      findings.push(missingTotal(one, rule.missingTotal))
    }
    const alone = own.flatMap(({ trial, reason }) => (reason === 'parts-missing' ? (totalOf(trial)?.cell ?? []) : []))
    if (alone.length > 0 && rule.missingParts) {
      const where = { table: table.table, instance: table.instance, rule: rule.id, relation: rule.equation }
      findings.push(note(rule.missingParts, { rows: alone.length }, { ...where, cells: alone, cause: 'published' }))
    }
  }
  // One order for what does not hold: that in which the rules were tried.
  for (const one of judged) {
    const verdict = culprits.get(one.trial)
    if (verdict) findings.push(findingOf(one, verdict, say?.(one.trial)))
  }
  return { checks, findings }
}

/** Confront trials that belong to no single table; they name no suspects. */
export function checkLoose(trials: readonly Trial[]): Confronted {
  const judged = trials.map((trial) => confront(trial, new Set(), () => false))
  return {
    checks: judged.map(checkOf),
    findings: judged.flatMap((one) =>
      one.outcome === 'fail'
        ? [findingOf(one, { suspects: [], cause: causeOf([...one.trial.operands, ...one.trial.given]), args: {} })]
        : [],
    ),
  }
}

function confront(trial: Trial, blankTotals: ReadonlySet<string>, zeros: Zeros): Judged {
  const weight = weigh(trial)
  const holds = agrees(trial, weight.holds)
  const empty = [...trial.operands, ...trial.given].filter(({ figure }) => isEmpty(figure.state))
  const reason = obstacle(trial, blankTotals) ?? (!holds && empty.some(({ cell }) => !zeros(cell)) ? 'blank' : null)
  if (reason !== null) return { trial, outcome: 'not-assessable', blanksAsZero: false, reason, weight }
  return { trial, outcome: holds ? 'pass' : 'fail', blanksAsZero: empty.length > 0, reason, weight }
}

/** Whether the whole statement holds, where its claim does or does not. */
function agrees(trial: Trial, claim: boolean): boolean {
  const due = isDue(trial)
  return trial.statement.both ? due === claim : !due || claim
}

/** Whether the relation tells what its own blank total should be: no part of it is such a total in its turn. */
const hidesSum = ({ trial, reason, weight }: Judged, blankTotals: ReadonlySet<string>): boolean =>
  reason === 'total-missing' &&
  weight.expected !== 0 &&
  trial.operands.every(({ side, cell }) => side === 'left' || !blankTotals.has(cell))

const checkOf = ({ trial: { rule, table, instance, at }, outcome, blanksAsZero, reason }: Judged): Check => ({
  rule: rule.id,
  code: rule.code,
  table,
  instance,
  at,
  outcome,
  blanksAsZero,
  reason,
})

function missingTotal({ trial, weight: { expected } }: Judged, code: NonNullable<Rule['missingTotal']>): Finding {
  const { rule, at, table, instance } = trial
  const total = totalOf(trial)
  if (!total) throw new Error('a rule without a total has none that is missing')
  return note(
    code,
    { at },
    {
      table,
      instance,
      rule: rule.id,
      relation: rule.equation,
      expected,
      cells: [total.cell],
      suspects: [{ cell: total.cell, value: expected }],
      cause: causeOf([total]),
      places: placesOf([total]),
    },
  )
}

function findingOf(
  { trial, weight: { expected, actual } }: Judged,
  verdict: Verdict,
  more: ReturnType<Say> = {},
): Finding {
  const { rule, at, statement, operands, given } = trial
  const all = [...new Map([...given, ...operands].map((one) => [one.cell, one])).values()]
  // Where something follows from something else, both sides of what follows say too little.
  const figures = statement.condition === null ? { expected, actual } : { expected: null, actual: null }
  return note(
    rule.code,
    {
      at,
      ...(statement.condition ? { values: all.map(({ figure }) => figure.value ?? 0) } : {}),
      ...(rule.title ? { title: rule.title } : {}),
      ...more.args,
      ...verdict.args,
    },
    {
      level: rule.level,
      table: trial.table,
      instance: trial.instance,
      rule: rule.id,
      relation: more.relation ?? rule.equation,
      ...figures,
      cells: all.map(({ cell }) => cell),
      suspects: [...verdict.suspects],
      cause: verdict.cause,
      places: placesOf(all),
    },
  )
}

const placesOf = (operands: readonly { readonly figure: Trial['operands'][number]['figure'] }[]): Finding['places'] =>
  operands.flatMap(({ figure }) => (figure.place && figure.state === 'reported' ? [figure.place] : []))
