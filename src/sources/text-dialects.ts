/**
 * Tables as programs write them: JSON and lists of Python, LaTeX, CSV with semicolons, all cells on one line between bars. Their marks become blanks and tabs
 * of the same length, so that places hold.
 */

import { looksLikeFigure } from '../text/figures.js'
import { squeeze } from '../text/normalize.js'
import type { TextLine } from './text.js'

/** Fewer rows of a kind are no table. */
const FEWEST_ROWS = 5
/** Longer lines are no rows of LaTeX or CSV. */
const LONGEST_ROW = 2000
/** A line between whose bars so many cells stand is a whole table: no row has as many. */
const CELLS_OF_TABLE = 45

const blanks = (text: string): string => ' '.repeat(text.length)

/** The lines of a text with the marks of such tables taken away. */
export function plainLines(lines: readonly TextLine[]): readonly TextLine[] {
  return fromBars(fromSemicolons(fromLatex(fromLists(lines))))
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d[\d.]*|null|None|NaN|nan|[[\],]/y

/** Rows of a line that is nothing but lists of quoted texts and numbers; null for any other line. */
function listsIn(line: TextLine): TextLine[] | null {
  const { text } = line
  if (!/^\s*[[\]"'\d]/.test(text) || !/[[\]"',]/.test(text)) return null
  const rows: TextLine[] = []
  let row = ''
  let start = 0
  let filled = 0
  const flush = (): void => {
    if (filled > 0) rows.push({ ...line, text: row, offset: line.offset + start })
    row = ''
    filled = 0
  }
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex
    const token = TOKEN.exec(text)?.[0]
    if (token === undefined) return null
    if (token === '[' || token === ']') {
      flush()
      start = from + 1
    } else if (token === ',') row += filled > 0 ? '\t' : ' '
    else if (/^["']/.test(token)) {
      row += ` ${token
        .slice(1, -1)
        .replace(/\\n/g, '  ')
        .replace(/[\\\t]/g, ' ')} `
      filled++
    } else {
      row += /^\d|^-\d/.test(token) ? token : blanks(token)
      if (/\S/.test(token)) filled++
    }
  }
  // The comma behind the last field parts nothing.
  row = row.replace(/\t\s*$/, (end) => blanks(end))
  flush()
  return rows
}

function fromLists(lines: readonly TextLine[]): readonly TextLine[] {
  const found = lines.map((line) => (/^\s*[[\]"'\d]/.test(line.text) ? listsIn(line) : null))
  const rows = found.reduce((sum, own) => sum + (own?.length ?? 0), 0)
  const quoted = lines.filter(({ text }, i) => found[i] && /^\s*\[|["'],?\s*$/.test(text)).length
  if (rows < FEWEST_ROWS || quoted === 0 || !lines.some(({ text }) => /^\s*\[/.test(text))) return lines
  return lines.flatMap((line, i) => (/[[\]"']/.test(line.text) ? (found[i] ?? [line]) : [line]))
}

/** The end of a row in LaTeX, with the rules that may stand behind it. */
const ROW_END = /\\\\(?:\[[^\]]*\])?\s*(?:\\[a-z]*(?:line|rule)\s*(?:\([^)]*\))?(?:\{[^}]*\})*\s*)*$/

function fromLatex(lines: readonly TextLine[]): readonly TextLine[] {
  const isRow = ({ text }: TextLine): boolean => text.length <= LONGEST_ROW && text.includes('&') && ROW_END.test(text)
  if (lines.filter(isRow).length < FEWEST_ROWS) return lines
  return lines.map((line): TextLine => {
    const { text } = line
    if (/^\s*\\(?:begin|end|hline|cline|toprule|midrule|bottomrule|centering|caption|label)\b/.test(text))
      return { ...line, text: blanks(text) }
    if (text.length > LONGEST_ROW || !ROW_END.test(text)) return line
    const bare = text
      .replace(ROW_END, blanks)
      .replace(/\\(?:multicolumn|multirow)\*?\s*\{[^}]*\}\s*\{[^}]*\}\s*\{/g, blanks)
      .replace(/\\[a-zA-Z]+\*?\s*\{?/g, blanks)
      .replace(/(^|[^\\])[{}]/g, (all) => `${all.slice(0, -1)} `)
      .replace(/(^|[^\\])&/g, (all) => `${all.slice(0, -1)}\t`)
      .replace(/[{}]|\\(?=[%_#$&])/g, ' ')
    return { ...line, text: bare }
  })
}

function fromSemicolons(lines: readonly TextLine[]): readonly TextLine[] {
  if (lines.some(({ text }) => text.includes('\t'))) return lines
  const isRow = ({ text }: TextLine): boolean => {
    if (text.length > LONGEST_ROW || !/;.*;/.test(text)) return false
    const fields = text.split(';')
    const values = fields.filter((field) => squeeze(field) === '' || looksLikeFigure(field))
    return values.length * 3 >= fields.length
  }
  if (lines.filter(isRow).length < FEWEST_ROWS) return lines
  return lines.map((line) =>
    line.text.length <= LONGEST_ROW && line.text.includes(';')
      ? { ...line, text: line.text.replaceAll(';', '\t').replaceAll('"', ' ') }
      : line,
  )
}

function fromBars(lines: readonly TextLine[]): readonly TextLine[] {
  return lines.flatMap((line) => {
    const parts = line.text.includes('|') ? line.text.split('|') : []
    if (parts.length < CELLS_OF_TABLE) return [line]
    let at = 0
    return parts.flatMap((text, i): TextLine[] => {
      const from = at
      at += text.length + 1
      return squeeze(text) === ''
        ? []
        : [{ ...line, text, offset: line.offset + from, newPage: line.newPage && i === 0 }]
    })
  })
}
