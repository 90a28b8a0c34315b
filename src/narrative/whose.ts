/** Whose and which figures a sentence gives: words of scope, and of another year or part of a year. */

import { OTHER_PERIOD, SCOPE_WORDS } from '../forms/subjects.js'

const SCOPE = new RegExp(`(?:${SCOPE_WORDS.join('|')})`, 'gu')
const PERIOD = new RegExp(OTHER_PERIOD, 'u')
/** A year at the beginning of a clause says when; 较2022年 compares, 2022年结转 says where from. */
const YEAR =
  /(?:^|[，。；、(:])(?:截[至止]|自|从|在)?(20\d\d)年(?:度|全年|底|末)?(?![\d月])(?![^，。；]{0,10}(?:结转|转结|遗留|转入|顺延))/gu
const YEARS = /(20\d\d)年?度?(?:[、和与至-]|—+)(20\d\d)年/u
const LAST_YEAR = /(?<![较比与同转])(?:去年|上年同期|(?:上年|上一年)(?!度?(?:结转|转结|遗留|转入|顺延)))/gu
const THIS_YEAR = /今年|本年/gu

/** 不含撤回 and the like leave something out of one figure. */
export const LEAVES_OUT = /^(?:不含|不包[含括]|未含|未包[含括]|不计|剔除|扣除)/u
/** The scope of a figure that the sentences behind it have too. */
export const lasting = (scope: string | null): string | null =>
  scope !== null && LEAVES_OUT.test(scope) ? null : scope

/** What says that the whole year is meant again, behind words of a part of it. */
const WHOLE_YEAR = /全年|年度|本年|今年|20\d\d年(?![\d年]*\d月)/u

/** The scope that a sentence has from the one before it: that of a body goes on, that of a part of the year ends with the next year. */
export const inherited = (scope: string | null, sentence: string): string | null =>
  scope !== null && PERIOD.test(scope) && WHOLE_YEAR.test(sentence) ? null : scope

/** What a bracket behind a figure counts is said of nothing behind it: 办结9件（去年7件）. */
const withoutAsides = (text: string): string => text.replace(/\([^()]*\d[^()]*\)/g, '')

/** The last words of scope in a text, or those of a part of the year; null where there are none. */
export function scopeIn(words: string): string | null {
  const text = withoutAsides(words)
  const period = PERIOD.exec(text)
  if (period) return period[0]
  let last: string | null = null
  for (const match of text.matchAll(SCOPE)) last = match[0]
  return last
}

/** The year that the last clause with a year names, where it is another than that of the report. */
export function otherYearIn(words: string, reportYear: number | null): number | null {
  const text = withoutAsides(words)
  // 2021年、2022年、2023年分别为: which figure is of which year is not read.
  const several = YEARS.exec(text)
  if (several) return [Number(several[1]), Number(several[2])].find((one) => one !== reportYear) ?? null
  let at = -1
  let year: number | null = null
  for (const match of text.matchAll(YEAR)) {
    at = match.index
    year = Number(match[1])
  }
  for (const match of text.matchAll(LAST_YEAR)) {
    if (match.index < at) continue
    at = match.index
    year = reportYear === null ? 0 : reportYear - 1
  }
  for (const match of text.matchAll(THIS_YEAR)) if (match.index > at) year = null
  return year === reportYear ? null : year
}
