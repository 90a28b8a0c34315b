import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { eventsOf, leftovers, outputsOf, reportsOf } from '../helpers/archive.js'
import { command, inRoot, nianbao, temporary } from '../helpers/command.js'

/** A scan and a text: the scan is read in the second pass, when all texts have been. */
const folder = temporary()
const reports = join(folder, 'reports')
const plain = join(folder, 'plain')
const run = (out: string, ...flags: string[]) => nianbao(['run', reports, '-o', out, '--json', ...flags])
const inputs = (ndjson: string) => eventsOf(ndjson).filter(({ event }) => event === 'input')
const few = ['--formats', 'csv']

beforeAll(async () => {
  mkdirSync(reports)
  copyFileSync(inRoot('fixtures/scans/bw-200.pdf'), join(reports, 'a-scan.pdf'))
  copyFileSync(inRoot('fixtures/text/tabs-failing.txt'), join(reports, 'b-text.txt'))
}, 180_000)

describe('an archive with a scan', { timeout: 300_000 }, () => {
  test('each input is told once, with the state that reports.csv has, the scan after the texts', async () => {
    const { out: ndjson } = await run(plain, '--jobs', '1', ...few)
    const told = inputs(ndjson)
    expect(told.map(({ path, reused }) => [path, reused])).toEqual([
      ['b-text.txt', false],
      ['a-scan.pdf', false],
    ])
    const states = reportsOf(plain).map(({ file, state }) => [file, state])
    expect(told.map(({ path, state }) => [path, state]).reverse()).toEqual(states)
    expect(reportsOf(plain)[0]).toMatchObject({ issuer: '青山县人民政府', year: '2023' })
    expect(eventsOf(ndjson).filter(({ event }) => event === 'pass')).toEqual([
      { event: 'pass', pass: 'text', inputs: 2 },
      { event: 'pass', pass: 'ocr', inputs: 1 },
    ])
  })
  test('the second run reads nothing, and writes the same', async () => {
    const before = outputsOf(plain)
    const { out: ndjson } = await run(plain, '--jobs', '2', ...few)
    expect(inputs(ndjson).map(({ reused }) => reused)).toEqual([true, true])
    expect(eventsOf(ndjson).at(-1)).toMatchObject({ event: 'summary', inputs: 2, reused: 2 })
    expect(outputsOf(plain)).toEqual(before)
  })
  test('killed between the passes, it goes on with the scan alone, to the same bytes', async () => {
    const out = join(folder, 'killed')
    const running = command(['run', reports, '-o', out, '--jobs', '2', '--json', ...few])
    running.process.stdout?.on('data', (data: Buffer) => {
      if (data.includes('"pass":"ocr"')) running.process.kill('SIGKILL')
    })
    const { signal, out: first } = await running.done
    expect([signal, inputs(first).map(({ path }) => path)]).toEqual(['SIGKILL', ['b-text.txt']])
    const { out: ndjson } = await run(out, ...few)
    expect(inputs(ndjson).map(({ path, reused }) => [path, reused])).toEqual([
      ['b-text.txt', true],
      ['a-scan.pdf', false],
    ])
    expect(outputsOf(out)).toEqual(outputsOf(plain))
    expect(leftovers(out)).toEqual([])
  })
  test('without recognition it is not read, and says so', async () => {
    const out = join(folder, 'off')
    const { code } = await run(out, '--ocr', 'off', ...few)
    expect(code).toBe(1)
    expect(reportsOf(out).map(({ file, state, code }) => [file, state, code])).toEqual([
      ['a-scan.pdf', 'failed', 'read/no-text'],
      ['b-text.txt', 'read', ''],
    ])
  })
  test('the review site shows it, and it is not recognised a second time for that', async () => {
    const { out: ndjson } = await run(plain, '--formats', 'csv,review')
    expect(inputs(ndjson).map(({ reused }) => reused)).toEqual([true, true])
    const shown = outputsOf(plain)
    expect(Object.keys(shown).filter((name) => /drawings\/.*\.(?:png|jpg)$/.test(name)).length).toBeGreaterThan(0)
    // The same without the files: there is nothing that could be read.
    rmSync(join(plain, 'review'), { recursive: true })
    const away = `${reports}-away`
    renameSync(reports, away)
    await nianbao(['merge', plain, '--formats', 'csv,review'])
    renameSync(away, reports)
    expect(outputsOf(plain)).toEqual(shown)
    rmSync(join(plain, 'review'), { recursive: true })
  })
})
