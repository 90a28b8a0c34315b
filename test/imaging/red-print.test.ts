import { expect, test } from 'vitest'
import { type Gray, grayFromRgba } from '../../src/imaging/gray.js'
import { keepRedLines } from '../../src/imaging/red-print.js'

/** A page of A4 at 100 dpi. */
const [WIDTH, HEIGHT] = [827, 1169]
const sheet = (): Uint8Array => new Uint8Array(WIDTH * HEIGHT * 4).fill(255)
const ink = (rgba: Uint8Array, x: number, y: number): void => rgba.set([212, 20, 28], (y * WIDTH + x) * 4)

/** Characters: squares with a hole, side by side. */
function line(rgba: Uint8Array, left: number, top: number, size: number, count: number): void {
  for (let n = 0; n < count; n++)
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size - 3; x++)
        if (x < 4 || x >= size - 7 || y < 4 || y >= size - 4 || (y > size / 2 && y < size / 2 + 4))
          ink(rgba, left + n * size + x, top + y)
}

/** A round seal with a line of characters across. */
function seal(rgba: Uint8Array, cx: number, cy: number, radius: number): void {
  for (let y = -radius; y <= radius; y++)
    for (let x = -radius; x <= radius; x++) {
      const far = Math.hypot(x, y)
      if (far <= radius && far > radius - 4) ink(rgba, cx + x, cy + y)
    }
  line(rgba, cx - 54, cy, 18, 6)
}

function read(rgba: Uint8Array): Gray {
  const image = { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT) }
  const red = grayFromRgba(rgba, image.data) / image.data.length
  keepRedLines(image, red, (from, to) => rgba.subarray(from * WIDTH * 4, to * WIDTH * 4))
  return image
}

/** Pixels that are print in a part of the page. */
const dark = ({ data }: Gray, top: number, bottom: number): number =>
  data.subarray(top * WIDTH, bottom * WIDTH).reduce((sum, value) => sum + (value < 110 ? 1 : 0), 0)

test('a red title is print, a seal is paper', () => {
  const rgba = sheet()
  line(rgba, 260, 100, 30, 10)
  seal(rgba, 560, 700, 80)
  const image = read(rgba)
  expect(dark(image, 90, 140)).toBeGreaterThan(3000)
  expect(dark(image, 140, HEIGHT)).toBe(0)
})

test('a seal over the title takes it away, as it does with all red below it', () => {
  const rgba = sheet()
  line(rgba, 260, 100, 30, 10)
  seal(rgba, 420, 115, 80)
  expect(dark(read(rgba), 0, HEIGHT)).toBe(0)
})

test('red print aside, a rule in red and a few red marks stay what they are', () => {
  const rgba = sheet()
  line(rgba, 60, 100, 30, 6)
  for (let x = 100; x < 727; x++) for (let y = 200; y < 204; y++) ink(rgba, x, y)
  line(rgba, 390, 300, 30, 2)
  expect(dark(read(rgba), 0, HEIGHT)).toBe(0)
})
