/** The pipeline, one screen: read → lay out → locate → build → check. */

import { type CheckResult, checkReport } from './check/index.js'
import { NianbaoError, throwIfAborted } from './errors.js'
import { type Finding, type FindingCode, note } from './findings.js'
import { layOut } from './layout/index.js'
import { joinCellLines } from './locate/cell-lines.js'
import { identify } from './locate/identity.js'
import { findSections, isSectionHeading } from './locate/sections.js'
import { locateStatistics } from './locate/statistics.js'
import { type LocatedTable, locateTables } from './locate/tables.js'
import { simplifiedBlocks } from './locate/traditional.js'
import type { ResolvedOptions } from './options.js'
import { causesOf, readScans } from './read-scans.js'
import { buildTable } from './report/build.js'
import { type Report, reportSchema } from './report/schema.js'
import { SCHEMA_VERSION } from './report/schema-version.js'
import { buildStatistics } from './report/statistics.js'
import { readSource, type SourceResult } from './sources/index.js'
import { inspectText } from './sources/text-layer.js'
import type { Block, Grid, Page, Place } from './types.js'
import { version } from './version.js'

/** Every intermediate result of a reading: what `nianbao inspect` draws. */
export interface Trace {
  readonly pages: readonly Page[]
  readonly blocks: readonly Block[]
  readonly tables: readonly LocatedTable[]
}

export interface ReadResult {
  /** Null where the input is no annual report; `findings` then says so. */
  readonly report: Report | null
  readonly findings: readonly Finding[]
  readonly checks: CheckResult['checks']
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
    if (!scans) return assemble(source, bytes, hash, options)
    try {
      const { read } = scans
      const whole: SourceResult = {
        ...source,
        pages: scans.pages,
        notes: [...source.notes, ...scans.notes],
        engines: { ...source.engines, ...scans.engines },
      }
      const first = assemble(whole, bytes, hash, options, read)
      const from = (pages: readonly Page[] | null, before: ReadResult): ReadResult =>
        pages ? assemble({ ...whole, pages }, bytes, hash, options, read) : before
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

/** Headings of the form, so many of them that nothing else has them: a report whose title and tables are lost. */
const FORM_HEADINGS = 4
const isForm = (sections: readonly { readonly id: string | null }[]): boolean =>
  new Set(sections.flatMap(({ id }) => (id === null ? [] : [id]))).size >= FORM_HEADINGS

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
): ReadResult {
  const threshold = options.similarity
  const layout = layOut(source.pages, { tables: options.tables })
  const given = relocate(source.blocks ?? layout.blocks, source.locate)
  const blocks = joinCellLines(given, isSectionHeading)
  const located = locateTables(blocks, threshold)
  const statistics = locateStatistics(blocks, new Set(located.tables.flatMap((table) => table.blocks)))
  const sections = findSections(blocks, threshold)
  const identity = identify(simplifiedBlocks(blocks), sections[0]?.from ?? -1, options.name)
  const notes = [...source.notes, ...inspectText(source.pages, scanned), ...layout.notes]
  const trace: Trace = { pages: layout.pages, blocks, tables: located.tables }
  if (!identity.named && located.tables.length === 0 && statistics.length === 0 && !isForm(sections)) {
    return { report: null, findings: [...notes, note('locate/not-a-report')], checks: [], trace }
  }
  const report: Report = {
    schema: SCHEMA_VERSION,
    issuer: identity.issuer,
    year: identity.year,
    period: identity.period,
    title: identity.title,
    source: {
      kind: source.kind,
      name: options.name,
      sha256: hash,
      bytes: bytes.length,
      pages: source.pageCount,
      engines: { nianbao: version, ...source.engines },
    },
    sections: sections.map(({ id, heading, text, pages }) => ({ id, heading, text, pages: [...pages] })),
    proactiveDisclosure: [],
    applications: [],
    disputes: [],
    statistics: [],
  }
  const damaged = source.notes.some(({ code }) => losesText.has(code))
  for (const table of located.tables) {
    const built = buildTable({ ...table, around: textAround(blocks, table.block), damaged })
    ;(report[table.table] as unknown[]).push(built.table)
    notes.push(...built.notes)
  }
  for (const table of statistics) {
    const built = buildStatistics({ ...table, damaged })
    report.statistics.push(built.table)
    notes.push(...built.notes)
  }
  const checked = checkReport(reportSchema.parse(report))
  return {
    report,
    findings: [...notes, ...identity.notes, ...located.notes, ...checked.findings],
    checks: checked.checks,
    trace,
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
