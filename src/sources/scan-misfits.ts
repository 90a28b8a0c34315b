/** Cells among figures in which letters were read: pieces of a seal, or of a ruling, over a figure. */

import type { ScanCell } from './scan-reader.js'

/** Points by which the sides of cells in one column differ. */
const SAME = 2
/** Figures in a column among which no label stands. */
const ENOUGH = 3
/** Han characters of the shortest labels: 其他, 总计. */
const LABEL = 2

const textOf = ({ reading }: ScanCell): string => reading?.text.replace(/\s/g, '') ?? ''

/** Whether what was read is neither a figure nor a label, nor the word for none. */
function isNoLabel(cell: ScanCell): boolean {
  const text = textOf(cell)
  return (
    cell.expects === 'text' && text !== '' && text !== '无' && (text.match(/\p{Script=Han}/gu)?.length ?? 0) < LABEL
  )
}

/** The cells of a table that were taken for text and stand in columns of figures. */
export function misfitsIn(table: readonly ScanCell[]): ScanCell[] {
  const isFigure = (cell: ScanCell): boolean => cell.expects === 'figure' && /^\d+$/.test(textOf(cell))
  return table.filter((cell) => {
    if (!isNoLabel(cell)) return false
    const { x0, x1 } = cell.frame
    const column = table.filter(({ frame }) => Math.abs(frame.x0 - x0) <= SAME && Math.abs(frame.x1 - x1) <= SAME)
    return column.filter(isFigure).length >= ENOUGH
  })
}
