/**
 * The inputs of a run as a file of the store: what `merge` needs to know of them, in the order of their paths. It is written when all of
 * them have their state.
 */

import { createReadStream, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ErrorCode } from '../../errors.js'
import { NianbaoError } from '../../errors.js'
import { ofResult, type ReadOptions } from '../../options.js'
import type { Scanned } from './entry.js'
import type { PlainLocation } from './location.js'
import type { Shard } from './options.js'
import type { Store } from './store.js'

/** An input as it is written down. */
export interface Input extends Pick<Scanned, 'path' | 'sha256' | 'bytes' | 'kind' | 'problem' | 'duplicateOf'> {
  /** Name of its result; null where it is not read. */
  readonly key: string | null
  /** Where it was: the review site of a merge draws it from there. Nothing else depends on it. */
  readonly location: PlainLocation
}

export interface InputList {
  readonly settings: string
  /** The options behind `settings`, as far as they can be written down. */
  readonly read: ReadOptions
  readonly shard: Shard | null
  readonly inputs: readonly Input[]
}

const nameOfList = (shard: Shard | null): string =>
  shard ? `inputs-${shard.index}-of-${shard.of}.ndjson` : 'inputs.ndjson'

/** Name of the journal of a shard; empty where all is read. */
export const nameOfShard = (shard: Shard | null): string => (shard ? `${shard.index}-of-${shard.of}` : '')

export async function writeInputs(store: Store, { settings, read, shard, inputs }: InputList): Promise<void> {
  await store.write(nameOfList(shard), (file) => {
    let text = `${JSON.stringify({ settings, read: ofResult(read), shard, inputs: inputs.length })}\n`
    for (const { path, sha256, bytes, kind, problem, duplicateOf, key, location } of inputs) {
      text += `${JSON.stringify({ path, sha256, bytes, kind, problem, duplicateOf, key, location })}\n`
      if (text.length < 1 << 18) continue
      writeFileSync(file, text)
      text = ''
    }
    writeFileSync(file, text)
  })
}

/** The lists of a store. Throws `archive-incomplete` where one cannot be read. */
export async function readInputs(folder: string): Promise<InputList[]> {
  const names = (await readdir(folder)).filter((name) => /^inputs.*\.ndjson$/.test(name)).sort()
  return Promise.all(names.map((name) => readList(join(folder, name))))
}

/** What the first line says. */
function headOf(json: unknown): Omit<InputList, 'inputs'> & { inputs: number } {
  const { settings, read, shard, inputs } = (json ?? {}) as Record<string, unknown>
  const isShard = (one: unknown): boolean => one === null || typeof (one as Shard).index === 'number'
  if (typeof settings !== 'string' || typeof read !== 'object' || read === null || !isShard(shard))
    throw new SyntaxError('The first line is none of a list.')
  return { settings, read: read as ReadOptions, shard: shard as Shard | null, inputs: inputs as number }
}

async function readList(path: string): Promise<InputList> {
  let head: (Omit<InputList, 'inputs'> & { inputs: number }) | null = null
  const inputs: Input[] = []
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
      const one = JSON.parse(line)
      if (head === null) head = headOf(one)
      else if (typeof one?.path === 'string' && typeof one.location === 'object')
        inputs.push(one as Input & { problem: ErrorCode | null })
      else throw new SyntaxError('A line is no input.')
    }
  } catch (cause) {
    throw new NianbaoError('archive-incomplete', `${path} cannot be read.`, { cause })
  }
  if (head === null || head.inputs !== inputs.length)
    throw new NianbaoError('archive-incomplete', `${path} is not complete.`)
  return { settings: head.settings, read: head.read, shard: head.shard, inputs }
}
