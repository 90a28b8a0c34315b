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
    suspect: ({ suspects }) => {
      const [first, ...others] = suspects
      if (!first || others.length > 2) return ''
      const one = (suspect: typeof first): string =>
        language === 'zh'
          ? `${cell(suspect.cell)}${suspect.value === null ? '' : `（若为 ${suspect.value} 则相符）`}`
          : `${cell(suspect.cell)}${suspect.value === null ? '' : ` (${suspect.value} would fit)`}`
      return language === 'zh'
        ? `疑点：${suspects.map(one).join('，或')}。`
        : ` Suspect: ${suspects.map(one).join(', or ')}.`
    },
  }
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
