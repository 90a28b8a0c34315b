/**
 * Draws fixtures/ocr/cells.json: pictures of cells with what is printed in them, and a sheet of all of them to look at.
 * `node scripts/digits/fixtures.mjs [SHEET.png]`. Pictures are gzipped gray bytes in base64.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { drawCell } from './draw.mjs'
import { families } from './fonts.mjs'
import { random } from './random.mjs'

const { createCanvas } = createRequire(import.meta.url)('@napi-rs/canvas')

const figures = [
  '0',
  '1',
  '7',
  '10',
  '86',
  '203',
  '4119',
  '57640',
  '12.50',
  '7730.28',
  '1,234',
  '-5',
  '/',
  '-',
  '—',
  '',
]
const words = ['无', '总计', '不予公开', '行政复议', '其他处理']

const chance = random(11)
const fonts = families('heldOut')
const cells = [
  ...figures.flatMap((text) => ['clean', 'normal'].map((level) => drawCell(chance, fonts, level, text))),
  ...words.map((text) => drawCell(chance, fonts, 'clean', text)),
]
writeFileSync(
  'fixtures/ocr/cells.json',
  `[\n${cells
    .map(({ crop: { image, dpi }, text, level }) =>
      JSON.stringify({
        text,
        level,
        dpi,
        width: image.width,
        height: image.height,
        gray: gzipSync(image.data, { level: 9 }).toString('base64'),
      }),
    )
    .join(',\n')}\n]\n`,
)

const sheet = process.argv[2]
if (sheet) {
  const canvas = createCanvas(900, 900)
  const context = canvas.getContext('2d')
  context.fillStyle = '#bcd'
  context.fillRect(0, 0, 900, 900)
  let [x, y, tall] = [4, 4, 0]
  for (const { crop, text } of cells) {
    const { width, height, data } = crop.image
    if (x + width > 896) [x, y, tall] = [4, y + tall + 20, 0]
    const pixels = context.createImageData(width, height)
    data.forEach((gray, i) => {
      pixels.data.set([gray, gray, gray, 255], 4 * i)
    })
    context.putImageData(pixels, x, y)
    context.fillStyle = '#c00'
    context.fillText(text || '(blank)', x, y + height + 12)
    x += width + 8
    tall = Math.max(tall, height)
  }
  writeFileSync(sheet, canvas.toBuffer('image/png'))
}
