/** Page furniture: page numbers and running heads, which stand between the halves of what goes on overleaf. */

import { squeeze } from '../text/normalize.js'
import type { TextRun } from '../types.js'
import { toChunks } from './chunks.js'
import type { Line } from './lines.js'

export interface PageLines {
  readonly number: number
  readonly height: number
  readonly lines: readonly Line[]
}

export interface Furniture {
  /** All lines that are no part of the text. */
  readonly lines: ReadonlySet<Line>
  /** Of the running heads and feet each one once, as it stands on the first of its pages. */
  readonly heads: readonly Line[]
}

/** Share of the page height, at the top and at the bottom, in which furniture stands. */
const MARGIN = 0.13
/** Page numbers that count on at the same height may stand further in, on low pages with wide margins. */
const COUNTED_MARGIN = 0.22
/** Lines of one running head stand at the same height on each page, to this many points. */
const SAME_HEIGHT = 4

const DASHED_NUMBER = /^[-—–―─·•.~]{1,3}\d{1,4}[-—–―─·•.~]{1,3}$/
const NAMED_NUMBER =
  /^(?:第\d{1,4}页(?:[,，/、]?共\d{1,4}页)?|\d{1,4}\/\d{1,4}|page\d{1,4}(?:of\d{1,4})?|共\d{1,4}页[,，]?第\d{1,4}页)$/i
const BARE_NUMBER = /^\d{1,4}$/

/** The number that a line gives its page, or null where the line is no page number. */
export function pageNumberIn(text: string): { value: number; certain: boolean } | null {
  const folded = text.normalize('NFKC')
  const plain = squeeze(folded)
  // Figures and signs of several columns: 0 0 / 0, — 1 2 —.
  if (/\d\s+\d/.test(folded) && !/\p{L}/u.test(folded)) return null
  const certain = DASHED_NUMBER.test(plain) || NAMED_NUMBER.test(plain)
  if (!certain && !BARE_NUMBER.test(plain)) return null
  const value = Number(/\d+/.exec(plain)?.[0])
  return { value, certain }
}

/**
 * A row of a table: several figures, or as many texts apart from each other as no head has. Where a file holds many reports, or a table goes on over pages, rows
 * stand at the same height too.
 */
function isRow(line: Line): boolean {
  const chunks = toChunks(line)
  return chunks.length >= MANY || chunks.filter(({ figure }) => figure).length > 1 || !/\p{L}|\d{4}/u.test(line.text)
}

/** Signs and digits without a word that stand as far apart as columns do are a row: — 3 — of three cells. */
const isTight = ({ runs, size, text }: Line): boolean =>
  /\p{L}/u.test(text) || runs.every(({ box }, i) => i === 0 || box.x0 - (runs[i - 1] as TextRun).box.x1 <= size * APART)

/** Dashes around the number of a page stand nearer, in ems. */
const APART = 2.5

/** Texts apart in one line: a head has its title, a date, a section and a number at most. */
const MANY = 5

/** A head stands on each page, or on each other one, from its first to its last; the rows of several reports stand farther apart. */
function isOftenEnough(pages: ReadonlySet<number>): boolean {
  const all = [...pages]
  return all.length >= (Math.max(...all) - Math.min(...all) + 1) * OFTEN
}

const OFTEN = 0.4

/**
 * The lines of a document that are page furniture. A page number is one that is dressed as such, or a bare number that
 * counts on from page to page; a running head is a text that stands at the same height on at least three pages, or on
 * both of two.
 */
export function findFurniture(pages: readonly PageLines[]): Furniture {
  const furniture = new Set<Line>()
  const titles = new Map<string, Line>()
  const bare: { line: Line; offset: number; page: number; y: number; sure: boolean }[] = []
  const heads = new Map<string, { line: Line; page: number; y: number }[]>()
  for (const { number, height, lines } of pages) {
    for (const line of lines) {
      const middle = (line.box.top + line.box.bottom) / 2
      const near = (margin: number): boolean => middle < height * margin || middle > height * (1 - margin)
      if (!near(COUNTED_MARGIN)) continue
      const top = middle < height * MARGIN
      const numbered = isTight(line) ? pageNumberIn(line.text) : null
      if (numbered?.certain && near(MARGIN)) furniture.add(line)
      else if (numbered)
        bare.push({ line, offset: numbered.value - number, page: number, y: middle, sure: near(MARGIN) })
      else if (near(MARGIN) && !isRow(line)) {
        const key = `${top ? 'top' : 'bottom'} ${squeeze(line.text).replace(/\d+/g, '#')}`
        const list = heads.get(key)
        if (list) list.push({ line, page: number, y: middle })
        else heads.set(key, [{ line, page: number, y: middle }])
      }
    }
  }
  for (const { line, offset, page, y, sure } of bare) {
    const others = bare.filter((other) => other.page !== page && other.offset === offset)
    if (sure ? others.length > 0 || pages.length === 1 : others.some((other) => Math.abs(other.y - y) <= SAME_HEIGHT))
      furniture.add(line)
  }
  const needed = pages.length <= 2 ? 2 : 3
  for (const [key, list] of heads) {
    for (const { line, y } of list) {
      const same = new Set(list.filter((other) => Math.abs(other.y - y) <= SAME_HEIGHT).map((other) => other.page))
      if (same.size < needed || !isOftenEnough(same)) continue
      furniture.add(line)
      if (!titles.has(key)) titles.set(key, line)
    }
  }
  return { lines: furniture, heads: [...titles.values()] }
}
