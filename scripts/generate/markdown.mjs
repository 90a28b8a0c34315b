// Words of Markdown.
export const escapeCell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ')

/** A table; cells are Markdown already, but for the bars. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n')

export const code = (text) => `\`${text}\``

/** First line of every generated file. */
export const generated = (from) => `<!-- Written by npm run generate from ${from}: change that, not this. -->`

export const doc = (...parts) =>
  `${parts
    .flat(9)
    .filter((part) => part !== null)
    .join('\n\n')}\n`
