/** Tables of a page: which are data, and what their cells hold. */

import { squeeze } from '../text/normalize.js'
import type { Place } from '../types.js'
import {
  cellContent,
  holdsFigures,
  isFigure,
  LONGEST_CELL,
  LONGEST_FIGURE,
  type MarkupCell,
  MOST_COLUMNS,
  MOST_SLOTS,
} from './markup.js'
import { type Line, LineMaker } from './page-lines.js'
import {
  attribute,
  BLOCKS,
  type Document,
  type Element,
  isHidden,
  isPicture,
  isRaised,
  isStruck,
  type PageContext,
  UNSEEN,
  walk,
} from './page-tree.js'

export interface DataTable {
  readonly rows: readonly (readonly Element[])[]
}

/** The cells of a table, row by row; what no grid has room for is not read. */
export function readRows({ rows }: DataTable, page: PageContext): MarkupCell[][] {
  let room = MOST_SLOTS
  return rows.map((row) => {
    const cells = row.slice(0, Math.min(MOST_COLUMNS, room))
    room -= cells.length
    return cells.map((cell) => readCell(cell, page))
  })
}

/** A cell, a line for every block and `<br>` in it. */
function readCell(cell: Element, page: PageContext): MarkupCell {
  const found: Line[] = []
  const lines = new LineMaker(page.source, (line) => found.push(line))
  let striking = 0
  let struck = false
  let picture = false
  walk(cell, page.alive, {
    enter(element) {
      if (isHidden(element, page)) return false
      if (isPicture(element)) picture = true
      if (UNSEEN.has(element.tagName)) return false
      if (isStruck(element)) striking++
      if (isRaised(element)) lines.gap()
      if (BLOCKS.has(element.tagName) || element.tagName === 'br') lines.end()
      return true
    },
    leave(element) {
      if (isStruck(element)) striking--
      if (isRaised(element)) lines.gap()
      if (BLOCKS.has(element.tagName)) lines.end()
    },
    text(node) {
      struck ||= striking > 0 && squeeze(node.value) !== ''
      lines.add(node)
    },
  })
  lines.end()
  const first = found[0]?.place
  const last = found[found.length - 1]?.place
  const at = cell.sourceCodeLocation
  const place: Place | null =
    first && last && 'line' in first && 'line' in last
      ? { ...first, length: last.offset + last.length - first.offset }
      : at
        ? { line: at.startLine, offset: at.startTag?.endOffset ?? at.startOffset, length: 0 }
        : null
  return {
    ...cellContent(
      found.map((line) => line.text),
      { picture, struck },
    ),
    rowSpan: span(cell, 'rowspan', MOST_SLOTS),
    colSpan: Math.max(1, span(cell, 'colspan', 1_000)),
    place,
  }
}

/** A span attribute as the standard reads it: leading digits, else 1. */
function span(cell: Element, name: string, most: number): number {
  const digits = /^\s*\+?(\d{1,9})/.exec(attribute(cell, name) ?? '')
  return digits ? Math.min(Number(digits[1]), most) : 1
}

interface OpenTable {
  readonly element: Element
  readonly rows: Element[][]
  /** Tables in it that are data. */
  inside: Element[]
  /** Cells that hold a figure: of the table itself, and of the data in it. */
  own: number
  inner: number
  longest: number
  /** Of the cell that is open: its text as far as it counts, its length, whether there is data in it. */
  text: string
  letters: number
  around: boolean
  /** The cell draws a box around a figure. */
  boxed: boolean
}

/** Tables whose cells are data; the others are frames. */
export function dataTables(document: Document, page: PageContext): Map<Element, DataTable> {
  const found = new Map<Element, DataTable>()
  const open: OpenTable[] = []
  const say = (table: OpenTable, text: string, letters: number): void => {
    table.letters += letters
    if (table.text.length <= LONGEST_FIGURE) table.text += text.slice(0, LONGEST_FIGURE + 1)
  }
  const closeCell = (table: OpenTable): void => {
    table.longest = Math.max(table.longest, table.letters)
    if (!table.around && (table.boxed || isFigure(table.text))) table.own++
    table.text = ''
    table.letters = 0
    table.around = false
    table.boxed = false
  }
  const closeTable = (table: OpenTable, outer: OpenTable | undefined): void => {
    const wide = table.rows.some((row) => row.length > 1)
    const around = table.inside.length > 0
    const data = wide && table.longest <= LONGEST_CELL && (!around || holdsFigures(table.own, table.inner))
    if (data) {
      found.set(table.element, { rows: table.rows })
      for (const one of table.inside) found.delete(one)
    }
    if (!outer) return
    if (data) outer.inside.push(table.element)
    else if (outer.inside.length === 0) outer.inside = table.inside
    else for (const one of table.inside) outer.inside.push(one)
    if (data || around) {
      outer.inner += table.own + table.inner
      outer.around = true
    } else if (table.own === 1) outer.boxed = true
    // A table of one cell in a cell is a way to draw a box; what is in it counts as the text of the cell.
    outer.letters += table.longest
  }
  walk(document, page.alive, {
    enter(element) {
      if (UNSEEN.has(element.tagName)) return element.tagName === 'head'
      if (isHidden(element, page)) return false
      const top = open[open.length - 1]
      if (element.tagName === 'table') open.push(newTable(element))
      else if (top && element.tagName === 'tr') top.rows.push([])
      else if (top && /^t[dh]$/.test(element.tagName)) {
        top.text = ''
        top.letters = 0
        top.around = false
        top.boxed = false
        top.rows[top.rows.length - 1]?.push(element)
      }
      return true
    },
    leave(element) {
      const top = open[open.length - 1]
      if (!top) return
      if (/^t[dh]$/.test(element.tagName)) closeCell(top)
      if (top.element !== element) return
      open.pop()
      closeTable(top, open[open.length - 1])
    },
    text(node) {
      const top = open[open.length - 1]
      if (!top) return
      const text = squeeze(node.value)
      say(top, text, text.length)
    },
  })
  return found
}

const newTable = (element: Element): OpenTable => ({
  element,
  rows: [],
  inside: [],
  own: 0,
  inner: 0,
  longest: 0,
  text: '',
  letters: 0,
  around: false,
  boxed: false,
})
