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
  markupGrid,
} from './markup.js'
import { isCalled } from './page-fields.js'
import { type Line, LineMaker } from './page-lines.js'
import {
  attribute,
  BLOCKS,
  type Document,
  type Element,
  isElement,
  isFilledIn,
  isFolded,
  isHidden,
  isPicture,
  isRaised,
  isStruck,
  isTurned,
  type PageContext,
  TURNED,
  tablePart,
  UNSEEN,
  walk,
} from './page-tree.js'

export interface DataTable {
  /** As they are shown, whatever their order in the source. */
  readonly rows: readonly PageRow[]
}

interface PageRow {
  readonly cells: readonly Element[]
  /** The group of rows that the row is one of; a cell reaches down to its end at most. */
  readonly group: Element
}

/** The cells of a table, row by row; what no grid has room for is not read. */
export function readRows({ rows }: DataTable, page: PageContext): MarkupCell[][] {
  let room = MOST_SLOTS
  const left = rowsLeft(rows)
  const read = rows.map(({ cells }, r) => {
    const own = cells.slice(0, Math.min(MOST_COLUMNS, room))
    room -= own.length
    return own.map((cell): MarkupCell => {
      const made = readCell(cell, page)
      return made.rowSpan === 0 ? { ...made, rowSpan: left[r] ?? 1 } : made
    })
  })
  const reaches = read.some((row, r) => row.some(({ rowSpan }) => rowSpan > (left[r] ?? 1)))
  if (!reaches || isEven(read)) return read
  const cut = read.map((row, r) => row.map((cell) => ({ ...cell, rowSpan: Math.min(cell.rowSpan, left[r] ?? 1) })))
  return isEven(cut) ? cut : read
}

/**
 * True where all rows end in the same column. Browsers cut a cell at the end of its group of rows; where the rows below were written without
 * it, as they are around a cell that reaches on, the cut would move their cells.
 */
function isEven(rows: readonly (readonly MarkupCell[])[]): boolean {
  const { cells, cols } = markupGrid(rows)
  const ends = new Array<number>(rows.length).fill(0)
  for (const { row, col, rowSpan, colSpan } of cells)
    for (let r = row; r < row + rowSpan; r++) ends[r] = Math.max(ends[r] ?? 0, col + colSpan)
  return ends.every((end) => end === cols)
}

/** Rows from each one to the end of its group, itself counted. */
function rowsLeft(rows: readonly PageRow[]): number[] {
  const left: number[] = Array.from({ length: rows.length }, () => 1)
  for (let r = rows.length - 2; r >= 0; r--) if (rows[r]?.group === rows[r + 1]?.group) left[r] = (left[r + 1] ?? 0) + 1
  return left
}

/** The first head is shown first and the first foot last, wherever they stand (CSS 2.1, 17.2). */
function asShown(rows: readonly PageRow[]): readonly PageRow[] {
  const first = (name: string): Element | undefined => rows.find(({ group }) => group.tagName === name)?.group
  const [head, foot] = [first('thead'), first('tfoot')]
  const placeOf = ({ group }: PageRow): number => (group === head ? 0 : group === foot ? 2 : 1)
  return head || foot ? [...rows].sort((a, b) => placeOf(a) - placeOf(b)) : rows
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
      if (isHidden(element, page) || isFolded(element)) return false
      if (isPicture(element) || isFilledIn(element) || isTurned(element)) picture = true
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
      picture ||= TURNED.test(node.value)
      lines.add(node)
    },
  })
  lines.end()
  if (found.length === 0 && page.filled.size > 0) picture ||= isCalled(cell, page.filled)
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
    rowSpan: span(cell, 'row', MOST_SLOTS),
    colSpan: Math.max(1, span(cell, 'col', 1_000)),
    place,
  }
}

/** A span attribute as the standard reads it: leading digits, else 1. Elements that say that they are cells say their spans in another way (ARIA 1.2). */
function span(cell: Element, axis: 'row' | 'col', most: number): number {
  const said =
    attribute(cell, `${axis}span`) ?? (/^t[dh]$/.test(cell.tagName) ? null : attribute(cell, `aria-${axis}span`))
  const digits = /^\s*\+?(\d{1,9})/.exec(said ?? '')
  return digits ? Math.min(Number(digits[1]), most) : 1
}

interface OpenTable {
  readonly element: Element
  readonly rows: (PageRow & { readonly cells: Element[] })[]
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
    const wide = table.rows.some(({ cells }) => cells.length > 1)
    const around = table.inside.length > 0
    const data = wide && table.longest <= LONGEST_CELL && (!around || holdsFigures(table.own, table.inner))
    if (data) {
      found.set(table.element, { rows: asShown(table.rows) })
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
      const part = tablePart(element)
      if (part === 'table') open.push(newTable(element))
      else if (top && part === 'row') top.rows.push({ cells: [], group: groupOf(element) ?? top.element })
      else if (top && part === 'cell') {
        top.text = ''
        top.letters = 0
        top.around = false
        top.boxed = false
        top.rows[top.rows.length - 1]?.cells.push(element)
      }
      return true
    },
    leave(element) {
      const top = open[open.length - 1]
      if (!top) return
      if (tablePart(element) === 'cell') closeCell(top)
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

const groupOf = ({ parentNode }: Element): Element | null => (parentNode && isElement(parentNode) ? parentNode : null)

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
