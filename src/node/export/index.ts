/** Records of an archive → the files of its output folder. */

import { join } from 'node:path'
import { NianbaoError } from '../../errors.js'
import { toCellsCsv, toFindingsCsv } from '../../index.js'
import { csvLine } from '../../text/csv.js'
import { writeAtomically } from '../archive/atomic-file.js'
import type { ArchiveRecord } from '../archive-record.js'

export interface ExportOptions {
  readonly formats: readonly string[]
  /** Folder of the same disk for files that are being written: what a killed run leaves there is taken away. */
  readonly temporary: string
}

/** All names that `formats` knows; without any, all are written. */
export const formats = ['csv', 'jsonl'] as const

/** Throws `options-invalid` for a format that is none, before anything is read for it. */
export function checkFormats(names: readonly string[]): void {
  for (const name of names) {
    if (!(formats as readonly string[]).includes(name))
      throw new NianbaoError('options-invalid', `formats: ${name} is none of ${formats.join(', ')}`)
  }
}

const BOM = '\ufeff'
const withoutHead = (csv: string): string => csv.slice(csv.indexOf('\n') + 1)

const REPORT_COLUMNS = [
  'path',
  'sha256',
  'bytes',
  'kind',
  'state',
  'code',
  'issuer',
  'year',
  'findings',
  'duplicate_of',
  'message_en',
  'message_zh',
]

function reportLines(record: ArchiveRecord): string {
  const { path, sha256, bytes, kind, state, code, duplicateOf, message, readings } = record
  const line = (reading: ArchiveRecord['readings'][number] | undefined): string =>
    csvLine([
      path,
      sha256,
      bytes,
      kind,
      state,
      code,
      reading?.report.issuer ?? null,
      reading?.report.year ?? null,
      reading?.findings.length ?? null,
      duplicateOf,
      message?.en ?? null,
      message?.zh ?? null,
    ])
  return readings.length === 0 ? line(undefined) : readings.map(line).join('')
}

const readsOf = ({ path, readings }: ArchiveRecord) =>
  readings.map(({ report, findings }) => ({ file: path, report, findings }))

const files: readonly {
  readonly name: string
  readonly format: (typeof formats)[number]
  readonly head: string
  readonly lines: (record: ArchiveRecord) => string
}[] = [
  { name: 'reports.csv', format: 'csv', head: BOM + csvLine(REPORT_COLUMNS), lines: reportLines },
  {
    name: 'cells.csv',
    format: 'csv',
    head: BOM + toCellsCsv([]),
    lines: (record) => withoutHead(toCellsCsv(readsOf(record))),
  },
  {
    name: 'findings.csv',
    format: 'csv',
    head: BOM + toFindingsCsv([]),
    lines: (record) => withoutHead(toFindingsCsv(readsOf(record))),
  },
  {
    name: 'reports.jsonl',
    format: 'jsonl',
    head: '',
    lines: ({ path, readings }) => readings.map((reading) => `${JSON.stringify({ path, ...reading })}\n`).join(''),
  },
]

/**
 * Write the outputs of an archive. Each file is written whole or not at all.
 *
 * @param records In the order of their paths; called once for every file.
 */
export async function writeExports(
  records: () => AsyncIterable<ArchiveRecord>,
  folder: string,
  options: ExportOptions,
): Promise<void> {
  for (const { name, format, head, lines } of files) {
    if (options.formats.length > 0 && !options.formats.includes(format)) continue
    await writeAtomically(join(folder, name), options.temporary, async (handle) => {
      let text = head
      for await (const record of records()) {
        text += lines(record)
        if (text.length < 1 << 18) continue
        await handle.appendFile(text)
        text = ''
      }
      await handle.appendFile(text)
    })
  }
}
