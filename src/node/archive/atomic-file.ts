/** Files that are there whole or not at all, also after the power was lost. */

import { randomBytes } from 'node:crypto'
import { accessSync, closeSync, constants, fsync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
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
export function makeFolder(path: string): void {
  try {
    makeWithParents(path)
  } catch (cause) {
    throw outputFailed(path, whyNot(path) ?? cause)
  }
}

/**
 * One folder after the other: `mkdir` of Node with `recursive` tries for ever where a file system says of a folder to be made, whose parent
 * is there, that it is not (/proc, some that are mounted on demand).
 */
function makeWithParents(path: string): void {
  const missing: string[] = []
  for (let at = resolve(path); !isFolder(at) && dirname(at) !== at; at = dirname(at)) missing.push(at)
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder)
    } catch (error) {
      // Another process was faster.
      if (!isFolder(folder)) throw error
    }
  }
}

/** Makes the folders of files, each folder once. */
export function eachOnce<T>(make: (folder: string) => T): (path: string) => T {
  const made = new Map<string, { readonly there: T }>()
  return (path) => {
    const folder = dirname(path)
    const known = made.get(folder) ?? { there: make(folder) }
    made.set(folder, known)
    return known.there
  }
}

/** What the system says of the folder that is there: of those to be made it says at times that they are not. */
function whyNot(path: string): unknown {
  for (let at = path; dirname(at) !== at; at = dirname(at)) {
    if (!isFolder(at)) continue
    try {
      accessSync(at, constants.W_OK)
      return null
    } catch (error) {
      return error
    }
  }
  return null
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Names of temporary files say whose they are: those of the dead can be removed. */
const mine = `${process.pid}.${Buffer.from(hostname()).toString('hex').slice(0, 24)}`

const flush = promisify(fsync)

/**
 * Write a file by way of a temporary one in a folder of the same disk: written, flushed, renamed, and the folder flushed.
 *
 * What the system does in its memory is asked for at once, since to have it done elsewhere takes several times as long; the disk is
 * waited for while others go on.
 *
 * @param write Writes into the open file that it is given.
 * @param lasting False for what can be made again: it is not waited for until it is on the disk.
 * @throws {NianbaoError} `output-failed`; then the file is as it was before.
 */
export async function writeAtomically(
  path: string,
  folder: string,
  write: (file: number) => void,
  lasting = true,
): Promise<void> {
  const temporary = join(folder, `${mine}.${randomBytes(6).toString('hex')}`)
  try {
    const file = openSync(temporary, 'wx')
    try {
      write(file)
      if (lasting) await flush(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    if (lasting) await flushFolder(dirname(path))
  } catch (cause) {
    try {
      rmSync(temporary, { force: true })
    } catch {
      // Whoever opens the folder next finds that its writer is gone.
    }
    throw outputFailed(path, cause)
  }
}

/** A rename is on the disk when its folder is. Not every system lets a folder be flushed. */
async function flushFolder(path: string): Promise<void> {
  let folder: number
  try {
    folder = openSync(path, 'r')
  } catch {
    return
  }
  await flush(folder).catch(() => {})
  closeSync(folder)
}

/** A folder for what is under way, which is gone when that is done; {@link removeLeftovers} knows whose it is. */
export async function withScratch<T>(folder: string, act: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = join(folder, `${mine}.${randomBytes(6).toString('hex')}`)
  makeFolder(scratch)
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
