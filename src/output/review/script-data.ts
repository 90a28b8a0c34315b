/**
 * Data as scripts: a page opened from a folder may load scripts beside it, and nothing else. What stands in them is one
 * call with a string and a JSON value; nothing of it is ever taken for markup.
 */

/** `nianbao(kind, key, value)`, safe to stand in any script. */
export const scriptData = (kind: string, key: string, value: unknown): string =>
  scriptAround(kind, key).join(scriptValue(value))

/** What stands before and behind a value that is written already, by {@link scriptValue}. */
export const scriptAround = (kind: string, key: string): readonly [before: string, behind: string] => [
  `nianbao(${scriptValue(kind)},${scriptValue(key)},`,
  ')\n',
]

/** JSON that is safe to stand in any script. JSON.stringify itself escapes lone halves of a pair, which no encoding of the file could hold. */
export const scriptValue = (value: unknown): string => safe(JSON.stringify(value))

/** JSON made safe to stand in any script. */
export function safe(text: string): string {
  return UNSAFE.test(text) ? text.replace(EVERY_UNSAFE, escaped) : text
}

const UNSAFE = /[<\u2028\u2029]/
const EVERY_UNSAFE = new RegExp(UNSAFE, 'g')
const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
