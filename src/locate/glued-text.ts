/**
 * Text whose lines a tool has run together: a table, or a whole report, in one paragraph. The official labels of the forms tell where a
 * cell ends and the next one begins.
 */

import { forms } from '../forms/index.js'
import { sections } from '../forms/sections.js'
import { kept } from '../text/kept.js'
import { canonical } from '../text/normalize.js'
import { splitOrdinal } from '../text/ordinal.js'
import type { Block, Cell, Paragraph } from '../types.js'
import { cellOf, placeIn, raggedGrid, wordsIn } from './text-cells.js'

/** Fewer labels with figures behind them than this are words of a sentence. */
const FEWEST = 2
/** Lines of a label and its figures in a text whose cells have no gaps. */
const FEWEST_LINES = 4
/** Digits of a line of table 四, one for each column at least. */
const LINE_DIGITS = 15
/** A remark in brackets behind a label is at most this long. */
const LONGEST_REMARK = 60
/** A header without figures is no longer than this. */
const LONGEST_HEADER = 400
/** Paragraphs longer than this are no report. */
const LONGEST_TEXT = 100_000

/** `row`: label of a row or of a group of rows. `label`: of a column, or above the table. */
type Kind = 'heading' | 'row' | 'label' | 'figures' | 'other'

interface Token {
  readonly kind: Kind
  /** From and to before, in the text of the paragraph. */
  readonly from: number
  readonly to: number
}

interface Word {
  /** Canonical, without its ordinal. */
  readonly body: string
  readonly kind: 'heading' | 'row' | 'label'
  /** The form prints it with an ordinal. */
  readonly numbered: boolean
}

/** The words of the forms by their first character, longest first. */
const words: ReadonlyMap<string, readonly Word[]> = makeWords()

function makeWords(): Map<string, Word[]> {
  const found = new Map<string, Word>()
  const add = (text: string, kind: Word['kind']): void => {
    const { ordinal, body } = splitOrdinal(text)
    // Remarks may be left out; a number in brackets is none: 第二十条第（一）项.
    const core = body.replace(/\((?![一二三四五六七八九十]\))[^()]*\)/g, '')
    for (const one of [body, core]) {
      const key = `${kind} ${one}`
      if (one.length >= 2 && !found.has(key)) found.set(key, { body: one, kind, numbered: ordinal !== null })
    }
  }
  for (const { labels } of sections) for (const label of labels) add(label, 'heading')
  for (const { tables } of forms)
    for (const { blocks } of tables)
      for (const block of blocks) {
        for (const text of [block.title, block.stubHead]) if (text) add(text, 'label')
        for (const column of block.columns)
          for (const text of [...column.path, ...(column.aliases ?? [])]) add(text, 'label')
        for (const row of block.rows) for (const text of [...row.path, ...(row.aliases ?? [])]) add(text, 'row')
      }
  const byFirst = new Map<string, Word[]>()
  const order = { row: 0, label: 1, heading: 2 }
  const all = [...found.values()].sort((a, b) => b.body.length - a.body.length || order[a.kind] - order[b.kind])
  for (const word of all) {
    const first = word.body[0] ?? ''
    byFirst.set(first, [...(byFirst.get(first) ?? []), word])
  }
  return byFirst
}

/** Most characters come again and again. */
const MOST_CHARACTERS = 20_000
const canonicalChar = kept(canonical, MOST_CHARACTERS)

/** Pairs of characters that words of the forms begin with: a text without any has none of the words. */
const beginnings = new Set([...words.values()].flat().map(({ body }) => body.slice(0, 2)))

/** Cheap, and true for every text that holds a word of the forms. */
function mayHold(text: string): boolean {
  let last = ''
  for (let i = 0; i < text.length; i++) {
    const char = canonicalChar(text[i] ?? '')
    if (char === '') continue
    if (beginnings.has(last + char)) return true
    last = char
  }
  return false
}

const IN_FIGURE = /[\d/+元-]/

/** Text in canonical form, with the place of every character in the text it is of. White space is kept between figures only. */
interface Mapped {
  readonly text: string
  readonly at: readonly number[]
}

function mapped(text: string): Mapped {
  let canon = ''
  const at: number[] = []
  let gap = false
  for (let i = 0; i < text.length; i++) {
    const one = canonicalChar(text[i] ?? '')
    if (one === '') {
      gap = true
      continue
    }
    if (gap && IN_FIGURE.test(canon[canon.length - 1] ?? '') && IN_FIGURE.test(one)) {
      canon += ' '
      at.push(i)
    }
    gap = false
    canon += one
    for (let k = 0; k < one.length; k++) at.push(i)
  }
  return { text: canon, at: [...at, text.length] }
}

const ORDINAL = /\([一二三四五六七八九十]{1,2}\)[,.]?|[一二三四五六七八九十]{1,2}[,.]|\(?\d[,.)]|\(\d\)/y
const FIGURE = '(?:[-+]?\\d(?:[\\d./+-]*\\d)?|[/-]+)(?:[万亿]?元)?'
const FIGURES = new RegExp(`${FIGURE}(?: ${FIGURE})*`, 'y')
/** What stands behind a figure in a sentence, and not in a table. */
const COUNTED = /^[,.;:、)%件条项次个份人元宗起期场家篇余多]/

/** The word that begins at a place, with its ordinal if it has one. */
function wordAt(text: string, at: number): { kind: Word['kind']; end: number } | null {
  ORDINAL.lastIndex = at
  const ordinal = ORDINAL.exec(text)?.[0] ?? ''
  for (const numbered of ordinal ? [true, false] : [false]) {
    const from = at + (numbered ? ordinal.length : 0)
    for (const word of words.get(text[from] ?? '') ?? []) {
      if (!text.startsWith(word.body, from)) continue
      // Headings have numerals; short labels of rows mean others without theirs: 3.其他, 其他.
      if (word.kind === 'heading' && !/^[一二三四五六七八九十]/.test(numbered ? ordinal : '')) continue
      if (word.kind === 'row' && word.numbered && !numbered && word.body.length < 4) continue
      if (word.kind === 'label' && numbered) continue
      return { kind: word.kind, end: from + word.body.length }
    }
  }
  return null
}

function tokensOf({ text, at }: Mapped): Token[] {
  const tokens: Token[] = []
  let other = 0
  const push = (kind: Kind, from: number, to: number): void => {
    if (from > other) tokens.push({ kind: 'other', from: at[other] ?? 0, to: at[from] ?? 0 })
    tokens.push({ kind, from: at[from] ?? 0, to: at[to] ?? 0 })
    other = to
  }
  let i = 0
  while (i < text.length) {
    const word = wordAt(text, i)
    if (word) {
      push(word.kind, i, word.end)
      i = word.end
      continue
    }
    const behindWord = tokens.length > 0 && other === i && tokens[tokens.length - 1]?.kind !== 'figures'
    const end = behindWord || isRemark(text.slice(other, i)) ? figuresEnd(text, i) : i
    if (end > i) push('figures', i, end)
    i = Math.max(end, i + 1)
  }
  if (other < text.length) tokens.push({ kind: 'other', from: at[other] ?? 0, to: at[text.length] ?? 0 })
  return tokens
}

/** True for a text that is one label of the forms and nothing else, whatever spaces recognition put into it. */
export function isFormLabel(text: string): boolean {
  const { text: canon } = mapped(text)
  const word = wordAt(canon, 0)
  return word !== null && (word.end === canon.length || isRemark(canon.slice(word.end)))
}

/** Where the figures end that begin at a place: a digit with a stop behind it is the ordinal of the next label. */
function figuresEnd(text: string, at: number): number {
  FIGURES.lastIndex = at
  const run = FIGURES.exec(text)?.[0]
  if (!run) return at
  for (let end = at + 1; end <= at + run.length; end++)
    if (/^\(?\d[,.)]/.test(text.slice(end, end + 3)) && wordAt(text, end)) return end
  return at + run.length
}

/** （区分处理的，只计这一情形，不计其他情形）: behind a label, a part of it. */
const isRemark = (text: string): boolean => text.length <= LONGEST_REMARK && /^\([^()]*\)$/.test(text)

/** Paragraphs with tables in them → paragraphs and grids; all others stay as they are. */
export function splitGluedText(blocks: readonly Block[]): readonly Block[] {
  const read = blocks.map((block) => (block.kind === 'paragraph' ? readTokens(block) : null))
  const rows = read.reduce((sum, one) => sum + (one?.rows ?? 0), 0)
  // A text that has many such lines is one whose cells have no gaps; then a header without figures is none either.
  const glued = rows >= FEWEST_LINES || blocks.some((block, i) => isLine(block) && read[i - 1]?.pure)
  if (!glued && read.every((one) => one === null || !one.many)) return blocks
  return blocks.flatMap((block, i) => {
    const one = read[i]
    return one && block.kind === 'paragraph' && (one.many || (glued && one.pure))
      ? assemble(one.tokens, block)
      : [block]
  })
}

/** The figures of table 四 below its header. */
const isLine = (block: Block): boolean =>
  block.kind === 'paragraph' && new RegExp(`^\\d{${LINE_DIGITS},60}$`).test(block.text.trim())

interface Read {
  readonly tokens: readonly Token[]
  /** Labels with figures directly behind them. */
  readonly rows: number
  /** More of them than a sentence has, or the one line of table 四. */
  readonly many: boolean
  /** Nothing but words of the form and figures. */
  readonly pure: boolean
}

function readTokens({ text, place, outside }: Paragraph): Read | null {
  if (outside || text.length > LONGEST_TEXT || (place && 'page' in place)) return null
  if (text.length > LONGEST_HEADER && !/\p{Script=Han}[)）]?\s*[\d０-９/]/u.test(text)) return null
  if (!mayHold(text)) return null
  const tokens = tokensOf(mapped(text))
  const kinds = tokens.filter(({ kind, from, to }) => kind !== 'other' || !isRemark(canonical(text.slice(from, to))))
  const figures = tokens.filter((_, i) => isFigure(tokens, i, text) && tokens[i - 1]?.kind !== 'label')
  const parted = (token: Token): boolean => /\s/.test(text.slice(token.from, token.to).trim())
  const line = tokens.some(
    ({ from, to }, i) => to - from >= LINE_DIGITS && tokens[i - 1]?.kind === 'label' && isFigure(tokens, i, text),
  )
  const pure = kinds.length >= 2 && kinds.every(({ kind }) => kind !== 'other' && kind !== 'heading')
  // A lone row with gaps is read as it stands.
  if (figures.length < FEWEST && tokens.some((token) => token.kind === 'figures' && parted(token))) return null
  const rows = figures.filter((token) => !parted(token)).length
  return rows > 0 || pure || line ? { tokens, rows, many: figures.length >= FEWEST || line, pure } : null
}

/** True for figures of a table: behind a label, and followed by the next label, the end, or a sentence that begins. */
function isFigure(tokens: readonly Token[], i: number, text: string): boolean {
  const [before, token, next] = [tokens[i - 1], tokens[i], tokens[i + 1]]
  if (token?.kind !== 'figures' || !before || before.kind === 'heading' || before.kind === 'figures') return false
  return next?.kind !== 'other' || !COUNTED.test(canonical(text.slice(next.from, next.to)))
}

/** Tokens → paragraphs, and a grid for every stretch of labels and figures. */
function assemble(tokens: readonly Token[], paragraph: Paragraph): Block[] {
  const blocks: Block[] = []
  let prose: { from: number; to: number } | null = null
  let rows: Cell[][] = []
  let labels: { kind: Kind; from: number; to: number }[] = []
  const cell = ({ from, to }: { from: number; to: number }): Cell => cellOf(paragraph, from, to)
  const flushProse = (): void => {
    if (prose) {
      const text = paragraph.text.slice(prose.from, prose.to).trim()
      const { pieces: _, ...rest } = paragraph
      if (text) blocks.push({ ...rest, text, place: placeIn(paragraph, prose.from, prose.to) })
    }
    prose = null
  }
  const flushGrid = (): void => {
    if (rows.length > 0) blocks.push(raggedGrid(rows, rows[0]?.[0]?.place ?? null))
    rows = []
  }
  const toProse = (from: number, to: number): void => {
    flushGrid()
    prose = { from: prose?.from ?? labels[0]?.from ?? from, to }
    labels = []
  }
  for (const [i, token] of tokens.entries()) {
    const { kind, from, to } = token
    const last = labels[labels.length - 1]
    if (kind === 'heading') {
      if (labels.length > 0) toProse(from, from)
      flushGrid()
      flushProse()
      prose = { from, to }
      flushProse()
    } else if (kind === 'row' || kind === 'label') {
      labels.push({ kind, from, to })
    } else if (kind === 'other' && last && isRemark(canonical(paragraph.text.slice(from, to)))) {
      labels[labels.length - 1] = { ...last, to }
    } else if (last && isFigure(tokens, i, paragraph.text)) {
      flushProse()
      let first = labels.length
      while (first > 0 && labels[first - 1]?.kind === 'row') first--
      const header = labels.slice(0, first)
      // The full-width line above a block stands on its own.
      const titles = header.findLastIndex((one) => /^第/.test(paragraph.text.slice(one.from, one.to))) + 1
      for (const part of [header.slice(0, titles), header.slice(titles)]) if (part.length > 0) rows.push(part.map(cell))
      rows.push([...labels.slice(first), ...wordsIn(paragraph.text, from, to)].map(cell))
      labels = []
    } else toProse(from, to)
  }
  const rest = labels[labels.length - 1]
  // A header whose figures stand on the next line.
  if (rest && blocks.length === 0 && !prose && labels.length > 1) rows.push(labels.map(cell))
  else if (rest) toProse(labels[0]?.from ?? 0, rest.to)
  flushGrid()
  flushProse()
  return blocks
}
