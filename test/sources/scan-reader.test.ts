import { expect, test } from 'vitest'
import { inkOf } from '../../src/imaging/paper.js'
import type { Crop, OcrEngine } from '../../src/ocr/engine.js'
import type { ScanPage } from '../../src/sources/scan-page.js'
import { readCells, type ScanCell, toRuns } from '../../src/sources/scan-reader.js'
import type { Box } from '../../src/types.js'
import { type Canvas, canvas, zero } from '../imaging/drawing.js'

const DPI = 200
const WIDE = 60

/** A row of cells with a dash each, so many pixels long, and what is read of them: a dash, as sure as said. */
async function dashes(
  ...cells: readonly (readonly [length: number, confidence: number, text?: string])[]
): Promise<number[]> {
  return (await readDashes(...cells)).map(({ reading }) => reading?.confidence ?? 0)
}

async function readDashes(
  ...cells: readonly (readonly [length: number, confidence: number, text?: string])[]
): Promise<ScanCell[]> {
  const image = canvas(cells.length * WIDE, 60)
  for (const [i, [length]] of cells.entries()) image.rect(i * WIDE + 20, 28, i * WIDE + 20 + length, 31)
  return readFigures(
    image,
    cells.map(([, , text]) => text ?? '-'),
    cells.map(([, confidence]) => confidence),
  )
}

/** The cells of a row, each as it is read. */
async function readFigures(
  image: Canvas,
  texts: readonly string[],
  confidences: readonly number[] = texts.map(() => 0.99),
): Promise<ScanCell[]> {
  const ink = inkOf(image, 128)
  const rulings: ScanPage['page']['rulings'] = []
  const page = { number: 1, width: 100, height: 100, runs: [], rulings, edges: [], images: [] }
  const scan: ScanPage = { page, image, ink, erased: new Uint8Array(ink.length), dpi: DPI, threshold: 128 }
  const scale = 72 / DPI
  const frames = texts.map(
    (_, i): Box => ({ x0: i * WIDE * scale, x1: (i + 1) * WIDE * scale, top: 0, bottom: 60 * scale }),
  )
  const engine: OcrEngine = {
    name: 'test',
    versions: {},
    readCrops: async (crops: readonly Crop[]) =>
      crops.map((_, i) => ({ text: texts[i] ?? '', confidence: confidences[i] ?? 0, alternatives: [] })),
    readPage: async () => [],
    close: async () => {},
  }
  return readCells(scan, frames, engine, () => null, undefined)
}

test('a doubtful dash is as sure as the others of its size on the page', async () => {
  const others = Array.from({ length: 7 }, () => [12, 0.95] as const)
  expect(await dashes(...others, [12, 0.6], [13, 0.6])).toEqual([...others.map(() => 0.95), 0.95, 0.95])
})

test('a dash of another size stays doubtful, and so does one of a few', async () => {
  const others = Array.from({ length: 7 }, () => [12, 0.95] as const)
  expect((await dashes(...others, [22, 0.6])).at(-1)).toBe(0.6)
  expect((await dashes([12, 0.95], [12, 0.95], [12, 0.6])).at(-1)).toBe(0.6)
})

test('a dash of which nothing was read is no blank: as many others it is one, alone it is unread', async () => {
  const others = Array.from({ length: 7 }, () => [12, 0.95] as const)
  const among = await readDashes(...others, [12, 0.99, ''])
  expect(among.at(-1)?.reading).toMatchObject({ text: '-', confidence: 0.95 })
  const [alone] = await readDashes([12, 0.99, ''])
  expect(alone && toRuns([alone]).map(({ text }) => text)).toEqual(['\ufffd'])
})

test('dirt of which nothing was read is a blank', async () => {
  const [speck] = await readDashes([5, 0.99, ''])
  expect(speck && toRuns([speck])).toEqual([])
})

test('ink as large as print of which nothing was read is no blank', async () => {
  const image = canvas(2 * WIDE, 60).rect(20, 10, 40, 40)
  zero(image, WIDE + 20, 20)
  const cells = await readFigures(image, ['', '0'])
  expect(toRuns(cells).map(({ text }) => text)).toEqual(['\ufffd', '0'])
})

/** Zeros of which so many are in halves, and a 1, as sure as it comes out. */
async function oneAmong(zeros: number, torn: number): Promise<number> {
  const image = canvas((zeros + 1) * WIDE, 60)
  for (let i = 0; i < zeros; i++) {
    zero(image, i * WIDE + 20, 20)
    if (i < torn) image.rect(i * WIDE + 24, 20, i * WIDE + 30, 40, 255)
  }
  image.rect(zeros * WIDE + 20, 20, zeros * WIDE + 24, 40)
  const cells = await readFigures(
    image,
    Array.from({ length: zeros + 1 }, (_, i) => (i < zeros ? '0' : '1')),
  )
  return cells.at(-1)?.reading?.confidence ?? 0
}

test('where the thin strokes of type are lost a 1 is not certain', async () => {
  expect(await oneAmong(20, 5)).toBe(0.93)
  expect(await oneAmong(20, 1)).toBe(0.99)
  expect(await oneAmong(60, 4)).toBe(0.99)
})
