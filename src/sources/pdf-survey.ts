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
/** What says which letters the glyphs of a font are. */
const MAPPED = /\/ToUnicode\b/
/** Packed by deflate alone. */
const DEFLATED = /\/Filter\s*(?:\[\s*)?\/FlateDecode\s*(?:\]|\/|>|$)/
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
  for (const stream of streamsOf(text)) {
    alive()
    if (!stream?.measured) return 'stream-length'
    const { dictionary, start, end } = stream
    if (OTHER.test(dictionary)) continue
    // The procedure of a drawn glyph (PDF 32000-1, 9.6.5) holds no text.
    if (!/\/Filter\b/.test(dictionary) && /^[-\d.\s]+d[01]\s/.test(text.slice(start, start + 80))) continue
    // Scanners leave unpacked what says no more than where the picture of a page is.
    if (!/\/Filter\b/.test(dictionary) && end - start < MOST_PLACING && PLACING.test(text.slice(start, end))) continue
    if (!DEFLATED.test(dictionary)) return 'stream-kind'
    const packed = bytes.subarray(start, end)
    const unpacked = zlib ? unpackAtOnce(zlib, packed, left) : unpack(packed, left)
    if (typeof unpacked === 'string') return unpacked
    left -= unpacked.length
    if (!FONT.test(dictionary) && FEATURES.test(latin1(unpacked))) return 'features'
  }
  return null
}

/**
 * True where a packed stream that text comes out of is damaged: it cannot be unpacked, or what comes out is not what its checksum was made
 * of. pdf.js does not look at checksums, and takes what it can unpack for all there is. A checksum that is left out says nothing. Programs of fonts count where the file has no maps from glyphs to letters
 * (PDF 32000-1, 9.10.2): then the letters come from them.
 */
export function hasDamagedStream(bytes: Uint8Array, alive: () => void): boolean {
  const text = latin1(bytes)
  if (/\/Encrypt\b/.test(text)) return false
  let left = MOST_BYTES
  let mapped = MAPPED.test(text)
  let fontDamaged = false
  for (const stream of streamsOf(text)) {
    alive()
    if (stream === null || OTHER.test(stream.dictionary) || !DEFLATED.test(stream.dictionary)) continue
    const isFont = FONT.test(stream.dictionary)
    if (isFont && mapped) continue
    const packed = bytes.subarray(stream.start, stream.end)
    const unpacked = zlib ? leniently(zlib, packed, left) : unpackEnd(packed, left)
    if (unpacked === 'stream-large') return false
    if (unpacked === 'stream-damaged') {
      if (!isFont) return true
      fontDamaged = true
      continue
    }
    if (!isFont) mapped ||= MAPPED.test(latin1(unpacked))
    left -= unpacked.length
  }
  return fontDamaged && !mapped
}

interface Stream {
  readonly dictionary: string
  readonly start: number
  readonly end: number
  /** Its dictionary says where it ends; else it ends where the keyword stands. */
  readonly measured: boolean
}

/** The streams of a file as they follow each other; null for one without a dictionary. */
function* streamsOf(text: string): Generator<Stream | null> {
  let numbers: ReadonlyMap<string, number> | null = null
  for (const { 0: keyword, index } of text.matchAll(/>>\s{0,4}stream(?:\r\n|\n)/g)) {
    const opening = text.lastIndexOf(' obj', index)
    if (opening < 0 || index - opening > MOST_DICTIONARY) {
      yield null
      continue
    }
    const dictionary = text.slice(opening, index)
    const start = index + keyword.length
    const [, direct, reference] = /\/Length\s+(\d+)(\s+\d+\s+R\b)?/.exec(dictionary) ?? []
    if (reference !== undefined) numbers ??= numbersOf(text)
    const length =
      direct === undefined ? null : reference === undefined ? Number(direct) : (numbers?.get(direct) ?? null)
    const end = start + (length ?? Number.POSITIVE_INFINITY)
    const measured = end <= text.length && /^\s{0,2}endstream/.test(text.slice(end, end + 11))
    const keywordAt = measured ? end : text.indexOf('endstream', start)
    yield { dictionary, start, end: keywordAt < 0 ? text.length : keywordAt, measured }
  }
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
  readonly inflateSync: Inflate
  readonly inflateRawSync: Inflate
}
type Inflate = (
  packed: Uint8Array,
  options: { maxOutputLength: number; info: true },
) => { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } }
const zlib: Zlib | null =
  (globalThis as { process?: { getBuiltinModule?: (name: string) => Zlib | undefined } }).process?.getBuiltinModule?.(
    'zlib',
  ) ?? null

/** What comes out of a packed stream, or why nothing does. */
type Unpacked = Uint8Array | Extract<Reservation, 'stream-damaged' | 'stream-large'>

/** Five times as fast as the way below, with the same answers: the checksum is compared, and nothing may stand behind it. */
function unpackAtOnce(own: Zlib, packed: Uint8Array, limit: number): Unpacked {
  try {
    const { buffer, engine } = own.inflateSync(packed, { maxOutputLength: Math.max(1, limit), info: true })
    return engine.bytesWritten === packed.length ? buffer : 'stream-damaged'
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'stream-large' : 'stream-damaged'
  }
}

/** The same for streams without a checksum, or with something behind it. */
function leniently(own: Zlib, packed: Uint8Array, limit: number): Unpacked {
  const options = { maxOutputLength: Math.max(1, limit), info: true } as const
  const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''
  const failed = (code: string): Unpacked => (code === 'ERR_BUFFER_TOO_LARGE' ? 'stream-large' : 'stream-damaged')
  try {
    return own.inflateSync(packed, options).buffer
  } catch (error) {
    // The end is missing: of the data, or of the checksum behind it.
    if (codeOf(error) !== 'Z_BUF_ERROR') return failed(codeOf(error))
    try {
      return own.inflateRawSync(packed.subarray(2), options).buffer
    } catch (again) {
      return failed(codeOf(again))
    }
  }
}

/** The same without Node, for up to two bytes of a line end; a checksum that is left out is not told from a wrong one. */
function unpackEnd(packed: Uint8Array, limit: number): Unpacked {
  for (const behind of [0, 1, 2]) {
    const unpacked = unpack(packed.subarray(0, packed.length - behind), limit)
    if (unpacked !== 'stream-damaged') return unpacked
  }
  return 'stream-damaged'
}

function unpack(packed: Uint8Array, limit: number): Unpacked {
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
