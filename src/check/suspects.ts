/** Where one cell explains all the failing relations it lies in, name it. Values are never changed. */

import type { Cause, Suspect } from '../findings.js'
import type { Rule } from '../forms/rules.js'
import type { Figure } from '../report/schema.js'

export interface Violation {
  readonly rule: Rule
  readonly at: string
  readonly operands: readonly {
    readonly cell: string
    readonly sign: 1 | -1
    readonly side: 'left' | 'right'
    readonly figure: Figure
  }[]
  readonly expected: number
  readonly actual: number
}

/** What a cell would have to change by for the relation to hold: its equations are linear, each cell counts once. */
function repair(violation: Violation, cell: string): number | null {
  const operand = violation.operands.find((one) => one.cell === cell)
  if (!operand || !/^[^<>]*=[^<>]*$/.test(violation.rule.equation)) return null
  const delta = violation.expected - violation.actual
  return operand.side === 'left' ? operand.sign * delta : -operand.sign * delta
}

/**
 * Cells whose change by one and the same amount satisfies every failing relation they lie in and breaks none that
 * holds, the one that explains most relations first.
 */
export function findSuspects(
  violation: Violation,
  failing: readonly Violation[],
  passing: readonly Violation[],
): Suspect[] {
  const ranked: { suspect: Suspect; explains: number; confidence: number; order: number }[] = []
  for (const [order, { cell, figure }] of violation.operands.entries()) {
    const change = repair(violation, cell)
    if (change === null) continue
    const own = failing.filter((other) => other.operands.some((operand) => operand.cell === cell))
    if (own.some((other) => repair(other, cell) !== change)) continue
    if (passing.some((other) => other.operands.some((operand) => operand.cell === cell))) continue
    const value = (figure.value ?? 0) + change
    if (value < 0 || !Number.isInteger(value)) continue
    ranked.push({ suspect: { cell, value }, explains: own.length, confidence: figure.confidence, order })
  }
  const most = Math.max(0, ...ranked.map(({ explains }) => explains))
  return ranked
    .filter(({ explains }) => explains === most)
    .sort((a, b) => a.confidence - b.confidence || a.order - b.order)
    .map(({ suspect }) => suspect)
}

/** Below this the reading itself may be what does not add up. */
const SURE = 0.97

/** Figures that were read for certain and do not agree were published so. */
export function causeOf(figures: readonly Figure[]): Cause {
  return figures.every((figure) => figure.confidence >= SURE || figure.state !== 'reported') ? 'published' : 'unknown'
}
