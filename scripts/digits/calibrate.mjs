/**
 * How often the digit reader is right, by the chance that it gives, alone and beside Tesseract: the figures behind
 * src/ocr/calibration.ts. `node scripts/digits/calibrate.mjs [COUNT] [SEED]`, after `npm run build`.
 */
import { loadDigitReader } from '../../dist/ocr/digits.js'
import { openTesseract } from '../../dist/ocr/tesseract.js'
import { drawCell } from './draw.mjs'
import { families } from './fonts.mjs'
import { same } from './measure.mjs'
import { random } from './random.mjs'

const edges = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999, 1.1]
const bins = new Map()
const digits = await loadDigitReader()
const tesseract = await openTesseract()
const chance = random(Number(process.argv[3] ?? 31))
const fonts = families('heldOut')

for (const level of ['clean', 'normal', 'hard'])
  for (let n = 0; n < Number(process.argv[2] ?? 2000); n++) {
    const { crop, text } = drawCell(chance, fonts, level)
    const { guesses, box } = digits.read(crop)
    const best = guesses[0]
    const right = same(best.text, text)
    if (!box) count('empty', level, best.chance, right)
    else if (best.text.includes('?')) count('words', level, best.chance, right)
    else {
      count('alone', level, best.chance, right)
      if (best.chance >= 0.998) continue
      const second = await tesseract.readCrop(crop)
      const agree = same(second.text, best.text)
      count(agree ? 'agreed' : 'opposed', level, best.chance, right)
      if (!agree && same(second.text, text)) count('second right', level, best.chance, true)
    }
    if (process.env.SHOW && !right && (level !== 'hard' || best.chance > 0.95))
      console.log(`${level} ${crop.dpi}: ${text} read ${best.text} ${best.chance.toFixed(4)}`)
  }

function count(how, level, share, right) {
  const edge = edges.findLastIndex((one) => share >= one)
  const key = `${how} ${edges[edge].toFixed(4)}`
  const bin = bins.get(key) ?? { clean: [0, 0], normal: [0, 0], hard: [0, 0] }
  bin[level][0] += right ? 1 : 0
  bin[level][1]++
  bins.set(key, bin)
}

for (const key of [...bins.keys()].sort()) {
  const bin = bins.get(key)
  const [right, all] = Object.values(bin).reduce(([a, b], [c, d]) => [a + c, b + d])
  const levels = Object.entries(bin).map(([level, [r, n]]) => `${level} ${r}/${n}`)
  console.log(`${key.padEnd(20)} ${(right / all).toFixed(4)} of ${String(all).padStart(5)}   ${levels.join('  ')}`)
}
await tesseract.close()
