/** Outputs of shards and workers → one output. */

import { access, copyFile, link, mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { NianbaoError, throwIfAborted } from '../../errors.js'
import { resolveOptions } from '../../options.js'
import { decisionsIn, exportInto, requireFormats } from '../export/index.js'
import { requireOwn } from '../export/names.js'
import { outputFailed, withScratch } from './atomic-file.js'
import type { ArchiveEvent } from './events.js'
import { type Input, type InputList, readInputs, writeInputs } from './inputs.js'
import { comparePaths, lastOf } from './labels.js'
import { opener } from './location.js'
import { folderOf, pathsOf } from './options.js'
import { withoutReading } from './record.js'
import { drawingsOf, lostResult, ResultLost, recordsOf } from './records.js'
import { secondWriter } from './second-writer.js'
import { resultKey } from './settings.js'
import { drawingPath, isStore, openStore, resultPath, type Store, storeFolder } from './store.js'
import { type ArchiveSummary, counted } from './summary.js'
import { STORE } from './walk.js'

export interface MergeOptions {
  readonly formats?: readonly string[]
  readonly bom?: boolean
  /** Ends the merge at once; the outputs of an earlier one stay as they were. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: ArchiveEvent) => void
}

/**
 * Make the outputs of an archive that was read in parts: by shards, each into a folder of its own or all into one, or by workers of a
 * queue. They are the same bytes as those of one run over all of it.
 *
 * @param outs Folders that `run --shard`, `enqueue` or `run` wrote.
 * @param target Folder of the merged outputs; one of `outs`, or another, into which the results are linked or copied.
 * @throws {NianbaoError} `archive-incomplete` where a shard or a result is missing, or where two outputs contradict each other; `aborted` by the
 * signal.
 */
export async function mergeArchives(
  outs: readonly string[],
  target: string,
  options: MergeOptions = {},
): Promise<ArchiveSummary> {
  const { signal } = options
  if (pathsOf(outs).length === 0) throw new NianbaoError('options-invalid', 'outs: expected one folder or more')
  folderOf(target, 'target')
  await requireFormats(options.formats ?? [])
  await decisionsIn(target)
  await requireOwn(target, options.formats ?? [], STORE)
  throwIfAborted(signal)
  for (const out of outs)
    if (!(await isStore(out))) throw new NianbaoError('archive-incomplete', `${out} is no output of nianbao run.`)
  const lists = (await Promise.all(outs.map(async (out) => readInputs(storeFolder(out))))).flat()
  const { settings, read } = checkWhole(lists, outs)
  const inputs = union(lists, settings)
  options.onEvent?.({ event: 'found', inputs: inputs.length })
  const store = await openStore(target)
  try {
    await gather(inputs, outs, store, signal)
    await writeInputs(store, { settings, read, shard: null, inputs })
    options.onEvent?.({ event: 'export', inputs: inputs.length })
    const { records, summary } = counted(await recordsOf(inputs, store, signal))
    const open = opener(inputs, resolveOptions(read).limits.bytes)
    const { formats = [], bom } = options
    const plain = { formats, ...(bom === undefined ? {} : { bom }) }
    const beside = await secondWriter(inputs, store, availableParallelism(), signal)
    const written = await withScratch(store.temporary, (temporary) =>
      exportInto(records, target, { ...plain, drawing: drawingsOf(inputs, store), open, read, temporary }, beside),
    )
    return await summary(inputs.filter(({ key }) => key !== null).length, written)
  } catch (error) {
    const lost = lostResult(error)
    if (!lost) throw error
    const { path } = inputs.find(({ key }) => key === lost.key) ?? { path: lost.key }
    throw new NianbaoError(
      'archive-incomplete',
      `The result of ${path} is missing or damaged: it is not read yet, or has to be read again.`,
      { cause: error },
    )
  } finally {
    await store.close()
  }
}

/** All parts have the same settings, and none is missing. Returns their settings. */
function checkWhole(lists: readonly InputList[], outs: readonly string[]): Pick<InputList, 'settings' | 'read'> {
  const [first] = lists
  if (!first) throw new NianbaoError('archive-incomplete', `No run into ${outs.join(', ')} has come to its end.`)
  if (lists.some(({ settings }) => settings !== first.settings))
    throw new NianbaoError('archive-incomplete', 'The outputs were made with different options or versions of nianbao.')
  const counts = new Set(lists.flatMap(({ shard }) => shard?.of ?? []))
  if (counts.size > 1)
    throw new NianbaoError('archive-incomplete', `The outputs are shards of ${[...counts].join(' and of ')} parts.`)
  for (const of of counts) {
    const present = new Set(lists.flatMap(({ shard }) => shard?.index ?? []))
    const missing = Array.from({ length: of }, (_, i) => i + 1).filter((index) => !present.has(index))
    if (missing.length > 0)
      throw new NianbaoError('archive-incomplete', `Shards ${missing.join(', ')} of ${of} are missing.`)
  }
  return first
}

/** The inputs of all lists, with duplicates told anew: the first may be in another list. */
function union(lists: readonly InputList[], settings: string): Input[] {
  const byPath = new Map<string, Input>()
  for (const input of lists.flatMap(({ inputs }) => inputs)) {
    const other = byPath.get(input.path)
    if (other && (other.sha256 !== input.sha256 || other.problem !== input.problem))
      throw new NianbaoError('archive-incomplete', `${input.path} is another file in one output than in another.`)
    byPath.set(input.path, input)
  }
  const first = new Map<string, string>()
  return [...byPath.values()]
    .sort((a, b) => comparePaths(a.path, b.path))
    .map((input) => {
      if (input.problem !== null || input.sha256 === null) return input
      const known = first.get(input.sha256)
      if (known === undefined) first.set(input.sha256, input.path)
      const duplicateOf = known ?? null
      const key = known === undefined ? resultKey(input.sha256, settings, lastOf(input.path)) : null
      return { ...input, duplicateOf, key }
    })
}

/** Take over the results that the target does not have. */
async function gather(
  inputs: readonly Input[],
  outs: readonly string[],
  store: Store,
  signal: AbortSignal | undefined,
): Promise<void> {
  const folders = outs.map(storeFolder)
  for (const input of inputs) {
    throwIfAborted(signal)
    const { key } = input
    if (key === null || withoutReading({ ...input, location: { in: 'folder', path: Buffer.alloc(0) } })) continue
    if (await store.look(key)) continue
    const to = resultPath(store.folder, key)
    for (const folder of folders) {
      if (folder === store.folder || !(await take(resultPath(folder, key), to))) continue
      if (await store.look(key)) {
        await take(drawingPath(folder, key), drawingPath(store.folder, key))
        break
      }
      await store.forget(key)
    }
    if (!(await store.look(key))) throw new ResultLost(key)
  }
}

async function take(from: string, to: string): Promise<boolean> {
  try {
    await access(from)
    await mkdir(dirname(to), { recursive: true })
    await link(from, to).catch(() => copyFile(from, to))
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw outputFailed(to, cause)
  }
}
