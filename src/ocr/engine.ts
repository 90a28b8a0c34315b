/** What reads a picture of one cell, and the one door to the engines that do. */

/** 8-bit gray picture, row-major, 0 black to 255 white. */
export interface GrayImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** One cell (or one line of text) cut out of a page: upright, rulings removed, a white margin around the ink. */
export interface Crop {
  readonly image: GrayImage
  /** `figure`: digits, sign, decimal point, filler only. `text`: anything, several lines possible. */
  readonly expects: 'figure' | 'text'
  /** Pixels per inch of the picture, as far as known. */
  readonly dpi: number
}

export interface Guess {
  readonly text: string
  readonly confidence: number
}

/** What an engine makes of a crop. `confidence` is the calibrated probability that `text` is right to the letter, 0 to 1. */
export interface CropReading extends Guess {
  readonly alternatives: readonly Guess[]
}

export interface PageLine {
  readonly text: string
  readonly confidence: number
  /** pixels */
  readonly box: readonly [x0: number, top: number, x1: number, bottom: number]
}

export interface OcrEngine {
  readonly name: string
  /** Versions of engine and data: goes into `source.engines`. */
  readonly versions: Readonly<Record<string, string>>
  /** In the order of the crops; same crops, same answers, whatever the batch. */
  readCrops(crops: readonly Crop[], signal?: AbortSignal): Promise<CropReading[]>
  /** Running text of a page or of a region. */
  readPage(image: GrayImage, dpi: number, signal?: AbortSignal): Promise<PageLine[]>
  close(): Promise<void>
}

/**
 * `auto`: the digit reader for figures with Tesseract as second reader, Tesseract for all else. `tesseract`: Tesseract
 * alone. Engines are loaded on first use, from installed packages; there is no network, ever.
 *
 * @returns An engine that the caller closes. Throws `engine-missing`, which names the package to install, and `aborted`.
 */
export async function openOcr(choice: 'auto' | 'tesseract', limits: { signal?: AbortSignal }): Promise<OcrEngine> {
  if (choice === 'tesseract') return (await import('./tesseract.js')).openTesseract(limits.signal)
  return (await import('./combine.js')).openCombined(limits.signal)
}
