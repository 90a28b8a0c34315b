import { setImmediate as turn } from 'node:timers/promises'
import { pMapIterable } from 'p-map'
import { drawnPages } from '../../defaults.js'
import { NianbaoError, throwIfAborted } from '../../errors.js'
import { decisionsIn, type ExportOptions, exportInto, prepareExports, requireFormats } from '../export/index.js'
import { requireOwn } from '../export/names.js'
import type { KeptReading } from '../protocol.js'
import { closeReaders } from '../reading-process.js'
import { withScratch } from './atomic-file.js'
import type { Scanned } from './entry.js'
import { type Input, nameOfShard, writeInputs } from './inputs.js'
import { lastOf } from './labels.js'
import { opener, plain } from './location.js'
import { forgetInner } from './members.js'
import { type ArchiveOptions, folderOf, pathsOf, resolveArchive } from './options.js'
import type { Known } from './outcome.js'
import { isFinal, type Pass, passesOf } from './passes.js'
import { inShard } from './read-archive.js'
import { createKeeping, type Read } from './reading.js'
import { withoutReading } from './record.js'
import { drawingsOf, lostResult, recordsOf } from './records.js'
import { ahead, scan } from './scan.js'
import { secondWriter } from './second-writer.js'
import { endedByOthers, limitsOf, resultKey, settingsHash } from './settings.js'
import { openStore, type Store } from './store.js'
import { type ArchiveSummary, counted } from './summary.js'
import { STORE, walk } from './walk.js'

export interface RunOptions extends ArchiveOptions {
  /** Read again what has this state from an earlier run. */
  readonly retry?: 'failed' | 'partial'
  /** Outputs to be written; all where it is not given. */
  readonly formats?: readonly string[]
  /** Whether CSV files begin with a byte order mark; true where it is not given. */
  readonly bom?: boolean
  /** Ends the run when the files under way are done; `signal` ends it at once. Either way it goes on with the same call. */
  readonly stop?: AbortSignal
}

/** Milliseconds after which a run loads what it needs at its end: by then the readers have started. */
const BEFORE_EXPORTS = 200

/** So often are damaged results looked for and read again before the disk is not trusted any more. */
const MOST_REPAIRS = 3

/**
 * Read an archive into a folder: results are kept as they come, outputs are written at the end.
 *
 * The same call goes on where an earlier one was ended, by whatever: what is on disk is not read again, unless the bytes, the
 * name of the file, the options or the version of nianbao are others. Outputs depend on the inputs and these alone.
 *
 * @param out Folder of the outputs; it is made where it is not there; what is written there is never taken for an input.
 * @throws {NianbaoError} `options-invalid`; `output-failed` where the folder cannot be written; `aborted` by `signal` and `stop`.
 */
export async function runArchive(
  paths: string | readonly string[],
  out: string,
  options: RunOptions = {},
): Promise<ArchiveSummary> {
  const given = pathsOf(paths)
  folderOf(out, 'out')
  const archive = resolveArchive(options, ['retry', 'formats', 'bom', 'stop'])
  const { retry, formats = [], bom, stop } = options
  if (retry !== undefined && retry !== 'failed' && retry !== 'partial')
    throw new NianbaoError('options-invalid', `retry: expected failed or partial, not ${String(retry)}`)
  if (stop !== undefined && !(stop instanceof AbortSignal))
    throw new NianbaoError('options-invalid', `stop: expected an AbortSignal, not ${String(stop)}`)
  const { read, bytes, jobs, shard, signal, onEvent } = archive
  await requireFormats(formats)
  if (!shard) {
    await decisionsIn(out)
    await requireOwn(out, formats, STORE)
  }
  throwIfAborted(signal)
  throwIfAborted(stop)
  const settings = settingsHash(read)
  const store = await openStore(out, nameOfShard(shard))
  const failed = new AbortController()
  const inner = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal
  let later: NodeJS.Timeout | undefined
  try {
    const entries = await walk(given, stop ? AbortSignal.any([inner, stop]) : inner)
    onEvent({ event: 'found', inputs: entries.length })
    const passes = passesOf({ ...read, signal: inner }, jobs)
    const run: Run = {
      store,
      settings,
      passes,
      limit: bytes,
      limits: limitsOf(read),
      retry: retry ?? null,
      stop,
      onEvent,
      reused: 0,
    }
    onEvent({ event: 'pass', pass: 'text', inputs: entries.length })
    // The first reader takes longer to start.
    if (!shard) later = setTimeout(() => void prepareExports(formats).catch(() => {}), BEFORE_EXPORTS)
    const texts = await firstPass(run, inShard(until(ahead(scan(entries, bytes, inner)), stop), shard))
    throwIfAborted(stop)
    const first = await laterPasses(run, texts)
    const inputs = first.map(({ input }) => input).sort((a, b) => (a.path < b.path ? -1 : 1))
    await writeInputs(store, { settings, read, shard, inputs })
    onEvent({ event: 'export', inputs: inputs.length })
    // Their memory is for those who write.
    closeReaders()
    const locations = new Map(first.map(({ input, one }) => [input.key, one]))
    const exports = {
      formats,
      ...(bom === undefined ? {} : { bom }),
      drawing: drawingsOf(inputs, store),
      open: opener(inputs, bytes),
      read: { ...read, signal: inner },
    }
    return await exported(run, inputs, shard ? null : out, exports, (key) => locations.get(key))
  } finally {
    clearTimeout(later)
    failed.abort()
    closeReaders()
    forgetInner()
    await store.close()
  }
}

interface Run {
  readonly store: Store
  readonly settings: string
  readonly passes: readonly Pass[]
  /** Bytes of an input, and the limits of time and memory. */
  readonly limit: number
  readonly limits: string
  readonly retry: 'failed' | 'partial' | null
  readonly stop: AbortSignal | undefined
  readonly onEvent: ArchiveOptionsEvent
  reused: number
}
type ArchiveOptionsEvent = NonNullable<ArchiveOptions['onEvent']>

interface Done {
  readonly one: Scanned
  readonly input: Input
  readonly known: Known | null
}

/** Until the caller wants no more. */
async function* until<T>(items: AsyncIterable<T>, stop: AbortSignal | undefined): AsyncGenerator<T> {
  for await (const item of items) {
    if (stop?.aborted) return
    yield item
  }
}

const inputOf = (one: Scanned, key: string | null): Input => {
  const { location, ...rest } = one
  return { ...rest, key, location: plain(location) }
}

type Keep = Read<KeptReading>

/** What is read is drawn too, whatever the formats: another run may want to show it, and nothing is read twice. */
const readingOf = (run: Run, { options }: Pass): Keep => createKeeping(options, run.limit, drawnPages)

/** All inputs, in any order: what is on disk is taken from there, the rest is read. */
async function firstPass(run: Run, inputs: AsyncIterable<Scanned>): Promise<Done[]> {
  const [pass] = run.passes as [Pass]
  const read = readingOf(run, pass)
  const done: Done[] = []
  const ways = pMapIterable(inputs, (one) => oneInput(run, one, read), { concurrency: pass.jobs, preserveOrder: false })
  for await (const one of kept(ways, pass.jobs)) done.push(one)
  return done
}

/** What writes a result and tells of it. */
type Save = () => Promise<Done>

/** Results are written while the readers read on: so many may be on their way to the disk. */
async function* kept(ways: AsyncIterable<Save | null>, most: number): AsyncGenerator<Done> {
  const saving: Promise<Done>[] = []
  for await (const save of ways) {
    if (!save) continue
    // In the next turn a reader that is free has its next input.
    const one = turn().then(save)
    // Whoever takes it hears of its failure.
    one.catch(() => {})
    saving.push(one)
    if (saving.length > most) yield await (saving.shift() as Promise<Done>)
  }
  for (const one of saving) yield await one
}

/** Read an input where that is needed; what comes back writes the result and tells of it. */
async function oneInput(run: Run, one: Scanned, read: Keep): Promise<Save> {
  const tell = (state: Parameters<typeof run.onEvent>[0] & { event: 'input' }): void => run.onEvent(state)
  const without = withoutReading(one)
  if (without) {
    tell({ event: 'input', path: one.path, ...without, reused: false })
    return async () => ({ one, input: inputOf(one, null), known: null })
  }
  const key = resultKey(one.sha256 ?? '', run.settings, lastOf(one.path))
  const before = await run.store.look(key)
  if (before && before.state !== run.retry && !endedByOthers(before, run.limits)) {
    if (isFinal(before, run.passes)) {
      run.reused++
      tell({ event: 'input', path: one.path, state: before.state, code: before.code, reused: true })
    }
    return async () => ({ one, input: inputOf(one, key), known: before })
  }
  const save = await readInto(run, one, key, read)
  return async () => {
    const known = await save()
    // What another pass reads again has no state yet.
    if (known && !isFinal(known, run.passes)) return { one, input: inputOf(one, key), known }
    return told(run, one, key, known)
  }
}

/** An input that was read, once it is known what it came to; null where the file is not what it was. */
function told(run: Run, one: Scanned, key: string, known: Known | null): Done {
  const { state, code } = known ?? ({ state: 'failed', code: 'input-changed' } as const)
  run.onEvent({ event: 'input', path: one.path, state, code, reused: false })
  if (known) return { one, input: inputOf(one, key), known }
  const changed: Scanned = { ...one, problem: 'input-changed' }
  return { one: changed, input: inputOf(changed, null), known }
}

/** Read an input; what comes back keeps the result and says what is known of it, null where the file is not what it was. */
async function readInto(run: Run, one: Scanned, key: string, read: Keep): Promise<() => Promise<Known | null>> {
  try {
    const { outcome, drawing } = await read(one)
    return async () => {
      await run.store.save(key, outcome, isFinal(outcome.known, run.passes) ? drawing : null)
      return outcome.known
    }
  } catch (error) {
    if (error instanceof NianbaoError && error.code === 'input-changed') return async () => null
    throw error
  }
}

/** What the passes before could not read, pass by pass. */
async function laterPasses(run: Run, first: readonly Done[]): Promise<Done[]> {
  const done = new Map(first.map((one) => [one.one.path, one]))
  for (const pass of run.passes.slice(1)) {
    const waiting = [...done.values()].filter(({ known }) => known?.wants === pass.pass && !isFinal(known, run.passes))
    run.onEvent({ event: 'pass', pass: pass.pass, inputs: waiting.length })
    const read = readingOf(run, pass)
    const again = async ({ one, input }: Done): Promise<Save | null> => {
      const { key } = input
      if (run.stop?.aborted || key === null) return null
      const save = await readInto(run, one, key, read)
      return async () => told(run, one, key, await save())
    }
    const ways = pMapIterable(waiting, again, { concurrency: pass.jobs, preserveOrder: false })
    for await (const one of kept(ways, pass.jobs)) done.set(one.one.path, one)
    throwIfAborted(run.stop)
  }
  return [...done.values()]
}

/** Write the outputs, and read again what turns out to be damaged. */
async function exported(
  run: Run,
  inputs: readonly Input[],
  out: string | null,
  exports: Pick<ExportOptions, 'formats' | 'bom' | 'drawing' | 'open' | 'read'>,
  find: (key: string) => Scanned | undefined,
): Promise<ArchiveSummary> {
  for (let repairs = 0; ; repairs++) {
    try {
      const { records, summary } = counted(await recordsOf(inputs, run.store, exports.read?.signal))
      const beside = await secondWriter(inputs, run.store, run.passes[0]?.jobs ?? 1, exports.read?.signal)
      const written =
        out === null
          ? null
          : await withScratch(run.store.temporary, (temporary) =>
              exportInto(records, out, { ...exports, temporary }, beside),
            )
      return await summary(run.reused, written)
    } catch (error) {
      if (!lostResult(error) || repairs === MOST_REPAIRS) throw error
      await repair(run, inputs, find)
    }
  }
}

/** Read again every result that is damaged or gone. */
async function repair(run: Run, inputs: readonly Input[], find: (key: string) => Scanned | undefined): Promise<void> {
  const damaged: { key: string; one: Scanned }[] = []
  for (const { key } of inputs) {
    const one = key === null ? undefined : find(key)
    if (key === null || !one || (await run.store.load(key))) continue
    await run.store.forget(key)
    damaged.push({ key, one })
  }
  for (const pass of run.passes) {
    const read = readingOf(run, pass)
    const again = async ({ key, one }: (typeof damaged)[number]): Promise<void> => {
      const known = await run.store.look(key)
      if (!known || known.wants === pass.pass) await (await readInto(run, one, key, read))()
    }
    for await (const _ of pMapIterable(damaged, again, { concurrency: pass.jobs, preserveOrder: false }));
  }
}
