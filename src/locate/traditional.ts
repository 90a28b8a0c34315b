/** Reports in traditional characters, of archives and converted sites: their words in simplified ones, to find names by. */

import { isTraditional, simplify } from '../text/traditional.js'
import type { Block } from '../types.js'

/** As much of the text as tells the script that it is written in. */
const SAMPLE = 4_000

/** The same blocks where they are in simplified characters; else copies of the paragraphs in these. */
export function simplifiedBlocks(blocks: readonly Block[]): readonly Block[] {
  let sample = ''
  for (const block of blocks) {
    if (sample.length >= SAMPLE) break
    if (block.kind === 'paragraph') sample += block.text
  }
  if (!isTraditional(sample.slice(0, SAMPLE))) return blocks
  return blocks.map((block) => (block.kind === 'paragraph' ? { ...block, text: simplify(block.text) } : block))
}
