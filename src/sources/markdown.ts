/**
 * Markdown as tools make it of PDFs and pages: headings with #, tables of bars or in tags, formulas, pictures → blocks. Tables in tags
 * are read as those of web pages, the rest as text.
 */

import { decodeText } from '../text/decode.js'
import { unifyIdeographs } from '../text/radicals.js'
import type { Block, Cell, Place } from '../types.js'
import { checkText } from './checked-text.js'
import { fragmentBlocks } from './html.js'
import { lineCounter } from './mapped-text.js'
import { cleanInline, cleanLine, GONE, PICTURE, STRUCK } from './markdown-line.js'
import { cellContent } from './markup.js'
import { tableSpans } from './markup-kind.js'
import type { SourceContext, SourceResult } from './source.js'
import { splitLines, type TextLine, textBlocks } from './text.js'

export async function readMarkdown(bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  const { text: raw, encoding, damaged } = decodeText(bytes)
  const text = unifyIdeographs(raw)
  const notes = checkText(text, damaged ? encoding : null, context)
  return {
    kind: 'text',
    pages: [],
    blocks: markdownBlocks(text, context.alive),
    pageCount: null,
    engines: {},
    notes,
  }
}

/** The blocks of a text in markdown. */
export function markdownBlocks(text: string, alive: () => void): Block[] {
  const blocks: Block[] = []
  const lineOf = lineCounter(text)
  let done = 0
  const prose = (to: number): void => {
    alive()
    for (const block of proseBlocks(withoutComments(text.slice(done, to)), lineOf(done) - 1, done)) blocks.push(block)
  }
  for (const { from, to } of tableSpans(text)) {
    prose(from)
    const move = (place: Place | null): Place | null =>
      place && 'line' in place ? { ...place, line: lineOf(place.offset + from), offset: place.offset + from } : place
    for (const block of fragmentBlocks(text.slice(from, to), alive)) {
      if (block.kind === 'paragraph')
        blocks.push({ ...block, text: plain(cleanInline(block.text, true)), place: move(block.place) })
      else
        blocks.push({
          ...block,
          place: move(block.place),
          cells: block.cells.map((cell) => ({ ...tagged(cell), place: move(cell.place) })),
        })
    }
    done = to
  }
  prose(text.length)
  return blocks.filter((block) => block.kind === 'grid' || block.text !== '')
}

/** Comments tell the pages of the original, mostly; they may go over lines. */
function withoutComments(text: string): string {
  let rest = ''
  let done = 0
  for (let from = text.indexOf('<!--'); from >= 0; from = text.indexOf('<!--', done)) {
    const end = text.indexOf('-->', from + 4)
    if (end < 0) break
    rest += text.slice(done, from) + text.slice(from, end + 3).replace(/[^\r\n]/g, GONE)
    done = end + 3
  }
  return rest + text.slice(done)
}

/** Text between tables in tags. `lines` and `offset` count what stands before it. */
function proseBlocks(part: string, lines: number, offset: number): Block[] {
  const blocks: Block[] = []
  let open: TextLine[] = []
  const flush = (): void => {
    for (const block of textBlocks(open)) blocks.push(stripped(block))
    open = []
  }
  for (const line of splitLines(part)) {
    const placed = { ...line, number: line.number + lines, offset: line.offset + offset }
    const clean = cleanLine(line.text)
    if (!clean) {
      open.push({ ...placed, text: '' })
      continue
    }
    if (clean.heading) flush()
    let at = 0
    for (const text of clean.text.split('\n')) {
      open.push({ ...placed, text, offset: placed.offset + at })
      at += text.length + 1
    }
    if (!clean.heading) continue
    const from = blocks.length
    flush()
    for (let i = from; i < blocks.length; i++) {
      const block = blocks[i]
      if (block?.kind === 'paragraph') blocks[i] = { ...block, scale: 1.5 }
    }
  }
  flush()
  return blocks
}

const plain = (text: string): string => text.replace(/[\u2060\ufffc\ufff9]/g, '').trim()

/** A block of cleaned lines without what stands for the marks in them. */
function stripped(block: Block): Block {
  if (block.kind === 'paragraph') return { ...block, text: plain(block.text) }
  return {
    ...block,
    cells: block.cells.map((cell): Cell => {
      const lead = /^[\s\u2060\ufff9]*/.exec(cell.text)?.[0].length ?? 0
      const length = cell.text.length - lead - (/[\s\u2060]*$/.exec(cell.text.slice(lead))?.[0].length ?? 0)
      const { place } = cell
      const moved = place && 'line' in place ? { ...place, offset: place.offset + lead, length } : place
      return { ...marked(cell, cell.text === '' ? [] : [cell.text]), place: moved }
    }),
  }
}

/** A cell of a table in tags: marks may stand there too. */
const tagged = (cell: Cell): Cell =>
  cell.lines.some((line) => /[\\$*_`~]/.test(line))
    ? marked(
        cell,
        cell.lines.map((line) => cleanInline(line, true)),
      )
    : cell

/** The cell with lines in which marks were replaced. */
function marked(cell: Cell, lines: readonly string[]): Cell {
  const all = lines.join('')
  const content = cellContent(lines.map(plain).filter(Boolean), {
    picture: all.includes(PICTURE),
    struck: all.includes(STRUCK),
  })
  const doubts = [...(cell.doubts ?? []), ...(content.doubts ?? [])]
  const { doubts: _doubts, ...rest } = cell
  return {
    ...rest,
    lines: content.lines,
    text: content.lines.join(content.lines.length > 1 ? ' ' : ''),
    ...(doubts.length > 0 ? { doubts } : {}),
  }
}
