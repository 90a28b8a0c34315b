/** Specks of a page that stand apart from all print: dirt, and the pepper of scans in black and white. */

import type { Gray } from './gray.js'
import { type Piece, piecesOfPage } from './ink.js'

/** Points: ink smaller both ways may be a speck; a point of print of 9 points is 0.9. */
const SPECK = 1.4
/** Points: so near to other print it may be a stroke or a point of it. */
const APART = 1.6
/** Pixels around a speck that are paler than ink, and go with it. */
const HALO = 1

/** Pixels: of a picture in which a speck is smaller, broken strokes of print are as small. So it is at 150 dpi, which coarser ones are drawn at. */
const COARSE = 3
/** Specks that stand apart, on a square inch: more of them are pepper. */
const PEPPER = 1

/**
 * White over the specks of a picture that stand apart. Works on the picture and its ink (1 where there is some) in place.
 *
 * @param pepper Whether nothing is done where they are few: one of them may be meant.
 * @param known The pieces of the ink, where they have been told already.
 */
export function clearSpecks(image: Gray, ink: Uint8Array, dpi: number, pepper = false, known?: readonly Piece[]): void {
  if ((SPECK * dpi) / 72 < COARSE) return
  const { width, height, data } = image
  const specks = specksOf(known ?? piecesOfPage({ width, height, data: ink }), image, ink, dpi)
  if (specks.length === 0 || (pepper && specks.length < (PEPPER * width * height) / dpi ** 2)) return
  for (const { x0, x1, y0, y1 } of specks) {
    const [from, to] = [Math.max(0, x0 - HALO), Math.min(width, x1 + HALO)]
    for (let y = Math.max(0, y0 - HALO); y < Math.min(height, y1 + HALO); y++) {
      data.fill(255, y * width + from, y * width + to)
      ink.fill(0, y * width + from, y * width + to)
    }
  }
}

/** Small pieces of ink with no other ink near them: those of print that has come apart stand beside each other. */
function specksOf(pieces: readonly Piece[], { width, height }: Gray, ink: Uint8Array, dpi: number): Piece[] {
  const scale = dpi / 72
  const apart = Math.round(APART * scale)
  return pieces.filter(({ x0, x1, y0, y1, area }) => {
    if (Math.max(x1 - x0, y1 - y0) > SPECK * scale) return false
    const [left, right] = [Math.max(0, x0 - apart), Math.min(width, x1 + apart)]
    let count = 0
    for (let y = Math.max(0, y0 - apart); y < Math.min(height, y1 + apart); y++)
      for (let i = y * width + left; i < y * width + right; i++) count += ink[i] as number
    return count === area
  })
}
