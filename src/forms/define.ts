/**
 * What an official form says, as data: tables, blocks, rows and columns with their printed labels.
 *
 * A form file has no behaviour. To add an edition, write a file beside the others, say which notice it comes from, and
 * add one line to `index.ts`; `test/forms.test.ts` then checks it without any document.
 */

import type { FigureKind } from '../text/figures.js'

export type TableId = 'proactiveDisclosure' | 'applications' | 'disputes' | 'statistics'

export interface ColumnDef {
  /** Column id of docs/cells.md. */
  readonly id: string
  /** Labels from the top header row down to the column: the last one stands directly above the figures. */
  readonly path: readonly string[]
  /** Other wordings of the last label that are in use. */
  readonly aliases?: readonly string[]
  /** What the cells hold; a count where nothing is said. */
  readonly kind?: FigureKind
  /** Unit that the form prints in the label. Amounts only. */
  readonly unit?: string
  /** English gloss for messages and the codebook. */
  readonly gloss: string
}

export interface RowDef {
  /** Row id of docs/cells.md. */
  readonly id: string
  /** Labels from the outermost group to the row itself, as printed, with their ordinals. */
  readonly path: readonly string[]
  readonly aliases?: readonly string[]
  readonly gloss: string
}

/** Rows and columns under one header. Table 二 has several blocks, each with a header of its own. */
export interface BlockDef {
  /** Full-width line above the header: 第二十条第（一）项. */
  readonly title: string | null
  /** Label above the row labels: 信息内容. */
  readonly stubHead: string | null
  readonly columns: readonly ColumnDef[]
  readonly rows: readonly RowDef[]
}

export interface TableDef {
  readonly table: TableId
  /** `matrix`: rows and columns. `blocks`: several small matrices, one below the other. `line`: one row of figures under
   * a header, whose column ids are `row.column`. */
  readonly shape: 'matrix' | 'blocks' | 'line'
  readonly blocks: readonly BlockDef[]
  /** Section of the report in which the table stands. */
  readonly section: string
  /** How people name the table. */
  readonly name: { readonly en: string; readonly zh: string }
}

export interface FormDef {
  /** Edition, named by the first year of reports that use it. */
  readonly edition: '2019' | '2021'
  readonly tables: readonly TableDef[]
  /** Years of reports for which the form is prescribed; null for no end yet. */
  readonly years: readonly [first: number, last: number | null]
  /** The notice that prescribes the form. */
  readonly notice: string
}

export const defineForm = (form: FormDef): FormDef => form
