import { pMapIterable } from 'p-map'
import { NianbaoError, throwIfAborted } from '../../errors.js'
import type { ArchiveRecord } from '../archive-record.js'
import { closeReaders } from '../reading-process.js'
import type { Scanned } from './entry.js'
import { forgetInner } from './members.js'
import { type ArchiveOptions, pathsOf, resolveArchive, type Shard } from './options.js'
import { isFinal, passesOf } from './passes.js'
import { createReading } from './reading.js'
import { recordOf, withoutReading } from './record.js'
import { ahead, scan } from './scan.js'
import { shardOf } from './settings.js'
import { walk } from './walk.js'

/** Records that may be ready and not yet taken, for each job. */
const AHEAD = 4

/**
 * Read all annual reports in files, folders and zip archives.
 *
 * Gives one record for every file found, in the order of their paths: reports, duplicates, what is no report, and what could not be read,
 * with the code that says why. One bad file never ends it. Nothing is read faster than the records are taken; leaving the loop ends the
 * readings under way.
 *
 * @param paths A path, or several. Links given here are followed, links in folders are not.
 * @throws {NianbaoError} `options-invalid`, and `aborted` by the signal of the caller.
 *
 * @example
 * for await (const { path, state, readings } of readArchive('reports')) {
 *   for (const { report, findings } of readings) console.log(path, report.issuer, report.year, findings.length)
 * }
 */
export async function* readArchive(
  paths: string | readonly string[],
  options: ArchiveOptions = {},
): AsyncGenerator<ArchiveRecord, void, undefined> {
  const given = pathsOf(paths)
  const { read, bytes, jobs, shard, signal, onEvent } = resolveArchive(options)
  const left = new AbortController()
  const inner = signal ? AbortSignal.any([signal, left.signal]) : left.signal
  throwIfAborted(signal)
  const entries = await walk(given, signal)
  onEvent({ event: 'found', inputs: entries.length })
  const passes = passesOf({ ...read, signal: inner }, jobs).map((pass) => ({
    ...pass,
    read: createReading(pass.options, bytes),
  }))
  const readOne = async (one: Scanned): Promise<ArchiveRecord> => {
    if (withoutReading(one)) return recordOf(one, null)
    let outcome = null
    for (const { pass, read } of passes) {
      if (outcome && outcome.wants !== pass) continue
      try {
        outcome = await read(one)
      } catch (error) {
        if (!(error instanceof NianbaoError) || error.code !== 'input-changed') throw error
        return recordOf({ ...one, problem: 'input-changed' }, null)
      }
      if (isFinal(outcome, passes)) break
    }
    return recordOf(one, outcome)
  }
  const records = pMapIterable(inShard(ahead(scan(entries, bytes, inner)), shard), readOne, {
    concurrency: jobs,
    backpressure: jobs * AHEAD,
  })
  try {
    for await (const record of records) {
      throwIfAborted(signal)
      const { path, state, code } = record
      onEvent({ event: 'input', path, state, code, reused: false })
      yield record
    }
  } finally {
    left.abort()
    closeReaders()
    forgetInner()
  }
}

/** The inputs of one shard. */
export async function* inShard(inputs: AsyncIterable<Scanned>, shard: Shard | null): AsyncGenerator<Scanned> {
  for await (const one of inputs)
    if (shard === null || shardOf(one.sha256, one.path, shard.of) === shard.index) yield one
}
