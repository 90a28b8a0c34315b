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
import { cellContent, LONGEST_CELL, type MarkupCell, MOST_SLOTS, markupGrid } from './markup.js'
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
  const blocks = pageBlocks(document, text, alive)
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
  'script style title noscript template head iframe object svg math textarea datalist audio video'.split(' '),
)
/** Elements that show something that is not text of the page. */
const PICTURES = new Set('img svg math canvas object embed iframe video input select textarea'.split(' '))

interface DataTable {
  readonly rows: readonly (readonly Element[])[]
}

/** How an element with text is cut into lines. */
interface Line {
  text: string
  place: Place | null
  element: Element | null
}

/** What the functions below need of the page. */
interface PageContext {
  readonly source: string
  readonly alive: () => void
  /** Elements with a table in them. */
  readonly tabled: ReadonlySet<Dom.ParentNode>
}

function pageBlocks(document: Dom.Document, source: string, alive: () => void): Block[] {
  const page: PageContext = { source, alive, tabled: aroundTables(document, alive) }
  const tables = dataTables(document, page)
  const blocks: Block[] = []
  const owners: (Element | null)[] = []
  const lines = new LineMaker(source, (line) => {
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
        blocks.push(markupGrid(table.rows.map((row) => row.map((cell) => readCell(cell, page)))))
        owners.push(element)
        return false
      }
      if (UNSEEN.has(element.tagName) || isHidden(element, page)) return false
      if (BLOCKS.has(element.tagName) || element.tagName === 'br') lines.end()
      return true
    },
    leave(element) {
      if (BLOCKS.has(element.tagName)) lines.end()
    },
    text: (node) => lines.add(node),
  })
  lines.end()
  const inside = reportPart(document, blocks, owners, alive)
  const marked = inside
    ? blocks.map((block, i) => {
        const owner = owners[i]
        return block.kind === 'paragraph' && !(owner && inside.has(owner))
          ? { ...block, outside: true as const }
          : block
      })
    : blocks
  return [...marked, ...titles(document, alive)]
}

/** What the page says of itself where no one sees it: its title, the title of the article. */
function titles(document: Dom.Document, alive: () => void): Block[] {
  const found: string[] = []
  walk(document, alive, {
    enter({ tagName, childNodes, attrs }) {
      if (tagName === 'title') found.push(childNodes.map((node) => ('value' in node ? node.value : '')).join(''))
      const of = (name: string): string => attrs.find((attr) => attr.name === name)?.value ?? ''
      if (tagName === 'meta' && /^(?:articletitle|og:title|title)$/i.test(of('name') || of('property')))
        found.unshift(of('content'))
      // Pictures drawn by tags have titles of their own.
      return tagName === 'head' || !UNSEEN.has(tagName)
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
function isHidden(element: Element, { tabled }: PageContext): boolean {
  const hidden =
    attribute(element, 'hidden') !== null ||
    /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribute(element, 'style') ?? '')
  return hidden && !tabled.has(element)
}

function aroundTables(document: Dom.Document, alive: () => void): Set<Dom.ParentNode> {
  const around = new Set<Dom.ParentNode>()
  walk(document, alive, {
    enter(element) {
      if (element.tagName !== 'table') return true
      for (let at: Dom.ParentNode | null = element; at && !around.has(at); at = parentOf(at)) around.add(at)
      return true
    },
    leave() {},
    text() {},
  })
  return around
}

const parentOf = (node: Dom.ParentNode): Dom.ParentNode | null => ('parentNode' in node ? node.parentNode : null)

/** White space as it stands in the source of a page. */
const BLANK =
  /[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+|&(?:nbsp|e[mn]sp|thinsp|zwn?j|#(?:0*160|0*12288|x0*a0|x0*3000));?/iy
const BLANK_END = /(?:&(?:nbsp|e[mn]sp|thinsp|zwn?j|#(?:0*160|0*12288|x0*a0|x0*3000));?)$/i

/** Where text begins and ends in a piece of source. */
function inked(source: string, start: number, end: number): { from: number; to: number } {
  let from = start
  BLANK.lastIndex = from
  while (from < end && BLANK.test(source)) from = Math.min(BLANK.lastIndex, end)
  let to = end
  for (;;) {
    const blank = collapse(source.charAt(to - 1)) === '' ? 1 : BLANK_END.exec(source.slice(to - 12, to))?.[0].length
    if (!blank || to - blank < from) return { from, to }
    to -= blank
  }
}

/** Text nodes → lines: white space folded, an end at every block and `<br>`. */
class LineMaker {
  private line: Line | null = null
  private pending = ''
  private end0 = 0
  constructor(
    private readonly source: string,
    private readonly emit: (line: Line) => void,
  ) {}

  add(node: Dom.TextNode): void {
    const { value } = node
    if (collapse(value) === '') {
      if (this.line) this.pending += value
      return
    }
    const at = node.sourceCodeLocation
    const ink = at ? inked(this.source, at.startOffset, at.endOffset) : null
    if (!this.line) {
      const place =
        at && ink
          ? {
              line: at.startLine + (this.source.slice(at.startOffset, ink.from).match(/\r\n?|\n/g) ?? []).length,
              offset: ink.from,
              length: 0,
            }
          : null
      this.line = { text: '', place, element: elementOf(node) }
    }
    this.line.text += this.pending + value
    this.pending = ''
    if (ink) this.end0 = ink.to
  }

  /** What follows stands apart from what is there. */
  gap(): void {
    if (this.line) this.pending += ' '
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

/** Struck through by its tag or its style. */
const isStruck = (element: Element): boolean =>
  /^(?:s|strike|del)$/.test(element.tagName) ||
  /text-decoration[^;]*line-through/i.test(attribute(element, 'style') ?? '')

/** Shows something in a cell that may be a figure; pictures of a point or two hold space open. */
const isPicture = (element: Element): boolean =>
  PICTURES.has(element.tagName) &&
  attribute(element, 'type')?.toLowerCase() !== 'hidden' &&
  !/^[0-2]$/.test(attribute(element, 'width') ?? attribute(element, 'height') ?? '')

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
      // The number of a note is no digit of the figure.
      if (/^su[bp]$/.test(element.tagName)) lines.gap()
      if (BLOCKS.has(element.tagName) || element.tagName === 'br') lines.end()
      return true
    },
    leave(element) {
      if (isStruck(element)) striking--
      if (/^su[bp]$/.test(element.tagName)) lines.gap()
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

/** Tables whose cells are data; the others are frames. */
function dataTables(document: Dom.Document, page: PageContext): Map<Element, DataTable> {
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
  walk(document, page.alive, {
    enter(element) {
      if (UNSEEN.has(element.tagName)) return element.tagName === 'head'
      if (isHidden(element, page)) return false
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

/** Numbered like a part of a report: 三、…. */
const HEADING = /^[一二三四五六七八九十]{1,2}[、.．，]\s*\S{2,40}$/

/** Rows that a table of a report has at least: the head of table 四 and its figures. */
const SMALLEST_TABLE = 4

/** What is in the innermost element that holds all headings of the page and the tables among them; null without any. */
function reportPart(
  document: Dom.Document,
  blocks: readonly Block[],
  owners: readonly (Element | null)[],
  alive: () => void,
): Set<Element> | null {
  const found = blocks.flatMap((block, i) =>
    block.kind === 'paragraph' && HEADING.test(squeeze(block.text)) ? [i] : [],
  )
  const [first, last] = [found[0], found[found.length - 1]]
  if (first === undefined || last === undefined || first === last) return null
  const heads = new Set(found)
  const wanted = new Set<Element>()
  for (const [i, block] of blocks.entries()) {
    const owner = owners[i]
    // Behind the last heading stands the table of the first years, or what the page has below the report.
    const isTable = block.kind === 'grid' && i > first && (i < last || (i <= last + 3 && block.rows >= SMALLEST_TABLE))
    if (owner && (isTable || heads.has(i))) wanted.add(owner)
  }
  let body: Element | null = null
  const counts = new Map<Dom.ParentNode, number>()
  walk(document, alive, {
    enter: () => body === null,
    leave(element) {
      const count = (counts.get(element) ?? 0) + (wanted.has(element) ? 1 : 0)
      const parent = parentOf(element)
      if (count === wanted.size) body ??= element
      if (parent && count > 0) counts.set(parent, (counts.get(parent) ?? 0) + count)
    },
    text() {},
  })
  if (!body) return null
  const inside = new Set<Element>([body])
  walk(body, alive, {
    enter: (element) => inside.add(element) !== null,
    leave() {},
    text() {},
  })
  return inside
}
