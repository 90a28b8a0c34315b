/** A reading for the eye: tables as wide as the window, flagged cells marked, sentences below. */

import type { Finding } from '../findings.js'
import type { BlockDef, ColumnDef, FormDef, TableDef } from '../forms/define.js'
import { tableDef } from '../forms/index.js'
import { rowName } from '../forms/names.js'
import { formatFinding, type Language } from '../messages/index.js'
import { figureAt, tableOrder } from '../report/cells.js'
import { DOUBTFUL } from '../report/confidence.js'
import type { Figure, ReportTable, StatisticsTable } from '../report/schema.js'
import type { Read } from './csv.js'
import { printable } from './escape.js'
import { fitWidth, padEnd, padStart, textWidth, wrap } from './text-width.js'

export interface SummaryOptions {
  readonly language: Language
  /** Columns of the window. */
  readonly width: number
  readonly colour: boolean
}

export type Paint = (text: string, style: 'bold' | 'dim' | 'red' | 'yellow' | 'cyan') => string

const CODES = { bold: '1', dim: '2', red: '31', yellow: '33', cyan: '36' } as const

const words = {
  en: {
    unknown: 'issuer unknown',
    noYear: 'year unknown',
    form: 'form',
    statistics: 'Statistics',
    legend: '* in a finding   ~ doubtful   ? unreadable   · blank   – not there',
    notReport: 'not an annual report',
    none: 'No findings.',
    findings: 'Findings',
    pages: 'pages',
  },
  zh: {
    unknown: '机关不明',
    noYear: '年份不明',
    form: '格式',
    statistics: '政府信息公开情况统计表',
    legend: '* 见问题   ~ 存疑   ? 不可读   · 空白   – 无此格',
    notReport: '不是年度报告',
    none: '没有发现问题。',
    findings: '问题',
    pages: '页',
  },
} as const

export const painter =
  ({ colour }: SummaryOptions): Paint =>
  (text, style) =>
    colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text

/** Draw one reading. Ends with a line break. */
export function toSummary(read: Read, options: SummaryOptions): string {
  const { language } = options
  const paint = painter(options)
  const say = words[language]
  const { report } = read
  const lines: string[] = []
  if (!report) {
    const whole = `${printable(read.file)}: ${say.notReport}`
    lines.push(...wrap(whole, options.width).map((line) => paint(line, 'bold')))
  } else {
    const kind = [report.source.kind, report.source.pages === null ? null : `${report.source.pages} ${say.pages}`]
      .filter(Boolean)
      .join(', ')
    const who = `${printable(report.issuer ?? say.unknown)} ${report.year ?? say.noYear}`
    const where = `${printable(read.file)} (${kind})`
    if (textWidth(who) + 2 + textWidth(where) <= options.width)
      lines.push(`${paint(who, 'bold')}  ${paint(where, 'dim')}`)
    else
      lines.push(
        ...wrap(who, options.width).map((line) => paint(line, 'bold')),
        ...wrap(where, options.width).map((line) => paint(line, 'dim')),
      )
    const flagged = flaggedCells(read.findings)
    let drawn = false
    for (const id of tableOrder) {
      for (const table of report[id] as readonly ReportTable[]) {
        const def = tableDef(id, table.form as FormDef['edition'])
        if (!def) continue
        lines.push('', ...drawTable(def, table, flagged, options, paint))
        drawn = true
      }
    }
    for (const table of report.statistics) {
      lines.push('', ...drawStatistics(table, flagged, options, paint))
      drawn = true
    }
    if (drawn) lines.push('', ...wrap(say.legend, options.width).map((line) => paint(line, 'dim')))
  }
  const shown = read.findings.filter((finding) => finding.level !== 'info' || !report)
  const quiet = read.findings.length - shown.length
  lines.push('', shown.length > 0 ? paint(`${say.findings} (${shown.length})`, 'bold') : say.none)
  for (const finding of shown) lines.push(...drawFinding(finding, options, paint))
  if (quiet > 0) {
    const notes =
      language === 'zh' ? `另有 ${quiet} 条说明，见 --format findings` : `and ${quiet} note(s), see --format findings`
    lines.push(...wrap(notes, options.width).map((line) => paint(line, 'dim')))
  }
  return `${lines.join('\n')}\n`
}

function flaggedCells(findings: readonly Finding[]): Set<string> {
  const flagged = new Set<string>()
  for (const { level, cells, suspects, instance } of findings) {
    if (level === 'info') continue
    const named = suspects.length > 0 && suspects.length <= 2 ? suspects.map(({ cell }) => cell) : cells
    for (const cell of named) flagged.add(`${instance ?? 0} ${cell}`)
  }
  return flagged
}

export function drawFinding(finding: Finding, { language, width }: SummaryOptions, paint: Paint): string[] {
  const sign =
    finding.level === 'error'
      ? paint('✖', 'red')
      : finding.level === 'warning'
        ? paint('▲', 'yellow')
        : paint('•', 'cyan')
  const [first = '', ...others] = wrap(printable(formatFinding(finding, language)), Math.max(20, width - 2))
  const page = finding.places.find((place) => 'page' in place)
  const tail = [finding.code, page && 'page' in page ? `p.${page.page}` : ''].filter(Boolean).join(' ')
  return [
    `${sign} ${first}`,
    ...others.map((line) => `  ${line}`),
    ...wrap(tail, Math.max(20, width - 2)).map((line) => `  ${paint(line, 'dim')}`),
  ]
}

export interface Shown {
  readonly text: string
  readonly style: Parameters<Paint>[1] | null
}

export function showFigure(figure: Figure | undefined, flagged: boolean): Shown {
  const mark = flagged ? '*' : ''
  if (!figure || figure.state === 'absent') return { text: `–${mark}`, style: 'dim' }
  if (figure.state === 'unreadable') return { text: `?${mark}`, style: 'red' }
  if (figure.state === 'blank') return { text: `·${mark}`, style: flagged ? 'yellow' : 'dim' }
  if (figure.state === 'filler')
    return { text: `${fitWidth(printable(figure.raw), 4)}${mark}`, style: flagged ? 'yellow' : 'dim' }
  const doubtful = figure.confidence < DOUBTFUL ? '~' : ''
  return {
    text: `${doubtful}${figure.value}${mark}`,
    style: flagged ? 'yellow' : doubtful ? 'cyan' : figure.value === 0 ? 'dim' : null,
  }
}

function drawTable(
  def: TableDef,
  table: ReportTable,
  flagged: ReadonlySet<string>,
  options: SummaryOptions,
  paint: Paint,
): string[] {
  const { language } = options
  const scope = table.scope ? ` · ${printable(table.scope)}` : ''
  const title = `${def.name[language]}${scope}  (${words[language].form} ${table.form})`
  const lines = [paint(fitWidth(title, options.width), 'bold')]
  const isFlagged = (row: string, column: string): boolean =>
    flagged.has(`${table.instance} ${def.table}.${row}.${column}`)
  const blocks: { rows: readonly string[]; columns: readonly { id: string; head: string }[] }[] =
    def.shape === 'line'
      ? lineBlocks(def, language)
      : def.blocks.map((block) => ({
          rows: block.rows.map(({ id }) => id),
          columns: block.columns.map((column) => ({ id: column.id, head: head(column, language) })),
        }))
  for (const { rows, columns } of blocks) {
    const body = rows.map((row) => ({
      label: rowName(def.table, row, language),
      cells: columns.map((column) =>
        showFigure(figureAt(table, { row, column: column.id }), isFlagged(row, column.id)),
      ),
    }))
    lines.push(
      ...drawBlock(
        columns.map((column) => column.head),
        body,
        options.width,
        paint,
      ),
    )
  }
  return lines
}

function drawStatistics(
  table: StatisticsTable,
  flagged: ReadonlySet<string>,
  options: SummaryOptions,
  paint: Paint,
): string[] {
  const scope = table.scope ? ` · ${printable(table.scope)}` : ''
  const body = table.lines.map(({ row, label, unit }) => ({
    label: `${printable(label)}${unit ? ` (${printable(unit)})` : ''}`,
    cells: table.columns.map(({ id }) =>
      showFigure(table.figures[row]?.[id], flagged.has(`${table.instance} statistics.${row}.${id}`)),
    ),
  }))
  return [
    paint(fitWidth(`${words[options.language].statistics}${scope}`, options.width), 'bold'),
    ...drawBlock(
      table.columns.map(({ label, id }) => printable(label || id)),
      body,
      options.width,
      paint,
    ),
  ]
}

function lineBlocks(def: TableDef, language: Language): { rows: string[]; columns: { id: string; head: string }[] }[] {
  const [block] = def.blocks as readonly BlockDef[]
  const ids = (block?.columns ?? []).map((column) => ({ column, at: column.id.lastIndexOf('.') }))
  const rows = [...new Set(ids.map(({ column, at }) => column.id.slice(0, at)))]
  const columns = new Map(ids.map(({ column, at }) => [column.id.slice(at + 1), head(column, language)]))
  return [{ rows, columns: [...columns].map(([id, text]) => ({ id, head: text })) }]
}

function head(column: ColumnDef, language: Language): string {
  if (language === 'zh') return column.path[column.path.length - 1] ?? column.id
  return column.gloss.split(': ').pop() ?? column.id
}

/** What a label keeps at least, where a block is cut into parts. */
const LEAST_LABEL = 12

/** Rows under a header; where the figures do not fit beside each other, in parts with some of the columns each. */
export function drawBlock(
  heads: readonly string[],
  body: readonly { label: string; cells: readonly Shown[] }[],
  width: number,
  paint: Paint,
): string[] {
  const least = heads.map((_, c) => 2 + Math.max(3, ...body.map((row) => textWidth(row.cells[c]?.text ?? ''))))
  const label = Math.min(LEAST_LABEL, Math.max(...body.map((row) => textWidth(row.label))))
  const all = least.reduce((a, b) => a + b, 0)
  const parts = Math.max(1, Math.ceil(all / Math.max(1, width - label)))
  const cuts: number[][] = []
  let used = 0
  for (const [c, w] of least.entries()) {
    const part = cuts[cuts.length - 1]
    if (part && used + w <= width - label && used < all / parts) {
      part.push(c)
      used += w
    } else {
      cuts.push([c])
      used = w
    }
  }
  return cuts.flatMap((part) => {
    const rows = body.map((row) => ({ label: row.label, cells: part.flatMap((c) => row.cells[c] ?? []) }))
    return drawPart(
      part.map((c) => heads[c] ?? ''),
      rows,
      width,
      paint,
    )
  })
}

/** Rows under a header, the labels cut and the headers wrapped to what the window leaves. */
function drawPart(
  heads: readonly string[],
  body: readonly { label: string; cells: readonly Shown[] }[],
  width: number,
  paint: Paint,
): string[] {
  const widest = heads.map((_, c) => Math.max(3, ...body.map((row) => textWidth(row.cells[c]?.text ?? ''))))
  const labelWant = Math.max(...body.map((row) => textWidth(row.label)))
  // Headers may take up to ten columns each, as long as the labels keep a third of the window.
  const room = Math.max(
    0,
    width - Math.min(labelWant, Math.max(12, Math.floor(width / 3))) - widest.reduce((a, b) => a + b + 2, 0),
  )
  const extra = Math.floor(room / Math.max(1, heads.length))
  const columns = widest.map((w, c) => Math.min(Math.max(w, Math.min(10, textWidth(heads[c] ?? ''))), w + extra))
  const used = columns.reduce((a, b) => a + b + 2, 0)
  const label = Math.max(1, Math.min(labelWant, width - used))
  const wrapped = heads.map((text, c) => wrapHead(text, columns[c] ?? 3))
  const height = Math.max(...wrapped.map((lines) => lines.length))
  const lines: string[] = []
  for (let i = 0; i < height; i++) {
    const cells = wrapped.map((texts, c) => `  ${padStart(texts[i - (height - texts.length)] ?? '', columns[c] ?? 3)}`)
    lines.push(paint(`${' '.repeat(label)}${cells.join('')}`, 'dim'))
  }
  for (const row of body) {
    const cells = row.cells.map(({ text, style }, c) => {
      const padded = `  ${padStart(text, columns[c] ?? 3)}`
      return style ? paint(padded, style) : padded
    })
    lines.push(`${padEnd(fitWidth(row.label, label), label)}${cells.join('')}`)
  }
  return lines
}

function wrapHead(text: string, width: number): string[] {
  // A word that does not fit is cut rather than broken: its beginning says more than its pieces.
  const words = text.replace(/[^\s\u2e80-\uffff]+/g, (word) => fitWidth(word, width))
  return wrap(words, width).slice(0, 4)
}
