/** A crop with a figure → a strip of one height and contrast, which the digit reader was trained on. */

import { boxOfGlyphs, componentsOf } from './components.js'
import type { GrayImage } from './engine.js'
import { cutOut, findInk, type InkBox, resize } from './picture.js'

/** Rows of a strip, and how many of them a digit fills. */
export const stripHeight = 28
export const glyphHeight = 22
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
