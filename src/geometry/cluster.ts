/**
 * Group sorted or unsorted numbers so that neighbours within a group differ by at most `reach`, and no group is wider
 * than `breadth`. Groups come in ascending order, each in ascending order.
 */
export function clusterNumbers(
  values: readonly number[],
  reach: number,
  breadth = Number.POSITIVE_INFINITY,
): number[][] {
  const groups: number[][] = []
  let group: number[] = []
  for (const value of [...values].sort((a, b) => a - b)) {
    const first = group[0]
    const last = group[group.length - 1]
    if (first === undefined || last === undefined || value - last > reach || value - first > breadth) {
      group = [value]
      groups.push(group)
    } else group.push(value)
  }
  return groups
}

/** The middle value of a list; the mean of the two middle ones where their number is even; 0 for an empty list. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
