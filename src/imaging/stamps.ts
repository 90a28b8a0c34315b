/** Stamps of a page that its colour does not tell from print: seals that were scanned in gray, or in black and white. */

import { crop, type Gray } from './gray.js'
import { type Piece, piecesOf } from './ink.js'

/** Inches, both ways: no character is printed so large, and the seals of public bodies are round, 4 to 5 cm across. */
const LARGE = 0.65
/** Share of its box that a stamp fills at most: its ring is thin, and so are the characters in it. */
const FILLED = 0.5
/** Pixels around a stamp that are paler than ink, and go with it. */
const RIM = 2

/**
 * White over the pieces of ink that are larger than print, with the characters that touch them: what finds the lines of a page takes all around such a piece for a picture.
 * Works on the picture and its ink (1 where there is some) in place.
 *
 * @param all The pieces of the ink.
 */
export function clearStamps(image: Gray, ink: Uint8Array, dpi: number, all: readonly Piece[]): void {
  const { width, height, data } = image
  const isStamp = ({ x0, x1, y0, y1, area }: Piece): boolean =>
    Math.min(x1 - x0, y1 - y0) > LARGE * dpi && area < FILLED * (x1 - x0) * (y1 - y0)
  for (const { x0, x1, y0, y1 } of all.filter(isStamp)) {
    const patch = crop({ width, height, data: ink }, x0, y0, x1, y1)
    const { width: across, height: down } = patch
    const { pieces, labels } = piecesOf(patch)
    const whole = pieces.findIndex((one) => one.x1 - one.x0 === across && one.y1 - one.y0 === down) + 1
    for (let y = 0; y < down; y++)
      for (let x = 0; x < across; x++) {
        if (labels[y * across + x] !== whole) continue
        const at = (y0 + y) * width + x0 + x
        ink[at] = 0
        data[at] = 255
        for (let ny = Math.max(0, y0 + y - RIM); ny <= Math.min(height - 1, y0 + y + RIM); ny++)
          for (let nx = Math.max(0, x0 + x - RIM); nx <= Math.min(width - 1, x0 + x + RIM); nx++)
            if (!ink[ny * width + nx]) data[ny * width + nx] = 255
      }
  }
}
