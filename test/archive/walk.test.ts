import { execFileSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readArchive, runArchive } from '../../dist/node/index.js'
import type { Location } from '../../src/node/archive/entry.js'
import { nameOf } from '../../src/node/archive/labels.js'
import { readMember } from '../../src/node/archive/members.js'
import { walk } from '../../src/node/archive/walk.js'
import { makeZip } from '../helpers/archive.js'
import { temporary } from '../helpers/command.js'

const folder = temporary()
const posix = process.platform !== 'win32'
const text = (words: string): Buffer => Buffer.from(words)

function fresh(name: string): string {
  const path = join(folder, name)
  mkdirSync(path)
  return path
}

const found = async (...paths: string[]): Promise<[string, string | null][]> =>
  (await walk(paths)).map(({ path, problem }) => [path, problem])

describe('names', () => {
  test.each([
    ['UTF-8', text('报告.pdf'), '报告.pdf'],
    ['decomposed', text('e\u0301.pdf'), 'é.pdf'],
    ['GB18030', Buffer.from([0xb1, 0xa8, 0xb8, 0xe6, 0x2e, 0x70, 0x64, 0x66]), '报告.pdf'],
    ['neither', Buffer.from([0x61, 0xff, 0xfe, 0xe6, 0x8a, 0xa5]), 'a\\xff\\xfe报'],
    ['a byte order mark is a part of it', text('\ufeffa'), '\ufeffa'],
  ])('%s', (_, bytes, name) => {
    expect(nameOf(bytes)).toBe(name)
  })
  test('any bytes have a name, in NFC, and different text has different names', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        const name = nameOf(bytes)
        expect(name).toBe(name.normalize('NFC'))
        expect(name).not.toBe('')
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(nameOf(text(name.replaceAll(/[\ud800-\udfff]/gu, '')))).toBe(
          name.replaceAll(/[\ud800-\udfff]/gu, '').normalize('NFC'),
        )
      }),
    )
  })
})

describe('folders', () => {
  test('every file once, in the order of paths, whatever the order on disk', async () => {
    const root = fresh('order')
    mkdirSync(join(root, 'b'))
    for (const name of ['b/2.txt', 'c.txt', 'b.txt', 'a.txt', 'b/1.txt', '甲.txt', 'B.txt'])
      writeFileSync(join(root, name), 'x')
    expect(await found(root)).toEqual(
      ['B.txt', 'a.txt', 'b.txt', 'b/1.txt', 'b/2.txt', 'c.txt', '甲.txt'].map((path) => [path, null]),
    )
  })
  test('several paths: relative to what holds them all, none twice', async () => {
    const root = join(folder, 'order')
    const paths = async (...given: string[]) =>
      (await found(...given.map((one) => join(root, one)))).map(([path]) => path)
    expect(await paths('a.txt', 'c.txt')).toEqual(['a.txt', 'c.txt'])
    expect(await paths('b', 'c.txt')).toEqual(['b/1.txt', 'b/2.txt', 'c.txt'])
    expect(await paths('b/1.txt', 'b', '.')).toEqual([
      'B.txt',
      'a.txt',
      'b.txt',
      'b/1.txt',
      'b/2.txt',
      'c.txt',
      '甲.txt',
    ])
    expect(await paths('b')).toEqual(['1.txt', '2.txt'])
    expect(await paths('b/../b/1.txt', 'b/1.txt')).toEqual(['1.txt'])
  })
  test.runIf(posix)('links are not followed, pipes and devices not opened', async () => {
    const root = fresh('special')
    writeFileSync(join(root, 'ok.txt'), 'x')
    linkSync(join(root, 'ok.txt'), join(root, 'hard.txt'))
    for (const [target, name] of [
      ['.', 'loop'],
      ['..', 'up'],
      ['b', 'a'],
      ['a', 'b'],
      ['/dev/zero', 'zero.pdf'],
      ['/proc/self/mem', 'mem.pdf'],
      ['nowhere', 'dangling.pdf'],
      ['ok.txt', 'link.txt'],
      ['/', 'all'],
    ] as const)
      symlinkSync(target, join(root, name))
    execFileSync('mkfifo', [join(root, 'pipe.pdf')])
    const links = ['a', 'all', 'b', 'dangling.pdf', 'link.txt', 'loop', 'mem.pdf', 'pipe.pdf', 'up', 'zero.pdf']
    expect(await found(root)).toEqual(
      [...links.map((path) => [path, 'input-special']), ['hard.txt', null], ['ok.txt', null]].sort(([a], [b]) =>
        String(a) < String(b) ? -1 : 1,
      ),
    )
    // A link that is named is meant.
    expect(await found(join(root, 'link.txt'))).toEqual([['ok.txt', null]])
    expect(await found('/dev/zero')).toEqual([['zero', 'input-special']])
    const states: unknown[] = []
    for await (const { path, state, code } of readArchive(root, { jobs: 1 })) states.push([path, state, code])
    expect(states).toHaveLength(12)
    expect(states).toContainEqual(['pipe.pdf', 'not-a-report', 'input-special'])
    expect(states).toContainEqual(['ok.txt', 'duplicate', 'input-duplicate'])
  })
  test.runIf(posix)('names that differ only in composition, and those that are no text', async () => {
    const root = fresh('names')
    const raw = (name: Buffer): Buffer => Buffer.concat([Buffer.from(`${root}/`), name])
    for (const name of [
      text('é.txt'),
      text('e\u0301.txt'),
      text('é.txt#2'),
      Buffer.from([0xff, 0xfe]),
      text('-rf'),
      text('__proto__'),
    ])
      writeFileSync(raw(name), 'x')
    expect((await found(root)).map(([path]) => path)).toEqual([
      '-rf',
      '\\xff\\xfe',
      '__proto__',
      'é.txt',
      'é.txt#2',
      'é.txt#3',
    ])
  })
  test.runIf(posix)('folders without end, and files larger than all that is read', async () => {
    const root = fresh('deep')
    mkdirSync(join(root, ...Array.from({ length: 80 }, () => 'd')), { recursive: true })
    writeFileSync(join(root, 'large.pdf'), '%PDF-1.7')
    truncateSync(join(root, 'large.pdf'), 20 * 2 ** 30)
    const records = []
    for await (const record of readArchive(root, { jobs: 1 })) records.push(record)
    expect(records.map(({ path, code, bytes, kind }) => [path.length, code, bytes, kind])).toEqual([
      [129, 'input-deep', null, null],
      [9, 'input-too-large', 20 * 2 ** 30, 'pdf'],
    ])
  })
  test('in an output folder, what people put there is an input, and what we wrote is none', async () => {
    const root = fresh('mixed-up')
    writeFileSync(join(root, '年报.txt'), '无')
    mkdirSync(join(root, 'sub'))
    writeFileSync(join(root, 'sub', 'reports.csv'), 'a')
    const before = await found(root)
    await runArchive(root, root, { jobs: 1 })
    expect(readdirSync(root).length).toBeGreaterThan(10)
    writeFileSync(join(root, 'decisions.json'), '{"schema":1,"decisions":[]}')
    expect(before).toEqual([
      ['sub/reports.csv', null],
      ['年报.txt', null],
    ])
    expect(await found(root)).toEqual(before)
    // Without the store, the same names are files like others.
    rmSync(join(root, '.nianbao'), { recursive: true })
    expect((await found(root)).map(([path]) => path)).toContain('reports.csv')
  })
  test('what belongs to the system or to a saved page', async () => {
    const root = fresh('beside')
    mkdirSync(join(root, '页面_files'))
    mkdirSync(join(root, '__MACOSX'))
    const beside = ['.DS_Store', 'Thumbs.db', '页面_files/a.css', '__MACOSX/x.pdf', '._报告.pdf']
    for (const name of [...beside, '页面.html', '页面_files/frame.html', 'files.css'])
      writeFileSync(join(root, name), 'x')
    expect(
      (await found(root))
        .filter(([, problem]) => problem === 'input-beside')
        .map(([path]) => path)
        .sort(),
    ).toEqual(beside.sort())
  })
})

describe('zip archives', () => {
  const write = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }
  test('members are inputs, by whatever name the archive has', async () => {
    const gbk = Buffer.from([0xb1, 0xa8, 0xb8, 0xe6, 0x2e, 0x74, 0x78, 0x74])
    const inner = makeZip([{ name: 'x.txt', data: text('inner') }])
    const path = write(
      'archive.bin',
      makeZip([
        { name: '年报/一.txt', data: text('1') },
        { name: '年报/', data: text('') },
        { name: gbk, data: text('2'), flags: 0 },
        { name: 'in.zip', data: inner },
        { name: 'link', data: text('/etc/passwd'), mode: 0o120777 },
        { name: 'locked.txt', data: text('3'), flags: 0x801 },
        { name: '__MACOSX/._x', data: text('4') },
      ]),
    )
    expect(await found(path)).toEqual([
      ['archive.bin/__MACOSX/._x', 'input-beside'],
      ['archive.bin/in.zip/x.txt', null],
      ['archive.bin/link', 'input-special'],
      ['archive.bin/locked.txt', 'zip-encrypted'],
      ['archive.bin/年报/一.txt', null],
      ['archive.bin/报告.txt', null],
    ])
  })
  test('names that would lead out of the archive are labels only', async () => {
    const names = ['../../etc/passwd', '/abs.txt', 'a/../../b.txt', '..\\c.txt', '.', 'x\u0000y', 'x\n.txt']
    const path = write('out.zip', makeZip(names.map((name) => ({ name, data: text(name) }))))
    expect((await found(path)).map(([one]) => one)).toEqual([
      'out.zip/_',
      'out.zip/a/b.txt',
      'out.zip/abs.txt',
      'out.zip/c.txt',
      'out.zip/etc/passwd',
      'out.zip/x\u0000y',
      'out.zip/x\n.txt',
    ])
  })
  test('documents that are archives are one input', async () => {
    for (const part of ['[Content_Types].xml', 'OFD.xml', 'mimetype', 'word/document.xml']) {
      const path = write(
        'document.zip',
        makeZip([
          { name: part, data: text('x') },
          { name: 'other.txt', data: text('y') },
        ]),
      )
      expect(await found(path)).toEqual([['document.zip', null]])
    }
  })
  test('what is damaged or empty is one input, and reading it says so', async () => {
    const good = makeZip([{ name: 'x.txt', data: text('x'.repeat(1000)) }])
    const root = fresh('damaged')
    writeFileSync(join(root, 'cut.zip'), good.subarray(0, good.length - 30))
    writeFileSync(join(root, 'empty.zip'), makeZip([]))
    const wrong = Buffer.from(good)
    // A byte of the packed data.
    wrong[45] = (wrong[45] ?? 0) ^ 0xff
    writeFileSync(join(root, 'wrong.zip'), wrong)
    const states: unknown[] = []
    for await (const { path, state, code } of readArchive(root, { jobs: 1 })) states.push([path, state, code])
    expect(states).toEqual([
      ['cut.zip', 'failed', 'zip-invalid'],
      ['empty.zip', 'failed', 'zip-several'],
      ['wrong.zip/x.txt', 'failed', 'zip-invalid'],
    ])
  })
  test('bombs: members that share their bytes, too many of them, archives in archives', async () => {
    const once = makeZip([{ name: 'a.txt', data: text('0'.repeat(100_000)) }])
    const offset = once.readUInt32LE(once.length - 6)
    const entry = once.subarray(offset, once.length - 22)
    const tail = Buffer.from(once.subarray(-22))
    tail.writeUInt16LE(2000, 8)
    tail.writeUInt16LE(2000, 10)
    tail.writeUInt32LE(entry.length * 2000, 12)
    const shared = Buffer.concat([once.subarray(0, offset), ...Array.from({ length: 2000 }, () => entry), tail])
    expect(await found(write('shared.zip', shared))).toEqual([['shared.zip', 'input-too-large']])
    let nested = makeZip([{ name: 'x.txt', data: text('x') }])
    for (let i = 0; i < 20; i++) nested = makeZip([{ name: 'n.zip', data: nested }])
    expect(await found(write('nested.zip', nested))).toEqual([['nested.zip/n.zip/n.zip', 'input-deep']])
    const ratio = makeZip([{ name: 'zero.txt', data: Buffer.alloc(300 * 2 ** 20) }])
    expect(ratio.length).toBeLessThan(2 ** 20)
    expect(await found(write('ratio.zip', ratio))).toEqual([['ratio.zip', 'input-too-large']])
  })
  test('the members of archives in an archive count as its own', async () => {
    const names = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `${i}`, data: text('') }))
    const many = makeZip(names(45_000))
    const path = write('many.zip', makeZip(['a.zip', 'b.zip', 'c.zip', 'd.zip'].map((name) => ({ name, data: many }))))
    const all = await found(path)
    expect(all.filter(([, problem]) => problem !== null)).toEqual([
      ['many.zip/c.zip', 'input-too-large'],
      ['many.zip/d.zip', 'input-too-large'],
    ])
    expect(all).toHaveLength(90_002)
  })
  test('members of two inner archives, asked for side by side', async () => {
    const inner = (word: string): Buffer => makeZip(['1', '2', '3'].map((name) => ({ name, data: text(word + name) })))
    const path = write('inner.zip', makeZip(['a', 'b'].map((name) => ({ name: `${name}.zip`, data: inner(name) }))))
    const members = (await walk([path])).map(({ location }) => location as Extract<Location, { in: 'archive' }>)
    const read = await Promise.all(members.flatMap((one) => [one, one]).map((one) => readMember(one, 100)))
    expect(read.map((bytes) => Buffer.from(bytes).toString())).toEqual(
      ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'].flatMap((word) => [word, word]),
    )
  })
  test('a member that is packed by a method we do not have is not called damaged', async () => {
    const zip = makeZip([{ name: 'x.txt', data: text('x') }])
    // BZip2, in the local header and in the list.
    zip.writeUInt16LE(12, 8)
    zip.writeUInt16LE(12, zip.readUInt32LE(zip.length - 6) + 10)
    const states: unknown[] = []
    for await (const { path, state, code } of readArchive(write('bzip2.zip', zip), { jobs: 1 }))
      states.push([path, state, code])
    expect(states).toEqual([['bzip2.zip/x.txt', 'failed', 'unsupported-kind']])
  })
  test('a member that says less of its size than it has', async () => {
    const zip = makeZip([{ name: 'lies.txt', data: Buffer.alloc(1_000_000, 49) }])
    const table = zip.readUInt32LE(zip.length - 6)
    zip.writeUInt32LE(10, table + 24)
    const states: unknown[] = []
    for await (const { path, state, code } of readArchive(write('lies.zip', zip), { jobs: 1 }))
      states.push([path, state, code])
    expect(states).toEqual([['lies.zip/lies.txt', 'failed', 'zip-invalid']])
  })
  test('the file itself is not changed', () => {
    expect(readFileSync(join(folder, 'out.zip')).length).toBeGreaterThan(0)
  })
})
