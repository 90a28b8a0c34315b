import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { levels } from '../findings.js'
import { OUTPUTS } from '../node/archive/walk.js'
import {
  type ArchiveEvent,
  type ArchiveSummary,
  mergeArchives,
  type NodeReadOptions,
  runArchive,
  type Shard,
} from '../node/index.js'
import { type Command, type Parsed, positiveOf, UsageError } from './args.js'
import { exitCodes } from './exit-codes.js'
import { languageOf, readFlags, readOptionsOf } from './extract.js'
import { say, writeOut } from './io.js'
import { createProgressView } from './progress.js'
import { runSummary } from './run-summary.js'

const outFlags: Command['flags'] = [
  { name: 'formats', value: 'LIST', help: 'outputs to be written, with commas between them; all without it' },
  { name: 'no-bom', help: 'CSV without the byte order mark that spreadsheets need' },
  { name: 'json', help: 'write events to standard output, one JSON object a line, and a summary as the last' },
  { name: 'lang', value: 'LANG', choices: ['zh', 'en'], help: 'language of progress and summary' },
  { name: 'fail-on', value: 'LEVEL', choices: levels, help: 'exit 3 when there is a finding of this level or above' },
]

export const runCommand: Command = {
  name: 'run',
  usage: 'run PATH… -o OUT [options]',
  summary:
    'Read all annual reports in folders, files and zip archives. Ended at any moment, the same command goes on; Ctrl-C finishes the files under way, a second one ends them.',
  flags: [
    { name: 'output', short: 'o', value: 'OUT', help: 'folder of the outputs' },
    { name: 'jobs', short: 'j', value: 'N', help: 'files read side by side; by cores and memory without it' },
    { name: 'retry', value: 'STATE', choices: ['failed', 'partial'], help: 'read again what has this state' },
    { name: 'shard', value: 'I/N', help: 'read part I of N, told apart by content; merge makes the outputs' },
    ...outFlags,
    ...readFlags,
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: [
    'nianbao run reports -o out',
    'nianbao run reports.zip more/*.pdf -o out --jobs 4',
    'nianbao run reports -o out --retry failed --time 60',
    'nianbao run reports -o out --shard 3/16',
  ],
}

export const mergeCommand: Command = {
  name: 'merge',
  usage: 'merge OUT… [-o TARGET] [options]',
  summary: 'Make the outputs of an archive that was read in shards or by workers. A single OUT is merged in its place.',
  flags: [
    { name: 'output', short: 'o', value: 'TARGET', help: 'folder of the merged outputs' },
    ...outFlags,
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: ['nianbao merge out', 'nianbao merge shards/* -o out'],
}

/** Options of reading that an archive has too. */
export function archiveOptionsOf(values: Parsed['values']): Omit<
  NodeReadOptions,
  'isolation' | 'trace' | 'name' | 'onProgress'
> & {
  jobs?: number
} {
  const { isolation: _isolation, trace: _trace, name: _name, onProgress: _progress, ...read } = readOptionsOf(values)
  const jobs = positiveOf(values.jobs, 'jobs', true)
  return { ...read, ...(jobs === undefined ? {} : { jobs }) }
}

function shardOf(value: string): Shard {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(value) ?? []
  if (index === undefined || Number(index) < 1 || Number(index) > Number(of))
    throw new UsageError(`--shard is I/N with I from 1 to N, not "${value}"`)
  return { index: Number(index), of: Number(of) }
}

/**
 * A path that leads nowhere is a slip of the hand more often than a file that was lost: it is said before hours of reading, not after.
 *
 * @throws {UsageError} where no path leads anywhere.
 */
export async function requirePaths(paths: readonly string[], command: string): Promise<void> {
  if (paths.length === 0) throw new UsageError(`${command} needs a PATH`)
  if (paths.includes('')) throw new UsageError('a PATH is empty: a variable that is not set?')
  const missing: string[] = []
  for (const path of paths) {
    const gone = await lstat(path).then(
      () => false,
      ({ code }: NodeJS.ErrnoException) => code === 'ENOENT' || code === 'ENOTDIR',
    )
    if (gone) missing.push(path)
  }
  if (missing.length === paths.length) throw new UsageError(`there is no file or folder ${missing.join(', ')}`)
  for (const path of missing) say(`nianbao ${command}: there is no file or folder ${path}; it is counted as failed`)
}

/** What is written, and how. */
const outputsOf = (values: Parsed['values']): { formats?: string[]; bom?: boolean } => ({
  ...(typeof values.formats === 'string' ? { formats: values.formats.split(',').map((one) => one.trim()) } : {}),
  ...(values['no-bom'] ? { bom: false } : {}),
})

export function outOf(values: Parsed['values'], command: string): string {
  if (typeof values.output !== 'string' || values.output === '') throw new UsageError(`${command} needs -o OUT`)
  return values.output
}

/** The listener of a command: progress for a person, events for a program. */
export async function listener(
  values: Parsed['values'],
): Promise<{ onEvent: (event: ArchiveEvent) => void; end: () => void }> {
  const view = await createProgressView(languageOf(values))
  return {
    end: view.end,
    onEvent: (event) => {
      view.onEvent(event)
      if (values.json) writeOut(`${JSON.stringify(event)}\n`)
    },
  }
}

/** The first interrupt lets the files under way end, the second ends them. */
export function twoInterrupts(signal: AbortSignal, end: () => void, values: Parsed['values']): AbortSignal {
  const hard = new AbortController()
  signal.addEventListener(
    'abort',
    () => {
      end()
      say(
        languageOf(values) === 'zh'
          ? '完成当前文件后停止（再按一次立即中止）…'
          : 'Stopping after the current files (press again to abort)…',
      )
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => hard.abort(new Error('interrupted')))
    },
    { once: true },
  )
  return hard.signal
}

export async function run({ positionals, values }: Parsed, signal: AbortSignal): Promise<number> {
  await requirePaths(positionals, 'run')
  const out = outOf(values, 'run')
  const shard = typeof values.shard === 'string' ? shardOf(values.shard) : undefined
  const { onEvent, end } = await listener(values)
  try {
    const summary = await runArchive(positionals, out, {
      ...archiveOptionsOf(values),
      ...outputsOf(values),
      ...(shard ? { shard } : {}),
      ...(typeof values.retry === 'string' ? { retry: values.retry as 'failed' | 'partial' } : {}),
      stop: signal,
      signal: twoInterrupts(signal, end, values),
      onEvent,
    })
    end()
    return await finish(summary, out, values)
  } catch (error) {
    end()
    if (signal.aborted)
      say(languageOf(values) === 'zh' ? '已停止；运行同一命令即可继续。' : 'Stopped; the same command goes on.')
    throw error
  }
}

export async function merge({ positionals, values }: Parsed, signal: AbortSignal): Promise<number> {
  const [only, ...more] = positionals
  if (only === undefined) throw new UsageError('merge needs an OUT')
  if (more.length > 0) outOf(values, 'merge of several folders')
  const out = typeof values.output === 'string' ? values.output : only
  const { onEvent, end } = await listener(values)
  try {
    return await finish(await mergeArchives(positionals, out, { ...outputsOf(values), signal, onEvent }), out, values)
  } finally {
    end()
  }
}

/** Outputs in a folder that the run has not written: they are of an earlier one, and may tell of other files. */
async function olderIn(out: string): Promise<string[]> {
  try {
    const { outputs } = JSON.parse(await readFile(join(out, 'provenance.json'), 'utf8')) as {
      outputs: { name: string }[]
    }
    const written = new Set(outputs.map(({ name }) => name.replace(/\/.*$/, '')))
    const own = new Set(['.nianbao', 'provenance.json', 'decisions.json'])
    return (await readdir(out)).filter((name) => OUTPUTS.test(name) && !written.has(name) && !own.has(name)).sort()
  } catch {
    // What cannot be looked at was written a moment ago, or is told elsewhere.
    return []
  }
}

/** Tell the summary; the exit code that it means. */
async function finish(summary: ArchiveSummary, out: string, values: Parsed['values']): Promise<number> {
  const older = summary.exported && values.formats !== undefined ? await olderIn(out) : []
  if (values.json) writeOut(`${JSON.stringify({ event: 'summary', ...summary })}\n`)
  for (const line of runSummary(summary, out, languageOf(values))) say(line)
  if (older.length > 0)
    say(
      languageOf(values) === 'zh'
        ? `→ 以下为以前运行所写，本次未更新：${older.join('、')}`
        : `→ of an earlier run, and not written anew: ${older.join(', ')}`,
    )
  const { error, warning } = summary.flagged
  const reached = { error, warning: error + warning, info: Object.keys(summary.findings).length }
  if (typeof values['fail-on'] === 'string' && reached[values['fail-on'] as keyof typeof reached] > 0)
    return exitCodes.findings
  return summary.states.failed + summary.states.partial > 0 ? exitCodes.partial : exitCodes.ok
}
