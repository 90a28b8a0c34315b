/** The word that was meant. */

import { similarity } from './similarity.js'

/** `; did you mean …?` with the known word that is most like a mistyped one; nothing where none is. */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known)
  return nearest ? `; did you mean ${nearest}?` : ''
}

/** The known word that is most like a mistyped one, or null where none is. */
export function nearestOf(word: string, known: readonly string[]): string | null {
  let best: string | null = null
  let likeness = 0.4
  for (const one of known) {
    const s = similarity(word.toLowerCase(), one.toLowerCase())
    if (s > likeness) {
      likeness = s
      best = one
    }
  }
  return best
}
