/** What the head of a picture says of it, before anything is decoded: kind, size, resolution, which way up it was taken. */

export type PictureKind = 'png' | 'jpeg' | 'webp' | 'tiff'

export interface PictureHead {
  readonly width: number
  readonly height: number
  /** Pixels per inch as the file says; null where it says nothing. */
  readonly dpi: number | null
}

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)))

/** The kind of a picture; null where it is none that is read. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  if (ascii(bytes, 0, 4) === '\x89PNG') return 'png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp'
  if (/^(?:II\*\0|MM\0\*)$/.test(ascii(bytes, 0, 4))) return 'tiff'
  return null
}

/** Size and resolution of a PNG, JPEG or WebP; null where the head is cut off or makes no sense. */
export function pictureHead(bytes: Uint8Array, kind: 'png' | 'jpeg' | 'webp'): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const head = kind === 'png' ? pngHead(view) : kind === 'jpeg' ? jpegHead(view) : webpHead(view, bytes)
    return head && head.width > 0 && head.height > 0 ? head : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** PNG (ISO 15948), 11.2.2 IHDR and 11.3.4.3 pHYs, whose unit is the metre. */
function pngHead(view: DataView): PictureHead {
  const width = view.getUint32(16)
  const height = view.getUint32(20)
  for (let at = 8; at + 12 <= view.byteLength; ) {
    const length = view.getUint32(at)
    const name = view.getUint32(at + 4)
    if (name === 0x49444154) break
    if (name === 0x70485973 && view.getUint8(at + 16) === 1)
      return { width, height, dpi: view.getUint32(at + 8) * 0.0254 }
    at += 12 + length
  }
  return { width, height, dpi: null }
}

/** JPEG (ITU T.81), B.2.2 frame header; JFIF (ITU T.871), 10.1: density in dots per inch or per centimetre. */
function jpegHead(view: DataView): PictureHead | null {
  let dpi: number | null = null
  for (let at = 2; at + 4 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const length = view.getUint16(at + 2)
    if (marker === 0xe0 && length >= 14 && view.getUint32(at + 4) === 0x4a464946) {
      const unit = view.getUint8(at + 11)
      const density = view.getUint16(at + 12)
      if (density > 1) dpi = unit === 1 ? density : unit === 2 ? density * 2.54 : null
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), dpi }
    at += 2 + length
  }
  return null
}

/** WebP container (RFC 9649), 2.4 to 2.7: the first chunk tells the size in one of three ways. */
function webpHead(view: DataView, bytes: Uint8Array): PictureHead | null {
  const chunk = ascii(bytes, 12, 16)
  if (chunk === 'VP8X') {
    const read24 = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1
    return { width: read24(24), height: read24(27), dpi: null }
  }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1, dpi: null }
  }
  if (chunk === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, dpi: null }
  return null
}

/** Long sides of sheets in inches: A5 to A2. A resolution that makes less or more of a page is not that of a scanner. */
const SHEET = { least: 7.5, most: 24 }
/** Long side of A4. */
const A4 = 11.69

/** Pixels per inch of a page: what the file says where that can be, as on a sheet of A4 otherwise. */
export function pageDpi({ width, height, dpi }: PictureHead): number {
  const long = Math.max(width, height)
  if (dpi !== null && long / dpi >= SHEET.least && long / dpi <= SHEET.most) return dpi
  return long / A4
}
