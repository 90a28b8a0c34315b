/** Scripts that put labels on the columns of panel.csv in Stata, R and SPSS. */

import type { Field } from './fields.js'
import { panelTable } from './panel.js'

const { fields } = panelTable

/** Stata cuts a variable label at 80 characters and reads `" and $ in it as its own. */
const stataText = (label: string): string => [...label.replace(/[`"$\\]/g, '')].slice(0, 80).join('')

/** labels.do: `do labels.do` in the folder of panel.csv loads it with Chinese labels, and English ones beside. */
export function labelsDo(): string {
  const label = (language: 'zh' | 'en') => (field: Field) =>
    `capture label variable ${field.name} "${stataText(field[language])}"`
  return [
    'version 14',
    // Names of files may have line breaks in them: quotes bind over them only where that is asked for.
    'import delimited using "panel.csv", clear varnames(1) case(preserve) bindquote(strict) encoding("utf-8")',
    'label language zh, rename',
    ...fields.map(label('zh')),
    'label language en, new',
    ...fields.map(label('en')),
    'label language zh',
    '',
  ].join('\n')
}

const rText = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`

/** labels.R: `source("labels.R", encoding = "UTF-8")` in the folder of panel.csv gives `panel`. */
export function labelsR(): string {
  const classOf = { string: 'character', integer: 'numeric', number: 'numeric' } as const
  const list = (name: string, value: (field: Field) => string): string =>
    `${name} <- c(\n${fields.map((field) => `  ${field.name} = ${rText(value(field))}`).join(',\n')}\n)`
  return [
    list('panel_labels_zh', ({ zh }) => zh),
    list('panel_labels_en', ({ en }) => en),
    list('panel_classes', ({ type }) => classOf[type]),
    'panel <- read.csv("panel.csv", fileEncoding = "UTF-8-BOM", colClasses = panel_classes, na.strings = "", check.names = FALSE)',
    'for (name in names(panel)) attr(panel[[name]], "label") <- panel_labels_zh[[name]]',
    '',
  ].join('\n')
}

const spssText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** labels.sps: run it after panel.csv has been opened in SPSS. */
export function labelsSps(): string {
  return `\ufeffSET UNICODE=ON.\nVARIABLE LABELS\n${fields.map(({ name, zh, en }) => `  /${name} ${spssText(`${zh} (${en})`)}`).join('\n')}\n.\n`.replace(
    'VARIABLE LABELS\n  /',
    'VARIABLE LABELS\n  ',
  )
}
