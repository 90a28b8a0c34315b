/**
 * pdf.js behind one small interface. The only file that knows how pdf.js is loaded, where its data lies, and that it
 * tells of lost text by warnings on the console.
 *
 * Measured reasons for what stands here:
 * - `getOperatorList()` resolves with a cut list when a page fails under `stopAtErrors`; the stream below it rejects as it
 *   should. So pages are read from that stream, which also allows to stop at a limit.
 * - Without cMapUrl, standardFontDataUrl and wasmUrl Chinese text and pictures vanish without an error.
 * - pdf.js 6.2.108 calls ArrayBuffer.prototype.transferToFixedLength, which Node 20 lacks and its legacy build does not
 *   bring; every page with an embedded font then comes back empty.
 * - The legacy build puts slow copies in the place of built-ins that Node 20 has, for errors that neither pdf.js nor we can
 *   meet: `push` on an array of fixed length, `JSON.stringify` of raw JSON. The whole process has them from then on.
 */

import { NianbaoError } from '../errors.js'

export interface OperatorList {
  readonly fnArray: number[]
  readonly argsArray: unknown[]
}

export interface EngineFont {
  readonly vertical: boolean
  readonly defaultVMetrics: readonly number[] | undefined
  readonly fontMatrix: readonly number[]
  readonly isType3Font: boolean
}

export interface EnginePage {
  readonly width: number
  readonly height: number
  /** From PDF space to the displayed page, top left. */
  readonly transform: readonly number[]
  /** Rejects when the page cannot be read whole under a strict document. */
  operators(limit: number, alive: () => void): Promise<{ list: OperatorList; cut: boolean }>
  font(name: string): Promise<EngineFont | null>
  cleanup(): void
}

export interface EngineDocument {
  readonly pageCount: number
  readonly producer: string | null
  page(number: number): Promise<EnginePage>
  /** Whether the optional content of this id is shown. */
  visible(id: string): Promise<boolean>
  destroy(): Promise<void>
}

export interface PdfEngine {
  readonly name: string
  readonly version: string
  readonly OPS: Readonly<Record<string, number>>
  open(bytes: Uint8Array, options: { strict: boolean; maxImagePixels: number }): Promise<EngineDocument>
}

// biome-ignore lint/suspicious/noExplicitAny: pdf.js types cover neither its streams nor its fonts.
type Any = any

let loaded: Promise<PdfEngine> | null = null

/** Load pdf.js once per process. @param assets Folder or URL of the pdfjs-dist package, where it cannot be found alone. */
export function loadPdfEngine(assets?: string): Promise<PdfEngine> {
  loaded ??= load(assets).catch((error: unknown) => {
    loaded = null
    throw error
  })
  return loaded
}

/** The built-ins that the modern build of pdf.js needs; where one is missing the legacy build is taken. */
function needsLegacyBuild(): boolean {
  const has = (owner: object, name: string): boolean => name in owner
  return !(
    has(Promise, 'withResolvers') &&
    has(Promise, 'try') &&
    has(Map.prototype, 'getOrInsertComputed') &&
    has(Uint8Array, 'fromBase64') &&
    has(Math, 'sumPrecise') &&
    has(ArrayBuffer.prototype, 'transferToFixedLength') &&
    'Iterator' in globalThis
  )
}

/** ES2024, missing in Node 20. Copies instead of moving: nothing in pdf.js looks at the old buffer again. */
function addTransferToFixedLength(): void {
  if ('transferToFixedLength' in ArrayBuffer.prototype) return
  Object.defineProperty(ArrayBuffer.prototype, 'transferToFixedLength', {
    configurable: true,
    writable: true,
    value: function transferToFixedLength(this: ArrayBuffer, length: number = this.byteLength): ArrayBuffer {
      const copy = new ArrayBuffer(length)
      new Uint8Array(copy).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)))
      return copy
    },
  })
}

/** What the legacy build replaces although it is there, by its owner. */
const REPLACED: readonly (readonly [object, string])[] = [
  [Array.prototype, 'push'],
  [JSON, 'parse'],
  [JSON, 'stringify'],
  [Function.prototype, 'toString'],
]

async function loadLegacyBuild(assets: string | undefined): Promise<Any> {
  const native = REPLACED.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor)
  try {
    const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
    // pdf.js would load it with the first file, and replace the built-ins once more.
    // @ts-expect-error It has no types.
    if (!assets) await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
    return pdfjs
  } finally {
    for (const [i, [owner, name]] of REPLACED.entries())
      Object.defineProperty(owner, name, native[i] as PropertyDescriptor)
  }
}

async function load(assets: string | undefined): Promise<PdfEngine> {
  addTransferToFixedLength()
  let pdfjs: Any
  try {
    pdfjs = needsLegacyBuild() ? await loadLegacyBuild(assets) : await import('pdfjs-dist')
  } catch (cause) {
    throw new NianbaoError('engine-missing', 'PDF needs the package pdfjs-dist: npm install pdfjs-dist', { cause })
  }
  const root = assets ?? packageFolder()
  if (pdfjs.GlobalWorkerOptions.workerSrc === '' && assets) {
    pdfjs.GlobalWorkerOptions.workerSrc = `${root}${needsLegacyBuild() ? 'legacy/' : ''}build/pdf.worker.mjs`
  }
  return {
    name: 'pdfjs-dist',
    version: pdfjs.version,
    OPS: pdfjs.OPS,
    async open(bytes, { strict, maxImagePixels }) {
      const task = pdfjs.getDocument({
        // A copy: pdf.js takes away the buffer that it is given, and refuses a Buffer of Node.
        data: new Uint8Array(bytes),
        stopAtErrors: strict,
        maxImageSize: maxImagePixels,
        cMapUrl: `${root}cmaps/`,
        cMapPacked: true,
        standardFontDataUrl: `${root}standard_fonts/`,
        wasmUrl: `${root}wasm/`,
        iccUrl: `${root}iccs/`,
        disableFontFace: true,
        useSystemFonts: false,
        enableXfa: false,
        useWorkerFetch: false,
        isOffscreenCanvasSupported: false,
        isImageDecoderSupported: false,
        verbosity: pdfjs.VerbosityLevel.WARNINGS,
      })
      try {
        return wrapDocument(pdfjs, task, await task.promise)
      } catch (error) {
        await task.destroy()
        throw error
      }
    },
  }
}

/**
 * The reader takes pieces as they come, so nothing is gained by holding the engine back; and a list that is given up
 * while the engine waits rejects a promise inside the engine that nobody holds, which ends a Node process.
 */
const unbounded = { highWaterMark: Number.POSITIVE_INFINITY }

function packageFolder(): string {
  const url = import.meta.resolve('pdfjs-dist/package.json').replace(/package\.json$/, '')
  if (!url.startsWith('file:')) return url
  const path = decodeURIComponent(new URL(url).pathname)
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path
}

function wrapDocument(pdfjs: Any, task: Any, doc: Any): EngineDocument {
  let layers: Any
  return {
    pageCount: doc.numPages,
    producer: null,
    async page(number) {
      return wrapPage(pdfjs, await doc.getPage(number))
    },
    async visible(id) {
      layers ??= await doc.getOptionalContentConfig()
      return layers.isVisible({ type: 'OCG', id })
    },
    destroy: () => task.destroy(),
  }
}

function wrapPage(pdfjs: Any, page: Any): EnginePage {
  const { width, height, transform } = page.getViewport({ scale: 1 })
  return {
    width,
    height,
    transform,
    async operators(limit, alive) {
      const intent = page._transport.getRenderingIntent('display', pdfjs.AnnotationMode.ENABLE, null, false, true)
      const stream: ReadableStream = page._transport.messageHandler.sendWithStream(
        'GetOperatorList',
        {
          pageId: page._pageIndex,
          pageIndex: page._pageIndex,
          intent: intent.renderingIntent,
          cacheKey: intent.cacheKey,
          annotationStorage: intent.annotationStorageSerializable.map,
          modifiedIds: intent.modifiedIds,
        },
        unbounded,
      )
      const reader = stream.getReader()
      const list: OperatorList = { fnArray: [], argsArray: [] }
      try {
        for (;;) {
          alive()
          const { value, done } = await reader.read()
          if (done) return { list, cut: false }
          const { fnArray, argsArray } = value as OperatorList
          for (let i = 0; i < fnArray.length; i++) {
            list.fnArray.push(fnArray[i] as number)
            list.argsArray.push(argsArray[i])
          }
          if (list.fnArray.length > limit) return { list, cut: true }
        }
      } finally {
        reader.cancel(new Error('enough')).catch(() => {})
      }
    },
    font(name) {
      return new Promise((resolve) => {
        page.commonObjs.get(name, (font: Any) => {
          if (!font || typeof font !== 'object' || font instanceof Error) resolve(null)
          else {
            resolve({
              vertical: !!font.vertical,
              defaultVMetrics: font.defaultVMetrics,
              fontMatrix: font.fontMatrix ?? [0.001, 0, 0, 0.001, 0, 0],
              isType3Font: !!font.isType3Font,
            })
          }
        })
      })
    },
    cleanup: () => page.cleanup(),
  }
}
