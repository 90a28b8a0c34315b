/**
 * Measures the engines on the cells of a PDF that has text: `node scripts/digits/measure-report.mjs FILE.pdf [ENGINE]`,
 * after `npm run build`; needs pdftoppm. What is printed is known from the text of the PDF.
 */
import { openOcr } from '../../dist/ocr/engine.js'
import { similarity } from '../../dist/text/similarity.js'
import { cellsOf } from './cells-of.mjs'
import { random } from './random.mjs'

const plain = (text) =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[-—–一]+/g, '-')
const engine = await openOcr(process.argv[3] ?? 'auto', {})
for (const dpi of [100, 150, 200, 300])
  for (const level of ['clean', 'normal', 'hard', 'black-and-white']) {
    const cells = await cellsOf(process.argv[2], dpi, [level], random(3))
    const readings = await engine.readCrops(cells.map(({ crop }) => crop))
    const judged = readings.map((reading, i) => ({
      ...reading,
      expects: cells[i].crop.expects,
      right: plain(reading.text) === plain(cells[i].text),
      likeness: similarity(plain(reading.text), plain(cells[i].text)),
    }))
    const figures = judged.filter(({ expects }) => expects === 'figure')
    const sure = figures.filter(({ confidence }) => confidence >= 0.99)
    const words = judged.filter(({ expects }) => expects === 'text')
    const count = (list) => list.filter(({ right }) => right).length
    const likeness = words.reduce((sum, one) => sum + one.likeness, 0) / words.length
    console.log(
      `${dpi} ${level}: figures ${count(figures)} of ${figures.length} right, ${sure.length} with 0.99 and more, ` +
        `${sure.length - count(sure)} of these wrong; labels ${count(words)} of ${words.length} to the letter, likeness ${likeness.toFixed(3)}`,
    )
  }
await engine.close()
