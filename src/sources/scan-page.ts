/** The picture of a page → what can be read of it: upright, level, on white paper, its rulings found and taken out. */

import { withDashes } from '../imaging/dashes.js'
import { eraseStrokes } from '../imaging/erase.js'
import { type Gray, shrink } from '../imaging/gray.js'
import { withoutLetters } from '../imaging/letter-strokes.js'
import { clearEdges, evenPaper, freshInk, inkOf, inkThreshold } from '../imaging/paper.js'
import { type Quarter, rotate, skewOf, turn } from '../imaging/rotate.js'
import { findStrokes } from '../imaging/rulings.js'
import { wordsOf } from '../imaging/words.js'
import type { Box, Page, Ruling } from '../types.js'
import type { Raster } from './pdf-raster.js'
import { toPng } from './png.js'

export interface ScanPage {
  /** Size and rulings in points, no text yet. */
  readonly page: Page
  /** The page on white paper, without its rulings. */
  readonly image: Gray
  /** 1 where there is ink, without the rulings. */
  readonly ink: Uint8Array
  /** 1 where ink was taken for a ruling. */
  readonly erased: Uint8Array
  readonly dpi: number
  /** Below it a pixel is ink. */
  readonly threshold: number
}

/** Angles below this, in radians, move the rim of a page by no more than rulings may waver. */
const LEVEL = 0.0012

/** Prepare a page. @param quarter Clockwise turns that make it upright. */
export function prepareScan(number: number, { image: raw, dpi }: Raster, quarter: Quarter = 0): ScanPage {
  const even = evenPaper(raw, dpi)
  const level = turn(even === raw ? { ...raw, data: raw.data.slice() } : even, quarter)
  const edge = inkThreshold(level)
  clearEdges(level, edge, dpi)
  let image = freshInk(level)
  const isFaded = image !== level
  const threshold = isFaded ? inkThreshold(image) : edge
  let ink = inkOf(image, threshold)
  const tilt = skewOf(ink, image.width, image.height)
  if (Math.abs(tilt) > LEVEL) {
    image = rotate(image, tilt)
    ink = inkOf(image, threshold)
  }
  // Thin rulings are paler than print where a pixel is wider than they are. Faded print made dark has shades and grain there.
  const pale = inkOf(image, isFaded ? threshold : Math.min(215, threshold + 40))
  const found = findStrokes(pale, image.width, image.height, dpi)
  const runs = withoutLetters(found, pale, image.width, image.height, dpi)
  const strokes = withDashes(runs, pale, image.width, image.height, dpi)
  const scale = 72 / dpi
  const rulings = strokes.map(
    ({ axis, at, from, to, thickness }): Ruling => ({
      axis,
      at: at * scale,
      from: from * scale,
      to: to * scale,
      width: thickness * scale,
    }),
  )
  const erased = eraseStrokes(image, pale, strokes)
  ink = inkOf(image, threshold)
  return {
    page: {
      number,
      width: image.width * scale,
      height: image.height * scale,
      runs: [],
      rulings,
      edges: [],
      images: [],
      picture: pictureOf(raw, dpi),
      ...(quarter === 0 ? {} : { turned: quarter }),
      ...(Math.abs(tilt) > LEVEL ? { tilt } : {}),
    },
    image,
    ink,
    erased,
    dpi,
    threshold,
  }
}

/** Pixels per inch of the picture that is kept for people. */
const LOOK_DPI = 100

function pictureOf(image: Gray, dpi: number): Uint8Array {
  const share = Math.min(1, LOOK_DPI / dpi)
  return toPng(shrink(image, Math.round(image.width * share), Math.round(image.height * share)))
}

/** A page of which less than this share of the ink is darker than this has no dark print: its figures come apart, and cells seem blank. */
const PALE = 160
const DARK_SHARE = 0.25

function isPale({ ink, image }: ScanPage): boolean {
  let [dark, all] = [0, 0]
  for (let i = 0; i < ink.length; i++) {
    if (ink[i] === 0) continue
    all++
    if ((image.data[i] as number) < PALE) dark++
  }
  return dark < all * DARK_SHARE
}

/** The print of a page, in points: what its cells are told by where no line parts them. None of a page that is too pale. */
export function printOf(scan: ScanPage): { box: Box; pieces: Box[]; figure: boolean }[] {
  if (isPale(scan)) return []
  const { ink, image, dpi } = scan
  const scale = 72 / dpi
  const toBox = (one: { x0: number; y0: number; x1: number; y1: number }): Box => ({
    x0: one.x0 * scale,
    x1: one.x1 * scale,
    top: one.y0 * scale,
    bottom: one.y1 * scale,
  })
  return wordsOf({ width: image.width, height: image.height, data: ink }, dpi).map(({ box, pieces, figure }) => ({
    box: toBox(box),
    pieces: pieces.map(toBox),
    figure,
  }))
}
