/**
 * Inputs → outcomes, in reading children. What ends its reader costs that input alone, and is tried once more with a reader that has
 * read nothing else: beside the others where it took too long, for processor time is its own; with nothing beside it where it crashed
 * or took too much memory, for that may have been its neighbours' doing.
 */

import { NianbaoError } from '../../errors.js'
import { type ReadOptions, resolveOptions } from '../../options.js'
import type { ChildResult } from '../protocol.js'
import { readInChild } from '../reader.js'
import type { Scanned } from './entry.js'
import { lastOf } from './labels.js'
import { readMember } from './members.js'
import { type Outcome, outcomeOf, outcomeOfError } from './outcome.js'
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

export interface Reading {
  readonly outcome: Outcome
  /** Packed; null where there is no report, or no drawing was asked for. */
  readonly drawing: Uint8Array | null
}
export type Read = (one: Scanned) => Promise<Reading>

/**
 * A function that reads inputs, any number at a time.
 *
 * @param drawnPages Pages of a report that are drawn, 0 for none.
 *
 * The promise is rejected where the caller aborts, and with `input-changed` where the file is another than it was when it was looked at.
 */
export function createReading(options: ReadOptions, limit: number, drawnPages = 0): Read {
  const gate = createGate()
  const resolved = resolveOptions(options)
  // What recognition of characters could not read nothing will.
  const ended = (outcome: Outcome): Outcome => (options.ocr === 'off' ? outcome : { ...outcome, wants: null })
  const readingOf = (result: ChildResult): Reading => ({
    outcome: ended(outcomeOf(result)),
    drawing: result.drawing ?? null,
  })
  return async ({ path, location, sha256 }) => {
    const named = { ...resolved, name: lastOf(path) }
    try {
      const input =
        location.in === 'archive'
          ? await readMember(location, limit)
          : { path: location.path as Uint8Array, sha256: sha256 ?? '' }
      const read = (fresh: boolean) => readInChild(input, named, { drawnPages, fresh })
      try {
        return readingOf(await gate.together(() => read(false)))
      } catch (error) {
        const code = error instanceof NianbaoError ? error.code : ''
        if (!ENDS_ITS_READER.includes(code)) throw error
        return readingOf(await (code === 'time-limit' ? gate.together : gate.alone)(() => read(true)))
      }
    } catch (error) {
      const outcome = ended(outcomeOfError(error))
      const limited = LIMITS.includes(outcome.code ?? '')
      return { outcome: limited ? { ...outcome, under: limitsOf(options) } : outcome, drawing: null }
    }
  }
}
