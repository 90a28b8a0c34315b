/** The thread of {@link openApart}: it does what it is asked, one after the other, and answers each. */

import { parentPort, workerData } from 'node:worker_threads'
import { NianbaoError } from '../../errors.js'
import type { Answer, ApartJob, Ask, Told } from './apart.js'
import type { Exporter } from './exporter.js'
import type { ExportedFile } from './file-writer.js'
import { openFormats } from './open-formats.js'
import { reviewed } from './reviewing.js'

const { formats, plain } = workerData as ApartJob
const exporters: Exporter[] = []

async function open(): Promise<void> {
  for await (const exporter of openFormats(formats, plain)) exporters.push(exporter)
}

async function act(ask: Ask): Promise<readonly ExportedFile[]> {
  const files: ExportedFile[] = []
  if (ask.act === 'record') {
    const readings = reviewed(ask.record, plain.decisions)
    for (const exporter of exporters) await exporter.record?.(ask.record, readings)
  } else if (ask.act === 'panel') for (const exporter of exporters) await exporter.panel?.(ask.row)
  else if (ask.act === 'close') for (const exporter of exporters) files.push(...(await exporter.close()))
  else for (const exporter of exporters) await exporter[ask.act]()
  return files
}

function told(error: unknown): Told {
  const { message, code, syscall } = error as NodeJS.ErrnoException
  return {
    message: message ?? String(error),
    nianbao: error instanceof NianbaoError ? error.code : null,
    code: code ?? null,
    syscall: syscall ?? null,
  }
}

/** What went wrong first: nothing is made after it. */
let failed: Promise<never> | null = null
let last: Promise<unknown> = open().catch((error: unknown) => {
  failed = Promise.reject(error)
  failed.catch(() => {})
})

parentPort?.on('message', (ask: Ask) => {
  last = last
    .then(() => (failed && ask.act !== 'discard' ? failed : act(ask)))
    .then((files): Answer => ({ files }))
    .catch((error: unknown): Answer => {
      failed ??= Promise.reject(error)
      failed.catch(() => {})
      return { error: told(error) }
    })
    .then((answer) => parentPort?.postMessage(answer))
})
