/** Where boxes of the layout are in the input: one page, or the text of several pages set below each other. */

import { toTuple } from '../geometry/box.js'
import type { Box, Page, Place, Ruling } from '../types.js'
import type { Line } from './lines.js'
import { displayedBox } from './upright.js'

export interface Canvas {
  readonly rulings: readonly Ruling[]
  /** Columns are held by spaces and may waver from line to line. */
  readonly typewriter: boolean
  /** Number of the page at this height. */
  pageAt(y: number): number
  /** Box on the page as it is displayed. */
  frame(box: Box): [number, number, number, number]
}

export const placeOn = (canvas: Canvas, box: Box): Place => ({
  page: canvas.pageAt((box.top + box.bottom) / 2),
  box: canvas.frame(box),
})

export function pageCanvas(page: Page): Canvas {
  return {
    rulings: page.rulings,
    typewriter: page.typewriter === true,
    pageAt: () => page.number,
    frame: (box) => toTuple(displayedBox(box, page)),
  }
}

/** Lines of one page, as they stand there. */
export interface Sheet {
  readonly page: Page
  readonly lines: readonly Line[]
}

interface Stitched {
  readonly page: Page
  /** Added to heights of the page. */
  readonly dy: number
  readonly top: number
}

/**
 * Set the lines of several pages below each other, as if no page ended between them: a table without lines that goes
 * on overleaf is then one stretch of text. The distance at a seam is that of two lines.
 */
export function stitch(sheets: readonly Sheet[]): { canvas: Canvas; lines: Line[] } {
  const [only] = sheets
  if (only && sheets.length === 1) return { canvas: pageCanvas(only.page), lines: [...only.lines] }
  const parts: Stitched[] = []
  const lines: Line[] = []
  let bottom = 0
  for (const { page, lines: own } of sheets) {
    const first = own[0]
    if (!first) continue
    const dy = parts.length === 0 ? 0 : bottom + first.size * 0.6 - first.box.top
    parts.push({ page, dy, top: first.box.top + dy - first.size * 0.3 })
    for (const line of own) {
      const moved = shiftLine(line, dy)
      lines.push(moved)
      bottom = Math.max(bottom, moved.box.bottom)
    }
  }
  const partAt = (y: number): Stitched => {
    let found = parts[0] as Stitched
    for (const part of parts) if (y >= part.top) found = part
    return found
  }
  const canvas: Canvas = {
    typewriter: parts.some(({ page }) => page.typewriter),
    rulings: parts.flatMap(({ page, dy }, i) => {
      const next = parts[i + 1]
      return page.rulings
        .filter((ruling) => ruling.axis === 'horizontal')
        .map((ruling) => ({ ...ruling, at: ruling.at + dy }))
        .filter((ruling) => (i === 0 || ruling.at > (parts[i]?.top ?? 0) - 3) && (!next || ruling.at < next.top + 3))
    }),
    pageAt: (y) => partAt(y).page.number,
    frame: (box) => {
      const { page, dy } = partAt((box.top + box.bottom) / 2)
      const top = Math.max(0, box.top - dy)
      return toTuple(displayedBox({ ...box, top, bottom: Math.max(top, Math.min(page.height, box.bottom - dy)) }, page))
    },
  }
  return { canvas, lines }
}

function shiftLine(line: Line, dy: number): Line {
  if (dy === 0) return line
  const shift = (box: Box): Box => ({ ...box, top: box.top + dy, bottom: box.bottom + dy })
  return { ...line, box: shift(line.box), runs: line.runs.map((run) => ({ ...run, box: shift(run.box) })) }
}
