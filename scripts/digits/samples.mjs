/**
 * Writes training samples: `node scripts/digits/samples.mjs SEED COUNT FILE [LEVEL...]`, after `npm run build`.
 *
 * One sample: width (2 bytes, little endian), number of letters, letters (1 byte each, 1 = first of `alphabet`), then the
 * strip, row by row, one byte a pixel.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { alphabet } from '../../dist/ocr/digit-network.js'
import { figureStrip } from '../../dist/ocr/figure-strip.js'
import { drawCell } from './draw.mjs'
import { families } from './fonts.mjs'
import { random } from './random.mjs'

/** What the reader is to answer: all that is no part of a figure is one `?`, however long. */
export const answer = (text) => text.replaceAll('—', '-').replace(/[^0-9.,\-/+]+/g, '?')

export function pack({ width, ink }, text) {
  const letters = [...answer(text)].map((letter) => alphabet.indexOf(letter) + 1)
  const bytes = Buffer.alloc(3 + letters.length + ink.length)
  bytes.writeUInt16LE(width, 0)
  bytes[2] = letters.length
  bytes.set(letters, 3)
  for (let i = 0; i < ink.length; i++) bytes[3 + letters.length + i] = Math.round(((ink[i] + 0.2) / 1.4) * 255)
  return bytes
}

if (process.argv[1]?.endsWith('samples.mjs')) {
  const [seed, count, path, ...levels] = process.argv.slice(2)
  const chance = random(Number(seed))
  const fonts = families('training')
  const file = openSync(path, 'w')
  for (let written = 0; written < Number(count); ) {
    const { crop, text } = drawCell(
      chance,
      fonts,
      chance.pick(levels.length > 0 ? levels : ['clean', 'normal', 'normal', 'hard', 'hard']),
    )
    const strip = figureStrip(crop.image, crop.dpi)
    if (!('ink' in strip)) continue
    writeSync(file, pack(strip, text))
    written++
  }
  closeSync(file)
}
