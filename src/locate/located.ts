/** What is found of the tables of a report: their cells and rows, and the candidates on the way there. */

import type { FormDef, RowDef, TableDef, TableId } from '../forms/define.js'
import type { FigureKind } from '../text/figures.js'
import type { Cell, GridMethod, Place } from '../types.js'
import type { ColumnMap } from './columns.js'
import type { PrintedRow } from './rows.js'

export interface LocatedCell {
  readonly row: string
  readonly column: string
  readonly kind: FigureKind
  /** The printed cells: none where the form's cell is not printed, several where a stray line divides it. */
  readonly cells: readonly Cell[]
  /** It has no printed cell, and figures stand near that could not be told apart: its own may be among them. */
  readonly unplaced?: true
  /** The printed cell belongs to other cells of the form too. */
  readonly shared: boolean
  /** The column is told by the order of the figures in a full row, not by their place. */
  readonly ordered?: true
  /** The row has another number of cells than those around it: one may be left out, or one too many. */
  readonly uneven?: true
  /** In text: neither a line nor a sum says that the figure is of this row and column. */
  readonly unconfirmed?: true
  /** In text: the sums of the table say that its columns are those of the form, with labels or without. */
  readonly confirmed?: true
  readonly rowLikeness: number
  readonly columnLikeness: number
  /** Text above the column, for units. */
  readonly header: string
  /** Unit that the form prints in the label. */
  readonly unit: string | null
  readonly method: GridMethod
  readonly page: number | null
}

export interface LocatedRow {
  readonly row: string
  /** Printed label, null where it is lost. */
  readonly label: string | null
  readonly likeness: number
  readonly place: Place | null
}

export interface LocatedTable {
  readonly table: TableId
  readonly edition: FormDef['edition']
  readonly instance: number
  readonly scope: string | null
  readonly pages: readonly number[]
  readonly place: Place | null
  readonly cells: readonly LocatedCell[]
  readonly rows: readonly LocatedRow[]
  /** Rows and columns that are printed and not in the form. */
  readonly extraRows: readonly {
    readonly label: string
    readonly texts: readonly string[]
    readonly place: Place | null
  }[]
  readonly extraColumns: readonly { readonly label: string; readonly texts: readonly string[] }[]
  readonly missingRows: readonly string[]
  readonly missingColumns: readonly string[]
  /** Of a table that was seen and not located: how many figures stand in the text of it, and where. */
  readonly unplaced?: { readonly figures: number; readonly place: Place | null }
  /** Index of the block where it begins, and of all blocks it takes. */
  readonly block: number
  readonly blocks: readonly number[]
}

export interface Candidate {
  readonly edition: FormDef['edition']
  readonly def: TableDef
  readonly score: number
  readonly rows: readonly RowPair[]
  readonly maps: readonly (ColumnMap | null)[]
}

export interface RowPair {
  readonly block: number
  readonly def: RowDef
  readonly printed: readonly PrintedRow[]
  readonly label: string | null
  readonly likeness: number
  /** Its label was torn from its figures, and the number of lines leaves no other place. */
  readonly sure?: true
  /** Its label is that of another row too: lines of two rows were taken for one, and either may have the figures. */
  readonly several?: true
}

/** A row stays the same row when its cells are cut. */
export const keyOf = ({ block, index }: PrintedRow): string => `${block}:${index}`

export const last = (path: readonly string[]): string => path[path.length - 1] ?? ''

export function splitId(id: string): [string, string] {
  const at = id.lastIndexOf('.')
  return [id.slice(0, at), id.slice(at + 1)]
}
