/** cells.csv, panel.csv, findings.csv, reports.csv. */

import { cellRows, cellTable } from '../../output/archive/cell-rows.js'
import type { Decisions } from '../../output/archive/decisions.js'
import { csvHead, csvRows, type TableFields, type Value } from '../../output/archive/fields.js'
import { findingRows, findingTable } from '../../output/archive/finding-rows.js'
import { panelTable } from '../../output/archive/panel.js'
import { reportRows, reportTable } from '../../output/archive/report-rows.js'
import type { Exporter } from './exporter.js'
import { openWriter, type Target } from './file-writer.js'

/** What spreadsheets need to take a file for UTF-8. */
const BOM = '\ufeff'

async function csvFile(target: Target, table: TableFields, bom: boolean) {
  const writer = await openWriter(target, `${table.name}.csv`)
  await writer.write(`${bom ? BOM : ''}${csvHead(table.fields)}`)
  const csvRow = csvRows()
  let rows = 0
  return {
    async add(some: Iterable<readonly Value[]>): Promise<void> {
      let text = ''
      for (const row of some) {
        rows++
        text += csvRow(row)
      }
      if (text !== '') await writer.write(text)
    },
    close: async () => [await writer.close(rows)],
    place: () => writer.place(),
    discard: () => writer.discard(),
  }
}

export async function cellsCsv(target: Target, bom: boolean): Promise<Exporter> {
  const file = await csvFile(target, cellTable, bom)
  return {
    ...file,
    async record(_, readings) {
      for (const reading of readings) await file.add(cellRows(reading))
    },
  }
}

export async function findingsCsv(target: Target, bom: boolean, decisions: Decisions): Promise<Exporter> {
  const file = await csvFile(target, findingTable, bom)
  return {
    ...file,
    async record(_, readings) {
      for (const reading of readings) await file.add(findingRows(reading, decisions))
    },
  }
}

export async function reportsCsv(target: Target, bom: boolean): Promise<Exporter> {
  const file = await csvFile(target, reportTable, bom)
  return {
    ...file,
    async record(record, readings) {
      await file.add(reportRows(record, readings))
    },
  }
}

export async function panelCsv(target: Target, bom: boolean): Promise<Exporter> {
  const file = await csvFile(target, panelTable, bom)
  return { ...file, panel: (row) => file.add([row]) }
}
