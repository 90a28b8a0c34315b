/**
 * Where the reports of one input begin and end: a file may hold those of several bodies or years, and a report may be a chapter of a
 * longer document.
 */

import { sections as defs } from '../forms/sections.js'
import type { Block } from '../types.js'
import { withoutCopies } from './copies.js'
import type { LocatedSection } from './sections.js'
import { type Title, titlesIn } from './titles.js'

/** Blocks of one report, from `from` to before `to`. */
export interface Part {
  readonly from: number
  readonly to: number
}

/** What stands in the blocks that makes a report of them. */
export interface Landmarks {
  readonly sections: readonly Pick<LocatedSection, 'id' | 'from'>[]
  /** Blocks in which tables of the form begin, with the table's id. */
  readonly tables: readonly { readonly table: string; readonly block: number }[]
}

interface Stretch extends Part {
  /** None before the first title. */
  readonly title: Title | null
}

/** Known headings that make a report without tables. */
const FEWEST_SECTIONS = 3
/** Numbered headings that make a document of what stands before the first title. */
const FEWEST_HEADINGS = 2
/** Blocks between the heading of the first section and the title above it, where no title can be read. */
const PREAMBLE = 6
/** A title, or the preamble that names what follows; 需要报告的事项 are those of the report before. */
const NAMES_REPORT = /报告(?!的事项)|年报/
/** What other documents are called. */
const OTHER_TITLE =
  /^(?:第[一二三四五六七八九十百\d]+[章节篇编]|附件?[一二三四五六七八九十\d]*[:：])|(?:报告|总结|计划|规划|方案|办法|通知|要点|目录|名单|汇编)$/

/**
 * Cut the blocks of an input into those of its reports.
 *
 * A report begins with a title that names another body or year than the one before, if figures or sections of the form stand behind
 * both; or where the sections begin anew. What stands before the first title is left out where it is a document of its own, and what stands behind
 * the last section where another title begins one, and what says all of a report before it again, word for word.
 *
 * @returns In printed order, at least one; all blocks where nothing tells them apart.
 */
export function splitReports(blocks: readonly Block[], landmarks: Landmarks): readonly Part[] {
  const titles = titlesIn(blocks)
  const stretches: Stretch[] = []
  const starts = [...titles, ...restarts(blocks, landmarks, titles)].sort((a, b) => a.at - b.at)
  let from = 0
  let title: Title | null = null
  for (const next of starts) {
    if (next.at > from) stretches.push({ from, to: next.at, title })
    from = next.at
    title = next
  }
  stretches.push({ from, to: blocks.length, title })
  const merged = merge(stretches, landmarks)
  const printed = merged.filter((part, i) => merged.length === 1 || i > 0 || isReport(part, landmarks))
  const reports = withoutCopies(blocks, printed, landmarks)
  return reports.map((part, i) => (i === reports.length - 1 ? withoutRest(blocks, part, landmarks) : part))
}

const inside = ({ from, to }: Part, at: number): boolean => at >= from && at < to

const knownIn = (part: Part, { sections }: Landmarks): Set<string> =>
  new Set(sections.flatMap(({ id, from }) => (id !== null && inside(part, from) ? [id] : [])))

/** Tables, or enough sections of the form: not only a title that is named, nor a list of contents. */
function isReport(part: Part, landmarks: Landmarks): boolean {
  if (landmarks.tables.some(({ block }) => inside(part, block))) return true
  return knownIn(part, landmarks).size >= FEWEST_SECTIONS && !isContents(part, landmarks)
}

/** Headings with nothing between them. */
function isContents(part: Part, { sections }: Landmarks): boolean {
  const own = sections.filter(({ from }) => inside(part, from))
  return own.every(({ from }, i) => i === 0 || from === (own[i - 1]?.from ?? 0) + 1)
}

/** Stretches between titles → reports. */
function merge(stretches: readonly Stretch[], landmarks: Landmarks): Stretch[] {
  const result: Stretch[] = []
  // A title without a report behind it belongs to the one that follows if it is its cover, else to the one before.
  let cover: Stretch | null = null
  for (const [i, stretch] of stretches.entries()) {
    const last = result[result.length - 1]
    const next = stretches[i + 1]
    const own: Stretch = cover ? { from: cover.from, to: stretch.to, title: stretch.title ?? cover.title } : stretch
    cover = null
    if (!isReport(stretch, landmarks)) {
      const leads = !stretch.title && i === 0 && next !== undefined && isDocument(stretch, landmarks)
      if (leads) continue
      if (next && (!last || (own.title && next.title && !differ(own.title, next.title)))) cover = own
      else if (last) result[result.length - 1] = { ...last, to: own.to }
      else result.push(own)
    } else if (last && (!own.title || (last.title && !differ(last.title, own.title)))) {
      // Its own title again, or none: parts of one report, unless all begins anew.
      if (repeats(last, own, landmarks)) result.push(own)
      else result[result.length - 1] = { ...last, to: own.to }
    } else result.push(own)
  }
  return result
}

/** Sections of the form stand in both, and tables too: not the annex of one to the text of the other. */
function repeats(a: Part, b: Part, landmarks: Landmarks): boolean {
  const first = knownIn(a, landmarks)
  const again = [...knownIn(b, landmarks)].filter((id) => first.has(id)).length
  const tables = (part: Part): string[] =>
    landmarks.tables.filter(({ block }) => inside(part, block)).map(({ table }) => table)
  const own = new Set(tables(a))
  return again >= FEWEST_SECTIONS && tables(b).some((table) => own.has(table))
}

const differ = (a: Title, b: Title): boolean =>
  (a.issuer !== null && b.issuer !== null && a.issuer !== b.issuer) ||
  (a.year !== null && b.year !== null && a.year !== b.year)

/** Headings of its own that are not those of the form. */
const isDocument = (part: Part, { sections }: Landmarks): boolean =>
  sections.filter(({ from }) => inside(part, from)).length >= FEWEST_HEADINGS

/**
 * Places where the sections of the form begin anew and their tables follow again, with no title that could be read: a report begins
 * there, some lines above the heading of its first section.
 */
function restarts(blocks: readonly Block[], { sections, tables }: Landmarks, titles: readonly Title[]): Title[] {
  const found: Title[] = []
  const [first] = defs
  let begin = 0
  for (const { id, from } of sections) {
    if (id !== first?.id) continue
    const before = { from: begin, to: from }
    const again = sections.find((one) => one.id === first.id && one.from > from)
    const behind = { from, to: again?.from ?? blocks.length }
    const repeated = tables.some(
      ({ table, block }) =>
        table === 'applications' &&
        inside(before, block) &&
        tables.some((one) => one.table === table && inside(behind, one.block)),
    )
    if (!repeated) continue
    const lastTable = Math.max(...tables.filter(({ block }) => inside(before, block)).map(({ block }) => block))
    if (titles.some(({ at }) => at > lastTable && at <= from)) {
      begin = from
      continue
    }
    const above = Math.max(lastTable, ...sections.filter((one) => one.from < from).map((one) => one.from))
    let at = from
    for (let i = from - 1; i > above && i >= from - PREAMBLE; i--) {
      const block = blocks[i]
      if (block?.kind === 'paragraph' && (NAMES_REPORT.test(block.text) || block.centred)) at = i
    }
    found.push({ at, issuer: null, year: null })
    begin = from
  }
  return found
}

/** The report without the document that begins behind its last section. */
function withoutRest(blocks: readonly Block[], part: Part, { sections, tables }: Landmarks): Part {
  const own = sections.filter(({ from }) => inside(part, from))
  const known = Math.max(part.from, ...own.filter(({ id }) => id !== null).map(({ from }) => from))
  const last = Math.max(known, ...tables.filter(({ block }) => inside(part, block)).map(({ block }) => block))
  if (own.filter(({ id }) => id !== null).length < FEWEST_SECTIONS) return part
  for (let i = last + 1; i < part.to; i++) {
    const block = blocks[i]
    if (block?.kind !== 'paragraph' || block.outside || block.text.length > 40) continue
    if (!OTHER_TITLE.test(block.text.trim())) continue
    // A title with headings of its own behind it.
    if (own.some(({ id, from }) => id === null && from > i)) return { ...part, to: i }
  }
  return part
}
