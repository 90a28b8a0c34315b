/** Confront a report with the rules: pass, fail, or not assessable. */

import { type Finding, note } from '../findings.js'
import type { FormDef, TableDef, TableId } from '../forms/define.js'
import { rules as allRules, type Rule } from '../forms/rules.js'
import type { Figure, FigureState } from '../report/schema.js'
import { parseEquation, type Term } from './equation.js'
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
  readonly reason: 'blank' | 'unreadable' | 'absent' | 'parts-missing' | 'total-missing' | null
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

/** Confront one table with its rules. */
export function checkTable(table: CheckTable): { checks: Check[]; findings: Finding[] } {
  const checks: Check[] = []
  const findings: Finding[] = []
  const violations: Violation[] = []
  const passed: Violation[] = []
  const style = zeroStyle(table)
  const blankTotals = new Set<string>()
  const own = allRules.filter((rule) => rule.table === table.table && (!rule.edition || rule.edition === table.edition))
  // Rows first: a blank total that hides a sum is no zero for the columns.
  for (const rule of [...own].sort((a, b) => Number(a.each === 'column') - Number(b.each === 'column'))) {
    const partsMissing: string[] = []
    for (const at of rule.each === 'column' ? table.columns : (rule.rows ?? table.rows)) {
      const operands = operandsOf(rule, at, table)
      if (!operands) continue
      const result = confront(rule, operands, style, blankTotals)
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
      const total = operands.find((operand) => operand.id === rule.total && operand.side === 'left')
      if (result.reason === 'total-missing' && total && rule.missingTotal) {
        blankTotals.add(total.cell)
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

function confront(
  rule: Rule,
  operands: readonly Operand[],
  style: ZeroStyle,
  blankTotals: ReadonlySet<string>,
): Result {
  const { op, constant } = parseEquation(rule.equation)
  const side = (which: 'left' | 'right'): number =>
    sum(operands.filter((operand) => operand.side === which).map(({ sign, figure }) => sign * (figure.value ?? 0)))
  const actual = side('left')
  const expected = sum([side('right'), constant])
  const unknown = (reason: Check['reason']): Result => ({
    outcome: 'not-assessable',
    blanksAsZero: false,
    reason,
    expected,
    actual,
  })
  if (operands.some(({ figure }) => figure.state === 'unreadable')) return unknown('unreadable')
  if (operands.some(({ figure }) => figure.state === 'absent')) return unknown('absent')
  const empty = operands.filter(({ figure }) => isEmpty(figure.state))
  if (empty.length === operands.length) return unknown('blank')
  // A blank total beside filled parts is no zero; nor are blank parts beside a filled total.
  const total =
    rule.total === undefined
      ? undefined
      : operands.find((operand) => operand.side === 'left' && operand.id === rule.total)
  if (total && isEmpty(total.figure.state) && expected !== 0) return unknown('total-missing')
  const parts = operands.filter((operand) => operand.side === 'right')
  if (total && actual !== 0 && parts.every(({ figure }) => isEmpty(figure.state))) return unknown('parts-missing')
  if (operands.some(({ cell }) => blankTotals.has(cell))) return unknown('total-missing')
  const holds = op === '=' ? actual === expected : op === '>=' ? actual >= expected : actual <= expected
  if (holds) return { outcome: 'pass', blanksAsZero: empty.length > 0, reason: null, expected, actual }
  const printsZeros = operands.some(({ figure }) => figure.value === 0)
  if (empty.length > 0 && style !== 'blank' && printsZeros) return unknown('blank')
  return { outcome: 'fail', blanksAsZero: empty.length > 0, reason: null, expected, actual }
}

/** Sums of printed decimals, free of binary dust. */
const sum = (values: readonly number[]): number => Math.round(values.reduce((a, b) => a + b, 0) * 1e6) / 1e6

type ZeroStyle = 'printed' | 'blank'

/**
 * Whether a table prints its zeros or leaves them blank. A table whose blanks are ten times its zeros leaves them
 * blank; docs/cells.md: blanks count as zero only there.
 */
export function zeroStyle(table: CheckTable): ZeroStyle {
  let zeros = 0
  let blanks = 0
  for (const row of table.rows) {
    for (const column of table.columns) {
      const figure = table.figure(row, column)
      if (!figure) continue
      if (isEmpty(figure.state)) blanks++
      else if (figure.value === 0) zeros++
    }
  }
  return blanks > 0 && zeros * 10 <= blanks ? 'blank' : 'printed'
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
