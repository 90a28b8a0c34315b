/** A reading with everything that the rows of the exports need, worked out once. */

import type { Figure } from '../../report/schema.js'
import {
  type Archived,
  type ArchivedReading,
  flagsOf,
  type NamedCell,
  namedCells,
  type Tally,
  tallyOf,
} from './archived.js'
import { correctionsOf, type Decisions, findingIdentity, type Given, type Hash } from './decisions.js'

export interface Reviewed extends ArchivedReading {
  readonly file: Archived
  /** Counts the reports of the file from 0. */
  readonly index: number
  /** Of every finding, in the order of `findings`. */
  readonly fingerprints: readonly string[]
  /** In the order of docs/cells.md. */
  readonly cells: readonly NamedCell[]
  /** By `cellKey`. */
  readonly figures: ReadonlyMap<string, Figure>
  readonly flags: ReadonlyMap<string, readonly string[]>
  readonly corrections: ReadonlyMap<string, Given>
  readonly tally: Tally
}

export function review(file: Archived, decisions: Decisions, hash: Hash): Reviewed[] {
  return file.readings.map((reading, index) => {
    const { report, findings } = reading
    const cells = namedCells(report)
    const figures = new Map(cells.map(({ key, figure }) => [key, figure]))
    const fingerprints = findings.map((finding) => hash(findingIdentity(report, finding, figures)))
    return {
      ...reading,
      file,
      index,
      fingerprints,
      cells,
      figures,
      flags: flagsOf(findings),
      corrections: correctionsOf(report, cells, fingerprints, decisions, hash),
      tally: tallyOf(cells),
    }
  })
}
