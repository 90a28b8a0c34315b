/**
 * Whether a PDF is whole, and of the plain kind that PDFium tells everything of. PDFium leaves out what it cannot read and says nothing;
 * so every packed stream that may hold text is unpacked here and compared with its checksum (RFC 1950) before PDFium is trusted.
 */

import { inflate, TooLarge } from './inflate.js'

/** Why a file is left to pdf.js, which says what it cannot read. */
export type Reservation = 'no-end' | 'stream-length' | 'stream-kind' | 'stream-damaged' | 'stream-large' | 'features'

/** Layers, replaced text, other units, passwords, forms of another kind: PDFium does not tell of them, or otherwise. */
const FEATURES = /\/(?:OCProperties|ActualText|UserUnit|Encrypt|XFA)\b/
/** Streams that nothing of the text comes out of: pictures, colour profiles, what a document says of itself. Fonts are not among them:
 * PDFium leaves out glyphs of a font that it cannot read. */
const OTHER = /\/Subtype\s*\/(?:Image|XML)\b|\/Type\s*\/Metadata\b|\/N\s+[134]\b(?!.*\/First\b)/s
/** Font programs. */
const FONT = /\/Length[123]\b|\/Subtype\s*\/(?:Type1C|CIDFontType0C|OpenType)\b/
/** Content that places pictures and writes nothing (PDF 32000-1, 8.4 and 8.8). */
const PLACING = /^(?=.*\bDo\b)\s*(?:(?:[-+]?[\d.]+|\/[\w.+-]+|q|Q|cm|Do|gs|w|J|j|M|i)(?:\s+|$))*$/s
const MOST_PLACING = 2_000
/** Unpacked bytes of one file: far beyond the content of an honest report of 2,000 pages. */
const MOST_BYTES = 64e6
/** A dictionary before a stream is not longer. */
const MOST_DICTIONARY = 4_000

/** Null where nothing speaks against PDFium. */
export function surveyPdf(bytes: Uint8Array, alive: () => void): Reservation | null {
  const text = latin1(bytes)
  if (looksTruncated(bytes)) return 'no-end'
  if (FEATURES.test(text)) return 'features'
  let left = MOST_BYTES
  let numbers: ReadonlyMap<string, number> | null = null
  for (const { 0: keyword, index } of text.matchAll(/>>\s{0,4}stream(?:\r\n|\n)/g)) {
    alive()
    const opening = text.lastIndexOf(' obj', index)
    if (opening < 0 || index - opening > MOST_DICTIONARY) return 'stream-length'
    const dictionary = text.slice(opening, index)
    const start = index + keyword.length
    const [, direct, reference] = /\/Length\s+(\d+)(\s+\d+\s+R\b)?/.exec(dictionary) ?? []
    if (reference !== undefined) numbers ??= numbersOf(text)
    const length =
      direct === undefined ? null : reference === undefined ? Number(direct) : (numbers?.get(direct) ?? null)
    if (
      length === null ||
      start + length > bytes.length ||
      !/^\s{0,2}endstream/.test(text.slice(start + length, start + length + 11))
    )
      return 'stream-length'
    if (OTHER.test(dictionary)) continue
    // The procedure of a drawn glyph (PDF 32000-1, 9.6.5) holds no text.
    if (!/\/Filter\b/.test(dictionary) && /^[-\d.\s]+d[01]\s/.test(text.slice(start, start + 80))) continue
    // Scanners leave unpacked what says no more than where the picture of a page is.
    if (!/\/Filter\b/.test(dictionary) && length < MOST_PLACING && PLACING.test(text.slice(start, start + length)))
      continue
    if (!/\/Filter\s*(?:\[\s*)?\/FlateDecode\s*(?:\]|\/|>|$)/.test(dictionary)) return 'stream-kind'
    const packed = bytes.subarray(start, start + length)
    const unpacked = zlib ? unpackAtOnce(zlib, packed, left) : unpack(packed, left)
    if (typeof unpacked === 'string') return unpacked
    left -= unpacked.length
    if (!FONT.test(dictionary) && FEATURES.test(latin1(unpacked))) return 'features'
  }
  return null
}

/** A PDF ends with %%EOF; where none stands near the end, the end is missing. */
export const looksTruncated = (bytes: Uint8Array): boolean =>
  !latin1(bytes.subarray(Math.max(0, bytes.length - 2048))).includes('%%EOF')

/** A character a byte. Node has a faster way than the decoder of the standard. */
const latin1 = (bytes: Uint8Array): string =>
  typeof Buffer === 'undefined'
    ? new TextDecoder('latin1').decode(bytes)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

/** Objects that are whole numbers, outside of object streams: lengths may stand in them. */
const numbersOf = (text: string): Map<string, number> =>
  new Map(
    [...text.matchAll(/(?<!\d)(\d+)\s+\d+\s+obj\s+(\d+)\s+endobj/g)].map(([, id = '', value]) => [id, Number(value)]),
  )

/** What Node has built in; it can be had without an import, which browsers could not follow. */
interface Zlib {
  inflateSync(
    packed: Uint8Array,
    options: { maxOutputLength: number; info: true },
  ): { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } }
}
const zlib: Zlib | null =
  (globalThis as { process?: { getBuiltinModule?: (name: string) => Zlib | undefined } }).process?.getBuiltinModule?.(
    'zlib',
  ) ?? null

/** Five times as fast as the way below, with the same answers: the checksum is compared, and nothing may stand behind it. */
function unpackAtOnce(own: Zlib, packed: Uint8Array, limit: number): Uint8Array | Reservation {
  try {
    const { buffer, engine } = own.inflateSync(packed, { maxOutputLength: Math.max(1, limit), info: true })
    return engine.bytesWritten === packed.length ? buffer : 'stream-damaged'
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'stream-large' : 'stream-damaged'
  }
}

function unpack(packed: Uint8Array, limit: number): Uint8Array | Reservation {
  // RFC 1950: two bytes of head, whose number can be divided by 31, four bytes of checksum behind.
  const head = (packed[0] ?? 0) * 256 + (packed[1] ?? 0)
  if (packed.length < 7 || (head & 0x0f20) !== 0x0800 || head % 31 !== 0) return 'stream-damaged'
  try {
    const whole = inflate(packed.subarray(2, packed.length - 4), limit)
    const tail = new DataView(packed.buffer, packed.byteOffset + packed.length - 4, 4).getUint32(0)
    return adler32(whole) === tail ? whole : 'stream-damaged'
  } catch (error) {
    return error instanceof TooLarge ? 'stream-large' : 'stream-damaged'
  }
}

/** RFC 1950, 8.2; so many bytes at once that no sum passes 32 bits. */
function adler32(bytes: Uint8Array): number {
  let a = 1
  let b = 0
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(at + 3_800, bytes.length)
    for (; at < end; at++) {
      a += bytes[at] as number
      b += a
    }
    a %= 65_521
    b %= 65_521
  }
  return ((b << 16) | a) >>> 0
}
