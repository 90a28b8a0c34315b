/**
 * Web pages → blocks, by the tree that the HTML standard makes of any bytes (parse5).
 *
 * A table is data or a frame for layout: a frame holds other data tables, or one column only; what is in it is read as if it
 * were not there. Paragraphs that stand outside of the part of the page that holds the headings and tables are marked.
 */

import { type DefaultTreeAdapterTypes as Dom, defaultTreeAdapter as dom, parse } from 'parse5'
import { NianbaoError } from '../errors.js'
import { type Finding, note } from '../findings.js'
import { decodeMarkup } from '../text/decode.js'
import { collapse, garbledShare, squeeze } from '../text/normalize.js'
import { unifyIdeographs } from '../text/radicals.js'
import type { Block, Place } from '../types.js'
import { type MarkupCell, MOST_SLOTS, markupGrid } from './markup.js'
import type { SourceContext, SourceResult } from './source.js'

type Element = Dom.Element
type Node = Dom.ChildNode

export async function readHtml(bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  const { text, encoding, damaged } = decodeMarkup(bytes)
  return readMarkup(text, damaged ? encoding : null, context)
}

/** Read a page that is text already; `damagedAs` names the encoding where characters were lost. */
export function readMarkup(raw: string, damagedAs: string | null, { options, alive }: SourceContext): SourceResult {
  const text = unifyIdeographs(raw)
  if (text.length > options.limits.textLength)
    throw new NianbaoError('input-too-large', `The page has ${text.length} characters.`)
  alive()
  const notes: Finding[] = []
  if (damagedAs) {
    if (garbledShare(text.slice(0, 200_000)) > 0.3) throw new NianbaoError('text-undecodable')
    notes.push(note('read/encoding', { encoding: damagedAs }))
  }
  const document = parse(text, { sourceCodeLocationInfo: true })
  alive()
  const blocks = pageBlocks(document, alive)
  return { kind: 'html', pages: [], blocks, pageCount: null, engines: {}, notes }
}

/** Elements that begin and end a line. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section select summary ' +
    'table tbody td tfoot th thead title tr ul'
  ).split(' '),
)
/** Elements whose text nobody sees. */
const UNSEEN = new Set(
  'script style noscript template head iframe object svg math textarea datalist audio video'.split(' '),
)

interface DataTable {
  readonly rows: readonly (readonly Element[])[]
}

/** How an element with text is cut into lines. */
interface Line {
  text: string
  place: Place | null
  element: Element | null
}

function pageBlocks(document: Dom.Document, alive: () => void): Block[] {
  const tables = dataTables(document, alive)
  const blocks: Block[] = []
  const owners: (Element | null)[] = []
  const lines = new LineMaker((line) => {
    blocks.push({
      kind: 'paragraph',
      text: line.text,
      place: line.place,
      scale: /^h[1-3]$/.test(line.element?.tagName ?? '') ? 1.5 : 1,
      centred: false,
    })
    owners.push(line.element)
  })
  walk(document, alive, {
    enter(element) {
      const table = tables.get(element)
      if (table) {
        lines.end()
        blocks.push(markupGrid(table.rows.map((row) => row.map((cell) => readCell(cell, alive)))))
        owners.push(element)
        return false
      }
      if (UNSEEN.has(element.tagName) || isHidden(element)) return false
      if (BLOCKS.has(element.tagName) || element.tagName === 'br') lines.end()
      return true
    },
    leave(element) {
      if (BLOCKS.has(element.tagName)) lines.end()
    },
    text: (node) => lines.add(node),
  })
  lines.end()
  const body = reportPart(blocks, owners)
  const marked = body
    ? blocks.map((block, i) =>
        block.kind === 'paragraph' && !within(owners[i] ?? null, body) ? { ...block, outside: true as const } : block,
      )
    : blocks
  return [...marked, ...titles(document, alive)]
}

/** What the page says of itself where no one sees it: its title, the title of the article. */
function titles(document: Dom.Document, alive: () => void): Block[] {
  const found: string[] = []
  walk(document, alive, {
    enter(element) {
      if (element.tagName === 'body') return false
      if (element.tagName === 'title')
        found.push(element.childNodes.map((node) => ('value' in node ? node.value : '')).join(''))
      if (element.tagName === 'meta' && /^(?:articletitle|og:title|title)$/i.test(attribute(element, 'name') ?? ''))
        found.unshift(attribute(element, 'content') ?? '')
      return true
    },
    leave() {},
    text() {},
  })
  return [...new Set(found.map(collapse))]
    .filter(Boolean)
    .map((text) => ({ kind: 'paragraph', text, place: null, scale: 1, centred: false, outside: true, unseen: true }))
}

interface Visitor {
  /** False where what is in the element is of no interest. */
  enter(element: Element): boolean
  leave(element: Element): void
  text(node: Dom.TextNode): void
}

/** Depth first, without recursion: pages of a million nested elements exist. */
function walk(root: Dom.ParentNode, alive: () => void, visitor: Visitor): void {
  const stack: { node: Dom.ParentNode; next: number }[] = [{ node: root, next: 0 }]
  let steps = 0
  for (let top = stack[stack.length - 1]; top; top = stack[stack.length - 1]) {
    if ((++steps & 0xfff) === 0) alive()
    const child: Node | undefined = top.node.childNodes[top.next++]
    if (!child) {
      stack.pop()
      if (stack.length > 0 && dom.isElementNode(top.node as Node)) visitor.leave(top.node as Element)
    } else if (dom.isTextNode(child)) visitor.text(child)
    else if (dom.isElementNode(child) && visitor.enter(child)) stack.push({ node: child, next: 0 })
  }
}

const attribute = (element: Element, name: string): string | null =>
  element.attrs.find((attr) => attr.name === name)?.value ?? null

/** Taken out of sight by the page itself, and no table in it: tabs of a page are switched by scripts. */
function isHidden(element: Element): boolean {
  const style = attribute(element, 'style')
  const hidden = attribute(element, 'hidden') !== null || (style !== null && /display\s*:\s*none/i.test(style))
  if (!hidden) return false
  let found = false
  walk(element, () => {}, {
    enter(inner) {
      found ||= inner.tagName === 'table'
      return !found
    },
    leave() {},
    text() {},
  })
  return !found
}

/** Text nodes → lines: white space folded, an end at every block and `<br>`. */
class LineMaker {
  private line: Line | null = null
  private pending = ''
  private end0 = 0
  constructor(private readonly emit: (line: Line) => void) {}

  add(node: Dom.TextNode): void {
    const { value } = node
    if (collapse(value) === '') {
      if (this.line) this.pending += value
      return
    }
    const at = node.sourceCodeLocation
    if (!this.line) {
      const lead = value.length - value.trimStart().length
      const breaks = value.slice(0, lead).split('\n').length - 1
      this.line = {
        text: '',
        place: at ? { line: at.startLine + breaks, offset: at.startOffset + lead, length: 0 } : null,
        element: elementOf(node),
      }
    }
    this.line.text += this.pending + value
    this.pending = ''
    if (at) this.end0 = at.endOffset - (value.length - value.trimEnd().length)
  }

  end(): void {
    const { line } = this
    this.line = null
    this.pending = ''
    if (!line) return
    const { place } = line
    this.emit({
      ...line,
      text: collapse(line.text),
      place: place && 'line' in place ? { ...place, length: Math.max(0, this.end0 - place.offset) } : place,
    })
  }
}

function elementOf(node: Node): Element | null {
  let parent = dom.getParentNode(node)
  while (parent && !dom.isElementNode(parent as Node)) parent = dom.getParentNode(parent as Node)
  return parent as Element | null
}

/** Text of a cell, a line for every block and `<br>` in it. Text that is struck through is not what the table says. */
function readCell(cell: Element, alive: () => void): MarkupCell {
  const found: Line[] = []
  const lines = new LineMaker((line) => found.push(line))
  let struck = false
  walk(cell, alive, {
    enter(element) {
      if (UNSEEN.has(element.tagName) || isHidden(element)) return false
      if (/^(?:s|strike|del)$/.test(element.tagName)) struck = true
      if (BLOCKS.has(element.tagName) || element.tagName === 'br') lines.end()
      return true
    },
    leave(element) {
      if (BLOCKS.has(element.tagName)) lines.end()
    },
    text: (node) => lines.add(node),
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
    lines: found.map((line) => line.text),
    rowSpan: span(cell, 'rowspan', MOST_SLOTS),
    colSpan: Math.max(1, span(cell, 'colspan', 1_000)),
    place,
    ...(struck ? { doubts: ['garbled' as const] } : {}),
  }
}

/** A span attribute as the standard reads it: leading digits, else 1. */
function span(cell: Element, name: string, most: number): number {
  const digits = /^\s*\+?(\d{1,9})/.exec(attribute(cell, name) ?? '')
  return digits ? Math.min(Number(digits[1]), most) : 1
}

/** A cell with more text than this, in several paragraphs, is a frame around a text. */
const LONGEST_CELL = 600

/** Tables whose cells are data; the others are frames. */
function dataTables(document: Dom.Document, alive: () => void): Map<Element, DataTable> {
  interface Open {
    readonly element: Element
    readonly rows: Element[][]
    /** A table in it is data. */
    nested: boolean
    longest: number
    letters: number
  }
  const found = new Map<Element, DataTable>()
  const open: Open[] = []
  walk(document, alive, {
    enter(element) {
      if (UNSEEN.has(element.tagName)) return element.tagName === 'head'
      const top = open[open.length - 1]
      if (element.tagName === 'table') open.push({ element, rows: [], nested: false, longest: 0, letters: 0 })
      else if (top && element.tagName === 'tr') top.rows.push([])
      else if (top && /^t[dh]$/.test(element.tagName)) {
        top.letters = 0
        top.rows[top.rows.length - 1]?.push(element)
      }
      return true
    },
    leave(element) {
      const top = open[open.length - 1]
      if (!top) return
      if (/^t[dh]$/.test(element.tagName)) top.longest = Math.max(top.longest, top.letters)
      if (top.element !== element) return
      open.pop()
      const outer = open[open.length - 1]
      const wide = top.rows.some((row) => row.length > 1)
      const data = wide && !top.nested && top.longest <= LONGEST_CELL
      if (data) found.set(element, { rows: top.rows })
      // A table of one cell in a cell is a way to draw a box; what is in it counts as the text of the cell.
      if (outer) {
        outer.nested ||= data || top.nested
        outer.letters += top.longest
      }
    },
    text(node) {
      const top = open[open.length - 1]
      if (top) top.letters += squeeze(node.value).length
    },
  })
  return found
}

const within = (element: Element | null, ancestor: Element): boolean => {
  for (let at: Dom.ParentNode | null = element; at; at = 'parentNode' in at ? at.parentNode : null)
    if (at === ancestor) return true
  return false
}

/** Numbered like a part of a report: 三、…. */
const HEADING = /^[一二三四五六七八九十]{1,2}[、.．，]\s*\S{2,40}$/

/** The innermost element that holds all headings of the page and the tables among them; null where it has none. */
function reportPart(blocks: readonly Block[], owners: readonly (Element | null)[]): Element | null {
  const heads = blocks.flatMap((block, i) =>
    block.kind === 'paragraph' && HEADING.test(squeeze(block.text)) ? [i] : [],
  )
  const [first, last] = [heads[0], heads[heads.length - 1]]
  if (first === undefined || last === undefined || heads.length < 2) return null
  const wanted = owners.filter(
    (_, i) => heads.includes(i) || (blocks[i]?.kind === 'grid' && i > first && i <= last + 3),
  )
  let common: Dom.ParentNode | null = wanted[0] ?? null
  for (const owner of wanted) {
    while (common && !within(owner, common as Element)) common = 'parentNode' in common ? common.parentNode : null
  }
  return common && dom.isElementNode(common as Node) ? (common as Element) : null
}
