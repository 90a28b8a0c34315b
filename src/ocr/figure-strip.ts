/** A crop with a figure → a strip of one height and contrast, which the digit reader was trained on. */

import { boxOfGlyphs, componentsOf } from './components.js'
import type { GrayImage } from './engine.js'
import { cutOut, findInk, type InkBox, resize } from './picture.js'

/** Rows of a strip, and how many of them a digit fills. */
export const stripHeight = 28
const glyphHeight = 22
/** Columns of paper before and behind the figure. */
const sideMargin = 5
/** Longer strips hold no figure: about 40 digits. */
const longest = 560

/** Dirt may be the rest of a point or of a thin stroke. */
const onlyDirt = 0.5

export interface FigureStrip {
  readonly width: number
  /** Row-major, `stripHeight` rows: 0 paper to 1 ink. */
  readonly ink: Float32Array
  /** Where the figure is in the crop, in its pixels. */
  readonly box: InkBox
}

/** A crop without a figure. `empty`: how sure it is that nothing is printed there, 0 to 1. `tooLong`: no figure is as long. */
export type NoFigure = { readonly empty: number } | { readonly tooLong: true }

/** The strip of the figure in a crop. */
export function figureStrip(picture: GrayImage, dpi: number): FigureStrip | NoFigure {
  const found = findInk(picture)
  if ('empty' in found) return found
  const { image, mask, ink, paper } = found
  const box = boxOfGlyphs(componentsOf(mask, image.width, image.height), image.width, image.height, dpi)
  if (!box) return { empty: onlyDirt }
  // A lone dash or point says nothing about the size of the type: digits of six points are 0.06 inches tall.
  const height = Math.max(box.y1 - box.y0, 0.06 * dpi, 4)
  const scale = glyphHeight / height
  const length = Math.round((box.x1 - box.x0) * scale) + 2 * sideMargin
  if (length > longest) return { tooLong: true }

  const middle = (box.y0 + box.y1) / 2
  const margin = Math.ceil(sideMargin / scale)
  const above = Math.round(middle - stripHeight / scale / 2)
  const rows = Math.max(1, Math.round(stripHeight / scale))
  const cut = cutOut(
    image,
    { x0: box.x0, y0: above + margin, x1: box.x1, y1: above + rows - margin },
    margin,
    Math.round(paper),
  )
  const width = Math.max(2 * sideMargin + 1, Math.round(cut.width * scale))
  const small = resize(cut, width, stripHeight)
  const data = new Float32Array(small.data.length)
  for (let i = 0; i < data.length; i++)
    data[i] = Math.min(1.2, Math.max(-0.2, (paper - small.data[i]!) / Math.max(1, paper - ink)))
  return { width, ink: data, box }
}

/** Darker than this, a pixel of a strip is ink for certain. */
const INK = 0.35
/** Columns from the first with ink on that a sign takes up at least. */
const SIGN_WIDTH = 6
/** Shares of the height of digits: a sign is no taller, and its middle lies between these. */
const SIGN_HEIGHT = 0.35
const SIGN_MIDDLE = [0.3, 0.75] as const

/** Whether what the ink begins with can be a sign: low, and halfway up the figure. */
export function beginsWithSign({ ink, width }: Pick<FigureStrip, 'ink' | 'width'>): boolean {
  let [first, top, bottom] = [width, stripHeight, 0]
  for (let x = 0; x < Math.min(width, first + SIGN_WIDTH); x++) {
    for (let y = 0; y < stripHeight; y++) {
      if ((ink[y * width + x] as number) < INK) continue
      first = Math.min(first, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  }
  const middle = ((top + bottom - stripHeight) / 2 + glyphHeight / 2) / glyphHeight
  return (
    bottom > top && bottom - top <= SIGN_HEIGHT * glyphHeight && middle >= SIGN_MIDDLE[0] && middle <= SIGN_MIDDLE[1]
  )
}
