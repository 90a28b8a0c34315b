/** The part of a page that holds the report, found by its headings and tables. */

import { squeeze } from '../text/normalize.js'
import type { Block } from '../types.js'
import { type Document, type Element, type ParentNode, parentOf, walk } from './page-tree.js'

/** Numbered like a part of a report: 三、…. */
const HEADING = /^[一二三四五六七八九十]{1,2}[、.．，]\s*\S{2,40}$/

/** Rows that a table of a report has at least: the head of table 四 and its figures. */
export const SMALLEST_TABLE = 4

/** Where paragraphs stand that look like a heading of a report. */
export const headingsIn = (blocks: readonly Block[]): number[] =>
  blocks.flatMap((block, i) => (block.kind === 'paragraph' && HEADING.test(squeeze(block.text)) ? [i] : []))

/** What is in the innermost element that holds all headings of the page and the tables among them; null without any. */
export function reportPart(
  document: Document,
  blocks: readonly Block[],
  owners: readonly (Element | null)[],
  alive: () => void,
): Set<Element> | null {
  const found = headingsIn(blocks)
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
  const counts = new Map<ParentNode, number>()
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
