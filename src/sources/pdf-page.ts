/**
 * One pass over the operator list of a page → runs and rulings.
 *
 * Follows the text and graphics state as PDF 32000-1 (8.4, 9.3, 9.4) defines it and as pdf.js draws it: `showText`
 * carries glyphs with unicode, width and vertical metrics, paths come whole in `constructPath`.
 */

import type { Box, Page } from '../types.js'
import type { EngineDocument, EngineFont, EnginePage, OperatorList } from './pdf-engine.js'
import { ASCENT, DESCENT, directionOf, PageInk, type Paint } from './pdf-ink.js'
import { apply, type Matrix, multiply } from './pdf-rulings.js'

interface Glyph {
  readonly unicode: string
  readonly width: number
  readonly vmetric?: readonly number[] | null
  readonly isSpace: boolean
}

interface State extends Paint {
  ctm: Matrix
  clip: Box
  lineWidth: number
  stroke: string | null
  fill: string | null
  strokeAlpha: number
  fillAlpha: number
  mode: number
  font: EngineFont | null
  fontSize: number
  charSpacing: number
  wordSpacing: number
  hScale: number
  rise: number
  leading: number
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]
/** Adobe's default where a font names no position vector: glyph origin above the middle (PDF 32000-1, 9.7.4.3). */
const DEFAULT_VMETRICS = [-1000, 500, 880] as const
export interface ReadPage {
  readonly page: Page
  /** Fonts whose glyphs could not be had. */
  readonly lostFonts: number
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
  private readonly ink: PageInk
  private readonly lost = new Set<string>()
  private readonly names: readonly string[]

  constructor(
    engine: EnginePage,
    private readonly fonts: ReadonlyMap<string, EngineFont | null>,
    private readonly layers: ReadonlyMap<string, boolean>,
    OPS: Readonly<Record<string, number>>,
  ) {
    this.base = engine.transform as unknown as Matrix
    this.ink = new PageInk(engine.width, engine.height)
    this.state = {
      ctm: this.base,
      clip: this.ink.pageBox,
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
  }

  finish(number: number): ReadPage {
    return { page: this.ink.finish(number), lostFonts: this.lost.size }
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
        state.clip = this.ink.pageBox
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

  private paint(data: ArrayLike<number>, kind: { stroke: boolean; fill: boolean }): void {
    if (!this.hiddenLayers) this.ink.path(data, this.state.ctm, kind, this.state)
  }

  private image(transform: Matrix): void {
    if (!this.hiddenLayers) this.ink.image(multiply(this.state.ctm, transform), this.state.clip)
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
          glyph.unicode ?? '',
          m,
          { x0: this.x - size / 2, x1: this.x + size / 2, y0: top, y1: top + advance },
          direction,
          pointSize,
          vertical,
          state,
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
          glyph.unicode ?? '',
          m,
          { x0, x1: x0 + drawnWidth * hScale, y0: y + ascent, y1: y + descent },
          direction,
          pointSize,
          false,
          state,
        )
        offset += advance
      }
    }
    if (font.vertical) this.y -= offset
    else this.x += offset * hScale
  }

  private glyph(...given: Parameters<PageInk['glyph']>): void {
    if (!this.hiddenLayers) this.ink.glyph(...given)
  }
}
