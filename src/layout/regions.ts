/** Slots that nothing parts → the rectangles that they are cells of. */

export interface Span {
  readonly row: number
  readonly col: number
  readonly rowSpan: number
  readonly colSpan: number
}

/** Regions as rectangles: one that is not (a piece of border is missing) is cut into the rectangles it is made of. */
export function rectangles(rows: number, cols: number, find: (slot: number) => number): Span[] {
  const members = new Map<number, number[]>()
  for (let slot = 0; slot < rows * cols; slot++) {
    const root = find(slot)
    const list = members.get(root)
    if (list) list.push(slot)
    else members.set(root, [slot])
  }
  const spans: Span[] = []
  for (const slots of members.values()) {
    const r = slots.map((slot) => Math.floor(slot / cols))
    const c = slots.map((slot) => slot % cols)
    const row = Math.min(...r)
    const col = Math.min(...c)
    const rowSpan = Math.max(...r) - row + 1
    const colSpan = Math.max(...c) - col + 1
    if (rowSpan * colSpan === slots.length) spans.push({ row, col, rowSpan, colSpan })
    else spans.push(...cutRegion(new Set(slots), cols))
  }
  return spans.sort((a, b) => a.row - b.row || a.col - b.col)
}

function cutRegion(slots: Set<number>, cols: number): Span[] {
  const spans: Span[] = []
  while (slots.size > 0) {
    const start = Math.min(...slots)
    const row = Math.floor(start / cols)
    const col = start % cols
    let colSpan = 1
    while (col + colSpan < cols && slots.has(start + colSpan)) colSpan++
    let rowSpan = 1
    const full = (r: number): boolean => {
      for (let c = 0; c < colSpan; c++) if (!slots.has(r * cols + col + c)) return false
      return true
    }
    while (full(row + rowSpan)) rowSpan++
    for (let r = row; r < row + rowSpan; r++) for (let c = col; c < col + colSpan; c++) slots.delete(r * cols + c)
    spans.push({ row, col, rowSpan, colSpan })
  }
  return spans
}
