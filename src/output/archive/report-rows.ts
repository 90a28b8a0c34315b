/** reports: every file of the archive, whatever became of it, with one row for each report in it. */

import { type Archived, countLevel } from './archived.js'
import type { Field, TableFields, Value } from './fields.js'
import { archivedStates } from './lists.js'
import type { Reviewed } from './reviewed.js'

const count = (name: string, zh: string, en: string): Field => ({ name, type: 'integer', zh, en })

const fields: readonly Field[] = [
  { name: 'file', type: 'string', zh: '文件', en: 'path of the file in the archive' },
  count('reading', '文件内第几份报告', 'report within the file, counted from 0; empty where there is none'),
  { name: 'state', type: 'string', zh: '处理结果', en: 'what became of the file', categories: archivedStates },
  { name: 'code', type: 'string', zh: '代码', en: 'error or finding code that explains the state' },
  { name: 'message_zh', type: 'string', zh: '说明（中文）', en: 'sentence in Chinese' },
  { name: 'message_en', type: 'string', zh: '说明（英文）', en: 'sentence in English' },
  { name: 'issuer', type: 'string', zh: '发布机关', en: 'issuer: the body named in the title or the preamble' },
  count('year', '报告年度', 'year reported on'),
  { name: 'title', type: 'string', zh: '标题', en: 'title' },
  { name: 'kind', type: 'string', zh: '文件种类', en: 'kind of the file' },
  count('bytes', '字节数', 'size in bytes'),
  count('pages', '页数', 'pages, for files that have them'),
  { name: 'sha256', type: 'string', zh: '文件散列', en: 'SHA-256 of the file' },
  { name: 'duplicate_of', type: 'string', zh: '与之相同的文件', en: 'path of the first file with the same bytes' },
  { name: 'form', type: 'string', zh: '表三版式', en: 'edition of the form of the applications table' },
  count('t2_tables', '表二份数', 'printed tables on proactive disclosure'),
  count('t3_tables', '表三份数', 'printed tables on applications'),
  count('t4_tables', '表四份数', 'printed tables on disputes'),
  count('statistics_tables', '统计表份数', 'printed statistics tables of reports before 2019'),
  count('cells', '单元格数', 'cells of the forms recognised'),
  count('reported', '印有数字', 'cells that print a figure'),
  count('blank', '空白', 'empty cells'),
  count('filler', '填“/”等', 'cells with a sign such as / or —'),
  count('unreadable', '不能确定', 'cells that cannot be read for certain'),
  count('absent', '缺单元格', 'cells that are not there'),
  count('doubtful', '存疑数字', 'printed figures of low confidence'),
  count('errors', '错误', 'findings that cannot be right'),
  count('warnings', '警告', 'findings that are probably wrong, or that say what could not be read'),
  count('infos', '说明', 'findings that are good to know'),
  count('checks_pass', '勾稽相符', 'relations that hold'),
  count('checks_fail', '勾稽不符', 'relations that do not hold'),
  count('checks_open', '无法判断', 'relations that could not be assessed'),
]

export const reportTable: TableFields = {
  name: 'reports',
  zh: '文件清单',
  en: 'files and what became of them',
  fields,
  key: ['file', 'reading'],
}

export function* reportRows(file: Archived, readings: readonly Reviewed[]): Generator<Value[]> {
  if (readings.length === 0) yield reportRow(file, null)
  for (const reading of readings) yield reportRow(file, reading)
}

function reportRow(file: Archived, reading: Reviewed | null): Value[] {
  const head = [
    file.path,
    reading?.index ?? null,
    file.state,
    file.code,
    file.message?.zh ?? null,
    file.message?.en ?? null,
  ]
  const mid = [file.kind, file.bytes]
  if (!reading)
    return [...head, null, null, null, ...mid, null, file.sha256, file.duplicateOf, ...new Array<null>(18).fill(null)]
  const { report, findings, checks, tally } = reading
  const outcome = (kind: string): number => checks.filter((check) => check.outcome === kind).length
  return [
    ...head,
    report.issuer,
    report.year,
    report.title,
    ...mid,
    report.source.pages,
    file.sha256,
    file.duplicateOf,
    report.applications[0]?.form ?? null,
    report.proactiveDisclosure.length,
    report.applications.length,
    report.disputes.length,
    report.statistics.length,
    tally.cells,
    tally.reported,
    tally.blank,
    tally.filler,
    tally.unreadable,
    tally.absent,
    tally.doubtful,
    countLevel(findings, 'error'),
    countLevel(findings, 'warning'),
    countLevel(findings, 'info'),
    outcome('pass'),
    outcome('fail'),
    outcome('not-assessable'),
  ]
}
