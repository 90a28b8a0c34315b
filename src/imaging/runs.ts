/** Ink as runs: most of a page is paper, and what looks at ink does not have to look at it. */

/** Where ink is in each row. */
export interface InkRuns {
  /** Of row y the runs `rows[y]` to `rows[y + 1]`, that one not included. */
  readonly rows: Int32Array
  /** Two numbers for each run: its first column, and one past its last. */
  readonly bounds: Int32Array
}

/** Four pixels at a time, where the bytes lie so that they can be read so. */
export const wordsIn = (data: Uint8Array): Uint32Array | null =>
  data.byteOffset % 4 === 0 ? new Uint32Array(data.buffer, data.byteOffset, data.length >> 2) : null

/** The first place from `at` on, before `end`, that is not 0; `end` where there is none. */
export function nextInk(data: Uint8Array, words: Uint32Array | null, at: number, end: number): number {
  let i = at
  if (words) {
    for (; i < end && (i & 3) !== 0; i++) if (data[i] !== 0) return i
    const last = end >> 2
    let word = i >> 2
    while (word < last && words[word] === 0) word++
    i = Math.max(i, word << 2)
  }
  while (i < end && data[i] === 0) i++
  return i
}

/** All runs of ink. */
export function runsOf(ink: Uint8Array, width: number, height: number): InkRuns {
  const words = wordsIn(ink)
  const rows = new Int32Array(height + 1)
  let bounds = new Int32Array(4096)
  let count = 0
  for (let y = 0; y < height; y++) {
    const base = y * width
    const end = base + width
    for (let at = nextInk(ink, words, base, end); at < end; at = nextInk(ink, words, at, end)) {
      const from = at
      while (at < end && ink[at] !== 0) at++
      if (count + 2 > bounds.length) {
        const larger = new Int32Array(bounds.length * 2)
        larger.set(bounds)
        bounds = larger
      }
      bounds[count++] = from - base
      bounds[count++] = at - base
    }
    rows[y + 1] = count >> 1
  }
  return { rows, bounds: bounds.subarray(0, count) }
}
