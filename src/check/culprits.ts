/**
 * Which cells explain the relations that do not hold, and whether the document or the reading is to blame.
 *
 * Relations that share cells are localised together (`localise.ts`); the smallest sets are ranked by how likely the
 * slips are that they tell of (`slips.ts`). A set falls into root errors: cells that stand in a common relation. Each
 * finding names the cells of its own root error, those of its own relation first. Nothing is changed.
 */

import type { Args, Cause, Suspect } from '../findings.js'
import { splitName } from '../forms/names.js'
import type { Comparison } from '../forms/statement.js'
import type { Zeros } from './blanks.js'
import { type Change, defaultWork, localise } from './localise.js'
import { type Candidate, doubtWeight, isPair, misreadings, pairWeight, slipOf, slipWeights } from './slips.js'
import type { LinearRelation, Variable } from './system.js'
import { type CheckTable, isEmpty, type Operand, type Trial, totalOf, type Weight } from './trials.js'

/** A trial with its outcome. */
export interface Tried {
  readonly trial: Trial
  readonly outcome: 'pass' | 'fail' | 'not-assessable'
  readonly weight: Weight
}

export interface Verdict {
  readonly suspects: readonly Suspect[]
  readonly cause: Cause
  readonly args: Args
}

/** Below this the reading itself may be what does not add up. */
const SURE = 0.97

const sure = ({ figure }: { readonly figure: Operand['figure'] }): boolean =>
  figure.confidence >= SURE || figure.state !== 'reported'

/** Figures that were read for certain and do not agree were published so. */
export const causeOf = (operands: readonly { readonly figure: Operand['figure'] }[]): Cause =>
  operands.every(sure) ? 'published' : 'unknown'

/** Whether a rule binds its cells: it is linear, and does not hold as a rule only. */
const binds = ({ rule, statement }: Trial): boolean => statement.condition === null && rule.level !== 'info'

/** What is to be said of each trial that fails. */
export function findCulprits(table: CheckTable, tried: readonly Tried[], zeros: Zeros): Map<Trial, Verdict> {
  const verdicts = new Map<Trial, Verdict>()
  for (const { trial, outcome } of tried)
    if (outcome === 'fail')
      verdicts.set(trial, { suspects: [], cause: causeOf([...trial.operands, ...trial.given]), args: {} })
  if (verdicts.size === 0) return verdicts
  for (const component of components(tried.filter(({ trial }) => binds(trial)))) {
    if (component.some(({ outcome }) => outcome === 'fail')) judge(table, component, zeros, verdicts)
  }
  return verdicts
}

/** Trials that share cells, directly or through others. */
function components(tried: readonly Tried[]): Tried[][] {
  const leader = tried.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (leader[at] !== at) at = leader[at] as number
    return at
  }
  const seen = new Map<string, number>()
  for (const [i, { trial }] of tried.entries()) {
    for (const { cell } of trial.operands) {
      const other = seen.get(cell)
      if (other === undefined) seen.set(cell, i)
      else leader[Math.max(find(i), find(other))] = Math.min(find(i), find(other))
    }
  }
  const result = new Map<number, Tried[]>()
  for (const [i, one] of tried.entries()) result.set(find(i), [...(result.get(find(i)) ?? []), one])
  return [...result.values()]
}

/** A root error of one smallest set. */
type Root = readonly Change[]

function judge(table: CheckTable, component: readonly Tried[], zeros: Zeros, verdicts: Map<Trial, Verdict>): void {
  const cells = [...new Map(component.flatMap(({ trial }) => trial.operands).map((one) => [one.cell, one])).values()]
  const index = new Map(cells.map(({ cell }, i) => [cell, i]))
  const failing = component.filter(({ outcome }) => outcome === 'fail')
  const fixed = new Set(failing.flatMap(({ trial }) => trial.operands.map(({ cell }) => cell)))
  const scale = scaleOf(component)
  const lost = new Set(
    component
      .flatMap(({ trial, outcome }) => {
        if (outcome !== 'not-assessable') return []
        const total = totalOf(trial)
        // A filled total beside blank parts says that they are not zero; so do filled parts of a blank total.
        return trial.operands.filter(
          ({ cell, figure }) => isEmpty(figure.state) && (total !== undefined || !zeros(cell)),
        )
      })
      .map(({ cell }) => cell),
  )
  const variables = cells.map(({ cell, figure, signed }): Variable => {
    const unknown = figure.state === 'unreadable' || figure.state === 'absent'
    return {
      value: Math.round((figure.value ?? 0) * scale),
      free: unknown || (isEmpty(figure.state) && lost.has(cell) && !fixed.has(cell)),
      signed,
    }
  })
  const relations = component.map(({ trial }) => linear(trial, index, scale))
  const { sets, complete } = localise(variables, relations, defaultWork)
  const ranked = rank(table, cells, sets, failing, scale)
  const near = neighboursOf(relations, cells.length)
  const repairOf = (change: Change): number | null => (change.value === null ? null : change.value / scale)
  for (const { trial, weight } of failing) {
    const own = new Set(trial.operands.map(({ cell }) => index.get(cell) as number))
    const roots = ranked.map((set) => rootOf(set, own, near))
    const suspects = new Map<string, Suspect>()
    for (const root of roots) {
      for (const change of [...root].sort((a, b) => Number(own.has(b.variable)) - Number(own.has(a.variable)))) {
        const { cell } = cells[change.variable] as Operand
        if (!suspects.has(cell)) suspects.set(cell, { cell, value: repairOf(change) })
      }
    }
    const [first] = roots
    const different = new Set(roots.map((root) => root.map(({ variable }) => variable).join(' '))).size
    // Sets of one size may fall into root errors of different sizes: a cell here, with its partner in another relation there.
    const mixed = roots.some((root) => root.length !== first?.length)
    const known = first !== undefined && first.length > 0
    verdicts.set(trial, {
      suspects: known ? [...suspects.values()] : complete ? [] : peel(trial, weight, component, cells),
      cause: judgeCause(trial, table, cells, roots, complete, scale),
      args: known
        ? {
            changes: first.length,
            explanations: different,
            ...(mixed ? { mixed } : {}),
            ...(complete ? {} : { more: true }),
          }
        : { ...(complete ? {} : { more: true }) },
    })
  }
}

/** Figures with decimals are counted in their last place, so that all are whole. */
function scaleOf(component: readonly Tried[]): number {
  const numbers = component.flatMap(({ trial: { operands, statement } }) => [
    ...operands.flatMap(({ figure, coefficient }) => [figure.value ?? 0, coefficient]),
    statement.claim.constant,
  ])
  const places = Math.max(0, ...numbers.map((value) => (/\.(\d+)$/.exec(String(value))?.[1] ?? '').length))
  return 10 ** Math.min(places, 6)
}

/** The claim of a trial as `… = 0` or `… >= 0`, whole numbers throughout. */
function linear(trial: Trial, index: ReadonlyMap<string, number>, scale: number): LinearRelation {
  const { op, constant } = trial.statement.claim
  const turned = op === '<=' || op === '<' ? -1 : 1
  const factor = fractional(trial.statement.claim) ? scale : 1
  const terms = trial.operands.map(({ cell, coefficient, side }) => ({
    variable: index.get(cell) as number,
    coefficient: Math.round(turned * (side === 'left' ? coefficient : -coefficient) * factor),
  }))
  // More than is at least one more, in the last place that is counted.
  const strict = op === '>' || op === '<' ? 1 : 0
  return {
    terms,
    constant: Math.round(-turned * constant * factor * scale) - strict,
    op: op === '=' ? '=' : '>=',
  }
}

const fractional = ({ left, right }: Comparison): boolean =>
  [...left, ...right].some(({ coefficient }) => !Number.isInteger(coefficient))

/** Cells that stand in a common relation. */
function neighboursOf(relations: readonly LinearRelation[], count: number): (a: number, b: number) => boolean {
  const near = new Uint8Array(count * count)
  for (const { terms } of relations)
    for (const { variable: a } of terms) for (const { variable: b } of terms) near[a * count + b] = 1
  return (a, b) => near[a * count + b] === 1
}

/** The cells of a set that hang together with those of a relation. */
function rootOf(set: readonly Change[], own: ReadonlySet<number>, near: (a: number, b: number) => boolean): Root {
  const root = new Set(set.filter(({ variable }) => own.has(variable)))
  for (let size = -1; size < root.size; ) {
    size = root.size
    for (const change of set) if ([...root].some((one) => near(one.variable, change.variable))) root.add(change)
  }
  return set.filter((change) => root.has(change))
}

/** The likeliest sets first; equal ones in the order of their cells. */
function rank(
  table: CheckTable,
  cells: readonly Operand[],
  sets: readonly (readonly Change[])[],
  failing: readonly Tried[],
  scale: number,
): (readonly Change[])[] {
  const totals = new Set(failing.flatMap(({ trial }) => totalOf(trial)?.cell ?? []))
  const known = new Map<string, { candidate: Candidate; weight: number }>()
  const look = (change: Change): { candidate: Candidate; weight: number } => {
    const key = `${change.variable}=${change.value}`
    const before = known.get(key)
    if (before) return before
    const operand = cells[change.variable] as Operand
    const candidate = candidateOf(operand, change, scale, totals.has(operand.cell), table)
    const made = { candidate, weight: slipWeights[slipOf(candidate)] + doubtWeight(candidate.confidence) }
    known.set(key, made)
    return made
  }
  const weights = new Map(
    sets.map((set) => {
      const own = set.map(look)
      let weight = own.reduce((all, one) => all + one.weight, 0)
      for (const [i, a] of own.entries())
        for (const b of own.slice(i + 1)) if (isPair(a.candidate, b.candidate)) weight += pairWeight
      return [set, weight] as const
    }),
  )
  return [...sets].sort((a, b) => (weights.get(b) as number) - (weights.get(a) as number) || compareSets(a, b))
}

function compareSets(a: readonly Change[], b: readonly Change[]): number {
  for (const [i, { variable }] of a.entries()) {
    const difference = variable - (b[i]?.variable ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function candidateOf(
  { cell, figure }: Operand,
  change: Change,
  scale: number,
  total: boolean,
  table: CheckTable,
): Candidate {
  return {
    printed: figure.value ?? 0,
    blank: isEmpty(figure.state),
    repaired: change.value === null ? null : change.value / scale,
    confidence: figure.confidence,
    total,
    neighbours: total ? besides(cell, table) : [],
  }
}

/** The figures above and below a cell, before and behind it. */
function besides(cell: string, table: CheckTable): number[] {
  const { row, column } = splitName(cell)
  const r = table.rows.indexOf(row)
  const c = table.columns.indexOf(column)
  return [
    [r - 1, c],
    [r + 1, c],
    [r, c - 1],
    [r, c + 1],
  ].flatMap(([i = -1, j = -1]) => {
    const value = table.figure(table.rows[i] ?? '', table.columns[j] ?? '')?.value
    return typeof value === 'number' ? [value] : []
  })
}

function judgeCause(
  trial: Trial,
  table: CheckTable,
  cells: readonly Operand[],
  roots: readonly Root[],
  complete: boolean,
  scale: number,
): Cause {
  if (trial.operands.every(sure)) return 'published'
  const [first] = roots
  if (!first || first.length === 0) return 'unknown'
  const doubtful = first.filter(({ variable }) => !sure(cells[variable] as Operand))
  if (doubtful.length > 0) {
    const candidates = first.map((change) =>
      candidateOf(cells[change.variable] as Operand, change, scale, false, table),
    )
    const likely = doubtful.every((change) => {
      const candidate = candidates[first.indexOf(change)] as Candidate
      return (
        misreadings.has(slipOf(candidate)) ||
        candidates.some((other) => other !== candidate && isPair(candidate, other))
      )
    })
    return likely ? 'reading' : 'unknown'
  }
  // The doubtful figures of the relation explain nothing: those that do were read for certain.
  return complete && roots.every((root) => root.every(({ variable }) => sure(cells[variable] as Operand)))
    ? 'published'
    : 'unknown'
}

/**
 * Where the table holds too many errors for all sets to be found: cells whose change by one and the same amount mends
 * every failing relation they stand in and breaks none.
 */
function peel(trial: Trial, weight: Weight, component: readonly Tried[], cells: readonly Operand[]): Suspect[] {
  const change = (
    cell: string,
    { trial: { operands, statement }, weight: { expected, actual } }: Tried,
  ): number | null => {
    const operand = operands.find((one) => one.cell === cell)
    if (!operand || statement.claim.op !== '=') return null
    return ((expected - actual) / operand.coefficient) * (operand.side === 'left' ? 1 : -1)
  }
  return cells.flatMap(({ cell, figure, signed }): Suspect[] => {
    const by = change(cell, { trial, outcome: 'fail', weight })
    if (by === null) return []
    const own = component.filter((one) => one.trial.operands.some((operand) => operand.cell === cell))
    if (own.some((one) => one.outcome === 'pass' || (one.outcome === 'fail' && change(cell, one) !== by))) return []
    const value = (figure.value ?? 0) + by
    return (value < 0 && !signed) ||
      !Number.isInteger(value) ||
      own.filter(({ outcome }) => outcome === 'fail').length < 2
      ? []
      : [{ cell, value }]
  })
}
