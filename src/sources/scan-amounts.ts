/** Amounts with their unit in one cell, 255.84万元: the figure is read as a figure, without the unit. */

import { crop as cutOut, type Gray } from '../imaging/gray.js'
import type { Crop, CropReading, OcrEngine } from '../ocr/engine.js'
import type { Cut } from './scan-cell.js'
import { DIFFERENT } from './scan-fillers.js'

const AMOUNT = /^(\d[\d.,]*)(元|[万亿]元)$/
/** Read with more confidence, an amount is not read again; read twice alike, it has no more. */
const CERTAIN = 0.97

/** Amounts that were read as text and are doubtful, read again where the unit begins. Those that cannot be taken apart are left out. */
export async function readAmounts(
  readings: Iterable<readonly [Cut, CropReading]>,
  dpi: number,
  engine: OcrEngine,
  signal: AbortSignal | undefined,
): Promise<Map<Cut, CropReading>> {
  const parted = [...readings].flatMap(([cut, reading]) => {
    const [, figure = '', unit = ''] = AMOUNT.exec(reading.text.replace(/\s+/g, '')) ?? []
    if (figure === '' || reading.confidence >= CERTAIN || cut.damaged || cut.lines.length !== 1) return []
    const image = withoutUnit(cut.image, unit.length)
    return image ? [{ cut, reading, figure, unit, image }] : []
  })
  if (parted.length === 0) return new Map()
  const crops = parted.map(({ image }): Crop => ({ image, expects: 'figure', dpi }))
  const read = await engine.readCrops(crops, signal)
  return new Map(
    parted.flatMap(({ cut, reading, figure, unit }, i) => {
      const own = read[i]
      if (!own) return []
      if (own.text === figure) return [[cut, { ...reading, confidence: Math.min(own.confidence, CERTAIN) }] as const]
      const other = { text: own.text + unit, confidence: Math.min(own.confidence, DIFFERENT) }
      const confidence = Math.min(reading.confidence, DIFFERENT)
      return [[cut, { ...reading, confidence, alternatives: [other, ...reading.alternatives] }] as const]
    }),
  )
}

/** Gray from which on nothing is print. */
const PAPER = 200
/** Of the height of print: how wide a character is, and how far from there the gap before it may be. */
const CHARACTER = 1.05
const ASIDE = 0.35

/** A picture of print up to its last characters, as wide as high; null where no gap is before them. */
export function withoutUnit(image: Gray, characters: number): Gray | null {
  const { width, height, data } = image
  const columns = Array.from({ length: width }, (_, x) => {
    for (let y = 0; y < height; y++) if ((data[y * width + x] as number) < PAPER) return true
    return false
  })
  const rows = Array.from({ length: height }, (_, y) =>
    data.subarray(y * width, (y + 1) * width).some((value) => value < PAPER),
  )
  const size = rows.lastIndexOf(true) - rows.indexOf(true) + 1
  const begins = columns.lastIndexOf(true) + 1 - characters * size * CHARACTER
  const first = columns.indexOf(true)
  let best: number | null = null
  for (let x = first + 1; x < width; x++) {
    if (columns[x] || Math.abs(x - begins) > ASIDE * size) continue
    if (best === null || Math.abs(x - begins) < Math.abs(best - begins)) best = x
  }
  return best === null ? null : cutOut(image, 0, 0, best, height)
}
