/**
 * The arithmetic of the forms since 2019, as data. Ids, authority and levels are those of docs/findings.md; the rules of older
 * tables are in `statistics-rules.ts`, those that hold as a rule only in `plausible.ts`.
 *
 * An equation is written over ids: row ids where it holds in each column, column ids where it holds in each row, names
 * of cells (`table.row.column`) where it holds once. The side before the sign is what is printed, the side behind it
 * what it should be; `total` names the printed total, if there is one, whose blank is a finding of its own.
 */

import type { FindingCode, Level } from '../findings.js'
import { otherHandlingRow, otherHandlingRows, outcomeRows } from './applications.js'
import type { FormDef, TableId } from './define.js'

export type Authority =
  | 'statedInForm'
  | 'impliedByStructure'
  | 'impliedByDefinition'
  | 'statute'
  | 'plausibility'
  /** A rule of the user. */
  | 'own'

export interface Rule {
  readonly id: string
  readonly code: FindingCode
  readonly table: TableId
  /** Only for tables of this edition; for all where nothing is said. */
  readonly edition?: FormDef['edition']
  readonly each: 'column' | 'row' | 'once'
  /** Rows in which it holds; all where nothing is said. */
  readonly rows?: readonly string[]
  /** Columns in which it holds; all where nothing is said. */
  readonly columns?: readonly string[]
  /** Only for bodies that cannot make 规章, as far as their name tells for certain. */
  readonly when?: 'noGovernmentRules'
  /** What it says: an equation or a limit, or one that follows from another (`statement.ts`). */
  readonly equation: string
  /** The id, on the printed side, that is the total of the others. */
  readonly total?: string
  readonly level: Level
  readonly authority: Authority
  /** Where the rule is written. */
  readonly source: string
  /** `unknown`: nothing is said where a cell is blank. Otherwise blanks are zeros where the table leaves its zeros blank. */
  readonly blanks?: 'unknown'
  /** What a rule of the user calls itself. */
  readonly title?: string
  /** Finding for a blank total beside filled parts. */
  readonly missingTotal?: FindingCode
  /** Finding for a filled total beside blank parts only. */
  readonly missingParts?: FindingCode
}

const ids = (rows: readonly { readonly id: string }[]): string => rows.map(({ id }) => id).join(' + ')

const applicants =
  'naturalPerson + business + researchInstitution + publicInterestOrganization + legalServiceOrganization + otherOrganization'

export const rules: readonly Rule[] = [
  {
    id: 'T3-BAL',
    code: 'applications/balance',
    table: 'applications',
    each: 'column',
    equation: 'totalProcessed + carriedForward = received + broughtForward',
    level: 'error',
    authority: 'statedInForm',
    source: '表三：（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
  },
  {
    id: 'T3-OUT-G3',
    code: 'applications/outcome-total',
    table: 'applications',
    edition: '2019',
    each: 'column',
    equation: `totalProcessed = ${ids([...outcomeRows, otherHandlingRow])}`,
    total: 'totalProcessed',
    level: 'error',
    authority: 'impliedByStructure',
    source: '国办公开办函〔2019〕60号 表三：（七）总计',
    missingTotal: 'applications/total-missing',
  },
  {
    id: 'T3-OUT-G4',
    code: 'applications/outcome-total',
    table: 'applications',
    edition: '2021',
    each: 'column',
    equation: `totalProcessed = ${ids([...outcomeRows, ...otherHandlingRows])}`,
    total: 'totalProcessed',
    level: 'error',
    authority: 'impliedByStructure',
    source: '国办公开办函〔2021〕30号 表三：（七）总计',
    missingTotal: 'applications/total-missing',
  },
  {
    id: 'T3-ROW',
    code: 'applications/applicant-total',
    table: 'applications',
    each: 'row',
    equation: `total = ${applicants}`,
    total: 'total',
    level: 'error',
    authority: 'impliedByStructure',
    source: '表三：申请人情况，总计',
    missingTotal: 'applications/total-missing',
    missingParts: 'applications/parts-missing',
  },
  {
    id: 'T4-SUM',
    code: 'disputes/total',
    table: 'disputes',
    each: 'row',
    equation: 'total = upheld + corrected + otherOutcome + pending',
    total: 'total',
    level: 'error',
    authority: 'impliedByStructure',
    source: '表四：总计',
    missingTotal: 'disputes/total-missing',
    missingParts: 'disputes/parts-missing',
  },
  {
    id: 'T2-INFORCE',
    code: 'proactiveDisclosure/in-force',
    table: 'proactiveDisclosure',
    edition: '2021',
    each: 'row',
    rows: ['governmentRules', 'normativeDocuments'],
    equation: 'inForce >= issued - repealed',
    level: 'warning',
    authority: 'impliedByDefinition',
    source: '国办公开办函〔2021〕30号 表二：本年制发、本年废止、现行有效件数',
  },
  {
    id: 'T2-DISC',
    code: 'proactiveDisclosure/disclosed',
    table: 'proactiveDisclosure',
    edition: '2019',
    each: 'row',
    rows: ['governmentRules', 'normativeDocuments'],
    equation: 'totalDisclosed >= disclosed',
    level: 'warning',
    authority: 'impliedByDefinition',
    source: '国办公开办函〔2019〕60号 表二：本年新公开数量、对外公开总数量',
  },
  {
    id: 'T2-ITEMS',
    code: 'proactiveDisclosure/items',
    table: 'proactiveDisclosure',
    edition: '2019',
    each: 'row',
    rows: ['licensing', 'otherServices', 'penalties', 'coerciveMeasures', 'fees'],
    equation: 'previousItems + change >= 0',
    level: 'error',
    authority: 'impliedByDefinition',
    source: '国办公开办函〔2019〕60号 表二：上一年项目数量、本年增/减',
  },
]
