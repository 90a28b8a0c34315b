/** Reports that an input shows twice: pages carry their text once for wide screens and once for narrow ones, and style sheets elsewhere hide one. */

import { squeeze } from '../text/normalize.js'
import type { Block } from '../types.js'
import type { Landmarks, Part } from './parts.js'

/**
 * The parts that do not say word for word what one before them says, from the first heading or table of the form to the last. A copy has no figure
 * that is not in the first; where one character differs both are kept.
 */
export function withoutCopies(blocks: readonly Block[], parts: readonly Part[], landmarks: Landmarks): readonly Part[] {
  if (parts.length < 2) return parts
  const seen = new Set<string>()
  return parts.filter((part) => {
    const said = wordsOf(blocks, part, landmarks)
    if (said === null) return true
    const known = seen.has(said)
    seen.add(said)
    return !known
  })
}

/** What a part says between its first and its last landmark; null where no table is among them. */
function wordsOf(blocks: readonly Block[], { from, to }: Part, { sections, tables }: Landmarks): string | null {
  const inside = (at: number): boolean => at >= from && at < to
  const own = tables.map(({ block }) => block).filter(inside)
  if (own.length === 0) return null
  const marks = [...own, ...sections.map((section) => section.from).filter(inside)]
  return blocks
    .slice(Math.min(...marks), Math.max(...marks) + 1)
    .flatMap((block) => (block.kind === 'grid' ? block.cells.map(({ text }) => text) : [block.text]))
    .map(squeeze)
    .join('\n')
}
