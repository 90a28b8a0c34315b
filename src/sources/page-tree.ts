/** The tree of a page (parse5): walking it, and what its elements show. */

import type { DefaultTreeAdapterTypes as Dom } from 'parse5'

export type Element = Dom.Element
export type Document = Dom.Document
export type ParentNode = Dom.ParentNode
export type TextNode = Dom.TextNode

export const isText = (node: Dom.Node): node is TextNode => node.nodeName === '#text'
export const isElement = (node: Dom.Node): node is Element => 'tagName' in node

/** Elements that begin and end a line. */
export const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section select summary ' +
    'table tbody td tfoot th thead title tr ul'
  ).split(' '),
)
/** Elements whose text nobody sees. */
export const UNSEEN = new Set(
  'script style title noscript noframes template head iframe object svg math textarea datalist audio video'.split(' '),
)
/** Elements that show something that is not text of the page. */
const PICTURES = new Set('img svg math canvas object embed iframe video input select textarea'.split(' '))

/** What the functions below need of the page. */
export interface PageContext {
  readonly source: string
  readonly alive: () => void
  /** Elements that are read though they are hidden: those with a table in them. */
  readonly tabled: ReadonlySet<ParentNode>
  /** Names of elements that the scripts of the page put something into. */
  readonly filled: ReadonlySet<string>
}

export interface Visitor {
  /** False where what is in the element is of no interest. */
  enter(element: Element): boolean
  leave(element: Element): void
  text(node: TextNode): void
}

/** Depth first, without recursion: pages of a million nested elements exist. */
export function walk(root: ParentNode, alive: () => void, visitor: Visitor): void {
  const stack: { node: ParentNode; next: number }[] = [{ node: root, next: 0 }]
  let steps = 0
  for (let top = stack[stack.length - 1]; top; top = stack[stack.length - 1]) {
    if ((++steps & 0xfff) === 0) alive()
    const child: Dom.ChildNode | undefined = top.node.childNodes[top.next++]
    if (!child) {
      stack.pop()
      if (stack.length > 0 && isElement(top.node)) visitor.leave(top.node)
    } else if (isText(child)) visitor.text(child)
    else if (isElement(child) && visitor.enter(child)) stack.push({ node: child, next: 0 })
  }
}

export const attribute = (element: Element, name: string): string | null =>
  element.attrs.find((attr) => attr.name === name)?.value ?? null

/**
 * Taken out of sight by the page itself, and, where `tabled` says so, no table in it: tabs of a page are switched by scripts. What
 * Word leaves of its settings is shown by no one.
 */
export function isHidden(element: Element, { tabled }: Pick<PageContext, 'tabled'>): boolean {
  const hidden =
    attribute(element, 'hidden') !== null ||
    HIDES.test(attribute(element, 'style') ?? '') ||
    isSizeless(element) ||
    (!BLOCKS.has(element.tagName) && FAINT.test(attribute(element, 'style') ?? '')) ||
    (element.tagName === 'xml' && !!element.sourceCodeLocation?.endTag)
  return hidden && !tabled.has(element)
}

const HIDES = /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)/i

/** Within a line: without colour, or moved or cut out of the page. Blocks are shown so by scripts when they come into view. */
const FAINT =
  /(?:^|[;\s])(?:opacity\s*:\s*0(?:\.0*)?|color\s*:\s*transparent|(?:left|top)\s*:\s*-\d{3,}[a-z]+|clip\s*:\s*rect\(\s*[01](?:px)?[\s,][^)]*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%[^)]*\))\s*(?:;|!|$)/i

/**
 * Within a cell: folded away to no height or width, or scaled to nothing. Larger parts of a page are folded so until somebody opens them, and are
 * read.
 */
export function isFolded(element: Element): boolean {
  const style = attribute(element, 'style') ?? ''
  return SCALED.test(style) || (CUT.test(style) && FLAT.test(style))
}

const SCALED = /(?:^|[;\s])transform\s*:\s*scale(?:[xy]|3d)?\(\s*0(?:\.0*)?\s*[,)]/i
const CUT = /(?:^|[;\s])overflow\s*:\s*(?:hidden|clip)\b/i
const FLAT = /(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*(?:0(?:\.0*)?(?:[a-z%]+)?|1px)\s*(?:;|!|$)/i

/** Letters of no size; what is within may have a size of its own again. */
function isSizeless(element: Element): boolean {
  const sizeless = NO_SIZE.test(attribute(element, 'style') ?? '')
  return sizeless && !element.childNodes.some((child) => isElement(child) && attribute(child, 'style') !== null)
}

/** None, or so little that nobody can read them. */
const NO_SIZE = /(?:^|[;\s])font-size\s*:\s*(?:0(?:\.0*)?(?:[a-z%]+)?|[12](?:\.\d*)?px)\s*(?:;|!|$)/i

/**
 * What an element is of a table: by its name, or, where that says nothing, by the way it is shown (`display: table-cell`) or by what it says of
 * itself (`role="cell"`).
 */
export function tablePart(element: Element): 'table' | 'row' | 'cell' | null {
  const named = PARTS.get(element.tagName)
  if (named || /^(?:tbody|thead|tfoot|caption|colgroup|col)$/.test(element.tagName)) return named ?? null
  const shown = SHOWN_AS.exec(attribute(element, 'style') ?? '')?.[1]
  const said = attribute(element, 'role') ?? ''
  return PARTS.get(shown?.toLowerCase() ?? '') ?? PARTS.get(said.trim().toLowerCase()) ?? null
}

const SHOWN_AS = /(?:^|[;\s])display\s*:\s*((?:inline-)?table(?:-row|-cell)?)\s*(?:;|!|$)/i
const PARTS: ReadonlyMap<string, 'table' | 'row' | 'cell'> = new Map([
  ...['table', 'inline-table', 'grid'].map((name) => [name, 'table'] as const),
  ...['tr', 'row', 'table-row'].map((name) => [name, 'row'] as const),
  ...['td', 'th', 'cell', 'table-cell', 'gridcell', 'columnheader', 'rowheader'].map((name) => [name, 'cell'] as const),
])

export function aroundTables(document: Document, alive: () => void): Set<ParentNode> {
  const around = new Set<ParentNode>()
  walk(document, alive, {
    enter(element) {
      if (tablePart(element) !== 'table') return true
      for (let at: ParentNode | null = element; at && !around.has(at); at = parentOf(at)) around.add(at)
      return true
    },
    leave() {},
    text() {},
  })
  return around
}

export const parentOf = (node: ParentNode): ParentNode | null => ('parentNode' in node ? node.parentNode : null)

export function elementOf(node: TextNode): Element | null {
  for (let at: ParentNode | null = node.parentNode; at; at = parentOf(at)) if (isElement(at)) return at
  return null
}

/** Set higher, lower or above, or white as the paper may be: the number of a note is no digit of the figure. */
export const isRaised = (element: Element): boolean =>
  /^(?:su[bp]|rt|rp)$/.test(element.tagName) ||
  (element.tagName === 'font' && /^\s*(?:#?fff(?:fff)?|white)\s*$/i.test(attribute(element, 'color') ?? '')) ||
  (!BLOCKS.has(element.tagName) && RAISED.test(attribute(element, 'style') ?? ''))

const RAISED =
  /(?:^|[;\s])(?:vertical-align\s*:\s*(?:su(?:b|per)|text-top)|color\s*:\s*(?:#fff(?:fff)?|white))\s*(?:;|!|$)/i

/** Shows digits from right to left, or may: what is seen is not what is written. */
export const isTurned = (element: Element): boolean =>
  (element.tagName === 'bdo' && attribute(element, 'dir')?.trim().toLowerCase() === 'rtl') ||
  /(?:^|[;\s])unicode-bidi\s*:\s*(?:bidi-|isolate-)override/i.test(attribute(element, 'style') ?? '')

/** The same by a character. */
export const TURNED = /\u202e[^\u202c]*\d[^\u202c]*\d/

/** Filled in by a framework when the page is shown, with what its data hold: in a saved page it is empty. */
export const isFilledIn = ({ attrs, childNodes }: Element): boolean =>
  childNodes.every((child) => isText(child) && child.value.trim() === '') &&
  attrs.some(({ name, value }) => value !== '' && BOUND.test(name))

const BOUND = /^(?:v-(?:text|html)|ng-bind(?:-html)?|data-ng-bind|x-text|x-html|th:text|data-bind)$/

/** Struck through by its tag or its style. */
export const isStruck = (element: Element): boolean =>
  /^(?:s|strike|del)$/.test(element.tagName) ||
  /text-decoration[^;]*line-through/i.test(attribute(element, 'style') ?? '')

/** Shows something in a cell that may be a figure; pictures of a point or two hold space open. */
export const isPicture = (element: Element): boolean =>
  PICTURES.has(element.tagName) &&
  attribute(element, 'type')?.toLowerCase() !== 'hidden' &&
  !/^[0-2]$/.test(attribute(element, 'width') ?? attribute(element, 'height') ?? '')
