/**
 * Ordinals in front of headings and labels: 一、 （一） 1. （1） ① ㈠ and what they become in extracted text.
 */

import { canonical } from './normalize.js'

/** `han` 一、; `hanParen` （一）; `digit` 1.; `digitParen` （1）. */
export type OrdinalKind = 'han' | 'hanParen' | 'digit' | 'digitParen'

export interface Ordinal {
  readonly kind: OrdinalKind
  readonly n: number
}

/** What a Chinese numeral of one character means. */
export const HAN_DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
/** With the circle that is printed for 〇. */
const DIGITS: Readonly<Record<string, number>> = { ...HAN_DIGITS, '○': 0 }

/** Chinese numerals below 100 (一, 十二, 二十, 二一); null for anything else. */
export function parseHanOrdinal(text: string): number | null {
  const match = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(text)
  if (match) return (match[1] ? (DIGITS[match[1]] ?? 0) : 1) * 10 + (match[2] ? (DIGITS[match[2]] ?? 0) : 0)
  return text.length === 1 ? (DIGITS[text] ?? null) : null
}

const HAN = '[一二三四五六七八九十]{1,3}'
const PATTERNS: readonly [OrdinalKind, RegExp][] = [
  ['hanParen', new RegExp(`^\\((${HAN})\\)[,.:]?`)],
  ['han', new RegExp(`^第?(${HAN})(?:部分)?[,.:;]+`)],
  ['digitParen', /^\((\d{1,2})\)[,.:]?/],
  ['digit', /^(\d{1,2})(?:[,.:;]+(?!\d)|\))/],
]

const PART = new RegExp(`^(\\s*第\\s*${HAN}\\s*部分)\\s+(?=\\S)`)

/**
 * Split a label into its ordinal and the rest, both in canonical form.
 *
 * @example splitOrdinal('（三）不予公开') // { ordinal: { kind: 'hanParen', n: 3 }, body: '不予公开' }
 */
export function splitOrdinal(text: string): { ordinal: Ordinal | null; body: string } {
  // A gap ends the number of a part as a mark does: 第一部分 总体情况.
  const canon = canonical(text.replace(PART, '$1、'))
  for (const [kind, pattern] of PATTERNS) {
    const match = pattern.exec(canon)
    if (!match?.[1]) continue
    const n = kind.startsWith('han') ? parseHanOrdinal(match[1]) : Number(match[1])
    if (n !== null) return { ordinal: { kind, n }, body: canon.slice(match[0].length) }
  }
  return { ordinal: null, body: canon }
}

/** True when the text begins like a numbered item, in its raw form. Cheap: used on every line of a page. */
export const startsWithOrdinal = (text: string): boolean => splitOrdinal(text).ordinal !== null
