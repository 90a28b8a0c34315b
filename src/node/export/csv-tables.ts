/** cells.csv, panel.csv, findings.csv, reports.csv. */

import { cellRows, cellTable } from '../../output/archive/cell-rows.js'
import type { Decisions } from '../../output/archive/decisions.js'
import { csvHead, csvRow, type TableFields, type Value } from '../../output/archive/fields.js'
import { findingRows, findingTable } from '../../output/archive/finding-rows.js'
import { panelTable } from '../../output/archive/panel.js'
import { reportRows, reportTable } from '../../output/archive/report-rows.js'
import type { Exporter } from './exporter.js'
import { openWriter } from './file-writer.js'

/** What spreadsheets need to take a file for UTF-8. */
const BOM = '\ufeff'

async function csvFile(folder: string, table: TableFields, bom: boolean) {
  const writer = await openWriter(folder, `${table.name}.csv`)
  await writer.write(`${bom ? BOM : ''}${csvHead(table.fields)}`)
  let rows = 0
  return {
    async add(row: readonly Value[]): Promise<void> {
      rows++
      await writer.write(csvRow(row))
    },
    close: async () => [await writer.close(rows)],
    place: () => writer.place(),
    discard: () => writer.discard(),
  }
}

export async function cellsCsv(folder: string, bom: boolean): Promise<Exporter> {
  const file = await csvFile(folder, cellTable, bom)
  return {
    ...file,
    async record(_, readings) {
      for (const reading of readings) for (const row of cellRows(reading)) await file.add(row)
    },
  }
}

export async function findingsCsv(folder: string, bom: boolean, decisions: Decisions): Promise<Exporter> {
  const file = await csvFile(folder, findingTable, bom)
  return {
    ...file,
    async record(_, readings) {
      for (const reading of readings) for (const row of findingRows(reading, decisions)) await file.add(row)
    },
  }
}

export async function reportsCsv(folder: string, bom: boolean): Promise<Exporter> {
  const file = await csvFile(folder, reportTable, bom)
  return {
    ...file,
    async record(record, readings) {
      for (const row of reportRows(record, readings)) await file.add(row)
    },
  }
}

export async function panelCsv(folder: string, bom: boolean): Promise<Exporter> {
  const file = await csvFile(folder, panelTable, bom)
  return { ...file, panel: file.add }
}
