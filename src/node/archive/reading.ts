/**
 * Inputs → outcomes, in reading children. What ends its reader costs that input alone, and is tried once more with a reader that has
 * read nothing else: beside the others where it took too long, for processor time is its own; with nothing beside it where it crashed
 * or took too much memory, for that may have been its neighbours' doing.
 */

import { NianbaoError } from '../../errors.js'
import { type ReadOptions, type ResolvedOptions, resolveOptions } from '../../options.js'
import type { JobInput, KeptReading } from '../protocol.js'
import { keepFromChild, readInChild } from '../reader.js'
import type { Scanned } from './entry.js'
import { lastOf } from './labels.js'
import { readMember } from './members.js'
import { endsWith, type Outcome, outcomeOf, outcomeOfError, packOutcome } from './outcome.js'
import { limitsOf } from './settings.js'

/** Many at a time, or one alone. */
function createGate() {
  let beside = 0
  let closed: Promise<void> | null = null
  const waiting: (() => void)[] = []
  return {
    together: async <T>(act: () => Promise<T>): Promise<T> => {
      while (closed) await closed
      beside++
      try {
        return await act()
      } finally {
        beside--
        if (beside === 0) for (const go of waiting.splice(0)) go()
      }
    },
    alone: async <T>(act: () => Promise<T>): Promise<T> => {
      while (closed) await closed
      let open = (): void => {}
      closed = new Promise((resolve) => {
        open = resolve
      })
      try {
        while (beside > 0) await new Promise<void>((resolve) => waiting.push(resolve))
        return await act()
      } finally {
        closed = null
        open()
      }
    },
  }
}

/** Errors that came with the end of a reader. */
const ENDS_ITS_READER = ['time-limit', 'memory-limit', 'crashed', 'engine-failed']

/** Those of them that other limits may spare the file. */
const LIMITS = ['time-limit', 'memory-limit']

export type Read<T> = (one: Scanned) => Promise<T>

/** A function that reads inputs, any number at a time, and gives what they came to. Rejected as {@link createKeeping}. */
export const createReading = (options: ReadOptions, limit: number): Read<Outcome> =>
  create(
    options,
    limit,
    async (input, named, fresh) => endsWith(options, outcomeOf(await readInChild(input, named, { fresh }))),
    (outcome) => outcome,
  )

/**
 * The same for who stores what comes of them: it is packed where it is read.
 *
 * @param drawnPages Pages of a report that are drawn, 0 for none.
 *
 * The promise is rejected where the caller aborts, and with `input-changed` where the file is another than it was when it was looked at.
 */
export const createKeeping = (options: ReadOptions, limit: number, drawnPages: number): Read<KeptReading> =>
  create(
    options,
    limit,
    (input, named, fresh) => keepFromChild(input, named, { drawnPages, fresh }),
    (outcome) => ({ outcome: packOutcome(outcome), drawing: null }),
  )

function create<T>(
  options: ReadOptions,
  limit: number,
  read: (input: JobInput, named: ResolvedOptions, fresh: boolean) => Promise<T>,
  failed: (outcome: Outcome) => T,
): Read<T> {
  const gate = createGate()
  const resolved = resolveOptions(options)
  return async ({ path, location, sha256 }) => {
    const named = { ...resolved, name: lastOf(path) }
    try {
      const input =
        location.in === 'archive'
          ? await readMember(location, limit)
          : { path: location.path as Uint8Array, sha256: sha256 ?? '' }
      try {
        return await gate.together(() => read(input, named, false))
      } catch (error) {
        const code = error instanceof NianbaoError ? error.code : ''
        if (!ENDS_ITS_READER.includes(code)) throw error
        return await (code === 'time-limit' ? gate.together : gate.alone)(() => read(input, named, true))
      }
    } catch (error) {
      const outcome = endsWith(options, outcomeOfError(error))
      const limited = LIMITS.includes(outcome.code ?? '')
      return failed(limited ? { ...outcome, under: limitsOf(options) } : outcome)
    }
  }
}
