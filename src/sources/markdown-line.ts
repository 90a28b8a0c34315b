/**
 * Marks of markdown in a line → blanks of the same length, so that all that is left stands where it stood.
 *
 * CommonMark 0.31, the tables and strikethrough of GitHub, and formulas as tools that read pages write them.
 */

/** Stands for a mark that is not printed: no white space to those who split lines by it, none to those who compare. */
export const GONE = '\u2060'
/** Stands for a picture; for a text that is struck through. */
export const PICTURE = '\ufffc'
export const STRUCK = '\ufff9'

/** Stands for the end of a line in a cell. */
const BREAK = '\ufffa'

const gone = (text: string): string => GONE.repeat(text.length)
/** What a mark becomes: something in front, and nothing for the rest of its length. */
const becomes = (text: string, mark: string): string => mark + gone(text.slice(mark.length))

/** Marks within a line. `<br>` becomes a line break, or a space between figures where `cells` is true. */
export function cleanInline(line: string, cells: boolean): string {
  if (!/[\\$*_`<[~!&]/.test(line)) return line
  // Pictures may stand in the line itself, as data.
  const short = line.replace(/!\[[^\]]{0,300}\]\(data:[^()\s]*\)/g, (all) => becomes(all, PICTURE))
  if (short.length - (short.match(/\u2060/g)?.length ?? 0) > LONGEST_LINE) return short
  return short
    .replace(/!\[[^\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, (all) => becomes(all, PICTURE))
    .replace(
      /(\[)([^[\]]+)(\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\))/g,
      (_all, open, text, close) => gone(open) + text + gone(close),
    )
    .replace(/\$\$([^$]+)\$\$|\$([^$]{1,200})\$|\\\(([^()]{1,200})\\\)/g, formula)
    .replace(/\\([!-/:-@[-`{-~])/g, (_all, sign: string) => GONE + (sign === '|' ? '∣' : sign))
    .replace(/<br\s*\/?>/gi, (all) => becomes(all, cells ? BREAK : '\n'))
    .replace(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi, (all, end: string, name: string) =>
      tag(all, end !== '', name.toLowerCase()),
    )
    .replace(/~~(?=[^~\s])([^~]*)~~/g, (_all, text: string) => becomes('~~', STRUCK) + text + gone('~~'))
    .replace(/(?<![*_])(?:\*{2,3}|__)(?=[^*_\s])|(?<=[^*_\s])(?:\*{2,3}|__)(?![*_])/g, gone)
    .replace(/(?<![*\w])\*(?=[^*\s])([^*]*[^*\s])\*(?!\*)/g, (_all, text: string) => GONE + text + GONE)
    .replace(/`([^`]+)`/g, (_all, text: string) => GONE + text + GONE)
    .replace(/&(nbsp|ensp|emsp|lt|gt|amp);/gi, (all, name: string) => becomes(all, SIGNS[name.toLowerCase()] ?? ' '))
    .replace(/\ufffa(?=[\s\u2060]{0,40}(\d)?)/g, (_all, right, at: number, text: string) =>
      right && /\d[\s\u2060]{0,40}$/.test(text.slice(Math.max(0, at - 41), at)) ? ' ' : GONE,
    )
}

/** Longer lines are no text that people wrote; marks that nobody closes would cost time in them. */
const LONGEST_LINE = 20_000

const SIGNS: Record<string, string> = { lt: '<', gt: '>', amp: '&' }

function tag(all: string, end: boolean, name: string): string {
  if (name === 'img') return becomes(all, PICTURE)
  // The number of a note is no digit of the figure.
  if (name === 'sup' || name === 'sub') return becomes(all, ' ')
  if (!end && /^(?:s|del|strike)$/.test(name)) return becomes(all, STRUCK)
  return gone(all)
}

const OPERATORS: Record<string, string> = {
  times: '×',
  div: '÷',
  sim: '~',
  cdot: '·',
  ldots: '…',
  dots: '…',
  pm: '±',
  circ: '°',
}

/** A formula that is but a figure or a word, as it is printed: white space in the source of a formula is not shown. Others stay as they are. */
function formula(all: string, double?: string, single?: string, round?: string): string {
  const inner = double ?? single ?? round ?? ''
  // Two signs of money, and a text between them.
  if (/[\u3000-\u9fff\uff00-\uffef]/.test(inner.replace(/\\text\w*\s*\{[^{}]*\}/g, ''))) return all
  // White space in words is shown.
  if (/\\text\w*\s*\{[^{}]*\d\s+\d/.test(inner)) return all
  const width = (all.length - inner.length) / 2
  const text = inner
    .replace(/\\(?:math|text|bold|operatorname|rm|bf|it)\w*\s*(?=[{\s])/g, gone)
    .replace(/\\[,!]|(?<!\\)\s/g, gone)
    // Gaps that are seen: what stands on both sides is not one number.
    .replace(/\\(?:quad|qquad|[;: ])|~/g, (command) => becomes(command, ' '))
    .replace(/\\([%_#&${}])/g, (_all, sign: string) => GONE + sign)
    .replace(/\\([a-z]+)/g, (command, name: string) => {
      const sign = OPERATORS[name]
      return sign === undefined ? command : becomes(command, sign)
    })
    .replace(/[{}]/g, GONE)
    .replace(/[\^_](?=.)/g, ' ')
  return text.includes('\\') ? all : gone(all.slice(0, width)) + text + gone(all.slice(all.length - width))
}

export interface CleanLine {
  readonly text: string
  readonly heading: boolean
}

/** A line without its marks; null for one that is nothing but a mark: a rule, a fence. */
export function cleanLine(line: string): CleanLine | null {
  if (/^\s{0,3}(?:([-*_])(?:[ \t]*\1){2,}|`{3,}.*|~{3,}.*)\s*$/.test(line)) return null
  const heading = /^\s{0,3}#{1,6}(?:[ \t]+(?=\S)|(?=[一二三四五六七八九十]+、))/.exec(line)?.[0]
  const mark = heading ?? /^\s*(?:>[ \t]?)+|^\s*[-*+][ \t]+(?=[^\d\s/—|-])/.exec(line)?.[0] ?? ''
  const cells = /^\s*\||\|.*\|/.test(line)
  const rest = line.slice(mark.length)
  const closed = heading ? withoutClosing(rest) : rest
  return { text: gone(mark) + cleanInline(closed, cells), heading: heading !== undefined }
}

/** A heading may end in as many # as it likes. */
function withoutClosing(heading: string): string {
  const end = heading.trimEnd()
  const marks = /(?<=[ \t])#+$/.exec(end.slice(-20))?.[0] ?? ''
  return marks ? end.slice(0, -marks.length) + gone(marks) : heading
}
