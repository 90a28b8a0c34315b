import { enqueueArchive, runWorker } from '../node/index.js'
import { type Command, type Parsed, positiveOf, UsageError } from './args.js'
import { exitCodes } from './exit-codes.js'
import { languageOf, readFlags } from './extract.js'
import { say, writeOut } from './io.js'
import { createWorkerView } from './progress.js'
import { archiveOptionsOf, listener, outOf, requirePaths, twoInterrupts } from './run.js'

const queueFlags: Command['flags'] = [
  {
    name: 'queue',
    value: 'URL',
    help: 'postgres://user@host/database; NIANBAO_QUEUE in the environment keeps a password out of the list of processes',
  },
  { name: 'output', short: 'o', value: 'OUT', help: 'folder of the results, which all workers see under this name' },
  { name: 'json', help: 'write events to standard output, one JSON object a line' },
  { name: 'lang', value: 'LANG', choices: ['zh', 'en'], help: 'language of the messages' },
]

export const enqueueCommand: Command = {
  name: 'enqueue',
  usage: 'enqueue PATH… --queue URL -o OUT [options]',
  summary:
    'Find all files and put those that have no result into a queue on PostgreSQL (needs the package pg-boss). When the workers are done, nianbao merge OUT makes the outputs.',
  flags: [
    ...queueFlags,
    { name: 'expire', value: 'SECONDS', help: 'give an unfinished file to another worker after so long (1200)' },
    ...readFlags,
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: ['nianbao enqueue /data/reports --queue postgres://localhost/archive -o /data/out'],
}

export const workerCommand: Command = {
  name: 'worker',
  usage: 'worker --queue URL -o OUT [options]',
  summary:
    'Read what waits in the queue, until it is told to stop (Ctrl-C, SIGTERM) or, with --drain, nothing is left.',
  flags: [
    ...queueFlags,
    { name: 'jobs', short: 'j', value: 'N', help: 'files read side by side; by cores and memory without it' },
    { name: 'drain', help: 'end when nothing is left in the queue and with other workers' },
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: ['nianbao worker --queue postgres://localhost/archive -o /data/out --drain'],
}

function queueOf(values: Parsed['values'], command: string): string {
  const url = typeof values.queue === 'string' ? values.queue : process.env.NIANBAO_QUEUE
  if (!url) throw new UsageError(`${command} needs --queue URL or NIANBAO_QUEUE`)
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw new UsageError('--queue is a URL that begins with postgres://')
  return url
}

export async function enqueue({ positionals, values }: Parsed, signal: AbortSignal): Promise<number> {
  await requirePaths(positionals, 'enqueue')
  const out = outOf(values, 'enqueue')
  const queue = queueOf(values, 'enqueue')
  const expire = positiveOf(values.expire, 'expire', true)
  const { onEvent } = await listener(values)
  const enqueued = await enqueueArchive(positionals, out, {
    ...archiveOptionsOf(values),
    queue,
    ...(expire === undefined ? {} : { expire }),
    signal,
    onEvent,
  })
  if (values.json) writeOut(`${JSON.stringify({ event: 'enqueued', ...enqueued })}\n`)
  const { inputs, sent, known } = enqueued
  say(
    languageOf(values) === 'zh'
      ? `${inputs} 个文件：${sent} 个进入队列，${known} 个此前已完成或已在队列中`
      : `${inputs} files: ${sent} sent to the queue, ${known} done before or waiting in it`,
  )
  return exitCodes.ok
}

export async function worker({ positionals, values }: Parsed, signal: AbortSignal): Promise<number> {
  if (positionals.length > 0) throw new UsageError('worker takes no PATH')
  const out = outOf(values, 'worker')
  const queue = queueOf(values, 'worker')
  const jobs = positiveOf(values.jobs, 'jobs', true)
  const view = createWorkerView(languageOf(values))
  const count = await runWorker(out, {
    queue,
    ...(jobs === undefined ? {} : { jobs }),
    drain: values.drain === true,
    stop: signal,
    signal: twoInterrupts(signal, view.end, values),
    onEvent: (event) => {
      view.onEvent(event)
      if (values.json) writeOut(`${JSON.stringify(event)}\n`)
    },
  }).finally(view.end)
  say(languageOf(values) === 'zh' ? `已读取 ${count} 个文件` : `${count} files done`)
  return exitCodes.ok
}
