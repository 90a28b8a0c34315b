/** Labels of a statistics table that stand on several lines, where nothing but their order says which lines are one. */

import { fold, squeeze } from '../text/normalize.js'
import { startsWithOrdinal } from '../text/ordinal.js'
import type { Cell } from '../types.js'
import { exactly, isAmong, type PrintedLine } from './statistics-tree.js'
import { nameOf } from './statistics-words.js'

/** No label has more lines. */
const MOST_LINES = 7

const isBare = ({ unit, cells }: PrintedLine): boolean =>
  unit === null && cells.every((cell) => cell === null || squeeze(cell.text) === '')
const begins = ({ label }: PrintedLine): boolean => startsWithOrdinal(label) || isAmong(label)
const isKnown = (label: string): boolean => exactly(nameOf(label)) !== undefined

/**
 * Lines whose labels go on in lines without figures, put together: where the label is then one of the dictionary, or where the lines with figures before
 * and behind have numbers of their own, so that what stands
 * between them can only be one label, with its figures beside its first or its last line.
 */
export function joinTorn(printed: readonly PrintedLine[]): PrintedLine[] {
  const lines = withWholeAmong(printed)
  const out: PrintedLine[] = []
  for (let at = 0; at < lines.length; ) {
    const end = endOf(lines, at)
    const part = lines.slice(at, end)
    const [first] = part
    const told = part.find((line) => !isBare(line)) ?? first
    if (first && told)
      out.push(
        part.length === 1
          ? first
          : { ...told, label: part.map(({ label }) => label).join(''), number: first.number, place: first.place },
      )
    at = end
  }
  return out
}

/** 其中： that a line end has parted from the part it introduces is no line of its own. */
function withWholeAmong(lines: readonly PrintedLine[]): PrintedLine[] {
  const out: PrintedLine[] = []
  for (const line of lines) {
    const last = out[out.length - 1]
    const isCut = last && isBare(last) && AMONG_ALONE.test(squeeze(last.label)) && !isAmong(line.label)
    if (isCut)
      out[out.length - 1] = {
        ...line,
        label: last.label + line.label,
        number: last.number ?? line.number,
        place: last.place,
      }
    else out.push(line)
  }
  return out
}

const AMONG_ALONE = /^其中?[:：]?$/

/** Where the label that begins in a line ends: before this line. */
function endOf(lines: readonly PrintedLine[], at: number): number {
  let figures = 0
  let label = ''
  let known = at + 1
  let to = at
  for (; to < Math.min(lines.length, at + MOST_LINES); to++) {
    const line = lines[to] as PrintedLine
    if (to > at && (begins(line) || isKnown(line.label))) break
    if (!isBare(line)) figures++
    if (figures > 1) break
    label += line.label
    if (isKnown(label)) known = to + 1
  }
  if (known > at + 1) return figuresIn(lines, at, known) === 1 ? known : at + 1
  const first = lines[at]
  const next = lines[to]
  const isPart = first && begins(first) && !isKnown(first.label) && figures === 1 && next && begins(next)
  return isPart && (!isBare(first) || !isBare(lines[to - 1] ?? first)) ? to : at + 1
}

const figuresIn = (lines: readonly PrintedLine[], from: number, to: number): number =>
  lines.slice(from, to).filter((line) => !isBare(line)).length

/** Digits in a label are no more. */
const IN_LABEL = /^\d{1,2}$/

/** 计 1 条）: words that stand in brackets and were parted, put together; a digit among them is no figure. */
export function closeBrackets(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  return rows.map((row, r) => {
    const end = row.findLastIndex((cell, i) => i > 0 && closes(cell) && row.slice(0, i).every(isWord))
    if (end > 0) return [together(row.slice(0, end + 1)), ...row.slice(end + 1)]
    // The bracket is closed in the next line.
    const next = rows[r + 1]?.[0]
    const isOpen = row.length > 1 && depth(row.map(({ text }) => text).join('')) > 0
    return isOpen && next && closes(next) && row.every(isWord) && IN_LABEL.test(plain(row[row.length - 1]))
      ? [together(row)]
      : row
  })
}

const plain = (cell: Cell | undefined): string => squeeze(fold(cell?.text ?? ''))

/** Brackets that stay open at the end; below zero where one is closed that was not opened. */
function depth(text: string): number {
  let open = 0
  for (const char of fold(text)) {
    if (char === '(') open++
    if (char === ')') open--
    if (open < 0) return open
  }
  return open
}

const closes = ({ text }: Cell): boolean => depth(text) < 0
const isWord = (cell: Cell): boolean => IN_LABEL.test(plain(cell)) || /\p{Script=Han}/u.test(cell.text)

function together(cells: readonly Cell[]): Cell {
  const [first] = cells
  const text = cells.map((cell) => cell.text).join('')
  return { ...(first as Cell), text, lines: [text] }
}
