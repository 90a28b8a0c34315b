/** The reading children: started, resting, woken, ended. */

import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { limits } from '../defaults.js'
import type { ReadOptions } from '../options.js'

/** A child is replaced after so many inputs, or when it has grown to so many megabytes: what leaks goes with it. */
const RECYCLE_INPUTS = 1000
const RECYCLE_MEGABYTES = 400

/** Of the allocator of GNU systems: pictures of pages are given back to the system as soon as they are done with. */
const GIVES_BACK = { MALLOC_MMAP_THRESHOLD_: '1000000', MALLOC_TRIM_THRESHOLD_: '1000000' }

export interface Child {
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

/** Start a child whose heap fits the limit. */
export function start(megabytes: number): Child {
  const child: Child = {
    process: fork(fileURLToPath(new URL('./child.js', import.meta.url)), [String(process.pid)], {
      serialization: 'advanced',
      // A group of its own: Ctrl-C at a terminal is for the parent to judge, and what the child starts ends with it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, ...GIVES_BACK },
      execArgv: [
        `--max-old-space-size=${Math.max(64, Math.floor(megabytes * 0.75))}`,
        '--disallow-code-generation-from-strings',
        // Readers stand beside each other: threads of one that collect garbage take the time of the next.
        '--single-threaded-gc',
        // Asked for by the reader where pages of scans are done with.
        '--expose-gc',
      ],
    }),
    limit: megabytes,
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
export function warmUp(options?: Pick<ReadOptions, 'limits'>): void {
  if (idle.length === 0) rest(start(options?.limits?.megabytes ?? limits.megabytes))
}

/** Give back a child that has read an input. */
export function giveBack(child: Child): void {
  child.inputs++
  child.megabytes = usage(child.process.pid)?.megabytes ?? 0
  if (!child.process.connected) return
  if (child.inputs < RECYCLE_INPUTS && child.megabytes <= RECYCLE_MEGABYTES) rest(child)
  else child.process.disconnect()
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
export function wake(megabytes: number): Child {
  for (let child = idle.pop(); child; child = idle.pop()) {
    if (!child.process.connected || child.process.exitCode !== null) continue
    if (child.limit === megabytes && child.megabytes < megabytes / 2) {
      child.process.ref()
      child.process.channel?.ref()
      return child
    }
    child.process.disconnect()
  }
  return start(megabytes)
}

/** End a child and what it has started. */
export function end({ process: { pid }, process: child }: Child): void {
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

/** Resident memory of all reading children in megabytes, where the system tells; else 0. */
export const memoryOfReaders = (): number =>
  [...living].reduce((sum, child) => sum + (usage(child.process.pid)?.megabytes ?? 0), 0)

/** Processor time in ms and resident memory of a process, where the system tells (Linux); else null. */
export function usage(pid: number | undefined): { cpu: number; megabytes: number } | null {
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
