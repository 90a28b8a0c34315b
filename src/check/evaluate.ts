/** Confront a report with the rules: pass, fail, or not assessable. */

import { type Finding, note } from '../findings.js'
import type { FormDef, TableDef, TableId } from '../forms/define.js'
import { parseEquation, type Term } from '../forms/equation.js'
import { rules as allRules, type Rule } from '../forms/rules.js'
import type { Figure, FigureState } from '../report/schema.js'
import { causeOf, findSuspects, type Violation } from './suspects.js'

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
  readonly reason: 'blank' | 'unreadable' | 'absent' | 'parts-missing' | 'total-missing' | 'scope' | null
}

/** One table as the checks see it. */
export interface CheckTable {
  readonly table: TableId
  readonly edition: FormDef['edition']
  readonly instance: number
  readonly def: TableDef
  /** Rows and columns in contract order. */
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  figure(row: string, column: string): Figure | undefined
}

interface Operand {
  readonly cell: string
  readonly sign: 1 | -1
  readonly side: 'left' | 'right'
  readonly id: string
  readonly figure: Figure
}

/** One relation of the table: a rule in one row or column. */
interface Trial {
  readonly rule: Rule
  readonly at: string
  readonly operands: readonly Operand[]
}

/** Confront one table with its rules. */
export function checkTable(table: CheckTable): { checks: Check[]; findings: Finding[] } {
  const checks: Check[] = []
  const findings: Finding[] = []
  const violations: Violation[] = []
  const passed: Violation[] = []
  const own = allRules.filter((rule) => rule.table === table.table && (!rule.edition || rule.edition === table.edition))
  const trials = [...own]
    .sort((a, b) => Number(a.each === 'column') - Number(b.each === 'column'))
    .flatMap((rule) =>
      (rule.each === 'column' ? table.columns : (rule.rows ?? table.rows)).flatMap((at): Trial[] => {
        const operands = operandsOf(rule, at, table)
        return operands ? [{ rule, at, operands }] : []
      }),
    )
  // Before all else: a blank total that hides a sum is no zero for any other relation.
  const blankTotals = findBlankTotals(trials)
  const zeros = judgeZeros(table, trials, blankTotals)
  const told = new Set<string>()
  for (const rule of new Set(trials.map((trial) => trial.rule))) {
    const partsMissing: string[] = []
    for (const trial of trials) {
      if (trial.rule !== rule) continue
      const { at, operands } = trial
      const result = confront(trial, blankTotals, zeros)
      checks.push({
        rule: rule.id,
        code: rule.code,
        table: table.table,
        instance: table.instance,
        at,
        outcome: result.outcome,
        blanksAsZero: result.blanksAsZero,
        reason: result.reason,
      })
      const base = { table: table.table, instance: table.instance, rule: rule.id, relation: rule.equation }
      const total = totalOf(trial)
      if (total && hidesSum(trial, result, blankTotals) && rule.missingTotal && !told.has(total.cell)) {
        told.add(total.cell)
        findings.push(
          note(
            rule.missingTotal,
            { at },
            {
              ...base,
              expected: result.expected,
              cells: [total.cell],
              suspects: [{ cell: total.cell, value: result.expected }],
              cause: causeOf([total.figure]),
              places: placesOf([total]),
            },
          ),
        )
      }
      if (result.reason === 'parts-missing' && total) partsMissing.push(total.cell)
      const violation: Violation = { rule, at, operands, expected: result.expected, actual: result.actual }
      if (result.outcome === 'fail') violations.push(violation)
      else if (result.outcome === 'pass') passed.push(violation)
    }
    if (partsMissing.length > 0 && rule.missingParts) {
      findings.push(
        note(
          rule.missingParts,
          { rows: partsMissing.length },
          {
            table: table.table,
            instance: table.instance,
            rule: rule.id,
            relation: rule.equation,
            cells: partsMissing,
            cause: 'published',
          },
        ),
      )
    }
  }
  for (const violation of violations) findings.push(findingOf(violation, violations, passed, table))
  return { checks, findings }
}

function operandsOf(rule: Rule, at: string, table: CheckTable): Operand[] | null {
  const equation = parseEquation(rule.equation)
  const operands: Operand[] = []
  const add = (side: 'left' | 'right', { sign, id }: Term): boolean => {
    const [row, column] = rule.each === 'column' ? [id, at] : [at, id]
    const figure = table.figure(row, column)
    if (!figure) return false
    operands.push({ cell: `${table.table}.${row}.${column}`, sign, side, id, figure })
    return true
  }
  return equation.left.every((term) => add('left', term)) && equation.right.every((term) => add('right', term))
    ? operands
    : null
}

interface Result {
  readonly outcome: Outcome
  readonly blanksAsZero: boolean
  readonly reason: Check['reason']
  readonly expected: number
  readonly actual: number
}

const isEmpty = (state: FigureState): boolean => state === 'blank' || state === 'filler'

const totalOf = ({ rule, operands }: Trial): Operand | undefined =>
  rule.total === undefined ? undefined : operands.find(({ side, id }) => side === 'left' && id === rule.total)

/** Totals that are blank although some of their parts are not: something is left out, not zero. */
function findBlankTotals(trials: readonly Trial[]): Set<string> {
  const found = new Set<string>()
  for (const trial of trials) {
    const total = totalOf(trial)
    if (!total || !isEmpty(total.figure.state)) continue
    const result = weigh(trial)
    const parts = trial.operands.filter(({ side }) => side === 'right')
    const certain = trial.operands.every(({ figure }) => figure.state !== 'unreadable' && figure.state !== 'absent')
    if (certain ? result.expected !== 0 : parts.some(({ figure }) => figure.value)) found.add(total.cell)
  }
  return found
}

/** Whether the relation tells what its own blank total should be: no part of it is such a total in its turn. */
const hidesSum = (trial: Trial, { reason, expected }: Result, blankTotals: ReadonlySet<string>): boolean =>
  reason === 'total-missing' &&
  expected !== 0 &&
  trial.operands.every(({ side, cell }) => side === 'left' || !blankTotals.has(cell))

/** Both sides, blanks as zero. */
function weigh({ rule, operands }: Trial): { expected: number; actual: number; holds: boolean } {
  const { op, constant } = parseEquation(rule.equation)
  const side = (which: 'left' | 'right'): number =>
    sum(operands.filter((operand) => operand.side === which).map(({ sign, figure }) => sign * (figure.value ?? 0)))
  const actual = side('left')
  const expected = sum([side('right'), constant])
  const holds = op === '=' ? actual === expected : op === '>=' ? actual >= expected : actual <= expected
  return { expected, actual, holds }
}

/** Why a relation says nothing, whatever blanks mean; null where it can be tried with blanks as zero. */
function obstacle(trial: Trial, blankTotals: ReadonlySet<string>): Check['reason'] {
  const { operands } = trial
  if (operands.some(({ figure }) => figure.state === 'unreadable')) return 'unreadable'
  if (operands.some(({ figure }) => figure.state === 'absent')) return 'absent'
  if (operands.every(({ figure }) => isEmpty(figure.state))) return 'blank'
  // A blank total beside filled parts is no zero; nor are blank parts beside a filled total.
  const total = totalOf(trial)
  if (total && blankTotals.has(total.cell)) return 'total-missing'
  const parts = operands.filter((operand) => operand.side === 'right')
  if (total && weigh(trial).actual !== 0 && parts.every(({ figure }) => isEmpty(figure.state))) return 'parts-missing'
  return operands.some(({ cell }) => blankTotals.has(cell)) ? 'total-missing' : null
}

function confront(trial: Trial, blankTotals: ReadonlySet<string>, zeros: Zeros): Result {
  const { expected, actual, holds } = weigh(trial)
  const empty = trial.operands.filter(({ figure }) => isEmpty(figure.state))
  const reason = obstacle(trial, blankTotals) ?? (!holds && empty.some(({ cell }) => !zeros(cell)) ? 'blank' : null)
  if (reason !== null) return { outcome: 'not-assessable', blanksAsZero: false, reason, expected, actual }
  return { outcome: holds ? 'pass' : 'fail', blanksAsZero: empty.length > 0, reason, expected, actual }
}

/** Sums of printed decimals, free of binary dust. */
export const sum = (values: readonly number[]): number => Math.round(values.reduce((a, b) => a + b, 0) * 1e6) / 1e6

/** Whether a blank cell of a relation that does not hold is known to be a zero. */
type Zeros = (cell: string) => boolean

/**
 * What the blanks of a table are. Where it prints no 0 at all they are zeros. Where it prints some, a blank is a zero
 * when another relation says so: one that it stands in holds with it as zero, or all others that have blanks do.
 */
function judgeZeros(table: CheckTable, trials: readonly Trial[], blankTotals: ReadonlySet<string>): Zeros {
  const printsZeros = table.rows.some((row) => table.columns.some((column) => table.figure(row, column)?.value === 0))
  if (!printsZeros) return () => true
  const proved = new Set<string>()
  let holding = 0
  let failing = 0
  for (const trial of trials) {
    const empty = trial.operands.filter(({ figure }) => isEmpty(figure.state))
    // Only an equation says what a blank is: a limit holds with many values.
    if (empty.length === 0 || parseEquation(trial.rule.equation).op !== '=') continue
    if (obstacle(trial, blankTotals) !== null) continue
    if (weigh(trial).holds) {
      holding++
      for (const { cell } of empty) proved.add(cell)
    } else failing++
  }
  return (cell) => proved.has(cell) || (holding > 0 && failing <= 1)
}

function findingOf(
  violation: Violation,
  all: readonly Violation[],
  passed: readonly Violation[],
  table: CheckTable,
): Finding {
  const { rule, at, operands, expected, actual } = violation
  const suspects = findSuspects(violation, all, passed)
  return note(
    rule.code,
    { at },
    {
      level: rule.level,
      table: table.table,
      instance: table.instance,
      rule: rule.id,
      relation: rule.equation,
      expected,
      actual,
      cells: operands.map(({ cell }) => cell),
      suspects,
      cause: causeOf(operands.map(({ figure }) => figure)),
      places: placesOf(operands),
    },
  )
}

const placesOf = (operands: readonly { readonly figure: Figure }[]): Finding['places'] =>
  operands.flatMap(({ figure }) => (figure.place && figure.state === 'reported' ? [figure.place] : []))
