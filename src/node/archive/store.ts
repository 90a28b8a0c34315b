/**
 * Results on disk, by the hash of content and settings. A result is there whole or not at all; what is in the journal was there when
 * its line was written.
 *
 *     OUT/.nianbao/store.json               what this folder is
 *     OUT/.nianbao/results/ab/ab12….json.gz one result
 *     OUT/.nianbao/drawings/ab/ab12….json.gz what the review site draws of it
 *     OUT/.nianbao/journal*.ndjson          a line for every result, appended
 *     OUT/.nianbao/inputs*.ndjson           the inputs of the last run, or of a shard
 *     OUT/.nianbao/id                       what its queue is called, where there is one
 *     OUT/.nianbao/tmp/                     files that are being written
 */

import { randomBytes } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { NianbaoError } from '../../errors.js'
import { type KeptDrawing, unpackDrawing } from '../kept-drawing.js'
import { eachOnce, makeFolder, outputFailed, removeLeftovers, writeAtomically } from './atomic-file.js'
import { isKnown, type Known, knownOf, type Outcome, type PackedOutcome } from './outcome.js'
import { STORE_FORMAT } from './settings.js'
import { STORE } from './walk.js'

export interface Store {
  readonly folder: string
  readonly temporary: string
  /** What is known of a result; null where there is none. */
  readonly look: (key: string) => Promise<Known | null>
  /** A result; null where there is none or it is damaged. */
  readonly load: (key: string) => Promise<Outcome | null>
  /** Returns when the result is on the disk. What is drawn of it is written, and may still be lost with the power. */
  readonly save: (key: string, outcome: PackedOutcome, drawing?: Uint8Array | null) => Promise<void>
  /** The drawing of a result; null where there is none or it is damaged: then the input has to be read for it. */
  readonly drawing: (key: string) => Promise<KeptDrawing | null>
  /** Take a result away that turned out to be damaged. */
  readonly forget: (key: string) => Promise<void>
  /** Write a file of the store whole. */
  readonly write: (name: string, write: (file: number) => void) => Promise<void>
  readonly close: () => Promise<void>
}

export const storeFolder = (out: string): string => join(out, STORE)
export const resultPath = (folder: string, key: string): string =>
  join(folder, 'results', key.slice(0, 2), `${key}.json.gz`)

export const drawingPath = (folder: string, key: string): string =>
  join(folder, 'drawings', key.slice(0, 2), `${key}.json.gz`)

/** A result of a store; null where there is none or it is damaged. */
export function loadResult(folder: string, key: string): Outcome | null {
  try {
    // Some kilobytes that were written not long ago: to have them read and unpacked elsewhere takes several times as long.
    return JSON.parse(gunzipSync(readFileSync(resultPath(folder, key))).toString('utf8')) as Outcome
  } catch {
    return null
  }
}

/**
 * Open the store of an output folder, making it where it is not there yet.
 *
 * @param name Told apart from others that write into the same folder: a shard, a worker.
 * @throws {NianbaoError} `output-failed` where nothing can be written.
 */
export async function openStore(out: string, name = ''): Promise<Store> {
  const folder = storeFolder(out)
  const temporary = join(folder, 'tmp')
  makeFolder(temporary)
  await removeLeftovers(temporary)
  const write: Store['write'] = (file, by) => writeAtomically(join(folder, file), temporary, by)
  const about = `${JSON.stringify({ nianbao: 'archive', format: STORE_FORMAT })}\n`
  if ((await readFile(join(folder, 'store.json'), 'utf8').catch(() => null)) !== about)
    await write('store.json', (file) => writeFileSync(file, about))
  const known = await readJournals(folder)
  const journal = openJournal(join(folder, name === '' ? 'journal.ndjson' : `journal-${name}.ndjson`))
  const shelf = eachOnce(makeFolder)
  const put = async (path: string, bytes: Uint8Array, lasting: boolean): Promise<void> => {
    shelf(path)
    await writeAtomically(path, temporary, (file) => writeFileSync(file, bytes), lasting)
  }
  const load: Store['load'] = async (key) => loadResult(folder, key)
  const note = (key: string, one: Known): Known => {
    known.set(key, one)
    journal.append({ key, ...one })
    return one
  }
  return {
    folder,
    temporary,
    load,
    look: async (key) => {
      const one = known.get(key)
      if (one) return exists(resultPath(folder, key)) ? one : null
      const outcome = await load(key)
      return outcome ? note(key, knownOf(outcome)) : null
    },
    save: async (key, outcome, drawing) => {
      // A drawing that is lost with the power is made anew from its input.
      if (drawing) await put(drawingPath(folder, key), drawing, false)
      await put(resultPath(folder, key), outcome.bytes, true)
      note(key, outcome.known)
    },
    drawing: async (key) => {
      try {
        return unpackDrawing(readFileSync(drawingPath(folder, key)))
      } catch {
        return null
      }
    },
    forget: async (key) => {
      known.delete(key)
      await rm(resultPath(folder, key), { force: true })
    },
    write,
    close: async () => journal.close(),
  }
}

function exists(path: string): boolean {
  try {
    return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
  } catch {
    return false
  }
}

/**
 * What the journals of all who wrote into this folder say. A line without its end was not written; where two journals say different
 * things of a result, it has to be opened.
 */
async function readJournals(folder: string): Promise<Map<string, Known>> {
  const all = new Map<string, Known>()
  const doubtful = new Set<string>()
  const names = (await readdir(folder)).filter((name) => /^journal.*\.ndjson$/.test(name)).sort()
  for (const name of names) {
    const known = new Map<string, Known>()
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n').slice(0, -1)) {
      try {
        const { key, ...one } = JSON.parse(line) as Known & { key: string }
        // A line of another form is none: the result itself is opened.
        if (typeof key === 'string' && isKnown(one)) known.set(key, one)
      } catch {
        // A line that was cut off, with another behind it.
      }
    }
    for (const [key, one] of known) {
      const other = all.get(key)
      if (other && JSON.stringify(other) !== JSON.stringify(one)) doubtful.add(key)
      all.set(key, one)
    }
  }
  for (const key of doubtful) all.delete(key)
  return all
}

function openJournal(path: string): { append: (line: object) => void; close: () => void } {
  const failed = (cause: unknown): unknown => outputFailed(path, cause)
  let file: number
  try {
    file = openSync(path, 'a+')
    // Whatever was cut off stays a line of its own.
    if (!endsLine(file)) writeFileSync(file, '\n')
  } catch (cause) {
    throw failed(cause)
  }
  return {
    append: (line) => {
      try {
        writeFileSync(file, `${JSON.stringify(line)}\n`)
      } catch (cause) {
        throw failed(cause)
      }
    },
    close: () => closeSync(file),
  }
}

function endsLine(file: number): boolean {
  const { size } = fstatSync(file)
  if (size === 0) return true
  const last = Buffer.alloc(1)
  readSync(file, last, 0, 1, size - 1)
  return last[0] === 10
}

/** True where a folder is an output of `nianbao run`. */
export async function isStore(out: string): Promise<boolean> {
  const about = await readFile(join(storeFolder(out), 'store.json'), 'utf8').catch(() => null)
  if (about === null) return false
  const format = formatOf(about)
  if (format === null)
    throw new NianbaoError(
      'archive-incomplete',
      `${join(storeFolder(out), 'store.json')} is damaged: the command that wrote it, run again, writes it anew.`,
    )
  if (format !== STORE_FORMAT)
    throw new NianbaoError('archive-incomplete', `${out} was written by another version of nianbao.`)
  return true
}

/** The format that store.json tells; null where it is damaged. */
function formatOf(about: string): unknown {
  try {
    return (JSON.parse(about) as { format?: unknown } | null)?.format ?? null
  } catch {
    return null
  }
}

/** Looks at a file that another process is about to fill, and the time between two, in milliseconds. */
const LOOKS = 50
const BETWEEN_LOOKS = 20

/**
 * What tells a store from all others, made where it is missing: the same for all who see the folder, under whatever path. Nothing that is
 * written out depends on it.
 */
export async function idOfStore({ folder, write }: Pick<Store, 'folder' | 'write'>): Promise<string> {
  const path = join(folder, 'id')
  const read = async (): Promise<string | null> =>
    /^[0-9a-f]{16}$/.exec((await readFile(path, 'utf8').catch(() => '')).trim())?.[0] ?? null
  const id = randomBytes(8).toString('hex')
  try {
    // Of several who come at once, one makes it.
    await writeFile(path, `${id}\n`, { flag: 'wx' })
    return id
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw outputFailed(path, error)
  }
  for (let look = 0; look < LOOKS; look++) {
    const known = await read()
    if (known !== null) return known
    await sleep(BETWEEN_LOOKS)
  }
  // Whoever made it came to its end before it was filled.
  await write('id', (file) => writeFileSync(file, `${id}\n`))
  return id
}
