/** What the files of an output folder are called, and whose files of these names are. */

import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../../errors.js'
import { type ExportFormat, exportFormats } from '../../options.js'

/** Files and folders of each format. */
export const namesOf: Readonly<Record<ExportFormat, readonly string[]>> = {
  csv: ['cells.csv', 'findings.csv', 'panel.csv'],
  parquet: ['cells.parquet', 'panel.parquet'],
  jsonl: ['reports.jsonl', 'sections.jsonl'],
  xlsx: ['workbook.xlsx'],
  sqlite: ['nianbao.sqlite'],
  codebook: ['codebook.csv', 'codebook.md', 'datapackage.json', 'labels.R', 'labels.do', 'labels.sps'],
  review: ['review'],
}

/** What is written whatever the formats. */
export const alwaysWritten = ['reports.csv', 'provenance.json'] as const

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

/**
 * Nothing that somebody else wrote is written over. A folder is ours where it says so: by `mark`, or by the provenance.json of an export.
 *
 * @param mark Name in the folder of what a run keeps there.
 * @throws {NianbaoError} `output-failed`, with the first file that stands in the place of an output.
 */
export async function requireOwn(folder: string, formats: readonly string[], mark: string): Promise<void> {
  for (const own of [mark, 'provenance.json']) if (await isThere(join(folder, own))) return
  const wanted = exportFormats.filter((format) => formats.length === 0 || formats.includes(format))
  for (const name of [...alwaysWritten, ...wanted.flatMap((format) => namesOf[format])])
    if (await isThere(join(folder, name)))
      throw new NianbaoError(
        'output-failed',
        `${join(folder, name)} is there, and no run wrote it: it would be written over. Give another folder, or move it away.`,
      )
}
