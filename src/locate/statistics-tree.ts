/** Lines of a statistics table as they are printed → which is a part of which, and what they are called. */

import { indicators } from '../forms/statistics.js'
import { kept } from '../text/kept.js'
import { canonical } from '../text/normalize.js'
import { type Ordinal, splitOrdinal } from '../text/ordinal.js'
import { similarity } from '../text/similarity.js'
import type { Cell } from '../types.js'
import type { StatisticsLine } from './statistics.js'

/** A line as it is printed: the label of a group that stands beside it may say more than its own. */
export type PrintedLine = Omit<StatisticsLine, 'row' | 'line' | 'parent' | 'counted'> & {
  readonly group: string | null
}

/** A line that has the figure of its whole group. */
export const isWhole = (label: string): boolean => /^(?:总数|总量|合计|总计|小计|数量|总体)$/.test(canonical(label))

interface Open {
  readonly index: number
  readonly kind: Ordinal['kind'] | 'none'
  /** Opened by 其中. */
  readonly among: boolean
}

const AMONG = /^[(（]?(?:其中|其中包括|包括)[)）]?\s*[:：，,、]?\s*/

export const isAmong = (label: string): boolean => AMONG.test(label.trim())

/** From the outermost to the innermost. */
const KINDS: readonly Open['kind'][] = ['han', 'hanParen', 'digit', 'digitParen']

/** Number the lines, find their parents and their ids. */
export function numberLines(lines: readonly PrintedLine[]): StatisticsLine[] {
  const stack: Open[] = []
  let last = Number.NaN
  const tree = lines.map((line, index) => {
    // What stands beside another group is no part of the lines above.
    if (line.group !== (lines[index - 1]?.group ?? null)) stack.length = 0
    const printed = line.label.trim()
    const among = AMONG.test(printed)
    const body = printed.replace(AMONG, '')
    const ordinal = ordinalOf(body, last)
    if (ordinal?.kind === 'digit') last = ordinal.n
    const kind = ordinal?.kind ?? 'none'
    if (among) {
      // Parts of the line before, or of its own siblings' parent where that line was such a part already.
      const top = stack[stack.length - 1]
      if (top?.among && top.kind === kind && kind === 'none') stack.pop()
    } else {
      const same = stack.findLastIndex((open) => open.kind === kind)
      // 四、 behind （三）: what was open is of the heading before, which stands beside its lines or was not printed.
      const inner = stack.findIndex((open) => KINDS.indexOf(open.kind) > KINDS.indexOf(kind))
      if (same >= 0) stack.length = same
      else if (kind === 'none') stack.length = 0
      else if (inner >= 0) stack.length = inner
      else if (ordinal && ordinal.n > 1) {
        // 2. without a 1. of its own: the list began behind 其中.
        stack.length = Math.max(0, stack.length - (stack[stack.length - 1]?.kind === 'none' ? 1 : 0))
      }
    }
    const parent = stack[stack.length - 1]?.index ?? null
    stack.push({ index, kind, among })
    return { parent, n: ordinal?.n ?? null, number: line.number ?? numberOf(printed) }
  })
  const parts = new Map<number | null, (number | null)[]>()
  for (const { parent, n } of tree) {
    const known = parts.get(parent)
    if (known) known.push(n)
    else parts.set(parent, [n])
  }
  const taken = new Set<string>()
  const rows: string[] = []
  return lines
    .map((line, index) => {
      const { parent, number: printed } = tree[index] as (typeof tree)[number]
      const { group, ...own } = line
      const whole = group === null ? null : (candidates(group)[0]?.id ?? null)
      const known = whole !== null && taken.has(whole) ? whole : null
      const parentRow = parent === null ? known : (rows[parent] ?? null)
      const named = isWhole(line.label) && group !== null ? group : line.label
      const ids = candidates(named).filter((one) => !taken.has(one.id))
      const id =
        ids.length === 1 && ids[0]
          ? ids[0].id
          : ((ids.find((one) => one.parent !== null && one.parent === (parentRow ?? whole)) ?? latest(ids, rows))?.id ??
            null)
      const row = id ?? `line.${index + 1}`
      if (id) taken.add(id)
      rows.push(row)
      const siblings = parts.get(parent) ?? []
      return {
        ...own,
        row,
        line: index + 1,
        number: printed,
        parent: parentRow,
        counted: parent !== null && siblings.length > 1 && siblings.every((n, i) => n === i + 1),
      }
    })
    .map((line, _, all) =>
      line.counted && all.some((one) => one.parent === line.parent && isElsewhere(one))
        ? { ...line, counted: false }
        : line,
    )
}

/** Of indicators with the same words, the one whose whole was printed last; null where the wholes of none or of all were not. */
function latest(ids: readonly Named[], rows: readonly string[]): Named | null {
  const at = ({ parent }: Named): number => (parent === null ? -1 : rows.lastIndexOf(parent))
  const [best] = [...ids].sort((a, b) => at(b) - at(a))
  return best && at(best) >= 0 ? best : null
}

/** A known line that is no part of the known line above: the heading between them is not printed. */
const isElsewhere = ({ row, parent }: StatisticsLine): boolean =>
  parent !== null && parentOf.has(parent) && parentOf.has(row) && parentOf.get(row) !== parent

function numberOf(label: string): string | null {
  const match = /^(?:其中[:：，,]?\s*)?(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．,，]?(?=\D)|其中[:：]?)/.exec(
    label,
  )
  const text = match?.[0].trim() ?? ''
  return /[一二三四五六七八九十\d]\s*[)）、.．,，]|其中/.test(text) ? text : null
}

/** A remark whose first bracket was read as another sign: 〈不同渠道和方式公开相同信息计1条). */
const REMARK = /(?<=\p{Script=Han})[〈<《«][^〈<《«]*[)）]$/u

const plain = (label: string): string =>
  splitOrdinal(label.trim().replace(AMONG, '').replace(REMARK, ''))
    .body.replace(/\([^()]*\)/g, '')
    .replace(/[,.:;]/g, '')

const parentOf = new Map(indicators.map(({ id, parent }) => [id, parent]))

type Named = { readonly id: string; readonly parent: string | null; readonly unit: string }

const dictionary = new Map<string, Named[]>()
for (const { id, label, unit, parent, aliases = [] } of indicators)
  for (const text of [label, ...aliases]) {
    const key = plain(text)
    dictionary.set(key, [...(dictionary.get(key) ?? []), { id, parent, unit }])
  }

/** Indicators that a label may name; two where the form says the same words twice. */
export function candidates(label: string): readonly Named[] {
  const words = plain(label)
  return named(words) ?? misprints(words.replace(LOST_POINT, ''))
}

/** Those whose words these are. */
export const exactly = (label: string): readonly Named[] | undefined => named(plain(label))

const named = (words: string): readonly Named[] | undefined =>
  dictionary.get(words) ?? dictionary.get(words.replace(LOST_POINT, ''))

/** The point behind a number may be lost: 1当面申请数. */
const LOST_POINT = /^\d{1,2}(?=\p{Script=Han})/u

/** @param last Number of the line before that was counted with digits. */
function ordinalOf(body: string, last: number): Ordinal | null {
  const { ordinal } = splitOrdinal(body)
  const n = Number(LOST_POINT.exec(body)?.[0] ?? Number.NaN)
  return ordinal ?? (n === last + 1 || (n === 1 && candidates(body).length > 0) ? { kind: 'digit', n } : null)
}

/** Labels that are shorter have too much in common with others. */
const SHORTEST = 6
const LONGEST = 60
/** So many characters of a label make room for one wrong one. */
const PER_MISPRINT = 6
/** So much farther must the next label be. */
const MARGIN = 2

/** Labels that are misprinted repeat within a report. */
const MOST_MISPRINTS = 5000

/** What a label with a wrong character is, where only one of the dictionary comes near it. */
const nearest = kept(nearestOf, MOST_MISPRINTS)
const misprints = (label: string): readonly Named[] =>
  label.length < SHORTEST || label.length > LONGEST ? [] : nearest(label)

function nearestOf(label: string): readonly Named[] {
  let best: readonly Named[] = []
  let least = Number.POSITIVE_INFINITY
  let next = Number.POSITIVE_INFINITY
  for (const [text, named] of dictionary) {
    if (Math.abs(text.length - label.length) >= least + MARGIN) continue
    const longest = Math.max(label.length, text.length)
    const far = Math.round((1 - similarity(label, text)) * longest)
    if (far < least) {
      next = least
      least = far
      best = named
    } else next = Math.min(next, far)
  }
  return least <= Math.floor(label.length / PER_MISPRINT) && next >= least + MARGIN ? best : []
}

/** A label without a sentence that stands close below it. */
export function labelOf({ text, lines }: Pick<Cell, 'text' | 'lines'>): string {
  const [first = '', ...rest] = lines
  const sentence = /[。；;！!]$/.test(rest[rest.length - 1]?.trim() ?? '')
  return sentence && candidates(text).length === 0 && candidates(first).length > 0 ? first : text
}
