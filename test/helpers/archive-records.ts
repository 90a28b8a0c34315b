/** Records of an archive, made of the fixtures: what the exports work on. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ArchiveRecord } from '../../src/node/archive-record.js'
import { readReport } from '../../src/read.js'

const bytesOf = (path: string): Uint8Array => readFileSync(resolve('fixtures', path))

/** What stands behind a record's path. */
export const openFixture = async (path: string): Promise<Uint8Array | null> =>
  path.startsWith('lost/') ? null : new Uint8Array(bytesOf(path))

export async function fixtureRecord(path: string): Promise<ArchiveRecord> {
  const bytes = bytesOf(path)
  const { report, findings, checks } = await readReport(new Uint8Array(bytes), { name: path })
  if (!report) throw new Error(`${path} is no report`)
  return {
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    kind: report.source.kind,
    state: 'read',
    code: null,
    message: null,
    duplicateOf: null,
    readings: [{ report, findings, checks }],
  }
}

export const failedRecord: ArchiveRecord = {
  path: 'lost/加密.pdf',
  sha256: 'ab'.repeat(32),
  bytes: 1234,
  kind: 'pdf',
  state: 'failed',
  code: 'pdf-encrypted',
  message: { en: 'The PDF asks for a password.', zh: '该 PDF 需要密码。' },
  duplicateOf: null,
  readings: [],
}

export const duplicateRecord = (of: ArchiveRecord): ArchiveRecord => ({
  ...of,
  path: 'z/副本.pdf',
  state: 'duplicate',
  code: 'input-duplicate',
  duplicateOf: of.path,
  readings: [],
})

/** Kinds of input, layouts and findings, small enough to be read often. */
export const archivePaths = [
  'docx/blank-zeros.docx',
  'html/rich-text.html',
  'pdf/chromium-scopes.pdf',
  'pdf/libreoffice-failing.pdf',
  'pdf/libreoffice-sideways.pdf',
  'text/tabs-failing.txt',
  'text/tabs-increases.txt',
]

export async function fixtureRecords(paths: readonly string[] = archivePaths): Promise<ArchiveRecord[]> {
  const read: ArchiveRecord[] = []
  for (const path of paths) read.push(await fixtureRecord(path))
  const [first] = read
  return first ? [...read, failedRecord, duplicateRecord(first)] : []
}

/** A record whose every text wants to be markup, a formula or a control sequence. */
export function hostileRecord(record: ArchiveRecord): ArchiveRecord {
  const evil = `=1+1</script><script>globalThis.hacked=1</script><img src=x onerror="globalThis.hacked=1">\u001b[31m\u2028\ud800`
  const copy = structuredClone(record) as { -readonly [K in keyof ArchiveRecord]: ArchiveRecord[K] }
  copy.path = `evil/<img src=x onerror=globalThis.hacked=1>.html`
  copy.message = { en: evil, zh: evil }
  for (const { report } of copy.readings) {
    report.issuer = evil
    report.title = evil
    for (const section of report.sections) section.heading = evil
    for (const table of report.applications) {
      table.scope = evil
      table.received.total = { ...table.received.total, raw: evil, state: 'unreadable', value: null, confidence: 0 }
      table.received.business = { ...table.received.business, raw: '-5', value: -5 }
      table.received.naturalPerson = { ...table.received.naturalPerson, raw: '-', state: 'filler', value: null }
    }
  }
  return copy
}

export async function* stream(records: readonly ArchiveRecord[]): AsyncGenerator<ArchiveRecord> {
  yield* records
}
