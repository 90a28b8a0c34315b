/** The value in the middle of a list in order, the upper one of two; 0 of an empty list. */
export const middleOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
