/** Files written whole or not at all: beside their place first, moved there when all is done. */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A file of an export, as provenance.json lists it. */
export interface ExportedFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** Rows without the header, for files that have rows. */
  readonly rows: number | null
}

/** A file under way. Nothing stands under its name before {@link FileWriter.place}. */
export interface FileWriter {
  readonly name: string
  /** Where the bytes gather: for libraries that write to a path of their own. */
  readonly temporary: string
  write(text: string | Uint8Array): Promise<void>
  /** Bytes on the disk; with `own`, those that another library wrote to `temporary`. */
  close(rows: number | null, own?: boolean): Promise<ExportedFile>
  place(): Promise<void>
  discard(): Promise<void>
}

/** Where the files of an export stand, and where they are made: on the same disk, so that they can be moved. */
export interface Target {
  readonly folder: string
  readonly temporary: string
}

const CHUNK = 1 << 18

/** What all come to, when all have come to their end; the first failure, if one failed. */
export async function allOf<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(promises)
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}

export async function openWriter(target: Target, name: string): Promise<FileWriter> {
  const path = join(target.folder, name)
  const temporary = join(target.temporary, `${name.replaceAll('/', '-')}.tmp`)
  await mkdir(dirname(path), { recursive: true })
  let handle: FileHandle | null = await open(temporary, 'w')
  const hash = createHash('sha256')
  let bytes = 0
  let waiting: string[] = []
  let length = 0

  const put = async (data: Uint8Array): Promise<void> => {
    hash.update(data)
    bytes += data.length
    for (let done = 0; done < data.length; ) done += (await handle?.write(data, done))?.bytesWritten ?? data.length
  }
  const flush = async (): Promise<void> => {
    if (length === 0) return
    const text = waiting.join('')
    waiting = []
    length = 0
    await put(Buffer.from(text, 'utf8'))
  }
  const shut = async (): Promise<void> => {
    const open = handle
    handle = null
    await open?.close()
  }
  return {
    name,
    temporary,
    async write(data) {
      if (typeof data !== 'string') {
        await flush()
        return put(data)
      }
      waiting.push(data)
      length += data.length
      if (length >= CHUNK) await flush()
    },
    async close(rows, own = false) {
      await flush()
      if (own) {
        for await (const part of createReadStream(temporary)) {
          hash.update(part as Buffer)
          bytes += (part as Buffer).length
        }
      }
      await handle?.sync()
      await shut()
      return { name, bytes, sha256: hash.digest('hex'), rows }
    },
    place: () => rename(temporary, path),
    async discard() {
      await shut().catch(() => {})
      await rm(temporary, { force: true })
    },
  }
}
