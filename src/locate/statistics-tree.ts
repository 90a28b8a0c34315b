/** Lines of a statistics table as they are printed → which is a part of which, and what they are called. */

import { indicators } from '../forms/statistics.js'
import { canonical } from '../text/normalize.js'
import { type Ordinal, splitOrdinal } from '../text/ordinal.js'
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

/** Number the lines, find their parents and their ids. */
export function numberLines(lines: readonly PrintedLine[]): StatisticsLine[] {
  const stack: Open[] = []
  const tree = lines.map((line, index) => {
    // What stands beside another group is no part of the lines above.
    if (line.group !== (lines[index - 1]?.group ?? null)) stack.length = 0
    const printed = line.label.trim()
    const among = AMONG.test(printed)
    const body = printed.replace(AMONG, '')
    const { ordinal } = splitOrdinal(body)
    const kind = ordinal?.kind ?? 'none'
    if (among) {
      // Parts of the line before, or of its own siblings' parent where that line was such a part already.
      const top = stack[stack.length - 1]
      if (top?.among && top.kind === kind && kind === 'none') stack.pop()
    } else {
      const same = stack.findLastIndex((open) => open.kind === kind)
      // 四、 is a part of nothing, wherever the lines before began.
      if (kind === 'han') stack.length = 0
      else if (same >= 0) stack.length = same
      else if (kind === 'none') stack.length = 0
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
          : (ids.find((one) => one.parent !== null && one.parent === (parentRow ?? whole))?.id ?? null)
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

const plain = (label: string): string =>
  splitOrdinal(label.trim().replace(AMONG, ''))
    .body.replace(/\([^()]*\)/g, '')
    .replace(/[,.:;]/g, '')

const parentOf = new Map(indicators.map(({ id, parent }) => [id, parent]))

const dictionary = new Map<string, { id: string; parent: string | null }[]>()
for (const { id, label, parent, aliases = [] } of indicators)
  for (const text of [label, ...aliases]) {
    const key = plain(text)
    dictionary.set(key, [...(dictionary.get(key) ?? []), { id, parent }])
  }

/** Indicators that a label may name; two where the form says the same words twice. */
export const candidates = (label: string): readonly { id: string; parent: string | null }[] =>
  dictionary.get(plain(label)) ?? []

/** A label without a sentence that stands close below it. */
export function labelOf({ text, lines }: Pick<Cell, 'text' | 'lines'>): string {
  const [first = '', ...rest] = lines
  const sentence = /[。；;！!]$/.test(rest[rest.length - 1]?.trim() ?? '')
  return sentence && candidates(text).length === 0 && candidates(first).length > 0 ? first : text
}
