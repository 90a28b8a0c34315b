/**
 * Tables written as lists, a label and its figure a line: below the label of a row, each of its columns with its figure. The lines of one row become a row of
 * fields again where they have all columns of the form, in its order; others stay what they are.
 */

import { tableEditions } from '../forms/index.js'
import type { Block, Cell, Grid } from '../types.js'
import { EXACT, likeness, parseLabel } from './labels.js'
import { isBlank, isLabel, type PrintedRow, printedRows } from './rows.js'
import { raggedGrid } from './text-cells.js'

/** The labels of the columns of a row, in the order of the form. Table 四 has the same five for each kind of case. */
const sequences: readonly (readonly string[])[] = makeSequences()

function makeSequences(): string[][] {
  const found = new Map<string, string[]>()
  for (const table of ['proactiveDisclosure', 'applications', 'disputes'] as const)
    for (const { def } of tableEditions(table))
      for (const { columns } of def.blocks) {
        const leaves = columns.map(({ path }) => path[path.length - 1] ?? '')
        const own = table === 'disputes' ? [...new Set(leaves)] : leaves
        if (own.length > 1) found.set(own.join(), own)
      }
  return [...found.values()].sort((a, b) => b.length - a.length)
}

/** Lists → grids with a row for each row of the form. */
export function joinListed(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block, b) => (block.kind === 'grid' && block.method === 'fields' ? regroup(block, b) : block))
}

const isPair = ({ own }: PrintedRow): boolean => {
  const [label, figure, ...more] = own
  return !!label && isLabel(label) && !!figure && !isLabel(figure) && more.every(isBlank)
}
const isHead = (row: PrintedRow): boolean => isPair(row) && row.own.slice(1).every(isBlank)

function regroup(grid: Grid, b: number): Grid {
  // Cheap: a table of fields has rows of more than two.
  if (grid.cols !== 2) return grid
  const rows = printedRows(grid, b)
  const result: Cell[][] = []
  let header: readonly string[] | null = null
  let found = 0
  for (let i = 0; i < rows.length; i++) {
    const head = rows[i] as PrintedRow
    const sequence = isHead(head)
      ? sequences.find((one) => fits(rows.slice(i + 1, i + 1 + one.length), one))
      : undefined
    if (!sequence) {
      const own = head.own.filter((cell) => !isBlank(cell))
      if (own.length > 0) result.push(own)
      continue
    }
    const lines = rows.slice(i + 1, i + 1 + sequence.length)
    const label = head.own[0] as Cell
    if (header !== sequence) {
      const [first] = lines
      const corner: Cell = { ...label, text: '', lines: [] }
      result.push([corner, ...lines.map(({ own }) => own[0] as Cell)])
      if (first) header = sequence
    }
    result.push([label, ...lines.map(({ own }) => own[1] as Cell)])
    found++
    i += sequence.length
  }
  return found === 0 ? grid : raggedGrid(result, grid.place)
}

/** True for lines that have a figure for each of the labels, in their order. */
function fits(lines: readonly PrintedRow[], labels: readonly string[]): boolean {
  return (
    lines.length === labels.length &&
    lines.every((row, i) => {
      const [label, figure] = row.own
      if (!isPair(row) || !label || !figure || isLabel(figure)) return false
      return likeness(parseLabel(label.text), parseLabel(labels[i] ?? '')) >= EXACT
    })
  )
}
