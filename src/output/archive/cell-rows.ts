/** cells: one row for every cell of every report, the long form of docs/cells.md with its provenance. */

import type { Field, TableFields, Value } from './fields.js'
import { figureStates } from './lists.js'
import type { Reviewed } from './reviewed.js'

const fields: readonly Field[] = [
  { name: 'file', type: 'string', zh: '文件', en: 'path of the file in the archive' },
  { name: 'issuer', type: 'string', zh: '发布机关', en: 'issuer: the body named in the title or the preamble' },
  { name: 'year', type: 'integer', zh: '报告年度', en: 'year reported on' },
  { name: 'table', type: 'string', zh: '表', en: 'table id' },
  { name: 'instance', type: 'integer', zh: '第几份（自0起）', en: 'printed copy of the table, counted from 0' },
  { name: 'scope', type: 'string', zh: '表的范围', en: 'caption that says whose figures these are' },
  { name: 'row', type: 'string', zh: '行', en: 'row id' },
  { name: 'column', type: 'string', zh: '列', en: 'column id' },
  { name: 'value', type: 'number', zh: '数值（照印）', en: 'value as printed; amounts in 10,000 yuan' },
  { name: 'raw', type: 'string', zh: '原文', en: 'printed text' },
  { name: 'unit', type: 'string', zh: '单位', en: 'unit as printed' },
  { name: 'page', type: 'integer', zh: '页', en: 'page, counted from 1' },
  {
    name: 'confidence',
    type: 'number',
    zh: '可信度',
    en: 'how surely the cell was read, 0 to 1; empty where it is absent',
  },
  { name: 'state', type: 'string', zh: '状态', en: 'state of the cell', categories: figureStates },
  { name: 'x0', type: 'number', zh: '左', en: 'left edge on the page', unit: 'pt' },
  { name: 'top', type: 'number', zh: '上', en: 'upper edge on the page, from the top', unit: 'pt' },
  { name: 'x1', type: 'number', zh: '右', en: 'right edge on the page', unit: 'pt' },
  { name: 'bottom', type: 'number', zh: '下', en: 'lower edge on the page, from the top', unit: 'pt' },
  { name: 'line', type: 'integer', zh: '文本行', en: 'line of the text, counted from 1, for inputs without pages' },
  { name: 'sha256', type: 'string', zh: '文件散列', en: 'SHA-256 of the file' },
  { name: 'reading', type: 'integer', zh: '文件内第几份报告', en: 'report within the file, counted from 0' },
  { name: 'flags', type: 'string', zh: '勾稽问题代码', en: 'codes of the warnings and errors that name the cell' },
  {
    name: 'corrected',
    type: 'number',
    zh: '人工更正值',
    en: 'value that a person decided on; the printed one stays in value',
  },
]

export const cellTable: TableFields = {
  name: 'cells',
  zh: '单元格（长表）',
  en: 'cells in the long form',
  fields,
  key: ['file', 'reading', 'table', 'instance', 'row', 'column'],
}

/** The rows of a report, made once for all files that they stand in. */
export function cellRows(reading: Reviewed): readonly (readonly Value[])[] {
  const rows = made.get(reading) ?? rowsOf(reading)
  made.set(reading, rows)
  return rows
}

const made = new WeakMap<Reviewed, readonly (readonly Value[])[]>()

function rowsOf({ file, report, index, cells, flags, corrections }: Reviewed): Value[][] {
  const { issuer, year } = report
  return cells.map(({ table, instance, scope, row, column, figure, key }) => {
    const { place } = figure
    const [x0, top, x1, bottom] = place && 'box' in place ? place.box : NO_BOX
    return [
      file.path,
      issuer,
      year,
      table,
      instance,
      scope,
      row,
      column,
      figure.value,
      figure.raw,
      figure.unit,
      place && 'page' in place ? place.page : null,
      figure.state === 'absent' ? null : figure.confidence,
      figure.state,
      x0,
      top,
      x1,
      bottom,
      place && 'line' in place ? place.line : null,
      file.sha256,
      index,
      flags.get(key)?.join(' ') ?? '',
      corrections.get(key)?.value ?? null,
    ]
  })
}

const NO_BOX = [null, null, null, null] as const
