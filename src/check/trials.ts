/** Rules + tables → trials: one rule in one row, in one column, or once. */

import { makesNoRules } from '../forms/bodies.js'
import type { FormDef, TableId } from '../forms/define.js'
import { splitName } from '../forms/names.js'
import type { Rule } from '../forms/rules.js'
import { type Comparison, idsOf, parseStatement, type Statement } from '../forms/statement.js'
import type { Figure, FigureState } from '../report/schema.js'

/** One table as the checks see it. */
export interface CheckTable {
  readonly table: TableId
  /** Null for a table that no form has. */
  readonly edition: FormDef['edition'] | null
  readonly instance: number
  /** Rows and columns in contract order. */
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  figure(row: string, column: string): Figure | undefined
  /** True where a figure may be below zero. */
  signed(row: string, column: string): boolean
}

export interface Operand {
  readonly cell: string
  readonly coefficient: number
  readonly side: 'left' | 'right'
  readonly id: string
  readonly figure: Figure
  readonly signed: boolean
}

export interface Trial {
  readonly rule: Rule
  readonly statement: Statement
  /** The row or column in which the rule is tried, as findings and checks name it. */
  readonly at: string
  readonly table: TableId
  readonly instance: number
  /** Of the claim. */
  readonly operands: readonly Operand[]
  /** Of the condition, where there is one. */
  readonly given: readonly Operand[]
}

/** The rules of one table, each wherever it can be tried; rules in rows first. */
export function trialsOf(table: CheckTable, rules: readonly Rule[], issuer: string | null): Trial[] {
  const own = rules.filter(
    (rule) =>
      rule.each !== 'once' &&
      rule.table === table.table &&
      (!rule.edition || rule.edition === table.edition) &&
      applies(rule, issuer),
  )
  return [...own]
    .sort((a, b) => Number(a.each === 'column') - Number(b.each === 'column'))
    .flatMap((rule) => {
      const places = rule.each === 'column' ? (rule.columns ?? table.columns) : (rule.rows ?? table.rows)
      return places.flatMap((at): Trial[] => {
        const trial = makeTrial(rule, at, table.instance, (id) => {
          const [row, column] = rule.each === 'column' ? [id, at] : [at, id]
          const figure = table.figure(row, column)
          return figure && { cell: `${table.table}.${row}.${column}`, figure, signed: table.signed(row, column) }
        })
        return trial ? [trial] : []
      })
    })
}

/** Rules over cells by name, tried where all their tables are printed once, or for each copy of their only table. */
export function trialsOnce(tables: readonly CheckTable[], rules: readonly Rule[], issuer: string | null): Trial[] {
  return rules.flatMap((rule) => {
    if (rule.each !== 'once' || !applies(rule, issuer)) return []
    const names = [...new Set(idsOf(parseStatement(rule.equation)).map((id) => splitName(id).table))]
    const copies = names.map((name) =>
      tables.filter(
        ({ table, edition }) => table === name && (!rule.edition || table !== rule.table || edition === rule.edition),
      ),
    )
    const sets =
      copies.length === 1
        ? (copies[0] ?? []).map((one) => [one])
        : copies.every(({ length }) => length === 1)
          ? [copies.flat()]
          : []
    return sets.flatMap((set): Trial[] => {
      const instance = set.find(({ table }) => table === rule.table)?.instance ?? 0
      const trial = makeTrial(rule, 'report', instance, (id) => {
        const { table: name, row, column } = splitName(id)
        const table = set.find((one) => one.table === name)
        const figure = table?.figure(row, column)
        return figure && table && { cell: id, figure, signed: table.signed(row, column) }
      })
      return trial ? [trial] : []
    })
  })
}

const applies = (rule: Rule, issuer: string | null): boolean =>
  rule.when === undefined || (issuer !== null && makesNoRules(issuer))

type Find = (id: string) => { cell: string; figure: Figure; signed: boolean } | undefined

/** Null where the table has not all the cells that the rule speaks of. */
function makeTrial(rule: Rule, at: string, instance: number, find: Find): Trial | null {
  const statement = parseStatement(rule.equation)
  const operandsOf = (comparison: Comparison | null): Operand[] | null => {
    if (!comparison) return []
    const operands: Operand[] = []
    for (const side of ['left', 'right'] as const) {
      for (const { coefficient, id } of comparison[side]) {
        const found = find(id)
        if (!found) return null
        operands.push({
          cell: found.cell,
          coefficient,
          side,
          id,
          figure: found.figure,
          signed: found.signed,
        })
      }
    }
    return operands
  }
  const operands = operandsOf(statement.claim)
  const given = operandsOf(statement.condition)
  return operands && given ? { rule, statement, at, table: rule.table, instance, operands, given } : null
}

export const isEmpty = (state: FigureState): boolean => state === 'blank' || state === 'filler'

export const totalOf = ({ rule, operands }: Trial): Operand | undefined =>
  rule.total === undefined ? undefined : operands.find(({ side, id }) => side === 'left' && id === rule.total)

/** Sums of printed decimals, free of binary dust. */
export const sum = (values: readonly number[]): number => Math.round(values.reduce((a, b) => a + b, 0) * 1e6) / 1e6

export interface Weight {
  readonly expected: number
  readonly actual: number
  readonly holds: boolean
}

/** Both sides of the claim, blanks as zero. */
export const weigh = ({ statement, operands }: Trial): Weight => weighComparison(statement.claim, operands)

/** Whether the claim is to hold: there is no condition, or it is met. */
export function isDue({ statement, given }: Trial): boolean {
  return statement.condition === null || weighComparison(statement.condition, given).holds
}

function weighComparison({ op, constant }: Comparison, operands: readonly Operand[]): Weight {
  const side = (which: 'left' | 'right'): number =>
    sum(
      operands
        .filter((operand) => operand.side === which)
        .map(({ coefficient, figure }) => coefficient * (figure.value ?? 0)),
    )
  const actual = side('left')
  const expected = sum([side('right'), constant])
  return { expected, actual, holds: compare(actual, op, expected) }
}

function compare(a: number, op: Comparison['op'], b: number): boolean {
  switch (op) {
    case '=':
      return a === b
    case '>=':
      return a >= b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '<':
      return a < b
  }
}
