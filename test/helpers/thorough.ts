/**
 * How much is tried. `npm test` takes a part of what is many times the same; `npm run test:scans`, which CI runs too, takes
 * all of it in the files that are dear, and NIANBAO_TEST_SAMPLES=10 takes ten times as many random samples of everything else.
 */

export const thorough = process.env.NIANBAO_TEST_THOROUGH === '1'

const times = Number(process.env.NIANBAO_TEST_SAMPLES ?? '1')

/** Number of random samples. */
export const samples = (number: number): number => Math.max(1, Math.round(number * times))

/** Every nth of a list, or all of it. */
export const oneIn = <T>(n: number, list: readonly T[]): T[] => list.filter((_, i) => thorough || i % n === 0)
