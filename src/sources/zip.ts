/**
 * Zip archives: the table of contents, and single entries with their size counted while they are unpacked, not believed.
 *
 * Format: APPNOTE.TXT 6.3.10 of PKWARE; inflating by fflate. Archives of several reports are for the caller to unpack.
 */

import { NianbaoError } from '../errors.js'
import { decodeText } from '../text/decode.js'
import { inflate, TooLarge } from './inflate.js'

export interface ZipEntry {
  readonly name: string
  /** Bytes in the archive, and as claimed after unpacking. */
  readonly packed: number
  readonly size: number
  readonly crc: number
  readonly method: number
  readonly encrypted: boolean
  readonly offset: number
}

/** A table of contents with more entries than this is an attack or an archive of thousands of reports. */
const MOST_ENTRIES = 10_000
const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50

/** The table of contents. Throws `zip-invalid` where it cannot be found. */
export function listZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = -1
  // The record at the end may be followed by a comment of 65,535 bytes at most.
  for (let i = bytes.length - 22; i >= Math.max(0, bytes.length - 22 - 0xffff) && end < 0; i--)
    if (view.getUint32(i, true) === END) end = i
  if (end < 0) throw new NianbaoError('zip-invalid', 'The archive has no table of contents: its end is missing.')
  const count = view.getUint16(end + 10, true)
  if (count > MOST_ENTRIES) throw new NianbaoError('input-too-large', `The archive has ${count} entries.`)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw new NianbaoError('zip-invalid', 'The table of contents of the archive is damaged.')
    const length = view.getUint16(at + 28, true)
    const flags = view.getUint16(at + 8, true)
    entries.push({
      name: entryName(bytes.subarray(at + 46, at + 46 + length)),
      encrypted: (flags & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

const entryName = (bytes: Uint8Array): string => decodeText(bytes).text.replaceAll('\\', '/')

/** Unpack one entry of at most `most` bytes. Throws `zip-invalid`, `zip-encrypted` or `input-too-large`. */
export function unpack(bytes: Uint8Array, entry: ZipEntry, most: number, alive: () => void): Uint8Array {
  const { name } = entry
  if (entry.encrypted) throw new NianbaoError('zip-encrypted', `${name} in the archive asks for a password.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== LOCAL)
    throw new NianbaoError('zip-invalid', `${name} is not where the archive says.`)
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  if (start + entry.packed > bytes.length) throw new NianbaoError('zip-invalid', `The archive ends within ${name}.`)
  const packed = bytes.subarray(start, start + entry.packed)
  const tooLarge = (): NianbaoError =>
    new NianbaoError('input-too-large', `${name} in the archive has more than ${most} bytes.`)
  if (entry.size > most) throw tooLarge()
  let data: Uint8Array
  if (entry.method === 0) data = packed
  else if (entry.method === 8) {
    try {
      data = inflate(packed, most, alive)
    } catch (cause) {
      if (cause instanceof TooLarge) throw tooLarge()
      if (cause instanceof NianbaoError) throw cause
      throw new NianbaoError('zip-invalid', `${name} in the archive is damaged.`, { cause })
    }
  } else throw new NianbaoError('zip-invalid', `${name} is packed by method ${entry.method}, which few programs know.`)
  // Digits in a damaged stream may come out as other digits.
  if (data.length !== entry.size || crc32(data) !== entry.crc)
    throw new NianbaoError('zip-invalid', `${name} in the archive is damaged: its checksum does not agree.`)
  return data
}

let table: Uint32Array | null = null

/** CRC-32 as zip has it (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  if (!table) {
    table = new Uint32Array(256)
    for (let n = 0; n < 256; n++) {
      let c = n
      for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
      table[n] = c >>> 0
    }
  }
  let crc = 0xffffffff
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
