/** The bytes of inputs: how many, of what kind, and their hash, by which they are told apart. */

import { createHash } from 'node:crypto'
import { NianbaoError, throwIfAborted } from '../../errors.js'
import { detectKind } from '../../sources/index.js'
import type { Entry, Location, Scanned } from './entry.js'
import { readMember } from './members.js'
import { openRegular, readAt } from './open-file.js'

/** First bytes that tell a kind. */
const HEAD = 4096
const CHUNK = 1 << 20

type Facts = Pick<Scanned, 'sha256' | 'bytes' | 'kind' | 'problem'>

/**
 * Look at inputs one after the other, in the order given. The first of several with the same bytes is the one that counts; those behind
 * it are its duplicates. Inputs larger than the limit are not read to their end and have no hash.
 *
 * @param first Path of the first input by hash, for those who look at the rest of an archive later.
 */
export async function* scan(
  entries: Iterable<Entry>,
  limit: number,
  signal?: AbortSignal,
  first: Map<string, string> = new Map(),
): AsyncGenerator<Scanned> {
  const buffer = Buffer.allocUnsafe(CHUNK)
  for (const { path, location, problem } of entries) {
    throwIfAborted(signal)
    const facts: Facts =
      problem === null ? await factsOf(location, limit, buffer) : { sha256: null, bytes: null, kind: null, problem }
    const known = facts.sha256 === null || facts.problem !== null ? undefined : first.get(facts.sha256)
    if (facts.sha256 !== null && facts.problem === null && known === undefined) first.set(facts.sha256, path)
    yield { path, location, ...facts, duplicateOf: known === undefined || known === path ? null : known }
  }
}

/** What comes from a source, the next while one is in use: a reader need not wait until the next file was looked at. */
export async function* ahead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const items = source[Symbol.asyncIterator]()
  const take = (): Promise<IteratorResult<T>> => {
    const one = items.next()
    // Whoever takes it hears of its failure.
    one.catch(() => {})
    return one
  }
  let next = take()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = take()
      yield value
    }
  } finally {
    await next.catch(() => {})
    await items.return?.()
  }
}

async function factsOf(location: Location, limit: number, buffer: Buffer): Promise<Facts> {
  try {
    return location.in === 'archive'
      ? await memberFacts(location, limit)
      : await fileFacts(location.path, limit, buffer)
  } catch (error) {
    const problem = error instanceof NianbaoError ? error.code : 'input-missing'
    return { sha256: null, bytes: location.in === 'archive' ? location.member.size : null, kind: null, problem }
  }
}

const EMPTY = createHash('sha256').digest('hex')

async function memberFacts(location: Extract<Location, { in: 'archive' }>, limit: number): Promise<Facts> {
  const bytes = await readMember(location, limit)
  if (bytes.length === 0) return { sha256: EMPTY, bytes: 0, kind: null, problem: 'input-empty' }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { sha256, bytes: bytes.length, kind: detectKind(bytes), problem: null }
}

async function fileFacts(path: Buffer, limit: number, buffer: Buffer): Promise<Facts> {
  const file = await openRegular(path)
  if (!file) return { sha256: null, bytes: null, kind: null, problem: 'input-special' }
  const { size } = file
  try {
    let length = await readAt(file, buffer, 0)
    if (length === 0) return { sha256: EMPTY, bytes: 0, kind: null, problem: 'input-empty' }
    const kind = detectKind(Uint8Array.from(buffer.subarray(0, Math.min(length, HEAD))))
    if (size > limit) return { sha256: null, bytes: size, kind, problem: 'input-too-large' }
    const hash = createHash('sha256')
    let bytes = 0
    while (length > 0) {
      hash.update(buffer.subarray(0, length))
      bytes += length
      // A file that grows without end is not followed.
      if (bytes > limit) return { sha256: null, bytes: null, kind, problem: 'input-too-large' }
      length = length < buffer.length ? 0 : await readAt(file, buffer, bytes)
    }
    return { sha256: hash.digest('hex'), bytes, kind, problem: null }
  } finally {
    file.close()
  }
}
