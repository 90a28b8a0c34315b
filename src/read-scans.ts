/**
 * Pages that are pictures, where the stages meet: the sources draw them, the layout makes cells of their rulings, an
 * engine reads cell by cell, and what the form says of the cells decides which are read again.
 */

import { NianbaoError } from './errors.js'
import { codes, doesNotHold, type Finding, type Note, note } from './findings.js'
import { forms } from './forms/index.js'
import { sections } from './forms/sections.js'
import { indicators } from './forms/statistics.js'
import { picturesDone } from './garbage.js'
import type { Quarter } from './imaging/rotate.js'
import { displayedBox, ruledFrames, spacedRulings } from './layout/index.js'
import type { LocatedTable } from './locate/tables.js'
import type { OcrEngine } from './ocr/engine.js'
import type { ResolvedOptions } from './options.js'
import type { SourceResult } from './sources/index.js'
import type { Scan } from './sources/scan.js'
import type { Expectation } from './sources/scan-cell.js'
import type { LabelBook } from './sources/scan-labels.js'
import type { ScanPage, StoredScan } from './sources/scan-page.js'
import type { ScanCell } from './sources/scan-reader.js'
import type { Box, Page, TextRun } from './types.js'

export interface ScanReading {
  /** All pages of the input, those that were pictures with what was read in them. */
  readonly pages: readonly Page[]
  readonly notes: readonly Note[]
  readonly engines: Readonly<Record<string, string>>
  /** Numbers of the pages that were read from pictures. */
  readonly read: ReadonlySet<number>
  /**
   * Cells that were read as what they are not, read again: figures of the form that were taken for text, labels that
   * were taken for figures. Null where there are none.
   */
  readonly again: (tables: readonly LocatedTable[]) => Promise<readonly Page[] | null>
  /** Cells of relations that fail, read a second time. Null where no reading changed. */
  readonly doubt: (tables: readonly LocatedTable[], findings: readonly Finding[]) => Promise<readonly Page[] | null>
  readonly close: () => Promise<void>
}

interface ReadPage {
  readonly scan: Scan
  readonly cells: readonly ScanCell[]
  readonly outside: readonly TextRun[]
  readonly page: Page
}

/** Bytes of prepared pages kept for a second look, four at 200 dpi, but one in any case; the others are drawn again when they are needed. */
const KEPT = 20e6

/** Read the pages of a source that are pictures. */
export async function readScans(
  source: SourceResult,
  options: ResolvedOptions,
  alive: () => void,
): Promise<ScanReading | null> {
  const { scans } = source
  if (!scans || scans.scans.length === 0 || options.ocr === 'off') return null
  const { openOcr } = await import('./ocr/engine.js')
  const { signal } = options
  const engine = await openOcr(options.ocr, signal ? { signal } : {})
  try {
    return await readAll(source, scans.scans, scans.engines, engine, signal, alive)
  } catch (error) {
    await engine.close()
    throw error
  }
}

async function readAll(
  source: SourceResult,
  scans: readonly Scan[],
  drawn: () => Readonly<Record<string, string>>,
  engine: OcrEngine,
  signal: AbortSignal | undefined,
  alive: () => void,
): Promise<ScanReading> {
  const [
    { prepareScan, printOf, restoreScan, storeScan },
    { readAgain, readCells, readOutside, toRuns },
    { turnOnSide, uprightTurn, vocabularyOf },
    { readLabels },
    { readIndicators },
    { misfitsIn },
  ] = await Promise.all([
    import('./sources/scan-page.js'),
    import('./sources/scan-reader.js'),
    import('./sources/scan-turn.js'),
    import('./sources/scan-labels.js'),
    import('./sources/scan-indicators.js'),
    import('./sources/scan-misfits.js'),
  ])
  const book = formLabels()
  const lines = indicators.map(({ label, aliases = [] }) => [label, ...aliases])
  const vocabulary = vocabularyOf(formTexts())
  const notes: Note[] = []
  const blank: number[] = []
  const done = new Map<number, ReadPage>()
  const kept = new Map<number, StoredScan>()
  const prepare = async (scan: Scan, quarter: Quarter): Promise<ScanPage> => {
    const known = kept.get(scan.number)
    if (known && (known.page.turned ?? 0) === quarter) return restoreScan(known)
    const drawn = prepareScan(scan.number, await scan.raster(), quarter)
    // Tables that have no lines between their columns get them where the paper is.
    const spaced = spacedRulings(drawn.page, printOf(drawn))
    const prepared =
      spaced.length > 0 ? { ...drawn, page: { ...drawn.page, rulings: [...drawn.page.rulings, ...spaced] } } : drawn
    kept.delete(scan.number)
    kept.set(scan.number, storeScan(prepared))
    let bytes = [...kept.values()].reduce((sum, { image }) => sum + image.data.length, 0)
    for (const [number, { image }] of kept) {
      if (bytes <= KEPT || kept.size === 1) break
      bytes -= image.data.length
      kept.delete(number)
    }
    picturesDone()
    return prepared
  }
  const attempt = async (scan: Scan, quarter: Quarter): Promise<ReadPage & { tables: ScanCell[][] }> => {
    const prepared = await prepare(scan, quarter)
    alive()
    const grids = ruledFrames(prepared.page)
    const first = await readCells(
      prepared,
      grids.flatMap(({ frames }) => frames),
      engine,
      () => null,
      signal,
      book.wordings,
    )
    const misfits = inTables(first, grids).flatMap(misfitsIn)
    const figures = await readCells(
      prepared,
      misfits.map(({ frame }) => frame),
      engine,
      () => 'figure',
      signal,
      [],
      first,
    )
    const cells = replaced(first, misfits, figures)
    alive()
    const outside = await readOutside(
      prepared,
      grids.map(({ box }) => box),
      engine,
      signal,
    )
    const tables = inTables(cells, grids)
    return { scan, cells, tables, outside, page: { ...prepared.page, runs: [...toRuns(cells), ...outside] } }
  }
  // A page lies as the one before does: read on its side it costs many times as much.
  let lies: Quarter = 0
  for (const scan of scans) {
    alive()
    try {
      const turned = (turn: Quarter) => prepare(scan, turn)
      const look = { prepare: turned, grids: ruledFrames, engine, vocabulary, signal }
      const first = await turnOnSide(await turned(lies), lies, look)
      let read = await attempt(scan, first)
      const quarter = await uprightTurn(read, first, look)
      if (quarter !== first) read = await attempt(scan, quarter)
      lies = quarter
      const cells = read.tables.flatMap((table) => readIndicators(table, lines) ?? readLabels(table, book))
      read = { ...read, cells, page: { ...read.page, runs: [...toRuns(cells), ...read.outside] } }
      done.set(scan.number, read)
      if (read.page.runs.length === 0) blank.push(scan.number)
    } catch (error) {
      if (error instanceof NianbaoError && ['aborted', 'time-limit', 'engine-missing'].includes(error.code)) throw error
      const reason = error instanceof NianbaoError ? error.code : messageOf(error)
      notes.push(note('read/scan-failed', { page: scan.number, reason }))
    }
    picturesDone()
  }
  const read = new Set(done.keys())
  if (read.size > 0) notes.unshift(note('read/scanned', { pages: [...read] }))
  if (blank.length > 0) notes.push(note('read/scan-blank', { pages: blank }))

  /** The pages of the input with what was read in place of their text layers. */
  const pages = (): Page[] =>
    source.pages.map((page) => {
      const own = done.get(page.number)
      if (!own) return page
      return own.scan.reason === 'picture' ? beside(page, own.page) : own.page
    })

  return {
    pages: pages(),
    notes,
    engines: { ...drawn(), ...engine.versions },
    read,
    async again(tables) {
      const wanted = expectations(tables, done)
      for (const [number, cells] of wanted) {
        const own = done.get(number)
        if (!own) continue
        alive()
        const prepared = await prepare(own.scan, own.page.turned ?? 0)
        const renewed = await readCells(
          prepared,
          [...cells.keys()].map((cell) => cell.frame),
          engine,
          (frame) => [...cells].find(([cell]) => cell.frame === frame)?.[1] ?? null,
          signal,
          [],
          own.cells,
        )
        const all = replaced(own.cells, [...cells.keys()], renewed)
        done.set(number, { ...own, cells: all, page: { ...own.page, runs: [...toRuns(all), ...own.outside] } })
      }
      return wanted.size > 0 ? pages() : null
    },
    async doubt(tables, findings) {
      let changed = false
      for (const [number, cells] of failingCells(tables, findings, done)) {
        const own = done.get(number)
        if (!own) continue
        alive()
        const prepared = await prepare(own.scan, own.page.turned ?? 0)
        const first = [...cells]
        const second = await readAgain(prepared, first, engine, signal)
        if (first.every((cell, i) => second[i] === cell)) continue
        changed = true
        const all = replaced(own.cells, first, second)
        done.set(number, { ...own, cells: all, page: { ...own.page, runs: [...toRuns(all), ...own.outside] } })
      }
      return changed ? pages() : null
    },
    close: () => engine.close(),
  }
}

/** Cells of which some were read anew, the new ones in their order. */
function replaced(cells: readonly ScanCell[], some: readonly ScanCell[], anew: readonly ScanCell[]): ScanCell[] {
  const others = new Map(some.map((cell, i) => [cell, anew[i] ?? cell]))
  return cells.map((cell) => others.get(cell) ?? cell)
}

/** The cells of all grids of a page, grid by grid. */
function inTables(cells: readonly ScanCell[], grids: readonly { readonly frames: readonly Box[] }[]): ScanCell[][] {
  let from = 0
  return grids.map(({ frames }) => {
    const start = from
    from += frames.length
    return cells.slice(start, from)
  })
}

/** The labels of the forms, alone and in their order. */
function formLabels(): LabelBook {
  const tables = forms.flatMap(({ tables: own }) => own)
  const names = ({ path, aliases }: { readonly path: readonly string[]; readonly aliases?: readonly string[] }) =>
    [path.at(-1) ?? '', ...(aliases ?? [])].filter((text) => text !== '')
  const blocks = tables.flatMap(({ blocks: own }) => own)
  const groups = blocks.map(({ rows }) => [...new Set(rows.flatMap(({ path }) => path.at(-2) ?? []))])
  return {
    // What ends in a unit is read to its end: 元 and 万元 begin alike.
    wordings: together([
      [FIRST_LABEL],
      [NOTE],
      ...blocks.flatMap(({ columns, rows }) => [...columns, ...rows].map(names)),
      ...groups.flatMap((own) => own.map((text) => [text])),
    ]).map((own) => own.filter((text) => !/单位/.test(text))),
    labels: [
      ...new Set([
        FIRST_LABEL,
        ...blocks.flatMap(({ columns, rows }) => [...columns, ...rows].flatMap(names)),
        ...blocks.flatMap(({ columns, rows }) => [...columns, ...rows].flatMap(({ path }) => path.slice(0, -1))),
      ]),
    ].filter((text) => text !== ''),
    groups: groups.flat(),
    down: [
      ...tables.map(({ blocks: own }) =>
        own.flatMap(({ rows }) => [...(own.length > 1 ? [[FIRST_LABEL]] : []), ...rows.map(names)]),
      ),
      ...groups.map((own) => own.map((text) => [text])),
    ].filter((sequence) => sequence.length > 1),
    across: blocks.flatMap(({ columns }) => [columns.map(names), [[FIRST_LABEL], ...columns.map(names)]]),
  }
}

/** Lists that have a text in common as one: editions of the form print the same labels. */
function together(lists: readonly (readonly string[])[]): string[][] {
  const groups: Set<string>[] = []
  for (const list of lists) {
    const own = groups.filter((group) => list.some((text) => group.has(text)))
    const [first = new Set<string>(), ...others] = own
    if (own.length === 0) groups.push(first)
    for (const text of [...list, ...others.flatMap((group) => [...group])]) first.add(text)
    for (const group of others) groups.splice(groups.indexOf(group), 1)
  }
  return groups.map((group) => [...group])
}

/** Heads the labels of table 二. */
const FIRST_LABEL = '信息内容'
/** Stands beside the header of table 三. */
const NOTE = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）'

/** What the forms print, and the words of titles and of the first sentence. */
function formTexts(): string[] {
  const tables = forms.flatMap(({ tables: own }) => own.flatMap(({ blocks }) => blocks))
  return [
    ...tables.flatMap(({ columns, rows }) => [...columns, ...rows].flatMap(({ path }) => path)),
    ...sections.flatMap(({ labels }) => labels),
    '政府信息公开工作年度报告人民政府办公室根据中华人民共和国政府信息公开条例要求编制本报告',
  ]
}

/** A page that has text of its own beside its picture keeps it: what the picture says there is said already. */
function beside(page: Page, scan: Page): Page {
  if (scan.turned || scan.tilt || scan.lean) return { ...scan, runs: scan.runs }
  const free = scan.runs.filter(({ box }) => {
    const x = (box.x0 + box.x1) / 2
    const y = (box.top + box.bottom) / 2
    return !page.runs.some(
      (run) => x >= run.box.x0 - 2 && x <= run.box.x1 + 2 && y >= run.box.top - 2 && y <= run.box.bottom + 2,
    )
  })
  return { ...page, runs: [...page.runs, ...free], rulings: [...page.rulings, ...scan.rulings] }
}

/** Which cells of which page hold something else than they were read as. */
function expectations(
  tables: readonly LocatedTable[],
  done: ReadonlyMap<number, ReadPage>,
): Map<number, Map<ScanCell, Expectation>> {
  const wanted = new Map<number, Map<ScanCell, Expectation>>()
  const want = (number: number, cell: ScanCell, expects: Expectation): void => {
    const own = wanted.get(number) ?? new Map<ScanCell, Expectation>()
    own.set(cell, expects)
    wanted.set(number, own)
  }
  for (const table of tables) {
    for (const { cells } of table.cells) {
      for (const { place, frame } of cells) {
        if (!place || !('page' in place) || !frame) continue
        for (const cell of cellsIn(done.get(place.page), frame))
          if (cell.expects === 'text' && cell.ink) want(place.page, cell, 'figure')
      }
    }
  }
  return wanted
}

/** The cells of scans that take part in a relation that does not hold, by page. */
function failingCells(
  tables: readonly LocatedTable[],
  findings: readonly Finding[],
  done: ReadonlyMap<number, ReadPage>,
): Map<number, Set<ScanCell>> {
  const failing = new Set(
    findings.filter(doesNotHold).flatMap(({ cells, instance }) => cells.map((cell) => `${instance ?? 0} ${cell}`)),
  )
  const found = new Map<number, Set<ScanCell>>()
  for (const table of tables) {
    for (const { row, column, cells } of table.cells) {
      if (!failing.has(`${table.instance} ${table.table}.${row}.${column}`)) continue
      for (const { place, frame } of cells) {
        if (!place || !('page' in place) || !frame) continue
        const own = found.get(place.page) ?? new Set<ScanCell>()
        for (const cell of cellsIn(done.get(place.page), frame)) if (cell.reading) own.add(cell)
        found.set(place.page, own)
      }
    }
  }
  return found
}

/**
 * Findings of relations that do not hold, with the cause that the readings tell: where a suspect may also be read as the
 * figure that fits, it is the reading.
 */
export function causesOf(findings: readonly Finding[], tables: readonly LocatedTable[]): Finding[] {
  const others = new Map<string, readonly string[]>()
  for (const { table, instance, cells } of tables)
    for (const { row, column, cells: printed } of cells)
      others.set(
        `${instance} ${table}.${row}.${column}`,
        printed.flatMap((cell) => cell.alternatives ?? []),
      )
  return findings.map((finding) => {
    const misread = finding.suspects.some(({ cell, value }) =>
      others.get(`${finding.instance ?? 0} ${cell}`)?.some((text) => text.trim() !== '' && Number(text) === value),
    )
    return misread && codes[finding.code].stage === 'check' ? { ...finding, cause: 'reading' } : finding
  })
}

/** The cells of a page whose middle lies in a box of the displayed page. */
function cellsIn(
  read: ReadPage | undefined,
  [x0, top, x1, bottom]: readonly [number, number, number, number],
): ScanCell[] {
  if (!read) return []
  return read.cells.filter(({ frame }) => {
    const box: Box = displayedBox(frame, read.page)
    const x = (box.x0 + box.x1) / 2
    const y = (box.top + box.bottom) / 2
    return x > x0 && x < x1 && y > top && y < bottom
  })
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/\s+/g, ' ').slice(0, 200)
}
