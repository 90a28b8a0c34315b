/** What the blanks of a table are: zeros, or something that is left out. */

import { type CheckTable, isEmpty, sum, type Trial, totalOf, weigh } from './trials.js'

/** Why a relation says nothing. */
export type Obstacle = 'blank' | 'unreadable' | 'absent' | 'parts-missing' | 'total-missing' | 'scope'

/** Totals that are blank although some of their parts are not: something is left out, not zero. */
export function findBlankTotals(trials: readonly Trial[]): Set<string> {
  const found = new Set<string>()
  for (const trial of trials) {
    const total = totalOf(trial)
    if (!total || !isEmpty(total.figure.state)) continue
    const parts = trial.operands.filter(({ side }) => side === 'right')
    const certain = trial.operands.every(({ figure }) => figure.state !== 'unreadable' && figure.state !== 'absent')
    if (certain ? weigh(trial).expected !== 0 : parts.some(({ figure }) => figure.value)) found.add(total.cell)
  }
  return found
}

/** Why a relation says nothing, whatever blanks mean; null where it can be tried with blanks as zero. */
export function obstacle(trial: Trial, blankTotals: ReadonlySet<string>): Obstacle | null {
  const { rule, given } = trial
  const operands = [...trial.operands, ...given]
  if (operands.some(({ figure }) => figure.state === 'unreadable')) return 'unreadable'
  if (operands.some(({ figure }) => figure.state === 'absent')) return 'absent'
  if (operands.every(({ figure }) => isEmpty(figure.state))) return 'blank'
  if (rule.blanks === 'unknown' && operands.some(({ figure }) => isEmpty(figure.state))) return 'blank'
  // A blank total beside filled parts is no zero; nor are blank parts beside a filled total.
  const total = totalOf(trial)
  if (total && blankTotals.has(total.cell)) return 'total-missing'
  const parts = trial.operands.filter((operand) => operand.side === 'right')
  if (total && sum([total.figure.value ?? 0]) !== 0 && parts.every(({ figure }) => isEmpty(figure.state)))
    return 'parts-missing'
  return operands.some(({ cell }) => blankTotals.has(cell)) ? 'total-missing' : null
}

/** Whether a blank cell of a relation that does not hold is known to be a zero. */
export type Zeros = (cell: string) => boolean

/**
 * Where a table prints no 0 at all its blanks are zeros. Where it prints some, a blank is a zero when another relation
 * says so: one that it stands in holds with it as zero, or all others that have blanks do.
 */
export function judgeZeros(table: CheckTable, trials: readonly Trial[], blankTotals: ReadonlySet<string>): Zeros {
  const printsZeros = table.rows.some((row) => table.columns.some((column) => table.figure(row, column)?.value === 0))
  if (!printsZeros) return () => true
  const proved = new Set<string>()
  let holding = 0
  let failing = 0
  for (const trial of trials) {
    const empty = trial.operands.filter(({ figure }) => isEmpty(figure.state))
    // Only an equation says what a blank is: a limit holds with many values.
    if (empty.length === 0 || trial.statement.claim.op !== '=' || trial.statement.condition) continue
    if (obstacle(trial, blankTotals) !== null) continue
    if (weigh(trial).holds) {
      holding++
      for (const { cell } of empty) proved.add(cell)
    } else failing++
  }
  return (cell) => proved.has(cell) || (holding > 0 && failing <= 1)
}
