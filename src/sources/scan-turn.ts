/** Which way up a page is: the way in which what it says can be read. */

import type { Quarter } from '../imaging/rotate.js'
import type { OcrEngine } from '../ocr/engine.js'
import type { Box, Page, TextRun } from '../types.js'
import type { ScanPage } from './scan-page.js'
import { readCells, type ScanCell } from './scan-reader.js'

/** Pairs of characters that reports are full of, from the labels of their forms. */
export type Vocabulary = ReadonlySet<string>

/** This share of the pairs of a text that reads as it should is in the vocabulary; upside down hardly one is. */
const READS_WELL = 0.08
/** Text with fewer pairs says nothing. */
const FEWEST = 6
/** A direction in which fewer pairs are known is no better: print that cannot be read at all has one by chance. */
const KNOWN = 3
/** Cells looked at in each direction: those with most ink. */
const SAMPLES = 8

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
  prepare: (turn: Quarter) => Promise<ScanPage>,
  grids: (page: Page) => readonly { readonly box: Box; readonly frames: readonly Box[] }[],
  engine: OcrEngine,
  vocabulary: Vocabulary,
  signal: AbortSignal | undefined,
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
  const now = legibility(texts, vocabulary) ?? 0
  if (now >= READS_WELL) return lies
  let best: Quarter = lies
  let most = Math.max(READS_WELL, now * 2)
  for (const quarter of ([0, 180, 90, 270] as const).filter((one) => one !== lies)) {
    const scan = await prepare(quarter)
    const frames = grids(scan.page).flatMap(({ frames: own }) => own)
    const read =
      frames.length >= SAMPLES
        ? await sampleCells(scan, frames, engine, signal)
        : await sampleLines(scan, engine, signal)
    const value = legibility(read, vocabulary) ?? 0
    const known = read.flatMap(pairsOf).filter((pair) => vocabulary.has(pair)).length
    if (value < most || known < KNOWN) continue
    most = value
    best = quarter
    if (value >= 3 * READS_WELL) break
  }
  return best
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
