/**
 * Data as scripts: a page opened from a folder may load scripts beside it, and nothing else. What stands in them is one
 * call with a string and a JSON value; nothing of it is ever taken for markup.
 */

/** `nianbao(kind, key, value)`, safe to stand in any script. */
export const scriptData = (kind: string, key: string, value: unknown): string =>
  `nianbao(${safe(kind)},${safe(key)},${safe(value)})\n`

// JSON.stringify itself escapes lone halves of a pair, which no encoding of the file could hold.
const safe = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
