/**
 * Tables drawn with characters: lines between the rows say which lines of text are one row, and rulers of dashes where the columns begin. A row of several
 * lines is told by them alone.
 */

import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import type { TextLine } from './text.js'

/** A table has at least so many rows between lines. */
const FEWEST_ROWS = 4
/** A row between drawn lines has no more lines than this: in a narrow column a label has one for each character. */
const MOST_LINES = 60
/** The head above a ruler has no more lines than this. */
const MOST_HEAD_LINES = 12
/** Such a share of the lines, at least, reaches over no end of a column of the ruler. */
const FITTING = 0.9
/** A table with a ruler has no more lines than this. */
const LONGEST_TABLE = 400

const BAR = /[|｜│┃║]/
const DRAWN = /^(?=.*[-=_─━═]{2})[|:+\-=_─━═┼┬┴├┤┌┐└┘╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪]+$/
const isDrawn = ({ text }: TextLine): boolean => DRAWN.test(squeeze(text))

/** Lines of which some go on with the row of the line before. */
export function withRows(lines: readonly TextLine[]): readonly TextLine[] {
  return betweenLines(underRulers(lines))
}

/** Rows between drawn lines: marked where every stretch between two of them is one row. */
function betweenLines(lines: readonly TextLine[]): readonly TextLine[] {
  if (lines.filter(isDrawn).length < FEWEST_ROWS) return lines
  const goesOn = new Set<TextLine>()
  for (let from = 0; from < lines.length; from++) {
    if (!isDrawn(lines[from] as TextLine)) continue
    let to = from
    while (to < lines.length && (isDrawn(lines[to] as TextLine) || BAR.test(lines[to]?.text ?? ''))) to++
    const rows = stretches(lines.slice(from, to))
    if (rows.length >= FEWEST_ROWS && rows.every(isOneRow))
      for (const [, ...more] of rows) for (const line of more) goesOn.add(line)
    from = Math.max(from, to - 1)
  }
  return goesOn.size === 0 ? lines : lines.map((line) => (goesOn.has(line) ? { ...line, goesOn: true as const } : line))
}

function stretches(lines: readonly TextLine[]): TextLine[][] {
  const rows: TextLine[][] = []
  let open: TextLine[] = []
  for (const line of [...lines, null]) {
    if (line && !isDrawn(line)) open.push(line)
    else {
      if (open.length > 0) rows.push(open)
      open = []
    }
  }
  return rows
}

/** True for lines of one row: two with as many figures, and labels beside them, are two rows. Fewer figures are the last digits of those above. */
function isOneRow(lines: readonly TextLine[]): boolean {
  if (lines.length > MOST_LINES) return false
  const counts = lines.map(({ text }) => {
    const fields = text.split(BAR).filter((field) => squeeze(field) !== '')
    return { fields: fields.length, figures: fields.filter((field) => looksLikeFigure(field)).length }
  })
  const most = Math.max(...counts.map(({ figures }) => figures))
  const whole = counts.filter(({ fields, figures }) => figures === most && (figures < fields || figures > 2))
  return most === 0 || whole.length <= 1
}

/** `--- --- ---`: where columns begin and end. */
const RULER = /^\s*-{2,}(?:\s+-{2,}){2,}\s*$/
const DASHES = /^\s*-{10,}\s*$/

type Measure = (char: string) => number
const byWidth: Measure = (char) => ((char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1)
const byCount: Measure = (char) => char.length

/** Tables below a ruler of dashes, as pandoc writes them: the gaps of the ruler become tabs. */
function underRulers(lines: readonly TextLine[]): readonly TextLine[] {
  const result: (TextLine | null)[] = [...lines]
  for (let at = 0; at < lines.length; at++) {
    const ruler = lines[at]?.text ?? ''
    if (!RULER.test(ruler)) continue
    let from = at
    while (
      from > 0 &&
      at - from < MOST_HEAD_LINES &&
      squeeze(lines[from - 1]?.text ?? '') !== '' &&
      !isDrawn(lines[from - 1] as TextLine)
    )
      from--
    const end = endOf(lines, at)
    const body = lines.slice(from, end).filter((line) => squeeze(line.text) !== '' && !isDrawn(line))
    const starts = [...ruler.matchAll(/-+/g)].map((match) => match.index)
    const cut = [byWidth, byCount].map((measure) => body.map((line) => cutAt(line, starts, measure)))
    const best = cut.find((all) => all.filter((line) => line !== null).length >= body.length * FITTING)
    if (!best) continue
    const rows = new Map(body.map((line, i) => [line, best[i] ?? null]))
    // A table whose rows are parted by empty lines has rows of several lines.
    const apart = lines.slice(at + 1, end).some(({ text }) => squeeze(text) === '')
    for (let i = from; i < end; i++) {
      const line = lines[i] as TextLine
      const text = rows.get(line)
      if (text === undefined) result[i] = null
      else if (text) {
        const before = lines[i - 1]
        const goesOn = (apart || i < at) && i > from && before !== undefined && rows.has(before)
        result[i] = { ...line, text, ...(goesOn ? { goesOn: true as const } : {}) }
      }
    }
    at = end
  }
  return result.filter((line) => line !== null)
}

/** The line behind a table: the next ruler or line of dashes, or an empty line where there is none. */
function endOf(lines: readonly TextLine[], at: number): number {
  const last = Math.min(lines.length, at + LONGEST_TABLE)
  let empty = last
  for (let i = at + 1; i < last; i++) {
    const text = lines[i]?.text ?? ''
    if (RULER.test(text) || DASHES.test(text)) return i + 1
    if (squeeze(text) === '') empty = Math.min(empty, i)
    // A sentence or a heading of the form stands behind the table.
    if (/[。；]\s*$|^[一二三四五六]、.*(?:情况|事项)\s*$/.test(text)) break
  }
  return empty
}

/** A line with a tab in each gap of the ruler; null where a word reaches over one. */
function cutAt(line: TextLine, starts: readonly number[], measure: Measure): string | null {
  const chars = [...line.text]
  let column = 0
  let next = 1
  let text = ''
  for (const [i, char] of chars.entries()) {
    const start = starts[next]
    // The gap is the character before the column begins.
    if (start !== undefined && column + measure(char) >= start) {
      next++
      if (!/\s/.test(char) || (chars[i + 1] === undefined && column + measure(char) < start)) return null
      text += '\t'
    } else text += char
    column += measure(char)
  }
  // Cells behind the end of the line are blank.
  return text + '\t'.repeat(starts.length - next)
}
