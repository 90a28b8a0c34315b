/** Table 四, the same in both editions. */

import type { ColumnDef, TableDef } from './define.js'

const outcomes: readonly { id: string; label: string; aliases?: readonly string[]; gloss: string }[] = [
  { id: 'upheld', label: '结果维持', aliases: ['维持'], gloss: 'upheld' },
  { id: 'corrected', label: '结果纠正', aliases: ['纠正', '纠错', '结果纠错'], gloss: 'corrected' },
  { id: 'otherOutcome', label: '其他结果', aliases: ['其它结果', '其他'], gloss: 'other outcome' },
  { id: 'pending', label: '尚未审结', aliases: ['未审结'], gloss: 'pending' },
  { id: 'total', label: '总计', aliases: ['合计', '小计'], gloss: 'total' },
]

const kinds: readonly { id: string; path: readonly string[]; gloss: string }[] = [
  { id: 'reconsideration', path: ['行政复议'], gloss: 'administrative reconsideration' },
  { id: 'litigation.direct', path: ['行政诉讼', '未经复议直接起诉'], gloss: 'litigation without reconsideration' },
  {
    id: 'litigation.afterReconsideration',
    path: ['行政诉讼', '复议后起诉'],
    gloss: 'litigation after reconsideration',
  },
]

const columns: readonly ColumnDef[] = kinds.flatMap((kind) =>
  outcomes.map(({ id, label, aliases, gloss }) => ({
    id: `${kind.id}.${id}`,
    path: [...kind.path, label],
    ...(aliases ? { aliases } : {}),
    gloss: `${kind.gloss}: ${gloss}`,
  })),
)

export const disputesTable: TableDef = {
  table: 'disputes',
  shape: 'line',
  section: 'disputes',
  name: { en: 'reviews and lawsuits', zh: '表四 行政复议、行政诉讼' },
  blocks: [{ title: null, stubHead: null, columns, rows: [{ id: '', path: [], gloss: 'figures' }] }],
}
