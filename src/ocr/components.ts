/** Connected pieces of ink, and which of them make up the figure of a cell. */

import type { InkBox } from './picture.js'

export interface Component extends InkBox {
  /** Pixels of ink. */
  readonly area: number
}

/** Pieces of ink that touch, corners included, in the order of their first pixel, row by row. */
export function componentsOf(mask: Uint8Array, width: number, height: number): Component[] {
  const seen = new Uint8Array(mask.length)
  const found: Component[] = []
  const open: number[] = []
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || seen[start]) continue
    seen[start] = 1
    open.push(start)
    let area = 0
    let [x0, y0, x1, y1] = [width, height, 0, 0]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % width
      const y = (at - x) / width
      area++
      x0 = Math.min(x0, x)
      x1 = Math.max(x1, x + 1)
      y0 = Math.min(y0, y)
      y1 = Math.max(y1, y + 1)
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx
          if (!mask[next] || seen[next]) continue
          seen[next] = 1
          open.push(next)
        }
      }
    }
    found.push({ x0, y0, x1, y1, area })
  }
  return found
}

/**
 * The box around the glyphs of a cell, without the dirt around them and the remains of its rulings. Null where there is
 * no ink but dirt.
 *
 * The tallest piece sets the scale. Pieces of at least a third of it are glyphs; smaller ones (points, signs, strokes
 * that broke off) count where they are near to a glyph, in the same band.
 */
export function boxOfGlyphs(
  components: readonly Component[],
  width: number,
  height: number,
  dpi: number,
): InkBox | null {
  const inside = components.filter((one) => one.area > speckArea(dpi) && !isRuling(one, width, height, dpi))
  if (inside.length === 0) return null
  const tallest = inside.reduce((most, one) => Math.max(most, one.y1 - one.y0), 0)
  const large = inside.filter((one) => one.y1 - one.y0 >= tallest / 3)
  let box = around(large)
  const reach = Math.max(tallest, 0.05 * dpi)
  const small = inside.filter((one) => !large.includes(one)).sort((a, b) => a.x0 - b.x0 || a.y0 - b.y0)
  for (let grown = true; grown; ) {
    grown = false
    for (const one of small) {
      const within = one.x0 >= box.x0 && one.x1 <= box.x1 && one.y0 >= box.y0 && one.y1 <= box.y1
      const near = one.x0 - box.x1 < reach && box.x0 - one.x1 < reach
      const level = one.y0 >= box.y0 - tallest / 4 && one.y1 <= box.y1 + tallest / 3
      if (within || !near || !level) continue
      box = around([box, one])
      grown = true
    }
  }
  return box
}

/** Pixels of ink of dirt: smaller than any decimal point, 0.55 points across. */
export const speckArea = (dpi: number): number => (0.0076 * dpi) ** 2

/** A thin piece at the rim of the crop: what is left of a ruling. */
function isRuling(one: Component, width: number, height: number, dpi: number): boolean {
  if (one.x0 > 0 && one.y0 > 0 && one.x1 < width && one.y1 < height) return false
  return Math.min(one.x1 - one.x0, one.y1 - one.y0) <= Math.max(2, 0.02 * dpi)
}

function around(boxes: readonly InkBox[]): InkBox {
  return {
    x0: Math.min(...boxes.map((box) => box.x0)),
    y0: Math.min(...boxes.map((box) => box.y0)),
    x1: Math.max(...boxes.map((box) => box.x1)),
    y1: Math.max(...boxes.map((box) => box.y1)),
  }
}
