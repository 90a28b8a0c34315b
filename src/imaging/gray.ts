/** Gray pictures, and how colour becomes gray so that red ink does not count as print. */

/** 8-bit gray picture, row-major, 0 black to 255 white. */
export interface Gray {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A pixel is red ink where red exceeds the other colours by this much: warm paper and JPEG fringes stay below. */
const RED = 48

/**
 * Gray of `pixels` RGBA pixels, written to `into` from `offset` on; transparent pixels are paper.
 *
 * Seals are red and lie over print. In their pixels the red channel is what a red filter would show: the seal becomes
 * as light as paper, black print below it stays dark.
 *
 * @returns How many pixels are red ink.
 */
export function grayFromRgba(rgba: Uint8Array | Uint8ClampedArray, into: Uint8Array, offset = 0): number {
  let red = 0
  for (let i = 0, at = offset; i + 3 < rgba.length; i += 4, at++) {
    let r = rgba[i] as number
    let g = rgba[i + 1] as number
    let b = rgba[i + 2] as number
    const alpha = rgba[i + 3] as number
    if (alpha !== 255) {
      const paper = 255 - alpha
      r = (r * alpha) / 255 + paper
      g = (g * alpha) / 255 + paper
      b = (b * alpha) / 255 + paper
    }
    const luma = (r * 77 + g * 150 + b * 29) >> 8
    const excess = r - (g > b ? g : b)
    if (excess <= 8) {
      into[at] = luma
      continue
    }
    if (excess > RED) red++
    const share = excess >= RED ? 1 : excess / RED
    // The red channel of red ink is itself not white: 190 to 255 is lifted to paper, below 110 is black print.
    const through = r >= 190 ? 255 : r <= 110 ? r : 110 + ((r - 110) * 145) / 80
    into[at] = Math.round(luma + (Math.max(luma, through) - luma) * share)
  }
  return red
}

/** Whether a pixel is red ink. @param at Of its first byte. */
export const isRed = (rgba: Uint8Array | Uint8ClampedArray, at: number): boolean =>
  (rgba[at] as number) - Math.max(rgba[at + 1] as number, rgba[at + 2] as number) > RED && rgba[at + 3] === 255

/** Make smaller: every new pixel is the mean of the area that it covers. */
export function shrink(image: Gray, width: number, height: number): Gray {
  if (width >= image.width && height >= image.height) return image
  const { first, last, head, tail } = spans(image.width, width)
  const down = spans(image.height, height)
  const source = image.data
  const data = new Uint8Array(width * height)
  const row = new Float32Array(width)
  const area = (image.width / width) * (image.height / height)
  for (let y = 0; y < height; y++) {
    row.fill(0)
    const [top, bottom] = [down.first[y] as number, down.last[y] as number]
    for (let sy = top; sy <= bottom; sy++) {
      const weight = (sy === top ? down.head[y] : sy === bottom ? down.tail[y] : 1) as number
      const base = sy * image.width
      for (let x = 0; x < width; x++) {
        let at = base + (first[x] as number)
        const end = base + (last[x] as number)
        let sum = (source[at] as number) * (head[x] as number)
        if (at < end) {
          while (++at < end) sum += source[at] as number
          sum += (source[end] as number) * (tail[x] as number)
        }
        row[x] = (row[x] as number) + sum * weight
      }
    }
    for (let x = 0; x < width; x++) data[y * width + x] = Math.min(255, Math.round((row[x] as number) / area))
  }
  return { width, height, data }
}

/** Make smaller by a whole number: every new pixel is the mean of `by` × `by`. What is left over at the right and below is left out. */
export function shrinkBy(image: Gray, by: number): Gray {
  const [width, height] = [Math.floor(image.width / by), Math.floor(image.height / by)]
  const data = new Uint8Array(width * height)
  const row = new Uint32Array(width)
  const area = by * by
  for (let y = 0; y < height; y++) {
    row.fill(area >> 1)
    for (let sy = y * by; sy < (y + 1) * by; sy++) {
      for (let x = 0, at = sy * image.width; x < width; x++) {
        let sum = 0
        for (const end = at + by; at < end; at++) sum += image.data[at] as number
        row[x] = (row[x] as number) + sum
      }
    }
    for (let x = 0; x < width; x++) data[y * width + x] = (row[x] as number) / area
  }
  return { width, height, data }
}

/** For each new row or column those that it covers. */
interface Spans {
  readonly first: Int32Array
  readonly last: Int32Array
  /** Share of the first and of the last pixel that is covered. */
  readonly head: Float64Array
  readonly tail: Float64Array
}

function spans(from: number, to: number): Spans {
  const ratio = from / to
  const [first, last] = [new Int32Array(to), new Int32Array(to)]
  const [head, tail] = [new Float64Array(to), new Float64Array(to)]
  for (let i = 0; i < to; i++) {
    const start = i * ratio
    const end = Math.min(from, start + ratio)
    const low = Math.min(from - 1, Math.floor(start))
    const high = Math.min(from - 1, Math.max(low, Math.ceil(end) - 1))
    first[i] = low
    last[i] = high
    head[i] = low === high ? end - start : low + 1 - start
    tail[i] = low === high ? 0 : end - high
  }
  return { first, last, head, tail }
}

/** Cut a rectangle out; what lies outside of the picture is white. */
export function crop(image: Gray, x0: number, y0: number, x1: number, y1: number): Gray {
  const width = Math.max(0, x1 - x0)
  const height = Math.max(0, y1 - y0)
  const data = new Uint8Array(width * height).fill(255)
  const left = Math.max(0, x0)
  const right = Math.min(image.width, x1)
  for (let y = Math.max(0, y0); y < Math.min(image.height, y1) && right > left; y++)
    data.set(image.data.subarray(y * image.width + left, y * image.width + right), (y - y0) * width + left - x0)
  return { width, height, data }
}

/** A box with a pixel around it, in a white margin: what stands beside it is left out. */
export function framed(
  image: Gray,
  box: { readonly [side in 'x0' | 'y0' | 'x1' | 'y1']: number },
  margin: number,
): Gray {
  const inner = crop(image, box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1)
  return crop(inner, -margin, -margin, inner.width + margin, inner.height + margin)
}

/** Make larger, by linear interpolation. */
export function enlarge(image: Gray, by: number): Gray {
  const width = Math.round(image.width * by)
  const height = Math.round(image.height * by)
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const sy = Math.max(0, Math.min(image.height - 1, (y + 0.5) / by - 0.5))
    const top = Math.floor(sy)
    const below = Math.min(image.height - 1, top + 1)
    for (let x = 0; x < width; x++) {
      const sx = Math.max(0, Math.min(image.width - 1, (x + 0.5) / by - 0.5))
      const left = Math.floor(sx)
      const right = Math.min(image.width - 1, left + 1)
      const at = (px: number, py: number): number => image.data[py * image.width + px] as number
      const upper = at(left, top) + (at(right, top) - at(left, top)) * (sx - left)
      const lower = at(left, below) + (at(right, below) - at(left, below)) * (sx - left)
      data[y * width + x] = Math.round(upper + (lower - upper) * (sy - top))
    }
  }
  return { width, height, data }
}

/** Each pixel becomes the mean of the three by three around it. */
export function soften({ width, height, data }: Gray): Gray {
  const out = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      let count = 0
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          sum += data[ny * width + nx] as number
          count++
        }
      }
      out[y * width + x] = Math.round(sum / count)
    }
  }
  return { width, height, data: out }
}
