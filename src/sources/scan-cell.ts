/** One cell of a prepared page, cut out: its ink without dirt, its lines, and what it seems to hold. */

import { crop as cutOut, framed, type Gray } from '../imaging/gray.js'
import {
  bandsOf,
  boxOf,
  hasBarAtSide,
  type InkPatch,
  type Piece,
  piecesOf,
  printPieces,
  rimOf,
} from '../imaging/ink.js'
import { inkOf } from '../imaging/paper.js'
import { endsInNote } from '../imaging/raised.js'
import { looksLikeFigure } from '../imaging/words.js'
import type { Box } from '../types.js'
import type { ScanPage } from './scan-page.js'

export type Expectation = 'figure' | 'text'

export interface Cut {
  /** In points, on the prepared page. */
  readonly frame: Box
  /** The whole cell, cut to its ink. */
  readonly image: Gray
  /** Each of its lines alone. */
  readonly lineImages: readonly Gray[]
  /** Around its ink, in points. */
  readonly ink: Box
  /** Around the ink of each line, in points. */
  readonly lines: readonly Box[]
  readonly expects: Expectation
  /** What is read may not be the figure: ink within the cell was taken for a ruling, a sign has run into one, two figures stand in it, or the number of a note behind one. */
  readonly damaged: boolean
}

/** The frame is cut this far inside its rulings, in points. */
const INSET = 0.5
/** White left around the ink of a crop, in points. */
const MARGIN = 3
/** Lines of a cell are parted by at least this, in points. */
const LEADING = 0.7

/** Inside of this, in points, no ruling of the cell itself runs. */
const INSIDE = 2.5
/** Points across: less ink than that is no digit. */
const DIGIT = 1.6

/** The ink of a cell on white paper; null where it is blank. What it holds is told from its ink unless it is `expected`. */
export function cutCell(scan: ScanPage, frame: Box, expected: Expectation | null): Cut | null {
  const scale = scan.dpi / 72
  const x0 = Math.max(0, Math.round((frame.x0 + INSET) * scale))
  const y0 = Math.max(0, Math.round((frame.top + INSET) * scale))
  const x1 = Math.min(scan.image.width, Math.round((frame.x1 - INSET) * scale))
  const y1 = Math.min(scan.image.height, Math.round((frame.bottom - INSET) * scale))
  const width = x1 - x0
  const height = y1 - y0
  if (width < 3 || height < 3) return null
  const gray = cutOut(scan.image, x0, y0, x1, y1)
  const ink = paleInk(gray, scan) ?? cutOut({ ...scan.image, data: scan.ink }, x0, y0, x1, y1)
  const { pieces, labels } = piecesOf(ink, rimOf(scan.dpi))
  const dark = withoutDots(printPieces(pieces, width, height, scan.dpi), scale)
  const print = dark.length > 0 ? [...dark, ...palePrint(gray, boxOf(dark), scan)] : paleBar(gray, scan)
  const box = boxOf(print)
  const damaged =
    erasedIn(scan, frame) > (DIGIT * scale) ** 2 || (box !== null && goesOn(scan, frame, y0 + box.y0, y0 + box.y1))
  const barred = hasBarAtSide(pieces, width, height, scan.dpi)
  if (!box) {
    if (!damaged && !barred) return null
    const nothing = { width: 1, height: 1, data: new Uint8Array([255]) }
    return {
      frame,
      image: nothing,
      lineImages: [nothing],
      ink: frame,
      lines: [frame],
      expects: 'figure',
      damaged: true,
    }
  }
  // What is within the print stays, small as it is: it may be the point of a decimal number.
  const below = Math.round(scale)
  const kept = new Set([
    ...print,
    ...pieces.filter((one) => one.x0 >= box.x0 && one.x1 <= box.x1 && one.y0 >= box.y0 && one.y1 <= box.y1 + below),
  ])
  whiten(
    gray,
    labels,
    pieces.map((piece) => !kept.has(piece)),
  )
  const lines = linesOf(print, scale)
  const expects = expected ?? (lines.every((line) => looksLikeFigure(line.pieces, line.box, scale)) ? 'figure' : 'text')
  const toPoints = (one: Piece): Box => ({
    x0: (x0 + one.x0) / scale,
    x1: (x0 + one.x1) / scale,
    top: (y0 + one.y0) / scale,
    bottom: (y0 + one.y1) / scale,
  })
  const margin = Math.round(MARGIN * scale)
  return {
    frame,
    image: framed(gray, box, margin),
    lineImages: lines.map((line) => framed(gray, line.box, margin)),
    ink: toPoints(box),
    lines: lines.map((line) => toPoints(line.box)),
    damaged:
      damaged || (expects === 'figure' && (barred || lines.some((line) => areTwo(line) || endsInNote(line.pieces)))),
    expects,
  }
}

/**
 * Pixels: so many may be darker than print is, by grain. Print whose darkest is paler than `dark` is pale, and half as dark as that is ink, but nothing that is paler than
 * `most`. Print that is paler than the ink of its page, by `by` at most, is this many points high, as grain is not; what shines through from the other side is paler still.
 */
const PALE = { few: 4, dark: 100, most: 200, high: 3.5, by: 12 }
const WHITE = 252

/**
 * The ink of a cell whose print is paler than that of its page, which what is heavier there decides: titles, rulings, holes. Thin strokes of a 0 are no ink by the
 * threshold of the page, and its halves are read as 1. Null where print is as dark as it should be, or there is none.
 */
function paleInk({ width, height, data }: Gray, { threshold, dpi }: ScanPage): InkPatch | null {
  const palest = threshold + PALE.by
  const counts = new Uint32Array(palest)
  for (const value of data) if (value < palest) counts[value] = (counts[value] as number) + 1
  let darkest = 0
  for (let below = 0; darkest < palest; darkest++) {
    below += counts[darkest] as number
    if (below > PALE.few) break
  }
  const own = Math.min(PALE.most, Math.round((darkest + WHITE) / 2))
  if (darkest <= PALE.dark || darkest >= Math.min(palest, own) || own <= threshold) return null
  const ink = { width, height, data: inkOf({ width, height, data }, own) }
  const high = (PALE.high * dpi) / 72
  return darkest < threshold || piecesOf(ink).pieces.some(({ y0, y1 }) => y1 - y0 > high) ? ink : null
}

/** Points: print of a cell is this high at least, and no dot as large as the second number. Of its height: a dot is smaller, and a point or comma no farther from its figure, across and down. */
const DOTS = { print: 4, most: 2.6, size: 0.45, across: 0.8, down: 0.6 }

/** Print without dots that stand apart: dirt, and no points of a figure. */
function withoutDots(print: readonly Piece[], scale: number): Piece[] {
  const height = Math.max(0, ...print.map(({ y0, y1 }) => y1 - y0))
  if (height < DOTS.print * scale) return [...print]
  // What is highest may be the rest of a ruling, and digits beside it are no dots.
  const large = Math.min(DOTS.size * height, DOTS.most * scale)
  const isDot = ({ x0, x1, y0, y1 }: Piece): boolean => Math.max(x1 - x0, y1 - y0) < large
  const glyphs = print.filter((one) => !isDot(one))
  return print.filter(
    (one) =>
      !isDot(one) ||
      glyphs.some(
        ({ x0, x1, y0, y1 }) =>
          Math.max(x0 - one.x1, one.x0 - x1) <= DOTS.across * height &&
          Math.max(y0 - one.y1, one.y0 - y1) <= DOTS.down * height,
      ),
  )
}

/** Times their height: digits of one figure are no farther apart. */
const ONE_FIGURE = 1.2

/** Whether print on one line is that of two figures, between which a ruling was not found. */
const areTwo = ({ pieces, box }: InkLine): boolean =>
  bandsOf(pieces, 'columns', Math.max(1, ONE_FIGURE * (box.y1 - box.y0))).length > 1

/** How much lighter than ink the thin strokes are that a scanner makes of narrow digits. */
const PALER = 40
/** Share of the height of the print that pale print beside it has at least: a 1, no dirt. */
const TALL = 0.6
/** Pixels above and below the print that are looked at too. */
const OVER = 3
/** Points between print and the pale print of the same figure. */
const BESIDE = 8

/** Of the height of its figure: how long and how high a sign is, and how far from its middle. It is longer than high by so much. */
const SIGN = { long: [0.2, 0.9], high: 0.3, off: 0.2, times: 2 } as const

/** Whether pale ink before a figure is its sign. @param height Of the figure. @param down From its top to where the ink is measured from. */
function isSign({ x0, x1, y0, y1 }: Extent, height: number, down: number): boolean {
  const [width, thick] = [x1 - x0, y1 - y0]
  return (
    width >= SIGN.long[0] * height &&
    width <= SIGN.long[1] * height &&
    thick <= SIGN.high * height &&
    width >= SIGN.times * thick &&
    Math.abs((y0 + y1) / 2 + down - height / 2) <= SIGN.off * height
  )
}

/** Pieces of the height of the print that are too pale for ink, left and right of it: digits whose strokes are thinner than a pixel; and a sign before it. */
function palePrint(gray: Gray, box: Piece | null, { threshold, dpi }: ScanPage): Piece[] {
  if (!box) return []
  const { width, height, data } = gray
  const pale = Math.min(230, threshold + PALER)
  const tall = (box.y1 - box.y0) * TALL
  const reach = Math.round((BESIDE * dpi) / 72)
  const rim = rimOf(dpi)
  return [
    [Math.max(rim, box.x0 - reach), box.x0 - 1],
    [box.x1 + 1, Math.min(width - rim, box.x1 + reach)],
  ].flatMap(([from = 0, to = 0]) => {
    const top = Math.max(0, box.y0 - OVER)
    const [across, down] = [to - from, Math.min(height, box.y1 + OVER) - top]
    if (across < 1) return []
    const ink = new Uint8Array(across * down)
    for (let y = 0; y < down; y++)
      for (let x = 0; x < across; x++)
        ink[y * across + x] = (data[(top + y) * width + from + x] as number) < pale ? 1 : 0
    return (
      piecesOf({ width: across, height: down, data: ink })
        // What goes on above and below is the rest of a ruling.
        .pieces.filter((one) => one.y0 > 0 && one.y1 < down)
        .filter((one) => one.y1 - one.y0 >= tall || (to < box.x0 && isSign(one, box.y1 - box.y0, top - box.y0)))
        .map((one) => ({ ...one, x0: one.x0 + from, x1: one.x1 + from, y0: one.y0 + top, y1: one.y1 + top }))
    )
  })
}

/** How much lighter than ink a dash is that lies over two rows of pixels; nothing lighter than the second is print. */
const PALE_DASH = 60
const PALEST = 215
/** Share of its box that a dash fills. */
const EVEN = 0.5

/** A dash in the middle of a cell without ink, too thin to be as dark as that. */
function paleBar({ width, height, data }: Gray, { threshold, dpi }: ScanPage): Piece[] {
  const pale = Math.min(PALEST, threshold + PALE_DASH)
  const ink = Uint8Array.from(data, (value) => (value < pale ? 1 : 0))
  const bars = piecesOf({ width, height, data: ink }).pieces.filter(
    (one) =>
      isBar(one, { x0: 0, y0: 0, x1: width, y1: height }, dpi / 72) &&
      one.area > EVEN * (one.x1 - one.x0) * (one.y1 - one.y0),
  )
  return bars.length === 1 ? bars : []
}

type Extent = Pick<Piece, 'x0' | 'y0' | 'x1' | 'y1'>

/** Points: a dash is longer, and no higher; times its height. It stands this far from the sides of its cell, and by this share of it from its middle. */
const BAR = { long: 3, high: 3, times: 2.5, apart: 2.5, off: 0.25 }

/** Whether ink is like a dash in the middle of its cell: no dirt, and no rest of a ruling. @param scale Units of a point. */
export function isBar(ink: Extent, cell: Extent, scale = 1): boolean {
  const [width, height] = [ink.x1 - ink.x0, ink.y1 - ink.y0]
  const off = Math.abs(ink.y0 + ink.y1 - cell.y0 - cell.y1) / 2
  return (
    width > BAR.long * scale &&
    height < BAR.high * scale &&
    width > BAR.times * height &&
    ink.x0 - cell.x0 > BAR.apart * scale &&
    cell.x1 - ink.x1 > BAR.apart * scale &&
    off < BAR.off * (cell.y1 - cell.y0)
  )
}

/** Points: digits of one figure are no farther apart. */
const NEXT = 2.5

/** Print that goes on behind an edge that nobody drew. */
function goesOn({ page, ink, image, dpi }: ScanPage, frame: Box, top: number, bottom: number): boolean {
  const scale = dpi / 72
  return ([frame.x0, frame.x1] as const).some((edge) => {
    const isPaper = page.rulings.some(
      ({ axis, drawn, at, from, to }) =>
        axis === 'vertical' && drawn === false && Math.abs(at - edge) < NEXT && from < frame.bottom && to > frame.top,
    )
    if (!isPaper) return false
    const outside = edge === frame.x0 ? edge - NEXT : edge
    for (let y = top; y < bottom; y++)
      for (let x = Math.round(outside * scale); x < Math.round((outside + NEXT) * scale); x++)
        if (x >= 0 && x < image.width && ink[y * image.width + x]) return true
    return false
  })
}

/** Pixels of ink in the middle of a cell that were taken for a ruling. */
function erasedIn({ erased, image, dpi }: ScanPage, frame: Box): number {
  const scale = dpi / 72
  let count = 0
  for (let y = Math.round((frame.top + INSIDE) * scale); y < Math.round((frame.bottom - INSIDE) * scale); y++) {
    for (let x = Math.round((frame.x0 + INSIDE) * scale); x < Math.round((frame.x1 - INSIDE) * scale); x++) {
      const at = y * image.width + x
      count += ((erased[at >> 3] ?? 0) >> (at & 7)) & 1
    }
  }
  return count
}

/** Dirt and pieces of rulings taken out of a crop, with the gray around them. */
function whiten({ width, height, data }: Gray, labels: Int32Array, drop: readonly boolean[]): void {
  if (!drop.includes(true)) return
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const label = labels[y * width + x] as number
      if (label === 0 || !drop[label - 1]) continue
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const other = labels[ny * width + nx] as number
          if (other === 0 || drop[other - 1]) data[ny * width + nx] = 255
        }
      }
    }
  }
}

interface InkLine {
  readonly pieces: readonly Piece[]
  readonly box: Piece
}

/** Print in lines. Bands much lower than the tallest are parts of one: the strokes of 二, a point, a comma, the top of a 5 that came off. */
function linesOf(print: readonly Piece[], scale: number): InkLine[] {
  const bands = bandsOf(print, 'rows', Math.max(1, LEADING * scale))
  const tallest = Math.max(...bands.map(({ from, to }) => to - from))
  const merged: { from: number; to: number }[] = []
  for (const band of bands) {
    const last = merged.at(-1)
    const thin = band.to - band.from < tallest * 0.45 || (last && last.to - last.from < tallest * 0.45)
    if (last && thin && band.from - last.to < tallest * 0.8) last.to = band.to
    else merged.push({ ...band })
  }
  return merged.flatMap(({ from, to }) => {
    const pieces = print.filter((one) => one.y0 >= from && one.y1 <= to)
    const box = boxOf(pieces)
    return box ? [{ pieces, box }] : []
  })
}
