/**
 * Tables written as sentences, a line for each row, every figure behind the label of its column: 规章：本年制发件数0，本年废止件数0件. A line becomes a row of
 * fields where it has all columns of the form in its order, and nothing else.
 */

import type { ColumnDef } from '../forms/define.js'
import { tableEditions } from '../forms/index.js'
import type { Block, Cell, Paragraph } from '../types.js'
import { isFigure } from './rows.js'
import { cellOf, linesIn, raggedGrid } from './text-cells.js'

/** Fewer such lines are sentences about a table. */
const FEWEST = 3
/** Longer lines are no rows. */
const LONGEST = 400

const FIGURE =
  '[-+−－]?(?:[\\d０-９]{1,3}(?:,[\\d０-９]{3})+|[\\d０-９]+(?:\\.[\\d０-９]+)?)(?:\\s?(?:万元|亿元|元|件|条|个|项|人))?|[-—–/／无]|(?=\\s*(?:[，,；;。]|$))'
/** What may stand between a figure and the next label; of white space no more, so that no long run of it is tried in many ways. */
const STOP = '[\\s，,；;、。．|]{0,6}'

const literal = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
/** A label with any white space in it. */
const spaced = (label: string): string => [...label].map(literal).join('\\s*')
const oneOf = (labels: readonly string[]): string =>
  [...labels]
    .sort((a, b) => b.length - a.length)
    .map(spaced)
    .join('|')

/** The columns of a row as a pattern: the label, then for each column its label and its figure. */
interface Sequence {
  readonly pattern: RegExp
  /** The first column, for a cheap look. */
  readonly first: RegExp
  readonly columns: number
  /** Rows have no label of their own. */
  readonly line: boolean
}

const sequences: readonly Sequence[] = makeSequences()

function makeSequences(): Sequence[] {
  const found = new Map<string, Sequence>()
  for (const table of ['proactiveDisclosure', 'applications', 'disputes'] as const)
    for (const { def } of tableEditions(table))
      for (const { columns } of def.blocks) {
        const isLine = def.shape === 'line'
        for (const own of isLine ? [columns, firstOfEach(columns)] : [columns]) {
          const groups = own === columns ? [...new Set(columns.flatMap(({ path }) => path.slice(0, -1)))] : []
          const above = groups.length > 0 ? `(?:(?:${oneOf(groups)})[\\s：:]{0,4})*` : ''
          const parts = own.map(({ path, aliases = [] }) => {
            const label = oneOf([path[path.length - 1] ?? '', ...aliases])
            return `${above}(${label})[\\s：:为]{0,4}(${FIGURE})${STOP}`
          })
          const pattern = new RegExp(`^(.{0,160}?)[\\s：:，,]{0,4}${parts.join('')}$`, 'd')
          const first = new RegExp(oneOf([own[0]?.path.at(-1) ?? '', ...(own[0]?.aliases ?? [])]))
          found.set(parts.join(), { pattern, first, columns: own.length, line: isLine && own === columns })
        }
      }
  return [...found.values()].sort((a, b) => b.columns - a.columns)
}

/** Of columns that come again under each group those of one: a table of one line is also written as a row for each group. */
function firstOfEach(columns: readonly ColumnDef[]): readonly ColumnDef[] {
  const names = columns.map(({ path }) => path.at(-1))
  return columns.filter((_, i) => names.indexOf(names[i]) === i)
}

interface Row {
  readonly sequence: Sequence
  readonly header: readonly Cell[]
  readonly cells: readonly Cell[]
}

/** Where one label ends and the next begins: at its number. */
const NEXT = /(?=[（(]\s*[一二三四五六七]\s*[)）]|(?<![（(\d]\s*)\d\s*[.．、](?!\d))/

function rowOf(paragraph: Paragraph): Row | null {
  const { text, place, outside } = paragraph
  if (outside || text.length > LONGEST || !place || 'page' in place) return null
  for (const sequence of sequences) {
    if (!sequence.first.test(text)) continue
    const match = sequence.pattern.exec(text)
    const spans = match?.indices
    // A label with columns in it is a row that was joined on.
    if (!match || !spans || sequences.some(({ first }) => first.test(match[1] ?? ''))) continue
    const part = (i: number): Cell => cellOf(paragraph, spans[i]?.[0] ?? 0, spans[i]?.[1] ?? 0)
    let at = spans[1]?.[0] ?? 0
    const labels = (match[1] ?? '').split(NEXT).flatMap((label) => {
      const cell = cellOf(paragraph, at, at + label.length)
      at += label.length
      return cell.text === '' ? [] : [cell]
    })
    if (labels.length === 0 && !sequence.line) continue
    const columns = Array.from({ length: sequence.columns }, (_, c) => 2 + 2 * c)
    return {
      sequence,
      header: columns.map(part),
      cells: [...(sequence.line ? [] : labels), ...columns.map((c) => part(c + 1))],
    }
  }
  return null
}

/** A paragraph that was put together from lines, each of which is a row → its lines. */
function linesOf(block: Block): readonly Block[] {
  if (block.kind !== 'paragraph' || !block.pieces || block.pieces.length < 2 || rowOf(block)) return [block]
  const { pieces, text } = block
  const spans = linesIn(block)
  const lines = pieces.map((piece, i): Paragraph => {
    const own = text.slice(spans[i]?.from, spans[i]?.to)
    const place = { line: piece.line, offset: piece.offset, length: own.length }
    return { ...block, text: own, place, pieces: [{ ...piece, at: 0 }] }
  })
  return lines.every((line) => rowOf(line)) ? lines : [block]
}

const namesColumn = (text: string): boolean => sequences.some(({ first }) => first.test(text))

const isTyped = ({ place }: Block): boolean => place !== null && 'line' in place

/** Paragraphs that are rows of a table → grids. Where a table is printed as one, sentences are what is said about it. */
export function readSentences(given: readonly Block[]): readonly Block[] {
  const named = given.some((block) => block.kind === 'paragraph' && isTyped(block) && namesColumn(block.text))
  if (!named || given.some((block) => block.kind === 'grid' && block.cells.some(({ text }) => namesColumn(text))))
    return given
  const blocks = given.flatMap(linesOf)
  const rows = blocks.map((block) => (block.kind === 'paragraph' ? rowOf(block) : null))
  // Rows that are blank throughout are rows among others alone.
  if (rows.filter((row) => row?.cells.some(isFigure)).length < FEWEST) return given
  const result: Block[] = []
  let open: { rows: Cell[][]; place: Block['place']; sequence: Sequence | null } | null = null
  const flush = (): void => {
    if (open) result.push(raggedGrid(open.rows, open.place))
    open = null
  }
  for (const [i, block] of blocks.entries()) {
    const row = rows[i]
    if (!row) {
      flush()
      result.push(block)
      continue
    }
    open ??= { rows: [], place: block.place, sequence: null }
    const [first] = row.header
    if (open.sequence !== row.sequence && first)
      open.rows.push([{ ...first, text: '', lines: [] }, ...row.header].slice(row.sequence.line ? 1 : 0))
    open.rows.push([...row.cells])
    open.sequence = row.sequence
  }
  flush()
  return result
}
