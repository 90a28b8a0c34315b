import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../../src/errors.js'
import { readReport } from '../../src/index.js'
import { crc32, listZip, unpack } from '../../src/sources/zip.js'
import { isInstalled } from '../helpers/command.js'

const file = (path: string): Uint8Array => new Uint8Array(readFileSync(join('fixtures', path)))
const [txt, html, mhtml, docx, pdf] = [
  'text/tabs-solid.txt',
  'html/rich-text.html',
  'html/saved.mhtml',
  'docx/solid.docx',
  'pdf/libreoffice-solid.pdf',
].map(file) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
const issuerOf = async (files: Zippable): Promise<string | null | undefined> =>
  (await readReport(zipSync(files))).report?.issuer
const failure = async (bytes: Uint8Array, limits: Readonly<Record<string, number>> = {}): Promise<string> => {
  try {
    await readReport(bytes, { limits })
    return 'read'
  } catch (error) {
    expect(error).toBeInstanceOf(NianbaoError)
    return (error as NianbaoError).code
  }
}

const CENTRAL = 0x02014b50
/** Change the fields of all entries: `at` is the place in the table of contents, `local` the same in front of the data. */
function patched(
  bytes: Uint8Array,
  changes: readonly { at: number; local?: number; size: 2 | 4; value: number }[],
): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  for (let i = 0; i + 46 <= copy.length; i++) {
    if (view.getUint32(i, true) !== CENTRAL) continue
    const head = view.getUint32(i + 42, true)
    for (const { at, local, size, value } of changes) {
      const set = (place: number): void =>
        size === 2 ? view.setUint16(place, value, true) : view.setUint32(place, value, true)
      set(i + at)
      if (local !== undefined) set(head + local)
    }
  }
  return copy
}

describe('one report in an archive', () => {
  test.each([
    ['text', '报告.txt', txt, '清河县人民政府'],
    ['page', '报告.html', html, '丰台镇人民政府'],
    ['web archive', '报告.mht', mhtml, '玉泉县统计局'],
    ['Word file', '报告.docx', docx, '清河县人民政府'],
    ['PDF', '报告.pdf', pdf, '清河县人民政府'],
    ['file without an ending', 'report', txt, '清河县人民政府'],
    ['file in folders', '2023/年报/报告.txt', txt, '清河县人民政府'],
  ])('%s', async (_what, name, bytes, issuer) => {
    expect(await issuerOf({ [name]: bytes })).toBe(issuer)
    expect(await issuerOf({ [name]: [bytes, { level: 0 }] })).toBe(issuer)
  })
  test('what systems and browsers leave beside it does not count', async () => {
    const rubbish = strToU8('x')
    expect(
      await issuerOf({
        '__MACOSX/._报告.txt': rubbish,
        '.DS_Store': rubbish,
        'Thumbs.db': rubbish,
        '图/': new Uint8Array(),
        '图/1.jpg': rubbish,
        '报告.txt': txt,
      }),
    ).toBe('清河县人民政府')
    expect(
      await issuerOf({
        '报告.html': html,
        '报告_files/logo.png': rubbish,
        '报告_files/frame.html': rubbish,
        '报告_files/a.js': rubbish,
      }),
    ).toBe('丰台镇人民政府')
    expect(
      await issuerOf({ '报告.html': html, '报告.files/filelist.xml': rubbish, '报告.files/header.htm': rubbish }),
    ).toBe('丰台镇人民政府')
  })
  test('an archive in an archive, and no deeper', async () => {
    const once = zipSync({ '报告.txt': txt })
    const twice = zipSync({ 'a.zip': once })
    expect((await readReport(twice)).report?.issuer).toBe('清河县人民政府')
    expect(await failure(zipSync({ 'b.zip': twice }))).toBe('zip-several')
  })
  test('a Word file counts as itself, not as an archive', async () => {
    const twice = zipSync({ 'a.zip': zipSync({ '报告.docx': docx }) })
    expect((await readReport(twice)).report?.source.kind).toBe('docx')
  })
  test('a saved page that shows its report in a frame', async () => {
    const around = strToU8('<title>年报</title><p>政务公开</p><iframe src="./年报_files/detail.html"></iframe>')
    const frames = { '年报_files/a.html': strToU8('\u0000\u0001'), '年报_files/detail.html': html }
    const own = await readReport(html)
    const read = await readReport(zipSync({ '年报.html': around, ...frames }))
    expect(read.report?.issuer).toBe(own.report?.issuer)
    expect(read.report?.applications).toHaveLength(own.report?.applications.length ?? -1)
    // Of another page, or beside one that has the report itself.
    expect((await readReport(zipSync({ '年报.html': around, '年报_files/a.html': around }))).report).toBeNull()
    expect((await readReport(zipSync({ '年报.html': html, '年报_files/detail.html': around }))).report?.issuer).toBe(
      own.report?.issuer,
    )
  })
  test('names in GBK', async () => {
    const bytes = zipSync({ 'aaaa.txt': txt })
    const name = [0xb1, 0xa8, 0xb8, 0xe6]
    for (let i = 0; i + 4 <= bytes.length; i++)
      if (bytes.subarray(i, i + 8).every((byte, k) => byte === 'aaaa.txt'.charCodeAt(k))) bytes.set(name, i)
    expect(listZip(bytes).map((entry) => entry.name)).toEqual(['报告.txt'])
    expect((await readReport(bytes)).report?.issuer).toBe('清河县人民政府')
  })
  test('a comment behind the archive', async () => {
    const bytes = zipSync({ '报告.txt': txt })
    const comment = strToU8('packed by hand')
    const longer = new Uint8Array([...bytes, ...comment])
    new DataView(longer.buffer).setUint16(bytes.length - 2, comment.length, true)
    expect((await readReport(longer)).report?.issuer).toBe('清河县人民政府')
  })
})

describe('archives that are not read', () => {
  test.each<[string, Zippable]>([
    ['two reports', { 'a.txt': txt, 'b.txt': txt }],
    ['a page and its PDF', { 'a.html': html, 'a.pdf': pdf }],
    ['two Word files', { 'a.docx': docx, 'b.docx': docx }],
    ['nothing', {}],
    ['pictures', { 'a.jpg': strToU8('x'), 'b.jpg': strToU8('x') }],
    ['files of other programs', { 'a.exe': strToU8('x'), 'b.dat': strToU8('x') }],
  ])('%s: zip-several', async (_what, files) => {
    expect(await failure(zipSync(files))).toBe('zip-several')
  })
  test('a workbook: unsupported-kind', async () => {
    expect(await failure(zipSync({ 'xl/workbook.xml': strToU8('<x/>') }))).toBe('unsupported-kind')
  })
  test('an OFD document: unsupported-kind', async () => {
    expect(await failure(zipSync({ 'OFD.xml': strToU8('<x/>'), 'Doc_0/Document.xml': strToU8('<x/>') }))).toBe(
      'unsupported-kind',
    )
  })
  test.each([
    ['application/vnd.oasis.opendocument.text', 'office-needed'],
    ['application/vnd.oasis.opendocument.spreadsheet', 'unsupported-kind'],
    ['application/epub+zip', 'unsupported-kind'],
  ])('%s: %s', async (type, code) => {
    const parts: Zippable = { mimetype: [strToU8(type), { level: 0 }], 'content.xml': strToU8('<x/>') }
    expect(await failure(zipSync(parts))).toBe(code)
  })
  test('an old Word file: office-needed', async () => {
    const ole = new Uint8Array([
      0xd0,
      0xcf,
      0x11,
      0xe0,
      ...new Uint8Array(600),
      ...Buffer.from('WordDocument', 'utf16le'),
    ])
    expect(await failure(zipSync({ 'a.doc': ole }))).toBe('office-needed')
  })
  test('encrypted, also as a Word file', async () => {
    const flags = [{ at: 8, local: 6, size: 2, value: 1 }] as const
    expect(await failure(patched(zipSync({ 'a.txt': txt }), flags))).toBe('zip-encrypted')
    expect(await failure(patched(docx, flags))).toBe('zip-encrypted')
  })
  test('a method that few programs know', async () => {
    expect(await failure(patched(zipSync({ 'a.txt': txt }), [{ at: 10, local: 8, size: 2, value: 12 }]))).toBe(
      'zip-invalid',
    )
  })
})

describe('archives that are damaged', () => {
  const zip = zipSync({ 'a.txt': txt })
  const stored = zipSync({ 'a.txt': txt }, { level: 0 })
  test('a checksum that does not agree, be it the sum or the digits', async () => {
    expect(await failure(patched(zip, [{ at: 16, local: 14, size: 4, value: 7 }]))).toBe('zip-invalid')
    const changed = stored.slice()
    const digit = changed.findIndex((byte, i) => i > 200 && byte === 0x30)
    changed[digit] = 0x31
    expect(await failure(changed)).toBe('zip-invalid')
  })
  test('a Word file with a damaged part', async () => {
    const changed = docx.slice()
    const { offset, packed } = listZip(changed).find(({ name }) => name === 'word/document.xml')!
    const at = offset + (packed >> 1)
    changed[at] = changed[at]! ^ 0x55
    expect(await failure(changed)).toBe('zip-invalid')
  })
  test('a size that lies: less or more than there is', async () => {
    for (const value of [10, txt.length - 1, txt.length + 1, 1_000_000]) {
      expect(await failure(patched(zip, [{ at: 24, local: 22, size: 4, value }])), String(value)).toBe('zip-invalid')
      expect(await failure(patched(stored, [{ at: 24, local: 22, size: 4, value }])), String(value)).toBe('zip-invalid')
    }
    expect(await failure(patched(zip, [{ at: 20, local: 18, size: 4, value: 0x7fffffff }]))).toBe('zip-invalid')
    expect(await failure(patched(zip, [{ at: 42, size: 4, value: 0x7fffffff }]))).toBe('zip-invalid')
  })
  test('cut off', async () => {
    for (const bytes of [
      zip.subarray(0, zip.length - 30),
      zip.subarray(0, 100),
      zip.subarray(0, 4),
      docx.subarray(0, 5000),
    ])
      expect(await failure(bytes)).toBe('zip-invalid')
  })
  test('property: whatever bytes change, the figures are the same or the error is ours', async () => {
    const { report } = await readReport(zip)
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = zip.slice()
        changed[at] = changed[at]! ^ mask
        try {
          const read = await readReport(changed, { kind: 'docx' })
          expect(read.report?.applications).toEqual(report?.applications)
        } catch (error) {
          expect(error).toBeInstanceOf(NianbaoError)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('limits', () => {
  test('a file larger than the limit, as it says or as it turns out', async () => {
    const large = new Uint8Array(3_000_000).fill(48)
    const bomb = zipSync({ 'a.txt': large }, { level: 9 })
    expect(bomb.length).toBeLessThan(10_000)
    const limits = { bytes: 1_000_000 }
    expect(await failure(bomb, limits)).toBe('input-too-large')
    expect(await failure(patched(bomb, [{ at: 24, local: 22, size: 4, value: 500 }]), limits)).toBe('input-too-large')
  })
  test('the text of a Word file', async () => {
    const body = `<w:document><w:body>${'<w:p/>'.repeat(100_000)}</w:body></w:document>`
    expect(await failure(zipSync({ 'word/document.xml': strToU8(body) }), { textLength: 100_000 })).toBe(
      'input-too-large',
    )
  })
  test('archives in archives', async () => {
    const inner = zipSync({ 'a.txt': new Uint8Array(3_000_000).fill(48) }, { level: 9 })
    expect(await failure(zipSync({ 'a.zip': inner }), { bytes: 1_000_000 })).toBe('input-too-large')
  })
  test('more entries than any archive of reports has', async () => {
    const bytes = zipSync({ 'a.txt': txt })
    const view = new DataView(bytes.buffer)
    view.setUint16(bytes.length - 22 + 10, 20_000, true)
    expect(await failure(bytes)).toBe('input-too-large')
  })
  test('time is looked at while unpacking', () => {
    const bytes = zipSync({ 'a.txt': new Uint8Array(3_000_000).fill(48) }, { level: 1 })
    const [entry] = listZip(bytes)
    let looks = 0
    const alive = (): void => {
      looks++
      throw new NianbaoError('time-limit')
    }
    expect(() => unpack(bytes, entry!, 10_000_000, alive)).toThrow(NianbaoError)
    expect(looks).toBe(1)
  })
})

describe('the format', () => {
  test('checksum of the standard', () => {
    expect(crc32(strToU8('123456789'))).toBe(0xcbf43926)
    expect(crc32(new Uint8Array())).toBe(0)
  })
  test.skipIf(!isInstalled('zip', '-v'))('archives of another program, to a file and to a pipe', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nianbao-test-'))
    try {
      writeFileSync(join(folder, 'report.txt'), txt)
      execFileSync('zip', ['-q', 'a.zip', 'report.txt'], { cwd: folder })
      const piped = execFileSync('zip', ['-q', '-', 'report.txt'], { cwd: folder })
      for (const bytes of [readFileSync(join(folder, 'a.zip')), piped])
        expect((await readReport(bytes)).report?.issuer).toBe('清河县人民政府')
      execFileSync('zip', ['-q', '-P', 'secret', 'b.zip', 'report.txt'], { cwd: folder })
      expect(await failure(readFileSync(join(folder, 'b.zip')))).toBe('zip-encrypted')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
