/**
 * PDF → pages, by one of two engines. pdf.js: a strict document first; a page that fails there is read once more from a tolerant one, and the report
 * is marked degraded (`read/degraded`): pdf.js otherwise drops text and says nothing.
 */

import { NianbaoError } from '../errors.js'
import { type Note, note } from '../findings.js'
import type { Page } from '../types.js'
import { collectWarnings } from './engine-warnings.js'
import { type EngineDocument, loadPdfEngine, type PdfEngine } from './pdf-engine.js'
import { readPage } from './pdf-page.js'
import type { PdfRasters } from './pdf-raster.js'
import { hasDamagedStream, looksTruncated } from './pdf-survey.js'
import { type Scan, type ScanSet, textTrouble } from './scan.js'
import type { SourceContext, SourceResult } from './source.js'

export async function readPdf(bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  const { engine } = context.options
  const silent = { ...context, options: { ...context.options, onProgress: undefined }, expectPages: () => {} }
  const pdfium = async (given: SourceContext, how: { sure: boolean; only?: ReadonlySet<number> }) =>
    (await import('./pdf-pdfium.js')).readWithPdfium(bytes, given, how)
  if (engine !== 'pdfjs') {
    const read = await pdfium(context, { sure: engine === 'auto' })
    if (read)
      return {
        ...described(read, bytes, context),
        witness: (only, thorough) =>
          pagesOf(() => readWithPdfjs(thorough ? bytes : withoutFontPrograms(bytes), silent, only)),
      }
  }
  const other = async () => (engine === 'auto' ? pdfium(silent, { sure: false }) : null)
  return {
    ...described(await fuller(() => readWithPdfjs(bytes, context), other), bytes, context),
    witness: (only) => pagesOf(() => pdfium(silent, { sure: true, only })),
  }
}

/**
 * What pdf.js reads of a file; where it loses pages, or the text of a font, what the other engine reads, if that is more: some files it cannot
 * open, and it leaves out all text of a font whose program is damaged, though the file says which letters its glyphs are.
 *
 * @throws What pdf.js threw, where the other reads nothing either.
 */
async function fuller(pdfjs: () => Promise<PdfReading>, other: () => Promise<PdfReading | null>): Promise<PdfReading> {
  let first: PdfReading | null = null
  let failure: unknown = null
  try {
    first = await pdfjs()
    if (!first.notes.some(({ code }) => LOSES.has(code))) return first
  } catch (error) {
    if (!(error instanceof NianbaoError) || !UNOPENED.has(error.code)) throw error
    failure = error
  }
  const second = await unlessItFails(other)
  if (second && lettersOf(second) > (first ? lettersOf(first) : 0)) return second
  if (first) return first
  throw failure
}

const LOSES: ReadonlySet<string> = new Set(['read/page-failed', 'read/font-lost'])
const UNOPENED: ReadonlySet<string> = new Set(['pdf-invalid', 'pdf-truncated'])

const lettersOf = ({ pages }: PdfReading): number =>
  pages.reduce((sum, { runs }) => runs.reduce((letters, { text }) => letters + text.length, sum), 0)

/** What an engine makes of a file. */
export interface PdfReading {
  readonly pages: readonly Page[]
  readonly pageCount: number
  readonly notes: readonly Note[]
  readonly engines: Readonly<Record<string, string>>
}

function described(read: PdfReading, bytes: Uint8Array, { options, alive, expectPages }: SourceContext): SourceResult {
  const { pages, pageCount, notes, engines } = read
  const scans = options.ocr === 'off' ? null : scansOf(pages, bytes, options, alive)
  if (scans) expectPages(Math.min(pageCount, options.limits.pages), scans.scans.length)
  return { kind: 'pdf', pages, ...(scans ? { scans } : {}), blocks: null, pageCount, engines, notes }
}

/** The pages of a second reading; null where it fails. */
const pagesOf = async (read: () => Promise<PdfReading | null>): Promise<readonly Page[] | null> =>
  (await unlessItFails(read))?.pages ?? null

/** A second reading; null where it fails, which says nothing of the first. Throws where the time is over or the caller aborts. */
async function unlessItFails(read: () => Promise<PdfReading | null>): Promise<PdfReading | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof NianbaoError && (error.code === 'time-limit' || error.code === 'aborted')) throw error
    return null
  }
}

/**
 * A copy in which the programs of TrueType fonts are not to be found. To read them is more than half of what pdf.js does, and the text does not need
 * them where a font says which letters its glyphs are. What is found to differ in such a copy is read again in the whole file.
 */
function withoutFontPrograms(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes)
  const text = new TextDecoder('latin1').decode(bytes)
  for (const { index } of text.matchAll(/\/FontFile2(?=[\s/])/g)) copy[index + 1] = 'X'.charCodeAt(0)
  return copy
}

async function readWithPdfjs(
  bytes: Uint8Array,
  context: SourceContext,
  only?: ReadonlySet<number>,
): Promise<PdfReading> {
  const engine = await loadPdfEngine(context.options.pdfAssets)
  return collectWarnings((warnings) => readDocument(engine, bytes, warnings, context, only))
}

async function readDocument(
  engine: PdfEngine,
  bytes: Uint8Array,
  warnings: string[],
  { options, alive, expectPages }: SourceContext,
  only?: ReadonlySet<number>,
): Promise<PdfReading> {
  const { limits } = options
  const notes: Note[] = []
  const settings = { maxImagePixels: limits.imagePixels }
  let strict: EngineDocument | null = null
  let tolerant: EngineDocument | null = null
  const opened: EngineDocument[] = []
  const openTolerant = async (): Promise<EngineDocument> => {
    if (!tolerant) {
      tolerant = await openDocument(engine, bytes, { ...settings, strict: false })
      opened.push(tolerant)
    }
    return tolerant
  }
  try {
    alive()
    let degraded: string | null = null
    try {
      strict = await openDocument(engine, bytes, { ...settings, strict: true })
      opened.push(strict)
    } catch (error) {
      if (error instanceof NianbaoError && error.code === 'pdf-encrypted') throw error
      strict = await openTolerant()
      degraded = messageOf(error)
    }
    const { pageCount } = strict
    if (!Number.isInteger(pageCount) || pageCount < 1) {
      throw new NianbaoError('pdf-invalid', `The PDF says that it has ${pageCount} pages.`)
    }
    const wanted = Math.min(pageCount, limits.pages)
    if (wanted < pageCount) notes.push(note('read/page-limit', { pages: pageCount, limit: limits.pages }))
    expectPages(wanted)
    const pages: Page[] = []
    const failed: number[] = []
    let operators = 0
    for (let number = 1; number <= wanted; number++) {
      if (only && !only.has(number)) continue
      alive()
      const budget = limits.operators - operators
      const attempt = async (document: EngineDocument): Promise<Page> => {
        const enginePage = await document.page(number)
        try {
          const { list, cut } = await enginePage.operators(Math.max(0, budget), alive)
          operators += list.fnArray.length
          if (cut) notes.push(note('read/operator-limit', { page: number, limit: limits.operators }))
          const { page, lostFonts } = await readPage(number, enginePage, list, engine.OPS, document)
          if (lostFonts > 0) notes.push(note('read/font-lost', { page: number, fonts: lostFonts }))
          return page
        } finally {
          enginePage.cleanup()
        }
      }
      if (budget <= 0) {
        failed.push(number)
        continue
      }
      try {
        pages.push(await attempt(strict))
      } catch (error) {
        if (error instanceof NianbaoError) throw error
        degraded ??= `page ${number}: ${messageOf(error)}`
        try {
          pages.push(await attempt(await openTolerant()))
        } catch (again) {
          if (again instanceof NianbaoError) throw again
          failed.push(number)
        }
      }
      await options.onProgress?.({ stage: 'read', page: number, pages: wanted })
    }
    if (failed.length > 0) notes.push(note('read/page-failed', { pages: failed.join(' ') }))
    if (failed.length === wanted) throw new NianbaoError('pdf-invalid', 'No page of the PDF can be read.')
    degraded ??= warnings.find((warning) => LOST_STREAM.test(warning)) ?? null
    // What a witness says is compared with a whole reading, and needs no mark.
    if (degraded === null && !only && hasDamagedStream(bytes, alive)) degraded = DAMAGED_STREAM
    if (degraded !== null) notes.push(note('read/degraded', { reason: said(degraded) }))
    notes.push(...warningNotes(warnings))
    return { pages, pageCount, engines: { [engine.name]: engine.version }, notes }
  } finally {
    await Promise.allSettled(opened.map((document) => document.destroy()))
  }
}

/** The pages whose text is not what is printed, drawn on demand. */
function scansOf(
  pages: readonly Page[],
  bytes: Uint8Array,
  { limits, pdfiumWasm }: SourceContext['options'],
  alive: () => void,
): ScanSet | null {
  let open: Promise<PdfRasters> | null = null
  let drawn: PdfRasters | null = null
  const rasters = (): Promise<PdfRasters> => {
    open ??= import('./pdf-raster.js')
      .then(({ openPdfRasters }) => openPdfRasters(bytes, limits.imagePixels, pdfiumWasm))
      .then((opened) => {
        drawn = opened
        return opened
      })
    return open
  }
  const scans = pages.flatMap((page): Scan[] => {
    const reason = textTrouble(page)
    if (!reason) return []
    return [{ number: page.number, reason, raster: async () => (await rasters()).page(page.number, alive) }]
  })
  if (scans.length === 0) return null
  return {
    scans,
    engines: () => (drawn ? { pdfium: drawn.version } : {}),
    close() {
      drawn?.close()
      drawn = null
    },
  }
}

async function openDocument(
  engine: PdfEngine,
  bytes: Uint8Array,
  options: { strict: boolean; maxImagePixels: number },
): Promise<EngineDocument> {
  try {
    return await engine.open(bytes, options)
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'PasswordException') throw new NianbaoError('pdf-encrypted', undefined, { cause: error })
    if (options.strict) throw error
    throw new NianbaoError(looksTruncated(bytes) ? 'pdf-truncated' : 'pdf-invalid', undefined, { cause: error })
  }
}

/** Warnings that say nothing about the text: fonts and images are not drawn here. */
const HARMLESS =
  /^(?:TT: |Setting up fake worker|Cannot (?:load|polyfill|access)|fetchStandardFontData|Font .*private|loadFont - |Unsupported|JPEG|JBIG2|Jbig2|JPX|Image exceeded|Unable to decode image|Dependent image|ColorSpace|Could not |getPathGenerator|buildFontPaths|Type3|toRomanNumerals|Badly formatted number)/

/** A stream that cannot be unpacked is taken for an empty one, in the strict reading too: what it held is gone without an error. */
const LOST_STREAM = /^Invalid stream/

/** A letter or a figure may have become another one, in the text or in what a font says of its letters, and pdf.js does not notice. */
const DAMAGED_STREAM = 'a packed stream is damaged'

/** Distinct warnings, each once, in the order in which they came first. */
function warningNotes(warnings: readonly string[]): Note[] {
  const counts = new Map<string, number>()
  for (const warning of warnings) {
    const text = said(warning)
    if (!HARMLESS.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const distinct = [...counts].slice(0, 20)
  return distinct.map(([text, count]) => note('read/engine-warning', { warning: text, count }))
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

/** On one line, and without the number that pdf.js gives every file of a process: the same file says the same whatever was read before. */
const said = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\bg_d\d+_/g, 'g_')
    .slice(0, 200)
