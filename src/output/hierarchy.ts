/** A body against the bodies below it, for the terminal. */

import type { HierarchyResult } from '../check/hierarchy.js'
import type { Report } from '../report/schema.js'
import { printable } from './escape.js'
import { drawFinding, painter, type SummaryOptions } from './summary.js'
import { wrap } from './text-width.js'

const words = {
  en: { body: 'body below', bodies: 'bodies below', agree: 'No figure is below or above the sum of those found.' },
  zh: { body: '个下级机关', bodies: '个下级机关', agree: '各数与所收下级之和没有不符。' },
} as const

/** Whose figures they are, how many bodies below there are, and what does not add up. */
export function toHierarchySummary(parent: Report, result: HierarchyResult, options: SummaryOptions): string {
  const paint = painter(options)
  const { body, bodies, agree } = words[options.language]
  const count = result.completeness.children
  const title = [parent.issuer ?? '-', parent.year ?? '-', '·', count, count === 1 ? body : bodies].join(' ')
  return `${[
    ...wrap(printable(title), options.width).map((line) => paint(line, 'bold')),
    '',
    ...result.findings.flatMap((finding) => drawFinding(finding, options, paint)),
    ...(result.findings.some(({ code }) => code === 'hierarchy/sum') ? [] : [agree]),
  ].join('\n')}\n`
}
