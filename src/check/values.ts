/** Figures that cannot be, each for itself. */

import { type Finding, note } from '../findings.js'
import { type CellId, cellName, figureAt } from '../report/cells.js'
import type { ReportTable } from '../report/schema.js'

/** Counts and amounts below zero; a change may be. */
export function checkValues(
  id: string,
  table: ReportTable,
  cells: readonly (CellId & { readonly kind: string })[],
): Finding[] {
  return cells.flatMap((cell) => {
    const figure = figureAt(table, cell)
    if (cell.kind === 'change' || !figure || figure.value === null || figure.value >= 0) return []
    return [
      note(
        'cell/negative',
        { raw: figure.raw },
        {
          table: id as Finding['table'],
          instance: table.instance,
          actual: figure.value,
          cells: [cellName(id, cell)],
          cause: 'published',
          places: figure.place ? [figure.place] : [],
        },
      ),
    ]
  })
}
