/** Pictures drawn pixel by pixel, for tests. */

import type { Gray } from '../../src/imaging/gray.js'

export interface Canvas extends Gray {
  rect(x0: number, y0: number, x1: number, y1: number, value?: number): Canvas
}

export function canvas(width: number, height: number, paper = 255): Canvas {
  const data = new Uint8Array(width * height).fill(paper)
  const one: Canvas = {
    width,
    height,
    data,
    rect(x0, y0, x1, y1, value = 0) {
      for (let y = Math.max(0, y0); y < Math.min(height, y1); y++)
        data.fill(value, y * width + Math.max(0, x0), y * width + Math.min(width, x1))
      return one
    },
  }
  return one
}

/** A table of rulings: 200 pixels an inch, lines of `thick` pixels at the given places. */
export function table(xs: readonly number[], ys: readonly number[], thick = 3, size = [900, 700] as const): Canvas {
  const page = canvas(size[0], size[1])
  const [left, right] = [xs[0] as number, xs[xs.length - 1] as number]
  const [top, bottom] = [ys[0] as number, ys[ys.length - 1] as number]
  for (const y of ys) page.rect(left, y, right + thick, y + thick)
  for (const x of xs) page.rect(x, top, x + thick, bottom + thick)
  return page
}

/** A zero as a ring of ink, 14 by 20 pixels. */
export function zero(page: Canvas, x: number, y: number): void {
  page.rect(x, y, x + 14, y + 20).rect(x + 4, y + 4, x + 10, y + 16, 255)
}
