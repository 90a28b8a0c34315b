/**
 * Strings in, strings out. What is compared is normalised; what is reported is not.
 *
 * Sources of the rules: the variants listed in docs/forms.md, measured on published reports.
 */

import { simplify } from './traditional.js'

/** Fold full-width and compatibility forms, Kangxi radicals and vertical punctuation (NFKC does all of these). */
export const fold = (text: string): string => (isAscii(text) ? text : text.normalize('NFKC'))

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false
  return true
}

const SPACES = /[\s\u00a0\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\u3000\ufeff]+/g

/** Without any white space, zero-width characters and direction marks. */
export const squeeze = (text: string): string => text.replace(SPACES, '')

/** Without what takes no room in print: zero-width characters, soft hyphens and direction marks. */
export const visible = (text: string): string => text.replace(UNSEEN, '')

const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/g

/** White space folded to single spaces, none at the ends. */
export const collapse = (text: string): string => visible(text).replace(SPACES, ' ').trim()

const BRACKETS: Record<string, string> = {
  '〔': '(',
  '〕': ')',
  '【': '(',
  '】': ')',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '﹙': '(',
  '﹚': ')',
}

/**
 * A label or heading made comparable: folded, without spaces, quotes and dashes, brackets round, and list commas one
 * kind. 〇 and ○ become 零's digit form only in {@link parseNumeral}, not here.
 */
export function canonical(text: string): string {
  return simplify(squeeze(fold(text)))
    .replace(/[〔〕【】[\]{}﹙﹚]/g, (c) => BRACKETS[c] ?? c)
    .replace(/[“”„‟"'‘’‚‛「」『』《》<>〈〉`´＂*_]/g, '')
    .replace(/[，,、﹑､]/g, ',')
    .replace(/[。．]/g, '.')
    .replace(/[：﹕]/g, ':')
    .replace(/[；]/g, ';')
    .replace(/[—–‐‑―−－-]/g, '-')
}

const han = /\p{Script=Han}/u
export const isHan = (char: string): boolean => han.test(char)

/**
 * Join pieces of text that stood beside or below each other: nothing between Chinese characters or after punctuation,
 * a space between two words in Latin letters. Digits are joined to nothing here; see {@link parseFigure}.
 */
export function joinText(left: string, right: string): string {
  if (!left) return right
  if (!right) return left
  return /[A-Za-z0-9]$/.test(left) && /^[A-Za-z0-9]/.test(right) ? `${left} ${right}` : left + right
}

/** Share of characters that no font or encoding should give: private use, replacement, control, unassigned. */
export function garbledShare(text: string): number {
  let bad = 0
  let all = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    if (code === 32 || code === 10 || code === 13 || code === 9) continue
    all++
    if (
      code === 0xfffd ||
      code < 32 ||
      (code >= 0x7f && code < 0xa0) ||
      (code >= 0xe000 && code <= 0xf8ff) ||
      (code >= 0xd800 && code <= 0xdfff) ||
      code >= 0xf0000
    )
      bad++
  }
  return all ? bad / all : 0
}
