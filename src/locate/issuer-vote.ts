/** A name that a picture shows several times: each of its characters as most of them have it. */

import { plain } from './titles.js'

/** Letters of a name, of every so many, in which another occurrence of it may differ. */
const MISREAD = 4
/** A file name is no reading: it counts as much as so many. */
const NAME_VOTES = 3

/** A title is printed larger than the text: so many more readings outvote it. */
const TITLE_LEAD = 1

/**
 * A name that was read from a picture, as most of its occurrences have it: each of its characters by itself. Where about as many
 * read something else, the first reading stays, and `other` is what the others say. `seen` is what each occurrence says, without those that say the same.
 */
export function voteOn(
  issuer: string,
  paragraphs: readonly { readonly text: string }[],
  name: string | null,
): { issuer: string; other: string | null; seen: readonly string[] } {
  const letters = [...issuer]
  const votes = letters.map(() => new Map<string, number>())
  const seen = new Set<string>()
  const vote = (occurrence: readonly string[], weight: number): void => {
    seen.add(occurrence.join(''))
    for (const [i, letter] of occurrence.entries()) {
      const own = votes[i]
      own?.set(letter, (own.get(letter) ?? 0) + weight)
    }
  }
  const count = (text: string, weight: number): void => {
    const found = [...text]
    for (let from = 0; from + letters.length <= found.length; from++) {
      const window = found.slice(from, from + letters.length)
      const differ = window.filter((letter, i) => letter !== letters[i])
      if (differ.length > Math.max(1, letters.length / MISREAD)) continue
      if (differ.some((letter) => !/\p{Script=Han}/u.test(letter))) continue
      vote(window, weight)
      from += letters.length - 1
    }
  }
  for (const { text } of paragraphs) count(plain(text), 1)
  if (name) count(plain(name), NAME_VOTES)
  let tied = false
  const rivals = [...letters]
  const best = letters.map((letter, i) => {
    const own = votes[i] ?? new Map<string, number>()
    const mine = own.get(letter) ?? 0
    const [rival, most] = [...own].filter(([other]) => other !== letter).sort((a, b) => b[1] - a[1])[0] ?? [letter, 0]
    if (most > mine + TITLE_LEAD) return rival
    if (most > 0 && most >= mine) {
      tied = true
      rivals[i] = rival
    }
    return letter
  })
  return { issuer: best.join(''), other: tied ? rivals.join('') : null, seen: [...seen] }
}
