/** Figures outside of all grids: a page reading runs those of neighbouring columns into one, and says nothing of how sure it is of them. */

import { crop as cutOut, framed, type Gray } from '../imaging/gray.js'
import { bandsOf, boxOf, type Piece, piecesOf } from '../imaging/ink.js'
import type { Crop, CropReading, OcrEngine, PageLine } from '../ocr/engine.js'
import type { ScanPage } from './scan-page.js'

/** A line of a page, or a figure of one. */
export interface OutsideLine extends PageLine {
  /** Of a figure that was read alone. */
  readonly alternatives?: CropReading['alternatives']
}

/** Nothing but digits and what stands in figures, with a digit. */
const FIGURES = /^[\d.,+\-—－]*\d[\d.,+\-—－]*$/
/** Times their height: digits of one figure are no farther apart. */
const ONE_FIGURE = 1.2
/** Times the height of a line: specks are lower than that. */
const HIGH = 0.4
/** Pixels of paper around a figure that is cut out. */
const AROUND = 6
/** A page reading that another one does not confirm is no surer. */
const UNCONFIRMED = 0.9

/** The lines of a page, with each line of nothing but figures as the figures that stand apart in it, each read alone. */
export async function readFigures(
  { image, ink, dpi }: Pick<ScanPage, 'image' | 'ink' | 'dpi'>,
  lines: readonly PageLine[],
  engine: OcrEngine,
  signal: AbortSignal | undefined,
): Promise<OutsideLine[]> {
  const found = lines.map((line) => (FIGURES.test(line.text) ? figuresOf(line, ink, image) : []))
  const crops = found.flat().map((box): Crop => ({ image: framed(image, box, AROUND), expects: 'figure', dpi }))
  const read = crops.length > 0 ? await engine.readCrops(crops, signal) : []
  let at = 0
  return lines.flatMap((line, i): OutsideLine[] => {
    const boxes = found[i] as Piece[]
    const own = read.slice(at, at + boxes.length)
    at += boxes.length
    if (boxes.length === 0) return [line]
    if (own.every(({ text }) => text.trim() === ''))
      return [{ ...line, confidence: Math.min(line.confidence, UNCONFIRMED) }]
    // Where it says the same of all of them together, they are as sure as the reading of each; else no surer than a doubtful one.
    const same = own.map(({ text }) => text).join('') === line.text
    return own.flatMap(({ text, confidence, alternatives }, k): OutsideLine[] => {
      const { x0, y0, x1, y1 } = boxes[k] as Piece
      if (text.trim() === '') return []
      return [
        {
          text,
          confidence: same ? confidence : Math.min(confidence, UNCONFIRMED),
          box: [x0, y0, x1, y1],
          alternatives,
        },
      ]
    })
  })
}

/** Around the ink of each figure of a line; none where its print has no ink of that height. */
function figuresOf({ box: [x0, top, x1, bottom] }: PageLine, ink: Uint8Array, { width, height }: Gray): Piece[] {
  const [left, right] = [Math.max(0, Math.floor(x0)), Math.min(width, Math.ceil(x1))]
  const [from, to] = [Math.max(0, Math.floor(top)), Math.min(height, Math.ceil(bottom))]
  const { pieces } = piecesOf(cutOut({ width, height, data: ink }, left, from, right, to))
  const high = Math.max(0, ...pieces.map(({ y0, y1 }) => y1 - y0))
  if (!pieces.some(({ y0, y1 }) => y1 - y0 >= HIGH * (to - from))) return []
  return bandsOf(pieces, 'columns', ONE_FIGURE * high).flatMap((band) => {
    const one = boxOf(pieces.filter((piece) => piece.x0 >= band.from && piece.x1 <= band.to))
    return one ? [{ ...one, x0: one.x0 + left, x1: one.x1 + left, y0: one.y0 + from, y1: one.y1 + from }] : []
  })
}
