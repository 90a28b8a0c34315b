import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { eventsOf, leftovers, makeArchive, outputsOf, seeded } from '../helpers/archive.js'
import { childrenOf, command, nianbao, runs, temporary, until } from '../helpers/command.js'
import { thorough } from '../helpers/thorough.js'

const folder = temporary()
const reports = join(folder, 'reports')
/** Every fourth is killed while it writes all formats, the others have the quick ones. */
const formats = [[], ['--formats', 'csv,jsonl']] as const
const plain = formats.map((_, i) => join(folder, `plain-${i}`))
const milliseconds: number[] = []
const kills = thorough ? 20 : 3

beforeAll(async () => {
  makeArchive(reports)
  for (const [i, flags] of formats.entries()) {
    const started = performance.now()
    expect((await nianbao(['run', reports, '-o', plain[i] ?? '', '--jobs', '2', ...flags])).code).toBe(1)
    milliseconds.push(performance.now() - started)
  }
})

/** Paths whose result was told to be on disk. */
const kept = (ndjson: string): string[] =>
  eventsOf(ndjson)
    .filter(({ event, state }) => event === 'input' && state !== 'duplicate')
    .flatMap(({ path, reused }) => (reused === undefined ? [] : [path ?? '']))

describe.runIf(process.platform === 'linux')('a run that is killed', () => {
  test(`${kills} times at any moment: nothing told is lost, and the outputs are the same bytes`, {
    timeout: 600_000,
  }, async () => {
    const random = seeded(20_241_125)
    let killed = 0
    for (let round = 0; killed < kills && round < 3 * kills; round++) {
      const out = join(folder, `killed-${round}`)
      const which = killed % 4 === 0 ? 0 : 1
      const flags = formats[which] ?? []
      const expected = outputsOf(plain[which] ?? '')
      const told = new Set<string>()
      const running = command(['run', reports, '-o', out, '--jobs', String(1 + (round % 3)), '--json', ...flags])
      const started = performance.now()
      const timer = setTimeout(() => running.process.kill('SIGKILL'), random() * (milliseconds[which] ?? 0))
      const { signal, out: ndjson } = await running.done
      clearTimeout(timer)
      if (signal !== 'SIGKILL') {
        // It came to its end before: how long it takes depends on what else the machine does.
        milliseconds[which] = performance.now() - started
        expect(outputsOf(out)).toEqual(expected)
        rmSync(out, { recursive: true })
        continue
      }
      killed++
      for (const path of kept(ndjson)) told.add(path)
      // What is in its place is whole, and nothing lies beside it.
      if (existsSync(out))
        for (const [name, hash] of Object.entries(outputsOf(out))) expect([name, hash]).toEqual([name, expected[name]])
      const { code, out: rest } = await nianbao(['run', reports, '-o', out, '--jobs', '2', '--json', ...flags])
      expect(code).toBe(1)
      const again = eventsOf(rest).filter(({ event, reused }) => event === 'input' && reused === false)
      // Empty files and links have no result: there is nothing to keep of them.
      const withResult = again.filter(({ state, path }) => state !== 'duplicate' && path !== 'empty.pdf')
      expect(withResult.filter(({ path }) => told.has(path ?? ''))).toEqual([])
      expect(outputsOf(out)).toEqual(expected)
      expect(leftovers(out)).toEqual([])
      rmSync(out, { recursive: true })
    }
    expect(killed).toBe(kills)
  })
  test('leaves no reader behind', async () => {
    const out = join(folder, 'orphans')
    const running = command(['run', reports, '-o', out, '--jobs', '2'])
    expect(await until(() => childrenOf(running.pid).length > 0)).toBe(true)
    const readers = childrenOf(running.pid)
    running.process.kill('SIGKILL')
    await running.done
    expect(await until(() => !readers.some(runs), 10_000)).toBe(true)
  })
  test('a result that was damaged on disk is read again', async () => {
    const out = join(folder, 'damaged')
    expect((await nianbao(['run', reports, '-o', out, ...formats[1]])).code).toBe(1)
    const { truncateSync, writeFileSync } = await import('node:fs')
    const shelves = join(out, '.nianbao', 'results')
    const files = readdirSync(shelves).flatMap((shelf) =>
      readdirSync(join(shelves, shelf)).map((name) => join(shelves, shelf, name)),
    )
    expect(files.length).toBeGreaterThan(8)
    truncateSync(files[0] ?? '', 0)
    truncateSync(files[1] ?? '', 100)
    writeFileSync(files[2] ?? '', 'no result')
    rmSync(join(out, 'cells.csv'))
    expect((await nianbao(['run', reports, '-o', out, ...formats[1]])).code).toBe(1)
    expect(outputsOf(out)).toEqual(outputsOf(plain[1] ?? ''))
  })
})
