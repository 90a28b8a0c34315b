/**
 * Folders, files and zip archives → the inputs they hold, every one once, in the order of their paths. Links are not followed, pipes
 * and devices never opened; they are inputs with a problem, so that whoever counts finds them.
 */

import type { BigIntStats } from 'node:fs'
import { lstat, readdir, realpath } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import pMap from 'p-map'
import { type ErrorCode, NianbaoError, throwIfAborted } from '../../errors.js'
import type { Entry, Location } from './entry.js'
import { comparePaths, isBeside, nameOf } from './labels.js'
import { isZip, listMembers, MOST_DEPTH, MOST_MEMBERS } from './members.js'
import { openRegular, readAt } from './open-file.js'

/** Folders within folders. */
const DEEPEST = 64
/** Files whose first bytes are looked at side by side. */
const LOOKS = 8
/** A folder with this in it is an output of ours: what we wrote there is no input. What else is in it is, for people write into the folder of their files. */
export const STORE = '.nianbao'
/** What stands beside it: the exports, and what they take from there (docs/exports.md). */
export const OUTPUTS =
  /^(?:\.nianbao|(?:reports|cells|panel|findings|codebook)\.csv|(?:cells|panel)\.parquet|(?:reports|sections)\.jsonl|workbook\.xlsx|nianbao\.sqlite|codebook\.md|labels\.(?:do|R|sps)|(?:datapackage|provenance|decisions)\.json|review)$/

interface Found {
  readonly path: string
  readonly raw: Buffer
  readonly problem: ErrorCode | null
}

/**
 * All inputs of the given files and folders.
 *
 * Paths are relative to the folder given, or, where several paths are given, to the deepest folder that holds them all. Two names that
 * differ only in how their characters are composed (NFC, NFD) get the same path; the second has `#2` behind it, and so on.
 */
export async function walk(paths: readonly string[], signal?: AbortSignal): Promise<Entry[]> {
  const roots = [...new Set(await Promise.all(paths.map((path) => rootOf(path))))].sort(comparePaths)
  const stats = new Map(await Promise.all(roots.map(async (root) => [root, await lstatOf(Buffer.from(root))] as const)))
  const base = commonFolder(roots.map((root) => (stats.get(root)?.isDirectory() ? root : dirname(root))))
  const found: Found[] = []
  const seen = new Set<string>()
  for (const root of roots) {
    throwIfAborted(signal)
    await enter(Buffer.from(root), pathUnder(base, root), 0, { found, seen, signal })
  }
  const entries = await pMap(found, (one) => unpackArchive(one, signal), { concurrency: LOOKS })
  return distinct(entries.flat())
}

/** A link that is named on the command line is meant. */
const rootOf = async (path: string): Promise<string> => realpath(path).catch(() => resolve(path))

const lstatOf = (path: Buffer): Promise<BigIntStats | null> => lstat(path, { bigint: true }).catch(() => null)

/** The deepest folder that holds all, which may be one of them. */
function commonFolder(folders: readonly string[]): string {
  const [first = [], ...others] = folders.map((folder) => folder.split(sep))
  let length = first.length
  for (const other of others) {
    let i = 0
    while (i < length && first[i] === other[i]) i++
    length = i
  }
  return first.slice(0, length).join(sep) || sep
}

function pathUnder(base: string, path: string): string {
  if (path === base) return ''
  const inner = path.slice(base.endsWith(sep) ? base.length : base.length + 1)
  return inner.split(sep).join('/').normalize('NFC')
}

interface Walk {
  readonly found: Found[]
  /** Folders by device and number, files by path: none is taken twice. */
  readonly seen: Set<string>
  readonly signal: AbortSignal | undefined
}

async function enter(raw: Buffer, path: string, depth: number, walk: Walk): Promise<void> {
  throwIfAborted(walk.signal)
  const give = (problem: ErrorCode | null): void => {
    const id = raw.toString('latin1')
    if (walk.seen.has(id)) return
    walk.seen.add(id)
    walk.found.push({ path: path === '' ? '.' : path, raw, problem })
  }
  const stat = await lstatOf(raw)
  if (!stat) return give('input-missing')
  if (stat.isFile()) return give(isBeside(path) ? 'input-beside' : null)
  if (!stat.isDirectory()) return give('input-special')
  const id = `${stat.dev}:${stat.ino}`
  if (stat.ino !== 0n) {
    if (walk.seen.has(id)) return
    walk.seen.add(id)
  }
  if (depth > DEEPEST) return give('input-deep')
  let names: Buffer[]
  try {
    names = await readdir(raw, { encoding: 'buffer' })
  } catch {
    return give('input-missing')
  }
  if (names.some((name) => name.equals(Buffer.from(STORE))))
    names = names.filter((name) => !OUTPUTS.test(name.toString('latin1')))
  for (const name of names.sort(Buffer.compare)) {
    const label = nameOf(name)
    await enter(Buffer.concat([raw, SLASH, name]), path === '' ? label : `${path}/${label}`, depth + 1, walk)
  }
}

const SLASH = Buffer.from(sep)

/** A file, or the files in it where it is an archive of several. */
async function unpackArchive({ path, raw, problem }: Found, signal: AbortSignal | undefined): Promise<Entry[]> {
  throwIfAborted(signal)
  const location: Location = { in: 'folder', path: raw }
  if (problem) return [{ path, location, problem }]
  const file = await openRegular(raw).catch(() => null)
  if (!file) return [{ path, location, problem: 'input-missing' }]
  const head = new Uint8Array(4)
  try {
    await readAt(file, head, 0)
  } catch {
    return [{ path, location, problem: 'input-missing' }]
  } finally {
    file.close()
  }
  return isZip(head) ? unpacked(path, location, 1, { left: MOST_MEMBERS }) : [{ path, location, problem: null }]
}

/** @param room So many members may come yet of the archive that is a file. */
async function unpacked(path: string, location: Location, depth: number, room: { left: number }): Promise<Entry[]> {
  if (depth > MOST_DEPTH) return [{ path, location, problem: 'input-deep' }]
  if (room.left <= 0) return [{ path, location, problem: 'input-too-large' }]
  let members: Awaited<ReturnType<typeof listMembers>>
  try {
    members = await listMembers(location)
  } catch (error) {
    // A damaged archive is read as one input, which says what is wrong with it.
    const code = error instanceof NianbaoError ? error.code : 'zip-invalid'
    return [{ path, location, problem: code === 'zip-invalid' ? null : code }]
  }
  if (members === null) return [{ path, location, problem: null }]
  if (members.length > room.left) return [{ path, location, problem: 'input-too-large' }]
  room.left -= members.length
  const entries: Entry[] = []
  for (const { path: inner, member, problem } of members) {
    const full = `${path}/${inner}`
    const at: Location = { in: 'archive', archive: location, member }
    if (problem === null && isBeside(full)) entries.push({ path: full, location: at, problem: 'input-beside' })
    else if (problem === null && /\.zip$/i.test(inner)) {
      for (const one of await unpacked(full, at, depth + 1, room)) entries.push(one)
    } else entries.push({ path: full, location: at, problem })
  }
  return entries
}

/** In the order of their paths, no path twice. */
function distinct(entries: readonly Entry[]): Entry[] {
  const sorted = [...entries].sort((a, b) => comparePaths(a.path, b.path))
  const taken = new Set(sorted.map(({ path }) => path))
  const given = new Set<string>()
  return sorted
    .map((entry) => {
      if (!given.has(entry.path)) {
        given.add(entry.path)
        return entry
      }
      let number = 2
      while (taken.has(`${entry.path}#${number}`)) number++
      const path = `${entry.path}#${number}`
      taken.add(path)
      return { ...entry, path }
    })
    .sort((a, b) => comparePaths(a.path, b.path))
}
