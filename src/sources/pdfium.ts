/**
 * PDFium compiled to WebAssembly. The only file that knows @hyzyla/pdfium; it is driven by its C functions, because the wrapper of
 * the package gives neither glyphs nor clips, and draws with coloured edges for LCD screens.
 *
 * A module is used for many files, for to make one costs as much as to read three; it is given up after an error inside of
 * it and where its memory has grown, so that what a damaged file leaves in it goes with it.
 */

import { NianbaoError } from '../errors.js'
import { startWasm, type WasmProgram, wasmProgram } from '../wasm.js'

// biome-ignore lint/suspicious/noExplicitAny: the raw module is typed by its C names only.
export type Pdfium = any

/** Of the package; the build of PDFium in it has no name of its own. */
export const PDFIUM_VERSION = '2.1.13'

export interface PdfiumFile {
  readonly module: Pdfium
  readonly document: number
  readonly pageCount: number
  /** Whether the table of objects is as the file says; PDFium looks for the objects itself where it is not. */
  readonly sound: boolean
  close(): void
}

/** Memory of a module beyond which it is not used for another file. */
const MOST_MEMORY = 96e6
/** Files read in one module. */
const MOST_FILES = 200

let shared: Promise<Pdfium> | null = null
let files = 0

/**
 * Open a PDF. Throws a PdfiumError where PDFium cannot.
 *
 * @param wasm Where the program of PDFium is, if the package does not find it.
 * @param alone Whether it gets a module of its own: what is drawn takes much memory, which a module never gives back.
 */
export async function openPdfium(bytes: Uint8Array, wasm?: string, alone = false): Promise<PdfiumFile> {
  if (alone) return openIn(await load(wasm), bytes, () => {})
  if (files >= MOST_FILES) shared = null
  if (!shared) files = 0
  files++
  shared ??= load(wasm).catch((error: unknown) => {
    shared = null
    throw error
  })
  const own = shared
  return openIn(await own, bytes, () => {
    if (shared === own) shared = null
  })
}

function openIn(module: Pdfium, bytes: Uint8Array, giveUp: () => void): PdfiumFile {
  try {
    const data = module._malloc(bytes.length)
    if (!data) throw new Error('no memory for the file')
    module.HEAPU8.set(bytes, data)
    const document = module._FPDF_LoadMemDocument(data, bytes.length, 0)
    if (!document) {
      const code = module._FPDF_GetLastError()
      module._free(data)
      throw new PdfiumError(code)
    }
    return {
      module,
      document,
      pageCount: module._FPDF_GetPageCount(document),
      sound: module._FPDF_DocumentHasValidCrossReferenceTable(document) === 1,
      close() {
        try {
          module._FPDF_CloseDocument(document)
          module._free(data)
          if (module.HEAPU8.length > MOST_MEMORY) giveUp()
        } catch {
          giveUp()
        }
      },
    }
  } catch (error) {
    if (!(error instanceof PdfiumError)) giveUp()
    throw error
  }
}

/** The number that PDFium gives for a file that it cannot open: 3 is no PDF, 4 a password. */
export class PdfiumError extends Error {
  constructor(readonly code: number) {
    super(`PDFium cannot open the file (${code})`)
  }
}

async function load(wasm: string | undefined): Promise<Pdfium> {
  try {
    const { PDFiumModule } = await import('@hyzyla/pdfium')
    const quiet = { print() {}, printErr() {} }
    const program = await programOf(wasm)
    const module: Pdfium = program
      ? await startWasm(PDFiumModule as Pdfium, program, quiet)
      : await (PDFiumModule as Pdfium)({ ...quiet, ...(wasm === undefined ? {} : { locateFile: () => wasm }) })
    // The package puts a check around every function, which costs more than most of them do.
    for (const [name, own] of Object.entries(module.wasmExports as Record<string, unknown>))
      if (`_${name}` in module && typeof own === 'function') module[`_${name}`] = own
    module._FPDF_InitLibrary()
    return module
  } catch (cause) {
    throw new NianbaoError('engine-missing', 'PDFium needs the package @hyzyla/pdfium: npm install @hyzyla/pdfium', {
      cause,
    })
  }
}

/** The compiled program; null where only the package itself knows how to find it. */
async function programOf(wasm: string | undefined): Promise<WasmProgram | null> {
  if (wasm !== undefined || !globalThis.process?.getBuiltinModule) return null
  return wasmProgram(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm'))
}
