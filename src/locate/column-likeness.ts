/** What stands above a printed column, held against the labels of the columns of the form. */

import type { BlockDef, ColumnDef } from '../forms/define.js'
import { keptBy } from '../text/kept.js'
import { joinText } from '../text/normalize.js'
import { bestLikeness, type Label, likeness, namesWhole, parseLabel } from './labels.js'
import { last } from './located.js'

const groupCache = new WeakMap<BlockDef, readonly Label[]>()

/** The labels of a block that stand above several columns. */
export function groupsOf(block: BlockDef): readonly Label[] {
  let groups = groupCache.get(block)
  if (!groups) {
    groups = [...new Set(block.columns.flatMap((column) => column.path.slice(0, -1)))].map(parseLabel)
    groupCache.set(block, groups)
  }
  return groups
}

/** True for a text that is put together from labels of the form, those above several columns and those above one: 行政复议总计结果维持. */
export function isOfForm(text: string, block: BlockDef): boolean {
  const labels = [...groupsOf(block), ...block.columns.map((column) => parseLabel(last(column.path)))]
  let rest = parseLabel(text).body
  for (const { body } of labels) rest = rest.replace(body, '')
  return rest === ''
}

export interface Comparison {
  readonly likeness: number
  readonly score: number
  readonly text: string
  readonly empty: boolean
  /** The label stands under all groups of its column. */
  readonly whole?: true
  /** The label stands under another group of the block, and not under all of its own. */
  readonly contrary?: true
}

/** Comparisons that are kept for a block; hostile input has no end of headers. */
const MOST_KEPT = 2000

const comparisons = new WeakMap<BlockDef, (path: readonly string[]) => readonly Comparison[]>()

/** What stands above a printed column, compared with the labels of every official one. Reports print the same few headers over and over. */
export function compared(path: readonly string[], block: BlockDef): readonly Comparison[] {
  let compareAll = comparisons.get(block)
  if (!compareAll) {
    compareAll = keptBy(
      (own: readonly string[]) => own.join('\u0000'),
      (own) => block.columns.map((column) => compare(own, column, block)),
      MOST_KEPT,
    )
    comparisons.set(block, compareAll)
  }
  return compareAll(path)
}

/** Compare what stands above a printed column with the labels of an official one, from the bottom up. */
function compare(path: readonly string[], column: ColumnDef, block: BlockDef): Comparison {
  const bottom = path[path.length - 1] ?? ''
  const named = namesWhole(parseLabel(bottom), column)
  if (named > 0) return { likeness: 1, score: 1 + named * 0.25, text: bottom, empty: false }
  const groupsOnly = (text: string): boolean =>
    groupsOf(block).some((group) => likeness(parseLabel(text), group) >= 0.75)
  if (path.every(groupsOnly)) return { likeness: 0, score: 0, text: '', empty: true }
  const leaf = last(column.path)
  let best = { likeness: 0, text: '', used: 1 }
  // A label set in several cells or lines, one below the other: 商业 over 企业.
  for (let used = 1; used <= Math.min(4, path.length); used++) {
    const text = path.slice(path.length - used).reduce(joinText, '')
    const like = bestLikeness(parseLabel(text), leaf, column.aliases)
    if (like > best.likeness + 0.02) best = { likeness: like, text, used }
  }
  const upper = path.slice(0, path.length - best.used)
  const official = column.path.slice(0, -1)
  let groups = 0
  let contrary = false
  let whole = official.length === 0
  if (upper.length > 0 && official.length > 0) {
    const printed = upper.map(parseLabel)
    const own = official.map(parseLabel)
    const isOther = groupsOf(block)
      .filter(({ body }) => !own.some((label) => label.body === body))
      .some((other) => printed.some((label) => likeness(label, other) >= 0.75))
    const found = own.filter((text) => printed.some((label) => likeness(label, text) >= 0.75)).length
    groups += 0.25 * found
    // Under another group too: 小计 under 法人或其他组织 is not the total.
    if (isOther) groups -= 0.45 * Math.max(1, own.length - found)
    contrary = isOther && found < own.length
    whole = found === own.length
  }
  const score = best.likeness + groups
  return {
    ...{ likeness: best.likeness, score, text: best.text, empty: false },
    ...(contrary ? { contrary } : {}),
    ...(whole ? { whole } : {}),
  }
}
