/** Records in whatever order they come → in the order of their paths, without holding them. */

import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArchiveRecord } from '../archive-record.js'

export type Records = () => AsyncIterable<ArchiveRecord>

/** Order of the code units: the same on every machine, whatever its language. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Texts that are put away until all have come, and taken out in the order of their keys. Beyond some megabytes they wait on disk. */
export interface Spool<K> {
  add(key: K, text: string): Promise<void>
  /** All texts, sorted by their keys; equal keys by their text. */
  sorted(order: (a: K, b: K) => number): AsyncGenerator<{ key: K; text: string }>
  remove(): Promise<void>
}

/** Characters that are held in memory. */
const MOST_HELD = 4 << 20

interface Waiting<K> {
  readonly key: K
  /** Null when it is on disk. */
  text: string | null
  at: number
  length: number
}

export async function openSpool<K>(folder: string, name: string): Promise<Spool<K>> {
  const path = join(folder, `${name}.spool.tmp`)
  const handle: FileHandle = await open(path, 'w+')
  const index: Waiting<K>[] = []
  let held: Waiting<K>[] = []
  let size = 0
  let end = 0
  const putAway = async (): Promise<void> => {
    const parts = held.map(({ text }) => Buffer.from(text ?? '', 'utf8'))
    const bytes = Buffer.concat(parts)
    for (let done = 0; done < bytes.length; )
      done += (await handle.write(bytes, done, bytes.length - done, end + done)).bytesWritten
    for (const [i, one] of held.entries()) {
      one.text = null
      one.at = end
      one.length = parts[i]?.length ?? 0
      end += one.length
    }
    held = []
    size = 0
  }
  const read = async ({ text, at, length }: Waiting<K>): Promise<string> => {
    if (text !== null) return text
    const bytes = Buffer.alloc(length)
    for (let done = 0; done < length; ) {
      const { bytesRead } = await handle.read(bytes, done, length - done, at + done)
      if (bytesRead === 0) throw new Error(`${path} was cut short`)
      done += bytesRead
    }
    return bytes.toString('utf8')
  }
  return {
    async add(key, text) {
      const one = { key, text, at: 0, length: 0 }
      index.push(one)
      held.push(one)
      size += text.length
      if (size >= MOST_HELD) await putAway()
    },
    async *sorted(order) {
      index.sort((a, b) => order(a.key, b.key))
      for (let i = 0; i < index.length; ) {
        let next = i + 1
        const first = index[i]
        if (!first) return
        while (next < index.length && index[next] && order(first.key, index[next]?.key as K) === 0) next++
        const same = await Promise.all(
          index.slice(i, next).map(async (one) => ({ key: one.key, text: await read(one) })),
        )
        yield* same.sort((a, b) => compare(a.text, b.text))
        i = next
      }
    },
    async remove() {
      await handle.close().catch(() => {})
      await rm(path, { force: true })
    },
  }
}

/** The records do not come in the order of their paths. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder'
}

/** The records as they come, as long as they come by path. Throws {@link OutOfOrder} at the first that does not. */
export async function* inOrder(records: AsyncIterable<ArchiveRecord>): AsyncGenerator<ArchiveRecord> {
  let last: string | null = null
  for await (const record of records) {
    if (last !== null && compare(last, record.path) >= 0) throw new OutOfOrder(`${record.path} comes behind ${last}`)
    last = record.path
    yield record
  }
}

/** Have records written in the order of their paths: as they come, or begun anew behind a sort where they come in another. */
export const byPath = <T>(
  records: Records,
  folder: string,
  write: (sorted: AsyncIterable<ArchiveRecord>) => Promise<T>,
): Promise<T> =>
  write(inOrder(records())).catch((error: unknown) => {
    if (!(error instanceof OutOfOrder)) throw error
    return write(putInOrder(records(), folder))
  })

/** The records by path, put away on disk until all have come. */
export async function* putInOrder(
  records: AsyncIterable<ArchiveRecord>,
  folder: string,
): AsyncGenerator<ArchiveRecord> {
  const spool = await openSpool<string>(folder, 'records')
  try {
    for await (const record of records) await spool.add(record.path, JSON.stringify(record))
    for await (const { text } of spool.sorted(compare)) yield JSON.parse(text) as ArchiveRecord
  } finally {
    await spool.remove()
  }
}
