/** The sheets of workbook.xlsx as plain data: what stands in a cell, and why it is filled. */

import { codes } from '../../findings.js'
import { columnName, rowName } from '../../forms/names.js'
import type { Figure } from '../../report/schema.js'
import { isDoubtful } from './archived.js'
import { codebookFields, codebookRows } from './codebook.js'
import type { Decisions } from './decisions.js'
import type { Value } from './fields.js'
import { findingRows, findingTable } from './finding-rows.js'
import { panelTable } from './panel.js'
import type { Reviewed } from './reviewed.js'

/** `error`, `warning`, `doubt` and `absent` are fills; `head` and `title` are for headers. */
export type Mark = 'error' | 'warning' | 'doubt' | 'absent' | 'head' | 'title'
export type SheetCell = Value | { readonly value: Value; readonly mark: Mark }
export interface Sheet {
  readonly name: string
  readonly widths: readonly number[]
  /** Rows and columns that stay in view. */
  readonly sticky: readonly [rows: number, columns: number]
  readonly rows: SheetCell[][]
}

export const markNames: Readonly<
  Record<Exclude<Mark, 'head' | 'title'>, { readonly zh: string; readonly en: string }>
> = {
  error: { zh: '错误：勾稽不符', en: 'error: figures that cannot be right' },
  warning: { zh: '警告', en: 'warning' },
  doubt: { zh: '存疑或看不清', en: 'doubtful or unreadable' },
  absent: { zh: '表中没有该单元格', en: 'the table has no such cell' },
}

const head = (value: string): SheetCell => ({ value, mark: 'head' })

/** The worst thing said of a cell. */
function markOf(figure: Figure, flags: readonly string[] = []): Mark | null {
  const levels = flags.map((code) => codes[code as keyof typeof codes]?.level)
  if (levels.includes('error')) return 'error'
  if (figure.state === 'unreadable' || isDoubtful(figure)) return 'doubt'
  if (levels.includes('warning')) return 'warning'
  return figure.state === 'absent' ? 'absent' : null
}

const shown = (figure: Figure, mark: Mark | null): SheetCell => {
  // What is no figure is shown as it is printed: a filler, or what could not be read.
  const value = figure.value ?? (figure.raw || null)
  return mark ? { value, mark } : value
}

const tables = {
  proactiveDisclosure: '表二',
  applications: '表三',
  disputes: '表四',
} as const
type SheetTable = keyof typeof tables

const lead = ['发布机关', '年度', '范围', '份'] as const
const tail = ['问题单元格', '人工更正', '文件'] as const

export interface Workbook {
  add(reading: Reviewed): void
  addPanel(row: readonly Value[]): void
  sheets(summary: readonly (readonly [zh: string, en: string, value: Value])[]): Sheet[]
}

export function startWorkbook(decisions: Decisions): Workbook {
  const panel: SheetCell[][] = [
    panelTable.fields.map(({ zh }) => head(zh)),
    panelTable.fields.map(({ name }) => head(name)),
  ]
  const matrix: Record<SheetTable, SheetCell[][]> = { proactiveDisclosure: [], applications: [], disputes: [] }
  const findings: SheetCell[][] = [findingTable.fields.map(({ zh }) => head(zh))]
  const at = new Map(panelTable.fields.map(({ name }, i) => [name, i]))
  const named = (row: readonly Value[], column: string): Set<string> =>
    new Set(String(row[at.get(column) ?? -1] ?? '').match(/\S+/g))
  return {
    add(reading) {
      addTables(reading, matrix)
      for (const row of findingRows(reading, decisions)) {
        const level = row[SEVERITY]
        findings.push(
          level === 'error' || level === 'warning'
            ? row.map((value, i) => (i === SEVERITY ? { value, mark: level } : value))
            : row,
        )
      }
    },
    addPanel(row) {
      const flagged = named(row, 'flagged')
      const warned = named(row, 'warned')
      const doubtful = named(row, 'doubtful')
      if (flagged.size + warned.size + doubtful.size === 0) {
        panel.push([...row])
        return
      }
      panel.push(
        row.map((value, i): SheetCell => {
          const name = panelTable.fields[i]?.name ?? ''
          if (flagged.has(name)) return { value, mark: 'error' }
          if (doubtful.has(name)) return { value, mark: 'doubt' }
          return warned.has(name) ? { value, mark: 'warning' } : value
        }),
      )
    },
    sheets: (summary) => [
      {
        name: '说明',
        widths: [28, 60, 60],
        sticky: [0, 0],
        rows: [
          [{ value: '政府信息公开工作年度报告数据', mark: 'title' }],
          ...summary.map(([zh, en, value]): SheetCell[] => [zh, value, en]),
          [],
          [head('颜色'), head('含义'), head('Meaning')],
          ...Object.entries(markNames).map(([mark, { zh, en }]): SheetCell[] => [
            { value: zh.split('：')[0] ?? zh, mark: mark as Mark },
            zh,
            en,
          ]),
          [],
          [
            '数值一律照印，不作修改；人工更正另列一栏。',
            null,
            'Figures are as printed; corrections stand in a column of their own.',
          ],
          [
            '空白、“/”与 0 是三回事：单元格照印。',
            null,
            'Blank, "/" and 0 are three things: cells show what is printed.',
          ],
        ],
      },
      {
        name: '面板',
        widths: panelTable.fields.map(({ name, type }) =>
          type === 'string' ? 20 : Math.max(10, Math.min(24, name.length)),
        ),
        sticky: [2, 2],
        rows: panel,
      },
      ...(Object.entries(tables) as [SheetTable, string][]).map(([table, name]) => ({
        name,
        widths: widthsOf(table),
        sticky: [1, 2] as const,
        rows: [headOf(table), ...matrix[table]],
      })),
      {
        name: '勾稽问题',
        widths: findingTable.fields.map(({ name }) => (name.startsWith('message') ? 60 : 16)),
        sticky: [1, 2],
        rows: findings,
      },
      {
        name: '代码簿',
        widths: [10, 30, 9, 40, 40, 8, 40, 48, 11, 40, 20],
        sticky: [1, 2],
        rows: [codebookFields.map(({ zh }) => head(zh)), ...codebookRows()],
      },
    ],
  }
}

const matrixColumns: Readonly<Record<SheetTable, readonly string[]>> = {
  proactiveDisclosure: [],
  applications: [
    'naturalPerson',
    'business',
    'researchInstitution',
    'publicInterestOrganization',
    'legalServiceOrganization',
    'otherOrganization',
    'total',
  ],
  disputes: ['upheld', 'corrected', 'otherOutcome', 'pending', 'total'],
}

const headOf = (table: SheetTable): SheetCell[] =>
  [
    ...lead,
    '行',
    '行代码',
    ...(table === 'proactiveDisclosure'
      ? ['列', '数值', '单位']
      : matrixColumns[table].map((column) =>
          columnName(table, table === 'disputes' ? 'reconsideration' : '', column, 'zh'),
        )),
    ...tail,
  ].map(head)

const widthsOf = (table: SheetTable): number[] => [
  24,
  7,
  12,
  5,
  36,
  30,
  ...(table === 'proactiveDisclosure' ? [22, 12, 8] : matrixColumns[table].map(() => 12)),
  40,
  24,
  40,
]

const SEVERITY = findingTable.fields.findIndex(({ name }) => name === 'severity')

/** A row under way: what is flagged and corrected comes behind its cells. */
interface Line {
  readonly cells: SheetCell[]
  readonly flagged: string[]
  readonly corrected: string[]
}

/** 表二: a row for every cell, since its blocks have columns of their own. 表三 and 表四: a row for every printed row. */
function addTables(reading: Reviewed, matrix: Readonly<Record<SheetTable, SheetCell[][]>>): void {
  const { report, file, cells, flags, corrections } = reading
  const lines = new Map<string, Line>()
  for (const { table, instance, scope, row, column, figure, key } of cells) {
    if (table === 'statistics') continue
    const long = table === 'proactiveDisclosure'
    const at = long ? key : `${instance} ${table}.${row}`
    let line = lines.get(at)
    if (!line) {
      line = {
        cells: [report.issuer, report.year, scope, instance, labelOf(table, row), row],
        flagged: [],
        corrected: [],
      }
      lines.set(at, line)
      matrix[table].push(line.cells)
    }
    const own = flags.get(key)
    const mark = markOf(figure, own)
    const correction = corrections.get(key)
    const name = long || mark || correction ? columnName(table, row, column, 'zh') : ''
    if (long) line.cells.push(name)
    line.cells.push(shown(figure, mark))
    if (long) line.cells.push(figure.unit)
    if (mark && mark !== 'absent') line.flagged.push(`${name}：${own?.join(' ') ?? markNames[mark as 'doubt'].zh}`)
    if (correction) line.corrected.push(`${name}=${correction.value ?? ''}`)
  }
  for (const line of lines.values())
    line.cells.push(line.flagged.join('；') || null, line.corrected.join('；') || null, file.path)
}

/** Labels of rows, by table and id: the forms have some dozens. */
const labels = new Map<string, string>()
function labelOf(table: SheetTable, row: string): string {
  const key = `${table} ${row}`
  const label = labels.get(key) ?? rowName(table, row, 'zh')
  labels.set(key, label)
  return label
}
