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
 * Rows of fields with copies made blank: labels that stand side by side again, and equal figures below them.
 */
export function withoutRepeats<T extends Field>(rows: readonly (readonly T[])[]): readonly (readonly T[])[] {
  if (rows.filter((row) => row.some((_, i) => repeats(row, i))).length < FEWEST_ROWS) return rows
  let header: readonly T[] = []
  return rows.map((row) => {
    const figures = row.some(({ text }) => looksLikeFigure(text))
    if (!figures) header = row
    // Only under a header of as many fields: there the place of a field tells its column.
    const above = header.length === row.length ? header : []
    const copies = row.map(
      (field, i) =>
        repeats(row, i) ||
        (i > 0 && looksLikeFigure(field.text) && repeats(above, i) && plain(field) === plain(row[i - 1] as T)),
    )
    return row.map((field, i) => (copies[i] ? { ...field, text: '' } : field))
  })
}
