/** The pipeline, one screen: read → lay out → locate → read the text → build → check. */

import { type CheckResult, checkReport } from './check/index.js'
import { NianbaoError, throwIfAborted } from './errors.js'
import { type Finding, type FindingCode, note } from './findings.js'
import { layOut } from './layout/index.js'
import { joinCellLines } from './locate/cell-lines.js'
import { joinDisputePieces } from './locate/dispute-pieces.js'
import { splitGluedText } from './locate/glued-text.js'
import { type Identity, identify } from './locate/identity.js'
import { joinListed } from './locate/listed.js'
import { splitReports } from './locate/parts.js'
import { findSections, isSectionHeading, type LocatedSection } from './locate/sections.js'
import { readSentences } from './locate/sentences.js'
import { unstackNumbered } from './locate/stacked.js'
import { type LocatedStatistics, locateStatistics } from './locate/statistics.js'
import { namesStatistics } from './locate/statistics-seen.js'
import { withoutProse } from './locate/table-prose.js'
import { type LocatedTable, locateTables } from './locate/tables.js'
import { simplifiedBlocks } from './locate/traditional.js'
import { findStatements } from './narrative/statements.js'
import type { ResolvedOptions } from './options.js'
import { causesOf, readScans } from './read-scans.js'
import { buildTable } from './report/build.js'
import type { Report } from './report/schema.js'
import { SCHEMA_VERSION } from './report/schema-version.js'
import { buildStatistics } from './report/statistics.js'
import { readSource, type SourceResult } from './sources/index.js'
import { inspectText } from './sources/text-layer.js'
import { loadPlaces, type Places } from './text/places.js'
import type { Block, Grid, Page, Place } from './types.js'
import { version } from './version.js'
import { type CellKey, differingCells, failingCells, pagesOf, withWitness } from './witness.js'

/** Every intermediate result of a reading: what `nianbao inspect` draws. */
export interface Trace {
  readonly pages: readonly Page[]
  readonly blocks: readonly Block[]
  /** Each with the number of its report among those of the input, counted from 0. */
  readonly tables: readonly (LocatedTable & { readonly reading: number })[]
}

/** What one report of an input gives. */
export interface ReportReading {
  /** Null where the input is no annual report; `findings` then says so. */
  readonly report: Report | null
  readonly findings: readonly Finding[]
  readonly checks: CheckResult['checks']
}

export interface ReadResult extends ReportReading {
  /** Further reports of the same input, in printed order: a file may hold those of several bodies or years. */
  readonly more: readonly ReportReading[]
  readonly trace: Trace
}

export type Input = Uint8Array | ArrayBuffer | Blob

/**
 * Read the bytes of one input. `onPages` hears the number of pages, and of those that are pictures, as soon as it is known; `converted` is what another
 * program made of the bytes, and is read in their place.
 */
export async function readBytes(
  bytes: Uint8Array,
  options: ResolvedOptions,
  onPages?: (pages: number, scans: number) => void,
  converted: Uint8Array = bytes,
): Promise<ReadResult> {
  const { limits, signal } = options
  if (bytes.length === 0) throw new NianbaoError('input-empty')
  if (bytes.length > limits.bytes) {
    throw new NianbaoError('input-too-large', `The input has ${bytes.length} bytes, limits.bytes is ${limits.bytes}.`)
  }
  const started = performance.now()
  let budget = limits.milliseconds
  const alive = (): void => {
    throwIfAborted(signal)
    if (performance.now() - started > budget) throw new NianbaoError('time-limit')
  }
  const expectPages = (pages: number, scans = 0): void => {
    budget = limits.milliseconds + pages * limits.millisecondsPerPage + scans * limits.millisecondsPerScan
    onPages?.(pages, scans)
  }
  const source = await readSource(converted, { options, alive, expectPages })
  alive()
  const hash = await sha256(bytes)
  try {
    const scans = await readScans(source, options, alive)
    if (!scans) return await withSecondReading(source, bytes, hash, options)
    try {
      const { read } = scans
      const whole: SourceResult = {
        ...source,
        pages: scans.pages,
        notes: [...source.notes, ...scans.notes],
        engines: { ...source.engines, ...scans.engines },
      }
      const places = await loadPlaces()
      const first = assemble(whole, bytes, hash, options, read, places)
      const from = (pages: readonly Page[] | null, before: ReadResult): ReadResult =>
        pages ? assemble({ ...whole, pages }, bytes, hash, options, read, places) : before
      const second = from(await scans.again(first.trace.tables), first)
      const last = from(await scans.doubt(second.trace.tables, second.findings), second)
      return { ...last, findings: causesOf(last.findings, last.trace.tables) }
    } finally {
      await scans.close()
    }
  } finally {
    source.scans?.close()
  }
}

/** The reading of an input, and where relations in it do not hold, of their figures by another engine too. */
async function withSecondReading(
  source: SourceResult,
  bytes: Uint8Array,
  hash: string,
  options: ResolvedOptions,
): Promise<ReadResult> {
  const first = assemble(source, bytes, hash, options)
  if (!options.witness || !source.witness) return first
  const failing = failingCells([first, ...first.more])
  const wanted = pagesOf(failing, first.trace.tables)
  if (wanted.size === 0) return first
  const differing = async (thorough: boolean): Promise<Map<CellKey, string>> => {
    const pages = new Map((await source.witness?.(wanted, thorough))?.map((page) => [page.number, page]))
    if (pages.size === 0) return new Map()
    const mixed = source.pages.map((page) => pages.get(page.number) ?? page)
    const second = assemble({ ...source, pages: mixed }, bytes, hash, options)
    return differingCells(failing, first.trace.tables, second.trace.tables)
  }
  if ((await differing(false)).size === 0) return first
  const sure = await differing(true)
  return sure.size > 0 ? assemble(source, bytes, hash, options, new Set(), null, sure) : first
}

/** Headings of the form, so many of them that nothing else has them: a report whose title and tables are lost. */
const FORM_HEADINGS = 4
/** So many where the text says for which days its figures stand. */
const DATED_HEADINGS = 2
const isForm = (sections: readonly { readonly id: string | null }[], dated: boolean): boolean =>
  new Set(sections.flatMap(({ id }) => (id === null ? [] : [id]))).size >= (dated ? DATED_HEADINGS : FORM_HEADINGS)

/** A line that the dictionary knows: bulletins of other statistics have tables with units too. */
const isIndicator = ({ row }: LocatedStatistics['lines'][number]): boolean => !row.startsWith('line.')

/** Findings after which a blank cell need not be blank. */
const losesText = new Set<FindingCode>([
  'read/degraded',
  'read/font-lost',
  'read/page-failed',
  'read/scan-failed',
  'read/operator-limit',
  'read/encoding',
])

function assemble(
  source: SourceResult,
  bytes: Uint8Array,
  hash: string,
  options: ResolvedOptions,
  scanned: ReadonlySet<number> = new Set(),
  places: Places | null = null,
  differing: ReadonlyMap<CellKey, string> = new Map(),
): ReadResult {
  const threshold = options.similarity
  const layout = layOut(source.pages, { tables: options.tables })
  const given = unstackNumbered(withoutProse(relocate(source.blocks ?? layout.blocks, source.locate)))
  const blocks = joinDisputePieces(joinCellLines(splitGluedText(joinListed(readSentences(given))), isSectionHeading))
  const notes = [...source.notes, ...inspectText(source.pages, scanned), ...layout.notes]
  const described: Report['source'] = {
    kind: source.kind,
    name: options.name,
    sha256: hash,
    bytes: bytes.length,
    pages: source.pageCount,
    engines: { nianbao: version, ...source.engines },
  }
  const damaged = source.notes.some(({ code }) => losesText.has(code))
  const whole = locate(blocks, threshold)
  const parts = splitReports(blocks, {
    sections: whole.sections,
    tables: [...whole.tables, ...whole.statistics.map(({ block }) => ({ table: 'statistics', block }))],
  })
  const [only] = parts
  const found =
    parts.length === 1 && only?.from === 0 && only.to === blocks.length
      ? [whole]
      : parts.map(({ from, to }) => locate(blocks.slice(from, to), threshold))
  const traced: (LocatedTable & { readonly reading: number })[] = []
  const readings: ReportReading[] = []
  for (const part of found) {
    const identity = identify(
      simplifiedBlocks(part.blocks),
      part.sections[0]?.from ?? -1,
      found.length === 1 ? options.name : null,
      scanned.size > 0 ? places : null,
    )
    const known =
      part.tables.length > 0 ||
      part.statistics.some(({ lines }) => lines.some(isIndicator)) ||
      isForm(part.sections, identity.period !== null)
    if (!identity.named && !known) continue
    const tables = part.tables.map((table) => withWitness(table, readings.length, differing))
    traced.push(...tables.map((table) => ({ ...table, reading: readings.length })))
    readings.push(build({ ...part, tables }, identity, described, damaged, options.rules))
  }
  const [first, ...more] = readings
  const trace: Trace = { pages: layout.pages, blocks, tables: traced }
  if (!first) return { report: null, findings: [...notes, note('locate/not-a-report')], checks: [], more, trace }
  if (more.length > 0) notes.push(note('locate/several-reports', { reports: more.length + 1 }))
  return { ...first, findings: [...notes, ...first.findings], more, trace }
}

/** The blocks of one report, with all that is found in them. */
interface Located {
  readonly blocks: readonly Block[]
  readonly sections: readonly LocatedSection[]
  readonly tables: readonly LocatedTable[]
  readonly statistics: readonly LocatedStatistics[]
  readonly notes: readonly Finding[]
}

function locate(blocks: readonly Block[], threshold: number): Located {
  const sections = findSections(blocks, threshold)
  const { tables, notes } = locateTables(blocks, threshold, sections)
  const used = new Set(tables.flatMap((table) => table.blocks))
  const statistics = locateStatistics(blocks, used)
  const lost = tables.length + statistics.length === 0 && namesStatistics(blocks)
  const unread = lost ? [note('locate/table-missing', { table: 'statistics' }, { table: 'statistics' })] : []
  return { blocks, tables, notes: [...notes, ...unread], statistics, sections }
}

/** What was found → the report, its findings and its checks. */
function build(
  part: Located,
  identity: Identity,
  source: Report['source'],
  damaged: boolean,
  rules: ResolvedOptions['rules'],
): ReportReading {
  const notes: Finding[] = []
  const report: Report = {
    schema: SCHEMA_VERSION,
    issuer: identity.issuer,
    year: identity.year,
    period: identity.period,
    title: identity.title,
    source,
    sections: part.sections.map(({ id, heading, text, pages }) => ({ id, heading, text, pages: [...pages] })),
    statements: findStatements(part.sections, identity.year),
    proactiveDisclosure: [],
    applications: [],
    disputes: [],
    statistics: [],
  }
  for (const table of part.tables) {
    const built = buildTable({ ...table, around: textAround(part.blocks, table.block), damaged })
    ;(report[table.table] as unknown[]).push(built.table)
    notes.push(...built.notes)
  }
  for (const table of part.statistics) {
    const built = buildStatistics({ ...table, damaged })
    report.statistics.push(built.table)
    notes.push(...built.notes)
  }
  const checked = checkReport(report, { rules })
  return {
    report,
    findings: [...notes, ...identity.notes, ...part.notes, ...checked.findings],
    checks: checked.checks,
  }
}

/** Paragraphs next to a table: where a unit note stands. */
function textAround(blocks: readonly Block[], index: number): string {
  return [blocks[index - 2], blocks[index - 1], blocks[index + 1]]
    .map((block) => (block?.kind === 'paragraph' && block.text.length < 60 ? block.text : ''))
    .join('\n')
}

/** Places on pages that are not the input's own → places in the input. */
function relocate(blocks: readonly Block[], locate: ((place: Place) => Place) | undefined): readonly Block[] {
  if (!locate) return blocks
  const move = (place: Place | null): Place | null => (place ? locate(place) : null)
  return blocks.map((block): Block => {
    if (block.kind === 'paragraph') return { ...block, place: move(block.place) }
    const grid: Grid = {
      ...block,
      place: move(block.place),
      cells: block.cells.map((cell) => ({ ...cell, place: move(cell.place) })),
    }
    return { ...grid, rowPages: grid.rowPages.map(() => null) }
  })
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
