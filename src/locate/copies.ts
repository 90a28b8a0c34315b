/** Reports that an input shows twice: pages carry their text once for wide screens and once for narrow ones, and style sheets elsewhere hide one. */

import { squeeze } from '../text/normalize.js'
import type { Block } from '../types.js'
import type { Landmarks, Part } from './parts.js'
import { textsOf } from './text-cells.js'
import type { Title } from './titles.js'

type TitledPart = Part & { readonly title: Pick<Title, 'issuer' | 'year'> | null }

/**
 * The parts that do not say word for word what one before them says, from the first heading or table of the form to its end, signature included. A copy
 * has no figure that is not in the first; where one character differs, or a title names another body or year, both are kept: reports of
 * two villages may differ in nothing else.
 */
export function withoutCopies<P extends TitledPart>(
  blocks: readonly Block[],
  parts: readonly P[],
  landmarks: Landmarks,
): readonly P[] {
  if (parts.length < 2) return parts
  const kept: { readonly said: string; readonly part: P }[] = []
  return parts.filter((part) => {
    const said = wordsOf(blocks, part, landmarks)
    if (said === null) return true
    // What stands behind the last copy is the rest of the page.
    const isCopy = kept.some((one) => said.startsWith(one.said) && isOfOneTitle(one.part.title, part.title))
    if (!isCopy) kept.push({ said, part })
    return !isCopy
  })
}

/** A copy may have lost its title. */
function isOfOneTitle(first: TitledPart['title'], copy: TitledPart['title']): boolean {
  const isSame = <T>(one: T | null | undefined, other: T | null | undefined): boolean =>
    other === null || other === undefined || one === other
  return isSame(first?.issuer, copy?.issuer) && isSame(first?.year, copy?.year)
}

/** What a part says from its first landmark on, a line for each block and cell; null where no table is among them. */
function wordsOf(blocks: readonly Block[], { from, to }: Part, { sections, tables }: Landmarks): string | null {
  const inside = (at: number): boolean => at >= from && at < to
  const own = tables.map(({ block }) => block).filter(inside)
  if (own.length === 0) return null
  const first = Math.min(...own, ...sections.map((section) => section.from).filter(inside))
  return blocks
    .slice(first, to)
    .flatMap(textsOf)
    .map((text) => `${squeeze(text)}\n`)
    .join('')
}
