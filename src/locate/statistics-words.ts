/** The words by which a statistics table is known. */

import { fold, squeeze } from '../text/normalize.js'

/** Units, and what stands in their column where a line has none. */
export const UNIT = /^(?:条|件|次|人|人次|个|元|万元|亿元|篇|项|份|起|场|期|名|本|册|平方米|%|-+|\/|无)$/
/** Labels over the units. */
export const UNIT_HEAD = /^(?:计量|计算|统计)?单位$/
/** Labels over the labels. */
export const STUB = /^(?:统计)?(?:指标|项目|内容|指标名称|统计项目|项目名称|指标项目|统计内容|名称)$/
/** Labels over the numbers of the lines. */
export const NUMBER_HEAD = /^(?:序号|编号|代码|行次|指标代码)$/
/** What names the columns in a row of its own below the header: 甲 乙 1 2. */
export const COLUMN_MARK = /^[(（]?(?:[甲乙丙丁戊A-E]|\d{1,2})[)）]?$/
/** The first of such a row, over the labels. */
export const FIRST_MARK = /^[甲A]$/
/** Labels over what is no figure. */
export const REMARK_HEAD = /^(?:备注|说明|填报说明|注|指标解释|填表说明)$/
/** A number in a column of its own before the label. */
export const NUMBER = /^[\d一二三四五六七八九十（）().、]+$/

/** What headings have in the place of a unit: ——. */
export const isDash = (text: string): boolean => /^(?:[-—–/／]+|无)$/.test(squeeze(text))

/** True for a unit that says what is counted. */
export function isUnit(text: string): boolean {
  const plain = squeeze(text)
  return UNIT.test(plain) && !isDash(plain)
}

const IN_BRACKETS = /[（(]([^（）()]{1,4})[)）]\s*$/

/** The unit that stands in brackets behind a label; null where there is none. */
export const unitIn = (label: string): string | null => {
  const unit = IN_BRACKETS.exec(label)?.[1] ?? null
  return unit && isUnit(unit) ? unit : null
}
/** A label without the unit in brackets behind it. */
export const nameOf = (label: string): string => (unitIn(label) === null ? label : label.replace(IN_BRACKETS, ''))

/** The unit behind the first figure of a line: 12件; null where there is none. */
export function unitBehind(texts: readonly string[]): string | null {
  const behind = texts.flatMap((text) => /\d\s*(\D{1,2})$/.exec(squeeze(fold(text)))?.[1] ?? [])[0]
  return behind !== undefined && isUnit(behind) ? behind : null
}
