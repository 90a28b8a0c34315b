/** Small archives to run on, and what a run leaves behind. */

import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { parseCsv } from '../../src/text/csv.js'
import { inRoot } from './command.js'

/** Numbers from a seed (mulberry32): the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const textFixtures = (): string[] =>
  readdirSync(inRoot('fixtures/text'))
    .filter((name) => /^(?:tabs-.*|layout-failing|markdown-failing)\.txt$/.test(name))
    .sort()

interface ZipMember {
  readonly name: string | Uint8Array
  readonly data: Uint8Array
  /** Bits of the general purpose flag: 0x800 says that the name is UTF-8. */
  readonly flags?: number
  readonly mode?: number
}

/** A zip archive, as APPNOTE.TXT has it. */
export function makeZip(members: readonly ZipMember[]): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, data, flags = 0x800, mode = 0o100644 } of members) {
    const label = Buffer.from(name as Uint8Array)
    const packed = deflateRawSync(data)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(flags, 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(data), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(data.length, 18)
    facts.writeUInt16LE(label.length, 22)
    const end = Buffer.alloc(14)
    end.writeUInt32LE((mode << 16) >>> 0, 6)
    end.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, label, packed])
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), facts, end, label]))
    parts.push(local)
    offset += local.length
  }
  const table = Buffer.concat(central)
  const tail = Buffer.alloc(22)
  tail.write('PK\x05\x06', 'latin1')
  tail.writeUInt16LE(members.length, 8)
  tail.writeUInt16LE(members.length, 10)
  tail.writeUInt32LE(table.length, 12)
  tail.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, table, tail])
}

/** The text that another file of an archive is a copy of. */
const COPIED = 'tabs-solid.txt'

/**
 * An archive of all states: reports as text, in a folder and in a zip archive, two years of one body, a duplicate, a page that is no
 * report, an empty file, and a picture.
 *
 * @param texts Reports in the folder.
 */
export function makeArchive(folder: string, texts = textFixtures().length): void {
  mkdirSync(join(folder, '县级'), { recursive: true })
  const others = textFixtures().filter((name) => name !== COPIED)
  for (const name of [COPIED, ...others].slice(0, texts))
    copyFileSync(inRoot(`fixtures/text/${name}`), join(folder, '县级', name))
  const report = readFileSync(inRoot(`fixtures/text/${COPIED}`))
  writeFileSync(join(folder, 'copy.txt'), report)
  writeFileSync(join(folder, 'empty.pdf'), '')
  writeFileSync(join(folder, 'gone.html'), '<html><head><title>404</title></head><body><p>页面不存在</p></body></html>')
  writeFileSync(join(folder, 'stamp.png'), Buffer.from('\x89PNG\r\n\x1a\n0000IHDR', 'latin1'))
  writeFileSync(
    join(folder, '乡镇.zip'),
    makeZip([
      { name: '一/2024.txt', data: Buffer.from(report.toString('utf8').replaceAll('2023', '2024')) },
      { name: '一/说明.txt', data: Buffer.from('此处为说明。') },
      { name: '二/page.html', data: readFileSync(inRoot('fixtures/html/rich-text.html')) },
    ]),
  )
}

/** Files of {@link makeArchive}, and those of them that are read: neither the empty one nor the duplicate. */
export const archiveInputs = (texts = textFixtures().length): number => texts + 7
export const archiveReadings = (texts?: number): number => archiveInputs(texts) - 2

/** Paths and hashes of the outputs; what the store keeps for itself is no output. */
export function outputsOf(out: string): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name)
      if (name === '.nianbao') continue
      if (statSync(path).isDirectory()) walk(path)
      else found[relative(out, path)] = createHash('sha256').update(readFileSync(path)).digest('hex')
    }
  }
  walk(out)
  return found
}

/** Lines of reports.csv. */
export const reportsOf = (out: string): Record<string, string>[] =>
  parseCsv(readFileSync(join(out, 'reports.csv'), 'utf8'))

/** Events of `--json`; a line that was cut off is none. */
export const eventsOf = (ndjson: string): { event: string; path?: string; state?: string; reused?: boolean }[] =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

/** Files that are being written: none when all is done. */
export const leftovers = (out: string): string[] => readdirSync(join(out, '.nianbao', 'tmp'))
