/** cells.parquet and panel.parquet: the columns and types of the codebook, without anything done to texts. */

import { cellRows, cellTable } from '../../output/archive/cell-rows.js'
import type { Field, TableFields, Value } from '../../output/archive/fields.js'
import { panelTable } from '../../output/archive/panel.js'
import { version } from '../../version.js'
import type { Exporter } from './exporter.js'
import { openWriter, type Target } from './file-writer.js'

/** Values held before they are written: some tens of megabytes, and row groups that readers like. */
const GROUP_VALUES = 1_000_000

const types = { string: 'STRING', integer: 'INT64', number: 'DOUBLE' } as const

/** What readers skip groups of rows by; the least and the greatest value of other columns tell nothing and take a third of the time. */
const SOUGHT = new Set(['file', 'issuer', 'year'])

type Stored = string | bigint | number | undefined

export const loadParquet = () => import('hyparquet-writer')

async function parquetFile(target: Target, table: TableFields) {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await loadParquet()
  const { fields } = table
  const file = await openWriter(target, `${table.name}.parquet`)
  /** Values by column, as they are written. */
  let columns: Stored[][] = fields.map(() => [])
  const columnData = () =>
    fields.map(({ name, type }, i) => ({
      name,
      type: types[type],
      nullable: true,
      statistics: SOUGHT.has(name),
      data: columns[i] ?? [],
    }))
  const parquet = new ParquetWriter({
    writer: fileWriter(file.temporary),
    schema: schemaFromColumnData({ columnData: columnData() }),
    kvMetadata: [{ key: 'nianbao', value: version }],
  })
  const limit = Math.max(1, Math.floor(GROUP_VALUES / fields.length))
  let group = 0
  let rows = 0
  const flush = async (): Promise<void> => {
    // One page a column: a group is no larger than what others make a page of.
    await parquet.write({ columnData: columnData(), rowGroupSize: Math.max(1, group), pageSize: 0 })
    columns = fields.map(() => [])
    group = 0
  }
  return {
    async add(some: Iterable<readonly Value[]>): Promise<void> {
      for (const row of some) {
        for (let i = 0; i < fields.length; i++) columns[i]?.push(stored(fields[i]?.type, row[i]))
        rows++
        if (++group >= limit) await flush()
      }
    },
    async close() {
      if (group > 0 || rows === 0) await flush()
      await parquet.finish()
      return [await file.close(rows, true)]
    },
    place: () => file.place(),
    discard: () => file.discard(),
  }
}

/** Most whole numbers are small and come again and again. */
const SMALL: readonly bigint[] = Array.from({ length: 4096 }, (_, i) => BigInt(i))

const stored = (type: Field['type'] | undefined, value: Value | undefined): Stored =>
  value === null || value === undefined
    ? undefined
    : type === 'integer' && typeof value === 'number'
      ? (SMALL[value] ?? BigInt(value))
      : value

export async function cellsParquet(target: Target): Promise<Exporter> {
  const file = await parquetFile(target, cellTable)
  return {
    ...file,
    async record(_, readings) {
      for (const reading of readings) await file.add(cellRows(reading))
    },
  }
}

export async function panelParquet(target: Target): Promise<Exporter> {
  const file = await parquetFile(target, panelTable)
  return { ...file, panel: (row) => file.add([row]) }
}
