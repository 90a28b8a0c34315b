/** Cells and lines of a prepared page → text runs: what is ink is cut out and given to an engine, cell by cell. */

import { crop as cutOut, enlarge, type Gray, soften } from '../imaging/gray.js'
import { bandsOf, boxOf, type Piece, piecesOf, printPieces } from '../imaging/ink.js'
import type { Crop, CropReading, OcrEngine } from '../ocr/engine.js'
import type { Box, TextRun } from '../types.js'
import type { ScanPage } from './scan-page.js'

export type Expectation = 'figure' | 'text'

/** What a cell of a scan holds. */
export interface ScanCell {
  /** In points, on the prepared page. */
  readonly frame: Box
  /** Around its ink, in points; null where the cell is blank. */
  readonly ink: Box | null
  readonly expects: Expectation
  readonly reading: CropReading | null
  /** Stretches of ink from top to bottom, in points: its lines. */
  readonly lines: readonly { readonly top: number; readonly bottom: number }[]
}

/** The frame is cut this far inside its rulings, in points. */
const INSET = 0.5
/** White left around the ink of a crop, in points. */
const MARGIN = 3
/** Lines of a cell are parted by at least this, in points. */
const LEADING = 1.1
/** Below this, a figure may be no figure at all: it is read as text too. */
const NO_FIGURE = 0.5

/**
 * Cells read a second time, from their pictures made larger and softer: what depends on single pixels comes out
 * differently. The first reading stays; where the second is another one, the cell is as doubtful as `DIFFERENT`.
 */
export async function readAgain(
  scan: ScanPage,
  cells: readonly ScanCell[],
  engine: OcrEngine,
  signal: AbortSignal | undefined,
): Promise<ScanCell[]> {
  const cuts = cells.map((cell) => (cell.reading ? cutCell(scan, cell.frame, cell.expects) : null))
  const inked = cuts.flatMap((cut) => cut ?? [])
  const readings = await engine.readCrops(
    inked.map((cut) => ({ ...toCrop(cut, scan.dpi * LARGER), image: soften(enlarge(cut.image, LARGER)) })),
    signal,
  )
  const second = new Map(inked.map((cut, i) => [cut, readings[i]]))
  return cells.map((cell, i) => {
    const cut = cuts[i]
    const other = cut ? second.get(cut) : undefined
    if (!cell.reading || !other || plain(other.text) === plain(cell.reading.text)) return cell
    const { text, confidence, alternatives } = cell.reading
    return {
      ...cell,
      reading: {
        text,
        confidence: Math.min(confidence, DIFFERENT),
        alternatives: [
          { text: other.text, confidence: Math.min(other.confidence, DIFFERENT) },
          ...alternatives.filter((one) => plain(one.text) !== plain(other.text)),
        ],
      },
    }
  })
}

/** How much larger the second look is. Not a whole number, so that no pixel stays what it was. */
const LARGER = 1.37
/** The confidence of a reading that a second look does not confirm. */
const DIFFERENT = 0.5

const plain = (text: string): string => text.replace(/[-—－]+/g, '-').replace(/\s+/g, '')

interface Cut {
  readonly frame: Box
  readonly image: Gray
  readonly ink: Box
  readonly expects: Expectation
  readonly lines: ScanCell['lines']
}

/** Read all cells of a page. Cells in `expected` are read as they say; what the others hold is told from their ink. */
export async function readCells(
  scan: ScanPage,
  frames: readonly Box[],
  engine: OcrEngine,
  expected: (frame: Box) => Expectation | null,
  signal: AbortSignal | undefined,
): Promise<ScanCell[]> {
  const cuts = frames.map((frame) => ({ frame, cut: cutCell(scan, frame, expected(frame)) }))
  const inked = cuts.flatMap(({ cut }) => cut ?? [])
  const readings = new Map<Cut, CropReading>()
  for (const kind of ['figure', 'text'] as const) {
    const own = inked.filter((cut) => cut.expects === kind)
    const read = await engine.readCrops(
      own.map((cut) => toCrop(cut, scan.dpi)),
      signal,
    )
    for (const [i, cut] of own.entries()) readings.set(cut, read[i] as CropReading)
  }
  // What was taken for a figure by its ink and cannot be read as one is text: 总计, 其他.
  const doubtful = inked.filter(
    (cut) =>
      cut.expects === 'figure' && expected(cut.frame) === null && (readings.get(cut)?.confidence ?? 0) < NO_FIGURE,
  )
  const again = await engine.readCrops(
    doubtful.map((cut) => toCrop({ ...cut, expects: 'text' }, scan.dpi)),
    signal,
  )
  const asText = new Set<Cut>()
  for (const [i, cut] of doubtful.entries()) {
    const text = again[i]
    if (!text || !/\p{L}/u.test(text.text)) continue
    readings.set(cut, text)
    asText.add(cut)
  }
  return cuts.map(({ frame, cut }): ScanCell => {
    if (!cut) return { frame, ink: null, expects: expected(frame) ?? 'figure', reading: null, lines: [] }
    const expects = asText.has(cut) ? 'text' : cut.expects
    return { frame, ink: cut.ink, expects, reading: readings.get(cut) ?? null, lines: cut.lines }
  })
}

const toCrop = ({ image, expects }: Cut, dpi: number): Crop => ({ image, expects, dpi })

/** The ink of a cell on white paper; null where it is blank. */
function cutCell(scan: ScanPage, frame: Box, expected: Expectation | null): Cut | null {
  const scale = scan.dpi / 72
  const x0 = Math.max(0, Math.round((frame.x0 + INSET) * scale))
  const y0 = Math.max(0, Math.round((frame.top + INSET) * scale))
  const x1 = Math.min(scan.image.width, Math.round((frame.x1 - INSET) * scale))
  const y1 = Math.min(scan.image.height, Math.round((frame.bottom - INSET) * scale))
  const width = x1 - x0
  const height = y1 - y0
  if (width < 3 || height < 3) return null
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    data.set(scan.ink.subarray((y0 + y) * scan.image.width + x0, (y0 + y) * scan.image.width + x1), y * width)
  const { pieces, labels } = piecesOf({ width, height, data })
  const print = printPieces(pieces, width, height, scan.dpi)
  const box = boxOf(print)
  if (!box) return null
  const gray = cutOut(scan.image, x0, y0, x1, y1)
  const kept = new Set(print)
  const drop = pieces.map((piece) => !kept.has(piece))
  whiten(gray, labels, drop)
  const margin = Math.round(MARGIN * scale)
  const image = cutOut(gray, box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin)
  const toPoints = (one: Piece): Box => ({
    x0: (x0 + one.x0) / scale,
    x1: (x0 + one.x1) / scale,
    top: (y0 + one.y0) / scale,
    bottom: (y0 + one.y1) / scale,
  })
  const rows = bandsOf(print, 'rows', Math.max(1, LEADING * scale))
  const lines = mergeThin(rows).map(({ from, to }) => ({ top: (y0 + from) / scale, bottom: (y0 + to) / scale }))
  return {
    frame,
    image,
    ink: toPoints(box),
    lines,
    expects: expected ?? (lines.length === 1 && looksLikeFigure(print, box, scale) ? 'figure' : 'text'),
  }
}

/** Dirt and pieces of rulings taken out of a crop, with the gray around them. */
function whiten({ width, height, data }: Gray, labels: Int32Array, drop: readonly boolean[]): void {
  if (!drop.includes(true)) return
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const label = labels[y * width + x] as number
      if (label === 0 || !drop[label - 1]) continue
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy]
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue
          const other = labels[ny * width + nx] as number
          if (other === 0 || drop[other - 1]) data[ny * width + nx] = 255
        }
      }
    }
  }
}

/** Bands much lower than the tallest are parts of a line: the strokes of 二, a point, a comma. */
function mergeThin(bands: readonly { readonly from: number; readonly to: number }[]): { from: number; to: number }[] {
  const tallest = Math.max(...bands.map(({ from, to }) => to - from))
  const merged: { from: number; to: number }[] = []
  for (const band of bands) {
    const last = merged.at(-1)
    const thin = band.to - band.from < tallest * 0.45
    if (last && (thin || last.to - last.from < tallest * 0.45) && band.from - last.to < tallest * 0.5) last.to = band.to
    else merged.push({ ...band })
  }
  return merged
}

/** Digits are narrower than tall and few; characters of Chinese are as wide as tall. */
function looksLikeFigure(print: readonly Piece[], box: Piece, scale: number): boolean {
  const height = box.y1 - box.y0
  const width = box.x1 - box.x0
  // A dash or a slash alone.
  if (print.length === 1 && height < 5 * scale) return width < 24 * scale
  const glyphs = bandsOf(print, 'columns', 1)
  return glyphs.length <= 16 && glyphs.every(({ from, to }) => to - from < height * 0.95)
}

/** From this confidence on, no text means no print. */
const NOTHING = 0.9
/** Readings that are less likely than this are no alternatives. */
const POSSIBLE = 0.02

/** What was read in the cells, as runs on the page. */
export function toRuns(cells: readonly ScanCell[]): TextRun[] {
  return cells.flatMap(({ ink, reading, lines, frame }): TextRun[] => {
    if (!ink || !reading) return []
    const texts = reading.text.split('\n').filter((line) => line.trim() !== '')
    // The engine is certain that what is left of dirt and rulings is nothing.
    if (texts.length === 0 && reading.confidence >= NOTHING) return []
    const rest = {
      direction: 'right' as const,
      confidence: reading.confidence,
      alternatives: reading.alternatives.filter((one) => one.confidence >= POSSIBLE).map(({ text }) => text),
    }
    // Ink that no engine can read is no blank.
    if (texts.length === 0) texts.push(UNREAD)
    return texts.map((text, i) => {
      const own = lines.length === texts.length ? lines[i] : null
      const part = (ink.bottom - ink.top) / texts.length
      const top = own?.top ?? ink.top + i * part
      const bottom = own?.bottom ?? top + part
      const size = Math.max(6, Math.min(24, (bottom - top) * 1.15, frame.bottom - frame.top))
      return { text, box: { x0: ink.x0, x1: ink.x1, top, bottom }, size, ...rest }
    })
  })
}

/** Stands for ink that no engine could read. */
export const UNREAD = '\ufffd'

/** The print outside of all grids, by the page reading of the engine. */
export async function readOutside(
  scan: ScanPage,
  grids: readonly Box[],
  engine: OcrEngine,
  signal: AbortSignal | undefined,
): Promise<TextRun[]> {
  const scale = scan.dpi / 72
  const image = { ...scan.image, data: scan.image.data.slice() }
  const ink = scan.ink.slice()
  const { width, height } = image
  for (const box of grids) {
    const x0 = Math.max(0, Math.floor((box.x0 - 2) * scale))
    const x1 = Math.min(width, Math.ceil((box.x1 + 2) * scale))
    for (let y = Math.max(0, Math.floor((box.top - 1) * scale)); y < Math.min(height, (box.bottom + 1) * scale); y++) {
      image.data.fill(255, y * width + x0, y * width + x1)
      ink.fill(0, y * width + x0, y * width + x1)
    }
  }
  // Less ink than one character has is no text.
  let count = 0
  for (const one of ink) count += one
  if (count < 20 * scale * scale) return []
  const lines = (await engine.readPage(image, scan.dpi, signal)).filter(({ text }) => text.trim() !== '')
  const sizes = lines.map(({ box }) => (box[3] - box[1]) / scale).sort((a, b) => a - b)
  const body = sizes[sizes.length >> 1] ?? 10
  return lines.map(({ text, confidence, box: [x0, top, x1, bottom] }) => {
    const own = (bottom - top) / scale
    return {
      text,
      box: { x0: x0 / scale, x1: x1 / scale, top: top / scale, bottom: bottom / scale },
      // Heights of lines waver with the letters in them; titles are larger for certain.
      size: own > body * 1.3 ? Math.min(own, body * 2.2) : body,
      direction: 'right' as const,
      confidence,
    }
  })
}
