import type { ArchiveRecord } from '../archive-record.js'
import type { Decision, Exported } from '../export/index.js'
import type { States } from './events.js'

/** What a run or a merge came to. */
export interface ArchiveSummary {
  readonly inputs: number
  readonly states: States
  /** Error and finding codes that explain states, and how many inputs have them. */
  readonly codes: Readonly<Record<string, number>>
  readonly reports: number
  /** Reports with at least one finding of level error, warning; and how many findings there are of each code. */
  readonly flagged: { readonly error: number; readonly warning: number }
  readonly findings: Readonly<Record<string, number>>
  /** Results that were there before. */
  readonly reused: number
  /** False for a shard: its outputs are written by `merge`. */
  readonly exported: boolean
  /** What people decided on figures that are not there any more. */
  readonly unusedDecisions: readonly Decision[]
}

/** Counts in a fixed order: the most frequent first, then by name. */
const sorted = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))

/** Count records as they pass. */
export function createTally() {
  const states = { read: 0, partial: 0, failed: 0, duplicate: 0, 'not-a-report': 0 }
  const codes = new Map<string, number>()
  const findings = new Map<string, number>()
  const flagged = { error: 0, warning: 0 }
  let inputs = 0
  let reports = 0
  const add = (counts: Map<string, number>, code: string): unknown => counts.set(code, (counts.get(code) ?? 0) + 1)
  return {
    count: ({ state, code, readings }: Pick<ArchiveRecord, 'state' | 'code' | 'readings'>): void => {
      inputs++
      states[state]++
      if (code !== null) add(codes, code)
      for (const reading of readings) {
        reports++
        for (const finding of reading.findings) add(findings, finding.code)
        if (reading.findings.some(({ level }) => level === 'error')) flagged.error++
        if (reading.findings.some(({ level }) => level === 'warning')) flagged.warning++
      }
    },
    summary: (reused: number, exported: Exported | null): ArchiveSummary => ({
      inputs,
      states,
      codes: sorted(codes),
      reports,
      flagged,
      findings: sorted(findings),
      reused,
      exported: exported !== null,
      unusedDecisions: exported?.unusedDecisions ?? [],
    }),
  }
}

/** Records that are counted while the first of those who ask for them takes them. */
export function counted(records: () => AsyncIterable<ArchiveRecord>): {
  readonly records: () => AsyncIterable<ArchiveRecord>
  readonly summary: (reused: number, exported: Exported | null) => Promise<ArchiveSummary>
} {
  let whole: ReturnType<typeof createTally> | null = null
  const counting = async function* (): AsyncGenerator<ArchiveRecord> {
    const tally = createTally()
    for await (const record of records()) {
      tally.count(record)
      yield record
    }
    whole = tally
  }
  return {
    records: () => (whole ? records() : counting()),
    summary: async (reused, exported) => {
      if (!whole) for await (const _ of counting());
      return ((whole as ReturnType<typeof createTally> | null) ?? createTally()).summary(reused, exported)
    },
  }
}
