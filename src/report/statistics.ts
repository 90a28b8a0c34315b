/** Located lines of a statistics table → the typed table. */

import { type Finding, note } from '../findings.js'
import { parseFigure } from '../text/figures.js'
import { collapse, fold } from '../text/normalize.js'
import type { Cell, GridMethod, Place } from '../types.js'
import { doubtConfidence, methodConfidence, READABLE, round } from './confidence.js'
import type { Figure, StatisticsTable } from './schema.js'

/** What is needed of a located table; structurally what `locate` gives. */
export interface StatisticsInput {
  readonly instance: number
  readonly scope: string | null
  readonly pages: readonly number[]
  readonly method: GridMethod
  readonly columns: readonly { readonly id: string; readonly label: string }[]
  readonly lines: readonly {
    readonly row: string
    readonly line: number
    readonly label: string
    readonly number: string | null
    readonly parent: string | null
    readonly counted: boolean
    readonly unit: string | null
    readonly place: Place | null
    readonly cells: readonly (Cell | null)[]
  }[]
  /** Some of the text of the file was lost. */
  readonly damaged?: boolean
}

export function buildStatistics(input: StatisticsInput): { table: StatisticsTable; notes: Finding[] } {
  const notes: Finding[] = []
  const table: StatisticsTable = {
    instance: input.instance,
    scope: input.scope,
    pages: [...input.pages],
    columns: input.columns.map(({ id, label }) => ({ id, label })),
    lines: input.lines.map(({ row, line, label, number, parent, counted, unit }) => ({
      row,
      line,
      label: collapse(label),
      number,
      parent,
      counted,
      unit,
    })),
    figures: {},
  }
  for (const line of input.lines) {
    const own: Record<string, Figure> = {}
    for (const [i, { id }] of input.columns.entries())
      own[id] = buildFigure(line.cells[i] ?? null, line.unit, `statistics.${line.row}.${id}`, input, notes)
    table.figures[line.row] = own
  }
  return { table, notes }
}

function buildFigure(
  cell: Cell | null,
  unit: string | null,
  name: string,
  table: StatisticsInput,
  notes: Finding[],
): Figure {
  if (!cell) return { value: null, raw: '', state: 'absent', unit, place: null, confidence: 1 }
  const money = unit !== null && /元$/.test(unit)
  const raw = collapse(cell.text)
  const { place } = cell
  const parsed = parseFigure(
    money ? withoutUnit(cell.lines.join('\n'), unit) : cell.lines.join('\n'),
    money ? 'amount' : 'count',
    money ? '万元' : null,
    cell.full === true,
  )
  const sure = methodConfidence[table.method] * (table.damaged ? doubtConfidence.damaged : 1)
  const where = { table: 'statistics' as const, instance: table.instance, cells: [name], places: place ? [place] : [] }
  const unreadable = (reason: string, candidates: readonly number[]): Figure => {
    notes.push(note('cell/unreadable', { raw, reason, candidates }, { ...where, cause: 'reading' }))
    return { value: null, raw, state: 'unreadable', unit, place, confidence: 0 }
  }
  if (parsed.state === 'blank' && table.damaged) return unreadable('lost-text', [])
  if (parsed.state === 'blank') return { value: null, raw, state: 'blank', unit, place, confidence: round(sure) }
  const seen = cell.confidence ?? 1
  if (seen < READABLE) return unreadable('unsure-reading', parsed.value === null ? parsed.candidates : [parsed.value])
  if (parsed.state === 'filler')
    return { value: null, raw, state: 'filler', unit, place, confidence: round(seen * sure) }
  if (cell.candidates) return unreadable('shared', cell.candidates)
  const [doubt] = (cell.doubts ?? []).filter((one) => one !== 'crosses-ruling')
  if (doubt) return unreadable(doubt, parsed.value === null ? [] : [parsed.value])
  if (parsed.state === 'unreadable' || parsed.value === null)
    return unreadable(parsed.doubt ?? 'not-a-number', parsed.candidates)
  // A line in yuan whose cell says 万元 of itself is in 万元.
  const own = money && parsed.unit !== null && parsed.unit !== unit
  return {
    value: parsed.value,
    raw,
    state: 'reported',
    unit: own ? '万元' : unit,
    place,
    confidence: round(seen * (parsed.doubt ? sure * doubtConfidence.wrapped : sure)),
    ...(parsed.note ? { note: parsed.note } : {}),
  }
}

/** An amount without the unit behind it that its line has too: 58988元 in a line in yuan. */
function withoutUnit(text: string, unit: string): string {
  const bare = text.trimEnd()
  const rest = bare.endsWith(unit) ? bare.slice(0, -unit.length) : bare
  return /\d\s*$/.test(fold(rest)) ? rest : text
}
