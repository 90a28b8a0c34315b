/** Text that was written another way in the source (escaped, cut into strings), with the place of each of its characters there. */

export interface MappedText {
  readonly text: string
  /** Where every UTF-16 unit begins in the source, and where the last one ends. */
  readonly at: Uint32Array
}

/** A piece of the source as it stands. */
export function sliceOf(source: string, from: number, to: number): MappedText {
  const text = source.slice(from, to)
  return { text, at: Uint32Array.from({ length: text.length + 1 }, (_, i) => from + i) }
}

export function joinMapped(pieces: readonly MappedText[]): MappedText {
  const text = pieces.map((piece) => piece.text).join('')
  const at = new Uint32Array(text.length + 1)
  let end = 0
  for (const piece of pieces) {
    at.set(piece.at, end)
    end += piece.text.length
  }
  return { text, at }
}

/** Replace what a global pattern matches; what it becomes stands where the match stood. */
export function replaceMapped(
  { text, at }: MappedText,
  pattern: RegExp,
  become: (match: RegExpMatchArray) => string,
): MappedText {
  const parts: string[] = []
  const places: number[] = []
  let done = 0
  const keep = (to: number): void => {
    parts.push(text.slice(done, to))
    for (let i = done; i < to; i++) places.push(at[i] ?? 0)
  }
  for (const match of text.matchAll(pattern)) {
    keep(match.index)
    const made = become(match)
    parts.push(made)
    for (let i = 0; i < made.length; i++) places.push(at[match.index] ?? 0)
    done = match.index + match[0].length
  }
  keep(text.length)
  places.push(at[text.length] ?? 0)
  return { text: parts.join(''), at: Uint32Array.from(places) }
}

/** Numbers of lines from 1, by the offset of a character. */
export function lineCounter(source: string): (offset: number) => number {
  const starts = [0]
  for (const match of source.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
