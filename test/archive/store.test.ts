import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeAtomically } from '../../src/node/archive/atomic-file.js'
import { type Outcome, packOutcome } from '../../src/node/archive/outcome.js'
import { resultKey, settingsHash, shardOf } from '../../src/node/archive/settings.js'
import { idOfStore, isStore, openStore, resultPath } from '../../src/node/archive/store.js'
import { temporary } from '../helpers/command.js'

const folder = temporary()
const failed = (code: string): Outcome => ({ state: 'failed', code, kind: null, wants: null, readings: [] })
const key = (text: string): string => resultKey('a'.repeat(64), 'b'.repeat(64), text)

describe('results', () => {
  test('are there for whoever opens the store next', async () => {
    const out = join(folder, 'next')
    const store = await openStore(out)
    expect(await store.look(key('a'))).toBe(null)
    await store.save(key('a'), packOutcome(failed('crashed')))
    expect(await store.look(key('a'))).toMatchObject({ state: 'failed', code: 'crashed' })
    await store.close()
    const again = await openStore(out)
    expect(await again.load(key('a'))).toEqual(failed('crashed'))
    await again.save(key('a'), packOutcome(failed('time-limit')))
    await again.close()
    const last = await openStore(out)
    expect(await last.look(key('a'))).toMatchObject({ code: 'time-limit' })
    await last.close()
    expect(await isStore(out)).toBe(true)
    expect(await isStore(folder)).toBe(false)
  })
  test('count without their line in the journal, and a line without them does not', async () => {
    const out = join(folder, 'journal')
    const store = await openStore(out)
    for (const name of ['a', 'b', 'c']) await store.save(key(name), packOutcome(failed('crashed')))
    await store.close()
    const journal = join(out, '.nianbao', 'journal.ndjson')
    // Cut off in the middle of the last line, as by the end of the power.
    truncateSync(journal, readFileSync(journal).length - 20)
    rmSync(resultPath(join(out, '.nianbao'), key('a')))
    const again = await openStore(out)
    expect(await Promise.all(['a', 'b', 'c'].map((name) => again.look(key(name))))).toEqual([
      null,
      expect.objectContaining({ state: 'failed' }),
      expect.objectContaining({ state: 'failed' }),
    ])
    await again.save(key('d'), packOutcome(failed('crashed')))
    await again.close()
    const lines = readFileSync(journal, 'utf8').split('\n')
    expect(lines.filter((line) => line.includes(key('d')))).toHaveLength(1)
    expect(JSON.parse(lines.find((line) => line.includes(key('d'))) ?? '')).toMatchObject({ key: key('d') })
  })
  test('two journals that disagree are not believed', async () => {
    const out = join(folder, 'two')
    const one = await openStore(out, '1-of-2')
    await one.save(key('a'), packOutcome(failed('crashed')))
    await one.close()
    appendFileSync(
      join(out, '.nianbao', 'journal-x.ndjson'),
      `${JSON.stringify({ key: key('a'), state: 'read', code: null, kind: 'pdf', wants: null, reports: [] })}\n`,
    )
    const two = await openStore(out)
    expect(await two.look(key('a'))).toMatchObject({ state: 'failed', code: 'crashed' })
    await two.close()
  })
  test('a line of the journal that is of another form is not believed', async () => {
    const out = join(folder, 'other-form')
    const store = await openStore(out)
    await store.save(key('a'), packOutcome(failed('crashed')))
    await store.close()
    appendFileSync(
      join(out, '.nianbao', 'journal.ndjson'),
      `null\n5\n{"key":7}\n{"key":"${key('a')}"}\n{"key":"${key('b')}","state":"read","reports":[1]}\n`,
    )
    const again = await openStore(out)
    expect(await again.look(key('a'))).toMatchObject({ state: 'failed', code: 'crashed', reports: [] })
    expect(await again.look(key('b'))).toBe(null)
    await again.close()
  })
  test('what says what the folder is may be damaged: it is told, and written anew by the next run', async () => {
    const out = join(folder, 'about')
    await (await openStore(out)).close()
    expect(await isStore(out)).toBe(true)
    for (const about of ['{bad', '', 'null', '[]']) {
      writeFileSync(join(out, '.nianbao', 'store.json'), about)
      await expect(isStore(out)).rejects.toThrow(/store\.json is damaged/)
    }
    await (await openStore(out)).close()
    expect(await isStore(out)).toBe(true)
  })
  test.runIf(process.platform === 'linux')('a folder that the system will not make is told, at once', async () => {
    await expect(openStore('/proc/nianbao/out')).rejects.toMatchObject({ code: 'output-failed' })
  })
  test('that are damaged are none', async () => {
    const out = join(folder, 'damaged')
    const store = await openStore(out)
    await store.save(key('a'), packOutcome(failed('crashed')))
    const path = resultPath(store.folder, key('a'))
    const bytes = readFileSync(path)
    bytes[20] = (bytes[20] ?? 0) ^ 1
    writeFileSync(path, bytes)
    expect(await store.load(key('a'))).toBe(null)
    await store.forget(key('a'))
    expect(await store.look(key('a'))).toBe(null)
    await store.close()
  })
})

describe('what tells a store from others', () => {
  test('is the same for all who ask, however many at once, and another in another folder', async () => {
    const store = await openStore(join(folder, 'id-one'))
    const ids = await Promise.all(Array.from({ length: 8 }, () => idOfStore(store)))
    expect(new Set(ids).size).toBe(1)
    expect(ids[0]).toMatch(/^[0-9a-f]{16}$/)
    expect(await idOfStore(await openStore(join(folder, 'id-one'), 'worker'))).toBe(ids[0])
    expect(await idOfStore(await openStore(join(folder, 'id-two')))).not.toBe(ids[0])
  })
  test('is made anew where its file was never filled', async () => {
    const store = await openStore(join(folder, 'id-three'))
    writeFileSync(join(store.folder, 'id'), '')
    const id = await idOfStore(store)
    expect(await idOfStore(store)).toBe(id)
  })
})

describe('temporary files', () => {
  test('of the dead are taken away, of the living and of other machines are left', async () => {
    const out = join(folder, 'temporary')
    const tmp = join(out, '.nianbao', 'tmp')
    mkdirSync(tmp, { recursive: true })
    const host = Buffer.from(hostname()).toString('hex').slice(0, 24)
    const names = {
      dead: `4194304.${host}.aa`,
      living: `${process.pid}.${host}.bb`,
      other: '1.ffff.cc',
      old: '1.ffff.dd',
    }
    for (const name of Object.values(names)) writeFileSync(join(tmp, name), '')
    utimesSync(join(tmp, names.old), 0, 0)
    await (await openStore(out)).close()
    expect(readdirSync(tmp).sort()).toEqual([names.living, names.other].sort())
  })
  test('nothing is left of a writing that failed, and the file is as it was', async () => {
    const tmp = join(folder, 'atomic')
    mkdirSync(tmp)
    const path = join(tmp, 'file')
    await writeAtomically(path, tmp, (file) => writeFileSync(file, 'before'))
    await expect(
      writeAtomically(path, tmp, (file) => {
        writeFileSync(file, 'half')
        throw new RangeError('no')
      }),
    ).rejects.toThrow(RangeError)
    expect([readdirSync(tmp), readFileSync(path, 'utf8')]).toEqual([['file'], 'before'])
  })
})

describe('names of results', () => {
  test('what changes a result changes its name, what watches it does not', () => {
    const hash = settingsHash({})
    expect(settingsHash({ signal: new AbortController().signal, onProgress: () => {}, name: 'x' })).toBe(hash)
    expect(settingsHash({ tables: 'auto', limits: { pages: 2000 } })).toBe(hash)
    for (const options of [
      { tables: 'stream' },
      { similarity: 0.7 },
      { limits: { pages: 1 } },
      { kind: 'pdf' },
    ] as const)
      expect(settingsHash(options)).not.toBe(hash)
    expect(new Set([key('a'), key('b'), resultKey('c'.repeat(64), 'b'.repeat(64), 'a')]).size).toBe(3)
  })
  test('shards depend on content, and are of like size', () => {
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 4000; i++) {
      const shard = shardOf(key(String(i)), 'x', 4)
      expect(shardOf(key(String(i)), 'y', 4)).toBe(shard)
      counts[shard - 1] = (counts[shard - 1] ?? 0) + 1
    }
    expect(Math.min(...counts)).toBeGreaterThan(900)
    expect(shardOf(null, 'a', 1000)).not.toBe(shardOf(null, 'b', 1000))
  })
})
