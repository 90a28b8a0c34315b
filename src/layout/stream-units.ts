/** Figures without lines around them whose unit had no room beside them and stands below. */

import { meets } from '../geometry/box.js'
import type { Row } from './stream-bands.js'
import { isUnit } from './units.js'

/**
 * Where some figures of a row are set on two lines, 9733 over 件, the others stand between the two: a line of figures, one with the label and the other
 * figures, and a line of units below the first. They are one row.
 */
export function joinUnits(groups: readonly (readonly Row[])[]): Row[][] {
  const joined: Row[][] = []
  for (let i = 0; i < groups.length; i++) {
    const [above, row, below] = groups.slice(i, i + 3)
    if (above && row && below && isWrapped(above, row, below)) {
      joined.push([...above, ...row, ...below])
      i += 2
    } else joined.push([...(above ?? [])])
  }
  return joined
}

function isWrapped(above: readonly Row[], row: readonly Row[], below: readonly Row[]): boolean {
  const [figures, ...more] = above
  const [units, ...others] = below
  if (!figures || !units || more.length + others.length > 0) return false
  if (figures.figures.length < figures.chunks.length || figures.chunks.length !== units.chunks.length) return false
  // One line of the row is as high as another: what stands farther apart is another row.
  if (units.line.box.top - figures.line.box.top > figures.line.size * 3.2) return false
  return (
    row.some((line) => line.figures.length < line.chunks.length) &&
    figures.chunks.every(({ box }, k) => {
      const unit = units.chunks[k]
      return (
        unit !== undefined &&
        isUnit(unit.text) &&
        meets(box, unit.box) &&
        !row.some((line) => line.figures.some((other) => meets(box, other.box)))
      )
    })
  )
}
