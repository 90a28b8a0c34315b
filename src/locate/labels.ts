/** How like a printed label is to an official one. */

import { kept } from '../text/kept.js'
import { type Ordinal, splitOrdinal } from '../text/ordinal.js'
import { similarity } from '../text/similarity.js'

/** A label, taken apart: what is compared. */
export interface Label {
  readonly ordinal: Ordinal | null
  /** Canonical text behind the ordinal. */
  readonly body: string
  /** The body without remarks in brackets: （区分处理的，只计这一情形，不计其他情形）. */
  readonly core: string
  /** Of the labels of a process, no other has it. */
  readonly id: number
  /** What it was found to be like: other labels, and official ones with all their wordings. */
  readonly likes: Map<Label | string | readonly string[], number>
}

let labels = 0

/** Labels repeat over all reports of a process. */
const MOST_LABELS = 5000

export const parseLabel = kept((text: string): Label => {
  const { ordinal, body } = splitOrdinal(inChinese(text))
  // A number in brackets is no remark: 第二十条第（一）项.
  const core = body.replace(/\((?![一二三四五六七八九十\d]+\))[^()]*\)?/g, '')
  return { ordinal, body, core: core || body, id: labels++, likes: new Map() }
}, MOST_LABELS)

/** A label that is printed in two languages, without the other one: words of three letters and more beside Chinese ones. */
const inChinese = (text: string): string => (TWO_LANGUAGES.test(text) ? text.replace(OTHER_LANGUAGE, ' ') : text)

const OTHER_LANGUAGE =
  /[\p{Script=Tibetan}\p{Script=Mongolian}\p{Script=Arabic}][\p{Script=Tibetan}\p{Script=Mongolian}\p{Script=Arabic}\p{M}\s]*|[A-Za-z][A-Za-z ,.'’/-]*[A-Za-z]{2,}[ .]*/gu
const TWO_LANGUAGES = new RegExp(
  `\\p{Script=Han}.*(?:${OTHER_LANGUAGE.source})|(?:${OTHER_LANGUAGE.source}).*\\p{Script=Han}`,
  'su',
)

/** A label this like an official one is that one. */
export const EXACT = 0.97

/** Likenesses below this are never asked for. */
const WORTH = 0.35
/** A printed label that begins like a longer official one, at least this many characters of it. */
const PREFIX = 4

/**
 * Likeness of two labels by their words, from 0 to 1. Remarks in brackets may be missing or added; a label cut off by a
 * line or page end still counts as its beginning.
 */
export function likeness(printed: Label, official: Label): number {
  let like = printed.likes.get(official)
  if (like === undefined) {
    like = compare(printed, official)
    printed.likes.set(official, like)
  }
  return like
}

function compare(printed: Label, official: Label): number {
  if (printed.body === '' || official.body === '') return 0
  if (printed.body === official.body || printed.core === official.core) return 1
  // No edit distance can be smaller than the difference of lengths.
  const longer = Math.max(printed.core.length, official.core.length)
  const shorter = Math.min(printed.core.length, official.core.length)
  const begins = official.core.startsWith(printed.core) || printed.core.startsWith(official.core)
  if (shorter < longer * WORTH && printed.body.length < official.body.length * WORTH && !begins) return 0
  const best = Math.max(similarity(printed.body, official.body), similarity(printed.core, official.core))
  if (best >= 0.95 || shorter < PREFIX || !begins) return best
  return Math.max(best, official.core.startsWith(printed.core) ? 0.78 : 0.85)
}

/** Best likeness of a printed label to an official one and its other wordings, which are a list of this label alone. */
export function bestLikeness(printed: Label, official: string, aliases?: readonly string[]): number {
  const key = aliases ?? official
  let best = printed.likes.get(key)
  if (best === undefined) {
    best = likeness(printed, parseLabel(official))
    for (const alias of aliases ?? []) {
      if (best === 1) break
      best = Math.max(best, likeness(printed, parseLabel(alias)))
    }
    printed.likes.set(key, best)
  }
  return best
}

/** How many groups a label names besides the column itself, in one text: 行政诉讼—复议后起诉—结果维持; 0 where it is not all of that. */
export function namesWhole(printed: Label, { path }: { readonly path: readonly string[] }): number {
  if (printed.body.length < SHORTEST_WHOLE) return 0
  for (let from = 0; from < path.length - 1; from++)
    if (joined(printed.body) === joined(parseLabel(path.slice(from).join('')).body)) return path.length - 1 - from
  return 0
}

/** 行政复议总计. */
const SHORTEST_WHOLE = 6

const joined = (body: string): string => body.replace(/[-:,./()]/g, '')

/** 1 where both ordinals say the same, -1 where they contradict each other, 0 where one of them is missing. */
export function ordinalAgreement(a: Ordinal | null, b: Ordinal | null): number {
  if (!a || !b) return 0
  if (a.n !== b.n) return -1
  return a.kind === b.kind ? 1 : 0.3
}
