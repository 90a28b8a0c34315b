/**
 * Exporters at work in a thread of their own, as one exporter. The bytes are those that they would write here; the readers are done
 * when exports are made, so that a core is free for it.
 */

import { Worker } from 'node:worker_threads'
import { NianbaoError } from '../../errors.js'
import type { Value } from '../../output/archive/fields.js'
import type { ArchiveRecord } from '../archive-record.js'
import type { Exporter } from './exporter.js'
import type { ExportedFile } from './file-writer.js'
import type { Plain, PlainFormat } from './open-formats.js'

/** What takes longest to make, by its libraries: about half of all. */
export const slowFormats: readonly PlainFormat[] = ['parquet', 'xlsx', 'sqlite']

/** What a thread is started with. */
export interface ApartJob {
  readonly formats: readonly PlainFormat[]
  readonly plain: Plain
}

/** What the thread is asked to do, in this order. */
export type Ask =
  | { readonly act: 'record'; readonly record: ArchiveRecord }
  | { readonly act: 'panel'; readonly row: readonly Value[] }
  | { readonly act: 'close' | 'place' | 'discard' }

/** An error, as it crosses the border of the thread. */
export interface Told {
  readonly message: string
  /** Code of a {@link NianbaoError}. */
  readonly nianbao: NianbaoError['code'] | null
  /** What the system said. */
  readonly code: string | null
  readonly syscall: string | null
}

/** Every ask is answered, in their order. */
export type Answer = { readonly files: readonly ExportedFile[] } | { readonly error: Told }

/** Asks that the thread has not answered; more wait here. */
const AHEAD = 8

export function openApart(job: ApartJob): Exporter {
  const worker = new Worker(new URL('./apart-thread.js', import.meta.url), { workerData: job })
  const waiting: {
    readonly resolve: (files: readonly ExportedFile[]) => void
    readonly reject: (e: unknown) => void
  }[] = []
  let broken: unknown = null
  const breakOff = (error: unknown): void => {
    broken ??= error
    for (const { reject } of waiting.splice(0)) reject(broken)
  }
  worker.on('message', (answer: Answer) => {
    const one = waiting.shift()
    if ('files' in answer) one?.resolve(answer.files)
    else one?.reject(errorOf(answer.error))
  })
  worker.on('error', breakOff)
  worker.on('exit', (code) => breakOff(new Error(`The thread that makes exports ended with ${code}.`)))
  const ask = (what: Ask): Promise<readonly ExportedFile[]> =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken)
      // Throws where it cannot be handed over; then there is nothing to wait for.
      worker.postMessage(what)
      waiting.push({ resolve, reject })
    })
  const running: Promise<unknown>[] = []
  const feed = async (what: Ask): Promise<void> => {
    const one = ask(what)
    // Whoever takes it hears of its failure.
    one.catch(() => {})
    running.push(one)
    if (running.length > AHEAD) await running.shift()
  }
  const end = async (what: 'place' | 'discard'): Promise<void> => {
    try {
      await ask({ act: what })
    } finally {
      await worker.terminate()
    }
  }
  return {
    record: (record) => feed({ act: 'record', record }),
    panel: (row) => feed({ act: 'panel', row }),
    async close() {
      for (const one of running.splice(0)) await one
      return ask({ act: 'close' })
    },
    place: () => end('place'),
    discard: () => end('discard'),
  }
}

function errorOf({ message, nianbao, code, syscall }: Told): Error {
  if (nianbao) return new NianbaoError(nianbao, message)
  return Object.assign(new Error(message), code ? { code } : {}, syscall ? { syscall } : {})
}
