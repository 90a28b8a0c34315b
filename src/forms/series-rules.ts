/**
 * What reports of one body for neighbouring years have to say to each other, as data. Names with `last.` are cells of the year before;
 * ids, levels and sources are those of the rules of the form (XY-…).
 */

import type { FindingCode, Level } from '../findings.js'
import type { FormDef, TableId } from './define.js'

export interface SeriesRule {
  readonly id: string
  readonly code: FindingCode
  readonly table: Exclude<TableId, 'statistics'>
  /** Both tables are of this edition; of any where nothing is said. */
  readonly edition?: FormDef['edition']
  readonly each: 'column' | 'row'
  /** Rows in which it holds, for rules of rows. */
  readonly rows?: readonly string[]
  readonly equation: string
  readonly level: Level
  readonly source: string
}

const DOCUMENTS = ['governmentRules', 'normativeDocuments']

export const seriesRules: readonly SeriesRule[] = [
  {
    id: 'XY-CARRY',
    code: 'series/carry-forward',
    table: 'applications',
    each: 'column',
    equation: 'broughtForward = last.carriedForward',
    level: 'warning',
    source: '表三：二、上年结转；上年报告 四、结转下年度继续办理',
  },
  {
    id: 'XY-INFORCE',
    code: 'series/in-force',
    table: 'proactiveDisclosure',
    edition: '2021',
    each: 'row',
    rows: DOCUMENTS,
    equation: 'inForce = last.inForce + issued - repealed',
    level: 'warning',
    source: '国办公开办函〔2021〕30号 表二：本年制发、本年废止、现行有效件数',
  },
  {
    id: 'XY-ITEMS',
    code: 'series/items',
    table: 'proactiveDisclosure',
    edition: '2019',
    each: 'row',
    rows: ['licensing', 'otherServices', 'penalties', 'coerciveMeasures', 'fees'],
    equation: 'previousItems = last.previousItems + last.change',
    level: 'warning',
    source: '国办公开办函〔2019〕60号 表二：上一年项目数量、本年增/减',
  },
  {
    id: 'XY-DISC',
    code: 'series/disclosed',
    table: 'proactiveDisclosure',
    edition: '2019',
    each: 'row',
    rows: DOCUMENTS,
    equation: 'totalDisclosed = last.totalDisclosed + disclosed',
    level: 'info',
    source: '国办公开办函〔2019〕60号 表二：本年新公开数量、对外公开总数量',
  },
  {
    id: 'XY-PENDING',
    code: 'series/pending',
    table: 'disputes',
    each: 'row',
    equation: 'total >= last.pending',
    level: 'info',
    source: '表四：尚未审结的案件下年再计，以报告注明含上年结转者为限',
  },
]

/** Cells whose figure rarely changes tenfold from one year to the next (XY-JUMP). */
export const jumpCells: Readonly<Record<SeriesRule['table'], readonly string[]>> = {
  applications: ['received.total'],
  disputes: [],
  proactiveDisclosure: ['licensing.decisions', 'penalties.decisions', 'coerciveMeasures.decisions', 'fees.amount'],
}
/** A jump of this many times, to or from a figure at least so large: small counts change tenfold by chance. */
export const JUMP = { times: 10, large: 100 } as const

/** Rows that no two years have alike by chance, where so many of their figures are above zero and so large together. */
export const copiedRows: Readonly<
  Record<
    SeriesRule['table'],
    { readonly rows: readonly string[] | null; readonly filled: number; readonly sum: number }
  >
> = {
  applications: { rows: null, filled: 8, sum: 20 },
  disputes: { rows: null, filled: 4, sum: 10 },
  proactiveDisclosure: {
    rows: ['licensing', 'otherServices', 'penalties', 'coerciveMeasures', 'fees', 'procurement'],
    filled: 2,
    sum: 50,
  },
}

/** Rows of the table that shows a body over the years. */
export const seriesRows: readonly {
  readonly table: SeriesRule['table']
  readonly row: string
  readonly column: string
}[] = [
  ...['received', 'broughtForward', 'grantedInFull', 'grantedInPart', 'totalProcessed', 'carriedForward'].map(
    (row) => ({
      table: 'applications' as const,
      row,
      column: 'total',
    }),
  ),
  ...['reconsideration', 'litigation.direct', 'litigation.afterReconsideration'].map((row) => ({
    table: 'disputes' as const,
    row,
    column: 'total',
  })),
  ...['issued', 'repealed', 'inForce', 'produced', 'disclosed', 'totalDisclosed'].map((column) => ({
    table: 'proactiveDisclosure' as const,
    row: 'normativeDocuments',
    column,
  })),
  ...['licensing', 'penalties', 'coerciveMeasures'].map((row) => ({
    table: 'proactiveDisclosure' as const,
    row,
    column: 'decisions',
  })),
  { table: 'proactiveDisclosure', row: 'fees', column: 'amount' },
]
