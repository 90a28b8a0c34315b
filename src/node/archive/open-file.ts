import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/**
 * Open a regular file for reading, without waiting on a pipe and without following a link that took its place meanwhile.
 * Null where it is anything else; what the system says of files that cannot be opened is thrown.
 */
export async function openRegular(path: Buffer): Promise<{ handle: FileHandle; size: number } | null> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
  const stat = await handle.stat().catch(() => null)
  if (stat?.isFile()) return { handle, size: stat.size }
  await handle.close()
  return null
}

/** Fill a buffer from a place in a file; less at its end. */
export async function readAt(handle: FileHandle, buffer: Uint8Array, position: number): Promise<number> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}
