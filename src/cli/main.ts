#!/usr/bin/env node
import { type ErrorCode, NianbaoError } from '../errors.js'
import { didYouMean } from '../text/nearest.js'
import { version } from '../version.js'
import { type Command, helpOf, isUsage, type Parsed, parse } from './args.js'
import { exitCodes } from './exit-codes.js'
import { say, writeOut } from './io.js'

interface Entry {
  readonly name: string
  readonly line: string
  /** It reads the files that it is given, all of them: a reader is started while the command loads. */
  readonly reads?: true
  readonly load: () => Promise<{
    command: Command
    run: (parsed: Parsed, signal: AbortSignal) => number | Promise<number>
  }>
}

/** The little that is needed to start a reader. */
const reader = () => import('../node/reading-process.js')

/** Loaded on use: --help and --version need none of them. */
const entries: readonly Entry[] = [
  {
    name: 'extract',
    line: 'read annual reports, print tables and findings',
    reads: true,
    load: async () => {
      const { extractCommand, extract } = await import('./extract.js')
      return { command: extractCommand, run: extract }
    },
  },
  {
    name: 'run',
    line: 'read an archive into a folder; the same command goes on where it was ended',
    load: async () => {
      const { runCommand, run } = await import('./run.js')
      return { command: runCommand, run }
    },
  },
  {
    name: 'merge',
    line: 'make one output of shards',
    load: async () => {
      const { mergeCommand, merge } = await import('./run.js')
      return { command: mergeCommand, run: merge }
    },
  },
  {
    name: 'enqueue',
    line: 'put an archive into a queue (PostgreSQL)',
    load: async () => {
      const { enqueueCommand, enqueue } = await import('./queue.js')
      return { command: enqueueCommand, run: enqueue }
    },
  },
  {
    name: 'worker',
    line: 'read what waits in the queue',
    load: async () => {
      const { workerCommand, worker } = await import('./queue.js')
      return { command: workerCommand, run: worker }
    },
  },
  {
    name: 'check',
    line: 'run the rules on figures in the long form',
    load: async () => {
      const { checkCommand, check } = await import('./check.js')
      return { command: checkCommand, run: check }
    },
  },
  {
    name: 'series',
    line: 'show a body over the years, check each year against the last',
    reads: true,
    load: async () => {
      const { seriesCommand, series } = await import('./series.js')
      return { command: seriesCommand, run: series }
    },
  },
  {
    name: 'hierarchy',
    line: 'check a body against the sum of those below it',
    reads: true,
    load: async () => {
      const { hierarchyCommand, hierarchy } = await import('./hierarchy.js')
      return { command: hierarchyCommand, run: hierarchy }
    },
  },
  {
    name: 'inspect',
    line: 'draw why every cell was read so',
    reads: true,
    load: async () => {
      const { inspectCommand, inspect } = await import('./inspect.js')
      return { command: inspectCommand, run: inspect }
    },
  },
  {
    name: 'explain',
    line: 'say what a finding means',
    load: async () => {
      const { explainCommand, explain } = await import('./explain.js')
      return { command: explainCommand, run: explain }
    },
  },
  {
    name: 'cite',
    line: 'say how to cite nianbao and what it made',
    load: async () => {
      const { citeCommand, cite } = await import('./cite.js')
      return { command: citeCommand, run: cite }
    },
  },
]

const overview = (): string =>
  [
    'nianbao reads government information disclosure annual reports (政府信息公开工作年度报告).',
    '',
    'Usage: nianbao COMMAND [options]',
    '',
    'Commands:',
    ...entries.map(({ name, line }) => `  ${name.padEnd(11)}${line}`),
    '',
    'Options:',
    '  -h, --help     show this help, or that of a command',
    '      --version  show the version',
    '',
    'Examples:',
    '  nianbao extract report.pdf',
    '  nianbao extract report.pdf --format cells > cells.csv',
    '  nianbao run reports -o out',
    '',
    'Exit: 0 all read, 1 some input failed or was read in part, 2 wrong usage or output, 3 findings at --fail-on, 130 interrupted.',
    '',
  ].join('\n')

/** Errors that are no matter of an input. */
const UNUSABLE: readonly ErrorCode[] = [
  'output-failed',
  'archive-incomplete',
  'queue-failed',
  'engine-missing',
  'decisions-invalid',
]

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv[0] === 'help' && argv[1] !== undefined ? [argv[1], '--help'] : argv
  if (name === undefined) {
    for (const line of overview().trimEnd().split('\n')) say(line)
    return exitCodes.usage
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    writeOut(overview())
    return exitCodes.ok
  }
  if (name === '--version' || name === '-V') {
    writeOut(`${version}\n`)
    return exitCodes.ok
  }
  const entry = entries.find((one) => one.name === name)
  if (!entry) {
    const names = entries.map((one) => one.name)
    say(`nianbao: there is no command ${name}${didYouMean(name, names)}; see nianbao --help`)
    return exitCodes.usage
  }
  const abort = new AbortController()
  process.once('SIGINT', () => abort.abort(new Error('interrupted')))
  process.once('SIGTERM', () => abort.abort(new Error('terminated')))
  // With another limit of memory it would be another reader.
  if (entry.reads && !rest.some((one) => /^(?:--help|-h|--memory(?:=.*)?)$/.test(one))) (await reader()).warmUp()
  const { command, run } = await entry.load()
  try {
    const parsed = parse(command, rest)
    if (parsed.values.help) {
      writeOut(helpOf(command))
      return exitCodes.ok
    }
    return await run(parsed, abort.signal)
  } catch (error) {
    if (isUsage(error)) {
      say(`nianbao ${name}: ${error.message}; see nianbao ${name} --help`)
      return exitCodes.usage
    }
    if (error instanceof NianbaoError) {
      if (error.code === 'aborted') return exitCodes.interrupted
      say(`nianbao ${name}: ${error.message} (${error.code}) ${error.hint}`)
      return UNUSABLE.includes(error.code) ? exitCodes.usage : exitCodes.partial
    }
    const { code } = error as NodeJS.ErrnoException
    if (typeof code === 'string') {
      say(`nianbao ${name}: ${(error as Error).message}`)
      return exitCodes.partial
    }
    throw error
  }
}

process.exitCode = await main(process.argv.slice(2))
