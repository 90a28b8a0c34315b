import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import PgBoss from 'pg-boss'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { unlocked } from '../../src/node/archive/queue.js'
import { archiveInputs, archiveReadings, eventsOf, makeArchive, outputsOf } from '../helpers/archive.js'
import { childrenOf, command, inRoot, nianbao, preload, shell, temporary, until } from '../helpers/command.js'

/** URL of a PostgreSQL that the tests may use as they like: `.ci/postgres start FOLDER` makes one. */
const url = process.env.NIANBAO_TEST_POSTGRES
const folder = temporary()
const reports = join(folder, 'reports')
const plain = join(folder, 'plain')

if (!url) console.log('The queue is not tested: NIANBAO_TEST_POSTGRES names no PostgreSQL.')

const TEXTS = 3
/** What is sent to the queue: all but the duplicate and the empty file. */
const JOBS = archiveReadings(TEXTS)
const INPUTS = archiveInputs(TEXTS)

describe.runIf(url)('a queue on PostgreSQL', { timeout: 180_000 }, () => {
  const queue = ['--queue', url ?? '']
  const boss = new PgBoss({ connectionString: url ?? '', supervise: false, schedule: false })
  beforeAll(async () => {
    makeArchive(reports, TEXTS)
    expect((await nianbao(['run', reports, '-o', plain])).code).toBe(1)
    boss.on('error', () => {})
    await boss.start()
  })
  beforeEach(() => boss.clearStorage())
  afterAll(() => boss.stop({ graceful: false }))

  const enqueue = (paths: string, out: string, ...more: string[]) =>
    nianbao(['enqueue', paths, '-o', out, ...queue, ...more])
  const worker = (out: string, ...more: string[]) =>
    nianbao(['worker', '-o', out, ...queue, '--drain', '--json', ...more])
  const readBy = (ndjson: string): (string | undefined)[] =>
    eventsOf(ndjson).flatMap((one) => (one.reused === false ? [one.path] : []))

  test('two workers read every file once, and the outputs are those of a run', async () => {
    const out = join(folder, 'two')
    expect((await enqueue(reports, out)).err).toContain(`${INPUTS} files: ${JOBS} sent to the queue, 0 done before`)
    expect((await enqueue(reports, out)).err).toContain(`${INPUTS} files: 0 sent to the queue, ${JOBS} done before`)
    const before = await nianbao(['merge', out])
    expect([before.code, before.err]).toEqual([2, expect.stringContaining('The result of')])
    const workers = await Promise.all([worker(out, '--jobs', '1'), worker(out, '--jobs', '2')])
    expect(workers.map(({ code }) => code)).toEqual([0, 0])
    for (const { err } of workers)
      expect(err).toMatch(/^Reading what waits in the queue; .+\n(?:read \d+ · .+\n)*\d+ files done\n$/)
    const read = workers.flatMap(({ out: ndjson }) => readBy(ndjson))
    expect([read.length, new Set(read).size]).toEqual([JOBS, JOBS])
    expect((await nianbao(['merge', out])).code).toBe(1)
    expect(outputsOf(out)).toEqual(outputsOf(plain))
    expect((await enqueue(reports, out)).err).toContain('0 sent to the queue')
  })
  test.runIf(process.platform === 'linux')('a worker that is killed with files in its hands loses none', async () => {
    const fakes = join(folder, 'fakes')
    mkdirSync(fakes)
    for (const name of ['tabs-solid', 'tabs-failing', 'tabs-utf16'])
      copyFileSync(
        inRoot(`fixtures/text/${name}.txt`),
        join(fakes, name === 'tabs-solid' ? 'fake-slow.txt' : `${name}.txt`),
      )
    const out = join(folder, 'killed')
    await enqueue(fakes, out, '--expire', '3')
    const running = command(['worker', '-o', out, ...queue, '--json', '--jobs', '1'], {
      env: { NODE_OPTIONS: preload('fake-reader.mjs') },
    })
    expect(await until(() => childrenOf(running.pid).length > 0)).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 600))
    running.process.kill('SIGKILL')
    const killed = await running.done
    // In which order the queue gives its files is its own affair: the slow one is in the hands of the worker, and no file is read twice.
    const before = readBy(killed.out)
    expect(before).not.toContain('fake-slow.txt')
    const { code, out: ndjson } = await worker(out)
    expect([code, [...before, ...readBy(ndjson)].sort()]).toEqual([
      0,
      ['fake-slow.txt', 'tabs-failing.txt', 'tabs-utf16.txt'],
    ])
    expect((await nianbao(['merge', out])).code).toBe(0)
  })
  test('the recipe of docs/recipes.md', async () => {
    const recipe = /```sh queue\n([\s\S]*?)```/.exec(readFileSync('docs/recipes.md', 'utf8'))?.[1] ?? ''
    const out = join(folder, 'recipe')
    const script = recipe
      .replaceAll('/data/reports', reports)
      .replaceAll('/data/out', out)
      .replace(/NIANBAO_QUEUE=.*/, `NIANBAO_QUEUE=${url}`)
    expect((await shell(script)).code).toBe(1)
    expect(outputsOf(out)).toEqual(outputsOf(plain))
  })
  test('several who fill the same new queue at once do not end each other', async () => {
    for (const round of ['a', 'b', 'c']) {
      const out = join(folder, `crowd-${round}`)
      const all = await Promise.all(Array.from({ length: 4 }, () => enqueue(reports, out)))
      expect(all.map(({ code, err }) => [code, err.match(/^nianbao .*/m)?.[0]])).toEqual(all.map(() => [0, undefined]))
      const { code, out: ndjson } = await worker(out)
      expect([code, readBy(ndjson).length]).toEqual([0, JOBS])
    }
  })
  test('two output folders in one database have nothing to do with each other', async () => {
    const outs = ['here', 'there'].map((name) => join(folder, name)) as [string, string]
    for (const out of outs) expect((await enqueue(reports, out)).err).toContain(`${JOBS} sent to the queue, 0 done`)
    const here = await worker(outs[0])
    expect([here.code, readBy(here.out).length]).toEqual([0, JOBS])
    expect((await nianbao(['merge', outs[0]])).code).toBe(1)
    expect((await nianbao(['merge', outs[1]])).code).toBe(2)
    const there = await worker(outs[1])
    expect([there.code, readBy(there.out).length]).toEqual([0, JOBS])
    for (const out of outs) expect((await nianbao(['merge', out])).code).toBe(1)
    for (const out of outs) expect(outputsOf(out)).toEqual(outputsOf(plain))
  })
  test('a worker told to stop finishes its file and gives the rest to others', async () => {
    const out = join(folder, 'stopped')
    await enqueue(reports, out)
    const running = command(['worker', '-o', out, ...queue, '--json', '--jobs', '1'])
    expect(await until(() => childrenOf(running.pid).length > 0)).toBe(true)
    running.process.kill('SIGTERM')
    const stopped = await running.done
    expect(stopped.code).toBe(0)
    const first = readBy(stopped.out).length
    expect(first).toBeLessThan(JOBS)
    expect(readBy((await worker(out)).out)).toHaveLength(JOBS - first)
    expect((await nianbao(['merge', out])).code).toBe(1)
    expect(outputsOf(out)).toEqual(outputsOf(plain))
  })
})

test('a queue that is not there is told, without its password', async () => {
  const out = join(folder, 'none')
  for (const args of [['enqueue', folder], ['worker']]) {
    const { code, err } = await nianbao([...args, '-o', out], {
      env: { NIANBAO_QUEUE: 'postgres://someone:secret-word@127.0.0.1:9/none' },
    })
    expect([code, err]).toEqual([2, expect.stringContaining('queue-failed')])
    expect(err).not.toContain('secret-word')
  }
})

test('what PostgreSQL ends for the sake of another is tried again, what fails otherwise is not', async () => {
  const failing = (times: number, code: string) => {
    let calls = 0
    const act = async (): Promise<number> => {
      if (++calls <= times) throw Object.assign(new Error('ended'), { code })
      return calls
    }
    return { act, calls: () => calls }
  }
  expect(await unlocked(failing(2, '40P01').act)).toBe(3)
  expect(await unlocked(failing(1, '40001').act)).toBe(2)
  const other = failing(1, '42P01')
  await expect(unlocked(other.act)).rejects.toMatchObject({ code: '42P01' })
  expect(other.calls()).toBe(1)
  const always = failing(100, '40P01')
  await expect(unlocked(always.act)).rejects.toMatchObject({ code: '40P01' })
  expect(always.calls()).toBe(5)
})
