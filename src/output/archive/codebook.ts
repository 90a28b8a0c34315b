/** The codebook: every column of every exported table, in both languages. Made of the same fields as the files. */

import { cellTable } from './cell-rows.js'
import { type Category, csvHead, csvRows, type Field, type TableFields, type Value } from './fields.js'
import { findingTable } from './finding-rows.js'
import { panelTable } from './panel.js'
import { reportTable } from './report-rows.js'

export const exportedTables: readonly TableFields[] = [panelTable, cellTable, findingTable, reportTable]

const text = (name: string, zh: string, en: string): Field => ({ name, type: 'string', zh, en })

export const codebookFields: readonly Field[] = [
  text('table', '表', 'exported table'),
  text('name', '变量名', 'name of the column'),
  text('type', '类型', 'type'),
  text('label_zh', '中文标签', 'label in Chinese'),
  text('label_en', '英文标签', 'label in English'),
  text('unit', '单位', 'unit'),
  text('values', '取值', 'values that it can have'),
  text('cell', '单元格', 'cell of docs/cells.md whose figure it is'),
  text('years', '适用年度', 'reports of which years'),
  text('source', '依据', 'where it is prescribed'),
  text('rules', '勾稽关系', 'relations of docs/forms.md in which it takes part'),
]

const valuesOf = (categories: readonly Category[]): string =>
  categories.map(({ value, zh, en }) => `${value} = ${zh} (${en})`).join('; ')

export function* codebookRows(): Generator<Value[]> {
  for (const { name: table, fields } of exportedTables)
    for (const { name, type, zh, en, unit, categories, cell, years, source, rules } of fields)
      yield [
        table,
        name,
        type,
        zh,
        en,
        unit ?? null,
        categories ? valuesOf(categories) : null,
        cell ?? null,
        years ?? null,
        source ?? null,
        rules || null,
      ]
}

/** codebook.csv, without a byte order mark. */
export const codebookCsv = (): string => csvHead(codebookFields) + [...codebookRows()].map(csvRows()).join('')

const bar = (value: string): string => value.replaceAll('|', '\\|')

const markdownRow = (values: readonly string[]): string => `| ${values.map(bar).join(' | ')} |`

/** codebook.md */
export function codebookMarkdown(): string {
  const parts = [
    '# 代码簿 · Codebook',
    '空值 · Empty: 表中没有印出数字（空白、“/”、看不清、没有该单元格），原因见 cells 的 state。0 只表示印有 0。',
    'No figure is printed: blank, "/", unreadable or no such cell; `state` in cells says which. 0 means that a 0 is printed.',
    '数值一律照印，不作任何修改；人工更正另列。 · Values are as printed and never changed; what people corrected stands beside them.',
  ]
  for (const { name, zh, en, key, fields } of exportedTables) {
    parts.push(`## ${name}`, `${zh} · ${en}. 主键 · Key: ${key.map((one) => `\`${one}\``).join(', ')}.`)
    const lines = [
      markdownRow(['name', 'type', '中文', 'English', 'cell', 'years', 'rules']),
      markdownRow(new Array<string>(7).fill('---')),
    ]
    for (const field of fields)
      lines.push(
        markdownRow([
          `\`${field.name}\``,
          field.unit ? `${field.type} (${field.unit})` : field.type,
          field.zh,
          field.en,
          field.cell ? `\`${field.cell}\`` : '',
          field.years ?? '',
          field.rules ?? '',
        ]),
      )
    parts.push(lines.join('\n'))
    for (const { name: column, categories } of fields)
      if (categories)
        parts.push(`\`${column}\`: ${categories.map(({ value, zh, en }) => `\`${value}\` ${zh} (${en})`).join('; ')}.`)
  }
  const sources = [...new Set(panelTable.fields.flatMap(({ source }) => source?.split('; ') ?? []))]
  parts.push('## 依据 · Sources', sources.map((source) => `- ${source}`).join('\n'))
  return `${parts.join('\n\n')}\n`
}
