import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { NianbaoError } from '../../../src/errors.js'
import type { ArchiveRecord } from '../../../src/node/archive-record.js'
import { cellRows, cellTable } from '../../../src/output/archive/cell-rows.js'
import { cellIdentity, type Decision, parseDecisions } from '../../../src/output/archive/decisions.js'
import { findingRows, findingTable } from '../../../src/output/archive/finding-rows.js'
import { panelRow, panelTable } from '../../../src/output/archive/panel.js'
import { review } from '../../../src/output/archive/reviewed.js'
import { fixtureRecord } from '../../helpers/archive-records.js'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
const at = (table: { fields: readonly { name: string }[] }, name: string): number =>
  table.fields.findIndex((field) => field.name === name)

let record: ArchiveRecord
beforeAll(async () => {
  record = await fixtureRecord('text/tabs-failing.txt')
})
const fingerprints = (one: ArchiveRecord): readonly string[] => review(one, new Map(), hash)[0]?.fingerprints ?? []

describe('fingerprints', () => {
  test('are the same in another file of the same report', () => {
    expect(fingerprints({ ...record, path: 'other/name.txt', sha256: 'cd'.repeat(32) })).toEqual(fingerprints(record))
  })
  test('differ as soon as a figure of the finding does', () => {
    const copy = structuredClone(record)
    const table = copy.readings[0]?.report.applications[0]
    if (!table) throw new Error('no table')
    table.unableToProvide.notHeld.naturalPerson = {
      ...table.unableToProvide.notHeld.naturalPerson,
      raw: '98',
      value: 98,
    }
    const before = fingerprints(record)
    const after = fingerprints(copy)
    const changed = record.readings[0]?.findings.map(({ cells }) =>
      cells.includes('applications.unableToProvide.notHeld.naturalPerson'),
    )
    expect(changed).toContain(true)
    expect(changed).toContain(false)
    expect(after.map((one, i) => one !== before[i])).toEqual(changed)
  })
})

describe('decisions', () => {
  const replayed = (decision: Omit<Decision, 'fingerprint' | 'about'>, fingerprint = fingerprints(record)[0] ?? '') => {
    const decisions = new Map([[fingerprint, { ...decision, fingerprint, about: '' }]])
    const [reading] = review(record, decisions, hash)
    if (!reading) throw new Error('no reading')
    return { reading, decisions }
  }
  const cell = 'applications.unableToProvide.notHeld.naturalPerson'

  test('stand beside the printed figure, and never over it', () => {
    const { reading, decisions } = replayed({
      decision: 'corrected',
      corrections: [{ cell, instance: 0, value: 0 }],
      note: '=见原件',
    })
    const rows = [...cellRows(reading)]
    const row = rows.find((one) => `${one[3]}.${one[6]}.${one[7]}` === cell)
    expect(row?.[at(cellTable, 'value')]).toBe(97)
    expect(row?.[at(cellTable, 'raw')]).toBe('97')
    expect(row?.[at(cellTable, 'corrected')]).toBe(0)
    expect(rows.filter((one) => one[at(cellTable, 'corrected')] !== null).length).toBe(1)
    const [finding] = [...findingRows(reading, decisions)]
    expect(finding?.[at(findingTable, 'decision')]).toBe('corrected')
    expect(finding?.[at(findingTable, 'corrections')]).toBe(`${cell}=0`)
    expect(finding?.[at(findingTable, 'note')]).toBe('=见原件')
    const panel = panelRow(reading)
    expect(panel?.[at(panelTable, 't3_un_notheld_person')]).toBe(97)
    expect(panel?.[at(panelTable, 'corrections')]).toBe('t3_un_notheld_person=0')
  })
  test('may be on one cell that no finding names', () => {
    const report = record.readings[0]?.report
    const figure = report?.applications[0]?.received.business
    if (!report || !figure) throw new Error('no figure')
    const name = 'applications.received.business'
    const { reading } = replayed(
      { decision: 'corrected', corrections: [{ cell: name, instance: 0, value: 18 }], note: '' },
      hash(cellIdentity(report)(0, name, figure)),
    )
    expect([...reading.corrections.values()]).toEqual([expect.objectContaining({ cell: name, value: 18 })])
  })
  test('that fit no figure change nothing', () => {
    const { reading } = replayed({ decision: 'confirmed', corrections: [], note: '' }, 'f'.repeat(32))
    expect(reading.corrections.size).toBe(0)
  })
})

describe('decisions.json', () => {
  const good = {
    fingerprint: 'a'.repeat(32),
    decision: 'corrected',
    corrections: [{ cell: 'applications.received.total', instance: 0, value: null }],
    note: 'x',
    about: 'y',
  }
  const file = (decisions: unknown, schema: unknown = 1): string => JSON.stringify({ schema, decisions })

  test('is read as it is written', () => {
    expect([...parseDecisions(`\ufeff${file([good])}`).values()]).toEqual([good])
    expect(parseDecisions(file([])).size).toBe(0)
    // Two lists put together may have the same decision twice.
    expect([...parseDecisions(file([good, { ...good, note: 'z' }])).values()]).toEqual([{ ...good, note: 'z' }])
  })
  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['another schema', file([], 2)],
    ['no list', file({})],
    ['no fingerprint', file([{ ...good, fingerprint: '__proto__' }])],
    ['no decision', file([{ ...good, decision: 'maybe' }])],
    ['no cell', file([{ ...good, corrections: [{ cell: '<b>', instance: 0, value: 1 }] }])],
    ['no number', file([{ ...good, corrections: [{ cell: 'a.b.c', instance: 0, value: '1' }] }])],
    ['no instance', file([{ ...good, corrections: [{ cell: 'a.b.c', instance: -1, value: 1 }] }])],
    ['null', file([null])],
    ['two that contradict each other', file([good, { ...good, decision: 'dismissed', corrections: [] }])],
  ])('is refused with %s', (_, text) => {
    let code: string | null = null
    try {
      parseDecisions(text)
    } catch (error) {
      code = error instanceof NianbaoError ? error.code : String(error)
    }
    expect(code).toBe('decisions-invalid')
  })
})
