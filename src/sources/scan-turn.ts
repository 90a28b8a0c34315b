/** Which way up a page is: the way in which what it says can be read. */

import type { Quarter } from '../imaging/rotate.js'
import type { OcrEngine } from '../ocr/engine.js'
import type { Box, Page, TextRun } from '../types.js'
import type { ScanPage } from './scan-page.js'
import { readCells, type ScanCell } from './scan-reader.js'

/** Text that is read with this confidence on the average stands upright. */
const READS_WELL = 0.6
/** Cells looked at in each direction: those with most ink. */
const SAMPLES = 6
/** Another direction must read better by this much. */
const BETTER = 0.15

/** How well text was read, 0 to 1: letters weigh, figures read the same in two directions. */
export function legibility(readings: readonly { readonly text: string; readonly confidence: number }[]): number | null {
  let letters = 0
  let sum = 0
  for (const { text, confidence } of readings) {
    const weight = text.length
    const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
    letters += weight
    sum += han * confidence
  }
  return letters < 6 ? null : sum / letters
}

/**
 * Clockwise quarter turns that make a page upright, told from how well it could be read as it lies. 0 in most cases,
 * without any further reading; only where hardly a word was found are the other directions tried.
 */
export async function uprightTurn(
  { cells, outside }: { readonly cells: readonly ScanCell[]; readonly outside: readonly TextRun[] },
  prepare: (turn: Quarter) => Promise<ScanPage>,
  grids: (page: Page) => readonly { readonly box: Box; readonly frames: readonly Box[] }[],
  engine: OcrEngine,
  signal: AbortSignal | undefined,
): Promise<Quarter> {
  const texts = [
    ...cells.flatMap(({ reading, expects }) => (reading && expects === 'text' ? [reading] : [])),
    ...outside.map(({ text, confidence = 0 }) => ({ text, confidence })),
  ]
  const now = legibility(texts)
  if (now === null || now >= READS_WELL) return 0
  let best: Quarter = 0
  let most = now + BETTER
  for (const quarter of [180, 90, 270] as const) {
    const scan = await prepare(quarter)
    const frames = grids(scan.page).flatMap(({ frames: own }) => own)
    const value = legibility(
      frames.length >= SAMPLES
        ? await sampleCells(scan, frames, engine, signal)
        : await sampleLines(scan, engine, signal),
    )
    if (value !== null && value > most) {
      most = value
      best = quarter
    }
    if (value !== null && value >= READS_WELL) break
  }
  return best
}

async function sampleCells(
  scan: ScanPage,
  frames: readonly Box[],
  engine: OcrEngine,
  signal: AbortSignal | undefined,
): Promise<{ text: string; confidence: number }[]> {
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
  return cells.flatMap(({ reading }) => reading ?? [])
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
): Promise<{ text: string; confidence: number }[]> {
  const from = Math.round(image.height * 0.25)
  const to = Math.round(image.height * 0.6)
  const band = { width: image.width, height: to - from, data: image.data.slice(from * image.width, to * image.width) }
  return engine.readPage(band, dpi, signal)
}
