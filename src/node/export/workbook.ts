/** workbook.xlsx: for editors. Its format is made in memory, so it holds a limited number of reports and says so. */

import type { Decisions } from '../../output/archive/decisions.js'
import type { Value } from '../../output/archive/fields.js'
import { type Mark, type Sheet, type SheetCell, startWorkbook } from '../../output/archive/workbook.js'
import { version } from '../../version.js'
import type { Exporter } from './exporter.js'
import { openWriter, type Target } from './file-writer.js'
import { type PackedEntry, packEntry, zipAgain } from './zip-again.js'

/** Colours that differ in lightness too; a column names the flagged cells for those who see none. */
const fills: Readonly<Record<Mark, object>> = {
  error: { backgroundColor: '#f4b6b6', fontWeight: 'bold' },
  warning: { backgroundColor: '#fbe3a1' },
  doubt: { backgroundColor: '#fff6cf', fontStyle: 'italic' },
  absent: { backgroundColor: '#e3e3e3' },
  head: { backgroundColor: '#dbe5f1', fontWeight: 'bold', wrap: true, alignVertical: 'top' },
  title: { fontWeight: 'bold', fontSize: 14 },
}

/** Excel keeps no more characters in a cell. */
const MOST_CHARACTERS = 32_000

/** Without what XML 1.0 cannot hold. */
const clean = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
        .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
        .slice(0, MOST_CHARACTERS)

/** Nearly every text: nothing of it has to go. */
const PLAIN = new RegExp(`^[\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd]{0,${MOST_CHARACTERS}}$`)

/** Texts are given as texts, which are never formulas, and numbers as numbers. */
const plainOf = (value: Value): Value => (typeof value === 'string' ? clean(value) : value)

const cellOf = (cell: SheetCell): Value | object =>
  cell !== null && typeof cell === 'object'
    ? { value: plainOf(cell.value ?? ''), type: typeof cell.value === 'number' ? Number : String, ...fills[cell.mark] }
    : plainOf(cell)

function sheetOf({ name, widths, sticky: [rows, columns], rows: data }: Sheet): object {
  // Row by row in the place of what was given: a workbook is large enough once.
  const cells: (Value | object)[][] = data
  for (const [i, row] of data.entries()) cells[i] = row.map(cellOf)
  return {
    sheet: name,
    data: cells,
    columns: widths.map((width) => ({ width })),
    ...(rows > 0 ? { stickyRowsCount: rows } : {}),
    ...(columns > 0 ? { stickyColumnsCount: columns } : {}),
  }
}

/** A place for pictures, at the end of a sheet; the library takes it out again where there are none. */
const DRAWING = /<drawing [^<>]*\/>(?=<\/worksheet>$)/

export const loadWorkbook = () => import('write-excel-file/node')

/** Bytes of a workbook, in parts. The sheets are packed as soon as each is written, by zlib: the library would do so in JavaScript. */
async function bytesOf(sheets: readonly Sheet[]): Promise<readonly Uint8Array[]> {
  const { default: writeExcelFile } = await loadWorkbook()
  const entries = new Map<string, PackedEntry>()
  const transform = (xml: string, _: unknown, { sheetId }: { sheetId: string }): string => {
    const end = xml.slice(-200)
    entries.set(`xl/worksheets/sheet${sheetId}.xml`, packEntry(xml.slice(0, -200) + end.replace(DRAWING, '')))
    return DRAWING.exec(end)?.[0] ?? 'elsewhere'
  }
  const features = [{ files: { transform: { 'xl/worksheets/sheet{id}.xml': { transform } } } }]
  const file = writeExcelFile(sheets.map(sheetOf) as Parameters<typeof writeExcelFile>[0], { features })
  return zipAgain(await file.toBuffer(), entries)
}

/** @param limit Reports that the workbook holds; those behind, by path, are left out, and the first sheet says so. */
export async function workbookXlsx(target: Target, decisions: Decisions, limit: number): Promise<Exporter> {
  const writer = await openWriter(target, 'workbook.xlsx')
  const book = startWorkbook(decisions)
  let files = 0
  let reports = 0
  let panelRows = 0
  return {
    record(_, readings) {
      files++
      for (const reading of readings) if (++reports <= limit) book.add(reading)
    },
    panel(row) {
      if (++panelRows <= limit) book.addPanel(row)
    },
    async close() {
      const over = Math.max(reports, panelRows) > limit
      const sheets = book.sheets([
        ['工具', 'tool', `nianbao ${version}`],
        ['文件数', 'files', files],
        ['报告数', 'reports', reports],
        ['面板行数', 'rows of the panel', panelRows],
        ...(over
          ? [
              [
                '未全部收入',
                `only the first ${limit} are in this workbook`,
                `本工作簿只收入前 ${limit} 份；全部见 CSV 或 Parquet`,
              ] as const,
            ]
          : []),
      ])
      for (const part of await bytesOf(sheets)) await writer.write(part)
      return [await writer.close(null)]
    },
    place: () => writer.place(),
    discard: () => writer.discard(),
  }
}
