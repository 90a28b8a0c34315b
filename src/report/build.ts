/** Located tables → the typed report: every cell a figure with its state, place and confidence. */

import { type Finding, note } from '../findings.js'
import { type FigureKind, moneyUnitIn, parseFigure } from '../text/figures.js'
import { collapse, squeeze } from '../text/normalize.js'
import type { Cell, GridMethod, Place } from '../types.js'
import { CONFIRMED, doubtConfidence, labelConfidence, methodConfidence, READABLE, round } from './confidence.js'
import type { Figure, ReportTable } from './schema.js'

/** What the build stage needs of a located table; structurally what `locate` gives. */
export interface TableInput {
  readonly table: 'proactiveDisclosure' | 'applications' | 'disputes' | 'statistics'
  readonly edition: string
  readonly instance: number
  readonly scope: string | null
  readonly pages: readonly number[]
  readonly cells: readonly CellInput[]
  readonly extraRows: readonly {
    readonly label: string
    readonly texts: readonly string[]
    readonly place: Place | null
  }[]
  readonly extraColumns: readonly { readonly label: string; readonly texts: readonly string[] }[]
  /** Text around the table in which a unit may stand, for forms that print none. */
  readonly around?: string
  /** Some of the text of the file was lost: a cell that seems blank need not be, and figures may be stumps. */
  readonly damaged?: boolean
}

export interface CellInput {
  readonly row: string
  readonly column: string
  readonly kind: FigureKind
  readonly cells: readonly Cell[]
  readonly shared: boolean
  readonly ordered?: true
  readonly uneven?: true
  readonly unconfirmed?: true
  readonly confirmed?: true
  readonly unplaced?: true
  readonly rowLikeness: number
  readonly columnLikeness: number
  readonly header: string
  /** Unit that the form prints in the label, for a label that is recognised without it. */
  readonly unit: string | null
  readonly method: GridMethod
}

const absent: Figure = { value: null, raw: '', state: 'absent', unit: null, place: null, confidence: 1 }

/** Something is printed for it, and nothing says what: the finding of its table names it. */
const unplaced: Figure = { value: null, raw: '', state: 'unreadable', unit: null, place: null, confidence: 0 }

/** Build one table of the report. */
export function buildTable(input: TableInput): { table: ReportTable; notes: Finding[] } {
  const notes: Finding[] = []
  const rows: Record<string, unknown> = {}
  for (const cell of input.cells) {
    const name = `${input.table}.${cell.row}.${cell.column}`
    put(rows, [...cell.row.split('.'), cell.column], buildFigure(cell, name, input, notes))
  }
  const table = {
    form: input.edition,
    instance: input.instance,
    scope: input.scope,
    pages: [...input.pages],
    ...rows,
    extra: {
      rows: input.extraRows.map((row) => ({ ...row, texts: [...row.texts] })),
      columns: input.extraColumns.map((column) => ({ ...column, texts: [...column.texts] })),
    },
  }
  return { table: table as unknown as ReportTable, notes }
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = target
  for (const key of path.slice(0, -1)) {
    at[key] ??= {}
    at = at[key] as Record<string, unknown>
  }
  at[path[path.length - 1] ?? ''] = value
}

function buildFigure(input: CellInput, name: string, table: TableInput, notes: Finding[]): Figure {
  const [cell] = input.cells
  if (!cell) return input.unplaced ? unplaced : absent
  const raw = collapse(input.cells.map((one) => one.text).join(' '))
  const place = placeOf(input.cells)
  const where = { table: table.table, instance: table.instance, cells: [name], places: place ? [place] : [] }
  const unreadable = (reason: string, candidates: readonly number[] = []): Figure => {
    notes.push(note('cell/unreadable', { raw, reason, candidates }, { ...where, cause: 'reading' }))
    return { value: null, raw, state: 'unreadable', unit: null, place, confidence: 0 }
  }
  const doubts = new Set(input.cells.flatMap((one) => one.doubts ?? []))
  if (cell.candidates) return unreadable(doubts.has('rearranged') ? 'rearranged' : 'glued', cell.candidates)
  const printed = input.cells.map((one) => one.lines.join('\n')).join('\n')
  const text = doubts.has('spaced') ? squeeze(printed) : printed
  const inHeader = input.kind === 'amount' ? moneyUnitIn(input.header) : null
  const headerUnit = input.kind === 'amount' ? (inHeader?.name ?? input.unit ?? moneyUnitNear(table.around)) : null
  const wrap = input.cells.length === 1 && cell.full === true
  const parsed = parseFigure(text, input.kind, headerUnit, wrap)
  const sure =
    methodConfidence[input.method] *
    labelConfidence(input.rowLikeness) *
    (input.confirmed && input.columnLikeness === 0 ? CONFIRMED : labelConfidence(input.columnLikeness))

  if (doubts.has('engines-differ'))
    return unreadable('engines-differ', candidatesOf(parsed.value, cell, input.kind, headerUnit))
  if (parsed.state === 'blank' && (input.shared || doubts.has('crosses-ruling') || doubts.has('adrift')))
    return unreadable('unsure-blank')
  if (parsed.state === 'blank' && table.damaged) return unreadable('lost-text')
  if (parsed.state === 'blank')
    return {
      value: null,
      raw: '',
      state: 'blank',
      unit: null,
      place,
      confidence: round(
        sure * (input.unconfirmed ? doubtConfidence.unconfirmed : 1) * (input.uneven ? doubtConfidence.uneven : 1),
      ),
    }
  const seen = Math.min(1, ...input.cells.flatMap((one) => one.confidence ?? []))
  if (seen < READABLE) return unreadable('unsure-reading', candidatesOf(parsed.value, cell, input.kind, headerUnit))
  if (doubts.has('hidden-text')) return unreadable('hidden-text', parsed.value === null ? [] : [parsed.value])
  if (doubts.has('garbled')) return unreadable('garbled')
  if (doubts.has('adrift') && !input.ordered) return unreadable('adrift', parsed.value === null ? [] : [parsed.value])
  if (input.shared) return unreadable('shared', parsed.value === null ? parsed.candidates : [parsed.value])
  if (input.cells.length > 1 && parsed.state === 'reported') return unreadable('split-digits', [...parsed.candidates])
  if (parsed.state === 'filler')
    return {
      value: null,
      raw,
      state: 'filler',
      unit: null,
      place,
      confidence: round(
        seen *
          sure *
          (input.unconfirmed ? doubtConfidence.unconfirmed : 1) *
          (doubts.has('rearranged') ? doubtConfidence.rearranged : 1),
      ),
    }
  if (parsed.state === 'unreadable') {
    if (parsed.doubt === 'unit-missing') {
      notes.push(note('cell/unit-missing', { raw }, where))
      return { value: null, raw, state: 'unreadable', unit: null, place, confidence: 0 }
    }
    return unreadable(parsed.doubt ?? 'not-a-number', parsed.candidates)
  }

  let confidence = seen * (table.damaged ? sure * doubtConfidence.damaged : sure)
  let remark = parsed.note
  if (parsed.doubt === 'wrapped-digits') {
    confidence *= doubtConfidence.wrapped
    remark ??= 'digits joined from several lines'
  }
  if (parsed.doubt === 'han-numeral') confidence *= doubtConfidence.han
  if (doubts.has('glued')) {
    confidence *= doubtConfidence.glued
    remark ??= 'cut from digits printed without a gap'
  }
  if (doubts.has('rearranged')) {
    confidence *= doubtConfidence.rearranged
    remark ??= 'placed by the order of the figures, as the sums of the form allow'
  }
  if (doubts.has('spaced')) {
    confidence *= doubtConfidence.spaced
    remark ??= 'put together from digits that stand apart'
  }
  if (input.uneven) {
    confidence *= doubtConfidence.uneven
    remark ??= 'the row has another number of cells than those around it'
  }
  if (input.unconfirmed) {
    confidence *= doubtConfidence.unconfirmed
    remark ??= 'placed by counting, which no sum confirms'
  }
  if (doubts.has('crosses-ruling')) confidence *= doubtConfidence['crosses-ruling']
  if (parsed.doubt === 'negative-count' || parsed.doubt === 'negative-amount') {
    // The check stage says so, whose findings also stand for figures from elsewhere.
    confidence *= doubtConfidence.negative
  }
  if (parsed.unit === null && inHeader?.doubtful && parsed.value !== 0) {
    confidence *= doubtConfidence.unit
    remark ??= 'the character before 元 in the header is no part of a unit'
  }
  const unit = parsed.unit ?? (input.kind === 'amount' ? headerUnit : null)
  return {
    value: parsed.value,
    raw,
    state: 'reported',
    unit,
    place,
    confidence: round(confidence),
    ...(remark ? { note: remark } : {}),
  }
}

/** What a doubtful cell may hold, the likeliest first, each number once. */
function candidatesOf(value: number | null, cell: Cell, kind: FigureKind, unit: string | null): number[] {
  const others = (cell.alternatives ?? []).map((text) => parseFigure(text, kind, unit, false).value)
  return [...new Set([value, ...others].filter((one) => one !== null))]
}

/** Where the text of several cells stands: from the first to the last of them, where they are on one line of text. */
function placeOf(cells: readonly Cell[]): Place | null {
  const first = cells[0]?.place ?? null
  const last = cells[cells.length - 1]?.place ?? null
  if (!first || !last || !('line' in first) || !('line' in last) || first.line !== last.line) return first
  return { ...first, length: Math.max(first.length, last.offset + last.length - first.offset) }
}

/** A unit note above or below the table: 单位：万元. Only a note that says so, not any 元 in a sentence. */
function moneyUnitNear(around: string | undefined): string | null {
  const match = /单位[:：]?\s*(?:人民币)?\s*(百万元|千万元|万元|千元|亿元|元)/.exec(around ?? '')
  return match?.[1] ?? null
}
