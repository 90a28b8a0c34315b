/** Quantities in a sentence: a number with its unit, exact or about. Dates, numbers of documents and of articles are none. */

import { parseHanNumber } from '../text/numerals.js'

export interface Quantity {
  /** Offsets in the sentence. */
  readonly from: number
  readonly to: number
  readonly value: number
  readonly unit: string
  /** 约, 余, 近, 1.2万: not to the unit. */
  readonly approximate: boolean
  /** Digits behind the point as printed. */
  readonly decimals: number
}

const UNIT =
  '(?:个百分点|百分点|%|件次|人次|条次|件|条|個|个|起|宗|例|份|篇|项|次|部|家|亿元|万元|千元|元|人|名|期|场|户|张|批|本|册|则|处)'
const NUMBER = new RegExp(
  `(约|近|超过|超|逾|不少于|至少|大约)?((?<![\\d.,A-Za-z/#-])(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?)(余|多)?(万|亿|千|百)?(余|多)?(${UNIT})(左右|以上)?`,
  'gu',
)
const HAN = /([零〇一二两三四五六七八九十百千万]+)(余|多)?(件|条|起|宗|份|例)(左右|以上)?/gu
const SCALE: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 }

/** What stands before a number that is no quantity: 第20条, 每1件, 国办发〔2014〕32号, a number that is cut by a space. */
const NOT_BEFORE = /(?:第|每|逐|\d |\d\.|〔|之)$/
/** What stands behind 件 and 条 that makes them no unit: 条例, 件件. */
const NOT_BEHIND = /^(?:例|款|规定|线|件|一)/

export function quantitiesIn(sentence: string): Quantity[] {
  const found: Quantity[] = []
  for (const match of sentence.matchAll(NUMBER)) {
    const [all, about, digits = '', more, scale, evenMore, unit = '', around] = match
    const from = match.index
    const to = from + all.length
    if (NOT_BEFORE.test(sentence.slice(Math.max(0, from - 3), from))) continue
    if (/[件条例]$/.test(unit) && NOT_BEHIND.test(sentence.slice(to))) continue
    const plain = digits.replace(/,/g, '')
    if (plain.length > 15) continue
    const money = /元$/.test(unit)
    const value = Number(plain) * (scale ? (SCALE[scale] ?? 1) : 1)
    found.push({
      from,
      to,
      value: Math.round(value * 1e6) / 1e6,
      unit,
      approximate: Boolean(about || more || evenMore || around || (scale && !money)),
      decimals: plain.split('.')[1]?.length ?? 0,
    })
  }
  for (const match of sentence.matchAll(HAN)) {
    const [all, numeral = '', more, unit = '', around] = match
    const from = match.index
    const to = from + all.length
    const before = sentence.slice(Math.max(0, from - 2), from)
    if (NOT_BEFORE.test(before) || /[第每逐统专唯\d]$/.test(before) || NOT_BEHIND.test(sentence.slice(to))) continue
    if (found.some((one) => one.from < to && from < one.to)) continue
    const value = parseHanNumber(numeral)
    if (value === null) continue
    found.push({ from, to, value, unit, approximate: Boolean(more || around), decimals: 0 })
  }
  return found.sort((a, b) => a.from - b.from)
}
