/**
 * Word files (.docx) → blocks: the main part as it reads with all tracked changes accepted, without hidden text.
 *
 * Elements: ECMA-376 part 1, 17. Cells stand in the columns that `gridBefore` and `gridSpan` count; `vMerge` joins a cell to
 * the one above that begins in the same column. Lines of places are paragraphs, counted from 1 in the order of the file;
 * offsets count their text with one character between two of them.
 */

import { NianbaoError } from '../errors.js'
import { type Finding, note } from '../findings.js'
import { decodeText } from '../text/decode.js'
import { collapse, squeeze } from '../text/normalize.js'
import { unifyIdeographs } from '../text/radicals.js'
import type { Block } from '../types.js'
import { cellContent, LONGEST_CELL, type MarkupCell, markupGrid } from './markup.js'
import { type Numbering, readNumbering } from './numbering.js'
import type { SourceContext, SourceResult } from './source.js'
import { visitXml } from './xml.js'
import { unpack, type ZipEntry } from './zip.js'

interface ParagraphNode {
  readonly kind: 'paragraph'
  text: string
  readonly line: number
  offset: number
  centred: boolean
  heading: boolean
  struck: boolean
  /** Shows something that is not text: a picture, a sign of some font. */
  picture: boolean
}

interface CellNode {
  readonly nodes: Node[]
  span: number
  deleted: boolean
  merge: 'restart' | 'continue' | null
  across: 'restart' | 'continue' | null
}

interface RowNode {
  before: number
  deleted: boolean
  readonly cells: CellNode[]
}

interface TableNode {
  readonly kind: 'table'
  readonly rows: RowNode[]
}

type Node = ParagraphNode | TableNode

/** Elements nest this deep in no document that people wrote; deeper ones end the reading of the part. */
const DEEPEST = 256

/** Read a Word file from its archive. */
export function readDocx(bytes: Uint8Array, entries: readonly ZipEntry[], context: SourceContext): SourceResult {
  const { options, alive } = context
  const most = options.limits.textLength * 2
  const part = (name: string): string | null => {
    const entry = entries.find((one) => one.name.replace(/^\//, '') === name)
    return entry ? decodeText(unpack(bytes, entry, most, alive)).text : null
  }
  const quietly = (name: string): string | null => {
    try {
      return part(name)
    } catch (error) {
      if (error instanceof NianbaoError && error.code === 'zip-invalid') return null
      throw error
    }
  }
  const target = /<Relationship\b[^>]*officeDocument"[^>]*>/.exec(quietly('_rels/.rels') ?? '')?.[0]
  const main = /Target="\/?([^"]+)"/.exec(target ?? '')?.[1] ?? 'word/document.xml'
  const folder = main.replace(/[^/]*$/, '')
  const xml = part(main) ?? part('word/document.xml')
  if (xml === null) throw new NianbaoError('zip-invalid', 'The Word file has no main part.')
  const numbering = readNumbering(quietly(`${folder}numbering.xml`), quietly(`${folder}styles.xml`))
  const notes: Finding[] = []
  const { nodes, broken } = parseBody(unifyIdeographs(xml), numbering, alive)
  if (broken) notes.push(note('read/degraded', { reason: broken }))
  const blocks: Block[] = []
  emit(nodes, blocks)
  return { kind: 'docx', pages: [], blocks, pageCount: null, engines: {}, notes }
}

/** Elements whose content is not part of the text as it stands. */
const LEFT_OUT = new Set(['del', 'moveFrom', 'instrText', 'delText', 'Fallback', 'delInstrText', 'sectPr', 'rt'])

function parseBody(xml: string, numbering: Numbering, alive: () => void): { nodes: Node[]; broken: string | null } {
  const root: Node[] = []
  /** Where paragraphs and tables go: the body, a cell, a text box. */
  const holders: Node[][] = [root]
  const paragraphs: (ParagraphNode & { numId: string | null; level: number; style: string | null })[] = []
  const tables: TableNode[] = []
  const boxes: Node[][] = []
  const names: string[] = []
  let left = 0
  let hidden = false
  let struck = false
  let raised = false
  let inText = false
  let lines = 0
  let length = 0
  let tooDeep = false
  let steps = 0
  const holder = (): Node[] => holders[holders.length - 1] as Node[]
  const say = (text: string): void => {
    const open = paragraphs[paragraphs.length - 1]
    if (!open || left > 0 || hidden) return
    open.text += text
    open.struck ||= struck
  }
  const on = (value: string | undefined): boolean => value === undefined || !/^(?:0|false|off|none)$/.test(value)
  const open = (local: string, attributes: Readonly<Record<string, string>>): void => {
    if (tooDeep) return
    if ((++steps & 0xfff) === 0) alive()
    const parent = names[names.length - 1]
    names.push(local)
    if (names.length > DEEPEST) {
      tooDeep = true
      return
    }
    const value = attributes.val
    // A text box in the old form stands once more in a Fallback beside the new one; alone, it is all there is.
    if (LEFT_OUT.has(local) || left > 0) {
      if (parent === 'trPr' && local === 'del') {
        const row = tables[tables.length - 1]?.rows.at(-1)
        if (row) row.deleted = true
      }
      left++
      return
    }
    const table = tables[tables.length - 1]
    const row = table?.rows[table.rows.length - 1]
    const cell = row?.cells[row.cells.length - 1]
    const current = paragraphs[paragraphs.length - 1]
    switch (local) {
      case 'p':
        paragraphs.push({
          kind: 'paragraph',
          text: '',
          line: ++lines,
          offset: 0,
          centred: false,
          heading: false,
          struck: false,
          picture: false,
          numId: null,
          level: 0,
          style: null,
        })
        break
      case 'r':
        hidden = false
        struck = false
        raised = false
        break
      case 'vanish':
        if (parent === 'rPr' && names[names.length - 3] === 'r') hidden = on(value)
        break
      case 'strike':
      case 'dstrike':
        if (parent === 'rPr' && names[names.length - 3] === 'r') struck = on(value)
        break
      case 'vertAlign':
        // The number of a note is no digit of the figure.
        if (parent === 'rPr' && names[names.length - 3] === 'r' && value !== 'baseline') {
          raised = true
          say(' ')
        }
        break
      case 'inline':
      case 'object':
      case 'pict':
      case 'sym':
        // A picture that floats, like a seal, is not what the cell says.
        if (current && !hidden) current.picture = true
        break
      case 't':
        inText = true
        break
      case 'tab':
        if (parent === 'r') say(' ')
        break
      case 'br':
      case 'cr':
        say('\n')
        break
      case 'noBreakHyphen':
        say('-')
        break
      case 'jc':
        if (current && parent === 'pPr') current.centred = value === 'center'
        break
      case 'pStyle':
        if (current) current.style = value ?? null
        break
      case 'outlineLvl':
        if (current) current.heading = true
        break
      case 'numId':
        if (current && parent === 'numPr') current.numId = value ?? null
        break
      case 'ilvl':
        if (current && parent === 'numPr') current.level = Number(value ?? 0)
        break
      case 'txbxContent': {
        const inside: Node[] = []
        boxes.push(inside)
        holders.push(inside)
        break
      }
      case 'tbl': {
        const made: TableNode = { kind: 'table', rows: [] }
        holder().push(made)
        tables.push(made)
        break
      }
      case 'tr':
        table?.rows.push({ before: 0, deleted: false, cells: [] })
        break
      case 'gridBefore':
        if (row && parent === 'trPr') row.before = Math.max(0, Number(value) || 0)
        break
      case 'hidden':
        if (row && parent === 'trPr') row.deleted ||= on(value)
        break
      case 'tc': {
        const made: CellNode = { nodes: [], span: 1, deleted: false, merge: null, across: null }
        row?.cells.push(made)
        holders.push(made.nodes)
        break
      }
      case 'gridSpan':
        if (cell && parent === 'tcPr') cell.span = Math.max(1, Number(value) || 1)
        break
      case 'cellDel':
        if (cell && parent === 'tcPr') cell.deleted = true
        break
      case 'vMerge':
        if (cell && parent === 'tcPr') cell.merge = value === 'restart' ? 'restart' : 'continue'
        break
      case 'hMerge':
        if (cell && parent === 'tcPr') cell.across = value === 'restart' ? 'restart' : 'continue'
        break
    }
  }
  const close = (local: string): void => {
    if (tooDeep) return
    names.pop()
    if (left > 0) {
      left--
      return
    }
    if (local === 't') inText = false
    else if (local === 'r') {
      if (raised) say(' ')
      hidden = false
    } else if (local === 'p') {
      const done = paragraphs.pop()
      if (!done) return
      const list =
        done.numId !== null
          ? { numId: done.numId, level: done.level }
          : done.style === null
            ? null
            : numbering.ofStyle(done.style)
      if (list && squeeze(done.text) !== '') done.text = numbering.next(list.numId, list.level, done.text)
      // A text box in the paragraph was closed before it.
      done.offset = length
      length += done.text.length + 1
      holder().push(done)
    } else if (local === 'tc') holders.pop()
    else if (local === 'tbl') tables.pop()
    else if (local === 'txbxContent') {
      const inside = boxes.pop()
      holders.pop()
      if (inside) holder().push(...inside)
    }
  }
  const fault = visitXml(xml, {
    open,
    text: (text) => {
      if (inText && !tooDeep) say(text)
    },
    close,
  })
  const broken = tooDeep ? `elements nest deeper than ${DEEPEST}` : fault
  // What was open when the file broke is kept as far as it goes.
  for (const open of paragraphs) {
    open.offset = length
    length += open.text.length + 1
    if (open.text !== '') holder().push(open)
  }
  for (const inside of boxes) root.push(...inside)
  return { nodes: root, broken }
}

function emit(nodes: readonly Node[], blocks: Block[]): void {
  for (const node of nodes) {
    if (node.kind === 'paragraph') {
      let at = node.offset
      for (const piece of node.text.split('\n')) {
        const text = collapse(piece)
        if (text !== '')
          blocks.push({
            kind: 'paragraph',
            text,
            place: { line: node.line, offset: at, length: piece.length },
            scale: node.heading ? 1.5 : 1,
            centred: node.centred,
          })
        at += piece.length + 1
      }
    } else if (isFrame(node)) {
      for (const row of node.rows) for (const cell of row.cells) emit(cell.nodes, blocks)
    } else blocks.push(gridOf(node))
  }
}

/** A table of one column, one around other tables, or one around a text. */
function isFrame(table: TableNode): boolean {
  const cells = table.rows.flatMap((row) => row.cells)
  return (
    table.rows.every((row) => row.cells.length < 2) ||
    cells.some(
      (cell) =>
        cell.nodes.some((node) => node.kind === 'table' && !isFrame(node)) ||
        linesOf(cell.nodes).reduce((sum, line) => sum + line.text.length, 0) > LONGEST_CELL,
    )
  )
}

interface CellLine {
  readonly text: string
  readonly line: number
  readonly offset: number
  readonly struck: boolean
}

function linesOf(nodes: readonly Node[]): CellLine[] {
  return nodes.flatMap((node): CellLine[] => {
    if (node.kind === 'table') return node.rows.flatMap((row) => row.cells.flatMap((cell) => linesOf(cell.nodes)))
    let at = node.offset
    return node.text.split('\n').flatMap((piece) => {
      const text = collapse(piece)
      const offset = at
      at += piece.length + 1
      return text === '' ? [] : [{ text, line: node.line, offset, struck: node.struck }]
    })
  })
}

const hasPicture = (nodes: readonly Node[]): boolean =>
  nodes.some((node) =>
    node.kind === 'table' ? node.rows.some((row) => row.cells.some((cell) => hasPicture(cell.nodes))) : node.picture,
  )

function gridOf(table: TableNode): Block {
  const rows: { cell: MarkupCell; span: number }[][] = []
  /** Cells that a `vMerge` may go on in, by the column where they begin. */
  let above = new Map<number, { cell: MarkupCell & { rowSpan: number; colSpan: number }; span: number }>()
  for (const row of table.rows) {
    if (row.deleted) continue
    const made: { cell: MarkupCell; span: number }[] = []
    const next: typeof above = new Map()
    let col = row.before
    /** The cell that an `hMerge` goes on in, and whether it is of this row: else it has its width already. */
    let last: { cell: MarkupCell & { colSpan: number }; own: boolean } | null = null
    for (const one of row.cells) {
      if (one.deleted) continue
      const start = col
      col += one.span
      if (one.across === 'continue' && last) {
        if (last.own) last.cell.colSpan += one.span
        continue
      }
      const upper = above.get(start)
      const lines = linesOf(one.nodes)
      // Word shows nothing of what stands in a cell that is part of the one above.
      if (one.merge === 'continue' && upper && upper.span === one.span) {
        upper.cell.rowSpan++
        next.set(start, upper)
        last = { cell: upper.cell, own: false }
        continue
      }
      const first = lines[0]
      const end = lines[lines.length - 1]
      const node = one.nodes.find((inner) => inner.kind === 'paragraph')
      const cell = {
        ...cellContent(
          lines.map((line) => line.text),
          { picture: hasPicture(one.nodes), struck: lines.some((line) => line.struck) },
        ),
        rowSpan: 1,
        colSpan: one.span,
        col: start,
        place:
          first && end
            ? { line: first.line, offset: first.offset, length: end.offset + end.text.length - first.offset }
            : node?.kind === 'paragraph'
              ? { line: node.line, offset: node.offset, length: 0 }
              : null,
      }
      const entry = { cell, span: one.span }
      made.push(entry)
      last = { cell, own: true }
      if (one.merge !== null) next.set(start, entry)
    }
    above = next
    rows.push(made)
  }
  return markupGrid(rows.map((row) => row.map(({ cell }) => cell)))
}
