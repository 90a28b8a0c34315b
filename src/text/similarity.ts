import levenshtein from 'fast-levenshtein'

/**
 * Likeness of two strings, from 0 (nothing in common) to 1 (equal): one minus the edit distance over the length of the
 * longer one. The only importer of fast-levenshtein.
 *
 * @param atLeast Likeness below which the caller does not care: 0 is given where the lengths alone rule it out.
 */
export function similarity(a: string, b: string, atLeast = 0): number {
  if (a === b) return 1
  const longest = Math.max(a.length, b.length)
  const shortest = Math.min(a.length, b.length)
  if (shortest === 0 || shortest / longest < atLeast) return 0
  return 1 - levenshtein.get(a, b) / longest
}
