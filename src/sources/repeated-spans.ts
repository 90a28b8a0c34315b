/**
 * Tables in which a tool has written the text of a merged cell into every field that it covers. The copies are taken out again, so that one figure is
 * not taken for several.
 */

import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'

interface Field {
  readonly text: string
}

/** So many rows that repeat a label side by side show that it is the habit of the tool. */
const FEWEST_ROWS = 2

const plain = ({ text }: Field): string => squeeze(text.replace(/\*\*/g, ''))

const isLabel = (field: Field | undefined): boolean =>
  field !== undefined && plain(field).length > 1 && !looksLikeFigure(field.text)

/** True where a field has the label of the field before it. */
const repeats = (row: readonly Field[], i: number): boolean =>
  i > 0 && isLabel(row[i]) && plain(row[i] as Field) === plain(row[i - 1] as Field)

/**
 * Rows of fields with copies made blank: labels that stand side by side again, and figures below them that are equal in every row. One row in which they
 * differ shows that the label is that of a group of columns, whose own labels are lost.
 */
export function withoutRepeats<T extends Field>(rows: readonly (readonly T[])[]): readonly (readonly T[])[] {
  if (rows.filter((row) => row.some((_, i) => repeats(row, i))).length < FEWEST_ROWS) return rows
  // For each row the one above it without figures.
  const headers: number[] = []
  for (const [r, row] of rows.entries())
    headers.push(row.some(({ text }) => looksLikeFigure(text)) ? (headers[r - 1] ?? -1) : r)
  const real = new Set<string>()
  for (const [r, row] of rows.entries()) {
    const at = headers[r] ?? -1
    if (at === r) continue
    const above = rows[at] ?? []
    let start = 0
    for (const [i, field] of row.entries()) {
      if (!repeats(above, i)) start = i
      else if (plain(field) !== plain(row[i - 1] as T)) real.add(`${at}:${start}`)
    }
  }
  return rows.map((row, r) => {
    const at = headers[r] ?? -1
    // Only under a header of as many fields: there the place of a field tells its column.
    const above = at !== r && rows[at]?.length === row.length ? (rows[at] ?? []) : []
    const startOf = (i: number): number => (repeats(above, i) ? startOf(i - 1) : i)
    const isCopy = (field: T, i: number): boolean =>
      repeats(row, i) || (looksLikeFigure(field.text) && repeats(above, i) && !real.has(`${at}:${startOf(i)}`))
    return row.map((field, i) => (isCopy(field, i) ? { ...field, text: '' } : field))
  })
}
