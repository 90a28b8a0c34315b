/**
 * Sections → the figures that their sentences state: subject, value, whose it is, and where it stands.
 *
 * Precision goes first: a figure whose words name no subject is left out, unless it is a part of a whole that has one.
 */

import { plainOf, sentencesOf } from './plain.js'
import { type Draft, draftsOf } from './sentence.js'
import { lasting } from './whose.js'

/** What is needed of a section; structurally what `locate` gives. */
export interface SectionText {
  /** What it is about: it is context for all of its sentences. */
  readonly heading: string
  readonly text: string
  /** The page of every line of the text, where it is known. */
  readonly linePages?: readonly (number | null)[]
}

export interface StatementInput {
  readonly subject: string
  readonly value: number | null
  readonly raw: string
  readonly unit: string | null
  readonly approximate: boolean
  readonly scope: string | null
  readonly year: number | null
  readonly of: number | null
  readonly sentence: string
  readonly section: number
  readonly offset: number
  readonly length: number
  readonly page: number | null
}

/** No report states as many figures; more are those of a table that was not found. */
const MOST = 2_000
/** Nor has it as much prose, in characters; what stands behind is not looked at. */
const MOST_TEXT = 500_000
/** No sentence of prose is as long. */
const LONGEST = 1_200
/** As much of the paragraph as tells what a sentence goes on to speak of. */
const MEMORY = 200
/** A sentence without any of these states nothing. */
const STATES = /\d|[一二两三四五六七八九十百千][件条起宗份例]|未|无|没有|零|均|全部|率/

/**
 * The figures stated in the sections, in printed order of their sentences.
 *
 * @param year The year of the report, against which other years are told.
 * @returns `section` counts in the sections given, `of` in the list that comes back; offsets are those in the text of the section.
 */
export function findStatements(sections: readonly SectionText[], year: number | null): StatementInput[] {
  const drafts: Draft[] = []
  const found: StatementInput[] = []
  let room = MOST_TEXT
  for (const [section, { heading, text, linePages }] of sections.entries()) {
    const plain = plainOf(text.slice(0, room))
    room -= plain.offsets.at(-1) ?? 0
    const pageAt = pagesOf(text, linePages)
    const { offsets } = plain
    let paragraph = -1
    let from = drafts.length
    let scope: string | null = null
    let words = ''
    for (const sentence of sentencesOf(plain)) {
      if (drafts.length >= MOST) return found
      if (sentence.paragraph !== paragraph) {
        paragraph = sentence.paragraph
        from = drafts.length
        scope = null
        words = ''
      }
      const said = plain.text.slice(sentence.from, sentence.to)
      const own: Draft[] =
        said.length <= LONGEST && STATES.test(said)
          ? draftsOf(said, { drafts, paragraph: from, words: `${heading}。${words}`, scope, year })
          : []
      const last = own.at(-1)
      if (last) scope = lasting(last.scope)
      words = `${words}。${said}`.slice(-MEMORY)
      drafts.push(...own)
      const start = offsets[sentence.from] ?? 0
      const printed = text.slice(start, (offsets[sentence.to - 1] ?? start) + 1).trim()
      for (const draft of own) {
        const offset = offsets[sentence.from + draft.from] ?? 0
        const end = (offsets[sentence.from + draft.to - 1] ?? offset) + 1
        const { subject, value, unit, approximate, of } = draft
        const page = pageAt(offset)
        found.push({
          ...{
            subject,
            value,
            raw: text.slice(offset, end),
            unit,
            approximate,
            scope: draft.scope,
            year: draft.year,
            of,
          },
          ...{ sentence: printed, section, offset, length: end - offset, page },
        })
      }
    }
  }
  return found
}

/** The page of an offset in the text. */
function pagesOf(text: string, pages: SectionText['linePages']): (offset: number) => number | null {
  if (!pages?.some((page) => page !== null)) return () => null
  const ends: number[] = []
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) ends.push(end)
  return (offset) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return pages[low] ?? null
  }
}
