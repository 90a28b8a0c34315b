/** The words by which a statistics table is known. */

import { indicators } from '../forms/statistics.js'
import { squeeze } from '../text/normalize.js'
import { splitOrdinal } from '../text/ordinal.js'

/** Units, and what stands in their column where a line has none. */
export const UNIT = /^(?:条|件|次|人|人次|个|元|万元|亿元|篇|项|份|起|场|期|名|本|册|平方米|%|-+|\/|无)$/
/** Labels over the units. */
export const UNIT_HEAD = /^(?:计量|计算|统计)?单位$/
/** A number in a column of its own before the label. */
export const NUMBER = /^[\d一二三四五六七八九十（）().、]+$/

/** True for a unit that says what is counted. */
export function isUnit(text: string): boolean {
  const plain = squeeze(text)
  return UNIT.test(plain) && !/^[-/]*$|^无$/.test(plain)
}

/** Labels over the labels. */
export const STUB = /^(?:统计)?(?:指标|项目|内容|指标名称|统计项目|项目名称|指标项目|统计内容|名称)$/
/** Fewer lines than this are a remark, not a table. */
export const FEWEST_LINES = 3

export const AMONG = /^[(（]?(?:其中|其中包括|包括)[)）]?\s*[:：，,、]?\s*/

const plain = (label: string): string =>
  splitOrdinal(label.trim().replace(AMONG, ''))
    .body.replace(/\([^()]*\)/g, '')
    .replace(/[,.:;]/g, '')

const dictionary = new Map<string, { id: string; parent: string | null }[]>()
for (const { id, label, parent, aliases = [] } of indicators)
  for (const text of [label, ...aliases]) {
    const key = plain(text)
    dictionary.set(key, [...(dictionary.get(key) ?? []), { id, parent }])
  }

/** Indicators that a label may name; two where the form says the same words twice. */
export const candidates = (label: string): readonly { id: string; parent: string | null }[] =>
  dictionary.get(plain(label)) ?? []
