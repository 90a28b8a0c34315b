/**
 * PDF pages → pictures, drawn by PDFium.
 *
 * PDFium rather than pdf.js on a canvas: the same bytes on every machine, no native package, and pictures of JBIG2, CCITT
 * and JPEG 2000 are decoded inside. A page whose picture covers it is drawn at the resolution of the picture, pixel on
 * pixel, so that nothing is interpolated.
 */

import { NianbaoError } from '../errors.js'
import { type Gray, grayFromRgba } from '../imaging/gray.js'
import { keepRedLines, MOST_ROWS } from '../imaging/red-print.js'
import { openPdfium, PDFIUM_VERSION, type Pdfium } from './pdfium.js'

export interface Raster {
  readonly image: Gray
  /** Pixels per inch. */
  readonly dpi: number
  /** Share of the pixels that is red ink: a seal. */
  readonly red: number
}

export interface PdfRasters {
  readonly version: string
  /** Draw a page. @throws {NianbaoError} `picture-too-large` before anything is decoded; an Error where it cannot be drawn. */
  page(number: number, alive: () => void): Raster
  close(): void
}

/** Resolutions between which a page is drawn: print of 8 points has strokes of one pixel at the lower one. */
const LEAST_DPI = 150
const MOST_DPI = 300
/** For pages that are not one picture. */
const USUAL_DPI = 200
/** Pages are never drawn larger than this: A3 at 300 dpi has 17 million pixels. */
const MOST_PIXELS = 20_000_000
/** A picture over this share of the page sets its resolution. */
const MAIN = 0.25
/** Page objects looked at to find the pictures. */
const MOST_OBJECTS = 5_000

/** Bytes of a page that are drawn at once. */
const BAND = 4_000_000

const IMAGE = 3
const FORM = 5
const GRAY = 1
const BGRA = 4
/** Colour spaces of pictures that have no colour, where a pixel has no more than 8 bits: DeviceGray, CalGray, a profile of one component. */
const GRAY_SPACES: ReadonlySet<number> = new Set([1, 4, 7])
/** Bytes of FPDF_IMAGEOBJ_METADATA, and where in it, in words, bits of a pixel and colour space stand. */
const METADATA = 28
const [BITS, SPACE] = [4, 5]
/** FPDF_ANNOT | FPDF_REVERSE_BYTE_ORDER: stamps are annotations now and then; bytes as red, green, blue, alpha. */
const ANNOTATIONS = 0x01
const FLAGS = ANNOTATIONS | 0x10

/** Open a PDF for drawing. */
export async function openPdfRasters(bytes: Uint8Array, imagePixels: number, wasm?: string): Promise<PdfRasters> {
  const file = await openPdfium(bytes, wasm, true)
  const { module, document } = file
  return {
    version: PDFIUM_VERSION,
    page(number, alive) {
      const page = module._FPDF_LoadPage(document, number - 1)
      if (!page) throw new Error(`PDFium cannot load page ${number}`)
      try {
        return draw(module, page, imagePixels, alive)
      } finally {
        module._FPDF_ClosePage(page)
      }
    },
    close: () => file.close(),
  }
}

interface Picture {
  readonly width: number
  readonly height: number
  /** Share of the page that it covers. */
  readonly share: number
  readonly dpi: number
}

function draw(module: Pdfium, page: number, imagePixels: number, alive: () => void): Raster {
  const width = module._FPDF_GetPageWidthF(page) as number
  const height = module._FPDF_GetPageHeightF(page) as number
  if (!(width > 0 && height > 0)) throw new Error('the page has no size')
  const pictures = picturesOf(module, page, width * height)
  for (const picture of pictures) {
    if (picture.width * picture.height > imagePixels)
      throw new NianbaoError(
        'picture-too-large',
        `A picture has ${picture.width} × ${picture.height} pixels, limits.imagePixels is ${imagePixels}.`,
      )
  }
  alive()
  const main = pictures.filter(({ share }) => share >= MAIN).sort((a, b) => b.share - a.share)[0]
  const wanted = main ? Math.max(LEAST_DPI, Math.min(MOST_DPI, main.dpi)) : USUAL_DPI
  const most = 72 * Math.sqrt(MOST_PIXELS / (width * height))
  const exact = main && main.share > 0.95 && wanted === main.dpi && wanted <= most ? main : null
  const dpi = Math.min(wanted, most)
  let across = Math.max(1, Math.round((width * dpi) / 72))
  let down = Math.max(1, Math.round((height * dpi) / 72))
  // Pixel on pixel, also where rounding says one more or less; a page turned by its /Rotate has the sides swapped.
  if (exact && Math.abs(exact.width - across) <= 2 && Math.abs(exact.height - down) <= 2)
    [across, down] = [exact.width, exact.height]
  else if (exact && Math.abs(exact.height - across) <= 2 && Math.abs(exact.width - down) <= 2)
    [across, down] = [exact.height, exact.width]

  const image = new Uint8Array(across * down)
  const isGray = hasNoColour(module, page)
  const size = isGray ? 1 : 4
  // Band by band: a module never gives back memory that it took, and a page in colour takes four times of what is kept of it. Where
  // outlines are drawn, their edges would not be the same in bands to the last gray.
  const rows = main ? Math.min(down, Math.max(MOST_ROWS, Math.floor(BAND / (across * size)))) : down
  const buffer = module._malloc(across * rows * size)
  if (!buffer) throw new Error('no memory for the page')
  const bitmap = module._FPDFBitmap_CreateEx(across, rows, isGray ? GRAY : BGRA, buffer, across * size)
  try {
    const paint = (from: number, to: number): Uint8Array => {
      module._FPDFBitmap_FillRect(bitmap, 0, 0, across, rows, 0xffffffff)
      module._FPDF_RenderPageBitmap(bitmap, page, 0, -from, across, down, 0, isGray ? ANNOTATIONS : FLAGS)
      return module.HEAPU8.subarray(buffer, buffer + across * (to - from) * size)
    }
    let pixels = 0
    for (let top = 0; top < down; top += rows) {
      const drawn = paint(top, Math.min(down, top + rows))
      if (isGray) image.set(drawn, top * across)
      else pixels += grayFromRgba(drawn, image, top * across)
    }
    const gray = { width: across, height: down, data: image }
    const red = pixels / image.length
    keepRedLines(gray, red, paint)
    return { image: gray, dpi: (across * 72) / width, red }
  } finally {
    module._FPDFBitmap_Destroy(bitmap)
    module._free(buffer)
  }
}

/** Whether a page is one picture without colour and nothing else: it takes a quarter of the memory to draw. */
function hasNoColour(module: Pdfium, page: number): boolean {
  if (module._FPDFPage_CountObjects(page) !== 1 || module._FPDFPage_GetAnnotCount(page) > 0) return false
  const object = module._FPDFPage_GetObject(page, 0)
  if (module._FPDFPageObj_GetType(object) !== IMAGE) return false
  const data = module._malloc(METADATA)
  try {
    if (!module._FPDFImageObj_GetImageMetadata(object, page, data)) return false
    const words = module.HEAPU32.subarray(data >> 2, (data + METADATA) >> 2)
    return words[BITS] <= 8 && GRAY_SPACES.has(words[SPACE])
  } finally {
    module._free(data)
  }
}

/** The pictures of a page, as they are declared: nothing is decoded for it. */
function picturesOf(module: Pdfium, page: number, area: number): Picture[] {
  const found: Picture[] = []
  const numbers = module._malloc(16)
  let seen = 0
  const take = (object: number, depth: number): void => {
    const kind = module._FPDFPageObj_GetType(object)
    if (kind === FORM && depth < 8) {
      const count = module._FPDFFormObj_CountObjects(object)
      for (let i = 0; i < count && seen < MOST_OBJECTS; i++, seen++)
        take(module._FPDFFormObj_GetObject(object, i), depth + 1)
    }
    if (kind !== IMAGE) return
    if (!module._FPDFImageObj_GetImagePixelSize(object, numbers, numbers + 4)) return
    const [width, height] = module.HEAPU32.slice(numbers >> 2, (numbers >> 2) + 2) as [number, number]
    if (!module._FPDFPageObj_GetBounds(object, numbers, numbers + 4, numbers + 8, numbers + 12)) return
    const [left, bottom, right, top] = module.HEAPF32.slice(numbers >> 2, (numbers >> 2) + 4) as number[] as [
      number,
      number,
      number,
      number,
    ]
    const w = right - left
    const h = top - bottom
    if (!(w > 0 && h > 0)) return
    const dpi = Math.round(72 * Math.sqrt((width * height) / (w * h)))
    // Inside of a form the bounds are those of the form; the size alone is checked there.
    found.push({ width, height, share: depth === 0 ? (w * h) / area : 0, dpi })
  }
  try {
    const count = module._FPDFPage_CountObjects(page)
    for (let i = 0; i < count && seen < MOST_OBJECTS; i++, seen++) take(module._FPDFPage_GetObject(page, i), 0)
  } finally {
    module._free(numbers)
  }
  return found
}
