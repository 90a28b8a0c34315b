import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../../dist/node/archive/inputs.js'
import { ResultLost, recordsOf } from '../../dist/node/archive/records.js'
import { secondWriter } from '../../dist/node/archive/second-writer.js'
import { openStore, resultPath, type Store } from '../../dist/node/archive/store.js'
import { exportInto, writeExports } from '../../dist/node/export/index.js'
import { closeReaders, runArchive } from '../../dist/node/index.js'
import { readInputs } from '../../src/node/archive/inputs.js'
import { makeArchive, outputsOf } from '../helpers/archive.js'
import { temporary } from '../helpers/command.js'

const folder = temporary()
const run = join(folder, 'run')
const formats = ['csv', 'parquet', 'jsonl', 'xlsx', 'codebook']
let inputs: readonly Input[]
let store: Store

beforeAll(async () => {
  makeArchive(join(folder, 'reports'))
  await runArchive(join(folder, 'reports'), run, { jobs: 1, formats })
  inputs = (await readInputs(join(run, '.nianbao')))[0]?.inputs ?? []
  store = await openStore(run)
})
afterAll(async () => {
  await store.close()
  closeReaders()
})

/** Export into a folder, whatever the number of inputs with a second writer. */
async function withSecond(out: string, options: { formats?: string[]; temporary?: string } = {}) {
  const beside = await secondWriter(inputs, store, 2, undefined, 0)
  expect(beside).toBeDefined()
  return exportInto(await recordsOf(inputs, store), out, { formats, ...options }, beside)
}

const key = (): string => inputs.find((input) => input.key !== null)?.key ?? ''

describe('a second writer', () => {
  test('writes the same bytes, and the same list of files', async () => {
    const alone = await writeExports(await recordsOf(inputs, store), join(folder, 'alone'), { formats })
    const both = await withSecond(join(folder, 'both'))
    expect(outputsOf(join(folder, 'both'))).toEqual(outputsOf(join(folder, 'alone')))
    expect(outputsOf(join(folder, 'both'))).toEqual(outputsOf(run))
    expect(both).toEqual(alone)
    expect(both.files.map(({ name }) => name)).toEqual(expect.arrayContaining(['cells.parquet', 'workbook.xlsx']))
  })
  test('has nothing to do where none of its formats is wanted', async () => {
    const { files } = await withSecond(join(folder, 'csv'), { formats: ['csv'] })
    expect(files.map(({ name }) => name)).not.toContain('cells.parquet')
    expect(existsSync(join(folder, 'csv', 'cells.csv'))).toBe(true)
  })
  test('is not started for few inputs, nor where one process is asked for', async () => {
    expect(await secondWriter(inputs, store, 2)).toBeUndefined()
    expect(await secondWriter(inputs, store, 1, undefined, 0)).toBeUndefined()
  })
  test('tells of a result that is gone, by its key, and nothing is written', async () => {
    const beside = await secondWriter(inputs, store, 2, undefined, 0)
    // The first writer has it in memory.
    const records = await recordsOf(inputs, store)
    const held: unknown[] = []
    for await (const record of records()) held.push(record)
    const outcome = await store.load(key())
    rmSync(resultPath(store.folder, key()))
    try {
      const out = join(folder, 'lost')
      const stream = async function* () {
        yield* held as never[]
      }
      const error = await exportInto(stream, out, { formats }, beside).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(ResultLost)
      expect((error as ResultLost).key).toBe(key())
      expect(readdirSync(out)).toEqual([])
    } finally {
      const { packOutcome } = await import('../../src/node/archive/outcome.js')
      if (outcome) await store.save(key(), packOutcome(outcome))
    }
  })
  test('tells what cannot be written as the first writer does', async () => {
    const out = join(folder, 'blocked')
    const temporary = join(folder, 'scratch')
    mkdirSync(temporary)
    // In the place of the folder that the second writer makes its files in.
    writeFileSync(join(temporary, 'second'), '')
    await expect(withSecond(out, { temporary })).rejects.toMatchObject({
      code: 'output-failed',
      message: `${out} cannot be written: a file is in the place of the folder.`,
    })
    expect(readdirSync(out)).toEqual([])
  })
  test('ends by the signal', async () => {
    const caller = new AbortController()
    const beside = await secondWriter(inputs, store, 2, caller.signal, 0)
    const records = await recordsOf(inputs, store)
    const stream = async function* () {
      for await (const record of records()) yield record
      caller.abort()
    }
    await expect(exportInto(stream, join(folder, 'aborted'), { formats }, beside)).rejects.toMatchObject({
      code: 'aborted',
    })
    expect(readdirSync(join(folder, 'aborted'))).toEqual([])
  })
  test('ends with the first', async () => {
    const beside = await secondWriter(inputs, store, 2, undefined, 0)
    const failing = async function* () {
      yield* []
      throw new Error('no more records')
    }
    await expect(exportInto(failing, join(folder, 'ended'), { formats }, beside)).rejects.toThrow('no more records')
    expect(readdirSync(join(folder, 'ended'))).toEqual([])
  })
})
