/**
 * Text as tools emit it → blocks. Tabs part the fields of table rows; text whose columns are held by spaces
 * (`pdftotext -layout`) becomes pages of a typewriter, and goes through the same layout as a PDF.
 */

import { NianbaoError } from '../errors.js'
import { decodeText } from '../text/decode.js'
import { joinText, squeeze } from '../text/normalize.js'
import { startsWithOrdinal } from '../text/ordinal.js'
import { unifyIdeographs } from '../text/radicals.js'
import type { Block, Cell, Grid, Paragraph } from '../types.js'
import { checkText } from './checked-text.js'
import { withRows } from './drawn-rows.js'
import { isSpaced, looksLikeLayout, typewriterPages } from './layout-text.js'
import { withoutPageNumbers, withoutRunningHeads } from './page-numbers.js'
import { withoutRepeats } from './repeated-spans.js'
import type { SourceContext, SourceResult } from './source.js'
import { plainLines } from './text-dialects.js'

export async function readText(bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  const { text: raw, encoding, damaged } = decodeText(bytes)
  const text = unifyIdeographs(raw)
  const notes = checkText(text, damaged ? encoding : null, context)
  if (text.slice(0, 200_000).includes('\u0000'))
    throw new NianbaoError('unknown-kind', 'The input has zero bytes and is no text.')
  const base = { pageCount: null, engines: {}, notes }
  const lines = withRows(plainLines(withoutRunningHeads(withoutPageNumbers(splitLines(text)))).map(withoutJoinedRule))
  const frame = frameOf(lines)
  if (!frame.barred && !frame.commas && looksLikeLayout(lines)) {
    if (isSpaced(lines))
      return { ...base, kind: 'text', pages: [], blocks: textBlocks(lines, { ...frame, spaced: true }) }
    const { pages, locate } = typewriterPages(lines)
    return { ...base, kind: 'layout-text', pages, blocks: null, locate }
  }
  return { ...base, kind: 'text', pages: [], blocks: textBlocks(lines, frame) }
}

/** A line of a table whose cells a space parts: it ends in at least two figures. */
const ROW = /(?:\s+[-+−－]?[\d０-９][\d.,，]*|\s+[-—/／]){2,}\s*$/

/** A line that is nothing but a figure or a sign for none. */
const FIGURE = /^[-+−－]?[\d０-９][\d０-９.,，%]*(?:[万亿]?元|件|条|项)?$|^[-—–/／]+$/

const UNITS = '(?:条|件|次|人|人次|个|元|万元|亿元|篇|项|份|起|场|期|名)'
/** A line that is nothing but a unit. */
const UNIT = new RegExp(`^${UNITS}$`)
/** A line of a statistics table: it ends in a unit and figures. */
const COUNTED = new RegExp(`\\s${UNITS}(?:\\s+(?:[-+]?[\\d.,]+|[-—/]+))+\\s*$`)

/** Labels side by side: 自然人 法人或其他组织 总计. */
const LABELS = /^\s*[^\s。，；：]{1,16}(?:\s+[^\s。，；：]{1,16}){2,}\s*$/

/** Rows are no longer than this. */
const LONGEST_ROW = 400

const isRow = (text: string): boolean =>
  text.length <= LONGEST_ROW && (ROW.test(text) || LABELS.test(text) || COUNTED.test(text))

export interface TextLine {
  readonly text: string
  /** Counted from 1. */
  readonly number: number
  /** Of its first character in the decoded text. */
  readonly offset: number
  /** A form feed stood before it. */
  readonly newPage: boolean
  /** It goes on with the row of the line before: lines are drawn around both. */
  readonly goesOn?: true
}

/** Lines of a text with their places; CR, LF, CRLF and form feeds end them. */
export function splitLines(text: string): TextLine[] {
  const lines: TextLine[] = []
  const pattern = /\r\n|[\n\r\f\u2028\u2029]/g
  let offset = 0
  let number = 1
  let newPage = false
  const add = (end: number): void => {
    lines.push({ text: text.slice(offset, end), number, offset, newPage })
  }
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    add(match.index)
    newPage = match[0] === '\f'
    if (!newPage) number++
    offset = match.index + match[0].length
  }
  add(text.length)
  return lines
}

/** The line below the header of a table in markdown, and lines that are drawn. */
const RULE_LINE = /^(?=.*[-=_─━═]{2})[|:+\-=_─━═┼┬┴├┤┌┐└┘╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪]+$/

/** Signs for none, one for each cell of a row: a drawn line of dashes has more of them, or no gaps. */
const ROW_OF_SIGNS = /^\s*(?:[-—–]{1,2}\s+){2,15}[-—–]{1,2}\s*$/

const isRule = (text: string): boolean => RULE_LINE.test(squeeze(text)) && !ROW_OF_SIGNS.test(text)

/** A drawn line that was joined on to a line of text, before or behind it. Dashes between bars alone may be signs for none. */
const JOINED_RULE =
  /^\s*[+┌├└╔╠╚╒╞╘](?:[-=─━═]{2,}[+┬┼┴┐┤┘╦╬╩╗╣╝╤╪╧╕╡╛])+(?=\s*[^\s])|[+┌├└╔╠╚╒╞╘](?:[-=─━═]{2,}[+┬┼┴┐┤┘╦╬╩╗╣╝╤╪╧╕╡╛])+\s*$/

/** Longer lines have no drawn lines joined on. */
const LONGEST_RULE = 2000

/** A line of text without the drawn line that was joined on to it, blanks in its place. */
function withoutJoinedRule(line: TextLine): TextLine {
  if (line.text.length > LONGEST_RULE || !/[-=─━═]{2}[+┬┼┴┐┤┘╦╬╩╗╣╝╤╪╧╕╡╛]/.test(line.text)) return line
  if (isRule(line.text)) return line
  return { ...line, text: line.text.replace(JOINED_RULE, (rule) => ' '.repeat(rule.length)) }
}

interface Field {
  readonly text: string
  /** From the beginning of the line. */
  readonly at: number
}

/** The fields of a line that bars part; null where there is no bar. */
function pipes(text: string, frame: Frame): Field[] | null {
  if (frame.commas && !/[|｜│┃\t]/.test(text)) return commaFields(text)
  if (frame.spaced && /\S {2,}\S/.test(text)) return spacedFields(text)
  if (!/[|｜│┃]/.test(text)) return null
  const fields: Field[] = []
  let at = 0
  for (const part of text.split(/[|｜│┃]/)) {
    fields.push({ text: part, at })
    at += part.length + 1
  }
  if (frame.left && fields.length > 1 && squeeze(fields[0]?.text ?? '') === '') fields.shift()
  if (frame.right && fields.length > 1 && squeeze(fields[fields.length - 1]?.text ?? '') === '') fields.pop()
  return fields
}

/** What parts the fields of a text, and which ends of a line a bar closes: there it is else the edge of a blank cell. */
interface Frame {
  /** Bars part the cells of its tables: spaces around them mean nothing. */
  readonly barred: boolean
  readonly left: boolean
  readonly right: boolean
  /** The text is CSV: commas part its fields. */
  readonly commas: boolean
  /** Two spaces or more part the fields of a line. */
  readonly spaced: boolean
}

/**
 * Most lines of a CSV are parted by commas into fields of which many are figures or blank, or into as many as such a line beside them has; those of no
 * text are.
 */
function isCsv(lines: readonly TextLine[]): boolean {
  const filled = lines.filter(({ text }) => squeeze(text) !== '').slice(0, 500)
  const all = filled.map(({ text }) => commaFields(text.slice(0, LONGEST_ROW)) ?? [])
  const counted = all.map((fields) => {
    const values = fields.filter((field) => squeeze(field.text) === '' || FIGURE.test(squeeze(field.text))).length
    return fields.length >= 3 && values * 3 >= fields.length
  })
  const widths = new Set(all.filter((_, i) => counted[i]).map(({ length }) => length))
  const rows = all.filter(({ length }, i) => counted[i] || (length >= 3 && widths.has(length)))
  return counted.filter(Boolean).length >= 5 && rows.length >= filled.length * 0.6
}

/** The fields of a line of CSV (RFC 4180, one record a line); null where it has one only. */
function commaFields(text: string): Field[] | null {
  const fields: Field[] = []
  const pattern = /("(?:[^"]|"")*"|[^,]*)(?:,|$)/y
  while (pattern.lastIndex <= text.length) {
    const at = pattern.lastIndex
    const raw = pattern.exec(text)?.[1]
    if (raw === undefined) return null
    const quoted = raw.startsWith('"')
    fields.push({ text: quoted ? raw.slice(1, -1).replaceAll('""', '"') : raw, at: quoted ? at + 1 : at })
    if (pattern.lastIndex >= text.length && !text.endsWith(',')) break
    if (pattern.lastIndex >= text.length) {
      fields.push({ text: '', at: text.length })
      break
    }
  }
  return fields.length > 1 ? fields : null
}

const spacedFields = (text: string): Field[] =>
  [...text.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ text: match[0], at: match.index }))

/** Such a share of the lines of framed tables begins, or ends, with a bar: a few have lost it. */
const FRAMED = 0.8

function frameOf(lines: readonly TextLine[]): Frame {
  const barred = lines.map(({ text }) => text.trim()).filter((text) => (text.match(/[|｜│┃]/g)?.length ?? 0) > 1)
  // Where lines have a text outside of their bars, a blank there is a cell.
  const most = (pattern: RegExp): boolean =>
    barred.filter((text) => pattern.test(text)).length >= barred.length * FRAMED
  return {
    barred: barred.length >= 3,
    left: most(/^[|｜│┃]/),
    right: most(/[|｜│┃]$/),
    commas: isCsv(lines),
    spaced: false,
  }
}

/** Fields that tabs part, else bars. */
function fieldsOf(text: string, frame: Frame): Field[] {
  const bars = text.includes('\t') ? null : pipes(text, frame)
  if (bars) return bars
  let at = 0
  return text.split('\t').map((part) => {
    const field = { text: part, at }
    at += part.length + 1
    return field
  })
}

const PAGE_NUMBER = /^[-—–―─·•]{1,3}\d{1,4}[-—–―─·•]{1,3}$/
/** A line of prose is at least this long; shorter ones are headings, titles and signatures. */
const PROSE = 18

type Piece = NonNullable<Paragraph['pieces']>[number]

export function textBlocks(lines: readonly TextLine[], frame: Frame = frameOf(lines)): Block[] {
  const blocks: Block[] = []
  let rows: TextLine[] = []
  let breaks: number[] = []
  let paragraph: { text: string; first: TextLine; end: number; last: string; pieces: Piece[] } | null = null
  let blank = false
  let paragraphPiped = false
  const flushGrid = (): void => {
    if (rows.length > 0) blocks.push(fieldGrid(rows, breaks, frame))
    rows = []
    breaks = []
  }
  const flushParagraph = (): void => {
    if (paragraph) {
      const { text, first, end, pieces } = paragraph
      blocks.push({
        kind: 'paragraph',
        text,
        place: { line: first.number, offset: first.offset, length: end - first.offset },
        ...(pieces.length > 0 ? { pieces } : {}),
        scale: 1,
        centred: false,
      } satisfies Paragraph)
    }
    paragraph = null
  }
  for (const line of lines) {
    const plain = squeeze(line.text)
    if (isRule(line.text)) continue
    if (plain === '' && !line.text.includes('\t')) {
      blank = true
      continue
    }
    if (PAGE_NUMBER.test(plain)) {
      blank = true
      continue
    }
    const piped = pipes(line.text, frame)
    if (piped !== null && piped.filter((field) => squeeze(field.text) !== '').length === 0) {
      // Padding of a row that ended, or a cell that is blank.
      blank = true
      continue
    }
    const alone = piped?.filter((field) => squeeze(field.text) !== '') ?? []
    const framed = alone.length === 1 && isProse(alone[0]?.text ?? '')
    if (line.text.includes('\t') || (piped !== null && piped.length > 1 && !framed)) {
      flushParagraph()
      if (blank && rows.length > 0) breaks.push(rows.length)
      rows.push(line)
    } else {
      flushGrid()
      const text = (piped === null ? line.text : piped.map((field) => field.text).join(''))
        .trim()
        .replace(/^#{1,6}\s+/, '')
      // Where a line of bars stands that holds one field, is not told by its text.
      const lead = piped === null ? line.text.lastIndexOf(text) : -1
      const pieceOf = (at: number): Piece => ({ at, line: line.number, offset: line.offset + lead })
      if (paragraph && !paragraphPiped && piped === null && goesOn(paragraph.text, paragraph.last, text, blank)) {
        paragraph.text = joinText(paragraph.text, text)
        paragraph.pieces.push(pieceOf(paragraph.text.length - text.length))
        paragraph.end = line.offset + line.text.length
        paragraph.last = text
      } else {
        flushParagraph()
        paragraphPiped = piped !== null
        paragraph = {
          text,
          first: line,
          end: line.offset + line.text.length,
          last: text,
          pieces: lead < 0 ? [] : [pieceOf(0)],
        }
      }
    }
    blank = false
  }
  flushGrid()
  flushParagraph()
  return blocks
}

/** A numbered line up to this long that is followed by an empty one is a heading. */
const HEADING = 42

/** What the headings of the form end in. */
const HEADING_END = /(?:情况|事项|工作)$/

/** What a frame around the whole text has in its one field: a sentence or the title, which no cell of a table holds. */
const isProse = (text: string): boolean => TITLE.test(squeeze(text)) || /。.|。$/.test(text.trim())

/** A line that is the title of a report. */
const TITLE = /^[^。，；]{0,40}公开[^。，；]{0,12}(?:报告|年报)[）)]?$/

/** A sentence that its line cut off goes on in the next one, even behind a page end. */
function goesOn(sofar: string, last: string, next: string, blank: boolean): boolean {
  if (
    UNIT.test(squeeze(next)) ||
    FIGURE.test(squeeze(next)) ||
    FIGURE.test(squeeze(last)) ||
    isRow(next) ||
    isRow(last)
  )
    return false
  if (/[。！？!?；;：:]["”’）)]?$/.test(sofar.trim())) return false
  if (squeeze(last).length < PROSE || startsWithOrdinal(next)) return false
  if (sofar === last && TITLE.test(squeeze(last))) return false
  if (sofar === last && sofar.length <= HEADING && startsWithOrdinal(sofar)) {
    if (blank || HEADING_END.test(squeeze(sofar))) return false
  }
  return !blank || /[，、,\p{Script=Han}\d]$/u.test(sofar)
}

/** Rows of fields → a ragged grid: what a field means follows from its order behind the label. */
function fieldGrid(rows: readonly TextLine[], breaks: readonly number[], frame: Frame): Grid {
  const cells: Cell[] = []
  let cols = 0
  let row = -1
  let open: Cell[] = []
  const at: number[] = []
  const fieldsIn = withoutRepeats(rows.map((line) => fieldsOf(line.text, frame)))
  for (const [i, line] of rows.entries()) {
    const fields = fieldsIn[i] ?? []
    cols = Math.max(cols, fields.length)
    const own = fields.map((field, col) => fieldCell(field, line, col))
    if (line.goesOn && own.length === open.length) open = open.map((cell, col) => joinCells(cell, own[col] as Cell))
    else {
      cells.push(...open)
      row++
      open = own.map((cell) => ({ ...cell, row }))
    }
    at.push(row)
  }
  cells.push(...open)
  const [first] = rows
  const last = rows[rows.length - 1]
  return {
    kind: 'grid',
    method: 'fields',
    rows: row + 1,
    cols,
    cells,
    ragged: true,
    rowPages: Array.from({ length: row + 1 }, () => null),
    place:
      first && last
        ? { line: first.number, offset: first.offset, length: last.offset + last.text.length - first.offset }
        : null,
    breaks: [...new Set(breaks.map((index) => at[index] ?? row + 1))],
  }
}

function fieldCell({ text: field, at }: Field, line: TextLine, col: number): Cell {
  // A break within a cell parts words, and figures too: 1<br>2 is no 12.
  const parts = field
    .replace(/\*\*/g, '')
    .split(/<br\s*\/?>/i)
    .map((part) => part.trim())
    .filter(Boolean)
  const text = parts.join(parts.every((part) => /^[\d.,+-]+$/.test(part)) ? ' ' : '')
  const lead = field.length - field.trimStart().length
  return {
    row: 0,
    col,
    rowSpan: 1,
    colSpan: 1,
    text,
    lines: parts,
    place: { line: line.number, offset: line.offset + at + (text ? lead : 0), length: text.length },
  }
}

/** A cell that goes on in the line below. */
function joinCells(above: Cell, below: Cell): Cell {
  if (below.text === '') return above
  if (above.text === '') return { ...below, row: above.row }
  const lines = [...above.lines, ...below.lines]
  const text = lines.every((part) => /^[\d.,+-]+$/.test(part)) ? lines.join(' ') : joinText(above.text, below.text)
  return { ...above, text, lines }
}
