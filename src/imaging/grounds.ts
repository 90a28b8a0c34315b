/** Coloured grounds of cells, as heads of tables have them: made paper, whether the print on them is darker or lighter than they are. */

import type { Gray } from './gray.js'
import { middleOf } from './middle.js'

/** Blocks per inch in which a ground is looked for: a block is smaller than the room between two lines of print. */
const BLOCKS_PER_INCH = 36
/** Grays by which the pixels of a block without print differ from their mean: the grain of a scan. */
const GRAIN = 17
/** A ground is darker than this share of the paper; below the second, print on it may be lighter than it is. */
const SHADED = 0.93
const DARK = 0.62
/** Blocks: the paper beside a ground is no farther away. */
const REACH = 48
/** Blocks: a ground is no narrower, lower and smaller. */
const LEAST_WIDTH = 24
const LEAST_HEIGHT = 4
const LEAST_AREA = 70
/** Share of the box around a ground that it fills, print left out: the heavy strokes of a title are even too, but thin. */
const FILLS = 0.25
/** So many blocks side by side are even, in so many rows: no stroke of a letter is as long. */
const RUN = 24
const RUNS = 3
/** So many blocks outside there is paper, along this share of the edge, and at the edge still the ground, by this share of what parts them: shadows are soft. */
const BEYOND = 3
const SHARP = 0.85
const PURE = 0.3
/** The grays of even paper and of print on it. */
const PAPER = 252
const PRINT = 50
/** Contrast to its ground below which something is grain, or the halo of a stroke. */
const FAINT = 0.18
/** A dark ruling on a dark ground has not much more: so many times more is given to it. */
const DARKER = 2
/** Share of its gray by which the pixels of a ground differ; of the pixels of a block at its edge so many have it, and so many are lighter. */
const ALIKE = 0.1
const SOME = 0.2
const FEW = 0.1
/** Blocks that print at the edge of a ground leaves open to its outside. */
const NOTCH = 4

/**
 * The picture with its coloured grounds brought to white, and what is printed on them to dark; the same picture where
 * there is none. A ground is an even area that is darker than the paper around it, with a sharp edge. What touches the rim of
 * the picture is its edge, and stays as it is.
 */
export function whitenGrounds(image: Gray, dpi: number): Gray {
  const size = Math.max(3, Math.round(dpi / BLOCKS_PER_INCH))
  const cols = Math.floor(image.width / size)
  const rows = Math.floor(image.height / size)
  if (cols < LEAST_WIDTH || rows < LEAST_HEIGHT) return image
  const blocks = blocksOf(image, size, cols, rows)
  // Cells beside each other are one ground, whatever line parts them.
  const grounds = groundsOf(closed(blocks.shaded, cols, rows), blocks)
  if (grounds.length === 0) return image
  const out = { ...image, data: image.data.slice() }
  for (const ground of grounds) whiten(out, image, ground, blocks)
  return out
}

/** A picture in square blocks, row by row. */
interface Blocks {
  /** Pixels along a side of one. */
  readonly size: number
  readonly cols: number
  readonly rows: number
  /** Gray. */
  readonly mean: Float32Array
  /** 1 where it is the same everywhere in a block. */
  readonly even: Uint8Array
  /** The gray of the paper around. */
  readonly paper: Float32Array
  /** 1 where it is even, and darker than the paper. */
  readonly shaded: Uint8Array
}

function blocksOf(image: Gray, size: number, cols: number, rows: number): Blocks {
  const { mean, even } = measured(image, size, cols, rows)
  const paper = greatest(
    mean.map((value, i) => (even[i] ? value : 0)),
    cols,
    rows,
    REACH,
  )
  const shaded = even.map((one, i) => (one && (mean[i] as number) < SHADED * (paper[i] as number) ? 1 : 0))
  return { size, cols, rows, mean, even, paper, shaded }
}

/** The mean gray of each block, and whether it is the same everywhere in it. */
function measured(
  { width, data }: Gray,
  size: number,
  cols: number,
  rows: number,
): { mean: Float32Array; even: Uint8Array } {
  const mean = new Float32Array(cols * rows)
  const even = new Uint8Array(cols * rows)
  const count = size * size
  const sums = new Uint32Array(cols)
  const squares = new Uint32Array(cols)
  for (let r = 0; r < rows; r++) {
    sums.fill(0)
    squares.fill(0)
    for (let y = r * size; y < (r + 1) * size; y++) {
      for (let c = 0, at = y * width; c < cols; c++) {
        let [sum, square] = [0, 0]
        for (const end = at + size; at < end; at++) {
          const value = data[at] as number
          sum += value
          square += value * value
        }
        sums[c] = (sums[c] as number) + sum
        squares[c] = (squares[c] as number) + square
      }
    }
    for (let c = 0; c < cols; c++) {
      const average = (sums[c] as number) / count
      mean[r * cols + c] = average
      even[r * cols + c] = (squares[c] as number) / count - average * average < GRAIN * GRAIN ? 1 : 0
    }
  }
  return { mean, even }
}

/** The greatest of the blocks around each. */
function greatest(values: Float32Array, cols: number, rows: number, reach: number): Float32Array {
  const across = new Float32Array(values.length)
  const out = new Float32Array(values.length)
  const room = roomFor(Math.max(cols, rows), reach)
  for (let r = 0; r < rows; r++) greatestAlong(values, across, r * cols, 1, cols, reach, room)
  for (let c = 0; c < cols; c++) greatestAlong(across, out, c, cols, rows, reach, room)
  return out
}

interface Room {
  readonly own: Float32Array
  readonly left: Float32Array
  readonly right: Float32Array
}

function roomFor(length: number, reach: number): Room {
  const size = length + 2 * reach
  return { own: new Float32Array(size), left: new Float32Array(size), right: new Float32Array(size) }
}

/** The same along one row or column: of what is left and right of each place in blocks of the window's size (van Herk). */
function greatestAlong(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  reach: number,
  { own, left, right }: Room,
): void {
  const window = 2 * reach + 1
  const size = length + 2 * reach
  for (let i = 0; i < length; i++) own[reach + i] = from[start + i * step] as number
  own.fill(own[reach] as number, 0, reach)
  own.fill(own[reach + length - 1] as number, reach + length, size)
  for (let block = 0; block < size; block += window) {
    const end = Math.min(size, block + window)
    let most = own[block] as number
    for (let i = block; i < end; i++) {
      if ((own[i] as number) > most) most = own[i] as number
      left[i] = most
    }
    most = own[end - 1] as number
    for (let i = end - 1; i >= block; i--) {
      if ((own[i] as number) > most) most = own[i] as number
      right[i] = most
    }
  }
  for (let i = 0; i < length; i++) to[start + i * step] = Math.max(right[i] as number, left[i + 2 * reach] as number)
}

const grown = (mask: Uint8Array, cols: number, rows: number, by = 1): Uint8Array =>
  Uint8Array.from(greatest(Float32Array.from(mask), cols, rows, by))
const inverse = (mask: Uint8Array): Uint8Array => mask.map((one) => 1 - one)
const shrunk = (mask: Uint8Array, cols: number, rows: number, by = 1): Uint8Array =>
  inverse(grown(inverse(mask), cols, rows, by))
const closed = (mask: Uint8Array, cols: number, rows: number, by = 1): Uint8Array =>
  shrunk(grown(mask, cols, rows, by), cols, rows, by)

interface Ground {
  /** In blocks, with room on every side. */
  readonly x0: number
  readonly y0: number
  readonly width: number
  readonly height: number
  /** 1 where it is, print on it included. */
  readonly mask: Uint8Array
  readonly dark: boolean
}

function groundsOf(joined: Uint8Array, blocks: Blocks): Ground[] {
  const { shaded, mean, paper, cols, rows } = blocks
  const seen = new Uint8Array(joined.length)
  const found: Ground[] = []
  for (let start = 0; start < joined.length; start++) {
    if (!joined[start] || seen[start]) continue
    const own = [start]
    seen[start] = 1
    let [x0, x1, y0, y1] = [cols, 0, rows, 0]
    for (let k = 0; k < own.length; k++) {
      const at = own[k] as number
      const [x, y] = [at % cols, Math.floor(at / cols)]
      x0 = Math.min(x0, x)
      x1 = Math.max(x1, x)
      y0 = Math.min(y0, y)
      y1 = Math.max(y1, y)
      for (const next of [x > 0 ? at - 1 : -1, x + 1 < cols ? at + 1 : -1, at - cols, at + cols]) {
        if (next < 0 || next >= joined.length || !joined[next] || seen[next]) continue
        seen[next] = 1
        own.push(next)
      }
    }
    if (x0 === 0 || y0 === 0 || x1 === cols - 1 || y1 === rows - 1) continue
    const flat = own.filter((at) => shaded[at])
    const [width, height] = [x1 - x0 + 1, y1 - y0 + 1]
    if (width < LEAST_WIDTH || height < LEAST_HEIGHT || flat.length < LEAST_AREA) continue
    if (flat.length < FILLS * width * height || !hasRuns(flat, cols)) continue
    if (!isSharp(flat, joined, blocks)) continue
    const lightness = flat.reduce((sum, at) => sum + (mean[at] as number) / (paper[at] as number), 0) / flat.length
    const room = NOTCH + 1
    const box = { x0: x0 - room, y0: y0 - room, width: width + 2 * room, height: height + 2 * room }
    found.push({ ...box, mask: filled(own, box, cols), dark: lightness < DARK })
  }
  return found
}

function hasRuns(flat: readonly number[], cols: number): boolean {
  const known = new Set(flat)
  const rows = new Set<number>()
  for (const at of flat) {
    if (known.has(at - 1)) continue
    let end = at + 1
    while (known.has(end)) end++
    if (end - at >= RUN) rows.add(Math.floor(at / cols))
  }
  return rows.size >= RUNS
}

/** Whether an area ends where paper begins at once. */
function isSharp(flat: readonly number[], joined: Uint8Array, { even, mean, paper, cols }: Blocks): boolean {
  let [edges, sharp] = [0, 0]
  const own = middleOf(flat.map((at) => mean[at] as number))
  for (const at of flat) {
    const gap = (paper[at] as number) - own
    for (const step of [1, -1, cols, -cols]) {
      const outside = at + BEYOND * step
      if (joined[at + step] || joined[outside] || !even[outside]) continue
      edges++
      if ((mean[at] as number) <= own + PURE * gap && (mean[outside] as number) >= own + (1 - PURE) * gap) sharp++
    }
  }
  return sharp > SHARP * edges
}

/** A ground as a mask of its box, with the holes that print makes in it. */
function filled(own: readonly number[], { x0, y0, width, height }: Omit<Ground, 'mask' | 'dark'>, cols: number) {
  const known = new Uint8Array(width * height)
  for (const at of own) known[(Math.floor(at / cols) - y0) * width + (at % cols) - x0] = 1
  const mask = closed(known, width, height, NOTCH)
  const outside = new Uint8Array(mask.length)
  const open = [0]
  outside[0] = 1
  for (let k = 0; k < open.length; k++) {
    const at = open[k] as number
    const x = at % width
    for (const next of [x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width]) {
      if (next < 0 || next >= mask.length || mask[next] || outside[next]) continue
      outside[next] = 1
      open.push(next)
    }
  }
  return inverse(outside)
}

/** Pixels: how wide the edge of a dark ground is drawn. */
const EDGE = 2

/** Whether paper is that near to a pixel. */
function isBeside(data: Uint8Array, at: number, across: number, paper: number): boolean {
  for (let d = 1; d <= EDGE; d++)
    for (const step of [d, -d, d * across, -d * across]) if ((data[at + step] ?? 0) >= paper) return true
  return false
}

/**
 * One ground made paper. Along its rim nothing but what is darker than it counts as print: the paper beside a dark ground is none. The
 * edge of a dark one is a line, as cells end there.
 */
function whiten(
  out: Gray,
  { width: across, data }: Gray,
  { x0, y0, width, height, mask, dark }: Ground,
  { mean, shaded, paper, size, cols, rows }: Blocks,
): void {
  const level = levelsOf(
    mask.map((one, i) => {
      const [x, y] = [x0 + (i % width), y0 + Math.floor(i / width)]
      return one && x < cols && y < rows && shaded[y * cols + x] ? 1 : 0
    }),
    (i) => mean[(y0 + Math.floor(i / width)) * cols + x0 + (i % width)] as number,
    width,
    height,
  )
  const isOn = (i: number): boolean => {
    const [c, r] = [x0 + (i % width), y0 + Math.floor(i / width)]
    return c >= 0 && r >= 0 && c < cols && r < rows
  }
  const whole = toEdge(mask, width, (i) => {
    if (!isOn(i)) return false
    const [from, to] = [(level[i] as number) * (1 - ALIKE), (level[i] as number) * (1 + ALIKE)]
    let [alike, lighter] = [0, 0]
    for (let y = (y0 + Math.floor(i / width)) * size, end = y + size; y < end; y++) {
      for (let at = y * across + (x0 + (i % width)) * size, last = at + size; at < last; at++) {
        const value = data[at] as number
        if (value > to) lighter++
        else if (value >= from) alike++
      }
    }
    return alike >= SOME * size * size && (dark || lighter <= FEW * size * size)
  })
  const around = grown(whole, width, height)
  const inner = shrunk(whole, width, height)
  for (let i = 0; i < mask.length; i++) {
    if (!around[i] || !isOn(i)) continue
    const [c, r] = [x0 + (i % width), y0 + Math.floor(i / width)]
    const own = level[i] as number
    const gap = Math.max(1, (paper[r * cols + c] as number) - own)
    const light = dark && inner[i] ? gap : 0
    const middle = own + gap / 2
    for (let y = r * size; y < (r + 1) * size; y++) {
      for (let at = y * across + c * size, end = at + size; at < end; at++) {
        const value = data[at] as number
        if (!dark) out.data[at] = Math.min(255, (value * PAPER) / own)
        else {
          const contrast = value < own ? (own - value) / own : light > 0 ? (value - own) / light : 0
          const isEdge = light === 0 && value < middle && isBeside(data, at, across, middle)
          const print = isEdge ? 1 : contrast < FAINT ? 0 : Math.min(1, value < own ? contrast * DARKER : contrast)
          out.data[at] = PAPER - print * (PAPER - PRINT)
        }
      }
    }
  }
}

/** A ground with the blocks along it that are of it too: print near its edge leaves none of them even. */
function toEdge(mask: Uint8Array, width: number, isGround: (i: number) => boolean): Uint8Array {
  const whole = mask.slice()
  let open = [...mask.keys()].filter((i) => mask[i])
  for (let round = 0; round < NOTCH && open.length > 0; round++) {
    const next = new Set<number>()
    for (const at of open) {
      const x = at % width
      for (const one of [x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width])
        if (one >= 0 && one < whole.length && !whole[one] && isGround(one)) next.add(one)
    }
    for (const one of next) whole[one] = 1
    open = [...next]
  }
  return whole
}

/** The gray of the ground in each block: where print hides it, that of the blocks around. */
function levelsOf(known: Uint8Array, levelAt: (i: number) => number, width: number, height: number): Float32Array {
  const level = new Float32Array(known.length)
  let open: number[] = []
  for (let i = 0; i < known.length; i++) {
    if (!known[i]) continue
    level[i] = levelAt(i)
    open.push(i)
  }
  while (open.length > 0) {
    const sums = new Map<number, [sum: number, count: number]>()
    for (const at of open) {
      const x = at % width
      for (const next of [x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width]) {
        if (next < 0 || next >= width * height || level[next]) continue
        const sum = sums.get(next) ?? [0, 0]
        sums.set(next, [sum[0] + (level[at] as number), sum[1] + 1])
      }
    }
    for (const [at, [sum, count]] of sums) level[at] = Math.max(1, sum / count)
    open = [...sums.keys()]
  }
  return level
}
