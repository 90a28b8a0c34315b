/** Columns that a text takes in a terminal: two for wide characters, none for combining ones. */
export function textWidth(text: string): number {
  let width = 0
  for (const char of text) width += charWidth(char.codePointAt(0) ?? 0)
  return width
}

function charWidth(code: number): number {
  if (code < 0x20 || (code >= 0x300 && code <= 0x36f) || (code >= 0xfe00 && code <= 0xfe0f)) return 0
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  return wide ? 2 : 1
}

/** Cut to a width, with … where something was cut. */
export function fitWidth(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let kept = ''
  let used = 0
  for (const char of text) {
    const w = charWidth(char.codePointAt(0) ?? 0)
    if (used + w > width - 1) break
    kept += char
    used += w
  }
  return width > 0 ? `${kept}…` : ''
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - textWidth(text)))
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - textWidth(text))) + text

const CLOSING = /^[，。、；：！？）”’」』]/

/**
 * Break a text into lines of at most this width: at spaces between words, anywhere between wide characters, and within
 * a word that is wider than a line. A closing mark does not begin a line: what stands before it goes with it.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line: string[] = []
  const pieces = text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/gu) ?? []
  for (const piece of pieces.flatMap((one) => (textWidth(one.trimEnd()) > width ? [...one] : [one]))) {
    if (line.length > 0 && textWidth(line.join('')) + textWidth(piece.trimEnd()) > width) {
      const rest = CLOSING.test(piece) ? takenAlong(line, width - textWidth(piece.trimEnd())) : []
      lines.push(
        line
          .slice(0, line.length - rest.length)
          .join('')
          .trimEnd(),
      )
      line = rest
    }
    line.push(piece)
  }
  if (line.join('').trim() !== '') lines.push(line.join('').trimEnd())
  return lines.length > 0 ? lines : ['']
}

/** The end of a line that goes to the next one with a closing mark; nothing where it would be all of it, or too wide. */
function takenAlong(line: readonly string[], room: number): string[] {
  for (let from = line.length - 1; from > 0; from--) {
    const rest = line.slice(from)
    if (textWidth(rest.join('')) > room) return []
    if (!CLOSING.test(rest[0] ?? '')) return rest
  }
  return []
}
