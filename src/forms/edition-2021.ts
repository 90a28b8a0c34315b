import { applicantColumns, closingRows, otherHandlingRows, outcomeRows, receivedRows } from './applications.js'
import { type ColumnDef, defineForm } from './define.js'
import { disputesTable } from './disputes.js'

const documentColumns: readonly ColumnDef[] = [
  { id: 'issued', path: ['本年制发件数'], aliases: ['本年制发件', '本年制发数'], gloss: 'issued this year' },
  { id: 'repealed', path: ['本年废止件数'], aliases: ['本年废止件', '本年废止数'], gloss: 'repealed this year' },
  { id: 'inForce', path: ['现行有效件数'], aliases: ['现行有效件', '现行有效数'], gloss: 'in force' },
]

const decisions: readonly ColumnDef[] = [
  { id: 'decisions', path: ['本年处理决定数量'], aliases: ['处理决定数量'], gloss: 'decisions this year' },
]

/** 国务院办公厅政府信息与政务公开办公室《中华人民共和国政府信息公开工作年度报告格式》, in use since the reports for 2021. */
export const edition2021 = defineForm({
  edition: '2021',
  years: [2021, null],
  notice: '国办公开办函〔2021〕30号',
  tables: [
    {
      table: 'proactiveDisclosure',
      shape: 'blocks',
      section: 'proactiveDisclosure',
      name: { en: 'proactive disclosure', zh: '表二 主动公开' },
      blocks: [
        {
          title: '第二十条第（一）项',
          stubHead: '信息内容',
          columns: documentColumns,
          rows: [
            { id: 'governmentRules', path: ['规章'], aliases: ['政府规章'], gloss: 'government rules' },
            {
              id: 'normativeDocuments',
              path: ['行政规范性文件'],
              aliases: ['规范性文件', '规范性档案'],
              gloss: 'normative documents',
            },
          ],
        },
        {
          title: '第二十条第（五）项',
          stubHead: '信息内容',
          columns: decisions,
          rows: [{ id: 'licensing', path: ['行政许可'], gloss: 'licensing' }],
        },
        {
          title: '第二十条第（六）项',
          stubHead: '信息内容',
          columns: decisions,
          rows: [
            { id: 'penalties', path: ['行政处罚'], gloss: 'penalties' },
            { id: 'coerciveMeasures', path: ['行政强制'], aliases: ['行政强制措施'], gloss: 'coercive measures' },
          ],
        },
        {
          title: '第二十条第（八）项',
          stubHead: '信息内容',
          columns: [
            {
              id: 'amount',
              path: ['本年收费金额（单位：万元）'],
              aliases: ['本年收费金额', '本年收费金额（万元）', '收费金额'],
              kind: 'amount',
              unit: '万元',
              gloss: 'fees collected this year (10,000 yuan)',
            },
          ],
          rows: [{ id: 'fees', path: ['行政事业性收费'], aliases: ['行政事业型收费'], gloss: 'administrative fees' }],
        },
      ],
    },
    {
      table: 'applications',
      shape: 'matrix',
      section: 'applications',
      name: { en: 'requests', zh: '表三 申请' },
      blocks: [
        {
          title: null,
          stubHead: '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
          columns: applicantColumns,
          rows: [...receivedRows, ...outcomeRows, ...otherHandlingRows, ...closingRows],
        },
      ],
    },
    disputesTable,
  ],
})
