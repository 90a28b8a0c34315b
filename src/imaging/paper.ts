/** Paper and ink: uneven light evened out, dark edges taken off, a picture turned into ink or no ink. */

import type { Gray } from './gray.js'
import { wordsIn } from './runs.js'

/** Blocks per inch in which the colour of the paper is measured: larger than a letter, smaller than a shadow. */
const BLOCKS_PER_INCH = 5
/** In each block the paper is brighter than this share of the pixels: dense print covers less than the rest. */
const PAPER_RANK = 0.8
/** A block darker than this share of the page's paper holds no paper: the lid of the scanner, a black bar. */
const NO_PAPER = 0.45

/**
 * The picture with its paper brought to white: divided by the brightness of the paper around each pixel. Shadows and
 * the fall of light of a photo go, ink keeps its contrast to the paper it stands on.
 */
export function evenPaper(image: Gray, dpi: number): Gray {
  const { width, height, data } = image
  const size = Math.max(8, Math.round(dpi / BLOCKS_PER_INCH))
  const cols = Math.max(1, Math.ceil(width / size))
  const rows = Math.max(1, Math.ceil(height / size))
  const paper = smooth(fillDark(measurePaper(image, size, cols, rows), cols, rows), cols, rows)
  if (paper.every((value) => value >= 250)) return image
  const even = new Uint8Array(data.length)
  const centres = Array.from({ length: width }, (_, x) => {
    const at = Math.max(0, Math.min(cols - 1, (x + 0.5) / size - 0.5))
    const left = Math.min(cols - 1, Math.floor(at))
    return { left, right: Math.min(cols - 1, left + 1), share: at - left }
  })
  const line = new Float32Array(cols)
  for (let y = 0; y < height; y++) {
    const at = Math.max(0, Math.min(rows - 1, (y + 0.5) / size - 0.5))
    const above = Math.min(rows - 1, Math.floor(at))
    const below = Math.min(rows - 1, above + 1)
    for (let c = 0; c < cols; c++) {
      const a = paper[above * cols + c] as number
      line[c] = a + ((paper[below * cols + c] as number) - a) * (at - above)
    }
    for (let x = 0; x < width; x++) {
      const { left, right, share } = centres[x] as { left: number; right: number; share: number }
      const local = (line[left] as number) + ((line[right] as number) - (line[left] as number)) * share
      const value = ((data[y * width + x] as number) * 252) / local
      even[y * width + x] = value > 255 ? 255 : value
    }
  }
  return { width, height, data: even }
}

function measurePaper({ width, height, data }: Gray, size: number, cols: number, rows: number): Float32Array {
  const paper = new Float32Array(cols * rows)
  const counts = new Uint32Array(256)
  const step = size > 40 ? 2 : 1
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      counts.fill(0)
      let total = 0
      for (let y = r * size; y < Math.min(height, (r + 1) * size); y += step) {
        for (let x = c * size; x < Math.min(width, (c + 1) * size); x += step) {
          const value = data[y * width + x] as number
          counts[value] = (counts[value] as number) + 1
          total++
        }
      }
      let below = 0
      let value = 0
      while (value < 255 && below + (counts[value] as number) < total * PAPER_RANK) below += counts[value++] as number
      paper[r * cols + c] = value
    }
  }
  return paper
}

/** Blocks without paper take the paper of their neighbours, so that what is dark stays dark. */
function fillDark(paper: Float32Array, cols: number, rows: number): Float32Array {
  const sorted = Float32Array.from(paper).sort()
  const usual = Math.max(1, sorted[Math.floor(sorted.length * 0.7)] ?? 255)
  const filled = Float32Array.from(paper, (value) => (value < usual * NO_PAPER ? 0 : value))
  for (let round = 0; round < cols + rows && filled.includes(0); round++) {
    const before = filled.slice()
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols; c++) {
        if (before[r * cols + c] !== 0) continue
        let sum = 0
        let count = 0
        for (const [dr, dc] of [
          [-1, 0],
          [1, 0],
          [0, -1],
          [0, 1],
        ] as const) {
          const value =
            r + dr >= 0 && r + dr < rows && c + dc >= 0 && c + dc < cols ? before[(r + dr) * cols + c + dc] : 0
          if (value) {
            sum += value
            count++
          }
        }
        if (count > 0) filled[r * cols + c] = sum / count
      }
    }
  }
  return filled.map((value) => (value === 0 ? usual : value))
}

/** The median of each block and its neighbours: a block full of print does not count. */
function smooth(paper: Float32Array, cols: number, rows: number): Float32Array {
  const out = new Float32Array(paper.length)
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const around: number[] = []
      for (let y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++)
        for (let x = Math.max(0, c - 1); x <= Math.min(cols - 1, c + 1); x++) around.push(paper[y * cols + x] as number)
      around.sort((a, b) => a - b)
      out[r * cols + c] = Math.max(16, around[Math.floor(around.length * 0.6)] as number)
    }
  }
  return out
}

/** Pixels darker than this are ink of some kind, on even paper. */
const SOME_INK = 215
/** The darkest share of the ink: the middle of strokes. */
const DARKEST = 0.1
/** Print whose strokes are paler than this in their middle is faded; there they become as dark as this. */
const FADED = 100
const PRINTED = 60
/** The gray of even paper. */
const EVEN = 252

/** The picture of faded print with the contrast of common print; other pictures as they are. The paper is even. */
export function freshInk(image: Gray): Gray {
  const { data } = image
  const counts = new Uint32Array(256)
  for (let i = 0; i < data.length; i += 3) counts[data[i] as number] = (counts[data[i] as number] as number) + 1
  let all = 0
  for (let v = 0; v < SOME_INK; v++) all += counts[v] as number
  let dark = 0
  for (let below = counts[0] as number; dark < SOME_INK && below <= all * DARKEST; ) below += counts[++dark] as number
  if (all === 0 || dark <= FADED) return image
  const by = (EVEN - PRINTED) / (EVEN - dark)
  const curve = Uint8Array.from({ length: 256 }, (_, v) =>
    Math.max(0, Math.min(255, Math.round(EVEN - (EVEN - v) * by))),
  )
  return { ...image, data: data.map((value) => curve[value] as number) }
}

/** The gray that parts ink from paper (Otsu), kept where print of any contrast has it. */
export function inkThreshold({ data }: Gray): number {
  const counts = new Float64Array(256)
  for (let i = 0; i < data.length; i += 3) counts[data[i] as number] = (counts[data[i] as number] as number) + 1
  let total = 0
  let all = 0
  for (let v = 0; v < 256; v++) {
    total += counts[v] as number
    all += v * (counts[v] as number)
  }
  let dark = 0
  let darkSum = 0
  let best = 0
  let threshold = 150
  for (let v = 0; v < 255; v++) {
    dark += counts[v] as number
    darkSum += v * (counts[v] as number)
    if (dark === 0 || dark === total) continue
    const gap = darkSum / dark - (all - darkSum) / (total - dark)
    const between = dark * (total - dark) * gap * gap
    if (between > best) {
      best = between
      threshold = v + 1
    }
  }
  return Math.max(110, Math.min(195, threshold))
}

/** 1 where there is ink. @param threshold 1 to 255 @param ink Where it is written to, whatever was there. */
export function inkOf({ data }: Gray, threshold: number, ink: Uint8Array = new Uint8Array(data.length)): Uint8Array {
  const words = wordsIn(data)
  const out = wordsIn(ink)
  let done = 0
  if (words && out) {
    // Four pixels at a time: of 256 + threshold - 1 - gray, bit 8 is set where the gray is below the threshold.
    const most = 0x01000100 + (threshold - 1) * 0x00010001
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as number
      if (word === 0xffffffff) {
        out[i] = 0
        continue
      }
      const even = ((most - (word & 0x00ff00ff)) >>> 8) & 0x00010001
      const odd = ((most - ((word >>> 8) & 0x00ff00ff)) >>> 8) & 0x00010001
      out[i] = even | (odd << 8)
    }
    done = words.length * 4
  }
  for (let i = done; i < data.length; i++) ink[i] = (data[i] as number) < threshold ? 1 : 0
  return ink
}

/** Dark edges reach no farther into the page than this share of it. */
const EDGE = 0.1

/**
 * White over the dark edges that a scanner leaves where the sheet ends: ink that begins at the rim of the picture.
 * Works on the picture in place. A thin stroke that leaves the picture is no edge.
 */
export function clearEdges(image: Gray, threshold: number, dpi: number): void {
  const { width, height, data } = image
  const thin = Math.max(3, Math.round(dpi * 0.03))
  const side = (length: number, depth: number, at: (i: number, d: number) => number): void => {
    const reach = new Int32Array(length)
    for (let i = 0; i < length; i++) {
      let d = 0
      let paper = 0
      for (; d < depth && paper < 3; d++) paper = (data[at(i, d)] as number) < threshold ? 0 : paper + 1
      reach[i] = d - paper
    }
    // A ruling that leaves the page is a few pixels wide; an edge is dark on a long stretch.
    for (let from = 0; from < length; ) {
      if ((reach[from] as number) === 0) {
        from++
        continue
      }
      let to = from
      while (to < length && (reach[to] as number) > 0) to++
      if (to - from > thin)
        for (let i = from; i < to; i++)
          for (let d = 0; d < Math.min(depth, (reach[i] as number) + 2); d++) data[at(i, d)] = 255
      from = to
    }
  }
  const down = Math.round(height * EDGE)
  const across = Math.round(width * EDGE)
  side(width, down, (x, d) => d * width + x)
  side(width, down, (x, d) => (height - 1 - d) * width + x)
  side(height, across, (y, d) => y * width + d)
  side(height, across, (y, d) => y * width + width - 1 - d)
}
