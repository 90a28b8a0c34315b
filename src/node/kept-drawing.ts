/** What the review site needs to draw an input, made where the input is read, so that it is read once. */

import { gunzipSync, gzipSync } from 'node:zlib'
import { drawingJson, drawingOf, isPicture } from '../output/review/drawing.js'
import { safe } from '../output/review/script-data.js'
import type { Trace } from '../read-report.js'

export interface KeptDrawing {
  /** The drawing as it stands in a script of the site: JSON, or its bytes in UTF-8. */
  readonly text: string | Uint8Array
  /** Whether one of its pages is a picture, or was read from one. */
  readonly pictured: boolean
  /** Pages as they were read from, where they are pictures. */
  readonly pictures: ReadonlyMap<number, Uint8Array>
}

export function keepDrawing(trace: Trace, pages: number): KeptDrawing & { readonly text: string } {
  const drawing = drawingOf(trace, pages)
  const drawn = new Set(drawing.pages.map(({ n }) => n))
  const pictures = new Map(
    trace.pages.flatMap(({ number, picture }) => (picture && drawn.has(number) ? [[number, picture]] : [])),
  )
  return { text: safe(drawingJson(drawing)), pictured: pictures.size > 0 || drawing.pages.some(isPicture), pictures }
}

/** What stands before the text of a packed drawing, in a line of its own. */
interface Head {
  readonly pictured: boolean
  /** Page and base64. */
  readonly pictures: readonly (readonly [number, string])[]
}

/** What is sent and stored: packed where it is made, so that nobody between has to know what is in it. */
export function packDrawing({ text, pictured, pictures }: KeptDrawing & { readonly text: string }): Uint8Array {
  const head: Head = {
    pictured,
    pictures: [...pictures].map(([page, bytes]) => [page, Buffer.from(bytes).toString('base64')]),
  }
  // Packed while others wait: fast, for a few bytes more.
  return gzipSync(`${JSON.stringify(head)}\n${text}`, { level: 1 })
}

/** @throws where the bytes are not whole. */
export function unpackDrawing(bytes: Uint8Array): KeptDrawing {
  const all = gunzipSync(bytes)
  const line = all.indexOf('\n')
  const { pictured, pictures } = JSON.parse(all.toString('utf8', 0, line)) as Head
  return {
    text: all.subarray(line + 1),
    pictured,
    pictures: new Map(pictures.map(([page, text]) => [page, Buffer.from(text, 'base64')])),
  }
}
