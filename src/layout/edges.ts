/** Rulings → edges: what is one border of a table, however its producer drew it, and which borders meet. */

import { median } from '../geometry/cluster.js'
import type { Ruling } from '../types.js'

export interface LatticeSettings {
  /** Rulings nearer than this, in points, are one: double lines, and the two borders of neighbouring cells. */
  readonly snap: number
  /** How far, in points, a ruling may end before another and still meet it. */
  readonly touch: number
  /** Share of the side of a slot that rulings must cover to part it from its neighbour. */
  readonly cover: number
  /** Rulings shorter than this after merging are no borders: accents, dots, ticks. */
  readonly shortest: number
}

/**
 * `snap`: the widest double line of Word at its usual settings is 2.25 pt over all; a row of the smallest print is 7.
 * `cover`: pieces of borders are missing at page breaks and merged cells, never half of one.
 */
export const latticeDefaults: LatticeSettings = { snap: 2.6, touch: 3, cover: 0.5, shortest: 6 }

export interface Edge {
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Edges {
  readonly across: Edge[]
  readonly down: Edge[]
}

interface MergedEdges extends Edges {
  /** Pieces were taken for the dashes or dots of lines. */
  readonly dashed: boolean
}

/**
 * Rulings → edges, across and down the page: near ones merged across, touching ones joined along, dashes and dots filled in.
 *
 * @param dashes Whether they are filled in: sides of small frames are as short as dashes.
 */
export function mergeRulings(rulings: readonly Ruling[], settings: LatticeSettings, dashes = true): MergedEdges {
  const bands = toBands(rulings, settings.snap)
  const gap = dashes ? dashGap(bands) : null
  const bridge = Math.max(settings.touch, gap === null ? 0 : gap * 1.5 + 0.5)
  const along = (axis: Ruling['axis']): Edge[] =>
    bands.flatMap((band) => (band[0]?.axis === axis ? mergeBand(band, bridge, settings.shortest) : []))
  return { across: along('horizontal'), down: along('vertical'), dashed: gap !== null }
}

/** Rulings that nearly coincide, whatever part of their line they are; each band in order along the line. */
function toBands(rulings: readonly Ruling[], snap: number): Ruling[][] {
  const bands: Ruling[][] = []
  for (const ruling of [...rulings].sort((a, b) => (a.axis === b.axis ? a.at - b.at : a.axis < b.axis ? -1 : 1))) {
    const band = bands[bands.length - 1]
    const first = band?.[0]
    const last = band?.[band.length - 1]
    const near =
      first && last && first.axis === ruling.axis && ruling.at - last.at <= snap && ruling.at - first.at <= snap * 1.6
    if (band && near) band.push(ruling)
    else bands.push([ruling])
  }
  for (const band of bands) band.sort((a, b) => a.from - b.from)
  return bands
}

/** A dash or dot is no longer than this, and the gap behind it no wider. */
const DASH = 12
const WIDEST_GAP = 8

/** So many gaps between dashes are no accident. */
const FEWEST_GAPS = 12

/** The usual gap between the dashes or dots that the lines of a page are made of; null where they are not. */
function dashGap(bands: readonly (readonly Ruling[])[]): number | null {
  const gaps: number[] = []
  for (const band of bands) {
    for (let i = 1; i < band.length; i++) {
      const [a, b] = [band[i - 1], band[i]]
      if (!a || !b || a.to - a.from > DASH || b.to - b.from > DASH) continue
      const gap = b.from - a.to
      if (gap > 0.05 && gap <= WIDEST_GAP) gaps.push(gap)
    }
  }
  return gaps.length >= FEWEST_GAPS ? median(gaps) : null
}

function mergeBand(band: readonly Ruling[], bridge: number, shortest: number): Edge[] {
  const edges: Edge[] = []
  let from = Number.NaN
  let to = Number.NaN
  let weight = 0
  let moment = 0
  const flush = (): void => {
    if (to - from >= shortest) edges.push({ at: weight > 0 ? moment / weight : (band[0]?.at ?? 0), from, to })
  }
  for (const ruling of band) {
    if (Number.isNaN(from) || ruling.from - to > bridge) {
      if (!Number.isNaN(from)) flush()
      from = ruling.from
      to = ruling.to
      weight = 0
      moment = 0
    } else to = Math.max(to, ruling.to)
    const length = Math.max(0.1, ruling.to - ruling.from)
    weight += length
    moment += length * ruling.at
  }
  if (!Number.isNaN(from)) flush()
  return edges
}

/** Edges that meet, directly or through others, belong to one table. */
export function components(across: readonly Edge[], down: readonly Edge[], touch: number): Edges[] {
  const parent = Array.from({ length: across.length + down.length }, (_, i) => i)
  const find = (i: number): number => {
    let root = i
    while (parent[root] !== root) root = parent[root] ?? root
    while (parent[i] !== root) {
      const next = parent[i] ?? root
      parent[i] = root
      i = next
    }
    return root
  }
  for (const [i, h] of across.entries()) {
    for (const [j, v] of down.entries()) {
      if (v.at < h.from - touch || v.at > h.to + touch || h.at < v.from - touch || h.at > v.to + touch) continue
      parent[find(i)] = find(across.length + j)
    }
  }
  const parts = new Map<number, Edges>()
  const part = (root: number): Edges => {
    const known = parts.get(root)
    if (known) return known
    const fresh = { across: [], down: [] }
    parts.set(root, fresh)
    return fresh
  }
  for (const [i, h] of across.entries()) part(find(i)).across.push(h)
  for (const [j, v] of down.entries()) part(find(across.length + j)).down.push(v)
  return [...parts.values()].filter((one) => one.across.length >= 2 && one.down.length >= 1)
}
