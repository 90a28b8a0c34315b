/** Report and trace → one HTML page that shows why every cell was read so. */

import type { Finding } from '../findings.js'
import { formatFinding, type Language } from '../messages/index.js'
import { cellName, cellsOf } from '../report/cells.js'
import { DOUBTFUL } from '../report/confidence.js'
import type { Figure, Report } from '../report/schema.js'
import type { Block, Cell, Grid, Page } from '../types.js'
import { escapeHtml as e } from './escape.js'

interface Shown {
  readonly report: Report | null
  readonly findings: readonly Finding[]
}

/** What the page shows; structurally what `readReport` gives. */
export interface Inspected extends Shown {
  readonly more?: readonly Shown[]
  readonly trace: {
    readonly pages: readonly Page[]
    readonly blocks: readonly Block[]
    readonly tables: readonly {
      readonly table: string
      readonly instance: number
      /** Which report of the input it is of. */
      readonly reading?: number
      readonly cells: readonly { readonly row: string; readonly column: string; readonly cells: readonly Cell[] }[]
      readonly rows: readonly {
        readonly row: string
        readonly label: string | null
        readonly likeness: number
        readonly place: unknown
      }[]
    }[]
  }
}

interface Mark {
  readonly name: string
  readonly instance: number
  readonly figure: Figure | undefined
  readonly flagged: boolean
}

/**
 * Draw every page with its runs, rulings and cells, and say in each cell what it was read as. The page needs nothing
 * from outside: no script, no style sheet, no font.
 */
export function toInspectHtml(read: Inspected, options: { title: string; language?: Language }): string {
  const language = options.language ?? 'en'
  const marks = marksOf(read)
  const body = [
    ...read.trace.pages.map((page) => drawPage(page, read.trace.blocks, marks)),
    ...(read.trace.pages.length === 0 ? [drawBlocks(read.trace.blocks, marks)] : []),
  ].join('\n')
  const readings = [read, ...(read.more ?? [])]
  const findings = readings
    .flatMap((one) => one.findings)
    .map(
      (finding) =>
        `<li class="${finding.level}"><code>${e(finding.code)}</code> ${e(formatFinding(finding, language))}</li>`,
    )
    .join('\n')
  const heads = readings
    .flatMap(({ report }) => (report ? [report] : []))
    .map(
      (report) =>
        `<p>${e([readings.length > 1 ? report.title : null, report.issuer, report.year, report.source.kind].filter(Boolean).join(' · '))}</p>`,
    )
  const { report } = read
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width">
<title>${e(options.title)}</title>
<style>${STYLE}</style>
<header>
<h1>${e(report?.title ?? options.title)}</h1>
${heads.join('\n')}
<p>${marks.size} cells</p>
<p class="legend"><i class="k sure"></i>figure <i class="k blank"></i>blank or filler <i class="k doubt"></i>doubtful <i class="k bad"></i>unreadable <i class="k flag"></i>in a finding <i class="k label"></i>label matched <i class="k none"></i>not matched</p>
</header>
<ol class="findings">${findings || '<li>—</li>'}</ol>
<main>
${body}
</main>
</html>
`
}

function marksOf({ trace, ...first }: Inspected): Map<Cell, Mark> {
  const readings = [first, ...(first.more ?? [])].map(({ report, findings }) => ({
    figures: new Map<string, Figure>(
      report
        ? [...cellsOf(report)].map((cell) => [`${cell.instance} ${cellName(cell.table, cell)}`, cell.figure] as const)
        : [],
    ),
    flagged: new Set(
      findings
        .filter((finding) => finding.level !== 'info')
        .flatMap((finding) => finding.cells.map((cell) => `${finding.instance ?? 0} ${cell}`)),
    ),
  }))
  const marks = new Map<Cell, Mark>()
  for (const { table, instance, reading = 0, cells } of trace.tables) {
    const { figures, flagged } = readings[reading] ?? {}
    for (const located of cells) {
      const name = cellName(table, located)
      const key = `${instance} ${name}`
      for (const cell of located.cells) {
        marks.set(cell, { name, instance, figure: figures?.get(key), flagged: flagged?.has(key) ?? false })
      }
    }
  }
  return marks
}

function classOf(mark: Mark | undefined, cell: Cell): string {
  if (!mark) return cell.text === '' ? 'none' : 'label'
  const kinds = ['cell']
  const { figure } = mark
  if (!figure || figure.state === 'unreadable') kinds.push('bad')
  else if (figure.state !== 'reported') kinds.push('blank')
  else kinds.push(figure.confidence < DOUBTFUL ? 'doubt' : 'sure')
  if (mark.flagged) kinds.push('flag')
  return kinds.join(' ')
}

function tooltip(mark: Mark | undefined, cell: Cell): string {
  if (!mark) return cell.text
  const { figure, name, instance } = mark
  const value = figure
    ? `${figure.state} ${figure.value ?? ''} confidence ${figure.confidence}${figure.note ? ` (${figure.note})` : ''}`
    : ''
  return `${name}${instance > 0 ? ` [${instance}]` : ''}\n“${cell.text}” ${value}`
}

const n = (value: number): string => String(Math.round(value * 10) / 10)

function drawPage(page: Page, blocks: readonly Block[], marks: ReadonlyMap<Cell, Mark>): string {
  const { width, height } =
    page.turned === 90 || page.turned === 270 ? { width: page.height, height: page.width } : page
  const parts: string[] = []
  if (page.picture)
    parts.push(
      `<image width="${n(width)}" height="${n(height)}" href="data:image/png;base64,${base64(page.picture)}"/>`,
    )
  for (const block of blocks) {
    if (block.kind !== 'grid') continue
    for (const cell of block.cells) {
      if (!cell.frame || !cell.place || !('page' in cell.place) || cell.place.page !== page.number) continue
      const [x0, top, x1, bottom] = cell.frame
      const mark = marks.get(cell)
      const short = mark ? shortName(mark.name) : ''
      parts.push(
        `<g class="${classOf(mark, cell)}"><title>${e(tooltip(mark, cell))}</title><rect x="${n(x0)}" y="${n(top)}" width="${n(x1 - x0)}" height="${n(bottom - top)}"/>${
          short ? `<text class="id" x="${n(x0 + 1)}" y="${n(bottom - 1)}">${e(short)}</text>` : ''
        }${page.picture && mark ? `<text class="read" x="${n(x0 + 1)}" y="${n(top + 6)}">${e(cell.text)}</text>` : ''}</g>`,
      )
    }
  }
  const turned = page.turned !== undefined
  if (!turned && !page.picture) {
    for (const r of page.rulings) {
      const [x1, y1, x2, y2] = r.axis === 'horizontal' ? [r.from, r.at, r.to, r.at] : [r.at, r.from, r.at, r.to]
      parts.push(`<line class="ruling" x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}"/>`)
    }
    for (const { box, text, size, hidden, vertical } of page.runs) {
      parts.push(
        `<rect class="run${hidden ? ' hidden' : ''}" x="${n(box.x0)}" y="${n(box.top)}" width="${n(box.x1 - box.x0)}" height="${n(box.bottom - box.top)}"/>`,
      )
      parts.push(
        vertical
          ? `<text class="glyph" writing-mode="vertical-rl" x="${n((box.x0 + box.x1) / 2)}" y="${n(box.top)}" font-size="${n(size)}">${e(text)}</text>`
          : `<text class="glyph" x="${n(box.x0)}" y="${n(box.bottom - size * 0.14)}" font-size="${n(size)}" textLength="${n(box.x1 - box.x0)}" lengthAdjust="spacingAndGlyphs">${e(text)}</text>`,
      )
    }
  }
  return `<figure><figcaption>${page.number}${turned ? ` (turned ${page.turned}°)` : ''}</figcaption><svg viewBox="0 0 ${n(width)} ${n(height)}" role="img" aria-label="page ${page.number}">${parts.join('')}</svg></figure>`
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

/** withheld.stateSecrets.total → stateSecrets.total: the last two parts tell enough. */
const shortName = (name: string): string => name.split('.').slice(-2).join('.')

function drawBlocks(blocks: readonly Block[], marks: ReadonlyMap<Cell, Mark>): string {
  return blocks
    .map((block) => (block.kind === 'paragraph' ? `<p>${e(block.text)}</p>` : drawGrid(block, marks)))
    .join('\n')
}

function drawGrid(grid: Grid, marks: ReadonlyMap<Cell, Mark>): string {
  const rows: string[] = []
  for (let row = 0; row < grid.rows; row++) {
    const cells = grid.cells.filter((cell) => cell.row === row)
    rows.push(
      `<tr>${cells
        .map((cell) => {
          const mark = marks.get(cell)
          return `<td class="${classOf(mark, cell)}" rowspan="${cell.rowSpan}" colspan="${cell.colSpan}" title="${e(tooltip(mark, cell))}">${e(cell.text)}${
            mark ? `<small>${e(shortName(mark.name))}</small>` : ''
          }</td>`
        })
        .join('')}</tr>`,
    )
  }
  return `<table>${rows.join('\n')}</table>`
}

const STYLE = `
:root{color-scheme:light;font:15px/1.5 system-ui,sans-serif;--sure:#2e9e5b;--blank:#8aa0b4;--doubt:#d98a00;--bad:#cf2a2a;--flag:#b3008f;--label:#2f6fde}
body{margin:0 auto;max-width:64rem;padding:1rem;background:#f4f5f7;color:#1c2430}
h1{font-size:1.2rem;margin:.2rem 0}header p{margin:.2rem 0;color:#4a5666}
.legend .k{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 .9em;border:1px solid;vertical-align:-.05em}
.k.sure{background:#2e9e5b44;border-color:var(--sure)}.k.blank{background:#8aa0b433;border-color:var(--blank)}.k.doubt{background:#d98a0055;border-color:var(--doubt)}
.k.bad{background:#cf2a2a55;border-color:var(--bad)}.k.flag{background:none;border:2px dashed var(--flag)!important}.k.label{background:#2f6fde22;border-color:var(--label)}.k.none{border-color:#b9c1cb}
.findings{padding-left:1.6rem}.findings code{background:#e6e9ee;padding:0 .3em;border-radius:.2em}.error::marker{color:var(--bad)}.warning::marker{color:var(--doubt)}
figure{margin:1rem 0}figcaption{font-size:.8rem;color:#4a5666}
svg{width:100%;background:#fff;box-shadow:0 1px 4px #0003}
svg g rect{fill:none;stroke:#b9c1cb;stroke-width:.6}svg g.label rect{fill:#2f6fde14;stroke:var(--label)}
svg g.sure rect{fill:#2e9e5b2b;stroke:var(--sure)}svg g.blank rect{fill:#8aa0b422;stroke:var(--blank)}svg g.doubt rect{fill:#d98a0040;stroke:var(--doubt)}svg g.bad rect{fill:#cf2a2a40;stroke:var(--bad)}
svg g.flag rect{stroke:var(--flag);stroke-width:1.6;stroke-dasharray:3 2}
svg .id{font-size:3.6px;fill:#4a5666}svg .read{font-size:6px;fill:#b3008f}svg .ruling{stroke:#e0459b;stroke-width:.5}svg .run{fill:none;stroke:#00000018;stroke-width:.3}svg .run.hidden{stroke:var(--bad);stroke-dasharray:1 1}
svg .glyph{fill:#1c2430}
table{border-collapse:collapse;background:#fff;margin:1rem 0}td{border:1px solid #b9c1cb;padding:.2rem .4rem;vertical-align:top}td small{display:block;color:#4a5666;font-size:.65rem}
td.sure{background:#2e9e5b1f}td.blank{background:#8aa0b41a}td.doubt{background:#d98a0033}td.bad{background:#cf2a2a33}td.flag{outline:2px dashed var(--flag);outline-offset:-2px}td.label{background:#2f6fde0f}
`
