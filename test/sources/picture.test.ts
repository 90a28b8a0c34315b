import { readFileSync } from 'node:fs'
import { type Canvas, createCanvas } from '@napi-rs/canvas'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../../src/errors.js'
import { readReport } from '../../src/index.js'
import { type ReadOptions, resolveOptions } from '../../src/options.js'
import { detectKind } from '../../src/sources/index.js'
import { readPicture } from '../../src/sources/picture.js'
import { pageDpi, pictureHead, pictureKind } from '../../src/sources/picture-head.js'
import { toPng } from '../../src/sources/png.js'
import { openTiff } from '../../src/sources/tiff.js'

/** A black bar on white paper, 60 by 40 pixels. */
function drawn(): Canvas {
  const canvas = createCanvas(60, 40)
  const context = canvas.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, 60, 40)
  context.fillStyle = 'black'
  context.fillRect(10, 10, 20, 20)
  return canvas
}
const encoded = {
  png: () => drawn().encodeSync('png'),
  jpeg: () => drawn().encodeSync('jpeg', 90),
  webp: () => drawn().encodeSync('webp', 90),
}
const read = (bytes: Uint8Array, options: ReadOptions = {}) =>
  readPicture(bytes, { options: resolveOptions(options), alive() {}, expectPages() {} })
const tiff = () => new Uint8Array(readFileSync('fixtures/scans/pages.tif'))

/** Gray JPEG in two strips of 8 rows: left half black, right half gray above and white below; 16 by 16 pixels, made by Pillow. */
const GRAY_JPEG =
  'SUkqAC4AAAD/2P/AAAsIABAAEAEBEQD/2gAIAQEAAD8A+f69grx+vv8Ar//ZAAoAAAEDAAEAAAAQAAAAAQEDAAEAAAAQAAAAAgEDAAEAAAAIAAAAAwEDAAEAAAAHAAAABgEDAAEAAAABAAAAEQEEAAEAAAAIAAAAFgEDAAEAAAAQAAAAFwEEAAEAAAAlAAAAHAEDAAEAAAABAAAAWwEHACEBAACsAAAAAAAAAP/Y/9sAQwAIBgYHBgUIBwcHCQkICgwUDQwLCwwZEhMPFB0aHx4dGhwcICQuJyAiLCMcHCg3KSwwMTQ0NB8nOT04MjwuMzQy/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9k='

describe('pictures', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('%s: told by its bytes, with its size, decoded to gray', async (kind) => {
    const bytes = new Uint8Array(encoded[kind]())
    expect(detectKind(bytes)).toBe('image')
    expect(pictureKind(bytes)).toBe(kind)
    expect(pictureHead(bytes, kind)).toMatchObject({ width: 60, height: 40 })
    const { scans, pages, kind: source } = await read(bytes)
    expect({ source, pages: pages.length }).toEqual({ source: 'picture', pages: 1 })
    const { image } = await scans!.scans[0]!.raster()
    expect([image.width, image.height]).toEqual([60, 40])
    expect(image.data[20 * 60 + 20]).toBeLessThan(20)
    expect(image.data[5 * 60 + 50]).toBeGreaterThan(235)
  })
  test('a TIFF has its pages, in Group 4', async () => {
    const pages = openTiff(tiff())
    expect(pages).toHaveLength(2)
    const rgba = pages[1]!.rgba()
    expect(rgba.length).toBe(pages[1]!.head.width * pages[1]!.head.height * 4)
    const result = await read(tiff())
    expect(result.pages.map(({ number }) => number)).toEqual([1, 2])
  })
  test('a TIFF of gray JPEG in strips is decoded, none of its strips over another', async () => {
    const { scans } = await read(new Uint8Array(Buffer.from(GRAY_JPEG, 'base64')))
    const { image } = await scans!.scans[0]!.raster()
    const at = (x: number, y: number) => Math.round((image.data[y * 16 + x] as number) / 8) * 8
    expect([at(4, 4), at(12, 4), at(4, 12), at(12, 12)]).toEqual([0, 96, 0, 256])
  })
  test('a PNG that is written is read back to sixteen grays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 35, maxLength: 35 }), async (data) => {
        const { scans } = await read(toPng({ width: 7, height: 5, data }))
        const { image } = await scans!.scans[0]!.raster()
        for (const [i, value] of image.data.entries())
          expect(Math.abs(value - (data[i] as number))).toBeLessThanOrEqual(9)
      }),
      { numRuns: 20 },
    )
  })
  test('the resolution is that of the file where a sheet can have it, else that of A4', () => {
    expect(pageDpi({ width: 1654, height: 2339, dpi: 200 })).toBe(200)
    expect(Math.round(pageDpi({ width: 1654, height: 2339, dpi: 72 }))).toBe(200)
    expect(Math.round(pageDpi({ width: 1654, height: 2339, dpi: null }))).toBe(200)
  })
})

describe('bad pictures', () => {
  const codeOf = async (work: Promise<unknown>): Promise<string | null> =>
    work.then(
      () => null,
      (error) => (error instanceof NianbaoError ? error.code : String(error)),
    )
  test('larger than the limit: refused before it is decoded', async () => {
    const bytes = new Uint8Array(encoded.png())
    // 60,000 by 60,000 in the head of a file of a few hundred bytes.
    new DataView(bytes.buffer).setUint32(16, 60_000)
    new DataView(bytes.buffer).setUint32(20, 60_000)
    expect(await codeOf(read(bytes))).toBe('picture-too-large')
  })
  test('cut off in its head', async () => {
    expect(await codeOf(read(new Uint8Array(encoded.png()).subarray(0, 14)))).toBe('picture-invalid')
    expect(await codeOf(read(new Uint8Array(encoded.jpeg()).subarray(0, 30)))).toBe('picture-invalid')
    expect(await codeOf(read(tiff().subarray(0, 6)))).toBe('picture-invalid')
  })
  test('GIF is not read', async () => {
    expect(await codeOf(read(new TextEncoder().encode('GIF89a....')))).toBe('unsupported-kind')
  })
  test('damaged in its body: the page is told, nothing is thrown', async () => {
    const bytes = new Uint8Array(encoded.png())
    bytes.fill(7, 50, 80)
    const { report, findings } = await readReport(bytes)
    expect(report).toBeNull()
    expect(findings.map(({ code }) => code)).toContain('read/scan-failed')
  })
  test('any bytes behind a right beginning end in a typed error or a result', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('\x89PNG', '\xff\xd8\xff', 'II*\0', 'RIFF....WEBP'),
        fc.uint8Array(),
        async (head, tail) => {
          const bytes = new Uint8Array([...[...head].map((char) => char.charCodeAt(0)), ...tail])
          expect(await codeOf(read(bytes))).toMatch(/^picture-/)
        },
      ),
      { numRuns: 60 },
    )
  })
  test.each([
    ['blank', 255],
    ['black', 0],
  ])('a %s page: no table, no figure, and it says so', async (_name, value) => {
    const { report, findings } = await readReport(
      toPng({ width: 400, height: 560, data: new Uint8Array(224_000).fill(value) }),
    )
    expect(report).toBeNull()
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['read/scan-blank', 'locate/not-a-report']))
  })
  test('without OCR a picture is a page without text', async () => {
    const { report, findings } = await readReport(new Uint8Array(encoded.png()), { ocr: 'off' })
    expect(report).toBeNull()
    expect(findings.map(({ code }) => code)).toEqual(['read/no-text', 'locate/not-a-report'])
  })
})
