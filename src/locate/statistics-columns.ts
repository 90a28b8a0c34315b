/** What the value columns of a statistics table are, by the labels over them. */

import { squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'
import type { StatisticsColumn } from './statistics.js'
import { NUMBER_HEAD, STUB, UNIT_HEAD } from './statistics-words.js'

const CUMULATIVE = /累计/
/** 本年累计 is the figure of the year, where another column is that of a month. */
const OF_THE_YEAR = /(?:本|当|今|全)年度?累计|^20\d\d年?度?累计/
const THIS_YEAR = /合计|总计|总数|本年|当年|年度|本期|统计数|20\d\d年?/

/** `current`, `cumulative`, or `column.N`. Labels that stand over several columns alike tell none of them. */
export function columnIds(labels: readonly string[]): StatisticsColumn[] {
  const only = (found: readonly number[]): number | undefined => (found.length === 1 ? found[0] : undefined)
  const indexes = (fits: (label: string, i: number) => boolean): number[] =>
    labels.flatMap((label, i) => (fits(label, i) ? [i] : []))
  const since = indexes((label) => CUMULATIVE.test(label) && !OF_THE_YEAR.test(label))
  const cumulative = only(since)
  const rest = indexes((_, i) => !since.includes(i))
  const years = rest.filter((i) => THIS_YEAR.test(labels[i] ?? ''))
  const whole = years.filter((i) => OF_THE_YEAR.test(labels[i] ?? ''))
  const current = since.length > 1 ? undefined : (only(rest) ?? only(years) ?? only(whole))
  return labels.map((label, i) => ({
    id: i === current ? 'current' : i === cumulative ? 'cumulative' : `column.${i + 1}`,
    label,
  }))
}

/**
 * The label that a header cell has for a column. Alignment joins labels that stand close side by side: `单位 2016年度 历年累计` over two columns of
 * figures has a word for each.
 *
 * @param from First column behind the labels and the units.
 */
export function headLabel({ text, col, colSpan }: Cell, at: number, from: number): string {
  const first = Math.max(col, from)
  const columns = col + colSpan - first
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '' && ![UNIT_HEAD, STUB, NUMBER_HEAD].some((head) => head.test(word)))
  return columns > 1 && at >= first && words.length === columns ? (words[at - first] ?? '') : squeeze(text)
}
