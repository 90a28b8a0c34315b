import { getEventListeners } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeReaders, type ErrorCode, NianbaoError, type NodeReadOptions, readReport } from '../../dist/node/index.js'
import { fixture, inRoot, preload, runs, script, temporary, until } from '../helpers/command.js'
import { makePdf, show } from '../helpers/pdf.js'
import { sampleText } from './sample-text.js'

const folder = temporary()
const log = join(folder, 'log')
const linux = process.platform === 'linux'

/** Children and what they were given, in order. */
const logged = (): { pid: number; what: string }[] => {
  try {
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
    return lines.map((line) => ({ pid: Number(line.split(' ')[0]), what: line.split(' ')[1] ?? '' }))
  } catch {
    return []
  }
}
const clear = (): void => {
  closeReaders()
  rmSync(log, { force: true })
}
const bytes = new TextEncoder().encode(sampleText)
const fake = (what: string, options: NodeReadOptions = {}) => readReport(bytes, { ...options, name: `fake-${what}` })
const quick = { milliseconds: 400, millisecondsPerPage: 1 }

async function errorOf(reading: Promise<unknown>): Promise<NianbaoError> {
  const error = await reading.then(
    () => 'read',
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(NianbaoError)
  return error as NianbaoError
}

/** What takes long because nothing happens goes on beside everything else. */
let asleep: { pid: number; error: Promise<NianbaoError> }
beforeAll(async () => {
  process.env.NODE_OPTIONS = preload('fake-reader.mjs')
  process.env.FAKE_READER_LOG = log
  if (!linux) return
  const error = errorOf(fake('sleep', { limits: quick }))
  expect(await until(() => logged().some(({ what }) => what === 'sleep'))).toBe(true)
  asleep = { error, pid: logged()[0]?.pid ?? 0 }
})
afterAll(closeReaders)

describe.runIf(linux)('what an input does to its reader is an error of that input alone', () => {
  const cases: [string, NodeReadOptions['limits'], ErrorCode, RegExp][] = [
    ['hang', quick, 'time-limit', /processor time/],
    ['exit', {}, 'crashed', /exit code 3/],
    ['segfault', {}, 'crashed', /SIGSEGV/],
    ['throw', {}, 'crashed', /exit code/],
    ['reject', {}, 'engine-failed', /engine/],
    ['grow', { megabytes: 400 }, 'memory-limit', /400/],
    ['heap', { megabytes: 300 }, 'memory-limit', /300/],
  ]
  test.each(cases)('%s', async (what, limits, code, says) => {
    clear()
    const error = await errorOf(fake(what, { limits }))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(says)
    expect(error.hint).not.toBe('')
    const { pid } = logged().find((line) => line.what === what) ?? { pid: 0 }
    expect(await until(() => !runs(pid))).toBe(true)
    expect((await readReport(bytes)).report?.issuer).toBe('清河县人民政府')
  })
  test('what a promise fell with is told, every time', async () => {
    for (let i = 0; i < 5; i++) {
      const error = await errorOf(fake('reject'))
      expect([error.code, String(error.cause)]).toEqual(['engine-failed', expect.stringContaining('fallen')])
    }
  })
  test('what falls while a file is read is no end of it, but of its reader', async () => {
    clear()
    // A PDF without its pages: pdf.js lets a promise fall for each, and ends all the same.
    const damaged = readFileSync(fixture('libreoffice-solid.pdf'))
    const text = damaged.toString('latin1')
    for (const { index } of text.matchAll(/\d+ 0 obj\s*<<\s*\/Type\s*\/Page\b/g))
      damaged.fill(0, index, text.indexOf('endobj', index) + 6)
    const { report, findings } = await readReport(new Uint8Array(damaged), { ocr: 'off' })
    expect(report).toBeNull()
    expect(findings.map(({ code }) => code)).toContain('read/degraded')
    const [{ pid } = { pid: 0 }] = logged()
    expect(await until(() => !runs(pid))).toBe(true)
    expect((await readReport(bytes)).report?.issuer).toBe('清河县人民政府')
  })
  test('readings beside it go on', async () => {
    const [hang, exit, ...others] = await Promise.all([
      errorOf(fake('hang', { limits: quick })),
      errorOf(fake('exit')),
      readReport(bytes),
      readReport(fixture('libreoffice-hair.pdf')),
    ])
    expect([hang.code, exit.code]).toEqual(['time-limit', 'crashed'])
    expect(others.map(({ report }) => report?.issuer)).toEqual(['清河县人民政府', '中和镇'])
  })
})

test('many readings asked for at once take no more readers than the machine has room for', async () => {
  clear()
  const all = await Promise.all(Array.from({ length: 9 }, () => readReport(bytes)))
  expect(all.map(({ report }) => report?.issuer)).toEqual(Array(9).fill('清河县人民政府'))
  const started = new Set(logged().map(({ pid }) => pid)).size
  expect(started).toBeGreaterThan(0)
  expect(started).toBeLessThanOrEqual(availableParallelism())
})

describe.runIf(linux)('readers are used again only where nothing of the past counts', () => {
  test('a reader that ended while it rested is replaced', async () => {
    clear()
    await readReport(bytes)
    const [{ pid } = { pid: 0 }] = logged()
    process.kill(pid, 'SIGKILL')
    expect(await until(() => !runs(pid))).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await readReport(bytes)).report).not.toBeNull()
    expect(new Set(logged().map((line) => line.pid)).size).toBe(2)
  })
  test('a small limit of memory does not stay for the next input', async () => {
    clear()
    expect((await fake('large')).report).not.toBeNull()
    clear()
    expect((await readReport(bytes, { limits: { megabytes: 200 } })).report).not.toBeNull()
    expect((await fake('large')).report).not.toBeNull()
  })
  test('memory that another input took is not charged to this one', async () => {
    const small = () => readReport(fixture('chromium-2019.pdf'), { limits: { megabytes: 300 } })
    clear()
    expect((await small()).report).not.toBeNull()
    clear()
    expect((await fake('leak')).report).not.toBeNull()
    expect((await small()).report).not.toBeNull()
  })
  test('processor time that other inputs took is not charged to this one', async () => {
    clear()
    expect((await fake('work')).report).not.toBeNull()
    const limits = { milliseconds: 3000, millisecondsPerPage: 1 }
    expect((await readReport(fixture('libreoffice-hair.pdf'), { limits })).report).not.toBeNull()
    expect(new Set(logged().map((line) => line.pid)).size).toBe(1)
  })
})

describe('abort', () => {
  const reason = new Error('the caller has other plans')
  test.each(['process', 'none'] as const)('before: nothing is read (%s)', async (isolation) => {
    clear()
    for (const input of [bytes, join(folder, 'none.pdf')]) {
      const error = await errorOf(readReport(input, { isolation, signal: AbortSignal.abort(reason) }))
      expect([error.code, error.cause]).toEqual(['aborted', reason])
    }
    expect(logged()).toEqual([])
  })
  test.runIf(linux)('during: the reader ends at once, the next reading is not concerned', async () => {
    clear()
    const controller = new AbortController()
    const reading = errorOf(fake('hang', { signal: controller.signal }))
    expect(await until(() => logged().some(({ what }) => what === 'hang'))).toBe(true)
    controller.abort(reason)
    const error = await reading
    expect([error.code, error.cause]).toEqual(['aborted', reason])
    const { pid } = logged()[0] ?? { pid: 0 }
    expect(await until(() => !runs(pid))).toBe(true)
    expect((await readReport(bytes)).report).not.toBeNull()
  })
  test('during, in this process: between two pages', async () => {
    const controller = new AbortController()
    const pages: number[] = []
    const onProgress = ({ page }: { page: number }): void => {
      pages.push(page)
      if (page === 3) controller.abort(reason)
    }
    const input = makePdf(Array.from({ length: 40 }, (_, i) => ({ content: show(String(i), 50, 100) })))
    const error = await errorOf(readReport(input, { isolation: 'none', signal: controller.signal, onProgress }))
    expect([error.code, error.cause, pages]).toEqual(['aborted', reason, [1, 2, 3]])
  })
  test.runIf(linux)('one of two: the other is read', async () => {
    const controller = new AbortController()
    const both = Promise.all([errorOf(fake('hang', { signal: controller.signal })), readReport(bytes)])
    setTimeout(() => controller.abort(reason), 300)
    const [error, { report }] = await both
    expect([error.code, report?.year]).toEqual(['aborted', 2023])
  })
  test('after: nothing, and nothing of the reading listens any more', async () => {
    const controller = new AbortController()
    for (let i = 0; i < 15; i++) await readReport(bytes, { signal: controller.signal })
    await errorOf(readReport(join(folder, 'none.pdf'), { signal: controller.signal }))
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
    controller.abort()
    expect((await readReport(bytes)).report).not.toBeNull()
  })
  test.runIf(linux)('a signal with a deadline', async () => {
    const error = await errorOf(fake('hang', { signal: AbortSignal.timeout(500) }))
    expect([error.code, (error.cause as Error).name]).toEqual(['aborted', 'TimeoutError'])
  })
})

describe.runIf(linux)('the process of the caller', () => {
  const text = join(folder, '清河县2023.txt')
  writeFileSync(text, sampleText)
  const read = `await readReport(${JSON.stringify(text)})`
  const hang = `readReport(${JSON.stringify(join(folder, 'fake-hang.pdf'))})`
  const env = (): Record<string, string> => ({ NODE_OPTIONS: preload('fake-reader.mjs'), FAKE_READER_LOG: log })
  const cases: [string, string, number][] = [
    ['ends after closeReaders', `${read}; closeReaders()`, 0],
    ['ends without it: readers that rest hold nobody', read, 0],
    ['ends after closeReaders while a reader rests that was never used', 'warmUp(); closeReaders()', 0],
    ['ends after warmUp alone', 'warmUp()', 0],
    ['ends after several at once', `await Promise.all([1, 2, 3].map(async () => { ${read} }))`, 0],
    ['ends after closeReaders twice', `${read}; closeReaders(); closeReaders()`, 0],
    ['ends by process.exit during a reading', `${hang}; await begun(); process.exit(5)`, 5],
    [
      'ends by an error during a reading',
      `${hang}; await begun(); setTimeout(() => { throw new Error('elsewhere') })`,
      1,
    ],
  ]
  test.each(cases)('%s, and no reader outlives it', async (_, body, exit) => {
    clear()
    const running = script(
      `import { existsSync, readFileSync } from 'node:fs'
      import { closeReaders, readReport, warmUp } from 'nianbao/node'
      const log = ${JSON.stringify(log)}
      const begun = async () => {
        while (!existsSync(log) || !readFileSync(log, 'utf8').includes('hang')) await new Promise((next) => setTimeout(next, 20))
      }
      await new Promise((next) => setTimeout(next, 1))
      ${body}`,
      { env: env(), cwd: inRoot('') },
    )
    const { code } = await running.done
    const readers = [...new Set(logged().map((line) => line.pid))]
    const ended = await until(() => !readers.some(runs), 20_000)
    for (const pid of readers.filter(runs)) process.kill(pid, 'SIGKILL')
    expect([code, ended]).toEqual([exit, true])
  })
})

describe.runIf(linux)('a reader that sleeps', () => {
  test('a reader that does nothing at all is not waited for without end', { timeout: 180_000 }, async () => {
    expect((await asleep.error).code).toBe('time-limit')
    expect(await until(() => !runs(asleep.pid))).toBe(true)
  })
})
