/** Rules of the user, in the form in which those of nianbao are written: checked, with the place of every mistake. */

import type { FormDef, TableId } from './define.js'
import { forms } from './index.js'
import { splitName } from './names.js'
import type { Rule } from './rules.js'
import { idsOf, parseStatement } from './statement.js'
import { indicators } from './statistics.js'

export interface OwnRule {
  readonly id: string
  /** What the rule says, for the sentence of its findings. Defaults to the equation. */
  readonly title?: string
  /** Where `each` is `once`, the table of the first cell if nothing is said. */
  readonly table?: TableId
  readonly each: Rule['each']
  /** See docs/findings.md. */
  readonly equation: string
  /** Defaults to `warning`. */
  readonly level?: Rule['level']
  readonly rows?: readonly string[]
  readonly columns?: readonly string[]
  readonly edition?: FormDef['edition']
  readonly total?: string
  readonly blanks?: 'unknown'
  readonly source?: string
}

/** A mistake, and the keys that lead to it from the top. */
export interface RuleMistake {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const tables: readonly TableId[] = ['applications', 'disputes', 'proactiveDisclosure', 'statistics']
const eaches: readonly Rule['each'][] = ['row', 'column', 'once']
const levels: readonly Rule['level'][] = ['error', 'warning', 'info']
const editions: readonly FormDef['edition'][] = ['2019', '2021']
const keys = new Set([
  'id',
  'title',
  'table',
  'each',
  'equation',
  'level',
  'rows',
  'columns',
  'edition',
  'total',
  'blanks',
  'source',
])

/** Ids of rows and columns that a table has in any edition; statistics tables have lines of their own beside them. */
function idsOfTable(table: TableId): { rows: Set<string>; columns: Set<string>; open: boolean } {
  if (table === 'statistics')
    return { rows: new Set(indicators.map(({ id }) => id)), columns: new Set(['current', 'cumulative']), open: true }
  const rows = new Set<string>()
  const columns = new Set<string>()
  for (const form of forms) {
    for (const def of form.tables) {
      if (def.table !== table) continue
      for (const block of def.blocks) {
        for (const column of block.columns) {
          const at = column.id.lastIndexOf('.')
          columns.add(def.shape === 'line' ? column.id.slice(at + 1) : column.id)
          if (def.shape === 'line') rows.add(column.id.slice(0, at))
        }
        if (def.shape !== 'line') for (const row of block.rows) rows.add(row.id)
      }
    }
  }
  return { rows, columns, open: false }
}

/** A list of rules, or an object whose `rules` is one → rules that can be tried, and what is wrong with the others. */
export function readOwnRules(value: unknown): { rules: Rule[]; mistakes: RuleMistake[] } {
  const mistakes: RuleMistake[] = []
  const wrapped = isObject(value) && 'rules' in value
  const list = wrapped ? (value as { rules: unknown }).rules : value
  const base = wrapped ? ['rules'] : []
  if (!Array.isArray(list))
    return { rules: [], mistakes: [{ path: base, message: 'expected a list of rules, under `rules` or by itself' }] }
  const seen = new Set<string>()
  const rules = list.flatMap((one: unknown, i): Rule[] => {
    const wrong = (key: string | null, message: string): void => {
      mistakes.push({ path: [...base, i, ...(key === null ? [] : [key])], message })
    }
    const before = mistakes.length
    const rule = readRule(one, wrong)
    if (rule && seen.has(rule.id)) wrong('id', `there are two rules "${rule.id}"`)
    if (rule) seen.add(rule.id)
    return rule && mistakes.length === before ? [rule] : []
  })
  return { rules, mistakes }
}

type Wrong = (key: string | null, message: string) => void

function readRule(value: unknown, wrong: Wrong): Rule | null {
  if (!isObject(value)) {
    wrong(null, 'expected a rule: id, table, each, equation')
    return null
  }
  for (const key of Object.keys(value))
    if (!keys.has(key)) wrong(key, `a rule has no "${key}"; it has ${[...keys].join(', ')}`)
  const text = (key: string, needed: boolean): string | undefined => {
    const own = value[key]
    if (own === undefined || own === null) {
      if (needed) wrong(null, `the rule has no ${key}`)
      return undefined
    }
    if (typeof own === 'string' && own.trim() !== '') return own
    wrong(key, `${key}: expected a text`)
    return undefined
  }
  const choice = <T extends string>(key: string, among: readonly T[], needed: boolean): T | undefined => {
    // YAML reads 2021 as a number.
    const own = typeof value[key] === 'number' ? String(value[key]) : value[key]
    if (own === undefined || own === null) {
      if (needed) wrong(null, `the rule has no ${key}: one of ${among.join(', ')}`)
      return undefined
    }
    if (among.includes(own as T)) return own as T
    wrong(key, `${key}: one of ${among.join(', ')}, not "${String(own)}"`)
    return undefined
  }
  const id = text('id', true)
  const equation = text('equation', true)
  const each = choice('each', eaches, true)
  const title = text('title', false)
  const source = text('source', false)
  const total = text('total', false)
  const level = choice('level', levels, false)
  const edition = choice('edition', editions, false)
  const blanks = choice('blanks', ['unknown'] as const, false)
  let table = choice('table', tables, each !== 'once' && each !== undefined)
  if (id === undefined || equation === undefined || each === undefined) return null
  let ids: string[]
  try {
    ids = idsOf(parseStatement(equation))
  } catch (error) {
    wrong('equation', `equation: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
  if (ids.length === 0) {
    wrong('equation', 'equation: it speaks of no cell')
    return null
  }
  if (each === 'once') {
    for (const name of ids) checkCell(name, wrong)
    const [first = ''] = ids
    table ??= tables.find((one) => one === splitName(first).table)
  }
  if (table === undefined) return null
  const known = idsOfTable(table)
  const exists = (kind: 'rows' | 'columns', one: string): boolean =>
    known[kind].has(one) || (known.open && (kind === 'rows' ? /^line\.\d+$/ : /^column\.\d+$/).test(one))
  if (each !== 'once') {
    const kind = each === 'column' ? 'rows' : 'columns'
    for (const one of ids)
      if (!exists(kind, one))
        wrong(
          'equation',
          `equation: ${table} has no ${kind === 'rows' ? 'row' : 'column'} "${one}"; a rule in each ${each} is written over ${kind}`,
        )
  }
  if (total !== undefined && parseStatement(equation).claim.left.every((one) => one.id !== total))
    wrong('total', `total: "${total}" does not stand before the sign of the equation`)
  const listOf = (kind: 'rows' | 'columns'): string[] | undefined => {
    const own = value[kind]
    if (own === undefined || own === null) return undefined
    if (!Array.isArray(own) || !own.every((one) => typeof one === 'string')) {
      wrong(kind, `${kind}: expected a list of ids`)
      return undefined
    }
    for (const one of own) if (!exists(kind, one)) wrong(kind, `${kind}: ${table} has no ${kind.slice(0, -1)} "${one}"`)
    return own
  }
  const rows = listOf('rows')
  const columns = listOf('columns')
  return {
    id,
    code: 'rules/own',
    table,
    each,
    equation,
    level: level ?? 'warning',
    authority: 'own',
    source: source ?? 'rules',
    title: title ?? equation,
    ...(rows ? { rows } : {}),
    ...(columns ? { columns } : {}),
    ...(edition ? { edition } : {}),
    ...(total ? { total } : {}),
    ...(blanks ? { blanks } : {}),
  }
}

function checkCell(name: string, wrong: Wrong): void {
  const { table, row, column } = splitName(name)
  const id = tables.find((one) => one === table)
  const known = id && idsOfTable(id)
  if (!known || id === 'statistics' || !known.rows.has(row) || !known.columns.has(column))
    wrong('equation', `equation: there is no cell "${name}"; a rule that holds once is written over table.row.column`)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
