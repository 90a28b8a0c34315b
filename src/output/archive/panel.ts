/**
 * panel: one row for every issuer and year, one column for every cell of the forms: what econometricians load.
 *
 * Where a table is printed more than once, the first copy that is not captioned with another year stands in the panel; where several files report on the same
 * year of an issuer, the one that was read best. Both are counted in columns of their own, and nothing is added up.
 */

import { codes } from '../../findings.js'
import type { TableId } from '../../forms/define.js'
import { forms } from '../../forms/index.js'
import { columnName, rowName } from '../../forms/names.js'
import { rules } from '../../forms/rules.js'
import { type Indicator, indicators } from '../../forms/statistics.js'
import { cellIds, cellName, tableOrder } from '../../report/cells.js'
import { tableOfYear } from '../../report/other-year.js'
import type { Figure, ReportTable } from '../../report/schema.js'
import { cellKey, countLevel, isDoubtful } from './archived.js'
import type { Field, TableFields, Value } from './fields.js'
import { archivedStates, qualities } from './lists.js'
import { indicatorName, panelName } from './panel-names.js'
import type { Reviewed } from './reviewed.js'

const count = (name: string, zh: string, en: string): Field => ({ name, type: 'integer', zh, en })
const text = (name: string, zh: string, en: string): Field => ({ name, type: 'string', zh, en })

const head: readonly Field[] = [
  text('issuer', '发布机关', 'issuer: the body named in the title or the preamble'),
  count('year', '报告年度', 'year reported on'),
  text('file', '文件', 'path of the file in the archive'),
  count('reading', '文件内第几份报告', 'report within the file, counted from 0'),
  text('sha256', '文件散列', 'SHA-256 of the file'),
  { ...text('state', '处理结果', 'what became of the file'), categories: archivedStates },
  { ...text('quality', '质量', 'may the row be used as it is'), categories: qualities },
  count('n_reports', '同一机关同一年度报告份数', 'reports of this issuer for this year; the best read one is given'),
  text('conflicts', '各份报告不一致的变量', 'columns in which those reports print different figures'),
  count('n_errors', '错误数', 'findings that cannot be right'),
  count('n_warnings', '警告数', 'findings that are probably wrong, or that say what could not be read'),
  text('flagged', '有错误的变量', 'columns named by errors'),
  text('warned', '有警告的变量', 'columns named by warnings alone'),
  text('doubtful', '存疑的变量', 'columns whose figure has a low confidence or could not be read for certain'),
  text('corrections', '人工更正', 'columns and values that a person gave; the printed ones stay in place'),
  count('t2_tables', '表二份数', 'printed tables on proactive disclosure; the first is given'),
  text('t2_scope', '表二范围', 'caption that says whose figures on proactive disclosure these are'),
  text('t2_form', '表二版式', 'edition of the form on proactive disclosure'),
  count('t3_tables', '表三份数', 'printed tables on applications; the first is given'),
  text('t3_scope', '表三范围', 'caption that says whose figures on applications these are'),
  text('t3_form', '表三版式', 'edition of the form on applications'),
  count('t4_tables', '表四份数', 'printed tables on disputes; the first is given'),
  text('t4_scope', '表四范围', 'caption that says whose figures on disputes these are'),
  count('st_tables', '统计表份数', 'printed statistics tables of reports before 2019'),
]

const years = ([first, last]: readonly [number, number | null]): string => `${first}–${last ?? ''}`

function figureFields(): Field[] {
  const fields = new Map<string, Field>()
  for (const id of tableOrder) {
    // Oldest form first: a cell of several editions stands where the first has it.
    for (const form of [...forms].reverse()) {
      const def = form.tables.find(({ table }) => table === id)
      if (!def) continue
      for (const { row, column, kind } of cellIds(def)) {
        const name = panelName(id, row, column)
        const known = fields.get(name)
        if (known) {
          fields.set(name, {
            ...known,
            source: `${known.source}; ${form.notice}`,
            years: years([Number(known.years?.slice(0, 4)), form.years[1]]),
          })
          continue
        }
        fields.set(name, {
          name,
          type: kind === 'amount' ? 'number' : 'integer',
          zh: `${rowName(id, row, 'zh')}·${columnName(id, row, column, 'zh')}`,
          en: `${rowName(id, row, 'en')}, ${columnName(id, row, column, 'en')}`,
          cell: cellName(id, { row, column }),
          source: form.notice,
          years: years(form.years),
          rules: rulesOf(id, row, column),
          ...(kind === 'amount' ? { unit: '万元' } : {}),
        })
      }
    }
  }
  return [...fields.values()]
}

const rulesOf = (table: TableId, row: string, column: string): string =>
  rules
    .filter(
      (rule) =>
        rule.table === table &&
        (rule.each === 'row'
          ? (rule.rows?.includes(row) ?? true) && mentions(rule.equation, column)
          : mentions(rule.equation, row)),
    )
    .map(({ id }) => id)
    .join(' ')

const mentions = (equation: string, id: string): boolean => equation.split(/[^\w.]+/).includes(id)

/** The form prints money in yuan or 10,000 yuan, as the line says: its unit stands beside it. */
const MONEY = ['g2FeesCollected', 'dedicatedFunds']

/** Parts of different sums that are called the same are told apart by their sums. */
function named(indicator: Indicator): Pick<Field, 'zh' | 'en'> {
  const whole = indicators.find(({ id }) => id === indicator.parent)
  const name = (of: 'label' | 'gloss', between: string): string =>
    whole && indicators.some((other) => other !== indicator && other[of] === indicator[of])
      ? `${whole[of]}${between}${indicator[of]}`
      : indicator[of]
  return { zh: name('label', '·'), en: name('gloss', ': ') }
}

const statisticsFields: readonly Field[] = indicators.flatMap((indicator) => {
  const { id } = indicator
  const { zh, en } = named(indicator)
  const money = MONEY.includes(id)
  const field: Field = {
    name: indicatorName(id),
    type: money ? 'number' : 'integer',
    zh,
    en,
    cell: `statistics.${id}.current`,
    source: '国办发〔2014〕32号',
    years: '2014–2018',
  }
  return money ? [field, text(`${field.name}_unit`, `${zh}（单位）`, `unit of ${field.name}`)] : [field]
})

const cells: readonly Field[] = figureFields()

export const panelTable: TableFields = {
  name: 'panel',
  zh: '面板（每机关每年一行）',
  en: 'panel: a row for every issuer and year',
  fields: [...head, ...cells, ...statisticsFields],
  key: ['issuer', 'year'],
}

/** Position of the first column of figures. */
export const FIRST_FIGURE = head.length
/** Keys of the figures in first copies of tables, which nearly all are. */
const FIRST_KEYS = cells.map(({ cell = '' }) => cellKey(0, cell))
const TABLES = cells.map(({ cell = '' }) => cell.split('.')[0] ?? '')
const AT = new Map(panelTable.fields.map(({ name }, i) => [name, i]))
const at = (name: string): number => AT.get(name) ?? -1

const isError = (code: string): boolean => codes[code as keyof typeof codes]?.level === 'error'

/** The row of one report, as if it were the only one of its issuer and year; null where either is not known. */
export function panelRow(reading: Reviewed): Value[] | null {
  const { file, report, index, findings, figures, flags, corrections } = reading
  if (report.issuer === null || report.year === null) return null
  const row = new Array<Value>(panelTable.fields.length).fill(null)
  const set = (name: string, value: Value): void => {
    row[at(name)] = value
  }
  const flagged: string[] = []
  const warned: string[] = []
  const doubtful: string[] = []
  const corrected: string[] = []
  const [t2, t3, t4] = [report.proactiveDisclosure, report.applications, report.disputes]
  const instances: Readonly<Record<string, number | undefined>> = {
    proactiveDisclosure: tableOfYear(t2, report.year)?.instance,
    applications: tableOfYear(t3, report.year)?.instance,
    disputes: tableOfYear(t4, report.year)?.instance,
    statistics: undefined,
  }
  const put = ({ name, cell = '' }: Field, to: number, key: string, figure: Figure | undefined): void => {
    row[to] = figure?.value ?? null
    const own = flags.get(key)
    if (own) (own.some(isError) ? flagged : warned).push(name)
    if (figure && (isDoubtful(figure) || figure.state === 'unreadable')) doubtful.push(name)
    const correction = corrections.get(key)
    if (correction && cell !== '') corrected.push(`${name}=${correction.value ?? ''}`)
  }
  for (const [i, field] of cells.entries()) {
    const instance = instances[TABLES[i] ?? '']
    if (instance === undefined) continue
    const key = instance === 0 ? (FIRST_KEYS[i] ?? '') : cellKey(instance, field.cell ?? '')
    put(field, FIRST_FIGURE + i, key, figures.get(key))
  }
  for (const field of report.statistics.length > 0 ? statisticsFields : []) {
    if (field.cell === undefined) continue
    const table = report.statistics.find(({ instance }) => figures.has(cellKey(instance, field.cell ?? '')))
    if (!table) continue
    const key = cellKey(table.instance, field.cell)
    put(field, at(field.name), key, figures.get(key))
    if (field.type === 'number') set(`${field.name}_unit`, figures.get(key)?.unit ?? null)
  }
  const errors = countLevel(findings, 'error')
  const warnings = countLevel(findings, 'warning')
  set('issuer', report.issuer)
  set('year', report.year)
  set('file', file.path)
  set('reading', index)
  set('sha256', file.sha256)
  set('state', file.state)
  set('quality', file.state === 'partial' ? 'partial' : errors + warnings > 0 ? 'flagged' : 'clean')
  set('n_reports', 1)
  set('n_errors', errors)
  set('n_warnings', warnings)
  set('flagged', flagged.join(' '))
  set('warned', warned.join(' '))
  set('doubtful', doubtful.join(' '))
  set('corrections', corrected.join(' '))
  for (const [prefix, tables] of Object.entries({ t2, t3, t4 })) {
    set(`${prefix}_tables`, tables.length)
    const table = tableOfYear<ReportTable>(tables, report.year)
    set(`${prefix}_scope`, table?.scope ?? null)
    if (prefix !== 't4') set(`${prefix}_form`, table?.form ?? null)
  }
  set('st_tables', report.statistics.length)
  return row
}

const qualityRank = (row: readonly Value[]): number =>
  ['clean', 'flagged', 'partial'].indexOf(String(row[at('quality')]))
const filled = (row: readonly Value[]): number => row.slice(FIRST_FIGURE).filter((value) => value !== null).length

/**
 * The row of an issuer and year out of those of its reports: the report with most tables read whole, then with most
 * figures, then with fewest findings, then the first by path.
 */
export function choosePanelRow(rows: readonly (readonly Value[])[]): Value[] {
  const number = (row: readonly Value[], name: string): number => Number(row[at(name)] ?? 0)
  const rank = (row: readonly Value[]): number[] => [
    row[at('quality')] === 'partial' ? 1 : 0,
    -filled(row),
    qualityRank(row),
    number(row, 'n_errors'),
    number(row, 'n_warnings'),
  ]
  const [best, ...others] = rows
    .map((row) => ({ row, rank: rank(row) }))
    .sort((a, b) => a.rank.reduce((sum, one, i) => sum || one - (b.rank[i] ?? 0), 0) || byPath(a.row, b.row))
  if (!best) throw new RangeError('no rows to choose from')
  const chosen = [...best.row]
  const conflicts = panelTable.fields.flatMap(({ name }, i) =>
    i >= FIRST_FIGURE && others.some(({ row }) => row[i] !== null && chosen[i] !== null && row[i] !== chosen[i])
      ? name
      : [],
  )
  chosen[at('n_reports')] = rows.length
  chosen[at('conflicts')] = conflicts.join(' ')
  return chosen
}

const byPath = (a: readonly Value[], b: readonly Value[]): number => {
  const [x, y] = [String(a[at('file')]), String(b[at('file')])]
  return x < y ? -1 : x > y ? 1 : Number(a[at('reading')]) - Number(b[at('reading')])
}

/** What a person corrected, and what is flagged, are names of columns; their cells. */
export const panelCells: ReadonlyMap<string, string> = new Map(
  panelTable.fields.flatMap(({ name, cell }) => (cell === undefined ? [] : [[name, cell] as const])),
)
