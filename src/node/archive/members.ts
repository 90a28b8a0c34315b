/**
 * Zip archives of many reports: which inputs they hold, and the bytes of one. Sizes are counted, not believed; nothing is ever
 * written to disk. Reading of the format: yauzl, which takes archives of any size from the file.
 */

import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import type yauzl from 'yauzl'
import { type ErrorCode, NianbaoError } from '../../errors.js'
import type { Location, Member } from './entry.js'
import { memberPath, nameOf } from './labels.js'
import { openRegular } from './open-file.js'

/** More members than this, those of archives in it counted too, are an attack, or better unpacked. */
export const MOST_MEMBERS = 100_000
/** Honest archives of documents are smaller than their contents by a few times; Apache Tika draws the line at 100. */
const MOST_RATIO = 100
const MOST_UNPACKED = 256 * 2 ** 20
/** Archives within archives. */
export const MOST_DEPTH = 2
/** An archive in an archive is unpacked in memory. */
const MOST_INNER = 256 * 2 ** 20

export interface Listed {
  readonly path: string
  readonly member: Member
  readonly problem: ErrorCode | null
}

/** True for the first bytes of a zip archive. */
export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 &&
  head[1] === 0x4b &&
  ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6) || (head[2] === 7 && head[3] === 8))

/** Parts by which a zip archive is one document: Office Open XML, OFD (GB/T 33190), OpenDocument, EPUB. */
const PART_OF_DOCUMENT = /^\/?(?:\[Content_Types\]\.xml|OFD\.xml|mimetype|META-INF\/.*|word\/document\d*\.xml)$/

/**
 * The files in an archive. Null where it is a document, is empty or damaged: reading it says what it is. Throws
 * `input-too-large` where it would unpack to more than an archive of documents does.
 */
export async function listMembers(location: Location): Promise<Listed[] | null> {
  return withZip(location, async (zip, size) => {
    if (zip.entryCount > MOST_MEMBERS)
      throw new NianbaoError('input-too-large', `The archive has ${zip.entryCount} entries, ${MOST_MEMBERS} at most.`)
    const listed: Listed[] = []
    let packed = 0
    let unpacked = 0
    try {
      for await (const entry of zip.eachEntry()) {
        const name = nameOf(entry.fileName as unknown as Buffer)
        if (PART_OF_DOCUMENT.test(name)) return null
        packed += entry.compressedSize
        unpacked += entry.uncompressedSize
        const path = memberPath(name)
        if (/[/\\]$/.test(name) && entry.uncompressedSize === 0) continue
        // Unix mode of the entry (APPNOTE 4.4.15): a link is a file of its target's name.
        const link = ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000
        listed.push({
          path: path === '' ? '_' : path,
          member: {
            offset: entry.relativeOffsetOfLocalHeader,
            packed: entry.compressedSize,
            size: entry.uncompressedSize,
            method: entry.compressionMethod,
            crc: entry.crc32,
          },
          problem: link ? 'input-special' : entry.isEncrypted() ? 'zip-encrypted' : null,
        })
      }
    } catch {
      return null
    }
    // More packed bytes than the archive has: entries that share them.
    if (packed > size || (unpacked > MOST_UNPACKED && unpacked > size * MOST_RATIO))
      throw new NianbaoError('input-too-large', `The archive of ${size} bytes would unpack to ${unpacked} bytes.`)
    return listed.length > 0 ? listed : null
  })
}

/**
 * The bytes of an input in an archive.
 *
 * @throws {NianbaoError} `input-too-large` above the limit, `zip-invalid` where the archive is damaged, `input-missing` where it is gone.
 */
export async function readMember(location: Extract<Location, { in: 'archive' }>, limit: number): Promise<Uint8Array> {
  const { member } = location
  const tooLarge = (): NianbaoError => new NianbaoError('input-too-large')
  if (member.size > limit) throw tooLarge()
  return withZip(location.archive, async (zip) => {
    try {
      const header = await zip.readLocalFileHeaderPromise(
        { relativeOffsetOfLocalHeader: member.offset, compressedSize: member.packed } as yauzl.Entry,
        { minimal: true },
      )
      // Whole, but packed by a method that no archiver of documents takes unasked (Deflate64, BZip2, LZMA).
      if (member.method !== 0 && member.method !== 8) throw new NianbaoError('unsupported-kind')
      if (member.packed === 0) return check(new Uint8Array(0), member)
      const stream = await dataOf(zip, header.fileDataStart, member)
      // Of the size that is told, which is within the limit: what has another is damaged.
      const bytes = new Uint8Array(member.size)
      let size = 0
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (size + chunk.length > bytes.length) throw new NianbaoError('zip-invalid')
        bytes.set(chunk, size)
        size += chunk.length
      }
      return check(bytes.subarray(0, size), member)
    } catch (cause) {
      if (cause instanceof NianbaoError) throw cause
      throw new NianbaoError('zip-invalid', undefined, { cause })
    }
  })
}

/** The promise of the same name in yauzl 3.4.0 calls another function. */
const dataOf = (zip: yauzl.ZipFile, start: number, { packed, size, method }: Member): Promise<Readable> =>
  new Promise((resolve, reject) => {
    const inflate = method === 8
    zip.openReadStreamLowLevel(start, packed, 0, packed, inflate, inflate ? size : null, (error, stream) =>
      error ? reject(error) : resolve(stream),
    )
  })

/** Digits in a damaged stream may come out as other digits. */
function check(bytes: Uint8Array, member: Member): Uint8Array {
  if (bytes.length !== member.size || crc32(bytes) !== member.crc) throw new NianbaoError('zip-invalid')
  return bytes
}

/** An inner archive is unpacked once for all of its members, which follow each other; it is the only one in memory. */
let inner: { readonly location: Location; readonly bytes: Promise<Uint8Array> } | null = null
/** Done when nobody reads from it: another takes its place then. */
let innerFree: Promise<unknown> = Promise.resolve()

/** Give the memory of an inner archive back; whoever reads from it next unpacks it again. */
export function forgetInner(): void {
  inner = null
}

function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const turn = innerFree.then(act)
  innerFree = turn.catch(() => {})
  return turn
}

async function withZip<T>(location: Location, use: (zip: yauzl.ZipFile, size: number) => Promise<T>): Promise<T> {
  const { default: yauzl } = await import('yauzl')
  const settings = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true }
  if (location.in === 'archive') {
    const read = async (): Promise<T> => {
      if (inner?.location !== location) {
        inner = null
        inner = { location, bytes: readMember(location, MOST_INNER) }
      }
      const { buffer, byteOffset, length } = await inner.bytes
      return use(await opened(yauzl.fromBufferPromise(Buffer.from(buffer, byteOffset, length), settings)), length)
    }
    // Deeper ones are not walked into, and would wait for themselves.
    return location.archive.in === 'folder' ? inTurn(read) : read()
  }
  const file = await openRegular(location.path).catch(() => null)
  if (!file) throw new NianbaoError('input-missing')
  try {
    return await use(await opened(yauzl.fromFdPromise(file.descriptor, settings)), file.size)
  } finally {
    file.close()
  }
}

const opened = async (zip: Promise<yauzl.ZipFile>): Promise<yauzl.ZipFile> =>
  zip.catch((cause: unknown) => {
    throw new NianbaoError('zip-invalid', undefined, { cause })
  })
