/** Counts written in Chinese numerals: 三, 十二, 一百零五, 两千三百, 一二〇. */

import { HAN_DIGITS as DIGITS } from './ordinal.js'

const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/**
 * The number that a Chinese numeral below 100 million means; null where it is none, or not written as numbers are.
 *
 * @example parseHanNumber('一百零五') // 105
 * @example parseHanNumber('百十') // null
 */
export function parseHanNumber(text: string): number | null {
  const [high, low, ...more] = text.split('万')
  if (more.length > 0 || high === undefined) return null
  if (low === undefined) return belowTenThousand(high)
  const upper = belowTenThousand(high)
  const lower = low === '' ? 0 : belowTenThousand(low.replace(/^[零〇]/, ''))
  return upper === null || upper === 0 || lower === null ? null : upper * 10_000 + lower
}

function belowTenThousand(text: string): number | null {
  if (text === '' || [...text].some((char) => !(char in DIGITS) && !(char in SCALES))) return null
  if (text.length > 1 && [...text].every((char) => char in DIGITS)) {
    // Digits in a row, as in a year: 一二〇. 两 is no digit.
    return text.includes('两') ? null : Number([...text].map((char) => DIGITS[char]).join(''))
  }
  let total = 0
  let digit: number | null = null
  let last = 10_000
  let skipped = false
  for (const [i, char] of [...text].entries()) {
    const scale = SCALES[char]
    if (scale === undefined) {
      if (DIGITS[char] === 0) {
        if (digit !== null || (i === 0 && text.length > 1)) return null
        if (text.length === 1) return 0
        skipped = true
        continue
      }
      if (digit !== null) return null
      digit = DIGITS[char] ?? 0
      continue
    }
    if (scale >= last) return null
    // 十二 leaves its 一 out; 百二 does not.
    if (digit === null && !(scale === 10 && i === 0)) return null
    total += (digit ?? 1) * scale
    digit = null
    last = scale
    skipped = false
  }
  // 一百二 is spoken for 120, and printed for 102 by mistake: neither is taken.
  if (digit !== null && last > 10 && last < 10_000 && !skipped) return null
  return total + (digit ?? 0)
}
