/**
 * An archive read by services: inputs wait in PostgreSQL (pg-boss), workers on any number of machines read them into one folder that all
 * of them see. Jobs can be done twice without harm: a result is named by what it is the result of.
 */

import type PgBoss from 'pg-boss'
import { drawnPages } from '../../defaults.js'
import { NianbaoError, throwIfAborted } from '../../errors.js'
import type { ReadOptions } from '../../options.js'
import { closeReaders } from '../reading-process.js'
import type { Scanned } from './entry.js'
import { type Input, writeInputs } from './inputs.js'
import { lastOf } from './labels.js'
import { located, type PlainLocation, plain } from './location.js'
import { forgetInner } from './members.js'
import { type ArchiveOptions, folderOf, pathsOf, resolveArchive } from './options.js'
import { createKeeping } from './reading.js'
import { withoutReading } from './record.js'
import { scan } from './scan.js'
import { endedByOthers, limitsOf, resultKey, settingsHash } from './settings.js'
import { idOfStore, openStore, type Store } from './store.js'
import { walk } from './walk.js'

/**
 * A job that was taken and not finished is given to another worker after so many seconds. Longer than nearly any file takes; where it is not,
 * the file is read twice, with the same result.
 */
const EXPIRE_SECONDS = 1_200
/** A worker that died with the file in its hands gives it back so many times. */
const MOST_TRIES = 5
/** Jobs sent in one statement. */
const BATCH = 200
/** How long a worker that found nothing waits, and how often it looks for jobs of the dead, in milliseconds. */
const IDLE = 500
const LOOK_FOR_EXPIRED = 5_000

interface JobData {
  readonly key: string
  readonly path: string
  readonly location: PlainLocation
  readonly sha256: string
  readonly options: ReadOptions
}

export interface QueueOptions {
  /** `postgres://user:password@host/database` */
  readonly queue: string
  /** Seconds after which an unfinished job is another worker's. */
  readonly expire?: number
}

/**
 * The queue of an output folder. One for all folders would give a worker jobs whose results belong into another folder: they would be done,
 * and missing where they are looked for.
 */
interface Queue {
  readonly boss: PgBoss
  readonly name: string
}

async function connect({ queue }: QueueOptions, store: Store): Promise<Queue> {
  const name = `nianbao-${await idOfStore(store)}`
  let Boss: typeof PgBoss
  try {
    Boss = (await import('pg-boss')).default
  } catch (cause) {
    throw new NianbaoError('queue-failed', 'The package pg-boss is not installed: npm install pg-boss@10.', { cause })
  }
  const boss = new Boss({ connectionString: queue, application_name: 'nianbao', schedule: false })
  // Trouble of its own upkeep; what concerns a call is thrown by it.
  boss.on('error', () => {})
  try {
    await boss.start()
    await unlocked(() => boss.createQueue(name, { name, policy: 'short' }))
    return { boss, name }
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => {})
    throw new NianbaoError('queue-failed', `The queue cannot be used: ${wordsOf(cause)}.`, { cause })
  }
}

/** An error of the driver has its words in different places, and the password nowhere in them. */
const wordsOf = (cause: unknown): string => {
  const { message, code } = cause as { message?: string; code?: string }
  return message || code || String(cause)
}

/** Times that a statement is tried, and the time between two, in milliseconds. */
const MOST_ATTEMPTS = 5
const BETWEEN_ATTEMPTS = 100

/**
 * Where two make the queue, or send to it, at once, PostgreSQL may end one of them so that the other goes on (40P01, 40001). Nothing of the one
 * that was ended is done: it is tried again.
 */
export async function unlocked<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      const { code } = error as { code?: string }
      if ((code !== '40P01' && code !== '40001') || attempt === MOST_ATTEMPTS) throw error
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_ATTEMPTS * attempt))
    }
  }
}

async function trying<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await unlocked(act)
  } catch (cause) {
    if (cause instanceof NianbaoError) throw cause
    throw new NianbaoError('queue-failed', `The queue cannot be used: ${wordsOf(cause)}.`, { cause })
  }
}

export interface Enqueued {
  readonly inputs: number
  /** Sent to the queue. */
  readonly sent: number
  /** Read before, or waiting in the queue already. */
  readonly known: number
}

/**
 * Find the inputs of an archive and put those into the queue that have no result in `out`. `mergeArchives([out], out)` makes the
 * outputs when the workers are done.
 */
export async function enqueueArchive(
  paths: string | readonly string[],
  out: string,
  options: ArchiveOptions & QueueOptions,
): Promise<Enqueued> {
  const given = pathsOf(paths)
  folderOf(out, 'out')
  const { read, bytes, signal, onEvent } = resolveArchive(options, ['queue', 'expire'])
  const settings = settingsHash(read)
  const limits = limitsOf(read)
  const { signal: _signal, ...sendable } = read
  const store = await openStore(out)
  const { boss, name } = await connect(options, store).catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  try {
    const entries = await walk(given, signal)
    onEvent({ event: 'found', inputs: entries.length })
    const inputs: Input[] = []
    const waiting: PgBoss.JobInsert<JobData>[] = []
    const before = await trying(() => boss.getQueueSize(name))
    let toRead = 0
    let offered = 0
    const send = async (): Promise<void> => {
      offered += waiting.length
      const batch = waiting.splice(0)
      if (batch.length > 0) await trying(() => boss.insert(batch))
    }
    for await (const one of scan(entries, bytes, signal)) {
      const { location, ...rest } = one
      const key = withoutReading(one) ? null : resultKey(one.sha256 ?? '', settings, lastOf(one.path))
      inputs.push({ ...rest, key, location: plain(location) })
      if (key === null) continue
      toRead++
      const before = await store.look(key)
      if (before && !endedByOthers(before, limits)) continue
      waiting.push({
        name,
        data: { key, path: one.path, location: plain(location), sha256: one.sha256 ?? '', options: sendable },
        singletonKey: key,
        retryLimit: MOST_TRIES,
        expireInSeconds: options.expire ?? EXPIRE_SECONDS,
      })
      if (waiting.length >= BATCH) await send()
    }
    await writeInputs(store, { settings, read, shard: null, inputs })
    await send()
    const sent = Math.min(offered, Math.max(0, (await trying(() => boss.getQueueSize(name))) - before))
    return { inputs: inputs.length, sent, known: toRead - sent }
  } finally {
    await boss.stop({ graceful: false }).catch(() => {})
    await store.close()
  }
}

export interface WorkerOptions extends QueueOptions, Pick<ArchiveOptions, 'jobs' | 'signal' | 'onEvent'> {
  /** Ends the worker when the files in its hands are done. */
  readonly stop?: AbortSignal
  /** Ends when nothing is left in the queue and with other workers. */
  readonly drain?: boolean
}

/** Read what waits in the queue until told to stop. Returns how many inputs were read. */
export async function runWorker(out: string, options: WorkerOptions): Promise<number> {
  const { jobs, signal, onEvent } = resolveArchive(
    {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.onEvent ? { onEvent: options.onEvent } : {}),
    },
    [],
  )
  folderOf(out, 'out')
  const store = await openStore(out, `worker-${process.pid}`)
  const failed = new AbortController()
  const inner = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal
  let connected: Queue | null = null
  try {
    const queue = await connect(options, store)
    connected = queue
    const { boss, name } = queue
    let expired = 0
    let count = 0
    const hand = async (): Promise<void> => {
      for (;;) {
        throwIfAborted(inner)
        if (options.stop?.aborted) return
        const [job] = await trying(() => boss.fetch<JobData>(name))
        if (job) {
          await work(queue, store, job, inner, onEvent)
          count++
          continue
        }
        if (performance.now() > expired) {
          expired = performance.now() + LOOK_FOR_EXPIRED
          await trying(() => boss.expire())
        }
        if (options.drain && (await trying(() => boss.getQueueSize(name, { before: 'completed' }))) === 0) return
        forgetInner()
        await new Promise((resolve) => setTimeout(resolve, IDLE))
      }
    }
    await Promise.all(
      Array.from({ length: jobs }, () =>
        hand().catch((error: unknown) => {
          failed.abort(error)
          throw error
        }),
      ),
    )
    return count
  } finally {
    failed.abort()
    closeReaders()
    await connected?.boss.stop({ graceful: false }).catch(() => {})
    await store.close()
  }
}

/** Read one input and say so when its result is on disk, not before. */
async function work(
  { boss, name }: Queue,
  store: Store,
  { id, data }: PgBoss.Job<JobData>,
  signal: AbortSignal,
  onEvent: NonNullable<ArchiveOptions['onEvent']>,
): Promise<void> {
  const { key, path, sha256, options } = data
  const one: Scanned = {
    path,
    location: located(data.location),
    sha256,
    bytes: null,
    kind: null,
    problem: null,
    duplicateOf: null,
  }
  try {
    const found = await store.look(key)
    const before = found && !endedByOthers(found, limitsOf(options)) ? found : null
    if (!before) {
      const { bytes } = resolveArchive(options)
      const { outcome, drawing } = await createKeeping({ ...options, signal }, bytes, drawnPages)(one)
      await store.save(key, outcome, drawing)
    }
    const known = before ?? (await store.look(key))
    if (known) onEvent({ event: 'input', path, state: known.state, code: known.code, reused: before !== null })
  } catch (error) {
    // The file is another than it was: `enqueue` has to look at it again.
    const changed = error instanceof NianbaoError && error.code === 'input-changed'
    if (!changed) {
      await boss.fail(name, id, { message: wordsOf(error) }).catch(() => {})
      throw error
    }
    onEvent({ event: 'input', path, state: 'failed', code: 'input-changed', reused: false })
  }
  await trying(() => boss.complete(name, id))
}
