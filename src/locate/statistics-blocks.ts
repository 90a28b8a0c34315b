/**
 * Statistics tables that a tool has written column by column: first the labels of many lines, then their units with the figures.
 *
 * The n-th pair belongs to the n-th label where there are as many of each and every known line has the unit that the form prints for it.
 * Where that is not so, it is not known which figure belongs to which label: all of them are undecided.
 */

import { canonical, squeeze } from '../text/normalize.js'
import type { Cell } from '../types.js'
import { exactly } from './statistics-tree.js'
import { isDash, isUnit, STUB, UNIT_HEAD } from './statistics-words.js'
import { cellOf, togetherIn } from './text-cells.js'

/** Fewer labels or pairs below each other may be anything. */
const FEWEST = 3

type Row = readonly Cell[]

/**
 * Rows with such columns put side by side; others as they are.
 *
 * @param isValue What is a figure.
 */
export function pairBlocks(rows: readonly Row[], isValue: (cell: Cell) => boolean): readonly Row[] {
  const kept = rows.flatMap((row) => headApart(row))
  const filled = kept.map((row) => row.filter(({ text }) => squeeze(text) !== ''))
  const isPair = (row: Row): boolean =>
    row[0] !== undefined && (isUnit(row[0].text) || isDash(row[0].text)) && row.slice(1).every(isValue)
  const isLabel = (row: Row): boolean => row.length === 1 && !isPair(row) && !isValue(row[0] as Cell)
  const out: Row[] = []
  for (let at = 0; at < filled.length; ) {
    const labels = take(filled, at, isLabel)
    const head = filled[at + labels.length]
    const hasHead = head?.[0] !== undefined && UNIT_HEAD.test(squeeze(head[0].text)) && head.length > 1
    const from = at + labels.length + (hasHead ? 1 : 0)
    const pairs = take(filled, from, isPair)
    if (labels.length < FEWEST || pairs.length < FEWEST || !pairs.some(({ length }) => length > 1)) {
      const end = Math.max(at + 1, at + labels.length)
      out.push(...kept.slice(at, end))
      at = end
      continue
    }
    const stub = labels.findLastIndex(([cell]) => cell && STUB.test(canonical(cell.text)))
    const own = labels.slice(stub + 1).flatMap(known)
    out.push(...labels.slice(0, Math.max(0, stub)))
    if (hasHead && stub >= 0) out.push([...(labels[stub] ?? []), ...head])
    out.push(...(agree(own, pairs) ? own.map((label, i) => [...label, ...(pairs[i] ?? [])]) : undecided(own, pairs)))
    at = from + pairs.length
  }
  return out
}

/** Two known labels that a tool has joined are two rows. */
function known(row: Row): Row[] {
  const [cell] = row
  if (!cell || row.length > 1 || exactly(cell.text)) return [row]
  for (let at = 1; at < cell.text.length; at++)
    if (exactly(cell.text.slice(0, at)) && exactly(cell.text.slice(at)))
      return [[cellOf(cell, 0, at)], [cellOf(cell, at)]]
  return [row]
}

/** 单位 统计数 ——: a header row that the first pair was put behind. */
function headApart(row: Row): Row[] {
  const at = UNIT_HEAD.test(squeeze(row[0]?.text ?? '')) ? row.findIndex(({ text }) => isDash(text)) : -1
  return at < 1 ? [row] : [row.slice(0, at), row.slice(at)]
}

function take(rows: readonly Row[], from: number, is: (row: Row) => boolean): readonly Row[] {
  const end = rows.findIndex((row, i) => i >= from && !is(row))
  return rows.slice(from, end < 0 ? rows.length : end)
}

/** As many of each, headings beside dashes, known lines beside their units. */
function agree(labels: readonly Row[], pairs: readonly Row[]): boolean {
  if (labels.length !== pairs.length) return false
  let agreed = 0
  for (const [i, [label]] of labels.entries()) {
    const [unit] = pairs[i] ?? []
    const [indicator] = exactly(label?.text ?? '') ?? []
    if (!unit || !indicator) continue
    if (squeeze(unit.text) !== indicator.unit) return false
    agreed++
  }
  return agreed >= FEWEST
}

function undecided(labels: readonly Row[], pairs: readonly Row[]): Row[] {
  const together = togetherIn(pairs.flatMap((row) => row.slice(1)))
  if (!together) return [...labels]
  const figure = { ...together, candidates: [...new Set(together.candidates)] }
  return labels.map((label) => [...label, figure])
}
