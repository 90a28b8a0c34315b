/**
 * CSV by RFC 4180: fields with commas, quotes or line breaks in quotes, quotes doubled, lines ended by LF. For the character NUL, which damaged
 * files have in their texts and at which R and others end the field or the file, stands the replacement character.
 */

const NEEDS_QUOTES = /[",\r\n]/

export const csvField = (value: string | number | null): string => {
  const text = value === null ? '' : String(value).replaceAll('\0', '\ufffd')
  return NEEDS_QUOTES.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

export const csvLine = (fields: readonly (string | number | null)[]): string => `${fields.map(csvField).join(',')}\n`

/** Parse CSV with a header into records. Throws a SyntaxError with the line of an unclosed quote. */
export const parseCsv = (text: string): Record<string, string>[] => parseCsvLines(text).map(({ record }) => record)

/**
 * As {@link parseCsv}, every record with the number of the line where it begins.
 *
 * @param strict A header with two columns of one name, or of one column with other separators, is a SyntaxError too.
 */
export function parseCsvLines(text: string, strict = false): { record: Record<string, string>; line: number }[] {
  const rows: { fields: string[]; line: number }[] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  let line = 1
  let begun = 1
  let opened = 0
  const source = text.replace(/^\ufeff/, '')
  const endRow = (): void => {
    row.push(field)
    field = ''
    if (row.length > 1 || row[0] !== '') rows.push({ fields: row, line: begun })
    row = []
    begun = line
  }
  for (let i = 0; i < source.length; i++) {
    const char = source[i]
    if (char === '\n') line++
    if (quoted) {
      if (char !== '"') field += char
      else if (source[i + 1] === '"') {
        field += '"'
        i++
      } else quoted = false
    } else if (char === '"' && field === '') {
      quoted = true
      opened = line
    } else if (char === ',') {
      row.push(field)
      field = ''
    } else if (char === '\n') endRow()
    else if (char !== '\r' || source[i + 1] !== '\n') field += char
  }
  if (quoted) throw new SyntaxError(`the quote opened in line ${opened} is never closed`)
  if (field !== '' || row.length > 0) endRow()
  const [head, ...body] = rows
  if (strict) requireNames((head?.fields ?? []).map((name) => name.trim()))
  return body.map(({ fields, line }) => {
    const record: Record<string, string> = Object.create(null)
    for (const [i, name] of (head?.fields ?? []).entries()) record[name.trim()] = fields[i] ?? ''
    return { record, line }
  })
}

/** Of two columns of one name nobody knows which is meant. */
function requireNames(names: readonly string[]): void {
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i)
  if (twice !== undefined) throw new SyntaxError(`the column ${twice} stands twice in the header`)
  const [only = ''] = names
  const mark = names.length === 1 ? /[;\t]/.exec(only)?.[0] : undefined
  if (mark) throw new SyntaxError(`the columns are parted by ${mark === ';' ? 'semicolons' : 'tabs'}, not by commas`)
}
