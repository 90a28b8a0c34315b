/**
 * The best set of engines: figures by the digit reader, in doubt by Tesseract too; all else by Tesseract.
 *
 * The two have nothing in common but the crop, so that where they agree on a doubtful figure it is nearly always right.
 * Where they differ the digit reader is given, which is right far more often, with less confidence and the other reading
 * beside it. No reading is put together from two.
 */

import { throwIfAborted } from '../errors.js'
import { calibrated, round } from './calibration.js'
import { type FigureReading, loadDigitReader } from './digits.js'
import type { Crop, CropReading, Guess, OcrEngine } from './engine.js'
import { openTesseract, type Tesseract, tesseractVersions } from './tesseract.js'

/** From this chance on the digit reader is right more often than 99 times in 100, and a second reader adds nothing. */
const sure = 0.999
/** A second reading is worth this much as an alternative, where it is not the one given. */
const secondOpinion = 0.3

/** Opens the digit reader; Tesseract only when the first crop needs it, which may throw `engine-missing`. */
export async function openCombined(signal?: AbortSignal): Promise<OcrEngine> {
  throwIfAborted(signal)
  const digits = await loadDigitReader()
  let opened: Promise<Tesseract> | null = null
  const tesseract = (): Promise<Tesseract> => {
    opened ??= openTesseract(signal).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }

  async function read(crop: Crop, alive: AbortSignal | undefined): Promise<CropReading> {
    if (crop.expects === 'text') return (await tesseract()).readCrop(crop)
    const reading = digits.read(crop)
    const kind = kindOf(reading)
    if (kind === 'blank' || kind === 'sure') return alone(reading)
    throwIfAborted(alive)
    const second = await (await tesseract()).readCrop(kind === 'words' ? { ...crop, expects: 'text' } : crop)
    return kind === 'words' ? asWords(reading, second) : together(reading, second)
  }

  return {
    name: 'digits+tesseract',
    versions: { digits: digits.version, ...tesseractVersions },
    async readCrops(crops, given) {
      const readings: CropReading[] = []
      for (const crop of crops) {
        throwIfAborted(given ?? signal)
        readings.push(await read(crop, given ?? signal))
        if (readings.length % 16 === 0) await new Promise((resolve) => setTimeout(resolve, 0))
      }
      return readings
    },
    async readPage(image, dpi, given) {
      throwIfAborted(given ?? signal)
      return (await tesseract()).readPage(image, dpi, given)
    },
    async close() {
      await (await opened)?.close()
      opened = null
    },
  }
}

/** `words`: ink that is no part of a figure, such as 无 or a unit. */
function kindOf({ guesses, box }: FigureReading): 'blank' | 'sure' | 'words' | 'doubtful' {
  const best = guesses[0]!
  if (!box && best.text === '') return 'blank'
  if (best.text.includes('?')) return 'words'
  return best.chance >= sure ? 'sure' : 'doubtful'
}

export function alone({ guesses, box }: FigureReading): CropReading {
  const best = guesses[0]!
  return {
    text: best.text,
    confidence: calibrated(box ? 'alone' : 'empty', best.chance),
    alternatives: others(best.text, guesses),
  }
}

/** Two readings of one figure. */
export function together({ guesses }: FigureReading, second: CropReading): CropReading {
  const best = guesses[0]!
  const agree = sameFigure(best.text, second.text)
  const alternatives = others(best.text, guesses)
  if (!agree && second.text !== '' && !alternatives.some(({ text }) => sameFigure(text, second.text)))
    alternatives.push({ text: second.text, confidence: round(secondOpinion * second.confidence) })
  return {
    text: best.text,
    confidence: calibrated(agree ? 'agreed' : 'opposed', best.chance),
    alternatives: sorted(alternatives),
  }
}

/** Words where a figure was expected. Where Tesseract sees a figure after all, nothing is certain. */
export function asWords({ guesses }: FigureReading, second: CropReading): CropReading {
  const best = guesses[0]!
  const figures = guesses.filter(({ text }) => !text.includes('?'))
  if (second.text === '' || /^[0-9.,+/—-]+$/.test(second.text)) {
    const text = second.text || (figures[0]?.text ?? '')
    return { text, confidence: round(secondOpinion * (1 - best.chance)), alternatives: others(text, figures) }
  }
  return {
    text: second.text,
    confidence: round(best.chance * second.confidence),
    alternatives: others(second.text, figures),
  }
}

/** Dashes of all lengths are one filler. */
function sameFigure(a: string, b: string): boolean {
  const plain = (text: string): string => text.replace(/[-—]+/g, '-')
  return plain(a) === plain(b)
}

function others(text: string, guesses: readonly { text: string; chance: number }[]): Guess[] {
  return sorted(
    guesses
      .filter((guess) => guess.text !== text && !guess.text.includes('?'))
      .map((guess) => ({ text: guess.text, confidence: round(guess.chance) })),
  )
}

function sorted(guesses: readonly Guess[]): Guess[] {
  return [...guesses].sort((a, b) => b.confidence - a.confidence || (a.text < b.text ? -1 : 1))
}
