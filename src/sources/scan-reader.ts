/** Cells and lines of a prepared page → text runs: what is ink is given to an engine, cell by cell. */

import { throwIfAborted } from '../errors.js'
import { enlarge, type Gray, soften } from '../imaging/gray.js'
import { piecesOfPage } from '../imaging/ink.js'
import { isInHalves, leanOfInk } from '../imaging/slant.js'
import { clearSpecks } from '../imaging/specks.js'
import { clearStamps } from '../imaging/stamps.js'
import type { Crop, CropReading, Guess, OcrEngine } from '../ocr/engine.js'
import type { Box, TextRun } from '../types.js'
import { readAmounts } from './scan-amounts.js'
import { type Cut, cutCell, type Expectation } from './scan-cell.js'
import { readFigures } from './scan-figures.js'
import { DIFFERENT, isUnreadBar, sameDashes, sameSlashes } from './scan-fillers.js'
import { headOf, labelOf, type Wordings } from './scan-heads.js'
import type { ScanPage } from './scan-page.js'
import { readTitles } from './scan-titles.js'

/** What a cell of a scan holds. */
export interface ScanCell {
  /** In points, on the prepared page. */
  readonly frame: Box
  /** Around its ink, in points; null where the cell is blank. */
  readonly ink: Box | null
  /** Around the ink of each line, in points. */
  readonly lines: readonly Box[]
  readonly expects: Expectation
  readonly reading: CropReading | null
  /** How far a zero leans: it tells whether the type of the page is italic. */
  readonly lean?: number
}

/** Times its height: no character of a figure is wider, the space behind it included. */
const WIDEST = 0.9

/** More ink than the characters that were read in it can have: 7.属于行政执法案卷 read as 7. */
function isTooWide({ lines }: Cut, text: string): boolean {
  const texts = text.split('\n')
  return lines.some(({ x0, x1, top, bottom }, i) => {
    const count = texts[i]?.length ?? 0
    return !/[-—－]/.test(texts[i] ?? '') && x1 - x0 > (count + 1) * WIDEST * Math.max(bottom - top, 4)
  })
}

/** Below this, a figure may be no figure at all: it is read as text too. */
const NO_FIGURE = 0.5

/** A cell whose print was taken for rulings altogether. */
const isNothing = ({ image }: Cut): boolean => image.width <= 1

/** So many zeros lean by so much where type is italic; upright ones do not. */
const ZEROS = 4
const ITALIC = 0.12

/** How far a zero leans; null of all else. */
const leanOfZero = ({ expects, image }: Cut, reading: CropReading | undefined): number | null =>
  expects === 'figure' && reading?.text === '0' ? leanOfInk(image) : null

function isItalic(readings: ReadonlyMap<Cut, CropReading>, known: readonly ScanCell[]): boolean {
  const own = [...readings].flatMap(([cut, reading]) => leanOfZero(cut, reading) ?? [])
  const leans = [...own, ...known.flatMap(({ lean }) => lean ?? [])].sort((x, y) => x - y)
  return leans.length >= ZEROS && (leans[leans.length >> 1] as number) > ITALIC
}

/** A 1 that leans looks like a 7: in italic type none is certain. */
function withoutSevens({ expects }: Cut, reading: CropReading): CropReading {
  if (expects !== 'figure' || !reading.text.includes('7')) return reading
  const confidence = Math.min(reading.confidence, DIFFERENT)
  const other = { text: reading.text.replace(/7/g, '1'), confidence }
  return {
    ...reading,
    confidence,
    alternatives: [other, ...reading.alternatives.filter(({ text }) => text !== other.text)],
  }
}

/** Of a page, so many zeros, and such a share of all, have lost a stroke where type has lost its thin ones. */
const TORN_ZEROS = [4, 0.1] as const
/** A 4 that has lost its thin strokes looks like a 1: on such a page a 1 is no surer. */
const THIN_ONE = 0.93

/** Whether the thin strokes of type are lost, as in black and white: zeros come apart into halves. */
function hasLostStrokes(readings: ReadonlyMap<Cut, CropReading>): boolean {
  const zeros = [...readings].filter(
    ([{ expects, lines }, { text }]) => expects === 'figure' && lines.length === 1 && text === '0',
  )
  const torn = zeros.filter(([{ image }]) => isInHalves(image)).length
  return torn >= TORN_ZEROS[0] && torn >= zeros.length * TORN_ZEROS[1]
}

const withoutOnes = ({ expects }: Cut, reading: CropReading): CropReading =>
  expects === 'figure' && reading.text.includes('1')
    ? { ...reading, confidence: Math.min(reading.confidence, THIN_ONE) }
    : reading

/** Labels that begin as the forms have them and are as long, by their beginnings. */
async function readHeads(
  cuts: readonly Cut[],
  dpi: number,
  engine: OcrEngine,
  labels: Wordings,
  signal: AbortSignal | undefined,
): Promise<Map<Cut, CropReading>> {
  const heads = cuts.flatMap((cut) => {
    const head = cut.expects === 'text' && !cut.damaged ? headOf(cut) : null
    return head ? [{ cut, head }] : []
  })
  const crops = heads.map(({ head }): Crop => ({ image: head.image, expects: 'text', dpi }))
  const read = crops.length > 0 ? await engine.readCrops(crops, signal) : []
  return new Map(
    heads.flatMap(({ cut, head }, i) => {
      const reading = read[i]
      const text = reading ? labelOf(reading.text, head, labels) : null
      return reading && text !== null
        ? [[cut, { text, confidence: reading.confidence, alternatives: [] }] as const]
        : []
    }),
  )
}

/**
 * Read cells of a page. Cells in `expected` are read as it says; what the others hold is told from their ink. Long ones that begin as one of
 * `labels` are not read to their end. `known` are cells of the same page that were read before.
 */
export async function readCells(
  scan: ScanPage,
  frames: readonly Box[],
  engine: OcrEngine,
  expected: (frame: Box) => Expectation | null,
  signal: AbortSignal | undefined,
  labels: Wordings = [],
  known: readonly ScanCell[] = [],
): Promise<ScanCell[]> {
  const cuts = frames.map((frame) => cutCell(scan, frame, expected(frame)))
  const inked = cuts.flatMap((cut) => cut ?? [])
  const readings =
    labels.length > 0 ? await readHeads(inked, scan.dpi, engine, labels, signal) : new Map<Cut, CropReading>()
  const rest = inked.filter((cut) => !readings.has(cut))
  for (const [cut, reading] of await readCuts(rest, scan.dpi, engine, signal)) readings.set(cut, reading)
  for (const same of [sameDashes, sameSlashes])
    for (const [cut, reading] of same(readings, scan.dpi)) readings.set(cut, reading)
  for (const [cut, reading] of readings)
    if (isUnreadBar(cut, reading))
      readings.set(cut, { ...reading, confidence: Math.min(reading.confidence, DIFFERENT) })
  if (isItalic(readings, known)) for (const [cut, reading] of readings) readings.set(cut, withoutSevens(cut, reading))
  if (hasLostStrokes(readings)) for (const [cut, reading] of readings) readings.set(cut, withoutOnes(cut, reading))
  // What was taken for a figure by its ink and cannot be read as one is text: 总计, 其他.
  const doubtful = inked.filter(
    (cut) =>
      cut.expects === 'figure' &&
      expected(cut.frame) === null &&
      ((readings.get(cut)?.confidence ?? 0) < NO_FIGURE || isTooWide(cut, readings.get(cut)?.text ?? '')),
  )
  const asText = new Map(doubtful.map((cut) => [cut, { ...cut, expects: 'text' as const }]))
  const again = await readCuts([...asText.values()], scan.dpi, engine, signal)
  // Short labels of which nothing was read come out of a larger picture.
  const texts = [...inked.filter(({ expects }) => expects === 'text'), ...asText.values()]
  const empty = (signal?.aborted ? [] : texts).filter(
    (cut) => (again.get(cut) ?? readings.get(cut))?.text.trim() === '' && !isNothing(cut),
  )
  for (const [cut, reading] of await readCuts(empty, scan.dpi * LARGER, engine, signal, larger))
    if (/\p{Script=Han}/u.test(reading.text)) (again.has(cut) ? again : readings).set(cut, reading)
  for (const all of [readings, again])
    for (const [cut, reading] of await readAmounts(all, scan.dpi, engine, signal)) all.set(cut, reading)
  return frames.map((frame, i): ScanCell => {
    const cut = cuts[i]
    if (!cut) return { frame, ink: null, lines: [], expects: expected(frame) ?? 'figure', reading: null }
    const text = again.get(asText.get(cut) as Cut)
    const isText = text !== undefined && /\p{L}/u.test(text.text)
    const lean = leanOfZero(cut, readings.get(cut))
    return {
      ...(lean === null ? {} : { lean }),
      frame,
      ink: cut.ink,
      lines: cut.lines,
      expects: isText ? 'text' : cut.expects,
      reading: isText ? text : (readings.get(cut) ?? null),
    }
  })
}

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
  const second = await readCuts(inked, scan.dpi * LARGER, engine, signal, larger)
  return cells.map((cell, i) => {
    const cut = cuts[i]
    const other = cut ? second.get(cut) : undefined
    if (!cell.reading || !other || plain(other.text) === plain(cell.reading.text)) return cell
    const { text, confidence, alternatives } = cell.reading
    const rest = alternatives.filter((one) => plain(one.text) !== plain(other.text))
    return {
      ...cell,
      reading: {
        text,
        confidence: Math.min(confidence, DIFFERENT),
        alternatives: [{ text: other.text, confidence: Math.min(other.confidence, DIFFERENT) }, ...rest],
      },
    }
  })
}

/** How much larger the second look is. Not a whole number, so that no pixel stays what it was. */
const LARGER = 1.37
const larger = (image: Gray): Gray => soften(enlarge(image, LARGER))
/** The confidence of a cell in which something was taken for a ruling. */
const DAMAGED = 0.4

const plain = (text: string): string => text.replace(/[-—－]+/g, '-').replace(/\s+/g, '')

/** Figures are read line by line, text as it stands. */
async function readCuts(
  cuts: readonly Cut[],
  dpi: number,
  engine: OcrEngine,
  signal: AbortSignal | undefined,
  look: (image: Gray) => Gray = (image) => image,
): Promise<Map<Cut, CropReading>> {
  throwIfAborted(signal)
  const parts = cuts.map((cut) => (cut.expects === 'figure' ? cut.lineImages : [cut.image]))
  const crops = cuts.flatMap(({ expects }, i): Crop[] =>
    (parts[i] ?? []).map((image) => ({ image: look(image), expects, dpi })),
  )
  const read = crops.length > 0 ? await engine.readCrops(crops, signal) : []
  const readings = new Map<Cut, CropReading>()
  let at = 0
  for (const [i, cut] of cuts.entries()) {
    const end = at + (parts[i]?.length ?? 0)
    const whole = joined(read.slice(at, end))
    readings.set(cut, cut.damaged ? { ...whole, confidence: Math.min(whole.confidence, DAMAGED) } : whole)
    at = end
  }
  return readings
}

/** The readings of the lines of a cell as one; every line may be wrong. */
function joined(lines: readonly CropReading[]): CropReading {
  const [only] = lines
  if (only && lines.length === 1) return only
  const others = lines.flatMap(({ alternatives }, i): Guess[] =>
    alternatives.map((one) => ({
      text: lines.map((line, k) => (k === i ? one.text : line.text)).join('\n'),
      confidence: one.confidence,
    })),
  )
  const product = lines.reduce((sum, { confidence }) => sum * confidence, 1)
  return {
    text: lines.map(({ text }) => text).join('\n'),
    // No figure has a line of nothing but a sign or a point: a piece of a digit came off.
    confidence: lines.some(({ text }) => /^[^\d\p{L}]*$/u.test(text)) ? Math.min(product, DIFFERENT) : product,
    alternatives: others,
  }
}

/** From this confidence on, no text means no print. */
const NOTHING = 0.9
/** Readings that are less likely than this are no alternatives. */
const POSSIBLE = 0.02
/** Stands for ink that no engine could read. */
const UNREAD = '\ufffd'

const possible = (alternatives: readonly Guess[]): string[] =>
  alternatives.filter(({ confidence }) => confidence >= POSSIBLE).map(({ text }) => text)

/** Points, both ways: print is as large. */
const PRINT = 5
const isLarge = ({ x0, x1, top, bottom }: Box): boolean => Math.min(x1 - x0, bottom - top) > PRINT

/** What was read in the cells, as runs on the page. */
export function toRuns(cells: readonly ScanCell[]): TextRun[] {
  return cells.flatMap(({ ink, reading, lines, frame }): TextRun[] => {
    if (!ink || !reading) return []
    const texts = reading.text.split('\n').filter((line) => line.trim() !== '')
    // The engine is certain that what is left of dirt and rulings is nothing. It says the same of a digit under a seal.
    if (texts.length === 0 && reading.confidence >= NOTHING && !isLarge(ink)) return []
    const rest = {
      direction: 'right' as const,
      confidence: reading.confidence,
      alternatives: possible(reading.alternatives),
    }
    // Ink that no engine can read is no blank.
    if (texts.length === 0) texts.push(UNREAD)
    return texts.map((text, i) => {
      const part = (ink.bottom - ink.top) / texts.length
      const box =
        lines.length === texts.length && lines[i]
          ? lines[i]
          : { ...ink, top: ink.top + i * part, bottom: ink.top + (i + 1) * part }
      const size = Math.max(6, Math.min(24, (box.bottom - box.top) * 1.15, frame.bottom - frame.top))
      return { text, box, size, ...rest }
    })
  })
}

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
  const pieces = piecesOfPage({ width, height, data: ink })
  clearStamps(image, ink, scan.dpi, pieces)
  clearSpecks(image, ink, scan.dpi, false, pieces)
  // Less ink than one character has is no text.
  let count = 0
  for (let i = 0; i < ink.length; i++) count += ink[i] as number
  if (count < 20 * scale * scale) return []
  const read = (await engine.readPage(image, scan.dpi, signal)).filter(({ text }) => text.trim() !== '')
  const clean = { image, ink, dpi: scan.dpi }
  const lines = await readFigures(clean, await readTitles(clean, read, engine, signal), engine, signal)
  const sizes = lines.map(({ box }) => (box[3] - box[1]) / scale).sort((a, b) => a - b)
  const body = sizes[sizes.length >> 1] ?? 10
  return lines.map(({ text, confidence, alternatives, box: [x0, top, x1, bottom] }) => {
    const own = (bottom - top) / scale
    return {
      text,
      box: { x0: x0 / scale, x1: x1 / scale, top: top / scale, bottom: bottom / scale },
      // Heights of lines waver with the letters in them; titles are larger for certain.
      size: own > body * 1.3 ? Math.min(own, body * 2.2) : body,
      direction: 'right' as const,
      confidence,
      ...(alternatives ? { alternatives: possible(alternatives) } : {}),
    }
  })
}
