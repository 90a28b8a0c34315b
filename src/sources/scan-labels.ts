/**
 * Labels of a scanned table, read with what the forms print. A misread letter or two do not matter: the likest official
 * label is meant. Where hardly a letter is right, the place tells: between two known labels stands what the form has there.
 */

import { canonical } from '../text/normalize.js'
import { similarity } from '../text/similarity.js'
import type { ScanCell } from './scan-reader.js'

/** Labels of one form in the order in which they are printed, each with its other wordings. */
export type LabelSequence = readonly (readonly string[])[]

/** The labels that the forms know. */
export interface LabelBook {
  /** All labels, those of one row or column together. */
  readonly wordings: readonly (readonly string[])[]
  /** Alone, wherever they stand. */
  readonly labels: readonly string[]
  /** Those of them that head a group: they may stand in one cell with its first label. */
  readonly groups: readonly string[]
  /** One below the other, up to the same edge. */
  readonly down: readonly LabelSequence[]
  /** Side by side, down to the same edge. */
  readonly across: readonly LabelSequence[]
}

/** A label this like an official one is it, if no other is nearly as like. */
const LIKE = 0.6
const MARGIN = 0.12
/** A pair of a sequence that is told by its letters. */
const STRONG = 0.5
/** Told by its place alone, a label must not have been read with more confidence than this. */
const CERTAIN = 0.97
/** Scores of the alignment: of a pair that is told by its place, and costs of what has no partner. */
const PLACE = 0.15
/** Labels of a whole line that must be known. */
const FEWEST = 3
const SKIP_PRINTED = 0.5
const SKIP_OFFICIAL = 0.3
/** Points by which edges of cells in line may differ. */
const EDGE = 2.5

/** The cells of one grid, with labels of the forms in place of what they were misread as. */
export function readLabels(cells: readonly ScanCell[], book: LabelBook): ScanCell[] {
  const found = new Map<ScanCell, string>()
  const known = new Set(book.labels.map(plain))
  const labels = cells.filter(isLabel)
  const own = book.labels.filter((label) => !book.groups.includes(label))
  for (const cell of labels) {
    const text = plain(cell.reading?.text ?? '')
    if (known.has(text)) continue
    const best = likest(text, book.labels)
    if (best && !isTwo(text, best, own)) found.set(cell, best)
  }
  const textOf = (cell: ScanCell): string => found.get(cell) ?? cell.reading?.text ?? ''
  for (const [sequences, edge, along] of [
    [book.down, (cell: ScanCell) => cell.frame.x1, (cell: ScanCell) => cell.frame.top],
    [book.across, (cell: ScanCell) => cell.frame.bottom, (cell: ScanCell) => cell.frame.x0],
  ] as const) {
    for (const all of inLine(cells.filter(isInked), edge)) {
      const line = withDoubtful(all)
      if (line.length < 2) continue
      line.sort((a, b) => along(a) - along(b))
      const ways = sequences.map((sequence) => placed(line, sequence, textOf))
      const best = ways.reduce((most, way) => (way.score > most.score ? way : most), { score: 0, pairs: [] } as Way)
      // What is a label of the form to the letter is no other one, wherever it stands.
      const isOther = (cell: ScanCell, label: string): boolean =>
        known.has(plain(textOf(cell))) && similarity(plain(textOf(cell)), plain(label)) < STRONG
      for (const { cell, label } of best.pairs)
        if (!isOther(cell, label) && !isTwo(plain(cell.reading?.text ?? ''), label, own)) found.set(cell, label)
    }
  }
  if (found.size === 0) return [...cells]
  return cells.map((cell) => {
    const text = found.get(cell)
    if (text === undefined || !cell.reading || plain(text) === plain(cell.reading.text)) return cell
    const { text: read, confidence, alternatives } = cell.reading
    return {
      ...cell,
      reading: { text: withUnit(text, read), confidence, alternatives: [{ text: read, confidence }, ...alternatives] },
    }
  })
}

/** A label in its plainest form, brackets of all kinds as one. */
export const whole = (text: string): string => canonical(text.replace(/[《〈]/g, '(').replace(/[》〉]/g, ')'))

/** The unit behind a label, in brackets of which one may be lost. */
const UNIT = /(?<=.)(?:\((?:单位)?|单位)[:;.,]?([万亿]?元)\)?$/

/** A label to compare: without its unit, which is printed behind labels that the form has without. */
const plain = (text: string): string => whole(text).replace(UNIT, '')

/** An official label with the unit that was read behind it: 元 is not 万元. */
function withUnit(label: string, read: string): string {
  const own = UNIT.exec(whole(read))?.[1]
  return own === undefined || own === UNIT.exec(whole(label))?.[1] ? label : `${plain(label)}（单位：${own}）`
}

/** Whether a cell holds words. */
export const isLabel = ({ expects, reading }: ScanCell): boolean =>
  reading !== null && reading.text.trim() !== '' && (expects === 'text' || /\p{Script=Han}/u.test(reading.text))

/** Ink of which nothing was read is a label too. */
const isInked = ({ reading }: ScanCell): boolean => reading !== null

const NEARLY_ALL = 0.75

/** Labels of a line; where nearly all of its cells are labels, also those that were read as figures, but are not sure. */
function withDoubtful(line: readonly ScanCell[]): ScanCell[] {
  const labels = line.filter(isLabel)
  if (labels.length < line.length * NEARLY_ALL) return labels
  return line.filter((cell) => isLabel(cell) || (cell.reading?.confidence ?? 1) < CERTAIN)
}

/** The one of some labels that a text is clearly likest to; null where none is. */
export function likest(text: string, labels: readonly string[]): string | null {
  let best = { like: 0, label: '' }
  let second = 0
  for (const label of labels) {
    const like = similarity(text, plain(label), LIKE - MARGIN)
    if (like > best.like) {
      if (plain(label) !== plain(best.label)) second = best.like
      best = { like, label }
    } else if (like > second && plain(label) !== plain(best.label)) second = like
  }
  return best.like >= LIKE && best.like - second >= MARGIN ? best.label : null
}

/** Characters: shorter labels (其他, 总计) are parts of others. */
const SHORTEST = 4

/** Whether a text is a label and another one, before it or behind it: the cell is that of two rows, and of neither for certain. */
function isTwo(text: string, label: string, labels: readonly string[]): boolean {
  const own = plain(label)
  const { length } = own
  if (text.length < length + SHORTEST) return false
  return [
    [text.slice(0, length), text.slice(length)],
    [text.slice(-length), text.slice(0, -length)],
  ].some(
    ([part = '', rest = '']) =>
      similarity(part, own, LIKE) >= LIKE &&
      labels
        .map(plain)
        .some((other) => other !== own && other.length >= SHORTEST && similarity(rest, other, LIKE) >= LIKE),
  )
}

/** Cells that end at the same edge. */
function inLine(cells: readonly ScanCell[], edge: (cell: ScanCell) => number): ScanCell[][] {
  const lines: ScanCell[][] = []
  for (const cell of [...cells].sort((a, b) => edge(a) - edge(b))) {
    const last = lines.at(-1)
    if (last?.[0] && edge(cell) - edge(last[0]) <= EDGE) last.push(cell)
    else lines.push([cell])
  }
  return lines.filter((line) => line.length > 1)
}

interface Way {
  readonly score: number
  readonly pairs: readonly { readonly cell: ScanCell; readonly label: string }[]
}

/** A line of cells against a sequence of the form: the best alignment, and what cells that were misread are by it. */
export function placed(line: readonly ScanCell[], sequence: LabelSequence, textOf: (cell: ScanCell) => string): Way {
  const like = line.map((cell) => {
    const text = plain(textOf(cell))
    return sequence.map((wordings) => Math.max(...wordings.map((label) => similarity(text, plain(label)))))
  })
  const at = (i: number, j: number): number => like[i]?.[j] ?? 0
  /** What a cell is most like: the labels of a form have most of their letters in common, and no place makes one of them another. */
  const most = like.map((row) => Math.max(0, ...row))
  const may = (i: number, j: number): boolean => (most[i] ?? 0) < STRONG || at(i, j) > (most[i] ?? 0) - MARGIN
  const gain = (i: number, j: number): number => {
    if (!may(i, j)) return Number.NEGATIVE_INFINITY
    return at(i, j) >= STRONG ? 2 * at(i, j) : PLACE + at(i, j) / 2
  }
  const [rows, columns] = [line.length + 1, sequence.length + 1]
  const best = new Float64Array(rows * columns)
  const step = new Uint8Array(rows * columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (i === 0 && j === 0) continue
      let top = Number.NEGATIVE_INFINITY
      const take = (value: number, code: number): void => {
        if (value <= top) return
        top = value
        step[i * columns + j] = code
      }
      // A table may begin on the page before and end on the next one.
      if (i > 0 && j > 0) take((best[(i - 1) * columns + j - 1] ?? 0) + gain(i - 1, j - 1), 1)
      if (i > 0) take((best[(i - 1) * columns + j] ?? 0) - SKIP_PRINTED, 2)
      if (j > 0) take((best[i * columns + j - 1] ?? 0) - (i === 0 || i === rows - 1 ? 0 : SKIP_OFFICIAL), 3)
      best[i * columns + j] = top
    }
  }
  const pairs: [printed: number, official: number][] = []
  for (let i = rows - 1, j = columns - 1; i > 0 || j > 0; ) {
    const code = step[i * columns + j]
    if (code === 1) pairs.unshift([--i, --j])
    else if (code === 2) i--
    else j--
  }
  const strong = pairs.filter(([i, j]) => at(i, j) >= STRONG)
  // As many cells as the form has, each known one in its place, are the form's though few of them are known.
  const whole = line.length === sequence.length && strong.length >= FEWEST && strong.every(([i, j]) => i === j)
  if (!whole && strong.length * 2 < Math.min(sequence.length, line.length)) return { score: 0, pairs: [] }
  // One label that is half like one of the form says nothing of its place: 结果, the end of a text down the side that a page has cut, is not 其他结果.
  if (strong.length === 1 && strong.every(([i, j]) => at(i, j) < LIKE)) return { score: 0, pairs: [] }
  const ends = [[-1, -1] as const, ...strong, [line.length, sequence.length] as const]
  const told = pairs.filter(([i, j]) => {
    const cell = line[i]
    if (at(i, j) >= STRONG) return at(i, j) < 1
    if (!cell?.reading) return false
    const [before, behind] = [ends.findLast(([k]) => k < i), ends.find(([k]) => k > i)]
    if (!before || !behind) return false
    return behind[0] - before[0] === behind[1] - before[1] && (at(i, j) > 0 || cell.reading.confidence < CERTAIN)
  })
  return {
    score: strong.reduce((sum, [i, j]) => sum + at(i, j), 0),
    pairs: told.flatMap(([i, j]) => {
      const cell = line[i]
      const wordings = sequence[j] ?? []
      const text = cell ? plain(textOf(cell)) : ''
      const likes = wordings.map((label) => similarity(text, plain(label)))
      const label = wordings[likes.indexOf(Math.max(...likes))]
      return cell && label ? [{ cell, label }] : []
    }),
  }
}
