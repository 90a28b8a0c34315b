/** Which way up a page is: the way in which what it says can be read. */

import type { Quarter } from '../imaging/rotate.js'
import type { OcrEngine } from '../ocr/engine.js'
import type { Box, Page, TextRun } from '../types.js'
import type { ScanPage } from './scan-page.js'
import { readCells, type ScanCell } from './scan-reader.js'

/** Pairs of characters that reports are full of, from the labels of their forms. */
export type Vocabulary = ReadonlySet<string>

/** What it takes to look at a page in another direction. */
export interface Look {
  readonly prepare: (turn: Quarter) => Promise<ScanPage>
  /** The cells of a page, table by table. */
  readonly grids: (page: Page) => readonly { readonly box: Box; readonly frames: readonly Box[] }[]
  readonly engine: OcrEngine
  readonly vocabulary: Vocabulary
  readonly signal: AbortSignal | undefined
}

/** This share of the pairs of a text that reads as it should is in the vocabulary; upside down hardly one is. */
const READS_WELL = 0.08
/** A direction that reads so well is the one. */
const CLEARLY = 3 * READS_WELL
/** Text with fewer pairs says nothing. */
const FEWEST = 6
/** A direction in which fewer pairs are known is no better: print that cannot be read at all has one by chance. */
const KNOWN = 3
/** Cells looked at in each direction: those with most ink. */
const SAMPLES = 8

/** Points: the squares in which ink is looked for; a gap of one of them does not end a line. */
const SQUARE = 2
/** Lines across are so much shorter than those down: upright pages have 1 and more, those on their side two thirds and less. */
const ON_ITS_SIDE = 0.5

/** All pairs of neighbouring Chinese characters in some texts. */
export function vocabularyOf(texts: Iterable<string>): Vocabulary {
  const pairs = new Set<string>()
  for (const text of texts) for (const pair of pairsOf(text)) pairs.add(pair)
  return pairs
}

const pairsOf = (text: string): string[] =>
  [...text.matchAll(/(?=(\p{Script=Han}{2}))/gu)].flatMap(([, pair]) => pair ?? [])

/** The share of the pairs of characters that are in the vocabulary; null where there are too few to say. */
export function legibility(texts: readonly string[], vocabulary: Vocabulary): number | null {
  const pairs = texts.flatMap(pairsOf)
  if (pairs.length < FEWEST) return null
  return pairs.filter((pair) => vocabulary.has(pair)).length / pairs.length
}

/**
 * Clockwise quarter turns that make a page upright, told from whether it could be read with those it was given, `lies`. They are the answer in most
 * cases, without any further reading; only where hardly a word was found are the other directions tried.
 */
export async function uprightTurn(
  { cells, outside }: { readonly cells: readonly ScanCell[]; readonly outside: readonly TextRun[] },
  lies: Quarter,
  look: Look,
): Promise<Quarter> {
  // Engines read lines of a page in all directions, cells in one: where there are cells, they tell.
  const inCells = cells.flatMap(({ reading }) => reading?.text ?? [])
  const texts =
    cells.length >= SAMPLES && pairsOf(inCells.join('')).length >= FEWEST
      ? inCells
      : [
          ...inCells,
          ...outside.filter(({ box }) => isLevel(box.x1 - box.x0, box.bottom - box.top)).map(({ text }) => text),
        ]
  // Chinese that is turned is read as anything, also as no Chinese at all.
  if ([...inCells, ...outside.map(({ text }) => text)].join('').length < FEWEST) return 0
  const now = legibility(texts, look.vocabulary) ?? 0
  if (now >= READS_WELL) return lies
  let best: Quarter = lies
  let most = Math.max(READS_WELL, now * 2)
  for (const quarter of ([0, 180, 90, 270] as const).filter((one) => one !== lies)) {
    const { value, known } = await sample(quarter, look)
    if (value < most || known < KNOWN) continue
    most = value
    best = quarter
    if (value >= CLEARLY) break
  }
  return best
}

/** How well a few cells of a page read, or a band of it. */
async function sample(
  quarter: Quarter,
  { prepare, grids, engine, vocabulary, signal }: Look,
): Promise<{ value: number; known: number }> {
  const scan = await prepare(quarter)
  const frames = grids(scan.page).flatMap(({ frames: own }) => own)
  const read =
    frames.length >= SAMPLES ? await sampleCells(scan, frames, engine, signal) : await sampleLines(scan, engine, signal)
  return {
    value: legibility(read, vocabulary) ?? 0,
    known: read.flatMap(pairsOf).filter((pair) => vocabulary.has(pair)).length,
  }
}

/**
 * Turns that a page on its side wants, told by a few of its cells: read whole as it lies, it takes several times as long. `lies` where it does not
 * lie so, or where a few cells do not tell.
 */
export async function turnOnSide(scan: ScanPage, lies: Quarter, look: Look): Promise<Quarter> {
  if (!isOnItsSide(scan)) return lies
  for (const more of [90, 270]) {
    const quarter = ((lies + more) % 360) as Quarter
    const { value, known } = await sample(quarter, look)
    if (known >= KNOWN && value >= CLEARLY) return quarter
  }
  return lies
}

/** Whether the characters of a page make lines down rather than across. */
export function isOnItsSide({ ink, image, dpi }: Pick<ScanPage, 'ink' | 'image' | 'dpi'>): boolean {
  const side = (SQUARE * dpi) / 72
  const [width, height] = [Math.ceil(image.width / side), Math.ceil(image.height / side)]
  const columns = Uint16Array.from({ length: image.width }, (_, x) => Math.floor(x / side))
  const squares = new Uint8Array(width * height)
  for (let y = 0; y < image.height; y++) {
    const row = Math.floor(y / side) * width
    const from = y * image.width
    for (let x = 0; x < image.width; x++) if (ink[from + x] !== 0) squares[row + (columns[x] as number)] = 1
  }
  const across = lengthsOf(squares, height, width, width, 1)
  const down = lengthsOf(squares, width, height, 1, width)
  return across < down * ON_ITS_SIDE
}

/** The squares of the lengths of all lines of ink, added up: long ones count most. */
function lengthsOf(squares: Uint8Array, lines: number, length: number, next: number, step: number): number {
  let sum = 0
  for (let line = 0; line < lines; line++) {
    let [from, last] = [0, Number.NEGATIVE_INFINITY]
    for (let i = 0; i < length; i++) {
      if (squares[line * next + i * step] === 0) continue
      if (i - last > 2) from = i
      // What the line gains by this square.
      sum += (i - from + 1) ** 2 - (i - last > 2 ? 0 : (last - from + 1) ** 2)
      last = i
    }
  }
  return sum
}

const isLevel = (width: number, height: number): boolean => width > height * 1.2

async function sampleCells(
  scan: ScanPage,
  frames: readonly Box[],
  engine: OcrEngine,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const inked = frames
    .map((frame) => ({ frame, ink: inkIn(scan, frame) }))
    .sort((a, b) => b.ink - a.ink)
    .slice(0, SAMPLES)
  const cells = await readCells(
    scan,
    inked.map(({ frame }) => frame),
    engine,
    () => 'text',
    signal,
  )
  return cells.flatMap(({ reading }) => reading?.text ?? [])
}

function inkIn({ ink, image, dpi }: ScanPage, frame: Box): number {
  const scale = dpi / 72
  let sum = 0
  for (let y = Math.round(frame.top * scale); y < Math.min(image.height, frame.bottom * scale); y += 2)
    for (let x = Math.round(frame.x0 * scale); x < Math.min(image.width, frame.x1 * scale); x += 2)
      sum += ink[y * image.width + x] ?? 0
  return sum
}

/** A band across the middle of the page. */
async function sampleLines(
  { image, dpi }: ScanPage,
  engine: OcrEngine,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const from = Math.round(image.height * 0.25)
  const to = Math.round(image.height * 0.6)
  const band = { width: image.width, height: to - from, data: image.data.slice(from * image.width, to * image.width) }
  return (await engine.readPage(band, dpi, signal))
    .filter(({ box: [x0, top, x1, bottom] }) => isLevel(x1 - x0, bottom - top))
    .map(({ text }) => text)
}
