/**
 * Statistics tables of the reports before 2019: lines of number, indicator, unit and one or more values, of whatever province or
 * ministry. Lines are kept as printed; those of the dictionary get its ids.
 */

import type { Block, Cell, GridMethod, Place } from '../types.js'
import { type PrintedTable, readTables } from './statistics-table.js'
import { placeAligned, textRegions } from './statistics-text.js'
import { candidates, numberLines, type PrintedLine } from './statistics-tree.js'

export interface StatisticsColumn {
  readonly id: string
  readonly label: string
}

export interface StatisticsLine {
  /** Id of the dictionary, or `line.N`. */
  readonly row: string
  /** N: counts the printed lines from 1. */
  readonly line: number
  readonly label: string
  /** As printed before the label: 一、, （二）, 其中：1. */
  readonly number: string | null
  /** Row of which this is a part. */
  readonly parent: string | null
  /** True where its parent is numbered through from 1 below it, so that the parts are all there are. */
  readonly counted: boolean
  readonly unit: string | null
  readonly place: Place | null
  readonly page: number | null
  /** By column; null where nothing stands there. */
  readonly cells: readonly (Cell | null)[]
}

export interface LocatedStatistics {
  readonly instance: number
  readonly scope: string | null
  readonly pages: readonly number[]
  readonly place: Place | null
  readonly method: GridMethod
  readonly columns: readonly StatisticsColumn[]
  readonly lines: readonly StatisticsLine[]
  readonly block: number
}

/** Fewer known lines than this do not make a table without a header. */
const FEWEST_KNOWN = 3

/** Find all statistics tables among the blocks that no table of a form has taken. */
export function locateStatistics(blocks: readonly Block[], used: ReadonlySet<number>): LocatedStatistics[] {
  const grids = [
    ...blocks.flatMap((block, at) => {
      if (block.kind !== 'grid' || block.ragged || used.has(at)) return []
      const placed = block.method === 'stream' ? placeAligned(block) : block
      return [{ at, grid: placed ?? block, aligned: placed === null }]
    }),
    ...textRegions(blocks, used).map(({ from, grid }) => ({ at: from, grid, aligned: false })),
  ].sort((a, b) => a.at - b.at)
  const found: { block: number; first: number; table: PrintedTable }[] = []
  for (const { at, grid, aligned } of grids) {
    for (const table of readTables(grid, aligned)) {
      const last = found[found.length - 1]
      if (last && isRest(table, last.table) && goesOn(blocks, last.block, at)) {
        last.block = at
        last.table = {
          ...last.table,
          pages: [...new Set([...last.table.pages, ...table.pages])],
          lines: [...last.table.lines, ...table.lines],
        }
      } else if (table.header || isKnown(table.lines)) found.push({ block: at, first: at, table })
    }
  }
  return found.map(({ block, first, table: { header: _, lines, ...table } }, instance) => ({
    ...table,
    instance,
    scope: captionBefore(blocks, first),
    lines: numberLines(lines),
    block,
  }))
}

/** A table that a page end cut, or that stands in two halves, goes on with the same columns: without a header, or with the same one. */
function isRest(table: PrintedTable, of: PrintedTable): boolean {
  if (table.columns.length !== of.columns.length) return false
  if (!table.header) return true
  if (table.columns.some(({ label }, i) => label !== of.columns[i]?.label)) return false
  // The table of another body has the same lines again.
  const printed = new Set(of.lines.map(({ label }) => label))
  return !table.lines.some(({ label }) => printed.has(label) && candidates(label).length === 1)
}

const goesOn = (blocks: readonly Block[], from: number, to: number): boolean =>
  blocks.slice(from + 1, to).every((block) => block.kind === 'paragraph' && block.text.length < 12)

/** At least some of its lines are those of the dictionary. */
const isKnown = (lines: readonly PrintedLine[]): boolean =>
  lines.filter(({ label }) => candidates(label).length > 0).length >= FEWEST_KNOWN

/** The line that names the table and says whose figures these are. */
function captionBefore(blocks: readonly Block[], index: number): string | null {
  for (let i = index - 1; i >= Math.max(0, index - 4); i--) {
    const block = blocks[i]
    if (block?.kind !== 'paragraph' || block.text.length > 60) break
    const match = /(?:填报单位|填报机关|报送单位|单位名称)[^:：]*[:：]\s*(\S{2,30})/.exec(block.text)
    if (match?.[1]) return match[1]
  }
  return null
}
