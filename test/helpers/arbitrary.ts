import fc from 'fast-check'
import type { Drawing, DrawnCell } from './draw.js'

/** A random grid with spans: slots are merged by drawing rectangles that do not overlap. */
export const drawing: fc.Arbitrary<Drawing> = fc
  .record({
    widths: fc.array(fc.integer({ min: 24, max: 80 }), { minLength: 2, maxLength: 8 }),
    heights: fc.array(fc.integer({ min: 14, max: 40 }), { minLength: 2, maxLength: 12 }),
    spans: fc.array(
      fc.record({ r: fc.nat(11), c: fc.nat(7), h: fc.integer({ min: 1, max: 3 }), w: fc.integer({ min: 1, max: 3 }) }),
      { maxLength: 8 },
    ),
    texts: fc.array(
      fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 99 }).map(String), fc.constantFrom('甲', '乙丙', '总计')),
      { minLength: 96, maxLength: 96 },
    ),
  })
  .map(({ widths, heights, spans, texts }) => {
    const cols = widths.length
    const rows = heights.length
    const owner = new Map<string, DrawnCell>()
    const cells: DrawnCell[] = []
    const free = (r: number, c: number, h: number, w: number): boolean => {
      if (r + h > rows || c + w > cols) return false
      // A line that every column runs through would not be there.
      if (h === rows || w === cols) return false
      for (let i = r; i < r + h; i++) for (let j = c; j < c + w; j++) if (owner.has(`${i},${j}`)) return false
      return true
    }
    const put = (r: number, c: number, h: number, w: number): void => {
      const cell = { row: r, col: c, rowSpan: h, colSpan: w, text: texts[r * 8 + c] ?? '' }
      cells.push(cell)
      for (let i = r; i < r + h; i++) for (let j = c; j < c + w; j++) owner.set(`${i},${j}`, cell)
    }
    for (const { r, c, h, w } of spans) if (free(r, c, h, w)) put(r, c, h, w)
    for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) if (!owner.has(`${r},${c}`)) put(r, c, 1, 1)
    const edges = (sizes: readonly number[], start: number): number[] => {
      const list = [start]
      for (const size of sizes) list.push((list[list.length - 1] ?? start) + size)
      return list
    }
    return {
      xs: edges(widths, 40),
      ys: edges(heights, 60),
      cells: cells.sort((a, b) => a.row - b.row || a.col - b.col),
    }
  })
  // Every line between rows and columns must be drawn somewhere, or the grid has fewer of them.
  .filter(({ xs, ys, cells }) => {
    const rows = ys.length - 1
    const cols = xs.length - 1
    for (let line = 1; line < rows; line++) {
      const through = cells.filter((cell) => cell.row < line && cell.row + cell.rowSpan > line)
      const across = through.reduce((sum, cell) => sum + cell.colSpan, 0)
      if (across >= cols * 0.6) return false
    }
    for (let line = 1; line < cols; line++) {
      const through = cells.filter((cell) => cell.col < line && cell.col + cell.colSpan > line)
      if (through.reduce((sum, cell) => sum + cell.rowSpan, 0) === rows) return false
    }
    return cells.some((cell) => cell.text !== '')
  })
