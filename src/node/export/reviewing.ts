/** Records with what the rows of the exports need, and the fingerprints that decisions are kept by. */

import { createHash } from 'node:crypto'
import type { Decisions } from '../../output/archive/decisions.js'
import { type Reviewed, review } from '../../output/archive/reviewed.js'
import type { ArchiveRecord } from '../archive-record.js'

export const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

export const reviewed = (record: ArchiveRecord, decisions: Decisions): Reviewed[] =>
  review(record, decisions, fingerprint)
