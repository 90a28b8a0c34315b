/**
 * Tesseract, compiled to WebAssembly, with its Chinese data. The only file that knows tesseract.js-core.
 *
 * The core is driven directly rather than through the package tesseract.js, whose wrapper starts a thread, fetches data
 * from the network where it finds none, and picks a build by the processor: the build with relaxed SIMD may round
 * differently on another machine. Every supported Node runs the build with plain SIMD, so that one is taken, always.
 *
 * What was measured stands in docs/ocr.md.
 */

import { NianbaoError, throwIfAborted } from '../errors.js'
import { readAsset, startWasm, type WasmFactory, type WasmProgram, wasmProgram } from '../wasm.js'
import { calibrated } from './calibration.js'
import { cleanCrop } from './clean.js'
import type { Crop, CropReading, GrayImage, OcrEngine, PageLine } from './engine.js'
import { cutOut, linesOfInk, resize, scaleTo } from './picture.js'
import { textStrip } from './text-strip.js'

/** Tesseract reads lone glyphs best at about this height of their ink, in pixels. */
const glyphHeight = 28
/** White around the ink, without which glyphs at the rim are lost. */
const margin = 14
/** An instance keeps some memory of every picture; it is made anew after so many. */
const picturesPerInstance = 4_000

/** `raw`: the picture is one line as it is, and nothing is looked for in it. */
const segmentation = { page: '3', line: '7', glyph: '10', raw: '13' } as const
type Segmentation = (typeof segmentation)[keyof typeof segmentation]

/** What a cell for figures may hold, fillers of several kinds included. */
const figureCharacters = '0123456789.,-+/—'

// biome-ignore lint/suspicious/noExplicitAny: the core has no types.
type Any = any

interface Instance {
  readonly core: Any
  readonly api: Any
  pictures: number
}

interface Symbol {
  readonly text: string
  readonly confidence: number
  readonly bbox: { readonly x0: number; readonly x1: number }
}

interface Line {
  readonly text: string
  readonly words: readonly { readonly text: string; readonly symbols: readonly Symbol[] }[]
  readonly symbols: readonly Symbol[]
  readonly box: readonly [number, number, number, number]
}

/** Tesseract as an engine, and crop by crop for those who read with another engine beside it. */
export interface Tesseract extends OcrEngine {
  readCrop(crop: Crop): Promise<CropReading>
}

/** What is installed and pinned in package.json; a test compares them with what the packages say. */
export const tesseractVersions = { 'tesseract.js-core': '7.0.0', '@tesseract.js-data/chi_sim': '1.0.0' } as const

/** The engine. @returns Throws `engine-missing` where a package is not installed. */
export async function openTesseract(signal?: AbortSignal): Promise<Tesseract> {
  throwIfAborted(signal)
  const loaded = await loadParts()
  let instance: Instance | null = await start(loaded)

  async function current(): Promise<Instance> {
    if (instance && instance.pictures >= picturesPerInstance) {
      instance.api.End()
      instance = null
    }
    instance ??= await start(loaded)
    return instance
  }

  return {
    name: 'tesseract',
    versions: tesseractVersions,
    readCrop: async (crop) => readCrop(await current(), crop),
    async readCrops(crops, given) {
      const readings: CropReading[] = []
      for (const crop of crops) {
        throwIfAborted(given ?? signal)
        readings.push(readCrop(await current(), crop))
        await breathe(readings.length)
      }
      return readings
    },
    async readPage(image, dpi, given) {
      throwIfAborted(given ?? signal)
      return readPage(await current(), image, dpi)
    },
    async close() {
      instance?.api.End()
      instance = null
    },
  }
}

/** Lets the caller's signal and timers have their turn now and then. */
async function breathe(count: number): Promise<void> {
  if (count % 16 === 0) await new Promise((resolve) => setTimeout(resolve, 0))
}

/** What an instance is made of, the same for all of them. */
interface Parts {
  readonly factory: WasmFactory
  readonly program: WasmProgram
  readonly language: Uint8Array
}

let parts: Promise<Parts> | null = null

/** Loaded once in a process. */
function loadParts(): Promise<Parts> {
  parts ??= Promise.all([loadCore(), loadLanguage()])
    .then(([core, language]) => ({ ...core, language }))
    .catch((error: unknown) => {
      parts = null
      throw error
    })
  return parts
}

async function loadCore(): Promise<Omit<Parts, 'language'>> {
  try {
    // @ts-expect-error The package has no types.
    const loaded: Any = await import('tesseract.js-core/tesseract-core-simd-lstm.js')
    const url = import.meta.resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm')
    return { factory: loaded.default, program: await wasmProgram(url) }
  } catch (cause) {
    throw new NianbaoError(
      'engine-missing',
      'Scans need the package tesseract.js-core: npm install tesseract.js-core@7.0.0',
      { cause },
    )
  }
}

async function loadLanguage(): Promise<Uint8Array> {
  try {
    const url = import.meta.resolve('@tesseract.js-data/chi_sim/4.0.0_best_int/chi_sim.traineddata.gz')
    return await unpack(await readAsset(url))
  } catch (cause) {
    throw new NianbaoError(
      'engine-missing',
      'Scans need the package @tesseract.js-data/chi_sim: npm install @tesseract.js-data/chi_sim@1.0.0',
      { cause },
    )
  }
}

async function start({ factory, program, language }: Parts): Promise<Instance> {
  // The core tells of parameters that the data names and this build lacks; they concern the old engine.
  const core = await startWasm(factory, program, { TesseractProgress() {}, print() {}, printErr() {} })
  core.FS.writeFile('./chi_sim.traineddata', language, { canOwn: true })
  const api = new core.TessBaseAPI()
  const lstmOnly = 1
  if (api.Init(null, 'chi_sim', lstmOnly) !== 0)
    throw new NianbaoError('engine-failed', 'The Chinese data of Tesseract cannot be read.')
  core.FS.unlink('./chi_sim.traineddata')
  // What is read with little confidence would be read as white on black too: twice the time, for print that scans do not have.
  api.SetVariable('invert_threshold', '0')
  return { core, api, pictures: 0 }
}

function readCrop(instance: Instance, crop: Crop): CropReading {
  return crop.expects === 'text' ? readText(instance, crop) : readFigure(instance, crop)
}

/** Nothing was found to read. */
const noInk: CropReading = { text: '', confidence: 0.95, alternatives: [] }

/** The lines of a crop, read in one strip and parted again. */
function readText(instance: Instance, { image, dpi }: Crop): CropReading {
  const strip = textStrip(image, dpi)
  if (!strip) return noInk
  const read = recognise(instance, strip.image, segmentation.raw, '')
  const letters = read.flatMap((line) =>
    line.words.flatMap(({ symbols }) => symbols.map((symbol, i) => ({ ...symbol, begins: i === 0 }))),
  )
  // Boxes of single letters are not exact: their order is what was read, and where each line ends is told by how many lie before it.
  const counts = strip.ends.map((end) => letters.filter(({ bbox }) => (bbox.x0 + bbox.x1) / 2 < end).length)
  const lines = counts.map((count, i) => {
    const words: { text: string }[] = []
    const end = i === counts.length - 1 ? letters.length : count
    for (const { text, begins } of letters.slice(counts[i - 1] ?? 0, end)) {
      const last = words.at(-1)
      if (begins || !last) words.push({ text })
      else last.text += text
    }
    return textOf(words)
  })
  return reading(lines.filter((line) => line !== '').join('\n'), read)
}

function readFigure(instance: Instance, crop: Crop): CropReading {
  const image = prepare(crop)
  if (!image) return noInk
  const first = recognise(instance, image, segmentation.line, figureCharacters)
  const text = first.map((line) => line.text).join('\n')
  if (text !== '') return reading(text, first)
  const second = recognise(instance, image, segmentation.glyph, figureCharacters)
  return reading(second.map((line) => line.text).join('\n'), second)
}

function reading(text: string, lines: readonly Line[]): CropReading {
  const symbols = lines.flatMap((line) => line.symbols)
  const weakest = symbols.reduce((least, symbol) => Math.min(least, symbol.confidence), 100)
  return {
    text: straight(text),
    confidence: text === '' ? 0 : calibrated('tesseract', weakest / 100),
    alternatives: [],
  }
}

/** Tesseract takes the bracket before a Chinese ordinal for one of book titles, which no title of one numeral has. */
const straight = (text: string): string => text.replace(/[《〈]([一二三四五六七八九十]{1,3})[)）]/g, '($1)')

/** A figure cut to its glyphs, cleaned, at the height that the engine likes, in a white frame. Null where there is no ink. */
function prepare({ image, dpi }: Crop): GrayImage | null {
  const clean = cleanCrop(image, dpi)
  if (!clean) return null
  const mask = clean.data.map((gray) => (gray < 128 ? 1 : 0))
  const rows = linesOfInk(mask, clean.width, clean.height, dpi)
  const scale = scaleTo(glyphHeight, rows, dpi)
  const scaled = resize(
    clean,
    Math.max(1, Math.round(clean.width * scale)),
    Math.max(1, Math.round(clean.height * scale)),
  )
  return cutOut(scaled, { x0: 0, y0: 0, x1: scaled.width, y1: scaled.height }, margin)
}

function recognise(instance: Instance, image: GrayImage, mode: Segmentation, whitelist: string, dpi = 300): Line[] {
  const { core, api } = instance
  instance.pictures++
  core.FS.writeFile('/input', serialized(image), { canOwn: true })
  api.SetVariable('tessedit_pageseg_mode', mode)
  api.SetVariable('tessedit_char_whitelist', whitelist)
  if (api.SetImageFile(1, 0) === 1) throw new NianbaoError('engine-failed', 'Tesseract refused the picture of a cell.')
  api.SetSourceResolution(dpi)
  api.Recognize(null)
  const { blocks } = JSON.parse(api.GetJSONText()) as Any
  const lines: Line[] = []
  for (const block of blocks ?? [])
    for (const paragraph of block.paragraphs ?? [])
      for (const line of paragraph.lines ?? []) {
        const symbols = line.words.flatMap((word: Any) => word.symbols) as Symbol[]
        const { x0, y0, x1, y1 } = line.bbox
        lines.push({ text: textOf(line.words), words: line.words, symbols, box: [x0, y0, x1, y1] })
      }
  api.Clear()
  return lines.filter((line) => line.text !== '')
}

/** Words of Chinese are parted by the engine where the page has no spaces: a space stays between Latin words only. */
function textOf(words: readonly { text: string }[]): string {
  let text = ''
  for (const word of words)
    text += (/[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(word.text) ? ' ' : '') + word.text.trim()
  return text
}

function readPage(instance: Instance, image: GrayImage, dpi: number): PageLine[] {
  // Text of 9 to 22 points is tall enough at 200 pixels per inch; more only costs time.
  const scale = Math.min(1, 200 / dpi)
  const small = resize(image, Math.round(image.width * scale), Math.round(image.height * scale))
  const lines = recognise(instance, small, segmentation.page, '', Math.round(dpi * scale))
  return lines.map(({ text, symbols, box }) => ({
    text,
    confidence: symbols.reduce((sum, symbol) => sum + symbol.confidence, 0) / (100 * Math.max(1, symbols.length)),
    box: [box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale],
  }))
}

/**
 * A picture as Leptonica keeps it in memory (its format SPIX): it is taken over as it is, where other formats are read pixel by pixel. Words of
 * the machine, rows filled up to whole ones; the first pixel of a word lies in its highest byte.
 */
function serialized({ width, height, data }: GrayImage): Uint8Array {
  const row = Math.ceil(width / 4)
  const words = new Uint32Array(7 + row * height)
  words.set([SPIX, width, height, 8, row, 0, 4 * row * height])
  for (let y = 0, at = 7; y < height; y++) {
    const from = y * width
    const whole = from + (width & ~3)
    for (let i = from; i < whole; i += 4)
      words[at++] = (data[i]! << 24) | (data[i + 1]! << 16) | (data[i + 2]! << 8) | data[i + 3]!
    if (width & 3) {
      let rest = 0
      for (let i = whole; i < from + width; i++) rest |= data[i]! << (24 - 8 * (i - whole))
      words[at++] = rest
    }
  }
  return new Uint8Array(words.buffer)
}

/** `spix`, as a word. */
const SPIX = 0x78697073

async function unpack(gzip: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([gzip as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
