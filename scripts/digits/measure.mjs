/**
 * Measures readers of figures on cells in fonts that none of them was trained on: `node scripts/digits/measure.mjs
 * [COUNT] [SEED] [READER,...]`, after `npm run build`. Readers: digits, tesseract, auto.
 *
 * Prints, by level: share read to the letter; and over all: how often a reading given with a confidence is right.
 */
import { loadDigitReader } from '../../dist/ocr/digits.js'
import { openOcr } from '../../dist/ocr/engine.js'
import { openTesseract } from '../../dist/ocr/tesseract.js'
import { drawCell } from './draw.mjs'
import { families } from './fonts.mjs'
import { random } from './random.mjs'

const readers = {
  async digits() {
    const reader = await loadDigitReader()
    return async (crops) =>
      crops.map((crop) => {
        const [first] = reader.read(crop).guesses
        return { text: first.text, confidence: first.chance }
      })
  },
  async tesseract() {
    const engine = await openTesseract()
    return (crops) => engine.readCrops(crops)
  },
  async auto() {
    const engine = await openOcr('auto', {})
    return (crops) => engine.readCrops(crops)
  },
}

/** Dashes of all kinds are one filler; what is no part of a figure needs only be told as such. */
export const same = (read, printed) => plain(read) === plain(printed)
const plain = (text) => text.replace(/[-—–一]+/g, '-').replace(/[^0-9.,\-/+]+/g, '?')

const levels = ['clean', 'normal', 'hard']
const thresholds = [0.999, 0.99, 0.95, 0.9, 0.5, 0]

if (process.argv[1]?.endsWith('measure.mjs')) {
  const count = Number(process.argv[2] ?? 1000)
  const chance = random(Number(process.argv[3] ?? 7))
  const fonts = families('heldOut')
  const cells = levels.flatMap((level) => Array.from({ length: count }, () => drawCell(chance, fonts, level)))
  for (const name of (process.argv[4] ?? 'digits').split(',')) {
    const read = await readers[name]()
    const start = performance.now()
    const readings = await read(cells.map(({ crop }) => crop))
    const each = (performance.now() - start) / cells.length
    console.log(`\n${name}: ${each.toFixed(1)} ms a cell`)
    const judged = readings.map((reading, i) => ({
      ...cells[i],
      confidence: reading.confidence,
      right: same(reading.text, cells[i].text),
    }))
    for (const level of levels) {
      const own = judged.filter((one) => one.level === level)
      const lines = thresholds.map((threshold) => {
        const given = own.filter((one) => one.confidence >= threshold)
        const wrong = given.filter((one) => !one.right).length
        return `≥${threshold} ${((100 * given.length) / own.length).toFixed(1)}% given, ${wrong} wrong`
      })
      const right = own.filter((one) => one.right).length
      console.log(`${level}: ${((100 * right) / own.length).toFixed(2)}% right | ${lines.join(' | ')}`)
    }
    if (process.env.SHOW)
      for (const one of judged.filter((one) => !one.right && one.confidence >= Number(process.env.SHOW)))
        console.log(
          `  ${one.level} ${one.crop.dpi}: ${one.text} read ${readings[judged.indexOf(one)].text} ${one.confidence.toFixed(4)}`,
        )
  }
}
