/** Files that are there whole or not at all, also after the power was lost. */

import { randomBytes } from 'node:crypto'
import { access, constants, type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { NianbaoError } from '../../errors.js'

/** What the system does not let be written is told as `output-failed`, with its words; other errors are what they were. */
export function outputFailed(path: string, cause: unknown): unknown {
  const { code, message, syscall } = cause as NodeJS.ErrnoException
  if (syscall === undefined) return cause
  const words: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota is used up',
    EFBIG: 'the file would be larger than allowed',
    EROFS: 'the file system is read-only',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'a file is in the place of the folder',
  }
  return new NianbaoError('output-failed', `${path} cannot be written: ${words[code ?? ''] ?? message}.`, { cause })
}

/** Make a folder with those above it. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (cause) {
    throw outputFailed(path, (await whyNot(path)) ?? cause)
  }
}

/** Makes the folders of files, each folder once. */
export function eachOnce<T>(make: (folder: string) => Promise<T>): (path: string) => Promise<T> {
  const made = new Map<string, Promise<T>>()
  return (path) => {
    const folder = dirname(path)
    const there = made.get(folder) ?? make(folder)
    made.set(folder, there)
    return there
  }
}

/** What the system says of the folder that is there: of those to be made it says at times that they are not. */
async function whyNot(path: string): Promise<unknown> {
  for (let at = path; dirname(at) !== at; at = dirname(at)) {
    const there = await stat(at).catch(() => null)
    if (!there?.isDirectory()) continue
    return access(at, constants.W_OK).then(
      () => null,
      (error: unknown) => error,
    )
  }
  return null
}

/** Names of temporary files say whose they are: those of the dead can be removed. */
const mine = `${process.pid}.${Buffer.from(hostname()).toString('hex').slice(0, 24)}`

/**
 * Write a file by way of a temporary one in a folder of the same disk: written, flushed, renamed, and the folder flushed.
 *
 * @throws {NianbaoError} `output-failed`; then the file is as it was before.
 */
export async function writeAtomically(
  path: string,
  folder: string,
  write: (handle: FileHandle) => Promise<unknown>,
): Promise<void> {
  const temporary = join(folder, `${mine}.${randomBytes(6).toString('hex')}`)
  let handle: FileHandle | null = null
  try {
    handle = await open(temporary, 'wx')
    await write(handle)
    await handle.sync()
    await handle.close()
    handle = null
    await rename(temporary, path)
    await flushFolder(dirname(path))
  } catch (cause) {
    await handle?.close().catch(() => {})
    await rm(temporary, { force: true }).catch(() => {})
    throw outputFailed(path, cause)
  }
}

/** A rename is on the disk when its folder is. Not every system lets a folder be flushed. */
async function flushFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null)
  if (!handle) return
  await handle.sync().catch(() => {})
  await handle.close()
}

/** A folder for what is under way, which is gone when that is done; {@link removeLeftovers} knows whose it is. */
export async function withScratch<T>(folder: string, act: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = join(folder, `${mine}.${randomBytes(6).toString('hex')}`)
  await makeFolder(scratch)
  try {
    return await act(scratch)
  } finally {
    await rm(scratch, { force: true, recursive: true }).catch(() => {})
  }
}

/** Remove what a process that is gone has left behind. */
export async function removeLeftovers(folder: string): Promise<void> {
  const [, host] = mine.split('.')
  for (const name of await readdir(folder).catch(() => [])) {
    const [pid = '', of = ''] = name.split('.')
    const gone = of === host ? !isAlive(Number(pid)) : await isOld(join(folder, name))
    if (gone) await rm(join(folder, name), { force: true, recursive: true }).catch(() => {})
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const DAY = 86_400_000
const isOld = async (path: string): Promise<boolean> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > DAY,
    () => false,
  )
