/** Findings → sentences, in English or Chinese. */

import type { Finding, FindingCode } from '../findings.js'
import { cellTitle, columnName, type Language, rowName, tableName } from '../forms/names.js'
import type { CodeText, Say } from './define.js'
import { en } from './en.js'
import { zh } from './zh.js'

export type { Language } from '../forms/names.js'

const texts = { en, zh }

const say = (language: Language): Say => {
  const arg = (finding: Finding, key: string): string => {
    const value = finding.args[key]
    return Array.isArray(value) ? value.join(language === 'zh' ? '、' : ', ') : String(value ?? '')
  }
  const cell = (name: string): string => cellTitle(name, language)
  return {
    cell,
    row: (table, row) => rowName(table ?? '', row, language),
    column: (table, column) =>
      column.includes('.') ? cell(`${table}.${column}`) : columnName(table ?? '', '', column, language),
    table: (table) => tableName(table ?? '', language),
    number: (value) => (value === null ? '?' : String(value)),
    list: (items) => items.join(language === 'zh' ? '、' : items.some((item) => item.includes(',')) ? '; ' : ', '),
    arg,
    args: (finding, key) => {
      const value = finding.args[key]
      return Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)]
    },
    suspect: (finding) => suspectClause(finding, language, cell),
  }
}

/** What is suspect, and that there is more to it where the search was given up. */
const suspectClause = (finding: Finding, language: Language, cell: (name: string) => string): string =>
  `${namedSuspects(finding, language, cell)}${unsearched(finding, language)}`

function unsearched({ args }: Finding, language: Language): string {
  if (args.more !== true) return ''
  const found = typeof args.explanations === 'number' ? args.explanations : 0
  if (language === 'zh') return found > 0 ? `可能的解释不止 ${found} 种。` : '该表错误过多，未能试遍各种解释。'
  return found > 0
    ? ` There are more than ${found} explanation(s).`
    : ' The table holds too many errors for all explanations to be tried.'
}

/**
 * Cells that go together are named together, up to three; of those that may each be it, up to three are named. Where the
 * sets have different numbers of cells, only the likeliest is named.
 */
function namedSuspects({ suspects, args }: Finding, language: Language, cell: (name: string) => string): string {
  const together = typeof args.changes === 'number' ? args.changes : 1
  const oneSet = together > 1 || args.mixed === true
  const named = oneSet ? suspects.slice(0, together) : suspects
  if (named.length === 0 || named.length > 3) return ''
  const one = ({ cell: name, value }: (typeof suspects)[number]): string =>
    language === 'zh'
      ? `${cell(name)}${value === null ? '' : `（若为 ${value} 则相符）`}`
      : `${cell(name)}${value === null ? '' : ` (${value} would fit)`}`
  const others = oneSet && typeof args.explanations === 'number' && args.explanations > 1
  if (language === 'zh')
    return `疑点：${named.map(one).join(together > 1 ? '，连同' : '，或')}${others ? '；也可能是其他几格' : ''}。`
  const rest = others ? '; other cells would do as well' : ''
  return together > 1
    ? ` Suspects, together: ${named.map(one).join(' and ')}${rest}.`
    : ` Suspect: ${named.map(one).join(', or ')}${rest}.`
}

/**
 * One sentence on a finding.
 *
 * @example formatFinding(finding, 'en')
 * // 'administrative reconsideration: the results add up to 11; 0 is printed as their total. …'
 */
export function formatFinding(finding: Finding, language: Language = 'en'): string {
  const sentence = texts[language][finding.code].sentence(finding, say(language)).trim()
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** What a code means, why it is reported and what to do: the text of docs/findings.md. */
export const explainCode = (code: FindingCode, language: Language): Omit<CodeText, 'sentence'> => {
  const { title, why, todo } = texts[language][code]
  return { title, why, todo }
}
