/** The picture of a page → what can be read of it: upright, level, on white paper, its rulings found and taken out. */

import { withDashes } from '../imaging/dashes.js'
import { eraseStrokes } from '../imaging/erase.js'
import { type Gray, shrink, shrinkBy } from '../imaging/gray.js'
import { whitenGrounds } from '../imaging/grounds.js'
import { type Lean, leanOf, straighten, sumOf } from '../imaging/lean.js'
import { withoutLetters } from '../imaging/letter-strokes.js'
import { middleOf } from '../imaging/middle.js'
import { hasPaleLines } from '../imaging/pale-lines.js'
import { clearEdges, evenPaper, freshInk, inkOf, inkThreshold } from '../imaging/paper.js'
import { type Quarter, rotate, skewOf, turn } from '../imaging/rotate.js'
import { findStrokes, type Stroke } from '../imaging/rulings.js'
import { leanOfSheet } from '../imaging/sheet.js'
import { clearSpecks } from '../imaging/specks.js'
import { withoutStreaks } from '../imaging/streaks.js'
import { withTraces } from '../imaging/traces.js'
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
  /** Where ink was taken for a ruling, a bit for each pixel, the lowest first. */
  readonly erased: Uint8Array
  readonly dpi: number
  /** Below it a pixel is ink. */
  readonly threshold: number
}

/** A prepared page put away: what can be made again from the rest is left out. */
export type StoredScan = Omit<ScanPage, 'ink'>

/** Put a page away in half of its room. */
export const storeScan = ({ ink: _, ...rest }: ScanPage): StoredScan => rest

/** The page as it was before {@link storeScan}. */
export const restoreScan = (stored: StoredScan): ScanPage => ({ ...stored, ink: inkOf(stored.image, stored.threshold) })

/** Angles below this, in radians, move the rim of a page by no more than rulings may waver. */
const LEVEL = 0.0012

/** Strokes of one pixel lie over two when a picture is turned by less than a right angle, with half of their ink in each. */
const SPREAD = 160

/** Times that a photo is straightened at most. */
const ROUNDS = 3

/** Rulings less darker than this than the paper that is no ink are gray ones, parts of which are paler still: they are looked for in ink that is paler by so much. */
const PALE_RULINGS = 40
const PALER = 25
/** Ink in which thin rulings are looked for first is no paler than this. */
const PALE_INK = 215
/** The same on a page of faded print, where it differs more. Rulings that shine through from the other side are farther from those of the page. */
const PALE_FADED = 65
const PALEST = 225

/** Prepare a page. @param quarter Clockwise turns that make it upright. */
export function prepareScan(number: number, { image: raw, dpi }: Raster, quarter: Quarter = 0): ScanPage {
  const clean = withoutStreaks(raw)
  const even = evenPaper(whitenGrounds(clean, dpi), dpi)
  const level = turn(even === raw ? { ...raw, data: raw.data.slice() } : even, quarter)
  const edge = inkThreshold(level)
  clearEdges(level, edge, dpi)
  let image = freshInk(level)
  const isFaded = image !== level
  let threshold = isFaded ? inkThreshold(image) : edge
  // One room for the ink of all of them.
  const room = inkOf(image, threshold)
  const sheet = leanOfSheet(turn(clean, quarter), dpi)
  const tilt = sheet ? 0 : skewOf(room, image.width, image.height)
  const askew = image
  const isLevel = Math.abs(tilt) <= LEVEL
  if (sheet || !isLevel) {
    image = sheet ? straighten(askew, sheet) : rotate(askew, tilt)
    threshold = Math.max(threshold, SPREAD)
  }
  const found = firstRulings(
    image,
    isFaded,
    isFaded ? threshold : Math.max(threshold, Math.min(PALE_INK, edge + PALE_RULINGS)),
    dpi,
    room,
  )
  const { dark } = found
  let { pale, strokes } = found
  let lean: Lean | null = sheet
  // Rulings that lean much are found in part only, and what is measured on them is refined on straighter ones.
  for (let round = 0; round < ROUNDS; round++) {
    const more = leanOf(strokes, pale, image.width, image.height, dpi)
    if (!more) break
    lean = lean ? sumOf(lean, more) : more
    image = straighten(askew, lean, isLevel ? 0 : tilt)
    threshold = Math.max(threshold, SPREAD)
    ;({ pale, strokes } = rulingsOf(image, dark, dpi, room))
  }
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
  const ink = inkOf(image, threshold, room)
  clearSpecks(image, ink, dpi, true)
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
      ...(isLevel ? {} : { tilt }),
      ...(lean ? { lean: inPoints(lean, dpi) } : {}),
    },
    image,
    ink,
    erased,
    dpi,
    threshold,
  }
}

/** The rulings of a page, and the gray below which they were found, which is paler than `dark` where some of them are. */
function firstRulings(
  image: Gray,
  isFaded: boolean,
  dark: number,
  dpi: number,
  room: Uint8Array,
): Found & { readonly dark: number } {
  const found = rulingsOf(image, dark, dpi, room)
  const isGray = grayOf(found.strokes, image) > dark - (isFaded ? PALE_FADED : PALE_RULINGS)
  const paler = isFaded ? PALEST : Math.min(PALEST, dark + PALER)
  // Faded print made dark has shades and grain there: something must be seen.
  if (!isGray || (isFaded && !hasPaleLines(image, dark, paler, found.strokes, dpi))) return { ...found, dark }
  const more = rulingsOf(image, paler, dpi)
  return lengthOf(more.strokes) > lengthOf(found.strokes) ? { ...more, dark: paler } : { ...found, dark }
}

interface Found {
  readonly pale: Uint8Array
  readonly strokes: readonly Stroke[]
}

/** The rulings of a level picture, and the ink that they were found in: `dark` is the gray below which it is. */
function rulingsOf(image: Gray, dark: number, dpi: number, room?: Uint8Array): Found {
  // Thin rulings are paler than print where a pixel is wider than they are.
  const pale = inkOf(image, dark, room)
  const found = findStrokes(pale, image.width, image.height, dpi)
  const runs = withoutLetters(found, pale, image.width, image.height, dpi)
  const dashed = withDashes(runs, pale, image.width, image.height, dpi)
  return { pale, strokes: withTraces(dashed, pale, image.width, image.height, dpi) }
}

const lengthOf = (strokes: readonly Stroke[]): number => strokes.reduce((sum, { from, to }) => sum + to - from, 0)

/** Pixels from one place of a ruling to the next that is looked at. */
const STEP = 3

/** The gray of rulings where they are darkest across, in the middle of all; 0 where there are none. */
function grayOf(strokes: readonly Stroke[], { width, data }: Gray): number {
  const across = strokes.map(({ axis, from, to, band }) => {
    const [along, aside] = axis === 'horizontal' ? [1, width] : [width, 1]
    const darkest: number[] = []
    for (let i = from; i < to; i += STEP) {
      let least = 255
      for (let k = band[0]; k < band[1]; k++) least = Math.min(least, data[i * along + k * aside] ?? 255)
      darkest.push(least)
    }
    return middleOf(darkest)
  })
  return middleOf(across)
}

const inPoints = ({ upright, level }: Lean, dpi: number): Lean => ({
  upright: { mean: upright.mean, change: (upright.change * dpi) / 72 },
  level: { mean: level.mean, change: (level.change * dpi) / 72 },
})

/** Pixels per inch of the picture that is kept for people, and how far from a whole number the step to it may be and still be taken for one. */
const LOOK_DPI = 100
const NEARLY = 0.02

function pictureOf(image: Gray, dpi: number): Uint8Array {
  const by = Math.max(1, dpi / LOOK_DPI)
  const whole = Math.round(by)
  if (Math.abs(by - whole) <= NEARLY) return toPng(whole === 1 ? image : shrinkBy(image, whole))
  return toPng(shrink(image, Math.round(image.width / by), Math.round(image.height / by)))
}

/** A page of which less than this share of the ink is darker than this has no dark print: its figures come apart, and cells seem blank. */
const PALE = 160
const DARK_SHARE = 0.25
/** Pixels from one that is looked at to the next: no divisor of the width of pages. */
const EVERY = 7

function isPale({ ink, image }: ScanPage): boolean {
  let [dark, all] = [0, 0]
  for (let i = 0; i < ink.length; i += EVERY) {
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
