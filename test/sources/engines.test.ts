/** Two PDF engines, one reading. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readReport } from '../../src/index.js'
import { resolveOptions } from '../../src/options.js'
import { readPdf } from '../../src/sources/pdf.js'
import { surveyPdf } from '../../src/sources/pdf-survey.js'
import type { Page, Ruling } from '../../src/types.js'
import { makePdf, show } from '../helpers/pdf.js'

const folder = new URL('../../fixtures/pdf/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.pdf'))
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)))
const read = (bytes: Uint8Array, engine: 'auto' | 'pdfjs' | 'pdfium') =>
  readPdf(bytes, { options: resolveOptions({ engine, ocr: 'off' }), alive() {}, expectPages() {} })

/** Places of the two engines differ by no more, in points: producers round widths, and each engine fills the gaps in its own way. */
const TOLERANCE = 0.15

interface Glyph {
  readonly char: string
  readonly how: string
  readonly at: readonly number[]
}

const glyphsOf = (page: Page): Glyph[] =>
  page.runs.flatMap(({ chars = [], stops = [], box, direction, size, hidden, faint }) =>
    chars.flatMap((char, i) =>
      char === ' '
        ? []
        : [
            {
              char,
              how: `${direction} ${hidden} ${faint}`,
              at: [stops[i] ?? 0, stops[i + 1] ?? 0, box.x0, box.top, box.x1, box.bottom, size],
            },
          ],
    ),
  )

const near = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) <= TOLERANCE)

const sorted = (rulings: readonly Ruling[]): string[] =>
  rulings.map(({ axis, at, from, to }) => [axis, at, from, to].map(String).join(' ')).sort()

describe.each(files)('%s', (name) => {
  test('both engines give the same glyphs, rulings and pictures, in the same order', async () => {
    const [one, two] = await Promise.all([read(bytesOf(name), 'pdfjs'), read(bytesOf(name), 'pdfium')])
    expect(two.pageCount).toBe(one.pageCount)
    for (const [i, first] of one.pages.entries()) {
      const second = two.pages[i] as Page
      expect(near([first.width, first.height], [second.width, second.height])).toBe(true)
      const [a, b] = [glyphsOf(first), glyphsOf(second)]
      expect(b.map(({ char, how }) => `${char} ${how}`)).toEqual(a.map(({ char, how }) => `${char} ${how}`))
      expect(a.filter(({ at }, g) => !near(at, b[g]?.at ?? []))).toEqual([])
      for (const kind of ['rulings', 'edges'] as const) {
        expect(second[kind]).toHaveLength(first[kind].length)
        const off = first[kind].filter(
          ({ axis, at, from, to, width }, r) =>
            second[kind][r]?.axis !== axis ||
            !near(
              [at, from, to, width],
              [second[kind][r]?.at, second[kind][r]?.from, second[kind][r]?.to, second[kind][r]?.width].map(Number),
            ),
        )
        expect(sorted(off)).toEqual([])
      }
      expect(second.images).toHaveLength(first.images.length)
    }
  })
})

describe('auto', () => {
  test('PDFium reads what is whole and plain: all PDFs of the fixtures', async () => {
    for (const name of files) expect([name, surveyPdf(bytesOf(name), () => {})]).toEqual([name, null])
    expect((await read(bytesOf('libreoffice-solid.pdf'), 'auto')).engines).toHaveProperty('pdfium')
  })
  test('the report is the same but for what read it', async () => {
    for (const name of ['libreoffice-failing.pdf', 'chromium-typos.pdf', 'libreoffice-sideways.pdf']) {
      const plain = async (engine: 'auto' | 'pdfjs') => {
        const { report, findings, checks } = await readReport(bytesOf(name), { engine, name })
        const text = JSON.stringify({ report: { ...report, source: null }, findings, checks }, (key, value) =>
          key === 'place' || key === 'places' ? undefined : value,
        )
        return [text, report?.source.engines] as const
      }
      const [[one, first], [two, second]] = [await plain('auto'), await plain('pdfjs')]
      expect(one).toBe(two)
      expect(Object.keys(first ?? {})).toContain('pdfium')
      expect(Object.keys(second ?? {})).toContain('pdfjs-dist')
    }
  })

  /** A whole PDF with one thing changed in it. */
  const changed = (change: (text: string) => string): Uint8Array =>
    new Uint8Array(Buffer.from(change(Buffer.from(bytesOf('libreoffice-solid.pdf')).toString('latin1')), 'latin1'))
  /** Where the packed bytes of the first page begin. */
  const inStream = (text: string): number => /\/FlateDecode[^>]*>>\s*stream\r?\n/.exec(text)?.index ?? -1

  test.each([
    ['no-end', (text: string) => text.slice(0, text.lastIndexOf('%%EOF'))],
    ['stream-length', (text: string) => text.replace('endstream', 'endstrexm')],
    [
      'stream-damaged',
      (text: string) => {
        const at = text.indexOf('stream', inStream(text)) + 300
        return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
      },
    ],
    ['features', (text: string) => text.replace('%%EOF', '% /OCProperties\n%%EOF')],
  ])('a file with a reservation is left to pdf.js: %s', async (reservation, change) => {
    const bytes = changed(change)
    expect(surveyPdf(bytes, () => {})).toBe(reservation)
    const { engines } = await read(bytes, 'auto')
    expect(engines).toHaveProperty('pdfjs-dist')
    expect(engines).not.toHaveProperty('pdfium')
    expect(
      (await read(bytes, 'pdfium').catch(({ code }) => ({ notes: [{ code }] }))).notes.map(({ code }) => code),
    ).toContain('read/degraded')
  })
  test('streams that are not packed prove nothing', async () => {
    expect(surveyPdf(makePdf([{ content: show('21', 100, 200) }]), () => {})).toBe('stream-kind')
  })
  test('unless they only say where a picture is, as scanners write them', () => {
    expect(surveyPdf(makePdf([{ content: 'q 595.2 0 0 842 0 0 cm /Im0 Do Q\n' }]), () => {})).toBeNull()
    expect(surveyPdf(makePdf([{ content: 'q 595.2 0 0 842 0 0 cm /Im0 Dx Q\n' }]), () => {})).toBe('stream-kind')
    expect(surveyPdf(makePdf([{ content: `${'1'.repeat(1_500)}x` }]), () => {})).toBe('stream-kind')
  })
})

test('text that PDFium leaves out is noticed: a glyph of a font that is not in the file and that it has no other for', async () => {
  const reasons = async (content: string): Promise<string> =>
    (await read(makePdf([{ content }]), 'pdfium')).notes
      .map(({ args }) => String((args as { reason?: string }).reason))
      .join()
  expect(await reasons(`${show('收到申请数', 50, 200)} ${show('\uff10', 200, 200)}`)).toContain('dropped-text')
  expect(await reasons(`${show('收到申请数', 50, 200)} ${show('0', 200, 200)}`)).not.toContain('dropped-text')
  // Drawn twice to look bold: the second drawing is no text of its own.
  expect(await reasons(`${show('12', 200, 200)} ${show('12', 200.3, 200)}`)).not.toContain('dropped-text')
})
