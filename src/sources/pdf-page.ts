/**
 * One pass over the operator list of a page → runs and rulings.
 *
 * Follows the text and graphics state as PDF 32000-1 (8.4, 9.3, 9.4) defines it and as pdf.js draws it: `showText`
 * carries glyphs with unicode, width and vertical metrics, paths come whole in `constructPath`.
 */

import { containsPoint } from '../geometry/box.js'
import { unifyIdeographs } from '../text/radicals.js'
import type { Box, Direction, Page, TextRun } from '../types.js'
import type { EngineDocument, EngineFont, EnginePage, OperatorList } from './pdf-engine.js'
import { addPath, addThinBox, apply, type Drawn, keepVisible, type Matrix, multiply } from './pdf-rulings.js'

interface Glyph {
  readonly unicode: string
  readonly width: number
  readonly vmetric?: readonly number[] | null
  readonly isSpace: boolean
}

interface State {
  ctm: Matrix
  clip: Box
  lineWidth: number
  stroke: string | null
  fill: string | null
  strokeAlpha: number
  fillAlpha: number
  font: EngineFont | null
  fontSize: number
  charSpacing: number
  wordSpacing: number
  hScale: number
  rise: number
  leading: number
  mode: number
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]
/** Adobe's default where a font names no position vector: glyph origin above the middle (PDF 32000-1, 9.7.4.3). */
const DEFAULT_VMETRICS = [-1000, 500, 880] as const
/** A gap of this share of the font size ends a run: wider than letter spacing, narrower than a space between columns. */
const RUN_GAP = 0.32
/** The same glyph again within this share of its width is the same ink: bold made by drawing twice. */
const SAME_INK = 0.42
/**
 * Box of a glyph above and below the baseline, in ems: that of Chinese type. What fonts say of themselves differs up to
 * half an em between producers, which would make neighbouring lines overlap.
 */
const ASCENT = 0.88
const DESCENT = -0.12
/** Lighter than this (0 black, 1 white) text is a watermark or a shade. */
const FAINT = 0.78
const WHITE = 0.97
/** Coordinates beyond this many points are damage: PDF 32000-1 allows pages up to 14,400. */
const ABSURD = 20_000

interface OpenRun {
  chars: string[]
  stops: number[]
  box: { x0: number; top: number; x1: number; bottom: number }
  size: number
  direction: Direction
  vertical: boolean
  hidden: boolean
  faint: boolean
  /** Where the next glyph would stand, along and across the writing direction. */
  end: number
  across: number
}

export interface ReadPage {
  readonly page: Page
  /** Fonts whose glyphs could not be had. */
  readonly lostFonts: number
  /** Glyphs outside of the page or with absurd coordinates, left out. */
  readonly outside: number
}

/** Read the glyphs and rulings of a page from its operators. */
export async function readPage(
  number: number,
  engine: EnginePage,
  list: OperatorList,
  OPS: Readonly<Record<string, number>>,
  document: EngineDocument,
): Promise<ReadPage> {
  const fonts = new Map<string, EngineFont | null>()
  const layers = new Map<string, boolean>()
  for (let i = 0; i < list.fnArray.length; i++) {
    const args = list.argsArray[i]
    if (list.fnArray[i] === OPS.setFont) {
      const name = (args as [string, number])[0]
      if (!fonts.has(name)) fonts.set(name, await engine.font(name))
    } else if (list.fnArray[i] === OPS.beginMarkedContentProps) {
      const id = layerOf(args)
      if (id !== null && !layers.has(id)) layers.set(id, await document.visible(id))
    }
  }
  const reader = new PageReader(engine, fonts, layers, OPS)
  reader.run(list)
  return reader.finish(number)
}

function layerOf(args: unknown): string | null {
  const [tag, props] = args as [string, { type?: string; id?: string } | null]
  return tag === 'OC' && props?.type === 'OCG' && typeof props.id === 'string' ? props.id : null
}

class PageReader {
  private readonly pageBox: Box
  private state: State
  private readonly stack: State[] = []
  private textMatrix: Matrix = IDENTITY
  private x = 0
  private y = 0
  private lineX = 0
  private lineY = 0
  private pendingClip = false
  private hiddenLayers = 0
  private readonly layerStack: boolean[] = []
  private readonly base: Matrix
  private open: OpenRun | null = null
  private readonly runs: TextRun[] = []
  private readonly images: Box[] = []
  private readonly drawn: Drawn = { rulings: [], edges: [], areas: [] }
  private readonly white: Drawn = { rulings: [], edges: [], areas: [] }
  private readonly ink = new Map<string, number[]>()
  private readonly lost = new Set<string>()
  private outside = 0
  private readonly names: readonly string[]

  constructor(
    private readonly engine: EnginePage,
    private readonly fonts: ReadonlyMap<string, EngineFont | null>,
    private readonly layers: ReadonlyMap<string, boolean>,
    OPS: Readonly<Record<string, number>>,
  ) {
    this.base = engine.transform as unknown as Matrix
    this.pageBox = { x0: 0, top: 0, x1: engine.width, bottom: engine.height }
    this.state = {
      ctm: this.base,
      clip: this.pageBox,
      lineWidth: 1,
      stroke: '#000000',
      fill: '#000000',
      strokeAlpha: 1,
      fillAlpha: 1,
      font: null,
      fontSize: 0,
      charSpacing: 0,
      wordSpacing: 0,
      hScale: 1,
      rise: 0,
      leading: 0,
      mode: 0,
    }
    const names: string[] = []
    for (const [name, code] of Object.entries(OPS)) names[code] = name
    this.names = names
  }

  run(list: OperatorList): void {
    for (let i = 0; i < list.fnArray.length; i++) {
      this.operator(this.names[list.fnArray[i] ?? 0] ?? '', (list.argsArray[i] ?? []) as never)
    }
    this.close()
  }

  finish(number: number): ReadPage {
    return {
      page: {
        number,
        width: this.engine.width,
        height: this.engine.height,
        runs: this.runs,
        rulings: [...this.drawn.rulings, ...keepVisible(this.white.rulings, this.drawn.areas)],
        edges: [...this.drawn.edges, ...this.white.edges],
        images: this.images,
      },
      lostFonts: this.lost.size,
      outside: this.outside,
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: the arguments of an operator are as many shapes as there are operators.
  private operator(name: string, args: any): void {
    const { state } = this
    switch (name) {
      case 'save':
        this.stack.push({ ...state })
        break
      case 'restore': {
        const saved = this.stack.pop()
        if (saved) this.state = saved
        break
      }
      case 'transform':
        state.ctm = multiply(state.ctm, args)
        break
      case 'setLineWidth':
        state.lineWidth = args[0]
        break
      case 'setStrokeRGBColor':
        state.stroke = args[0]
        break
      case 'setFillRGBColor':
        state.fill = args[0]
        break
      case 'setStrokeColorN':
        state.stroke = '#000000'
        break
      case 'setFillColorN':
        // A pattern: seen, but of no one colour.
        state.fill = '#808080'
        break
      case 'setStrokeTransparent':
        state.stroke = null
        break
      case 'setFillTransparent':
        state.fill = null
        break
      case 'setGState':
        for (const [key, value] of args[0] as [string, never][]) {
          if (key === 'LW') state.lineWidth = value
          else if (key === 'CA') state.strokeAlpha = value
          else if (key === 'ca') state.fillAlpha = value
          else if (key === 'Font') this.setFont(value[0], value[1])
        }
        break
      case 'clip':
      case 'eoClip':
        this.pendingClip = true
        break
      case 'constructPath':
        this.path(args)
        break
      case 'rawFillPath':
        this.paint(args[0], { fill: true, stroke: false })
        break
      case 'paintFormXObjectBegin':
        this.stack.push({ ...state })
        if (args[0]) state.ctm = multiply(state.ctm, args[0])
        if (args[1]) this.clipTo(this.bounds(args[1]))
        break
      case 'paintFormXObjectEnd': {
        const saved = this.stack.pop()
        if (saved) this.state = saved
        break
      }
      case 'beginGroup': {
        this.stack.push({ ...state })
        const { matrix, bbox } = (args[0] ?? {}) as { matrix?: Matrix | null; bbox?: number[] | null }
        if (matrix) state.ctm = multiply(state.ctm, matrix)
        if (bbox) this.clipTo(this.bounds(bbox))
        break
      }
      case 'endGroup': {
        const saved = this.stack.pop()
        if (saved) this.state = saved
        break
      }
      case 'beginAnnotation': {
        this.stack.push({ ...state })
        state.ctm = this.base
        state.clip = this.pageBox
        if (args[2]) state.ctm = multiply(state.ctm, args[2])
        if (args[3]) state.ctm = multiply(state.ctm, args[3])
        break
      }
      case 'endAnnotation': {
        const saved = this.stack.pop()
        if (saved) this.state = saved
        break
      }
      case 'beginMarkedContentProps':
      case 'beginMarkedContent': {
        const id = name === 'beginMarkedContentProps' ? layerOf(args) : null
        const hidden = id !== null && this.layers.get(id) === false
        this.layerStack.push(hidden)
        if (hidden) this.hiddenLayers++
        break
      }
      case 'endMarkedContent':
        if (this.layerStack.pop()) this.hiddenLayers--
        break
      case 'paintImageXObject':
      case 'paintInlineImageXObject':
      case 'paintImageMaskXObject':
      case 'paintSolidColorImageMask':
        this.image(IDENTITY)
        break
      case 'paintImageXObjectRepeat':
      case 'paintImageMaskXObjectRepeat': {
        const [, scaleX, second, third, fourth] = args as [unknown, number, number, number, unknown]
        const mask = name === 'paintImageMaskXObjectRepeat'
        const scaleY = mask ? (fourth as number) : second
        const positions = (mask ? (args as unknown[])[5] : third) as ArrayLike<number> | undefined
        for (let i = 0; positions && i + 1 < positions.length; i += 2) {
          this.image([scaleX, 0, 0, scaleY, positions[i] ?? 0, positions[i + 1] ?? 0])
        }
        break
      }
      case 'paintInlineImageXObjectGroup':
      case 'paintImageMaskXObjectGroup':
        for (const { transform } of (name === 'paintInlineImageXObjectGroup' ? args[1] : args[0]) as {
          transform: Matrix
        }[]) {
          this.image(transform)
        }
        break
      case 'beginText':
        this.textMatrix = IDENTITY
        this.x = this.lineX = 0
        this.y = this.lineY = 0
        break
      case 'setCharSpacing':
        state.charSpacing = args[0]
        break
      case 'setWordSpacing':
        state.wordSpacing = args[0]
        break
      case 'setHScale':
        state.hScale = args[0] / 100
        break
      case 'setLeading':
        state.leading = -args[0]
        break
      case 'setFont':
        this.setFont(args[0], args[1])
        break
      case 'setTextRenderingMode':
        state.mode = args[0]
        break
      case 'setTextRise':
        state.rise = args[0]
        break
      case 'moveText':
        this.moveText(args[0], args[1])
        break
      case 'setLeadingMoveText':
        state.leading = args[1]
        this.moveText(args[0], args[1])
        break
      case 'setTextMatrix': {
        const matrix = args[0].length === undefined ? args : args[0]
        this.textMatrix = [matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]]
        this.x = this.lineX = 0
        this.y = this.lineY = 0
        break
      }
      case 'nextLine':
        this.moveText(0, state.leading)
        break
      case 'showText':
        this.showText(args[0])
        break
      default:
        break
    }
  }

  private setFont(name: string, size: number): void {
    this.state.font = this.fonts.get(name) ?? null
    this.state.fontSize = size
    if (!this.state.font) this.lost.add(name)
  }

  private moveText(x: number, y: number): void {
    this.x = this.lineX += x
    this.y = this.lineY += y
  }

  private bounds(rect: ArrayLike<number>): Box {
    const corners = [
      apply(this.state.ctm, rect[0] ?? 0, rect[1] ?? 0),
      apply(this.state.ctm, rect[2] ?? 0, rect[1] ?? 0),
      apply(this.state.ctm, rect[0] ?? 0, rect[3] ?? 0),
      apply(this.state.ctm, rect[2] ?? 0, rect[3] ?? 0),
    ]
    const xs = corners.map(([x]) => x)
    const ys = corners.map(([, y]) => y)
    return { x0: Math.min(...xs), top: Math.min(...ys), x1: Math.max(...xs), bottom: Math.max(...ys) }
  }

  private clipTo(box: Box): void {
    const { clip } = this.state
    const x0 = Math.max(clip.x0, box.x0)
    const top = Math.max(clip.top, box.top)
    this.state.clip = {
      x0,
      top,
      x1: Math.max(x0, Math.min(clip.x1, box.x1)),
      bottom: Math.max(top, Math.min(clip.bottom, box.bottom)),
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: [operator, [path data], bounds] of pdf.js.
  private path(args: any): void {
    const [op, data, bounds] = args as [number, [ArrayLike<number> | null], ArrayLike<number> | null]
    const name = this.names[op] ?? ''
    if (data[0] && typeof data[0].length === 'number') {
      this.paint(data[0], {
        stroke: /stroke/i.test(name),
        fill: /fill/i.test(name),
      })
    }
    if (this.pendingClip) {
      this.pendingClip = false
      this.clipTo(bounds ? this.bounds(bounds) : { x0: 0, top: 0, x1: 0, bottom: 0 })
    }
  }

  private paint(data: ArrayLike<number>, { stroke, fill }: { stroke: boolean; fill: boolean }): void {
    if (this.hiddenLayers || (!stroke && !fill)) return
    const { state } = this
    const scale = Math.sqrt(Math.abs(state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2]))
    const strokeWhite = stroke && state.stroke !== null && lightness(state.stroke) >= WHITE
    const fillWhite = fill && state.fill !== null && lightness(state.fill) >= WHITE
    const visible = {
      strokeVisible: state.stroke !== null && state.strokeAlpha > 0.05,
      fillVisible: state.fill !== null && state.fillAlpha > 0.05,
    }
    const lineWidth = state.lineWidth * scale
    if (stroke) {
      const target = strokeWhite ? this.white : this.drawn
      addPath(data, state.ctm, { ...visible, stroke: true, fill: false, lineWidth, white: false }, state.clip, target)
    }
    if (fill) {
      const target = fillWhite ? this.white : this.drawn
      addPath(
        data,
        state.ctm,
        { ...visible, stroke: false, fill: true, lineWidth, white: fillWhite },
        state.clip,
        target,
      )
    }
  }

  private image(transform: Matrix): void {
    if (this.hiddenLayers) return
    const m = multiply(this.state.ctm, transform)
    const corners = [apply(m, 0, 0), apply(m, 1, 0), apply(m, 0, 1), apply(m, 1, 1)]
    const box = {
      x0: Math.min(...corners.map(([x]) => x)),
      x1: Math.max(...corners.map(([x]) => x)),
      top: Math.min(...corners.map(([, y]) => y)),
      bottom: Math.max(...corners.map(([, y]) => y)),
    }
    if (!Number.isFinite(box.x0 + box.x1 + box.top + box.bottom)) return
    const { clip } = this.state
    const visible = {
      x0: Math.max(box.x0, clip.x0),
      x1: Math.min(box.x1, clip.x1),
      top: Math.max(box.top, clip.top),
      bottom: Math.min(box.bottom, clip.bottom),
    }
    if (visible.x1 < visible.x0 || visible.bottom < visible.top) return
    if (!addThinBox(visible, this.drawn.rulings)) this.images.push(visible)
  }

  private showText(glyphs: readonly (Glyph | number)[]): void {
    const { state } = this
    const { font, fontSize } = state
    if (!font || fontSize === 0 || !Array.isArray(glyphs)) return
    const size = Math.abs(fontSize)
    const flip = fontSize < 0 ? -1 : 1
    const hScale = state.hScale * flip
    const widthScale = size * (font.fontMatrix[0] ?? 0.001)
    const m = multiply(state.ctm, this.textMatrix)
    // Along the line in text space is (1, 0), or (0, -1) for vertical writing.
    const along: [number, number] = font.vertical ? [-m[2], -m[3]] : [m[0] * flip, m[1] * flip]
    const unit = Math.hypot(along[0], along[1])
    if (!(unit > 0) || !Number.isFinite(unit)) return
    const direction = directionOf(along[0] / unit, along[1] / unit)
    const vertical = font.vertical && direction === 'down'
    const pointSize = size * Math.hypot(m[2], m[3]) || size * unit
    let offset = 0
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        offset += ((font.vertical ? 1 : -1) * glyph * size) / 1000
        continue
      }
      const spacing = (glyph.isSpace ? state.wordSpacing : 0) + state.charSpacing
      if (font.vertical) {
        const metric = glyph.vmetric ?? font.defaultVMetrics ?? DEFAULT_VMETRICS
        // ty = w1 * size + Tc, w1 negative: downwards (PDF 32000-1, 9.4.4).
        const advance = (metric[0] ?? -1000) * widthScale + spacing * flip
        const top = this.y - offset
        this.glyph(
          glyph,
          m,
          { x0: this.x - size / 2, x1: this.x + size / 2, y0: top, y1: top + advance },
          direction,
          pointSize,
          vertical,
        )
        offset -= advance
      } else {
        const advance = glyph.width * widthScale + spacing * flip
        const drawnWidth = glyph.width * widthScale
        const x0 = this.x + offset * hScale
        const ascent = ASCENT * size * flip
        const descent = DESCENT * size * flip
        const y = this.y + state.rise
        this.glyph(
          glyph,
          m,
          { x0, x1: x0 + drawnWidth * hScale, y0: y + ascent, y1: y + descent },
          direction,
          pointSize,
          false,
        )
        offset += advance
      }
    }
    if (font.vertical) this.y -= offset
    else this.x += offset * hScale
  }

  private glyph(
    glyph: Glyph,
    m: Matrix,
    cell: { x0: number; x1: number; y0: number; y1: number },
    direction: Direction,
    size: number,
    vertical: boolean,
  ): void {
    const unicode = unifyIdeographs(glyph.unicode ?? '')
    if (!unicode || unicode === ' ' || unicode === '\u00a0' || unicode === '\u3000' || unicode.trim() === '') return
    if (this.hiddenLayers) return
    const corners = [
      apply(m, cell.x0, cell.y0),
      apply(m, cell.x1, cell.y0),
      apply(m, cell.x0, cell.y1),
      apply(m, cell.x1, cell.y1),
    ]
    const x0 = Math.min(corners[0]?.[0] ?? 0, corners[1]?.[0] ?? 0, corners[2]?.[0] ?? 0, corners[3]?.[0] ?? 0)
    const x1 = Math.max(corners[0]?.[0] ?? 0, corners[1]?.[0] ?? 0, corners[2]?.[0] ?? 0, corners[3]?.[0] ?? 0)
    const top = Math.min(corners[0]?.[1] ?? 0, corners[1]?.[1] ?? 0, corners[2]?.[1] ?? 0, corners[3]?.[1] ?? 0)
    const bottom = Math.max(corners[0]?.[1] ?? 0, corners[1]?.[1] ?? 0, corners[2]?.[1] ?? 0, corners[3]?.[1] ?? 0)
    const { clip } = this.state
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
      cx < clip.x0 - 1 ||
      cx > clip.x1 + 1 ||
      cy < clip.top - 1 ||
      cy > clip.bottom + 1
    ) {
      this.outside++
      return
    }
    const { state } = this
    const hidden = state.mode === 3 || state.mode === 7 || (state.fill === null && state.mode === 0)
    const faint =
      !hidden &&
      state.mode !== 1 &&
      state.fill !== null &&
      (state.fillAlpha < 0.3 || lightness(state.fill) * state.fillAlpha + (1 - state.fillAlpha) > FAINT)
    if (!hidden && state.fill !== null && lightness(state.fill) >= WHITE && !this.onColour(cx, cy)) {
      this.outside++
      return
    }
    if (this.alreadyInked(unicode, cx, cy, x1 - x0, bottom - top, hidden)) return

    const horizontal = direction === 'right' || direction === 'left' || direction === 'oblique'
    const sign = direction === 'left' || direction === 'up' ? -1 : 1
    const start = (horizontal ? (sign > 0 ? x0 : x1) : sign > 0 ? top : bottom) * sign
    const end = (horizontal ? (sign > 0 ? x1 : x0) : sign > 0 ? bottom : top) * sign
    const across = horizontal ? (vertical ? cx : bottom) : cx
    const run = this.open
    if (
      run &&
      direction !== 'oblique' &&
      run.direction === direction &&
      run.vertical === vertical &&
      run.hidden === hidden &&
      run.faint === faint &&
      Math.abs(run.size - size) <= size * 0.2 &&
      Math.abs(run.across - across) <= size * 0.2 &&
      start - run.end >= -size * 0.35 &&
      start - run.end <= size * RUN_GAP &&
      run.chars.length < 4000
    ) {
      if (
        start - run.end > size * 0.16 &&
        /[A-Za-z0-9]$/.test(run.chars[run.chars.length - 1] ?? '') &&
        /^[A-Za-z0-9]/.test(unicode)
      ) {
        // A printed space between words or digits, narrow as it is.
        run.chars.push(' ')
        run.stops.push(run.end * sign)
      }
      run.chars.push(unicode)
      run.stops.push(start * sign)
      run.end = end
      run.across = across
      run.box.x0 = Math.min(run.box.x0, x0)
      run.box.x1 = Math.max(run.box.x1, x1)
      run.box.top = Math.min(run.box.top, top)
      run.box.bottom = Math.max(run.box.bottom, bottom)
      return
    }
    this.close()
    this.open = {
      chars: [unicode],
      stops: [start * sign],
      box: { x0, top, x1, bottom },
      size,
      direction,
      vertical,
      hidden,
      faint,
      end,
      across,
    }
  }

  private close(): void {
    const run = this.open
    if (!run) return
    this.open = null
    const sign = run.direction === 'left' || run.direction === 'up' ? -1 : 1
    this.runs.push({
      text: run.chars.join(''),
      box: run.box,
      size: run.size,
      direction: run.direction,
      chars: run.chars,
      stops: [...run.stops, run.end * sign],
      ...(run.vertical ? { vertical: true as const } : {}),
      ...(run.hidden ? { hidden: true as const } : {}),
      ...(run.faint ? { faint: true as const } : {}),
    })
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

function directionOf(dx: number, dy: number): Direction {
  if (Math.abs(dy) < 0.05) return dx > 0 ? 'right' : 'left'
  if (Math.abs(dx) < 0.05) return dy > 0 ? 'down' : 'up'
  return 'oblique'
}

/** Perceived lightness of #rrggbb, 0 black to 1 white. */
function lightness(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16)
  if (colour.length !== 7 || Number.isNaN(value)) return 0
  return (0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255)) / 255
}
