/**
 * Table 四 printed in pieces → the one line of the form: a table for each kind of case, one below the other in one table, or a row for each. A piece
 * is a header of the five results with as many figures below it; its kind stands in the row above, before the figures, or above the table.
 * A piece whose kind is not printed is left out: five figures may be those of any of the three.
 */

import { tableDef } from '../forms/index.js'
import { squeeze } from '../text/normalize.js'
import type { Block, Cell, Grid } from '../types.js'
import { turnedPieces } from './dispute-turned.js'
import { parseLabel } from './labels.js'
import { isBlank, isFigure, isLabel, type PrintedRow, printedRows } from './rows.js'

type Kind = 'reconsideration' | 'litigation.direct' | 'litigation.afterReconsideration'

interface Piece {
  readonly kind: Kind | null
  /** Of the five results, in printed order. */
  readonly labels: readonly Cell[]
  readonly values: readonly Cell[]
  readonly page: number | null
}

const kinds: readonly { readonly id: Kind; readonly path: readonly string[] }[] = [
  { id: 'reconsideration', path: ['行政复议'] },
  { id: 'litigation.direct', path: ['行政诉讼', '未经复议直接起诉'] },
  { id: 'litigation.afterReconsideration', path: ['行政诉讼', '复议后起诉'] },
]
const RESULTS = 5
const SUM = /^(?:行政诉讼)?(?:小计|合计|总计|总数)[:：]?$/
/** The line above a table that names its cases is no longer. */
const LONGEST = 32

/** Labels of the results, by what they name. */
const results: ReadonlyMap<string, string> = new Map(
  (tableDef('disputes', '2021')?.blocks[0]?.columns.slice(0, RESULTS) ?? []).flatMap(({ id, path, aliases }) =>
    [path[path.length - 1] ?? '', ...(aliases ?? [])].map((text) => [parseLabel(text).core, id] as const),
  ),
)

const resultOf = (text: string): string | null => results.get(parseLabel(text).core) ?? null

/** `null`: names no cases. `lawsuits`: those of both kinds. */
function kindOf(text: string): Kind | 'lawsuits' | null {
  const plain = squeeze(text)
  if (plain.length > LONGEST) return null
  const direct = /未经.{0,4}复议|直接起诉|直接提起/.test(plain)
  const after = /(?<!未经?)复议后/.test(plain)
  if (direct !== after) return direct ? 'litigation.direct' : 'litigation.afterReconsideration'
  if (direct) return null
  if (/^[（(]?[一二三\d]*[)）]?[、.．]?(?:政府信息公开)?行政复议(?:情况|案件|结果)?[:：]?$/.test(plain))
    return 'reconsideration'
  return /^[（(]?[一二三\d]*[)）]?[、.．]?(?:政府信息公开)?行政诉讼(?:情况|案件|结果)?[:：]?$/.test(plain)
    ? 'lawsuits'
    : null
}

/** Put the pieces of table 四 together; all other blocks stay as they are. */
export function joinDisputePieces(blocks: readonly Block[]): Block[] {
  const found = blocks.map((block, b) =>
    block.kind === 'grid'
      ? (piecesOf(block, above(blocks, b)) ?? turnedPieces(block, kindOf, resultOf, RESULTS))
      : null,
  )
  if (found.every((pieces) => pieces === null)) return [...blocks]
  const joined: Block[] = []
  let at = -1
  let open: Piece[] = []
  const close = (): void => {
    const grid = blocks[at]
    if (at >= 0 && grid?.kind === 'grid') joined.splice(joined.indexOf(grid), 1, ...lineOf(open, grid))
    at = -1
    open = []
  }
  for (const [b, block] of blocks.entries()) {
    const pieces = found[b]
    if (!pieces) {
      if (block.kind === 'grid') close()
      joined.push(block)
      continue
    }
    if (pieces.some(({ kind }) => open.some((one) => one.kind === kind && kind !== null))) close()
    if (at < 0) {
      at = b
      joined.push(block)
    }
    open.push(...pieces)
  }
  close()
  return joined
}

/** The paragraph right above a table. */
function above(blocks: readonly Block[], b: number): string {
  for (let i = b - 1; i >= 0; i--) {
    const block = blocks[i]
    if (block?.kind !== 'paragraph') return ''
    if (squeeze(block.text) !== '') return block.text
  }
  return ''
}

/** The pieces that a table consists of; null for every other table. */
function piecesOf(grid: Grid, title: string): Piece[] | null {
  const pieces: Piece[] = []
  /** Blank cells under a header: figures that are blank, unless figures follow. */
  let blank: Piece[] = []
  let named: Kind[] = withoutBoth(kindOf(title))
  let header: readonly Cell[] | null = null
  const settle = (): void => {
    pieces.push(...blank)
    if (blank.length > 0) named = []
    blank = []
  }
  for (const row of printedRows(grid, 0)) {
    const labels = row.own.filter(isLabel)
    const next = headerOf(labels)
    if (next) {
      settle()
      header = next
      continue
    }
    const values = valuesOf(row, header?.length ?? 0)
    const own = labels.map(({ text }) => kindOf(text))
    if (values.every(isBlank)) {
      if (labels.length > 0 && own.every((kind) => kind === null)) {
        // A note below; anything else above makes it another table.
        if (labels.length === 1 && pieces.length + blank.length > 0) continue
        return null
      }
      if (own.includes(null)) return null
      if (header && values.length === header.length) {
        if (labels.length > 0) settle()
        blank = cut(header, values, labels.length > 0 ? [...new Set(own.flatMap(withoutBoth))] : named, row.page)
        if (labels.length > 0) settle()
      } else if (labels.length > 0) {
        settle()
        named = [...new Set(own.flatMap(withoutBoth))]
      }
      continue
    }
    blank = []
    if (!header || values.length !== header.length || labels.length > 2) return null
    const of = [...new Set(own.flatMap(withoutBoth))]
    // Sums of several kinds are not those of the form.
    if (labels.some(({ text }) => SUM.test(squeeze(text)))) continue
    if (labels.length > 0 && of.length === 0) return null
    pieces.push(...cut(header, values, of.length > 0 ? of : named, row.page))
    named = []
  }
  settle()
  return pieces.length > 0 ? pieces : null
}

/** A row of figures as pieces of five, of the kinds that are named if they are as many. */
function cut(header: readonly Cell[], values: readonly Cell[], of: readonly Kind[], page: number | null): Piece[] {
  const pieces: Piece[] = []
  for (let i = 0; i * RESULTS < values.length; i++) {
    const kind = of.length * RESULTS === values.length ? (of[i] ?? null) : null
    const part = <T>(list: readonly T[]): T[] => list.slice(i * RESULTS, (i + 1) * RESULTS)
    pieces.push({ kind, labels: part(header), values: part(values), page })
  }
  return pieces
}

const withoutBoth = (kind: ReturnType<typeof kindOf>): Kind[] => (kind === null || kind === 'lawsuits' ? [] : [kind])

/** The labels of the five results, once or twice, behind no more than a head for the kinds. */
function headerOf(labels: readonly Cell[]): readonly Cell[] | null {
  const ids = labels.map(({ text }) => resultOf(text))
  const from = ids[0] === null ? 1 : 0
  const own = ids.slice(from)
  if (own.length !== RESULTS && own.length !== 2 * RESULTS) return null
  for (let i = 0; i < own.length; i += RESULTS)
    if (own.includes(null) || new Set(own.slice(i, i + RESULTS)).size !== RESULTS) return null
  return labels.slice(from)
}

/** Figures and blanks behind the labels of a row, as many as the header has; empty cells behind or before them are none. */
function valuesOf(row: PrintedRow, wanted: number): readonly Cell[] {
  const values = row.own.slice(row.own.findLastIndex(isLabel) + 1)
  if (!values.every((cell) => isFigure(cell) || isBlank(cell))) return []
  if (wanted === 0 || values.length <= wanted) return values
  const extra = values.length - wanted
  if (values.slice(wanted).every(isBlank)) return values.slice(0, wanted)
  return values.slice(0, extra).every(isBlank) ? values.slice(extra) : values
}

/** The pieces whose kinds are known as the table of the form; nothing where none is. */
function lineOf(pieces: readonly Piece[], first: Grid): Grid[] {
  const known = kinds.flatMap(({ id, path }) => {
    const piece = pieces.find(({ kind }) => kind === id)
    return piece ? [{ piece, path }] : []
  })
  if (known.length === 0) return []
  const cells: Cell[] = []
  const head = (text: string, row: number, col: number, colSpan: number): Cell => ({
    ...{ row, col, rowSpan: 1, colSpan, text, lines: [text], place: null },
  })
  const lawsuits = known.filter(({ path }) => path.length > 1).length
  for (const [i, { piece, path }] of known.entries()) {
    const col = i * RESULTS
    const [group = '', own] = path
    if (own === undefined) cells.push(head(group, 0, col, RESULTS))
    else {
      if (known[i - 1]?.path.length !== 2) cells.push(head(group, 0, col, lawsuits * RESULTS))
      cells.push(head(own, 1, col, RESULTS))
    }
    const row = own === undefined ? 1 : 2
    for (const [k, cell] of piece.labels.entries())
      cells.push({ ...cell, row, col: col + k, rowSpan: 3 - row, colSpan: 1 })
    for (const [k, cell] of piece.values.entries())
      cells.push({ ...cell, row: 3, col: col + k, rowSpan: 1, colSpan: 1 })
  }
  cells.sort((a, b) => a.row - b.row || a.col - b.col)
  const page = known[0]?.piece.page ?? null
  const rowPages = [page, page, page, page]
  return [{ ...first, rows: 4, cols: known.length * RESULTS, cells, rowPages, ragged: false, breaks: [] }]
}
