/** From chances of letters, column by column, to texts with their chances. */

import { alphabet, outputs } from './digit-network.js'

export interface ScoredText {
  readonly text: string
  /** Natural logarithm of the chance that the network gives to the text. */
  readonly score: number
}

interface Beam {
  readonly text: string
  /** Logarithms of the chances of all ways that end in "no letter", and in the last letter. */
  blank: number
  letter: number
}

/** Letters less likely than this at a column are not followed: they end in no text that anybody would be told of. */
const leastChance = Math.log(1e-5)

/**
 * Prefix beam search over the outputs of a network trained by CTC: a letter that goes on over columns is one letter, and
 * two equal letters have "no letter" between them. All ways to the same text are added up.
 *
 * @param chances Logarithms, `[column * outputs + letter]`, letter 0 is "no letter".
 * @returns At most `width` texts, likeliest first; equal ones in the order of their letters.
 */
export function readChances(chances: Float32Array, width = 12): ScoredText[] {
  const columns = chances.length / outputs
  let beams = new Map<string, Beam>([['', { text: '', blank: 0, letter: Number.NEGATIVE_INFINITY }]])
  for (let x = 0; x < columns; x++) {
    const next = new Map<string, Beam>()
    const at = (text: string): Beam => {
      let beam = next.get(text)
      if (!beam) {
        beam = { text, blank: Number.NEGATIVE_INFINITY, letter: Number.NEGATIVE_INFINITY }
        next.set(text, beam)
      }
      return beam
    }
    for (const { text, blank, letter } of beams.values()) {
      const total = addLogs(blank, letter)
      const same = at(text)
      same.blank = addLogs(same.blank, total + chances[x * outputs]!)
      const last = text === '' ? 0 : alphabet.indexOf(text.at(-1)!) + 1
      if (last > 0) same.letter = addLogs(same.letter, letter + chances[x * outputs + last]!)
      for (let o = 1; o < outputs; o++) {
        const chance = chances[x * outputs + o]!
        if (chance < leastChance) continue
        const longer = at(text + alphabet[o - 1]!)
        longer.letter = addLogs(longer.letter, (o === last ? blank : total) + chance)
      }
    }
    beams = new Map(best(next.values(), width).map((beam) => [beam.text, beam]))
  }
  return best(beams.values(), width).map((beam) => ({ text: beam.text, score: addLogs(beam.blank, beam.letter) }))
}

function best(beams: Iterable<Beam>, width: number): Beam[] {
  return [...beams]
    .map((beam) => ({ beam, score: addLogs(beam.blank, beam.letter) }))
    .sort((a, b) => b.score - a.score || (a.beam.text < b.beam.text ? -1 : 1))
    .slice(0, width)
    .map(({ beam }) => beam)
}

function addLogs(a: number, b: number): number {
  const most = Math.max(a, b)
  const least = Math.min(a, b)
  return least === Number.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(least - most))
}
