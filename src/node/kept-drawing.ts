/** What the review site needs to draw an input, made where the input is read, so that it is read once. */

import { promisify } from 'node:util'
import { gunzip, gzipSync } from 'node:zlib'
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

/** What is sent and stored: packed where it is made, so that nobody between has to know what is in it. */
export function packDrawing({ drawing, pictures }: KeptDrawing): Uint8Array {
  const packed: Packed = {
    drawing,
    pictures: [...pictures].map(([page, bytes]) => [page, Buffer.from(bytes).toString('base64')]),
  }
  return gzipSync(JSON.stringify(packed))
}

/** @throws where the bytes are not whole. */
export async function unpackDrawing(bytes: Uint8Array): Promise<KeptDrawing> {
  const { drawing, pictures } = JSON.parse((await unpack(bytes)).toString('utf8')) as Packed
  return { drawing, pictures: new Map(pictures.map(([page, text]) => [page, Buffer.from(text, 'base64')])) }
}

const unpack = promisify(gunzip)
