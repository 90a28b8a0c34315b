/** The words of the forms and of the codes for the review site, in both languages. */

import { type ErrorCode, errorCodes } from '../../errors.js'
import { codes, findingCodes } from '../../findings.js'
import { forms } from '../../forms/index.js'
import { columnName, type Language, rowName, tableName } from '../../forms/names.js'
import { explainError } from '../../messages/errors.js'
import { explainCode } from '../../messages/index.js'
import { cellIds, tableOrder } from '../../report/cells.js'
import { archivedStates, causes, figureStates } from '../archive/lists.js'

type Words = Record<string, { zh: string; en: string }>

const both = (make: (language: Language) => string): { zh: string; en: string } => ({ zh: make('zh'), en: make('en') })

export function siteLabels(): object {
  const tables: Words = { statistics: { zh: '政府信息公开情况统计表', en: 'statistics' } }
  const rows: Words = {}
  const columns: Words = {}
  /** Labels above the rows, as the form prints them; the English words of a row name its group themselves. */
  const groups: Record<string, string> = {}
  for (const id of tableOrder) {
    tables[id] = both((language) => tableName(id, language))
    for (const { tables: defs } of forms) {
      for (const def of defs) {
        if (def.table !== id) continue
        for (const { id: row, path } of def.blocks.flatMap((block) => block.rows)) {
          const above = path[path.length - 2]
          if (above !== undefined && def.shape === 'matrix') groups[`${id}.${row}`] = above
        }
        for (const { row, column } of cellIds(def)) {
          rows[`${id}.${row}`] = both((language) => rowName(id, row, language))
          columns[`${id}.${row}.${column}`] = both((language) => columnName(id, row, column, language))
        }
      }
    }
  }
  const list = (entries: typeof figureStates): Words =>
    Object.fromEntries(entries.map(({ value, zh, en }) => [value, { zh, en }]))
  return {
    tables,
    rows,
    columns,
    groups,
    codes: Object.fromEntries(
      findingCodes.map((code) => [
        code,
        { ...both((language) => explainCode(code, language).title), level: codes[code].level },
      ]),
    ),
    errors: Object.fromEntries(
      (Object.keys(errorCodes) as ErrorCode[]).map((code) => [code, both((language) => explainError(code, language))]),
    ),
    states: list(archivedStates),
    cellStates: list(figureStates),
    causes: list(causes),
  }
}
