/**
 * Tables as programs write them: JSON and lists of Python, LaTeX, CSV with semicolons, a label and its figure a line, all cells on one line between bars. Their marks become blanks and tabs
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
  return withoutEscapes(fromBars(fromColons(fromSlashes(fromSemicolons(fromLatex(fromLists(fromBullets(lines))))))))
}

/** The mark of an item of a list, and of the first cell of a row of lists. */
const BULLET = /^\s*(?:[*•·] )?[-*•·] (?=\S)/
/** White space between two fields of a line. */
const FIELD_GAP = /\S(?: {2,}|\t)\S/

/** Lists of single cells: where words stand behind such marks, a dash before a figure is one too, and none of the signs for nothing. */
function fromBullets(lines: readonly TextLine[]): readonly TextLine[] {
  const isItem = ({ text }: TextLine): boolean => BULLET.test(text) && !FIELD_GAP.test(text.replace(BULLET, ''))
  const words = lines.filter((line) => isItem(line) && /\p{Script=Han}/u.test(line.text)).length
  const figures = lines.filter((line) => isItem(line) && looksLikeFigure(line.text.replace(BULLET, ''))).length
  if (words < FEWEST_ROWS || figures < FEWEST_ROWS) return lines
  return lines.map((line) => (isItem(line) ? { ...line, text: line.text.replace(BULLET, blanks) } : line))
}

/** A space that reStructuredText writes between two digits of different type, and prints as none. */
const ESCAPED_SPACE = /(?<=[\d０-９])\\ (?=[\d０-９.])/g

/** Digits with such a space between them are one number: it goes behind the number, so that what follows keeps its place. */
function withoutEscapes(lines: readonly TextLine[]): readonly TextLine[] {
  return lines.map((line) =>
    line.text.includes('\\ ')
      ? {
          ...line,
          text: line.text.replace(/[\d０-９][\d０-９.\\ ]*[\d０-９]/g, (number) => {
            const whole = number.replace(ESCAPED_SPACE, '')
            return whole + blanks(number.slice(whole.length))
          }),
        }
      : line,
  )
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

/** Labels side by side with strokes between: 自然人 / 法人或其他组织 / 总计. */
const PARTED = /^[^/]*\p{Script=Han}(?:\s+\/\s*|\s*\/\s+)\p{Script=Han}[^/]*\//u
/** Fewer fields come about by chance. */
const FEWEST_FIELDS = 3
/** Where strokes part labels they part figures too, and are no signs for none. */
function fromSlashes(lines: readonly TextLine[]): readonly TextLine[] {
  if (lines.some(({ text }) => /[\t|]/.test(text))) return lines
  const isHeader = ({ text }: TextLine): boolean =>
    text.length <= LONGEST_ROW && PARTED.test(text) && COLUMN.test(squeeze(text))
  const fieldsIn = (text: string): number => text.split(' / ').length
  if (!lines.some(isHeader)) return lines
  const headers = new Set(lines.flatMap(({ text }) => (COLUMN.test(squeeze(text)) ? [fieldsIn(text)] : [])))
  return lines.map((line) => {
    const { text } = line
    if (text.length > LONGEST_ROW || !/\s\/|\/\s/.test(text)) return line
    // As many fields as the header has, where each stroke has its spaces: what is left between them is a sign for none, or nothing.
    if (fieldsIn(text) > FEWEST_FIELDS && headers.has(fieldsIn(text)))
      return { ...line, text: text.replace(/ \/ /g, ' \t ') }
    const words = [...text.matchAll(/\/|[^\s/]+/g)]
    // Behind the label, or behind the first sign for none of a row without one.
    const behind = words.slice(
      Math.max(
        1,
        words.findIndex(([word]) => word === '/'),
      ),
    )
    const between = behind.filter((_, i) => i % 2 === 0)
    // Every second word is a stroke: what stands between them may be one too, as a sign for none.
    if (behind.length % 2 === 1 || between.some(([word]) => word !== '/'))
      return { ...line, text: text.replace(/(?<!增)\//g, '\t') }
    const at = new Set(between.map(({ index }) => index))
    return { ...line, text: text.replace(/\//g, (stroke, index: number) => (at.has(index) ? '\t' : stroke)) }
  })
}

/** `- 结果维持：3件`: the bullet, the label, the colon and the figure, which may be left out. */
const PAIR =
  /^(\s*(?:[-*•·+]\s+)?)([^\t|:：。]{1,60})([:：])(\s*(?:[-+]?\d[\d.,，]*(?:\s*\p{Script=Han}{1,3})?|[-—/]{1,2})?)[。；;，,]?\s*$/u
/** A line of the list without a figure: the label of a row above its columns, or of a group. */
const HEAD = /^(\s*(?:[-*•·+]\s+)?)(\P{Nd}[^\t|:：。；]{0,59}|\d[.．、][^\t|:：。；]{1,58})$/u
const SECTION = /^\s*[一二三四五六]、.*(?:情况|事项|工作)\s*$/
/** Fewer pairs are not a list. */
const FEWEST_PAIRS = 8

const isPair = ({ text }: TextLine): boolean => text.length <= 120 && PAIR.test(text) && /[:：]\s*[-+\d—/]/.test(text)

/** In a list, a label without a figure has a bullet or stands to the right. */
const isBlankPair = ({ text }: TextLine): boolean =>
  text.length <= 120 && /^\s|^[-*•·+]\s/.test(text) && PAIR.test(text) && /[:：]\s*$/.test(text)

/** Labels of the columns of the forms; lists of others are the text of a section. */
const COLUMN =
  /结果维持|结果纠正|其他结果|尚未审结|自然人|商业企业|科研机构|社会公益组织|法律服务机构|本年(?:制发|废止)件数|现行有效件数|本年新(?:制作|公开)数量|对外公开总数量/

const isFormPair = (line: TextLine): boolean => isPair(line) && COLUMN.test(squeeze(line.text))

function fromColons(lines: readonly TextLine[]): readonly TextLine[] {
  if (lines.some(({ text }) => /\t|\|.*\|/.test(text)) || lines.filter(isFormPair).length < FEWEST_PAIRS) return lines
  const pairs = lines.map((line) => isPair(line) || isBlankPair(line))
  // The next pair, with nothing but labels between.
  const leads = (from: number): boolean => {
    for (let i = from; i < Math.min(lines.length, from + MOST_HEADS); i++) {
      if (pairs[i]) return true
      const text = lines[i]?.text ?? ''
      if (squeeze(text) !== '' && (!HEAD.test(text) || SECTION.test(text))) return false
    }
    return false
  }
  return lines.map((line, i): TextLine => {
    const { text } = line
    if (pairs[i]) {
      const bare = text
        .replace(
          PAIR,
          (_all, bullet: string, label: string, _colon: string, figure: string) =>
            `${blanks(bullet)}${label}\t${figure}`,
        )
        .padEnd(text.length)
      return { ...line, text: bare }
    }
    if (squeeze(text) === '' || SECTION.test(text) || !HEAD.test(text) || !leads(i + 1)) return line
    return { ...line, text: `${text.replace(HEAD, (_all, bullet: string, label: string) => blanks(bullet) + label)}\t` }
  })
}

/** Labels in a row without a figure. */
const MOST_HEADS = 10

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
