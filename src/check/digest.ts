/** The figures of a report that comparisons between reports need, small enough to keep for every report of an archive. */

import type { Args, Finding } from '../findings.js'
import type { FormDef, TableDef } from '../forms/define.js'
import { tableDef } from '../forms/index.js'
import type { SeriesRule } from '../forms/series-rules.js'
import { type CellId, cellIds, figureAt, tableOrder } from '../report/cells.js'
import type { Figure, Report } from '../report/schema.js'
import { type Sketch, sketchOf } from './sketch.js'
import { argsOf } from './stated-cells.js'

export type SeriesTableId = SeriesRule['table']

/** A printed table: its figures by the order of the cells of the form. */
export interface TableDigest {
  readonly table: SeriesTableId
  readonly edition: FormDef['edition']
  readonly scope: string | null
  readonly instance: number
  /** NaN where no figure is printed. */
  readonly values: Float64Array
  /** Where the figures stand that findings point at, in the order of these. */
  readonly places: readonly (Finding['places'][number] | null)[]
}

/** A change against last year that the text states. */
export interface Growth {
  readonly percent: number
  readonly decimals: number
  readonly value: number
  readonly args: Args
}

export interface Digest {
  readonly issuer: string | null
  readonly year: number | null
  readonly tables: readonly TableDigest[]
  readonly growth: readonly Growth[]
  readonly sketch: Sketch | null
}

/** Cells that findings point at: those of the printed side of the rules. */
const POINTED: Readonly<Record<SeriesTableId, RegExp>> = {
  applications: /^(?:broughtForward\.\w+|received\.total)$/,
  disputes: /\.total$/,
  proactiveDisclosure: /\.(?:inForce|previousItems|totalDisclosed|decisions|amount)$/,
}

interface Index {
  readonly names: readonly string[]
  readonly cells: readonly CellId[]
  /** The cells that findings point at, by their place in the order. */
  readonly pointed: readonly number[]
  readonly at: ReadonlyMap<string, number>
}

const indexes = new Map<TableDef, Index>()

/** The cells of a table by the order of the form. */
export function indexOf(table: SeriesTableId, edition: FormDef['edition']): Index {
  const def = tableDef(table, edition)
  if (!def) return { names: [], cells: [], pointed: [], at: new Map() }
  const known = indexes.get(def)
  if (known) return known
  const names = cellIds(def).map(({ row, column }) => `${row}.${column}`)
  const pointed = names.flatMap((name, i) => (POINTED[table].test(name) ? [i] : []))
  const index = { names, cells: cellIds(def), pointed, at: new Map(names.map((name, i) => [name, i])) }
  indexes.set(def, index)
  return index
}

const printed = (figure: Figure | undefined): number => (figure?.state === 'reported' ? (figure.value ?? NaN) : NaN)

/** What to keep of a report; `text` where sections are compared too. */
export function digestOf(report: Report, text: boolean): Digest {
  const tables = tableOrder.flatMap((id) =>
    report[id].map((table): TableDigest => {
      const edition = table.form as FormDef['edition']
      const { cells, pointed } = indexOf(id, edition)
      const figures = cells.map((cell) => figureAt(table, cell))
      return {
        ...{ table: id, edition, scope: table.scope, instance: table.instance },
        values: Float64Array.from(figures, printed),
        places: pointed.map((i) => figures[i]?.place ?? null),
      }
    }),
  )
  return {
    issuer: report.issuer,
    year: report.year,
    tables,
    growth: text ? growthOf(report) : [],
    sketch: text ? sketchOf(report) : null,
  }
}

function growthOf(report: Report): Growth[] {
  return report.statements.flatMap((statement): Growth[] => {
    const base = statement.of === null ? undefined : report.statements[statement.of]
    if (statement.subject !== 'growth' || statement.approximate || statement.value === null) return []
    if (!base || base.value === null || base.approximate || base.year !== null) return []
    if (!/^requests\.(?:received|newlyReceived|completed|answered|handled)$/.test(base.subject)) return []
    const decimals = /\.(\d+)/.exec(statement.raw.normalize('NFKC'))?.[1]?.length ?? 0
    return [{ percent: statement.value, decimals, value: base.value, args: argsOf(statement, report) }]
  })
}

/** The printed figure of a cell; NaN where there is none. */
export function valueIn({ table, edition, values }: TableDigest, name: string): number {
  const at = indexOf(table, edition).at.get(name)
  return at === undefined ? NaN : (values[at] ?? NaN)
}

export function placeIn({ table, edition, places }: TableDigest, name: string): Finding['places'] {
  const { at, pointed } = indexOf(table, edition)
  const place = places[pointed.indexOf(at.get(name) ?? -1)]
  return place ? [place] : []
}
