/** How many readers a machine has room for, and who waits until there is a place. */

import { availableParallelism, totalmem } from 'node:os'
import { NianbaoError } from '../errors.js'
import { onAbort } from './on-abort.js'

/** Megabytes for the system and for the process that hands out the work. */
const RESERVED = 512

/** As many readers of so many megabytes each as there are cores, and as memory holds: that of the container, where there is one. At least 1. */
export function readersThatFit(megabytes: number): number {
  const constrained = process.constrainedMemory?.() ?? 0
  const memory = (constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()) / 1e6
  return Math.max(1, Math.min(availableParallelism(), Math.floor((memory - RESERVED) / megabytes)))
}

interface Waiting {
  readonly most: number
  readonly go: () => void
}

/**
 * A function that does what it is given, beside no more than `most` others, in the order in which it was asked.
 *
 * Its promise is rejected with `aborted` where the signal comes while it waits; then nothing is done.
 */
export function createLine(): <T>(most: number, act: () => Promise<T>, signal?: AbortSignal) => Promise<T> {
  let busy = 0
  const waiting: Waiting[] = []
  const next = (): void => {
    for (let [first] = waiting; first && busy < first.most; [first] = waiting) {
      waiting.shift()
      busy++
      first.go()
    }
  }
  const place = (most: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const one: Waiting = {
        most,
        go() {
          stopHearing()
          resolve()
        },
      }
      const leave = (): void => {
        stopHearing()
        waiting.splice(waiting.indexOf(one), 1)
        reject(new NianbaoError('aborted', undefined, { cause: signal?.reason }))
        next()
      }
      const stopHearing = onAbort(signal, leave)
      waiting.push(one)
      next()
    })
  return async (most, act, signal) => {
    await place(most, signal)
    try {
      return await act()
    } finally {
      busy--
      next()
    }
  }
}
