/** A reading with everything that the rows of the exports need, worked out once. */

import type { Figure } from '../../report/schema.js'
import { type Archived, type ArchivedReading, figuresOf, flagsOf, type Tally, tallyOf } from './archived.js'
import { correctionsOf, type Decisions, findingIdentity, type Given, type Hash } from './decisions.js'

export interface Reviewed extends ArchivedReading {
  readonly file: Archived
  /** Counts the reports of the file from 0. */
  readonly index: number
  /** Of every finding, in the order of `findings`. */
  readonly fingerprints: readonly string[]
  /** By `cellKey`. */
  readonly figures: ReadonlyMap<string, Figure>
  readonly flags: ReadonlyMap<string, readonly string[]>
  readonly corrections: ReadonlyMap<string, Given>
  readonly tally: Tally
}

export function review(file: Archived, decisions: Decisions, hash: Hash): Reviewed[] {
  return file.readings.map((reading, index) => {
    const { report, findings } = reading
    const figures = figuresOf(report)
    const fingerprints = findings.map((finding) => hash(findingIdentity(report, finding, figures)))
    return {
      ...reading,
      file,
      index,
      fingerprints,
      figures,
      flags: flagsOf(findings),
      corrections: correctionsOf(report, fingerprints, decisions, hash),
      tally: tallyOf(report),
    }
  })
}
