/**
 * Web pages → blocks, by the tree that the HTML standard makes of any bytes (parse5).
 *
 * A table is data or a frame for layout: a frame holds other data tables, or one column only; what is in it is read as if it
 * were not there. Paragraphs that stand outside of the part of the page that holds the headings and tables are marked.
 */

import { parse } from 'parse5'
import { decodeMarkup } from '../text/decode.js'
import { collapse, squeeze } from '../text/normalize.js'
import { unifyIdeographs } from '../text/radicals.js'
import type { Block, Paragraph, Place } from '../types.js'
import { buriedPage, isData, titlesOfData } from './buried.js'
import { checkText } from './checked-text.js'
import { lineCounter } from './mapped-text.js'
import { markupGrid } from './markup.js'
import { filledIn, showFields } from './page-fields.js'
import { LineMaker } from './page-lines.js'
import { applyStyles } from './page-styles.js'
import { dataTables, readRows } from './page-tables.js'
import {
  aroundTables,
  BLOCKS,
  type Document,
  type Element,
  isElement,
  isHidden,
  type PageContext,
  type ParentNode,
  parentOf,
  UNSEEN,
  walk,
} from './page-tree.js'
import { headingsIn, reportPart, SMALLEST_TABLE } from './report-part.js'
import type { SourceContext, SourceResult } from './source.js'

/** No character of a page: something was lost where it stands. */
const ZERO = '\u0000'

export async function readHtml(bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  const { text, encoding, damaged } = decodeMarkup(bytes)
  return readMarkup(text, damaged || text.includes(ZERO) ? encoding : null, context)
}

/** Read a page that is text already; `damagedAs` names the encoding where characters were lost. */
export function readMarkup(raw: string, damagedAs: string | null, context: SourceContext): SourceResult {
  const { alive } = context
  const text = unifyIdeographs(raw)
  const notes = checkText(text, damagedAs ?? (text.includes(ZERO) ? 'utf-8' : null), context)
  const document = treeOf(text, alive)
  alive()
  const shown = shownBlocks(document, text, alive)
  const blocks = showsTable(shown) && !isData(text) ? shown : withBuried(shown, document, text, alive)
  return { kind: 'html', pages: [], blocks, pageCount: null, engines: {}, notes }
}

/** Blocks of a piece of a page that stands in another text. Places count in the piece. */
export function fragmentBlocks(source: string, alive: () => void): Block[] {
  const document = treeOf(source, alive)
  return pageBlocks(document, { source, alive, tabled: aroundTables(document, alive), filled: NONE })
}

/** The tree of a page, with what its style sheets say in the attributes of its elements, and what its fields show in their place. */
function treeOf(text: string, alive: () => void): Document {
  const document = parse(text, { sourceCodeLocationInfo: true })
  applyStyles(document, alive)
  showFields(document, text, alive)
  return document
}

const NONE: ReadonlySet<never> = new Set()

/** A table large enough to be one of a report. */
const showsTable = (blocks: readonly Block[]): boolean =>
  blocks.some((block) => block.kind === 'grid' && block.rows >= SMALLEST_TABLE)

/** What a page shows, or a page that it carries where only that holds tables, or the headings, of a report. */
function withBuried(shown: Block[], document: Document, source: string, alive: () => void): Block[] {
  const carried = buriedPage(document, source, alive)
  if (!carried) return shown
  const blocks = shownBlocks(treeOf(carried.text, alive), carried.text, alive)
  if (!showsTable(blocks) && (headingsIn(blocks).length < 2 || headingsIn(shown).length >= 2)) return shown
  const lineOf = lineCounter(source)
  const move = (place: Place | null): Place | null => {
    if (!place || 'page' in place) return place
    const offset = carried.at[place.offset] ?? 0
    return { line: lineOf(offset), offset, length: (carried.at[place.offset + place.length] ?? offset) - offset }
  }
  const inside = blocks.map(
    (block): Block =>
      block.kind === 'paragraph'
        ? { ...block, place: move(block.place) }
        : {
            ...block,
            place: move(block.place),
            cells: block.cells.map((cell) => ({ ...cell, place: move(cell.place) })),
          },
  )
  if (isData(source)) return [...inside, ...unseen(titlesOfData(source))]
  const around = shown.flatMap((block) => (block.kind === 'paragraph' ? [{ ...block, outside: true as const }] : []))
  return [...around, ...inside]
}

/**
 * What a page shows, and hidden parts of it with tables where they add a heading or a title to what is seen: a part that scripts show is one of
 * the report, or another report, a copy for printing is not.
 */
function shownBlocks(document: Document, source: string, alive: () => void): Block[] {
  const tabled = aroundTables(document, alive)
  const page = { source, alive, tabled, filled: filledIn(source) }
  const all = pageBlocks(document, page)
  if (![...tabled].some((node) => isElement(node) && isHidden(node, { tabled: NONE }))) return all
  const seen = pageBlocks(document, { ...page, tabled: NONE })
  const headings = (blocks: readonly Block[]): ReadonlySet<string> =>
    new Set(headingsIn(blocks).map((i) => squeeze((blocks[i] as Paragraph).text)))
  const known = headings(seen)
  const adds =
    [...headings(all)].some((heading) => !known.has(heading)) ||
    titlesIn(all) > titlesIn(seen) ||
    yearsIn(all) > yearsIn(seen)
  return showsTable(seen) && !adds ? seen : all
}

/** How many reports are named by lines of their own: a tab for each body has the same headings as the others. */
const titlesIn = (blocks: readonly Block[]): number =>
  new Set(
    blocks.flatMap((block) =>
      block.kind === 'paragraph' && block.text.length <= LONGEST_TITLE && TITLE.test(squeeze(block.text))
        ? [squeeze(block.text)]
        : [],
    ),
  ).size

/** Of how many years lines of their own name a report: a tab for each year may have its issuer on another line. */
const yearsIn = (blocks: readonly Block[]): number =>
  new Set(
    blocks.flatMap((block) =>
      block.kind === 'paragraph' && block.text.length <= LONGEST_TITLE
        ? (YEAR_TITLE.exec(squeeze(block.text))?.slice(1) ?? [])
        : [],
    ),
  ).size

const YEAR_TITLE = /^\p{Script=Han}*(\d{4})年(?:度)?\p{Script=Han}*政府信息公开(?:工作)?(?:年度)?报告$/u
const TITLE = /^\p{Script=Han}{4,}\d{4}年(?:度)?政府信息公开(?:工作)?(?:年度)?报告$/u
const LONGEST_TITLE = 60

function pageBlocks(document: Document, page: PageContext): Block[] {
  const { source, alive } = page
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
        blocks.push(markupGrid(readRows(table, page)))
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
  dropClones(blocks, owners)
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

/** A table with so many cells that are not blank says nothing by chance that another says. */
const FULL_TABLE = 20

/** True in an element that by its name stands still while the table below it moves. */
function isFixed(element: Element | null): boolean {
  for (let at: ParentNode | null = element; at; at = parentOf(at))
    if (isElement(at) && /fixed/i.test(at.attrs.find(({ name }) => name === 'class')?.value ?? '')) return true
  return false
}

/**
 * Take out tables in fixed elements that say again, word for word and with nothing between, what those before them say: scripts lay a clone of a table over
 * it, so that its first columns stand still. Head and body of it may be tables of their own.
 */
function dropClones(blocks: Block[], owners: (Element | null)[]): void {
  const said = blocks.map((block) =>
    block.kind === 'grid' ? block.cells.map(({ row, col, text }) => `${row} ${col} ${squeeze(text)}`).join('\n') : null,
  )
  const isFull = (block: Block | undefined): boolean =>
    block?.kind === 'grid' && block.cells.filter(({ text }) => squeeze(text) !== '').length >= FULL_TABLE
  for (let at = 1; at < blocks.length; at++) {
    for (const count of [1, 2]) {
      const first = at - count
      const isClone = (i: number): boolean =>
        said[first + i] !== null &&
        said[first + i] === said[at + i] &&
        isFixed(owners[at + i] ?? null) &&
        !isFixed(owners[first + i] ?? null)
      const all = [...Array(count).keys()]
      if (first < 0 || !all.every(isClone) || !all.some((i) => isFull(blocks[at + i]))) continue
      for (const list of [blocks, owners, said]) list.splice(at, count)
      at--
      break
    }
  }
}

/** What the page says of itself where no one sees it: its title, the title of the article. */
function titles(document: Document, alive: () => void): Block[] {
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
  return unseen(found)
}

const unseen = (texts: readonly string[]): Block[] =>
  [...new Set(texts.map(collapse))]
    .filter(Boolean)
    .map((text) => ({ kind: 'paragraph', text, place: null, scale: 1, centred: false, outside: true, unseen: true }))
