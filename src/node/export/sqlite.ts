/** nianbao.sqlite: all tables in one file, for Datasette and its kin. Needs the optional driver better-sqlite3. */

import { cellRows, cellTable } from '../../output/archive/cell-rows.js'
import { codebookFields, codebookRows } from '../../output/archive/codebook.js'
import type { Decisions } from '../../output/archive/decisions.js'
import type { Field } from '../../output/archive/fields.js'
import { findingRows, findingTable } from '../../output/archive/finding-rows.js'
import { panelTable } from '../../output/archive/panel.js'
import { reportRows, reportTable } from '../../output/archive/report-rows.js'
import type { Exporter } from './exporter.js'
import { openWriter, type Target } from './file-writer.js'
import { requireSqlite } from './sqlite-driver.js'

const types = { string: 'TEXT', integer: 'INTEGER', number: 'REAL' } as const

const sectionFields: readonly Field[] = [
  { name: 'file', type: 'string', zh: '文件', en: '' },
  { name: 'reading', type: 'integer', zh: '', en: '' },
  { name: 'number', type: 'integer', zh: '', en: '' },
  { name: 'issuer', type: 'string', zh: '', en: '' },
  { name: 'year', type: 'integer', zh: '', en: '' },
  { name: 'id', type: 'string', zh: '', en: '' },
  { name: 'heading', type: 'string', zh: '', en: '' },
  { name: 'text', type: 'string', zh: '', en: '' },
]

export async function sqliteFile(target: Target, decisions: Decisions): Promise<Exporter> {
  const Driver = await requireSqlite()
  const writer = await openWriter(target, 'nianbao.sqlite')
  const database = new Driver(writer.temporary)
  // It is written once, under another name: what is lost with the process is written again.
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'encoding = "UTF-8"', 'page_size = 4096'])
    database.pragma(pragma)
  const table = (name: string, fields: readonly Field[]) => {
    database.exec(`CREATE TABLE ${name} (${fields.map((field) => `"${field.name}" ${types[field.type]}`).join(', ')})`)
    return database.prepare(`INSERT INTO ${name} VALUES (${fields.map(() => '?').join(', ')})`)
  }
  const insert = {
    reports: table('reports', reportTable.fields),
    panel: table('panel', panelTable.fields),
    cells: table('cells', cellTable.fields),
    findings: table('findings', findingTable.fields),
    sections: table('sections', sectionFields),
    codebook: table('codebook', codebookFields),
  }
  let rows = 0
  database.exec('BEGIN')
  for (const row of codebookRows()) insert.codebook.run(...row)
  return {
    record(file, readings) {
      for (const row of reportRows(file, readings)) insert.reports.run(...row)
      for (const reading of readings) {
        for (const row of cellRows(reading)) insert.cells.run(...row)
        for (const row of findingRows(reading, decisions)) insert.findings.run(...row)
        const { report, index } = reading
        for (const [number, { id, heading, text }] of report.sections.entries())
          insert.sections.run(file.path, index, number, report.issuer, report.year, id, heading, text)
      }
      // A transaction holds what it changes in memory.
      if (++rows % 500 === 0) database.exec('COMMIT; BEGIN')
    },
    panel(row) {
      insert.panel.run(...row)
    },
    async close() {
      database.exec('COMMIT')
      for (const [name, column] of [
        ['cells', '"file"'],
        ['cells', '"issuer", "year"'],
        ['findings', '"file"'],
        ['findings', '"code"'],
        ['reports', '"issuer", "year"'],
        ['panel', '"issuer", "year"'],
      ] as const)
        database.exec(`CREATE INDEX "${name}_${column.replace(/\W+/g, '_')}" ON ${name} (${column})`)
      database.close()
      return [await writer.close(null, true)]
    },
    place: () => writer.place(),
    async discard() {
      try {
        database.close()
      } catch {
        // It is closed.
      }
      await writer.discard()
    },
  }
}
