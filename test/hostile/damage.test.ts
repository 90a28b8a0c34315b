import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ArchiveRecord, cellsOf, readArchive } from '../../dist/node/index.js'
import { DOUBTFUL } from '../../src/report/confidence.js'
import { parseCsv } from '../../src/text/csv.js'
import { inRoot, temporary } from '../helpers/command.js'
import { oneIn, thorough } from '../helpers/thorough.js'
import { type Damaged, damagedReports } from './damage.js'

const folder = temporary()
const all = damagedReports()
const reports = oneIn(10, all)
const records = new Map<string, ArchiveRecord>()

beforeAll(async () => {
  for (const { file, bytes } of reports) writeFileSync(join(folder, file), bytes)
  for await (const record of readArchive(folder, { jobs: 2 })) records.set(record.path, record)
}, 900_000)

const recordOf = ({ file }: Damaged): ArchiveRecord | undefined => records.get(file) ?? records.get(`${file}/report`)

test('there are more than 300, and each has one record', () => {
  expect(all.length).toBeGreaterThan(300)
  expect(new Set(all.map(({ file }) => file)).size).toBe(all.length)
  expect(records.size).toBe(reports.length)
  expect(reports.filter((one) => recordOf(one) === undefined)).toEqual([])
})

test('each has a state that its damage allows', () => {
  const wrong = reports.flatMap((one) => {
    const { state, code, duplicateOf } = recordOf(one) as ArchiveRecord
    if (state === 'duplicate') return records.get(duplicateOf ?? '')?.state === 'duplicate' ? [one.file] : []
    const allowed = one.states.some((words) => words === state || words === `${state} ${code}`)
    return allowed ? [] : [`${one.file}: ${state} ${code}, not ${one.states.join(' or ')}`]
  })
  expect(wrong).toEqual([])
})

test('no code says that the reader came to its end', () => {
  const ended = [...records.values()].filter(({ code }) =>
    ['crashed', 'time-limit', 'memory-limit', 'engine-failed'].includes(code ?? ''),
  )
  expect(ended.map(({ path, code }) => [path, code])).toEqual([])
})

test('what was not read in full says why, and what has nothing printed says nothing', () => {
  for (const { state, code, message, readings } of records.values()) {
    expect(state === 'read').toBe(code === null)
    expect(state === 'read').toBe(message === null)
    expect(readings.length > 0).toBe(state === 'read' || state === 'partial')
  }
})

describe('a figure given with confidence is the printed one', () => {
  /** Where the damage is in the text itself, another figure is printed. */
  const texts = (one: Damaged): boolean => /^fixtures\/(?:text|html)/.test(one.fixture)
  const surely = (one: Damaged): string[] => {
    const truth = new Map(
      parseCsv(readFileSync(inRoot(one.fixture.replace(/\.\w+$/, '.cells.csv')), 'utf8')).map((cell) => [
        `${cell.table} ${cell.instance} ${cell.row} ${cell.column}`,
        cell.value ?? '',
      ]),
    )
    return (recordOf(one)?.readings ?? []).flatMap(({ report }) =>
      [...cellsOf(report)].flatMap(({ table, instance, row, column, figure }) => {
        const printed = truth.get(`${table} ${instance} ${row} ${column}`)
        const sure = figure.value !== null && figure.confidence >= DOUBTFUL
        return sure && printed !== undefined && printed !== String(figure.value)
          ? [`${one.file}: ${table}.${row}.${column} ${figure.value}, not ${printed}`]
          : []
      }),
    )
  }
  test('of PDFs and Word files', () => {
    const sure = reports.filter((one) => !texts(one))
    expect(sure.flatMap(surely)).toEqual([])
    // And it is not that none is given.
    expect(sure.filter((one) => recordOf(one)?.state === 'read').length).toBeGreaterThan(thorough ? 40 : 4)
  })
  test('of pages and texts that were cut, but for a figure in which the text ends', () => {
    const wrong = reports
      .filter((one) => texts(one) && /^cut/.test(one.damage))
      .flatMap((one) => surely(one).map((words) => ({ one, words })))
      .filter(({ one, words }) => {
        const [, value = ''] = / (\S+), not /.exec(words) ?? []
        return !Buffer.from(one.bytes).toString('utf8').endsWith(value)
      })
    expect(wrong.map(({ words }) => words)).toEqual([])
  })
})

test('the states are those of states.csv', async () => {
  const lines = [...records.values()].map(({ path, state, code }) => `${path},${state},${code ?? ''}\n`)
  if (thorough) return expect(`file,state,code\n${lines.join('')}`).toMatchFileSnapshot('states.csv')
  const known = readFileSync(inRoot('test/hostile/states.csv'), 'utf8').split('\n')
  const states = new Map(known.map((line) => [line.slice(0, line.indexOf(',')), line]))
  // What is a duplicate depends on what else is there.
  const alone = lines.filter(
    (line) => !/,duplicate,/.test(line) && !/,duplicate,/.test(states.get(line.split(',')[0] ?? '') ?? ''),
  )
  expect(alone.map((line) => line.trimEnd())).toEqual(alone.map((line) => states.get(line.slice(0, line.indexOf(',')))))
})
