/**
 * What a page draws, whatever engine tells of it → runs and rulings. The engines say where glyphs, paths and pictures stand;
 * what of them can be seen, and which glyphs follow each other, is decided here, once.
 */

import { containsPoint, height, intersect, width } from '../geometry/box.js'
import { kept } from '../text/kept.js'
import { unifyIdeographs } from '../text/radicals.js'
import type { Box, Direction, Page, Ruling, TextRun } from '../types.js'
import { GlyphRuns } from './pdf-glyph-runs.js'
import {
  addFills,
  addStrokes,
  addThinBox,
  apply,
  type Drawn,
  keepVisible,
  type Matrix,
  type Subpath,
  subpaths,
  withoutLetters,
} from './pdf-rulings.js'

/** The same glyph again within this share of its width is the same ink: bold made by drawing twice. */
const SAME_INK = 0.42
/**
 * Box of a glyph above and below the baseline, in ems: that of Chinese type. What fonts say of themselves differs up to
 * half an em between producers, which would make neighbouring lines overlap.
 */
export const ASCENT = 0.88
export const DESCENT = -0.12
/** Lighter than this (0 black, 1 white) text is a watermark or a shade. */
const FAINT = 0.78
const WHITE = 0.97
/** What is painted with no more than this cannot be seen. */
const UNSEEN = 0.05
/** White paint that covers what lies below it. */
const OPAQUE = 0.95
/** A patch over a figure is larger than a line is wide, in points, and less than this share of the page. */
const SMALLEST_PATCH = 4
const LARGEST_PATCH = 0.25
/** Coordinates beyond this many points are damage: PDF 32000-1 allows pages up to 14,400. */
const ABSURD = 20_000

/** How something is painted: of the graphics state what is seen of it. Colours as #rrggbb, null for none. */
export interface Paint {
  readonly clip: Box
  readonly lineWidth: number
  readonly stroke: string | null
  readonly fill: string | null
  readonly strokeAlpha: number
  readonly fillAlpha: number
  /** Text rendering mode (PDF 32000-1, 9.3.6). */
  readonly mode: number
}

export class PageInk {
  readonly pageBox: Box
  private readonly runs = new GlyphRuns()
  private readonly images: Box[] = []
  private readonly drawn: Drawn = { rulings: [], edges: [], areas: [], outlines: [] }
  private readonly white: Drawn = { rulings: [], edges: [], areas: [], outlines: [] }
  private readonly ink = new Map<string, number[]>()
  /** Glyphs outside of the page or with absurd coordinates, left out. */
  outside = 0

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.pageBox = { x0: 0, top: 0, x1: width, bottom: height }
  }

  finish(number: number): Page {
    const runs = this.runs.finish()
    const dark = [...this.drawn.rulings, ...withoutLetters(this.drawn.outlines, runs)]
    const white = [...this.white.rulings, ...withoutLetters(this.white.outlines, runs)]
    return {
      number,
      width: this.width,
      height: this.height,
      runs: withStruck(runs, dark),
      rulings: [...dark, ...keepVisible(white, this.drawn.areas)],
      edges: [...this.drawn.edges, ...this.white.edges],
      images: this.images,
    }
  }

  /** A path: data as {@link subpaths} takes it. */
  path(data: ArrayLike<number>, ctm: Matrix, { stroke, fill }: { stroke: boolean; fill: boolean }, paint: Paint): void {
    const strokeColour = stroke && paint.strokeAlpha > UNSEEN ? paint.stroke : null
    const fillColour = fill && paint.fillAlpha > UNSEEN ? paint.fill : null
    if (strokeColour === null && fillColour === null) return
    const paths = subpaths(data, ctm)
    if (strokeColour !== null) {
      const scale = Math.sqrt(Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]))
      addStrokes(paths, paint.lineWidth * scale, paint.clip, isWhite(strokeColour) ? this.white : this.drawn)
    }
    if (fillColour !== null) {
      const white = isWhite(fillColour)
      addFills(paths, white, paint.clip, white ? this.white : this.drawn)
      const [only] = paths
      if (white && only && paths.length === 1 && paint.fillAlpha > OPAQUE) this.patch(only, paint.clip)
    }
  }

  /**
   * White paint over what is written already, as figures are corrected in a finished file. Larger than a patch is the paper; of several
   * boxes at once one may be a hole.
   */
  private patch({ box, curved }: Subpath, clip: Box): void {
    const shown = curved ? null : intersect(box, clip)
    if (!shown || Math.min(width(shown), height(shown)) < SMALLEST_PATCH) return
    if (width(shown) * height(shown) < this.width * this.height * LARGEST_PATCH) this.runs.cover(shown)
  }

  /** A picture: the unit square under `m`. */
  image(m: Matrix, clip: Box): void {
    const corners = [apply(m, 0, 0), apply(m, 1, 0), apply(m, 0, 1), apply(m, 1, 1)]
    const box = {
      x0: Math.min(...corners.map(([x]) => x)),
      x1: Math.max(...corners.map(([x]) => x)),
      top: Math.min(...corners.map(([, y]) => y)),
      bottom: Math.max(...corners.map(([, y]) => y)),
    }
    if (!Number.isFinite(box.x0 + box.x1 + box.top + box.bottom)) return
    const visible = {
      x0: Math.max(box.x0, clip.x0),
      x1: Math.min(box.x1, clip.x1),
      top: Math.max(box.top, clip.top),
      bottom: Math.min(box.bottom, clip.bottom),
    }
    if (visible.x1 < visible.x0 || visible.bottom < visible.top) return
    if (!addThinBox(visible, this.drawn.rulings)) this.images.push(visible)
  }

  /** A glyph: `cell` is its box before `m`; `size` in points of the displayed page. */
  glyph(
    text: string,
    m: Matrix,
    cell: { x0: number; x1: number; y0: number; y1: number },
    direction: Direction,
    size: number,
    vertical: boolean,
    paint: Paint,
  ): void {
    const unicode = unifyIdeographs(text)
    if (!unicode || unicode === ' ' || unicode === '\u00a0' || unicode === '\u3000' || unicode.trim() === '') return
    // The box of the four corners, without making them: this is done for every glyph.
    const [a, b, c, d, e, f] = m
    const x0 = Math.min(a * cell.x0, a * cell.x1) + Math.min(c * cell.y0, c * cell.y1) + e
    const x1 = Math.max(a * cell.x0, a * cell.x1) + Math.max(c * cell.y0, c * cell.y1) + e
    const top = Math.min(b * cell.x0, b * cell.x1) + Math.min(d * cell.y0, d * cell.y1) + f
    const bottom = Math.max(b * cell.x0, b * cell.x1) + Math.max(d * cell.y0, d * cell.y1) + f
    const { clip } = paint
    const cx = (x0 + x1) / 2
    const cy = (top + bottom) / 2
    if (
      !(Math.abs(cx) < ABSURD && Math.abs(cy) < ABSURD && size < ABSURD) ||
      x1 < clip.x0 ||
      x0 > clip.x1 ||
      bottom < clip.top ||
      top > clip.bottom
    ) {
      this.outside++
      return
    }
    if (
      cx < 0 ||
      cy < 0 ||
      cx > this.pageBox.x1 ||
      cy > this.pageBox.bottom ||
      !shownBetween(x0, x1, clip.x0, clip.x1) ||
      !shownBetween(top, bottom, clip.top, clip.bottom)
    ) {
      this.outside++
      return
    }
    const hidden = paint.mode === 3 || paint.mode === 7 || (paint.fill === null && paint.mode === 0)
    const faint =
      !hidden &&
      paint.mode !== 1 &&
      paint.fill !== null &&
      (paint.fillAlpha < 0.3 || lightness(paint.fill) * paint.fillAlpha + (1 - paint.fillAlpha) > FAINT)
    if (!hidden && paint.fill !== null && isWhite(paint.fill) && !this.onColour(cx, cy)) {
      this.outside++
      return
    }
    const foot = seenFoot(top, bottom, clip)
    if (this.alreadyInked(unicode, cx, cy, x1 - x0, bottom - top, hidden))
      this.runs.stacked(unicode, x0, top, x1, foot, direction)
    else this.runs.glyph(unicode, x0, top, x1, foot, { size, direction, vertical, hidden, faint })
  }

  /** White letters can be read where something darker lies below. */
  private onColour(x: number, y: number): boolean {
    return (
      this.drawn.areas.some((box) => containsPoint(box, x, y, 1)) ||
      this.images.some((box) => containsPoint(box, x, y, 1))
    )
  }

  private alreadyInked(unicode: string, x: number, y: number, width: number, height: number, hidden: boolean): boolean {
    const key = hidden ? `\u0000${unicode}` : unicode
    const spots = this.ink.get(key)
    if (!spots) {
      this.ink.set(key, [x, y])
      return false
    }
    const dx = Math.max(0.2, width * SAME_INK)
    const dy = Math.max(0.2, height * 0.2)
    // Newest first: the second drawing follows the first closely. Old spots still count, but not endlessly many.
    for (let i = spots.length - 2, seen = 0; i >= 0 && seen < 3000; i -= 2, seen++) {
      if (Math.abs((spots[i] ?? 0) - x) < dx && Math.abs((spots[i + 1] ?? 0) - y) < dy) return true
    }
    spots.push(x, y)
    return false
  }
}

/** Share of a glyph's box, from its top, between which a line strikes it through; above and below are lines of their own. */
const STRUCK_FROM = 0.3
const STRUCK_TO = 0.75

/** Runs with a line through the middle of a digit that is about as long as they are: rulings of tables are longer. Of letters the line may be a stroke. */
function withStruck(runs: readonly TextRun[], rulings: readonly Ruling[]): TextRun[] {
  const along = (axis: Ruling['axis']): Ruling[] =>
    rulings.filter((one) => one.axis === axis && one.to - one.from > 1).sort((a, b) => a.at - b.at)
  const level = along('horizontal')
  const upright = runs.some(({ direction }) => direction === 'up' || direction === 'down') ? along('vertical') : []
  if (level.length + upright.length === 0) return [...runs]
  return runs.map((run) => {
    const { box, size, stops, chars, direction } = run
    if (!stops || !chars || direction === 'oblique' || run.vertical || !/\d/.test(run.text)) return run
    const across = direction === 'up' || direction === 'down'
    const [begin, end] = across ? [box.top, box.bottom] : [box.x0, box.x1]
    const [low, high] = across ? [box.x0, box.x1] : [box.top, box.bottom]
    // Heads of glyphs are where coordinates begin, but in text that runs left or down.
    const isHeadFirst = direction === 'right' || direction === 'up'
    const [from, to] = isHeadFirst ? [STRUCK_FROM, STRUCK_TO] : [1 - STRUCK_TO, 1 - STRUCK_FROM]
    const near = between(across ? upright : level, low + (high - low) * from, low + (high - low) * to)
    const strikes = near.some(
      (line) =>
        line.from > begin - size &&
        line.to < end + size &&
        stops.some((stop, i) => {
          const next = stops[i + 1]
          return next !== undefined && /^\d/.test(chars[i] ?? '') && covers(line, stop, next)
        }),
    )
    return strikes ? { ...run, struck: true as const } : run
  })
}

/** Share of a digit that a line covers which strikes it through. */
const STRUCK_WIDE = 0.7

const covers = ({ from, to }: Ruling, a: number, b: number): boolean =>
  Math.min(to, Math.max(a, b)) - Math.max(from, Math.min(a, b)) > Math.abs(b - a) * STRUCK_WIDE

/** Of rulings sorted by their place those above `low` and below `high`. A dotted border has thousands. */
function between(sorted: readonly Ruling[], low: number, high: number): readonly Ruling[] {
  let first = 0
  for (let end = sorted.length; first < end; ) {
    const middle = (first + end) >> 1
    if ((sorted[middle] as Ruling).at > low) end = middle
    else first = middle + 1
  }
  let last = first
  while (last < sorted.length && (sorted[last] as Ruling).at < high) last++
  return sorted.slice(first, last)
}

const isWhite = (colour: string): boolean => lightness(colour) >= WHITE

/** Colours that are kept: documents have few, and they are asked for with every glyph and every path. */
export const MOST_COLOURS = 256

/** Perceived lightness of #rrggbb, 0 black to 1 white. */
const lightness = kept(lightnessOf, MOST_COLOURS)

function lightnessOf(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16)
  if (colour.length !== 7 || Number.isNaN(value)) return 0
  return (0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255)) / 255
}

/** Of a glyph whose box is shown by a quarter the ink may be whole: a full stop stands in the lower left of its box. */
const SHOWN = 0.25

/**
 * Whether enough of a glyph's box is shown by a clip along one axis, or the clip is so tight that it lies within the box: cairo clips
 * text to its ink, which for dashes and full stops is far from the edges of their boxes.
 */
function shownBetween(from: number, to: number, clipFrom: number, clipTo: number): boolean {
  const over = Math.max(1, (to - from) / 4)
  const shown = Math.min(to, clipTo + 1) - Math.max(from, clipFrom - 1)
  return shown >= (to - from) * SHOWN || (clipFrom >= from - over && clipTo <= to + over)
}

/**
 * The foot of a glyph as it is seen, where a clip hides its lower half: what a row of exact height cuts off stands in that row, though most of it would lie
 * in the next. A clip that begins within the box is one to the ink.
 */
const seenFoot = (top: number, bottom: number, clip: Box): number =>
  clip.bottom < (top + bottom) / 2 && clip.top < top ? clip.bottom : bottom

/** The way along the displayed page of a vector of length 1. */
export function directionOf(dx: number, dy: number): Direction {
  if (Math.abs(dy) < 0.05) return dx > 0 ? 'right' : 'left'
  if (Math.abs(dx) < 0.05) return dy > 0 ? 'down' : 'up'
  return 'oblique'
}
