/** The reading child: one job at a time, all that can go wrong stays in this process. */

// Before all others: what they load is compiled by it.
import './patience.js'
import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { NianbaoError } from '../errors.js'
import { collectGarbageWith } from '../garbage.js'
import type { ResolvedOptions } from '../options.js'
import { type ReadResult, readBytes } from '../read-report.js'
import { endsWith, isPartial, outcomeOf, packOutcome } from './archive/outcome.js'
import { listenToFallen } from './fallen.js'
import { keepDrawing, packDrawing } from './kept-drawing.js'
import type { Answer, Job, JobInput } from './protocol.js'
import { readFileBytes } from './read-file.js'

const { gc } = globalThis as { gc?: () => void }
if (gc) collectGarbageWith(gc)

/** Returns when it is on its way: what is not may be lost with the channel. */
const send = (answer: Answer): Promise<void> =>
  new Promise((sent) => {
    if (process.send) process.send(answer, undefined, undefined, () => sent())
    else sent()
  })

let busy = false
const fallen = listenToFallen((error) => {
  // What is read may still come to its end.
  if (!busy) void sendError(error).finally(retire)
})

/** Read nothing more. */
function retire(): void {
  process.exitCode = 70
  process.disconnect?.()
}

function sendError(error: unknown): Promise<void> {
  const known = error instanceof NianbaoError
  const cause = known ? error.cause : error
  return send({
    type: 'error',
    last: fallen.error() !== null,
    code: known ? error.code : null,
    message: error instanceof Error ? error.message : String(error),
    cause: cause instanceof Error ? `${cause.name}: ${cause.message}` : cause === undefined ? null : String(cause),
  })
}

// Pages are many and fast: the parent needs to know of some of them only.
const tellProgress: NonNullable<ResolvedOptions['onProgress']> = (progress) => {
  if (progress.page === 1 || progress.page === progress.pages || progress.page % 10 === 0)
    void send({ type: 'progress', progress })
}

async function read({ input, options, wants, told, drawnPages }: Job): Promise<void> {
  const resolved: ResolvedOptions = { ...options, ...(told ? { onProgress: tellProgress } : {}) }
  const bytes = await bytesOf(input, resolved.limits.bytes)
  const result = await readAny(bytes, resolved, (pages, scans) => void send({ type: 'pages', pages, scans }))
  const lost = fallen.error()
  if (lost && !isPartial(result.findings)) throw lost
  const last = lost !== null
  if (wants === 'kept') {
    const drawing = drawnPages > 0 && isReport(result) ? packDrawing(keepDrawing(result.trace, drawnPages)) : null
    await send({ type: 'kept', last, kept: { outcome: packOutcome(endsWith(options, outcomeOf(result))), drawing } })
    return
  }
  const whole = wants === 'trace' ? result : { ...result, trace: { pages: [], blocks: [], tables: [] } }
  await send({ type: 'done', last, result: whole })
}

const isReport = ({ report, more }: ReadResult): boolean => report !== null || more.some((one) => one.report !== null)

async function bytesOf(input: JobInput, limit: number): Promise<Uint8Array> {
  if (typeof input === 'string') return readFileBytes(input, limit)
  if (input instanceof Uint8Array) return input
  const bytes = await readFileBytes(Buffer.from(input.path), limit)
  if (createHash('sha256').update(bytes).digest('hex') !== input.sha256) throw new NianbaoError('input-changed')
  return bytes
}

/** Read bytes of any kind, those that only LibreOffice opens too. */
async function readAny(
  bytes: Uint8Array,
  options: ResolvedOptions,
  onPages: (pages: number, scans: number) => void,
): Promise<ReadResult> {
  try {
    return await readBytes(bytes, options, onPages)
  } catch (error) {
    if (!(error instanceof NianbaoError) || error.code !== 'office-needed') throw error
    const { convertOffice } = await import('./office.js')
    return readBytes(bytes, options, onPages, await convertOffice(bytes))
  }
}

const watchdog = new Worker(new URL('./watchdog.js', import.meta.url), {
  // Told, not asked for: the parent may be gone before this line runs.
  workerData: Number(process.argv[2]),
  resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
})
// Without it a file that hangs is still ended by its limits, as long as the parent lives.
watchdog.on('error', () => {})
watchdog.unref()

process.on('message', (job: Job) => {
  busy = true
  fallen
    .watch(read(job))
    .catch(sendError)
    .finally(() => {
      busy = false
      if (fallen.error()) retire()
    })
})
process.on('disconnect', () => process.exit())
