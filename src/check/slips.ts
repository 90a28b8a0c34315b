/**
 * How likely it is that a figure was printed, or read, in the place of another one.
 *
 * The weights are logarithms: how much oftener a kind of slip explains a cell that was changed than one that was not but
 * whose change would repair the table as well. `scripts/measure-slips.mjs` measures them on simulated slips.
 */

/** A cell of a smallest set, with what is needed to judge it. */
export interface Candidate {
  readonly printed: number
  /** Nothing is printed in it. */
  readonly blank: boolean
  /** What would repair it; null where several values do. */
  readonly repaired: number | null
  readonly confidence: number
  /** It is the printed total of a relation that does not hold. */
  readonly total: boolean
  /** Figures of the same kind beside it: the row above and below, the column before and behind. */
  readonly neighbours: readonly number[]
}

export type Slip =
  | 'total-zero'
  | 'copied'
  | 'confusable'
  | 'confusable-one'
  | 'swapped'
  | 'dropped'
  | 'dropped-one'
  | 'doubled'
  | 'digit'
  | 'added'
  | 'scale'
  | 'left-out'
  | 'other'

/** Measured; see above. */
export const slipWeights: Readonly<Record<Slip, number>> = {
  'total-zero': 4.2,
  copied: 4.0,
  confusable: 1.0,
  swapped: 1.9,
  dropped: 0.7,
  doubled: 3.5,
  digit: -0.6,
  added: 1.0,
  scale: 2.6,
  'confusable-one': 0.8,
  'dropped-one': -0.4,
  'left-out': 1,
  other: -1.4,
}

/** Two cells whose figures were exchanged, or whose digits were split in another place. */
export const pairWeight = 6

/** Weight of doubt: a reading that is right with this probability was so much oftener wrong than a certain one. */
const CERTAIN = 0.002
export const doubtWeight = (confidence: number): number => Math.log((1 - Math.min(1, confidence) + CERTAIN) / CERTAIN)

/** Digits that print or scan alike. */
const ALIKE = new Set([
  '17',
  '71',
  '06',
  '60',
  '08',
  '80',
  '38',
  '83',
  '56',
  '65',
  '68',
  '86',
  '27',
  '72',
  '49',
  '94',
  '14',
  '41',
  '35',
  '53',
  '09',
  '90',
])

/** Slips that a reading makes as well as a hand. */
export const misreadings: ReadonlySet<Slip> = new Set([
  'confusable-one',
  'dropped-one',
  'confusable',
  'dropped',
  'doubled',
  'digit',
  'added',
  'swapped',
  'scale',
])

/** The likeliest slip that makes the printed figure of the right one. */
export function slipOf({ printed, blank, repaired, total, neighbours }: Candidate): Slip {
  if (repaired === null) return 'other'
  if (total && (blank || printed === 0)) return 'total-zero'
  if (blank) return 'left-out'
  const right = String(repaired)
  const wrong = String(printed)
  if (right.length === wrong.length) {
    const at = differences(right, wrong)
    const [first = 0, second] = at
    if (at.length === 1) {
      if (ALIKE.has(`${right[first]}${wrong[first]}`)) return right.length > 1 ? 'confusable' : 'confusable-one'
      // Of one digit any other one differs in one digit: that says nothing.
      return right.length > 1 ? 'digit' : copiedOr('other')
    }
    if (at.length === 2 && second === first + 1 && right[first] === wrong[second] && right[second] === wrong[first])
      return 'swapped'
  }
  if (printed !== 0 && repaired !== 0) {
    const times = Math.max(printed, repaired) / Math.min(printed, repaired)
    if (times === 10_000 || times === 1_000 || times === 100) return 'scale'
  }
  if (dropsOne(right, wrong)) return wrong.length > 1 ? 'dropped' : copiedOr('dropped-one')
  if (dropsOne(wrong, right)) return /(\d)\1/.test(wrong) && doubles(right, wrong) ? 'doubled' : 'added'
  return copiedOr('other')

  function copiedOr(slip: Slip): Slip {
    return printed !== 0 && total && neighbours.includes(printed) ? 'copied' : slip
  }
}

const differences = (a: string, b: string): number[] => [...a].flatMap((char, i) => (char === b[i] ? [] : [i]))

/** Whether a text is another one with a character left out. */
const dropsOne = (whole: string, left: string): boolean =>
  left.length === whole.length - 1 &&
  left.length > 0 &&
  [...whole].some((_, i) => whole.slice(0, i) + whole.slice(i + 1) === left)

/** Whether a text is another one with a digit doubled. */
const doubles = (single: string, double: string): boolean =>
  [...single].some((char, i) => single.slice(0, i) + char + single.slice(i) === double)

/** Two cells whose figures, or whose digits put together, are the same before and after: `12|0` and `1|20`. */
export function isPair(a: Candidate, b: Candidate): boolean {
  if (a.repaired === null || b.repaired === null) return false
  const exchanged = a.repaired === b.printed && b.repaired === a.printed
  return exchanged || `${a.repaired}${b.repaired}` === `${a.printed}${b.printed}`
}
