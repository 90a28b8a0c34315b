/** Gray pictures of crops: ink, scale, margins. Plain arithmetic on bytes, the same on every machine. */

import type { GrayImage } from './engine.js'

export interface InkBox {
  readonly x0: number
  readonly y0: number
  /** One past the last column and row. */
  readonly x1: number
  readonly y1: number
}

/** What is ink in a picture. */
export interface Ink {
  /** The picture, with the light evened out. */
  readonly image: GrayImage
  /** 1 where there is ink. */
  readonly mask: Uint8Array
  /** Mean gray of the ink and of the paper. */
  readonly ink: number
  readonly paper: number
}

/** Gray levels between ink and paper: shadows, and the back of the sheet shining through, have less. */
const leastContrast = 20
/** Deviations of the smoothed grain of the paper that ink stands out by. */
const leastDistance = 4

/**
 * Tells ink from paper. The paper is the most of the picture, so that its gray is known; the ink may be a few pixels,
 * which is why the search for the gray between begins at the darkest ones. The picture is smoothed first: a stroke is
 * longer than the grain of the paper.
 *
 * @returns Where nothing stands out from the paper, how sure that is: 1 where the paper is plain, 0 where something
 * all but does.
 */
export function findInk(picture: GrayImage): Ink | { readonly empty: number } {
  const image = evenLight(picture)
  const smooth = smoothed(image)
  const counts = histogram(smooth, 0, image.width, 0, image.height, image.width)
  const level = percentile(counts, 0.7)
  // A hyphen at 100 pixels per inch is darker than paper in no more pixels than these.
  const darkest = percentile(counts, Math.min(0.02, 4 / smooth.length))
  let threshold = (level + darkest) / 2
  for (let round = 0; round < 16; round++) {
    const [below, above] = means(counts, threshold)
    const next = (below + above) / 2
    if (Math.abs(next - threshold) < 0.5) break
    threshold = next
  }
  const [ink, paper] = means(counts, threshold)
  const least = Math.max(leastContrast, leastDistance * 0.375 * grainOf(image))
  if (paper - ink < least) return { empty: Math.max(0, 1 - (level - darkest) / (1.5 * least)) }
  const mask = new Uint8Array(smooth.length)
  // A lone dark pixel darkens its neighbours when it is smoothed: they are no ink of their own.
  const lightest = threshold + (paper - ink) / 4
  for (let i = 0; i < mask.length; i++) if (smooth[i]! < threshold && image.data[i]! < lightest) mask[i] = 1
  return { image, mask, ink, paper }
}

/** Binomial weights over three by three pixels: 3/8 of the deviation of independent grain is left. */
function smoothed({ width, height, data }: GrayImage): Uint8Array {
  if (width < 3 || height < 3) return data
  const out = Uint8Array.from(data)
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const sides = data[i - 1]! + data[i + 1]! + data[i - width]! + data[i + width]!
      const corners = data[i - width - 1]! + data[i - width + 1]! + data[i + width - 1]! + data[i + width + 1]!
      out[i] = (4 * data[i]! + 2 * sides + corners + 8) >> 4
    }
  }
  return out
}

/** Deviation of the grain of the paper, by the median difference of neighbours: strokes are too few to count in it. */
function grainOf({ width, height, data }: GrayImage): number {
  const counts = new Float64Array(256)
  for (let y = 0; y < height; y++)
    for (let x = 1; x < width; x++) counts[Math.abs(data[y * width + x]! - data[y * width + x - 1]!)]! += 1
  return percentile(counts, 0.5) / 0.954
}

/** The light falls from one side: a plane through the paper of the four halves is taken away. */
function evenLight(image: GrayImage): GrayImage {
  const { width, height, data } = image
  const [halfX, halfY] = [width >> 1, height >> 1]
  if (halfX < 4 || halfY < 4) return image
  const light = (x0: number, x1: number, y0: number, y1: number): number =>
    percentile(histogram(data, x0, x1, y0, y1, width), 0.7)
  const across = light(halfX, width, 0, height) - light(0, halfX, 0, height)
  const down = light(0, width, halfY, height) - light(0, width, 0, halfY)
  if (Math.abs(across) < 3 && Math.abs(down) < 3) return image
  const even = new Uint8Array(data.length)
  for (let y = 0, i = 0; y < height; y++) {
    const row = 2 * down * (y / height - 0.5)
    for (let x = 0; x < width; x++, i++)
      even[i] = Math.min(255, Math.max(0, Math.round(data[i]! - row - 2 * across * (x / width - 0.5))))
  }
  return { width, height, data: even }
}

function histogram(data: Uint8Array, x0: number, x1: number, y0: number, y1: number, width: number): Float64Array {
  const counts = new Float64Array(256)
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) counts[data[y * width + x]!]! += 1
  return counts
}

function percentile(counts: Float64Array, share: number): number {
  const total = counts.reduce((a, b) => a + b, 0)
  let sum = 0
  for (let gray = 0; gray < 256; gray++) {
    sum += counts[gray]!
    if (sum >= share * total) return gray
  }
  return 255
}

/** Mean gray below a threshold and from it on. */
function means(counts: Float64Array, threshold: number): [below: number, above: number] {
  let [n, sum, m, rest] = [0, 0, 0, 0]
  for (let gray = 0; gray < 256; gray++) {
    if (gray < threshold) {
      n += counts[gray]!
      sum += gray * counts[gray]!
    } else {
      m += counts[gray]!
      rest += gray * counts[gray]!
    }
  }
  return [n > 0 ? sum / n : threshold, m > 0 ? rest / m : threshold]
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

/** Inches: no line of a table is taller. */
const tallestLine = 0.21
/** Between lines that touch, rows have less ink than this share of the row with most. */
const betweenLines = 0.12

/** Rows of ink of a crop of text; where lines touch because the print is soft, parted where there is least of it. */
export function linesOfInk(mask: Uint8Array, width: number, height: number, dpi: number): [top: number, end: number][] {
  const rows = rowsOfInk(mask, width, height, 2)
  if (rows.every(([top, end]) => end - top <= tallestLine * dpi)) return rows
  const counts = Array.from({ length: height }, (_, y) =>
    mask.subarray(y * width, (y + 1) * width).reduce((sum, one) => sum + one, 0),
  )
  const least = Math.max(...counts) * betweenLines
  const solid = mask.map((one, i) => ((counts[Math.floor(i / width)] ?? 0) > least ? one : 0))
  const parted = rowsOfInk(solid, width, height, 1)
  return parted.length > rows.length ? parted : rows
}

/** Inches: ink lower than that is no glyph that sets the scale. */
const leastGlyph = 0.06
/** Scales that pictures still look like print at. */
const scales = [0.25, 4] as const

/** How much larger the lines of a crop are drawn, so that the tallest of them is `glyph` pixels high. */
export function scaleTo(glyph: number, lines: readonly (readonly [top: number, end: number])[], dpi: number): number {
  const scale = glyph / Math.max(tallestOf(lines), leastGlyph * dpi)
  return Math.min(scales[1], Math.max(scales[0], scale))
}

/** Height of the tallest of some lines of ink, in pixels; 1 where there is none. */
export const tallestOf = (lines: readonly (readonly [top: number, end: number])[]): number =>
  lines.reduce((most, [top, end]) => Math.max(most, end - top), 1)

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
  // Rows that are resized across are kept while a row of the result needs them: of a page, all of them would be four bytes a pixel.
  const most = down.reduce((size, { weights }) => Math.max(size, weights.length), 1)
  const rows = Array.from({ length: most }, () => new Float32Array(width))
  let done = 0
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const { from, weights } = down[y]!
    for (done = Math.max(done, from); done < from + weights.length; done++)
      acrossRow(image, done, across, rows[done % most]!)
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * rows[(from + i) % most]![x]!
      data[y * width + x] = Math.min(255, Math.max(0, Math.round(sum)))
    }
  }
  return { width, height, data }
}

/** One row of a picture, resized. */
function acrossRow(image: GrayImage, y: number, across: readonly Weights[], row: Float32Array): void {
  for (let x = 0; x < row.length; x++) {
    const { from, weights } = across[x]!
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * image.data[y * image.width + from + i]!
    row[x] = sum
  }
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
