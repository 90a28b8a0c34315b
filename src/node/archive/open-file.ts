import { closeSync, constants, fstatSync, open, read } from 'node:fs'
import { promisify } from 'node:util'

const openFile = promisify(open)
const readFile = promisify(read)

/** A file that is open for reading. What the system knows of it by heart is asked for at once, only the disk is waited for. */
export interface OpenFile {
  readonly descriptor: number
  readonly size: number
  readonly close: () => void
}

/**
 * Open a regular file for reading, without waiting on a pipe and without following a link that took its place meanwhile.
 * Null where it is anything else; what the system says of files that cannot be opened is thrown.
 */
export async function openRegular(path: Buffer): Promise<OpenFile | null> {
  const descriptor = await openFile(
    path,
    constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0),
  )
  const close = (): void => closeSync(descriptor)
  try {
    const stat = fstatSync(descriptor)
    if (stat.isFile()) return { descriptor, size: stat.size, close }
  } catch {
    // Gone since it was opened, from a disk that is elsewhere.
  }
  close()
  return null
}

/** Fill a buffer from a place in a file; less at its end. */
export async function readAt({ descriptor }: OpenFile, buffer: Uint8Array, position: number): Promise<number> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await readFile(descriptor, buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}
