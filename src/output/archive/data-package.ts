/** datapackage.json: the exported tables by the Data Package standard, version 2 (https://datapackage.org). */

import { cellTable } from './cell-rows.js'
import { codebookFields } from './codebook.js'
import type { Field, TableFields } from './fields.js'
import { findingTable } from './finding-rows.js'
import { panelTable } from './panel.js'
import { reportTable } from './report-rows.js'

const fieldOf = ({ name, type, zh, en, unit, categories, cell }: Field): object => ({
  name,
  type,
  title: zh,
  description: `${en}${unit ? ` (${unit})` : ''}${cell ? `. Cell ${cell}` : ''}`,
  ...(categories ? { categories: categories.map(({ value, zh: label }) => ({ value, label })) } : {}),
})

const csv = (name: string, title: string, fields: readonly Field[], key: readonly string[]): object => ({
  name,
  type: 'table',
  title,
  path: `${name}.csv`,
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  dialect: { delimiter: ',', quoteChar: '"', doubleQuote: true, header: true },
  schema: {
    fields: fields.map(fieldOf),
    // An empty field of the key of reports says that the file holds no report: a key cannot say that.
    ...(key.length > 0 ? { primaryKey: key } : {}),
    missingValues: [{ value: '', label: 'no figure is printed, or it does not apply' }],
  },
})

/** The package of those of the files that are there. */
export function dataPackage(files: ReadonlySet<string>, version: string): string {
  const tables: readonly TableFields[] = [panelTable, cellTable, findingTable, reportTable]
  const resources: object[] = tables
    .filter(({ name }) => files.has(`${name}.csv`))
    .map(({ name, zh, fields, key }) => csv(name, zh, fields, name === 'reports' ? [] : key))
  if (files.has('codebook.csv')) resources.push(csv('codebook', '代码簿', codebookFields, ['table', 'name']))
  for (const { name, zh } of tables)
    if (files.has(`${name}.parquet`))
      resources.push({
        name: `${name}-parquet`,
        title: zh,
        path: `${name}.parquet`,
        format: 'parquet',
        mediatype: 'application/vnd.apache.parquet',
      })
  for (const name of ['reports', 'sections'])
    if (files.has(`${name}.jsonl`))
      resources.push({
        name: `${name}-jsonl`,
        path: `${name}.jsonl`,
        format: 'jsonl',
        mediatype: 'application/jsonl',
        encoding: 'utf-8',
      })
  return `${JSON.stringify(
    {
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: 'nianbao',
      title: '政府信息公开工作年度报告数据',
      description: `Figures of government information disclosure annual reports of China, as printed. Made by nianbao ${version}.`,
      resources,
    },
    null,
    2,
  )}\n`
}
