/** findings: one row for every finding, the form of docs/cells.md with sentences and what people decided. */

import type { Decisions } from './decisions.js'
import type { Field, TableFields, Value } from './fields.js'
import { causes, decisionList, severities } from './lists.js'
import type { Reviewed } from './reviewed.js'
import { sentencesOf } from './sentences.js'

const fields: readonly Field[] = [
  { name: 'file', type: 'string', zh: '文件', en: 'path of the file in the archive' },
  { name: 'issuer', type: 'string', zh: '发布机关', en: 'issuer: the body named in the title or the preamble' },
  { name: 'year', type: 'integer', zh: '报告年度', en: 'year reported on' },
  { name: 'code', type: 'string', zh: '问题代码', en: 'code of docs/findings.md' },
  { name: 'severity', type: 'string', zh: '程度', en: 'severity', categories: severities },
  { name: 'table', type: 'string', zh: '表', en: 'table id' },
  { name: 'instance', type: 'integer', zh: '第几份（自0起）', en: 'printed copy of the table, counted from 0' },
  { name: 'relation', type: 'string', zh: '关系式', en: 'equation over cell ids' },
  { name: 'expected', type: 'number', zh: '应为', en: 'what the relation gives' },
  { name: 'actual', type: 'number', zh: '印作', en: 'what is printed' },
  { name: 'cells', type: 'string', zh: '有关单元格', en: 'names of the cells concerned' },
  { name: 'suspect', type: 'string', zh: '疑点', en: 'cells whose change alone would make the relations hold' },
  { name: 'suggested', type: 'string', zh: '使之相符的值', en: 'the values that would do so, in the same order' },
  { name: 'cause', type: 'string', zh: '原因', en: 'cause', categories: causes },
  { name: 'rule', type: 'string', zh: '规则', en: 'rule of docs/forms.md' },
  { name: 'message_zh', type: 'string', zh: '说明（中文）', en: 'sentence in Chinese' },
  { name: 'message_en', type: 'string', zh: '说明（英文）', en: 'sentence in English' },
  { name: 'page', type: 'integer', zh: '页', en: 'page of the first place, counted from 1' },
  { name: 'sha256', type: 'string', zh: '文件散列', en: 'SHA-256 of the file' },
  { name: 'reading', type: 'integer', zh: '文件内第几份报告', en: 'report within the file, counted from 0' },
  { name: 'number', type: 'integer', zh: '报告内第几个问题', en: 'finding within the report, counted from 0' },
  {
    name: 'fingerprint',
    type: 'string',
    zh: '指纹（含数值）',
    en: 'fingerprint: the same as long as the same figures are read',
  },
  { name: 'decision', type: 'string', zh: '人工判定', en: 'what a person decided', categories: decisionList },
  { name: 'corrections', type: 'string', zh: '人工更正', en: 'cells and values that a person gave' },
  { name: 'note', type: 'string', zh: '人工备注', en: 'note of the person' },
]

export const findingTable: TableFields = {
  name: 'findings',
  zh: '勾稽问题',
  en: 'findings',
  fields,
  key: ['file', 'reading', 'number'],
}

export function* findingRows(
  { file, report, index, findings, fingerprints }: Reviewed,
  decisions: Decisions,
): Generator<Value[]> {
  for (const [number, finding] of findings.entries()) {
    const fingerprint = fingerprints[number] ?? ''
    const decision = decisions.get(fingerprint)
    const [place] = finding.places
    const { zh, en } = sentencesOf(finding)
    yield [
      file.path,
      report.issuer,
      report.year,
      finding.code,
      finding.level,
      finding.table,
      finding.instance,
      finding.relation,
      finding.expected,
      finding.actual,
      finding.cells.join(' '),
      finding.suspects.map(({ cell }) => cell).join(' '),
      finding.suspects.map(({ value }) => value ?? '').join(' '),
      finding.cause,
      finding.rule,
      zh,
      en,
      place && 'page' in place ? place.page : null,
      file.sha256,
      index,
      number,
      fingerprint,
      decision?.decision ?? null,
      decision?.corrections.map(({ cell, value }) => `${cell}=${value ?? ''}`).join(' ') ?? null,
      decision?.note || null,
    ]
  }
}
