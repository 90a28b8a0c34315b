/** What the review site needs to draw an input, made where the input is read, so that it is read once. */

import { exportOptionsSchema, parseOptions } from '../options.js'
import { type Drawing, drawingOf } from '../output/review/drawing.js'
import type { Trace } from '../read-report.js'

export interface KeptDrawing {
  readonly drawing: Drawing
  /** Pages as they were read from, where they are pictures. */
  readonly pictures: ReadonlyMap<number, Uint8Array>
}

/** Pages that are kept of an input: those that the site draws where nobody says otherwise. */
export const DRAWN_PAGES = parseOptions(exportOptionsSchema, {}).drawnPages

export function keepDrawing(trace: Trace, pages: number): KeptDrawing {
  const drawing = drawingOf(trace, pages)
  const drawn = new Set(drawing.pages.map(({ n }) => n))
  return {
    drawing,
    pictures: new Map(
      trace.pages.flatMap(({ number, picture }) => (picture && drawn.has(number) ? [[number, picture]] : [])),
    ),
  }
}

interface Packed {
  readonly drawing: Drawing
  /** Page and base64. */
  readonly pictures: readonly (readonly [number, string])[]
}

export const drawingText = ({ drawing, pictures }: KeptDrawing): string =>
  JSON.stringify({
    drawing,
    pictures: [...pictures].map(([page, bytes]) => [page, Buffer.from(bytes).toString('base64')]),
  } satisfies Packed)

export function drawingFrom(text: string): KeptDrawing {
  const { drawing, pictures } = JSON.parse(text) as Packed
  return { drawing, pictures: new Map(pictures.map(([page, bytes]) => [page, Buffer.from(bytes, 'base64')])) }
}
