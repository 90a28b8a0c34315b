import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type ArchiveEvent,
  type ArchiveOptions,
  type ArchiveRecord,
  closeReaders,
  mergeArchives,
  NianbaoError,
  readArchive,
  readReport,
  runArchive,
} from '../../dist/node/index.js'
import { archiveInputs, archiveReadings, makeArchive, outputsOf } from '../helpers/archive.js'
import { inRoot, preload, runs, temporary, until } from '../helpers/command.js'

const folder = temporary()
const reports = join(folder, 'reports')
const log = join(folder, 'log')
const once = join(folder, 'once-was')
const linux = process.platform === 'linux'
/** Enough for a heap to be filled before it, however busy the machine is. */
const quick = { milliseconds: 3000, millisecondsPerPage: 1 }

beforeAll(() => {
  process.env.NODE_OPTIONS = preload('fake-reader.mjs')
  process.env.FAKE_READER_LOG = log
  process.env.FAKE_READER_ONCE = once
  makeArchive(reports)
})
beforeEach(() => {
  closeReaders()
  for (const path of [log, once]) rmSync(path, { force: true })
})
afterAll(closeReaders)

async function all(paths: string, options?: ArchiveOptions): Promise<ArchiveRecord[]> {
  const records = []
  for await (const record of readArchive(paths, options)) records.push(record)
  return records
}

/** What two readers give, read once. */
let read: Promise<ArchiveRecord[]> | null = null
const inTwo = (): Promise<ArchiveRecord[]> => {
  read ??= all(reports, { jobs: 2 })
  return read
}

/** A folder of reports that each do to their reader what their name says. */
function fakes(name: string, ...acts: string[]): string {
  const path = join(folder, name)
  mkdirSync(path)
  const text = readFileSync(inRoot('fixtures/text/tabs-solid.txt'), 'utf8')
  for (const [i, act] of acts.entries())
    writeFileSync(join(path, `fake-${act}-${i}.txt`), text.replaceAll('2023', String(2000 + i)))
  return path
}
const logged = (what: string): number[] =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith(` ${what}`))
        .map((line) => Number(line.split(' ')[0]))
    : []

describe('readArchive', () => {
  test('gives a record for every file, in the order of paths, however many readers there are', async () => {
    const [one, two, four] = [await all(reports, { jobs: 1 }), await inTwo(), await all(reports, { jobs: 4 })]
    expect(one).toHaveLength(archiveInputs())
    expect(one.map(({ path }) => path)).toEqual(one.map(({ path }) => path).sort())
    expect([two, four]).toEqual([one, one])
  })
  test('a report is what a single reading of it is', async () => {
    const record = (await inTwo()).find(({ path }) => path.endsWith('tabs-failing.txt'))
    const { report, findings, checks } = await readReport(inRoot('fixtures/text/tabs-failing.txt'))
    expect(record?.readings).toEqual([{ report, findings, checks }])
    expect([record?.state, record?.code, record?.message]).toEqual(['read', null, null])
  })
  test('states without a reading say why, in two languages', async () => {
    const records = (await inTwo()).filter(({ readings }) => readings.length === 0)
    expect(records.length).toBeGreaterThan(4)
    for (const { state, code, message } of records) {
      expect([state, code]).not.toContain('read')
      expect(message?.en).toMatch(/^[A-Z].*\.$/)
      expect(message?.zh).toMatch(/^\S*[\u4e00-\u9fff].*。$/)
    }
  })
  test('events', async () => {
    const events: ArchiveEvent[] = []
    await all(reports, { jobs: 2, onEvent: (event) => events.push(event) })
    expect(events[0]).toEqual({ event: 'found', inputs: archiveInputs() })
    expect(events.filter(({ event }) => event === 'input')).toHaveLength(archiveInputs())
  })
  test('shards are disjoint, whole, and the same wherever a file is', async () => {
    const of = 4
    const parts = []
    for (let index = 1; index <= of; index++) parts.push(await all(reports, { jobs: 2, shard: { index, of } }))
    expect(
      parts
        .flat()
        .map(({ path }) => path)
        .sort(),
    ).toEqual((await inTwo()).map(({ path }) => path))
    const single = inRoot('fixtures/text/tabs-torn.txt')
    const index = parts.findIndex((part) => part.some(({ path }) => path.endsWith('tabs-torn.txt'))) + 1
    expect(await all(single, { jobs: 1, shard: { index, of } })).toHaveLength(1)
    expect(await all(single, { jobs: 1, shard: { index: (index % of) + 1, of } })).toHaveLength(0)
  })
  test('nothing is read faster than records are taken', async () => {
    const path = fakes('many', ...Array.from({ length: 30 }, () => 'note'))
    const taking = readArchive(path, { jobs: 1 })
    await taking.next()
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(logged('note').length).toBeLessThan(8)
    let rest = 0
    for await (const _ of taking) rest++
    expect([rest, logged('note').length]).toEqual([29, 30])
  })
  test.runIf(linux)(
    'leaving the loop ends the readings under way',
    async () => {
      const path = fakes('left', 'hang', 'hang')
      writeFileSync(join(path, 'a.txt'), '说明')
      for await (const record of readArchive(path, { jobs: 3 })) {
        expect(record.path).toBe('a.txt')
        expect(await until(() => logged('hang').length > 0)).toBe(true)
        break
      }
      const readers = logged('start')
      expect(readers.length).toBeGreaterThan(0)
      expect(await until(() => !readers.some(runs), 5000)).toBe(true)
    },
    120_000,
  )
  test.runIf(linux)('the signal ends it at once, with aborted', async () => {
    const path = fakes('aborted', 'hang')
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 700)
    const error = await all(path, { jobs: 1, signal: abort.signal }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(NianbaoError)
    expect((error as NianbaoError).code).toBe('aborted')
    expect(await until(() => !logged('start').some(runs), 5000)).toBe(true)
  })
  test('options that are none', async () => {
    for (const options of [{ job: 2 }, { jobs: 0 }, { jobs: 1.5 }, { shard: { index: 3, of: 2 } }, { name: 'x' }])
      await expect(all(reports, options as ArchiveOptions)).rejects.toMatchObject({ code: 'options-invalid' })
  })
  test('arguments that are none, as scripts without types give them, are told as such', async () => {
    const bad = async (act: () => Promise<unknown>, says: RegExp): Promise<void> =>
      expect(act()).rejects.toMatchObject({ code: 'options-invalid', message: expect.stringMatching(says) })
    const unset = undefined as unknown as string
    await bad(() => all(unset), /^paths: .* undefined$/)
    await bad(() => all(''), /^paths: .* an empty text$/)
    await bad(() => all([5] as unknown as string), /^paths: .* 5$/)
    await bad(() => all(reports, null as unknown as ArchiveOptions), /^options: .* null$/)
    const out = join(folder, 'no-arguments')
    await bad(() => runArchive(reports, unset), /^out: /)
    await bad(() => runArchive(reports, ''), /^out: /)
    await bad(() => runArchive(reports, out, { retry: 'all' as 'failed' }), /^retry: .* all$/)
    await bad(() => runArchive(reports, out, { stop: 5 as unknown as AbortSignal }), /^stop: .* 5$/)
    await bad(() => runArchive(reports, out, { formats: 'csv' as unknown as string[] }), /^formats: .* csv$/)
    await bad(() => mergeArchives([], out), /^outs: /)
    await bad(() => readReport(reports, null as unknown as object), /^options: .* null$/)
    expect(existsSync(out)).toBe(false)
    await expect(readReport('')).rejects.toMatchObject({ code: 'input-missing', message: 'The path is empty.' })
  })
})

describe.runIf(linux)('what a file does to its reader costs that file alone', { timeout: 180_000 }, () => {
  const acts = ['exit', 'hang', 'segfault', 'throw', 'reject', 'grow', 'heap', 'none']
  const expected: Record<string, string | null> = {
    exit: 'crashed',
    hang: 'time-limit',
    segfault: 'crashed',
    throw: 'crashed',
    reject: 'engine-failed',
    grow: 'memory-limit',
    heap: 'memory-limit',
    none: null,
  }
  test('each is tried twice, by a reader of its own the second time, and the others are read', async () => {
    const path = fakes('crashing', ...acts)
    const records = await all(path, { jobs: 2, limits: { ...quick, megabytes: 400 } })
    expect(records.map(({ path: name, code }) => [name.split('-')[1], code])).toEqual(
      [...acts].sort().map((act) => [act, expected[act]]),
    )
    for (const act of acts.filter((one) => one !== 'none')) {
      const pids = logged(act)
      expect([act, pids.length, new Set(pids).size]).toEqual([act, 2, 2])
      expect(pids.some(runs)).toBe(false)
    }
  })
  test('a crash that was the neighbours’ doing is none', async () => {
    const [record] = await all(fakes('once', 'once'), { jobs: 2 })
    expect([record?.state, logged('once').length]).toEqual(['read', 2])
  })
  test('the outputs do not tell how long it took and how much memory', async () => {
    const path = fakes('dying', 'exit', 'hang', 'none')
    const outs = ['a', 'b'].map((name) => join(folder, `dying-${name}`))
    for (const [i, out] of outs.entries()) {
      const { states } = await runArchive(path, out, {
        jobs: 1 + 2 * i,
        limits: { milliseconds: 1000, megabytes: 400 },
        formats: ['csv', 'jsonl'],
      })
      expect(states).toEqual({ read: 1, partial: 0, failed: 2, duplicate: 0, 'not-a-report': 0 })
    }
    expect(outputsOf(outs[0] ?? '')).toEqual(outputsOf(outs[1] ?? ''))
  })
})

describe('runArchive', () => {
  test('a file that changes while it is read is told and not kept', async () => {
    const path = join(folder, 'changing')
    mkdirSync(path)
    const file = join(path, 'fake-slow.txt')
    copyFileSync(inRoot('fixtures/text/tabs-solid.txt'), file)
    const running = runArchive(path, join(folder, 'changing-out'), { jobs: 1, formats: ['csv'] })
    expect(await until(() => logged('slow').length > 0)).toBe(true)
    copyFileSync(inRoot('fixtures/text/tabs-failing.txt'), file)
    expect(await running).toMatchObject({ states: { failed: 1 }, codes: { 'input-changed': 1 } })
    expect(await runArchive(path, join(folder, 'changing-out'), { jobs: 1, formats: ['csv'] })).toMatchObject({
      states: { read: 1 },
    })
  })
  test.runIf(linux)('other limits read again what the limits ended, and nothing else', async () => {
    const path = fakes('limited', 'hang', 'note')
    const out = join(folder, 'limited-out')
    const run = (milliseconds: number) =>
      runArchive(path, out, { jobs: 1, limits: { milliseconds, millisecondsPerPage: 1 }, formats: ['csv'] })
    expect(await run(1000)).toMatchObject({ reused: 0, codes: { 'time-limit': 1 } })
    expect(await run(1000)).toMatchObject({ reused: 2 })
    expect(await run(1200)).toMatchObject({ reused: 1, codes: { 'time-limit': 1 } })
    expect([logged('note').length, logged('hang').length]).toEqual([1, 4])
  })
  test('stop ends it in between, and the same call goes on', async () => {
    const stop = new AbortController()
    let seen = 0
    const onEvent = ({ event }: ArchiveEvent): void => {
      if (event === 'input' && ++seen === 3) stop.abort()
    }
    const out = join(folder, 'stopped')
    await expect(
      runArchive(reports, out, { jobs: 1, stop: stop.signal, onEvent, formats: ['csv'] }),
    ).rejects.toMatchObject({
      code: 'aborted',
    })
    const summary = await runArchive(reports, out, { jobs: 2, formats: ['csv'] })
    expect(summary).toMatchObject({ inputs: archiveInputs(), exported: true })
    expect(summary.reused).toBeGreaterThan(0)
    expect(summary.reused).toBeLessThan(archiveReadings())
  })
})
