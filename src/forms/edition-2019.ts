import { applicantColumns, closingRows, otherHandlingRow, outcomeRows, receivedRows } from './applications.js'
import { type ColumnDef, defineForm } from './define.js'
import { disputesTable } from './disputes.js'

const documentColumns: readonly ColumnDef[] = [
  { id: 'produced', path: ['本年新制作数量'], aliases: ['本年新制作数'], gloss: 'newly produced this year' },
  { id: 'disclosed', path: ['本年新公开数量'], aliases: ['本年新公开数'], gloss: 'newly disclosed this year' },
  { id: 'totalDisclosed', path: ['对外公开总数量'], aliases: ['对外公开总数'], gloss: 'disclosed in all' },
]

const itemColumns: readonly ColumnDef[] = [
  { id: 'previousItems', path: ['上一年项目数量'], aliases: ['上一年度项目数量'], gloss: 'items last year' },
  { id: 'change', path: ['本年增/减'], aliases: ['本年增减'], kind: 'change', gloss: 'change this year' },
]

const serviceColumns: readonly ColumnDef[] = [
  ...itemColumns,
  { id: 'decisions', path: ['处理决定数量'], aliases: ['本年处理决定数量'], gloss: 'decisions' },
]

/** 国务院办公厅政府信息与政务公开办公室, format on trial, used by the reports for 2019 and 2020. */
export const edition2019 = defineForm({
  edition: '2019',
  years: [2019, 2020],
  notice: '国办公开办函〔2019〕60号',
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
              path: ['规范性文件'],
              aliases: ['行政规范性文件', '规范性档案'],
              gloss: 'normative documents',
            },
          ],
        },
        {
          title: '第二十条第（五）项',
          stubHead: '信息内容',
          columns: serviceColumns,
          rows: [
            { id: 'licensing', path: ['行政许可'], gloss: 'licensing' },
            {
              id: 'otherServices',
              path: ['其他对外管理服务事项'],
              aliases: ['其它对外管理服务事项'],
              gloss: 'other services',
            },
          ],
        },
        {
          title: '第二十条第（六）项',
          stubHead: '信息内容',
          columns: serviceColumns,
          rows: [
            { id: 'penalties', path: ['行政处罚'], gloss: 'penalties' },
            { id: 'coerciveMeasures', path: ['行政强制'], aliases: ['行政强制措施'], gloss: 'coercive measures' },
          ],
        },
        {
          title: '第二十条第（八）项',
          stubHead: '信息内容',
          columns: itemColumns,
          rows: [{ id: 'fees', path: ['行政事业性收费'], aliases: ['行政事业型收费'], gloss: 'administrative fees' }],
        },
        {
          title: '第二十条第（九）项',
          stubHead: '信息内容',
          columns: [
            { id: 'projects', path: ['采购项目数量'], gloss: 'projects' },
            { id: 'amount', path: ['采购总金额'], aliases: ['采购金额'], kind: 'amount', gloss: 'amount' },
          ],
          rows: [{ id: 'procurement', path: ['政府集中采购'], aliases: ['政府采购'], gloss: 'central procurement' }],
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
          rows: [...receivedRows, ...outcomeRows, otherHandlingRow, ...closingRows],
        },
      ],
    },
    disputesTable,
  ],
})
