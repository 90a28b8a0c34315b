/** A statistics table whose lines stand in the text, and whose figures could not be told apart. */

import { indicators } from '../forms/statistics.js'
import { canonical } from '../text/normalize.js'
import type { Block } from '../types.js'
import { textsOf } from './text-cells.js'

/** So many different labels of the dictionary are those of a table: a text names fewer in their full length. */
const FEWEST_LABELS = 12
/** A label with fewer characters may be a part of a sentence. */
const SHORTEST = 5

/** True where the labels of a statistics table are among the blocks. */
export function namesStatistics(blocks: readonly Block[]): boolean {
  const printed = canonical(blocks.flatMap(textsOf).join('\n'))
  const labels = new Set(indicators.map(({ label }) => canonical(label)).filter(({ length }) => length >= SHORTEST))
  return [...labels].filter((label) => printed.includes(label)).length >= FEWEST_LABELS
}
