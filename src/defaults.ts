/** Defaults that are needed before the options are known, or where nobody can give any. */

/** What one input may cost. */
export const limits = {
  bytes: 200_000_000,
  pages: 2_000,
  operators: 2_000_000,
  imagePixels: 64_000_000,
  textLength: 50_000_000,
  milliseconds: 20_000,
  millisecondsPerPage: 500,
  millisecondsPerScan: 20_000,
  megabytes: 1_024,
} as const

/** Pages that the review site draws of one file; as many are kept of it. */
export const drawnPages = 40
