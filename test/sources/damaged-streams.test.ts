/** PDFs of which a packed stream is damaged: what is read of them is doubtful, or read by the engine that reads more. */
import { readFileSync } from 'node:fs'
import { deflateSync, inflateSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { cellsOf, readReport } from '../../src/index.js'
import { DOUBTFUL } from '../../src/report/confidence.js'
import { hasDamagedStream } from '../../src/sources/pdf-survey.js'
import { parseCsv } from '../../src/text/csv.js'

const folder = new URL('../../fixtures/pdf/', import.meta.url)
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const whole = latin(readFileSync(new URL('libreoffice-solid.pdf', folder)))
const damaged = (text: string): boolean => hasDamagedStream(bytesOf(text), () => {})

/** Begin and end of what is packed in the streams whose dictionaries fit. */
const streams = (text: string, of: RegExp): [number, number][] =>
  [...text.matchAll(/<<((?:(?!endobj).)*?)>>\s*stream\r?\n/gs)].flatMap(({ 0: head, 1: dictionary = '', index }) =>
    of.test(dictionary) ? [[index + head.length, text.indexOf('endstream', index + head.length) - 1]] : [],
  )
const flipped = (text: string, at: number): string =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
const FONT = /\/Length1\b/
const CONTENT = /^(?!.*\/Length1).*\/FlateDecode/s
const [[from, to] = [0, 0]] = streams(whole, CONTENT)
const withoutMaps = (text: string): string => text.replaceAll('/ToUnicode', '/ToUnicodx')

describe('a damaged stream is told', () => {
  test.each([
    ['a whole file', whole, false],
    ['a letter of the packed text', flipped(whole, Math.floor((from + to) / 2)), true],
    ['the checksum', flipped(whole, to - 1), true],
    ['a font of which the file says which letters its glyphs are', flipped(whole, fontMiddle(whole)), false],
    ['a font alone', flipped(withoutMaps(whole), fontMiddle(whole)), true],
    ['a file with a password', flipped(whole, to - 1).replace('%%EOF', '%/Encrypt\n%%EOF'), false],
  ])('%s', (_, text, expected) => expect(damaged(text)).toBe(expected))

  /** A file of one packed stream, with what is put behind its data. */
  const one = (change: (packed: Buffer) => Buffer): string => {
    const packed = change(deflateSync(Buffer.from('BT (1) Tj ET\n'.repeat(40))))
    return `%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed.toString('latin1')}\nendstream\nendobj\n%%EOF`
  }
  test.each([
    ['it is whole', (packed: Buffer) => packed, false],
    ['a line end is counted with it', (packed: Buffer) => Buffer.concat([packed, Buffer.from('\n')]), false],
    ['its checksum is left out', (packed: Buffer) => packed.subarray(0, -4), false],
    ['its end is cut off', (packed: Buffer) => packed.subarray(0, -9), true],
    ['it has no head', (packed: Buffer) => packed.subarray(2), true],
  ])('a stream: %s', (_, change, expected) => expect(damaged(one(change))).toBe(expected))
})

function fontMiddle(text: string): number {
  const [[start, end] = [0, 0]] = streams(text, FONT)
  return Math.floor((start + end) / 2)
}

/** The map from glyphs to letters, packed without loss and without compression, so that a digit can be changed in it. */
function withWrongMap(text: string): string {
  const [start, end] = streams(text, CONTENT).find(([at, until]) => {
    try {
      return inflateSync(Buffer.from(text.slice(at, until), 'latin1')).includes('beginbfchar')
    } catch {
      return false
    }
  }) ?? [0, 0]
  const map = inflateSync(Buffer.from(text.slice(start, end), 'latin1')).toString('latin1')
  const stored = deflateSync(Buffer.from(map, 'latin1'), { level: 0 }).toString('latin1')
  expect(stored).toContain('<0030>')
  return `${text.slice(0, start)}${stored.replace('<0030>', '<0031>')}${text.slice(end)}`.replace(
    /startxref[\s\S]*$/,
    '%%EOF\n',
  )
}

describe('what is read of a damaged file', () => {
  const truth = new Map<string, string>()
  beforeAll(() => {
    const cells = parseCsv(readFileSync(new URL('libreoffice-solid.cells.csv', folder), 'utf8'))
    for (const { table, instance, row, column, value } of cells)
      truth.set(`${table} ${instance} ${row} ${column}`, value ?? '')
  })
  const figures = async (bytes: Uint8Array) => {
    const { report, findings } = await readReport(bytes, { name: 'x.pdf', ocr: 'off' })
    const all = report ? [...cellsOf(report)] : []
    const given = all.filter(({ figure }) => figure.value !== null)
    const wrong = given.filter(
      ({ table, instance, row, column, figure }) =>
        truth.get(`${table} ${instance} ${row} ${column}`) !== String(figure.value),
    )
    return { report, codes: findings.map(({ code }) => code), given, wrong }
  }
  test('a 0 that its font takes for a 1 is doubtful, and all the others', async () => {
    const bytes = bytesOf(withWrongMap(whole))
    const { given, wrong, codes } = await figures(bytes)
    expect(wrong.length).toBeGreaterThan(10)
    expect(given.filter(({ figure }) => figure.confidence >= DOUBTFUL)).toEqual([])
    expect(codes).toContain('read/degraded')
  })
  test('digits without a width stand on each other, and nobody knows how many there are', async () => {
    let changed = 0
    const text = whole.replace(/\/Widths\[[^\]]*\]/g, (widths) =>
      widths.replace(/\b599\b/g, () => {
        changed++
        return '  0'
      }),
    )
    expect(changed).toBeGreaterThan(5)
    const { report, wrong, given } = await figures(bytesOf(text))
    expect(report?.source.engines).toHaveProperty('pdfjs-dist')
    expect(wrong).toEqual([])
    expect(given.filter(({ figure }) => figure.raw.length === 1).length).toBeGreaterThan(100)
    expect(given.filter(({ figure }) => figure.raw.length > 1)).toEqual([])
  })
  test('the text of a lost font is read by the engine that reads it', async () => {
    let text = whole
    for (const [start, end] of streams(whole, FONT))
      text = text.slice(0, start) + '\0'.repeat(end - start) + text.slice(end)
    const { report, given, wrong, codes } = await figures(bytesOf(text))
    expect(report?.source.engines).toHaveProperty('pdfium')
    expect(given.length).toBeGreaterThan(50)
    expect(wrong).toEqual([])
    expect(given.filter(({ figure }) => figure.confidence >= DOUBTFUL)).toEqual([])
    expect(codes).toContain('read/degraded')
    // The other engine alone leaves it out.
    const alone = await readReport(bytesOf(text), { name: 'x.pdf', engine: 'pdfjs', ocr: 'off' })
    expect(alone.findings.map(({ code }) => code)).toContain('read/font-lost')
  })
  test('it says the same whatever was read before', async () => {
    const repeat = latin(readFileSync(new URL('libreoffice-repeat.pdf', folder)))
    // One bit in each font, where pdf.js warns by the number that it gives the file.
    const text = streams(repeat, FONT).reduce(
      (now, [start, end]) => flipped(now, start + Math.floor((end - start) * 0.0375)),
      repeat,
    )
    const findings = async () =>
      (await readReport(bytesOf(text), { name: 'x.pdf', engine: 'pdfjs', ocr: 'off' })).findings
    const first = await findings()
    expect(first.map(({ code }) => code)).toContain('read/engine-warning')
    expect(await findings()).toEqual(first)
    expect(JSON.stringify(first)).not.toMatch(/g_d\d/)
  })
})
