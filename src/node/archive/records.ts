/**
 * Inputs and stored results → records, in the order of paths, as often as the outputs ask for them. Findings on one year against the
 * year before are added here, with a few reports at a time in memory.
 */

import { pMapIterable } from 'p-map'
import { drawnPages } from '../../defaults.js'
import { throwIfAborted } from '../../errors.js'
import { checkSeries, type Finding, type Report } from '../../index.js'
import type { ArchiveRecord } from '../archive-record.js'
import type { DrawingOf } from '../export/index.js'
import type { Input } from './inputs.js'
import type { Known, Outcome } from './outcome.js'
import { recordOf } from './record.js'
import type { Store } from './store.js'

/** Results that are unpacked ahead of the one that is written out. */
const AHEAD = 4

/** Results that are kept for the record behind theirs: years of one issuer often stand side by side. */
const RECENT = 8

/** A result that was there is damaged or gone: it has to be read again. */
export class ResultLost extends Error {
  override readonly name = 'ResultLost'
  constructor(readonly key: string) {
    super(`The result ${key} is damaged or gone.`)
  }
}

/** The lost result that an error tells of, under whatever whoever wrote at the time has put around it. */
export function lostResult(error: unknown): ResultLost | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof ResultLost) return at
  return null
}

export interface Results {
  readonly look: (key: string) => Promise<Known | null>
  readonly load: (key: string) => Promise<Outcome | null>
}

/** Gives what was kept of the drawings of inputs. */
export function drawingsOf(inputs: readonly Input[], store: Store): DrawingOf {
  const keys = new Map(inputs.map(({ path, key }) => [path, key]))
  return async (path, pages) => {
    const key = keys.get(path) ?? null
    return key === null || pages !== drawnPages ? null : store.drawing(key)
  }
}

const seriesKey = (issuer: string, year: number): string => JSON.stringify([issuer, year])

/** Where the only report of an issuer for a year is; null where there are several. */
type Series = Map<string, { readonly key: string; readonly index: number } | null>

/**
 * Make the records of an archive.
 *
 * The function that comes back gives them anew with every call. It throws {@link ResultLost} where a result cannot be loaded, and
 * `aborted` by the signal: outputs of a large archive take minutes.
 */
export async function recordsOf(
  inputs: readonly Input[],
  results: Results,
  signal?: AbortSignal,
): Promise<() => AsyncIterable<ArchiveRecord>> {
  const series: Series = new Map()
  for (const { key } of inputs) {
    if (key === null) continue
    const known = await results.look(key)
    if (!known) throw new ResultLost(key)
    for (const [index, [issuer, year]] of known.reports.entries()) {
      if (issuer === null || year === null) continue
      const name = seriesKey(issuer, year)
      series.set(name, series.has(name) ? null : { key, index })
    }
  }
  const recent = new Map<string, Outcome>()
  const load = async (key: string): Promise<Outcome> => {
    const outcome = recent.get(key) ?? (await results.load(key))
    if (!outcome) throw new ResultLost(key)
    recent.set(key, outcome)
    for (const [oldest] of recent) {
      if (recent.size <= RECENT) break
      recent.delete(oldest)
    }
    return outcome
  }
  const loaded = async (input: Input): Promise<ArchiveRecord> => {
    throwIfAborted(signal)
    const outcome = input.key === null ? null : await load(input.key)
    const record = recordOf({ ...input, location: NOWHERE }, outcome)
    const readings = []
    for (const reading of record.readings) {
      const more = await againstLastYear(reading.report, series, load)
      readings.push(more.length === 0 ? reading : { ...reading, findings: [...reading.findings, ...more] })
    }
    return { ...record, readings }
  }
  return () => pMapIterable(inputs, loaded, { concurrency: AHEAD })
}

const NOWHERE = { in: 'folder', path: Buffer.alloc(0) } as const

async function againstLastYear(
  report: Report,
  series: Series,
  load: (key: string) => Promise<Outcome>,
): Promise<readonly Finding[]> {
  const { issuer, year } = report
  if (issuer === null || year === null || !series.get(seriesKey(issuer, year))) return []
  const before = series.get(seriesKey(issuer, year - 1))
  const last = before ? (await load(before.key)).readings[before.index]?.report : undefined
  return last ? (checkSeries([last, report])[1] ?? []) : []
}
