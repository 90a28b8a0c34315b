/** The second writer: a thread that makes some of the exports, and gives them their names when it is told to. */

import { mkdir } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { NianbaoError } from '../../errors.js'
import { byPath } from '../export/in-order.js'
import { type Part, writePart } from '../export/write-all.js'
import { lostResult, recordsOf } from './records.js'
import type { WriterAnswer, WriterTask } from './second-writer.js'
import { loadResult } from './store.js'

const { store, inputs, known, job } = workerData as WriterTask

const answer = (one: WriterAnswer): void => parentPort?.postMessage(one)

/** What goes wrong, in parts that pass between threads. */
function fail(error: unknown): void {
  const { message, code, syscall } = error as NodeJS.ErrnoException
  if (error instanceof NianbaoError) answer({ failed: { message, known: error.code } })
  else answer({ failed: { message: message ?? String(error), code, syscall, lost: lostResult(error)?.key } })
}

async function write(): Promise<Part> {
  const { temporary } = job.target
  await mkdir(temporary, { recursive: true })
  const records = await recordsOf(inputs, {
    look: async (key) => known.get(key) ?? null,
    load: async (key) => loadResult(store, key),
  })
  return byPath(records, temporary, (sorted) => writePart(sorted, { ...job, site: {} }))
}

write().then((part) => {
  const { files } = part
  answer({ files })
  parentPort?.once('message', () => part.place().then(() => answer({ files }), fail))
}, fail)
