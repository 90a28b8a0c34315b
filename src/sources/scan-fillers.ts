/** Fillers of a page: dashes and slashes of its cells without a figure look alike, and tell each other. */

import { middleOf } from '../imaging/middle.js'
import { leanOfInk } from '../imaging/slant.js'
import type { CropReading } from '../ocr/engine.js'
import type { Box } from '../types.js'
import { type Cut, isBar } from './scan-cell.js'

/** The confidence of a reading that another look does not confirm. */
export const DIFFERENT = 0.5

/** So many dashes of a page are those of its cells without a figure. */
const DASHES = 6
/** Dashes that are given. */
const GIVEN = 0.9
/** Pixels by which dashes of one kind differ along and across. */
const SAME_DASH = [2.5, 1.5] as const

/** Dashes that are doubtful alone, and of the size of many others on the page that are not: as sure as those are in the middle. */
export function sameDashes(readings: ReadonlyMap<Cut, CropReading>, dpi: number): [Cut, CropReading][] {
  const dashes = [...readings].filter(
    ([{ expects, lines, damaged }, { text }]) =>
      expects === 'figure' && lines.length === 1 && !damaged && /^[-—－]*$/.test(text),
  )
  const given = dashes.filter(([, { text, confidence }]) => text !== '' && confidence >= GIVEN)
  const [first] = given
  if (!first || given.length < DASHES) return []
  const usual = [({ x0, x1 }: Box) => x1 - x0, ({ top, bottom }: Box) => bottom - top].map((size, i) => {
    const own = middleOf(given.map(([{ ink }]) => size(ink)))
    return (ink: Box): boolean => Math.abs(size(ink) - own) * dpi <= 72 * (SAME_DASH[i] ?? 0)
  })
  const confidence = middleOf(given.map(([, reading]) => reading.confidence))
  return dashes.flatMap(([cut, reading]): [Cut, CropReading][] =>
    (reading.confidence < GIVEN || isUnreadBar(cut, reading)) && usual.every((is) => is(cut.ink))
      ? [[cut, { ...reading, text: reading.text || first[1].text, confidence }]]
      : [],
  )
}

/** Ink like a dash of which nothing was read. */
export const isUnreadBar = ({ ink, frame }: Cut, { text }: CropReading): boolean =>
  text.trim() === '' && isBar(extentOf(ink), extentOf(frame))

const extentOf = ({ x0, x1, top, bottom }: Box) => ({ x0, x1, y0: top, y1: bottom })

/** By how much slashes of one kind differ: pixels along and across, and how far they lean. All lean more than type does; they are often paler than it. */
const SAME_SLASH = { size: 2.5, lean: 0.1, least: 0.2, gray: 200 }
/** What a slash that was not read as one is read as. */
const LIKE_SLASH = /^[17]$/

/**
 * Slashes of the size and the slope of many others on the page: doubtful ones are as sure as those are in the middle, and a 1 or a 7 like them is
 * doubtful.
 */
export function sameSlashes(readings: ReadonlyMap<Cut, CropReading>, dpi: number): [Cut, CropReading][] {
  const single = [...readings].filter(
    ([{ expects, lines, damaged }, { text }]) =>
      expects === 'figure' && lines.length === 1 && !damaged && (text === '/' || LIKE_SLASH.test(text)),
  )
  const given = single.filter(([, { text, confidence }]) => text === '/' && confidence >= GIVEN)
  if (given.length < DASHES) return []
  const traits = [
    { of: ({ ink }: Cut) => ((ink.x1 - ink.x0) * dpi) / 72, by: SAME_SLASH.size },
    { of: ({ ink }: Cut) => ((ink.bottom - ink.top) * dpi) / 72, by: SAME_SLASH.size },
    { of: ({ image }: Cut) => leanOfInk(image, SAME_SLASH.gray), by: SAME_SLASH.lean },
  ]
  const usual = traits.map(({ of }) => middleOf(given.map(([cut]) => of(cut))))
  if ((usual[2] as number) < SAME_SLASH.least) return []
  const confidence = middleOf(given.map(([, reading]) => reading.confidence))
  return single.flatMap(([cut, reading]): [Cut, CropReading][] => {
    if (traits.some(({ of, by }, i) => Math.abs(of(cut) - (usual[i] as number)) > by)) return []
    if (reading.text === '/') return reading.confidence < GIVEN ? [[cut, { ...reading, confidence }]] : []
    const slash = { text: '/', confidence: DIFFERENT }
    const others = reading.alternatives.filter(({ text }) => text !== '/')
    return [
      [cut, { ...reading, confidence: Math.min(reading.confidence, DIFFERENT), alternatives: [slash, ...others] }],
    ]
  })
}
