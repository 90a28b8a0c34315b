/** A zip archive as a library made it → the same without the time of its making, and with entries that were packed here. */

import { crc32, deflateRawSync } from 'node:zlib'

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
/** 1980-01-01 00:00, as MS-DOS writes it (APPNOTE.TXT 4.4.6). */
const DATE = (1 << 5) | 1
const DEFLATED = 8
/** Sizes stand behind an entry, not before it. */
const SIZES_BEHIND = 1 << 3

/** As small as the usual level makes the sheets of a workbook, in two thirds of the time. */
const LEVEL = 5

/** What an entry holds, packed. */
export interface PackedEntry {
  readonly bytes: Uint8Array
  readonly crc: number
  /** Bytes before they were packed. */
  readonly size: number
}

export function packEntry(text: string): PackedEntry {
  const bytes = Buffer.from(text, 'utf8')
  return { bytes: deflateRawSync(bytes, { level: LEVEL }), crc: crc32(bytes), size: bytes.length }
}

/**
 * The parts of the archive, one behind the other.
 *
 * @param instead By the names of entries: what they hold in the place of what they held.
 * @throws RangeError where the bytes are no plain zip archive.
 */
export function zipAgain(bytes: Uint8Array, instead: ReadonlyMap<string, PackedEntry> = new Map()): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw new RangeError('no end of a zip archive')
  const count = view.getUint16(end + 10, true)
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    const local = view.getUint32(at + 42, true)
    if (view.getUint32(at, true) !== CENTRAL || view.getUint32(local, true) !== LOCAL)
      throw new RangeError('no entry of a zip archive where one should be')
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)))
    const own = instead.get(name.toString('utf8'))
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const entry = own ?? {
      bytes: bytes.subarray(from, from + view.getUint32(at + 20, true)),
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
    }
    const flags = view.getUint16(at + 8, true) & ~SIZES_BEHIND
    const shared = headOf(
      view.getUint16(at + 6, true),
      flags,
      own ? DEFLATED : view.getUint16(at + 10, true),
      entry,
      name,
    )
    const before = [word(LOCAL), shared, name]
    directory.push(word(CENTRAL), half(view.getUint16(at + 4, true)), shared, Buffer.alloc(10), word(offset), name)
    parts.push(...before, entry.bytes)
    offset += length(before) + entry.bytes.length
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  const counts = [half(count), half(count), word(length(directory)), word(offset)]
  return [...parts, ...directory, word(END), Buffer.alloc(4), ...counts, half(0)]
}

/** What stands in both headers of an entry, from the version that is needed to the length of what is extra. */
function headOf(
  version: number,
  flags: number,
  method: number,
  { bytes, crc, size }: PackedEntry,
  name: Uint8Array,
): Buffer {
  const head = Buffer.alloc(26)
  for (const [i, value] of [version, flags, method, 0, DATE].entries()) head.writeUInt16LE(value, i * 2)
  for (const [i, value] of [crc, bytes.length, size].entries()) head.writeUInt32LE(value, 10 + i * 4)
  head.writeUInt16LE(name.length, 22)
  return head
}

const length = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0)

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

/** @throws RangeError for what only larger kinds of zip archives hold. */
function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
