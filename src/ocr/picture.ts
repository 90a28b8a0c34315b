/** Gray pictures of crops: ink, scale, margins. Plain arithmetic on bytes, the same on every machine. */

import type { GrayImage } from './engine.js'

export interface InkBox {
  readonly x0: number
  readonly y0: number
  /** One past the last column and row. */
  readonly x1: number
  readonly y1: number
}

/**
 * The gray between ink and paper by Otsu's method, 1 to 255: a pixel below it is ink. A picture with too little contrast
 * has no ink at all, and 0 comes back.
 */
export function inkThreshold({ data }: GrayImage): number {
  const counts = new Float64Array(256)
  for (const value of data) counts[value]! += 1
  let sum = 0
  for (let i = 0; i < 256; i++) sum += i * counts[i]!
  let below = 0
  let sumBelow = 0
  let best = -1
  let first = 0
  let last = 0
  for (let t = 0; t < 255; t++) {
    below += counts[t]!
    sumBelow += t * counts[t]!
    const above = data.length - below
    if (below === 0 || above === 0) continue
    const gap = sumBelow / below - (sum - sumBelow) / above
    const between = below * above * gap * gap
    // A picture of two values has a plateau: its middle is the place between them.
    if (between > best * (1 + 1e-9)) {
      best = between
      first = t
      last = t
    } else if (between > best * (1 - 1e-9)) last = t
  }
  if (best < 0) return 0
  const threshold = Math.floor((first + last) / 2) + 1
  let dark = 0
  let darkSum = 0
  let lightSum = 0
  for (let i = 0; i < 256; i++) {
    if (i < threshold) {
      dark += counts[i]!
      darkSum += i * counts[i]!
    } else lightSum += i * counts[i]!
  }
  const contrast = lightSum / (data.length - dark) - darkSum / dark
  return contrast < leastContrast ? 0 : threshold
}

/** Gray levels between the mean ink and the mean paper: shadows and the back of the sheet shine through with less. */
const leastContrast = 40

/** 1 where there is ink. */
export function inkMask(image: GrayImage, threshold = inkThreshold(image)): Uint8Array {
  const mask = new Uint8Array(image.data.length)
  for (let i = 0; i < mask.length; i++) if (image.data[i]! < threshold) mask[i] = 1
  return mask
}

/** Mean gray of ink and of paper. */
export function levelsOf({ data }: GrayImage, mask: Uint8Array): { ink: number; paper: number } {
  let dark = 0
  let darkSum = 0
  let sum = 0
  for (let i = 0; i < data.length; i++) {
    sum += data[i]!
    if (!mask[i]) continue
    dark++
    darkSum += data[i]!
  }
  return { ink: darkSum / Math.max(1, dark), paper: (sum - darkSum) / Math.max(1, data.length - dark) }
}

/** The box around all ink, or null where there is none. */
export function boxOfInk(mask: Uint8Array, width: number, height: number): InkBox | null {
  let x0 = width
  let x1 = -1
  let y0 = -1
  let y1 = -1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!mask[y * width + x]) continue
      if (y0 < 0) y0 = y
      y1 = y
      if (x < x0) x0 = x
      if (x > x1) x1 = x
    }
  }
  return y0 < 0 ? null : { x0, y0, x1: x1 + 1, y1: y1 + 1 }
}

/** The rows that hold ink, parted where at least `gap` rows in between hold none. */
export function rowsOfInk(mask: Uint8Array, width: number, height: number, gap: number): [top: number, end: number][] {
  const rows: [number, number][] = []
  for (let y = 0; y < height; y++) {
    if (!mask.subarray(y * width, (y + 1) * width).includes(1)) continue
    const last = rows.at(-1)
    if (last && y - last[1] < gap) last[1] = y + 1
    else rows.push([y, y + 1])
  }
  return rows
}

/** Cut a box out, with `margin` pixels of paper on every side; what lies outside of the picture is `paper`. */
export function cutOut(image: GrayImage, box: InkBox, margin: number, paper = 255): GrayImage {
  const width = box.x1 - box.x0 + 2 * margin
  const height = box.y1 - box.y0 + 2 * margin
  const data = new Uint8Array(width * height).fill(paper)
  for (let y = 0; y < height; y++) {
    const from = y + box.y0 - margin
    if (from < 0 || from >= image.height) continue
    const left = Math.max(0, margin - box.x0)
    const right = Math.min(width, image.width - box.x0 + margin)
    if (right <= left) continue
    const start = from * image.width + box.x0 - margin
    data.set(image.data.subarray(start + left, start + right), y * width + left)
  }
  return { width, height, data }
}

/** Change the size: by the mean of the covered pixels where it shrinks, by bilinear interpolation where it grows. */
export function resize(image: GrayImage, width: number, height: number): GrayImage {
  if (width === image.width && height === image.height) return image
  const across = weightsOf(image.width, width)
  const down = weightsOf(image.height, height)
  const half = new Float32Array(width * image.height)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const { from, weights } = across[x]!
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * image.data[y * image.width + from + i]!
      half[y * width + x] = sum
    }
  }
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const { from, weights } = down[y]!
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * half[(from + i) * width + x]!
      data[y * width + x] = Math.min(255, Math.max(0, Math.round(sum)))
    }
  }
  return { width, height, data }
}

interface Weights {
  readonly from: number
  readonly weights: number[]
}

/** Which old pixels make up each new one: triangles as wide as the coarser of the two rasters. */
function weightsOf(from: number, to: number): Weights[] {
  const ratio = from / to
  const reach = Math.max(1, ratio)
  return Array.from({ length: to }, (_, i) => {
    const middle = (i + 0.5) * ratio - 0.5
    const first = Math.max(0, Math.ceil(middle - reach))
    const last = Math.min(from - 1, Math.floor(middle + reach))
    const weights: number[] = []
    let sum = 0
    for (let k = first; k <= last; k++) {
      const weight = Math.max(1e-6, 1 - Math.abs(k - middle) / reach)
      weights.push(weight)
      sum += weight
    }
    return { from: first, weights: weights.map((weight) => weight / sum) }
  })
}
