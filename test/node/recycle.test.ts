import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeReaders, readReport } from '../../dist/node/index.js'
import { preload, runs, temporary } from '../helpers/command.js'
import { thorough } from '../helpers/thorough.js'
import { sampleText } from './sample-text.js'

const log = join(temporary(), 'log')
const bytes = new TextEncoder().encode(sampleText)

beforeAll(() => {
  process.env.NODE_OPTIONS = preload('fake-reader.mjs')
  process.env.FAKE_READER_LOG = log
})
afterAll(() => {
  closeReaders()
  rmSync(log, { force: true })
})

// A quarter of a minute: with the tests that `npm run test:scans` runs.
test.runIf(thorough && process.platform === 'linux')('after many inputs a fresh reader takes over', async () => {
  for (let i = 0; i < 1020; i++) expect((await readReport(bytes, { trace: false })).report).not.toBeNull()
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  const children = new Set(lines.map((line) => Number(line.split(' ')[0])))
  expect(children.size).toBeGreaterThan(1)
  expect(children.size).toBeLessThan(10)
  expect([...children].filter(runs)).toHaveLength(1)
})
