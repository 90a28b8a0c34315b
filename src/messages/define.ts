import type { Finding, FindingCode } from '../findings.js'

/** What a language says about a code. The sentence speaks of one finding, the rest of the code. */
export interface CodeText {
  readonly title: string
  readonly sentence: (finding: Finding, say: Say) => string
  /** Why we say so. */
  readonly why: string
  /** What the reader can do. */
  readonly todo: string
}

export type CodeTexts = Readonly<Record<FindingCode, CodeText>>

/** Words that sentences are made of. */
export interface Say {
  /** A cell by its name. */
  readonly cell: (name: string) => string
  readonly row: (table: string | null, row: string) => string
  /** A column by its id, behind that of its row where the table has one row only. */
  readonly column: (table: string | null, column: string) => string
  readonly table: (table: string | null) => string
  readonly number: (value: number | null) => string
  readonly list: (items: readonly string[]) => string
  readonly arg: (finding: Finding, key: string) => string
  readonly args: (finding: Finding, key: string) => readonly string[]
  /** A closing clause that names the suspect, or nothing. */
  readonly suspect: (finding: Finding) => string
}
