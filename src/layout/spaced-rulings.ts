/** One stretch of a table without lines: its columns and rows as rulings, broken where print runs through them. */

import { centreY } from '../geometry/box.js'
import type { Box, Ruling } from '../types.js'
import type { SpacedBlock, SpacedRegion } from './spaced-blocks.js'
import { type SpacedColumns, spacedColumns, type Token } from './spaced-columns.js'
import { labelColumns, linesOfPrint, type SpacedRow, spacedRows } from './spaced-rows.js'

/** Points: a drawn ruling this near to an end of a table is its frame. */
const FRAME = 10
/** Share of the figures that a drawn ruling must run along to part two rows. */
const ALONG = 0.5
/** Ems: lines of one label are nearer, middle to middle. */
const PITCH = 1.75

/** Points: an edge that is nearer to the end of a figure does not run through it. */
const WITHIN = 0.7

/** The rulings of a block that are not drawn; null where it is not sure which figures stand in one column. */
export function ruleBlock(block: SpacedBlock, region: SpacedRegion, drawn: readonly Ruling[]): Ruling[] | null {
  const { em } = region
  const { header, rows, labels } = block
  const firstFigure = Math.min(...rows.flatMap(({ figures }) => figures.map(({ box }) => box.x0)))
  const before = labels.filter(({ box }) => box.x1 < firstFigure)
  const labelRight = Math.max(region.x0, ...before.map(({ box }) => box.x1))
  const told = spacedColumns(rows, header, labelRight, region.x1, em)
  if (!told) return null
  const rules = drawn.filter(({ axis, at, from, to }) =>
    axis === 'horizontal'
      ? at > block.top - FRAME && at < block.bottom + FRAME && to > region.x0 && from < region.x1
      : at > region.x0 - FRAME && at < region.x1 + FRAME && to > block.top && from < block.bottom,
  )
  const level = rules.filter(({ axis }) => axis === 'horizontal')
  const columns = { ...told, edges: onDrawn(told, labelRight, rules) }
  const out: Ruling[] = []
  const horizontal = (at: number, from: number, to: number): void => {
    if (to > from) out.push({ axis: 'horizontal', at, from, to, width: 0, drawn: false })
  }
  const vertical = (at: number, from: number, to: number): void => {
    if (to > from) out.push({ axis: 'vertical', at, from, to, width: 0, drawn: false })
  }
  // Without labels the first column is one of figures.
  const isBare = before.length === 0 && !columns.tokens.some(({ box }) => box.x1 < (columns.edges[0] ?? 0))
  const edges = isBare ? columns.edges.slice(1) : columns.edges
  const low = isBare ? region.x0 : (edges[0] as number)
  const high = edges.at(-1) as number
  const x0 = isBare ? Math.min(region.x0, columns.edges[0] ?? 0) : region.x0
  const inRows = block.print.filter(({ box }) => rows.some(({ y }) => box.top < y + em / 2 && box.bottom > y - em / 2))
  // What stands a little beyond the last column is the end of its figures.
  const last = columns.bands.at(-1)?.x1 ?? 0
  const beyond = inRows.map(({ box }) => box).filter((box) => box.x1 > last && box.x0 < last + em)
  const x1 = Math.max(region.x1, last + 1, ...beyond.map((box) => box.x1 + 1))
  /** A drawn ruling between two places, along the figures. */
  const ruled = (from: number, to: number, a = low, b = high): Ruling | undefined =>
    level.find((one) => one.at > from && one.at < to && Math.min(one.to, b) - Math.max(one.from, a) > (b - a) * ALONG)
  const body = spacedRows(linesOfPrint(labelLines(block, region, labelRight)), rows, em)
  const headBottom = Math.max(block.top, ...header.map(({ box }) => box.bottom))
  const bodyTop = body[0]?.top ?? headBottom
  const border = header.length > 0 ? (ruled(headBottom - 1, bodyTop + 1)?.at ?? (headBottom + bodyTop) / 2) : block.top
  const top = ruled(block.top - FRAME, block.top + em * 0.5, x0, x1)?.at ?? block.top
  const bottom = ruled(block.bottom - em * 0.5, block.bottom + FRAME, x0, x1)?.at ?? block.bottom
  if (top === block.top) horizontal(top, x0, x1)
  if (bottom === block.bottom) horizontal(bottom, x0, x1)
  vertical(x0, top, bottom)
  vertical(x1, top, bottom)
  if (header.length > 0) {
    horizontal(border, x0, x1)
    ruleHeader({ ...columns, edges }, region, [top, border], ruled, horizontal, vertical, [x0, x1])
  }
  // Between the rows.
  const { edges: sides, groups } = labelColumns(labels.length > 0 ? labels : [], rows, em)
  const own = labels.length > 0 ? sides : []
  const limits = rowLimits(body, border, bottom, ruled)
  // A figure that an edge would run through is of neither row.
  const isThrough = ({ at }: Limit): boolean =>
    rows.some(({ figures }) => figures.some(({ box }) => box.top < at - WITHIN && box.bottom > at + WITHIN))
  if (limits.some((limit) => !limit.drawn && isThrough(limit))) return null
  for (const { at, drawn: known } of limits.slice(1, -1)) {
    if (known) continue
    const starts = [x0, ...own, low]
    const ends = [...own, low, x1]
    for (const [k, from] of starts.entries()) {
      const to = ends[k] as number
      const leaf = k >= own.length
      if (leaf || !runsThrough(groups, from, to, at, em)) horizontal(at, from, to)
    }
  }
  for (const [i, row] of body.entries()) {
    const [from, to] = [limits[i]?.at ?? row.top, limits[i + 1]?.at ?? row.bottom]
    for (const edge of own) if (!crosses(row, edge) && !endsBefore(row, edge)) vertical(edge, from, to)
    for (const edge of edges.slice(0, -1))
      if (!crosses(row, edge) && !isCut(edge, inRows, from, to, em)) vertical(edge, from, to)
  }
  return out
}

/** The edges of columns, each at the longest ruling that is drawn between the print of its neighbours: beside one they would part slivers off. */
function onDrawn({ bands, edges }: SpacedColumns, labelRight: number, rules: readonly Ruling[]): number[] {
  return edges.map((edge, i) => {
    const [low, high] = [bands[i - 1]?.x1 ?? labelRight, bands[i]?.x0]
    if (high === undefined) return edge
    const drawn = rules.filter(({ axis, at }) => axis === 'vertical' && at > low && at < high)
    const [longest] = drawn.sort((a, b) => b.to - b.from - (a.to - a.from))
    return longest?.at ?? edge
  })
}

/** The labels of rows, without the names of groups and what runs down the side. */
function labelLines({ labels, rows }: SpacedBlock, { em }: SpacedRegion, right: number): SpacedBlock['labels'] {
  if (labels.length === 0) return []
  const { groups } = labelColumns(labels, rows, em)
  return labels.filter((word) => !groups.includes(word) && word.box.x1 <= right + 1)
}

/** Whether the words of a group stand at both sides of a place, or on it. */
function runsThrough(groups: SpacedBlock['labels'], from: number, to: number, at: number, em: number): boolean {
  const own = groups.filter(({ box }) => box.x0 >= from - 1 && box.x1 <= to + 1).sort((a, b) => a.box.top - b.box.top)
  return own.some(({ box }, i) => {
    const next = own[i + 1]
    if (box.top < at && box.bottom > at) return true
    return !!next && box.bottom <= at && next.box.top >= at && next.box.top - box.bottom < em
  })
}

/** A label that needs the room of two columns runs through the edge between them. */
function crosses(row: SpacedRow, edge: number): boolean {
  return row.lines.some(({ words }) =>
    words.some(({ box, pieces }) => {
      if (box.x0 > edge - 1 || box.x1 < edge + 1) return false
      const left = Math.max(...pieces.filter((one) => one.x1 <= edge).map((one) => one.x1))
      const right = Math.min(...pieces.filter((one) => one.x0 >= edge).map((one) => one.x0))
      const height = box.bottom - box.top
      return (
        pieces.some((one) => one.x0 < edge && one.x1 > edge) ||
        right - left < 0.45 * height ||
        right - edge > 0.6 * height
      )
    }),
  )
}

/** Ems: print on both sides of an edge that is no farther apart may be one figure. */
const ONE_FIGURE = 0.45

/** Whether an edge would run through print, or between the digits of one figure. */
function isCut(edge: number, print: SpacedBlock['print'], from: number, to: number, em: number): boolean {
  const own = print.filter(({ box }) => centreY(box) > from && centreY(box) < to).map(({ box }) => box)
  if (own.some((box) => box.x0 < edge && box.x1 > edge)) return true
  return own.some(
    (left) =>
      left.x1 <= edge &&
      own.some(
        (right) =>
          right.x0 >= edge &&
          right.x0 - left.x1 < ONE_FIGURE * em &&
          right.top < left.bottom &&
          right.bottom > left.top,
      ),
  )
}

/** A label that ends before an edge has the room behind it too. */
const endsBefore = ({ lines }: SpacedRow, edge: number): boolean =>
  lines.length > 0 && lines.every(({ box }) => box.x1 <= edge)

interface Limit {
  readonly at: number
  readonly drawn: boolean
}

/** Where one row ends and the next begins. */
function rowLimits(
  body: readonly SpacedRow[],
  top: number,
  bottom: number,
  ruled: (from: number, to: number) => Ruling | undefined,
): Limit[] {
  const limits: Limit[] = [{ at: top, drawn: false }]
  for (let i = 1; i < body.length; i++) {
    const [above, below] = [body[i - 1] as SpacedRow, body[i] as SpacedRow]
    const middle = (row: SpacedRow): number => row.figures?.y ?? (row.top + row.bottom) / 2
    const known = ruled(middle(above), middle(below))
    if (known) limits.push({ at: known.at, drawn: true })
    else {
      const between = above.bottom < below.top ? above.bottom + below.top : middle(above) + middle(below)
      const own = (row: SpacedRow): Box[] => row.figures?.figures.map(({ box }) => box) ?? []
      const [least, most] = [
        Math.max(...own(above).map((box) => box.bottom)),
        Math.min(...own(below).map((box) => box.top)),
      ]
      limits.push({ at: Math.max(least, Math.min(most, between / 2)), drawn: false })
    }
  }
  return [...limits, { at: bottom, drawn: false }]
}

/** The header: columns go up to the words that stand over several of them. */
function ruleHeader(
  { edges, tokens }: SpacedColumns,
  { em }: SpacedRegion,
  [top, bottom]: readonly [number, number],
  ruled: (from: number, to: number, a: number, b: number) => Ruling | undefined,
  horizontal: (at: number, from: number, to: number) => void,
  vertical: (at: number, from: number, to: number) => void,
  [x0, x1]: readonly [number, number],
): void {
  const middle = (x0 + x1) / 2
  const isTitle = (line: number): boolean => {
    const own = tokens.filter((token) => token.line === line)
    const [only] = own
    return (
      own.length === 1 &&
      !!only &&
      Math.abs((only.box.x0 + only.box.x1) / 2 - middle) < 1.5 * em &&
      tokens.filter((token) => token.line === line + 1).length > 1
    )
  }
  interface Break {
    readonly from: number
    readonly to: number
    readonly x0: number
    readonly x1: number
  }
  const breaks: Break[] = []
  const limit = (token: Token, side: 'above' | 'below'): number => {
    const wide = isTitle(token.line)
    const others = tokens.filter(
      ({ box, line }) =>
        (side === 'above'
          ? line < token.line && box.bottom <= token.box.top + 1
          : line > token.line && box.top >= token.box.bottom - 1) &&
        (wide || (box.x0 < token.box.x1 + em && box.x1 > token.box.x0 - em)),
    )
    if (side === 'above') {
      const near = Math.max(top, ...others.map(({ box }) => box.bottom))
      return (
        ruled(near - 1, token.box.top + 1, token.box.x0, token.box.x1)?.at ??
        (near === top ? top : (near + token.box.top) / 2)
      )
    }
    const near = Math.min(bottom, ...others.map(({ box }) => box.top))
    return (
      ruled(token.box.bottom - 1, near + 1, token.box.x0, token.box.x1)?.at ??
      (near === bottom ? bottom : (near + token.box.bottom) / 2)
    )
  }
  for (const token of tokens) {
    const title = isTitle(token.line)
    const crossed = edges.slice(0, -1).filter((edge) => token.box.x0 < edge - 0.5 && token.box.x1 > edge + 0.5)
    const alone = !title && crossed.length === 0
    if (alone && !isApart(token, tokens, em)) continue
    const [from, to] = [limit(token, 'above'), limit(token, 'below')]
    const left = title ? x0 : (edges.findLast((edge) => edge <= token.box.x0 + 0.5) ?? x0)
    const right = title ? x1 : (edges.find((edge) => edge >= token.box.x1 - 0.5) ?? x1)
    if (to < bottom && !ruled(token.box.bottom - 1, to + 1, left, right)) horizontal(to, left, right)
    if (from > top && !ruled(from - 1, token.box.top + 1, left, right)) horizontal(from, left, right)
    if (!alone) breaks.push({ from, to, x0: title ? x0 : token.box.x0, x1: title ? x1 : token.box.x1 })
  }
  for (const edge of edges.slice(0, -1)) {
    let at = top
    const own = breaks.filter((one) => one.x0 < edge - 0.5 && one.x1 > edge + 0.5).sort((a, b) => a.from - b.from)
    for (const { from, to } of own) {
      vertical(edge, at, from)
      at = Math.max(at, to)
    }
    vertical(edge, at, bottom)
  }
}

/** Whether the next words below are farther away than the lines of one label. */
function isApart(token: Token, tokens: readonly Token[], em: number): boolean {
  const below = tokens.filter(
    ({ box, line }) => line > token.line && box.x0 < token.box.x1 && box.x1 > token.box.x0 && box.top > token.box.top,
  )
  const next = below.reduce<Token | null>((a, b) => (a && a.box.top <= b.box.top ? a : b), null)
  return !!next && centreY(next.box) - centreY(token.box) > PITCH * em
}
