/** workbook.xlsx: for editors. Its format is made in memory, so it holds a limited number of reports and says so. */

import type { Decisions } from '../../output/archive/decisions.js'
import type { Value } from '../../output/archive/fields.js'
import { type Mark, type Sheet, type SheetCell, startWorkbook } from '../../output/archive/workbook.js'
import { version } from '../../version.js'
import type { Exporter } from './exporter.js'
import { openWriter, type Target } from './file-writer.js'
import { withoutClock } from './zip-clock.js'

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
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .slice(0, MOST_CHARACTERS)

/** Texts have the type of texts, so that none is a formula; numbers stay numbers. */
const typed = (value: Value, style: object = {}): object | null =>
  value === null
    ? Object.keys(style).length > 0
      ? { value: '', type: String, ...style }
      : null
    : typeof value === 'number'
      ? { value, type: Number, ...style }
      : { value: clean(value), type: String, ...style }

const cellOf = (cell: SheetCell): object | null =>
  cell !== null && typeof cell === 'object' ? typed(cell.value, fills[cell.mark]) : typed(cell)

const sheetOf = ({ name, widths, sticky: [rows, columns], rows: data }: Sheet): object => ({
  sheet: name,
  data: data.map((row) => row.map(cellOf)),
  columns: widths.map((width) => ({ width })),
  ...(rows > 0 ? { stickyRowsCount: rows } : {}),
  ...(columns > 0 ? { stickyColumnsCount: columns } : {}),
})

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
      const { default: writeExcelFile } = await import('write-excel-file/node')
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
      const bytes = await writeExcelFile(sheets.map(sheetOf) as Parameters<typeof writeExcelFile>[0]).toBuffer()
      await writer.write(withoutClock(bytes))
      return [await writer.close(null)]
    },
    place: () => writer.place(),
    discard: () => writer.discard(),
  }
}
