/**
 * Objects of a page as PDFium gives them → runs and rulings.
 *
 * PDFium tells where glyphs stand by its text page, and how they are painted by the page objects; both are brought together by
 * the text object that a glyph belongs to, in the order in which the page paints.
 */

import { kept } from '../text/kept.js'
import type { Box, Page } from '../types.js'
import { ASCENT, DESCENT, directionOf, MOST_COLOURS, PageInk, type Paint } from './pdf-ink.js'
import { type Matrix, multiply } from './pdf-rulings.js'
import type { Pdfium, PdfiumFile } from './pdfium.js'

const TEXT = 1
const PATH = 2
const IMAGE = 3
const SHADING = 4
const FORM = 5
/** Kinds of annotations that draw nothing of their own: links and what opens when they are clicked. */
const SILENT_ANNOTATIONS = new Set([2, 16])
/** Forms within forms deeper than this are damage. */
const MOST_DEPTH = 12

/** Two ways to ask for the width of a glyph may differ by so much of the font size. */
const WIDTH_TOLERANCE = 0.03

/** Text objects narrower than this, in points, draw nothing that PDFium knows of. */
const NO_WIDTH = 0.02
/** Text drawn again stands within this share of its width of where it stood before, as in `pdf-ink.ts`. */
const SAME_PLACE = 0.4
/** Text drawn again follows the first drawing within so many objects. */
const MOST_BEFORE = 12

/** Why a page is better read by the other engine. Each is something that PDFium cannot tell, or tells differently. */
export type Unsure =
  | 'annotations'
  | 'layers'
  | 'unmapped-glyphs'
  | 'vertical'
  | 'widths'
  | 'substituted-text'
  | 'dropped-text'
  | 'deep-forms'
  | 'objects'

export interface PdfiumPage {
  readonly page: Page
  readonly objects: number
  readonly unsure: ReadonlySet<Unsure>
}

interface Glyph {
  readonly unicode: string
  /** Text space, its origin at this glyph, to the space of the page. */
  readonly matrix: Matrix
  readonly size: number
  /** The advance in text space; below zero in vertical writing (PDF 32000-1, 9.4.4). */
  readonly width: number
}

/** Glyphs of one text object, and what lies between the place where they are drawn and their place in the line. */
interface TextObject {
  readonly dx: number
  readonly dy: number
  readonly all: Glyph[]
}

/** Read one page, counted from 1. @param limit Objects beyond this number are not read. */
export function readPdfiumPage(file: PdfiumFile, number: number, limit: number, alive: () => void): PdfiumPage {
  const { module, document } = file
  const handle = module._FPDF_LoadPage(document, number - 1)
  if (!handle) throw new Error(`PDFium cannot load page ${number}`)
  const text = module._FPDFText_LoadPage(handle)
  const scratch = module._malloc(96)
  try {
    const reader = new PdfiumReader(module, handle, text, scratch, limit, alive)
    return reader.read(number)
  } finally {
    module._free(scratch)
    if (text) module._FPDFText_ClosePage(text)
    module._FPDF_ClosePage(handle)
  }
}

class PdfiumReader {
  private readonly unsure = new Set<Unsure>()
  private readonly glyphs = new Map<number, TextObject>()
  private readonly widths = new Map<number, Map<string, number>>()
  private readonly ink: PageInk
  private readonly base: Matrix
  /** Text objects that were drawn last. */
  private readonly before: number[] = []
  private objects = 0
  private readonly data: number[] = []
  private alpha = 1

  constructor(
    private readonly module: Pdfium,
    private readonly handle: number,
    private readonly text: number,
    private readonly scratch: number,
    private readonly limit: number,
    private readonly alive: () => void,
  ) {
    const rotation = module._FPDFPage_GetRotation(handle) as number
    if (!module._FPDF_GetPageBoundingBox(handle, scratch)) throw new Error('the page has no size')
    const [x0 = 0, y1 = 0, x1 = 0, y0 = 0] = this.floats(4)
    this.base = [
      [1, 0, 0, -1, -x0, y1],
      [0, 1, 1, 0, -y0, -x0],
      [-1, 0, 0, 1, x1, -y0],
      [0, -1, -1, 0, y1, x1],
    ][rotation & 3] as unknown as Matrix
    const [width, height] = rotation % 2 === 0 ? [x1 - x0, y1 - y0] : [y1 - y0, x1 - x0]
    this.ink = new PageInk(width, height)
  }

  read(number: number): PdfiumPage {
    this.readAnnotations()
    this.readGlyphs()
    const { module, handle } = this
    const count = module._FPDFPage_CountObjects(handle)
    for (let i = 0; i < count; i++) this.object(module._FPDFPage_GetObject(handle, i), this.base, this.ink.pageBox, 0)
    // A glyph of no object that is painted: the page cannot be put together.
    if (this.glyphs.size > 0 && this.objects <= this.limit) this.unsure.add('objects')
    return { page: this.ink.finish(number), objects: this.objects, unsure: this.unsure }
  }

  /** Memory may have grown with any call, and the views with it: they are taken anew each time. */
  private floats(count: number): number[] {
    const at = this.scratch >> 2
    const heap = this.module.HEAPF32 as Float32Array
    const all: number[] = []
    for (let i = 0; i < count; i++) all.push(heap[at + i] as number)
    return all
  }

  private readAnnotations(): void {
    const { module, handle } = this
    const count = module._FPDFPage_GetAnnotCount(handle)
    for (let i = 0; i < count && i < 1000; i++) {
      const annotation = module._FPDFPage_GetAnnot(handle, i)
      if (!annotation) continue
      if (!SILENT_ANNOTATIONS.has(module._FPDFAnnot_GetSubtype(annotation))) this.unsure.add('annotations')
      module._FPDFPage_CloseAnnot(annotation)
    }
  }

  private readGlyphs(): void {
    const { module, text, scratch } = this
    const count = text ? module._FPDFText_CountChars(text) : 0
    for (let i = 0; i < count; i++) {
      if (module._FPDFText_IsGenerated(text, i)) continue
      const code = module._FPDFText_GetUnicode(text, i) as number
      const object = module._FPDFText_GetTextObject(text, i)
      if (!object) {
        this.unsure.add('substituted-text')
        continue
      }
      if (
        code === 0 ||
        code === 0xfffd ||
        code === 0xfffe ||
        (code >= 0xe000 && code <= 0xf8ff) ||
        module._FPDFText_HasUnicodeMapError(text, i)
      )
        this.unsure.add('unmapped-glyphs')
      // Outside of the plane that 16 bits hold a glyph comes in two halves.
      if (code >= 0xd800 && code <= 0xdfff) this.unsure.add('unmapped-glyphs')
      const unicode = String.fromCodePoint(code)
      const size = module._FPDFText_GetFontSize(text, i) as number
      module._FPDFText_GetCharOrigin(text, i, scratch, scratch + 8)
      const doubles = module.HEAPF64 as Float64Array
      const x = doubles[scratch >> 3] as number
      const y = doubles[(scratch >> 3) + 1] as number
      module._FPDFText_GetMatrix(text, i, scratch)
      const [a = 1, b = 0, c = 0, d = 1, e = x, f = y] = this.floats(6)
      const font = module._FPDFTextObj_GetFont(object)
      let width = this.widthOf(font, unicode, code, size)
      if (width >= 0 && a > 0 && b === 0 && c === 0) {
        // Of upright text the box of the glyph tells; two glyphs of a font may have one letter and two widths.
        if (module._FPDFText_GetLooseCharBox(text, i, scratch)) {
          const [left = 0, , right = 0] = this.floats(3)
          const box = (right - left) / a
          if (Math.abs(box - width) > size * WIDTH_TOLERANCE) this.unsure.add('widths')
          if (box > 0) width = box
        }
      }
      // PDFium takes two of the same that stand on each other for one. Digits without a width do, and are two.
      if (width >= 0 && width < Math.abs(size) * WIDTH_TOLERANCE && /\d/.test(unicode)) this.unsure.add('widths')
      let glyphs = this.glyphs.get(object)
      if (!glyphs) {
        // PDFium says where a glyph of vertical writing is drawn, not where its place in the line is; the first glyph of an
        // object has the place of the object.
        // A glyph without a width is drawn by other rules than those known here.
        if (width >= 0 && b === 0 && c === 0 && Math.abs(f - y) > Math.abs(size * d) / 100) this.unsure.add('vertical')
        glyphs = { dx: width < 0 ? e - x : 0, dy: width < 0 ? f - y : 0, all: [] }
        this.glyphs.set(object, glyphs)
      }
      glyphs.all.push({ unicode, matrix: [a, b, c, d, x + glyphs.dx, y + glyphs.dy], size, width })
    }
  }

  private widthOf(font: number, unicode: string, code: number, size: number): number {
    let known = this.widths.get(font)
    if (!known) {
      known = new Map()
      this.widths.set(font, known)
    }
    let width = known.get(unicode)
    if (width === undefined) {
      const found = this.module._FPDFFont_GetGlyphWidth(font, code, 1000, this.scratch)
      width = found ? (this.floats(1)[0] as number) / 1000 : 0
      known.set(unicode, width)
    }
    return width * size
  }

  private object(object: number, form: Matrix, clip: Box, depth: number): void {
    if (!object || this.objects++ > this.limit) return
    if (this.objects % 1024 === 0) this.alive()
    const { module } = this
    const kind = module._FPDFPageObj_GetType(object) as number
    const marks = module._FPDFPageObj_CountMarks(object)
    for (let i = 0; i < marks; i++) if (this.markName(object, i) === 'OC') this.unsure.add('layers')
    if (kind === SHADING) return
    const visible = this.clipOf(object, form, clip)
    if (kind === TEXT) this.textObject(object, visible)
    else if (kind === PATH) this.pathObject(object, form, visible)
    else if (kind === IMAGE) this.ink.image(multiply(form, this.matrixOf(object)), visible)
    else if (kind === FORM) {
      if (depth >= MOST_DEPTH) {
        this.unsure.add('deep-forms')
        return
      }
      const inner = multiply(form, this.matrixOf(object))
      const count = module._FPDFFormObj_CountObjects(object)
      for (let i = 0; i < count; i++) this.object(module._FPDFFormObj_GetObject(object, i), inner, visible, depth + 1)
    }
  }

  private markName(object: number, index: number): string {
    const { module, scratch } = this
    const mark = module._FPDFPageObj_GetMark(object, index)
    if (!mark || !module._FPDFPageObjMark_GetName(mark, scratch + 8, 80, scratch)) return ''
    const length = Math.min(80, module.HEAPU32[scratch >> 2]) / 2 - 1
    let name = ''
    for (let i = 0; i < length; i++) name += String.fromCharCode(module.HEAPU16[((scratch + 8) >> 1) + i])
    return name
  }

  private matrixOf(object: number): Matrix {
    return this.module._FPDFPageObj_GetMatrix(object, this.scratch)
      ? (this.floats(6) as unknown as Matrix)
      : [1, 0, 0, 1, 0, 0]
  }

  /** What can be seen of an object: the bounds of all its clipping paths together, as for the other engine. */
  private clipOf(object: number, form: Matrix, outer: Box): Box {
    const { module, scratch } = this
    const path = module._FPDFPageObj_GetClipPath(object)
    const count = path ? module._FPDFClipPath_CountPaths(path) : 0
    if (count <= 0) return outer
    let { x0, top, x1, bottom } = outer
    for (let p = 0; p < count; p++) {
      const segments = module._FPDFClipPath_CountPathSegments(path, p)
      let left = Number.POSITIVE_INFINITY
      let high = Number.POSITIVE_INFINITY
      let right = Number.NEGATIVE_INFINITY
      let low = Number.NEGATIVE_INFINITY
      for (let i = 0; i < segments; i++) {
        module._FPDFPathSegment_GetPoint(module._FPDFClipPath_GetPathSegment(path, p, i), scratch, scratch + 4)
        const heap = module.HEAPF32 as Float32Array
        const px = heap[scratch >> 2] as number
        const py = heap[(scratch >> 2) + 1] as number
        const x = form[0] * px + form[2] * py + form[4]
        const y = form[1] * px + form[3] * py + form[5]
        left = Math.min(left, x)
        right = Math.max(right, x)
        high = Math.min(high, y)
        low = Math.max(low, y)
      }
      if (segments <= 0) continue
      x0 = Math.max(x0, left)
      top = Math.max(top, high)
      x1 = Math.max(x0, Math.min(x1, right))
      bottom = Math.max(top, Math.min(bottom, low))
    }
    return { x0, top, x1, bottom }
  }

  /** #rrggbb, and the alpha beside it in `this.alpha`; null for none. */
  private colourOf(object: number, stroke: boolean): string | null {
    const { module, scratch } = this
    const get = stroke ? module._FPDFPageObj_GetStrokeColor : module._FPDFPageObj_GetFillColor
    if (!get(object, scratch, scratch + 4, scratch + 8, scratch + 12)) {
      this.alpha = 1
      // A pattern: seen, but of no one colour.
      return stroke ? '#000000' : '#808080'
    }
    const at = scratch >> 2
    const heap = module.HEAPU32 as Uint32Array
    this.alpha = (heap[at + 3] as number) / 255
    const value = ((heap[at] as number) << 16) | ((heap[at + 1] as number) << 8) | (heap[at + 2] as number)
    return colourName(value)
  }

  private paintOf(object: number, clip: Box): Paint {
    const stroke = this.colourOf(object, true)
    const strokeAlpha = this.alpha
    const fill = this.colourOf(object, false)
    const fillAlpha = this.alpha
    const lineWidth = this.module._FPDFPageObj_GetStrokeWidth(object, this.scratch) ? (this.floats(1)[0] as number) : 1
    return { clip, lineWidth, stroke, fill, strokeAlpha, fillAlpha, mode: 0 }
  }

  private textObject(object: number, clip: Box): void {
    const glyphs = this.glyphs.get(object)
    if (!glyphs) {
      this.dropped(object)
      return
    }
    this.glyphs.delete(object)
    this.before.push(object)
    if (this.before.length > MOST_BEFORE) this.before.shift()
    const paint = { ...this.paintOf(object, clip), mode: this.module._FPDFTextObj_GetTextRenderMode(object) as number }
    for (const { unicode, matrix, size, width } of glyphs.all) {
      const m = multiply(this.base, matrix)
      const flip = size < 0 ? -1 : 1
      const down = width < 0
      // Along the line in text space is (1, 0), or (0, -1) for vertical writing.
      const along: [number, number] = down ? [-m[2], -m[3]] : [m[0] * flip, m[1] * flip]
      const unit = Math.hypot(along[0], along[1])
      if (!(unit > 0) || !Number.isFinite(unit)) continue
      const direction = directionOf(along[0] / unit, along[1] / unit)
      const points = Math.abs(size)
      this.ink.glyph(
        unicode,
        m,
        down
          ? { x0: -points / 2, x1: points / 2, y0: 0, y1: width }
          : { x0: 0, x1: width, y0: ASCENT * size, y1: DESCENT * size },
        direction,
        points * Math.hypot(m[2], m[3]) || points * unit,
        down && direction === 'down',
        paint,
      )
    }
  }

  /** Left, bottom and width of what an object draws; all zero where it draws nothing that PDFium has glyphs for. */
  private extentOf(object: number): readonly [number, number, number] {
    const at = this.scratch
    if (!this.module._FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12)) return [0, 0, 0]
    const [left = 0, bottom = 0, right = 0] = this.floats(4)
    return [left, bottom, right - left]
  }

  /**
   * The text page leaves out objects of no width, which are spaces, or glyphs of a font that is not in the file and that PDFium has no other for; and
   * those that look like a second drawing of what was drawn before, even where they stand nearly a whole glyph beside it.
   */
  private dropped(object: number): void {
    const [left, bottom, width] = this.extentOf(object)
    if (width < NO_WIDTH) {
      const font = this.module._FPDFTextObj_GetFont(object)
      if (!font || this.module._FPDFFont_GetIsEmbedded(font) !== 1) this.unsure.add('dropped-text')
      return
    }
    const isAgain = this.before
      .map((other) => this.extentOf(other))
      .some(
        ([x, y, wide]) =>
          Math.abs(x - left) < width * SAME_PLACE &&
          Math.abs(wide - width) < width * SAME_PLACE &&
          Math.abs(y - bottom) < width * SAME_PLACE,
      )
    if (!isAgain) this.unsure.add('dropped-text')
  }

  private pathObject(object: number, form: Matrix, clip: Box): void {
    const { module, scratch } = this
    if (!module._FPDFPath_GetDrawMode(object, scratch, scratch + 4)) return
    const fill = module.HEAP32[scratch >> 2] !== 0
    const stroke = module.HEAP32[(scratch >> 2) + 1] !== 0
    if (!fill && !stroke) return
    const paint = this.paintOf(object, clip)
    this.ink.path(this.pathData(object), multiply(form, this.matrixOf(object)), { fill, stroke }, paint)
  }

  /** The path of an object as pdf.js writes paths. The same list each time: a page has thousands of them. */
  private pathData(object: number): number[] {
    const { module, scratch, data } = this
    data.length = 0
    const count = module._FPDFPath_CountSegments(object)
    let startX = 0
    let startY = 0
    /** Points of a curve that came; the third ends it. */
    let points = 0
    for (let i = 0; i < count; i++) {
      const segment = module._FPDFPath_GetPathSegment(object, i)
      const kind = module._FPDFPathSegment_GetType(segment)
      module._FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)
      const heap = module.HEAPF32 as Float32Array
      const x = heap[scratch >> 2] as number
      const y = heap[(scratch >> 2) + 1] as number
      const close = module._FPDFPathSegment_GetClose(segment) !== 0
      if (kind === 2) {
        startX = x
        startY = y
        data.push(0, x, y)
      } else if (kind === 1) {
        if (points === 0) data.push(2)
        data.push(x, y)
        points = (points + 1) % 3
      } else if (!close || x !== startX || y !== startY) {
        // PDFium draws the last side of a rectangle to its beginning; what closes a path is no side of its own.
        data.push(1, x, y)
      }
      if (close) data.push(4)
    }
    return data
  }
}

/** A colour of 24 bits as #rrggbb. */
const colourName = kept((value: number) => `#${value.toString(16).padStart(6, '0')}`, MOST_COLOURS)
