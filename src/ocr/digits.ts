/**
 * The reader of figures: a small network of our own, for nothing but digits, signs, points and fillers.
 *
 * It was trained on figures drawn in free fonts and made bad as printers and scanners do (scripts/digits), without any
 * real document. What it gets right on fonts that it has never seen stands in docs/ocr.md.
 */

import { readChances, type ScoredText } from './beam.js'
import { type LayerWeights, letterChances, unpackWeights } from './digit-network.js'
import type { Crop } from './engine.js'
import { beginsWithSign, figureStrip } from './figure-strip.js'
import type { InkBox } from './picture.js'
import { uprightCrop } from './slant.js'

export interface FigureGuess {
  /** `?` stands for ink that is no part of a figure. */
  readonly text: string
  /** What the network makes of its chance, 0 to 1: ordered right, not yet calibrated. */
  readonly chance: number
}

export interface FigureReading {
  /** Likeliest first; one empty text where the crop is blank. */
  readonly guesses: readonly FigureGuess[]
  /** Where the ink of the figure is, in pixels of the crop; null where there is none. */
  readonly box: InkBox | null
}

export interface DigitReader {
  /** Changes with the weights and with what is done to a crop before the network sees it. */
  readonly version: string
  read(crop: Crop): FigureReading
}

let loaded: Promise<DigitReader> | null = null

/** Load the weights once per process. */
export function loadDigitReader(): Promise<DigitReader> {
  loaded ??= import('./digit-weights.js').then(({ digitWeights }) => {
    const weights = unpackWeights(Uint8Array.from(atob(digitWeights), (letter) => letter.charCodeAt(0)))
    return { version: '2', read: (crop) => read(weights, crop) }
  })
  return loaded
}

/** Below this, a figure that leans is read again upright, */
const DOUBTFUL = 0.9
/** and that reading is given where it is at least as sure as the first number, as sure as the second at most: nothing was learned on such figures. */
const UPRIGHT = [0.99, 0.97] as const

function read(weights: readonly LayerWeights[], crop: Crop): FigureReading {
  const reading = readAsItIs(weights, crop)
  const [best] = reading.guesses
  if (!reading.box || !best || (best.chance >= DOUBTFUL && !best.text.includes('?'))) return reading
  const upright = uprightCrop(crop.image)
  if (!upright) return reading
  const other = readAsItIs(weights, { ...crop, image: upright })
  const [given] = other.guesses
  if (!given || given.chance < UPRIGHT[0] || !/^\d+$/.test(given.text)) return reading
  const rest = reading.guesses.filter(({ text }) => text !== given.text && !text.includes('?'))
  return {
    box: reading.box,
    guesses: [
      { text: given.text, chance: UPRIGHT[1] },
      ...rest.map(({ text, chance }) => ({ text, chance: chance * (1 - UPRIGHT[1]) })),
    ],
  }
}

function readAsItIs(weights: readonly LayerWeights[], { image, dpi }: Crop): FigureReading {
  const strip = figureStrip(image, dpi)
  if ('empty' in strip) return { guesses: [{ text: '', chance: strip.empty }], box: null }
  if ('tooLong' in strip) return { guesses: [{ text: '?', chance: 1 }], box: null }
  const texts = readChances(letterChances(weights, strip.ink, strip.width))
  const guesses = joinDashes(texts, strip.box, dpi)
  return { guesses: beginsWithSign(strip) ? guesses : guesses.map(withoutSign), box: strip.box }
}

/** A sign that does not stand before its figure is a stroke of a digit, the top of a 5 or 7 that came off: what it is of, is not known. */
function withoutSign(guess: FigureGuess): FigureGuess {
  return /^[-—]\d/.test(guess.text) ? { ...guess, chance: guess.chance * UNLIKELY } : guess
}

const UNLIKELY = 0.3

/** A dash that is longer than a hyphen of large type is a dash; two hyphens of most fonts look like one. */
function joinDashes(texts: readonly ScoredText[], box: InkBox, dpi: number): FigureGuess[] {
  const long = box.x1 - box.x0 > 0.11 * dpi
  const chances = new Map<string, number>()
  for (const { text, score } of texts) {
    const joined = long && /^-+$/.test(text) ? '—' : text
    chances.set(joined, (chances.get(joined) ?? 0) + Math.exp(score))
  }
  return [...chances]
    .map(([text, chance]) => ({ text, chance }))
    .sort((a, b) => b.chance - a.chance)
    .filter(({ chance }, i) => i === 0 || (i < 4 && chance > 1e-4))
}
