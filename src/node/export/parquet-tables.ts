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

async function parquetFile(target: Target, table: TableFields) {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer')
  const { fields } = table
  const file = await openWriter(target, `${table.name}.parquet`)
  const columnsOf = (rows: readonly (readonly Value[])[]) =>
    fields.map((field, i) => ({
      name: field.name,
      type: types[field.type],
      nullable: true,
      data: rows.map((row) => stored(field, row[i] ?? null)),
    }))
  const parquet = new ParquetWriter({
    writer: fileWriter(file.temporary),
    schema: schemaFromColumnData({ columnData: columnsOf([]) }),
    kvMetadata: [{ key: 'nianbao', value: version }],
  })
  const limit = Math.max(1, Math.floor(GROUP_VALUES / fields.length))
  let group: (readonly Value[])[] = []
  let rows = 0
  const flush = async (): Promise<void> => {
    await parquet.write({ columnData: columnsOf(group), rowGroupSize: Math.max(1, group.length) })
    group = []
  }
  return {
    async add(some: Iterable<readonly Value[]>): Promise<void> {
      for (const row of some) {
        rows++
        if (group.push(row) >= limit) await flush()
      }
    },
    async close() {
      if (group.length > 0 || rows === 0) await flush()
      await parquet.finish()
      return [await file.close(rows, true)]
    },
    place: () => file.place(),
    discard: () => file.discard(),
  }
}

const stored = ({ type }: Field, value: Value): string | bigint | number | undefined =>
  value === null ? undefined : type === 'integer' && typeof value === 'number' ? BigInt(value) : value

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
