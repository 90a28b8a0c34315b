/**
 * Rows of text whose labels a tool has torn from their figures: which row of the form each line of figures is.
 *
 * A line of figures between the lines of two labels may be of either, and the labels alone do not tell: some tools put the figures behind the last line of
 * the label, others between its lines or before them. The number of lines does tell. Where between two rows that stand on one line each, label and figures,
 * exactly as many lines of figures stand as the form has rows there, the first is the first, and so on. Where there are more or fewer, nothing is certain.
 */

import type { RowDef } from '../forms/define.js'
import { joinText } from '../text/normalize.js'
import { bestLikeness, EXACT, type Label, ordinalAgreement, parseLabel } from './labels.js'
import { hasFigures, isBlank, isFigure, isLabel, type PrintedRow } from './rows.js'

/** A row that alignment by labels has found: what the order of lines is held against. */
export interface Guess {
  readonly def: RowDef
  readonly printed: readonly PrintedRow[]
  readonly label: string | null
  readonly likeness: number
  /** The number of lines leaves no other place, and its label is beside it. */
  readonly sure?: true
}

/** Lines of text that one label may take. */
const MOST_LINES = 5
/** A label that is less like the official one than this is not its. */
const OWN = 0.6

/** True where all of a row stands on one line of text. */
export function onOneLine({ own }: PrintedRow): boolean {
  const lines = new Set(own.flatMap(({ place }) => (place && 'line' in place ? [place.line] : [])))
  return lines.size <= 1
}

/** True for a row that tells by itself what it is: label and figures on one line. */
export const isFirm = ({ printed, likeness }: Guess): boolean => {
  const [row, ...more] = printed
  return row !== undefined && more.length === 0 && likeness >= OWN && row.own.some(isLabel) && onOneLine(row)
}

const figuresIn = ({ own }: PrintedRow): number => own.filter(isFigure).length

/**
 * The rows of a table of one block, those with torn labels told by their order where that is sure.
 *
 * @param official All rows of the form, in order.
 * @param guesses What the labels say, in order; kept where the order of lines says nothing.
 */
export function orderTorn(
  official: readonly RowDef[],
  columns: number,
  printed: readonly PrintedRow[],
  guesses: readonly Guess[],
): readonly Guess[] {
  const body = printed.filter(hasFigures)
  if (!printed.every((row) => row.grid.ragged) || guesses.every(isFirm)) return guesses
  const width = usual(body.map(figuresIn), columns)
  const anchors = guesses.filter((guess) => guess.likeness >= EXACT && isFirm(guess) && hasOwnFigures(guess, width))
  const result = new Map<RowDef, Guess>(guesses.map((guess) => [guess.def, guess]))
  let from = { line: -1, row: -1, at: -1 }
  const settle = (to: typeof from): void => {
    const lines = body.slice(from.line + 1, to.line)
    const rows = official.slice(from.row + 1, to.row)
    const fits = lines.every((line, i) => figuresIn(line) === width && !contradicts(line, rows[i], official))
    if (lines.length === rows.length && fits) {
      const labels = labelLines(printed.slice(from.at + 1, to.at))
      for (const one of inOrder(rows, lines, labels)) result.set(one.def, one)
    }
    from = to
  }
  for (const { def, printed: own } of anchors) {
    const [row] = own
    if (!row) continue
    const line = body.indexOf(row)
    const index = official.indexOf(def)
    if (line > from.line && index > from.row) settle({ line, row: index, at: printed.indexOf(row) })
  }
  settle({ line: body.length, row: official.length, at: printed.length })
  return official.flatMap((def) => result.get(def) ?? [])
}

/** So many figures most lines have: all columns of the form, or one fewer where a column is not printed. */
function usual(counts: readonly number[], columns: number): number {
  const of = (n: number): number => counts.filter((count) => count === n).length
  return of(columns - 1) > of(columns) ? columns - 1 : columns
}

const hasOwnFigures = ({ printed }: Guess, width: number): boolean =>
  printed[0] !== undefined && figuresIn(printed[0]) === width && printed[0].own.every((cell) => !isBlank(cell))

/** True where the label beside the figures is that of another row of the form. */
function contradicts({ own }: PrintedRow, row: RowDef | undefined, official: readonly RowDef[]): boolean {
  const printed = own.findLast(isLabel)
  if (!row || !printed) return false
  const label = parseLabel(printed.text)
  const is = ({ path, aliases }: RowDef): boolean => {
    const text = path[path.length - 1] ?? ''
    return bestLikeness(label, text, aliases) >= EXACT && ordinalAgreement(label.ordinal, parseLabel(text).ordinal) >= 0
  }
  return !is(row) && official.some(is)
}

interface LabelLine {
  readonly text: string
  /** Lines of figures before it. */
  readonly before: number
}

function labelLines(rows: readonly PrintedRow[]): LabelLine[] {
  let before = 0
  return rows.flatMap((row) => {
    const found = row.own.filter(isLabel).map(({ text }) => ({ text, before }))
    if (hasFigures(row)) before++
    return found
  })
}

/** Rows with the lines of figures that are theirs, and of the loose labels between them those that are theirs. */
function inOrder(rows: readonly RowDef[], lines: readonly PrintedRow[], labels: readonly LabelLine[]): Guess[] {
  let cursor = 0
  return rows.flatMap((def, i): Guess[] => {
    const line = lines[i]
    if (!line) return []
    const found = labelOf(def, labels, cursor)
    if (found) cursor = found.next
    // A label that is nowhere near its figures says nothing of the order that they stand in.
    const near = found !== null && (found.before === i || found.before === i + 1)
    const row = { def, printed: [line], label: found?.text ?? null, likeness: found?.likeness ?? 0 }
    return [near ? { ...row, sure: true } : row]
  })
}

interface FoundLabel extends LabelLine {
  readonly likeness: number
  /** Index of the line behind it. */
  readonly next: number
}

/** The label of a row among loose lines from `from` on, put together from up to so many of them. */
function labelOf({ path, aliases }: RowDef, labels: readonly LabelLine[], from: number): FoundLabel | null {
  const own = path[path.length - 1] ?? ''
  const { ordinal } = parseLabel(own)
  let best: FoundLabel | null = null
  for (let start = from; start < labels.length; start++) {
    const head: Label = parseLabel(labels[start]?.text ?? '')
    if (ordinal !== null && ordinalAgreement(head.ordinal, ordinal) <= 0) continue
    let text = ''
    for (let next = start; next < Math.min(labels.length, start + MOST_LINES); next++) {
      const line = labels[next]?.text ?? ''
      if (next > start && parseLabel(line).ordinal !== null) break
      text = joinText(text, line)
      const like = bestLikeness(parseLabel(text), own, aliases)
      if (like > Math.max(best?.likeness ?? 0, OWN - 0.01))
        best = { text, likeness: like, next: next + 1, before: labels[start]?.before ?? 0 }
    }
    if (best && best.likeness >= EXACT) break
  }
  return best
}
