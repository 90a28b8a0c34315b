/** Blocks → sections, in printed order. */

import { sections as defs } from '../forms/sections.js'
import { canonical } from '../text/normalize.js'
import { type OrdinalKind, splitOrdinal } from '../text/ordinal.js'
import { similarity } from '../text/similarity.js'
import type { Block, Paragraph } from '../types.js'

export interface LocatedSection {
  /** Id of docs/cells.md, or null for a part that the form does not know. */
  readonly id: string | null
  /** As printed, with its numeral. */
  readonly heading: string
  readonly text: string
  readonly pages: readonly number[]
  /** The page of every line of the text; null where the input has none. */
  readonly linePages: readonly (number | null)[]
  /** Blocks of the section, from its heading to before `to`. */
  readonly from: number
  readonly to: number
}

interface Candidate {
  readonly block: number
  readonly heading: string
  /** What stands behind the heading in its own line. */
  readonly rest: string
  readonly id: string | null
  readonly likeness: number
  readonly numbered: boolean
}

/** The sections of the form, their labels in canonical form. */
const known = defs.map(({ id, labels, words }) => ({ id, words, labels: labels.map(canonical) }))

/** A heading is at most this long; what is longer runs on into its text. */
const LONGEST = 42

/**
 * Find the sections of a report by the words of their headings.
 *
 * A paragraph is a heading when it is numbered 一、二、… and short, or when it is nothing but the words of a known one.
 * A numbered heading that no section of the form resembles begins a section without id.
 */
export function findSections(blocks: readonly Block[], threshold: number): LocatedSection[] {
  const style = headingStyle(blocks, threshold)
  const candidates: Candidate[] = []
  for (const [i, block] of blocks.entries()) {
    if (block.kind !== 'paragraph' || block.outside) continue
    const candidate = asHeading(block, i, threshold, style)
    if (candidate) candidates.push(candidate)
  }
  const chosen = withStrays(withoutDoubles(candidates), blocks)
  return chosen.map((candidate, i): LocatedSection => {
    const to = chosen[i + 1]?.block ?? blocks.length
    const inside = blocks.slice(candidate.block, to)
    const texts = inside.slice(1).filter((block): block is Paragraph => block.kind === 'paragraph' && !block.outside)
    const pages = new Set<number>()
    for (const block of inside) {
      if (block.kind === 'grid') for (const page of block.rowPages) if (page !== null) pages.add(page)
      if (block.place && 'page' in block.place) pages.add(block.place.page)
    }
    const head = blocks[candidate.block]
    const lines = [
      { text: candidate.rest, page: pageOf(head) },
      ...texts.map((block) => ({ text: block.text, page: pageOf(block) })),
    ].filter(({ text }) => text !== '')
    return {
      id: candidate.id,
      heading: candidate.heading,
      text: lines.map(({ text }) => text).join('\n'),
      pages: [...pages].sort((a, b) => a - b),
      linePages: lines.flatMap(({ text, page }) => text.split('\n').map(() => page)),
      from: candidate.block,
      to,
    }
  })
}

const pageOf = (block: Block | undefined): number | null =>
  block?.place && 'page' in block.place ? block.place.page : null

/**
 * The numerals that the sections of this report have: 一、 as the form has it, unless another style heads more of them.
 * Parts within a section have numerals too, and words like those of sections: （二）主动公开情况 in 一、总体情况.
 */
function headingStyle(blocks: readonly Block[], threshold: number): OrdinalKind {
  const found = new Map<OrdinalKind, Set<string>>()
  for (const block of blocks) {
    if (block.kind !== 'paragraph' || block.outside || block.text.length > LONGEST) continue
    const kind = splitOrdinal(block.text.trim()).ordinal?.kind
    const best = kind && bestSection(block.text.trim(), threshold)
    if (!best) continue
    const ids = found.get(kind) ?? new Set()
    found.set(kind, ids.add(best.id))
  }
  const count = (kind: OrdinalKind): number => found.get(kind)?.size ?? 0
  if (count('han') >= 2) return 'han'
  const others = (['digit', 'hanParen', 'digitParen'] as const).filter((kind) => count(kind) >= 3)
  return others.reduce<OrdinalKind>((a, b) => (count(b) > count(a) ? b : a), 'han')
}

function asHeading(paragraph: Paragraph, block: number, threshold: number, style: OrdinalKind): Candidate | null {
  const text = paragraph.text.trim()
  const { ordinal } = splitOrdinal(text.slice(0, LONGEST + 10))
  const numeral = ordinal?.kind ?? null
  const numbered = numeral === 'han' || numeral === style || /^[、,，.]/.test(text)
  if (numbered) {
    // The heading may run on: 三、政府信息依申请公开工作情况 2015年全区未收到…
    for (const end of ends(text)) {
      const heading = text.slice(0, end).trim()
      // A sentence is no heading for the words in it; only what is like a heading is one.
      const best = bestSection(heading, threshold, !/[，,。；;].*[。；;！!]$/.test(heading))
      if (best)
        return {
          block,
          heading,
          rest: text.slice(end).trim(),
          id: best.id,
          likeness: best.likeness,
          numbered: true,
        }
    }
    if (numeral === 'han' && text.length <= LONGEST && !/[。；;]/.test(text.slice(0, -1))) {
      return { block, heading: text, rest: '', id: null, likeness: 0, numbered: true }
    }
    return null
  }
  if (ordinal || text.length > LONGEST || /[。；;！!]$/.test(text)) return null
  const best = bestSection(text, Math.max(threshold, 0.8), false)
  return best ? { block, heading: text, rest: '', id: best.id, likeness: best.likeness, numbered: false } : null
}

/**
 * Where a heading may end in a line, most certain first: where the words of a known one end and a sentence begins; at
 * its end; at a space or full stop.
 */
function ends(text: string): number[] {
  const label = endOfLabel(text)
  const glued = label === null ? [] : [text[label] === '。' ? label + 1 : label]
  const stops = [...text.slice(0, LONGEST).matchAll(/[\s。]/g)].map(({ index }) => index).filter((at) => at > 3)
  if (text.length > LONGEST) return [...stops, ...glued]
  const [stop] = stops
  const found = stop !== undefined && stop < text.length - 1 ? [text.length, stop] : [text.length]
  // What ends like a sentence and begins with a heading is both.
  return /[。；;！!]$/.test(text) ? [...glued, ...found] : [...found, ...glued]
}

/** Where the longest official heading ends that the text begins with, to the letter; null where there is none. */
function endOfLabel(text: string): number | null {
  const { body } = splitOrdinal(text.slice(0, LONGEST))
  const labels = known.flatMap(({ labels }) => labels.filter((label) => body.startsWith(label)))
  if (labels.length === 0) return null
  const longest = labels.reduce((a, b) => (b.length > a.length ? b : a))
  for (let end = longest.length; end < Math.min(LONGEST, text.length); end++) {
    if (splitOrdinal(text.slice(0, end)).body === longest) return end
  }
  return null
}

/** True for a line that is the heading of a section of the form, to the word. */
export function isSectionHeading(text: string): boolean {
  return text.length <= LONGEST && bestSection(text.trim(), SURE, false) !== null
}

/** The section whose words a heading has. */
function bestSection(heading: string, threshold: number, byWords = true): { id: string; likeness: number } | null {
  const { body } = splitOrdinal(heading)
  const plain = body.replace(/^[,.]+|[,.:。]+$/g, '')
  if (plain === '') return null
  let best: { id: string; likeness: number } | null = null
  for (const def of known) {
    let like = 0
    for (const label of def.labels) if (like < 1) like = Math.max(like, similarity(plain, label, threshold))
    if (byWords && plain.length <= LONGEST && def.words.some((words) => words.every((word) => plain.includes(word)))) {
      // All words are there: above any near miss, below a near match.
      like = Math.max(like, 0.7)
    }
    if (like >= threshold && (!best || like > best.likeness)) best = { id: def.id, likeness: like }
  }
  return best
}

/** Sections of the form that have a table: their heading stands over it. */
const tabled = new Set(['proactiveDisclosure', 'applications', 'disputes'])
/** A heading with a numeral of another style must be this like the official one. */
const SURE = 0.85
/** No report has as many headings. */
const MOST_HEADINGS = 300
/** Blocks between a heading and its table: a caption, a unit. */
const CAPTIONS = 2

/**
 * Add the headings whose numeral is not of the style of the others: （二）主动公开政府信息情况 between 一、 and 三、. They stand in
 * for a section that no other heading names, in its place in the order, and over a table where the section has one.
 */
function withStrays(found: readonly Candidate[], blocks: readonly Block[]): Candidate[] {
  const order = (id: string | null): number => defs.findIndex((def) => def.id === id)
  const all = [...found]
  // More numbered lines than any report has headings: a list, in which no heading is missed.
  if (found.length > MOST_HEADINGS) return all
  for (const [i, block] of blocks.entries()) {
    if (block.kind !== 'paragraph' || block.outside || all.some((candidate) => candidate.block === i)) continue
    const text = block.text.trim()
    if (text.length > LONGEST || /[。；;！!]$/.test(text) || !splitOrdinal(text).ordinal) continue
    const best = bestSection(text, SURE, false)
    if (!best || all.some((candidate) => candidate.id === best.id)) continue
    const inPlace = all.every(
      ({ id, block: at }) => id === null || (at < i ? order(id) < order(best.id) : order(id) > order(best.id)),
    )
    const table = blocks.slice(i + 1, i + 2 + CAPTIONS).some(({ kind }) => kind === 'grid')
    if (!inPlace || (tabled.has(best.id) && !table)) continue
    all.push({ block: i, heading: text, rest: '', id: best.id, likeness: best.likeness, numbered: true })
  }
  return all.sort((a, b) => a.block - b.block)
}

/** Of unnumbered doubles of one section only the likeliest is a heading; numbered ones stay as printed. */
function withoutDoubles(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((candidate) => {
    if (candidate.numbered) return true
    return !candidates.some(
      (other) => other !== candidate && other.id === candidate.id && (other.numbered || other.block < candidate.block),
    )
  })
}
