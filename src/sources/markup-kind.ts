/** Page, markdown or plain text: told by what stands outside of the tables, as both have these in tags. */

import { DATA } from './buried.js'

/** Characters at the head of an input that tell a page. */
const HEAD = 4096

const PAGE = /<(?:!doctype\s+html|html|head|body|meta|title)\b[^<]{0,2000}>/i
const NAMES = 'p|div|span|table|tbody|tr|td|th|br|strong|h[1-6]|ul|li|a|img|script|style'
const ELEMENTS = new RegExp(`<\\/?(?:${NAMES})\\b[^<>]*>|\\\\u003c\\/?(?:${NAMES})\\b`, 'gi')
const BLOCKS = /<(?:p|div|h[1-6]|ul|ol|li|tr|td|section|article|span|font|center|script|style)\b/gi

/** The line below the header of a table in markdown. */
const RULE = /^[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*\|[ \t:|-]*$/m

export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * Where tables in tags stand, outermost ones, with an `html` and `body` of their own if they have them. One that is never closed ends
 * before the next heading of markdown.
 */
export function tableSpans(text: string): Span[] {
  const spans: Span[] = []
  let depth = 0
  let from = 0
  const cut = (end: number): void => {
    const heading = /\n#{1,6}[ \t]/g
    heading.lastIndex = from
    const at = heading.exec(text)?.index ?? end
    spans.push({ from, to: Math.min(at, end) })
    depth = 0
  }
  for (const match of text.matchAll(
    /((?:<html[^<>]*>\s*)?(?:<body[^<>]*>\s*)?)<table\b|<\/table\s*>(?:\s*<\/body>)?(?:\s*<\/html>)?|\n#{1,6}[ \t]/gi,
  )) {
    const { index } = match
    if (match[0].startsWith('\n')) {
      if (depth > 0) cut(index)
    } else if (!match[0].startsWith('</')) {
      if (depth++ === 0) from = index
    } else if (depth > 0 && --depth === 0) spans.push({ from, to: index + match[0].length })
  }
  if (depth > 0) cut(text.length)
  return spans
}

/** What a text is, by its first part; letters may be those of any encoding that keeps ASCII. */
export function markupKind(text: string): 'html' | 'markdown' | 'text' {
  const page = pageOrText(text)
  const spans = /<table\b/i.test(text) ? tableSpans(text) : []
  if (spans.length === 0 && !RULE.test(text)) return page
  let rest = ''
  let done = 0
  for (const { from, to } of spans) {
    rest += `${text.slice(done, from)}\n`
    done = to
  }
  rest += text.slice(done)
  if (/^\s*[[{]\s*["{]/.test(text) || DATA.test(text)) return page
  if (PAGE.test(rest)) return 'html'
  // Rows of markdown keep what their cells were written in.
  const lines = rest.split('\n')
  const isRow = (line: string): boolean => /^[ \t]*\|.*\|[ \t]*$/.test(line)
  const plain = lines.filter(
    (line) => (isRow(line) || !line.includes('<')) && /[^\x00-\x7f]{4}|[A-Za-z]{4}/.test(line),
  ).length
  const blocks = lines.reduce((sum, line) => sum + (isRow(line) ? 0 : (line.match(BLOCKS)?.length ?? 0)), 0)
  const headings = rest.match(/^#{1,6}[ \t]*\S/gm)?.length ?? 0
  return (headings > 0 && blocks * 2 <= plain) || (plain >= 2 && blocks * 4 <= plain) ? 'markdown' : page
}

/** Elements of a page, at its head or, where it is but the part of one, as often as in a table or a text. */
function pageOrText(text: string): 'html' | 'text' {
  const head = text.slice(0, HEAD)
  return PAGE.test(head) || (head.match(ELEMENTS) ?? []).length >= 4 ? 'html' : 'text'
}
