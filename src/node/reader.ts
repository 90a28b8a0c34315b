/**
 * Reading in a child process, watched from outside: some PDFs hang the thread that reads them or end its process
 * (docs/architecture.md), and nothing inside can stop that.
 */

import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NianbaoError } from '../errors.js'
import { type ReadOptions, type ResolvedOptions, resolveOptions } from '../options.js'
import type { Answer, ChildResult, Job, JobInput, PlainOptions } from './protocol.js'

/** How often the child is looked at, in milliseconds. */
const WATCH = 100
/** A child is replaced after so many inputs, or when it has grown to so many megabytes: what leaks goes with it. */
const RECYCLE_INPUTS = 500
const RECYCLE_MEGABYTES = 400
/** Time on the clock may be this many times the processor time: other work shares the machine. */
const CLOCK_FACTOR = 6
const CLOCK_EXTRA = 10_000
/** Never longer than this, whatever the number of pages. */
const MOST_MILLISECONDS = 600_000

interface Child {
  readonly process: ChildProcess
  /** Megabytes of the limit that it was started with: its heap is made to measure. */
  readonly limit: number
  inputs: number
  stderr: string
  /** Resident memory when it last came to rest. */
  megabytes: number
}

const idle: Child[] = []
const living = new Set<Child>()

function start(limits: ResolvedOptions['limits']): Child {
  const child: Child = {
    process: fork(fileURLToPath(new URL('./child.js', import.meta.url)), [String(process.pid)], {
      serialization: 'advanced',
      // A group of its own: Ctrl-C at a terminal is for the parent to judge, and what the child starts ends with it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [
        `--max-old-space-size=${Math.max(64, Math.floor(limits.megabytes * 0.75))}`,
        '--disallow-code-generation-from-strings',
        // Readers stand beside each other: threads of one that collect garbage take the time of the next.
        '--single-threaded-gc',
      ],
    }),
    limit: limits.megabytes,
    inputs: 0,
    stderr: '',
    megabytes: 0,
  }
  living.add(child)
  child.process.once('exit', () => living.delete(child))
  child.process.stderr?.on('data', (data: Buffer) => {
    child.stderr = (child.stderr + data.toString('utf8')).slice(-4000)
  })
  return child
}

/** Start a child ahead of the first input: while it loads, the parent can do other things. */
export function warmUp(options?: ReadOptions): void {
  if (idle.length === 0) rest(start(resolveOptions(options).limits))
}

/** An idle child keeps no process alive. */
function rest(child: Child): void {
  child.process.unref()
  child.process.channel?.unref()
  ;(child.process.stderr as unknown as { unref?: () => void } | null)?.unref?.()
  idle.push(child)
}

/**
 * A child that rests, or a new one. One with another heap than the limit asks for is not taken, nor one that holds so
 * much of former inputs that the limit would be reached by them.
 */
function wake(limits: ResolvedOptions['limits']): Child {
  for (let child = idle.pop(); child; child = idle.pop()) {
    if (!child.process.connected || child.process.exitCode !== null) continue
    if (child.limit === limits.megabytes && child.megabytes < limits.megabytes / 2) {
      child.process.ref()
      child.process.channel?.ref()
      return child
    }
    child.process.disconnect()
  }
  return start(limits)
}

/** End a child and what it has started. */
function end({ process: { pid }, process: child }: Child): void {
  try {
    if (pid !== undefined && process.platform !== 'win32') process.kill(-pid, 'SIGKILL')
  } catch {
    // It is gone, and its group with it.
  }
  child.kill('SIGKILL')
}

/** End all idle children at once. They would also end with the process, or on their own after it. */
export function closeReaders(): void {
  for (const child of idle.splice(0)) child.process.disconnect()
}

/** Read one input in a child that has read others before, or in one of its own where `fresh` asks for it. */
export function readInChild(
  input: JobInput,
  options: ReadOptions | undefined,
  { trace = false, drawnPages = 0, fresh = false }: { trace?: boolean; drawnPages?: number; fresh?: boolean },
): Promise<ChildResult> {
  const resolved = resolveOptions(options)
  const { signal, onProgress } = resolved
  if (signal?.aborted) return Promise.reject(new NianbaoError('aborted', undefined, { cause: signal.reason }))
  const { signal: _signal, onProgress: _onProgress, ...plain } = options ?? {}
  const child = fresh ? start(resolved.limits) : wake(resolved.limits)
  let told: Promise<void> = Promise.resolve()
  return new Promise<ChildResult>((resolve, reject) => {
    let budget = Math.min(MOST_MILLISECONDS, resolved.limits.milliseconds)
    const started = performance.now()
    const cpuBefore = usage(child.process.pid)?.cpu ?? 0
    let settled = false

    const finish = (act: () => void, reuse: boolean): void => {
      if (settled) return
      settled = true
      clearInterval(watch)
      signal?.removeEventListener('abort', onAbort)
      child.process.removeListener('message', onMessage)
      child.process.removeListener('exit', onExit)
      child.process.removeListener('error', onError)
      child.inputs++
      child.megabytes = usage(child.process.pid)?.megabytes ?? 0
      if (reuse && child.inputs < RECYCLE_INPUTS && child.megabytes <= RECYCLE_MEGABYTES && child.process.connected)
        rest(child)
      else if (reuse && child.process.connected) child.process.disconnect()
      act()
    }
    const kill = (error: unknown): void => {
      if (settled) return
      end(child)
      finish(() => reject(error), false)
    }
    const onAbort = (): void => kill(new NianbaoError('aborted', undefined, { cause: signal?.reason }))
    const onMessage = (answer: Answer): void => {
      if (answer.type === 'pages') {
        budget = Math.min(
          MOST_MILLISECONDS,
          resolved.limits.milliseconds +
            answer.pages * resolved.limits.millisecondsPerPage +
            answer.scans * resolved.limits.millisecondsPerScan,
        )
      } else if (answer.type === 'progress') {
        if (!onProgress) return
        told = told.then(() => onProgress(answer.progress))
        told.catch(kill)
      } else if (answer.type === 'done') {
        // Not before the caller has taken all that it was told.
        told.then(
          () => finish(() => resolve(answer.result), true),
          () => {},
        )
      } else {
        const error = new NianbaoError(
          answer.code ?? 'engine-failed',
          answer.message,
          answer.cause === null ? {} : { cause: answer.cause },
        )
        finish(() => reject(error), answer.code !== null && answer.code !== 'engine-failed')
      }
    }
    const onExit = (code: number | null, kind: NodeJS.Signals | null): void => {
      const memory = /heap out of memory|allocation failed|ERR_WORKER_OUT_OF_MEMORY/i.test(child.stderr)
      finish(
        () =>
          reject(
            memory
              ? new NianbaoError(
                  'memory-limit',
                  `Reading took more memory than limits.megabytes, ${resolved.limits.megabytes}.`,
                )
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
      if (now && now.megabytes > resolved.limits.megabytes) {
        kill(
          new NianbaoError(
            'memory-limit',
            `Reading took ${Math.round(now.megabytes)} MB, limits.megabytes is ${resolved.limits.megabytes}.`,
          ),
        )
      } else if (now && now.cpu - cpuBefore > budget) {
        kill(new NianbaoError('time-limit', `Reading took more than ${budget} ms of processor time.`))
      } else if (clock > budget * CLOCK_FACTOR + CLOCK_EXTRA || (!now && clock > budget * 2)) {
        kill(new NianbaoError('time-limit', `Reading took more than ${Math.round(clock)} ms.`))
      }
    }, WATCH)
    signal?.addEventListener('abort', onAbort, { once: true })
    child.process.on('message', onMessage)
    child.process.on('exit', onExit)
    child.process.on('error', onError)
    const job: Job = { type: 'read', input, options: plain as PlainOptions, trace, drawnPages }
    child.process.send(job, (error) => {
      if (error)
        kill(new NianbaoError('crashed', `The reading process takes no input: ${error.message}`, { cause: error }))
    })
  })
}

/** Resident memory of all reading children in megabytes, where the system tells; else 0. */
export const memoryOfReaders = (): number =>
  [...living].reduce((sum, child) => sum + (usage(child.process.pid)?.megabytes ?? 0), 0)

/** Processor time in ms and resident memory of a process, where the system tells (Linux); else null. */
function usage(pid: number | undefined): { cpu: number; megabytes: number } | null {
  if (pid === undefined || process.platform !== 'linux') return null
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // proc(5): utime and stime are fields 14 and 15, rss field 24, counted from 1; ticks are 1/100 s, pages 4 KiB.
    return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, megabytes: (Number(fields[21]) * 4096) / 1e6 }
  } catch {
    return null
  }
}
