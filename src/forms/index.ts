import type { FormDef, TableDef, TableId } from './define.js'
import { edition2019 } from './edition-2019.js'
import { edition2021 } from './edition-2021.js'

/** All forms, the newest edition first. */
export const forms: readonly FormDef[] = [edition2021, edition2019]

/** The editions of one table that differ, newest first. A table that did not change is of the edition that made it. */
export function tableEditions(table: TableId): readonly { edition: FormDef['edition']; def: TableDef }[] {
  const editions = new Map<TableDef, FormDef['edition']>()
  for (const form of forms) for (const def of form.tables) if (def.table === table) editions.set(def, form.edition)
  return [...editions].map(([def, edition]) => ({ edition, def }))
}

/** The form prescribed for the reports of a year; null before 2019. */
export function formForYear(year: number): FormDef | null {
  return forms.find(({ years: [first, last] }) => year >= first && (last === null || year <= last)) ?? null
}

export function tableDef(table: TableId, edition: FormDef['edition']): TableDef | null {
  return forms.find((form) => form.edition === edition)?.tables.find((def) => def.table === table) ?? null
}
