/**
 * Pages within a page: markup that a site keeps in a script, a field for text, a template, an attribute or a file of data, and shows
 * by a script of its own. It is read only where the page itself shows nothing of a report.
 */

import { joinMapped, type MappedText, replaceMapped, sliceOf } from './mapped-text.js'
import { type Document, type Element, walk } from './page-tree.js'

/** A cell or a heading, as it stands or escaped once or twice: what is worth the trouble of decoding. */
const MARKUP = /(?:<|%3c|\\u003c|\\x3c|&(?:amp;)?lt;|&#(?:60|x3c);)(?:t[dh]|p|h[1-6]|div|br)\b/i

/** A report is longer than this, and no page of one is longer than that. */
const SHORTEST = 200
const LONGEST = 4_000_000

/**
 * The piece of a page that holds the most of a report, decoded; null where none holds any. `source` is what the page was made of.
 */
export function buriedPage(document: Document, source: string, alive: () => void): MappedText | null {
  let best: MappedText | null = null
  let most = 0
  const take = (piece: MappedText | null): void => {
    const worth = piece ? (piece.text.match(WORTH)?.length ?? 0) : 0
    if (worth <= most) return
    best = piece
    most = worth
  }
  const consider = (read: (piece: MappedText) => MappedText | null, from: number, to: number): void => {
    if (to - from < SHORTEST || to - from > LONGEST) return
    alive()
    if (!MARKUP.test(source.slice(from, to))) return
    take(read(sliceOf(source, from, to)))
  }
  const streamed: MappedText[] = []
  // A file of data, saved from behind a page.
  if (isData(source)) consider((piece) => fromParts(piece) ?? fromScript(piece), 0, source.length)
  walk(document, alive, {
    enter(element) {
      const read = CARRIERS.get(element.tagName)
      const inside = read ? insideOf(element) : null
      if (read && inside) consider(read, inside.from, inside.to)
      if (element.tagName === 'script' && inside) streamed.push(...streamedIn(source, inside))
      for (const { name, value } of element.attrs) {
        const at = value.length < SHORTEST ? undefined : element.sourceCodeLocation?.attrs?.[name]
        if (!at) continue
        // What stands behind the name, without quotes.
        const [all = '', quote = ''] =
          /^[^=]*=\s*(["']?)/.exec(source.slice(at.startOffset, at.startOffset + 100)) ?? []
        consider(fromAttribute, at.startOffset + all.length, at.endOffset - quote.length)
      }
      return true
    },
    leave() {},
    text() {},
  })
  if (streamed.length > 1) take(fromStream(joinMapped(streamed)))
  return best
}

/** True for a file of data, not a page: JSON as a site gives it to its own scripts, also as the call of a function. */
export const isData = (source: string): boolean => DATA.test(source)

export const DATA = /^\s*(?:\/\*\*\/\s*)?(?:[\w$.]{1,80}\(\s*)?(?:\{\s*["\r\n]|\[\s*\{)/

/** What a file of data calls its title. */
export const titlesOfData = (source: string): string[] =>
  [...source.matchAll(/"\w{0,12}title"\s*:\s*"([^"\\\n]{4,100})"/gi)].map(([, title = '']) => title)

/** Cells of tables, and numbered headings. */
const WORTH = /<t[dh]\b|[一二三四五六七]、/gi

function insideOf(element: Element): { from: number; to: number } | null {
  const at = element.sourceCodeLocation
  return at?.startTag ? { from: at.startTag.endOffset, to: at.endTag?.startOffset ?? at.endOffset } : null
}
/** Markup as it stands, or written with entities, also twice. */
function asMarkup(piece: MappedText): MappedText | null {
  let found = piece
  for (let times = 0; times < 2 && !TAGS.test(found.text); times++) found = decodeEntities(found)
  return TAGS.test(found.text) ? found : null
}

/** What an attribute holds: markup, or data with markup in it, as components of a page are given theirs. */
function fromAttribute(piece: MappedText): MappedText | null {
  const decoded = decodeEntities(piece)
  return isData(decoded.text) ? fromScript(decoded) : asMarkup(decoded)
}

const TAGS = /<(?:t[dh]|p|h[1-6]|div|br)\b/i

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&', apos: "'", '#34': '"', '#39': "'" }

/** Entities that markup is written with; those of the text itself are for the parser. */
const decodeEntities = (piece: MappedText): MappedText =>
  replaceMapped(piece, /&(lt|gt|quot|amp|apos|#34|#39|#60|#62|#x3c|#x3e);/gi, ([all, name = '']) => {
    const lower = name.toLowerCase()
    return ENTITIES[lower] ?? (/^#(?:60|x3c)$/.test(lower) ? '<' : /^#(?:62|x3e)$/.test(lower) ? '>' : all)
  })

/** Markup in a script: written by it, in the longest of its strings, or as it stands in a block of data. */
function fromScript(piece: MappedText): MappedText | null {
  // The parser for pages takes the first tag in a block of CDATA for a part of its mark.
  if (/^\s*</.test(piece.text)) return asMarkup(replaceMapped(piece, /<!\[CDATA\[|\]\]>/g, () => ' '))
  const written: MappedText[] = []
  let longest: [from: number, to: number] | null = null
  const between = (from: number, to: number): MappedText =>
    decodePercent(decodeString({ text: piece.text.slice(from, to), at: piece.at.slice(from, to + 1) }))
  for (const [from, to] of stringsIn(piece.text)) {
    if (WRITES.test(piece.text.slice(Math.max(0, from - 41), from - 1))) written.push(between(from, to))
    else if ((!longest || to - from > longest[1] - longest[0]) && MARKUP.test(piece.text.slice(from, to)))
      longest = [from, to]
  }
  if (written.length > 0) return asMarkup(joinMapped(written))
  return longest ? asMarkup(between(...longest)) : null
}

/** A page that comes in pieces, a script for each (Next.js: `self.__next_f.push([1, "…"])`). */
const STREAMED = /^\s*(?:self|window)\s*\.\s*__next_f\s*\.\s*push\s*\(\s*\[\s*1\s*,\s*"/

function streamedIn(source: string, { from, to }: { from: number; to: number }): MappedText[] {
  const head = STREAMED.exec(source.slice(from, Math.min(to, from + 80)))
  if (!head || to - from > LONGEST) return []
  const begin = from + head[0].length
  const [string] = stringsIn(source.slice(begin - 1, to))
  return string ? [decodeString(sliceOf(source, begin, begin - 1 + string[1]))] : []
}

/** In the stream the markup stands as it is, or in strings of its data. */
const fromStream = (piece: MappedText): MappedText | null =>
  /=\\"|\\u003c/i.test(piece.text) ? fromScript(piece) : asMarkup(piece)

/** So many strings with a table each are the parts of one document. */
const PARTS = 2

/** A file of data that keeps a document in parts, tables and paragraphs each in a string of its own, as readers of pictures and PDFs write it. */
function fromParts(piece: MappedText): MappedText | null {
  const strings = [...stringsIn(piece.text)].filter(([, to]) => !/^\s*:/.test(piece.text.slice(to + 1, to + 20)))
  const isTable = ([from, to]: readonly [number, number]): boolean => TABLE.test(piece.text.slice(from, to))
  if (strings.filter(isTable).length < PARTS) return null
  return joinMapped(
    strings.flatMap(([from, to]) => {
      const own = decodeString({ text: piece.text.slice(from, to), at: piece.at.slice(from, to + 1) })
      if (MARKUP.test(own.text)) return own
      const tag = (text: string, at: number): MappedText => ({ text, at: new Uint32Array(text.length + 1).fill(at) })
      return /\p{Script=Han}/u.test(own.text)
        ? [tag('<p>', own.at[0] ?? 0), own, tag('</p>', own.at[own.text.length] ?? 0)]
        : []
    }),
  )
}

const TABLE = /<(?:table|tr)\b/i

/** The strings of JavaScript or JSON, without their quotes; one that its line leaves open is none. */
function* stringsIn(text: string): Generator<[from: number, to: number]> {
  for (let i = 0; i < text.length; i++) {
    const quote = text[i]
    if (quote !== '"' && quote !== "'" && quote !== '`') continue
    let end = i + 1
    while (end < text.length && text[end] !== quote && (quote === '`' || text[end] !== '\n')) {
      end += text[end] === '\\' ? 2 : 1
    }
    if (text[end] !== quote) continue
    yield [i + 1, end]
    i = end
  }
}

const WRITES = /document\s*\.\s*write(?:ln)?\s*\(\s*$/

/** Elements that carry a page, and how it is written in them. */
const CARRIERS: ReadonlyMap<string, (piece: MappedText) => MappedText | null> = new Map([
  ['script', fromScript],
  ...['textarea', 'noscript', 'noframes', 'template', 'xmp'].map((name) => [name, asMarkup] as const),
])

const ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: ' ',
  f: '\f',
  v: ' ',
  '0': ' ',
  '\n': '',
  '\r\n': '',
}

const decodeString = (piece: MappedText): MappedText =>
  replaceMapped(
    piece,
    /\\(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2})|(\r\n|[\s\S]))/gi,
    ([, four, braced, two, one = '']) => {
      const code = four ?? braced ?? two
      if (code === undefined) return ESCAPES[one] ?? one
      const point = Number.parseInt(code, 16)
      return point > 0x10ffff ? '\ufffd' : braced ? String.fromCodePoint(point) : String.fromCharCode(point)
    },
  )

/** Markup that is written as an address is, for `unescape` or `decodeURIComponent`. */
function decodePercent(piece: MappedText): MappedText {
  if (!/%3ct[dr]\b/i.test(piece.text)) return piece
  return replaceMapped(piece, /%u([\da-f]{4})|(?:%[\da-f]{2})+/gi, ([all, unit]) => {
    if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16))
    const bytes = Uint8Array.from(all.slice(1).split('%'), (pair) => Number.parseInt(pair, 16))
    return new TextDecoder().decode(bytes)
  })
}
