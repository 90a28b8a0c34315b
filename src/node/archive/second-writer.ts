/**
 * Some of the exports written in a thread of their own while the others are written: what is made of the records alone and takes long. The
 * same bytes, on a second core; below some hundred reports the thread takes longer to start than it saves (docs/performance.md).
 */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type ErrorCode, NianbaoError } from '../../errors.js'
import type { Exporter } from '../export/exporter.js'
import type { ExportedFile } from '../export/file-writer.js'
import type { ExportFormat } from '../export/index.js'
import type { Beside, Job } from '../export/write-all.js'
import type { Input } from './inputs.js'
import type { Known } from './outcome.js'
import { ResultLost } from './records.js'
import type { Store } from './store.js'

/** Inputs from which a second writer saves more time than it takes to start. */
const ENOUGH = 500

/** Half of the time of all exports. */
const FORMATS: readonly ExportFormat[] = ['parquet', 'xlsx']

/** What the thread is given. */
export interface WriterTask {
  /** Folder of the store. */
  readonly store: string
  readonly inputs: readonly Input[]
  readonly known: ReadonlyMap<string, Known>
  readonly job: Omit<Job, 'site'>
}

/** What the thread answers: its files, when they are on the disk and again when they have their names; or what went wrong. */
export type WriterAnswer =
  | { readonly files: readonly ExportedFile[] }
  | {
      readonly failed: {
        readonly message: string
        readonly known?: ErrorCode
        readonly code?: string | undefined
        readonly syscall?: string | undefined
        readonly lost?: string | undefined
      }
    }

/** A second writer for the results of these inputs; undefined where there are too few of them, or one process is all that is allowed. */
export async function secondWriter(
  inputs: readonly Input[],
  store: Store,
  jobs: number,
  signal?: AbortSignal,
  enough = ENOUGH,
): Promise<Beside | undefined> {
  if (jobs < 2 || inputs.length < enough) return undefined
  const known = new Map<string, Known>()
  for (const { key } of inputs) {
    const one = key === null ? null : await store.look(key)
    if (key !== null && one) known.set(key, one)
  }
  return {
    formats: FORMATS,
    start: ({ target, ...job }) => {
      const own = { ...target, temporary: join(target.temporary, 'second') }
      return inThread({ store: store.folder, inputs, known, job: { ...job, target: own } }, signal)
    },
  }
}

function inThread(task: WriterTask, signal: AbortSignal | undefined): Exporter {
  const thread = new Worker(new URL('./writer-thread.js', import.meta.url), { workerData: task })
  let failure: { readonly error: unknown } | null = null
  let tell: () => void = () => {}
  let files: readonly ExportedFile[] | null = null
  const fail = (error: unknown): void => {
    failure ??= { error }
    tell()
  }
  thread.on('message', (answer: WriterAnswer) => {
    if ('failed' in answer) return fail(errorOf(answer.failed))
    files = answer.files
    tell()
  })
  thread.on('error', fail)
  const abort = (): void => fail(new NianbaoError('aborted', undefined, { cause: signal?.reason }))
  signal?.addEventListener('abort', abort, { once: true })
  thread.on('exit', () => fail(new Error('The second writer ended before its files were written.')))
  const throwFailure = (): void => {
    if (failure) throw failure.error
  }
  const next = async (): Promise<readonly ExportedFile[]> => {
    for (;;) {
      throwFailure()
      if (files) return files
      await new Promise<void>((resolve) => {
        tell = resolve
      })
    }
  }
  const end = async (): Promise<void> => {
    signal?.removeEventListener('abort', abort)
    await thread.terminate()
    await rm(task.job.target.temporary, { force: true, recursive: true }).catch(() => {})
  }
  return {
    // Nobody writes on for hours beside one that has failed.
    record: throwFailure,
    close: next,
    place: async () => {
      files = null
      thread.postMessage('place')
      await next()
      await end()
    },
    discard: end,
  }
}

type Failed = Extract<WriterAnswer, { failed: unknown }>['failed']

function errorOf({ message, known, code, syscall, lost }: Failed): unknown {
  if (lost !== undefined) return new ResultLost(lost)
  if (known !== undefined) return new NianbaoError(known, message)
  return Object.assign(new Error(message), { code, syscall })
}
