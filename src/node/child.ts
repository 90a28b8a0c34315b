/** The reading child: one job at a time, all that can go wrong stays in this process. */

// Before all others: what they load is compiled by it.
import './patience.js'
import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { NianbaoError } from '../errors.js'
import { collectGarbageWith } from '../garbage.js'
import type { ResolvedOptions } from '../options.js'
import { type ReadResult, readBytes } from '../read-report.js'
import { endsWith, outcomeOf, packOutcome } from './archive/outcome.js'
import { keepDrawing, packDrawing } from './kept-drawing.js'
import type { Answer, Job, JobInput } from './protocol.js'
import { readFileBytes } from './read-file.js'

const { gc } = globalThis as { gc?: () => void }
if (gc) collectGarbageWith(gc)

const send = (answer: Answer): void => {
  process.send?.(answer)
}

function sendError(error: unknown): void {
  const known = error instanceof NianbaoError
  const cause = known ? error.cause : error
  send({
    type: 'error',
    code: known ? error.code : null,
    message: error instanceof Error ? error.message : String(error),
    cause: cause instanceof Error ? `${cause.name}: ${cause.message}` : cause === undefined ? null : String(cause),
  })
}

// Pages are many and fast: the parent needs to know of some of them only.
const tellProgress: NonNullable<ResolvedOptions['onProgress']> = (progress) => {
  if (progress.page === 1 || progress.page === progress.pages || progress.page % 10 === 0)
    send({ type: 'progress', progress })
}

async function read({ input, options, wants, told, drawnPages }: Job): Promise<void> {
  const resolved: ResolvedOptions = { ...options, ...(told ? { onProgress: tellProgress } : {}) }
  const bytes = await bytesOf(input, resolved.limits.bytes)
  const result = await readAny(bytes, resolved, (pages, scans) => send({ type: 'pages', pages, scans }))
  if (wants === 'kept') {
    const drawing = drawnPages > 0 && isReport(result) ? packDrawing(keepDrawing(result.trace, drawnPages)) : null
    send({ type: 'kept', kept: { outcome: packOutcome(endsWith(options, outcomeOf(result))), drawing } })
    return
  }
  send({
    type: 'done',
    result: wants === 'trace' ? result : { ...result, trace: { pages: [], blocks: [], tables: [] } },
  })
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
  read(job).catch(sendError)
})
// pdf.js lets promises of damaged files fall: the file is to blame, and this process is not to be trusted again.
process.on('unhandledRejection', (error) => {
  sendError(
    new NianbaoError('engine-failed', 'The engine failed on this file in a way that cannot be caught.', {
      cause: error,
    }),
  )
  process.exitCode = 70
  process.disconnect?.()
})
process.on('disconnect', () => process.exit())
