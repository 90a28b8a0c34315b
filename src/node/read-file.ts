import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { NianbaoError } from '../errors.js'

/** What the system says of a file that cannot be opened, in words. */
function whyNot(cause: unknown): string {
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    ENOTDIR: 'a part of the path is a file',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ELOOP: 'a link leads to itself',
    ENAMETOOLONG: 'the name is too long',
    EMFILE: 'too many files are open',
  }
  const { code, message } = cause as NodeJS.ErrnoException
  return words[code ?? ''] ?? (message || String(cause))
}

/**
 * The bytes of a regular file. Pipes, sockets and devices are refused without waiting on them, and a file larger than
 * the limit before it is read.
 *
 * @throws {NianbaoError} `input-missing` or `input-too-large`.
 */
export async function readFileBytes(file: string | Buffer, limit: number): Promise<Uint8Array> {
  const path = file.toString()
  if (path === '') throw new NianbaoError('input-missing', 'The path is empty.')
  let handle: Awaited<ReturnType<typeof open>>
  try {
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (cause) {
    throw new NianbaoError('input-missing', `${path} cannot be read: ${whyNot(cause)}.`, { cause })
  }
  try {
    const stat = await handle.stat()
    if (stat.isDirectory())
      throw new NianbaoError('input-missing', `${path} is a folder; nianbao run and readArchive read folders.`)
    if (!stat.isFile()) throw new NianbaoError('input-missing', `${path} is not a regular file.`)
    if (stat.size > limit)
      throw new NianbaoError('input-too-large', `${path} has ${stat.size} bytes, limits.bytes is ${limit}.`)
    return await handle.readFile()
  } catch (error) {
    if (error instanceof NianbaoError) throw error
    throw new NianbaoError('input-missing', `${path} cannot be read: ${whyNot(error)}.`, { cause: error })
  } finally {
    await handle.close()
  }
}
