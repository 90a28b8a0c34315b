/** Pictures of pages → scans: PNG, JPEG and WebP, and the pages of a TIFF. */

import { NianbaoError } from '../errors.js'
import { type Note, note } from '../findings.js'
import { type Gray, grayFromRgba, shrink } from '../imaging/gray.js'
import { keepRedLines, MOST_ROWS } from '../imaging/red-print.js'
import type { Page } from '../types.js'
import type { Raster } from './pdf-raster.js'
import { type PictureHead, pageDpi, pictureHead, pictureKind } from './picture-head.js'
import type { Scan } from './scan.js'
import type { SourceContext, SourceResult } from './source.js'

/** Pages are read at no more than this; what has more is made smaller. */
const MOST_DPI = 300

interface Sheet {
  readonly head: PictureHead
  decode(): Promise<{ image: Gray; red: number }>
}

/** Read a picture, or a file of several. */
export async function readPicture(bytes: Uint8Array, { options, expectPages }: SourceContext): Promise<SourceResult> {
  const kind = pictureKind(bytes)
  if (!kind) throw new NianbaoError('unsupported-kind', 'The input is a picture of a kind that nianbao does not read.')
  const { imagePixels, pages: mostPages } = options.limits
  const all = kind === 'tiff' ? await tiffSheets(bytes) : [sheetOf(bytes, kind)]
  const sheets = all.slice(0, mostPages)
  const notes: Note[] =
    all.length > sheets.length ? [note('read/page-limit', { pages: all.length, limit: mostPages })] : []
  const tooLarge = (head: PictureHead): boolean => head.width * head.height > imagePixels
  const refuse = ({ width, height }: PictureHead): NianbaoError =>
    new NianbaoError(
      'picture-too-large',
      `The picture has ${width} × ${height} pixels, limits.imagePixels is ${imagePixels}.`,
    )
  const [only] = sheets
  if (only && sheets.length === 1 && tooLarge(only.head)) throw refuse(only.head)
  expectPages(sheets.length, options.ocr === 'off' ? 0 : sheets.length)
  const pages = sheets.map(({ head }, i): Page => {
    const dpi = pageDpi(head)
    const [width, height] = [(head.width * 72) / dpi, (head.height * 72) / dpi]
    const images = [{ x0: 0, top: 0, x1: width, bottom: height }]
    return { number: i + 1, width, height, runs: [], rulings: [], edges: [], images }
  })
  const scans = sheets.map(
    (sheet, i): Scan => ({
      number: i + 1,
      reason: 'no-text',
      async raster(): Promise<Raster> {
        if (tooLarge(sheet.head)) throw refuse(sheet.head)
        const { image, red } = await sheet.decode()
        const dpi = pageDpi({ ...sheet.head, width: image.width, height: image.height })
        if (dpi <= MOST_DPI) return { image, dpi, red }
        const share = MOST_DPI / dpi
        const small = shrink(image, Math.round(image.width * share), Math.round(image.height * share))
        return { image: small, dpi: (dpi * small.width) / image.width, red }
      },
    }),
  )
  return {
    kind: 'picture',
    pages,
    blocks: null,
    pageCount: all.length,
    engines: {},
    notes,
    scans: { scans, engines: () => ({}), close() {} },
  }
}

function sheetOf(bytes: Uint8Array, kind: 'png' | 'jpeg' | 'webp'): Sheet {
  const head = pictureHead(bytes, kind)
  if (!head) throw new NianbaoError('picture-invalid', 'The head of the picture is damaged.')
  return { head, decode: () => decodeOnCanvas(bytes, head) }
}

/** Decode with the canvas that comes with pdfjs-dist. */
async function decodeOnCanvas(bytes: Uint8Array, head: PictureHead): Promise<{ image: Gray; red: number }> {
  const canvas = await loadCanvas()
  let picture: Awaited<ReturnType<typeof canvas.loadImage>>
  try {
    picture = await canvas.loadImage(bytes)
  } catch (cause) {
    throw new NianbaoError('picture-invalid', undefined, { cause })
  }
  const { width, height } = picture
  // A photo that was taken sideways comes with its sides swapped.
  if (width * height !== head.width * head.height)
    throw new NianbaoError('picture-invalid', 'The picture has another size than it says.')
  const data = new Uint8Array(width * height)
  const sheet = canvas.createCanvas(width, Math.min(MOST_ROWS, height))
  const context = sheet.getContext('2d')
  const draw = (from: number, to: number): Uint8ClampedArray => {
    context.fillStyle = 'white'
    context.fillRect(0, 0, width, to - from)
    context.drawImage(picture, 0, -from)
    return context.getImageData(0, 0, width, to - from).data
  }
  let pixels = 0
  for (let y = 0; y < height; y += MOST_ROWS)
    pixels += grayFromRgba(draw(y, Math.min(height, y + MOST_ROWS)), data, y * width)
  const [image, red] = [{ width, height, data }, pixels / data.length]
  keepRedLines(image, red, draw)
  return { image, red }
}

async function loadCanvas(): Promise<typeof import('@napi-rs/canvas')> {
  try {
    return await import('@napi-rs/canvas')
  } catch (cause) {
    throw new NianbaoError('engine-missing', 'Pictures need the package @napi-rs/canvas: npm install @napi-rs/canvas', {
      cause,
    })
  }
}

async function tiffSheets(bytes: Uint8Array): Promise<Sheet[]> {
  const { openTiff } = await import('./tiff.js')
  return openTiff(bytes).map(({ head, rgba }) => ({
    head,
    async decode() {
      const { width, height } = head
      const data = new Uint8Array(width * height)
      const drawn = rgba()
      const [image, red] = [{ width, height, data }, grayFromRgba(drawn, data) / data.length]
      keepRedLines(image, red, (from, to) => drawn.subarray(from * width * 4, to * width * 4))
      return { image, red }
    },
  }))
}
