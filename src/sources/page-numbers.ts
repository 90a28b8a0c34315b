/** Numbers of pages in text that has page ends: left in, they would be figures of the tables that the pages cut. */

import { squeeze } from '../text/normalize.js'
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

const HEAD = /^[^。，；：]{0,40}公开[^。，；：]{0,12}(?:报告|年报)[）)]?$/

/**
 * The text with blank lines for running heads and the numbers of pages beside them: the title of the report that stands again in the text, each time
 * with a number that counts on.
 */
export function withoutRunningHeads(lines: readonly TextLine[]): readonly TextLine[] {
  const filled = lines.filter(({ text }) => text.trim() !== '')
  const heads = new Map<string, number[]>()
  for (const [i, { text }] of filled.entries())
    if (text.length <= LONGEST && HEAD.test(squeeze(text)))
      heads.set(squeeze(text), [...(heads.get(squeeze(text)) ?? []), i])
  const gone = new Set<TextLine>()
  for (const at of heads.values()) {
    for (const side of [-1, 1]) {
      const found = at.flatMap((i) => {
        const number = filled[i + side]
        const value = number ? NUMBER.exec(number.text)?.[1] : undefined
        return number && value !== undefined ? [{ head: filled[i] as TextLine, number, value: Number(value) }] : []
      })
      const counts = found.every(({ value }, k) => k === 0 || value === (found[k - 1]?.value ?? 0) + 1)
      if (found.length < 2 || found.length < at.length - 1 || !counts) continue
      for (const { head, number } of found) gone.add(head).add(number)
    }
  }
  return gone.size === 0 ? lines : lines.map((line) => (gone.has(line) ? { ...line, text: '' } : line))
}

/** A head is no longer than this. */
const LONGEST = 80

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
