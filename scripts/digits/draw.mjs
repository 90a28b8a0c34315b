/** Cells with figures as a scanner would see them, drawn from a seed. */
import { createRequire } from 'node:module'
import { blackAndWhite, blur, fade, jpeg, noise, swell, toGray } from './degrade.mjs'

const { createCanvas, GlobalFonts } = createRequire(import.meta.url)('@napi-rs/canvas')

const known = new Map()
function family(path) {
  if (!known.has(path)) {
    const alias = `face${known.size}`
    if (!GlobalFonts.registerFromPath(path, alias)) throw new Error(`cannot load ${path}`)
    known.set(path, alias)
  }
  return known.get(path)
}

const han = '无件条个项次元万亿其他公开不予受理申请总计第章年月日号数量较上增减结果维持纠正未审的一二三四五六七八九十'
const foreign = 'abdeghknpqrtuyABCDEFGHKMNPQRTUVWXYZ()%*:;~&#@'

/** What stands in the cells of the forms: mostly lone digits and small counts, sometimes amounts, fillers or words. */
export function figureText(chance) {
  const digits = (n) => Array.from({ length: n }, () => chance.whole(0, 9)).join('')
  const number = (n) => (n === 1 ? digits(1) : chance.whole(1, 9) + digits(n - 1))
  const kind = chance.unit()
  if (kind < 0.1) return '0'
  if (kind < 0.32) return number(1)
  if (kind < 0.5) return number(2)
  if (kind < 0.62) return number(3)
  if (kind < 0.72) return number(4)
  if (kind < 0.78) return number(chance.whole(5, 8))
  if (kind < 0.85) return `${number(chance.whole(1, 4))}.${digits(chance.pick([1, 2, 2, 2, 4]))}`
  if (kind < 0.87) return `${number(chance.whole(1, 3))},${digits(3)}`
  if (kind < 0.9) return chance.pick(['-', '+', '-']) + number(chance.whole(1, 3))
  if (kind < 0.95) return chance.pick(['-', '/', '—', '/', '——', '-', '--'])
  if (kind < 0.97) return Array.from({ length: chance.whole(1, 3) }, () => chance.pick(han)).join('')
  if (kind < 0.98) return number(chance.whole(1, 3)) + chance.pick(han)
  if (kind < 0.985) return chance.pick(foreign) + (chance.chance(0.5) ? number(1) : chance.pick(foreign))
  return ''
}

const resolutions = { clean: [200, 300], normal: [150, 200, 200, 300], hard: [100, 120, 150, 200, 240, 300] }

/**
 * One cell.
 *
 * @param level `clean`: as a good scanner gives it. `normal`: a usual scan or copy. `hard`: what is still legible at best.
 * @returns `{ crop, text, level }`: the picture, what is printed in it, how bad it is.
 */
export function drawCell(chance, families, level, text = figureText(chance)) {
  const dpi = chance.pick(resolutions[level])
  const points = chance.pick([9, 10, 10.5, 10.5, 11, 12, 12, 12, 14, 15, 16, chance.between(7.5, 18)])
  const pixels = (points * dpi) / 72
  const strength = { clean: 0.3, normal: 1, hard: 1.6 }[level]
  const face = family(chance.pick(chance.pick(families)))
  const bold = chance.chance(0.08)
  const font = `${bold ? 'bold ' : ''}${pixels}px "${face}", "${family('/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc')}"`

  const probe = createCanvas(8, 8).getContext('2d')
  probe.font = font
  const aspect = chance.chance(0.5) ? 1 : chance.between(0.82, 1.18)
  const spacing = chance.chance(0.6) ? 0 : chance.between(-0.05, 0.12) * pixels
  const letters = [...text]
  const steps = letters.map((letter) => probe.measureText(letter).width * aspect + spacing)
  const length = steps.reduce((a, b) => a + b, 0)
  const width = Math.ceil(length + pixels * chance.between(0.6, 2.5)) + 4
  const height = Math.ceil(pixels * chance.between(1.35, 2.4)) + 4

  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  if (chance.chance(0.1 * strength)) seal(context, chance, width, height, pixels)
  context.save()
  context.fillStyle = '#000'
  context.font = font
  context.translate(width / 2 + chance.between(-1, 1), height / 2 + chance.between(-1, 1))
  context.rotate((chance.between(-1, 1) * strength * 1.8 * Math.PI) / 180)
  context.transform(1, 0, chance.chance(0.15) ? chance.between(-0.12, 0.12) : 0, 1, 0, 0)
  let x = -(length - spacing) / 2
  letters.forEach((letter, i) => {
    context.save()
    context.translate(x, pixels * 0.36)
    context.scale(aspect, 1)
    context.fillText(letter, 0, 0)
    context.restore()
    x += steps[i]
  })
  context.restore()
  if (chance.chance(0.12 * strength)) rulings(context, chance, width, height, dpi)
  if (text === '' && chance.chance(0.6)) dirt(context, chance, width, height, pixels)
  let image = scan(canvas, chance, strength, pixels)
  while (text !== '' && !legible(canvas, image)) image = scan(canvas, chance, strength, pixels)
  return { crop: { image, expects: 'figure', dpi }, text: printed(text), level }
}

/** Whether enough is left of the ink for anybody to read it. */
function legible(canvas, { width, height, data }) {
  const rgba = canvas.getContext('2d').getImageData(0, 0, width, height).data
  let [ink, inkSum, paper, paperSum, grays] = [0, 0, 0, 0, 0]
  for (let i = 0; i < data.length; i++) {
    if (rgba[4 * i] < 100) {
      ink++
      inkSum += data[i]
    } else if (rgba[4 * i] > 250) {
      paper++
      paperSum += data[i]
    }
    if (data[i] > 0 && data[i] < 255) grays++
  }
  const contrast = paperSum / Math.max(1, paper) - inkSum / Math.max(1, ink)
  return ink === 0 || contrast > (grays < data.length / 50 ? 110 : 28)
}

/** The letters as they are counted: several dashes are one long one, for two of them touch in most fonts. */
function printed(text) {
  return text.replace(/[-—]{2,}/g, '—')
}

function scan(canvas, chance, strength, pixels) {
  const { width, height } = canvas
  const rgba = canvas.getContext('2d').getImageData(0, 0, width, height).data
  const data = new Float32Array(width * height)
  for (let i = 0; i < data.length; i++) data[i] = rgba[4 * i]
  let picture = { width, height, data }
  if (chance.chance(0.5)) picture = swell(picture, chance.between(-0.5, 0.8) * Math.min(1, strength))
  // A blur that a stroke of the font survives: strokes are about a twelfth of the size.
  const sigma = chance.between(0.2, 0.055 * pixels) * Math.min(1.4, strength)
  if (sigma > 0.25) picture = blur(picture, sigma)
  let [ink, paper] = [0, 255]
  if (chance.chance(0.8)) {
    ink = chance.between(0, 70 * strength)
    paper = chance.between(Math.max(200, ink + 90), 255)
    picture = fade(picture, ink, paper, ...slopes(chance, strength))
  }
  if (chance.chance(0.25 * strength)) {
    picture = noise(picture, chance, 18 * strength * chance.unit(), 0)
    picture = blackAndWhite(picture, ink + (paper - ink) * chance.between(0.42, 0.8))
    if (chance.chance(0.3)) picture = noise(picture, chance, 0, 0.004 * strength * chance.unit())
    if (chance.chance(0.3)) picture = blur(picture, chance.between(0.3, 0.7))
  } else {
    if (chance.chance(0.6))
      picture = noise(picture, chance, 10 * strength * chance.unit(), 0.0015 * strength * chance.unit())
    if (chance.chance(0.5)) {
      const quality = chance.between(30, 90) - 12 * (strength - 1)
      picture = jpeg(picture, quality, chance.whole(0, 7), chance.whole(0, 7))
    }
  }
  return toGray(picture)
}

function slopes(chance, strength) {
  return chance.chance(0.3) ? [chance.between(-25, 25) * strength, chance.between(-25, 25) * strength] : [0, 0]
}

/** What is left of the lines around a cell when they have been removed: pieces at the rim, or a bite out of a glyph. */
function rulings(context, chance, width, height, dpi) {
  const thick = Math.max(1, (chance.between(0.3, 1) * dpi) / 72)
  for (let n = chance.whole(1, 3); n > 0; n--) {
    context.fillStyle = chance.chance(0.75) ? `rgba(0,0,0,${chance.between(0.2, 0.9)})` : '#fff'
    const part = chance.chance(0.3) ? 1 : chance.between(0.05, 0.4)
    if (chance.chance(0.5)) {
      const length = width * part
      const y = chance.chance(0.5) ? chance.between(-thick / 2, 1) : height - chance.between(thick / 2, thick + 1)
      context.fillRect(chance.between(0, width - length), y, length, thick)
    } else {
      const length = height * part
      const x = chance.chance(0.5) ? chance.between(-thick / 2, 1) : width - chance.between(thick / 2, thick + 1)
      context.fillRect(x, chance.between(0, height - length), thick, length)
    }
  }
}

/** The gray that is left of a red seal across the cell. */
function seal(context, chance, width, height, pixels) {
  const gray = chance.whole(150, 235)
  context.strokeStyle = `rgb(${gray},${gray},${gray})`
  context.lineWidth = pixels * chance.between(0.06, 0.25)
  for (let n = chance.whole(1, 3); n > 0; n--) {
    context.beginPath()
    const radius = pixels * chance.between(1, 8)
    context.arc(chance.between(0, width), chance.between(-radius, height + radius), radius, 0, 7)
    context.stroke()
  }
}

/** Dirt on an empty cell. */
function dirt(context, chance, width, height, pixels) {
  for (let n = chance.whole(1, 4); n > 0; n--) {
    context.fillStyle = `rgba(0,0,0,${chance.between(0.2, 1)})`
    const size = Math.max(0.6, pixels * chance.between(0.01, 0.05))
    context.fillRect(chance.between(0, width), chance.between(0, height), size, size)
  }
}
