/** Sentences of a report within sentences on it. */

import type { Finding } from '../findings.js'

/** As much of a sentence as is quoted around its figure. */
const BEFORE = 40
const BEHIND = 24

/** The words around the figure that a finding on the text is about, on one line. */
export function quote({ args }: Finding): string {
  const sentence = String(args.sentence ?? '').replace(/\s+/g, ' ')
  const stated = String(args.stated ?? '').replace(/\s+/g, ' ')
  const at = Math.max(0, sentence.indexOf(stated))
  const from = Math.max(0, at - BEFORE)
  const to = Math.min(sentence.length, at + stated.length + BEHIND)
  return `${from > 0 ? '…' : ''}${sentence.slice(from, to)}${to < sentence.length ? '…' : ''}`
}
