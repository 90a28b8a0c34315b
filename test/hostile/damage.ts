/** Reports damaged on purpose, as transport, disks, web sites and offices damage them, and what must come of each. */

import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { makeZip, seeded } from '../helpers/archive.js'
import { inRoot } from '../helpers/command.js'

type Kind = 'pdf' | 'docx' | 'html' | 'text'

/** `read`: as the whole report. `states`: any of these, as `state` or `state code`. */
interface Damage {
  readonly name: string
  readonly of: readonly Kind[]
  readonly act: (bytes: Buffer, random: () => number) => Uint8Array
  /** Ending of the file name, where it is not that of the report. */
  readonly ending?: string
  /** Fixtures that are not damaged in this way. */
  readonly but?: RegExp
  readonly states: readonly string[]
}

export interface Damaged {
  readonly file: string
  readonly damage: string
  readonly fixture: string
  readonly bytes: Uint8Array
  readonly states: readonly string[]
}

const all: readonly Kind[] = ['pdf', 'docx', 'html', 'text']
const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const cut = (share: number) => (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * share))
const flip =
  (count: number, from = 0) =>
  (bytes: Buffer, random: () => number): Buffer => {
    const flipped = Buffer.from(bytes)
    for (let i = 0; i < count; i++) {
      const at = Math.floor((from + random() * (1 - from)) * bytes.length)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8))
    }
    return flipped
  }
const hole =
  (value: number, length: number) =>
  (bytes: Buffer, random: () => number): Buffer => {
    const holed = Buffer.from(bytes)
    const at = Math.floor(random() * Math.max(1, bytes.length - length))
    holed.fill(value, at, at + length)
    return holed
  }

/** A trailer behind the last one that says: all strings and streams are encrypted (ISO 32000-1, 7.6). */
function encrypted(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1')
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? '0'
  const root = /\/Root (\d+ \d+ R)/.exec(text)?.[1] ?? '1 0 R'
  const size = /\/Size (\d+)/.exec(text)?.[1] ?? '100'
  const key = '00'.repeat(31)
  const trailer = `<< /Size ${size} /Root ${root} /Prev ${before} /ID [<${key}><${key}>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${'5a'.repeat(32)}> /U <${'a5'.repeat(32)}> >> >>`
  return Buffer.concat([bytes, latin(`\nxref\n0 0\ntrailer\n${trailer}\nstartxref\n${bytes.length + 1}\n%%EOF\n`)])
}

/** A compound file whose directory names the parts of a document with a password ([MS-OFFCRYPTO] 1.3.1). */
function withPassword(): Buffer {
  const file = Buffer.alloc(4608)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file)
  Buffer.from('EncryptionInfo', 'utf16le').copy(file, 1024)
  Buffer.from('EncryptedPackage', 'utf16le').copy(file, 1152)
  return file
}

const page = (title: string, body: string): Buffer =>
  Buffer.from(
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`,
  )

const ANY_LOSS = ['partial', 'failed', 'not-a-report']

export const damages: readonly Damage[] = [
  { name: 'empty', of: all, act: () => new Uint8Array(0), states: ['failed input-empty'] },
  { name: 'zeros', of: all, act: (bytes) => Buffer.alloc(bytes.length), states: ['failed unknown-kind'] },
  {
    name: 'noise',
    of: all,
    act: (bytes, random) => Buffer.from(bytes.map(() => Math.floor(random() * 256))),
    states: ['failed'],
  },
  {
    name: 'gone',
    of: all,
    act: (bytes) => page('404 Not Found', `<h1>您访问的页面不存在</h1><p>${bytes.length}</p><a href="/">返回首页</a>`),
    states: ['not-a-report locate/not-a-report'],
  },
  {
    name: 'title-only',
    of: all,
    act: (bytes) =>
      page(
        '某县2023年政府信息公开工作年度报告',
        `<h1>某县2023年政府信息公开工作年度报告</h1><div id="pdf">${bytes.length}</div>`,
      ),
    states: ['partial locate/table-missing'],
  },
  {
    name: 'sign-in',
    of: all,
    act: (bytes) => page('统一身份认证', `<form>用户名<input>密码<input type="password"><p>${bytes.length}</p></form>`),
    states: ['not-a-report locate/not-a-report'],
  },
  { name: 'gzip', of: all, act: (bytes) => gzipSync(bytes), states: ['failed'] },
  {
    name: 'wrong-ending',
    of: ['pdf', 'docx', 'html'],
    // Half a character of UTF-16 would be damage of its own.
    act: (bytes) => Buffer.concat([bytes, latin(bytes[0] === 0xff && bytes[1] === 0xfe ? '\n\0' : '\n')]),
    ending: '.txt',
    states: ['read'],
  },
  {
    name: 'zipped',
    of: all,
    act: (bytes) => makeZip([{ name: 'report', data: Buffer.concat([bytes, latin('\n\n')]) }]),
    ending: '.zip',
    states: ['read'],
  },
  { name: 'cut-1', of: ['pdf', 'docx'], act: cut(0.01), states: ['failed'] },
  { name: 'cut-10', of: ['pdf', 'docx'], act: cut(0.1), states: ['failed'] },
  { name: 'cut-50', of: ['pdf', 'docx'], act: cut(0.5), states: ['failed'] },
  { name: 'cut-90', of: ['pdf', 'docx'], act: cut(0.9), states: ['failed', 'partial'] },
  { name: 'cut-99', of: ['pdf', 'docx'], act: cut(0.99), states: ['failed', 'partial', 'read'] },
  // What is missing of a text nobody can see: a shorter report is one too.
  { name: 'cut-20', of: ['html', 'text'], act: cut(0.2), states: ['read', ...ANY_LOSS] },
  { name: 'cut-70', of: ['html', 'text'], act: cut(0.7), states: ['read', ...ANY_LOSS] },
  { name: 'cut-95', of: ['html', 'text'], act: cut(0.95), states: ['read', ...ANY_LOSS] },
  { name: 'flip-1', of: ['pdf', 'docx'], act: flip(1, 0.1), states: ['read', ...ANY_LOSS] },
  { name: 'flip-8', of: ['pdf', 'docx'], act: flip(8), states: ['read', ...ANY_LOSS] },
  { name: 'flip-64', of: ['pdf', 'docx'], act: flip(64), states: ['read', ...ANY_LOSS] },
  { name: 'hole', of: ['pdf', 'docx'], act: hole(0, 1024), states: ['read', ...ANY_LOSS] },
  { name: 'sectors', of: ['pdf', 'docx'], act: hole(0xff, 4096), states: ['read', ...ANY_LOSS] },
  { name: 'hole', of: ['html', 'text'], act: hole(0, 200), states: ['read', ...ANY_LOSS] },
  {
    name: 'as-text',
    of: ['pdf', 'docx'],
    act: (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
    states: ['read', ...ANY_LOSS],
  },
  {
    name: 're-encoded',
    of: ['pdf', 'docx'],
    act: (bytes) => Buffer.from(bytes.toString('latin1'), 'utf8'),
    states: ['failed', 'partial'],
  },
  {
    name: 'replaced',
    of: ['pdf', 'docx'],
    act: (bytes) => Buffer.from(bytes.toString('utf8'), 'utf8'),
    states: ['failed', 'partial'],
  },
  {
    name: 'headers',
    // UTF-16 behind one byte a character is nothing; a web archive has headers of its own.
    but: /utf16|mhtml/,
    of: ['pdf', 'html', 'text'],
    act: (bytes) => Buffer.concat([latin('HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 1\r\n\r\n'), bytes]),
    states: ['read', 'partial'],
  },
  {
    name: 'junk-behind',
    of: ['pdf'],
    act: (bytes) => Buffer.concat([bytes, Buffer.alloc(3000, 32)]),
    states: ['read', 'partial'],
  },
  { name: 'twice', of: ['pdf'], act: (bytes) => Buffer.concat([bytes, bytes]), states: ['read', 'partial'] },
  { name: 'password', of: ['pdf'], act: encrypted, states: ['failed pdf-encrypted'] },
  { name: 'password', of: ['docx'], act: withPassword, states: ['failed zip-encrypted'] },
  {
    name: 'no-table',
    of: ['pdf'],
    act: (bytes) => latin(bytes.toString('latin1').replace(/startxref[\s\S]*$/, '')),
    states: ['read', 'partial', 'failed'],
  },
  {
    name: 'no-part',
    of: ['docx'],
    act: (bytes) => latin(bytes.toString('latin1').replaceAll('word/document.xml', 'word/documint.xml')),
    states: ['failed zip-invalid'],
  },
  {
    name: 'comment',
    of: ['text', 'html'],
    act: (bytes, random) => Buffer.concat([bytes, latin(`<!-- ${Math.floor(random() * 1e6)} -->`)]),
    states: ['read', 'partial'],
  },
  {
    name: 'mojibake',
    of: ['text', 'html'],
    // Decoded by the wrong table, and saved.
    act: (bytes) => Buffer.from(new TextDecoder('gb18030').decode(bytes), 'utf8'),
    states: ['read', ...ANY_LOSS],
  },
  {
    name: 'utf-16',
    of: ['text'],
    act: (bytes) => Buffer.from(`\ufeff${bytes.toString('utf8')}\n`, 'utf16le'),
    states: ['read', ...ANY_LOSS],
  },
  {
    name: 'no-breaks',
    of: ['text'],
    act: (bytes) => Buffer.from(bytes.toString('latin1').replace(/[\r\n\t]+/g, ' '), 'latin1'),
    states: ['read', ...ANY_LOSS],
  },
  {
    name: 'tags-lost',
    of: ['html'],
    act: (bytes) => Buffer.from(bytes.toString('latin1').replace(/<\/?t[rdh][^>]*>/gi, ' '), 'latin1'),
    states: ['read', ...ANY_LOSS],
  },
]

const FOLDERS: readonly (readonly [string, Kind, RegExp, number])[] = [
  // Every third of the PDFs, so that it ends in time; all of the others.
  ['pdf', 'pdf', /\.pdf$/, 3],
  ['docx', 'docx', /\.docx$/, 1],
  ['html', 'html', /\.m?html$/, 1],
  ['text', 'text', /\.txt$/, 1],
]

/** All damaged reports, the same ones every time. */
export function damagedReports(): Damaged[] {
  return FOLDERS.flatMap(([folder, kind, ending, step]) =>
    readdirSync(inRoot(`fixtures/${folder}`))
      .filter((name) => ending.test(name))
      .sort()
      .filter((_, i) => i % step === 0)
      .flatMap((fixture, number) => {
        const bytes = readFileSync(inRoot(`fixtures/${folder}/${fixture}`))
        return damages
          .filter(({ of, but }) => of.includes(kind) && !but?.test(fixture))
          .map((damage, i): Damaged => {
            const random = seeded(1_000 * i + number)
            const own = fixture.slice(fixture.lastIndexOf('.'))
            return {
              file: `${kind}-${fixture.replace(/\.\w+$/, '')}.${damage.name}${damage.ending ?? own}`,
              damage: damage.name,
              fixture: `fixtures/${folder}/${fixture}`,
              bytes: damage.act(bytes, random),
              states: damage.states,
            }
          })
      }),
  )
}
