/** Global alignment of what is printed with what the form says. */

export interface Pair {
  /** Indices of the printed items, in order: usually one. */
  readonly printed: readonly number[]
  readonly official: number
  readonly score: number
}

export interface AlignCosts {
  /** Score of printed item `i` being official item `j`; null where it cannot be. */
  score(i: number, j: number): number | null
  /** Score of the printed items `i` to `i + n - 1` being the pieces of official item `j`; null where they cannot be. */
  merged?(i: number, n: number, j: number): number | null
  /** Cost of a printed item that is none of the official ones. */
  skipPrinted(i: number): number
  /** Cost of an official item that is not printed. */
  skipOfficial(j: number): number
}

const MOST_PIECES = 3

/**
 * The best order-preserving pairing of two lists: the one with the greatest sum of scores less costs. Ties go to the
 * pairing that comes first in printed order, so that the result never depends on anything but its input.
 */
export function align(printed: number, official: number, costs: AlignCosts): Pair[] {
  const width = official + 1
  const best = new Float64Array((printed + 1) * width).fill(Number.NEGATIVE_INFINITY)
  const step = new Int8Array((printed + 1) * width)
  const gain = new Float64Array((printed + 1) * width)
  best[0] = 0
  for (let i = 0; i <= printed; i++) {
    for (let j = 0; j <= official; j++) {
      const at = i * width + j
      const take = (from: number, value: number, code: number, score: number): void => {
        const total = (best[from] ?? 0) + value
        if (total > (best[at] ?? 0) + 1e-9) {
          best[at] = total
          step[at] = code
          gain[at] = score
        }
      }
      // Of equals the first taken stays: leaving out what comes last is tried before pairing it.
      if (i > 0) take((i - 1) * width + j, -costs.skipPrinted(i - 1), -1, 0)
      if (j > 0) take(i * width + j - 1, -costs.skipOfficial(j - 1), -2, 0)
      if (i > 0 && j > 0) {
        const score = costs.score(i - 1, j - 1)
        if (score !== null) take((i - 1) * width + j - 1, score, 1, score)
        if (costs.merged) {
          for (let n = 2; n <= Math.min(MOST_PIECES, i); n++) {
            const merged = costs.merged(i - n, n, j - 1)
            if (merged !== null) take((i - n) * width + j - 1, merged, n, merged)
          }
        }
      }
    }
  }
  const pairs: Pair[] = []
  let i = printed
  let j = official
  while (i > 0 || j > 0) {
    const at = i * width + j
    const code = step[at] ?? 0
    if (code > 0) {
      const first = i - code
      pairs.unshift({
        printed: Array.from({ length: code }, (_, k) => first + k),
        official: j - 1,
        score: gain[at] ?? 0,
      })
      i -= code
      j--
    } else if (code === -1) i--
    else j--
  }
  return pairs
}

/**
 * Pairs without those that only their place tells, where it does not: what has no label of its own is known by its place only where
 * exactly as much stands between known neighbours as the form has there.
 *
 * @param placed Whether a pair is told by its place alone.
 * @param countIn How many of the printed, from one to before another, could be meant.
 */
export function withoutGuesses(
  pairs: readonly Pair[],
  printed: number,
  official: number,
  placed: (pair: Pair) => boolean,
  countIn: (from: number, to: number) => number,
): Pair[] {
  const kept: Pair[] = []
  let gap: Pair[] = []
  let from = { printed: 0, official: 0 }
  const flush = (to: number, end: number): void => {
    if (gap.length === end - from.official && gap.length === countIn(from.printed, to)) kept.push(...gap)
    gap = []
  }
  for (const pair of pairs) {
    if (placed(pair)) {
      gap.push(pair)
      continue
    }
    flush(pair.printed[0] ?? 0, pair.official)
    kept.push(pair)
    from = { printed: (pair.printed[pair.printed.length - 1] ?? 0) + 1, official: pair.official + 1 }
  }
  flush(printed, official)
  return kept
}
