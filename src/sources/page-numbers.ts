/** Numbers of pages in text that has page ends: left in, they would be figures of the tables that the pages cut. */

import type { TextLine } from './text.js'

const NUMBER = /^\s*(?:第\s*)?(\d{1,4})(?:\s*页)?\s*$/
/** So many pages that count on are numbered, whatever they begin with; two are if they begin with the first or second sheet. */
const ENOUGH = 3
/** Such a share of the pages has its number. */
const SHARE = 0.6

interface Numbered {
  readonly line: TextLine
  /** Its number, less that of its sheet, counted from 0. */
  readonly offset: number
}

/** The text with blank lines for the numbers of its pages. */
export function withoutPageNumbers(lines: readonly TextLine[]): readonly TextLine[] {
  const sheets: TextLine[][] = [[]]
  for (const line of lines) {
    if (line.newPage) sheets.push([])
    if (line.text.trim() !== '') sheets[sheets.length - 1]?.push(line)
  }
  const pages = sheets.filter((sheet) => sheet.length > 0)
  if (pages.length < 2) return lines
  const numbers = new Set([
    ...pageNumbers(pages, (page) => page[page.length - 1]),
    ...pageNumbers(pages, (page) => page[0]),
  ])
  return numbers.size === 0 ? lines : lines.map((line) => (numbers.has(line) ? { ...line, text: '' } : line))
}

/** Lines at one place of each page that are numbers and count on from page to page. */
function pageNumbers(
  pages: readonly (readonly TextLine[])[],
  at: (page: readonly TextLine[]) => TextLine | undefined,
): TextLine[] {
  const found = pages.flatMap((page, i): Numbered[] => {
    const line = at(page)
    const number = line && page.length > 1 ? NUMBER.exec(line.text)?.[1] : undefined
    return line && number !== undefined ? [{ line, offset: Number(number) - i }] : []
  })
  const votes = new Map<number, Numbered[]>()
  for (const one of found) votes.set(one.offset, [...(votes.get(one.offset) ?? []), one])
  const best = [...votes.values()].reduce<Numbered[]>((a, b) => (b.length > a.length ? b : a), [])
  const offset = best[0]?.offset
  const enough = best.length >= ENOUGH || (best.length === 2 && (offset === 0 || offset === 1))
  return enough && best.length >= pages.length * SHARE ? best.map(({ line }) => line) : []
}
