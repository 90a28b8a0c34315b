/**
 * Text of a section made plain for reading, with the way back: every character of it knows where it stands in the
 * printed text. Spaces are dropped, except between digits, which they part.
 */

import { simplify } from '../text/traditional.js'

export interface Plain {
  readonly text: string
  /** For every character of `text`, and for its end, the offset in the printed text. */
  readonly offsets: readonly number[]
}

const SPACE = /[\s\u00a0\u200b-\u200f\u2028-\u202e\u2060\u3000\ufeff]/
const digit = (char: string | undefined): boolean => char !== undefined && /\d/.test(char.normalize('NFKC'))
/** A line that ends so ends its paragraph. */
const STOPS = /[。！？；：!?;:]["”』」）)]*$/
/** A line that begins so begins a paragraph: （一）, 1., 一是. */
const STARTS = /^[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．](?!\d)|^[一二三四五六七八九十]{1,2}是/
/** A line this long was broken by the page rather than ended by its writer; a numbered one without a full stop is a heading. */
const RUNS_ON = 18
const HEADING = 36

/** Marks that become others; a full-width comma is never one within a number. */
const MARKS: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '〔': '(',
  '〕': ')',
  '[': '(',
  ']': ')',
  '【': '(',
  '】': ')',
  '：': ':',
  '；': '；',
  ';': '；',
  '，': '，',
  '﹐': '，',
  '％': '%',
  '。': '。',
  '．': '.',
  '！': '。',
  '？': '。',
  '!': '。',
  '?': '。',
  '“': '',
  '”': '',
  '"': '',
}

export function plainOf(printed: string): Plain {
  const pieces: string[] = []
  // Kept beside the text: looking into a string that is being built costs its length.
  let last: string | undefined
  const offsets: number[] = []
  const put = (char: string, at: number): void => {
    for (const one of char) {
      pieces.push(one)
      last = one
      for (let i = 0; i < one.length; i++) offsets.push(at)
    }
  }
  let at = 0
  for (const char of printed) {
    const here = at
    at += char.length
    if (char === '\n') {
      if (endsParagraph(printed, here)) put('\n', here)
      else if (digit(last) && digit(nextOf(printed, at))) put(' ', here)
      continue
    }
    if (SPACE.test(char)) {
      if (digit(last) && digit(nextOf(printed, at))) put(' ', here)
      continue
    }
    const mark = MARKS[char]
    if (mark !== undefined) {
      put(mark, here)
      continue
    }
    // A comma between digits groups thousands where exactly three follow; any other parts what stands around it.
    if (char === ',') {
      put(digit(last) && /^\d{3}(?!\d)/.test(printed.slice(at, at + 4)) ? ',' : '，', here)
      continue
    }
    put(simplify(char.normalize('NFKC')), here)
  }
  offsets.push(printed.length)
  return { text: pieces.join(''), offsets }
}

/** The next character that is no space. */
function nextOf(printed: string, from: number): string | undefined {
  for (let i = from; i < printed.length; i++) if (!SPACE.test(printed[i] ?? '')) return printed[i]
  return undefined
}

/** Whether the paragraph ends with the line that ends here: pages break lines in the middle of a sentence. */
function endsParagraph(printed: string, at: number): boolean {
  const before = printed.slice(printed.lastIndexOf('\n', at - 1) + 1, at).trim()
  const next = printed.indexOf('\n', at + 1)
  const after = printed.slice(at + 1, next < 0 ? undefined : next).trim()
  if (before === '' || after === '' || STOPS.test(before) || STARTS.test(after)) return true
  // A figure or a comma at its end has something behind it.
  if (/[\d、，,]$/.test(before)) return false
  return before.length < RUNS_ON || (before.length < HEADING && STARTS.test(before) && !/[。！？；]/.test(before))
}

export interface Sentence {
  /** Where it begins and ends in the plain text. */
  readonly from: number
  readonly to: number
  /** Counts the paragraphs of the section. */
  readonly paragraph: number
}

/** Sentences in printed order: up to a full stop, or the end of a paragraph. */
export function sentencesOf({ text }: Plain): Sentence[] {
  const found: Sentence[] = []
  let from = 0
  let paragraph = 0
  for (let i = 0; i <= text.length; i++) {
    const char = text[i]
    if (char !== undefined && char !== '。' && char !== '\n') continue
    if (i > from) found.push({ from, to: i, paragraph })
    if (char === '\n') paragraph++
    from = i + 1
  }
  return found
}
