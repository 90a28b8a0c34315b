/** Columns of the exported tables: one description for the files, the codebook, the data package and the labels. */

import { csvField, csvLine } from '../../text/csv.js'
import { decimal } from '../decimal.js'
import { unarmed } from './unarmed.js'

export type Value = string | number | null

export interface Category {
  readonly value: string
  readonly zh: string
  readonly en: string
}

export interface Field {
  /** ASCII, at most 32 characters: the limit of Stata. */
  readonly name: string
  readonly type: 'string' | 'integer' | 'number'
  readonly zh: string
  readonly en: string
  readonly unit?: string
  /** The values that a text can have, where they are a closed list. */
  readonly categories?: readonly Category[]
  /** The cell of docs/cells.md whose figure it is. */
  readonly cell?: string
  /** Where it is prescribed, and for reports of which years. */
  readonly source?: string
  readonly years?: string
  /** Relations of docs/forms.md in which the figure takes part. */
  readonly rules?: string
}

/** A table as it is exported. */
export interface TableFields {
  readonly name: 'cells' | 'panel' | 'findings' | 'reports'
  readonly zh: string
  readonly en: string
  readonly fields: readonly Field[]
  /** Names of the columns that tell a row from all others. */
  readonly key: readonly string[]
}

export const csvHead = (fields: readonly Field[]): string => csvLine(fields.map(({ name }) => name))

/** One field of CSV: numbers as digits, texts so that no spreadsheet takes them for a formula. */
const field = (value: Value): string =>
  value === null ? '' : typeof value === 'number' ? decimal(value) : csvField(unarmed(value))

/** Makes lines of CSV, one after the other. Many fields are those of the line before, and are not made again. */
export function csvRows(): (row: readonly Value[]) => string {
  const values: Value[] = []
  const fields: string[] = []
  return (row) => {
    let line = ''
    for (let i = 0; i < row.length; i++) {
      const value = row[i] ?? null
      if (i >= values.length || value !== values[i]) {
        values[i] = value
        fields[i] = field(value)
      }
      line += i === 0 ? fields[i] : `,${fields[i]}`
    }
    return `${line}\n`
  }
}
