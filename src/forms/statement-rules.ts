/**
 * What a figure stated in the text has to agree with, as data. Ids and levels are those of the rules of the form (NV-…). `agrees` lists
 * what the words may mean, the first of which is shown when none of them fits: 收到 and 受理 are said of the new requests, and of these
 * with those brought forward.
 */

import type { Level } from '../findings.js'
import { otherHandlingRow, otherHandlingRows, outcomeRows } from './applications.js'
import type { TableId } from './define.js'

export interface StatementRule {
  readonly id: string
  /** Subjects of src/forms/subjects.ts. */
  readonly subjects: readonly string[]
  readonly table: TableId
  /** Sums of cells, `row.column + row.column`, any of which may be meant. */
  readonly agrees: readonly string[]
  readonly level: Level
  readonly source: string
}

const NEW = 'received.total'
const ALL = 'received.total + broughtForward.total'
const PROCESSED = 'totalProcessed.total'
const LAWSUITS = ['litigation.direct', 'litigation.afterReconsideration'] as const

const totals = (rows: readonly string[]): string => rows.map((row) => `${row}.total`).join(' + ')
const group = (prefix: string): string =>
  totals(outcomeRows.map(({ id }) => id).filter((id) => id.startsWith(`${prefix}.`)))
const organizations = [
  'business',
  'researchInstitution',
  'publicInterestOrganization',
  'legalServiceOrganization',
  'otherOrganization',
]
const asked = (columns: readonly string[]): string[] => {
  const of = (row: string): string => columns.map((column) => `${row}.${column}`).join(' + ')
  return [of('received'), `${of('received')} + ${of('broughtForward')}`, of('totalProcessed')]
}

const TEXT_AND_TABLE = '正文所述件数与表三同一口径'
const outcome = (subject: string, agrees: readonly string[]): StatementRule => ({
  id: 'NV-OUT',
  subjects: [`outcomes.${subject}`],
  table: 'applications',
  agrees,
  level: 'warning',
  source: '表三：三、本年度办理结果（一）至（六）',
})
const reasons = [...outcomeRows, ...otherHandlingRows].filter(
  // 其他 alone is said of anything.
  ({ id }) => id.includes('.') && id !== 'otherHandling.other',
)

export const statementRules: readonly StatementRule[] = [
  {
    id: 'NV-RECV',
    subjects: ['requests.received'],
    table: 'applications',
    agrees: [NEW, ALL, PROCESSED],
    level: 'warning',
    source: `${TEXT_AND_TABLE}：收到、受理可指第一项，或第一项加第二项`,
  },
  {
    id: 'NV-RECV',
    subjects: ['requests.newlyReceived'],
    table: 'applications',
    agrees: [NEW],
    level: 'warning',
    source: '表三：一、本年新收政府信息公开申请数量',
  },
  {
    id: 'NV-OVER',
    subjects: ['requests.broughtForward'],
    table: 'applications',
    agrees: ['broughtForward.total'],
    level: 'warning',
    source: '表三：二、上年结转政府信息公开申请数量',
  },
  {
    id: 'NV-DONE',
    subjects: ['requests.completed'],
    table: 'applications',
    agrees: [PROCESSED],
    level: 'warning',
    source: '表三：三、本年度办理结果（七）总计',
  },
  {
    id: 'NV-DONE',
    subjects: ['requests.answered', 'requests.handled'],
    table: 'applications',
    agrees: [PROCESSED, NEW, ALL],
    level: 'warning',
    source: `${TEXT_AND_TABLE}：答复、办理也说收到的申请`,
  },
  {
    id: 'NV-FWD',
    subjects: ['requests.carriedForward'],
    table: 'applications',
    agrees: ['carriedForward.total'],
    level: 'warning',
    source: '表三：四、结转下年度继续办理',
  },
  outcome('granted', ['grantedInFull.total + grantedInPart.total']),
  outcome('grantedInFull', ['grantedInFull.total', 'grantedInFull.total + grantedInPart.total']),
  outcome('grantedInPart', ['grantedInPart.total']),
  outcome('withheld', [group('withheld')]),
  outcome('unableToProvide', [group('unableToProvide')]),
  outcome('notProcessed', [group('notProcessed')]),
  outcome('otherHandling', [totals(otherHandlingRows.map(({ id }) => id)), `${otherHandlingRow.id}.total`]),
  ...reasons.map(({ id }) => outcome(id, [`${id}.total`])),
  ...['naturalPerson', ...organizations.slice(0, -1)].map(
    (column): StatementRule => ({
      id: 'NV-APPL',
      subjects: [`applicants.${column}`],
      table: 'applications',
      agrees: asked([column]),
      level: 'info',
      source: '表三：申请人情况',
    }),
  ),
  {
    id: 'NV-APPL',
    subjects: ['applicants.organizations'],
    table: 'applications',
    agrees: asked(organizations),
    level: 'info',
    source: '表三：申请人情况，法人或其他组织',
  },
  {
    id: 'NV-T4',
    subjects: ['disputes.reconsideration'],
    table: 'disputes',
    agrees: ['reconsideration.total'],
    level: 'warning',
    source: '表四：行政复议总计',
  },
  {
    id: 'NV-T4',
    subjects: ['disputes.litigation'],
    table: 'disputes',
    agrees: [totals(LAWSUITS)],
    level: 'warning',
    source: '表四：行政诉讼总计，未经复议直接起诉与复议后起诉之和',
  },
  ...LAWSUITS.map(
    (row): StatementRule => ({
      id: 'NV-T4',
      subjects: [`disputes.${row}`],
      table: 'disputes',
      agrees: [`${row}.total`],
      level: 'warning',
      source: '表四：行政诉讼，未经复议直接起诉、复议后起诉',
    }),
  ),
  {
    id: 'NV-T4',
    subjects: ['disputes'],
    table: 'disputes',
    agrees: [totals(['reconsideration', ...LAWSUITS])],
    level: 'warning',
    source: '表四：行政复议、行政诉讼总计之和',
  },
  ...(
    [
      ['inForce', 'inForce'],
      ['repealed', 'repealed'],
      ['issued', 'issued'],
    ] as const
  ).map(
    ([subject, column]): StatementRule => ({
      id: 'NV-DOC',
      subjects: [`documents.normativeDocuments.${subject}`],
      table: 'proactiveDisclosure',
      agrees: [`normativeDocuments.${column}`],
      level: 'info',
      source: '表二：第二十条第（一）项 行政规范性文件',
    }),
  ),
]

/** Results of reviews and of lawsuits, by the case they are said of. */
export const resultRows: Readonly<Record<string, readonly string[]>> = {
  'disputes.reconsideration': ['reconsideration'],
  'disputes.litigation': LAWSUITS,
  ...Object.fromEntries(LAWSUITS.map((row) => [`disputes.${row}`, [row]])),
}

/** The same for the statistics tables of the reports before 2019. */
export const statisticsRules: readonly StatementRule[] = (
  [
    ['NV-RECV', 'requests.received', 'requestsReceived'],
    ['NV-RECV', 'requests.newlyReceived', 'requestsReceived'],
    ['NV-DONE', 'requests.completed', 'requestsCompleted'],
    ['NV-CHAN', 'channels.inPerson', 'requestsInPerson'],
    ['NV-CHAN', 'channels.online', 'requestsOnline'],
    ['NV-CHAN', 'channels.letter', 'requestsByLetter'],
    ['NV-CHAN', 'channels.fax', 'requestsByFax'],
    ['NV-T4', 'disputes.reconsideration', 'g2Reconsiderations'],
    ['NV-T4', 'disputes.litigation', 'g2Litigations'],
  ] as const
).map(([id, subject, row]) => ({
  id,
  subjects: [subject],
  table: 'statistics',
  agrees: [`${row}.current`],
  level: 'warning',
  source: '政府信息公开情况统计表',
}))

/** Subjects of which one figure that agrees speaks for the others: they are said of other requests. */
export const families: readonly (readonly string[])[] = [
  ['requests.received', 'requests.newlyReceived'],
  ['requests.completed', 'requests.answered', 'requests.handled'],
]
