/**
 * Reading in a child process, watched from outside: some PDFs hang the thread that reads them or end its process
 * (docs/architecture.md), and nothing inside can stop that.
 */

import { NianbaoError } from '../errors.js'
import type { ResolvedOptions } from '../options.js'
import type { ReadResult } from '../read-report.js'
import { onAbort } from './on-abort.js'
import type { Answer, Job, JobInput, KeptReading } from './protocol.js'
import { end, giveBack, start, usage, wake } from './reading-process.js'

/** How often the child is looked at, in milliseconds. */
const WATCH = 100
/** Time on the clock may be this many times the processor time: other work shares the machine. */
const CLOCK_FACTOR = 6
const CLOCK_EXTRA = 10_000
/** Never longer than this, whatever the number of pages. */
const MOST_MILLISECONDS = 600_000

/** Read one input in a child that has read others before, or in one of its own where `fresh` asks for it. */
export const readInChild = (
  input: JobInput,
  options: ResolvedOptions,
  { trace = false, fresh = false }: { trace?: boolean; fresh?: boolean },
): Promise<ReadResult> =>
  ask({ input, wants: trace ? 'trace' : 'result', drawnPages: 0 }, options, fresh, (answer) =>
    answer.type === 'done' ? answer.result : null,
  )

/** The same for an archive: packed, as it is stored, with its drawing where pages are to be drawn. */
export const keepFromChild = (
  input: JobInput,
  options: ResolvedOptions,
  { drawnPages = 0, fresh = false }: { drawnPages?: number; fresh?: boolean },
): Promise<KeptReading> =>
  ask({ input, wants: 'kept', drawnPages }, options, fresh, (answer) => (answer.type === 'kept' ? answer.kept : null))

/** @param take Takes from an answer what was asked for; null from those that tell of something else. */
function ask<T>(
  what: Pick<Job, 'input' | 'wants' | 'drawnPages'>,
  options: ResolvedOptions,
  fresh: boolean,
  take: (answer: Answer) => T | null,
): Promise<T> {
  const { signal, onProgress, ...plain } = options
  const { limits } = options
  if (signal?.aborted) return Promise.reject(new NianbaoError('aborted', undefined, { cause: signal.reason }))
  const child = fresh ? start(limits.megabytes) : wake(limits.megabytes)
  let told: Promise<void> = Promise.resolve()
  return new Promise<T>((resolve, reject) => {
    let budget = Math.min(MOST_MILLISECONDS, limits.milliseconds)
    const started = performance.now()
    const cpuBefore = usage(child.process.pid)?.cpu ?? 0
    let settled = false

    const finish = (act: () => void, reuse: boolean): void => {
      if (settled) return
      settled = true
      clearInterval(watch)
      stopHearing()
      child.process.removeListener('message', onMessage)
      child.process.removeListener('exit', onExit)
      child.process.removeListener('error', onError)
      if (reuse) giveBack(child)
      act()
    }
    const kill = (error: unknown): void => {
      if (settled) return
      end(child)
      finish(() => reject(error), false)
    }
    const aborted = (): void => kill(new NianbaoError('aborted', undefined, { cause: signal?.reason }))
    const onMessage = (answer: Answer): void => {
      if (answer.type === 'pages') {
        budget = Math.min(
          MOST_MILLISECONDS,
          limits.milliseconds + answer.pages * limits.millisecondsPerPage + answer.scans * limits.millisecondsPerScan,
        )
      } else if (answer.type === 'progress') {
        if (!onProgress) return
        told = told.then(() => onProgress(answer.progress))
        told.catch(kill)
      } else if (answer.type === 'error') {
        const error = new NianbaoError(
          answer.code ?? 'engine-failed',
          answer.message,
          answer.cause === null ? {} : { cause: answer.cause },
        )
        finish(() => reject(error), !answer.last && answer.code !== null && answer.code !== 'engine-failed')
      } else {
        const result = take(answer)
        if (result === null) return
        // Not before the caller has taken all that it was told.
        told.then(
          () => finish(() => resolve(result), !answer.last),
          () => {},
        )
      }
    }
    const onExit = (code: number | null, kind: NodeJS.Signals | null): void => {
      const memory = /heap out of memory|allocation failed|ERR_WORKER_OUT_OF_MEMORY/i.test(child.stderr)
      finish(
        () =>
          reject(
            memory
              ? new NianbaoError('memory-limit', `Reading took more memory than limits.megabytes, ${limits.megabytes}.`)
              : new NianbaoError('crashed', `The reading process ended with ${kind ?? `exit code ${code}`}.`),
          ),
        false,
      )
    }
    const onError = (cause: Error): void =>
      finish(() => reject(new NianbaoError('crashed', cause.message, { cause })), false)
    const watch = setInterval(() => {
      const now = usage(child.process.pid)
      const clock = performance.now() - started
      if (now && now.megabytes > limits.megabytes) {
        kill(
          new NianbaoError(
            'memory-limit',
            `Reading took ${Math.round(now.megabytes)} MB, limits.megabytes is ${limits.megabytes}.`,
          ),
        )
      } else if (now && now.cpu - cpuBefore > budget) {
        kill(new NianbaoError('time-limit', `Reading took more than ${budget} ms of processor time.`))
      } else if (clock > budget * CLOCK_FACTOR + CLOCK_EXTRA || (!now && clock > budget * 2)) {
        kill(new NianbaoError('time-limit', `Reading took more than ${Math.round(clock)} ms.`))
      }
    }, WATCH)
    const stopHearing = onAbort(signal, aborted)
    child.process.on('message', onMessage)
    child.process.on('exit', onExit)
    child.process.on('error', onError)
    const job: Job = { type: 'read', ...what, options: plain, told: onProgress !== undefined }
    child.process.send(job, (error) => {
      if (error)
        kill(new NianbaoError('crashed', `The reading process takes no input: ${error.message}`, { cause: error }))
    })
  })
}
