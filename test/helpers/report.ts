/** Reports made of figures: what the stages behind `build` work on, without any document. */

import fc from 'fast-check'
import type { FormDef, TableId } from '../../src/forms/define.js'
import { type Figure, type Report, reportSchema } from '../../src/report/schema.js'

export type Edition = FormDef['edition']
export type TableName = Exclude<TableId, 'statistics'>

/** What a cell prints: a number, nothing (`''`), a filler (`'/'`), something unreadable (`'?'`); `null` is no cell. */
export type Entry = number | null | '' | '/' | '?' | Figure
export type Fill = (row: string, column: string) => Entry

const applicants = [
  'naturalPerson',
  'business',
  'researchInstitution',
  'publicInterestOrganization',
  'legalServiceOrganization',
  'otherOrganization',
]

const outcomes = [
  'grantedInFull',
  'grantedInPart',
  'withheld.stateSecrets',
  'withheld.prohibitedByLaw',
  'withheld.securityAndStability',
  'withheld.thirdPartyRights',
  'withheld.internalAffairs',
  'withheld.deliberativeProcess',
  'withheld.enforcementFiles',
  'withheld.administrativeInquiries',
  'unableToProvide.notHeld',
  'unableToProvide.requiresCreation',
  'unableToProvide.stillUnclear',
  'notProcessed.petitions',
  'notProcessed.repeated',
  'notProcessed.publications',
  'notProcessed.excessive',
  'notProcessed.reconfirmation',
]

export const outcomeRows: Readonly<Record<Edition, readonly string[]>> = {
  '2019': [...outcomes, 'otherHandling'],
  '2021': [...outcomes, 'otherHandling.notCorrected', 'otherHandling.feeUnpaid', 'otherHandling.other'],
}

export const applicantColumns: readonly string[] = applicants

const by = (rows: readonly string[], columns: readonly string[]): string[][] =>
  rows.flatMap((row) => columns.map((column) => [row, column]))

const documentRows = ['governmentRules', 'normativeDocuments']
const disputeRows = ['reconsideration', 'litigation.direct', 'litigation.afterReconsideration']
const results = ['upheld', 'corrected', 'otherOutcome', 'pending']

const applicationCells = (edition: Edition): string[][] =>
  by(
    ['received', 'broughtForward', ...outcomeRows[edition], 'totalProcessed', 'carriedForward'],
    [...applicants, 'total'],
  )

/** The cells of docs/cells.md, table by table, in its order: row and column. Written out, not taken from the forms. */
export const contractCells: Readonly<Record<Edition, Readonly<Record<TableName, readonly string[][]>>>> = {
  '2021': {
    proactiveDisclosure: [
      ...by(documentRows, ['issued', 'repealed', 'inForce']),
      ...by(['licensing', 'penalties', 'coerciveMeasures'], ['decisions']),
      ['fees', 'amount'],
    ],
    applications: applicationCells('2021'),
    disputes: by(disputeRows, [...results, 'total']),
  },
  '2019': {
    proactiveDisclosure: [
      ...by(documentRows, ['produced', 'disclosed', 'totalDisclosed']),
      ...by(['licensing', 'otherServices', 'penalties', 'coerciveMeasures'], ['previousItems', 'change', 'decisions']),
      ...by(['fees'], ['previousItems', 'change']),
      ...by(['procurement'], ['projects', 'amount']),
    ],
    applications: applicationCells('2019'),
    disputes: by(disputeRows, [...results, 'total']),
  },
}

export const tableNames = ['proactiveDisclosure', 'applications', 'disputes'] as const satisfies readonly TableName[]

export interface Relation {
  readonly code: string
  readonly rule: string
  readonly table: TableName
  /** Row or column in which it holds. */
  readonly at: string
  readonly op: '=' | '>='
  /** Cells added up on the printed side, and on the side of what should be there. */
  readonly printed: readonly string[]
  readonly plus: readonly string[]
  readonly minus: readonly string[]
}

/** The relations of docs/cells.md and docs/forms.md for one table, written out. */
export function relations(table: TableName, edition: Edition): Relation[] {
  const cell = (row: string, column: string): string => `${table}.${row}.${column}`
  if (table === 'applications') {
    const columns = [...applicants, 'total']
    const rows = ['received', 'broughtForward', ...outcomeRows[edition], 'totalProcessed', 'carriedForward']
    return [
      ...rows.map(
        (at): Relation => ({
          code: 'applications/applicant-total',
          rule: 'T3-ROW',
          table,
          at,
          op: '=',
          printed: [cell(at, 'total')],
          plus: applicants.map((column) => cell(at, column)),
          minus: [],
        }),
      ),
      ...columns.map(
        (at): Relation => ({
          code: 'applications/balance',
          rule: 'T3-BAL',
          table,
          at,
          op: '=',
          printed: [cell('totalProcessed', at), cell('carriedForward', at)],
          plus: [cell('received', at), cell('broughtForward', at)],
          minus: [],
        }),
      ),
      ...columns.map(
        (at): Relation => ({
          code: 'applications/outcome-total',
          rule: edition === '2019' ? 'T3-OUT-G3' : 'T3-OUT-G4',
          table,
          at,
          op: '=',
          printed: [cell('totalProcessed', at)],
          plus: outcomeRows[edition].map((row) => cell(row, at)),
          minus: [],
        }),
      ),
    ]
  }
  if (table === 'disputes')
    return disputeRows.map(
      (at): Relation => ({
        code: 'disputes/total',
        rule: 'T4-SUM',
        table,
        at,
        op: '=',
        printed: [cell(at, 'total')],
        plus: results.map((column) => cell(at, column)),
        minus: [],
      }),
    )
  if (edition === '2021')
    return documentRows.map(
      (at): Relation => ({
        code: 'proactiveDisclosure/in-force',
        rule: 'T2-INFORCE',
        table,
        at,
        op: '>=',
        printed: [cell(at, 'inForce')],
        plus: [cell(at, 'issued')],
        minus: [cell(at, 'repealed')],
      }),
    )
  return [
    ...documentRows.map(
      (at): Relation => ({
        code: 'proactiveDisclosure/disclosed',
        rule: 'T2-DISC',
        table,
        at,
        op: '>=',
        printed: [cell(at, 'totalDisclosed')],
        plus: [cell(at, 'disclosed')],
        minus: [],
      }),
    ),
    ...['licensing', 'otherServices', 'penalties', 'coerciveMeasures', 'fees'].map(
      (at): Relation => ({
        code: 'proactiveDisclosure/items',
        rule: 'T2-ITEMS',
        table,
        at,
        op: '>=',
        printed: [cell(at, 'previousItems'), cell(at, 'change')],
        plus: [],
        minus: [],
      }),
    ),
  ]
}

/** All cells of one table by name, `table.row.column`. */
export type Sheet = Map<string, Entry>

export const sheetOf = (table: TableName, edition: Edition, fill: Fill): Sheet =>
  new Map(
    contractCells[edition][table].map(([row = '', column = '']) => [`${table}.${row}.${column}`, fill(row, column)]),
  )

/** A sheet whose totals follow from its parts, so that every relation of the form holds; `leaf` gives the parts. */
export function consistentSheet(
  table: TableName,
  edition: Edition,
  leaf: (row: string, column: string) => number,
): Sheet {
  const value = new Map<string, number>()
  const get = (row: string, column: string): number => value.get(`${row}.${column}`) ?? 0
  const put = (row: string, column: string, n: number): void => void value.set(`${row}.${column}`, n)
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
  if (table === 'applications') {
    const rows = outcomeRows[edition]
    for (const column of applicants) {
      for (const row of rows) put(row, column, leaf(row, column))
      const processed = sum(rows.map((row) => get(row, column)))
      const carried = leaf('carriedForward', column)
      const brought = Math.min(leaf('broughtForward', column), processed + carried)
      put('totalProcessed', column, processed)
      put('carriedForward', column, carried)
      put('broughtForward', column, brought)
      put('received', column, processed + carried - brought)
    }
    for (const row of ['received', 'broughtForward', ...rows, 'totalProcessed', 'carriedForward'])
      put(row, 'total', sum(applicants.map((column) => get(row, column))))
  } else {
    for (const [row = '', column = ''] of contractCells[edition][table]) put(row, column, leaf(row, column))
    if (table === 'disputes')
      for (const row of disputeRows) put(row, 'total', sum(results.map((column) => get(row, column))))
    else if (edition === '2021')
      for (const row of documentRows)
        put(row, 'inForce', Math.max(0, get(row, 'issued') - get(row, 'repealed')) + leaf(row, 'inForce'))
    else {
      for (const row of documentRows) put(row, 'totalDisclosed', get(row, 'disclosed') + leaf(row, 'totalDisclosed'))
      for (const row of ['licensing', 'otherServices', 'penalties', 'coerciveMeasures', 'fees']) {
        put(row, 'change', leaf(row, 'change') - 3)
        put(row, 'previousItems', Math.max(0, -get(row, 'change')) + leaf(row, 'previousItems'))
      }
    }
  }
  return sheetOf(table, edition, (row, column) => get(row, column))
}

export const figure = (entry: Entry, confidence = 1): Figure => {
  if (entry !== null && typeof entry === 'object') return entry
  const base = { unit: null, place: null, confidence }
  if (typeof entry === 'number') return { ...base, value: entry, raw: String(entry), state: 'reported' }
  if (entry === null) return { ...base, value: null, raw: '', state: 'absent' }
  if (entry === '') return { ...base, value: null, raw: '', state: 'blank' }
  if (entry === '/') return { ...base, value: null, raw: '/', state: 'filler' }
  return { ...base, value: null, raw: '1 2', state: 'unreadable', confidence: 0 }
}

export interface TableSpec {
  readonly table: TableName
  readonly edition: Edition
  readonly cells: Sheet | Fill
  readonly scope?: string | null
  /** Rows that are printed and not in the form. */
  readonly extraRows?: readonly { label: string; texts: string[] }[]
}

export interface ReportSpec {
  readonly issuer?: string | null
  readonly year?: number | null
  readonly title?: string | null
  readonly sections?: readonly string[]
  readonly tables: readonly TableSpec[]
  readonly pages?: number | null
}

/** Build a report; it is checked against the schema, so that a test cannot work on what the program never makes. */
export function makeReport({
  issuer = '青禾县人民政府',
  year = 2023,
  title = null,
  sections = [],
  tables,
  pages = null,
}: ReportSpec): Report {
  const report: Record<string, unknown> & Record<TableName, unknown[]> = {
    schema: 1,
    issuer,
    year,
    period: null,
    title,
    source: { kind: 'text', name: null, sha256: null, bytes: null, pages, engines: {} },
    sections: sections.map((id) => ({ id, heading: id, text: '', pages: [] })),
    statements: [],
    proactiveDisclosure: [],
    applications: [],
    disputes: [],
    statistics: [],
  }
  for (const { table, edition, cells, scope = null, extraRows = [] } of tables) {
    const sheet = typeof cells === 'function' ? sheetOf(table, edition, cells) : cells
    const object: Record<string, unknown> = {
      form: table === 'disputes' ? '2019' : edition,
      instance: report[table].length,
      scope,
      pages: [],
      extra: { rows: extraRows.map((row) => ({ ...row, place: null })), columns: [] },
    }
    for (const [name, entry] of sheet) {
      const path = name.split('.').slice(1)
      let at = object
      for (const key of path.slice(0, -1)) {
        at[key] ??= {}
        at = at[key] as Record<string, unknown>
      }
      at[path[path.length - 1] ?? ''] = figure(entry)
    }
    report[table].push(object)
  }
  return reportSchema.parse(report)
}

/** All three tables, consistent, for one edition. */
export const consistentReport = (
  edition: Edition,
  leaf: (row: string, column: string) => number,
  more: Partial<ReportSpec> = {},
): Report =>
  makeReport({
    year: edition === '2019' ? 2019 : 2023,
    tables: tableNames.map((table) => ({ table, edition, cells: consistentSheet(table, edition, leaf) })),
    ...more,
  })

/** A leaf function that gives every cell a small number of its own, some of them zero. */
export const spread = (row: string, column: string): number => {
  let hash = 7
  for (const char of `${row}.${column}`) hash = (hash * 31 + char.charCodeAt(0)) % 9973
  return hash % 5
}

/** Random leaves: zeros as often as in real tables. */
export const leaves: fc.Arbitrary<(row: string, column: string) => number> = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 90_000 })), {
    minLength: 211,
    maxLength: 211,
  })
  .map((numbers) => (row: string, column: string) => {
    let hash = 7
    for (const char of `${row}.${column}`) hash = (hash * 33 + char.charCodeAt(0)) % 1_000_003
    return numbers[hash % 211] ?? 0
  })

export const edition: fc.Arbitrary<Edition> = fc.constantFrom<Edition>('2019', '2021')

/** Freeze an object with everything in it: whoever writes to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const one of Object.values(value)) deepFreeze(one)
  }
  return value
}
