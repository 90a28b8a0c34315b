/** PDF → pages by PDFium: fast, and without a word about what it cannot read. So it is asked only where nothing speaks against it. */

import { NianbaoError } from '../errors.js'
import { type Note, note } from '../findings.js'
import type { Page } from '../types.js'
import type { PdfReading } from './pdf.js'
import { looksTruncated, surveyPdf } from './pdf-survey.js'
import { openPdfium, PDFIUM_VERSION, PdfiumError, type PdfiumFile } from './pdfium.js'
import { readPdfiumPage } from './pdfium-page.js'
import type { SourceContext } from './source.js'

const PASSWORD = 4

/**
 * Read the pages of a PDF.
 *
 * @param how.sure Whether null comes back where anything speaks against PDFium; else it is read as well as it can be, and marked.
 * @param how.only The pages to read, where it is not all.
 * @throws {NianbaoError} `pdf-encrypted` and `pdf-invalid`, where it is read in any case.
 */
export async function readWithPdfium(
  bytes: Uint8Array,
  { options, alive, expectPages }: SourceContext,
  { sure, only }: { readonly sure: boolean; readonly only?: ReadonlySet<number> },
): Promise<PdfReading | null> {
  const { limits } = options
  const reservation = surveyPdf(bytes, alive)
  if (sure && reservation !== null) return null
  const file = await open(bytes, options.pdfiumWasm, sure)
  if (!file || (sure && !file.sound)) {
    file?.close()
    return null
  }
  try {
    const { pageCount } = file
    if (pageCount < 1) {
      if (sure) return null
      throw new NianbaoError('pdf-invalid', `The PDF says that it has ${pageCount} pages.`)
    }
    const notes: Note[] = []
    const wanted = Math.min(pageCount, limits.pages)
    if (wanted < pageCount) notes.push(note('read/page-limit', { pages: pageCount, limit: limits.pages }))
    expectPages(wanted)
    const pages: Page[] = []
    const failed: number[] = []
    const unsure = new Set<string>(reservation === null ? [] : [reservation])
    if (!file.sound) unsure.add('objects')
    let left = limits.operators
    for (let number = 1; number <= wanted; number++) {
      if (only && !only.has(number)) continue
      alive()
      const read = left > 0 ? readOne(file, number, left, alive) : null
      if (!read || read.unsure.size > 0 || read.objects > left) {
        if (sure) return null
        for (const reason of read?.unsure ?? []) unsure.add(reason)
      }
      if (!read) failed.push(number)
      else {
        pages.push(read.page)
        if (read.objects > left) notes.push(note('read/operator-limit', { page: number, limit: limits.operators }))
        left -= read.objects
      }
    }
    if (failed.length > 0) notes.push(note('read/page-failed', { pages: failed.join(' ') }))
    if (failed.length === wanted) throw new NianbaoError('pdf-invalid', 'No page of the PDF can be read.')
    if (unsure.size > 0) notes.push(note('read/degraded', { reason: `PDFium: ${[...unsure].sort().join(', ')}` }))
    for (const { number } of pages) await options.onProgress?.({ stage: 'read', page: number, pages: wanted })
    return { pages, pageCount, notes, engines: { pdfium: PDFIUM_VERSION } }
  } finally {
    file.close()
  }
}

async function open(bytes: Uint8Array, wasm: string | undefined, sure: boolean): Promise<PdfiumFile | null> {
  try {
    return await openPdfium(bytes, wasm)
  } catch (error) {
    if (sure) return null
    if (error instanceof PdfiumError) {
      const code = error.code === PASSWORD ? 'pdf-encrypted' : looksTruncated(bytes) ? 'pdf-truncated' : 'pdf-invalid'
      throw new NianbaoError(code, undefined, { cause: error })
    }
    throw error
  }
}

function readOne(
  file: PdfiumFile,
  number: number,
  limit: number,
  alive: () => void,
): ReturnType<typeof readPdfiumPage> | null {
  try {
    return readPdfiumPage(file, number, limit, alive)
  } catch (error) {
    if (error instanceof NianbaoError) throw error
    return null
  }
}
