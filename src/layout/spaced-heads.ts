/** Columns of a table without lines whose figures do not stand below the middle of their labels: set to the left or to the right, each belongs to the label that stands in its turn. */

import type { Band, Token } from './spaced-columns.js'

/** Ems: the middles of the lines of one label differ by no more. */
const SAME = 0.5
/** Times the width of the line below: what is wider stands over more than one column. */
const WIDER = 2.2
/** Times the distance to the next label: a figure is no farther from its own. */
const NEAR = 0.6

/** Bands with the room of their labels, where the lowest labels of the header are as many as they are and each stands by its own; null else. */
export function withHeads(
  bands: readonly Band[],
  tokens: readonly Token[],
  labelRight: number,
  em: number,
): Band[] | null {
  const heads: Band[] = []
  for (const { box } of [...tokens].sort((a, b) => b.line - a.line)) {
    if (box.x0 < labelRight) continue
    const below = heads.filter(({ x0, x1 }) => Math.min(x1, box.x1) - Math.max(x0, box.x0) > 0)
    const [one] = below
    if (!one) heads.push({ x0: box.x0, x1: box.x1 })
    else if (
      below.length === 1 &&
      box.x1 - box.x0 <= WIDER * (one.x1 - one.x0) &&
      Math.abs(middle(one) - middle(box)) <= SAME * em
    ) {
      one.x0 = Math.min(one.x0, box.x0)
      one.x1 = Math.max(one.x1, box.x1)
    }
  }
  heads.sort((a, b) => a.x0 - b.x0)
  if (heads.length !== bands.length) return null
  const middles = heads.map(middle)
  const both = bands.map((band, i): Band => {
    const head = heads[i] as Band
    return { x0: Math.min(band.x0, head.x0), x1: Math.max(band.x1, head.x1) }
  })
  const isOwn = (band: Band, i: number): boolean => {
    const at = middles[i] as number
    const apart = Math.min(...middles.filter((_, k) => Math.abs(k - i) === 1).map((other) => Math.abs(other - at)))
    return Math.abs(middle(band) - at) <= NEAR * apart
  }
  if (!bands.every(isOwn)) return null
  return both.every(({ x0 }, i) => i === 0 || x0 > (both[i - 1] as Band).x1) && (both[0]?.x0 ?? 0) >= labelRight
    ? both
    : null
}

const middle = ({ x0, x1 }: Band): number => (x0 + x1) / 2
