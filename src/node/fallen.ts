/**
 * Promises that fall and that nobody waits for. pdf.js lets some fall of damaged files: what they were to give is lost, and the process is not to
 * be trusted again; the reading itself may go on without them, or wait for them for ever.
 */

import { performance } from 'node:perf_hooks'
import { NianbaoError } from '../errors.js'

/** A reading that has nothing left to do waits for what will not come. Looked at so often, in milliseconds, */
const LOOK = 500
/** and given up after so many looks at which it had done next to nothing in between: less than so many milliseconds. */
const LOOKS = 2
const NOTHING = 5

export interface Fallen {
  /** The error of a reading of which something fell; null where nothing did. */
  readonly error: () => NianbaoError | null
  /** The reading, or the error where it waits for what has fallen. */
  readonly watch: <T>(reading: Promise<T>) => Promise<T>
}

/** Listen to what falls in this process from now on; `onFallen` hears of the first. */
export function listenToFallen(onFallen: (error: NianbaoError) => void): Fallen {
  let first: NianbaoError | null = null
  let giveUp: (error: NianbaoError) => void = () => {}
  const wait = (error: NianbaoError): void => {
    let before = performance.eventLoopUtilization()
    let idle = 0
    const timer = setInterval(() => {
      const now = performance.eventLoopUtilization()
      idle = performance.eventLoopUtilization(now, before).active < NOTHING ? idle + 1 : 0
      before = now
      if (idle < LOOKS) return
      clearInterval(timer)
      giveUp(error)
    }, LOOK)
    timer.unref()
  }
  process.on('unhandledRejection', (cause) => {
    if (first) return
    first = new NianbaoError('engine-failed', 'The engine failed on this file in a way that cannot be caught.', {
      cause,
    })
    onFallen(first)
    wait(first)
  })
  return {
    error: () => first,
    watch: (reading) =>
      new Promise((resolve, reject) => {
        giveUp = reject
        reading.then(resolve, reject)
      }),
  }
}
